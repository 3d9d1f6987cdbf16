"""The note below a histogram: what a bar counts, and what no bar shows."""

from collections.abc import Iterator

from dashboard.charts.timeline.binned_events import BinnedEvents, DateCounts
from dashboard.dataset.text import count_with_noun


def describe_bars(binned: BinnedEvents, marked: int, pointed: int) -> str:
    """Say what a bar counts, what has become of uncertain dates and further claims, and which marks are missing.

    Of `marked` events `pointed` are pointed at.
    """
    dates = binned.dates
    note = f"Each column counts the events of a {binned.bins.unit}"
    note += ", by their first claims" if dates.later_claims else ""
    note += "; context has a strip of its own, on another scale." if binned.has_strip else "."
    remarks = "; ".join(_remarks(dates))
    note += f" {remarks}." if remarks else ""
    if pointed < marked:
        verb = "is" if pointed == 1 else "are"
        note += f" Of {count_with_noun(marked, 'marked event')} {pointed or 'none'} {verb} pointed at."
    return note


def _remarks(dates: DateCounts) -> Iterator[str]:
    if dates.in_several_bins:
        uncertain = count_with_noun(dates.in_several_bins, "uncertain date is", "uncertain dates are")
        they = "it" if dates.in_several_bins == 1 else "they"
        yield f"{uncertain} spread from the first to the last day on which {they} may lie"
    if dates.open:
        yield f"{count_with_noun(dates.open, 'open date stands', 'open dates stand')} at the end that is known"
    if dates.undated:
        yield (
            count_with_noun(dates.undated, "event has no date in its", "events have no date in their") + " first claim"
        )
    if dates.later_claims:
        yield _later_claims(dates.later_claims, dates.conflicting_claims)


def _later_claims(later: int, conflicting: int) -> str:
    """Say how many claims no bar counts, and how many of them are rivals."""
    if later == 1:
        return f"1 further claim{', a rival,' if conflicting else ''} is not drawn"
    of_them = "1 of them a rival" if conflicting == 1 else f"{conflicting:,} of them rivals"
    return f"{later:,} further claims{f', {of_them},' if conflicting else ''} are not drawn"
