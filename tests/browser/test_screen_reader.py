"""What screen readers get: names, descriptions, headings, and what they are told when something changes."""

import re
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from dashboard.export.html_page import static_page
from dashboard.markup.chart_descriptions import describe_map, describe_timeline
from dashboard.selection import ViewOptions
from tests.browser.conftest import EVENTS, PHONE
from tests.builders import selection

DESCRIBE = {"map": describe_map, "timeline": describe_timeline}
TEXT = EVENTS.read_text(encoding="utf-8")

# Note everything that the live region is ever given to say, and keep the region.
LISTEN = """() => {
  window.region = document.querySelector("main [role=status]");
  window.told = [];
  new MutationObserver(() => region.textContent && told.push(region.textContent)).observe(region, { childList: true });
}"""
_LEVELS = """() => [...document.querySelectorAll("main :is(h1, h2, h3, h4, h5, h6)")]
  .filter((heading) => heading.checkVisibility())
  .map(({ tagName, textContent }) => [Number(tagName[1]), textContent])"""


def told(page: Page) -> list[str]:
    assert page.evaluate("() => region.isConnected && document.querySelectorAll('main [role=status]').length === 1")
    return page.evaluate("told")


def described(chart: Locator, name: str, query: str = "") -> None:
    """Check name and description of a chart, as Chromium gives them to screen readers, against the data."""
    description = DESCRIBE[name](selection(TEXT, query))
    expect(chart).to_have_accessible_name(description.name)
    summary = re.escape(" ".join(description.sentences))
    assert len(summary) > 50
    expect(chart).to_have_accessible_description(re.compile(f"^{summary} Arrow keys: "))
    listed = chart.page.get_by_role("main").aria_snapshot()
    assert all(event.text in listed for event in description.events)


def test_charts_have_names_and_descriptions_of_what_they_show_and_their_symbols_say_nothing(visit):
    dashboard = visit("?post=RU")
    for name in ("map", "timeline"):
        described(dashboard.chart(name), name, "post=RU")
        tree = dashboard.chart(name).aria_snapshot()
        assert "Zoom in" in tree
        assert "Petersburg" not in tree
        assert "Kim Chol-song" not in tree


def test_headings_lead_through_the_page_and_none_is_left_out(visit):
    dashboard = visit("?event=kp-2016-vladivostok-official")
    headings = dashboard.page.evaluate(_LEVELS)
    assert [text for level, text in headings if level == 2] == ["Map", "Timeline", "Events", "The events shown"]
    levels = [level for level, _ in headings]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert max(levels) == 3
    assert all(after <= before + 1 for before, after in pairwise(levels))
    for region in ("Events", "The events shown"):
        expect(dashboard.page.get_by_role("region", name=region, exact=True)).to_be_visible()


def test_numbers_and_marks_are_told_once_when_they_change_and_only_then(visit):
    dashboard = visit()
    page = dashboard.page
    page.evaluate(LISTEN)
    dashboard.option("post", "Russia").click()
    numbers = "2 of 3 defections; whereabouts of 1 unknown; 4 context events; 1 context event not on the map; "
    dashboard.until(lambda: told(page), [f"{numbers}posted in Russia."])
    dashboard.colour_by("Status")
    expect(dashboard.page).to_have_url(re.compile("colour=status"))
    marked = "Marked: Unidentified official. Vladivostok, Russia → whereabouts unknown. Report: 25 August 2016."
    page.locator(".table [data-mark=kp-2016-vladivostok-official]").click()
    dashboard.until(lambda: told(page)[1:], [marked])
    page.locator(".table [data-mark=kp-2016-vladivostok-official]").click()
    dashboard.until(lambda: told(page)[2:], ["No event is marked."])


def test_the_table_scrolls_by_keys(visit):
    dashboard = visit(size=PHONE)
    table = dashboard.page.get_by_role("region", name="The events shown")
    table.focus()
    dashboard.page.keyboard.press("ArrowRight")
    dashboard.page.wait_for_function("(table) => table.scrollLeft > 0", arg=table.element_handle())


@pytest.fixture
def static(browser, tmp_path: Path):
    """Open the static page of the shipped file."""
    file = tmp_path / "page.html"
    file.write_text(static_page(selection(TEXT), ViewOptions()), encoding="utf-8")
    page = browser.new_page(viewport={"width": 1200, "height": 800})
    page.goto(file.as_uri())
    page.wait_for_selector("#timeline .main-svg")
    yield page
    page.close()


def test_the_static_file_describes_what_it_shows_and_tells_what_changes(static):
    static.keyboard.press("Tab")
    skip = static.get_by_role("link", name="Skip to the events")
    expect(skip).to_be_focused()
    assert skip.bounding_box()["height"] > 24
    for name in ("map", "timeline"):
        described(static.locator(f"#{name} .js-plotly-plot"), name)
        room = static.locator(f"#{name}").evaluate("(it) => getComputedStyle(it).overflowClipMargin")
        assert room == "4px", "the ring of a chart is 2 px wide and 2 px away"
    static.keyboard.press("Enter")
    static.keyboard.press("Tab")
    expect(static.locator("#cards summary").first).to_be_focused()
    assert [level for level, _ in static.evaluate(_LEVELS)] == [1, 2, 2, 2, 2]
    static.evaluate(LISTEN)
    static.locator("[data-entry]").first.click()
    entry = static.locator("[data-entry]").first.inner_text()
    of_entry = static.locator("#map-summary [data-state='0']").get_attribute("data-name")
    expect(static.locator("#map .js-plotly-plot")).to_have_accessible_name(of_entry)
    assert of_entry != describe_map(selection(TEXT)).name
    assert not re.search("Thae.*Kim Chol-song", "".join(static.locator("#map li:not([hidden] *)").all_text_contents()))
    (said,) = told(static)
    assert entry.split()[1] in said
    static.locator("[data-entry]").first.click()
    static.locator(".table [data-mark=kp-2016-thae-yong-ho]").click()
    static.wait_for_function("told.length === 3")
    where, when = "London, United Kingdom → Seoul, South Korea", "Announcement: about 18 August 2016"
    assert told(static)[2] == f"Marked event: Thae Yong-ho. {where}. {when}."
