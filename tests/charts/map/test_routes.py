"""Routes between marks, their numbers, and the great circles that they follow."""

import math

import numpy as np
import pytest

from dashboard.charts.map.clusters import group, singletons
from dashboard.charts.map.counts import counts_by_place
from dashboard.charts.map.routes import Routes, by_frequency, great_circles, routes_between, split_by_category
from dashboard.charts.map.sites import separate_sites, shared_sites
from dashboard.charts.view import ChartView, chart_view
from dashboard.dataset import Dataset
from dashboard.selection import ViewOptions
from tests.builders import selection
from tests.charts.map.events import context, defection, file_of

LONDON, SEOUL, MOSCOW = (0, 51.5), (127, 37.5), (37.6, 55.75)


def view_of(dataset: Dataset, marked: tuple[str, ...] = ()) -> ChartView:
    return chart_view(selection(dataset), ViewOptions("rank", marked=marked), 1000)


def ends(routes: Routes, points: np.ndarray) -> list[tuple[tuple[float, ...], tuple[float, ...]]]:
    return [(tuple(points[a]), tuple(points[b])) for a, b in zip(routes.start, routes.end, strict=True)]


def test_routes_lead_from_the_mark_of_a_post_to_that_of_a_destination_and_know_their_events() -> None:
    view = view_of(
        file_of(
            defection("a", "london", "seoul"), defection("b", "moscow", "seoul"), context("c", "seoul"),
            defection("d", "london", "seoul"), defection("e", "london", "london"), defection("f", "london"),
        )
    )  # fmt: skip
    sites = shared_sites(view.dataset.index.places, singletons(counts_by_place(view).sort_weight))
    routes = routes_between(view, sites)
    found = dict(zip(ends(routes, sites.points), routes.positions, strict=True))
    assert found == {(LONDON, SEOUL): [0, 3], (MOSCOW, SEOUL): [1]}
    assert sorted(routes.event_counts) == [1, 2]


def test_routes_between_clusters_lead_to_their_largest_places() -> None:
    view = view_of(
        file_of(defection("a", "moscow", "seoul"), defection("b", "moscow", "jilin"), defection("c", "london", "seoul"))
    )
    places, counts = view.dataset.index.places, counts_by_place(view)
    together = np.zeros(len(places.keys), dtype=int)
    sites = separate_sites(places, group(together, counts.departed), group(together, counts.arrived))
    routes = routes_between(view, sites)
    assert ends(routes, sites.points) == [(MOSCOW, SEOUL)]
    assert routes.positions == [[0, 1, 2]]


def a_few() -> Routes:
    """Return routes 0 → 1, 0 → 2 and 3 → 4 that 1, 3 and 2 of seven events took."""
    return Routes(np.array([0, 0, 3]), np.array([1, 2, 4]), np.array([1, 0, 1, 2, -1, 1, 2]))


def test_routes_are_counted_by_category() -> None:
    assert a_few().event_counts.tolist() == [1, 3, 2]
    assert a_few().by_category(np.array([0, 0, 1, 0, 1, 1, 0]), 2).tolist() == [[1, 0], [1, 2], [2, 0]]


def test_a_route_is_split_by_category() -> None:
    routes = split_by_category(a_few(), np.array([0, 0, 1, 0, 1, 1, 0]))
    assert list(zip(routes.start, routes.end, routes.positions, strict=True)) == [
        (0, 1, [1]), (0, 2, [0]), (0, 2, [2, 5]), (3, 4, [3, 6]),
    ]  # fmt: skip


def test_the_most_frequent_of_the_routes_that_begin_or_end_near_come_first() -> None:
    assert by_frequency(a_few(), np.array([False, True, False, False, True])).tolist() == [2, 0]
    assert by_frequency(a_few(), np.array([True] * 5)).tolist() == [1, 2, 0]
    assert by_frequency(a_few(), np.array([False] * 5)).tolist() == [1, 2, 0]


def test_routes_that_are_taken_out_keep_their_events() -> None:
    routes = a_few().take(np.array([2, 0]))
    assert (routes.start.tolist(), routes.end.tolist(), routes.positions) == ([3, 0], [4, 1], [[3, 6], [1]])


def test_routes_are_dimmed_where_events_are_marked_and_none_of_theirs() -> None:
    is_marked = np.zeros(7, dtype=bool)
    assert a_few().are_dimmed(is_marked).tolist() == [False] * 3
    is_marked[[2, 4]] = True
    assert a_few().are_dimmed(is_marked).tolist() == [True, False, True]


# Great circles


def great_circle(start: tuple[float, float], end: tuple[float, float]) -> np.ndarray:
    return np.asarray(great_circles(np.array([start], dtype=float), np.array([end], dtype=float))[0])


def test_a_great_circle_on_the_equator_stays_on_it() -> None:
    lon, lat = great_circle((-45, 0), (45, 0)).T
    assert set(lat) == {0}
    assert np.diff(lon) == pytest.approx(90 / (len(lon) - 1), abs=0.002)


def test_a_great_circle_at_45_degrees_north_bends_to_54_degrees_in_its_middle() -> None:
    # A quarter of a circle of latitude: tan(middle) = tan(45°) / cos(45°), so 54.736°.
    path = great_circle((-45, 45), (45, 45))
    assert path[:, 1].max() == pytest.approx(54.736, abs=0.01)
    assert path[len(path) // 2] == pytest.approx((0, 54.736), abs=0.01)


def on_the_sphere(longitude: float, latitude: float) -> np.ndarray:
    lon, lat = math.radians(longitude), math.radians(latitude)
    return np.array([math.cos(lat) * math.cos(lon), math.cos(lat) * math.sin(lon), math.sin(lat)])


@pytest.mark.parametrize(
    ("start", "end"), [(LONDON, SEOUL), ((-149.9, 61.2), (131.9, 43.1)), ((-68.3, -54.8), (179, -17))]
)
def test_points_lie_evenly_on_a_great_circle(start: tuple[float, float], end: tuple[float, float]) -> None:
    points = np.array([on_the_sphere(*point) for point in great_circle(start, end)])
    normal = np.cross(points[0], points[-1])
    assert np.abs(points @ (normal / np.linalg.norm(normal))).max() < 1e-4
    whole = math.acos(points[0] @ points[-1])
    assert whole < math.pi
    steps = np.arccos(np.clip((points[:-1] * points[1:]).sum(axis=1), -1, 1))
    assert steps == pytest.approx(whole / len(steps), rel=0.01)


def test_a_great_circle_over_the_antimeridian_takes_the_short_way() -> None:
    # Halfway between Anchorage and Vladivostok: 58.575° north, 161.515° east.
    path = great_circle((-149.9003, 61.2181), (131.87353, 43.10562))
    assert all(lon > 131 or lon < -149 for lon, _ in path)
    assert path[len(path) // 2] == pytest.approx((161.515, 58.575), abs=0.02)


def test_between_points_that_are_the_same_or_opposite_there_is_no_direction() -> None:
    assert great_circle((5, 6), (5, 6)).tolist() == [[5, 6]] * 25
    assert great_circle((5, 6), (-175, -6)).tolist() == [[5, 6]] * 24 + [[-175, -6]]
