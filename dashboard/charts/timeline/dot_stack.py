"""The rows of a dot plot: marks stack up where they would overlap, as large as the height allows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_MARK_GAP = 1.0  # px
_EDGE = 6  # px, between marks and the ends of the plot
STRIP_GAP = 16  # px, between both kinds of events and the line that parts them


@dataclass(frozen=True)
class DotStack:
    """In which row each mark stands: defections up from a line, context up from the bottom of a strip below it."""

    rows_above: tuple[int, ...]  # of each claim of a defection, in order of time
    rows_below: tuple[int, ...]  # of each claim of context
    size: float  # px, of a mark

    @property
    def strip_depth(self) -> float:
        """How far the strip reaches below the line, in pixels; 0 where only one kind of events is drawn."""
        has_strip = self.rows_above and self.rows_below
        return _row_count(self.rows_below) * self.step + 2 * STRIP_GAP if has_strip else 0.0

    @property
    def height(self) -> int:
        """The height that all rows need, in pixels."""
        rows = _row_count(self.rows_above) + _row_count(self.rows_below)
        return round(rows * self.step + _spare_height(self.rows_above, self.rows_below))

    @property
    def ys_above(self) -> list[float]:
        """Where the marks of defections stand, in pixels above the line."""
        return [_EDGE + (row + 0.5) * self.step for row in self.rows_above]

    @property
    def ys_below(self) -> list[float]:
        """Where the marks of context stand, in pixels above the line, and so below 0 where there is a strip."""
        return [_EDGE - self.strip_depth + (row + 0.5) * self.step for row in self.rows_below]

    @property
    def step(self) -> float:
        """How far rows are apart, and at least how far the marks of a row, in pixels."""
        return self.size + _MARK_GAP

    @property
    def row_count(self) -> int:
        """How many rows the marks of defections have; where there are none, those of context."""
        return _row_count(self.rows_above or self.rows_below)

    def row_middle(self, row: int) -> float:
        """Return the middle of a row, in pixels above the line on which its marks stand."""
        return _EDGE + (row + 0.5) * self.step


def stack_dots(
    above: Sequence[float], below: Sequence[float], max_height: float, sizes: Iterable[float]
) -> DotStack | None:
    """Stack marks at positions in pixels, in order, in the first of some sizes that fits into a height, if any does."""
    for size in sizes:
        step = size + _MARK_GAP
        max_rows = int((max_height - _spare_height(above, below)) / step)
        rows_above = stack_rows(above, step, max_rows)
        if rows_above is None:
            continue
        rows_below = stack_rows(below, step, max_rows - _row_count(rows_above))
        if rows_below is not None:
            return DotStack(tuple(rows_above), tuple(rows_below), size)
    return None


def stack_rows(positions: Iterable[float], distance: float, max_rows: int) -> list[int] | None:
    """Return the lowest row for each mark in which it keeps a distance from the mark before it.

    Positions are in order, in pixels. There is no answer where that takes more than `max_rows`.
    """
    rows: list[int] = []
    ends: list[float] = []  # the last position in each row
    for x in positions:
        row = next((n for n, end in enumerate(ends) if x - end >= distance), len(ends))
        if row >= max_rows:
            return None
        ends[row : row + 1] = [x]
        rows.append(row)
    return rows


def _row_count(rows: Sequence[int]) -> int:
    return max(rows, default=-1) + 1


def _spare_height(above: Sequence[float], below: Sequence[float]) -> int:
    return 2 * _EDGE + (2 * STRIP_GAP if above and below else 0)
