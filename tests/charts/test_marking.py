"""A described marking is what Python draws for the same marked events."""

import json
import re
from collections import defaultdict
from dataclasses import asdict
from pathlib import Path
from typing import Any

import plotly.graph_objects as go
import pytest

from dashboard.charts import theme
from dashboard.charts.map.figure import draw_map
from dashboard.charts.marking import Marking, event_ids, find_marking
from dashboard.charts.timeline.figure import draw_timeline
from dashboard.charts.view import ChartSize
from dashboard.selection import Selection, ViewOptions
from tests.benchmarks.events import event_file, made_up
from tests.builders import dataset, selection

THAE, KIM = "kp-2016-thae-yong-ho", "kp-2015-kim-chol-song"
SIZE = ChartSize(1080, 420)

# A place that is post, destination and context, one that only sends, and one with two rings.
SHARED = json.dumps(  # JSON is YAML
    {
        "schema_version": 1,
        "title": "T",
        "sources": {"s": {"type": "book"}},
        "places": {"a": {"name": "A", "country": "RU", "lat": 60.123456, "lon": 30.654321},
                   "b": {"name": "B", "country": "KR", "lat": 37, "lon": 127},
                   "c": {"name": "C", "country": "KW", "lat": 29, "lon": 48}},
        "events": [
            *({"id": id, "type": "defection", "persons": [{"name": id}], "post": {"place": post},
               "destination": {"status": "known", "place": to} if to else {"status": "unknown"}, "status": "reported",
               "milestones": [{"kind": "report", "date": "2016-08", "citations": [{"source": "s"}]}]}
              for id, post, to in (("e1", "a", "b"), ("e2", "a", None), ("e3", "b", "a"), ("e4", "c", None))),
            {"id": "c1", "type": "context", "title": "C", "places": ["a"], "status": "reported",
             "milestones": [{"kind": "report", "date": "2016-08-25", "citations": [{"source": "s"}]}]},
        ],
    }
)  # fmt: skip


@pytest.fixture(scope="module")
def shipped(shipped_file: Path) -> Selection:
    return selection(dataset(shipped_file.read_text(encoding="utf-8")))


def plain(figure: go.Figure) -> dict[str, Any]:
    return json.loads(figure.to_json())


def apply(figure: dict[str, Any], change: Marking, ids: list[str]) -> dict[str, Any]:
    """Return the figure with some events marked, as the description says it."""

    def is_marked(owners: list[str] | None) -> bool:
        return owners is None or not set(owners).isdisjoint(ids)

    found = json.loads(json.dumps(figure))
    for value in change.values:
        part = found["layout"] if value.trace is None else found["data"][value.trace]
        *path, last = value.attribute.split(".")
        for key in path:
            part = part[key]
        choices = [value.marked if is_marked(owners) else value.dimmed for owners in value.owners]
        part[last] = [it[i] if isinstance(it, list) else it for i, it in enumerate(choices)]
    traces = [[trace] for trace in found["data"]]
    for line in change.lines:
        trace = traces[line.trace][0]
        traces[line.trace] = []
        for kept, width in ((True, line.marked), (False, line.dimmed)):
            slices = [at for at, owners in zip(line.slices, line.owners, strict=True) if is_marked(owners) is kept]
            own = {axis: [v for a, b in slices for v in trace[axis][a:b]] for axis in line.coordinates}
            traces[line.trace] += [trace | own | {"line": trace["line"] | {"width": width}}] if slices else []
    return found | {"data": [trace for some in traces for trace in some]}


def opacity(colour: str) -> float:
    found = re.fullmatch(r"rgba\(.*,([\d.]+)\)", colour)
    return float(found[1]) if found else 1.0


def seen(figure: dict[str, Any]) -> dict[str, Any]:
    """Return what a reader sees of a marking: of every point, line and label how it is drawn."""
    points: dict[Any, Any] = {}
    bars: dict[Any, float] = defaultdict(lambda: 1.0)
    lines: dict[Any, float] = {}
    for trace in figure["data"]:
        if trace.get("showlegend"):
            continue
        x, y = (trace.get(geo, trace.get(flat)) for geo, flat in (("lon", "x"), ("lat", "y")))
        if trace.get("mode") == "lines":
            start = 0
            for end in [i for i, value in enumerate(x) if value is None]:
                lines[trace["name"], *x[start:end], *y[start:end]] = trace["line"]["width"]
                start = end + 1
            continue
        for i, at in enumerate(zip(x, y, strict=True)):
            marker = {key: it[i] if isinstance(it, list) else it for key, it in trace["marker"].items()}
            strength: Any = marker.get("opacity", 1) * opacity(marker.get("color", ""))
            edge = {key: it[i] if isinstance(it, list) else it for key, it in marker.get("line", {}).items()}
            if "text" in trace.get("mode", ""):
                looks: Any = trace["textfont"]["color"]
                looks = looks[i] if isinstance(looks, list) else looks
            else:
                looks = marker.get("color"), edge
            if trace["name"] in ("Dates", "Lasted"):  # one upon the other they make the strength of a stretch
                bars[at[1], *trace["customdata"][i], *trace.get("hovertext", [])[i : i + 1]] *= 1 - strength
            else:
                points[trace["name"], *at, *(marker.get("symbol") or "")] = looks
    stretches = {key: 1 - nothing for key, nothing in bars.items()}
    return {"points": points, "lines": lines, "stretches": stretches,
            "labels": figure["layout"].get("yaxis", {}).get("ticktext")}  # fmt: skip


@pytest.mark.parametrize("marked", [[THAE], [KIM], [KIM, THAE]])
@pytest.mark.parametrize("draw", [draw_map, draw_timeline])
@pytest.mark.parametrize("width", [1080, 358])
def test_the_shipped_map_and_lanes_look_as_python_draws_them_with_marked_events(shipped, draw, marked, width):
    figure = plain(draw(shipped, ViewOptions(), ChartSize(width, 400)))
    wanted = seen(plain(draw(shipped, ViewOptions(marked=tuple(marked)), ChartSize(width, 400))))
    found = seen(apply(figure, find_marking(figure), marked))
    assert found != seen(figure)
    for part in ("points", "lines", "labels"):
        assert found[part] == wanted[part]
    assert found["stretches"] == pytest.approx(wanted["stretches"], abs=0.02)


@pytest.mark.parametrize("marked", ["e1", "e2", "e3", "e4", "c1"])
def test_a_place_with_several_roles_and_its_rings_are_dimmed_together(marked):
    events = selection(SHARED)
    figure = plain(draw_map(events, ViewOptions(), SIZE))
    wanted = plain(draw_map(events, ViewOptions(marked=(marked,)), SIZE))
    assert seen(apply(figure, find_marking(figure), [marked])) == seen(wanted)


def test_marks_of_a_dot_plot_are_outlined_in_ink_where_they_are_marked():
    events = selection(event_file(made_up(250)))
    figure = plain(draw_timeline(events, ViewOptions(), SIZE))
    assert "marks" in figure["layout"]["uirevision"]
    wanted = plain(draw_timeline(events, ViewOptions(marked=("made-up-7",)), SIZE))
    found = apply(figure, find_marking(figure), ["made-up-7"])
    assert seen(found)["points"] == seen(wanted)["points"]
    outlines = [[trace["marker"]["line"]["color"] for trace in of["data"] if trace.get("name") == "Milestones"]
                for of in (found, wanted)]  # fmt: skip
    assert outlines[0] == outlines[1]
    marks = next(trace for trace in found["data"] if trace.get("name") == "Milestones")
    inked = [ids for ids, edge in zip(marks["customdata"], outlines[0][0], strict=True) if edge == theme.INK]
    assert {key for ids in inked for key in ids} == {"made-up-7"}


def test_in_the_dark_the_ink_of_an_outline_is_that_of_the_dark_theme():
    events = selection(event_file(made_up(250)))
    figure = plain(theme.dark(draw_timeline(events, ViewOptions(), SIZE)))
    values = find_marking(figure).values
    inks = {value.marked for value in values if value.attribute == "marker.line.color"}
    assert inks == {theme.dark_text(theme.INK)}
    is_bar = [trace["type"] == "bar" for trace in figure["data"]]
    (fills,) = [value for value in values if value.attribute == "marker.color" and not is_bar[value.trace]]
    paper = theme.dark_text(theme.PAPER)
    assert fills.dimmed == [theme.pale(colour, paper) for colour in fills.marked]


def test_a_map_in_the_dark_is_dimmed_in_the_tones_of_the_dark_theme():
    events = selection(SHARED)
    figure = plain(theme.dark(draw_map(events, ViewOptions(), SIZE)))
    wanted = plain(theme.dark(draw_map(events, ViewOptions(marked=("e4",)), SIZE)))
    assert seen(apply(figure, find_marking(figure), ["e4"])) == seen(wanted)


def test_of_a_map_that_sums_up_only_what_names_its_events_changes():
    events = selection(event_file(made_up(320)))
    figure = plain(draw_map(events, ViewOptions(), SIZE))
    change = find_marking(figure)
    names = {figure["data"][value.trace]["name"] for value in change.values if value.trace is not None}
    assert "Places" in names
    assert "Sums" not in names
    places = next(value for value in change.values if figure["data"][value.trace]["name"] == "Places")
    marked = places.owners[0][0]
    wanted = seen(plain(draw_map(events, ViewOptions(marked=(marked,)), SIZE)))["points"]
    found = seen(apply(figure, change, [marked]))["points"]
    of_places = [key for key in wanted if key[0] == "Places"]
    assert {key: found[key] for key in of_places} == {key: wanted[key] for key in of_places}
    assert {found[key][1]["width"] for key in of_places} == {1, 1.5}


def test_columns_do_not_change_and_nothing_does_where_nothing_is_drawn():
    events = selection(event_file(made_up(1_500)))
    columns = plain(draw_timeline(events, ViewOptions(), SIZE))
    assert "columns" in columns["layout"]["uirevision"]
    empty = plain(draw_map(selection(SHARED, ids=[]), ViewOptions(), SIZE))
    assert asdict(find_marking(columns)) == asdict(find_marking(empty)) == {"values": [], "lines": []}


def test_the_events_that_can_be_marked_are_all_that_are_drawn(shipped):
    figure = plain(draw_timeline(shipped, ViewOptions(), SIZE))
    assert event_ids(find_marking(figure)) == set(shipped.events["id"])
