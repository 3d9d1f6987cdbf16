"""What a reader asks for: filters and view options, and the URL query that says the same.

The query is the same on the page, at the data addresses, on the command line and in Python. Repeated keys add up, an
absent key means all.
"""

from dataclasses import dataclass, replace
from typing import Any, NamedTuple, TypeVar
from urllib.parse import urlencode

import numpy as np


@dataclass(frozen=True)
class ListFilter:
    """A filter of which a reader may choose several values, in words."""

    title: str  # above its options
    name: str  # before its values, in a sentence
    fact: str  # what a file may not give of an event


LIST_FILTERS = {
    "post": ListFilter("Posted in", "posted in", "country of posting"),
    "to": ListFilter("Destination", "destination", "country of destination"),
    "rank": ListFilter("Rank", "rank", "rank"),
    "status": ListFilter("Status", "status", "status"),
}
"""The list filters by query key.

Each has a field of `Filters`, a mask (`masks.py`), options (`counts.py`), words (`wording.py`) and, where
a file may not say what it asks for, a line in `Selection.not_stated`.
"""

LIST_KEYS = tuple(LIST_FILTERS)

KEEPS_ALL_CONTEXT = ("post", "to", "rank")
"""The filters that pass over context events, which have none of these."""

FILTER_KEYS = (*LIST_KEYS, "from", "until", "certain", "box", "q", "context")
"""The query keys of the filters, in the order in which they are written."""

COLOUR_BY = {"country": "Country", "rank": "Rank", "status": "Status"}
"""What colour can stand for, with the words that readers see for it."""

MAX_MARKED = 300
"""How many events can be marked: a click marks all events of a mark, which are at most so many."""

MAX_WORDS, MAX_CHARACTERS = 20, 200
"""How much of a text is searched for: each word is looked for in the texts of all events."""


class Box(NamedTuple):
    """A part of the world in degrees (WGS 84), in the order of RFC 7946; `west` > `east` across the antimeridian."""

    west: float
    south: float
    east: float
    north: float

    def query(self) -> str:
        """Write the box as a query has it, to some ten metres: `-0.5,51,0.25,52`."""
        return ",".join(f"{degrees:.4f}".rstrip("0").rstrip(".") for degrees in self)


Degrees = TypeVar("Degrees", float, np.ndarray)


def wrap_longitude(longitude: Degrees) -> Degrees:
    """Return a longitude, or an array of them, from -180 up to but not including 180 degrees."""
    return (longitude + 180) % 360 - 180


@dataclass(frozen=True)
class Filters:
    """What a reader asks to see. `since` and `until` hold EDTF texts; `since` is the query's `from`."""

    post: tuple[str, ...] = ()  # country codes
    to: tuple[str, ...] = ()  # country codes and destination statuses
    rank: tuple[str, ...] = ()  # ids; each stands for all ranks within it too
    status: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    certain: bool = False
    box: Box | None = None
    q: str = ""
    context: bool = True

    @property
    def active(self) -> tuple[str, ...]:
        """The query keys of the filters that are set, in the order of `FILTER_KEYS`."""
        return tuple(dict.fromkeys(key for key, _ in self.pairs()))

    def pairs(self) -> list[tuple[str, str]]:
        """Return the query as pairs of key and value; nothing for a filter that is not set."""
        pairs = [(key, value) for key in LIST_KEYS for value in getattr(self, key)]
        pairs += [(key, value) for key, value in (("from", self.since), ("until", self.until)) if value]
        pairs += [("certain", "1")] if self.certain else []
        pairs += [("box", self.box.query())] if self.box else []
        pairs += [("q", self.q)] if self.q else []
        return pairs + ([] if self.context else [("context", "0")])

    def query(self) -> str:
        """Return the URL query, without the question mark."""
        return urlencode(self.pairs())

    def without(self, *keys: str) -> "Filters":
        """Return the filters without those of these query keys."""
        names = ["since" if key == "from" else key for key in keys]
        changes: dict[str, Any] = {name: getattr(Filters(), name) for name in names}
        return replace(self, **changes)


@dataclass(frozen=True)
class ViewOptions:
    """How a selection looks: what colour stands for, whether empty periods are drawn, which events are marked."""

    colour_by: str = "country"  # a key of COLOUR_BY
    true_scale: bool = False
    marked: tuple[str, ...] = ()  # event ids, sorted

    def pairs(self) -> list[tuple[str, str]]:
        """Return the view options that differ from the defaults, as pairs of a query."""
        pairs = [("colour", self.colour_by)] if self.colour_by != "country" else []
        pairs += [("scale", "true")] if self.true_scale else []
        return pairs + [("event", event) for event in self.marked]
