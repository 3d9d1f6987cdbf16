"""What a reader searches for → terms: words, names of countries, and Korean names in any spelling."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from dashboard.dataset.country_spellings import country_with_code
from dashboard.dataset.korean_names import is_syllable, sequence_pattern, word_pattern
from dashboard.dataset.text import fold

_HYPHENS = "-‐‑‒–—―−"
_APOSTROPHES = "'’‘ʼʻ`"
_SPACED = str.maketrans(dict.fromkeys(_HYPHENS, " ") | dict.fromkeys(_APOSTROPHES, ""))
_HYPHENATED = str.maketrans(dict.fromkeys(_HYPHENS, "-") | dict.fromkeys(_APOSTROPHES, ""))
_SAINT = re.compile(r"st(?<!\wst)\b\.? *")  # begins with letters, by which it is far quicker
_PARTED = re.compile(f"n[{_APOSTROPHES}]g")  # Han'guk is han and guk

_MAX_COUNTRY_WORDS = 9
_SHORT = 3  # letters of names such as UK, which begin many other words

CountryNamed = Callable[[str], str | None]
"""A function from the name of a country to its code."""


@dataclass(frozen=True)
class Term:
    """What an event has to match: its text holds all words, or it has the country or the Korean name."""

    words: tuple[str, ...]  # folded
    country: str | None = None
    key_pattern: str | None = None  # for the keys of `korean_names`

    def text_pattern(self, word: str) -> str:
        """Return a regular expression in the syntax of RE2 that finds a word in folded texts."""
        if self.country is None:
            return re.escape(word)
        end = r"(?:[^\pL\pN]|$)" if len(word) <= _SHORT else ""
        return rf"(?:^|[^\pL\pN]){re.escape(word)}{end}"


def fold_for_search(text: str) -> str:
    """Fold a text (see `text.fold`), with spaces for hyphens, without apostrophes, and with Saint for St."""
    return _SAINT.sub("saint ", fold(text).translate(_SPACED))


def fold_name(name: str) -> str:
    """Fold a name as `korean_names` takes it: with one kind of hyphen, without apostrophes."""
    folded = fold(name)
    return folded if folded.isalpha() else _PARTED.sub("n-g", folded).translate(_HYPHENATED)


def search_terms(query: str, country_named: CountryNamed) -> list[Term]:
    """Return the terms of a query: the longest names of countries first, then what is left, word by word.

    Words of one syllable that follow each other may be one Korean name: Kim Chol Song.
    """
    terms: list[Term] = []
    for kind, parts in groupby(_with_countries(query.split(), country_named), key=_kind):
        group = list(parts)
        if kind == "syllable" and len(group) > 1:
            terms.append(_sequence_term([word for word, _ in group]))
        else:
            terms += [_country_term(words, code) if code else _word_term(words) for words, code in group]
    return [term for term in terms if term.words]


def _kind(part: tuple[str, str | None]) -> str:
    words, code = part
    return "country" if code else "syllable" if is_syllable(fold_name(words)) else "word"


def _with_countries(words: Sequence[str], country_named: CountryNamed) -> Iterator[tuple[str, str | None]]:
    """Yield the names of countries with their codes, and all other words one by one with none."""
    at = 0
    while at < len(words):
        for length in range(min(_MAX_COUNTRY_WORDS, len(words) - at), 0, -1):
            name = " ".join(words[at : at + length])
            if code := country_named(name) or country_with_code(name):
                yield name, code
                break
        else:
            length = 1
            yield words[at], None
        at += length


def _folded(words: Sequence[str]) -> tuple[str, ...]:
    folded = (fold_for_search(word).strip() for word in words)
    return tuple(dict.fromkeys(word for word in folded if word))


def _country_term(name: str, country: str) -> Term:
    return Term(_folded([name]), country)


def _word_term(word: str) -> Term:
    return Term(_folded([word]), key_pattern=word_pattern(fold_name(word)))


def _sequence_term(words: Sequence[str]) -> Term:
    return Term(_folded(words), key_pattern=sequence_pattern([fold_name(word) for word in words]))
