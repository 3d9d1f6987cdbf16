"""The name that is nearest to a text in which nothing was found."""

import re
from collections.abc import Iterable
from difflib import SequenceMatcher

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from dashboard.dataset.countries import country_names
from dashboard.dataset.frames import Frames
from dashboard.dataset.search_query import fold_for_search

_MIN_LETTERS, _MAX_LETTERS = 4, 40
_MIN_LIKENESS = 0.7
_COMPARED = 50  # names, those that share most pairs of letters with the text


class Names:
    """The distinct names of a file.

    Comparing a text with each of 100,000 names letter by letter would take seconds, so it is compared with those that
    share most pairs of letters with it.
    """

    def __init__(self, names: Iterable[str]) -> None:
        """Take names; of several that are equally near, the first is the nearest."""
        self._names = list(dict.fromkeys(names))
        self._folded = pa.array([_letters(name) for name in self._names], pa.string())

    def nearest(self, text: str) -> str | None:
        """Return the name that is nearest to a text, its words in any order, if one is near."""
        wanted = _letters(text)[:_MAX_LETTERS]
        if len(wanted) < _MIN_LETTERS or not self._names:
            return None
        words = fold_for_search(text).split()
        orders = {"".join(words[n:] + words[:n])[:_MAX_LETTERS] for n in range(len(words))}
        best, likeness = None, _MIN_LIKENESS
        for n in self._sharing_pairs(wanted):
            name = self._folded[n].as_py()
            if (ratio := max(SequenceMatcher(None, name, order).ratio() for order in orders)) > likeness:
                best, likeness = self._names[n], ratio
        return best

    def _sharing_pairs(self, wanted: str) -> list[int]:
        """Return the numbers of the names that share most pairs of letters with a text, in the order of the names."""
        pairs = {wanted[n : n + 2] for n in range(len(wanted) - 1)}
        shared = np.zeros(len(self._names))
        for pair in pairs:
            shared += np.asarray(pc.match_substring_regex(self._folded, re.escape(pair)), dtype=bool)
        share = shared / (np.asarray(pc.utf8_length(self._folded)) + len(pairs))
        return sorted(np.argsort(-share, kind="stable")[:_COMPARED].tolist())


def names_in(frames: Frames) -> list[str]:
    """Return the names of persons, places, countries and sources by which the events of a file can be found."""
    events, claims, locations = frames.events, frames.milestones, frames.locations
    joined = pd.concat([events["name"], claims["sources"]]).dropna().unique()
    places = pd.concat([locations["name"], claims["place"]]).dropna().unique()
    countries = [events[column] for column in ("origin", "post_country", "destination_country")]
    codes = pd.concat([*countries, locations["country"]]).dropna().unique()
    persons_and_sources = [name for names in joined for name in names.split("; ")]
    return [*persons_and_sources, *places, *(country_names()[code] for code in codes)]


def _letters(text: str) -> str:
    return fold_for_search(text).replace(" ", "")
