"""Places drawn one by one: marks, routes, whereabouts, hovers."""

import json
import math
import re

import numpy as np
import pytest

from dashboard.charts.map.projection import Zoom
from dashboard.charts.theme import pale
from dashboard.charts.view import ChartSize
from dashboard.dataset import Dataset
from dashboard.selection import ViewOptions
from tests import builders
from tests.charts.map.drawn import arcs, by_name, drawn, labels, legend, note, plain
from tests.charts.map.events import HEAD, PLACES, REASONS, context, defection, file_of, many_events
from tests.figures import trace, traces

BY_RANK = ViewOptions("rank")
JILIN = "Jilin (province; exact place not known)"


def lines(hover: str) -> list[str]:
    return hover.split("\n")


# Marks


def test_there_is_one_mark_a_place_whatever_happened_there() -> None:
    dataset = file_of(
        defection("a", "london", "seoul"), defection("b", "london"), context("c", "seoul", "london", "jilin")
    )
    found = by_name(drawn(dataset))
    assert {name: sorted(of["target"]) for name, of in found.items()} == {
        "London": ["a", "b", "c"],
        "Seoul": ["a", "c"],
        JILIN: ["c"],
    }
    assert (found["London"]["lon"], found["London"]["lat"]) == (0, 51.5)


def test_places_at_one_point_have_marks_of_their_own() -> None:
    places = PLACES | {"embassy": "{name: Embassy, lat: 51.5, lon: 0}"}
    found = by_name(drawn(file_of(defection("a", "london"), defection("b", "embassy"), places=places)))
    assert {name: of["target"] for name, of in found.items()} == {"London": ["a"], "Embassy": ["b"]}


def test_the_area_of_a_mark_grows_with_the_number_of_its_events() -> None:
    events = [defection("one", "moscow"), *(defection(f"e{n}", "london") for n in range(4))]
    found = by_name(drawn(file_of(*events)))
    assert (found["Moscow"]["size"], found["London"]["size"]) == (11, 22)


def test_the_area_of_a_mark_shows_all_events_of_its_place_each_once() -> None:
    events = [defection("a", "london", "moscow"), defection("b", "moscow", "moscow"), context("c", "moscow")]
    found = by_name(drawn(file_of(*events)))
    assert found["Moscow"]["size"] == pytest.approx(11 * math.sqrt(3), abs=0.05)


def test_post_destination_and_context_have_symbols_of_their_own_that_the_legend_explains() -> None:
    figure = drawn(file_of(defection("a", "london", "seoul"), context("c", "jilin")))
    roles = {name: of["role"] for name, of in by_name(figure).items()}
    assert roles == {"London": "post", "Seoul": "destination", JILIN: "context"}
    assert {name: marker.symbol for name, marker in legend(figure).items()} == {
        "United Kingdom": "circle",
        "Destination": "diamond",
        "Context": "square",
    }


def test_a_place_of_context_is_smaller_and_hollow() -> None:
    figure = drawn(file_of(defection("a", "london"), context("c", "jilin")))
    found = by_name(figure)
    assert found[JILIN]["size"] < found["London"]["size"]
    assert found[JILIN]["colour"] == figure.layout.template.layout.paper_bgcolor


def test_a_post_that_is_also_a_destination_is_drawn_as_a_post() -> None:
    found = by_name(drawn(file_of(defection("a", "london", "moscow"), defection("b", "moscow", "seoul"))))
    assert [found[name]["role"] for name in ("London", "Moscow", "Seoul")] == ["post", "post", "destination"]


def test_a_post_of_several_categories_has_a_colour_of_its_own_that_the_legend_explains() -> None:
    dataset = file_of(defection("a", "london", rank="a"), defection("b", "london", rank="b"))
    both = drawn(dataset, options=BY_RANK)
    assert list(legend(both))[:3] == ["Ambassador", "Secretary", "Mixed"]
    assert by_name(both)["London"]["colour"] == legend(both)["Mixed"].color
    alone = drawn(dataset, "a", options=BY_RANK)
    assert by_name(alone)["London"]["colour"] == legend(alone)["Ambassador"].color
    assert "Mixed" not in legend(alone)


def test_what_matters_most_is_drawn_on_top() -> None:
    events = [
        *(defection(f"m{n}", "moscow") for n in range(2)),
        defection("l", "london", "seoul"),
        context("c", "jilin"),
    ]
    shown = [lines(plain(hover))[0] for hover in trace(drawn(file_of(*events)), "Places").hovertext]
    assert shown == [JILIN, "Seoul", "London", "Moscow"]


def test_events_without_a_point_are_not_drawn() -> None:
    figure = drawn(
        file_of(defection("a", "london"), defection("nowhere", None), defection("b", "border"), context("c", "border"))
    )
    assert list(by_name(figure)) == ["London"]
    assert {tuple(ids) for it in figure.data if it.customdata is not None for ids in it.customdata} == {("a",)}


def test_few_events_are_drawn_one_by_one_whatever_the_zoom() -> None:
    dataset = many_events(30, places=40)
    figure, zoomed = drawn(dataset), drawn(dataset, zoom=Zoom(9, 20.0, 20.0))
    assert trace(figure, "Places") == trace(zoomed, "Places")
    for it in (figure, zoomed):
        assert note(it) == ""
        assert "Several places" not in legend(it)
        assert not traces(it, "Sums")


# Hovers


def test_hover_names_the_place_and_who_left_and_arrived() -> None:
    dataset = file_of(
        defection("a", "london", name="Thae"), defection("b", "moscow", "london", name="Kim"),
        context("c", "london", title="Talks"),
    )  # fmt: skip
    assert lines(by_name(drawn(dataset))["London"]["hover"]) == [
        "London",
        "1 defected from here",
        "Thae · whereabouts unknown",
        "1 arrived here",
        "Kim",
        "1 context event",
        "Talks",
    ]


def test_hover_tells_namesakes_apart_by_the_titles_of_their_defections() -> None:
    nobody = "[{name: null, label: Unidentified official}]"
    events = [
        builders.event(key, "defection", title=title, persons=nobody, post="{place: london}",
                       destination="{status: known, place: seoul}")
        for key, title in (("a", "A consul leaves"), ("b", "A guard leaves"))
    ]  # fmt: skip
    found = by_name(drawn(file_of(*events, context("c", "london", title="Talks in London"))))
    assert lines(found["London"]["hover"]) == [
        "London", "2 defected from here", "Unidentified official", "A consul leaves", "Unidentified official",
        "A guard leaves", "1 context event", "Talks in London",
    ]  # fmt: skip
    assert lines(found["Seoul"]["hover"])[1:4] == ["2 arrived here", "Unidentified official", "A consul leaves"]


def test_hover_over_many_events_names_some_and_counts_the_rest() -> None:
    dataset = file_of(*(defection(f"e{n}", "london", "seoul") for n in range(250)))
    said = lines(by_name(drawn(dataset))["London"]["hover"])
    assert said == ["London", "250 defected from here", *(f"Person e{n}" for n in range(8)), "and 242 more"]


def test_a_place_that_a_context_event_names_twice_has_it_once() -> None:
    found = by_name(drawn(file_of(context("c", "jilin", "jilin"))))
    assert lines(found[JILIN]["hover"]) == [
        JILIN,
        "1 context event",
        "Talks c",
    ]


# Routes


def test_a_route_leads_from_post_to_destination() -> None:
    (path,) = arcs(drawn(file_of(defection("a", "london", "seoul"))))
    assert path[0] == pytest.approx((0, 51.5), abs=0.001)
    assert path[-1] == pytest.approx((127, 37.5), abs=0.001)


def test_a_route_is_wider_the_more_events_took_it_whatever_others_of_its_colour_are() -> None:
    events = [defection(f"e{n}", "london", "seoul") for n in range(3)] + [defection("alone", "london", "moscow")]
    widths = {len(ids): it.line.width for it in drawn(file_of(*events)).data if it.mode == "lines"
              for ids in it.meta["lines"]}  # fmt: skip
    assert widths == {3: 2.6, 1: 1.8}


def test_every_route_and_ring_tells_whose_it_is() -> None:
    figure = drawn(
        file_of(defection("a", "london", "seoul"), defection("b", "london", "seoul"), defection("c", "moscow"))
    )
    assert [it.meta for it in figure.data if it.mode == "lines"] == [{"lines": [["a", "b"]]}]
    assert list(trace(figure, "Whereabouts unknown").customdata) == [["c"]]


def test_one_route_in_two_colours_has_two_lines() -> None:
    dataset = file_of(defection("a", "london", "seoul", rank="a"), defection("b", "london", "seoul", rank="b"))
    assert len(arcs(drawn(dataset, options=ViewOptions("country")))) == 1
    figure = drawn(dataset, options=BY_RANK)
    assert len(arcs(figure)) == 2
    colours = {it.name: it.line.color for it in figure.data if it.mode == "lines"}
    assert colours == {name: legend(figure)[name].color for name in ("Ambassador", "Secretary")}


def test_each_pair_of_places_has_a_route_of_its_own_and_another_one_back() -> None:
    dataset = file_of(
        defection("a", "london", "seoul"), defection("b", "moscow", "seoul"), defection("c", "seoul", "london")
    )
    ends = {(round(path[0][0]), round(path[-1][0])) for path in arcs(drawn(dataset))}
    assert ends == {(0, 127), (38, 127), (127, 0)}


@pytest.mark.parametrize("to", REASONS)
def test_there_is_no_route_where_the_destination_is_not_known(to: str) -> None:
    assert arcs(drawn(file_of(defection("a", "london", to), context("c", "seoul")))) == []


def test_there_is_no_route_to_a_place_without_a_point() -> None:
    figure = drawn(file_of(defection("b", "london", "border"), defection("c", "border", "seoul")))
    assert arcs(figure) == []
    assert set(by_name(figure)) == {"London", "Seoul"}


def test_there_is_no_route_from_a_post_to_the_same_place() -> None:
    figure = drawn(file_of(defection("a", "london", "london")))
    assert arcs(figure) == []
    assert list(by_name(figure)) == ["London"]


# Whereabouts


def test_each_reason_for_an_unknown_destination_has_a_ring_at_the_post_that_the_legend_explains() -> None:
    posts = {"unknown": "london", "undisclosed": "moscow", "in-transit": "seoul", "returned": "anchorage"}
    figure = drawn(file_of(*(defection(to, post, to) for to, post in posts.items())))
    at = {
        "Whereabouts unknown": (0, "unknown"),
        "Whereabouts undisclosed": (37.6, "undisclosed"),
        "In transit": (127, "in-transit"),
        "Returned": (-149.9003, "returned"),
    }
    symbols = set()
    for name, (lon, key) in at.items():
        ring = trace(figure, name)
        assert list(ring.lon) == [lon]
        assert [list(ids) for ids in ring.customdata] == [[key]]
        assert ring.marker.symbol == legend(figure)[name].symbol
        symbols.add(ring.marker.symbol)
    assert len(symbols) == 4
    assert not symbols & {"circle", "diamond", "square"}


def test_a_ring_is_larger_than_the_mark_that_it_surrounds() -> None:
    figure = drawn(file_of(*(defection(f"e{n}", "london") for n in range(4))))
    assert by_name(figure)["London"]["size"] == 22
    assert list(trace(figure, "Whereabouts unknown").marker.size) == [31]


def test_a_ring_of_several_categories_has_the_colour_of_several() -> None:
    dataset = file_of(defection("a", "london", rank="a"), defection("b", "london", rank="b"))
    ring = trace(drawn(dataset, options=BY_RANK), "Whereabouts unknown")
    assert list(ring.marker.color) == [legend(drawn(dataset, options=BY_RANK))["Mixed"].color]


def test_the_legend_holds_no_reason_that_is_not_shown() -> None:
    dataset = file_of(defection("a", "london", "unknown"), defection("b", "moscow", "seoul"))
    assert list(legend(drawn(dataset, "b"))) == ["Russia", "Destination"]
    assert list(legend(drawn(dataset, "a"))) == ["United Kingdom", "Whereabouts unknown"]


# Marked events


def test_marked_events_keep_their_strength_and_the_others_are_dimmed() -> None:
    dataset = file_of(defection("a", "london", "seoul"), defection("b", "moscow", "seoul"))
    figure = drawn(dataset, options=ViewOptions(marked=("a",)))
    found = by_name(figure)
    assert {name: of["is_dimmed"] for name, of in found.items()} == {"London": False, "Seoul": False, "Moscow": True}
    colours = legend(figure)
    assert found["London"]["colour"] == colours["United Kingdom"].color
    assert found["Moscow"]["colour"] == pale(colours["Russia"].color)
    places = trace(figure, "Places")
    edges = dict(zip((ids[0] for ids in places.customdata), places.marker.line.color, strict=True))
    assert edges["b"] == colours["Russia"].color
    widths = {it.name: it.line.width for it in figure.data if it.mode == "lines"}
    assert widths == {"Russia": 0.6, "United Kingdom": 1.8}


def test_a_route_that_a_marked_event_took_is_one_line_and_not_dimmed() -> None:
    dataset = file_of(defection("a", "london", "seoul"), defection("b", "london", "seoul"))
    (route,) = (it for it in drawn(dataset, options=ViewOptions(marked=("a",))).data if it.mode == "lines")
    assert (route.line.width, route.meta["lines"]) == (2.2, [["a", "b"]])


def test_rings_of_dimmed_marks_are_dimmed_too() -> None:
    dataset = file_of(defection("a", "london"), defection("b", "moscow"))
    ring = trace(drawn(dataset, options=ViewOptions(marked=("b",))), "Whereabouts unknown")
    assert dict(zip((ids[0] for ids in ring.customdata), ring.marker.line.width, strict=True)) == {"a": 1, "b": 2}


def test_where_nothing_is_marked_nothing_is_dimmed() -> None:
    dataset = file_of(defection("a", "london", "seoul"), defection("b", "moscow", "seoul"))
    assert not any(of["is_dimmed"] for of in by_name(drawn(dataset)).values())


# Text


READER_TEXT = '<b>"x"</b> & %{x} &lt;'


def test_text_of_the_file_is_shown_as_text_everywhere() -> None:
    written = json.dumps(READER_TEXT)
    figure = drawn(
        file_of(
            defection("d", "london", "seoul", name=written),
            context("c", "london", title=written),
            places=PLACES | {"london": PLACES["london"].replace("London", written)},
            head=HEAD.replace("Ambassador", written),
        ),
        options=BY_RANK,
    )
    shown = [*trace(figure, "Labels").text, *trace(figure, "Places").hovertext, *(it.name for it in figure.data)]
    for markup in shown:
        assert set(re.findall(r"<[^>]*>", markup)) <= {
            "<b>",
            "</b>",
            "<br>",
            "</span>",
            '<span style="color:var(--muted)">',
            '<span style="font-size:12px">',
        }
    assert not [it for it in figure.data if it.hovertemplate or it.texttemplate]
    assert READER_TEXT in [plain(it.name) for it in figure.data if it.showlegend]
    assert lines(plain(trace(figure, "Places").hovertext[-1])).count(READER_TEXT) == 3
    assert lines(labels(figure)[0]) == [READER_TEXT, READER_TEXT]


# The shipped file


def test_the_shipped_file_is_drawn_with_its_routes_and_its_unknown_whereabouts(shipped: Dataset) -> None:
    figure = drawn(shipped, size=ChartSize(1070, 372))
    assert len(arcs(figure)) == 2
    assert list(trace(figure, "Whereabouts unknown").lon) == [131.87353]
    assert list(legend(figure)) == ["United Kingdom", "Russia", "Whereabouts unknown", "Destination", "Context"]


def test_drawing_leaves_the_frames_as_they_were() -> None:
    dataset = file_of(defection("a", "london", "seoul"), defection("b", "moscow"), context("c", "jilin"))
    frames = (dataset.frames.events, dataset.frames.milestones, dataset.frames.locations)
    before = [frame.copy() for frame in frames]
    drawn(dataset, options=ViewOptions(marked=("a",)))
    for frame, copy in zip(frames, before, strict=True):
        assert frame.equals(copy)
        assert list(frame.columns) == list(copy.columns)
        assert np.array_equal(frame.index, copy.index)


def test_words_on_precision_that_have_no_room_beside_the_name_stand_below_it() -> None:
    places = PLACES | {"jilin": PLACES["jilin"].replace("adm1", "international")}
    (found,) = by_name(drawn(file_of(context("c", "jilin"), places=places))).values()
    assert lines(found["hover"])[:2] == ["Jilin", "(international waters or airspace; exact place not known)"]
