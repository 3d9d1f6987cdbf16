"""What a reader asked to see: filters, their URL query, and the events that they keep.

The query is the same on the page, at the data addresses and on the command line. Repeated keys add up, an absent key
means all. A filter speaks only to events that can have what it asks for: context events have a status, dates and
text, but no post, destination or rank, so only the former filter them.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import parse_qsl, urlencode

import numpy as np

from dashboard.dataset import Dataset, date_words, edtf
from dashboard.dataset.countries import country_names
from dashboard.dataset.index import CategoricalColumn, EventIndex, day_number
from dashboard.dataset.text import fold, visible
from dashboard.dataset.vocabulary import STATUSES, WHEREABOUTS, WHEREABOUTS_LABELS

LISTS = ("post", "to", "rank", "status")
"""The filters of which a reader may choose several values."""

KEYS = (*LISTS, "from", "until", "certain", "box", "q", "context")
"""The keys of the query, in the order in which it is written."""

MOST_MARKED = 300
"""How many events can be marked: as many as a mark of the map stands for at most that a click marks."""

MOST_WORDS, MOST_CHARACTERS = 20, 200
"""How much of a text is searched for: each word is looked for in the texts of all events."""

LOOKS: dict[str, tuple[str, ...]] = {
    "colour": ("country", "rank", "status"),
    "scale": ("true",),
    "event": (),
    "embed": (),
    "embed_options": (),
}
"""The keys of the page's address that say how it looks, with their values: what colour stands for, the true time scale,
which events are marked, by any id, and how Streamlit embeds it. They select nothing."""


@dataclass(frozen=True)
class Looks:
    """What the page looks like: what colour stands for, whether the time scale is the true one, what is marked."""

    colour: str = "country"
    true_scale: bool = False
    marked: tuple[str, ...] = ()

    def pairs(self) -> list[tuple[str, str]]:
        """Return the looks as pairs of a query, as far as they are not the usual."""
        pairs = [("colour", self.colour)] * (self.colour != "country") + [("scale", "true")] * self.true_scale
        return pairs + [("event", event) for event in self.marked]


_USUAL = Looks()


def looks_from_query(query: str | Iterable[tuple[str, str]], before: Looks = _USUAL) -> Looks:
    """Read the looks of a URL query: of several colours the first counts; of what it does not say, those before."""
    given: dict[str, list[str]] = {key: [] for key in LOOKS}
    for key, value in pairs_of(query):
        if key in LOOKS and (not LOOKS[key] or value in LOOKS[key]):
            given[key].append(value)
    colour = next(iter(given["colour"]), before.colour)
    marked = tuple(sorted(list(dict.fromkeys(given["event"]))[:MOST_MARKED]))
    return Looks(colour, bool(given["scale"]) or before.true_scale, marked or before.marked)


_CALLED = {"post": "posted in", "to": "destination", "rank": "rank", "status": "status"}

_WITHIN = {name: name[:1].lower() + name[1:] for name in WHEREABOUTS_LABELS.values()}  # in the middle of a sentence


Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Selection:
    """The filters. `since` and `until` hold EDTF texts (`since` is the query's `from`, a word of Python).

    `box` holds west, south, east and north in degrees (WGS 84), in the order of RFC 7946; a box across the antimeridian
    has its west east of its east.
    """

    post: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    rank: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    certain: bool = False
    box: Box | None = None
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
        pairs += [("box", box_text(self.box))] if self.box else []
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
    left_out: list[str] = []
    values: dict[str, list[str]] = {}
    pairs = pairs_of(query)
    if (events := len({value for key, value in pairs if key == "event"})) > MOST_MARKED:
        left_out.append(f"event: {events:,} are named; the first {MOST_MARKED} are marked")
    for key, value in pairs:
        if not _is_text(key + value):
            left_out.append(visible(f"{key}={value}: holds bytes that are not UTF-8"))
        elif key in LOOKS and value in (LOOKS[key] or (value,)):
            continue
        elif complaint := _complaint(key, value, dataset):
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
    text = " ".join(values.get("q", [""])[0].split())
    q = " ".join(text[:MOST_CHARACTERS].split()[:MOST_WORDS])
    if q != text:
        limit = f"longer than {MOST_WORDS} words or {MOST_CHARACTERS} characters"
        left_out.append(f"q={text[: 2 * MOST_WORDS]}…: {limit}; only its first {len(q)} characters are searched for")
    return Selection(
        **lists,
        since=since or None,
        until=until or None,
        certain=values.get("certain") == ["1"] and bool(since or until),  # which says nothing of no dates
        box=_box(values["box"][0]) if "box" in values else None,
        q=q,
        context=values.get("context") != ["0"],
    ), left_out


def pairs_of(query: str | Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the pairs of key and value of a URL query, or of a whole address with one."""
    if not isinstance(query, str):
        return list(query)
    address = re.fullmatch(r"https?://[^?#]*(?:\?([^#]*))?(?:#.*)?", query, re.DOTALL)
    return parse_qsl((address[1] or "") if address else query.removeprefix("?"), keep_blank_values=True)


def _is_text(value: str) -> bool:
    """Return whether a text is one: bytes that are not UTF-8 come from the command line as halves of characters."""
    return not any("\ud800" <= character <= "\udfff" for character in value)


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
                read = edtf.parse(value)
            except edtf.DateError as error:
                return f"{key}={value}: {error}"
            if (read.earliest if key == "from" else read.latest) is None:
                return f"{key}={value}: open at the end that counts"
        case "box" if _box(value) is None:
            return f"box={value}: not west,south,east,north in degrees"
        case "certain" | "context" if value not in ("0", "1"):
            return f"{key}={value}: should be 0 or 1"
    return None if key in KEYS else f"{key}={value}: there is no filter {key!r}"


def _box(text: str) -> Box | None:
    """Return the box that a text names, if it names one."""
    try:
        west, south, east, north = (round(float(part), 4) + 0.0 for part in text.split(","))
    except ValueError:
        return None
    valid = -180 <= west <= 180 and -180 <= east <= 180 and -90 <= south <= north <= 90
    return (west, south, east, north) if valid else None


def box_text(box: Box) -> str:
    """Return a box as the query has it, to some ten metres."""
    return ",".join(f"{degrees:.4f}".rstrip("0").rstrip(".") for degrees in box)


def _day(text: str | None, key: str) -> date | None:
    """Return the day that counts of an EDTF text: the first of `from`, the last of `until`."""
    if not text:
        return None
    read = edtf.parse(text)
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
    index = dataset.index
    context = ~index.is_defection
    masks: dict[str, np.ndarray] = {}
    if selection.post:
        masks["post"] = context | index.post_country.isin(selection.post)
    if selection.to:
        known = index.destination_country.isin(selection.to)
        masks["to"] = context | known | index.destination_status.isin(selection.to)
    if selection.rank:
        ranks = frozenset().union(*map(dataset.records.rank_and_within, selection.rank))
        masks["rank"] = context | index.with_rank(ranks)
    if selection.status:
        masks["status"] = index.status.isin(selection.status)
    if selection.since or selection.until:
        masks["dates"] = _dates_mask(selection, index)
    if selection.box:
        masks["box"] = _box_mask(selection.box, index)
    if selection.q:
        masks["q"] = index.containing(fold(selection.q))
    if not selection.context:
        masks["context"] = index.is_defection
    return masks


def _box_mask(box: Box, index: EventIndex) -> np.ndarray:
    """Return which events stand in a box: their post or a place of context, or where they led if no post is known."""
    west, south, east, north = box
    longitude, latitude = index.points["longitude"].to_numpy(), index.points["latitude"].to_numpy()
    after, before = longitude >= west, longitude <= east
    inside = (after & before if west <= east else after | before) & (latitude >= south) & (latitude <= north)
    found = np.zeros(len(index.is_defection), dtype=bool)
    found[index.points["event"].to_numpy()[inside]] = True
    return found


def _dates_mask(selection: Selection, index: EventIndex) -> np.ndarray:
    first, last = _day(selection.since, "from"), _day(selection.until, "until")
    inside, kept = np.ones((2, len(index.earliest)), dtype=bool)
    # Nothing is before or after what is not a number.
    if first:
        since = day_number(first)
        inside &= index.earliest >= since
        kept &= ~(index.latest < since)
    if last:
        until = day_number(last)
        inside &= index.latest <= until
        kept &= ~(index.earliest > until)
    if selection.certain:
        return inside
    # A set, or unspecified digits, may leave out the very days that are asked for.
    doubtful = np.unique(index.date.codes[kept & index.has_gaps & ~inside]).tolist()
    passed_over = [n for n in doubtful if not index.dates_with_gaps[n].may_lie_in(first, last)]
    return np.asarray(kept & ~np.isin(index.date.codes, passed_over))


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
    """Count what a mask keeps; `undated` and `unplaced` count defections and context alike.

    An event is undated if its first claim is, by which it stands in time; a later claim may have a date.
    """
    index = dataset.index
    defection = index.is_defection
    statuses = index.destination_status.count_by_value(kept & defection)
    return Counts(
        defections=int((kept & defection).sum()),
        defections_in_all=int(defection.sum()),
        context=int((kept & ~defection).sum()),
        whereabouts={s: statuses[s] for s in WHEREABOUTS if s in statuses},
        undated=int((kept & index.is_undated).sum()),
        unplaced=int((kept & ~index.is_placed).sum()),
    )


def options(selection: Selection, dataset: Dataset) -> dict[str, dict[str, int]]:
    """Return the values that each list filter offers, with the number of defections each would show.

    The number obeys every other filter. A value that the file never uses is not offered, one that is chosen always.
    Countries stand by how many defections the file holds for them, ranks in order of precedence.
    """
    index = dataset.index
    defection = index.is_defection
    masks = _masks(selection, dataset)

    def shown(key: str) -> np.ndarray:
        kept = defection.copy()
        for other, part in masks.items():
            if other != key:
                kept &= part
        return kept

    def offered(key: str, column: CategoricalColumn) -> dict[str, int]:
        now = column.count_by_value(shown(key))
        by_number = sorted(column.count_by_value(defection).items(), key=lambda pair: -pair[1])
        in_all = dict.fromkeys((*(value for value, _ in by_number), *getattr(selection, key)))
        return {value: now.get(value, 0) for value in in_all}

    to = offered("to", index.destination)
    ranks, ranks_in_all = index.ranking.count_by_value(shown("rank")), index.ranking.count_by_value(defection)
    statuses = offered("status", index.status)
    return {
        "post": offered("post", index.post_country),
        "to": {value: to[value] for value in sorted(to, key=lambda value: value in WHEREABOUTS)},
        "rank": {rank: ranks[rank] for rank in dataset.records.ranks if ranks_in_all[rank] or rank in selection.rank},
        "status": {value: statuses[value] for value in STATUSES if value in statuses},
    }


def date_options(selection: Selection, dataset: Dataset) -> dict[str, int]:
    """Return the years of the file, and the months where these are few, with the defections that may lie in each.

    The number obeys every filter but the dates.
    """
    index = dataset.index
    others = mask(selection.without("from", "until", "certain"), dataset) & index.is_defection
    begun = np.sort(np.nan_to_num(index.earliest[others & ~index.has_gaps], nan=-np.inf))
    ended = np.sort(np.nan_to_num(index.latest[others & ~index.has_gaps], nan=np.inf))
    first, last = index.period_bounds.T
    within = np.searchsorted(begun, last, "right") - np.searchsorted(ended, first, "left")
    period, gapped = index.periods_of_dates_with_gaps.T
    within += np.bincount(period, index.date.numbers(others)[gapped], len(within)).astype("int64")
    return dict(zip(index.periods, within.tolist(), strict=True))


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
                given, day = edtf.parse(text or ""), _day(text, key)
                # Of an interval or a set, only the day at one end counts.
                said = edtf.parse(day.isoformat()) if given.ranges and day else given
                words[key] = f"{key} {date_words.in_words(said)}"
            case "certain":
                words[key] = "certain dates only"
            case "box":
                words[key] = f"placed in {area(selection.box)}" if selection.box else ""
            case "q":
                words[key] = f"text “{selection.q}”"
            case "context":
                words[key] = "without context"
            case _:
                called = [_called(key, value, dataset) for value in getattr(selection, key)]
                either = ", or " if key == "rank" and any(" or " in name for name in called) else " or "
                words[key] = f"{_CALLED[key]} {either.join(called)}"
    return words


def _called(key: str, value: str, dataset: Dataset) -> str:
    """Return what a value is called in the middle of a sentence; a rank, with those within it if it has any."""
    name = label(key, value, dataset)
    wide = key == "rank" and len(dataset.records.rank_and_within(value)) > 1
    return f"{name} or within it" if wide else _WITHIN.get(name, name)


def area(box: Box) -> str:
    """Return a box in words, as exact as its width needs: `51.2 to 51.8° N, 0.5° W to 0.2° E`."""
    west, south, east, north = box
    return f"{_span(south, north, 'S', 'N')}, {_span(west, east, 'W', 'E')}"


def _span(first: float, last: float, minus: str, plus: str) -> str:
    digits = 0 if abs(last - first) >= 10 else 1 if abs(last - first) >= 1 else 2
    ends = [(f"{abs(value):.{digits}f}", minus if value < 0 else plus) for value in (first, last)]
    (a, side_a), (b, side_b) = ends
    return f"{a} to {b}° {side_b}" if side_a == side_b else f"{a}° {side_a} to {b}° {side_b}"


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
    index = dataset.index
    silent = {
        "post": index.post_country.codes < 0,
        "to": index.destination.codes < 0,
        "rank": index.first_rank.codes < 0,
        "box": ~index.is_placed,
    }
    return {
        key: n
        for key, missing in silent.items()
        if getattr(selection, key)
        and (n := int((mask(selection.without(key), dataset) & index.is_defection & missing).sum()))
    }
