"""How many events of a view each place and each route of the file has."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from dashboard.charts.view import ChartView


@dataclass(frozen=True, eq=False)
class PlaceCounts:
    """How many selected events left from, arrived at and are about each place, and took each route, of the file."""

    departed: np.ndarray  # (n places of the file,)
    arrived: np.ndarray  # (n places of the file,)
    context: np.ndarray  # (n places of the file,)
    routes: np.ndarray  # (n routes of the file,)

    @cached_property
    def places(self) -> np.ndarray:
        """The numbers of the places that the view has."""
        return np.flatnonzero(self.departed + self.arrived + self.context)

    @property
    def origin_sort_weight(self) -> np.ndarray:
        """A weight by which places stand before others as origins: by those who left, then by context."""
        return np.asarray(self.departed * (1 + self.context.sum()) + self.context)

    @property
    def sort_weight(self) -> np.ndarray:
        """A weight by which places stand before others: by those who left or arrived, then by context."""
        return np.asarray((self.departed + self.arrived) * (1 + self.context.sum()) + self.context)


def counts_by_place(view: ChartView) -> PlaceCounts:
    """Count the events of a view by place and by route."""
    places = view.dataset.index.places
    return PlaceCounts(
        count_numbers(places.post[view.rows], len(places.keys)),
        count_numbers(places.destination[view.rows], len(places.keys)),
        count_numbers(places.context_place[view.selection.mask[places.context_event]], len(places.keys)),
        count_numbers(places.route[view.rows], len(places.routes)),
    )


def count_numbers(numbers: np.ndarray, length: int) -> np.ndarray:
    """Return how often each number from 0 up to `length` occurs; -1 is not counted."""
    return np.bincount(numbers + 1, minlength=length + 1)[1:]
