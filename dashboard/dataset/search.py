"""What an event is found by, and the search in it: texts, countries by any name, Korean names in any spelling."""

from collections.abc import Callable, Collection, Iterable
from functools import cache, lru_cache

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from dashboard.dataset.categorical import categorical_column
from dashboard.dataset.countries import country_names
from dashboard.dataset.country_spellings import COMMON_NAMES, country_named_in_english
from dashboard.dataset.korean_names import name_key, place_key
from dashboard.dataset.lookup import Lookup
from dashboard.dataset.rows import event_places
from dashboard.dataset.schema import Context, Defection, Milestone, Person
from dashboard.dataset.search_query import CountryNamed, Term, fold_for_search, fold_name, search_terms

_REMEMBERED = 32  # searches
_KOREAN = frozenset(("KP", "KR"))  # whose places have Korean names: Lomé and Rome have one key


def search_row(event: Defection | Context, lookup: Lookup) -> tuple[str, str]:
    """Return the text of an event, folded, and the keys of its Korean names.

    The text is id, title, summary, claims, persons, ranks, posts, places and sources; countries are searched by code.
    """
    parts: list[str | None] = [event.id, event.title, event.summary]
    keys: list[str] = []
    citations = list(event.citations)
    for claim in event.milestones:
        parts += _claim_texts(claim, lookup)
        citations += claim.citations
    if isinstance(event, Defection):
        for person in event.persons:
            parts += _person_texts(person, lookup)
            keys += [name_key(fold_name(name)) for name in (person.name, *person.also_known_as) if name]
        parts += (event.post.mission, event.post.section)
    for place in [lookup.places[place] for _, place in event_places(event)]:
        parts.append(place.name)
        if place.country in _KOREAN:
            keys.append(_place_key(place.name))
    parts += [lookup.source_names[source] for source in dict.fromkeys(citation.source for citation in citations)]
    return fold_for_search(" ".join([part for part in parts if part])), "".join(keys)


@lru_cache(4096)
def _place_key(name: str) -> str:
    return place_key(fold_name(name))


def _claim_texts(claim: Milestone, lookup: Lookup) -> Iterable[str | None]:
    return claim.note, claim.by, claim.place and lookup.places[claim.place].name


def _person_texts(person: Person, lookup: Lookup) -> Iterable[str | None]:
    rank = person.rank and lookup.rank_labels[person.rank]
    names = (person.name, person.label, *person.also_known_as)
    return *names, person.rank_as_stated, person.position, person.organisation, rank


class EventSearch:
    """The search in the events of a file."""

    def __init__(self, rows: pd.DataFrame, in_countries: Callable[[Collection[str]], np.ndarray]) -> None:
        """Take the rows of `search_row`, and a function from codes of countries to a mask of their events."""
        self._texts = pa.array(rows["text"], pa.large_string())
        self._name_keys = categorical_column(rows["name_keys"])
        self._in_countries = in_countries
        # No other filter takes as long, so the latest answers are kept; they go when this goes.
        self._remembered = lru_cache(_REMEMBERED)(self._search)

    def matching(self, query: str, country_named: CountryNamed = country_named_in_english) -> np.ndarray:
        """Return a mask of the events that match all of a query, in which countries are known by `country_named`."""
        found: np.ndarray = self._remembered(query, country_named)
        return found

    def _search(self, query: str, country_named: CountryNamed) -> np.ndarray:
        found = np.ones(len(self._texts), dtype=bool)
        # The longest first, for they leave the fewest texts to search for the others.
        terms = dict.fromkeys(search_terms(query, country_named))
        for term in sorted(terms, key=lambda term: max(map(len, term.words)), reverse=True):
            found = self._matching_term(term, found)
            if not found.any():
                break
        return found

    def _matching_term(self, term: Term, candidates: np.ndarray) -> np.ndarray:
        """Return which of some events match a term."""
        found = np.zeros(len(candidates), dtype=bool)
        if term.country:
            found |= self._in_countries((term.country,))
        if term.key_pattern:
            found |= self._name_keys.where(_matches(pa.array(self._name_keys.values, pa.string()), term.key_pattern))
        rest = candidates & ~found
        for word in sorted(term.words, key=len, reverse=True):
            has_country = rest & self._in_countries(frozenset() if term.country else _countries_containing(word))
            rest = has_country | self._containing(term.text_pattern(word), rest & ~has_country)
        return np.asarray((found & candidates) | rest)

    def _containing(self, pattern: str, candidates: np.ndarray) -> np.ndarray:
        """Return which of some events have a text that matches a pattern."""
        found = np.zeros(len(candidates), dtype=bool)
        if candidates.any():
            found[candidates] = _matches(self._texts if candidates.all() else self._texts.filter(candidates), pattern)
        return found


def _matches(texts: pa.Array, pattern: str) -> np.ndarray:
    # RE2 finds even a plain text four times as quickly as pyarrow's `match_substring`.
    return np.asarray(pc.match_substring_regex(texts, pattern), dtype=bool)


@lru_cache(1024)
def _countries_containing(folded: str) -> frozenset[str]:
    """Return the codes of the countries of which an English name holds a folded text."""
    return frozenset(code for code, names in _folded_names().items() if any(folded in name for name in names))


@cache
def _folded_names() -> dict[str, tuple[str, ...]]:
    return {
        code: tuple(map(fold_for_search, (name, *COMMON_NAMES.get(code, ())))) for code, name in country_names().items()
    }
