"""The figures of a static page: what Python draws of all events and of each entry of the legend alone."""

import json
from pathlib import Path
from typing import Any

import pytest

from dashboard.charts.map.basemap import Medium
from dashboard.charts.map.figure import draw_map
from dashboard.charts.timeline.figure import draw_timeline
from dashboard.charts.view import ChartSize
from dashboard.export.html_figures import HEIGHTS, DrawnCharts, drawn_charts, legend_entries
from dashboard.selection import Selection, ViewOptions
from tests.benchmarks.events import event_file, made_up
from tests.builders import dataset, selection

RUSSIA = ("kp-2015-kim-chol-song", "kp-2016-vladivostok-official")


@pytest.fixture(scope="module")
def shipped(shipped_file: Path) -> Selection:
    return selection(dataset(shipped_file.read_text(encoding="utf-8")))


def drawn(shown: Selection, options: ViewOptions) -> dict[tuple[str, int], DrawnCharts]:
    charts = drawn_charts(shown, legend_entries(shown, options), options)
    return {(of.entry, of.width): of for of in charts}


def legend_names(chart: dict[str, Any]) -> list[str]:
    return [trace["name"] for trace in chart["data"] if trace["showlegend"]]


def test_the_entries_of_the_legend_hold_every_event_once(shipped):
    entries = legend_entries(shipped, ViewOptions())
    assert [(entry.name, entry.colour, entry.symbol) for entry in entries] == [
        ("United Kingdom", "var(--blue)", "●"),
        ("Russia", "var(--brick)", "●"),
        ("Context", "var(--context)", "■"),
    ]
    assert sorted(row for entry in entries for row in entry.selection.rows) == list(range(7))
    assert tuple(entries[1].selection.events["id"]) == RUSSIA


@pytest.mark.parametrize("width", HEIGHTS)
def test_the_charts_of_an_entry_are_those_that_python_draws_of_its_events(shipped, width):
    found = drawn(shipped, ViewOptions())["1", width]
    only = selection(shipped.dataset, ids=RUSSIA)
    map_height, timeline_height = HEIGHTS[width]
    world = draw_map(only, ViewOptions(), ChartSize(width, map_height), medium=Medium.FILE)
    time = draw_timeline(only, ViewOptions(), ChartSize(width, timeline_height))
    wanted = {"map": json.loads(world.to_json()), "timeline": json.loads(time.to_json())}
    assert found.charts["timeline"]["data"] == wanted["timeline"]["data"]
    assert found.charts["timeline"]["layout"]["height"] == wanted["timeline"]["layout"]["height"]
    of_data = [trace for trace in wanted["map"]["data"] if not trace["showlegend"]]
    assert [trace for trace in found.charts["map"]["data"] if not trace["showlegend"]] == of_data
    assert found.charts["map"]["layout"]["geo"] == wanted["map"]["layout"]["geo"]
    assert found.event_ids == set(RUSSIA)


def test_the_map_leaves_those_entries_to_the_legend_of_the_page_that_it_has(shipped):
    found = drawn(shipped, ViewOptions())
    assert legend_names(found["all", 1080].charts["map"]) == ["Whereabouts unknown", "Destination", "Context"]
    assert legend_names(found["0", 1080].charts["map"]) == ["Destination"]
    narrow = found["all", 358].charts["map"]["layout"]
    whole = draw_map(shipped, ViewOptions(), ChartSize(358, HEIGHTS[358][0]), medium=Medium.FILE).layout
    freed = whole.height - narrow["height"]
    assert freed > 0
    assert whole.margin.b - narrow["margin"]["b"] == freed


def test_the_map_of_an_area_shows_it_as_the_page_does(shipped):
    area = selection(shipped.dataset, "box=-1,51,1,52&context=0")
    found = drawn(area, ViewOptions())["all", 1080].charts["map"]["layout"]
    page = json.loads(draw_map(area, ViewOptions(), ChartSize(1080, HEIGHTS[1080][0])).to_json())["layout"]
    scale = page["geo"]["projection"]["scale"]
    coarse = page["geo"] | {"resolution": 110, "projection": page["geo"]["projection"] | {"maxscale": scale}}
    assert page["geo"]["resolution"] == 50
    assert found["geo"] == coarse
    assert scale > 10


def test_every_point_and_line_of_few_events_belongs_to_an_event(shipped):
    for of in drawn(shipped, ViewOptions()).values():
        for chart in of.charts.values():
            shown = {n: trace for n, trace in enumerate(chart["data"]) if not trace["showlegend"]}
            traces = {n: trace for n, trace in shown.items() if trace["name"] not in ("Words", "Country names")}
            values = {change["trace"]: change for change in chart["marking"]["values"]}
            lines = {change["trace"]: change for change in chart["marking"]["lines"]}
            assert values.keys() - {None} | lines.keys() == traces.keys()
            for n, trace in traces.items():
                along = trace.get("lon", trace.get("x"))
                owners = (values.get(n) or lines[n])["owners"]
                assert len(owners) == (along.count(None) if n in lines else len(along))
                assert all(set(ids) <= of.event_ids for ids in owners)


def test_the_zoom_of_one_width_is_not_that_of_another(shipped):
    found = drawn(shipped, ViewOptions())
    revisions = {chart["layout"]["uirevision"] for of in found.values() for chart in of.charts.values()}
    assert len(revisions) == 2 * len(HEIGHTS)


def test_a_chart_without_anything_to_draw_is_no_higher_than_its_words(dataset_of):
    text = event_file(made_up(3)).replace('date: "', 'note: "')
    layout = drawn(selection(dataset_of(text)), ViewOptions())["all", 1080].charts["timeline"]["layout"]
    assert layout["annotations"][0]["text"] == "None of these events has a date."
    assert layout["height"] == 120


def test_of_many_events_each_entry_alone_is_drawn_in_its_colour_and_in_more_detail():
    shown = selection(event_file(made_up(1_500)))
    entries = legend_entries(shown, ViewOptions("rank"))
    found = drawn(shown, ViewOptions("rank"))
    assert len(entries) == 7
    assert "columns" in found["all", 640].charts["timeline"]["layout"]["uirevision"]
    for n, entry in enumerate(entries):
        timeline = found[str(n), 640].charts["timeline"]
        assert "marks" in timeline["layout"]["uirevision"]
        (marks,) = [trace for trace in timeline["data"] if trace["name"] == "Milestones"]
        assert set(marks["marker"]["color"]) == {entry.colour}
