"""The map's projection: Miller's, great circles on it, and the box that a view fits."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from dashboard.selection import Box

_MIN_SPAN = 24.0  # degrees of longitude: what a map of a single place shows around it
_LEAST_AREA = 2.0  # degrees of longitude: what a map of a chosen area shows at least
_MARGIN = 0.12  # of the view's height, above and below
_LABEL_ROOM = 165  # px on either side, as far as a narrow map can spare it


def great_circles(starts: np.ndarray, ends: np.ndarray, steps: int = 60) -> np.ndarray:
    """Return points along the shortest ways on the sphere, given and returned as longitude and latitude in degrees.

    `starts` and `ends` have the shape (n, 2), the points (n, steps, 2). A way between points that are the same or
    opposite has no direction: all its points are its start, but for the last, which is its end.
    """
    a, b = _vectors(starts), _vectors(ends)
    angle = np.arccos(np.clip((a * b).sum(axis=1), -1, 1))[:, None, None]
    still = np.isclose(np.sin(angle), 0)
    t = np.linspace(0, 1, steps)[None, :, None]
    on = np.sin((1 - t) * angle) * a[:, None] + np.sin(t * angle) * b[:, None]
    x, y, z = np.moveaxis(on / np.where(still, 1, np.sin(angle)), 2, 0)
    points = np.degrees(np.stack([np.arctan2(y, x), np.arcsin(np.clip(z, -1, 1))], axis=2)).round(3)
    return np.asarray(np.where(still, np.where(t < 1, starts[:, None], ends[:, None]), points))


def great_circle(start: tuple[float, float], end: tuple[float, float], steps: int = 61) -> list[tuple[float, float]]:
    """Return points along the shortest way on the sphere, as longitude and latitude in degrees."""
    points = great_circles(np.array([start], dtype=float), np.array([end], dtype=float), steps)[0].tolist()
    whole = [(longitude, latitude) for longitude, latitude in points]
    return [start, end] if whole[0] == whole[1] else whole


def _vectors(points: np.ndarray) -> np.ndarray:
    lon, lat = np.radians(points).T
    return np.column_stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])


@dataclass(frozen=True)
class ProjectedBox:
    """A stretch of the map in Miller's projection: centre and size in degrees of the equator."""

    longitude: float
    y: float
    width: float
    height: float

    @property
    def latitude(self) -> float:
        """Return the latitude of the centre."""
        return float(latitude_of(self.y))

    def latitudes(self) -> list[float]:
        """Return the range of latitudes to ask plotly for.

        plotly.js fits a range by great circles, each a quarter of its width, and these bulge beyond the parallel.
        """
        ends = np.radians([latitude_of(self.y - self.height / 2), latitude_of(self.y + self.height / 2)])
        bulging = np.arctan(np.tan(ends) * np.cos(np.radians(self.width / 8)))
        south, north = np.degrees(np.where(ends * [-1, 1] > 0, bulging, ends))
        return [float(south), float(north)]


def miller(latitude: Any) -> Any:
    """Project degrees of latitude (Miller 1942), into degrees of the equator."""
    return np.degrees(1.25 * np.log(np.tan(np.pi / 4 + 0.4 * np.radians(latitude))))


def latitude_of(y: Any) -> Any:
    """Return the latitude that is projected to y, the reverse of `miller`."""
    return np.degrees(2.5 * (np.arctan(np.exp(0.8 * np.radians(y))) - np.pi / 4))


@dataclass(frozen=True)
class Zoom:
    """The part of the map that a reader looks at: plotly's scale, and the centre in degrees."""

    scale: float
    longitude: float
    latitude: float


@dataclass(frozen=True)
class Window:
    """What is seen of the map: its centre, its scale in pixels a degree of the equator, and its size in pixels.

    `frame` is the size of what is drawn in the middle of it, which is smaller where the world has no more to show.
    `whole` says that everything there is to show lies in it. The map is cut 180 degrees from `middle`.
    """

    longitude: float
    y: float
    scale: float
    size: tuple[float, float]
    frame: tuple[float, float]
    middle: float
    whole: bool = False

    def pixels(self, lon: np.ndarray, lat: np.ndarray) -> np.ndarray:
        """Return where points are drawn: pixels from the left and from the top."""
        east = (lon - self.longitude + 180) % 360 - 180
        return np.column_stack(
            [self.size[0] / 2 + east * self.scale, self.size[1] / 2 - (miller(lat) - self.y) * self.scale]
        )

    def holds(self, lon: np.ndarray, lat: np.ndarray, margin: float = 0) -> np.ndarray:
        """Return which points lie in the frame, or off it by no more than a share of its size."""
        off = np.abs(self.pixels(lon, lat) - np.array(self.size) / 2)
        return np.asarray((off <= (0.5 + margin) * np.array(self.frame)).all(axis=1))


@dataclass(frozen=True)
class Reach:
    """How far points reach: the west end and the width of the narrowest band that holds them, south and north."""

    west: float
    width: float
    south: float
    north: float


def reach(lon: np.ndarray, lat: np.ndarray) -> Reach:
    """Return how far points reach, in degrees."""
    return Reach(*_narrowest(lon), float(lat.min()), float(lat.max()))


def box_around(points: Reach, size: tuple[float, float], least: float = _MIN_SPAN) -> ProjectedBox:
    """Return the box around points, with a margin, in the proportions of `size` (pixels) as far as the world allows.

    It is at least as many degrees wide as the `least`.
    """
    bottom, top = float(miller(points.south)), float(miller(points.north))
    side = min(max(_LABEL_ROOM / size[0], _MARGIN), 0.16)
    wide = max(points.width, least) / (1 - 2 * side)
    high = max(top - bottom, least / 3) / (1 - 2 * _MARGIN)
    wide, high = min(max(wide, high * size[0] / size[1]), 360.0), max(high, min(wide, 360.0) * size[1] / size[0])
    # The poles are left out, unless there is something to show.
    south, north = min(_SOUTH, bottom - 4), max(_NORTH, top + 4)
    high = min(high, north - south)
    middle = min(max((top + bottom) / 2, south + high / 2), north - high / 2)
    return ProjectedBox(turned(points.west + points.width / 2), middle, wide, high)


def box_of(area: Box | None, points: tuple[np.ndarray, np.ndarray], size: tuple[float, float]) -> ProjectedBox:
    """Return the box that a map is fitted to: that of an area, if one was chosen, else the one around the points."""
    return box_around(reach(*outline(area)), size, _LEAST_AREA) if area else box_around(reach(*points), size)


def outline(area: Box) -> tuple[np.ndarray, np.ndarray]:
    """Return longitudes and latitudes all over an area, close enough to each other to tell its inside from the rest."""
    west, south, east, north = area
    width = east - west if east - west >= 0 else east - west + 360
    return np.linspace(west, west + width, 19), np.array([south, north])


def turned(longitude: float) -> float:
    """Return a longitude from -180 up to 180 degrees."""
    return (longitude + 180) % 360 - 180


def fit(box: ProjectedBox, size: tuple[float, float]) -> float:
    """Return the scale at which a box fits a map of `size`, in pixels a degree of the equator."""
    return min(size[0] / box.width, size[1] / box.height)


_SOUTH, _NORTH = float(miller(-66)), float(miller(84))


def _narrowest(lon: np.ndarray) -> tuple[float, float]:
    """Return west end and width, in degrees, of the narrowest band of longitudes that holds all; it may pass 180°."""
    ordered = np.unique(lon % 360)
    gaps = np.diff(np.append(ordered, ordered[0] + 360))
    widest = int(np.argmax(gaps))
    return float(ordered[(widest + 1) % len(ordered)]), float(360 - gaps[widest])
