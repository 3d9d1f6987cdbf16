"""The vertical axis of a histogram."""

import numpy as np
import pytest

from dashboard.charts.timeline.binned_events import BinnedEvents, DateCounts
from dashboard.charts.timeline.bins import TimeBins
from dashboard.charts.timeline.count_axis import count_ticks, fit_count_axis


def binned(*rows: list[int]) -> BinnedEvents:
    """Return counts by category in bins of a year, the last row of context."""
    edges = np.arange(len(rows[0]) + 1) * 365.0
    counts = np.array(rows)
    return BinnedEvents(TimeBins("year", edges), counts, counts, DateCounts(0, 0, 0, False, 0, 0, 0))


@pytest.mark.parametrize(
    ("max_count", "room", "ticks"),
    [
        (0.5, 5, (0,)),
        (1, 5, (0, 1)),
        (4, 5, (0, 1, 2, 3, 4)),
        (7.9, 5, (0, 2, 4, 6)),
        (30, 4, (0, 10, 20, 30)),
        (1234, 3, (0, 500, 1000)),
        (1234, 0.2, (0,)),
    ],
)
def test_ticks_are_round_numbers_as_many_as_have_room(max_count: float, room: float, ticks: tuple[int, ...]) -> None:
    assert count_ticks(max_count, room) == ticks


def test_stacked_bars_fill_the_plot_but_for_a_little_room_above() -> None:
    axis = fit_count_axis(binned([1, 2], [3, 8], [0, 0]), 200)
    assert axis.top == pytest.approx(10.3)
    assert (axis.base, axis.context_scale) == (0, 1)


def test_bars_end_two_pixels_above_the_bottom_so_that_the_outline_of_a_low_one_is_seen() -> None:
    axis = fit_count_axis(binned([1, 2], [3, 8], [0, 0]), 202)
    assert axis.unit == pytest.approx(10.3 / 200)
    assert axis.bottom == pytest.approx(-2 * axis.unit)


def test_uncertain_events_count_towards_the_height() -> None:
    edges = np.array([0.0, 365.0])
    counts = BinnedEvents(TimeBins("year", edges), np.array([[3], [0]]), np.array([[7], [0]]), binned([1]).dates)
    assert fit_count_axis(counts, 200).top == pytest.approx(7.21)


def test_context_has_a_strip_of_forty_pixels_thirty_below_the_line() -> None:
    axis = fit_count_axis(binned([1, 10], [4, 0]), 272)
    pixel = 10.3 / 200  # in defections
    assert axis.base == pytest.approx(-70 * pixel)
    assert axis.bottom == pytest.approx(-72 * pixel)
    assert axis.context_scale * 4 == pytest.approx(40 * pixel)


def test_context_takes_no_more_than_its_share_of_a_low_plot() -> None:
    axis = fit_count_axis(binned([10], [4]), 100)
    assert -axis.base / axis.unit == pytest.approx(35)


def test_context_alone_has_the_axis_to_itself() -> None:
    axis = fit_count_axis(binned([0, 0], [4, 2]), 200)
    assert (axis.top, axis.base, axis.context_scale) == (pytest.approx(4.12), 0, 1)
