"""Ids made from names: of events, places, ranks and sources."""

import re
import unicodedata
from collections.abc import Container, Iterable

from dashboard.dataset.text import fold

MAX_LENGTH = 60
"""How many characters an id may have that is made from names."""

ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,119}")

_LETTERS = str.maketrans(
    {"ß": "ss", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l", "đ": "d", "Đ": "d", "æ": "ae", "Æ": "ae", "œ": "oe", "ı": "i",
     "ð": "d", "þ": "th"}
)  # fmt: skip
_CYRILLIC = str.maketrans(
    dict(zip("абвгдезийклмнопрстуфыэіґ", "abvgdeziiklmnoprstufyeig", strict=True))
    | {"ё": "e", "ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ь": "", "ю": "yu",
       "я": "ya", "ї": "yi", "є": "ye"}
)  # fmt: skip


def slug(text: str) -> str:
    """Return a text in the letters of an id: `kim-chol-song`.

    Hangul and Cyrillic are written in Latin letters; of other scripts nothing is left.
    """
    romanised = "".join(map(_romanised, unicodedata.normalize("NFC", text))).lower().translate(_CYRILLIC)
    plain = fold(romanised.translate(_LETTERS))
    words = re.sub(r"['’ʼ.]", "", plain)
    joined = re.sub(r"[^a-z0-9]+", "-", words).strip("-")
    return joined if len(joined) <= MAX_LENGTH else joined[:MAX_LENGTH].rpartition("-")[0] or joined[:MAX_LENGTH]


def _romanised(character: str) -> str:
    """Return a syllable of Hangul in Latin letters, by the names of Unicode; any other character as it is."""
    if "가" <= character <= "힣":
        return " " + unicodedata.name(character).removeprefix("HANGUL SYLLABLE ").lower()
    return character


def unused_id(candidates: Iterable[str], used: Container[str]) -> str:
    """Return the first candidate that is not used, or the last with the first number that makes it so."""
    last = ""
    for last in candidates:
        if last not in used:
            return last
    return next(numbered for n in range(2, 10**6) if (numbered := f"{last}-{n}") not in used)
