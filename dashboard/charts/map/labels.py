"""The labels of a map: those that have room beside their marks, as a trace."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from dashboard.charts.map.basemap import COARSE, are_on_land
from dashboard.charts.map.label_placement import (
    Label,
    LabelObstacles,
    PixelRectangle,
    Priority,
    have_free_room,
    label_rectangle,
    place_labels,
)
from dashboard.charts.map.label_texts import TEXT_SIZE, LabelVariants, Line
from dashboard.charts.map.projection import Viewport
from dashboard.charts.text_metrics import text_width
from dashboard.charts.theme import INK, LAND_HALO, MUTED, PAPER_HALO

LINE_HEIGHT = 16  # px
_GAP = 3  # px, added to the diameter of all that is drawn at a mark
_ROUTE_RADIUS = 4  # px, that labels keep off a route
_EDGE = 3  # px between a mark and the edge of the map
_SHIFTS = (0.25, 0.5, 0.75, 1.0)  # of the way on which all marks stay inside
_POINT_DISTANCE = 6  # px; the points along a route stand so close together that no label slips through
_MAX_POINTS = 1000  # of one step of a route
_ACROSS = np.array([0.1, 0.5, 0.9])  # shares of the width of a label, where it is asked what is below it


@dataclass(frozen=True)
class LabelCandidate:
    """A mark that may have a label."""

    point: tuple[float, float]  # longitude and latitude
    radius: float  # px, of all that is drawn there
    variants: LabelVariants  # none for a mark that wants no label
    is_dimmed: bool
    ids: list[str] | None  # of the events at the mark, if they are sent
    priority: Priority = Priority.NONE
    has_spare: bool = False  # whether the last variant is for where the others would cover a mark


@dataclass(frozen=True, eq=False)
class MapLabels:
    """The labels that have room, and what further texts have to stand clear of."""

    shown: Sequence[tuple[LabelCandidate, list[Line], str]]  # with the lines shown, and their position
    rectangles: Sequence[PixelRectangle]
    around: LabelObstacles
    viewport: Viewport

    @property
    def texts(self) -> list[str]:
        """The lines of all labels."""
        return [line.plain for _, lines, _ in self.shown for line in lines]

    @property
    def has_mark_in_view(self) -> bool:
        """Whether any mark is seen."""
        at = self.around.marks[:, :2]
        return bool(((at >= 0) & (at <= (self.around.width, self.around.height))).all(axis=1).any())

    def trace(self, resolution: int = COARSE) -> dict[str, Any]:
        """Return the labels, each beside an invisible marker as large as all that is drawn at its mark.

        A halo in the colour of the land, at this resolution, or of the water keeps them legible over routes and marks.
        """
        return {
            "type": "scattergeo",
            "mode": "markers+text",
            "name": "Labels",
            "lon": [it.point[0] for it, *_ in self.shown],
            "lat": [it.point[1] for it, *_ in self.shown],
            "text": ["<br>".join(line.markup for line in lines) for _, lines, _ in self.shown],
            "textposition": [position for *_, position in self.shown],
            "textfont": {
                "size": TEXT_SIZE,
                "color": [MUTED if it.is_dimmed else INK for it, *_ in self.shown],
                "shadow": np.where(self._are_on_land(resolution), LAND_HALO, PAPER_HALO).tolist(),
            },
            "marker": {"size": [round(2 * it.radius + _GAP, 1) for it, *_ in self.shown], "opacity": 0},
            "customdata": [it.ids for it, *_ in self.shown],
            "hoverinfo": "skip",
            "showlegend": False,
        }

    def _are_on_land(self, resolution: int) -> np.ndarray:
        """Whether most of what is below each label is land."""
        left, top, right, bottom = np.array(self.rectangles).reshape(-1, 4).T[..., None]
        x, y = np.broadcast_arrays(left + _ACROSS * (right - left), (top + bottom) / 2)
        lon, lat = self.viewport.degrees(x.ravel(), y.ravel()).T
        return np.asarray(are_on_land(lon, lat, resolution).reshape(x.shape).mean(axis=1) > 1 / 2)


def place_map_labels(
    candidates: Sequence[LabelCandidate], paths: Sequence[np.ndarray], viewport: Viewport
) -> MapLabels:
    """Place the labels of marks. Those that come first are served first.

    `paths` are the routes that labels should not cover, as longitude and latitude.
    """
    around = _obstacles(candidates, paths, viewport)
    asking = [n for n, it in enumerate(candidates) if it.variants]
    variants = [_labels(candidates[n], around.marks[n]) for n in asking]
    shown, rectangles = [], []
    for n, labels, found in zip(asking, variants, place_labels(variants, around), strict=True):
        if found:
            variant, position = found
            shown.append((candidates[n], candidates[n].variants[variant], position))
            rectangles.append(label_rectangle(labels[variant], position))
    return MapLabels(shown, rectangles, around, viewport)


def viewport_with_room(
    candidates: Sequence[LabelCandidate], paths: Sequence[np.ndarray], viewport: Viewport
) -> Viewport:
    """Return a viewport moved sideways, with all marks still inside, if that gives labels room that have a priority."""
    around = _obstacles(candidates, paths, viewport)
    x, _, radius = around.marks.T
    left, right = (x - radius).min() - _EDGE, (around.width - x - radius).min() - _EDGE
    steps = [0.0, *(-share * max(0, left) for share in _SHIFTS), *(share * max(0, right) for share in _SHIFTS)]
    wanted = [n for n, it in enumerate(candidates) if it.priority > Priority.NONE]
    for step in steps:
        moved = replace(viewport, longitude=viewport.longitude - step / viewport.scale)
        around = _obstacles(candidates, paths, moved)
        if have_free_room([_labels(candidates[n], around.marks[n])[-1] for n in wanted], around):
            return moved
    return viewport


def _obstacles(candidates: Sequence[LabelCandidate], paths: Sequence[np.ndarray], viewport: Viewport) -> LabelObstacles:
    """Return what labels have to stand clear of; the marks are those of the candidates, in their order."""
    lon, lat = np.array([it.point for it in candidates]).reshape(-1, 2).T
    marks = np.column_stack([viewport.pixels(lon, lat), [it.radius for it in candidates]])
    return LabelObstacles(*viewport.canvas.drawn_size, marks, route_points(paths, viewport))


def _labels(candidate: LabelCandidate, mark: np.ndarray) -> list[Label]:
    x, y, radius = mark.tolist()
    widths = [max(text_width(line.plain, TEXT_SIZE) for line in lines) for lines in candidate.variants]
    last = len(widths) - 1
    return [
        Label(x, y, radius, width, LINE_HEIGHT * len(lines), candidate.priority, candidate.has_spare and n == last)
        for n, (lines, width) in enumerate(zip(candidate.variants, widths, strict=True))
    ]


def route_points(paths: Sequence[np.ndarray], viewport: Viewport) -> np.ndarray:
    """Return points with a radius along all routes, in pixels: shape (n, 3)."""
    return np.concatenate([np.empty((0, 3)), *(_points_along(viewport.pixels(*path.T), viewport) for path in paths)])


def _points_along(path: np.ndarray, viewport: Viewport) -> np.ndarray:
    """Return points with a radius along a path in pixels, where it is near what is drawn: shape (n, 3)."""
    near, far = np.array([-_ROUTE_RADIUS] * 2), np.array(viewport.canvas.drawn_size) + _ROUTE_RADIUS
    low, high = np.minimum(path[:-1], path[1:]), np.maximum(path[:-1], path[1:])
    is_seen = ((high > near) & (low < far)).all(axis=1)
    is_seen &= high[:, 0] - low[:, 0] < 180 * viewport.scale  # else the step leads around the back of the map
    start, step = path[:-1][is_seen], (path[1:] - path[:-1])[is_seen]
    number = np.ceil(np.hypot(*step.T) / _POINT_DISTANCE).clip(1, _MAX_POINTS).astype("int64")
    t = (np.arange(number.sum()) - np.repeat(np.cumsum(number) - number, number)) / np.repeat(number, number)
    points = np.repeat(start, number, axis=0) + t[:, None] * np.repeat(step, number, axis=0)
    points = points[((points > near) & (points < far)).all(axis=1)]
    return np.column_stack([points, np.full(len(points), _ROUTE_RADIUS)])
