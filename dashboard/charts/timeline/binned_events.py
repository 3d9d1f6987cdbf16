"""How many of the selected events fall into each bin of a histogram, and what their dates leave open."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from dashboard.charts.timeline.bins import TimeBins, bin_counts, empty_periods, time_bins
from dashboard.charts.view import ChartView

_MIN_BAR, MAX_BAR = 6, 64  # px, the width of a bar
_MAX_BINS = 180


@dataclass(frozen=True)
class DateCounts:
    """What the bars do not show of the dates of the events that they count."""

    in_several_bins: int  # events whose date lies in several bins
    open: int
    undated: int
    later_claims: int  # claims after the first of their events
    conflicting_claims: int  # among these


@dataclass(frozen=True, eq=False)
class BinnedEvents:
    """How many events of each category each bin has; fractions where dates are uncertain."""

    bins: TimeBins
    by_category: np.ndarray  # (n categories + 1, n bins), context last
    dates: DateCounts

    @property
    def defections(self) -> np.ndarray:
        """The counts of defections: shape (n categories, n bins)."""
        return np.asarray(self.by_category[:-1])

    @property
    def context(self) -> np.ndarray:
        """The counts of context events: shape (n bins,)."""
        return np.asarray(self.by_category[-1])

    @property
    def has_strip(self) -> bool:
        """Whether there are both kinds of events, so that those of context have a strip of their own."""
        return bool(self.defections.any() and self.context.any())

    @cached_property
    def words(self) -> dict[int, str]:
        """The days of each bin that has events, in words."""
        return {n: self.bins.in_words(n) for n in np.flatnonzero(self.by_category.any(axis=0)).tolist()}

    @cached_property
    def bounds(self) -> np.ndarray:
        """Begin and end of each bin that has events, as EDTF: shape (n bins, 2), empty where there are none."""
        bounds = np.full((len(self.bins), 2), "", dtype=object)
        for n in self.words:
            bounds[n] = self.bins.bounds(n)
        return bounds


def bin_events(view: ChartView, width: float, true_scale: bool) -> BinnedEvents | None:
    """Count the events of a view by bins that fit into a width in pixels; nothing where no first claim has a date.

    An event counts once, by its first claim. An open date counts at the end that is known.
    """
    index = view.dataset.index
    has_date = ~index.is_undated[view.rows]
    if not has_date.any():
        return None
    rows = view.rows[has_date]
    earliest, latest = index.earliest[rows], index.latest[rows]
    is_open = np.isnan(earliest) | np.isnan(latest)
    first, last = np.where(np.isnan(earliest), latest, earliest), np.where(np.isnan(latest), earliest, latest)
    skipped = [] if true_scale else empty_periods(first, last)
    max_bins = min(int(width / _MIN_BAR), _MAX_BINS)
    bins = time_bins(first.min(), last.max(), max_bins, int(width / MAX_BAR), skipped)
    group = np.where(index.is_defection[rows], view.category_index[has_date], len(view.categories))
    counts = bin_counts(first, last, group, len(view.categories) + 1, bins)
    dates = DateCounts(
        in_several_bins=int(np.count_nonzero(bins.index_of(first) != bins.index_of(last))),
        open=int(is_open.sum()),
        undated=int((~has_date).sum()),
        later_claims=int(index.claim_counts.later[view.rows].sum()),
        conflicting_claims=int(index.claim_counts.later_conflicting[view.rows].sum()),
    )
    return BinnedEvents(bins, counts, dates)


def count_in_words(count: float) -> str:
    """Say how many events that is, where dates spread over several bins make fractions."""
    whole = round(count)
    if abs(count - whole) < 1e-6:
        return f"{whole:,}"
    return f"about {whole:,}" if count >= 1 else "less than 1"
