"""The rows of a dot plot: as low as marks keep their distance, as large as the height allows."""

import pytest

from dashboard.charts.timeline.dot_stack import DotStack, stack_dots, stack_rows


@pytest.mark.parametrize(
    ("positions", "rows"),
    [
        ([], []),
        ([5], [0]),
        ([0, 10, 20], [0, 0, 0]),
        ([0, 9, 18], [0, 1, 0]),
        ([0, 0, 0], [0, 1, 2]),
        ([0, 0, 10, 19], [0, 1, 0, 1]),
    ],
)
def test_a_mark_takes_the_lowest_row_in_which_it_keeps_its_distance(positions: list[float], rows: list[int]) -> None:
    assert stack_rows(positions, distance=10, max_rows=3) == rows


def test_there_is_no_stack_higher_than_the_rows_that_there_are() -> None:
    assert stack_rows([0, 0, 0], distance=10, max_rows=2) is None
    assert stack_rows([0], distance=10, max_rows=0) is None


def test_marks_are_stacked_no_higher_than_the_plot() -> None:
    rest = iter([0.0] * 1000)
    assert stack_rows(rest, distance=10, max_rows=40) is None
    assert sum(1 for _ in rest) == 959


def test_marks_are_as_large_as_the_height_allows() -> None:
    # With 1 pixel between them and 6 at both ends, 4 marks take 12 + 4 * 10 pixels at a size of 9.
    sizes = (12, 9, 6)
    assert stack_dots([0] * 4, [], 64, sizes) == DotStack((0, 1, 2, 3), (), 12)
    assert stack_dots([0] * 4, [], 63, sizes) == DotStack((0, 1, 2, 3), (), 9)
    assert stack_dots([0] * 4, [], 40, sizes) == DotStack((0, 1, 2, 3), (), 6)
    assert stack_dots([0] * 4, [], 39, sizes) is None


def test_both_kinds_of_events_share_the_height_with_the_gap_between_them() -> None:
    # 2 * 6 at the ends, 2 * 16 beside the line, 3 rows of 10.
    assert stack_dots([0, 0], [0], 74, (9,)) == DotStack((0, 1), (0,), 9)
    assert stack_dots([0, 0], [0], 73, (9,)) is None


def test_marks_of_defections_stand_on_the_line_and_those_of_context_in_a_strip_below() -> None:
    stack = DotStack((0, 1), (0, 1), 9)
    assert stack.ys_above == [11, 21]
    assert stack.strip_depth == 2 * 10 + 32
    assert stack.ys_below == [-41, -31]
    assert stack.height == 12 + 32 + 40


def test_marks_of_one_kind_alone_have_no_strip() -> None:
    assert DotStack((0,), (), 9).strip_depth == 0
    assert DotStack((), (0,), 9).strip_depth == 0
    assert DotStack((), (0,), 9).ys_below == [11]
    assert DotStack((), (0,), 9).height == 22
