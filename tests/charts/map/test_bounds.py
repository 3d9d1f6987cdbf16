"""What a map sends has bounds, whatever the number of events and places and whatever they are called."""

import json
import random
import re
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from dashboard.charts.map.figure import draw_map
from dashboard.charts.map.projection import Zoom
from dashboard.charts.view import ChartSize
from dashboard.dataset import Dataset
from dashboard.selection import ViewOptions
from dashboard.selection.filters import COLOUR_BY
from tests import builders
from tests.charts.map.drawn import SIZE, arcs, drawn, legend, marks, note
from tests.charts.map.events import HEAD, context, defection, file_of, many_events, repeated
from tests.figures import traces

MAX_BYTES = 150_000
MAX_MARKS = 400


def number_of_marks(figure: Any) -> int:
    return sum(len(it.lon) for name in ("Sums", "Places") for it in traces(figure, name))


@pytest.mark.parametrize("by", COLOUR_BY)
@pytest.mark.parametrize("events", [3, 1000, 100_000])
def test_a_figure_is_bounded_whatever_the_number_of_events(events: int, by: str) -> None:
    dataset = many_events(events)
    for zoom in (None, Zoom(4, 20.0, 30.0), Zoom(25, 20.0, 30.0)):
        figure = drawn(dataset, options=ViewOptions(by), size=ChartSize(1160, 372), zoom=zoom)
        assert len(figure.to_json()) <= MAX_BYTES
        assert number_of_marks(figure) <= MAX_MARKS
        assert len(arcs(figure)) <= 80
        assert len(figure.data) < 60


def test_a_figure_is_bounded_whatever_the_number_of_places() -> None:
    chance = np.random.default_rng(6)
    dataset = repeated(many_events(1000), 20)
    places = dataset.frames.locations
    spread = places.assign(
        place=[f"q{n}" for n in range(len(places))],
        longitude=chance.uniform(-179, 179, len(places)).round(3),
        latitude=chance.uniform(-60, 75, len(places)).round(3),
    )
    crowd = Dataset(dataset.records, replace(dataset.frames, locations=spread), "0" * 64)
    for zoom in (None, Zoom(3, 20.0, 30.0), Zoom(30, 20.0, 30.0)):
        figure = drawn(crowd, options=ViewOptions("status"), zoom=zoom)
        assert len(figure.to_json()) <= MAX_BYTES
        assert number_of_marks(figure) <= MAX_MARKS
        assert len(arcs(figure)) <= 80
        assert "Only the 80 busiest routes" in note(figure) or zoom == Zoom(
            30, 20.0, 30.0
        )  # few lead so far into the map
    fitted = marks(drawn(crowd, options=ViewOptions("status")))
    assert sum(m["number"] for m in fitted if m["role"] == "post") == (places["role"] == "post").sum()


def scattered(
    places: int, defections: int, contexts: int = 0, each: int = 1, texts: tuple[str, str] = ("", "")
) -> Dataset:
    """Return events at places all over, context at several each; ids and texts of the file end with `texts`."""
    chance = random.Random(5)
    end, said = texts
    at = {
        f"p{n}": json.dumps(  # JSON is YAML
            {"name": f"P{n}{said}", "lon": chance.randint(-120, 150), "lat": chance.randint(-40, 65)}
        )
        for n in range(places)
    }
    events = [
        defection(f"e{n}{end}", *chance.sample(list(at), 2), name=json.dumps(f"Person {n}{said}"))
        for n in range(defections)
    ]
    events += [
        context(f"c{n}{end}", *chance.sample(list(at), each), title=json.dumps(f"Talks {n}{said}"))
        for n in range(contexts)
    ]
    return file_of(*events, places=at)


@pytest.mark.parametrize("said", ["", "\u202e" * 110, "\u200bx" * 600, "평" * 110])
@pytest.mark.parametrize(
    ("events", "end", "width"),
    [
        ((30, 0, 200, 30), "", 1070),
        ((60, 0, 100, 60), "x" * 110, 1400),
        ((100, 290), "x" * 110, 4000),
        ((400, 310), "", 4000),
        ((400, 310), "x" * 110, 4000),
    ],
)
def test_a_figure_is_bounded_whatever_ids_and_texts_are(
    events: tuple[int, ...], end: str, width: int, said: str
) -> None:
    dataset = scattered(*events, texts=(end, said))
    figure = drawn(dataset, options=ViewOptions("status"), size=ChartSize(width, 372))
    assert len(figure.to_json()) <= MAX_BYTES
    assert marks(figure)


@pytest.mark.parametrize("events", [30, 900])
def test_a_figure_is_bounded_whatever_ranks_are_called(events: int) -> None:
    head = HEAD.replace("Ambassador", "평" * 9_999).replace("Secretary", "x" * 9_999).replace("Attaché", "ab" * 4_999)
    places = {f"p{n}": f"{{name: P{n}, lat: {n % 60}, lon: {3 * n - 170}}}" for n in range(100)}
    lines = [defection(f"e{n}", f"p{n % 100}", f"p{n % 7}", "abc"[n % 3]) for n in range(events)]
    figure = drawn(file_of(*lines, places=places, head=head), options=ViewOptions("rank"))
    assert len(figure.to_json()) <= MAX_BYTES
    assert all(name.endswith("…") for name in list(legend(figure))[:3])


def test_places_are_drawn_one_by_one_as_long_as_their_ids_have_room() -> None:
    short, long = (drawn(scattered(30, 0, 150, 10, texts=(end, ""))) for end in ("", "x" * 100))
    assert not traces(short, "Sums")
    assert sum(len(m["target"]) for m in marks(short)) == 150 * 10
    assert traces(long, "Sums")
    assert sum(m["about"] for m in marks(long)) == 150 * 10


def test_names_in_hovers_are_cut_where_all_of_them_are_too_long_together() -> None:
    size = ChartSize(4000, 700)
    short, long = (drawn(scattered(400, 310, texts=("", said)), size=size) for said in ("", "평" * 110))
    assert not [m for m in marks(short) if "…" in m["hover"]]
    cut = [m["name"] for m in marks(long)]
    assert [name for name in cut if name.endswith("…")]
    assert all(name.startswith("P") or name.endswith(" places") for name in cut)


# A narrow map keeps its height


COUNTRIES = ("CN", "DE", "ES", "FR", "GB", "IT", "RU", "SE")
STATUSES = ("confirmed", "reported", "unconfirmed", "disputed", "denied", "retracted")


def of_many_categories(defections: int) -> Dataset:
    """Return events of eight countries and eight ranks of long names, with whatever a legend explains."""
    chance = random.Random(3)
    ranks = ", ".join(f"{key}: {{label: 'Counsellor of the embassy, grade {key}'}}" for key in "abcdefgh")
    places = {
        f"p{n}": f"{{name: P{n}, country: {COUNTRIES[n % 8]}, lat: {chance.randint(-40, 60)}, lon: {3 * n}}}"
        for n in range(40)
    }
    events = [
        defection(
            f"e{n}",
            f"p{n % 40}",
            chance.choice(["unknown", "undisclosed", "in-transit", "returned", "p3", "p17"]),
            chance.choice("abcdefgh"),
        ).replace("reported", STATUSES[n % 6])
        for n in range(defections)
    ]
    events += [context(f"c{n}", f"p{n % 40}") for n in range(50)]
    return file_of(*events, places=places, head=re.sub("ranks: .*", f"ranks: {{{ranks}}}", HEAD))


@pytest.mark.parametrize("by", COLOUR_BY)
@pytest.mark.parametrize("defections", [200, 900])
@pytest.mark.parametrize("height", [160, 240, 320])
def test_a_narrow_map_keeps_its_height_whatever_the_legend_has(defections: int, by: str, height: int) -> None:
    dataset = of_many_categories(defections)
    for width in (240, 300, 360):
        grown, fixed = (
            drawn(dataset, options=ViewOptions(by), size=ChartSize(width, height, is_fixed))
            for is_fixed in (False, True)
        )
        for figure in (grown, fixed):
            assert figure.layout.height - figure.layout.margin.b >= max(120, 0.4 * height)
            assert {"Several places", "No known destination", "Destination", "Context"} <= {*legend(figure)}
        assert "Nearby places share a mark; zoom in to separate them." in note(grown)
        assert grown.layout.legend.maxheight == 1
        assert fixed.layout.height == height
        assert (note(fixed) == "") is (grown.layout.height > height)


def test_a_fixed_height_keeps_the_note_where_there_is_room() -> None:
    dataset = many_events(1000)
    fixed, grown = (drawn(dataset, options=ViewOptions("status"), size=ChartSize(358, 320, it)) for it in (True, False))
    assert "Nearby places share a mark" in note(fixed)
    assert fixed == grown


def test_the_figure_has_the_size_asked_for() -> None:
    dataset = file_of(defection("a", "london", "seoul"))
    for width, height in ((360, 300), (1070, 372)):
        figure = drawn(dataset, size=ChartSize(width, height))
        assert (figure.layout.width, figure.layout.height) == (width, height)


def test_nothing_to_show_is_said_in_words() -> None:
    dataset = file_of(defection("a", "london"))
    figure = draw_map(builders.selection(dataset, "post=FR"), ViewOptions(), SIZE)
    assert [it.text for it in figure.layout.annotations] == ["No events to show."]
    assert len(figure.data) == 0
    assert (figure.layout.width, figure.layout.height) == (1070, 372)


def test_a_selection_without_any_point_is_said_in_words() -> None:
    figure = drawn(file_of(defection("a", "london"), defection("b", "border")), "b")
    assert [it.text for it in figure.layout.annotations] == ["None of these events has a point on the map."]
