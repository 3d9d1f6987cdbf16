"""How the height of a figure is divided among map, note and legend."""

import pytest

from dashboard.charts.map.layout import MapSpaces, divide_height, note_height, note_lines
from dashboard.charts.text_metrics import text_width
from dashboard.charts.view import ChartSize


def test_legend_and_note_take_what_they_want_of_a_figure_that_is_high_enough() -> None:
    spaces = divide_height(ChartSize(1000, 400), legend=30, note=32)
    assert spaces == MapSpaces(plot=338, note=32, legend=30, is_legend_cut=False)
    assert (spaces.below, spaces.height) == (62, 400)


def test_a_figure_grows_where_too_little_of_the_map_would_be_left() -> None:
    assert divide_height(ChartSize(300, 160), legend=96, note=48) == MapSpaces(120, 48, 96, False)
    assert divide_height(ChartSize(300, 400), legend=250, note=48) == MapSpaces(160, 48, 250, False)


@pytest.mark.parametrize(
    ("legend", "note", "expected"),
    [
        (96, 48, MapSpaces(256, 48, 96, False)),
        (220, 48, MapSpaces(180, 0, 220, False)),
        (300, 48, MapSpaces(160, 0, 240, True)),
    ],
)
def test_of_a_fixed_height_the_note_goes_first_and_then_the_legend_is_cut(
    legend: int, note: int, expected: MapSpaces
) -> None:
    assert divide_height(ChartSize(300, 400, is_fixed=True), legend, note) == expected
    assert expected.height == 400


def test_a_legend_keeps_a_quarter_of_even_a_very_low_map() -> None:
    assert divide_height(ChartSize(300, 120, is_fixed=True), legend=96, note=0) == MapSpaces(90, 0, 30, True)


def test_a_note_is_broken_into_lines_that_fit() -> None:
    lines = note_lines("Nearby places share a mark; zoom in to separate them. " * 3, 300)
    assert max(text_width(line, 12) for line in lines) <= 300 - 16
    assert note_height("Nearby places share a mark; zoom in to separate them. " * 3, 300) == 16 * len(lines)
    assert (note_lines("", 300), note_height("", 300)) == ([], 0)
