"""Miller's projection, bounds and extents in degrees, and viewports in pixels."""

import numpy as np
import pytest

from dashboard.charts.map.projection import (
    Bounds,
    Canvas,
    ProjectedExtent,
    Viewport,
    bounds_of,
    bounds_of_box,
    extent_around,
    latitude_of,
    miller,
)
from dashboard.selection import Box, wrap_longitude


def test_longitudes_are_wrapped_to_minus_180_up_to_180_degrees() -> None:
    assert [wrap_longitude(it) for it in (0.0, 180.0, -180.0, 190.0, -190.0, 540.0)] == [0, -180, -180, -170, 170, -180]
    assert wrap_longitude(np.array([359.0, 181.0])).tolist() == [-1, -179]


def test_the_projection_keeps_the_equator_and_stretches_towards_the_poles() -> None:
    assert miller(0.0) == pytest.approx(0)
    assert miller(45.0) == pytest.approx(1.25 * np.degrees(np.log(np.tan(np.radians(45 + 18)))))
    assert latitude_of(miller(np.array([-80.0, 12.5, 66.0]))) == pytest.approx([-80, 12.5, 66])


def test_bounds_leave_out_the_widest_gap_between_longitudes() -> None:
    assert bounds_of(np.array([170.0, -170.0, 175.0]), np.array([1.0, -2.0, 3.0])) == Bounds(170, 20, -2, 3)
    assert bounds_of(np.array([-10.0, 30.0]), np.array([0.0, 0.0])) == Bounds(350, 40, 0, 0)


def test_the_bounds_of_a_box_may_cross_the_antimeridian() -> None:
    assert bounds_of_box(Box(170, -20, -170, -10)) == Bounds(170, 20, -20, -10)
    assert bounds_of_box(Box(-180, -90, 180, 90)) == Bounds(-180, 360, -90, 90)


def test_an_extent_has_the_proportions_of_the_map_and_a_margin_around_its_bounds() -> None:
    extent = extent_around(Bounds(10, 60, 40, 50), (1000, 400))
    assert extent.longitude == 40
    assert extent.width == pytest.approx(60 / (1 - 2 * 0.16))
    assert extent.height == pytest.approx(extent.width * 0.4)


def test_an_extent_is_at_least_so_wide_and_at_most_the_world() -> None:
    assert extent_around(Bounds(0, 0, 10, 10), (1000, 400), min_span=10).width == pytest.approx(10 / 0.68)
    assert extent_around(Bounds(-180, 359, -60, 80), (1000, 400)).width == 360


def test_an_extent_leaves_the_poles_out_unless_there_is_something_to_show() -> None:
    world = extent_around(Bounds(-180, 359, -60, 80), (1000, 1000))
    assert latitude_of(world.y + world.height / 2) == pytest.approx(84, abs=0.7)
    south = extent_around(Bounds(-180, 359, -80, 80), (1000, 1000))
    assert latitude_of(south.y - south.height / 2) < -80


def viewport(scale: float = 2.0, longitude: float = 0.0) -> Viewport:
    """Return a view of a map of 1000 by 400 px, whose whole world is 720 px wide."""
    return Viewport(longitude, 0, scale, Canvas(1000, 400, ProjectedExtent(longitude, 0, 360, 200)))


def test_what_is_drawn_is_less_than_the_canvas_where_the_world_ends() -> None:
    canvas = viewport().canvas
    assert canvas.scale == 2
    assert canvas.drawn_size == (720, 400)


def test_points_are_drawn_in_pixels_from_the_left_and_the_top_of_what_is_drawn() -> None:
    at = viewport().pixels(np.array([0.0, 90.0, -90.0]), np.array([0.0, 0.0, 45.0]))
    assert at == pytest.approx(np.array([[360, 200], [540, 200], [180, 200 - 2 * miller(45.0)]]))


def test_points_beyond_the_antimeridian_are_drawn_on_the_nearer_side() -> None:
    assert viewport(longitude=170.0).pixels(np.array([-170.0]), np.array([0.0])) == pytest.approx(
        np.array([[400, 200]])
    )


def test_a_viewport_holds_the_points_within_it_and_within_a_margin() -> None:
    lon, lat = np.array([0.0, 44.0, 46.0, 60.0]), np.zeros(4)
    assert viewport(scale=8).holds(lon, lat).tolist() == [True, True, False, False]
    assert viewport(scale=8).holds(lon, lat, margin=0.1).tolist() == [True, True, True, False]
