"""The language of each part of a text, as far as its script tells it, or the languages of its sources."""

import unicodedata
from functools import cache, lru_cache

from babel.core import get_global

_SCRIPTS = {
    "HANGUL": "Hang", "CJK": "Hani", "HIRAGANA": "Hira", "KATAKANA": "Kana", "BOPOMOFO": "Bopo", "LATIN": "Latn",
    "CYRILLIC": "Cyrl", "GREEK": "Grek", "ARMENIAN": "Armn", "GEORGIAN": "Geor", "HEBREW": "Hebr", "ARABIC": "Arab",
    "THAANA": "Thaa", "ETHIOPIC": "Ethi", "DEVANAGARI": "Deva", "BENGALI": "Beng", "GURMUKHI": "Guru",
    "GUJARATI": "Gujr", "ORIYA": "Orya", "TAMIL": "Taml", "TELUGU": "Telu", "KANNADA": "Knda", "MALAYALAM": "Mlym",
    "SINHALA": "Sinh", "THAI": "Thai", "LAO": "Laoo", "TIBETAN": "Tibt", "MYANMAR": "Mymr", "KHMER": "Khmr",
    "MONGOLIAN": "Mong",
}  # fmt: skip
"""ISO 15924 codes of scripts by the first word of the Unicode names of their letters."""

_LANGUAGES = {
    "Hang": "ko", "Hira": "ja", "Kana": "ja", "Bopo": "zh", "Grek": "el", "Armn": "hy", "Geor": "ka", "Thaa": "dv",
    "Gujr": "gu", "Guru": "pa", "Orya": "or", "Taml": "ta", "Telu": "te", "Knda": "kn", "Mlym": "ml", "Sinh": "si",
    "Thai": "th", "Laoo": "lo", "Khmr": "km",
}  # fmt: skip
"""The languages of scripts in which newspapers of one language alone are printed."""

_EAST_ASIAN = ("Hang", "Hira", "Kana", "Bopo", "Hani")
"""Scripts that stand within one word: `お茶`. The first that a text has tells its language."""

_MIXED = {
    "Kore": {"Hang", "Hani"},
    "Jpan": {"Hira", "Kana", "Hani"},
    "Hans": {"Bopo", "Hani"},
    "Hant": {"Bopo", "Hani"},
}
"""The scripts of languages that use several."""


@lru_cache(maxsize=4096)
def language_parts(
    text: str, cited: tuple[str, ...] = (), own: str | None = None
) -> tuple[tuple[str, str | None], ...]:
    """Cut a text into parts, each with its language as a BCP 47 tag, or None where nothing tells it.

    A script of one language tells it: Hangul is Korean. Of any other, `own` is the language if it is written so, the
    language that the whole text is said to be in; else the only one of `cited` that is, the languages of its sources;
    else the tag names the script alone: `und-Arab`. Latin letters have the language `own` or none: names and the words
    of a curator are not in the language of the sources.
    """
    runs = _runs(text)
    return tuple((part, _language(script, own, cited) if script else None) for script, part in runs)


def script_of(character: str) -> str | None:
    """Return the ISO 15924 code of the script of a letter; None for marks, digits and signs."""
    if character.isascii():
        return "Latn" if character.isalpha() else None
    if not unicodedata.category(character).startswith("L"):
        return None  # a mark belongs to the letter before it
    name = unicodedata.name(character, "").removeprefix("HALFWIDTH ").removeprefix("FULLWIDTH ")
    return _SCRIPTS.get(name.replace("-", " ").split(" ")[0])


def _runs(text: str) -> list[tuple[str | None, str]]:
    """Cut a text where its script changes; what stands between two scripts goes with neither."""
    found: list[tuple[str | None, int, int]] = []  # script, first and last letter
    for at, character in enumerate(text):
        script = script_of(character)
        if script is None:
            is_mark = unicodedata.category(character).startswith("M")
            if is_mark and found and found[-1][2] == at:
                found[-1] = (*found[-1][:2], at + 1)
            continue
        before = found[-1][0] if found else None
        if before == script or (before in _EAST_ASIAN and script in _EAST_ASIAN):
            found[-1] = (
                min(before, script, key=_EAST_ASIAN.index) if before != script else script,
                found[-1][1],
                at + 1,
            )
        else:
            found.append((script, at, at + 1))
    runs: list[tuple[str | None, str]] = []
    end = 0
    for script, start, stop in found:
        if start > end:
            runs.append((None, text[end:start]))
        runs.append((script, text[start:stop]))
        end = stop
    return [*runs, (None, text[end:])] if end < len(text) else runs


def _language(script: str, own: str | None, cited: tuple[str, ...]) -> str | None:
    if script in _LANGUAGES:
        return _LANGUAGES[script]
    if own and script in _scripts_of(own):
        return own
    if script == "Latn":
        return None
    fitting = {tag for tag in cited if script in _scripts_of(tag)}
    return fitting.pop() if len(fitting) == 1 else f"und-{script}"


@cache
def _scripts_of(tag: str) -> frozenset[str]:
    """Return the scripts that a language is written in, by its tag, or else as it most likely is (CLDR)."""
    subtags = tag.replace("_", "-").split("-")
    named = [part.title() for part in subtags[1:] if len(part) == 4 and part.isalpha()]
    likely = get_global("likely_subtags").get(subtags[0].lower(), "").split("_")
    script = named[0] if named else likely[1] if len(likely) > 1 else ""
    return frozenset(_MIXED.get(script, {script}))
