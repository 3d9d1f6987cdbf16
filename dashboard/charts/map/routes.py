"""Routes from mark to mark: who took them, which are drawn, and the great circles that they follow."""

from dataclasses import dataclass

import numpy as np

from dashboard.charts.map.sites import Sites, by_mark
from dashboard.charts.view import ChartView

_STEPS = 25
_NO_DIRECTION = 1e-6  # radians, some meters: points this near to each other, or to opposite points, have none


@dataclass(frozen=True, eq=False)
class Routes:
    """The routes that the selected events took from one mark to another."""

    start: np.ndarray  # (n,) mark
    end: np.ndarray  # (n,) mark
    of_event: np.ndarray  # (n selected events,) the route that each took, or -1

    def __len__(self) -> int:
        """Return how many routes there are."""
        return len(self.start)

    @property
    def event_counts(self) -> np.ndarray:
        """How many events took each route."""
        return np.bincount(self.of_event[self.of_event >= 0], minlength=len(self))

    def by_category(self, category_index: np.ndarray, categories: int) -> np.ndarray:
        """Return how many events of each category took each route: shape (n, categories)."""
        taken = self.of_event >= 0
        pairs = self.of_event[taken] * categories + category_index[taken]
        return np.bincount(pairs, minlength=len(self) * categories).reshape(-1, categories)

    @property
    def positions(self) -> list[list[int]]:
        """The positions in the view of the events that took each route."""
        taken = np.flatnonzero(self.of_event >= 0)
        return by_mark(np.column_stack([self.of_event[taken], taken]), len(self))

    def are_dimmed(self, is_marked: np.ndarray) -> np.ndarray:
        """Whether events are marked and none of them took the route; `is_marked`: one bool per selected event."""
        dimmed = np.full(len(self) + 1, bool(is_marked.any()))  # the last is for events without a route
        dimmed[self.of_event[is_marked]] = False
        return dimmed[:-1]

    def are_in_country(self, sites: Sites) -> np.ndarray:
        """Whether each route starts, and ends, somewhere in a country: shape (n, 2)."""
        return np.asarray(sites.is_country[np.column_stack([self.start, self.end])])

    def take(self, chosen: np.ndarray) -> "Routes":
        """Return some of the routes, given by index, in this order."""
        number = np.full(len(self) + 1, -1)
        number[chosen] = np.arange(len(chosen))
        return Routes(self.start[chosen], self.end[chosen], number[self.of_event])


def routes_between(view: ChartView, sites: Sites) -> Routes:
    """Return the routes of the selected events between marks at different points, in the order of the marks."""
    routes = view.dataset.index.places.routes
    of_event = view.dataset.index.places.route[view.rows]
    start, end = sites.of_origin[routes[:, 0]], sites.of_destination[routes[:, 1]]
    points = sites.points
    leads_away = (start >= 0) & (end >= 0) & (points[start] != points[end]).any(axis=1)
    taken = np.zeros(len(routes) + 1, dtype=bool)
    taken[of_event] = True
    used = np.flatnonzero(leads_away & taken[:-1])
    pairs, number = np.unique(start[used] * len(points) + end[used], return_inverse=True)
    of_route = np.full(len(routes) + 1, -1)
    of_route[used] = number
    return Routes(*np.divmod(pairs, max(1, len(points))), of_route[of_event])


def split_by_category(routes: Routes, category_index: np.ndarray) -> Routes:
    """Return a route of its own for each category of each route."""
    taken = np.flatnonzero(routes.of_event >= 0)
    categories = int(category_index.max(initial=0)) + 1
    keys, number = np.unique(routes.of_event[taken] * categories + category_index[taken], return_inverse=True)
    of_event = np.full(len(routes.of_event), -1)
    of_event[taken] = number
    route = keys // categories
    return Routes(routes.start[route], routes.end[route], of_event)


def by_frequency(routes: Routes, is_near: np.ndarray) -> np.ndarray:
    """Return the indices of routes that touch a nearby mark, most frequent first; of all routes if none does.

    `is_near` says for each mark whether it is.
    """
    touches = is_near[routes.start] | is_near[routes.end]
    candidates = np.flatnonzero(touches) if touches.any() else np.arange(len(routes))
    return np.asarray(candidates[np.argsort(-routes.event_counts[candidates], kind="stable")])


def great_circles(starts: np.ndarray, ends: np.ndarray, steps: int = _STEPS) -> np.ndarray:
    """Return points along the shortest ways on the sphere, as longitude and latitude in degrees.

    `starts` and `ends` have the shape (n, 2), the points (n, steps, 2). A way between points that are the same or
    opposite has no direction: all its points are its start, except the last, which is its end.
    """
    a, b = _unit_vectors(starts), _unit_vectors(ends)
    angle = np.arccos(np.clip((a * b).sum(axis=1), -1, 1))[:, None, None]
    has_no_direction = np.sin(angle) < _NO_DIRECTION
    t = np.linspace(0, 1, steps)[None, :, None]
    on = np.sin((1 - t) * angle) * a[:, None] + np.sin(t * angle) * b[:, None]
    x, y, z = np.moveaxis(on / np.where(has_no_direction, 1, np.sin(angle)), 2, 0)
    points = np.degrees(np.stack([np.arctan2(y, x), np.arcsin(np.clip(z, -1, 1))], axis=2)).round(3)
    return np.asarray(np.where(has_no_direction, np.where(t < 1, starts[:, None], ends[:, None]), points))


def _unit_vectors(points: np.ndarray) -> np.ndarray:
    lon, lat = np.radians(points).T
    return np.column_stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])
