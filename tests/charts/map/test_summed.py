"""The map of many events: marks that sum up, bounded whatever the number of events, and nothing lost."""

import html
import itertools
import json
import math
import random
import re
from collections import Counter
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pytest

from dashboard.charts.map.clusters import Cells, close, together
from dashboard.charts.map.figure import world
from dashboard.charts.map.projection import Window, Zoom, miller
from dashboard.charts.view import view
from dashboard.dataset import Dataset
from dashboard.dataset.frames import tabulate
from dashboard.dataset.reader import read_bytes

KB = 1000
MOST_BYTES = 150 * KB
MOST_MARKS = 400
REASONS = ("unknown", "undisclosed", "in-transit", "returned")
NOTE_IF_NARROW = "Marks sum up close places; zoom in to part them."
NOTE = "Marks sum up places that lie close together; zoom in to part them."

HEAD = """
schema_version: 1
title: T
sources: {s: {type: article, title: The Herald}}
ranks: {a: {label: Ambassador}, b: {label: Secretary}, c: {label: Attaché}}
"""


def written(places: dict[str, tuple[str, float, float]], events: list[str]) -> Dataset:
    lines = [f"  {key}: {{name: {name}, lat: {lat}, lon: {lon}}}\n" for key, (name, lon, lat) in places.items()]
    return read_as_dataset(HEAD + "places:\n" + "".join(lines) + "events:\n" + "".join(events))


def read_as_dataset(text: str) -> Dataset:
    reading = read_bytes(text.encode())
    assert reading.records is not None, reading.problems[:3]
    return Dataset(reading.records, tabulate(reading.records), reading.sha256)


def defection(key: object, post: str, to: str = "unknown", rank: str = "a", status: str = "reported") -> str:
    destination = f"{{status: {to}}}" if to in REASONS else f"{{status: known, place: {to}}}"
    return (
        f"  - {{id: e{key}, type: defection, status: {status}, persons: [{{name: Person {key}, rank: {rank}}}], "
        f"post: {{place: {post}}}, destination: {destination}}}\n"
    )


def context(key: object, *places: str) -> str:
    return f"  - {{id: e{key}, type: context, title: T{key}, status: reported, places: [{', '.join(places)}]}}\n"


@cache
def made(events: int, places: int = 300, centre: tuple[float, float] | None = None) -> Dataset:
    """Return events of all kinds at places on a lattice of a twentieth of a degree, in all the world or a region."""
    chance = random.Random(7)
    at: dict[str, tuple[str, float, float]] = {}
    taken = set()
    while len(at) < places:
        if centre:
            lon, lat = (chance.gauss(middle, 4) for middle in centre)
            lon = (lon + 180) % 360 - 180
        else:
            lon, lat = chance.uniform(-120, 150), chance.uniform(-40, 65)
        point = round(lon * 20) / 20, round(lat * 20) / 20
        if point not in taken:
            taken.add(point)
            at[f"p{len(at)}"] = f"Place {len(at)}", *point
    keys = list(at)
    lines = []
    for n in range(min(events, 1000)):
        post, other = keys[min(places - 1, int(chance.expovariate(4 / places)))], chance.choice(keys)
        to = chance.choice([*REASONS, other, other, other, other])
        if n % 10 == 3:
            lines.append(context(n, *{post, other}))
        else:
            lines.append(defection(n, post, to, chance.choice("abc"), chance.choice(["reported", "disputed"])))
    dataset = written(at, lines)
    return repeated(dataset, events // 1000) if events > 1000 else dataset


def repeated(dataset: Dataset, times: int) -> Dataset:
    """Return a dataset whose frames hold the same events so many times, each with an id of its own."""
    of = dataset.frames
    n = len(of.events)

    def again(frame: pd.DataFrame) -> pd.DataFrame:
        shift = np.repeat(np.arange(times) * n, len(frame))
        whole = pd.concat([frame] * times, ignore_index=True)
        return whole.assign(event=whole["event"] + shift) if "event" in whole else whole

    events = again(of.events)
    events["id"] = [f"{key}-{row}" for row, key in enumerate(events["id"])]
    searched = pd.concat([of.searched] * times, ignore_index=True)
    parts = {name: again(getattr(of, name)) for name in ("milestones", "locations", "persons", "cited")}
    return Dataset(dataset.records, replace(of, events=events, searched=searched, **parts), "0" * 64)


def drawn(
    dataset: Dataset, zoom: Zoom | None = None, by: str = "status", width: int = 1070, marked: tuple[str, ...] = ()
) -> go.Figure:
    every = np.ones(len(dataset.frames.events), dtype=bool)
    return world(view(dataset, every, by, width, frozenset(marked)), 372, zoom)


def of(value: Any, n: int) -> Any:
    return value if isinstance(value, str | int | float) else value[n]


def marks(figure: go.Figure) -> list[dict[str, Any]]:
    found = []
    for trace in figure.data:
        if trace.name not in ("Sums", "Places") or trace.meta is None or "counts" not in trace.meta:
            continue
        categories = trace.meta["categories"]
        for n, target in enumerate(trace.customdata):
            numbers = [int(part) for part in trace.meta["counts"][n].split()]
            counts = dict(zip(numbers[::2], numbers[1::2], strict=True))
            found.append(
                {
                    "role": trace.meta["role"][n],
                    "about": counts.pop(len(categories) - 1, 0),
                    "number": sum(counts.values()),
                    "counts": counts,
                    "lon": trace.lon[n],
                    "lat": trace.lat[n],
                    "size": trace.marker.size[n],
                    "colour": of(trace.marker.color, n),
                    "opacity": of(trace.marker.opacity, n),
                    "target": target,
                    "ids": trace.name == "Places",
                    "hover": plain(trace.hovertext[n]),
                }
            )
    return found


def plain(markup: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", "", markup.replace("<br>", "\n")))


def note(figure: go.Figure) -> str:
    return plain((figure.layout.legend.title.text or "").replace("<br>", " "))


def legend(figure: go.Figure) -> list[str]:
    return [trace.name for trace in figure.data if trace.showlegend]


def arcs(figure: go.Figure) -> int:
    return sum(list(trace.lon).count(None) for trace in figure.data if trace.mode == "lines")


def located(dataset: Dataset, role: str) -> pd.DataFrame:
    found = dataset.frames.locations
    return found[found["latitude"].notna() & (found["role"] == role)]


# Nothing is lost


@pytest.mark.parametrize("events", [400, 1000, 10_000])
@pytest.mark.parametrize("width", [360, 1070])
def test_the_marks_together_stand_for_every_event_with_a_point(events: int, width: int) -> None:
    dataset = made(events)
    found = marks(drawn(dataset, width=width))
    assert sum(m["number"] for m in found if m["role"] != "destination") == len(located(dataset, "post"))
    assert sum(m["number"] for m in found if m["role"] == "destination") == len(located(dataset, "destination"))
    about = located(dataset, "context")["event"]
    assert about.nunique() <= sum(m["about"] for m in found) <= len(about)  # once in each mark that it has places in


def test_the_numbers_of_each_category_are_those_of_the_events() -> None:
    dataset = made(1000)
    figure = drawn(dataset)
    (categories,) = {tuple(t.meta["categories"]) for t in figure.data if t.meta and "categories" in t.meta}
    total: Counter[str] = Counter()
    for mark in marks(figure):
        if mark["role"] != "destination":
            total.update({categories[k]: n for k, n in mark["counts"].items()})
    posted = dataset.frames.events.loc[located(dataset, "post")["event"], "status"]
    assert total == Counter(posted.str.capitalize())


def scale(figure: go.Figure, zoom: Zoom) -> float:
    """Return the pixels a degree of the equator at a zoom of a figure that is as wide as its extent."""
    west, east = figure.layout.geo.lonaxis.range
    return zoom.scale * figure.layout.width / (east - west)


@pytest.mark.parametrize("zoom", [Zoom(3, 127.0, 38.0), Zoom(20, 127.0, 38.0), Zoom(60, 125.0, 36.0)])
def test_no_event_in_a_zoomed_window_is_lost(zoom: Zoom) -> None:
    dataset = made(1000, centre=(127, 38))
    figure = drawn(dataset, zoom)
    height = figure.layout.height - figure.layout.margin.b
    a_degree = scale(figure, zoom)
    assert a_degree <= zoom.scale * height / 10
    held = {(m["lon"], m["lat"]) for m in marks(figure)}
    assert held
    posts = located(dataset, "post")
    inside = posts[
        (np.abs(posts["longitude"] - zoom.longitude) < figure.layout.width / 2 / a_degree * 0.99)
        & (np.abs(miller(posts["latitude"]) - miller(zoom.latitude)) < height / 2 / a_degree * 0.99)
    ]
    stands = [m for m in marks(figure) if m["role"] != "destination"]
    assert sum(m["number"] for m in stands) >= len(inside)
    # Each place in the window is in a mark that is near it.
    for lon, lat in set(zip(inside["longitude"], inside["latitude"], strict=True)):
        away = [math.hypot(m["lon"] - lon, miller(m["lat"]) - miller(lat)) * a_degree for m in stands]
        assert min(away) < 90


def test_every_place_is_in_one_cell_and_sums_stay_the_same() -> None:
    chance = np.random.default_rng(3)
    lon, lat = chance.uniform(-180, 180, 2000), chance.uniform(-80, 80, 2000)
    weight, less = chance.integers(0, 50, 2000), chance.integers(0, 3, 2000)
    for each in (0.5, 3.0, 50.0):
        found = close(lon, lat, weight, less, window(each))
        held = weight + less > 0
        assert ((found.of_place >= 0) == held).all()
        assert sorted(found.places) == np.flatnonzero(held).tolist()
        assert found.sums(weight).sum() == weight.sum()
        assert found.sums(less).sum() == less.sum()
        assert found.sizes.sum() == held.sum()


def window(each: float, longitude: float = 0, middle: float = 0) -> Window:
    return Window(longitude, 0, each, (1000, 400), (1000, 400), middle)


# Cells


def test_cells_do_not_depend_on_where_the_window_is_nor_on_the_first_bit_of_zooming() -> None:
    chance = np.random.default_rng(4)
    lon, lat, weight = chance.uniform(-180, 180, 500), chance.uniform(-60, 70, 500), chance.integers(1, 50, 500)
    one, other, closer, far = (
        close(lon, lat, weight, weight * 0, window(*where)).of_place
        for where in ((3.0, 0), (3.0, 77), (3.1, 0), (6.0, 0))
    )
    assert (one == other).all()
    assert (one == closer).all()
    assert far.max() > one.max()


def test_a_cell_is_small_and_largest_places_are_apart() -> None:
    chance = np.random.default_rng(5)
    lon, lat = chance.uniform(-170, 170, 800), chance.uniform(-60, 70, 800)
    weight = chance.integers(1, 50, 800)
    found = close(lon, lat, weight, weight * 0, window(3.0))
    west, south, east, north = found.boxes(lon, lat).T
    assert ((east - west) * 3).max() < 3 * 36
    assert ((miller(north) - miller(south)) * 3).max() < 3 * 36
    assert (weight[found.largest] == [weight[found.of_place == n].max() for n in range(len(found.starts))]).all()


def test_no_cell_lies_on_both_ends_of_the_map() -> None:
    lon, lat, weight = np.array([-179.9, 179.9]), np.array([10.0, 10.0]), np.array([1, 1])
    assert len(close(lon, lat, weight, weight * 0, window(3.0, middle=0)).starts) == 2
    assert len(close(lon, lat, weight, weight * 0, window(3.0, middle=180)).starts) == 1


def test_places_at_one_point_are_together_and_others_are_not() -> None:
    lon, lat, weight = np.array([5.0, 5.0, 5.0001]), np.array([1.0, 1.0, 1.0]), np.array([1, 2, 3])
    found = together(lon, lat, weight, weight * 0)
    assert isinstance(found, Cells)
    assert found.sizes.tolist() == [2, 1]
    assert found.largest.tolist() == [1, 2]


def test_panning_leaves_the_marks_that_stay_in_the_window_as_they_are() -> None:
    dataset = made(10_000, centre=(127, 38))
    first, second = (drawn(dataset, Zoom(12, lon, 38.0)) for lon in (127.0, 127.4))
    inner = {
        (m["role"], m["lon"], m["lat"]): (m["number"], m["about"], m["size"], m["hover"])
        for m in marks(first)
        if abs(m["lon"] - 127.2) < 0.5
    }
    moved = {(m["role"], m["lon"], m["lat"]): (m["number"], m["about"], m["size"], m["hover"]) for m in marks(second)}
    assert inner
    assert inner.items() <= moved.items()


def test_zooming_in_parts_the_places() -> None:
    dataset = made(1000, centre=(127, 38))

    def share_of_sums(zoom: Zoom | None) -> float:
        heads = [mark["hover"].split("\n")[0] for mark in marks(drawn(dataset, zoom))]
        return sum(head.endswith(" places") for head in heads) / len(heads)

    fitted, zoomed = share_of_sums(None), share_of_sums(Zoom(30, 127.0, 38.0))
    assert fitted > 0.3
    assert zoomed < fitted / 2


def test_the_frame_of_the_figure_is_the_same_at_every_zoom() -> None:
    dataset = made(1000)
    fitted, zoomed = drawn(dataset), drawn(dataset, Zoom(9, 20.0, 20.0))
    assert fitted.layout.geo == zoomed.layout.geo
    assert fitted.layout.margin == zoomed.layout.margin
    assert fitted.layout.uirevision == zoomed.layout.uirevision
    assert legend(fitted) == legend(zoomed)


# Bounds


@pytest.mark.parametrize("by", ["country", "rank", "status"])
@pytest.mark.parametrize("events", [3, 1000, 100_000])
def test_a_figure_is_bounded_whatever_the_number_of_events(events: int, by: str) -> None:
    dataset = made(events)
    for zoom in (None, Zoom(4, 20.0, 30.0), Zoom(25, 20.0, 30.0)):
        figure = drawn(dataset, zoom, by, 1160)
        assert len(figure.to_json()) <= MOST_BYTES
        assert sum(len(trace.lon) for trace in figure.data if trace.name in ("Sums", "Places")) <= MOST_MARKS
        assert arcs(figure) <= 80
        assert len(figure.data) < 60


def test_a_figure_is_bounded_whatever_the_number_of_places() -> None:
    chance = np.random.default_rng(6)
    n = 20_000
    dataset = repeated(made(1000), n // 1000)
    places = dataset.frames.locations
    number = np.arange(len(places))
    spread = places.assign(
        place=[f"q{k}" for k in number],
        longitude=chance.uniform(-179, 179, len(places)).round(3),
        latitude=chance.uniform(-60, 75, len(places)).round(3),
    )
    crowd = Dataset(dataset.records, replace(dataset.frames, locations=spread), "0" * 64)
    for zoom in (None, Zoom(3, 20.0, 30.0), Zoom(30, 20.0, 30.0)):
        figure = drawn(crowd, zoom)
        assert len(figure.to_json()) <= MOST_BYTES
        assert sum(len(trace.lon) for trace in figure.data if trace.name in ("Sums", "Places")) <= MOST_MARKS
        assert "more not drawn" in note(figure)
    assert sum(m["number"] for m in marks(drawn(crowd)) if m["role"] == "post") == (places["role"] == "post").sum()


def test_ids_are_sent_of_marks_of_few_events_only() -> None:
    dataset = made(10_000)
    found = marks(drawn(dataset, Zoom(30, 20.0, 30.0))) + marks(drawn(dataset))
    assert {m["ids"] for m in found} == {True, False}
    for mark in found:
        if mark["ids"]:
            assert 1 <= len(mark["target"]) == mark["number"] + mark["about"] <= 50
    ids = [key for m in marks(drawn(dataset)) if m["ids"] for key in m["target"]]
    assert len(ids) <= 2000
    assert set(ids) <= set(dataset.frames.events["id"])


def test_few_events_are_drawn_one_by_one_whatever_the_zoom() -> None:
    dataset = made(30, places=40)
    figure = drawn(dataset)
    assert figure == drawn(dataset, Zoom(9, 20.0, 20.0))
    assert figure.layout.meta is None
    assert note(figure) == ""
    assert "Several places" not in legend(figure)
    assert {tuple(t.meta) for t in figure.data if t.name == "Places"} == {("roles", "looks")}


def around(places: int, apart: float) -> Dataset:
    """Return an event at each of so many places in a square, so many degrees apart; all went to one far away."""
    side = math.ceil(math.sqrt(places))
    at = {f"p{n}": (f"P{n}", 30 + apart * (n % side), 55 + apart * (n // side)) for n in range(places)}
    return written(at | {"far": ("Far", 127.0, 37.5)}, [defection(n, f"p{n}", "far") for n in range(places)])


def test_places_that_crowd_are_summed_up_however_few_and_part_where_the_reader_zooms_in() -> None:
    dataset = around(49, 0.5)
    figure = drawn(dataset)
    assert NOTE in note(figure)
    assert len(marks(figure)) < 12
    near = drawn(dataset, Zoom(9, 31.5, 56.5))
    assert sum(mark["role"] == "post" for mark in marks(near)) == 49
    every = np.ones(49, dtype=bool)
    chosen = world(view(dataset, every, "status", 1070), 372, area=(30.0, 55.0, 33.0, 58.0))
    assert note(chosen) == ""
    assert len(next(t for t in chosen.data if t.name == "Places").customdata) == 50


def test_a_dozen_places_are_drawn_one_by_one_however_close() -> None:
    assert note(drawn(around(11, 0.05))) == ""


def test_the_centre_of_a_view_is_on_the_map_of_the_whole_file() -> None:
    cities = {"london": 0.0, "rome": 12.5, "beijing": 116.4, "hanoi": 105.8, "havana": -82.4, "seoul": 127.0}
    dataset = written({key: (key, lon, 40.0) for key, lon in cities.items()},
                      [defection(f"{key}{n}", key, "seoul") for key in cities for n in range(60)])  # fmt: skip
    posts = dataset.frames.events["post_place"]
    for first, second in itertools.combinations(cities, 2):
        for few in (True, False):
            kept = posts.isin([first, second]).to_numpy() & (np.arange(len(posts)) % (30 if few else 1) == 0)
            geo = world(view(dataset, kept, "status", 1070), 372).layout.geo
            assert abs(geo.center.lon - geo.projection.rotation.lon) <= 180


def scattered(places: int, defections: int, contexts: int = 0, each: int = 1, end: str = "", said: str = "") -> Dataset:
    """Return events at places all over, a context event at several, with ids that end so, and names and texts."""
    chance = random.Random(5)
    at = {
        f"p{n}": (json.dumps(f"P{n}{said}"), chance.randint(-120, 150), chance.randint(-40, 65)) for n in range(places)
    }
    events = [defection(f"{n}{end}", *chance.sample(list(at), 2)) for n in range(defections)]
    events += [context(f"c{n}{end}", *chance.sample(list(at), each)) for n in range(contexts)]
    texts = [re.sub(r"(name: |title: )(\w[\w ]*)", lambda it: it[1] + json.dumps(it[2] + said), one) for one in events]
    return written(at, texts)


@pytest.mark.parametrize("said", ["", "\u202e" * 110, "\u200bx" * 600, "평" * 110])
@pytest.mark.parametrize(
    ("dataset", "width"),
    [
        ({"places": 30, "defections": 0, "contexts": 200, "each": 30}, 1070),
        ({"places": 60, "defections": 0, "contexts": 100, "each": 60, "end": "x" * 110}, 1400),
        ({"places": 100, "defections": 290, "end": "x" * 110}, 4000),
        ({"places": 400, "defections": 310}, 4000),
    ],
)
def test_a_figure_is_bounded_whatever_ids_and_texts_are(dataset: dict[str, Any], width: int, said: str) -> None:
    figure = drawn(scattered(**dataset, said=said), width=width)
    assert len(figure.to_json()) <= MOST_BYTES
    assert {trace.name for trace in figure.data} & {"Sums", "Places"}


@pytest.mark.parametrize("events", [30, 900])
def test_a_figure_is_bounded_whatever_ranks_are_called(events: int) -> None:
    head = HEAD.replace("Ambassador", "평" * 9_999).replace("Secretary", "x" * 9_999).replace("Attaché", "ab" * 4_999)
    places = "".join(f"  p{n}: {{name: P{n}, lat: {n % 60}, lon: {3 * n - 170}}}\n" for n in range(100))
    lines = [defection(n, f"p{n % 100}", f"p{n % 7}", "abc"[n % 3]) for n in range(events)]
    figure = drawn(read_as_dataset(f"{head}places:\n{places}events:\n{''.join(lines)}"), by="rank")
    assert len(figure.to_json()) <= MOST_BYTES
    assert all(name.endswith("…") for name in legend(figure)[:3])


def test_places_are_drawn_one_by_one_as_long_as_their_ids_have_room() -> None:
    short, long = (drawn(scattered(30, 0, 150, each=10, end=end)) for end in ("", "x" * 100))
    (places,) = (t for t in short.data if t.name == "Places")
    assert sum(map(len, places.customdata)) == 150 * 10
    assert sum(m["about"] for m in marks(long)) == 150 * 10


def test_names_in_hovers_are_cut_where_all_of_them_are_too_long_together() -> None:
    short, long = (drawn(scattered(400, 310, said=said), width=4000) for said in ("", "평" * 110))
    assert not [m for m in marks(short) if "…" in m["hover"]]
    cut = [m["hover"].split("\n")[0] for m in marks(long)]
    assert [name for name in cut if name.endswith("…")]
    assert all(name.startswith("P") or name.endswith(" places") for name in cut)


COUNTRIES = ("CN", "DE", "ES", "FR", "GB", "IT", "RU", "SE")
LONG_RANKS = {letter: f"Counsellor of the embassy, grade {letter}" for letter in "abcdefgh"}


@cache
def of_many_categories(defections: int) -> Dataset:
    """Return events of eight countries and eight ranks of long names, with whatever a legend explains."""
    chance = random.Random(3)
    ranks = ", ".join(f"{key}: {{label: '{label}'}}" for key, label in LONG_RANKS.items())
    head = re.sub("ranks: .*", f"ranks: {{{ranks}}}", HEAD)
    places = "".join(
        f"  p{n}: {{name: P{n}, country: {COUNTRIES[n % 8]}, lat: {chance.randint(-40, 60)}, lon: {3 * n}}}\n"
        for n in range(40)
    )
    statuses = ("confirmed", "reported", "unconfirmed", "disputed", "denied", "retracted")
    events = [
        defection(n, f"p{n % 40}", chance.choice([*REASONS, "p3", "p17"]), chance.choice("abcdefgh"), statuses[n % 6])
        for n in range(defections)
    ]
    events += [context(f"c{n}", f"p{n % 40}") for n in range(50)]
    return read_as_dataset(f"{head}places:\n{places}events:\n{''.join(events)}")


@pytest.mark.parametrize("by", ["country", "rank", "status"])
@pytest.mark.parametrize("defections", [200, 900])
def test_a_narrow_map_keeps_its_height_whatever_the_legend_has(defections: int, by: str) -> None:
    dataset = of_many_categories(defections)
    every = np.ones(len(dataset.frames.events), dtype=bool)
    for width in (240, 300, 360):
        for height in (160, 240, 320):
            shown = view(dataset, every, by, width)
            grown, fixed = world(shown, height), world(shown, height, fixed=True)
            least = max(120, 0.4 * height)
            for figure in (grown, fixed):
                assert figure.layout.height - figure.layout.margin.b >= least
                assert len(legend(figure)) >= 11
                assert {"Several places", "No known destination", "Destination", "Context"} <= {*legend(figure)}
            assert NOTE_IF_NARROW in note(grown)
            assert grown.layout.legend.maxheight == 1
            assert fixed.layout.height == height
            assert (note(fixed) == "") is (grown.layout.height > height)
            if height == 160:
                assert fixed.layout.legend.maxheight == fixed.layout.margin.b  # so that the rest can be scrolled to


def test_a_fixed_height_keeps_the_note_where_there_is_room() -> None:
    dataset = made(1000)
    every = np.ones(len(dataset.frames.events), dtype=bool)
    shown = view(dataset, every, "status", 358)
    fixed = world(shown, 320, fixed=True)
    assert NOTE_IF_NARROW in note(fixed)
    assert fixed == world(shown, 320)


def test_an_event_of_context_counts_once_in_a_mark_of_several_of_its_places() -> None:
    places = {f"p{n}": (f"P{n}", -120 + n * 1.5, 60.0 - n % 9 * 9) for n in range(150)}
    places |= {key: (key.title(), 127 + n / 10, 38.0) for n, key in enumerate(("one", "two", "three"))}
    figure = drawn(written(places, [defection(n, f"p{n}") for n in range(150)] + [context("c", "one", "two", "three")]))
    (mark,) = (m for m in marks(figure) if m["role"] == "context")
    assert mark["about"] == 1
    assert mark["target"] == ("ec",) or mark["target"] == ["ec"]
    lines = mark["hover"].split("\n")
    assert lines[:3] == ["3 places", "1 context", "Tc"]
    assert "Tc" not in lines[3:]


# Boxes


@pytest.mark.parametrize("centre", [(127, 38), (180, -17)])
@pytest.mark.parametrize("scale", [None, 4.0, 20.0])
def test_a_box_holds_exactly_the_events_of_its_mark(centre: tuple[float, float], scale: float | None) -> None:
    dataset = made(10_000, centre=centre)
    figure = drawn(dataset, scale and Zoom(scale, *centre))
    points = pd.concat([located(dataset, "post"), located(dataset, "context")])
    boxes = 0
    exact = 0
    for mark in marks(figure):
        if mark["ids"] or not mark["target"]:
            assert mark["ids"] or mark["role"] == "destination"
            continue
        west, south, east, north = mark["target"]
        assert -180 <= west <= 180
        assert -180 <= east <= 180
        across = (points["longitude"] - west) % 360 <= (east - west) % 360
        held = points[across & points["latitude"].between(south, north)].drop_duplicates(["event", "role"])
        number = len(held[held["role"] == "post"]), len(held[held["role"] == "context"])
        boxes += 1
        exact += number == (mark["number"] if mark["role"] == "post" else 0, mark["about"])
        assert number >= (mark["number"] if mark["role"] == "post" else 0, mark["about"])
        assert (mark["lon"] - west) % 360 <= (east - west) % 360
    assert boxes > 3
    assert exact >= 0.9 * boxes


@pytest.mark.parametrize("apart", [0.004, 0.0009])
def test_the_boxes_of_marks_hold_no_other_place_however_close(apart: float) -> None:
    places = {"a": ("A", 127.0, 38.0), "b": ("B", 127.0 + apart, 38.0), "far": ("Far", 0.0, 0.0)}
    dataset = written(places, [defection(n, "ab"[n % 2], "far") for n in range(600)])
    for mark in marks(drawn(dataset)):
        if mark["role"] == "post":
            west, south, east, north = mark["target"]
            held = [key for key, (_, lon, lat) in places.items() if west <= lon <= east and south <= lat <= north]
            assert held == [mark["hover"].split("\n")[0].lower()]
            assert mark["target"] == [round(edge, 4) for edge in mark["target"]]


def test_a_box_over_the_antimeridian_has_its_west_in_the_east() -> None:
    places = {f"p{n}": (f"P{n}", (179.5 + n / 20 + 180) % 360 - 180, -17.0) for n in range(100)}
    dataset = written(places, [defection(n, f"p{n % 100}") for n in range(900)])
    crossing = [m["target"] for m in marks(drawn(dataset)) if not m["ids"] and m["target"][0] > m["target"][2]]
    assert crossing
    assert all(east < -170 and west > 170 for west, _, east, _ in crossing)


def test_a_mark_that_narrows_says_so_and_one_of_arrivals_alone_does_not_narrow() -> None:
    figure = drawn(made(100_000))
    (sums,) = (t for t in figure.data if t.name == "Sums")
    assert sums.meta["narrows"] == "box"
    assert {m["target"] is None for m in marks(figure) if m["role"] == "destination" and not m["ids"]} == {True}
    assert all(len(m["target"]) == 4 for m in marks(figure) if m["role"] == "post" and not m["ids"])
    assert figure.layout.meta == {"cells": True}


# How marks look


def test_areas_are_in_proportion_to_numbers_and_the_largest_is_bounded() -> None:
    places = {"a": ("A", 0.0, 50.0), "b": ("B", 60.0, 50.0), "c": ("C", 120.0, 50.0)}
    numbers = {"a": 4000, "b": 1000, "c": 250}
    events = [defection(f"{key}{n}", key) for key, number in numbers.items() for n in range(number)]
    found = {m["hover"].split("\n")[0]: m for m in marks(drawn(written(places, events)))}
    assert found["A"]["size"] == pytest.approx(36, abs=0.1)
    assert found["B"]["size"] == pytest.approx(18, abs=0.1)
    assert found["C"]["size"] == pytest.approx(9, abs=0.1)


def test_discs_within_a_disc_have_the_areas_of_their_shares_and_the_largest_category_is_outside() -> None:
    places = {"a": ("A", 0.0, 50.0), "b": ("B", 60.0, 50.0)}
    ranks = "a" * 250 + "b" * 150 + "c" * 100
    figure = drawn(written(places, [defection(n, "a", rank=rank) for n, rank in enumerate(ranks)]), by="rank")
    colours = {t.name: t.marker.color for t in figure.data if t.showlegend}
    (mark,) = marks(figure)
    assert mark["colour"] == colours["Ambassador"]
    (inner,) = (t for t in figure.data if t.name == "Shares")
    assert list(inner.marker.color) == [colours["Secretary"], colours["Attaché"]]
    assert [(size / mark["size"]) ** 2 for size in inner.marker.size] == pytest.approx([0.5, 0.2], abs=0.02)
    assert "250 Ambassador · 150 Secretary · 100 Attaché" in mark["hover"]
    assert "inner discs show further colours" in note(figure)


def test_a_ring_has_the_area_of_those_whose_destination_is_not_known_and_hover_says_how_many() -> None:
    places = {"a": ("A", 0.0, 50.0), "b": ("B", 60.0, 50.0)}
    to = ["unknown"] * 300 + ["returned"] * 100 + ["b"] * 400
    figure = drawn(written(places, [defection(n, "a", where) for n, where in enumerate(to)]))
    (mark,) = (m for m in marks(figure) if m["role"] == "post")
    (ring,) = (t for t in figure.data if t.name == "No known destination" and not t.showlegend)
    assert legend(figure) == ["Reported", "No known destination", "Destination"]
    size, width = ring.marker.size[0], ring.marker.line.width[0]
    area = math.pi * ((size / 2 + width / 2) ** 2 - (size / 2 - width / 2) ** 2)
    assert area / (math.pi * (mark["size"] / 2) ** 2) == pytest.approx(400 / 800, rel=0.05)
    assert size - width > mark["size"]
    assert ring.meta == {"counts": ["1 400"]}
    assert mark["hover"].split("\n")[-2:] == ["300 whereabouts unknown", "100 returned"]


def test_a_diamond_is_not_larger_than_a_disc_of_as_many_events() -> None:
    figure = drawn(made(10_000))
    looks = next(t.meta["looks"] for t in figure.data if t.name == "Sums")
    assert looks["destination"][1] <= looks["post"][1]
    for mark in marks(figure):
        _, one, least, most = looks[mark["role"]]
        number = mark["number"] or mark["about"]
        assert mark["size"] == pytest.approx(min(most, max(least, one * math.sqrt(number))), abs=0.06)


def test_hover_over_several_places_counts_them_and_names_the_largest() -> None:
    mark = max(marks(drawn(made(10_000, centre=(127, 38)))), key=lambda m: m["number"])
    lines = mark["hover"].split("\n")
    places = int(re.fullmatch(r"([\d,]+) places", lines[0])[1])  # type: ignore[index]
    assert lines[1] == f"{mark['number']:,} left"
    named = [line for line in lines if re.fullmatch(r"Place \d+ · [\d,]+", line)]
    assert len(named) == 4
    numbers = [int(line.split(" · ")[1].replace(",", "")) for line in named]
    assert numbers == sorted(numbers, reverse=True)
    assert lines[-1] == f"and {places - 4:,} more"


def test_a_mark_of_one_event_names_it() -> None:
    places = {f"p{n}": (f"P{n}", -100.0 + n, 40.0 * math.sin(n)) for n in range(200)}
    figure = drawn(written(places, [defection(n, f"p{n}") for n in range(200)]))
    single = [m for m in marks(figure) if m["number"] == 1]
    assert single
    assert all(re.search(r"^Person \d+$", m["hover"], re.MULTILINE) for m in single)


def test_text_of_the_file_is_shown_as_text_in_sums_too() -> None:
    name = '"<b>x</b> & <i>"'
    places = {f"p{n}": (name, 10 + n / 20, 50.0) for n in range(100)}
    figure = drawn(written(places, [defection(n, f"p{n % 100}") for n in range(500)]))
    (labels,) = (t for t in figure.data if t.name == "Labels")
    hovers = [said for t in figure.data if t.name in ("Sums", "Places") for said in t.hovertext]
    for markup in (*hovers, *labels.text):
        assert set(re.findall(r"<[^>]*>", markup)) <= {
            "<b>",
            "</b>",
            "<br>",
            "</span>",
            '<span style="color:#62666d">',
        }
    assert any("<b>x</b> & <i>" in html.unescape(said) for said in hovers)


def test_marked_events_keep_their_marks_strong_and_the_others_stand_back() -> None:
    dataset = made(1000)
    key = located(dataset, "destination")["event"].iloc[0]
    figure = drawn(dataset, marked=(dataset.frames.events["id"][key],))
    strong = [m for m in marks(figure) if m["opacity"] == 1]
    assert {m["role"] for m in strong} == {"post", "destination"}
    assert len(strong) == 2
    assert {m["opacity"] for m in marks(drawn(dataset))} == {1}
    lines = [t for t in figure.data if t.mode == "lines"]
    assert sum(list(t.lon).count(None) for t in lines if t.opacity > 0.2) <= 1


def test_where_one_reason_is_the_only_one_the_ring_is_its_own() -> None:
    places = {"a": ("A", 0.0, 50.0), "b": ("B", 60.0, 50.0)}
    figure = drawn(written(places, [defection(n, "a", "in-transit") for n in range(400)]))
    (ring,) = (t for t in figure.data if t.name == "In transit" and not t.showlegend)
    assert ring.marker.symbol == "triangle-up-open"
    assert legend(figure) == ["Reported", "In transit"]


# Words


def test_the_figure_says_that_marks_sum_up_and_how_many_arcs_are_left_out() -> None:
    figure = drawn(made(10_000))
    assert note(figure).startswith(NOTE)
    assert "Several places" in legend(figure)
    left_out = int(re.search(r"80 most frequent ways; ([\d,]+) more", note(figure))[1].replace(",", ""))  # type: ignore[index]
    assert left_out > 0
    assert arcs(figure) == 80


def from_cities(far: int, near: int) -> Dataset:
    """Return events that took `far` ways from the ends of the earth, and `near` other ways to Seoul from its north."""
    places = {f"s{n}": (f"S{n}", -70 + n / 3, -30.0) for n in range(far)}
    places |= {f"n{n}": (f"N{n}", 123 + n % 12 * 0.7, 36.4 + n // 12 * 0.4) for n in range(near)}
    places |= {"africa": ("Africa", 20.0, 5.0), "seoul": ("Seoul", 127.0, 37.5)}
    ways = [(f"s{n}", "africa") for n in range(far)] + [(f"n{n}", "seoul") for n in range(near)]
    return written(places, [defection(f"{way}-{n}", *ways[way]) for way in range(len(ways)) for n in range(4)])


def test_the_note_on_arcs_counts_those_that_begin_or_end_in_the_window() -> None:
    said = re.compile(r"Arcs of the 80 most frequent ways( from or to here)?; (\d+) more not drawn")
    near = Zoom(40, 127.0, 38.0)
    few = drawn(from_cities(90, 13), near)
    assert arcs(few) == 13
    assert "Arcs" not in note(few)
    more = drawn(from_cities(10, 95), near)
    assert arcs(more) == 80
    found = said.search(note(more))
    assert found
    assert found[1]
    assert int(found[2]) == 15
    whole = drawn(made(10_000))
    assert (said.search(note(whole)) or [""])[1] is None


def test_a_file_of_few_ways_says_nothing_of_arcs_at_any_zoom_and_reserves_no_line_for_it() -> None:
    dataset = from_cities(60, 13)
    for zoom in (None, Zoom(5, 127.0, 38.0), Zoom(5, -60.0, -30.0), Zoom(40, 127.0, 38.0)):
        for width in (300, 640, 1070):
            figure = drawn(dataset, zoom, width=width)
            assert "Arcs" not in note(figure)
            assert figure.layout.margin == drawn(dataset, width=width).layout.margin


def test_many_events_at_few_places_are_not_said_to_be_summed_up() -> None:
    places = {"a": ("A", 0.0, 50.0), "b": ("B", 60.0, 50.0)}
    figure = drawn(written(places, [defection(n, "a", "b") for n in range(600)]))
    assert NOTE not in note(figure)
    assert "Several places" not in legend(figure)
    assert "largest disc 600 left, largest diamond 600 arrived" in note(figure)
    assert arcs(figure) == 1


def test_no_label_counts_without_saying_what() -> None:
    said = [
        line for t in drawn(made(10_000)).data if t.name == "Labels" for text in t.text for line in text.split("<br>")
    ]
    assert any(plain(line).endswith((" place", " places")) for line in said)
    assert [line for line in said if re.search(r"\+ [\d,]+$", plain(line))] == []


def test_the_largest_marks_are_labelled_with_their_place_and_how_many_more() -> None:
    figure = drawn(made(10_000, centre=(127, 38)), Zoom(12, 127.0, 38.0))
    (labels,) = (t for t in figure.data if t.name == "Labels")
    said = [plain(markup) for markup in labels.text]
    assert said
    assert any(re.match(r"Place \d+( \+ [\d,]+( places?)?)?\n[\d,]+ (defections|arrived)$", label) for label in said)
