"""What a reader asked to see: filters, their URL query, and the events that they keep.

The query is the same on the page, at the data addresses and on the command line. Repeated keys add up, an absent key
means all. A filter speaks only to events that can have what it asks for: context events have a status, dates and
text, but no post, destination or rank, so only the former filter them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import parse_qsl, urlencode

import numpy as np
import pandas as pd

from dashboard.dataset import Dataset, dates, wording
from dashboard.dataset.countries import country_names
from dashboard.dataset.schema import STATUSES, WHEREABOUTS
from dashboard.dataset.texts import fold

LISTS = ("post", "to", "rank", "status")
"""The filters of which a reader may choose several values."""

KEYS = (*LISTS, "from", "until", "certain", "q", "context")
"""The keys of the query, in the order in which it is written."""

LOOKS: dict[str, tuple[str, ...]] = {"colour": ("country", "rank", "status"), "scale": ("true",), "event": ()}
"""The keys of the page's address that say how it looks, with their values: what colour stands for, the true time scale,
and which events are marked, by any id. They select nothing."""

_CALLED = {"post": "posted in", "to": "destination", "rank": "rank", "status": "status"}

WHEREABOUTS_LABELS = {
    "unknown": "Whereabouts unknown",
    "undisclosed": "Whereabouts undisclosed",
    "in-transit": "In transit",
    "returned": "Returned",
}
_WITHIN = {name: name[:1].lower() + name[1:] for name in WHEREABOUTS_LABELS.values()}  # in the middle of a sentence


@dataclass(frozen=True)
class Selection:
    """The filters. `since` and `until` hold EDTF texts (`since` is the query's `from`, a word of Python)."""

    post: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    rank: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    certain: bool = False
    q: str = ""
    context: bool = True

    @property
    def active(self) -> tuple[str, ...]:
        """Return the query keys of the filters that are set."""
        return tuple(dict.fromkeys(key for key, _ in self.pairs()))

    def pairs(self) -> list[tuple[str, str]]:
        """Return the query as pairs of key and value; nothing for a filter that is not set."""
        pairs = [(key, value) for key in LISTS for value in getattr(self, key)]
        pairs += [(key, value) for key, value in (("from", self.since), ("until", self.until)) if value]
        pairs += [("certain", "1")] if self.certain else []
        pairs += [("q", self.q)] if self.q else []
        return pairs + ([] if self.context else [("context", "0")])

    def query(self) -> str:
        """Return the URL query, without the question mark."""
        return urlencode(self.pairs())

    def without(self, *keys: str) -> "Selection":
        """Return the selection with the filters of these query keys taken away."""
        names = ["since" if key == "from" else key for key in keys]
        changes: dict[str, Any] = {name: getattr(Selection(), name) for name in names}
        return replace(self, **changes)


def from_query(query: str | Iterable[tuple[str, str]], dataset: Dataset) -> tuple[Selection, list[str]]:
    """Read a URL query: the selection, and a sentence for each part that was left out because it makes no sense."""
    given = parse_qsl(query.removeprefix("?"), keep_blank_values=True) if isinstance(query, str) else query
    pairs = [(key, value) for key, value in given if key not in LOOKS or value not in (LOOKS[key] or (value,))]
    left_out: list[str] = []
    values: dict[str, list[str]] = {}
    for key, value in pairs:
        if complaint := _complaint(key, value, dataset):
            left_out.append(complaint)
        elif key in LISTS or not values.get(key):
            values.setdefault(key, []).append(value)
        elif key == "q":
            values[key] = [f"{values[key][0]} {value}"]
        elif value not in values[key]:
            left_out.append(f"{key}={value}: {key} is given twice; {key}={values[key][0]} counts")
    lists = {key: tuple(dict.fromkeys(values.get(key, ()))) for key in LISTS}
    since, until = (next(iter(values.get(key, ())), None) for key in ("from", "until"))
    first, last = _day(since, "from"), _day(until, "until")
    if first and last and first > last:
        left_out.append(f"until={until}: ends before from={since} begins")
        until = None
    return Selection(
        **lists,
        since=since or None,
        until=until or None,
        certain=values.get("certain") == ["1"],
        q=" ".join(values.get("q", [""])[0].split()),
        context=values.get("context") != ["0"],
    ), left_out


def _complaint(key: str, value: str, dataset: Dataset) -> str | None:
    """Say what is wrong with one pair of a query, if anything."""
    match key:
        case "colour" | "scale":
            return f"{key}={value}: not one of {', '.join(LOOKS[key])}"
        case "post" if value not in country_names():
            return f"post={value}: not an ISO 3166-1 alpha-2 country code"
        case "to" if value not in country_names() and value not in WHEREABOUTS:
            return f"to={value}: neither a country code nor one of {', '.join(WHEREABOUTS)}"
        case "rank" if value not in dataset.records.ranks:
            return f"rank={value}: not one of the ranks: {', '.join(dataset.records.ranks)}"
        case "status" if value not in STATUSES:
            return f"status={value}: not one of {', '.join(STATUSES)}"
        case "from" | "until" if value:
            try:
                read = dates.parse(value)
            except dates.DateError as error:
                return f"{key}={value}: {error}"
            if (read.earliest if key == "from" else read.latest) is None:
                return f"{key}={value}: open at the end that counts"
        case "certain" | "context" if value not in ("0", "1"):
            return f"{key}={value}: should be 0 or 1"
    return None if key in KEYS else f"{key}={value}: there is no filter {key!r}"


def _day(text: str | None, key: str) -> date | None:
    """Return the day that counts of an EDTF text: the first of `from`, the last of `until`."""
    if not text:
        return None
    read = dates.parse(text)
    return read.earliest if key == "from" else read.latest


def mask(selection: Selection, dataset: Dataset) -> np.ndarray:
    """Return which events the selection keeps: one truth value an event, in the order of the file.

    A range of dates keeps an event that may lie in it, so also an undated one; with `certain` only what must.
    """
    kept = np.ones(len(dataset.frames.events), dtype=bool)
    for part in _masks(selection, dataset).values():
        kept &= part
    return kept


def _masks(selection: Selection, dataset: Dataset) -> dict[str, np.ndarray]:
    """Return the mask of every filter that is set."""
    frames = dataset.frames
    events = frames.events
    context = (events["type"] == "context").to_numpy()
    masks: dict[str, np.ndarray] = {}
    if selection.post:
        masks["post"] = context | events["post_country"].isin(selection.post).to_numpy()
    if selection.to:
        masks["to"] = (
            context
            | events["destination_country"].isin(selection.to).to_numpy()
            | events["destination_status"].isin(selection.to).to_numpy()
        )
    if selection.rank:
        ranks = frozenset().union(*map(dataset.records.rank_and_within, selection.rank))
        rows = frames.persons.loc[frames.persons["rank"].isin(ranks), "event"]
        masks["rank"] = context | events.index.isin(rows)
    if selection.status:
        masks["status"] = events["status"].isin(selection.status).to_numpy()
    if selection.since or selection.until:
        masks["dates"] = _dates_mask(selection, events)
    if selection.q:
        found = np.ones(len(events), dtype=bool)
        for word in fold(selection.q).split():
            found &= frames.searched.str.contains(word, regex=False).to_numpy(dtype=bool)
        masks["q"] = found
    if not selection.context:
        masks["context"] = ~context
    return masks


def _dates_mask(selection: Selection, events: pd.DataFrame) -> np.ndarray:
    earliest, latest = events["date_earliest"], events["date_latest"]
    first, last = _day(selection.since, "from"), _day(selection.until, "until")
    kept = pd.Series(True, index=events.index)
    if first:
        since = pd.Timestamp(first).as_unit("s")
        kept &= (earliest >= since) if selection.certain else (latest >= since) | latest.isna()
    if last:
        until = pd.Timestamp(last).as_unit("s")
        kept &= (latest <= until) if selection.certain else (earliest <= until) | earliest.isna()
    if not selection.certain:
        # A set, or unspecified digits, may leave out the very days that are asked for.
        gapped = kept & events["date"].str.contains("[,X]", regex=True, na=False)
        may = [dates.parse(text).may_lie_in(first, last) for text in events.loc[gapped, "date"]]
        kept = kept.mask(gapped, pd.Series(may, index=events.index[gapped], dtype=bool))
    return kept.to_numpy(dtype=bool)


@dataclass(frozen=True)
class Counts:
    """What a selection keeps, in numbers."""

    defections: int
    defections_in_all: int
    context: int
    whereabouts: Mapping[str, int]  # of the defections kept, those whose destination is not known
    undated: int
    unplaced: int


def counts(kept: np.ndarray, dataset: Dataset) -> Counts:
    """Count what a mask keeps; `undated` and `unplaced` count defections and context alike."""
    events = dataset.frames.events
    defection = (events["type"] == "defection").to_numpy()
    locations = dataset.frames.locations
    sought = locations[locations["role"].isin(("post", "context")) & locations["latitude"].notna()]
    placed = events.index.isin(sought["event"])
    statuses = events.loc[kept & defection, "destination_status"].value_counts()
    return Counts(
        defections=int((kept & defection).sum()),
        defections_in_all=int(defection.sum()),
        context=int((kept & ~defection).sum()),
        whereabouts={s: int(statuses[s]) for s in WHEREABOUTS if s in statuses.index},
        undated=int((kept & (events["date_earliest"].isna() & events["date_latest"].isna()).to_numpy()).sum()),
        unplaced=int((kept & ~placed).sum()),
    )


def options(selection: Selection, dataset: Dataset) -> dict[str, dict[str, int]]:
    """Return the values that each list filter offers, with the number of defections each would show.

    The number obeys every other filter. A value that the file never uses is not offered, one that is chosen always.
    Countries stand by how many defections the file holds for them, ranks in order of precedence.
    """
    frames, events = dataset.frames, dataset.frames.events
    defection = (events["type"] == "defection").to_numpy()
    masks = _masks(selection, dataset)

    def shown(key: str) -> np.ndarray:
        kept = defection.copy()
        for other, part in masks.items():
            if other != key:
                kept &= part
        return kept

    def tally(column: pd.Series, kept: np.ndarray) -> dict[str, int]:
        return {str(value): int(n) for value, n in column[kept].value_counts().items()}

    def offered(key: str, column: pd.Series) -> dict[str, int]:
        now = tally(column, shown(key))
        in_all = dict.fromkeys((*tally(column, defection), *getattr(selection, key)))
        return {value: now.get(value, 0) for value in in_all}

    destination = events["destination_country"].fillna(events["destination_status"])
    to = offered("to", destination.where(destination != "known"))
    ranks = {}
    for rank in dataset.records.ranks:
        rows = frames.persons.loc[frames.persons["rank"].isin(dataset.records.rank_and_within(rank)), "event"]
        if len(rows) or rank in selection.rank:
            ranks[rank] = int((shown("rank") & events.index.isin(rows)).sum())
    statuses = offered("status", events["status"])
    return {
        "post": offered("post", events["post_country"]),
        "to": {value: to[value] for value in sorted(to, key=lambda value: value in WHEREABOUTS)},
        "rank": ranks,
        "status": {value: statuses[value] for value in STATUSES if value in statuses},
    }


def date_options(selection: Selection, dataset: Dataset) -> dict[str, int]:
    """Return the years of the file, and the months where these are few, with the defections that may lie in each.

    The number obeys every filter but the dates.
    """
    events = dataset.frames.events
    days = np.concatenate([events[c].dropna().to_numpy("datetime64[M]") for c in ("date_earliest", "date_latest")])
    months, years = (np.unique(days.astype(f"datetime64[{unit}]")).astype(str).tolist() for unit in ("M", "Y"))
    others = mask(selection.without("from", "until", "certain"), dataset) & (events["type"] == "defection").to_numpy()
    return {
        text: int((others & _dates_mask(Selection(since=text, until=text), events)).sum())
        for text in (sorted(years + months) if len(months) <= 24 else years)
    }


def label(key: str, value: str, dataset: Dataset) -> str:
    """Return what a value of a list filter is called."""
    if key == "rank":
        return dataset.records.ranks[value].label
    if key == "status":
        return value.capitalize()
    return WHEREABOUTS_LABELS.get(value) or country_names()[value]


def count_phrases(counts: Counts) -> list[str]:
    """Say what is shown and what is not known of it: `2 of 3 defections`, `whereabouts of 1 unknown`, …"""
    phrases = [f"{counts.defections:,} of {counts.defections_in_all:,} defections"]
    for status, said in (("unknown", "unknown"), ("undisclosed", "undisclosed")):
        if n := counts.whereabouts.get(status):
            phrases.append(f"whereabouts of {n:,} {said}")
    for status, said in (("in-transit", "in transit"), ("returned", "returned")):
        if n := counts.whereabouts.get(status):
            phrases.append(f"{n:,} {said}")
    if counts.context:
        phrases.append(f"{counts.context:,} context event{'s' * (counts.context != 1)}")
    if counts.undated:
        phrases.append(f"{counts.undated:,} without a date")
    if counts.unplaced:
        phrases.append(f"{counts.unplaced:,} without a point on the map")
    return phrases


def in_words(selection: Selection, dataset: Dataset) -> dict[str, str]:
    """Return each filter that is set, in words, by its query key; none for a selection of everything."""
    words: dict[str, str] = {}
    for key in selection.active:
        match key:
            case "from" | "until":
                text = selection.since if key == "from" else selection.until
                given, day = dates.parse(text or ""), _day(text, key)
                # Of an interval or a set, only the day at one end counts.
                said = dates.parse(day.isoformat()) if given.ranges and day else given
                words[key] = f"{key} {wording.in_words(said)}"
            case "certain":
                words[key] = "certain dates only"
            case "q":
                words[key] = f"text “{selection.q}”"
            case "context":
                words[key] = "without context"
            case _:
                called = (label(key, value, dataset) for value in getattr(selection, key))
                words[key] = f"{_CALLED[key]} {' or '.join(_WITHIN.get(name, name) for name in called)}"
    return words


def emptied_by(selection: Selection, dataset: Dataset) -> dict[str, int]:
    """Return how many defections there would be without each filter that is set, where its going brings any back."""
    fewer = {key: selection.without(key) for key in selection.active}
    return {key: n for key, one in fewer.items() if (n := counts(mask(one, dataset), dataset).defections)}


def narrowed_by(selection: Selection, dataset: Dataset) -> dict[str, int]:
    """Return how many defections are left after each filter that is set, one upon the other, down to none."""
    left: dict[str, int] = {}
    for n, key in enumerate(selection.active, 1):
        so_far = selection.without(*selection.active[n:])
        left[key] = counts(mask(so_far, dataset), dataset).defections
        if not left[key]:
            break
    return left


def not_known(selection: Selection, dataset: Dataset) -> dict[str, int]:
    """Return how many defections a filter passes over only because the file does not say what it asks for."""
    events = dataset.frames.events
    defection = (events["type"] == "defection").to_numpy()
    nowhere = events["destination_country"].isna() & (events["destination_status"] == "known")
    silent = {"post": events["post_country"].isna(), "to": nowhere, "rank": events["rank"].isna()}
    return {
        key: n
        for key, missing in silent.items()
        if getattr(selection, key)
        and (n := int((mask(selection.without(key), dataset) & defection & missing.to_numpy()).sum()))
    }
