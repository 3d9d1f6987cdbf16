"""The map's projection: Miller's, great circles on it, and the box that a view fits."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

_MIN_SPAN = 24.0  # degrees of longitude: what a map of a single place shows around it
_MARGIN = 0.12  # of the view's height, above and below
_LABEL_ROOM = 165  # px on either side, as far as a narrow map can spare it


@lru_cache(maxsize=4096)
def great_circle(
    start: tuple[float, float], end: tuple[float, float], steps: int = 60
) -> tuple[tuple[float, float], ...]:
    """Return points along the shortest way on the sphere, as longitude and latitude in degrees."""

    def vector(longitude: float, latitude: float) -> np.ndarray:
        lon, lat = np.radians([longitude, latitude])
        return np.array([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])

    a, b = vector(*start), vector(*end)
    angle = np.arccos(np.clip(a @ b, -1, 1))
    if np.isclose(np.sin(angle), 0):
        return start, end
    t = np.linspace(0, 1, steps)[:, None]
    x, y, z = ((np.sin((1 - t) * angle) * a + np.sin(t * angle) * b) / np.sin(angle)).T
    lon, lat = np.degrees(np.arctan2(y, x)).round(3), np.degrees(np.arcsin(np.clip(z, -1, 1))).round(3)
    return tuple(zip(lon.tolist(), lat.tolist(), strict=True))


@dataclass(frozen=True)
class Box:
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


def box_around(points: Iterable[tuple[float, float]], size: tuple[float, float]) -> Box:
    """Return the box around points, with a margin, in the proportions of `size` (pixels) as far as the world allows."""
    lon, lat = np.array(list(points)).T
    west, span = _narrowest(lon)
    y = miller(lat)
    side = min(max(_LABEL_ROOM / size[0], _MARGIN), 0.16)
    wide = max(span, _MIN_SPAN) / (1 - 2 * side)
    high = max(float(np.ptp(y)), _MIN_SPAN / 3) / (1 - 2 * _MARGIN)
    wide, high = min(max(wide, high * size[0] / size[1]), 360.0), max(high, min(wide, 360.0) * size[1] / size[0])
    # The poles are left out, unless there is something to show.
    south, north = min(_SOUTH, float(y.min()) - 4), max(_NORTH, float(y.max()) + 4)
    high = min(high, north - south)
    middle = min(max(float(y.max() + y.min()) / 2, south + high / 2), north - high / 2)
    return Box((west + span / 2 + 180) % 360 - 180, middle, wide, high)


def fit(box: Box, size: tuple[float, float]) -> float:
    """Return the scale at which a box fits a map of `size`, in pixels a degree of the equator."""
    return min(size[0] / box.width, size[1] / box.height)


_SOUTH, _NORTH = float(miller(-66)), float(miller(84))


def _narrowest(lon: np.ndarray) -> tuple[float, float]:
    """Return west end and width, in degrees, of the narrowest band of longitudes that holds all; it may pass 180°."""
    ordered = np.unique(lon % 360)
    gaps = np.diff(np.append(ordered, ordered[0] + 360))
    widest = int(np.argmax(gaps))
    return float(ordered[(widest + 1) % len(ordered)]), float(360 - gaps[widest])
