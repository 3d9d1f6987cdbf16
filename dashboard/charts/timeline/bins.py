"""Bins of a histogram: whole days, months, quarters, years and more, and how many events fall into each.

Days are numbers, counted from 1970-01-01.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

import numpy as np

from dashboard.charts.timeline.axis import periods_to_skip
from dashboard.dataset import date_words
from dashboard.dataset.edtf_date import Precision

_MONTHS = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200, "millennium": 12_000}
UNITS = ("day", *_MONTHS)
"""What a bin may be, the finest first."""

_EPOCH = 1970 * 12  # months since the year 0
_FIRST, _END = -719_162, 2_932_897  # days: the calendar from 0001-01-01 to 9999-12-31
_MAX_TABLE_DAYS = 500_000
_MAX_BINS = 20_000  # those left out included


@dataclass(frozen=True, eq=False)
class TimeBins:
    """Bins of one unit without a gap between them; the first and the last may be cut short."""

    unit: str  # one of UNITS
    edges: np.ndarray  # (n bins + 1,) the first day of each bin, then the day after the last bin
    breaks: tuple[tuple[float, float], ...] = ()  # whole bins that the axis leaves out: first day, day after the last

    def __len__(self) -> int:
        """Return how many bins there are."""
        return len(self.edges) - 1

    def index_of(self, days: np.ndarray) -> np.ndarray:
        """Return the number of the bin of each day."""
        edges = self.edges
        if edges[-1] - edges[0] > _MAX_TABLE_DAYS:
            return np.asarray(np.searchsorted(edges, days, side="right") - 1)
        bin_of_day = np.repeat(np.arange(len(self)), np.diff(edges).astype(np.int64))  # quicker than a search
        return np.asarray(bin_of_day[(days - edges[0]).astype(np.int64)])

    def between(self, first: np.ndarray, last: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return the first and the last bin that end on or after a day, and begin on or before another.

        An infinite day is before, or after, all bins. Where there is no such bin, the first is larger than the last.
        """
        start, end = self.edges[0], self.edges[-1]
        begin = np.where(first < end, self.index_of(np.clip(first, start, end - 1)), len(self))
        finish = np.where(last >= start, self.index_of(np.clip(last, start, end - 1)), -1)
        return begin, finish

    @cached_property
    def is_shown(self) -> np.ndarray:
        """Which bins are not left out: bool, shape (n bins,)."""
        kept = np.ones(len(self), dtype=bool)
        for begin, end in self.breaks:
            kept &= (self.edges[:-1] < begin) | (self.edges[:-1] >= end)
        return kept

    def count_shown(self, begin: np.ndarray, end: np.ndarray) -> np.ndarray:
        """Return how many bins that are not left out there are from one to another; none if that is before it."""
        before = np.append(0, np.cumsum(self.is_shown))
        is_range = begin <= end
        return np.asarray(before[np.where(is_range, end + 1, 0)] - before[np.where(is_range, begin, 0)])

    def cut(self, first: float, last: float) -> "TimeBins":
        """Return the bins that have days from `first` to `last`, without any other day."""
        return replace(self, edges=np.unique(np.clip(self.edges, max(first, _FIRST), min(last + 1, _END))))

    def days(self, number: int) -> tuple[date, date]:
        """Return the first and the last day of a bin."""
        first, last = (np.datetime64(int(day), "D").item() for day in (self.edges[number], self.edges[number + 1] - 1))
        return first, last

    def bounds(self, number: int) -> tuple[str, str]:
        """Return where a bin begins and ends as EDTF, as short as it can be written: `2016-07`, `2016-09`."""
        letters = {"day": 10, "month": 7, "year": 4}[self._written_unit(number)]
        first, last = self.days(number)
        return first.isoformat()[:letters], last.isoformat()[:letters]

    def in_words(self, number: int) -> str:
        """Return the days of a bin in words: `July – September 2016`."""
        return date_words.span_in_words(*self.days(number), self._written_unit(number))

    def _written_unit(self, number: int) -> Precision:
        """Return the unit in which the ends of a bin are written: that of days where it is cut short."""
        first, last = self.edges[number], self.edges[number + 1] - 1
        unit: Precision = "day" if self.unit == "day" else "year"
        unit = "month" if self.unit in ("month", "quarter") else unit
        months = "month" if unit == "month" else "year"
        is_whole = first == _start_of(first, months) and last + 1 == _start_of(last + 1, months)
        return unit if is_whole else "day"


def empty_periods(first: np.ndarray, last: np.ndarray, max_count: int = 8) -> list[tuple[float, float]]:
    """Return the long periods in which no event may lie: from the day after one to the first day of another."""
    order = np.argsort(first)
    begins, reached = first[order][1:], np.maximum.accumulate(last[order])[:-1] + 1
    is_gap = begins > reached
    gaps = zip(reached[is_gap].tolist(), begins[is_gap].tolist(), strict=True)
    return periods_to_skip(gaps, float(last.max()) + 1 - float(first.min()), max_count)


def candidate_bins(
    first: float, last: float, max_shown: int, min_count: int = 1, skipped: Sequence[tuple[float, float]] = ()
) -> Iterator[TimeBins]:
    """Yield bins that hold the days from `first` to `last`, of which at most `max_shown` are shown, the finest first.

    They go on to both sides until they are `min_count`, or reach an end of the calendar. Of the empty periods that are
    skipped, one bin stays at both ends.
    """
    for unit in UNITS:
        begin, end = _bin_number(first, unit), _bin_number(last, unit)
        hidden = [(_bin_number(a - 1, unit) + 2, _bin_number(b, unit) - 1) for a, b in skipped]
        hidden = [(a, b) for a, b in hidden if a < b]
        count = end - begin + 1
        is_few = count - sum(b - a for a, b in hidden) <= max_shown and count <= _MAX_BINS
        if not is_few and unit != UNITS[-1]:
            continue
        more = 0 if hidden else max(0, min_count - count)
        numbers = range(begin - more // 2, end + (more + 1) // 2 + 2)
        edges = np.unique(np.clip([_first_day(number, unit) for number in numbers], _FIRST, _END)).astype(float)
        yield TimeBins(unit, edges, tuple((_first_day(a, unit), _first_day(b, unit)) for a, b in hidden))


def _bin_number(day: float, unit: str) -> int:
    """Return the number of the bin that holds a day, counted from the start of 1970, or from the year 0."""
    if unit == "day":
        return int(day)
    month = int(np.datetime64(int(day), "D").astype("datetime64[M]").astype(np.int64)) + _EPOCH
    return month // _MONTHS[unit]


def _first_day(number: int, unit: str) -> float:
    if unit == "day":
        return float(number)
    return float(np.datetime64(number * _MONTHS[unit] - _EPOCH, "M").astype("datetime64[D]").astype(np.int64))


def _start_of(day: float, unit: str) -> float:
    return _first_day(_bin_number(day, unit), unit)


def range_counts(begin: np.ndarray, end: np.ndarray, group: np.ndarray, shape: tuple[int, int]) -> np.ndarray:
    """Return how many ranges of bins, from `begin` to `end`, hold each bin: int, shape (n groups, n bins).

    A range that ends before it begins holds none. `group` is the group of each range.
    """
    groups, bins = shape
    is_range = begin <= end
    offset = group[is_range] * (bins + 1)
    change = np.bincount(offset + begin[is_range], minlength=groups * (bins + 1))
    change -= np.bincount(offset + end[is_range] + 1, minlength=groups * (bins + 1))
    return np.asarray(np.cumsum(change.reshape(groups, bins + 1), axis=1)[:, :bins])
