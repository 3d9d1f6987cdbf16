"""The land under a map: how fine its outlines are at a scale, how far it can be zoomed, and which country is where."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache

import numpy as np
from babel.core import get_global

from dashboard.charts.map.projection import Viewport, latitude_of
from dashboard.dataset.countries import country_names
from dashboard.selection import wrap_longitude
from dashboard.settings import ASSETS

COARSE, FINE = 110, 50  # millions: the scales of the outlines, 1:110 million and 1:50 million
CRUDE_SCALE = 12.0  # px a degree, from which coasts at 1:110 million look cut with scissors
MAX_SCALE_OF_FILE = 24.0  # px a degree, to which a reader can zoom where nothing finer is at hand


class Medium(Enum):
    """Where a map is shown: whether it is drawn anew for another zoom, and with what land."""

    PAGE = auto()  # drawn anew; the server has all land
    PICTURE = auto()  # has no zoom
    FILE = auto()  # can be zoomed but is not drawn anew; holds the coarse land alone


@dataclass(frozen=True)
class Land:
    """The outlines that a map shows, and how far it can be zoomed."""

    resolution: int  # `COARSE` or `FINE`
    max_scale: float  # px a degree


def land_in(viewport: Viewport, fitted: Viewport, medium: Medium) -> Land:
    """Return the land for a viewport; a map can always be zoomed as far as its fitted view."""
    if medium is Medium.FILE:
        return Land(COARSE, max(MAX_SCALE_OF_FILE, fitted.scale))
    return Land(FINE if viewport.scale >= CRUDE_SCALE else COARSE, viewport.canvas.max_scale)


@dataclass(frozen=True, eq=False)
class CountryRaster:
    """The countries that a viewport shows, in cells of some pixels."""

    codes: Sequence[str | None]  # of the outlines; none for land without a code
    outline: np.ndarray  # (rows, columns) index into `codes`, -1 for water
    cell: int  # px
    corner: np.ndarray  # px, of the first cell

    def pixels(self, cells: np.ndarray) -> np.ndarray:
        """Return rows and columns, shape (n, 2), as pixels from the left and the top."""
        return np.asarray(cells[:, ::-1] * self.cell + self.corner)


def country_raster(viewport: Viewport, cell: int, resolution: int) -> CountryRaster:
    """Return which country is at the middle of each cell of what is drawn of a viewport."""
    width, height = viewport.canvas.drawn_size
    columns, rows = int(width // cell), int(height // cell)
    step = cell / viewport.scale  # degrees
    latitudes = latitude_of(viewport.y + ((rows - 1) / 2 - np.arange(rows)) * step)
    west = wrap_longitude(viewport.longitude) - columns / 2 * step
    outlines = _outlines(resolution)
    found = np.full((rows, columns), -1)
    for n, outline in enumerate(outlines):
        for turn in (-360, 0, 360):
            edges = outline.edges_near(latitudes, west - turn, west - turn + columns * step)
            if len(edges):
                found[_cells_inside(edges, latitudes, west - turn + (np.arange(columns) + 0.5) * step)] = n
    corner = np.array([width - columns * cell, height - rows * cell]) / 2
    return CountryRaster([it.code for it in outlines], found, cell, corner)


def are_on_land(longitudes: np.ndarray, latitudes: np.ndarray, resolution: int) -> np.ndarray:
    """Whether points, in degrees, are on land: those with an odd number of edges on their left.

    The edges that two countries share count twice.
    """
    edges = _land_edges(resolution)
    order = np.argsort(latitudes)
    ends = np.searchsorted(latitudes[order], edges[:, 1::2])  # how many points are south of each end
    first, number = ends.min(axis=1), np.abs(ends[:, 1] - ends[:, 0])
    edge = np.repeat(np.arange(len(edges)), number)
    point = order[np.arange(len(edge)) + np.repeat(first - (np.cumsum(number) - number), number)]
    x0, y0, x1, y1 = edges[edge].T
    x = x0 + (latitudes[point] - y0) * (x1 - x0) / (y1 - y0)
    found = np.zeros(len(longitudes), dtype=bool)
    for turn in (-360, 0, 360):
        is_left = x <= wrap_longitude(longitudes)[point] + turn
        found |= np.bincount(point[is_left], minlength=len(found)) % 2 == 1
    return found


def _cells_inside(edges: np.ndarray, latitudes: np.ndarray, longitudes: np.ndarray) -> np.ndarray:
    """Return which cells lie inside an outline: those with an odd number of its edges on their left."""
    _, lat0, _, lat1 = edges.T[..., None]
    edge, row = np.nonzero((lat0 > latitudes) != (lat1 > latitudes))
    x0, y0, x1, y1 = edges[edge].T
    x = x0 + (latitudes[row] - y0) * (x1 - x0) / (y1 - y0)
    crossings = np.zeros((len(latitudes), len(longitudes) + 1), dtype=int)
    np.add.at(crossings, (row, np.searchsorted(longitudes, x)), 1)
    return np.asarray(crossings.cumsum(axis=1)[:, :-1] % 2 == 1)


@dataclass(frozen=True, eq=False)
class _Outline:
    """The outline of a country, with all its islands and holes."""

    code: str | None  # none for disputed land
    edges: np.ndarray  # (n, 4): longitude and latitude of both ends

    def edges_near(self, latitudes: np.ndarray, west: float, east: float) -> np.ndarray:
        """Return the edges that may cross these latitudes; none if the country is not between `west` and `east`."""
        lon, lat = self.edges[:, ::2], self.edges[:, 1::2]
        if lon.max() < west or lon.min() > east:
            return self.edges[:0]
        return np.asarray(self.edges[(lat.min(axis=1) <= latitudes[0]) & (lat.max(axis=1) > latitudes[-1])])


@cache
def _outlines(resolution: int) -> list[_Outline]:
    topology = json.loads((ASSETS / "topojson" / f"world_{resolution}m.json").read_text(encoding="utf-8"))
    scale, offset = (np.array(topology["transform"][name]) for name in ("scale", "translate"))
    lines = [np.cumsum(arc, axis=0) * scale + offset for arc in topology["arcs"]]
    aliases, names = get_global("territory_aliases"), country_names()
    outlines = []
    for shape in topology["objects"]["countries"]["geometries"]:
        code = next(iter(aliases.get(shape["id"], [])), None)
        polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
        rings = [ring for polygon in polygons for ring in polygon]
        edges = np.concatenate([_edges([lines[n] if n >= 0 else lines[~n][::-1] for n in ring]) for ring in rings])
        outlines.append(_Outline(code if code in names else None, edges))
    return outlines


@cache
def _land_edges(resolution: int) -> np.ndarray:
    return np.concatenate([it.edges for it in _outlines(resolution)])


def _edges(arcs: Sequence[np.ndarray]) -> np.ndarray:
    """Return the edges of a ring; where it crosses the antimeridian it goes on beyond 180 degrees."""
    points = np.concatenate(arcs)
    points[:, 0] = np.unwrap(points[:, 0], period=360)
    if abs(points[-1, 0] - points[0, 0]) > 180:  # it goes round the pole
        points = np.concatenate([points, [[points[-1, 0], -90], [points[0, 0], -90]], points[:1]])
    return np.column_stack([points[:-1], points[1:]])
