"""The note below a histogram: what a bar counts, and what no bar shows."""

from collections.abc import Iterator

from dashboard.charts.timeline.binned_events import BinnedEvents, DateCounts
from dashboard.charts.timeline.caption import counted


def describe_bars(binned: BinnedEvents, marked: int, pointed: int) -> str:
    """Say what a bar counts, what has become of uncertain dates and further claims, and which marks are missing.

    Of `marked` events `pointed` are pointed at.
    """
    dates = binned.dates
    note = f"Each column counts the events of a {binned.bins.unit}"
    note += ", by their first claims" if dates.further else ""
    note += "; context has a strip of its own, on another scale." if binned.has_strip else "."
    remarks = "; ".join(_remarks(dates))
    note += f" {remarks}." if remarks else ""
    if pointed < marked:
        verb = "is" if pointed == 1 else "are"
        note += f" Of {counted(marked, 'marked event', 'marked events')} {pointed or 'none'} {verb} pointed at."
    return note


def _remarks(dates: DateCounts) -> Iterator[str]:
    if dates.spread:
        uncertain = counted(dates.spread, "uncertain date is", "uncertain dates are")
        they = "it" if dates.spread == 1 else "they"
        yield f"{uncertain} spread from the first to the last day on which {they} may lie"
    if dates.open:
        yield f"{counted(dates.open, 'open date stands', 'open dates stand')} at the end that is known"
    if dates.undated:
        yield counted(dates.undated, "event has no date in its", "events have no date in their") + " first claim"
    if dates.further:
        yield _further_claims(dates.further, dates.rivals)


def _further_claims(further: int, rivals: int) -> str:
    """Say how many claims no bar counts, and how many of them are rivals."""
    if further == 1:
        return f"1 further claim{', a rival,' if rivals else ''} is not drawn"
    of_them = "1 of them a rival" if rivals == 1 else f"{rivals:,} of them rivals"
    return f"{further:,} further claims{f', {of_them},' if rivals else ''} are not drawn"
