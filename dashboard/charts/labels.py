"""Find room for the labels of a map: none over a marker, an arc, another label or the edge."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

POSITIONS = (
    "middle right", "middle left", "top center", "bottom center",
    "top right", "bottom right", "top left", "bottom left",
)  # fmt: skip
"""Where plotly may put a text beside its marker, in the order of preference."""


@dataclass(frozen=True)
class Label:
    """A label that wants a place: its anchor and marker radius, and the size of its text, all in pixels."""

    x: float
    y: float
    radius: float
    width: float
    height: float


def place(
    wanted: Sequence[Sequence[Label]], obstacles: np.ndarray, width: float, height: float
) -> list[tuple[int, str] | None]:
    """Return for each place which of its labels has room, and its position; none where no label has.

    Each place offers its labels from the fullest to the shortest; who comes first is served first. `obstacles` has the
    shape (n, 3): x, y and radius of what no label may cover. All is in pixels, `width` and `height` those of the map.
    """
    anchors = np.array([[label.x, label.y] for label, *_ in wanted])
    taken: list[tuple[float, float, float, float]] = []
    placed: list[tuple[int, str] | None] = []
    for offered in wanted:
        free = (
            (n, position, box)
            for n, label in enumerate(offered)
            for position in POSITIONS
            if _inside(box := _box(label, position), width, height)
            and not any(_overlap(box, other) for other in taken)
            and not _covers(box, obstacles)
            and _is_nearest(label, box, anchors)
        )
        found = next(free, None)
        placed.append(found and found[:2])
        if found:
            taken.append(found[2])
    return placed


def _box(label: Label, position: str) -> tuple[float, float, float, float]:
    """Return left, top, right and bottom of a label at a position; plotly keeps text off by 1.25 radii."""
    vertical, horizontal = position.split()
    away = 1.25 * label.radius + 2
    x = label.x + {"left": -away - label.width, "center": -label.width / 2, "right": away}[horizontal]
    y = label.y + {"top": -away - label.height, "middle": -label.height / 2, "bottom": away}[vertical]
    return x, y, x + label.width, y + label.height


def _is_nearest(label: Label, box: tuple[float, float, float, float], anchors: np.ndarray) -> bool:
    """Return whether a label stands nearer to its own marker than to any other, so that nobody takes it for theirs."""
    away = _distance(box, anchors[:, 0], anchors[:, 1])
    own = (anchors[:, 0] == label.x) & (anchors[:, 1] == label.y)
    return bool(own.all() or away[own].min() + 6 < away[~own].min())


def _inside(box: tuple[float, float, float, float], width: float, height: float) -> bool:
    return box[0] >= 2 and box[1] >= 2 and box[2] <= width - 2 and box[3] <= height - 2


def _overlap(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> bool:
    return a[0] < b[2] + 4 and b[0] < a[2] + 4 and a[1] < b[3] + 2 and b[1] < a[3] + 2


def _covers(box: tuple[float, float, float, float], obstacles: np.ndarray) -> bool:
    x, y, radius = obstacles.T
    return bool((_distance(box, x, y) < radius).any())


def _distance(box: tuple[float, float, float, float], x: np.ndarray, y: np.ndarray) -> np.ndarray:
    across = np.maximum(np.maximum(box[0] - x, x - box[2]), 0)
    down = np.maximum(np.maximum(box[1] - y, y - box[3]), 0)
    return np.hypot(across, down)
