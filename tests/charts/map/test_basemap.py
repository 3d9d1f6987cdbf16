import json

import numpy as np
import pytest

from dashboard.charts.map.basemap import COARSE, FINE, Medium, are_on_land, country_raster, land_in
from dashboard.charts.map.figure import draw_map
from dashboard.charts.map.projection import Canvas, ProjectedExtent, Viewport, Zoom, miller
from dashboard.charts.view import ChartSize
from dashboard.dataset.country_points import points_by_country
from dashboard.selection import ViewOptions
from dashboard.settings import ASSETS
from tests.builders import selection
from tests.charts.map.events import defection, file_of
from tests.dataset.basemap import LAYERS, with_layers

CANVAS = Canvas(1000, 400, ProjectedExtent(0, 0, 200, 80))  # 5 px a degree at plotly's scale 1


def viewport(longitude: float, latitude: float, scale: float) -> Viewport:
    return Viewport(longitude, float(miller(latitude)), scale, CANVAS)


def code_at(shown: Viewport, longitude: float, latitude: float, resolution: int = COARSE) -> str | None:
    raster = country_raster(shown, 5, resolution)
    ((column, row),) = (shown.pixels(np.array([longitude]), np.array([latitude])) // 5).astype(int)
    n = raster.outline[row, column]
    return raster.codes[n] if n >= 0 else "water"


POINTS = [
    (2.35, 48.85, "FR"),
    (13.4, 52.5, "DE"),
    (-30.0, 45.0, "water"),
    (50.5, 42.0, "water"),  # the Caspian Sea is a hole in the land
    (28.2, -29.5, "LS"),  # Lesotho is a hole in South Africa
    (26.0, -29.0, "ZA"),
    (178.0, 66.5, "RU"),  # on either side of the antimeridian
    (-172.0, 66.5, "RU"),
    (100.0, -80.0, "AQ"),  # which goes round the pole
    (-110.0, -80.0, "AQ"),
    (0.0, 80.0, "water"),
]


@pytest.mark.parametrize(("longitude", "latitude", "code"), POINTS)
@pytest.mark.parametrize("resolution", [COARSE, FINE])
def test_a_cell_knows_the_country_at_its_middle(longitude, latitude, code, resolution):
    assert code_at(viewport(longitude, latitude, 20), longitude, latitude, resolution) == code


@pytest.mark.parametrize("resolution", [COARSE, FINE])
def test_points_are_on_land_or_on_water(resolution):
    longitudes, latitudes, codes = zip(*POINTS, strict=True)
    found = are_on_land(np.array(longitudes), np.array(latitudes), resolution)
    assert found.tolist() == [code != "water" for code in codes]
    assert len(are_on_land(np.array([]), np.array([]), resolution)) == 0


def test_countries_are_found_across_the_antimeridian():
    shown = viewport(179, 66, 20)
    assert code_at(shown, 175, 66.5) == code_at(shown, -173, 66.5) == "RU"


def test_countries_are_at_the_points_at_which_they_are_labelled():
    known = {code for code in country_raster(viewport(0, 0, 5), 50, FINE).codes if code}
    found = {
        code: code_at(viewport(lon, lat, 100), lon, lat, FINE)
        for code, (lon, lat) in points_by_country().items()
        if code in known
    }
    wrong = {code for code, there in found.items() if there not in (code, "water")}
    assert len(found) > 230
    assert wrong <= {"MF"}  # which shares an island with SX
    # Natural Earth has the points, the United Nations the outlines: small islands lie elsewhere by a mile or two.
    assert sum(there == "water" for there in found.values()) < 20


@pytest.mark.parametrize(
    ("medium", "scale", "resolution"),
    [
        (Medium.PAGE, 6, COARSE),
        (Medium.PAGE, 13, FINE),
        (Medium.PICTURE, 6, COARSE),
        (Medium.PICTURE, 13, FINE),
        (Medium.FILE, 13, COARSE),
    ],
)
def test_land_is_fine_where_coarse_land_looks_crude_but_not_in_a_file_that_has_none(medium, scale, resolution):
    shown = viewport(0, 0, scale)
    assert land_in(shown, shown, medium).resolution == resolution


def test_a_file_is_zoomed_as_far_as_its_land_bears_or_as_what_it_shows_needs():
    near, wide = viewport(0, 0, 150), viewport(0, 0, 5)
    assert land_in(wide, wide, Medium.PAGE).max_scale == 180
    assert land_in(wide, wide, Medium.FILE).max_scale == 24
    assert land_in(near, near, Medium.FILE).max_scale == 150


def test_a_zoom_on_the_page_brings_the_finer_land_and_no_zoom_goes_beyond_the_largest():
    events = selection(file_of(defection("a", "london", "seoul")))
    drawn = [draw_map(events, ViewOptions(), ChartSize(1000, 400), zoom) for zoom in (None, Zoom(10, 20, 50))]
    assert [it.layout.geo.resolution for it in drawn] == [COARSE, FINE]
    for it in drawn:
        west, east = it.layout.geo.lonaxis.range
        assert it.layout.geo.projection.maxscale * 1000 / (east - west) == pytest.approx(180)


def test_a_map_of_one_place_has_the_finer_land_at_once():
    events = selection(file_of(defection("a", "london", "seoul")), "box=-1,51,1,52")
    assert draw_map(events, ViewOptions(), ChartSize(1000, 400)).layout.geo.resolution == FINE


@pytest.mark.parametrize("name", ["world_110m", "world_50m"])
def test_a_basemap_holds_the_layers_that_a_map_draws_and_no_point_more(name):
    topology = json.loads((ASSETS / "topojson" / f"{name}.json").read_text(encoding="utf-8"))
    geo = draw_map(selection(file_of(defection("a", "london"))), ViewOptions(), ChartSize(1000, 400)).layout.geo
    drawn = {name for name in ("land", "countries", "coastlines", "lakes", "rivers", "ocean") if geo[f"show{name}"]}
    assert drawn == set(LAYERS) == set(topology["objects"])
    assert with_layers(topology) == topology


def test_what_is_cut_from_a_basemap_keeps_its_points():
    line = {"type": "LineString", "arcs": [0]}
    country = {"type": "MultiPolygon", "arcs": [[[2, -2]]], "id": "XXX", "properties": {"ct": [0, 0]}}
    topology = {
        "objects": {
            "rivers": {"geometries": [line]},
            "countries": {"geometries": [country, {"id": "YYY", "type": None}]},
            "land": {"geometries": [{"type": "Polygon", "arcs": [[1, -3]]}]},
        },
        "arcs": [[[9, 9]], [[0, 0], [1, 0]], [[5, 5], [0, 1]]],
        "bbox": [0, 0, 9, 9],
        "transform": {"scale": [1, 1], "translate": [0, 0]},
    }
    smaller = with_layers(topology)
    assert smaller["arcs"] == [[[5, 5], [0, 1]], [[0, 0], [1, 0]]]
    (kept,) = smaller["objects"]["countries"]["geometries"]
    assert kept == {"type": "MultiPolygon", "arcs": [[[0, -2]]], "id": "XXX"}
    assert smaller["objects"]["land"]["geometries"] == [{"type": "Polygon", "arcs": [[1, -1]]}]
