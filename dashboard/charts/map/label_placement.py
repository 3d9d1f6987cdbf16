"""Find room for the labels of a map: none over a marker, an arc, another label or the edge."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

POSITIONS = (
    "middle right", "middle left", "top center", "bottom center",
    "top right", "bottom right", "top left", "bottom left",
)  # fmt: skip
"""Where plotly may put a text beside its marker, in the order of preference."""

_CELL = 3  # px; obstacles are kept in cells of this size, so that a map full of them costs no more

Box: TypeAlias = tuple[float, float, float, float]
"""Left, top, right and bottom, in pixels."""


@dataclass(frozen=True)
class Label:
    """A label that wants a place: its anchor and marker radius, and the size of its text, all in pixels."""

    x: float
    y: float
    radius: float
    width: float
    height: float


def place(
    wanted: Sequence[Sequence[Label]],
    obstacles: np.ndarray,
    width: float,
    height: float,
    others: np.ndarray | None = None,
) -> list[tuple[int, str] | None]:
    """Return for each place which of its labels has room, and its position; none where no label has.

    Each place offers its labels from the fullest to the shortest; who comes first is served first. `obstacles` has the
    shape (n, 3): x, y and radius of what no label may cover; `others`, of the shape (n, 2), are anchors without one.
    All is in pixels, `width` and `height` those of the map.
    """
    anchors = np.array([[label.x, label.y] for label, *_ in wanted]).reshape(-1, 2)
    anchors = anchors if others is None else np.concatenate([anchors, others])
    covered = _covered(obstacles, width, height)
    taken: list[Box] = []
    placed: list[tuple[int, str] | None] = []
    for offered in wanted:
        free = (
            (n, position, box)
            for n, label in enumerate(offered)
            for position in POSITIONS
            if _inside(box := _box(label, position), width, height)
            and not _count(covered, box)
            and not any(_overlap(box, other) for other in taken)
            and _is_nearest(label, box, anchors)
        )
        found = next(free, None)
        placed.append(found and found[:2])
        if found:
            taken.append(found[2])
    return placed


def _box(label: Label, position: str) -> Box:
    """Return the box of a label at a position; plotly keeps text off by 1.25 radii."""
    vertical, horizontal = position.split()
    away = 1.25 * label.radius + 2
    x = label.x + {"left": -away - label.width, "center": -label.width / 2, "right": away}[horizontal]
    y = label.y + {"top": -away - label.height, "middle": -label.height / 2, "bottom": away}[vertical]
    return x, y, x + label.width, y + label.height


def _inside(box: Box, width: float, height: float) -> bool:
    return box[0] >= 2 and box[1] >= 2 and box[2] <= width - 2 and box[3] <= height - 2


def _overlap(a: Box, b: Box) -> bool:
    return a[0] < b[2] + 4 and b[0] < a[2] + 4 and a[1] < b[3] + 2 and b[1] < a[3] + 2


def _is_nearest(label: Label, box: Box, anchors: np.ndarray) -> bool:
    """Return whether a label stands nearer to its own marker than to any other, so that nobody takes it for theirs."""
    across = np.maximum(np.maximum(box[0] - anchors[:, 0], anchors[:, 0] - box[2]), 0)
    down = np.maximum(np.maximum(box[1] - anchors[:, 1], anchors[:, 1] - box[3]), 0)
    away = np.hypot(across, down)
    own = (anchors[:, 0] == label.x) & (anchors[:, 1] == label.y)
    return bool(own.all() or away[own].min() + 6 < away[~own].min())


def _covered(obstacles: np.ndarray, width: float, height: float) -> np.ndarray:
    """Return a summed-area table (Crow 1984) of the cells of the map that obstacles cover."""
    columns, rows = int(width // _CELL) + 1, int(height // _CELL) + 1
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


def _count(table: np.ndarray, box: Box) -> int:
    """Return how many covered cells a box inside the map touches."""
    left, top, right, bottom = (int(edge // _CELL) for edge in box)
    return int(table[bottom + 1, right + 1] - table[top, right + 1] - table[bottom + 1, left] + table[top, left])
