"""The columns by which events are selected, counted and put in order, as numpy arrays: far quicker than frames."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
import pandas as pd

from dashboard.dataset import edtf
from dashboard.dataset.edtf import EdtfDate
from dashboard.dataset.frames import Frames
from dashboard.dataset.ranking import Ranking, ranking_of
from dashboard.dataset.schema import Rank
from dashboard.dataset.search import text_search

_EPOCH = date(1970, 1, 1)
_FEW_MONTHS = 24


@dataclass(frozen=True)
class CategoricalColumn:
    """A column of texts as numbers: `values[codes[i]]` is the text of row i, and code -1 a missing one."""

    codes: np.ndarray
    values: tuple[str, ...]

    def isin(self, wanted: frozenset[str] | tuple[str, ...]) -> np.ndarray:
        """Return which rows hold one of these texts."""
        return self.where(np.array([value in wanted for value in self.values], dtype=bool))

    def where(self, holds: np.ndarray) -> np.ndarray:
        """Return for every row what holds of its text, given for each of `values`; nothing holds of a missing one."""
        return np.asarray(np.append(holds, False)[self.codes])

    def numbers(self, kept: np.ndarray) -> np.ndarray:
        """Return how many of the rows kept hold each of `values`."""
        return np.asarray(np.bincount(self.codes[kept] + 1, minlength=len(self.values) + 1)[1:])

    def count_by_value(self, kept: np.ndarray) -> dict[str, int]:
        """Return how many of the rows kept hold each text, in the order of `values`; none that no row holds."""
        return {value: n for value, n in zip(self.values, self.numbers(kept).tolist(), strict=True) if n}


def categorical_column(column: pd.Series) -> CategoricalColumn:
    """Return a column of texts as numbers, the texts in the order in which they first come."""
    codes, values = pd.factorize(column)
    return CategoricalColumn(codes, tuple(map(str, values)))


@dataclass(frozen=True, eq=False)
class PlaceIndex:
    """The places of a file that have coordinates, and which of them each event has.

    A place is told by its number, and so is a way, which is a pair of post and destination; -1 stands for none.
    """

    keys: tuple[str, ...]
    names: tuple[str, ...]
    precisions: tuple[str | None, ...]
    longitude: np.ndarray
    latitude: np.ndarray
    post: np.ndarray  # of each event
    destination: np.ndarray  # of each event
    context_event: np.ndarray  # one for each place of each context event
    context_place: np.ndarray
    way: np.ndarray  # of each event
    ways: np.ndarray  # post and destination of each way


def place_index(located: pd.DataFrame, events: int) -> PlaceIndex:
    """Return the places of locations that have coordinates, in the order in which they first come."""
    number, keys = pd.factorize(located["place"])
    first = located.drop_duplicates("place")
    event, role = located["event"].to_numpy(), located["role"].to_numpy()

    def of(wanted: str) -> np.ndarray:
        found = np.full(events, -1)
        found[event[role == wanted]] = number[role == wanted]
        return found

    post, destination = of("post"), of("destination")
    pair = np.where((post >= 0) & (destination >= 0), post * len(keys) + destination, -1)
    found, way = np.unique(pair, return_inverse=True)
    none = int((found < 0).sum())
    return PlaceIndex(
        tuple(map(str, keys)),
        tuple(first["name"]),
        tuple(None if pd.isna(precision) else precision for precision in first["precision"].tolist()),
        first["longitude"].to_numpy(),
        first["latitude"].to_numpy(),
        post,
        destination,
        event[role == "context"],
        number[role == "context"],
        way - none,
        np.column_stack(np.divmod(found[none:], max(1, len(keys)))),
    )


@dataclass(frozen=True)
class EventIndex:
    """What the filters ask of the events of a file: one value an event, in the order of the file.

    Days are numbers, counted from 1970-01-01, and not a number where open or not known.
    """

    frames: Frames
    ranks: Mapping[str, Rank]

    @cached_property
    def is_defection(self) -> np.ndarray:
        """Whether each event is a defection, and not context."""
        return np.asarray(self.frames.events["type"] == "defection", dtype=bool)

    @cached_property
    def earliest(self) -> np.ndarray:
        """The first day on which each event may have been, by its first claim."""
        return days(self.frames.events["date_earliest"])

    @cached_property
    def latest(self) -> np.ndarray:
        """The last day on which each event may have been, by its first claim."""
        return days(self.frames.events["date_latest"])

    @cached_property
    def is_undated(self) -> np.ndarray:
        """Whether nothing is known of the date of each event."""
        return np.asarray(np.isnan(self.earliest) & np.isnan(self.latest))

    @cached_property
    def dated_claims(self) -> np.ndarray:
        """How many claims each event has of whose date anything is known."""
        return self._claims(~self._undated_claims)

    @cached_property
    def undated_claims(self) -> np.ndarray:
        """How many claims each event has of whose date nothing is known."""
        return self._claims(self._undated_claims)

    @cached_property
    def further_claims(self) -> np.ndarray:
        """How many claims each event has beside its first, which places it in time."""
        return self._claims(self._further_claims)

    @cached_property
    def further_conflicting(self) -> np.ndarray:
        """How many of `further_claims` are rivals."""
        return self._claims(self._further_claims & self.frames.milestones["rival"].to_numpy(dtype=bool))

    @cached_property
    def _undated_claims(self) -> np.ndarray:
        claims = self.frames.milestones
        return (claims["earliest"].isna() & claims["latest"].isna()).to_numpy()

    @cached_property
    def _further_claims(self) -> np.ndarray:
        return self.frames.milestones["event"].duplicated().to_numpy()

    def _claims(self, which: np.ndarray) -> np.ndarray:
        """Return how many of some claims each event has."""
        return np.bincount(self.frames.milestones["event"].to_numpy()[which], minlength=len(self.frames.events))

    @cached_property
    def date(self) -> CategoricalColumn:
        """The date of the first claim of each event, as written."""
        return categorical_column(self.frames.events["date"])

    @cached_property
    def dates_with_gaps(self) -> dict[int, EdtfDate]:
        """Those of the values of `date`, by number, that may leave out days between first and last: see `is_gapped`."""
        # Kept here, for there may be more of them than edtf.parse remembers.
        return {n: edtf.parse(text) for n, text in enumerate(self.date.values) if is_gapped(text)}

    @cached_property
    def has_gaps(self) -> np.ndarray:
        """Whether the date of each event is one of `gapped_dates`."""
        return np.isin(self.date.codes, list(self.dates_with_gaps))

    @cached_property
    def periods(self) -> tuple[str, ...]:
        """The years in which events begin or end, and the months where these are few, as EDTF, in their order."""
        columns = self.frames.events[["date_earliest", "date_latest"]]
        ends = np.concatenate([columns[name].dropna().to_numpy("datetime64[M]") for name in columns])
        months, years = (np.unique(ends.astype(f"datetime64[{unit}]")).astype(str).tolist() for unit in ("M", "Y"))
        return tuple(sorted(years + months) if len(months) <= _FEW_MONTHS else years)

    @cached_property
    def period_bounds(self) -> np.ndarray:
        """The first and the last day of each of `periods`, as numbers: shape (periods, 2)."""
        read = [edtf.parse(text) for text in self.periods]
        bounds = [[day_number(day) for day in (it.earliest, it.latest) if day] for it in read]
        return np.array(bounds, dtype="int64").reshape(-1, 2)

    @cached_property
    def periods_of_dates_with_gaps(self) -> np.ndarray:
        """In which of `periods` each of `gapped_dates` may lie: pairs of their numbers, shape (pairs, 2)."""
        spans = [(read.earliest, read.latest) for read in map(edtf.parse, self.periods)]
        first, last = self.period_bounds.T
        pairs = []
        for n, gapped in self.dates_with_gaps.items():
            near = np.zeros(len(spans), dtype=bool)
            for a, b in gapped.ranges or ((gapped, gapped),):
                begun, ended = (a and a.earliest) or date.min, (b and b.latest) or date.max
                near |= (first <= day_number(ended)) & (last >= day_number(begun))
            pairs += [(m, n) for m in np.flatnonzero(near).tolist() if gapped.may_lie_in(*spans[m])]
        return np.array(pairs, dtype="int64").reshape(-1, 2)

    @cached_property
    def post_country(self) -> CategoricalColumn:
        """The country of posting."""
        return categorical_column(self.frames.events["post_country"])

    @cached_property
    def destination_country(self) -> CategoricalColumn:
        """The country of destination."""
        return categorical_column(self.frames.events["destination_country"])

    @cached_property
    def destination_status(self) -> CategoricalColumn:
        """Whether the destination is known, or why not."""
        return categorical_column(self.frames.events["destination_status"])

    @cached_property
    def destination(self) -> CategoricalColumn:
        """The country of destination, or why there is none; missing where neither is said."""
        events = self.frames.events
        status = events["destination_status"]
        return categorical_column(events["destination_country"].fillna(status.where(status != "known")))

    @cached_property
    def status(self) -> CategoricalColumn:
        """How far each event is established."""
        return categorical_column(self.frames.events["status"])

    @cached_property
    def first_rank(self) -> CategoricalColumn:
        """The rank of the first person of each event who has one."""
        ranked = self.frames.persons[self.frames.persons["rank"].notna()].drop_duplicates("event")
        ranks = categorical_column(ranked["rank"])
        codes = np.full(len(self.frames.events), -1)
        codes[ranked["event"].to_numpy()] = ranks.codes
        return CategoricalColumn(codes, ranks.values)

    @cached_property
    def person_event(self) -> np.ndarray:
        """The row number of the event of each person."""
        return self.frames.persons["event"].to_numpy()

    @cached_property
    def person_rank(self) -> CategoricalColumn:
        """The rank of each person."""
        return categorical_column(self.frames.persons["rank"])

    @cached_property
    def ranking(self) -> Ranking:
        """How events count for each rank and all within it."""
        return ranking_of(self.frames.persons, {key: rank.within for key, rank in self.ranks.items()})

    def with_rank(self, ranks: frozenset[str]) -> np.ndarray:
        """Return which events have a person of one of these ranks."""
        found = np.zeros(len(self.frames.events), dtype=bool)
        found[self.person_event[self.person_rank.isin(ranks)]] = True
        return found

    @cached_property
    def containing(self) -> Callable[[str], np.ndarray]:
        """A function from folded words to a mask of the events that hold all of them."""
        return text_search(self.frames.searched)

    @cached_property
    def located(self) -> pd.DataFrame:
        """The rows of the locations frame that have coordinates."""
        return self.frames.locations[self.frames.locations["latitude"].notna()]

    @cached_property
    def points(self) -> pd.DataFrame:
        """The rows of `located` at which an event stands: its post or places of context, else where it led."""
        first = self.located["role"] != "destination"
        elsewhere = ~self.located["event"].isin(self.located.loc[first, "event"])
        points: pd.DataFrame = self.located[first | elsewhere]
        return points

    @cached_property
    def places(self) -> PlaceIndex:
        """The places that have coordinates, and which of them each event has."""
        return place_index(self.located, len(self.frames.events))

    @cached_property
    def is_placed(self) -> np.ndarray:
        """Whether each event has a point on the map."""
        found = np.zeros(len(self.frames.events), dtype=bool)
        found[self.points["event"].to_numpy()] = True
        return found

    @cached_property
    def display_order(self) -> np.ndarray:
        """The row numbers as cards and tables list them: defections, then context, each in time, the undated last."""
        when = np.where(np.isnan(self.earliest), self.latest, self.earliest)
        ids = pd.factorize(self.frames.events["id"], sort=True)[0]
        return np.lexsort((ids, when, ~self.is_defection))

    @cached_property
    def row_by_id(self) -> dict[str, int]:
        """The row number of each event by its id."""
        return {key: row for row, key in enumerate(self.frames.events["id"].tolist())}


def day_number(day: date) -> int:
    """Return a day as a number, counted from 1970-01-01."""
    return (day - _EPOCH).days


def is_gapped(date: str) -> bool:
    """Return whether an EDTF text may leave out days between its first and its last: a set, unspecified digits."""
    return "," in date or "X" in date


def days(column: pd.Series) -> np.ndarray:
    """Return a column of days as numbers, counted from 1970-01-01, and not a number where missing."""
    numbers = column.to_numpy("datetime64[D]").astype("int64").astype(float)
    return np.where(column.isna(), np.nan, numbers)
