"""Find room for the labels of a map: none over a mark, another label or the edge, and hardly any over a route."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import product
from typing import NamedTuple

import numpy as np

POSITIONS = (
    "middle right", "middle left", "top center", "bottom center",
    "top right", "bottom right", "top left", "bottom left",
)  # fmt: skip
"""Where plotly may put a text beside its marker, in the order of preference."""

_CELL = 3  # px; obstacles are kept in cells of this size, so that a map full of them costs no more

_EDGE = 2  # px between a label and the edge of the map
_GAPS, _MIN_GAPS = (14, 3), (4, 2)  # px across and down between labels, so that two do not read as one
_NEARER = 2  # px by which a label stands nearer to the edge of its own mark than to that of any other
_OFF_LARGER = 6  # px by which a label stands off a larger mark than its own
_LARGE = 0.5  # of the radius of a label's mark: smaller marks may be covered where there is no other room
_AWAY, _RADII = 2, 1.25  # px, and radii of its mark, by which plotly keeps a text off


class PixelRectangle(NamedTuple):
    """A rectangle on the map, in pixels from its left and its top."""

    left: float
    top: float
    right: float
    bottom: float


class Priority(IntEnum):
    """How much a label matters."""

    NONE = 0  # it is left out where it has no room
    HIGH = 1  # it has its place before those of no priority
    MUST = 2  # it is shown wherever the map has room


@dataclass(frozen=True)
class Label:
    """A label that wants a place: its anchor, the radius of the mark there, and the size of its text, in pixels.

    One with a priority covers routes only where it has no room beside them, and marks much smaller than its own only
    where it has no other room; one that must be shown then covers any mark but its own.
    """

    x: float
    y: float
    radius: float
    width: float
    height: float
    priority: Priority = Priority.NONE
    is_spare: bool = False  # shown only where all other variants would cover a mark or leave the map


@dataclass(frozen=True, eq=False)
class LabelObstacles:
    """What labels have to stand clear of, in pixels."""

    width: float  # of the map
    height: float
    marks: np.ndarray  # (n, 3): x, y and radius of all marks
    routes: np.ndarray  # (n, 3): x, y and radius of points along routes


class PlacedLabel(NamedTuple):
    """Which variant of its label a mark has, and where."""

    variant: int
    position: str
    rectangle: PixelRectangle


def place_labels(variants: Sequence[Sequence[Label]], around: LabelObstacles) -> list[tuple[int, str] | None]:
    """Return for each mark which variant of its label has room, and its position; none where none has.

    The variants of a mark come from the fullest to the shortest; who comes first is served first. The shortest of
    those with a priority have their places before any other label, the closer to others the less room there is, and
    grow where nothing is covered.
    """
    room = _Room(around)
    placed: list[PlacedLabel | None] = [None] * len(variants)
    for n, labels in enumerate(variants):
        if labels[0].priority > Priority.NONE:
            placed[n] = room.find_for_priority(labels, placed)
    for n, labels in enumerate(variants):
        others = [*placed[:n], *placed[n + 1 :]]
        placed[n] = room.find([it for it in labels if not it.is_spare], others) or placed[n]
    return [found and found[:2] for found in placed]


def have_free_room(labels: Sequence[Label], around: LabelObstacles) -> bool:
    """Whether all these labels have room without covering anything."""
    room = _Room(around)
    placed: list[PlacedLabel | None] = []
    for label in labels:
        placed.append(room.find([label], placed, _MIN_GAPS))
    return None not in placed


class _Room:
    """Where labels can stand on a map, beside those that are placed already."""

    def __init__(self, around: LabelObstacles) -> None:
        self._around = around
        self._over_marks = _count_covered(around, around.marks)
        self._over_any = _count_covered(around, np.concatenate([around.marks, around.routes]))

    def find(
        self, labels: Sequence[Label], taken: Sequence[PlacedLabel | None], gaps: tuple[int, int] = _GAPS
    ) -> PlacedLabel | None:
        """Return the first variant of a label, and its first position, that covers nothing."""
        inside = self._inside(labels, taken, gaps)
        return next(self._clear(labels, inside, self._over_any, self._around.marks), None)

    def find_for_priority(self, labels: Sequence[Label], taken: Sequence[PlacedLabel | None]) -> PlacedLabel | None:
        """Return the place of the shortest variant, else of a spare one; a label that must be shown may cover marks."""
        shortest = max(n for n, label in enumerate(labels) if not label.is_spare)
        tried = list(enumerate(labels))[shortest:]
        for n, label in tried:
            found = self.find([label], taken) or self.find([label], taken, _MIN_GAPS) or self._covering(label, taken)
            if found:
                return found._replace(variant=n)
        if labels[0].priority < Priority.MUST:
            return None
        for n, label in tried:
            if least := min(self._inside([label], taken, _MIN_GAPS), key=self._covered, default=None):
                return least._replace(variant=n)
        return None

    def _covering(self, label: Label, taken: Sequence[PlacedLabel | None]) -> PlacedLabel | None:
        """Return where a label covers no more than routes, else much smaller marks."""
        marks = self._around.marks
        large = marks[marks[:, 2] >= _LARGE * label.radius]
        over_large = _count_covered(self._around, large)
        attempts = ((self._over_marks, marks), (over_large, large))
        inside = list(self._inside([label], taken, _MIN_GAPS))
        return next((it for attempt in attempts for it in self._clear([label], inside, *attempt)), None)

    def _clear(
        self, labels: Sequence[Label], inside: Iterable[PlacedLabel], covered: np.ndarray, marks: np.ndarray
    ) -> Iterator[PlacedLabel]:
        """Yield those of some places that touch no covered cell, and stand nearest to their own of some marks."""
        for it in inside:
            if not _covered_cells(covered, it.rectangle) and _is_nearest(labels[it.variant], it.rectangle, marks):
                yield it

    def _inside(
        self, labels: Sequence[Label], taken: Sequence[PlacedLabel | None], gaps: tuple[int, int]
    ) -> Iterator[PlacedLabel]:
        """Yield where variants are inside the map and keep off other labels."""
        for (n, label), position in product(enumerate(labels), POSITIONS):
            rectangle = label_rectangle(label, position)
            is_inside = _is_inside(rectangle, self._around.width, self._around.height)
            if is_inside and not any(_overlap(rectangle, other.rectangle, gaps) for other in taken if other):
                yield PlacedLabel(n, position, rectangle)

    def _covered(self, it: PlacedLabel) -> tuple[int, int]:
        return _covered_cells(self._over_marks, it.rectangle), _covered_cells(self._over_any, it.rectangle)


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
            and not any(_overlap(it, other, _MIN_GAPS) for other in taken)
        )
        placed.append(found := next(free, None))
        if found:
            taken.append(found)
    return placed


def _is_inside(it: PixelRectangle, width: float, height: float) -> bool:
    return it.left >= _EDGE and it.top >= _EDGE and it.right <= width - _EDGE and it.bottom <= height - _EDGE


def _overlap(a: PixelRectangle, b: PixelRectangle, gaps: tuple[int, int]) -> bool:
    across, down = gaps
    is_across = a.left < b.right + across and b.left < a.right + across
    return is_across and a.top < b.bottom + down and b.top < a.bottom + down


def _is_nearest(label: Label, rectangle: PixelRectangle, marks: np.ndarray) -> bool:
    """Whether a label stands nearer to its own mark than to any other, and well off larger ones.

    So nobody takes it for theirs.
    """
    left, top, right, bottom = rectangle
    x, y, radius = marks.T
    across = np.maximum(np.maximum(left - x, x - right), 0)
    down = np.maximum(np.maximum(top - y, y - bottom), 0)
    away = np.hypot(across, down) - radius
    is_own = (x == label.x) & (y == label.y)
    if is_own.all():
        return True
    is_off = (away >= np.where(radius > label.radius, _OFF_LARGER, 0)) | is_own
    return bool(is_off.all() and away[is_own].min() + _NEARER < away[~is_own].min())


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
