"""How many of the selected events fall into each bin of a histogram: how many certainly, and how many possibly."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from dashboard.charts.timeline.axis import max_breaks
from dashboard.charts.timeline.bins import UNITS, TimeBins, candidate_bins, empty_periods, range_counts
from dashboard.charts.view import ChartView
from dashboard.dataset import edtf
from dashboard.dataset.index import EventIndex, day_number
from dashboard.selection.query import first_day, last_day

_MIN_BAR, MAX_BAR = 6, 64  # px, the width of a bar
_MAX_BINS = 180

_UNIT_BY_PRECISION = {"day": "day", "week": "month", "month": "month", "season": "quarter", "year": "year"}
_UNIT_BY_DAYS = ((3_653, "decade"), (36_525, "century"))
_ENDLESS = len(UNITS)
"""The number of the unit of a date that has no end or is not known: it has no say in how fine columns are."""


@dataclass(frozen=True)
class DateCounts:
    """What the bars do not show of the dates of the events that they count."""

    in_several_bins: int  # events of one moment that may fall into more than one bin
    lasting: int  # events that lasted and count in more than one bin
    undated: int
    excludes_doubt: bool  # whether bars leave out events that may, but need not, fall into them
    uncounted: int  # events in no bar for that reason
    later_claims: int  # claims after the first of their events
    conflicting_claims: int  # among these


@dataclass(frozen=True, eq=False)
class BinnedEvents:
    """How many events of each category each bin has: at least, and at most. Context is the last category."""

    bins: TimeBins
    certain: np.ndarray  # (n categories + 1, n bins) int: events that must fall into the bin
    possible: np.ndarray  # the same shape: those that may, the certain ones included
    dates: DateCounts

    @property
    def defections(self) -> np.ndarray:
        """How many defections may fall into each bin: shape (n categories, n bins)."""
        return np.asarray(self.possible[:-1])

    @property
    def context(self) -> np.ndarray:
        """How many context events may fall into each bin: shape (n bins,)."""
        return np.asarray(self.possible[-1])

    @property
    def is_certain(self) -> bool:
        """Whether every event is certain to fall into the bins that count it."""
        return bool((self.certain == self.possible).all())

    @property
    def has_strip(self) -> bool:
        """Whether there are both kinds of events, so that those of context have a strip of their own."""
        return bool(self.defections.any() and self.context.any())

    @cached_property
    def words(self) -> dict[int, str]:
        """The days of each bin that has events, in words."""
        return {n: self.bins.in_words(n) for n in np.flatnonzero(self.possible.any(axis=0)).tolist()}

    @cached_property
    def bounds(self) -> np.ndarray:
        """Begin and end of each bin that has events, as EDTF: shape (n bins, 2), empty where there are none."""
        bounds = np.full((len(self.bins), 2), "", dtype=object)
        for n in self.words:
            bounds[n] = self.bins.bounds(n)
        return bounds


@dataclass(frozen=True, eq=False)
class _Dates:
    """The first claims of the selected events as numbers of days, infinite where open; shape (n events,)."""

    earliest: np.ndarray
    latest: np.ndarray
    latest_start: np.ndarray  # +inf where nothing is certain
    earliest_end: np.ndarray  # -inf where nothing is certain
    unit: np.ndarray  # number of the finest unit of bins for which the date is precise enough, or `_ENDLESS`


def bin_events(view: ChartView, width: float, true_scale: bool) -> BinnedEvents | None:
    """Count the events of a view by bins that fit into a width in pixels; nothing where no first claim has a date.

    An event counts in every bin into which it may fall by its first claim, so one without a date counts in all. No bin
    reaches beyond the range of a date filter. With `certain=1`, only what is certain counts.
    """
    index, rows = view.dataset.index, view.rows
    if index.is_unbounded[rows].all():
        return None
    dates = _dates_of(index, rows)
    bins = _fit_bins(view, dates, width, true_scale)
    group = np.where(index.is_defection[rows], view.category_index, len(view.categories))
    must = bins.between(dates.latest_start, dates.earliest_end)
    certain = range_counts(*must, group, (len(view.categories) + 1, len(bins))) * bins.is_shown
    possible, possible_bins = _possible_counts(view, bins, bins.between(dates.earliest, dates.latest), group)
    counts = _count_dates(view, bins.count_shown(*must), possible_bins)
    return BinnedEvents(bins, certain, certain if view.selection.filters.certain else possible, counts)


def _count_dates(view: ChartView, certain_bins: np.ndarray, possible_bins: np.ndarray) -> DateCounts:
    """Count what the bars do not show; given are the bins into which each event must and may fall: (n events,)."""
    index, rows, is_certain = view.dataset.index, view.rows, view.selection.filters.certain
    is_lasting, is_undated = index.is_lasting[rows], index.is_undated[rows]
    is_in_several = (certain_bins if is_certain else possible_bins) > 1
    return DateCounts(
        in_several_bins=int((is_in_several & ~is_lasting & ~is_undated).sum()),
        lasting=int((is_in_several & is_lasting).sum()),
        undated=int(is_undated.sum()),
        excludes_doubt=bool(is_certain and (certain_bins < possible_bins).any()),
        uncounted=int((certain_bins == 0).sum()) if is_certain else 0,
        later_claims=int(index.claim_counts.later[rows].sum()),
        conflicting_claims=int(index.claim_counts.later_conflicting[rows].sum()),
    )


def _dates_of(index: EventIndex, rows: np.ndarray) -> _Dates:
    def days(column: np.ndarray, open_end: float) -> np.ndarray:
        return np.where(np.isnan(column[rows]), open_end, column[rows])

    return _Dates(
        days(index.earliest, -np.inf),
        days(index.latest, np.inf),
        days(index.latest_start, np.inf),
        days(index.earliest_end, -np.inf),
        _finest_units(index.date.values)[index.date.codes[rows]],
    )


@lru_cache(maxsize=4)
def _finest_units(dates: tuple[str, ...]) -> np.ndarray:
    """Return `_unit_of` for each date, and `_ENDLESS` at the end for none; every filter of a file asks for the same."""
    return np.array([*map(_unit_of, dates), _ENDLESS], dtype=int)


def _unit_of(text: str) -> int:
    """Return the number of the finest unit that is no finer than a date: for an interval, than either of its ends."""
    d = edtf.parse(text)
    if d.is_interval:
        return max(_unit_of(end.text) for end in d.ranges[0] if end)
    if not d.core_earliest or not d.core_latest:
        return _ENDLESS
    days = (d.core_latest - d.core_earliest).days + 1
    wider = next((unit for at_most, unit in _UNIT_BY_DAYS if days <= at_most), UNITS[-1])
    return UNITS.index(_UNIT_BY_PRECISION.get(d.precision, wider))


def _fit_bins(view: ChartView, dates: _Dates, width: float, true_scale: bool) -> TimeBins:
    """Return the finest bins that have room and are no finer than most of the dates that they count."""
    filters = view.selection.filters
    since, until = first_day(filters.since), last_day(filters.until)
    start = -np.inf if since is None else day_number(since)
    end = np.inf if until is None else day_number(until)
    is_dated = np.isfinite(dates.earliest) | np.isfinite(dates.latest)
    first, last = dates.earliest[is_dated], dates.latest[is_dated]
    first, last = np.where(np.isfinite(first), first, last), np.where(np.isfinite(last), last, first)
    first, last = np.clip(first, start, end), np.clip(last, start, end)
    skipped = [] if true_scale else empty_periods(first, last, max_breaks(width))
    max_bins = min(int(width / _MIN_BAR), _MAX_BINS)
    # An event whose date is open or missing would be all that further bins beside those of the others hold.
    min_bins = int(width / MAX_BAR) if np.isfinite([dates.earliest, dates.latest]).all() else 1
    for bins in candidate_bins(first.min(), last.max(), max_bins, min_bins, skipped):
        fitted = bins.cut(start, end)
        if _are_precise_enough(fitted, dates):
            break
    return fitted


def _are_precise_enough(bins: TimeBins, dates: _Dates) -> bool:
    """Whether no bin is finer than most of the dates that it counts."""
    has_say = dates.unit < _ENDLESS
    is_coarse = (dates.unit > UNITS.index(bins.unit)).astype(int)[has_say]
    begin, end = bins.between(dates.earliest[has_say], dates.latest[has_say])
    fine, coarse = range_counts(begin, end, is_coarse, (2, len(bins)))
    return bool((coarse <= fine).all())


def _possible_counts(
    view: ChartView, bins: TimeBins, may: tuple[np.ndarray, np.ndarray], group: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return how many events of each group may fall into each bin, and into how many bins each event may fall."""
    index, rows = view.dataset.index, view.rows
    has_gaps = index.has_gaps[rows]
    begin, end = may
    counts = (
        range_counts(begin[~has_gaps], end[~has_gaps], group[~has_gaps], (len(view.categories) + 1, len(bins)))
        * bins.is_shown
    )
    bins_of_event = bins.count_shown(begin, end)
    codes = index.date.codes[rows]
    for code in np.unique(codes[has_gaps]).tolist():
        alike = np.flatnonzero(codes == code)
        within = range(int(begin[alike[0]]), int(end[alike[0]]) + 1)
        numbers = list(_bins_of_date_with_gaps(index.dates_with_gaps[code], bins, within))
        bins_of_event[alike] = len(numbers)
        for number in group[alike].tolist():
            counts[number, numbers] += 1
    return counts, bins_of_event


def _bins_of_date_with_gaps(date: edtf.EdtfDate, bins: TimeBins, within: range) -> Iterator[int]:
    """Yield the bins, of those within its bounds, into which a date may fall that leaves out days."""
    for number in np.flatnonzero(bins.is_shown).tolist():
        if number in within and date.may_lie_in(*bins.days(number)):
            yield number
