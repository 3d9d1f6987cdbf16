"""Marks in lanes keep clear of each other."""

import plotly.graph_objects as go
import pytest

from dashboard.charts.timeline.lane_marks import spread_offsets
from tests.charts.timeline.events import HEAD, claim, defection, draw, moment_to_pixel, row_to_pixel
from tests.figures import trace


def distances(figure: go.Figure) -> list[float]:
    """Return the distance of every two marks of a figure, in pixels."""
    pixel, unit = moment_to_pixel(figure), row_to_pixel(figure)
    at = [
        (pixel(x), y * unit)
        for marks in figure.data
        if marks.name in ("Milestones", "Conflicting milestones")
        for x, y in zip(marks.x, marks.y, strict=True)
    ]
    return [((x - u) ** 2 + (y - v) ** 2) ** 0.5 for n, (x, y) in enumerate(at) for u, v in at[n + 1 :]]


@pytest.mark.parametrize(
    ("positions", "offsets"),
    [
        ([], []),
        ([50], [0]),
        ([50, 59], [0, 0]),  # eleven pixels wide, they overlap by two
        ([50, 58], [-5, 5]),
        ([50, 58, 66], [-10, 0, 10]),
        ([50, 50, 50, 50], [-14, -14 / 3, 14 / 3, 14]),
        ([50, 50, 50, 50, 50], [-14, -14 / 3, 14 / 3, 14, -14]),
        ([10, 12, 80, 81], [-5, 5, -5, 5]),
    ],
)
def test_marks_that_would_cover_each_other_take_turns_on_levels(positions: list[float], offsets: list[float]) -> None:
    assert spread_offsets(positions, size=11, height=28) == pytest.approx(offsets)


def test_levels_share_the_height_that_a_row_has() -> None:
    assert spread_offsets([50, 50], size=9, height=8) == [-4, 4]
    assert spread_offsets([50, 50, 50], size=9, height=8) == [-4, 0, 4]


@pytest.mark.parametrize("days", [("25", "26"), ("25", "25"), ("25", "26", "27"), ("24", "25", "26", "27")])
def test_milestones_a_day_apart_do_not_cover_each_other(days: tuple[str, ...]) -> None:
    # A year in about 800 pixels: a day takes two, a mark eleven.
    claims = [claim(f"2016-08-{day}") for day in days]
    text = HEAD + defection("a", claim("2015-09/2016-08", "departure")) + defection("b", *claims)
    figure = draw(text)
    assert min(distances(figure)) >= min(trace(figure, "Milestones").marker.size) - 2


def test_milestones_far_apart_stand_on_the_line_of_their_lane() -> None:
    figure = draw(HEAD + defection("a", claim("2016-01-01"), claim("2016-06-01")))
    assert len(set(trace(figure, "Milestones").y)) == 1


def test_marks_stay_within_their_lane() -> None:
    claims = [claim(f"2016-08-{day}") for day in ("24", "24", "25", "25", "26")]
    text = HEAD + defection("a", claim("2015-01-01")) + defection("b", *claims) + defection("c", claim("2016-09-01"))
    figure = draw(text, true_scale=True)
    lanes = trace(figure, "Lanes")
    ends = {ids[0]: (y - w / 2, y + w / 2) for ids, y, w in zip(lanes.customdata, lanes.y, lanes.width, strict=True)}
    marks = trace(figure, "Milestones")
    for (key,), y in zip(marks.customdata, marks.y, strict=True):
        assert ends[key][0] < y < ends[key][1]
