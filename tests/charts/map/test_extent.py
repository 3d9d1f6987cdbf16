"""What a map fits: the projection is that of the whole file, the view that of the selection."""

import gc
import math
import weakref
from typing import Any

import plotly.graph_objects as go
import pytest

from dashboard.charts.map.figure import draw_map
from dashboard.charts.view import ChartSize
from dashboard.dataset import Dataset
from dashboard.dataset.reader import read_bytes
from dashboard.selection import ViewOptions
from tests.builders import selection
from tests.charts.map.drawn import by_name, drawn, labels, miller, to_pixels
from tests.charts.map.events import context, defection, file_of
from tests.figures import traces

SIZE = ChartSize(1000, 400)


def draw(dataset: Dataset, *ids: str, width: int = 1000) -> go.Figure:
    return drawn(dataset, *ids, size=ChartSize(width, 400))


def draw_query(dataset: Dataset, query: str) -> go.Figure:
    return draw_map(selection(dataset, query), ViewOptions(), SIZE)


def clip(figure: go.Figure) -> tuple[float, float, float, float]:
    """Return left, top, right and bottom of the rectangle, in pixels, in which plotly draws a map."""
    width, height = figure.layout.width, figure.layout.height - figure.layout.margin.b
    (west, east), (south, north) = geo(figure).lonaxis.range, geo(figure).lataxis.range
    bulge = math.cos(math.radians((east - west) / 8))
    bottom, top = (miller(math.degrees(math.atan(math.tan(math.radians(it)) / bulge))) for it in (south, north))
    scale = min(width / (east - west), height / (top - bottom))
    across, down = (east - west) * scale, (top - bottom) * scale
    return (width - across) / 2, (height - down) / 2, (width + across) / 2, (height + down) / 2


def geo(figure: go.Figure) -> Any:
    return figure.layout.geo


def visible_longitudes(figure: go.Figure) -> float:
    west, east = geo(figure).lonaxis.range
    return float((east - west) / geo(figure).projection.scale)


def test_the_projection_is_the_same_for_every_selection_of_a_file() -> None:
    dataset = file_of(defection("a", "london", "seoul"), defection("b", "vladivostok"), context("c", "jilin"))
    whole, *parts = [draw(dataset), *(draw(dataset, key) for key in "abc")]
    for figure in parts:
        assert geo(figure).lonaxis == geo(whole).lonaxis
        assert geo(figure).lataxis == geo(whole).lataxis
        assert geo(figure).projection.rotation == geo(whole).projection.rotation
        assert geo(figure).projection.type == geo(whole).projection.type
        assert figure.layout.uirevision == whole.layout.uirevision


def test_centre_and_scale_follow_the_selection() -> None:
    dataset = file_of(defection("a", "london", "seoul"), defection("b", "vladivostok"))
    everything, far_east = draw(dataset), draw(dataset, "b")
    assert geo(everything).projection.scale == pytest.approx(1)
    assert geo(everything).center.lon == pytest.approx((0 + 131.87353) / 2, abs=0.01)
    assert geo(far_east).projection.scale > 3
    assert geo(far_east).center.lon == pytest.approx(131.87353)
    assert geo(far_east).center.lat == pytest.approx(43.10562)


@pytest.mark.parametrize(
    ("place", "name", "longitude", "latitude"), [("london", "London", 0, 51.5), ("ushuaia", "Ushuaia", -68.3, -54.8)]
)
def test_one_place_alone_is_shown_with_the_region_around_it(
    place: str, name: str, longitude: float, latitude: float
) -> None:
    figure = draw(file_of(defection("a", place)))
    assert geo(figure).center.lon == pytest.approx(longitude)
    assert geo(figure).center.lat == pytest.approx(latitude)
    assert 20 < visible_longitudes(figure) < 80
    assert list(by_name(figure)) == [name]
    assert [label.startswith(name) for label in labels(figure)] == [True]


def test_places_on_both_sides_of_180_degrees_are_shown_close_together() -> None:
    figure = draw(file_of(defection("a", "fiji-east", "fiji-west")))
    assert abs(geo(figure).center.lon) == pytest.approx(180)
    assert visible_longitudes(figure) < 80
    at = to_pixels(figure)
    assert 0 < at(179, -17)[0] < at(-179, -17)[0] < 1000


def test_the_view_over_the_antimeridian_is_centred_between_its_places() -> None:
    figure = draw(file_of(defection("a", "anchorage", "vladivostok")))
    # 131.87353° and 210.0997° east.
    assert geo(figure).center.lon == pytest.approx(170.98662, abs=0.001)
    assert visible_longitudes(figure) < 160


@pytest.mark.parametrize("width", [360, 1000])
@pytest.mark.parametrize(
    "pair",
    [
        ("london", "seoul"),
        ("anchorage", "vladivostok"),
        ("moscow", "ushuaia"),
        ("tromso", "ushuaia"),
        ("fiji-east", "london"),
        ("seoul", "mcmurdo"),
    ],
)
def test_the_view_holds_every_place_that_is_shown(pair: tuple[str, str], width: int) -> None:
    figure = draw(file_of(defection("a", pair[0]), defection("b", pair[1])), width=width)
    height = figure.layout.height - figure.layout.margin.b
    at = to_pixels(figure)
    for place in by_name(figure).values():
        x, y = at(place["lon"], place["lat"])
        assert 0 < x < width
        assert 0 < y < height


POLAR = {
    "north-pole": "{name: North Pole, lat: 90, lon: 0}",
    "alert": "{name: Alert, lat: 85, lon: -60}",
    "vostok": "{name: Vostok, lat: -85, lon: 100}",
    "south-pole": "{name: South Pole, lat: -90, lon: 40}",
    "quito": "{name: Quito, lat: 0, lon: -60}",
}


@pytest.mark.parametrize(("width", "height"), [(358, 320), (358, 270), (1070, 372), (1160, 145)])
@pytest.mark.parametrize(
    "places",
    [*([key] for key in POLAR), *([key, "quito"] for key in POLAR if key != "quito"), list(POLAR)],
    ids=" ".join,
)
def test_marks_at_the_poles_are_whole(places: list[str], width: int, height: int) -> None:
    events = [defection(f"{key}-{n}", key) for key in places for n in range(12)]
    figure = drawn(file_of(*events, places=POLAR), size=ChartSize(width, height, is_fixed=True))
    at = to_pixels(figure)
    assert geo(figure).lataxis.range[0] >= -90
    assert geo(figure).lataxis.range[1] <= 90
    # plotly cuts off what lies outside of the ranges as they are at a scale of 1.
    left, top, right, bottom = clip(figure)
    for ring in traces(figure, "Whereabouts unknown"):
        for lon, lat, size, line in zip(ring.lon, ring.lat, ring.marker.size, ring.marker.line.width, strict=True):
            (x, y), reach = at(lon, lat), (size + line) / 2
            assert left <= x - reach
            assert x + reach <= right
            assert top <= y - reach
            assert y + reach <= bottom


@pytest.mark.parametrize("query", ["post=GB", "to=KR", "rank=a", "post=GB&rank=a"])
def test_context_that_a_filter_passes_over_does_not_widen_the_view(query: str) -> None:
    events = [
        defection("a", "london", "moscow"),
        defection("b", "moscow", "seoul", rank="b"),
        context("c", "anchorage"),
    ]
    dataset = file_of(*(events if "to" not in query else [defection("a", "vladivostok", "seoul"), events[2]]))
    with_context, without = (draw_query(dataset, query + more) for more in ("", "&context=0"))
    assert geo(with_context).center == geo(without).center
    assert geo(with_context).projection.scale == geo(without).projection.scale
    assert visible_longitudes(with_context) < visible_longitudes(draw_query(dataset, ""))


@pytest.mark.parametrize("query", ["", "q=person+talks", "status=reported"])
def test_context_that_is_asked_for_widens_the_view(query: str) -> None:
    dataset = file_of(defection("a", "london"), context("c", "anchorage", title="Talks with a person"))
    figure = draw_query(dataset, query)
    at = to_pixels(figure)
    for place in by_name(figure).values():
        assert 0 < at(place["lon"], place["lat"])[0] < 1000


def test_context_is_what_the_view_fits_where_a_filter_leaves_no_defection_with_a_place() -> None:
    dataset = file_of(defection("a", "london"), defection("b", None, rank="b"), context("c", "anchorage"))
    figure = draw_query(dataset, "rank=b")
    assert list(by_name(figure)) == ["Anchorage"]
    assert geo(figure).center.lon == pytest.approx(-149.9003)


def test_what_a_map_remembers_of_a_file_goes_with_the_file() -> None:
    text = "schema_version: 1\ntitle: T\nsources: {s: {type: book}}\nplaces: {a: {name: A, lat: 1, lon: 2}}\n"
    reading = read_bytes((text + "events:\n" + defection("e", "a").replace(", rank: a", "")).encode())
    assert reading.dataset
    dataset = reading.dataset
    del reading
    draw(dataset)
    places = weakref.ref(dataset.index.places)
    assert places() is not None
    del dataset
    gc.collect()
    assert places() is None
