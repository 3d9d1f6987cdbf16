"""Whole days, months, quarters, years and more on a time axis, and how many events fall into each.

Days are numbers, counted from 1970-01-01.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dashboard.dataset import date_words, edtf

_MONTHS = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200, "millennium": 12_000}
UNITS = ("day", *_MONTHS)
"""The periods that there are, the finest first."""

_EPOCH = 1970 * 12  # months since the year 0
_FIRST, _END = -719_162, 2_932_897  # days: the calendar from 0001-01-01 to 9999-12-31
_SHORT = 500_000  # days
_MOST = 20_000  # periods, those left out included
_QUIET_SHARE, _QUIET_DAYS = 0.3, 60  # as the axis of lanes leaves out
_CELLS = 500


@dataclass(frozen=True)
class Periods:
    """Periods of one unit without a gap between: `edges` are their first days, and the day after the last of them.

    `breaks` are stretches of whole periods that the axis leaves out, from the first day to the day after the last.
    """

    unit: str
    edges: np.ndarray
    breaks: tuple[tuple[float, float], ...] = ()

    def __len__(self) -> int:
        """Return how many periods there are."""
        return len(self.edges) - 1

    def of(self, days: np.ndarray) -> np.ndarray:
        """Return the number of the period of each day."""
        edges = self.edges
        if edges[-1] - edges[0] > _SHORT:
            return np.asarray(np.searchsorted(edges, days, side="right") - 1)
        number = np.repeat(np.arange(len(self)), np.diff(edges).astype(np.int64))  # of each day: quicker than a search
        return np.asarray(number[(days - edges[0]).astype(np.int64)])

    def shown(self) -> np.ndarray:
        """Return the numbers of the periods that are not left out."""
        kept = np.ones(len(self), dtype=bool)
        for begin, end in self.breaks:
            kept &= (self.edges[:-1] < begin) | (self.edges[:-1] >= end)
        return np.flatnonzero(kept)

    def bounds(self, number: int) -> tuple[str, str]:
        """Return where a period begins and ends as EDTF, as short as it can be written: `2016-07`, `2016-09`."""
        first, last = (str(np.datetime64(int(day), "D")) for day in (self.edges[number], self.edges[number + 1] - 1))
        letters = 10 if self.unit == "day" else 7 if self.unit in ("month", "quarter") else 4
        return first[:letters], last[:letters]

    def words(self, number: int) -> str:
        """Name a period: `July – September 2016`."""
        first, last = self.bounds(number)
        words = date_words.in_words(edtf.parse(first if first == last else f"{first}/{last}"))
        return words[:1].upper() + words[1:]


def quiet(first: np.ndarray, last: np.ndarray) -> list[tuple[float, float]]:
    """Return the long stretches on which no event may have been: from the day after one to the day before another."""
    start, end = float(first.min()), float(last.max()) + 1
    threshold = max(_QUIET_DAYS, _QUIET_SHARE * (end - start))
    if end - start <= threshold:
        return []
    # A stretch so long leaves cells of a grid without any event.
    begins, ends = (((days - start) * (_CELLS / (end - start))).astype(np.int64) for days in (first, last))
    change = np.bincount(begins, minlength=_CELLS + 1) - np.bincount(ends + 1, minlength=_CELLS + 1)[: _CELLS + 1]
    is_empty = np.cumsum(change)[:_CELLS] == 0
    turns = np.flatnonzero(np.diff(np.concatenate([[False], is_empty, [False]]).astype(np.int8)))
    found = []
    for left, right in zip(turns[::2], turns[1::2], strict=True):
        if right - left >= _QUIET_SHARE * _CELLS - 2:
            stretch = float(last[ends < left].max()) + 1, float(first[begins >= right].min())
            found += [stretch] if stretch[1] - stretch[0] > threshold else []
    return found


def periods(
    first: float, last: float, most: int, least: int = 1, left_out: Sequence[tuple[float, float]] = ()
) -> Periods:
    """Return the finest periods that hold the days from `first` to `last`, of which at most so many are shown.

    They go on to both sides until they are `least`, or reach an end of the calendar. Of the quiet stretches to be left
    out one period stays at both ends.
    """
    for unit in UNITS:
        begin, end = _number(first, unit), _number(last, unit)
        hidden = [(_number(a - 1, unit) + 2, _number(b, unit) - 1) for a, b in left_out]
        hidden = [(a, b) for a, b in hidden if a < b]
        count = end - begin + 1
        if count - sum(b - a for a, b in hidden) <= most and count <= _MOST:
            break
    more = 0 if hidden else max(0, least - count)
    numbers = range(begin - more // 2, end + (more + 1) // 2 + 2)
    edges = np.unique(np.clip([_day(number, unit) for number in numbers], _FIRST, _END)).astype(float)
    return Periods(unit, edges, tuple((_day(a, unit), _day(b, unit)) for a, b in hidden))


def _number(day: float, unit: str) -> int:
    """Return the number of the period that holds a day, counted from the start of 1970, or from the year 0."""
    if unit == "day":
        return int(day)
    month = int(np.datetime64(int(day), "D").astype("datetime64[M]").astype(np.int64)) + _EPOCH
    return month // _MONTHS[unit]


def _day(number: int, unit: str) -> float:
    """Return the first day of a period."""
    if unit == "day":
        return float(number)
    return float(np.datetime64(number * _MONTHS[unit] - _EPOCH, "M").astype("datetime64[D]").astype(np.int64))


def spread(first: np.ndarray, last: np.ndarray, group: np.ndarray, groups: int, over: Periods) -> np.ndarray:
    """Return how many events of each group fall into each period, a row a group.

    An event that may have been on any day from `first` to `last`, both included, counts in each period for as much as
    that has of these days.
    """
    begin, end = over.of(first), over.of(last)
    row = group * len(over)

    def sums(where: np.ndarray, weights: np.ndarray | None = None) -> np.ndarray:
        return np.bincount(where, weights, minlength=groups * len(over))

    within = begin == end
    counts = sums((row + begin)[within]).astype(float)
    across = ~within
    if across.any():
        first, last, begin, end, row = (values[across] for values in (first, last, begin, end, row))
        share = 1 / (last - first + 1)
        counts += sums(row + begin, (over.edges[begin + 1] - first) * share)
        counts += sums(row + end, (last + 1 - over.edges[end]) * share)
        # Of the periods in between each has its length: from the one after the first on, up to the last.
        density = np.cumsum(sums(row + begin + 1, share) - sums(row + end, share))
        counts += np.where(density > _NOTHING, density, 0) * np.tile(np.diff(over.edges), groups)
    return np.asarray(counts.reshape(groups, len(over)))


_NOTHING = 1e-10
"""Less than one event on all days of the calendar: what rounding leaves."""
