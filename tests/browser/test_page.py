"""What a reader sees and does on the page, in a real Chromium."""

import re

import pytest
from playwright.sync_api import expect

DESKTOP = (1400, 900)
PHONE = (390, 844)

KIM, THAE, OFFICIAL = "kp-2015-kim-chol-song", "kp-2016-thae-yong-ho", "kp-2016-vladivostok-official"
INSPECTION, FROZEN = "cn-2016-trade-inspection", "cn-2016-trade-missions-frozen"
FAIR, READING = "cn-2016-yanji-trade-fair", "kr-2016-seoul-reading"
CONTEXT = [INSPECTION, FROZEN, FAIR, READING]
NAMES = {
    KIM: "Kim Chol-song",
    THAE: "Thae Yong-ho",
    OFFICIAL: "Unidentified official",
    INSPECTION: "Inspectors said to visit trade missions in China",
    FROZEN: "Some trade missions in three provinces frozen",
    FAIR: "Plan for the Yanji trade fair shelved",
    READING: "Seoul reads the series as a sign of instability",
}
ALL = [KIM, THAE, OFFICIAL, *CONTEXT]  # in the order of the timeline and of the table


def shows(dashboard, *events):
    """Check that both charts, the cards and the table show exactly these events, given in the order of the timeline."""
    dashboard.until(dashboard.lanes, list(events))
    dashboard.until(dashboard.on_map, sorted(set(events) - {INSPECTION}))  # border regions have no point
    dashboard.until(dashboard.table, [NAMES[event] for event in events])
    dashboard.until(lambda: dashboard.page.locator(".st-key-cards .card").count(), len(events))


def test_a_link_opens_filtered_and_stays_as_it_is(visit):
    query = "post=RU&rank=secretary&from=2015-07&context=0"
    dashboard = visit(f"?{query}")
    shows(dashboard, KIM, OFFICIAL)
    expect(dashboard.count).to_contain_text("2 of 3 defections; whereabouts of 1 unknown")
    expect(dashboard.count).to_contain_text("posted in Russia")
    expect(dashboard.option("post", "Russia")).to_have_attribute("aria-pressed", "true")
    expect(dashboard.option("post", "United Kingdom")).to_have_attribute("aria-pressed", "false")
    expect(dashboard.option("rank", "Secretary (grade not stated)")).to_have_attribute("aria-pressed", "true")
    expect(dashboard.page.get_by_label("From", exact=True)).to_have_value("2015-07 · 1")
    expect(dashboard.page.get_by_label("Show context")).not_to_be_checked()
    assert dashboard.page.url == f"{dashboard.address}?{query}"


def test_a_click_on_a_filter_changes_both_charts_the_count_the_table_and_the_url(visit):
    dashboard = visit()
    shows(dashboard, *ALL)
    expect(dashboard.count).to_contain_text("3 of 3 defections; whereabouts of 1 unknown; 4 context events")
    assert dashboard.query == []
    dashboard.option("post", "United Kingdom").click()
    shows(dashboard, THAE, *CONTEXT)
    expect(dashboard.count).to_contain_text("1 of 3 defections; 4 context events")
    dashboard.until(lambda: dashboard.query, [("post", "GB")])
    dashboard.option("post", "Russia").click()
    shows(dashboard, *ALL)
    dashboard.until(lambda: dashboard.query, [("post", "GB"), ("post", "RU")])
    dashboard.option("post", "United Kingdom").click()
    shows(dashboard, KIM, OFFICIAL, *CONTEXT)
    dashboard.until(lambda: dashboard.query, [("post", "RU")])
    for key, name, n in [("post", "Russia", 2), ("post", "United Kingdom", 1), ("to", "South Korea", 1),
                         ("to", "Whereabouts unknown", 1), ("rank", "Deputy head of mission", 0),
                         ("rank", "Secretary (grade not stated)", 2), ("rank", "Third secretary", 1),
                         ("status", "Confirmed", 0), ("status", "Reported", 1)]:  # fmt: skip
        expect(dashboard.option(key, name)).to_have_text(f"{name} · {n}")


# What the server says arrives late, as over a slow line.
SLOW_LINE = """
const late = (handle) => (event) => setTimeout(() => handle(event), 1500);
const listen = WebSocket.prototype.addEventListener;
WebSocket.prototype.addEventListener = function (type, handle, ...rest) {
  return listen.call(this, type, type === "message" ? late(handle) : handle, ...rest);
};
Object.defineProperty(WebSocket.prototype, "onmessage", {
  set(handle) { listen.call(this, "message", late(handle)); },
});
"""


def test_clicks_that_follow_each_other_fast_all_count_on_a_slow_line(visit):
    dashboard = visit(script=SLOW_LINE)
    dashboard.option("post", "Russia").click()
    dashboard.switch("context")
    shows(dashboard, KIM, OFFICIAL)
    dashboard.until(lambda: dashboard.query, [("post", "RU"), ("context", "0")])
    dashboard.option("rank", "Third secretary").click()
    dashboard.colour_by("Rank")
    shows(dashboard, KIM)
    query = [("post", "RU"), ("rank", "third-secretary"), ("context", "0"), ("colour", "rank")]
    dashboard.until(lambda: dashboard.query, query)
    dashboard.until(lambda: "Third secretary" in legend(dashboard), True)


# The browser takes its time to draw.
SLOW_DRAWING = """() => {
  const { react } = Plotly;
  Plotly.react = (...given) => new Promise((drawn) => setTimeout(() => drawn(react(...given)), 1500));
}"""


def test_widgets_whose_scripts_come_late_show_the_filters_of_the_link(visit):
    dashboard = visit(size=(1000, 700), drawn=False)  # whose charts report their width, which runs the page again
    held = []
    dashboard.page.route(
        re.compile(r"/(Checkbox|ButtonGroup|Selectbox|TextInput)\.[^/]*\.js"), lambda route: held.append(route)
    )
    dashboard.page.goto(dashboard.address + "?post=RU&from=2016&certain=1&q=official")
    dashboard.wait_until_drawn()
    dashboard.until(lambda: dashboard.traces("map") != {} and len(held) >= 4, True)
    for route in held:
        route.continue_()
    expect(dashboard.option("post", "Russia")).to_have_attribute("aria-pressed", "true")
    expect(dashboard.page.locator(".st-key-from input")).to_have_value(re.compile("2016"))
    expect(dashboard.page.locator(".st-key-q input")).to_have_value("official")
    for key in ("certain", "context"):
        expect(dashboard.page.locator(f".st-key-{key} input")).to_be_checked()


def test_a_chart_that_is_overtaken_while_it_is_drawn_still_answers_to_clicks(visit):
    dashboard = visit()
    dashboard.page.evaluate(SLOW_DRAWING)
    dashboard.option("post", "Russia").click()
    expect(dashboard.count).to_contain_text("2 of 3 defections")
    dashboard.option("status", "Reported").click()
    shows(dashboard, KIM, FROZEN, FAIR, READING)
    dashboard.wait_until_drawn()
    dashboard.click("timeline", KIM, *dashboard.mark("timeline", "Milestones", KIM))
    expect(dashboard.card(KIM)).to_have_attribute("open", "")


def test_back_and_forward_bring_the_earlier_states_back(visit):
    dashboard = visit()
    dashboard.option("post", "Russia").click()
    shows(dashboard, KIM, OFFICIAL, *CONTEXT)
    dashboard.option("status", "Reported").click()
    shows(dashboard, KIM, FROZEN, FAIR, READING)
    dashboard.page.go_back()
    shows(dashboard, KIM, OFFICIAL, *CONTEXT)
    expect(dashboard.option("status", "Reported")).to_have_attribute("aria-pressed", "false")
    dashboard.page.go_back()
    shows(dashboard, *ALL)
    expect(dashboard.option("post", "Russia")).to_have_attribute("aria-pressed", "false")
    assert dashboard.query == []
    dashboard.page.go_forward()
    dashboard.page.go_forward()
    shows(dashboard, KIM, FROZEN, FAIR, READING)
    expect(dashboard.option("status", "Reported")).to_have_attribute("aria-pressed", "true")
    assert dashboard.query == [("post", "RU"), ("status", "reported")]


def test_reset_takes_every_filter_away_and_clears_the_url(visit):
    dashboard = visit("?post=RU&rank=third-secretary&status=reported&until=2016&certain=1&q=kim&context=0")
    shows(dashboard, KIM)
    dashboard.reset.click()
    shows(dashboard, *ALL)
    dashboard.until(lambda: dashboard.page.url.rstrip("?"), dashboard.address)
    expect(dashboard.option("post", "Russia")).to_have_attribute("aria-pressed", "false")
    expect(dashboard.page.get_by_label("Search")).to_have_value("")
    expect(dashboard.page.get_by_label("Until", exact=True)).to_have_value("")
    expect(dashboard.page.get_by_label("Show context")).to_be_checked()


def test_a_range_of_time_is_chosen_or_typed_and_a_search_finds_names_as_others_write_them(visit):
    dashboard = visit()
    dashboard.page.get_by_label("From", exact=True).click()
    dashboard.page.get_by_role("option", name="2016-08 · 2", exact=True).click()
    shows(dashboard, THAE, OFFICIAL, *CONTEXT)
    dashboard.until(lambda: dashboard.query, [("from", "2016-08")])
    expect(dashboard.count).to_contain_text("from August 2016")
    until = dashboard.page.get_by_label("Until", exact=True)
    until.fill("2016-08-20")
    until.press("Enter")
    shows(dashboard, THAE)
    dashboard.until(lambda: dashboard.query, [("from", "2016-08"), ("until", "2016-08-20")])
    dashboard.reset.click()
    shows(dashboard, *ALL)
    search = dashboard.page.get_by_label("Search")
    search.fill("김철성")
    search.press("Enter")
    shows(dashboard, KIM)
    dashboard.until(lambda: dashboard.query, [("q", "김철성")])
    expect(dashboard.count).to_contain_text("search “김철성”")


def highlighted(dashboard):
    """Return the ids of the lanes that stand out in the timeline."""
    lanes = dashboard.traces("timeline")["Lanes"]
    grounds = zip(lanes["customdata"], lanes["marker"]["opacity"], strict=True)
    return [event for (event,), opacity in grounds if opacity]


def standing_back(dashboard):
    """Return the events of the map's markers that are dimmed."""
    places = dashboard.traces("map")["Places"]
    marks = zip(places["customdata"], places["marker"]["line"]["width"], strict=True)
    return sorted({event for events, width in marks if width < 1.5 for event in events})


def open_cards(dashboard):
    return dashboard.page.locator(".st-key-cards .card[open]").evaluate_all("(cards) => cards.map((card) => card.id)")


def test_a_click_on_a_marker_of_the_map_marks_the_timeline_and_opens_the_card_and_a_second_lets_go(visit):
    dashboard = visit()
    at = dashboard.mark("map", "Places", THAE)
    dashboard.click("map", THAE, *at)
    dashboard.until(lambda: highlighted(dashboard), [THAE])
    dashboard.until(lambda: open_cards(dashboard), [f"card-{THAE}"])
    expect(dashboard.card(THAE)).to_contain_text("17 August 2016")
    expect(dashboard.card(THAE)).to_contain_text("Korea.net")
    expect(dashboard.page.locator(".st-key-table tr.marked")).to_contain_text(NAMES[THAE])
    assert dashboard.page.locator(".st-key-cards .card").first.get_attribute("id") == f"card-{THAE}"
    dashboard.click("map", THAE, *dashboard.mark("map", "Places", THAE))
    dashboard.until(lambda: highlighted(dashboard), [])
    dashboard.until(lambda: open_cards(dashboard), [])
    dashboard.until(dashboard.table, [NAMES[event] for event in ALL])
    at_seoul = THAE, KIM, READING
    dashboard.click("map", THAE, *dashboard.mark("map", "Places", *at_seoul))
    dashboard.until(lambda: sorted(highlighted(dashboard)), sorted(at_seoul))
    dashboard.until(lambda: sorted(open_cards(dashboard)), sorted(f"card-{event}" for event in at_seoul))


def test_a_click_on_a_lane_or_a_mark_of_the_timeline_marks_the_map_and_opens_the_card_and_a_second_lets_go(visit):
    dashboard = visit()

    def mark():
        return dashboard.mark("timeline", "Milestones", OFFICIAL)

    def lane():
        x, y = dashboard.mark("timeline", "Lanes", OFFICIAL)
        return x, y - 15  # clear of the words and lines of the conflicting report

    for at in (mark, lane):
        dashboard.click("timeline", OFFICIAL, *at())
        dashboard.until(lambda: standing_back(dashboard), sorted({*ALL} - {OFFICIAL, INSPECTION}))
        dashboard.until(lambda: highlighted(dashboard), [OFFICIAL])
        dashboard.until(lambda: open_cards(dashboard), [f"card-{OFFICIAL}"])
        dashboard.click("timeline", OFFICIAL, *at())
        dashboard.until(lambda: standing_back(dashboard), [])
        dashboard.until(lambda: highlighted(dashboard), [])
        dashboard.until(lambda: open_cards(dashboard), [])


def test_pointing_at_a_milestone_says_what_when_and_from_which_paragraph(visit):
    dashboard = visit()
    dashboard.point_at("timeline", THAE, *dashboard.mark("timeline", "Milestones", THAE))
    hover = dashboard.chart("timeline").locator(".hoverlayer")
    for said in ("Thae Yong-ho", "Announcement", "About 18 August 2016", "2016-08-18~", "Between 15 and 21 August 2016",
                 "South Korean government", "The Korea Herald", "paragraph 6"):  # fmt: skip
        expect(hover).to_contain_text(said)


def view_of(dashboard, chart):
    """Return which part of the world or of time a chart shows."""
    if chart == "timeline":
        return dashboard.layout(chart, "xaxis.range")
    keys = ("projection.scale", "projection.rotation.lon", "center.lon", "center.lat")
    return [round(dashboard.layout(chart, f"geo.{key}"), 4) for key in keys]


def zoom(dashboard, chart, by):
    """Zoom into a chart and return the view once it no longer moves."""
    before = view_of(dashboard, chart)
    by()
    dashboard.until(lambda: view_of(dashboard, chart) != before, True)
    return stable(dashboard, lambda: view_of(dashboard, chart))


def test_the_reader_s_zoom_survives_a_filter_and_the_reset_button_of_a_chart_gives_the_fitted_view_back(visit):
    dashboard = visit()
    fitted = {chart: view_of(dashboard, chart) for chart in ("map", "timeline")}
    dashboard.page.mouse.move(*dashboard.mark("map", "Places", THAE))
    zoomed = {
        "map": zoom(dashboard, "map", lambda: dashboard.page.mouse.wheel(0, -300)),
        "timeline": zoom(dashboard, "timeline", dashboard.tool("timeline", "Zoom in").click),
    }
    assert zoomed["map"][0] > 1.2 * fitted["map"][0]
    dashboard.option("post", "Russia").click()
    shows(dashboard, KIM, OFFICIAL, *CONTEXT)
    assert {chart: view_of(dashboard, chart) for chart in zoomed} == zoomed
    for chart in zoomed:
        dashboard.tool(chart, "Reset").click()
        dashboard.until(lambda: view_of(dashboard, chart) != zoomed[chart], True)  # noqa: B023
    assert view_of(dashboard, "map") != fitted["map"]  # it is fitted to less of the world
    dashboard.option("post", "Russia").click()
    shows(dashboard, *ALL)
    for chart in fitted:
        dashboard.until(lambda: view_of(dashboard, chart), fitted[chart])  # noqa: B023


def test_zooming_in_by_the_button_brings_finer_land_and_names_and_ends_before_the_map_is_blank(visit):
    dashboard = visit()
    loaded: list[str] = []
    dashboard.page.on("request", lambda request: loaded.append(request.url))
    assert "Country names" not in dashboard.traces("map")
    for _ in range(8):
        dashboard.tool("map", "Zoom in").click()
    largest = dashboard.layout("map", "geo.projection.maxscale")
    assert largest < 2**8
    dashboard.until(lambda: dashboard.layout("map", "geo.resolution"), 50)
    dashboard.until(lambda: "North Korea" in dashboard.traces("map").get("Country names", {}).get("text", []), True)
    expect(dashboard.chart("map").locator(".scatterlayer text", has_text="North Korea")).to_be_visible()
    assert dashboard.layout("map", "geo.projection.scale") == largest  # the finer land came without moving the map
    assert [url.rpartition("/")[2] for url in loaded if "topojson" in url] == ["world_50m.json"]
    dashboard.tool("map", "Reset").click()
    dashboard.until(lambda: round(dashboard.layout("map", "geo.projection.scale"), 6), 1)
    dashboard.until(lambda: "Country names" in dashboard.traces("map"), False)


def test_where_the_finer_land_does_not_come_the_map_keeps_the_coarse_one_and_the_zoom(visit):
    dashboard = visit()
    dashboard.page.route("**/world_50m.json", lambda route: route.fulfill(body="no JSON"))
    for _ in range(3):
        dashboard.tool("map", "Zoom in").click()
    dashboard.until(lambda: "North Korea" in dashboard.traces("map").get("Country names", {}).get("text", []), True)
    assert dashboard.layout("map", "geo.resolution") == 110
    assert round(dashboard.layout("map", "geo.projection.scale"), 6) == 8
    assert len(dashboard.chart("map").locator(".layer.countries path").get_attribute("d") or "") > 100


def stable(dashboard, read):
    """Return what is read once it no longer moves."""
    before, now = None, read()
    while before != now:
        dashboard.page.wait_for_timeout(300)
        before, now = now, read()
    return now


def colours(dashboard, chart, trace):
    """Return the colours of the marks that stand for one defection alone, by event."""
    of = dashboard.traces(chart)[trace]
    marks = zip(of["customdata"], of["marker"]["color"], strict=True)
    return {events[0]: colour for events, colour in marks if len(events) == 1 and events[0] in (KIM, THAE, OFFICIAL)}


def legend(dashboard):
    return dashboard.chart("map").locator(".legendtext").all_text_contents()


def test_an_event_has_the_same_colour_in_both_charts_by_country_rank_and_status_whatever_the_filter(visit):
    dashboard = visit()
    expected = {
        "Country": ["United Kingdom", "Russia"],
        "Rank": ["Deputy head of mission", "Secretary (grade not stated)", "Third secretary"],
        "Status": ["Confirmed", "Reported", "Unconfirmed"],
    }
    for what, categories in expected.items():
        dashboard.colour_by(what)
        dashboard.until(lambda: legend(dashboard)[: len(categories)], categories)  # noqa: B023
        dashboard.until(
            lambda: colours(dashboard, "timeline", "Milestones"), on_map := colours(dashboard, "map", "Places")
        )
        assert set(on_map) == {KIM, THAE, OFFICIAL}
        assert len(set(on_map.values())) == len(categories)
        lines = {t["line"]["color"] for t in dashboard.traces("map").values() if t.get("mode") == "lines"}
        assert lines == {on_map[KIM], on_map[THAE]}
    dashboard.option("post", "Russia").click()
    shows(dashboard, KIM, OFFICIAL, *CONTEXT)
    assert colours(dashboard, "map", "Places") == {event: on_map[event] for event in (KIM, OFFICIAL)}


def test_context_and_the_break_of_the_axis_are_switched_off_and_on(visit):
    dashboard = visit("?context=0")
    shows(dashboard, KIM, THAE, OFFICIAL)
    expect(dashboard.count).not_to_contain_text("context event")
    assert "Context" not in legend(dashboard)
    expect(dashboard.chart("timeline").locator(".ytick", has_text="Context")).to_have_count(0)
    dashboard.switch("context")
    shows(dashboard, *ALL)
    dashboard.until(lambda: dashboard.query, [])
    left_out = dashboard.chart("timeline").get_by_text("11 months not shown")
    expect(left_out).to_be_visible()
    assert len(dashboard.layout("timeline", "xaxis.rangebreaks")) == 1
    dashboard.switch("true_scale")
    expect(left_out).to_have_count(0)
    assert not dashboard.layout("timeline", "xaxis.rangebreaks")
    shows(dashboard, *ALL)


def test_a_query_with_nonsense_opens_the_page_and_says_what_it_left_out(visit):
    dashboard = visit("?post=RU&post=XX&rank=third-secretry&from=soon&tint=red&context=maybe")
    shows(dashboard, KIM, OFFICIAL, *CONTEXT)
    for part in ("“XX”", "“third-secretry”", "'soon'", "unknown filter “tint”", "“maybe”"):
        expect(dashboard.notes.filter(has_text=part)).to_be_visible()
    dashboard.option("post", "Russia").click()
    shows(dashboard, *ALL)
    expect(dashboard.notes).to_have_count(0)
    dashboard.until(lambda: dashboard.query, [])


def test_an_empty_result_says_which_filter_emptied_it(visit):
    dashboard = visit("?post=GB&context=0&q=vladivostok")
    dashboard.until(dashboard.table, [])
    expect(dashboard.count).to_contain_text("0 of 3 defections")
    note = dashboard.notes.filter(has_text="No defection matches")
    expect(note).to_contain_text("posted in United Kingdom")
    expect(note).to_contain_text("search “vladivostok”")
    for chart in ("map", "timeline"):
        expect(dashboard.chart(chart)).to_contain_text("No events to show.")
    dashboard.reset.click()
    shows(dashboard, *ALL)


BROKEN = """\
schema_version: 1
title: Broken
events:
  - id: kp-2016-thae-yong-ho
    type: defection
    status: confrmed
    post: {country: United Kingdom}
    milestones:
      - {kind: announcement, date: "2016-13"}
"""


def test_the_problems_of_a_broken_file_are_shown_at_their_lines(visit, serve):
    dashboard = visit(of=serve(BROKEN), drawn=False)
    expect(dashboard.title).to_have_text("Problems in events.yaml")
    problems = dashboard.page.locator(".problems li")
    expect(problems.first).to_be_visible()
    said = problems.all_text_contents()
    assert all(re.match(r"events\.yaml:\d+:\d+: \S", problem) for problem in said)
    lines = [int(problem.split(":")[1]) for problem in said]
    assert {6, 7, 9} <= set(lines)
    assert lines == sorted(lines)
    assert "did you mean 'confirmed'?" in said[lines.index(6)]
    expect(dashboard.page.locator(".js-plotly-plot")).to_have_count(0)


def box(locator):
    """Return left, top, right and bottom of an element, in pixels of the window."""
    found = locator.bounding_box()
    return found["x"], found["y"], found["x"] + found["width"], found["y"] + found["height"]


def test_a_window_of_1400_by_900_shows_title_count_filters_and_both_charts_without_scrolling(visit):
    dashboard = visit()
    whole = [dashboard.title, dashboard.count, dashboard.chart("map"), dashboard.chart("timeline"), dashboard.reset]
    whole += [dashboard.page.locator(f".st-key-{key}") for key in ("post", "to", "rank", "status", "from", "until", "q",
                                                                   "context", "colour", "export")]  # fmt: skip
    for element in whole:
        expect(element).to_be_visible()
        left, top, right, bottom = box(element)
        assert left >= 0
        assert top >= 0
        assert right <= 1400
        assert bottom <= 900
        assert right - left > 30
    for chart in ("map", "timeline"):
        left, top, right, bottom = box(dashboard.chart(chart))
        drawn = box(dashboard.chart(chart).locator(".main-svg").first)
        assert drawn == pytest.approx((left, top, right, bottom), abs=1)
        assert bottom - top >= 300


# Everything that reaches beyond the window and is not inside a box that scrolls by itself.
_TOO_WIDE = """() => [...document.querySelectorAll("body *")].filter((element) => {
  const { width, height, right, left } = element.getBoundingClientRect();
  if (!width || !height || right <= 0 || (right <= innerWidth + 1 && left >= -1)) return false;
  if (getComputedStyle(element).visibility === "hidden") return false;
  for (let at = element.parentElement; at; at = at.parentElement) {
    const box = at.getBoundingClientRect();
    const style = getComputedStyle(at);
    if (at.tagName === "svg" || style.clipPath !== "none") return false;
    if (/auto|scroll|hidden/.test(style.overflowX) && box.right <= innerWidth + 1 && box.left >= -1) return false;
  }
  return true;
}).map((element) => element.outerHTML.slice(0, 120))"""


def unfold_filters(dashboard):
    """Unfold the filters of a phone, and wait until they no longer move: a click meanwhile may miss."""
    dashboard.page.get_by_text("Filter", exact=True).click()
    stable(dashboard, lambda: dashboard.reset.bounding_box())


def test_a_phone_shows_everything_stacked_and_nothing_wider_than_the_window(visit):
    dashboard = visit(size=PHONE)
    page = dashboard.page
    parts = [dashboard.title, dashboard.count, page.get_by_text("Filter", exact=True), dashboard.chart("map"),
             dashboard.chart("timeline"), page.locator(".st-key-cards"), page.locator(".st-key-table")]  # fmt: skip
    tops = []
    for part in parts:
        expect(part).to_be_visible()
        left, top, right, _ = box(part)
        assert left >= 0
        assert right <= 390
        tops.append(top)
    assert tops == sorted(tops)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.evaluate(_TOO_WIDE) == []
    unfold_filters(dashboard)
    dashboard.option("post", "United Kingdom").click()
    shows(dashboard, THAE, *CONTEXT)
    expect(dashboard.count).to_contain_text("1 of 3 defections")
    dashboard.wait_until_drawn()
    assert page.evaluate(_TOO_WIDE) == []


# Every visible text of a chart by lines: its words, its size in CSS pixels, its box, and the box that clips it.
_TEXTS = """(chart) => {
  const edge = (element) => {
    let { left, top, right, bottom } = chart.querySelector(".main-svg").getBoundingClientRect();
    for (let at = element; at !== chart; at = at.parentElement) {
      const id = at.getAttribute("clip-path")?.match(/#([^'")]+)/)?.[1];
      const clip = id && document.getElementById(id)?.querySelector("rect");
      if (!clip) continue;
      const matrix = at.getScreenCTM();
      const [x, y, width, height] = ["x", "y", "width", "height"].map((name) => Number(clip.getAttribute(name) ?? 0));
      const start = new DOMPoint(x, y).matrixTransform(matrix);
      const end = new DOMPoint(x + width, y + height).matrixTransform(matrix);
      left = Math.max(left, start.x); top = Math.max(top, start.y);
      right = Math.min(right, end.x); bottom = Math.min(bottom, end.y);
    }
    return [left, top, right, bottom];
  };
  return [...chart.querySelectorAll("svg text")].flatMap((text, label) => {
    const style = getComputedStyle(text);
    if (!text.textContent.trim() || style.visibility === "hidden" || Number(style.opacity) === 0) return [];
    const lines = text.querySelectorAll("tspan.line");
    return [...(lines.length ? lines : [text])].map((line) => {
      const { left, top, right, bottom } = line.getBoundingClientRect();
      const inner = [line, ...line.querySelectorAll("tspan")].filter((part) => part.textContent.trim());
      const size = Math.min(...inner.map((part) => parseFloat(getComputedStyle(part).fontSize)));
      return { label, words: line.textContent, size, box: [left, top, right, bottom], edge: edge(text) };
    });
  }).filter(({ box: [left, top, right, bottom] }) => right > left && bottom > top);
}"""


# The boxes of the marks of a chart, without those that only keep its labels at a distance.
_MARKS = """(chart) => [...chart.querySelectorAll("path.point")].filter(
  (mark) => Number(getComputedStyle(mark).opacity) > 0
).map((mark) => {
  const { left, top, right, bottom } = mark.getBoundingClientRect();
  return [left + 0.5, top + 0.5, right - 0.5, bottom - 0.5];
})"""


def check_texts(dashboard):
    """Check that every text of both charts is 12 px or more, whole, and clear of every other and of every mark."""
    for chart in ("map", "timeline"):
        texts = dashboard.chart(chart).evaluate(_TEXTS)
        assert len(texts) >= 5
        assert [text for text in texts if text["size"] < 12] == []
        assert [text for text in texts if clipped(text)] == []
        pairs = [(a, b) for i, a in enumerate(texts) for b in texts[i + 1 :] if a["label"] != b["label"]]
        assert [(a["words"], b["words"]) for a, b in pairs if overlap(a["box"], b["box"])] == []
        marks = dashboard.chart(chart).evaluate(_MARKS)
        assert [text["words"] for text in texts if any(overlap(text["box"], mark) for mark in marks)] == []


def clipped(text):
    left, top, right, bottom = text["box"]
    from_left, from_top, to_right, to_bottom = text["edge"]
    return left < from_left - 1 or right > to_right + 1 or top < from_top - 2 or bottom > to_bottom + 2


def overlap(a, b):
    # A line's box is higher than its letters by about 2 px above and below.
    return a[0] < b[2] and b[0] < a[2] and a[1] + 2 < b[3] - 2 and b[1] + 2 < a[3] - 2


def check_halos(dashboard):
    labels = dashboard.page.locator(".st-key-map .scattergeo text")
    shadows = labels.evaluate_all("texts => texts.map((text) => getComputedStyle(text).textShadow)")
    halos = {colour for shadow in shadows if shadow != "none" for colour in re.findall(r"rgba?\([^)]*\)", shadow)}
    assert halos
    assert halos <= {"rgb(251, 250, 247)", "rgb(232, 228, 217)"}, "paper and land of the light theme"


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_texts_of_both_charts_are_large_enough_whole_and_clear_of_each_other_and_have_a_halo(visit, size):
    dashboard = visit(size=size)
    check_texts(dashboard)
    check_halos(dashboard)
    if size == PHONE:
        unfold_filters(dashboard)
    dashboard.colour_by("Rank")
    dashboard.until(lambda: "Secretary (grade not stated)" in legend(dashboard), True)
    for chart in ("map", "timeline"):  # the legend is drawn before the rest
        stable(dashboard, lambda: (dashboard.chart(chart).evaluate(_TEXTS), dashboard.chart(chart).evaluate(_MARKS)))  # noqa: B023
    check_texts(dashboard)
    dashboard.switch("true_scale")
    expect(dashboard.chart("timeline").get_by_text("not shown")).to_have_count(0)
    check_texts(dashboard)
    dashboard.option("post", "Russia").click()
    shows(dashboard, KIM, OFFICIAL, *CONTEXT)
    check_texts(dashboard)


def drag(dashboard, chart, start, end):
    """Drag from one share of the width and height of a chart to another."""
    box = dashboard.chart(chart).bounding_box()
    (x, y), (to_x, to_y) = ((box["x"] + a * box["width"], box["y"] + b * box["height"]) for a, b in (start, end))
    mouse = dashboard.page.mouse
    mouse.move(x, y)
    mouse.down()
    mouse.move((x + to_x) / 2, (y + to_y) / 2)
    mouse.move(to_x, to_y)
    mouse.up()


def test_a_drag_over_the_map_chooses_an_area_which_the_url_names_and_a_click_takes_away(visit):
    dashboard = visit()
    shows(dashboard, *ALL)
    dashboard.tool("map", "Select an area").click()
    expect(dashboard.tool("map", "Move the chart")).to_have_count(1)
    drag(dashboard, "map", (0.1, 0.28), (0.5, 0.62))  # Europe and the west of Asia
    shows(dashboard, KIM, THAE)
    expect(dashboard.count).to_contain_text("2 of 3 defections · area")
    ((key, box),) = dashboard.query
    west, south, east, north = map(float, box.split(","))
    assert key == "box"
    assert west < -0.1 < 30.3 < east < 127
    assert south < 51.5 < 59.9 < north < south + 35  # less than the height of the map
    link = visit(f"?box={box}")
    shows(link, KIM, THAE)
    link.page.locator(".st-key-box button").click()
    shows(link, *ALL)
    assert link.query == []


def test_a_drag_over_the_timeline_chooses_a_stretch_of_time(visit):
    dashboard = visit("?context=0")
    shows(dashboard, KIM, THAE, OFFICIAL)
    dashboard.tool("timeline", "Select a period").click()
    expect(dashboard.tool("timeline", "Move the chart")).to_have_count(1)
    drag(dashboard, "timeline", (0.8, 0.3), (0.99, 0.6))  # August 2016
    shows(dashboard, THAE, OFFICIAL)
    query = dict(dashboard.query)
    assert query.keys() == {"context", "from", "until"}
    assert "2016-07" < query["from"] < "2016-08-20" < query["until"] < "2016-09-30"
    dashboard.page.go_back()
    shows(dashboard, KIM, THAE, OFFICIAL)
