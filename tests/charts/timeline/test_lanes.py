"""Lanes are stacked without gaps, as high as their rows."""

from dashboard.charts.timeline.claims import claims_by_event
from dashboard.charts.timeline.lanes import Lane, min_defection_height, stack_lanes
from dashboard.charts.view import chart_view
from dashboard.selection import ViewOptions
from tests.builders import selection
from tests.charts.timeline.events import HEAD, RIVALS, claim, context


def lanes_of(text: str, width: int = 1000) -> tuple[Lane, ...]:
    return stack_lanes(claims_by_event(chart_view(selection(text), ViewOptions(), width)), width)


def test_a_lane_has_a_row_for_its_own_claims_and_one_for_each_source_of_rivals() -> None:
    disputed, other, talks = lanes_of(RIVALS + context("talks", claim("2016")))
    assert (disputed.top, disputed.height) == (0, 40 + 2 * 17 + 4)
    assert (other.top, other.height) == (78, 40)
    assert (talks.top, talks.height) == (118, 21)
    assert [disputed.row_middle(row) for row in (0, 1, 2)] == [20, 48.5, 65.5]
    assert disputed.source_by_conflicting_row == {1: "The Times", 2: "The Post"}


def test_context_has_two_lines_of_words_in_a_narrow_figure() -> None:
    text = HEAD + context("talks", claim("2016"))
    assert [lane.height for width in (559, 560) for lane in lanes_of(text, width)] == [35, 21]


def test_the_lowest_lane_of_a_defection_decides_whether_lanes_can_be_named() -> None:
    assert min_defection_height(lanes_of(RIVALS + context("talks", claim("2016")))) == 40
    assert min_defection_height(lanes_of(HEAD + context("talks", claim("2016")))) == 21
