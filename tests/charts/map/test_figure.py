"""The map: places, arcs, whereabouts, labels, and the view that fits what is shown."""

import gc
import html
import json
import math
import re
import weakref
from collections.abc import Callable
from itertools import combinations
from typing import Any

import numpy as np
import plotly.graph_objects as go
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.charts.map import labels
from dashboard.charts.map.figure import world
from dashboard.charts.map.labels import Label
from dashboard.charts.text_metrics import text_width
from dashboard.charts.view import View, view
from dashboard.dataset import Dataset
from dashboard.dataset.frames import tabulate
from dashboard.dataset.reader import read_bytes

HEAD = """
schema_version: 1
title: T
sources: {s: {type: article, title: The Herald}}
places:
  london: {name: London, country: GB, lat: 51.5, lon: 0}
  moscow: {name: Moscow, country: RU, lat: 55.75, lon: 37.6}
  vladivostok: {name: Vladivostok, country: RU, lat: 43.10562, lon: 131.87353}
  seoul: {name: Seoul, country: KR, lat: 37.5, lon: 127}
  anchorage: {name: Anchorage, country: US, lat: 61.2181, lon: -149.9003}
  jilin: {name: Jilin, country: CN, lat: 43, lon: 126, precision: adm1}
  border: {name: Border regions, country: CN}
  null-island-west: {name: West, lat: 0, lon: -45}
  null-island-east: {name: East, lat: 0, lon: 45}
  fiji-east: {name: Fiji east, country: FJ, lat: -17, lon: -179}
  fiji-west: {name: Fiji west, country: FJ, lat: -17, lon: 179}
  west-45: {name: West, lat: 45, lon: -45}
  east-45: {name: East, lat: 45, lon: 45}
  tromso: {name: Tromsø, country: "NO", lat: 69.65, lon: 18.96}
  ushuaia: {name: Ushuaia, country: AR, lat: -54.8, lon: -68.3}
  mcmurdo: {name: McMurdo, country: AQ, lat: -77.85, lon: 166.67}
ranks:
  ambassador: {label: Ambassador}
  secretary: {label: Secretary}
events:
"""

DatasetOf = Callable[[str], Dataset]


def defection(key: str, post: str | None, to: str = "unknown", rank: str = "null", name: str | None = None) -> str:
    """Return an event; `to` is a reason why the destination is not known, or else the id of a place."""
    why = ("unknown", "undisclosed", "in-transit", "returned")
    destination = f"{{status: {to}}}" if to in why else f"{{status: known, place: {to}}}"
    posted = f"{{place: {post}}}" if post else "{mission: Embassy}"
    persons = f"[{{name: {json.dumps(name or key)}, rank: {rank}}}]"
    return (
        f"  - {{id: {key}, type: defection, status: reported, persons: {persons}, post: {posted}, "
        f"destination: {destination}}}\n"
    )


def context(key: str, *places: str, title: str | None = None) -> str:
    return (
        f"  - {{id: {key}, type: context, title: {json.dumps(title or key)}, status: reported, "
        f"places: [{', '.join(places)}]}}\n"
    )


def selected(dataset: Dataset, *ids: str, by: str = "country", width: int = 1000, marked: tuple[str, ...] = ()) -> View:
    """Return the view of the events with these ids, of all where none is given."""
    every = dataset.frames.events["id"]
    return view(dataset, every.isin(ids or every).to_numpy(), by, width, frozenset(marked))


def drawn(dataset: Dataset, *ids: str, height: int = 400, **of: Any) -> go.Figure:
    return world(selected(dataset, *ids, **of), height)


def trace(figure: go.Figure, name: str) -> Any:
    (found,) = (t for t in figure.data if t.name == name and not t.showlegend)
    return found


def markers(figure: go.Figure) -> dict[str, dict[str, Any]]:
    """Return the marker of each place by the first line of its hover, its name."""
    places = trace(figure, "Places")
    names = [plain(said.split("<br>")[0]) for said in places.hovertext]
    assert len(names) == len(set(names))
    columns = {
        "size": places.marker.size,
        "symbol": places.marker.symbol,
        "colour": places.marker.color,
        "opacity": places.marker.opacity,
        "ids": places.customdata,
        "lon": places.lon,
        "lat": places.lat,
        "hover": places.hovertext,
    }
    return {name: {key: values[n] for key, values in columns.items()} for n, name in enumerate(names)}


def arcs(figure: go.Figure) -> list[list[tuple[float, float]]]:
    """Return the points of every arc, as longitude and latitude."""
    found: list[list[tuple[float, float]]] = []
    for lines in (t for t in figure.data if t.mode == "lines"):
        way: list[tuple[float, float]] = []
        for point in zip(lines.lon, lines.lat, strict=True):
            if point == (None, None):
                found.append(way)
                way = []
            else:
                way.append(point)
        assert not way
    return found


def legend(figure: go.Figure) -> dict[str, Any]:
    return {t.name: t.marker for t in figure.data if t.showlegend}


def plain(markup: str) -> str:
    """Take the tags that the charts write away, and decode what is left as a browser would."""
    return html.unescape(re.sub(r"</?(?:b|i|span|br)(?: style=\"[^\"<>]*\")?>", "", markup))


def notes(figure: go.Figure) -> list[str]:
    return [a.text for a in figure.layout.annotations]


# Places


def test_there_is_one_marker_a_place_whatever_it_holds(dataset_of: DatasetOf) -> None:
    dataset = dataset_of(
        HEAD + defection("a", "london", "seoul") + defection("b", "london") + context("c", "seoul", "london", "jilin")
    )
    found = markers(drawn(dataset))
    assert {name: list(of["ids"]) for name, of in found.items()} == {
        "London": ["a", "b", "c"],
        "Seoul": ["a", "c"],
        "Jilin (adm1)": ["c"],
    }
    assert (found["London"]["lon"], found["London"]["lat"]) == (0, 51.5)


def test_the_area_of_a_marker_grows_with_the_number_of_its_events(dataset_of: DatasetOf) -> None:
    text = HEAD + defection("one", "moscow") + "".join(defection(f"e{n}", "london") for n in range(4))
    found = markers(drawn(dataset_of(text)))
    assert found["London"]["size"] == pytest.approx(2 * found["Moscow"]["size"])


def test_post_destination_and_context_have_symbols_of_their_own_that_the_legend_explains(dataset_of: DatasetOf) -> None:
    figure = drawn(dataset_of(HEAD + defection("a", "london", "seoul") + context("c", "jilin")))
    found = markers(figure)
    symbols = {found[name]["symbol"] for name in ("London", "Seoul", "Jilin (adm1)")}
    assert len(symbols) == 3
    assert legend(figure)["Destination"].symbol == found["Seoul"]["symbol"]
    assert legend(figure)["Context"].symbol == found["Jilin (adm1)"]["symbol"]
    assert legend(figure)["United Kingdom"].symbol == found["London"]["symbol"]


def test_a_context_place_is_smaller_and_hollow(dataset_of: DatasetOf) -> None:
    figure = drawn(dataset_of(HEAD + defection("a", "london") + context("c", "jilin")))
    found = markers(figure)
    assert found["Jilin (adm1)"]["size"] < found["London"]["size"]
    assert found["Jilin (adm1)"]["colour"] == figure.layout.template.layout.paper_bgcolor


def test_a_post_that_is_also_a_destination_is_drawn_as_a_post(dataset_of: DatasetOf) -> None:
    found = markers(drawn(dataset_of(HEAD + defection("a", "london", "moscow") + defection("b", "moscow", "seoul"))))
    assert found["Moscow"]["symbol"] == found["London"]["symbol"] != found["Seoul"]["symbol"]


def test_a_post_of_several_colours_has_none_of_them_and_the_legend_says_so(dataset_of: DatasetOf) -> None:
    text = HEAD + defection("a", "london", rank="ambassador") + defection("b", "london", rank="secretary")
    both = drawn(dataset_of(text), by="rank")
    assert list(legend(both))[:3] == ["Ambassador", "Secretary", "Several"]
    assert markers(both)["London"]["colour"] == legend(both)["Several"].color
    alone = drawn(dataset_of(text), "a", by="rank")
    assert markers(alone)["London"]["colour"] == legend(alone)["Ambassador"].color
    assert "Several" not in legend(alone)


def test_events_without_a_point_are_not_drawn(dataset_of: DatasetOf) -> None:
    figure = drawn(
        dataset_of(
            HEAD
            + defection("a", "london")
            + defection("nowhere", None)
            + defection("no-point", "border")
            + context("c", "border")
        )
    )
    assert list(markers(figure)) == ["London"]
    assert {tuple(ids) for t in figure.data if t.customdata is not None for ids in t.customdata} == {("a",)}
    assert 0 not in (*trace(figure, "Places").lat,)


def test_hover_names_the_place_and_who_left_and_arrived(dataset_of: DatasetOf) -> None:
    dataset = dataset_of(
        HEAD + defection("a", "london", name="Thae") + defection("b", "moscow", "london") + context("c", "london")
    )
    said = markers(drawn(dataset))["London"]["hover"]
    assert [plain(line) for line in said.split("<br>")] == [
        "London",
        "1 left",
        "Thae · whereabouts unknown",
        "1 arrived",
        "b",
        "1 context",
        "c",
    ]


def test_hover_over_many_events_names_some_and_counts_the_rest(dataset_of: DatasetOf) -> None:
    text = HEAD + "".join(defection(f"e{n}", "london", "seoul") for n in range(250))
    lines = [plain(line) for line in markers(drawn(dataset_of(text)))["London"]["hover"].split("<br>")]
    assert lines[1] == "250 left"
    named = [line for line in lines if line.startswith("e")]
    assert lines[-1] == f"and {250 - len(named):,} more"
    assert len(lines) < 20


def test_a_place_that_a_context_event_names_twice_has_it_once(dataset_of: DatasetOf) -> None:
    found = markers(drawn(dataset_of(HEAD + context("c", "jilin", "jilin"))))
    assert [plain(line) for line in found["Jilin (adm1)"]["hover"].split("<br>")][1:] == ["1 context", "c"]


# Arcs


def test_an_arc_leads_from_post_to_destination(dataset_of: DatasetOf) -> None:
    (way,) = arcs(drawn(dataset_of(HEAD + defection("a", "london", "seoul"))))
    assert way[0] == pytest.approx((0, 51.5), abs=0.001)
    assert way[-1] == pytest.approx((127, 37.5), abs=0.001)


def test_events_of_one_way_and_colour_share_an_arc_that_is_wider(dataset_of: DatasetOf) -> None:
    text = HEAD + defection("a", "london", "seoul") + defection("b", "london", "seoul")
    together, alone = drawn(dataset_of(text)), drawn(dataset_of(text), "a")
    assert len(arcs(together)) == len(arcs(alone)) == 1
    (wide,), (thin,) = ([t.line.width for t in f.data if t.mode == "lines"] for f in (together, alone))
    assert wide > thin


def test_every_arc_and_every_role_of_a_place_tells_its_events_to_a_script(dataset_of: DatasetOf) -> None:
    text = HEAD + defection("a", "london", "seoul") + defection("b", "london", "seoul") + context("c", "seoul")
    figure = drawn(dataset_of(text))
    assert [t.meta for t in figure.data if t.mode == "lines"] == [{"lines": [["a", "b"]]}]
    seoul, london = trace(figure, "Places").meta["roles"]
    assert seoul == {"destination": ["a", "b"], "context": ["c"]}
    assert london == {"post": ["a", "b"]}


def test_one_way_in_two_colours_has_two_arcs(dataset_of: DatasetOf) -> None:
    text = (
        HEAD
        + defection("a", "london", "seoul", rank="ambassador")
        + defection("b", "london", "seoul", rank="secretary")
    )
    assert len(arcs(drawn(dataset_of(text), by="rank"))) == 2
    assert len(arcs(drawn(dataset_of(text), by="country"))) == 1
    colours = {t.name: t.line.color for t in drawn(dataset_of(text), by="rank").data if t.mode == "lines"}
    assert set(colours) == {"Ambassador", "Secretary"}
    assert len(set(colours.values())) == 2


def test_each_way_has_an_arc_of_its_own_and_there_is_another_one_back(dataset_of: DatasetOf) -> None:
    text = (
        HEAD + defection("a", "london", "seoul") + defection("b", "moscow", "seoul") + defection("c", "seoul", "london")
    )
    ends = {(way[0], way[-1]) for way in arcs(drawn(dataset_of(text)))}
    assert len(ends) == 3


@pytest.mark.parametrize("to", ["unknown", "undisclosed", "in-transit", "returned"])
def test_there_is_no_arc_where_the_destination_is_not_known(dataset_of: DatasetOf, to: str) -> None:
    figure = drawn(dataset_of(HEAD + defection("a", "london", to) + context("c", "seoul")))
    assert arcs(figure) == []


def test_there_is_no_arc_to_a_country_without_a_place_nor_to_a_place_without_a_point(dataset_of: DatasetOf) -> None:
    to_country = defection("a", "london").replace("status: unknown", "status: known, country: KR")
    figure = drawn(
        dataset_of(HEAD + to_country + defection("b", "london", "border") + defection("c", "border", "seoul"))
    )
    assert arcs(figure) == []
    assert set(markers(figure)) == {"London", "Seoul"}


def test_there_is_no_arc_from_a_post_to_the_same_place(dataset_of: DatasetOf) -> None:
    figure = drawn(dataset_of(HEAD + defection("a", "london", "london")))
    assert all(point == (0, 51.5) for way in arcs(figure) for point in way)
    assert list(markers(figure)) == ["London"]


def test_an_arc_on_the_equator_stays_on_it(dataset_of: DatasetOf) -> None:
    (way,) = arcs(drawn(dataset_of(HEAD + defection("a", "null-island-west", "null-island-east"))))
    assert {lat for _, lat in way} == {0}
    steps = np.diff([lon for lon, _ in way])
    assert steps == pytest.approx(90 / (len(way) - 1), abs=0.002)


def test_an_arc_at_45_degrees_north_bends_to_54_degrees_in_its_middle(dataset_of: DatasetOf) -> None:
    # A quarter of a circle of latitude: tan(middle) = tan(45°) / cos(45°), so 54.736°.
    (way,) = arcs(drawn(dataset_of(HEAD + defection("a", "west-45", "east-45"))))
    assert max(lat for _, lat in way) == pytest.approx(54.736, abs=0.01)
    assert min(way, key=lambda point: abs(point[0]))[1] == pytest.approx(54.736, abs=0.01)


def on_the_sphere(longitude: float, latitude: float) -> np.ndarray:
    lon, lat = math.radians(longitude), math.radians(latitude)
    return np.array([math.cos(lat) * math.cos(lon), math.cos(lat) * math.sin(lon), math.sin(lat)])


@pytest.mark.parametrize("pair", [("london", "seoul"), ("anchorage", "vladivostok"), ("ushuaia", "fiji-west")])
def test_the_points_of_an_arc_lie_evenly_on_the_great_circle(dataset_of: DatasetOf, pair: tuple[str, str]) -> None:
    (way,) = arcs(drawn(dataset_of(HEAD + defection("a", *pair))))
    points = np.array([on_the_sphere(*point) for point in way])
    normal = np.cross(points[0], points[-1])
    assert np.abs(points @ (normal / np.linalg.norm(normal))).max() < 1e-4
    whole = math.acos(points[0] @ points[-1])
    assert whole < math.pi
    steps = np.arccos(np.clip((points[:-1] * points[1:]).sum(axis=1), -1, 1))
    assert steps == pytest.approx(whole / len(steps), rel=0.01)


def test_an_arc_over_the_antimeridian_takes_the_short_way(dataset_of: DatasetOf) -> None:
    # Halfway between Anchorage and Vladivostok: 58.575° north, 161.515° east.
    (way,) = arcs(drawn(dataset_of(HEAD + defection("a", "anchorage", "vladivostok"))))
    assert all(lon > 131 or lon < -149 for lon, _ in way)
    east = [(lon % 360, lat) for lon, lat in way]
    assert len(east) % 2
    assert east[len(east) // 2] == pytest.approx((161.515, 58.575), abs=0.02)


# Whereabouts


def test_each_reason_for_an_unknown_destination_has_a_symbol_at_the_post_that_the_legend_explains(
    dataset_of: DatasetOf,
) -> None:
    figure = drawn(
        dataset_of(
            HEAD
            + defection("a", "london", "unknown")
            + defection("b", "moscow", "undisclosed")
            + defection("c", "seoul", "in-transit")
            + defection("d", "anchorage", "returned")
        )
    )
    at = {
        "Whereabouts unknown": (0, "a"),
        "Whereabouts undisclosed": (37.6, "b"),
        "In transit": (127, "c"),
        "Returned": (-149.9003, "d"),
    }
    symbols = set()
    for name, (lon, key) in at.items():
        ring = trace(figure, name)
        assert list(ring.lon) == [lon]
        assert [list(ids) for ids in ring.customdata] == [[key]]
        assert ring.marker.symbol == legend(figure)[name].symbol
        symbols.add(ring.marker.symbol)
    assert len(symbols) == 4
    assert not symbols & {of["symbol"] for of in markers(figure).values()}


def test_a_symbol_for_whereabouts_is_larger_than_the_marker_it_surrounds(dataset_of: DatasetOf) -> None:
    figure = drawn(dataset_of(HEAD + "".join(defection(f"e{n}", "london") for n in range(5))))
    assert trace(figure, "Whereabouts unknown").marker.size[0] > markers(figure)["London"]["size"]


def test_the_legend_holds_no_reason_that_is_not_shown(dataset_of: DatasetOf) -> None:
    dataset = dataset_of(HEAD + defection("a", "london", "unknown") + defection("b", "moscow", "seoul"))
    assert list(legend(drawn(dataset, "b"))) == ["Russia", "Destination"]
    assert list(legend(drawn(dataset, "a"))) == ["United Kingdom", "Whereabouts unknown"]


# The view


def geo(figure: go.Figure) -> Any:
    return figure.layout.geo


def visible_longitudes(figure: go.Figure) -> float:
    west, east = geo(figure).lonaxis.range
    return (east - west) / geo(figure).projection.scale


def miller(latitude: float) -> float:
    """Project degrees of latitude, into degrees of the equator (Snyder 1987, page 88)."""
    return math.degrees(1.25 * math.log(math.tan(math.pi / 4 + 0.4 * math.radians(latitude))))


def to_pixels(figure: go.Figure) -> Callable[[float, float], tuple[float, float]]:
    """Return where a place is drawn: pixels from the left and from the top of the map."""
    width = figure.layout.width - figure.layout.margin.l - figure.layout.margin.r
    height = figure.layout.height - figure.layout.margin.t - figure.layout.margin.b
    west, east = geo(figure).lonaxis.range
    # plotly fits a range of latitudes by great circles, each a quarter of its width.
    ends = [math.radians(latitude) for latitude in geo(figure).lataxis.range]
    south, north = (
        math.degrees(math.atan(math.tan(end) / math.cos(math.radians((east - west) / 8))) if end * sign > 0 else end)
        for end, sign in zip(ends, (-1, 1), strict=True)
    )
    fitted = min(width / (east - west), height / (miller(north) - miller(south)))
    a_degree = fitted * geo(figure).projection.scale
    centre = geo(figure).center

    def at(longitude: float, latitude: float) -> tuple[float, float]:
        east = (longitude - centre.lon + 180) % 360 - 180
        return width / 2 + east * a_degree, height / 2 - (miller(latitude) - miller(centre.lat)) * a_degree

    return at


def test_the_projection_is_the_same_for_every_selection_of_a_file(dataset_of: DatasetOf) -> None:
    text = HEAD + defection("a", "london", "seoul") + defection("b", "vladivostok") + context("c", "jilin")
    dataset = dataset_of(text)
    figures = [drawn(dataset), drawn(dataset, "a"), drawn(dataset, "b"), drawn(dataset, "c")]
    for figure in figures:
        assert geo(figure).lonaxis == geo(figures[0]).lonaxis
        assert geo(figure).lataxis == geo(figures[0]).lataxis
        assert geo(figure).projection.rotation == geo(figures[0]).projection.rotation
        assert geo(figure).projection.type == geo(figures[0]).projection.type
        assert figure.layout.uirevision == figures[0].layout.uirevision


def test_centre_and_scale_follow_the_selection(dataset_of: DatasetOf) -> None:
    dataset = dataset_of(HEAD + defection("a", "london", "seoul") + defection("b", "vladivostok"))
    everything, far_east = drawn(dataset), drawn(dataset, "b")
    assert geo(everything).projection.scale == pytest.approx(1)
    assert geo(everything).center.lon == pytest.approx((0 + 131.87353) / 2, abs=0.01)
    assert geo(far_east).projection.scale > 3
    assert geo(far_east).center.lon == pytest.approx(131.87353)
    assert geo(far_east).center.lat == pytest.approx(43.10562)


@pytest.mark.parametrize(
    ("place", "name", "longitude", "latitude"), [("london", "London", 0, 51.5), ("ushuaia", "Ushuaia", -68.3, -54.8)]
)
def test_one_place_alone_is_shown_with_the_region_around_it(
    dataset_of: DatasetOf, place: str, name: str, longitude: float, latitude: float
) -> None:
    figure = drawn(dataset_of(HEAD + defection("a", place)))
    assert geo(figure).center.lon == pytest.approx(longitude)
    assert geo(figure).center.lat == pytest.approx(latitude)
    assert 20 < visible_longitudes(figure) < 80
    assert list(markers(figure)) == [name]
    assert [plain(markup).startswith(name) for markup in trace(figure, "Labels").text] == [True]


def test_places_on_both_sides_of_180_degrees_are_shown_close_together(dataset_of: DatasetOf) -> None:
    figure = drawn(dataset_of(HEAD + defection("a", "fiji-east", "fiji-west")))
    assert abs(geo(figure).center.lon) == pytest.approx(180)
    assert visible_longitudes(figure) < 80
    at = to_pixels(figure)
    assert 0 < at(179, -17)[0] < at(-179, -17)[0] < 1000


def test_the_view_over_the_antimeridian_is_centred_between_its_places(dataset_of: DatasetOf) -> None:
    figure = drawn(dataset_of(HEAD + defection("a", "anchorage", "vladivostok")))
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
def test_the_view_holds_every_place_that_is_shown(dataset_of: DatasetOf, pair: tuple[str, str], width: int) -> None:
    figure = drawn(dataset_of(HEAD + defection("a", pair[0]) + defection("b", pair[1])), width=width)
    height = figure.layout.height - figure.layout.margin.b
    at = to_pixels(figure)
    for place in markers(figure).values():
        x, y = at(place["lon"], place["lat"])
        assert 0 < x < width
        assert 0 < y < height


def test_the_figure_has_the_size_asked_for(dataset_of: DatasetOf) -> None:
    dataset = dataset_of(HEAD + defection("a", "london", "seoul"))
    for width, height in ((360, 300), (1070, 372)):
        figure = drawn(dataset, width=width, height=height)
        assert (figure.layout.width, figure.layout.height) == (width, height)


def test_nothing_to_show_is_said_in_words(dataset_of: DatasetOf) -> None:
    dataset = dataset_of(HEAD + defection("a", "london"))
    nothing = world(view(dataset, np.array([False]), "country", 1000), 400)
    assert notes(nothing) == ["No event to show."]
    assert len(nothing.data) == 0
    assert (nothing.layout.width, nothing.layout.height) == (1000, 400)


def test_a_selection_without_any_point_is_said_in_words(dataset_of: DatasetOf) -> None:
    dataset = dataset_of(HEAD + defection("a", "london") + defection("b", "border"))
    assert notes(drawn(dataset, "b")) == ["None of these events has a point on the map."]


# Marks, text


def test_marked_events_keep_their_strength_and_the_others_stand_back(dataset_of: DatasetOf) -> None:
    dataset = dataset_of(HEAD + defection("a", "london", "seoul") + defection("b", "moscow", "seoul"))
    figure = drawn(dataset, marked=("a",))
    found = markers(figure)
    assert found["London"]["opacity"] == found["Seoul"]["opacity"] == 1
    assert found["Moscow"]["opacity"] < 0.5
    strength = {t.name: t.opacity for t in figure.data if t.mode == "lines"}
    assert strength["Russia"] < 0.5 < strength["United Kingdom"]


def test_whereabouts_of_events_that_stand_back_do_so_too(dataset_of: DatasetOf) -> None:
    dataset = dataset_of(HEAD + defection("a", "london") + defection("b", "moscow"))
    first, second = trace(drawn(dataset, marked=("b",)), "Whereabouts unknown").marker.opacity
    assert first < 0.5
    assert second == 1


def test_without_a_mark_nothing_stands_back(dataset_of: DatasetOf) -> None:
    dataset = dataset_of(HEAD + defection("a", "london", "seoul") + defection("b", "moscow", "seoul"))
    assert {of["opacity"] for of in markers(drawn(dataset)).values()} == {1}


READER_TEXT = '<b>"x"</b> & %{x} &lt;'


def test_text_of_the_file_is_shown_as_text_everywhere(dataset_of: DatasetOf) -> None:
    written = json.dumps(READER_TEXT)
    head = HEAD.replace("name: London", f"name: {written}").replace("label: Ambassador", f"label: {written}")
    text = (
        head + defection("a", "london", "seoul", "ambassador", READER_TEXT) + context("c", "london", title=READER_TEXT)
    )
    figure = drawn(dataset_of(text), by="rank")
    shown = [*trace(figure, "Labels").text, *trace(figure, "Places").hovertext, *(t.name for t in figure.data)]
    for markup in shown:
        assert set(re.findall(r"<[^>]*>", markup)) <= {
            "<b>",
            "</b>",
            "<br>",
            "</span>",
            '<span style="color:#62666d">',
            '<span style="font-size:12px">',
        }
    assert not [t for t in figure.data if t.hovertemplate or t.texttemplate]
    assert READER_TEXT in [plain(t.name) for t in figure.data if t.showlegend]
    said = [plain(line) for line in trace(figure, "Places").hovertext[-1].split("<br>")]
    assert said.count(READER_TEXT) == 3
    assert [plain(line) for line in trace(figure, "Labels").text[0].split("<br>")] == [READER_TEXT, READER_TEXT]


def test_drawing_leaves_the_view_and_the_locations_as_they_were(dataset_of: DatasetOf) -> None:
    dataset = dataset_of(HEAD + defection("a", "london", "seoul") + defection("b", "moscow") + context("c", "jilin"))
    of = selected(dataset, marked=("a",))
    whole = dataset.frames.locations
    frames = (of.events, of.milestones, of.locations, whole)
    before = [frame.copy() for frame in frames]
    world(of, 400)
    for frame, copy in zip(frames, before, strict=True):
        assert frame.equals(copy)
        assert list(frame.columns) == list(copy.columns)


def test_what_a_map_remembers_of_a_file_goes_with_the_file() -> None:
    reading = read_bytes((HEAD + defection("a", "london", "seoul")).encode())
    assert reading.records is not None
    dataset = Dataset(reading.records, tabulate(reading.records), reading.sha256)
    drawn(dataset)
    places = weakref.ref(dataset.index.places)
    assert places() is not None
    del dataset
    gc.collect()
    assert places() is None


# Labels


Box = tuple[float, float, float, float]  # left, top, right, bottom


def label_box(x: float, y: float, position: str, away: float, width: float, height: float) -> Box:
    vertical, horizontal = position.split()
    left = {"left": x - away - width, "center": x - width / 2, "right": x + away}[horizontal]
    top = {"top": y - away - height, "middle": y - height / 2, "bottom": y + away}[vertical]
    return left, top, left + width, top + height


def distance(box: Box, x: float, y: float) -> float:
    return math.hypot(max(box[0] - x, 0, x - box[2]), max(box[1] - y, 0, y - box[3]))


def overlap(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def label_boxes(figure: go.Figure) -> list[Box]:
    """Return the boxes of the labels as plotly sets them: off the marker by 1.25 radii and a pixel."""
    shown, at = trace(figure, "Labels"), to_pixels(figure)
    boxes = []
    for n, markup in enumerate(shown.text):
        lines = [plain(line) for line in markup.split("<br>")]
        x, y = at(shown.lon[n], shown.lat[n])
        away = 1.25 * shown.marker.size[n] / 2 + 1
        width = max(text_width(line, 13) for line in lines)
        boxes.append(label_box(x, y, shown.textposition[n], away, width, 16 * len(lines)))
    return boxes


def points_on_arcs(figure: go.Figure) -> np.ndarray:
    """Return points in pixels, close together, on all arcs."""
    at = to_pixels(figure)
    found = [np.empty((0, 2))]
    for way in arcs(figure):
        points = np.array([at(*point) for point in way])
        steps = points[1:] - points[:-1]
        before = np.abs(steps[:, 0]) < figure.layout.width / 2  # not around the back of the map
        found += [points[:-1][before] + t * steps[before] for t in np.linspace(0, 1, 8)]
    return np.concatenate(found)


def assert_labels_are_clear(figure: go.Figure) -> None:
    at, boxes = to_pixels(figure), label_boxes(figure)
    height = figure.layout.height - figure.layout.margin.b
    ways = points_on_arcs(figure)
    assert boxes
    for box in boxes:
        assert box[0] >= 0
        assert box[1] >= 0
        assert box[2] <= figure.layout.width
        assert box[3] <= height
        for place in markers(figure).values():
            assert distance(box, *at(place["lon"], place["lat"])) >= place["size"] / 2
        across = np.maximum(np.maximum(box[0] - ways[:, 0], ways[:, 0] - box[2]), 0)
        down = np.maximum(np.maximum(box[1] - ways[:, 1], ways[:, 1] - box[3]), 0)
        assert not len(ways) or np.hypot(across, down).min() > 1
    assert not [pair for pair in combinations(boxes, 2) if overlap(*pair)]


@pytest.mark.parametrize("size", [(350, 300), (700, 400), (1070, 372), (1160, 560)])
def test_no_label_of_the_shipped_file_covers_a_marker_an_arc_or_another_label(
    shipped: Dataset, size: tuple[int, int]
) -> None:
    width, height = size
    figure = drawn(shipped, width=width, height=height)
    assert_labels_are_clear(figure)
    named = [plain(markup.split("<br>")[0]) for markup in trace(figure, "Labels").text]
    assert {"London", "St. Petersburg"} <= set(named)
    assert width < 1000 or {"Vladivostok", "Seoul"} <= set(named)


def test_no_label_of_a_crowded_map_covers_anything(dataset_of: DatasetOf) -> None:
    crowd = "".join(
        f"  p{n}: {{name: Place number {n}, country: DE, lat: {45 + 1.7 * (n % 6)}, lon: {2 + 2.3 * (n // 6)}}}\n"
        for n in range(36)
    )
    text = HEAD.replace("ranks:\n", crowd + "ranks:\n")
    text += "".join(defection(f"e{n}", f"p{n}", "unknown" if n % 3 else "moscow") for n in range(36))
    figure = drawn(dataset_of(text), height=500)
    assert_labels_are_clear(figure)
    assert len(label_boxes(figure)) < 36


def test_a_label_names_the_place_in_bold_and_the_person_beneath(dataset_of: DatasetOf) -> None:
    figure = drawn(dataset_of(HEAD + defection("a", "london", "unknown", name="Thae Yong-ho")))
    (label,) = trace(figure, "Labels").text
    first, *rest = label.split("<br>")
    assert first == "<b>London</b>"
    assert [plain(line) for line in rest] == ["Thae Yong-ho", "whereabouts unknown"]


def test_a_label_of_several_events_counts_them(dataset_of: DatasetOf) -> None:
    figure = drawn(dataset_of(HEAD + defection("a", "london") + defection("b", "london")))
    assert [plain(line) for line in trace(figure, "Labels").text[0].split("<br>")] == ["London", "2 defections"]


NOTHING = np.empty((0, 3))


def one(x: float, y: float, radius: float = 5, width: float = 60, height: float = 16) -> list[Label]:
    return [Label(x, y, radius, width, height)]


def test_a_label_with_room_stands_to_the_right_of_its_marker() -> None:
    assert labels.place([one(100, 100)], np.array([[100, 100, 5]]), 400, 300) == [(0, "middle right")]


def test_a_label_at_the_right_edge_stands_to_the_left() -> None:
    assert labels.place([one(380, 100)], np.array([[380, 100, 5]]), 400, 300) == [(0, "middle left")]


def test_a_label_between_two_walls_stands_above_its_marker() -> None:
    walls = [[x, y, 10] for x in (50, 150) for y in (80, 100, 120)]
    assert labels.place([one(100, 100, width=40)], np.array(walls), 400, 300) == [(0, "top center")]


def test_a_label_without_room_is_left_out() -> None:
    everywhere = np.array([[x, y, 20] for x in range(0, 401, 20) for y in range(0, 301, 20)])
    assert labels.place([one(200, 150)], everywhere, 400, 300) == [None]


def test_a_label_wider_than_the_map_is_left_out() -> None:
    assert labels.place([one(200, 150, width=500)], NOTHING, 400, 300) == [None]


def test_where_the_full_label_has_no_room_a_shorter_one_is_taken() -> None:
    offered = [Label(200, 150, 5, 60, 310), Label(200, 150, 5, 60, 16)]
    assert labels.place([offered], NOTHING, 400, 300) == [(1, "middle right")]


def test_who_comes_first_is_served_first_and_the_second_gives_way() -> None:
    # Both would fit on the right, one at a time.
    wanted = [one(100, 100, height=60), one(100, 150, height=60)]
    at = np.array([[100, 100, 5], [100, 150, 5]])
    assert labels.place(wanted, at, 400, 300) == [(0, "middle right"), (0, "middle left")]
    assert labels.place(wanted[1:], at, 400, 300) == [(0, "middle right")]


def test_a_label_stands_nearer_to_its_own_marker_than_to_any_other() -> None:
    neighbours = [one(100, 100, radius=3), one(130, 100, radius=3)]
    assert labels.place(neighbours, NOTHING, 400, 300) == [(0, "middle left"), (0, "middle right")]


@given(
    anchors=st.lists(
        st.tuples(
            st.integers(0, 600),
            st.integers(0, 400),
            st.integers(3, 18),
            st.integers(10, 150),
            st.sampled_from([16, 32]),
        ),
        min_size=1,
        max_size=12,
    )
)
def test_labels_never_leave_the_map_nor_cover_a_marker_or_each_other(
    anchors: list[tuple[int, int, int, int, int]],
) -> None:
    obstacles = np.array([[x, y, radius] for x, y, radius, _, _ in anchors], dtype=float)
    wanted = [[Label(x, y, radius, width, height)] for x, y, radius, width, height in anchors]
    placed = labels.place(wanted, obstacles, 600, 400)
    boxes = [
        label_box(x, y, found[1], 1.25 * radius + 2, width, height)
        for (x, y, radius, width, height), found in zip(anchors, placed, strict=True)
        if found
    ]
    assert len(placed) == len(anchors)
    assert not [pair for pair in combinations(boxes, 2) if overlap(*pair)]
    for box in boxes:
        assert 0 <= box[0] < box[2] <= 600
        assert 0 <= box[1] < box[3] <= 400
        assert all(distance(box, x, y) >= radius for x, y, radius, _, _ in anchors)


def test_the_shipped_file_is_drawn_with_its_arcs_and_its_unknown_whereabouts(shipped: Dataset) -> None:
    figure = drawn(shipped, width=1070, height=372)
    assert len(arcs(figure)) == 2
    assert list(trace(figure, "Whereabouts unknown").lon) == [131.87353]
    assert list(legend(figure)) == ["United Kingdom", "Russia", "Whereabouts unknown", "Destination", "Context"]
