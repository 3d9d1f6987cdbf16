"""The country that a cell names: by its code, by its name in any language, or by what its people are called."""

from dashboard.dataset.countries import country_names
from dashboard.dataset.country_spellings import countries_named, country_meant, country_named, country_with_code
from dashboard.dataset.text import shown
from dashboard.importing.cells import Cell
from dashboard.importing.problems import CellError

_PEOPLES = {
    "american": "US", "british": "GB", "chinese": "CN", "dutch": "NL", "east german": "DD", "english": "GB",
    "french": "FR", "german": "DE", "polish": "PL", "soviet": "SU", "spanish": "ES", "swiss": "CH", "turkish": "TR",
    "vietnamese": "VN", "greek": "GR", "irish": "IE", "danish": "DK", "swedish": "SE", "finnish": "FI", "thai": "TH",
    "czech": "CZ", "afghan": "AF", "yemeni": "YE", "japanese": "JP", "portuguese": "PT", "lebanese": "LB",
    "sudanese": "SD", "burmese": "MM", "filipino": "PH", "israeli": "IL", "mongolian": "MN",
}  # fmt: skip
"""What people are called whose country is not in the word."""

_ENDINGS = ("n", "an", "ian", "i", "ese")
_NOT_ONE_COUNTRY = frozenset(("dominican", "nigerien", "guinean", "congolese", "korean", "samoan", "micronesian"))

_MAX_LETTERS = 100  # no country has a longer name


def country_in(text: str) -> str | None:
    """Return the code of the country that a text names, without guessing."""
    return country_with_code(text) or country_named(text)


def country_of_people(text: str) -> str | None:
    """Return the code of the country whose people are called so: `North Korean`."""
    word = " ".join(text.casefold().split())
    if word in _PEOPLES or word in _NOT_ONE_COUNTRY:
        return _PEOPLES.get(word)
    names = (word.removesuffix(ending) for ending in _ENDINGS if word.endswith(ending))
    return next((code for name in names if len(name) > 3 and (code := country_named(name))), None)


def read_country(cell: Cell, field: str) -> str:
    """Return the code of the country in a cell. Raises `CellError`."""
    found = country_in(cell.text) or country_of_people(cell.text)
    if found:
        return found
    message = f"{field}: {shown(cell.text)} {complaint_of_country(cell.text)}"
    raise CellError(cell, message, ("a country",), _nearest(cell.text))


def one_of_several(text: str) -> str | None:
    """Say which countries have a name that several share, and what to do."""
    key = text.casefold().strip(" .")
    several = countries_named(key) or countries_named(key.removesuffix("n"))
    return f"is {' or '.join(country_names()[code] for code in several)}; write which" if several else None


def complaint_of_country(text: str) -> str:
    """Say why a text is no country, and what to write: the end of a sentence that begins with the text."""
    if several := one_of_several(text):
        return several
    if country_in(without_question_mark(text) or ""):
        return "is not certain; drop the ?, or write unknown"
    nearest = _nearest(text)
    hint = f"did you mean {nearest!r}?" if nearest else "write its name, or its two-letter code in capitals"
    return f"is not a country; {hint}"


def without_question_mark(text: str) -> str | None:
    """Return `Sweden` for `Sweden?` and `Sweden (?)`; nothing for a text without a question mark."""
    bare = text.replace("(?)", "").strip(" ?")
    return bare if bare and bare != text else None


def _nearest(text: str) -> str | None:
    code = country_meant(text) if len(text) <= _MAX_LETTERS else None
    return country_names()[code] if code else None
