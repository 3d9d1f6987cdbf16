"""The static page, opened from disk in a browser without a network."""

import json
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from dashboard.charts.map.basemap import Medium
from dashboard.charts.map.figure import draw_map
from dashboard.charts.theme import CATEGORY_COLOURS, CONTEXT_GREY, INK, NOT_KNOWN, colour_in_theme, pale, parted
from dashboard.charts.timeline.figure import draw_timeline
from dashboard.charts.view import ChartSize
from dashboard.export.html_figures import HEIGHTS
from dashboard.export.html_page import static_page
from dashboard.selection import Selection, ViewOptions
from tests.benchmarks.events import event_file, made_up
from tests.builders import dataset, selection

EVENTS = (Path(__file__).parents[2] / "events.yaml").read_text(encoding="utf-8")
PATIENCE = 30  # s: a busy machine is slow, not wrong
KIM, THAE, VLADIVOSTOK = "kp-2015-kim-chol-song", "kp-2016-thae-yong-ho", "kp-2016-vladivostok-official"
WINDOWS = {1120: 1080, 680: 640, 390: 358}
"""Widths of windows, and the width of the figures that have room in them; in pixels."""

_DRAWN = """() => ["map", "timeline"].every((name) => {
  const chart = document.querySelector(`#${name} .js-plotly-plot`);
  return chart?.querySelector(".main-svg") && chart.layout.width === chart.clientWidth;
})"""
# The ids of all events of which a chart draws points.
_DRAWN_EVENTS = """(name) => [...new Set(document.querySelector(`#${name} .js-plotly-plot`).data
  .filter((trace) => trace.showlegend === false).flatMap((trace) => trace.customdata ?? []).flat())].sort()"""
_TRACES = """(name) => document.querySelector(`#${name} .js-plotly-plot`).data
  .filter((trace) => trace.showlegend === false)"""
_REVISION = "(name) => document.querySelector(`#${name} .js-plotly-plot`).layout.uirevision"
_POINT = """([chart, name, id, first]) => {
  for (const group of document.querySelectorAll(`#${chart} .trace`)) {
    const trace = group.__data__?.[0]?.trace;
    if (trace?.name !== name) continue;
    const at = trace.customdata[first ? "findIndex" : "findLastIndex"]((ids) => ids.includes(id));
    const mark = [...group.querySelectorAll("path.point, .point path")].find((path) => path.__data__.i === at);
    const { x, y, width, height } = mark.getBoundingClientRect();
    return [x + width / 2, y + height / 2];
  }
}"""


def _rgb(colour: str) -> str:
    """Return a colour of the light theme as a browser computes it."""
    name, opacity = parted(colour)
    parts = colour_in_theme(name, "light")
    rgb = ", ".join(str(int(parts[at : at + 2], 16)) for at in (1, 3, 5))
    return f"rgb({rgb})" if opacity == 1 else f"rgba({rgb}, {opacity:g})"


# The ids of all events that are dimmed: the fill of their marks is paler than the edge.
_DIMMED = """(name) => document.querySelector(`#${name} .js-plotly-plot`).data
  .filter(({ name }) => ["Places", "Milestones"].includes(name))
  .flatMap(({ customdata, marker }) => customdata.filter((_, i) => marker.color[i] === PALE[marker.line.color[i]]))
  .flat()""".replace(
    "PALE", json.dumps({_rgb(it): _rgb(pale(it)) for it in (*CATEGORY_COLOURS, NOT_KNOWN, CONTEXT_GREY, INK)})
)


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Callable[..., Page]]:
    """Open a document from disk; at the end nothing may have failed, or been asked for from anywhere."""
    wrong: list[str] = []
    contexts = []

    def note(url: str) -> None:
        if urlsplit(url).scheme not in ("file", "data", "blob"):
            wrong.append(url)

    def visit(document: str, width: int = 1400, height: int = 900, script: str = "", **options: Any) -> Page:
        file = tmp_path / "defections.html"
        file.write_text(document, encoding="utf-8")
        context = browser.new_context(viewport={"width": width, "height": height}, reduced_motion="reduce", **options)
        contexts.append(context)
        context.set_offline(True)
        context.on("request", lambda request: note(request.url))
        page = context.new_page()
        page.add_init_script(script)
        page.on("console", lambda message: message.type == "error" and wrong.append(message.text))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.goto(file.as_uri())
        if options.get("java_script_enabled", True) and not script:
            page.wait_for_function(_DRAWN)
        return page

    expect.set_options(timeout=PATIENCE * 1000)
    yield visit
    for context in contexts:
        context.close()
    assert wrong == []


@pytest.fixture(scope="module")
def shipped() -> Selection:
    return selection(dataset(EVENTS))


@pytest.fixture(scope="module")
def document(shipped: Selection) -> str:
    return static_page(shipped, ViewOptions())


def until(page: Page, read: str, chart: str, wanted: Callable[[Any], bool]) -> None:
    """Wait until what is read of a chart is as wanted; drawing takes a while."""
    end = time.monotonic() + PATIENCE
    while not wanted(page.evaluate(read, chart)) and time.monotonic() < end:
        page.wait_for_timeout(50)
    assert wanted(page.evaluate(read, chart))


def entry(page: Page, name: str) -> Any:
    return page.locator(".legend").get_by_role("button", name=name)


def point_at(page: Page, chart: str, trace: str, event: str, first: bool = False) -> tuple[float, float]:
    """Point at the last mark of an event, on the map its post, or at its first; return where it is."""
    page.locator(f"#{chart}").scroll_into_view_if_needed()
    x, y = page.evaluate(_POINT, [chart, trace, event, first])
    page.mouse.move(x, y + 150)
    expect(page.locator(f"#{chart} .hovertext")).to_have_count(0)
    page.mouse.move(x, y, steps=3)
    expect(page.locator(f"#{chart} .hovertext")).not_to_have_count(0)
    return x, y


def click(page: Page, chart: str, trace: str, event: str) -> None:
    page.mouse.click(*point_at(page, chart, trace, event))


def drawn(shown: Selection, chart: str, width: int, marked: tuple[str, ...] = ()) -> list[dict[str, Any]]:
    """Return the traces that Python draws of a selection, but for the legend."""
    options = ViewOptions(marked=marked)
    map_height, timeline_height = HEIGHTS[width]
    if chart == "map":
        figure = draw_map(shown, options, ChartSize(width, map_height), medium=Medium.FILE)
    else:
        figure = draw_timeline(shown, options, ChartSize(width, timeline_height))
    text = re.sub(
        r'"(var\(--(?![a-z-]+-halo)[a-z-]+(?:-\d+)?\))"', lambda found: f'"{_rgb(found[1])}"', figure.to_json()
    )
    return [trace for trace in json.loads(text)["data"] if not trace["showlegend"]]


def same_traces(wanted: list[dict[str, Any]]) -> Callable[[Any], bool]:
    """Whether the browser has exactly these traces; plotly.js adds values of its own to those that it got."""

    def is_same(found: list[dict[str, Any]]) -> bool:
        return [{key: trace.get(key) for key in wanted[n]} for n, trace in enumerate(found[: len(wanted)])] == wanted

    return lambda found: len(found) == len(wanted) and is_same(found)


def test_both_charts_are_drawn_from_disk_with_the_basemap_and_without_a_network(opened, document):
    page = opened(document)
    expect(page.locator("#map .js-plotly-plot .layer.land path")).to_have_count(1)
    assert len(page.locator("#map .layer.land path").get_attribute("d") or "") > 1000
    for chart in ("map", "timeline"):
        assert {KIM, THAE, VLADIVOSTOK} <= set(page.evaluate(_DRAWN_EVENTS, chart))
    assert page.locator("#map .js-plotly-plot").get_attribute("role") == "figure"


def test_zooming_in_ends_while_borders_are_in_view_and_asks_for_no_finer_land(opened, document):
    page = opened(document)
    button = page.locator("#map [data-title='Zoom in']")
    for _ in range(8):
        button.click()
    geo = "document.querySelector('#map .js-plotly-plot')._fullLayout.geo"
    scale, largest, resolution = page.evaluate(f"[{geo}.projection.scale, {geo}.projection.maxscale, {geo}.resolution]")
    assert (scale, resolution) == (largest, 110)
    assert 2 < largest < 8
    borders = page.locator("#map .layer.countries path").get_attribute("d") or ""
    points = [(float(x), float(y)) for x, y in re.findall(r"[ML](-?[\d.]+),(-?[\d.]+)", borders)]
    assert sum(0 < x < 1080 and 0 < y < 300 for x, y in points) > 5


def test_a_click_on_an_entry_shows_it_alone_in_charts_cards_table_and_count_line(opened, document):
    page = opened(document)
    russia = entry(page, "Russia")
    russia.focus()
    page.keyboard.press("Enter")
    expect(russia).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".count")).to_have_text(
        "2 of 3 defections; whereabouts of 1 unknown; 1 reported, 1 unconfirmed · Russia only", use_inner_text=True
    )
    for chart in ("map", "timeline"):
        until(page, _DRAWN_EVENTS, chart, lambda ids: ids == [KIM, VLADIVOSTOK])
    expect(page.locator(f"#card-{THAE}")).to_be_hidden()
    expect(page.locator(".card:visible")).to_have_count(2)
    expect(page.locator("#table tbody tr:visible")).to_have_count(2)
    labels = page.locator("#timeline .ytick").all_text_contents()
    assert labels == ["Kim Chol-songSt. Petersburg", "Unidentified officialVladivostok"]
    expect(page.get_by_role("figure", name="Map: 2 of 3 defections")).to_be_visible()


@pytest.mark.parametrize("width", [390, 640, 900])
def test_the_legend_stays_under_the_finger_when_an_entry_is_shown_alone(opened, document, width):
    page = opened(document, width)
    legend = page.locator("div.legend")
    before = legend.bounding_box()
    for name in ("Russia", "Context"):
        entry(page, name).click()
        expect(entry(page, name)).to_have_attribute("aria-pressed", "true")
        expect(page.locator(".count span:visible")).to_contain_text([f"{name} only"])
        assert legend.bounding_box() == before


def test_the_sources_are_those_of_the_entry_that_is_shown(opened, document):
    page = opened(document)
    sources = page.locator("footer p:visible", has_text="Sources:")
    of_all = sources.inner_text()
    entry(page, "Russia").click()
    expect(sources).to_have_count(1)
    expect(sources).not_to_have_text(of_all)
    page.keyboard.press("Escape")
    expect(sources).to_have_text(of_all)


def test_a_click_on_another_entry_shows_that_and_a_second_click_brings_all_back(opened, document):
    page = opened(document)
    entry(page, "Russia").click()
    entry(page, "Context").click()
    expect(page.locator(".count")).to_contain_text("Context only", use_inner_text=True)
    assert [it.get_attribute("aria-pressed") for it in page.locator(".legend button").all()] == [
        "false",
        "false",
        "true",
    ]
    until(page, _DRAWN_EVENTS, "timeline", lambda ids: len(ids) == 4)
    entry(page, "Context").click()
    expect(page.locator(".count")).to_contain_text("All events, no filter", use_inner_text=True)
    expect(page.locator(".legend [aria-pressed=true]")).to_have_count(0)
    until(page, _DRAWN_EVENTS, "timeline", lambda ids: len(ids) == 7)
    expect(page.locator("#table tbody tr:visible")).to_have_count(7)


@pytest.mark.parametrize("window", WINDOWS)
def test_at_every_width_the_charts_are_those_that_python_draws_of_all_and_of_an_entry(
    opened, document, shipped, window
):
    page = opened(document, window)
    assert page.evaluate("document.documentElement.scrollWidth") == window
    russia = selection(shipped.dataset, ids=[KIM, VLADIVOSTOK])
    for shown, press in ((shipped, False), (russia, True)):
        if press:
            entry(page, "Russia").click()
        for chart in ("map", "timeline"):
            until(page, _TRACES, chart, same_traces(drawn(shown, chart, WINDOWS[window])))


def strengths(traces: list[dict[str, Any]]) -> list[Any]:
    """Return what marking changes, in no order, for Python draws the lines of marked events in other places."""
    found = []
    for trace in traces:
        if trace["name"] == "Dates":  # where the strength of one date is that of several bars
            continue
        marker, points = trace.get("marker", {}), len(trace.get("lon", trace.get("x")))
        opacity = marker.get("opacity", 1)
        opacities = opacity if isinstance(opacity, list) else [opacity] * points
        text_colour = trace.get("textfont", {}).get("color")
        found.append([trace["name"], points, trace.get("line"), opacities, marker.get("color"), text_colour])
    return sorted(found, key=json.dumps)


@pytest.mark.parametrize("window", WINDOWS)
def test_marked_events_look_as_python_draws_them(opened, document, shipped, window):
    page = opened(document, window)
    for marked in (KIM, THAE):
        click(page, "map", "Places", marked)
        expect(page.locator(".card.marked")).to_have_id(f"card-{marked}")
        for chart in ("map", "timeline"):
            wanted = strengths(drawn(shipped, chart, WINDOWS[window], (marked,)))
            until(page, _TRACES, chart, lambda traces, wanted=wanted: strengths(traces) == wanted)


def test_a_click_marks_an_event_in_both_charts_and_opens_its_card_until_escape(opened, document):
    page = opened(document)
    click(page, "map", "Places", KIM)
    expect(page.locator(f"#card-{KIM}")).to_have_attribute("open", "")
    expect(page.locator("tr.marked")).to_have_attribute("data-event", KIM)
    until(page, _DIMMED, "timeline", lambda ids: THAE in ids)
    assert KIM not in page.evaluate(_DIMMED, "timeline")
    assert THAE in page.evaluate(_DIMMED, "map")
    bold = page.locator("#timeline .ytick tspan[style*='font-weight']").all_text_contents()
    assert bold == ["Kim Chol-song"]
    page.keyboard.press("Escape")
    expect(page.locator(".card[open], tr.marked")).to_have_count(0)
    until(page, _DIMMED, "timeline", lambda ids: not ids)


def test_by_keys_alone_an_entry_is_filtered_its_events_stepped_through_opened_left_and_let_go(opened, document):
    page = opened(document)
    chart = page.get_by_role("figure", name="Timeline")
    entry(page, "Russia").focus()
    page.keyboard.press("Enter")
    until(page, _DRAWN_EVENTS, "timeline", lambda ids: ids == [KIM, VLADIVOSTOK])
    for _ in range(20):
        page.keyboard.press("Tab")
        if chart.evaluate("(chart) => chart === document.activeElement"):
            break
    for key in ("ArrowDown", "ArrowDown", "ArrowDown"):  # the third has nowhere to go
        page.keyboard.press(key)
    expect(page.locator(".compact-card .who")).to_have_text("Unidentified official")
    for name in ("map", "timeline"):
        until(page, _DIMMED, name, lambda ids: KIM in ids and VLADIVOSTOK not in ids)
    page.keyboard.press("Enter")
    expect(page.locator(f"#card-{VLADIVOSTOK} summary")).to_be_focused()
    expect(page.locator(f"#card-{VLADIVOSTOK} .body")).to_be_visible()
    page.keyboard.press("Escape")
    expect(chart).to_be_focused()
    expect(page.locator(".compact-card .who")).to_have_text("Unidentified official")
    page.keyboard.press("Escape")
    expect(page.locator(".compact-card")).to_be_hidden()
    expect(entry(page, "Russia")).to_have_attribute("aria-pressed", "true")
    expect(chart).to_be_focused()
    expect(page.get_by_role("button", name="Only what is shown")).to_have_count(0)  # there are no filters to set
    assert not page.evaluate("Object.hasOwn(history, 'pushState')")  # the file writes no addresses


def test_cards_and_rows_mark_their_events_by_a_button_that_keeps_the_focus(opened, document):
    page = opened(document)
    of_card, of_row = (page.locator(f"{place} [data-mark='{THAE}']") for place in ("#cards", "#table"))
    of_card.focus()
    page.keyboard.press("Space")
    until(page, _DIMMED, "map", lambda ids: KIM in ids and THAE not in ids)
    expect(of_card).to_be_focused()
    expect(of_row).to_have_attribute("aria-pressed", "true")
    of_row.focus()
    page.keyboard.press("Enter")
    until(page, _DIMMED, "map", lambda ids: not ids)
    expect(of_card).to_have_attribute("aria-pressed", "false")
    entry(page, "Russia").click()
    expect(of_card).to_be_hidden()


def test_a_second_click_lets_go(opened, document):
    page = opened(document)
    click(page, "timeline", "Milestones", THAE)
    expect(page.locator(".card.marked")).to_have_id(f"card-{THAE}")
    expect(page.locator(".compact-card")).to_be_visible()
    click(page, "timeline", "Milestones", THAE)
    expect(page.locator(".card.marked")).to_have_count(0)
    expect(page.locator(".compact-card")).to_be_hidden()


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (390, 844)])
def test_a_click_shows_the_compact_card_in_the_window_clear_of_the_event(opened, document, width, height):
    page = opened(document, width, height)
    before = page.evaluate("scrollY")
    x, y = point_at(page, "map", "Places", KIM)
    page.mouse.click(x, y)
    card = page.get_by_role("region", name="Marked event")
    expect(card).to_contain_text("St. Petersburg, Russia → Seoul, South Korea")
    expect(card).to_contain_text("6 conflicting reports: departure, 1 July 2016 (Dong-A Ilbo)")
    box = card.bounding_box()
    assert box["x"] >= 0
    assert box["y"] >= 0
    assert box["x"] + box["width"] <= width
    assert box["y"] + box["height"] <= height
    for first in (True, False):
        x, y = page.evaluate(_POINT, ["map", "Places", KIM, first])
        assert not (box["x"] <= x <= box["x"] + box["width"] and box["y"] <= y <= box["y"] + box["height"])
    assert page.evaluate("scrollY") - before <= 200  # the charts stay where the reader looks
    card.get_by_role("button", name="Full card").click()
    expect(page.locator(f"#card-{KIM} summary")).to_be_focused()
    expect(page.locator(f"#card-{KIM} summary")).to_be_in_viewport()
    expect(page.locator(f"#card-{KIM} .body")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".compact-card")).to_be_hidden()


def test_the_compact_card_of_a_mark_of_three_events_lists_them_and_an_entry_narrows_it(opened, document):
    page = opened(document)
    page.mouse.click(*point_at(page, "map", "Places", THAE, first=True))
    card = page.locator(".compact-card")
    expect(card).to_contain_text("3 events marked")
    assert card.locator(".who").all_inner_texts() == [
        "Kim Chol-song", "Thae Yong-ho", "Seoul reads the series as a sign of instability"]  # fmt: skip
    entry(page, "Russia").click()
    expect(card.locator(".who")).to_have_text("Kim Chol-song")
    expect(card).not_to_contain_text("events marked")


def test_events_without_a_card_in_the_file_are_said_to_have_none(opened):
    many = selection(event_file(made_up(300)))
    page = opened(static_page(many, ViewOptions()))
    listed = set(page.evaluate("[...document.querySelectorAll('.card')].map((card) => card.dataset.event)"))
    last = next(id for id in page.evaluate(_DRAWN_EVENTS, "timeline") if id not in listed)
    click(page, "timeline", "Milestones", last)
    expect(page.locator(".compact-card")).to_contain_text("This file has cards for the first 200 events only.")


def test_escape_lets_go_of_the_mark_first_and_then_of_the_entry(opened, document):
    page = opened(document)
    entry(page, "Russia").click()
    until(page, _DRAWN_EVENTS, "map", lambda ids: ids == [KIM, VLADIVOSTOK])
    click(page, "map", "Places", KIM)
    until(page, _DIMMED, "timeline", lambda ids: VLADIVOSTOK in ids and KIM not in ids)
    page.keyboard.press("Escape")
    expect(page.locator(".card.marked")).to_have_count(0)
    expect(entry(page, "Russia")).to_have_attribute("aria-pressed", "true")
    until(page, _DIMMED, "timeline", lambda ids: not ids)
    page.keyboard.press("Escape")
    expect(entry(page, "Russia")).to_have_attribute("aria-pressed", "false")
    until(page, _DRAWN_EVENTS, "map", lambda ids: THAE in ids)
    page.keyboard.press("Escape")  # there is nothing left to let go of
    expect(page.locator("#table tbody tr:visible")).to_have_count(7)


def test_a_mark_stays_in_its_entry_and_is_let_go_in_another(opened, document):
    page = opened(document)
    click(page, "timeline", "Milestones", THAE)
    entry(page, "United Kingdom").click()
    until(page, _DRAWN_EVENTS, "timeline", lambda ids: ids == [THAE])
    expect(page.locator(".card.marked")).to_have_id(f"card-{THAE}")
    assert page.evaluate(_DIMMED, "timeline") == []
    entry(page, "Russia").click()
    expect(page.locator(".card.marked, .card[open]")).to_have_count(0)
    until(page, _DRAWN_EVENTS, "timeline", lambda ids: ids == [KIM, VLADIVOSTOK])
    assert page.evaluate(_DIMMED, "timeline") == []


def test_another_width_of_the_window_has_the_charts_for_it(opened, document):
    page = opened(document, 390, 844)
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    entry(page, "Russia").click()
    for width, planned in ((1000, 640), (1400, 1080), (390, 358)):
        page.set_viewport_size({"width": width, "height": 800})
        for chart in ("map", "timeline"):
            until(page, _REVISION, chart, lambda revision, planned=planned: revision.endswith(f" {planned}"))
        page.wait_for_function(_DRAWN)
        assert page.evaluate("document.documentElement.scrollWidth") == width
        assert page.evaluate(_DRAWN_EVENTS, "map") == [KIM, VLADIVOSTOK]


@pytest.mark.parametrize(("scheme", "paper"), [("dark", "rgb(22, 25, 29)"), ("light", "rgb(251, 250, 247)")])
def test_a_document_follows_the_theme_of_its_reader_in_every_state(opened, document, scheme, paper):
    page = opened(document, color_scheme=scheme)
    background = "(name) => getComputedStyle(document.querySelector(`#${name} .main-svg`)).backgroundColor"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == paper
    for name in ("Russia", "Context"):
        entry(page, name).click()
        expect(page.locator(".count")).to_contain_text(f"{name} only", use_inner_text=True)
        for chart in ("map", "timeline"):
            until(page, background, chart, lambda colour: colour == paper)


def test_a_document_turns_dark_while_it_is_read(opened, document):
    page = opened(document)
    background = "(name) => getComputedStyle(document.querySelector(`#${name} .main-svg`)).backgroundColor"
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    for chart in ("map", "timeline"):
        until(page, background, chart, lambda colour: colour == "rgb(22, 25, 29)")


def test_plotly_js_has_the_insides_that_the_script_of_the_charts_reads(opened, document):
    found = opened(document).evaluate(
        """() => {
          const layout = (name) => document.querySelector(`#${name} .js-plotly-plot`)._fullLayout;
          const [{ geo }, { xaxis }] = [layout("map"), layout("timeline")];
          const { projection } = geo._subplot;
          return [projection([0, 0]).length, projection.rotate().length, geo.projection.scale, geo.center.lon,
                  geo.center.lat, xaxis.p2d(xaxis._length / 2)].map((it) => typeof it);
        }"""
    )
    assert found == ["number"] * 5 + ["string"]


def test_on_paper_the_key_to_the_colours_stays(opened, document):
    page = opened(document)
    page.emulate_media(media="print")
    for name in ("United Kingdom", "Russia", "Context"):
        expect(entry(page, name)).to_be_visible()


def test_without_scripts_cards_and_table_are_there_and_nothing_that_does_nothing(opened, document):
    page = opened(document, java_script_enabled=False)
    expect(page.locator("#table tbody tr")).to_have_count(7)
    expect(page.locator("#map, #timeline, .legend, #old-browser").locator("visible=true")).to_have_count(0)
    page.locator(f"#card-{KIM} summary").click()
    expect(page.locator(f"#card-{KIM} .body")).to_be_visible()


@pytest.mark.parametrize("missing", ["DecompressionStream", "structuredClone"])
def test_an_old_browser_says_what_it_needs_and_shows_cards_and_table(opened, document, missing):
    page = opened(document, script=f"delete window.{missing}")
    expect(page.locator("#old-browser")).to_be_visible()
    expect(page.locator("#old-browser")).to_contain_text("Map and timeline need a newer browser")
    expect(page.locator("#map, #timeline, .legend").locator("visible=true")).to_have_count(0)
    expect(page.locator("#table tbody tr")).to_have_count(7)
    page.locator(f"#card-{KIM} summary").click()
    expect(page.locator(f"#card-{KIM} .body")).to_be_visible()


def test_texts_that_would_be_code_are_text_in_it(opened):
    evil = "<img src='http://evil.example/x' onerror='ran=1'></script><script>ran=1</script>"
    text = EVENTS
    for harmless in ("Kim Chol-song", "name: St. Petersburg", "Third secretary", "The Korea Herald"):
        text = text.replace(harmless, json.dumps(evil) if ":" not in harmless else f"name: {json.dumps(evil)}")
    page = opened(static_page(selection(text), ViewOptions("rank")))
    expect(page.locator(".legend button")).to_contain_text(["Deputy", "Secretary", evil[:36], "Context"])
    entry(page, evil[:36]).click()
    expect(page.locator(".count")).to_contain_text(f"· {evil[:36]}", use_inner_text=True)
    until(page, _DRAWN_EVENTS, "map", lambda ids: ids == [KIM])
    for first in (True, False):
        point_at(page, "map", "Places", KIM, first)
        expect(page.locator("#map .hovertext")).to_contain_text("onerror='ran=1'")
    assert page.locator("main, footer").locator("img, script, iframe").count() == 0
    assert page.evaluate("window.ran") is None


def test_of_ten_thousand_events_every_entry_is_there_within_six_megabytes(opened):
    many = selection(event_file(made_up(10_000)))
    document = static_page(many, ViewOptions("rank"))
    assert len(document.encode()) <= 6_000_000
    page = opened(document)
    buttons = page.locator(".legend button").all()
    assert len(buttons) == 7
    defections = many.dataset.frames.events["rank"].value_counts()
    for button in buttons[:6]:  # each has a rank of its own
        button.click()
        name, number = button.inner_text().split()[1:-1], int(button.inner_text().split()[-1].replace(",", ""))
        assert number == defections["-".join(name).lower()]
        expect(page.locator(".count")).to_contain_text(f"{number:,} of 10,000 defections", use_inner_text=True)
        until(page, _TRACES, "timeline", lambda traces, name=name: {it["name"] for it in traces} == {" ".join(name)})
        expect(page.locator(".card:visible").first).to_be_visible()
    page.keyboard.press("Escape")
    until(page, _TRACES, "timeline", lambda traces: len({it["name"] for it in traces}) == 7)
