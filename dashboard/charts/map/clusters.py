"""Count the events of a view by place and by way, and put places into cells: arrays, however many events there are."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from dashboard.charts.map.projection import Window, miller
from dashboard.charts.view import ChartView

_CELL = 30.0  # px, of a cell's side, by a fifth more or less
_STEPS = 2  # of the size of cells, from one zoom to its double
_APART = 0.9  # of a cell's side: what is closer becomes one
_WIDER = 0.0003  # degrees, at least by which a box around one cell keeps off the places of others
_MOST_PAIRS = 500_000  # of boxes and places are compared
_MOST_SIDES = 2.6  # of a grid's cell, that cells which became one are wide or high
_POLE = 140  # degrees of the equator, from it to either end of the map


@dataclass(frozen=True)
class Tally:
    """How many events of a view left from, arrived at and are about each place of the file, and took each way."""

    left: np.ndarray
    arrived: np.ndarray
    context: np.ndarray
    ways: np.ndarray

    @cached_property
    def places(self) -> np.ndarray:
        """The numbers of the places that the view has."""
        return np.flatnonzero(self.left + self.arrived + self.context)


def tally(view: ChartView) -> Tally:
    """Count the events of a view by place and by way."""
    places = view.dataset.index.places
    return Tally(
        counted(places.post[view.rows], len(places.keys)),
        counted(places.destination[view.rows], len(places.keys)),
        counted(places.context_place[view.selection.mask[places.context_event]], len(places.keys)),
        counted(places.route[view.rows], len(places.routes)),
    )


def counted(numbers: np.ndarray, length: int) -> np.ndarray:
    """Return how often each number from 0 up comes; -1 is not counted."""
    return np.bincount(numbers + 1, minlength=length + 1)[1:]


@dataclass(frozen=True)
class Cells:
    """Places in cells: the cell of each place of the file, or -1; and of each cell, its largest place and how many.

    `places` are those that are in cells, one cell after the other, the largest of each first, and `starts` is where
    each cell begins.
    """

    of_place: np.ndarray
    places: np.ndarray
    starts: np.ndarray

    @property
    def largest(self) -> np.ndarray:
        """The number of the largest place of each cell."""
        return np.asarray(self.places[self.starts])

    @property
    def sizes(self) -> np.ndarray:
        """How many places each cell has."""
        return np.diff(np.append(self.starts, len(self.places)))

    def sums(self, of_place: np.ndarray) -> np.ndarray:
        """Return for each cell the sum of a number that each place of the file has."""
        return self._reduced(np.add, of_place)

    def of(self, cell: int, most: int) -> list[int]:
        """Return the numbers of the largest places of a cell."""
        found = self.places[self.starts[cell] : self.starts[cell] + self.sizes[cell]][:most]
        return [int(place) for place in found]

    def boxes(self, lon: np.ndarray, lat: np.ndarray) -> np.ndarray:
        """Return west, south, east and north of each cell's places, of which each lies in the west of its east.

        West and east may be outside of -180 to 180 degrees.
        """
        middle = np.repeat(lon[self.largest], self.sizes)
        across = np.empty(len(lon))
        across[self.places] = middle + (lon[self.places] - middle + 180) % 360 - 180
        least, most = np.minimum, np.maximum
        return np.column_stack([self._reduced(how, at) for how, at in
                                ((least, across), (least, lat), (most, across), (most, lat))])  # fmt: skip

    def _reduced(self, how: np.ufunc, of_place: np.ndarray) -> np.ndarray:
        return np.asarray(how.reduceat(of_place[self.places], self.starts) if len(self.starts) else of_place[:0])


def cells(keys: np.ndarray, weight: np.ndarray, less: np.ndarray) -> Cells:
    """Put places into cells by their keys, those that have a weight; `less` counts where weights are the same."""
    places = np.flatnonzero(weight + less)
    places = places[np.lexsort((-less[places], -weight[places], keys[places]))]
    found = keys[places]
    is_first = np.append(True, found[1:] != found[:-1])[: len(found)]
    of_place = np.full(len(keys), -1)
    of_place[places] = np.cumsum(is_first) - 1
    return Cells(of_place, places, np.flatnonzero(is_first))


def together(lon: np.ndarray, lat: np.ndarray, weight: np.ndarray, less: np.ndarray) -> Cells:
    """Put places into cells that are at one point."""
    return cells(np.unique(lon + 1j * lat, return_inverse=True)[1], weight, less)


def step(window: Window, coarser: int = 0) -> int:
    """Return the number of the grid that a window has: cells of one number are the same everywhere."""
    return round(_STEPS * float(np.log2(window.scale))) - coarser


def close(
    lon: np.ndarray, lat: np.ndarray, weight: np.ndarray, less: np.ndarray, window: Window, coarser: int = 0
) -> Cells:
    """Put places into cells that lie close together at the scale of a window.

    They are those of a grid that covers the world, where cells whose largest places are hardly apart become one. The
    grid depends on the scale alone, in steps, and not on where the window is: panning and the first bit of zooming
    leave the cells as they are. It begins where the map is cut, so that no cell lies on both its ends. `coarser` by one
    makes the cells larger by a step. The box around the places of a cell holds no other places, as far as these are not
    hardly apart.
    """
    side = _CELL / 2 ** (step(window, coarser) / _STEPS)  # degrees of the equator
    x = (lon - window.middle + 180) % 360 / side
    y = (np.clip(miller(lat), -_POLE, _POLE) + _POLE) / side
    rows = int(2 * _POLE // side) + 3
    keys = ((np.floor(x) + 1) * rows + np.floor(y) + 1).astype("int64")
    found = cells(keys, weight, less)
    for _ in range(2):
        at = found.largest
        joined = _joined(keys[at], np.column_stack([x, y])[at], found.sums(weight * (1 + less.sum()) + less), rows)
        if int((joined != keys[at]).sum()) * len(found.places) > _MOST_PAIRS:
            break  # there is no time to look what lies in so many boxes
        larger = keys.copy()
        larger[found.places] = np.repeat(joined, found.sizes)
        # What lies in the box of a cell that has grown joins it too; where this is not enough, it does not grow.
        trial = cells(larger, weight, less)
        grown, inside = _inside(trial, found, lon, lat)
        for cell, held in zip(grown, inside, strict=True):
            others = np.unique(trial.of_place[trial.places[held]])
            if len(others) > 1:
                larger[np.isin(trial.of_place, others)] = larger[trial.largest[cell]]
        trial = cells(larger, weight, less)
        grown, inside = _inside(trial, found, lon, lat)
        west, south, east, north = trial.boxes(lon, lat)[grown].T
        too_large = np.maximum(east - west, miller(north) - miller(south)) > _MOST_SIDES * side
        undone = np.zeros(len(trial.starts) + 1, dtype=bool)
        undone[grown] = too_large | (inside.sum(axis=1) > trial.sizes[grown])
        keys = np.where(undone[trial.of_place], keys, larger)
        found = cells(keys, weight, less)
    return found


def _inside(larger: Cells, before: Cells, lon: np.ndarray, lat: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return which cells have become larger than before, and for each which of all places are in its box."""
    grown = np.flatnonzero(larger.sizes > before.sizes[before.of_place[larger.largest]])
    west, south, east, north = (edge[:, None] for edge in larger.boxes(lon, lat)[grown].T)
    x, y = lon[larger.places], lat[larger.places]
    across = (x - west + _WIDER) % 360 <= east - west + 2 * _WIDER
    return grown, across & (y >= south - _WIDER) & (y <= north + _WIDER)


def _joined(keys: np.ndarray, at: np.ndarray, weight: np.ndarray, rows: int) -> np.ndarray:
    """Return for each cell its key, or that of the largest cell beside it, where this is larger and too close."""
    n = np.arange(len(keys))
    best = n.copy()
    for beside in (-rows - 1, -rows, -rows + 1, -1, 1, rows - 1, rows, rows + 1):
        other = np.minimum(np.searchsorted(keys, keys + beside), len(keys) - 1) if len(keys) else n
        is_close = (keys[other] == keys + beside) & (np.hypot(*(at[other] - at).T) < _APART)
        is_larger = (weight[other] > weight[best]) | ((weight[other] == weight[best]) & (other < best))
        best = np.where(is_close & is_larger, other, best)
    return np.asarray(np.where(best[best] == best, keys[best], keys))
