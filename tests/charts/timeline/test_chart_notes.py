"""The notes below a dot plot and a histogram, by themselves."""

import numpy as np
import pytest

from dashboard.charts.timeline.binned_events import BinnedEvents, DateCounts
from dashboard.charts.timeline.bins import TimeBins
from dashboard.charts.timeline.notes import describe_bars, describe_marks


def binned(
    defections: int = 1, context: int = 0, uncertain: int = 0, in_several: int = 0, lasting: int = 0, undated: int = 0
) -> BinnedEvents:
    bins = TimeBins("year", np.array([0.0, 365.0]))
    certain = np.array([[defections], [context]])
    dates = DateCounts(in_several, lasting, undated, False, uncounted=0, later_claims=0, conflicting_claims=0)
    return BinnedEvents(bins, certain, np.add(certain, [[uncertain], [0]]), dates)


@pytest.mark.parametrize(
    ("events", "words"),
    [
        (binned(), "Each column counts the events of a year."),
        (
            binned(context=2),
            "Each column counts the events of a year. Context has its own strip and scale.",
        ),
        (binned(defections=0, context=2), "Each column counts the events of a year."),
        (
            binned(uncertain=1, in_several=1),
            "Each column counts the events of a year: solid those that certainly fall into it, pale those that may. "
            "1 event may fall into several columns and is pale in each.",
        ),
        (
            binned(uncertain=2, undated=1234),
            "Each column counts the events of a year: solid those that certainly fall into it, pale those that may. "
            "1,234 events may fall into any, as their first claims have no date.",
        ),
        (
            binned(lasting=2),
            "Each column counts the events of a year. 2 events lasted and count in every column that they touch.",
        ),
    ],
)
def test_the_note_says_what_a_bar_counts_and_what_no_bar_shows(events: BinnedEvents, words: str) -> None:
    assert describe_bars(events, marked=0, pointed=0) == words


@pytest.mark.parametrize(
    ("marked", "pointed", "words"),
    [
        (1, 1, ""),
        (1, 0, " No triangle points at the marked event."),
        (2, 0, " No triangle points at the marked events."),
        (2, 1, " A triangle points at 1 of 2 marked events."),
        (1050, 20, " Triangles point at 20 of 1,050 marked events."),
    ],
)
def test_the_note_says_how_many_marked_events_are_pointed_at(marked: int, pointed: int, words: str) -> None:
    assert describe_bars(binned(), marked, pointed) == "Each column counts the events of a year." + words


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        (
            (2, 2, 1, 1, True),
            "Each mark is a dated claim about one of 2 events. 1 event has no mark: none of its claims has a date "
            "with a first or a last day. 1 further claim has no mark, as it has no date with a first or a last day.",
        ),
        ((1, 1, 0, 0), "The mark is a dated claim about one event."),
        ((2, 1, 0, 0), "Each mark is a dated claim about one event."),
        ((1500, 1200, 0, 0), "Each mark is a dated claim about one of 1,200 events."),
        (
            (2, 2, 1, 0),
            "Each mark is a dated claim about one of 2 events. 1 event has no mark: none of its claims has a date.",
        ),
        (
            (2, 2, 2, 3),
            "Each mark is a dated claim about one of 2 events. 2 events have no mark: none of their claims has a date. "
            "3 further claims have no mark, as they have no date.",
        ),
    ],
)
def test_the_note_says_what_a_mark_is_and_what_has_none(counts: tuple[int, int, int, int], words: str) -> None:
    assert describe_marks(*counts) == words
