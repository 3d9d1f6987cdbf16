"""Maps of clusters: nothing is lost, what marks say is true, and clicks lead to what they stand for."""

import itertools
import json
import math
import re

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pytest

from dashboard.charts.map.basemap import Medium
from dashboard.charts.map.figure import draw_map
from dashboard.charts.map.projection import Zoom
from dashboard.charts.view import ChartSize
from dashboard.dataset import Dataset
from dashboard.selection import ViewOptions
from tests import builders
from tests.charts.map.drawn import SIZE, arcs, by_name, drawn, labels, legend, marks, miller, note, plain, to_pixels
from tests.charts.map.events import (
    context,
    defection,
    each_at,
    file_of,
    located,
    many_events,
    points,
)
from tests.figures import trace, traces

NOTE = "Nearby places share a mark; zoom in to separate them."
BY_STATUS, BY_RANK = ViewOptions("status"), ViewOptions("rank")


def draw(dataset: Dataset, zoom: Zoom | None = None, size: ChartSize = SIZE) -> go.Figure:
    return drawn(dataset, options=BY_STATUS, size=size, zoom=zoom)


# Nothing is lost


@pytest.mark.parametrize("events", [400, 1000, 10_000])
@pytest.mark.parametrize("width", [360, 1070])
def test_the_marks_together_stand_for_every_event_with_a_point(events: int, width: int) -> None:
    dataset = many_events(events)
    found = marks(draw(dataset, size=ChartSize(width, 372)))
    assert sum(m["number"] for m in found if m["role"] != "destination") == len(located(dataset, "post"))
    assert sum(m["number"] for m in found if m["role"] == "destination") == len(located(dataset, "destination"))
    about = located(dataset, "context")["event"]
    assert about.nunique() <= sum(m["about"] for m in found) <= len(about)  # once in each mark that it has places in


@pytest.mark.parametrize("zoom", [Zoom(3, 127.0, 38.0), Zoom(20, 127.0, 38.0), Zoom(60, 125.0, 36.0)])
def test_no_event_in_a_zoomed_window_is_lost(zoom: Zoom) -> None:
    dataset = many_events(1000, centre=(127, 38))
    figure = draw(dataset, zoom)
    width, height = figure.layout.width, figure.layout.height - figure.layout.margin.b
    west, east = figure.layout.geo.lonaxis.range
    scale = zoom.scale * width / (east - west)  # the map is as wide as its extent
    assert scale <= zoom.scale * height / 10
    posts = located(dataset, "post")
    away = (posts["latitude"].map(miller) - miller(zoom.latitude)).abs()
    inside = posts[
        ((posts["longitude"] - zoom.longitude).abs() < width / 2 / scale * 0.99) & (away < height / 2 / scale * 0.99)
    ]
    origins = [m for m in marks(figure) if m["role"] != "destination"]
    assert sum(m["number"] for m in origins) >= len(inside) > 0
    for lon, lat in set(zip(inside["longitude"], inside["latitude"], strict=True)):
        distances = [math.hypot(m["lon"] - lon, miller(m["lat"]) - miller(lat)) * scale for m in origins]
        assert min(distances) < 90


# Clusters and zoom


def test_panning_leaves_the_marks_that_stay_in_the_window_as_they_are() -> None:
    dataset = many_events(10_000, centre=(127, 38))
    first, second = (marks(draw(dataset, Zoom(12, lon, 38.0))) for lon in (127.0, 127.4))
    stay = [{k: m[k] for k in ("role", "lon", "lat", "size", "hover")} for m in first if abs(m["lon"] - 127.2) < 0.5]
    after = [{k: m[k] for k in ("role", "lon", "lat", "size", "hover")} for m in second]
    assert stay
    assert all(mark in after for mark in stay)


def test_zooming_in_parts_the_places() -> None:
    dataset = many_events(1000, centre=(127, 38))

    def share_of_clusters(zoom: Zoom | None) -> float:
        names = [mark["name"] for mark in marks(draw(dataset, zoom))]
        return sum(name.endswith(" places") for name in names) / len(names)

    fitted, zoomed = share_of_clusters(None), share_of_clusters(Zoom(30, 127.0, 38.0))
    assert fitted > 0.3
    assert zoomed < fitted / 2


def test_the_frame_of_the_figure_is_the_same_at_every_zoom() -> None:
    dataset = many_events(1000)
    fitted, zoomed = draw(dataset), draw(dataset, Zoom(9, 20.0, 20.0))
    assert fitted.layout.geo == zoomed.layout.geo
    assert fitted.layout.margin == zoomed.layout.margin
    assert fitted.layout.uirevision == zoomed.layout.uirevision
    assert legend(fitted) == legend(zoomed)


def around(places: int, apart: float) -> Dataset:
    """Return an event at each of so many places in a square, so many degrees apart; all went to one far away."""
    side = math.ceil(math.sqrt(places))
    at = {f"p{n}": (30 + apart * (n % side), 55 + apart * (n // side)) for n in range(places)}
    return file_of(*each_at((key, "far") for key in at), places=points(at | {"far": (127.0, 37.5)}))


def test_places_that_crowd_are_clustered_however_few_and_part_where_the_reader_zooms_in() -> None:
    dataset = around(49, 0.5)
    figure = draw(dataset)
    assert NOTE in note(figure)
    assert len(marks(figure)) < 12
    near = marks(draw(dataset, Zoom(9, 31.5, 56.5)))
    assert sum(mark["role"] == "post" for mark in near) == 49


def test_no_disc_hides_another() -> None:
    # Three rows of posts, some 10 px apart; every seventh has four events, the others one.
    at = {f"p{n}": (30 + 0.7 * (n % 20), 55 + 0.42 * (n // 20)) for n in range(60)}
    pairs = [(f"p{n}", "far") for n in range(60) for _ in range(1 if n % 7 else 4)]
    figure = draw(file_of(*each_at(pairs), places=points(at | {"far": (127.0, 37.5)})))
    to_pixel = to_pixels(figure)
    discs = [mark for mark in marks(figure) if mark["role"] == "post"]
    assert len(discs) > 1
    for one, other in itertools.combinations(discs, 2):
        apart = math.dist(to_pixel(one["lon"], one["lat"]), to_pixel(other["lon"], other["lat"]))
        assert apart > max(one["size"], other["size"]) / 2


def test_places_that_crowd_on_the_whole_map_are_drawn_one_by_one_in_a_box_around_them() -> None:
    of = builders.selection(around(49, 0.5), "box=30,55,33,58")
    figure = draw_map(of, BY_STATUS, SIZE)
    assert note(figure) == ""
    assert len(marks(figure)) == 50


def test_a_dozen_places_are_drawn_one_by_one_however_close() -> None:
    assert note(draw(around(11, 0.05))) == ""


def test_the_centre_of_a_view_is_on_the_map_of_the_whole_file() -> None:
    cities = {"london": 0.0, "rome": 12.5, "beijing": 116.4, "hanoi": 105.8, "havana": -82.4, "seoul": 127.0}
    events = [(key, "seoul") for key in cities for _ in range(60)]
    dataset = file_of(*each_at(events), places=points({key: (lon, 40.0) for key, lon in cities.items()}))
    for first, second in itertools.combinations(cities, 2):
        for every in (1, 30):
            ids = [f"e{n}" for n, (post, _) in enumerate(events) if post in (first, second) and n % every == 0]
            geo = drawn(dataset, *ids, options=BY_STATUS).layout.geo
            assert abs(geo.center.lon - geo.projection.rotation.lon) <= 180


# What a click does


def test_only_marks_of_few_events_hold_their_ids() -> None:
    dataset = many_events(10_000)
    fitted = marks(draw(dataset))
    found = marks(draw(dataset, Zoom(30, 20.0, 30.0))) + fitted
    assert {m["has_ids"] for m in found} == {True, False}
    for mark in found:
        if mark["has_ids"]:
            assert 1 <= len(mark["target"]) == mark["number"] + mark["about"] <= 50
    ids = [key for m in fitted if m["has_ids"] for key in m["target"]]
    assert len(ids) <= 1200
    assert set(ids) <= set(dataset.frames.events["id"])


@pytest.mark.parametrize("centre", [(127, 38), (180, -17)])
@pytest.mark.parametrize("scale", [None, 4.0, 20.0])
def test_a_box_holds_exactly_the_events_of_its_mark(centre: tuple[float, float], scale: float | None) -> None:
    dataset = many_events(10_000, centre=centre)
    of = pd.concat([located(dataset, "post"), located(dataset, "context")])
    boxes = exact = 0
    for mark in marks(draw(dataset, scale and Zoom(scale, *centre))):
        if mark["has_ids"] or not mark["target"]:
            assert mark["has_ids"] or mark["role"] == "destination"
            continue
        west, south, east, north = mark["target"]
        assert -180 <= west <= 180
        assert -180 <= east <= 180
        is_across = (of["longitude"] - west) % 360 <= (east - west) % 360
        held = of[is_across & of["latitude"].between(south, north)].drop_duplicates(["event", "role"])
        number = len(held[held["role"] == "post"]), len(held[held["role"] == "context"])
        boxes += 1
        exact += number == (mark["number"], mark["about"])
        assert number >= (mark["number"], mark["about"])
        assert (mark["lon"] - west) % 360 <= (east - west) % 360
    assert boxes > 3
    assert exact >= 0.9 * boxes


@pytest.mark.parametrize("apart", [0.004, 0.0009])
def test_the_boxes_of_marks_hold_no_other_place_however_close(apart: float) -> None:
    at = {"a": (127.0, 38.0), "b": (127.0 + apart, 38.0), "far": (0.0, 0.0)}
    dataset = file_of(*each_at(("ab"[n % 2], "far") for n in range(600)), places=points(at))
    found = [mark for mark in marks(draw(dataset)) if mark["role"] == "post"]
    assert len(found) == 2
    for mark in found:
        west, south, east, north = mark["target"]
        held = [key for key, (lon, lat) in at.items() if west <= lon <= east and south <= lat <= north]
        assert held == [mark["name"].lower()]
        assert mark["target"] == [round(edge, 4) for edge in mark["target"]]


def test_a_box_over_the_antimeridian_has_its_west_in_the_east() -> None:
    at = {f"p{n}": ((179.5 + n / 20 + 180) % 360 - 180, -17.0) for n in range(100)}
    dataset = file_of(*each_at((f"p{n % 100}", "unknown") for n in range(900)), places=points(at))
    boxes = [m["target"] for m in marks(draw(dataset)) if not m["has_ids"]]
    crossing = [box for box in boxes if box[0] > box[2]]
    assert crossing
    assert all(east < -170 and west > 170 for west, _, east, _ in crossing)


def test_a_mark_that_narrows_says_so_and_one_of_arrivals_alone_does_not_narrow() -> None:
    figure = draw(many_events(100_000))
    assert [it.meta for it in traces(figure, "Sums")] == [{"narrows": "box"}] * len(traces(figure, "Sums"))
    found = [m for m in marks(figure) if not m["has_ids"]]
    assert {m["target"] is None for m in found if m["role"] == "destination"} == {True}
    assert {len(m["target"]) for m in found if m["role"] == "post"} == {4}


# How marks look


def test_a_mark_that_overlaps_a_larger_one_is_drawn_over_all_that_belongs_to_that() -> None:
    # A town with discs within its disc and a ring around it, and a neighbour to which most of its events led.
    at = points({"town": (100.0, 50.0), "near": (101.0, 50.0), "far": (60.0, 20.0)})
    to = ("near", "near", "unknown")
    events = [defection(f"e{n}", "town", to[n % 3], "ab"[n % 2]) for n in range(300)]
    figure = drawn(file_of(*events, defection("f", "far", "near"), places=at), options=BY_RANK, zoom=Zoom(1, 80, 30))
    of = {
        lon: [n for n, it in enumerate(figure.data) if it.mode == "markers" and lon in (it.lon or ())]
        for lon in (100.0, 101.0)
    }
    assert len(of[100.0]) == 3
    assert min(of[101.0]) > max(of[100.0])


def test_areas_are_in_proportion_to_numbers_and_the_largest_is_bounded() -> None:
    at = {"a": (0.0, 50.0), "b": (60.0, 50.0), "c": (120.0, 50.0)}
    numbers = {"a": 4000, "b": 1000, "c": 250}
    events = each_at((key, "unknown") for key, number in numbers.items() for _ in range(number))
    found = by_name(draw(file_of(*events, places=points(at))))
    assert {name: of["size"] for name, of in found.items()} == {"A": 36, "B": 18, "C": 9}


def test_discs_within_a_disc_have_the_areas_of_their_shares_and_the_largest_category_is_outside() -> None:
    ranks = "a" * 250 + "b" * 150 + "c" * 100
    dataset = file_of(
        *(defection(f"e{n}", "a", rank=rank) for n, rank in enumerate(ranks)),
        places=points({"a": (0.0, 50.0), "b": (60.0, 50.0)}),
    )
    figure = drawn(dataset, options=BY_RANK)
    colours = {name: marker.color for name, marker in legend(figure).items()}
    (mark,) = marks(figure)
    inner = trace(figure, "Shares")
    assert [mark["colour"], *inner.marker.color] == [colours[name] for name in ("Ambassador", "Secretary", "Attaché")]
    assert [(size / mark["size"]) ** 2 for size in inner.marker.size] == pytest.approx([0.5, 0.2], abs=0.02)
    assert "250 Ambassador · 150 Secretary · 100 Attaché" in mark["hover"]
    assert "Inner discs show the shares of other colours." in note(figure)


def test_a_ring_has_the_area_of_those_whose_destination_is_not_known_and_hover_says_how_many() -> None:
    to = ["unknown"] * 300 + ["returned"] * 100 + ["b"] * 400
    figure = draw(file_of(*each_at(("a", where) for where in to), places=points({"a": (0, 50), "b": (60, 50)})))
    (mark,) = (m for m in marks(figure) if m["role"] == "post")
    assert list(legend(figure)) == ["Reported", "No known destination", "Destination"]
    ring = trace(figure, "No known destination")
    size, width = ring.marker.size[0], ring.marker.line.width[0]
    area = math.pi * ((size / 2 + width / 2) ** 2 - (size / 2 - width / 2) ** 2)
    assert area / (math.pi * (mark["size"] / 2) ** 2) == pytest.approx(400 / 800, rel=0.05)
    assert size - width > mark["size"]
    assert mark["hover"].split("\n")[-2:] == ["whereabouts of 300 unknown", "100 returned"]


def test_where_there_is_only_one_reason_the_ring_is_its_own() -> None:
    places = points({"a": (0.0, 50.0), "b": (60.0, 50.0)})
    figure = draw(file_of(*each_at([("a", "in-transit")] * 400), places=places))
    assert trace(figure, "In transit").marker.symbol == "triangle-up-open"
    assert list(legend(figure)) == ["Reported", "In transit"]


def test_routes_of_several_categories_have_the_colour_and_the_name_of_several() -> None:
    places = points({"a": (0.0, 50.0), "b": (60.0, 50.0), "c": (90.0, 10.0)})
    events = [defection(f"e{n}", "a", "bbbc"[n % 4], rank="ab"[n // 4 % 2]) for n in range(396)]
    events += [defection(f"c{n}", "c", "b", rank="c") for n in range(4)]
    routes = [it for it in drawn(file_of(*events, places=places), options=BY_RANK).data if it.mode == "lines"]
    assert {(it.name, it.line.color) for it in routes} == {("Mixed", "var(--several)"), ("Attaché", "var(--green)")}
    assert {it.name: it.line.width for it in routes if it.name == "Attaché"} == {"Attaché": 1.0}


def test_marked_events_keep_their_marks_strong_and_the_others_are_dimmed() -> None:
    dataset = many_events(1000)
    key = located(dataset, "destination")["event"].iloc[0]
    figure = drawn(dataset, options=ViewOptions("status", marked=(dataset.frames.events["id"][key],)))
    strong = [m for m in marks(figure) if not m["is_dimmed"]]
    assert sorted(m["role"] for m in strong) == ["destination", "post"]
    assert not any(m["is_dimmed"] for m in marks(draw(dataset)))
    routes = [it for it in figure.data if it.mode == "lines"]
    assert sum(list(it.lon).count(None) for it in routes if it.line.width > 0.6) <= 1


def test_what_is_drawn_around_a_mark_tells_the_same_events_as_the_mark() -> None:
    figure = drawn(many_events(1000), options=BY_STATUS)
    ids = {
        (it.lon[n], it.lat[n]): list(it.customdata[n])
        for it in traces(figure, "Places")
        for n, symbol in enumerate(it.marker.symbol)
        if symbol == "circle"
    }
    for name in ("Shares", "No known destination"):
        for around_marks in traces(figure, name):
            for *at, owners in zip(around_marks.lon, around_marks.lat, around_marks.customdata, strict=True):
                assert owners is None or list(owners) == ids[tuple(at)]
        assert any(any(it.customdata) for it in traces(figure, name))


def test_the_ids_of_a_route_are_told_if_they_are_few() -> None:
    places = points({"a": (0.0, 50.0), "b": (60.0, 50.0), "c": (90.0, 10.0)})
    dataset = file_of(*each_at([("a", "b")] * 400 + [("a", "c")] * 2), places=places)
    told = [ids for it in draw(dataset).data if it.mode == "lines" for ids in it.meta["lines"]]
    assert sorted(told, key=bool) == [None, ["e400", "e401"]]


# What marks say


def test_hover_over_a_mark_of_few_events_has_their_titles() -> None:
    places = points({f"p{n}": (-100.0 + n, 40.0 * math.sin(n)) for n in range(200)})
    events = [
        builders.event(f"e{n}", "defection", title=f"Title {n}", persons="[{name: Kim}]", post=f"{{place: p{n}}}")
        for n in range(200)
    ]
    shown = draw(file_of(*events, places=places))
    single = [it for it in marks(shown) if it["number"] == 1 and it["target"]]
    assert single
    for it in single:
        assert it["hover"].split("\n")[-2:] == ["Kim", f"Title {it['target'][0][1:]}"]


def test_hover_over_several_places_counts_them_and_names_the_largest() -> None:
    mark = max(marks(draw(many_events(10_000, centre=(127, 38)))), key=lambda m: m["number"])
    said = mark["hover"].split("\n")
    places = int(re.fullmatch(r"([\d,]+) places", said[0])[1])  # type: ignore[index]
    assert said[1] == f"{mark['number']:,} defected from here"
    named = [line for line in said if re.fullmatch(r"Place \d+ · [\d,]+", line)]
    assert len(named) == 4
    numbers = [int(line.split(" · ")[1].replace(",", "")) for line in named]
    assert numbers == sorted(numbers, reverse=True)
    assert said[-1] == f"and {places - 4:,} more"


def test_a_mark_of_one_event_names_it() -> None:
    at = {f"p{n}": (-100.0 + n, 40.0 * math.sin(n)) for n in range(200)}
    single = [
        m for m in marks(draw(file_of(*each_at((key, "unknown") for key in at), places=points(at)))) if m["number"] == 1
    ]
    assert single
    assert all(re.search(r"^Person e\d+$", m["hover"], re.MULTILINE) for m in single)


def test_an_event_of_context_counts_once_in_a_mark_of_several_of_its_places() -> None:
    at = {f"p{n}": (-120 + n * 1.5, 60.0 - n % 9 * 9) for n in range(150)}
    near = {key: (127 + n / 10, 38.0) for n, key in enumerate(("one", "two", "three"))}
    events = [*each_at((key, "unknown") for key in at), context("c", *near)]
    (mark,) = (m for m in marks(draw(file_of(*events, places=points(at | near)))) if m["role"] == "context")
    assert (mark["about"], mark["target"]) == (1, ["c"])
    said = mark["hover"].split("\n")
    assert said[:3] == ["3 places", "1 context event", "Talks c"]
    assert "Talks c" not in said[3:]


def test_text_of_the_file_is_shown_as_text_in_clusters_too() -> None:
    name = '"<b>x</b> & <i>"'
    places = {f"p{n}": f"{{name: {json.dumps(name)}, lon: {10 + n / 20}, lat: 50}}" for n in range(100)}
    figure = draw(file_of(*each_at((f"p{n % 100}", "unknown") for n in range(500)), places=places))
    hovers = [said for it in ("Sums", "Places") for of in traces(figure, it) for said in of.hovertext]
    for markup in (*hovers, *trace(figure, "Labels").text):
        assert set(re.findall(r"<[^>]*>", markup)) <= {
            "<b>", "</b>", "<br>", "</span>", '<span style="color:var(--muted)">',
        }  # fmt: skip
    assert any(name in plain(said) for said in hovers)


# Note and legend


def test_the_figure_says_that_marks_sum_up_and_how_many_routes_are_left_out() -> None:
    figure = draw(many_events(10_000))
    assert note(figure).startswith(NOTE)
    assert "Several places" in legend(figure)
    left_out = int(re.search(r"80 busiest routes are drawn; ([\d,]+) more", note(figure))[1].replace(",", ""))  # type: ignore[index]
    assert left_out > 0
    assert len(arcs(figure)) == 80


def from_cities(far: int, near: int) -> Dataset:
    """Return events that took `far` routes far away, and `near` other routes to Seoul from its north."""
    at = {f"s{n}": (-70 + n / 3, -30.0) for n in range(far)}
    at |= {f"n{n}": (123 + n % 12 * 0.7, 36.4 + n // 12 * 0.4) for n in range(near)}
    at |= {"africa": (20.0, 5.0), "seoul": (127.0, 37.5)}
    routes = [(f"s{n}", "africa") for n in range(far)] + [(f"n{n}", "seoul") for n in range(near)]
    return file_of(*each_at(route for route in routes for _ in range(4)), places=points(at))


def test_the_note_on_routes_counts_those_that_begin_or_end_in_the_window() -> None:
    near = Zoom(40, 127.0, 38.0)
    few = draw(from_cities(90, 13), near)
    assert len(arcs(few)) == 13
    assert "Arcs" not in note(few)
    more = draw(from_cities(10, 95), near)
    assert len(arcs(more)) == 80
    assert "Only the 80 busiest routes to or from this area are drawn; 15 more are not." in note(more)
    assert "from or to here" not in note(draw(many_events(10_000)))


def test_a_file_of_few_routes_says_nothing_of_them_at_any_zoom_and_reserves_no_line_for_it() -> None:
    dataset = from_cities(60, 13)
    for zoom in (None, Zoom(5, 127.0, 38.0), Zoom(5, -60.0, -30.0), Zoom(40, 127.0, 38.0)):
        for width in (300, 640, 1070):
            figure = draw(dataset, zoom, size=ChartSize(width, 372))
            assert "Arcs" not in note(figure)
            assert figure.layout.margin == draw(dataset, size=ChartSize(width, 372)).layout.margin


def test_many_events_at_few_places_are_not_said_to_be_clustered() -> None:
    figure = draw(file_of(*each_at([("a", "b")] * 600), places=points({"a": (0.0, 50.0), "b": (60.0, 50.0)})))
    assert NOTE not in note(figure)
    assert "Several places" not in legend(figure)
    assert "the largest disc stands for 600 defections, the largest diamond for 600 arrivals" in note(figure)
    assert len(arcs(figure)) == 1


def test_a_static_map_does_not_speak_of_zooming() -> None:
    figure = draw_map(builders.selection(many_events(10_000)), BY_STATUS, SIZE, medium=Medium.PICTURE)
    assert note(figure).startswith("Nearby places share a mark. Areas show numbers")


# Labels


def test_no_label_counts_without_saying_what() -> None:
    size = ChartSize(1600, 900)  # of a map with room for labels between so many marks
    said = [line for label in labels(draw(many_events(10_000), size=size)) for line in label.split("\n")]
    assert any(line.endswith((" place", " places")) for line in said)
    assert [line for line in said if re.search(r"\+ [\d,]+$", line)] == []


def test_the_largest_disc_is_labelled_first_even_over_routes() -> None:
    # Rome has most events, and routes to all sides.
    ring = {f"p{n}": (12 + 8 * math.cos(n), 42 + 6 * math.sin(n)) for n in range(14)}
    pairs = [("rome", to) for to in ring for _ in range(30)] + [(post, "rome") for post in ring]
    figure = draw(file_of(*each_at(pairs), places=points(ring | {"rome": (12.5, 41.9)})))
    first = labels(figure)[0].split("\n")
    assert first[0].startswith("ROME")
    assert first[1:] in ([], ["420 defections"])


def test_the_largest_marks_are_labelled_with_their_place_and_how_many_more() -> None:
    said = labels(draw(many_events(10_000, centre=(127, 38)), Zoom(12, 127.0, 38.0)))
    assert said
    assert any(re.match(r"Place \d+( \+ [\d,]+( places?)?)?\n[\d,]+ (defections|arrivals?)$", label) for label in said)


def test_the_colours_of_marks_are_those_of_the_legend() -> None:
    figure = drawn(many_events(1000), options=BY_RANK)
    colours = {marker.color for marker in legend(figure).values()}
    assert {m["colour"] for m in marks(figure) if m["role"] == "post"} <= colours
    assert all(np.isin(it.marker.color, list(colours)).all() for it in traces(figure, "Shares"))
