"""Put the places of a file into clusters: each by itself, those at one point together, or those that crowd."""

from dataclasses import dataclass

import numpy as np

from dashboard.charts.map.projection import miller
from dashboard.selection import wrap_longitude

_CELL = 30.0  # px, of a cell's side, within a fifth
_STEPS = 2  # sizes of cells from one zoom to its double
_MIN_DISTANCE = 0.9  # of a cell's side: clusters whose largest places are closer become one
_MAX_SIDE = 2.6  # of a cell's side: unless they are then wider or higher than this
_COVERED = 0.72  # of a cell's side: the largest disc reaches so far and hides what is there, so that must become one
_BOX_MARGIN = 0.0003  # degrees: a box around one cluster keeps at least so far off the places of others
_POLE = 140  # degrees of the equator from it to either end of the map


@dataclass(frozen=True, eq=False)
class Clusters:
    """Which cluster each place is in. Clusters follow one another in `places`, the largest place of each first."""

    of_place: np.ndarray  # (n places of the file,) the cluster, or -1
    places: np.ndarray  # (n places in clusters,) their numbers
    starts: np.ndarray  # (n clusters,) where each begins in `places`

    def __len__(self) -> int:
        """Return how many clusters there are."""
        return len(self.starts)

    @property
    def largest(self) -> np.ndarray:
        """The number of the largest place of each cluster."""
        return np.asarray(self.places[self.starts])

    @property
    def sizes(self) -> np.ndarray:
        """How many places each cluster has."""
        return np.diff(np.append(self.starts, len(self.places)))

    def members(self, cluster: int, limit: int) -> list[int]:
        """Return the numbers of the largest places of a cluster."""
        return [int(place) for place in self.places[self.starts[cluster] :][: min(limit, self.sizes[cluster])]]

    def sums(self, of_place: np.ndarray) -> np.ndarray:
        """Return for each cluster the sum of a number that each place of the file has."""
        return self._reduce(np.add, of_place)

    def boxes(self, lon: np.ndarray, lat: np.ndarray) -> np.ndarray:
        """Return west, south, east and north of each cluster's places: shape (n clusters, 4).

        West is never greater than east; they may lie beyond 180 degrees.
        """
        centre = np.repeat(lon[self.largest], self.sizes)
        unwrapped = np.empty(len(lon))
        unwrapped[self.places] = centre + wrap_longitude(lon[self.places] - centre)
        return np.column_stack(
            [
                self._reduce(np.minimum, unwrapped),
                self._reduce(np.minimum, lat),
                self._reduce(np.maximum, unwrapped),
                self._reduce(np.maximum, lat),
            ]
        )

    def extents(self, points: np.ndarray) -> np.ndarray:
        """Return width and height of each cluster, of a point for each place of the file: shape (n clusters, 2)."""
        return np.column_stack([self._reduce(np.maximum, of) - self._reduce(np.minimum, of) for of in points.T])

    def _reduce(self, function: np.ufunc, of_place: np.ndarray) -> np.ndarray:
        return np.asarray(function.reduceat(of_place[self.places], self.starts) if len(self) else of_place[:0])


def group(keys: np.ndarray, weight: np.ndarray) -> Clusters:
    """Put places of the same key together; those without a weight are in no cluster."""
    places = np.flatnonzero(weight)
    places = places[np.lexsort((-weight[places], keys[places]))]
    ordered = keys[places]
    is_first = np.append(True, ordered[1:] != ordered[:-1])[: len(ordered)]
    of_place = np.full(len(keys), -1)
    of_place[places] = np.cumsum(is_first) - 1
    return Clusters(of_place, places, np.flatnonzero(is_first))


def singletons(weight: np.ndarray) -> Clusters:
    """Put each place that has a weight into a cluster of its own."""
    return group(np.arange(len(weight)), weight)


def merge_coincident(lon: np.ndarray, lat: np.ndarray, weight: np.ndarray) -> Clusters:
    """Put places together that are at one point."""
    return group(np.unique(lon + 1j * lat, return_inverse=True)[1], weight)


@dataclass(frozen=True)
class Grid:
    """The cells by which places are clustered at a scale. They cover the world, whatever part of it is seen.

    The cell size changes in steps, so panning and a little zooming leave the clusters as they are.
    """

    step: int
    centre: float  # longitude of the projection; the map is cut 180 degrees from it, and no cell lies on both its ends

    @property
    def side(self) -> float:
        """Width and height of a cell, in degrees of the equator."""
        return float(_CELL / 2 ** (self.step / _STEPS))

    def coarser(self, steps: int) -> "Grid":
        """Return the grid whose cells are so many steps larger."""
        return Grid(self.step - steps, self.centre)


def grid_at(scale: float, centre: float) -> Grid:
    """Return the grid for a scale in pixels a degree of the equator."""
    return Grid(round(_STEPS * float(np.log2(scale))), centre)


def cluster(lon: np.ndarray, lat: np.ndarray, weight: np.ndarray, grid: Grid) -> Clusters:
    """Put places together that lie close to each other on a grid.

    Places in one cell form a cluster. Clusters whose largest places are too close merge, with any places between them,
    until no disc can hide another. The bounding box of a cluster holds no place of another, unless the two nearly
    coincide.
    """
    places = _place_on_grid(lon, lat, weight, grid)
    found = group(places.cells, weight)
    for max_distance, max_side in ((_MIN_DISTANCE, _MAX_SIDE), (_COVERED, np.inf)):
        while len(merged := _merge(found, places, max_distance, max_side)) < len(found):
            found = merged
    return found


@dataclass(frozen=True, eq=False)
class _GridPlaces:
    """The places of a file on a grid, whose west end is where the map is cut: none lies beyond 180 degrees."""

    lon: np.ndarray  # (n places,) degrees east of the grid's west end
    lat: np.ndarray  # (n places,) degrees
    weight: np.ndarray  # (n places,)
    points: np.ndarray  # (n places, 2) on the map, in cells from its south-west corner
    cells: np.ndarray  # (n places,) number of the cell
    rows: int  # how far apart the numbers of cells beside each other are
    eastwards: np.ndarray  # the places that have a weight, from west to east


def _place_on_grid(lon: np.ndarray, lat: np.ndarray, weight: np.ndarray, grid: Grid) -> _GridPlaces:
    east = wrap_longitude(lon - grid.centre) + 180
    points = np.column_stack([east, np.clip(miller(lat), -_POLE, _POLE) + _POLE]) / grid.side
    rows = int(2 * _POLE // grid.side) + 3
    column, row = np.floor(points).T + 1
    weighty = np.flatnonzero(weight)
    eastwards = weighty[np.argsort(east[weighty], kind="stable")]
    return _GridPlaces(east, lat, weight, points, (column * rows + row).astype("int64"), rows, eastwards)


def _merge(before: Clusters, places: _GridPlaces, max_distance: float, max_side: float) -> Clusters:
    """Merge clusters once with the largest cluster beside them, as far as those that result are not too large.

    Distance and side are in cells.
    """
    if not len(before):
        return before
    keys = _join_neighbours(before, places, max_distance)[before.of_place]
    merged = group(keys, places.weight)
    while between := _find_places_between(before, merged, places):
        for clusters in between:
            keys[np.isin(merged.of_place, clusters)] = keys[merged.largest[clusters[0]]]
        merged = group(keys, places.weight)
    is_too_large = np.append((merged.extents(places.points) > max_side).any(axis=1), False)
    is_undone = is_too_large[merged.of_place]  # the last is for places in no cluster
    return group(np.where(is_undone, before.of_place, keys), places.weight)


def _join_neighbours(clusters: Clusters, places: _GridPlaces, max_distance: float) -> np.ndarray:
    """Return for each cluster its number, or that of the largest cluster beside it, if this is larger and too close."""
    number = np.arange(len(clusters))
    best = number.copy()
    cells, points, weight = (
        places.cells[clusters.largest],
        places.points[clusters.largest],
        clusters.sums(places.weight),
    )
    order = np.argsort(cells)
    rows = places.rows
    for beside in (-rows - 1, -rows, -rows + 1, -1, 1, rows - 1, rows, rows + 1):
        found = np.searchsorted(cells, cells + beside, sorter=order)
        other = order[np.minimum(found, len(cells) - 1)]
        is_close = (cells[other] == cells + beside) & (np.hypot(*(points[other] - points).T) < max_distance)
        is_larger = (weight[other] > weight[best]) | ((weight[other] == weight[best]) & (other < best))
        best = np.where(is_close & is_larger, other, best)
    return np.where(best[best] == best, best, number)


def _find_places_between(before: Clusters, merged: Clusters, places: _GridPlaces) -> list[np.ndarray]:
    """Return for each merged cluster whose box holds places of others the numbers of all these clusters."""
    grown = np.flatnonzero(merged.sizes > before.sizes[before.of_place[merged.largest]])
    boxes = merged.boxes(places.lon, places.lat)[grown] + np.array([-1, -1, 1, 1]) * _BOX_MARGIN
    lon = places.lon[places.eastwards]
    found = []
    for (_, south, _, north), start, end in zip(
        boxes, np.searchsorted(lon, boxes[:, 0]), np.searchsorted(lon, boxes[:, 2], "right"), strict=True
    ):
        near = places.eastwards[start:end]
        inside = near[(places.lat[near] >= south) & (places.lat[near] <= north)]
        found.append(np.unique(merged.of_place[inside]))
    return [clusters for clusters in found if len(clusters) > 1]
