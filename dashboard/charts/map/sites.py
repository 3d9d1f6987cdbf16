"""Where the marks of a map stand, which places each stands for, and which events are there."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from dashboard.charts.map.clusters import Clusters
from dashboard.charts.view import ChartView
from dashboard.dataset.index import PlaceIndex


@dataclass(frozen=True, eq=False)
class Sites:
    """Where each mark stands, and the mark of each place: as a post or in context, and as a destination."""

    places: PlaceIndex
    place: np.ndarray  # (n marks,) the number of the place where each stands, its largest
    place_count: np.ndarray  # (n marks,) how many places it stands for
    of_origin: np.ndarray  # (n places of the file + 1,) the mark, or -1; the last is for no place
    of_destination: np.ndarray  # the same

    def __len__(self) -> int:
        """Return how many marks there are."""
        return len(self.place)

    @cached_property
    def points(self) -> np.ndarray:
        """Longitude and latitude of each mark in degrees: shape (n marks, 2)."""
        return np.column_stack([self.places.longitude[self.place], self.places.latitude[self.place]])

    @property
    def is_country(self) -> np.ndarray:
        """Whether the place where each mark stands is somewhere in a country: shape (n marks,)."""
        return np.asarray(self.places.is_country[self.place])

    def take(self, chosen: np.ndarray) -> "Sites":
        """Return some of the marks, given by index, in this order."""
        number = np.full(len(self) + 1, -1)
        number[chosen] = np.arange(len(chosen))
        return Sites(
            self.places,
            self.place[chosen],
            self.place_count[chosen],
            number[self.of_origin],
            number[self.of_destination],
        )


def shared_sites(places: PlaceIndex, clusters: Clusters) -> Sites:
    """Return one mark for each cluster, whatever happened there."""
    marks = np.append(clusters.of_place, -1)
    return Sites(places, clusters.largest, clusters.sizes, marks, marks)


def separate_sites(places: PlaceIndex, origins: Clusters, destinations: Clusters) -> Sites:
    """Return a mark for each cluster of posts and places of context, then one for each cluster of destinations."""
    of_destination = np.append(destinations.of_place, -1)
    return Sites(
        places,
        np.append(origins.largest, destinations.largest),
        np.append(origins.sizes, destinations.sizes),
        np.append(origins.of_place, -1),
        np.where(of_destination >= 0, len(origins) + of_destination, -1),
    )


@dataclass(frozen=True, eq=False)
class Members:
    """Which events each mark holds, by role: pairs of a mark and of an event's position in the view, shape (n, 2)."""

    departed: np.ndarray
    arrived: np.ndarray
    context: np.ndarray  # each event once, however many of its places the mark stands for

    @property
    def by_role(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """The pairs of each role, in the order of `style.ROLES`."""
        return self.departed, self.arrived, self.context

    @cached_property
    def distinct(self) -> np.ndarray:
        """The pairs of all roles, each once."""
        return np.unique(np.concatenate(self.by_role), axis=0)

    def take(self, chosen: np.ndarray, marks: int) -> "Members":
        """Return the members of some of the marks, given by index, in this order."""
        number = np.full(marks, -1)
        number[chosen] = np.arange(len(chosen))
        renumbered = (np.column_stack([number[pairs[:, 0]], pairs[:, 1]]) for pairs in self.by_role)
        return Members(*(pairs[pairs[:, 0] >= 0] for pairs in renumbered))


def find_members(view: ChartView, sites: Sites) -> Members:
    """Return which selected events each mark holds."""
    places, rows = sites.places, view.rows
    mark = sites.of_origin[places.context_place]
    is_here = (mark >= 0) & view.selection.mask[places.context_event]
    position = np.searchsorted(rows, places.context_event[is_here])
    marks, positions = np.divmod(np.unique(mark[is_here] * len(rows) + position), max(1, len(rows)))
    return Members(
        _pairs(sites.of_origin[places.post[rows]]),
        _pairs(sites.of_destination[places.destination[rows]]),
        np.column_stack([marks, positions]),
    )


def _pairs(mark: np.ndarray) -> np.ndarray:
    here = np.flatnonzero(mark >= 0)
    return np.column_stack([mark[here], here])


def by_mark(pairs: np.ndarray, marks: int) -> list[list[int]]:
    """Return the positions of each mark's events, in the order of the pairs."""
    ordered = pairs[np.argsort(pairs[:, 0], kind="stable")]
    ends = np.cumsum(np.bincount(ordered[:, 0], minlength=marks))
    parts: Sequence[np.ndarray] = np.split(ordered[:, 1], ends[:-1]) if marks else []
    return [part.tolist() for part in parts]
