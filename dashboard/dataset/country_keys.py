"""What the names of countries are compared by, however they are abbreviated and turned round."""

import re
from collections.abc import Iterator
from itertools import product

from dashboard.dataset.text import fold

_WRITTEN_OUT = {
    "dem": ("democratic",),
    "fed": ("federation", "federal", "federated"),
    "gr": ("great",),
    "isl": ("islands", "islamic"),
    "rep": ("republic",),
    "utd": ("united",),
}
"""What an abbreviation in the name of a country may stand for."""

_DIRECTIONS = {"n": "north", "s": "south", "e": "east", "w": "west"}

_MAX_ABBREVIATIONS = 3  # of one name; each may stand for several words

_UNITED_STATES = re.compile(r"U\. ?S\.?(?: ?A\.?)?", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"([^()\[\]]+)[(\[]([^()\[\]]+)[)\]]\s*")
_SMALL_WORDS = frozenset(("the", "of"))


def name_key(name: str) -> str:
    """Return what names are compared by; a short one keeps its accents, for Áo is Austria and AO Angola."""
    folded = _tidied(fold(name))
    return folded if len(folded) > 3 or not folded.isascii() else _tidied(name.casefold())


def keys_of(name: str) -> Iterator[str]:
    """Yield the keys of a name: as it is written, turned round, and with its abbreviations written out.

    `Korea (South)`, `Korea, South` and `S. Korea` are `south korea`.
    """
    front, comma, behind = name.rpartition(",")
    parts = (front, behind) if comma else names_with_brackets(name)
    turned = [f"{parts[1]} {parts[0]}"] if parts else []
    for key in (name_key(name), *map(name_key, turned)):
        yield key
        words = key.split()
        if len(words) > 1 and words[-1] in (*_DIRECTIONS, *_DIRECTIONS.values()):
            words = [words[-1], *words[:-1]]
        if len(words) > 1 and sum(word in _WRITTEN_OUT for word in words) <= _MAX_ABBREVIATIONS:
            first = _DIRECTIONS.get(words[0], words[0])
            choices = (_WRITTEN_OUT.get(word, (word,)) for word in (first, *words[1:]))
            yield from (written for each in product(*choices) if (written := " ".join(each)) != key)


def names_with_brackets(name: str) -> tuple[str, str] | None:
    """Return the two names in `China (PRC)`."""
    match = _IN_BRACKETS.fullmatch(name)
    return (match[1].strip(), match[2].strip()) if match else None


def bare_code(text: str) -> str:
    """Return a code without `the` in front: `US` for `the U.S.`. No other code has full stops; `L.A.` is not Laos."""
    bare = re.sub(r"^the\s+", "", text.strip(), flags=re.IGNORECASE)
    return re.sub(r"[. ]", "", bare).upper() if _UNITED_STATES.fullmatch(bare) else bare


def _tidied(name: str) -> str:
    plain = re.sub(r"[.\-,()\[\]]", " ", name.replace("’", "'").replace("&", " and "))
    words = [word for word in _initials_joined(plain.split()) if word not in _SMALL_WORDS]
    return " ".join(words)


def _initials_joined(words: list[str]) -> list[str]:
    """Return words with single letters in a row as one: `usa` for `u s a`."""
    joined: list[str] = []
    for word, before in zip(words, ["", *words], strict=False):
        if len(word) == len(before) == 1 and word.isascii() and before.isascii():
            joined[-1] += word
        else:
            joined.append(word)
    return joined
