"""Clusters of places: by key, at one point, or close together on a grid."""

import numpy as np
import pytest

from dashboard.charts.map.clusters import Grid, cluster, grid_at, group, merge_coincident, singletons
from dashboard.charts.map.projection import miller


def scattered(count: int, seed: int = 3) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return longitudes, latitudes and weights of places all over the world."""
    chance = np.random.default_rng(seed)
    return chance.uniform(-180, 180, count), chance.uniform(-60, 70, count), chance.integers(0, 50, count)


def test_places_of_one_key_are_together_the_largest_first_and_those_without_weight_nowhere() -> None:
    found = group(np.array([7, 5, 7, 5, 5]), np.array([1, 2, 3, 0, 4]))
    assert found.of_place.tolist() == [1, 0, 1, -1, 0]
    assert found.largest.tolist() == [4, 2]
    assert found.sizes.tolist() == [2, 2]
    assert [found.members(n, 9) for n in (0, 1)] == [[4, 1], [2, 0]]
    assert found.members(0, 1) == [4]
    assert found.sums(np.array([1, 10, 100, 1000, 10000])).tolist() == [10010, 101]


def test_one_by_one_each_place_is_a_cluster() -> None:
    assert singletons(np.array([3, 0, 1])).of_place.tolist() == [0, -1, 1]


def test_no_place_at_all_is_no_cluster() -> None:
    found = cluster(np.empty(0), np.empty(0), np.empty(0, dtype=int), Grid(0, 0))
    assert len(found) == 0
    assert found.boxes(np.empty(0), np.empty(0)).shape == (0, 4)


def test_places_at_one_point_are_together_and_others_are_not() -> None:
    found = merge_coincident(np.array([5.0, 5.0, 5.0001]), np.array([1.0, 1.0, 1.0]), np.array([1, 2, 3]))
    assert found.sizes.tolist() == [2, 1]
    assert found.largest.tolist() == [1, 2]


def test_the_box_of_a_cluster_may_cross_the_antimeridian() -> None:
    lon, lat = np.array([179.0, -179.0]), np.array([1.0, 2.0])
    assert group(np.array([0, 0]), np.array([2, 1])).boxes(lon, lat).tolist() == [[179, 1, 181, 2]]


@pytest.mark.parametrize("scale", [0.5, 3.0, 50.0])
def test_every_place_is_in_one_cluster_and_sums_stay_the_same(scale: float) -> None:
    lon, lat, weight = scattered(2000)
    found = cluster(lon, lat, weight, grid_at(scale, 0))
    assert ((found.of_place >= 0) == (weight > 0)).all()
    assert sorted(found.places) == np.flatnonzero(weight).tolist()
    assert found.sums(weight).sum() == weight.sum()


def test_a_little_zooming_leaves_the_grid_as_it_is_and_more_makes_its_cells_smaller() -> None:
    assert grid_at(3.0, 0) == grid_at(3.1, 0)
    assert grid_at(6.0, 0).side == grid_at(3.0, 0).side / 2
    assert grid_at(6.0, 0).coarser(2) == grid_at(3.0, 0)
    lon, lat, weight = scattered(500)
    near, far = (cluster(lon, lat, weight, grid_at(scale, 0)) for scale in (3.0, 6.0))
    assert len(far) > len(near)


def test_a_cluster_is_small_and_has_the_weightiest_of_its_places_as_the_largest() -> None:
    lon, lat, weight = scattered(800)
    found = cluster(lon, lat, weight, grid_at(3.0, 0))
    west, south, east, north = found.boxes(lon, lat).T
    assert ((east - west) * 3).max() < 3 * 36
    assert ((miller(north) - miller(south)) * 3).max() < 3 * 36
    assert (weight[found.largest] == [weight[found.of_place == n].max() for n in range(len(found))]).all()


def test_clusters_whose_largest_places_are_hardly_apart_become_one() -> None:
    # Cells of 10 degrees of the equator at 3 px a degree; the map is cut at 180 degrees.
    grid = grid_at(3.0, 0)
    edge = grid.side * 17 - 180
    lon, lat = np.array([edge - 0.1, edge + 0.1, edge + 0.2]), np.zeros(3)
    assert len(cluster(lon, lat, np.array([1, 1, 5]), grid)) == 1
    apart = np.array([edge - 0.95 * grid.side, edge + 0.1])
    assert len(cluster(apart, np.zeros(2), np.array([1, 5]), grid)) == 2


@pytest.mark.parametrize("seed", range(5))
def test_the_box_of_a_cluster_holds_no_place_of_another(seed: int) -> None:
    lon, lat, weight = scattered(400, seed)
    found = cluster(lon, lat, weight, grid_at(3.0, 0))
    for n, (west, south, east, north) in enumerate(found.boxes(lon, lat)):
        inside = ((lon - west) % 360 <= east - west) & (lat >= south) & (lat <= north) & (weight > 0)
        assert set(found.of_place[inside]) == {n}


def test_no_cluster_lies_on_both_ends_of_the_map() -> None:
    lon, lat, weight = np.array([-179.9, 179.9]), np.array([10.0, 10.0]), np.array([1, 1])
    assert len(cluster(lon, lat, weight, grid_at(3.0, 0))) == 2
    assert len(cluster(lon, lat, weight, grid_at(3.0, 180))) == 1


def test_merging_goes_on_until_no_largest_places_are_too_close() -> None:
    # In cells: the village, the town of 5 and three hamlets, which count 6 together, are in a cell each.
    # The town joins the hamlets, but the cluster stands at the town, hardly apart from the village.
    grid = Grid(0, 0)
    lon = np.array([8.3, 7.6, 6.95, 6.9, 6.85]) * grid.side - 180
    assert cluster(lon, np.zeros(5), np.array([1, 5, 2, 2, 2]), grid).sizes.tolist() == [5]


@pytest.mark.parametrize("seed", range(5))
def test_no_two_clusters_stand_so_close_that_one_hides_the_other(seed: int) -> None:
    lon, lat, weight = scattered(400, seed)
    largest = cluster(lon, lat, weight, grid_at(3.0, 0)).largest
    x, y = 3 * lon[largest], 3 * miller(lat[largest])
    apart = np.hypot(x[:, None] - x, y[:, None] - y) + 1000 * np.eye(len(x))
    assert apart.min() > 18  # px, the radius of the largest disc
