"""The page by keyboard alone, in a real Chromium."""

import re

from playwright.sync_api import expect

from tests.builders import HEAD
from tests.builders import event as event_line

KIM, THAE, OFFICIAL = "kp-2015-kim-chol-song", "kp-2016-thae-yong-ho", "kp-2016-vladivostok-official"
READING = "kr-2016-seoul-reading"

# Whether a chart shows an event strongly and others weakly: the opacity of its lanes, or the thick edge of its mark.
_DRAWN_MARKED = """([chart, id]) => {
  const name = { map: "Places", timeline: "Lanes" }[chart];
  const { data } = document.querySelector(`.st-key-${chart} .js-plotly-plot`);
  const { customdata, marker } = data.find((it) => it.name === name);
  const widths = marker.line?.width;
  const isStrong = (i) => chart === "map" ? widths[i] > Math.min(...widths) : marker.opacity[i] > 0;
  return customdata.some((ids, i) => ids.includes(id) && isStrong(i));
}"""

# Whether a mark of an event is drawn within the part of a chart that is shown.
_IN_VIEW = """([chart, id]) => {
  const div = document.querySelector(`.st-key-${chart} .js-plotly-plot`);
  const { left, top, right, bottom } = div.plotBox();
  return div.drawnBoxes().some(({ ids, kind, box }) => kind === "mark" && ids.includes(id)
    && box.x >= left && box.x <= right && box.y >= top && box.y <= bottom);
}"""
CROWDED = f"""{HEAD}places:
  moscow: {{name: Moscow, country: RU, lat: 55.75, lon: 37.6}}
  london: {{name: London, country: GB, lat: 51.5, lon: 0}}
  cairo: {{name: Cairo, country: EG, lat: 30, lon: 31.2}}
events:
""" + "".join(
    event_line(
        n, "defection", post=f"{{place: {post}}}",
        destination="{status: known, place: london}" if post == "moscow" else "{status: unknown}",
        milestones=f'[{{kind: report, date: "{year}", citations: [{{source: s}}]}}]',
    )
    for n, (post, year) in enumerate(
        [(("moscow", "london")[n % 2], 2014 + n // 2 % 2) for n in range(1000)] + [("cairo", 2013)] * 60
    )
)  # fmt: skip
"""The country that comes last, with few events, has those of the earliest year; arrivals overlap a larger disc."""


def focused(dashboard):
    return dashboard.page.locator(":focus")


def tab_to(dashboard, locator, most=60):
    """Press Tab until an element has the focus."""
    for _ in range(most):
        dashboard.page.keyboard.press("Tab")
        if locator.evaluate("(element) => element === document.activeElement"):
            return
    raise AssertionError(f"Tab does not lead to {locator}")


def press(dashboard, *keys):
    for key in keys:
        dashboard.page.keyboard.press(key)


def shows(dashboard, event, name):
    """Wait until an event is marked in the address and in both charts, and its compact card is shown."""
    dashboard.until(lambda: dict(dashboard.query).get("event"), event)
    expect(dashboard.page.locator(".compact-card .who")).to_have_count(1)
    expect(dashboard.page.locator(".compact-card .who")).to_have_text(name)
    for chart in ("map", "timeline"):
        dashboard.page.wait_for_function(_DRAWN_MARKED, arg=[chart, event])


def test_filter_step_read_open_come_back_and_let_go(visit):
    dashboard = visit()
    chart = dashboard.chart("timeline")
    tab_to(dashboard, dashboard.option("post", "Russia"))
    press(dashboard, "Space")
    expect(dashboard.count).to_contain_text("2 of 3 defections")
    tab_to(dashboard, chart)
    expect(dashboard.page.get_by_text("Arrow keys: next event").last).to_be_in_viewport()
    assert chart.evaluate("(chart) => getComputedStyle(chart).outlineStyle") == "solid"
    press(dashboard, "ArrowRight")
    shows(dashboard, KIM, "Kim Chol-song")
    press(dashboard, "End", "ArrowUp", "Home", "ArrowLeft", "ArrowDown", "ArrowRight")  # faster than the page follows
    shows(dashboard, OFFICIAL, "Unidentified official")
    expect(dashboard.page.locator(".compact-card")).to_contain_text("Vladivostok, Russia → whereabouts unknown")
    expect(chart).to_be_focused()
    press(dashboard, "Enter")
    summary = dashboard.card(OFFICIAL).locator("summary")
    expect(summary).to_be_focused()
    expect(summary).to_be_in_viewport()
    expect(dashboard.card(OFFICIAL)).to_have_attribute("open", "")
    press(dashboard, "Escape")
    expect(chart).to_be_focused()
    expect(chart).to_be_in_viewport()
    shows(dashboard, OFFICIAL, "Unidentified official")
    press(dashboard, "Escape")
    dashboard.until(lambda: dashboard.query, [("post", "RU")])
    expect(dashboard.page.locator(".compact-card")).to_be_hidden()
    expect(chart).to_be_focused()
    map_chart = dashboard.chart("map")
    map_chart.focus()
    press(dashboard, "Home")
    shows(dashboard, KIM, "Kim Chol-song")
    expect(dashboard.page.get_by_role("heading", name="Marked event", level=3)).to_be_attached()
    dashboard.page.get_by_role("button", name="Full card of Kim").focus()  # by way of the timeline, as Tab leads
    press(dashboard, "Escape")
    expect(map_chart).to_be_focused()


def test_enter_opens_the_full_card_of_a_step_that_the_page_has_not_followed_yet(visit):
    dashboard = visit()
    dashboard.chart("map").focus()
    press(dashboard, "End", "Enter")
    expect(dashboard.card(READING).locator("summary")).to_be_focused()
    expect(dashboard.card(READING)).to_have_class(re.compile(r"\bmarked\b"))


def test_a_chart_zooms_and_moves_by_keys_and_a_button_narrows_to_what_it_shows(visit):
    dashboard = visit()
    only_shown = dashboard.page.locator(".st-key-map").get_by_role("button", name="Only what is shown")
    chart = dashboard.chart("map")
    chart.focus()
    expect(only_shown).to_be_hidden()
    press(dashboard, "+")
    expect(only_shown).to_be_visible()
    for _ in range(2):
        before = dashboard.layout("map", "geo.center.lon")
        press(dashboard, "Shift+ArrowRight")
        dashboard.until(lambda before=before: dashboard.layout("map", "geo.center.lon") > before + 5, True)
    tab_to(dashboard, only_shown)
    press(dashboard, "Enter")
    expect(dashboard.count).to_contain_text(
        "1 of 3 defections"
    )  # Vladivostok is in the east; the map no longer shows Seoul
    ((key, box),) = dashboard.query
    west, south, east, north = map(float, box.split(","))
    assert key == "box"
    assert 35 < west < 132 < (east % 360) < 215  # which may be beyond 180
    assert 20 < south < 43 < 44 < north < 80
    expect(only_shown).to_be_hidden()
    expect(chart).to_be_focused()


def test_on_a_zoomed_timeline_it_narrows_to_the_period(visit):
    dashboard = visit()
    dashboard.chart("timeline").focus()
    press(dashboard, "+", "Shift+ArrowRight")
    only_shown = dashboard.page.locator(".st-key-timeline").get_by_role("button", name="Only what is shown")
    tab_to(dashboard, only_shown)
    press(dashboard, "Space")
    dashboard.until(lambda: sorted(dict(dashboard.query)), ["from", "until"])
    assert "2015-07" <= dict(dashboard.query)["from"] < dict(dashboard.query)["until"] < "2017"


def test_in_a_zoomed_chart_a_step_is_brought_into_view_in_both_charts(visit):
    dashboard = visit()
    for chart in ("timeline", "map"):
        dashboard.chart(chart).focus()
        for pressed in ("+", "+", "+", *["Shift+ArrowLeft"] * 10):
            press(dashboard, pressed)
            dashboard.page.wait_for_timeout(100)  # each begins where the one before ended
        dashboard.wait_until_drawn()
        assert not dashboard.page.evaluate(_IN_VIEW, [chart, READING])
    for key, event, name in (("Home", KIM, "Kim Chol-song"), ("End", READING, "Seoul reads the series")):
        press(dashboard, key)
        dashboard.until(lambda event=event: dict(dashboard.query).get("event"), event)
        expect(dashboard.page.locator(".compact-card .who")).to_contain_text(name)
        for chart in ("map", "timeline"):
            dashboard.page.wait_for_function(_IN_VIEW, arg=[chart, event])
    assert dashboard.layout("map", "geo.projection.scale") > 4


def test_steps_leave_one_entry_in_the_history(visit):
    dashboard = visit()
    dashboard.option("post", "Russia").click()
    dashboard.until(lambda: dashboard.query, [("post", "RU")])
    dashboard.chart("timeline").focus()
    for key, event, name in (("Home", KIM, "Kim Chol-song"), ("End", READING, "Seoul reads the series")):
        press(dashboard, key)
        dashboard.until(lambda event=event: dict(dashboard.query).get("event"), event)
        expect(dashboard.page.locator(".compact-card .who")).to_contain_text(name)
    dashboard.page.go_back()
    dashboard.until(lambda: dashboard.query, [("post", "RU")])
    expect(dashboard.page.locator(".compact-card")).to_be_hidden()
    dashboard.page.go_forward()
    dashboard.until(lambda: dashboard.query, [("post", "RU"), ("event", READING)])
    dashboard.page.go_back()
    dashboard.until(lambda: dashboard.query, [("post", "RU")])
    dashboard.page.go_back()
    dashboard.until(lambda: dashboard.query, [])
    expect(dashboard.count).to_contain_text("3 of 3 defections")


def test_in_a_frame_which_writes_no_address_a_step_leaves_the_history_as_it_is(visit, server):
    dashboard = visit()
    dashboard.page.goto(f"{server.address}?embed=true")
    expect(dashboard.page.locator(".st-key-timeline .main-svg").first).to_be_visible()
    dashboard.chart("timeline").focus()
    press(dashboard, "End")
    expect(dashboard.page.locator(".compact-card .who")).to_contain_text("Seoul reads the series")
    assert not dashboard.page.evaluate("Object.hasOwn(history, 'pushState')")
    assert dashboard.query == [("embed", "true")]


def test_escape_and_tab_close_the_sheet_of_filters_and_what_is_marked_stays(visit):
    dashboard = visit(f"?event={THAE}", size=(390, 844))
    sheet = dashboard.page.locator(".stExpander details")
    sheet.locator("summary").focus()
    press(dashboard, "Enter")
    dashboard.page.get_by_label("Search").focus()
    expect(sheet).to_have_attribute("open", "")
    press(dashboard, "Escape")
    expect(sheet).not_to_have_attribute("open", "")
    expect(sheet.locator("summary")).to_be_focused()
    expect(dashboard.page.locator(".compact-card")).to_be_visible()
    press(dashboard, "Escape")
    expect(dashboard.page.locator(".compact-card")).to_be_hidden()
    press(dashboard, "Enter")
    expect(sheet).to_have_attribute("open", "")
    dashboard.reset.focus()
    expect(dashboard.reset).to_be_in_viewport()
    press(dashboard, "Tab")
    expect(sheet).not_to_have_attribute("open", "")
    expect(dashboard.chart("map")).to_be_focused()
    chart, hint = (it.bounding_box() for it in (dashboard.chart("map"), dashboard.page.locator(".st-key-map .keys")))
    assert hint["y"] + hint["height"] < chart["y"] + chart["height"] < hint["y"] + hint["height"] + 10


def test_what_columns_and_sums_of_the_map_count_is_listed_below_them(visit, serve):
    dashboard = visit(of=serve(CROWDED))
    for chart, name in (("map", "The map's numbers in words"), ("timeline", "The columns in words")):
        counts = dashboard.page.locator(f".st-key-{chart} details", has_text=name)
        tab_to(dashboard, counts.locator("summary"))
        press(dashboard, "Enter")
        dashboard.page.keyboard.press("Tab")
        expect(counts.get_by_role("list", name=name)).to_be_focused()
    columns = dashboard.page.get_by_role("list", name="The columns in words").get_by_role("listitem")
    expect(columns).to_have_text(
        [
            "2013: Egypt: 60 defections",
            *(f"{year}: United Kingdom: 250 of 500 defections; Russia: 250 of 500 defections" for year in (2014, 2015)),
        ]
    )
    places = dashboard.page.get_by_role("list", name="The map's numbers in words").get_by_role("listitem")
    said = ("London: 500 defected", "Moscow: 500 defected", "London: 500 arrived", "Cairo: 60 defected")
    expect(places).to_have_text([re.compile(f"^{words} .*here") for words in said])
    dashboard.option("post", "Russia").click()
    expect(columns.first).to_have_text("2014: Russia: 250 defections")


def test_cards_and_rows_mark_and_unmark_their_events_by_a_button(visit):
    dashboard = visit()

    def button(place, name):
        return dashboard.page.locator(f".st-key-{place}").get_by_role("button", name=f"Mark {name} in the charts")

    button("cards", "Thae Yong-ho").focus()
    press(dashboard, "Enter")
    shows(dashboard, THAE, "Thae Yong-ho")
    expect(button("cards", "Thae Yong-ho")).to_be_focused()
    expect(button("table", "Thae Yong-ho")).to_have_attribute("aria-pressed", "true")
    button("table", "Unidentified official").focus()
    press(dashboard, "Space")
    dashboard.until(lambda: dashboard.query, [("event", THAE), ("event", OFFICIAL)])
    expect(dashboard.page.locator(".compact-card")).to_contain_text("2 events marked")
    expect(button("table", "Unidentified official")).to_be_focused()
    expect(button("table", "Unidentified official")).to_be_in_viewport()
    press(dashboard, "Space")
    shows(dashboard, THAE, "Thae Yong-ho")
    assert dashboard.page.locator("summary button").count() == 0


def test_the_focus_outlasts_buttons_that_are_drawn_anew_reset_and_dialogs(visit):
    dashboard = visit("?box=20,30,150,70")
    for chart, reset in (("map", "Reset"), ("timeline", "Reset axes")):
        for name, then in (("Select", "Move the chart"), ("Zoom in", "Zoom in"), (reset, reset), ("Move", "Select")):
            dashboard.tool(chart, name).focus()
            press(dashboard, "Enter")
            dashboard.wait_until_drawn()
            expect(focused(dashboard)).to_have_attribute("aria-label", re.compile(then))
    for opener in ("Help", "Export …"):
        button = dashboard.page.get_by_role("button", name=opener, exact=True).first
        button.focus()
        press(dashboard, "Enter")
        expect(dashboard.page.get_by_role("dialog")).to_be_visible()
        press(dashboard, "Escape")
        expect(dashboard.page.get_by_role("dialog")).to_be_hidden()
        expect(button).to_be_focused()
    dashboard.page.locator(".st-key-box button").focus()
    press(dashboard, "Space")
    dashboard.until(lambda: dashboard.query, [])
    expect(dashboard.page.get_by_label("Until", exact=True)).to_be_focused()  # the stop before
    dashboard.chart("map").focus()
    press(dashboard, "Home")
    shows(dashboard, KIM, "Kim Chol-song")
    dashboard.until(lambda: dashboard.query, [("event", KIM)])  # the server has the step, too
    dashboard.reset.focus()
    press(dashboard, "Enter", "Space")
    dashboard.until(lambda: dashboard.query, [])
    dashboard.wait_until_drawn()
    expect(dashboard.reset).to_be_focused()
    expect(dashboard.page.get_by_label("Show empty periods", exact=True)).not_to_be_checked()


def test_escape_closes_hover_texts_and_the_next_one_is_shown(visit):
    dashboard = visit()
    hover = dashboard.page.locator(".st-key-timeline .hoverlayer .hovertext")
    dashboard.point_at("timeline", THAE, *dashboard.mark("timeline", "Milestones", THAE))
    expect(hover).to_be_visible()
    press(dashboard, "Escape")
    expect(hover).to_be_hidden()
    dashboard.point_at("timeline", KIM, *dashboard.mark("timeline", "Milestones", KIM))
    expect(hover).to_be_visible()


def test_a_chart_has_a_name_and_a_description_and_hides_its_symbols_and_its_buttons_have_names(visit):
    dashboard = visit()
    for name, words in (("Map", "left from Russia"), ("Timeline", "listed with the map")):
        chart = dashboard.page.get_by_role("figure", name=re.compile(f"^{name}.*3 of 3 defections"))
        expect(chart).to_have_accessible_description(re.compile(f"{words}.* Arrow keys: next event", re.DOTALL))
        assert chart.locator("svg.main-svg:not([aria-hidden='true'])").count() == 0
        buttons = chart.get_by_role("group", name=f"Buttons of the {name}").get_by_role("button")
        expect(buttons).to_have_count(4)
        assert all(buttons.evaluate_all("(all) => all.map((one) => one.ariaLabel)"))
