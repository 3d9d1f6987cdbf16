"""The document that stands alone, opened from disk in a browser without a network."""

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import numpy as np
import pytest
from playwright.sync_api import Browser, Page, expect

from dashboard.charts.map.figure import world
from dashboard.charts.view import view
from dashboard.dataset import Dataset, load
from dashboard.export.html_page import standalone
from dashboard.selection.selection import Selection
from tests.benchmarks.events import event_file, made_up

EVENTS = Path(__file__).parents[2] / "events.yaml"
PATIENCE = 30  # s: a busy machine is slow, not wrong
KIM, THAE, VLADIVOSTOK = "kp-2015-kim-chol-song", "kp-2016-thae-yong-ho", "kp-2016-vladivostok-official"

_DRAWN = """() => ["map", "timeline"].every((name) => {
  const chart = document.querySelector(`#${name} .js-plotly-plot`);
  return chart?.querySelector(".main-svg") && chart.layout.width === chart.clientWidth;
})"""
# The ids of all events that a chart draws anything of, lines and labels included.
_DRAWN_EVENTS = """(name) => [...new Set(document.querySelector(`#${name} .js-plotly-plot`).data
  .filter((trace) => trace.showlegend === false).flatMap((trace) => trace.customdata ?? []).flat())].sort()"""
# How many lines a chart draws, each of which ends with a gap.
_LINES = """(name) => document.querySelector(`#${name} .js-plotly-plot`).data
  .filter((trace) => trace.mode === "lines" && trace.showlegend === false)
  .flatMap((trace) => trace.x ?? trace.lon).filter((x) => x === null).length"""
_MARK = """([chart, name, id, first]) => {
  for (const group of document.querySelectorAll(`#${chart} .trace`)) {
    const trace = group.__data__?.[0]?.trace;
    if (trace?.name !== name) continue;
    const at = trace.customdata[first ? "findIndex" : "findLastIndex"]((ids) => ids.includes(id));
    const mark = [...group.querySelectorAll("path.point, .point path")].find((path) => path.__data__.i === at);
    const { x, y, width, height } = mark.getBoundingClientRect();
    return [x + width / 2, y + height / 2];
  }
}"""
# The ids of all events that stand back.
_FAINT = """(name) => document.querySelector(`#${name} .js-plotly-plot`).data
  .flatMap(({ customdata, marker }) => (customdata ?? []).filter(
    (_, i) => 0 < marker.opacity?.[i] && marker.opacity[i] < 0.5,
  ))
  .flat()"""


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Callable[..., Page]]:
    """Open a document from disk; at the end nothing may have failed, or been asked for from anywhere."""
    wrong: list[str] = []
    contexts = []

    def note(url: str) -> None:
        if urlsplit(url).scheme not in ("file", "data", "blob"):
            wrong.append(url)

    def visit(document: str, width: int = 1400, height: int = 900, **options: bool) -> Page:
        file = tmp_path / "defections.html"
        file.write_text(document, encoding="utf-8")
        context = browser.new_context(viewport={"width": width, "height": height}, reduced_motion="reduce", **options)
        contexts.append(context)
        context.set_offline(True)
        context.on("request", lambda request: note(request.url))
        page = context.new_page()
        page.on("console", lambda message: message.type == "error" and wrong.append(message.text))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.goto(file.as_uri())
        if options.get("java_script_enabled", True):
            page.wait_for_function(_DRAWN)
        return page

    yield visit
    for context in contexts:
        context.close()
    assert wrong == []


@pytest.fixture(scope="module")
def document() -> str:
    dataset = load(EVENTS).dataset
    assert dataset
    return standalone(dataset, Selection())


def until(page: Page, read: str, chart: str, wanted: Callable[[Any], bool]) -> None:
    """Wait until what is read of a chart is as wanted; drawing takes a while."""
    end = time.monotonic() + PATIENCE
    while not wanted(page.evaluate(read, chart)) and time.monotonic() < end:
        page.wait_for_timeout(50)
    assert wanted(page.evaluate(read, chart))


def events(page: Page, chart: str) -> list[str]:
    return page.evaluate(_DRAWN_EVENTS, chart)


def point_at(page: Page, chart: str, trace: str, event: str, first: bool = False) -> tuple[float, float]:
    """Point at the last mark of an event, on the map its post, or at its first; return where it is."""
    page.locator(f"#{chart}").scroll_into_view_if_needed()
    x, y = page.evaluate(_MARK, [chart, trace, event, first])
    page.mouse.move(x, y + 150)
    expect(page.locator(f"#{chart} .hovertext")).to_have_count(0)
    page.mouse.move(x, y, steps=3)
    expect(page.locator(f"#{chart} .hovertext")).not_to_have_count(0)
    return x, y


def click(page: Page, chart: str, trace: str, event: str) -> None:
    page.mouse.click(*point_at(page, chart, trace, event))


def test_both_charts_are_drawn_from_disk_with_the_basemap_and_without_a_network(opened, document):
    page = opened(document)
    expect(page.locator("#map .js-plotly-plot .layer.land path")).to_have_count(1)
    assert len(page.locator("#map .layer.land path").get_attribute("d") or "") > 1000
    assert {KIM, THAE, VLADIVOSTOK} <= set(events(page, "map"))
    assert {KIM, THAE, VLADIVOSTOK} <= set(events(page, "timeline"))
    assert page.locator("#map .js-plotly-plot").get_attribute("role") == "figure"


def test_a_switch_takes_a_country_out_of_charts_cards_and_table_and_the_count_line_says_so(opened, document):
    page = opened(document)
    drawn = {chart: page.evaluate(_LINES, chart) for chart in ("map", "timeline")}
    assert drawn == {"map": 2, "timeline": 5}
    russia = page.get_by_role("button", name="Russia")
    russia.focus()
    page.keyboard.press("Enter")
    expect(russia).to_have_attribute("aria-pressed", "false")
    expect(page.locator("#count")).to_have_text("1 of 3 defections; 4 context events; 1 without a point on the map")
    expect(page.locator("#off")).to_have_text("; switched off: Russia")
    for chart in ("map", "timeline"):
        until(page, _LINES, chart, lambda n: n == 1)
        assert not {KIM, VLADIVOSTOK} & set(events(page, chart))
        assert THAE in events(page, chart)
    expect(page.locator(f"#card-{KIM}")).to_be_hidden()
    expect(page.locator("#table tbody tr:visible")).to_have_count(5)
    assert page.locator("#timeline .ytick").all_text_contents() == ["Thae Yong-hoLondon", "Context"]
    point_at(page, "map", "Places", THAE, first=True)  # Seoul
    expect(page.locator("#map .hovertext")).to_contain_text("2 of 3 events switched on")
    russia.click()
    expect(page.locator("#off")).to_be_empty()
    until(page, _LINES, "timeline", lambda n: n == 5)
    expect(page.locator("#table tbody tr:visible")).to_have_count(7)


CROWDED = json.dumps(  # JSON is YAML
    {
        "schema_version": 1,
        "title": "A place that is post, destination and context",
        "sources": {"s": {"type": "webpage", "container-title": "Herald"}},
        "places": {"a": {"name": "A", "country": "RU", "lat": 60, "lon": 30},
                   "b": {"name": "B", "country": "KR", "lat": 37, "lon": 127},
                   "c": {"name": "C", "country": "KW", "lat": 29, "lon": 48}},  # as many as there are roles
        "ranks": {"high": {"label": "High"}, "low": {"label": "Low"}},
        "events": [
            *({"id": id, "type": "defection", "persons": [{"name": id, "rank": rank}], "post": {"place": post},
               "destination": {"status": "known", "place": to} if to else {"status": "unknown"}, "status": "reported",
               "milestones": [{"kind": "report", "date": "2016-08-25", "citations": [{"source": "s"}]}]}
              for id, rank, post, to in (("e1", "high", "a", "b"), ("e2", "low", "a", None), ("e3", "high", "b", "a"),
                                         ("e4", "high", "a", None), ("e5", "low", "c", "b"))),
            {"id": "c1", "type": "context", "title": "C", "places": ["a"], "status": "reported",
             "milestones": [{"kind": "report", "date": "2016-08-25", "citations": [{"source": "s"}]}]},
        ],
    }
)  # fmt: skip
_PLACES = """() => Object.fromEntries(document.querySelector("#map .js-plotly-plot").data
  .filter(({ name, customdata }) => customdata && name !== "Labels")
  .map(({ name, customdata, marker }) => [name, customdata.map((ids, i) => {
    const of = (value) => (Array.isArray(value) ? value[i] : value);
    return [ids, of(marker.symbol), of(marker.size), of(marker.color), of(marker.line.color)];
  })]))"""


@pytest.mark.parametrize("off", [("High",), ("Low",), ("Context",), ("High", "Low"), ("High", "Context")])
def test_what_switches_leave_of_the_places_looks_as_the_map_of_these_events_does(opened, dataset_of, off):
    dataset = dataset_of(CROWDED)
    page = opened(standalone(dataset, Selection(), "rank"))
    for name in off:
        page.get_by_role("button", name=name).click()
    expect(page.locator("#off")).to_have_text(f"; switched off: {', '.join(off)}")
    ranks = dataset.frames.events["rank"].fillna("context").str.capitalize()
    figure = world(view(dataset, ~ranks.isin(off).to_numpy(), "rank", 1080), 400)

    def look(marker: Any, i: int) -> list[Any]:
        values = (marker.symbol, marker.size, marker.color, marker.line.color)
        return [value if isinstance(value, str) else value[i] for value in values]

    wanted = {
        trace.name: [[list(ids), *look(trace.marker, i)] for i, ids in enumerate(trace.customdata)]
        for trace in figure.data
        if trace.customdata is not None and trace.name != "Labels"
    }

    def drawn(found: dict[str, Any]) -> list[Any]:
        return sorted([name, sorted(ids), *of] for name, places in found.items() for ids, *of in places)

    until(page, f"(_) => ({_PLACES})()", "map", lambda found: drawn(found) == drawn(wanted))


def test_a_click_marks_an_event_in_both_charts_and_opens_its_card_until_escape(opened, document):
    page = opened(document)
    click(page, "map", "Places", KIM)
    expect(page.locator(f"#card-{KIM}")).to_have_attribute("open", "")
    expect(page.locator(f"#card-{KIM} summary")).to_be_in_viewport()
    until(page, _FAINT, "timeline", lambda ids: THAE in ids)
    assert KIM not in page.evaluate(_FAINT, "timeline")
    assert THAE in page.evaluate(_FAINT, "map")
    page.keyboard.press("Escape")
    expect(page.locator(".card[open], tr.marked")).to_have_count(0)
    until(page, _FAINT, "timeline", lambda ids: not ids)


def test_a_second_click_lets_go(opened, document):
    page = opened(document)
    click(page, "timeline", "Milestones", THAE)
    expect(page.locator(".card.marked")).to_have_id(f"card-{THAE}")
    click(page, "timeline", "Milestones", THAE)
    expect(page.locator(".card.marked")).to_have_count(0)


def test_on_a_phone_nothing_is_wider_than_the_window(opened, document):
    page = opened(document, 390, 844)
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.set_viewport_size({"width": 1000, "height": 800})
    page.wait_for_function(_DRAWN)
    assert page.evaluate("document.querySelector('#map .js-plotly-plot').clientWidth") > 900


def test_on_paper_the_key_to_the_colours_stays(opened, document):
    page = opened(document)
    page.emulate_media(media="print")
    for name in ("United Kingdom", "Russia", "Context"):
        expect(page.get_by_role("button", name=name)).to_be_visible()


def test_without_scripts_cards_and_table_are_there_and_nothing_that_does_nothing(opened, document):
    page = opened(document, java_script_enabled=False)
    expect(page.locator("#table tbody tr")).to_have_count(7)
    expect(page.locator("#map, #timeline, .legend").locator("visible=true")).to_have_count(0)
    page.locator(f"#card-{KIM} summary").click()
    expect(page.locator(f"#card-{KIM} .body")).to_be_visible()


def test_texts_that_would_be_code_are_text_in_it(opened, dataset_of):
    evil = "<img src='http://evil.example/x' onerror='ran=1'></script><script>ran=1</script>"
    text = EVENTS.read_text(encoding="utf-8")
    for harmless in ("Kim Chol-song", "name: St. Petersburg", "Third secretary", "The Korea Herald"):
        text = text.replace(harmless, json.dumps(evil) if ":" not in harmless else f"name: {json.dumps(evil)}")
    page = opened(standalone(dataset_of(text), Selection(), "rank"))
    expect(page.locator(".legend button")).to_contain_text(["Deputy", "Secretary", evil[:36], "Context"])
    page.get_by_role("button", name="Deputy").click()  # so that the hover of Seoul is made anew
    expect(page.locator("#off")).to_have_text("; switched off: Deputy head of mission")
    for first in (True, False):
        point_at(page, "map", "Places", KIM, first)
        expect(page.locator("#map .hovertext")).to_contain_text("onerror='ran=1'")
    assert page.locator("main, footer").locator("img, script, iframe").count() == 0
    assert page.evaluate("window.ran") is None


@pytest.fixture(scope="module")
def many(dataset_of: Callable[[str], Dataset]) -> Dataset:
    return dataset_of(event_file(made_up(1_500)))


# What is drawn of many events: how many the marks of the map stand for that changed, and the columns of the timeline.
_ON = """() => {
  const data = (name) => document.querySelector(`#${name} .js-plotly-plot`).data;
  const traces = (name) => data(name).filter((trace) => trace.showlegend === false);
  const said = traces("map").flatMap((trace) => trace.hovertext ?? []);
  const on = said.map((text) => text.match(/([\\d,]+) of [\\d,]+ switched on$/)?.[1]).filter(Boolean);
  const columns = traces("timeline").filter((trace) => trace.meta?.category !== undefined);
  return [on.map((n) => Number(n.replace(",", ""))), columns.map((trace) => trace.name)];
}"""


def test_switches_take_categories_out_of_the_marks_and_columns_of_many_events(opened, many):
    shown = view(many, np.ones(1_500, dtype=bool), "rank", 1_080)
    numbers = np.bincount(shown.order, minlength=len(shown.looks))
    names = [look.name for look, n in zip(shown.looks, numbers, strict=True) if n]
    page = opened(standalone(many, Selection(), "rank"))
    assert page.evaluate(_ON) == [[], names]
    page.get_by_role("button", name=names[0]).click()
    expect(page.locator("#count")).to_contain_text(f"{1_500 - numbers[0]:,} of 1,500 defections")
    page.wait_for_function(f"() => ({_ON})()[1].length === {len(names) - 1}")
    on, left = page.evaluate(_ON)
    assert left == names[1:]
    # Every mark of a post, and the one of those who arrived, has lost some; each says what it stands for still.
    arrived = many.frames.events["destination_status"].eq("known").to_numpy()
    assert sorted(on)[-1] == int((arrived & (shown.order != 0)).sum())
    assert sum(on) - sorted(on)[-1] == 1_500 - numbers[0]
    for name in names[1:]:
        page.get_by_role("button", name=name).click()
    expect(page.locator("#map")).to_contain_text("Everything is switched off.")
