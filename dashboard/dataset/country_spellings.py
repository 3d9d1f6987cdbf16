"""The country that a text names: in a language of CLDR, a form of ISO 3166, or another common spelling.

The names are loaded when they are first asked for: `check` of a file without mistakes needs none of them.
"""

import difflib
import pickle
from collections.abc import Iterable
from functools import cache

from babel.localedata import locale_identifiers, resolve_locale_filename

from dashboard.dataset.countries import country_names
from dashboard.dataset.country_keys import bare_code, keys_of, name_key, names_with_brackets

COMMON_NAMES = {
    "GB": ("UK", "Britain", "Great Britain"),
    "US": ("USA", "United States of America"),
    "AE": ("UAE",),
    "CD": ("DR Congo", "DRC"),
    "CI": ("Ivory Coast",),
    "CN": ("PRC", "PR China"),
    "CZ": ("Czech Republic",),
    "DD": ("GDR",),
    "DE": ("West Germany", "FRG"),
    "KP": ("DPRK", "DPR Korea", "NK"),
    "KR": ("ROK",),
    "MK": ("Macedonia",),
    "MM": ("Burma",),
    "NL": ("Holland",),
    "RH": ("Rhodesia",),
    "SU": ("USSR",),
    "SZ": ("Swaziland",),
    "TL": ("East Timor",),
}
"""Common names that neither CLDR nor ISO 3166 has in this form; they win over a withdrawn country of the same name."""

_AMBIGUOUS = {"congo": ("CG", "CD"), "korea": ("KP", "KR")}  # whatever a standard says

_MIN_LETTERS = 5  # shorter names that are nearly alike are different names
_MIN_LIKENESS = 0.9  # Slavonia is not Slovenia
_CLEARLY = 0.04  # by so much the likest name has to be ahead of that of any other country


def country_named(text: str) -> str | None:
    """Return the code of the country that has this name, in whatever language; nothing where several have it.

    It may be abbreviated or turned round, as in `S. Korea`, `Czech Rep.` and `Korea (South)`.
    """
    for key in keys_of(text):
        if found := _english().get(key) or _in_all_languages().get(key):
            return found
    if names := names_with_brackets(text):
        first, second = (country_named(name) or country_with_code(name) for name in names)
        return second if second in (first, *countries_named(names[0])) else None
    return None


def countries_named(text: str) -> tuple[str, ...]:
    """Return the codes of the countries that share a name: `Korea`, `Congo`."""
    return _AMBIGUOUS.get(name_key(text), ())


def country_meant(text: str) -> str | None:
    """Return the code of the country that a text can only mean: its code, its name, or nearly its name."""
    code = bare_code(text).upper()
    if code in country_names():
        return code
    return _by_iso_code().get(code) or country_named(text) or _nearly_named(name_key(text))


def country_with_code(text: str) -> str | None:
    """Return the code of the country with this alpha-2 or alpha-3 code of ISO 3166-1, in capitals: `in` is a word.

    It may be written `the US` or `U.S.` too.
    """
    code = bare_code(text)
    if not (code.isascii() and code.isalpha() and code.isupper() and len(code) in (2, 3)):
        return None
    return code if code in country_names() else _by_iso_code().get(code)


def country_named_in_english(text: str) -> str | None:
    """Return the code of the country that has this English name; far quicker at first than `country_named`."""
    return next((code for key in keys_of(text) if (code := _english().get(key))), None)


def _nearly_named(key: str) -> str | None:
    if len(key) < _MIN_LETTERS or key in _AMBIGUOUS:
        return None
    begun = {code for name, code in _english().items() if name.startswith(f"{key} ")}
    if begun:
        return begun.pop() if len(begun) == 1 else None
    likeness: dict[str, float] = {}
    for name, code in _english().items():
        if len(name) >= _MIN_LETTERS and name[0] == key[0]:  # few mistype the first letter; Prussia is not Russia
            ratio = difflib.SequenceMatcher(None, key, name).ratio()
            likeness[code] = max(ratio, likeness.get(code, 0))
    (best, code), (second, _) = sorted([(0.0, ""), (0.0, ""), *((n, it) for it, n in likeness.items())])[:-3:-1]
    return code if best >= _MIN_LIKENESS and best - second >= _CLEARLY else None


@cache
def _english() -> dict[str, str]:
    """Return codes by the English names of CLDR, the short, official and withdrawn names of ISO 3166, and others."""
    import pycountry

    found: dict[str, set[str]] = {}
    current = [(country.alpha_2, _iso_names(country)) for country in pycountry.countries]
    shown = [(code, [name]) for code, name in country_names().items()]
    for code, names in (*shown, *current, *_withdrawn_names()):
        for name in names:
            found.setdefault(name_key(name), set()).add(code)
    common = {name_key(name): code for code, names in COMMON_NAMES.items() for name in names}
    return _unambiguous(found) | common


def _withdrawn_names() -> Iterable[tuple[str, list[str]]]:
    import pycountry

    for country in pycountry.historic_countries:
        # A code that another country has now, or had later (CS), is not that of the earlier one.
        is_same = country.alpha_2 in country_names() and not pycountry.countries.get(alpha_2=country.alpha_2)
        if is_same and country.alpha_3 != "SCG":
            yield country.alpha_2, _iso_names(country)


def _iso_names(country: object) -> list[str]:
    """Return the names of a country; `Korea, Republic of` also as `Republic of Korea`."""
    given = (getattr(country, field, None) for field in ("name", "official_name", "common_name"))
    names = [name for name in given if name]
    turned = [f"{rest} {first}" for first, comma, rest in (name.partition(", ") for name in names) if comma]
    return names + turned


@cache
def _by_iso_code() -> dict[str, str]:
    """Return codes by the alpha-3 and numeric codes of ISO 3166-1, and by the alpha-3 codes that are withdrawn."""
    import pycountry

    withdrawn = {
        country.alpha_3: country.alpha_2
        for country in pycountry.historic_countries
        if country.alpha_2 in country_names() and country.alpha_3 != "SCG"
    }
    reused = {country.alpha_2 for country in pycountry.countries}
    codes = {alpha_3: code for alpha_3, code in withdrawn.items() if code not in reused}
    for country in pycountry.countries:
        codes |= {country.alpha_3: country.alpha_2, country.numeric: country.alpha_2}
    return codes


@cache
def _in_all_languages() -> dict[str, str]:
    """Return codes by the names in all languages of CLDR; loading them takes half a second."""
    languages = (language for language in locale_identifiers() if "_" not in language)  # most variants name the same
    spelt = {(name, code) for language in languages for code, name in _territories(language).items()}
    found: dict[str, set[str]] = {}
    for name, code in spelt:
        if code in country_names():
            found.setdefault(name_key(name), set()).add(code)
    return _unambiguous(found)


def _territories(language: str) -> dict[str, str]:
    """Return the names of countries in a language, and keep nothing: `babel.localedata.load` would keep 150 MB."""
    with open(resolve_locale_filename(language), "rb") as file:
        names: dict[str, str] = pickle.load(file).get("territories", {})
    return names


def _unambiguous(found: dict[str, set[str]]) -> dict[str, str]:
    return {key: min(codes) for key, codes in found.items() if len(codes) == 1 and key not in _AMBIGUOUS}
