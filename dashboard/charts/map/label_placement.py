"""Find room for the labels of a map: none over a mark, another label or the edge, and hardly any over a route."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

POSITIONS = (
    "middle right", "middle left", "top center", "bottom center",
    "top right", "bottom right", "top left", "bottom left",
)  # fmt: skip
"""Where plotly may put a text beside its marker, in the order of preference."""

_CELL = 3  # px; obstacles are kept in cells of this size, so that a map full of them costs no more

_EDGE = 2  # px between a label and the edge of the map
_ACROSS, _DOWN = 4, 2  # px between labels
_NEARER = 2  # px by which a label stands nearer to the edge of its own mark than to that of any other
_LARGE = 0.5  # of the radius of a label's mark: smaller marks may be covered where there is no other room
_AWAY, _RADII = 2, 1.25  # px, and radii of its mark, by which plotly keeps a text off


class PixelRectangle(NamedTuple):
    """A rectangle on the map, in pixels from its left and its top."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class Label:
    """A label that wants a place: its anchor, the radius of the mark there, and the size of its text, in pixels.

    One that may cover routes does so only where it has no room beside them, and marks much smaller than its own only
    where it has no other room.
    """

    x: float
    y: float
    radius: float
    width: float
    height: float
    may_cover_routes: bool = False


@dataclass(frozen=True, eq=False)
class LabelObstacles:
    """What labels have to stand clear of, in pixels."""

    width: float  # of the map
    height: float
    marks: np.ndarray  # (n, 3): x, y and radius of all marks
    routes: np.ndarray  # (n, 3): x, y and radius of points along routes


def place_labels(variants: Sequence[Sequence[Label]], around: LabelObstacles) -> list[tuple[int, str] | None]:
    """Return for each mark which variant of its label has room, and its position; none where none has.

    The variants of a mark come from the fullest to the shortest; who comes first is served first.
    """
    over_marks = _count_covered(around, around.marks)
    over_any = _count_covered(around, np.concatenate([around.marks, around.routes]))
    taken: list[PixelRectangle] = []
    placed: list[tuple[int, str] | None] = []
    for labels in variants:
        attempts = [(over_any, around.marks)]
        if labels[0].may_cover_routes:
            large = around.marks[around.marks[:, 2] >= _LARGE * labels[0].radius]
            attempts += [(over_marks, around.marks), (_count_covered(around, large), large)]
        free = (
            (n, position, rectangle)
            for covered, marks in attempts
            for n, label in enumerate(labels)
            for position in POSITIONS
            if _is_inside(rectangle := label_rectangle(label, position), around.width, around.height)
            and not _covered_cells(covered, rectangle)
            and not any(_overlap(rectangle, other) for other in taken)
            and _is_nearest(label, rectangle, marks)
        )
        found = next(free, None)
        placed.append(found and found[:2])
        if found:
            taken.append(found[2])
    return placed


def label_rectangle(label: Label, position: str) -> PixelRectangle:
    """Return where plotly draws a label at a position."""
    vertical, horizontal = position.split()
    away = _RADII * label.radius + _AWAY
    x = label.x + {"left": -away - label.width, "center": -label.width / 2, "right": away}[horizontal]
    y = label.y + {"top": -away - label.height, "middle": -label.height / 2, "bottom": away}[vertical]
    return PixelRectangle(x, y, x + label.width, y + label.height)


def place_beside_labels(
    options: Sequence[Sequence[PixelRectangle]], around: LabelObstacles, labels: Sequence[PixelRectangle]
) -> list[PixelRectangle | None]:
    """Return for each text without a mark the first of its places that covers nothing; none where all do."""
    covered = _count_covered(around, np.concatenate([around.marks, around.routes]))
    taken = list(labels)
    placed: list[PixelRectangle | None] = []
    for places in options:
        free = (
            it
            for it in places
            if _is_inside(it, around.width, around.height)
            and not _covered_cells(covered, it)
            and not any(_overlap(it, other) for other in taken)
        )
        placed.append(found := next(free, None))
        if found:
            taken.append(found)
    return placed


def _is_inside(it: PixelRectangle, width: float, height: float) -> bool:
    return it.left >= _EDGE and it.top >= _EDGE and it.right <= width - _EDGE and it.bottom <= height - _EDGE


def _overlap(a: PixelRectangle, b: PixelRectangle) -> bool:
    is_across = a.left < b.right + _ACROSS and b.left < a.right + _ACROSS
    return is_across and a.top < b.bottom + _DOWN and b.top < a.bottom + _DOWN


def _is_nearest(label: Label, rectangle: PixelRectangle, marks: np.ndarray) -> bool:
    """Whether a label stands nearer to its own mark than to any other, so that nobody takes it for theirs."""
    left, top, right, bottom = rectangle
    x, y, radius = marks.T
    across = np.maximum(np.maximum(left - x, x - right), 0)
    down = np.maximum(np.maximum(top - y, y - bottom), 0)
    away = np.hypot(across, down) - radius
    is_own = (x == label.x) & (y == label.y)
    return bool(is_own.all() or away[is_own].min() + _NEARER < away[~is_own].min())


def _count_covered(around: LabelObstacles, obstacles: np.ndarray) -> np.ndarray:
    """Return a summed-area table (Crow 1984) of the cells of the map that obstacles cover."""
    columns, rows = int(around.width // _CELL) + 1, int(around.height // _CELL) + 1
    edges = np.zeros((rows + 1, columns + 1))
    x, y, radius = obstacles.T
    left, right = (np.clip((x + s * radius) // _CELL, 0, columns).astype(int) for s in (-1, 1))
    top, bottom = (np.clip((y + s * radius) // _CELL, 0, rows).astype(int) for s in (-1, 1))
    right, bottom = np.minimum(right + 1, columns), np.minimum(bottom + 1, rows)
    # Mark the corners of each obstacle's square; two running sums fill the squares.
    for row, column, sign in ((top, left, 1), (top, right, -1), (bottom, left, -1), (bottom, right, 1)):
        np.add.at(edges, (row, column), sign)
    cells = edges.cumsum(0).cumsum(1)[:rows, :columns] > 0
    return np.pad(cells.cumsum(0).cumsum(1), ((1, 0), (1, 0)))


def _covered_cells(table: np.ndarray, rectangle: PixelRectangle) -> int:
    """Return how many covered cells a rectangle inside the map touches."""
    left, top, right, bottom = (int(edge // _CELL) for edge in rectangle)
    return int(table[bottom + 1, right + 1] - table[top, right + 1] - table[bottom + 1, left] + table[top, left])
