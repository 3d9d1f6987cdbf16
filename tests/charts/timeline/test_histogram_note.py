"""The note below a histogram, by itself."""

import numpy as np
import pytest

from dashboard.charts.timeline.binned_events import BinnedEvents, DateCounts
from dashboard.charts.timeline.bins import TimeBins
from dashboard.charts.timeline.histogram_note import describe_bars


def binned(
    defections: int = 1, context: int = 0, in_several_bins: int = 0, open_ends: int = 0, undated: int = 0
) -> BinnedEvents:
    bins = TimeBins("year", np.array([0.0, 365.0]))
    counts = np.array([[defections], [context]])
    return BinnedEvents(
        bins, counts, DateCounts(in_several_bins, open_ends, undated, later_claims=0, conflicting_claims=0)
    )


@pytest.mark.parametrize(
    ("events", "words"),
    [
        (binned(), "Each column counts the events of a year."),
        (
            binned(context=2),
            "Each column counts the events of a year; context has a strip of its own, on another scale.",
        ),
        (binned(defections=0, context=2), "Each column counts the events of a year."),
        (
            binned(in_several_bins=2),
            "Each column counts the events of a year. "
            "2 uncertain dates are spread from the first to the last day on which they may lie.",
        ),
        (
            binned(open_ends=1),
            "Each column counts the events of a year. 1 open date stands at the end that is known.",
        ),
        (
            binned(undated=1234),
            "Each column counts the events of a year. 1,234 events have no date in their first claim.",
        ),
    ],
)
def test_the_note_says_what_a_bar_counts_and_what_no_bar_shows(events: BinnedEvents, words: str) -> None:
    assert describe_bars(events, marked=0, pointed=0) == words


@pytest.mark.parametrize(
    ("marked", "pointed", "words"),
    [
        (1, 1, ""),
        (1, 0, " Of 1 marked event none are pointed at."),
        (2, 1, " Of 2 marked events 1 is pointed at."),
        (1050, 20, " Of 1,050 marked events 20 are pointed at."),
    ],
)
def test_the_note_says_how_many_marked_events_are_pointed_at(marked: int, pointed: int, words: str) -> None:
    assert describe_bars(binned(), marked, pointed) == "Each column counts the events of a year." + words
