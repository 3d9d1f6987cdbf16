"""Words within lanes stand where there is space, and lines to conflicting reports end before them."""

import pytest

from dashboard.charts.timeline.axis import TimeAxis
from dashboard.charts.timeline.claims import claims_by_event
from dashboard.charts.timeline.lane_marks import MarkedLane, mark_lane
from dashboard.charts.timeline.lane_notes import free_width, place_notes
from dashboard.charts.timeline.lane_traces import conflict_lines
from dashboard.charts.timeline.lanes import stack_lanes
from dashboard.charts.view import chart_view
from dashboard.selection import ViewOptions
from tests.builders import selection
from tests.charts.timeline.events import HEAD, claim, context, defection, rival

AXIS = TimeAxis(start=16_801, end=17_201, breaks=(), width=800, fade=30)
"""400 days from 1 January 2016 on, two pixels a day."""


def marked_lanes(*events: str) -> list[MarkedLane]:
    lanes = stack_lanes(claims_by_event(chart_view(selection(HEAD + "".join(events)), ViewOptions(), 1000)), 1000)
    return [mark_lane(lane, AXIS, scale=1) for lane in lanes]


def test_free_space_begins_beside_the_marks() -> None:
    (talks,) = marked_lanes(context("talks", claim("2016-02-01"), claim("2016-03-01/2016-03-31")))
    # 1 February begins 31 days, 31 March ends 91 days after the start.
    assert free_width(talks, 0, AXIS) == (62 - 14, 800 - 182 - 14)


def test_words_beside_rival_claims_end_before_the_line_that_leads_to_them() -> None:
    (disputed,) = marked_lanes(defection("a", claim("2016-06-01"), rival("2016-02-01")))
    # The line comes down at noon of 1 June, day 152; the rival's day ends at 64 pixels.
    assert free_width(disputed, 1, AXIS) == (62 - 14, 305 - 64 - 22)


@pytest.mark.parametrize(
    ("own", "other", "is_left"),
    [("2016-12-01", "2016-02-01", False), ("2016-01-10", "2016-12-20", True)],
)
def test_words_stand_on_the_side_with_more_space_and_the_line_ends_at_them(own: str, other: str, is_left: bool) -> None:
    lanes = marked_lanes(defection("a", claim(own), rival(other)))
    notes = place_notes(lanes, AXIS, scale=1)
    (note,) = notes
    assert note.place.is_left is is_left
    (line,) = conflict_lines(lanes, notes, AXIS)
    assert line.start == (lanes[0].rows[0][0].span.mark, 20)
    assert AXIS.position(line.end[0]) == pytest.approx(note.place.reach)


def test_a_line_without_words_in_its_way_leads_to_the_nearest_mark() -> None:
    lanes = marked_lanes(defection("a", claim("2016-06-01"), rival("2016-08-01"), rival("2016-07-01")))
    (line,) = conflict_lines(lanes, [], AXIS)
    assert line.end == (lanes[0].rows[1][0].span.mark, 48.5)


def test_an_undated_event_says_so_at_the_start_of_the_axis() -> None:
    never, talks = place_notes(marked_lanes(defection("never"), context("talks", title="Talks")), AXIS, scale=1)
    assert (never.lines, never.place.day, never.place.y) == (("Date not known",), 16_801, 20)
    assert talks.lines == ("Talks: date not known",)
    (persian,) = place_notes(marked_lanes(context("fair", title="نمایشگاه")), AXIS, scale=1)
    assert persian.lines == ("\u2068نمایشگاه\u2069: date not known",)


def test_lanes_that_are_too_low_have_no_words() -> None:
    lanes = marked_lanes(defection("a", claim("2016-06-01"), rival("2016-08-01")), context("talks", claim("2016")))
    assert len(place_notes(lanes, AXIS, scale=0.8)) == 2
    assert place_notes(lanes, AXIS, scale=0.6) == []
