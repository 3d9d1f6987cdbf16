"""Put the places of a file into clusters: each by itself, those at one point together, or those that crowd."""

from dataclasses import dataclass

import numpy as np

from dashboard.charts.map.projection import miller
from dashboard.selection import wrap_longitude

_CELL = 30.0  # px, of a cell's side, within a fifth
_STEPS = 2  # sizes of cells from one zoom to its double
_MIN_DISTANCE = 0.9  # of a cell's side: clusters whose largest places are closer become one
_BOX_MARGIN = 0.0003  # degrees: a box around one cluster keeps at least so far off the places of others
_MAX_PAIRS = 500_000  # of boxes and places are compared
_MAX_SIDE = 2.6  # of a cell's side: clusters that became one are at most so wide or high
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

    Places in one cell form a cluster. Clusters whose largest places are too close merge, with any places between them.
    The bounding box of a cluster holds no place of another, unless the two nearly coincide.
    """
    x = (wrap_longitude(lon - grid.centre) + 180) / grid.side
    y = (np.clip(miller(lat), -_POLE, _POLE) + _POLE) / grid.side
    rows = int(2 * _POLE // grid.side) + 3
    cells = ((np.floor(x) + 1) * rows + np.floor(y) + 1).astype("int64")
    by_cell = group(cells, weight)
    largest = by_cell.largest
    joined = _join_neighbours(cells[largest], np.column_stack([x, y])[largest], by_cell.sums(weight), rows)
    if int((joined != cells[largest]).sum()) * len(by_cell.places) > _MAX_PAIRS:
        return by_cell  # there is no time to look what lies in so many boxes
    keys = cells.copy()
    keys[by_cell.places] = np.repeat(joined, by_cell.sizes)
    larger = group(keys, weight)
    for number, is_inside in zip(*_in_boxes(larger, by_cell, lon, lat), strict=True):
        inside = np.unique(larger.of_place[larger.places[is_inside]])
        if len(inside) > 1:
            keys[np.isin(larger.of_place, inside)] = keys[larger.largest[number]]
    larger = group(keys, weight)
    grown, is_inside = _in_boxes(larger, by_cell, lon, lat)
    west, south, east, north = larger.boxes(lon, lat)[grown].T
    is_too_large = np.maximum(east - west, miller(north) - miller(south)) > _MAX_SIDE * grid.side
    is_undone = np.zeros(len(larger) + 1, dtype=bool)  # the last is for places in no cluster
    is_undone[grown] = is_too_large | (is_inside.sum(axis=1) > larger.sizes[grown])
    return group(np.where(is_undone[larger.of_place], cells, keys), weight)


def _in_boxes(larger: Clusters, before: Clusters, lon: np.ndarray, lat: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the clusters that have grown, and which of `larger.places` lie in the box of each."""
    grown = np.flatnonzero(larger.sizes > before.sizes[before.of_place[larger.largest]])
    west, south, east, north = (edge[:, None] for edge in larger.boxes(lon, lat)[grown].T)
    x, y = lon[larger.places], lat[larger.places]
    is_across = (x - west + _BOX_MARGIN) % 360 <= east - west + 2 * _BOX_MARGIN
    return grown, is_across & (y >= south - _BOX_MARGIN) & (y <= north + _BOX_MARGIN)


def _join_neighbours(cells: np.ndarray, points: np.ndarray, weight: np.ndarray, rows: int) -> np.ndarray:
    """Return for each cell its number, or that of the largest cell beside it, if this is larger and too close.

    `cells` are in order; `rows` is how far apart the numbers of cells beside each other are.
    """
    n = np.arange(len(cells))
    best = n.copy()
    for beside in (-rows - 1, -rows, -rows + 1, -1, 1, rows - 1, rows, rows + 1):
        other = np.minimum(np.searchsorted(cells, cells + beside), len(cells) - 1) if len(cells) else n
        is_close = (cells[other] == cells + beside) & (np.hypot(*(points[other] - points).T) < _MIN_DISTANCE)
        is_larger = (weight[other] > weight[best]) | ((weight[other] == weight[best]) & (other < best))
        best = np.where(is_close & is_larger, other, best)
    return np.asarray(np.where(best[best] == best, cells[best], cells))
