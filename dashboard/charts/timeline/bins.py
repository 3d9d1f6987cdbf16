"""Bins of a histogram: whole days, months, quarters, years and more, and how many events fall into each.

Days are numbers, counted from 1970-01-01.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dashboard.charts.timeline.axis import MIN_SKIPPED_DAYS, MIN_SKIPPED_SHARE
from dashboard.dataset import date_words

_MONTHS = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200, "millennium": 12_000}
UNITS = ("day", *_MONTHS)
"""What a bin may be, the finest first."""

_EPOCH = 1970 * 12  # months since the year 0
_FIRST, _END = -719_162, 2_932_897  # days: the calendar from 0001-01-01 to 9999-12-31
_MAX_TABLE_DAYS = 500_000
_MAX_BINS = 20_000  # those left out included
_CELLS = 500
_MIN_DENSITY = 1e-10  # less than one event on all days of the calendar is what rounding leaves


@dataclass(frozen=True, eq=False)
class TimeBins:
    """Bins of one unit without a gap between them."""

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

    def shown(self) -> np.ndarray:
        """Return the numbers of the bins that are not left out."""
        kept = np.ones(len(self), dtype=bool)
        for begin, end in self.breaks:
            kept &= (self.edges[:-1] < begin) | (self.edges[:-1] >= end)
        return np.flatnonzero(kept)

    def bounds(self, number: int) -> tuple[str, str]:
        """Return where a bin begins and ends as EDTF, as short as it can be written: `2016-07`, `2016-09`."""
        first, last = (str(np.datetime64(int(day), "D")) for day in (self.edges[number], self.edges[number + 1] - 1))
        letters = 10 if self.unit == "day" else 7 if self.unit in ("month", "quarter") else 4
        return first[:letters], last[:letters]

    def in_words(self, number: int) -> str:
        """Return the days of a bin in words: `July – September 2016`."""
        first, last = self.bounds(number)
        words = date_words.text_in_words(first if first == last else f"{first}/{last}")
        return words[:1].upper() + words[1:]


def empty_periods(first: np.ndarray, last: np.ndarray) -> list[tuple[float, float]]:
    """Return the long periods in which no event may lie: from the day after one to the first day of another."""
    start, end = float(first.min()), float(last.max()) + 1
    min_days = max(MIN_SKIPPED_DAYS, MIN_SKIPPED_SHARE * (end - start))
    if end - start <= min_days:
        return []
    # A period so long leaves cells of a grid without any event.
    begins, ends = (((days - start) * (_CELLS / (end - start))).astype(np.int64) for days in (first, last))
    change = np.bincount(begins, minlength=_CELLS + 1) - np.bincount(ends + 1, minlength=_CELLS + 1)[: _CELLS + 1]
    is_empty = np.cumsum(change)[:_CELLS] == 0
    turns = np.flatnonzero(np.diff(np.concatenate([[False], is_empty, [False]]).astype(np.int8)))
    found = []
    for left, right in zip(turns[::2], turns[1::2], strict=True):
        if right - left >= MIN_SKIPPED_SHARE * _CELLS - 2:
            period = float(last[ends < left].max()) + 1, float(first[begins >= right].min())
            found += [period] if period[1] - period[0] > min_days else []
    return found


def time_bins(
    first: float, last: float, max_shown: int, min_count: int = 1, skipped: Sequence[tuple[float, float]] = ()
) -> TimeBins:
    """Return the finest bins that hold the days from `first` to `last`, of which at most `max_shown` are shown.

    They go on to both sides until they are `min_count`, or reach an end of the calendar. Of the empty periods that are
    skipped, one bin stays at both ends.
    """
    for unit in UNITS:
        begin, end = _bin_number(first, unit), _bin_number(last, unit)
        hidden = [(_bin_number(a - 1, unit) + 2, _bin_number(b, unit) - 1) for a, b in skipped]
        hidden = [(a, b) for a, b in hidden if a < b]
        count = end - begin + 1
        if count - sum(b - a for a, b in hidden) <= max_shown and count <= _MAX_BINS:
            break
    more = 0 if hidden else max(0, min_count - count)
    numbers = range(begin - more // 2, end + (more + 1) // 2 + 2)
    edges = np.unique(np.clip([_first_day(number, unit) for number in numbers], _FIRST, _END)).astype(float)
    return TimeBins(unit, edges, tuple((_first_day(a, unit), _first_day(b, unit)) for a, b in hidden))


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


def bin_counts(first: np.ndarray, last: np.ndarray, group: np.ndarray, groups: int, bins: TimeBins) -> np.ndarray:
    """Return how many events of each group fall into each bin: float, shape (groups, n bins).

    An event that may lie on any day from `first` to `last`, both included, counts in each bin for the share of these
    days that the bin has.
    """
    begin, end = bins.index_of(first), bins.index_of(last)
    offset = group * len(bins)

    def sums(where: np.ndarray, weights: np.ndarray | None = None) -> np.ndarray:
        return np.bincount(where, weights, minlength=groups * len(bins))

    is_within_one = begin == end
    counts = sums((offset + begin)[is_within_one]).astype(float)
    across = ~is_within_one
    if across.any():
        first, last, begin, end, offset = (values[across] for values in (first, last, begin, end, offset))
        share = 1 / (last - first + 1)  # of an event, on each day
        counts += sums(offset + begin, (bins.edges[begin + 1] - first) * share)
        counts += sums(offset + end, (last + 1 - bins.edges[end]) * share)
        # Each bin in between is covered whole: from the one after the first on, up to the last.
        density = np.cumsum(sums(offset + begin + 1, share) - sums(offset + end, share))
        counts += np.where(density > _MIN_DENSITY, density, 0) * np.tile(np.diff(bins.edges), groups)
    return np.asarray(counts.reshape(groups, len(bins)))
