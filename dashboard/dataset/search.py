"""The text by which an event is found, and the search in it."""

from collections.abc import Callable, Iterable
from functools import lru_cache

import numpy as np
import pandas as pd

from dashboard.dataset.countries import country_names
from dashboard.dataset.country_spellings import COMMON_NAMES
from dashboard.dataset.lookup import Lookup
from dashboard.dataset.rows import event_places
from dashboard.dataset.schema import Context, Defection, Milestone, Person
from dashboard.dataset.text import fold

_REMEMBERED = 32  # searches


def search_text(event: Defection | Context, lookup: Lookup) -> str:
    """Return id, title, summary, claims, persons, ranks, posts, places and countries, folded."""
    parts: list[str | None] = [event.id, event.title, event.summary]
    for claim in event.milestones:
        parts += _claim_texts(claim, lookup)
    countries: list[str | None] = []
    if isinstance(event, Defection):
        for person in event.persons:
            parts += _person_texts(person, lookup)
        parts += (event.post.mission, event.post.section)
        countries += (event.origin, event.post.country, event.destination.country)
    places = [lookup.places[place] for _, place in event_places(event)]
    parts += [place.name for place in places]
    countries += [place.country for place in places]
    for code in countries:
        if code:
            parts += (country_names()[code], *COMMON_NAMES.get(code, ()))
    return fold(" ".join([part for part in parts if part]))


def _claim_texts(claim: Milestone, lookup: Lookup) -> Iterable[str | None]:
    return claim.note, claim.by, claim.place and lookup.places[claim.place].name


def _person_texts(person: Person, lookup: Lookup) -> Iterable[str | None]:
    rank = person.rank and lookup.rank_labels[person.rank]
    names = (person.name, person.label, *person.also_known_as)
    return *names, person.rank_as_stated, person.position, person.organisation, rank


def text_search(texts: pd.Series) -> Callable[[str], np.ndarray]:
    """Return a function from folded words to a mask of the texts that hold all of them.

    No other filter takes as long, so the function remembers its latest answers; they go when it goes.
    """

    @lru_cache(_REMEMBERED)
    def containing(words: str) -> np.ndarray:
        found = np.ones(len(texts), dtype=bool)
        # The longest first, for they leave the fewest texts to search for the others.
        for word in sorted(dict.fromkeys(words.split()), key=len, reverse=True):
            found[found] = texts[found].str.contains(word, regex=False).to_numpy(dtype=bool)
            if not found.any():
                break
        return found

    return containing
