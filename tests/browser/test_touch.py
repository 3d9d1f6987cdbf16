"""Phones, tablets and zoomed windows, by touch; and forced colours."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import wait_until_quiet

VIEW = """() => {
  const { projection, center } = document.querySelector(".st-key-map .js-plotly-plot")._fullLayout.geo;
  return [projection.scale, center.lon, center.lat];
}"""
SCROLLED = "document.querySelector('.stMain').scrollTop"


@pytest.fixture
def phone(browser: Browser, server):
    contexts = []

    def open_it(width: int, height: int = 844, query: str = "", **options) -> Page:
        options = {"has_touch": True, "is_mobile": True} | options
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        page = context.new_page()
        page.goto(f"{server.address}?{query}")
        page.wait_for_function(
            """() => ["map", "timeline"].every((name) => {
              const chart = document.querySelector(`.st-key-${name} .js-plotly-plot`);
              return chart?._fullLayout && chart.layout.width === chart.clientWidth;
            }) && (innerWidth < 960) === !!document.querySelector(".stExpander")"""
        )
        wait_until_quiet(page)
        return page

    yield open_it
    for context in contexts:
        context.close()


def test_zooming_in_goes_to_the_events_and_not_to_the_middle_of_the_map(phone):
    page = phone(390)
    for _ in range(2):
        page.locator('.st-key-map .modebar-btn[data-title="Zoom in"]').tap()
        wait_until_quiet(page)
    scale, longitude, latitude = page.evaluate(VIEW)
    assert scale > 3
    assert 115 < longitude < 140
    assert 30 < latitude < 50
    assert "event=" not in page.url, "a name below a button is not clicked"


def test_zooming_in_goes_to_what_is_marked(phone):
    page = phone(390, query="event=kp-2016-thae-yong-ho&post=GB&context=0")
    page.locator('.st-key-map .modebar-btn[data-title="Zoom in"]').tap()
    wait_until_quiet(page)
    assert page.evaluate(VIEW)[0] > 1.5


def test_one_finger_scrolls_the_page_and_two_move_the_map(phone):
    page = phone(390)
    box = page.locator(".st-key-map .js-plotly-plot").bounding_box()
    x, y = box["x"] + 150, box["y"] + 150
    session = page.context.new_cdp_session(page)

    def drag(*fingers, across: int = 0, down: int = 0) -> None:
        for step in range(11):
            at = [{"x": fx + across * step, "y": fy + down * step, "id": n} for n, (fx, fy) in enumerate(fingers)]
            kind = "touchMove" if step else "touchStart"
            session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": at})
            page.wait_for_timeout(30)
        session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
        wait_until_quiet(page)

    before = page.evaluate(VIEW)
    drag((x, y), down=-10)
    assert page.evaluate(SCROLLED) > 50
    assert page.evaluate(VIEW) == before
    page.evaluate("document.querySelector('.stMain').scrollTo(0, 0)")
    drag((x - 30, y), (x + 30, y), across=6)
    assert page.evaluate(SCROLLED) == 0
    assert page.evaluate(VIEW)[1] < before[1] - 5, "the map follows the fingers to the right"
    assert page.evaluate(VIEW)[0] == pytest.approx(before[0], rel=0.05)


def test_the_filters_are_in_a_sheet_that_closes_and_nothing_covers_the_title_on_screens_of_any_size(phone):
    page = phone(320, 700)
    for width, height in [(320, 700), (700, 900), (683, 384), (800, 900)]:
        page.set_viewport_size({"width": width, "height": height})
        wait_until_quiet(page)
        assert page.locator("[data-testid='stExpandSidebarButton']").locator("visible=true").count() == 0
        summary = page.locator(".stExpander summary")
        summary.tap()
        wait_until_quiet(page)
        option = page.locator(".st-key-post button").first
        assert option.is_visible()
        sheet = page.locator(".stExpander details").bounding_box()
        assert sheet["height"] <= 0.71 * height
        assert sheet["y"] + sheet["height"] == pytest.approx(height, abs=1)
        summary.tap()
        wait_until_quiet(page)
        assert not option.is_visible()


def test_the_buttons_of_charts_are_large_enough_and_the_table_scrolls_by_keys(phone):
    page = phone(320, 700)
    sizes = page.evaluate(
        """() => [...document.querySelectorAll(".modebar-btn")].map((it) => it.getBoundingClientRect())
          .map(({ width, height }) => Math.min(width, height))"""
    )
    assert len(sizes) == 8
    assert min(sizes) >= 24
    summary = page.locator(".stExpander summary")
    summary.tap()
    helps = page.get_by_role("button", name="Help for")
    assert helps.count() == 4
    assert all(min(box["width"], box["height"]) >= 24 for box in (it.bounding_box() for it in helps.all()))
    summary.tap()
    page.locator(".card summary").first.tap()
    link = page.locator(".card[open] a[href^=http]").first.bounding_box()
    assert link["height"] >= 24
    table = page.get_by_role("region", name="The events shown")
    table.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(300)
    assert table.evaluate("(table) => table.scrollLeft") > 0


def test_in_forced_colours_categories_marked_rows_and_chosen_filters_are_told_apart(phone):
    page = phone(1400, 900, "post=RU&event=kp-2015-kim-chol-song", forced_colors="active", is_mobile=False)
    fills = page.evaluate(
        """() => document.querySelector(".st-key-map .js-plotly-plot").data
          .filter((trace) => trace.showlegend && trace.mode === "markers").map(({ marker }) => marker.color)"""
    )
    assert "rgb(152, 50, 30)" in fills, "Russia keeps its colour"
    look = "(it) => [getComputedStyle(it).backgroundColor, getComputedStyle(it).outlineStyle].join()"
    chosen = page.locator(".st-key-post [aria-pressed=true]").evaluate(look)
    assert chosen != page.locator(".st-key-post [aria-pressed=false]").evaluate(look)
    assert page.locator(".table tr.marked").evaluate(look).endswith("solid")
    on, off = (
        page.locator(f".stCheckbox{of} label > span + div").first.evaluate(look)
        for of in ("[data-selected]", ":not([data-selected])")
    )
    assert on != off
    ring = "(it) => [getComputedStyle(it).outlineStyle, getComputedStyle(it).outlineColor].join()"
    system = "(name) => (document.body.style.fill = name, getComputedStyle(document.body).fill)"
    highlight, grey = (page.evaluate(system, name) for name in ("Highlight", "GrayText"))
    certain = page.locator(".st-key-certain label p")
    assert certain.evaluate("(it) => getComputedStyle(it).color") == grey
    page.get_by_label("Show context", exact=True).focus()
    page.keyboard.press("Tab")
    assert page.locator(":focus").evaluate(ring) == f"solid,{highlight}"
    page.keyboard.press("Shift+Tab")
    assert page.locator(".st-key-context label > span + div").evaluate(ring) == f"solid,{highlight}"
    page.get_by_role("button", name="Export …").press("Enter")
    tab = page.get_by_role("tab", selected=True)
    tab.focus()
    assert tab.evaluate(ring) == f"solid,{highlight}"
    indicator = tab.locator(".react-aria-SelectionIndicator")
    assert indicator.evaluate("(it) => getComputedStyle(it).backgroundColor") == highlight
    for target in (tab, page.get_by_role("dialog").get_by_role("button", name="Close")):
        box = target.bounding_box()
        assert min(box["width"], box["height"]) >= 24
    page.get_by_role("tab", name="Cite").click()
    page.mouse.move(1, 1)
    expect(page.get_by_role("button", name="Copy to clipboard")).to_be_visible()
