"""From the places of a view to the marks of its clusters, at any scale.

Posts and places of context are clustered together, for events stand there and a box selects by them; destinations are
clustered by themselves.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from dashboard.charts.map.clusters import Clusters, Grid, cluster, merge_coincident
from dashboard.charts.map.counts import PlaceCounts
from dashboard.charts.map.marks import Marks, dimmed, fitted_size_rules, sizes
from dashboard.charts.map.projection import Viewport
from dashboard.charts.map.sites import Members, Sites, find_members, separate_sites
from dashboard.charts.map.totals import total_events
from dashboard.charts.view import ChartView
from dashboard.dataset.index import PlaceIndex
from dashboard.selection import wrap_longitude

_MAX_PLACES = 120  # that are drawn one by one, however large the map is
_PLACE_AREA = 6000  # px² of the map that a place needs to be drawn by itself
_FEW_PLACES = 12  # are drawn one by one, however close together they are
_MIN_APART = 1 / 4  # of the places that are not in a cluster with others, to be drawn one by one
_MAX_MARKS = 300
_MARGIN = 0.25  # of the viewport, on each side: what is sent for panning
_BOX_MARGIN = 0.0001  # degrees: ten metres, the last digit that the query has


def are_crowded(places: PlaceIndex, counts: PlaceCounts, area: float, grid: Grid) -> bool:
    """Whether places are too many for an area in px², or too close together on a grid, to be drawn one by one."""
    number = len(counts.places)
    if number > min(area / _PLACE_AREA, _MAX_PLACES):
        return True
    if number <= _FEW_PLACES:
        return False
    return len(cluster(places.longitude, places.latitude, counts.sort_weight, grid)) <= _MIN_APART * number


@dataclass(frozen=True, eq=False)
class ClusterPair:
    """The clusters of posts and places of context, and those of destinations, for one scale."""

    places: PlaceIndex
    counts: PlaceCounts
    origins: Clusters
    destinations: Clusters

    @cached_property
    def sites(self) -> Sites:
        """A mark for each cluster, origins first."""
        return separate_sites(self.places, self.origins, self.destinations)

    def near(self, viewport: Viewport) -> np.ndarray:
        """Return the numbers of the marks that lie in the viewport or near it."""
        if viewport.is_whole:
            return np.arange(len(self.sites))
        lon, lat = self.sites.points.T
        return np.flatnonzero(viewport.holds(lon, lat, _MARGIN))

    def largest_places(self, mark: int, limit: int) -> list[tuple[str, int]]:
        """Return the names of the largest places of a mark with how many events each has."""
        if mark < len(self.origins):
            members, numbers = self.origins.members(mark, limit), self.counts.departed + self.counts.context
        else:
            members, numbers = self.destinations.members(mark - len(self.origins), limit), self.counts.arrived
        return [(self.places.names[place], int(numbers[place])) for place in members]

    def boxes_of(self, marks: np.ndarray) -> list[list[float] | None]:
        """Return the boxes around some marks: west, south, east, north, as a query has them; none for destinations.

        A box selects by origins, so where events only arrived it would select others.
        """
        boxes = self.origins.boxes(self.places.longitude, self.places.latitude)
        return [query_box(boxes[n]) if n < len(self.origins) else None for n in marks.tolist()]


def cluster_pair(places: PlaceIndex, counts: PlaceCounts, grid: Grid | None) -> ClusterPair:
    """Cluster places on a grid; without one, only those at the same point."""
    lon, lat = places.longitude, places.latitude
    weights = (counts.origin_sort_weight, counts.arrived)
    if grid is None:
        return ClusterPair(places, counts, *(merge_coincident(lon, lat, weight) for weight in weights))
    return ClusterPair(places, counts, *(cluster(lon, lat, weight, grid) for weight in weights))


def query_box(box: np.ndarray) -> list[float]:
    """Return a box a little wider, with the digits of a query and longitudes from -180 to 180."""
    west, south, east, north = box.tolist()
    west, south = (math.floor((value - _BOX_MARGIN) / _BOX_MARGIN) * _BOX_MARGIN for value in (west, south))
    east, north = (math.ceil((value + _BOX_MARGIN) / _BOX_MARGIN) * _BOX_MARGIN for value in (east, north))
    west, east = (round(wrap_longitude(value), 4) for value in (west, east))
    return [west, max(-90.0, round(south, 4)), east, min(90.0, round(north, 4))]


def coarsen_to_limit(
    pair_at: Callable[[Grid | None], ClusterPair], grid: Grid | None, viewport: Viewport
) -> ClusterPair:
    """Return the clusters for a viewport, coarser than asked for if there would be too many marks in it."""
    pair = pair_at(grid)
    while (number := len(pair.near(viewport))) > _MAX_MARKS and grid is not None:
        # Cells of the next step are twice as large, and hold more where places are close enough.
        grid = grid.coarser(max(1, round(math.log2(number / _MAX_MARKS))))
        pair = pair_at(grid)
    return pair


def mark_clusters(view: ChartView, pair: ClusterPair) -> tuple[Marks, Members]:
    """Return a mark for each cluster, and the events of each.

    Sizes are relative to the largest mark of the whole map, so panning changes none.
    """
    members = find_members(view, pair.sites)
    summed = total_events(view, members, len(pair.sites))
    diameters = sizes(summed.count, summed.role, fitted_size_rules(summed))
    return Marks(pair.sites, summed, diameters, dimmed(view, members, len(pair.sites))), members
