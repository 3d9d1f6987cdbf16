"""Miller's projection of the world, and what a map shows of it: in degrees, on the projected plane and in pixels."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from dashboard.selection import Box, wrap_longitude

MIN_SPAN = 24.0  # degrees of longitude: what a map of a single place shows around it
MIN_SPAN_OF_BOX = 2.0  # degrees of longitude: what a map of a chosen box shows at least
_MAX_SCALE = 180.0  # px a degree: how far a map can be zoomed in; a small country fills it
_MIN_ASPECT = 1 / 3  # of these spans: the height that is shown at least
_MARGIN = 0.12  # of the map's height, above and below
_MAX_SIDE_MARGIN = 0.16  # of the map's width
_LABEL_WIDTH = 165  # px on either side, as far as a narrow map can spare it
_POLE_ROOM = 28  # px, from the outermost point to the edge of the map: half of the largest mark with its ring
_MAX_MARK_ROOM = 0.25  # of the map's height


def miller(latitude: Any) -> Any:
    """Project degrees of latitude (Miller 1942) to degrees of the equator."""
    return np.degrees(1.25 * np.log(np.tan(np.pi / 4 + 0.4 * np.radians(latitude))))


def latitude_of(y: Any) -> Any:
    """Return the latitude that is projected to y: the inverse of `miller`."""
    return np.degrees(2.5 * (np.arctan(np.exp(0.8 * np.radians(y))) - np.pi / 4))


_SOUTH_POLE, _NORTH_POLE = float(miller(-90)), float(miller(90))
_SOUTH_EDGE, _NORTH_EDGE = float(miller(-66)), float(miller(84))
"""The poles are left out, unless there is something to show."""


@dataclass(frozen=True)
class Bounds:
    """The narrowest part of the world that holds some points, in degrees; it may cross the antimeridian."""

    west: float
    width: float
    south: float
    north: float


def bounds_of(lon: np.ndarray, lat: np.ndarray) -> Bounds:
    """Return the bounds of points: all longitudes but the widest gap between them."""
    ordered = np.unique(lon % 360)
    gaps = np.diff(np.append(ordered, ordered[0] + 360))
    widest = int(np.argmax(gaps))
    west = float(ordered[(widest + 1) % len(ordered)])
    return Bounds(west, float(360 - gaps[widest]), float(lat.min()), float(lat.max()))


def bounds_of_box(box: Box) -> Bounds:
    """Return the bounds of a box."""
    width = box.east - box.west
    return Bounds(box.west, width if width >= 0 else width + 360, box.south, box.north)


@dataclass(frozen=True)
class ProjectedExtent:
    """A rectangle on the projected plane: its centre and size in degrees of the equator."""

    longitude: float
    y: float
    width: float
    height: float

    @property
    def longitude_range(self) -> list[float]:
        """West and east; one of them may lie beyond 180 degrees."""
        return [self.longitude - self.width / 2, self.longitude + self.width / 2]

    @property
    def latitude_range(self) -> list[float]:
        """The range of latitudes to ask plotly for.

        plotly.js fits a range by great circles, each a quarter of its width, and these bulge beyond the parallel.
        """
        ends = np.radians([latitude_of(self.y - self.height / 2), latitude_of(self.y + self.height / 2)])
        bulging = np.arctan(np.tan(ends) * np.cos(np.radians(self.width / 8)))
        south, north = np.degrees(np.where(ends * [-1, 1] > 0, bulging, ends))
        return [float(south), float(north)]

    def between_poles(self) -> "ProjectedExtent":
        """Return the part of the extent that is on the globe."""
        south, north = max(self.y - self.height / 2, _SOUTH_POLE), min(self.y + self.height / 2, _NORTH_POLE)
        return replace(self, y=(south + north) / 2, height=north - south)

    def scale(self, size: tuple[float, float]) -> float:
        """Return the pixels a degree of the equator at which the extent just fits a map of this size in pixels."""
        return min(size[0] / self.width, size[1] / self.height)


def extent_around(
    bounds: Bounds, size: tuple[float, float], min_span: float = MIN_SPAN, mark_room: float = 0
) -> ProjectedExtent:
    """Return bounds with a margin, in the proportions of a map's size in pixels as far as the world allows.

    The extent is at least `min_span` degrees wide, and has `mark_room` pixels above and below the outermost points.
    """
    bottom, top = float(miller(bounds.south)), float(miller(bounds.north))
    side_margin = min(max(_LABEL_WIDTH / size[0], _MARGIN), _MAX_SIDE_MARGIN)
    width = max(bounds.width, min_span) / (1 - 2 * side_margin)
    margin = max(_MARGIN, min(mark_room / size[1], _MAX_MARK_ROOM))
    height = max(top - bottom, min_span * _MIN_ASPECT) / (1 - 2 * margin)
    width, height = (
        min(max(width, height * size[0] / size[1]), 360.0),
        max(height, min(width, 360.0) * size[1] / size[0]),
    )
    room = _POLE_ROOM * max(width / size[0], height / size[1])  # degrees of the equator
    south, north = min(_SOUTH_EDGE, bottom - room), max(_NORTH_EDGE, top + room)
    height = min(height, north - south)
    y = min(max((top + bottom) / 2, south + height / 2), north - height / 2)
    return ProjectedExtent(wrap_longitude(bounds.west + bounds.width / 2), y, width, height)


@dataclass(frozen=True)
class Zoom:
    """The part of the map that a reader has zoomed to: plotly's scale, and the centre in degrees."""

    scale: float
    longitude: float
    latitude: float


@dataclass(frozen=True)
class Canvas:
    """The space of a map in its figure, in pixels, and the extent that fills it at plotly's scale 1."""

    width: float
    height: float
    extent: ProjectedExtent

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in pixels."""
        return self.width, self.height

    @property
    def scale(self) -> float:
        """Pixels a degree of the equator at plotly's scale 1."""
        return self.extent.scale(self.size)

    @property
    def max_scale(self) -> float:
        """Pixels a degree of the equator at the largest zoom."""
        return max(_MAX_SCALE, self.scale)

    @property
    def drawn_size(self) -> tuple[float, float]:
        """Width and height in pixels of what plotly draws in the middle: less where the world has no more to show."""
        return min(self.width, self.extent.width * self.scale), min(self.height, self.extent.height * self.scale)


@dataclass(frozen=True)
class Viewport:
    """The part of the map that is seen: its centre, in degrees of the equator, and its scale in pixels a degree."""

    longitude: float
    y: float
    scale: float
    canvas: Canvas
    is_whole: bool = False  # all that there is to show lies in it

    @property
    def latitude(self) -> float:
        """The latitude of the centre."""
        return float(latitude_of(self.y))

    def pixels(self, lon: np.ndarray, lat: np.ndarray) -> np.ndarray:
        """Return where points are drawn, in pixels from the left and the top of what is drawn: shape (n, 2)."""
        width, height = self.canvas.drawn_size
        east = wrap_longitude(lon - self.longitude)
        return np.column_stack([width / 2 + east * self.scale, height / 2 - (miller(lat) - self.y) * self.scale])

    def degrees(self, x: np.ndarray, y: np.ndarray) -> np.ndarray:
        """Return longitude and latitude of pixels: the inverse of `pixels`."""
        width, height = self.canvas.drawn_size
        lon = wrap_longitude(self.longitude + (x - width / 2) / self.scale)
        return np.column_stack([lon, latitude_of(self.y + (height / 2 - y) / self.scale)])

    def holds(self, lon: np.ndarray, lat: np.ndarray, margin: float = 0) -> np.ndarray:
        """Return which points are seen, or are off by no more than this share of what is drawn."""
        size = np.array(self.canvas.drawn_size)
        from_centre = np.abs(self.pixels(lon, lat) - size / 2)
        return np.asarray((from_centre <= (0.5 + margin) * size).all(axis=1))
