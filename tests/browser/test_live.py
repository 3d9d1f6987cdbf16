"""Pages that stay open while the event file is saved, as readers and the curator beside them see it."""

import os
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Dashboard, serving

SLACK = 6  # s: on an idle machine a save is on the page within two
WROTE = "kp-2016-vladivostok-official"

# Keep whatever is ever said in a panel or list of problems, however briefly.
OBSERVE = """
window.said = [];
new MutationObserver(() => {
  for (const found of document.querySelectorAll(".stale, .problems")) window.said.push(found.textContent);
}).observe(document, { childList: true, subtree: true });
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return the event file that a server of the test's own shows."""
    return tmp_path / "events.yaml"


@pytest.fixture
def text(shipped_file: Path) -> str:
    return shipped_file.read_text(encoding="utf-8")


def seconds_until(page, script: str) -> float:
    """Return how long it takes until a page is as wanted."""
    began = time.monotonic()
    page.wait_for_function(script, polling=20)
    return time.monotonic() - began


def titled(title: str) -> str:
    return f"() => document.querySelector('h1')?.textContent === {title!r}"


def test_a_save_reaches_every_open_page_and_takes_no_filter_no_zoom_and_no_mark(
    serve, visit, file, text, record_property
):
    server = serve(text)
    one = visit("?post=RU&context=0", of=server, script=OBSERVE)
    other = visit(of=server, script=OBSERVE)
    one.tool("map", "Zoom in").click()
    one.click("timeline", WROTE, *one.mark("timeline", "Lanes", WROTE))
    expect(one.card(WROTE)).to_have_attribute("open", "")
    one.wait_until_drawn()
    scale = one.layout("map", "geo.projection.scale")
    charts = [one.chart(name).element_handle() for name in ("map", "timeline")]

    title = text.partition("\ntitle: ")[2].partition("\n")[0]
    file.write_text(text.replace(title, "As corrected"), encoding="utf-8")
    waited = [seconds_until(dashboard.page, titled("As corrected")) for dashboard in (one, other)]
    record_property("seconds", waited)
    assert sum(waited) < SLACK

    expect(one.count).to_contain_text("2 of 3 defections")
    one.wait_until_drawn()
    assert one.query == [("post", "RU"), ("context", "0"), ("event", WROTE)]
    assert one.layout("map", "geo.projection.scale") == scale != other.layout("map", "geo.projection.scale")
    expect(one.card(WROTE)).to_have_attribute("open", "")
    assert all(chart.evaluate("(chart) => chart.isConnected") for chart in charts)

    # Whoever empties the file before they write it, or puts another in its place, is taken to be saving it.
    file.write_text("")
    one.page.wait_for_timeout(500)
    file.write_text(text.replace(title, "As emptied and written"), encoding="utf-8")
    seconds_until(one.page, titled("As emptied and written"))
    beside = file.with_suffix(".tmp")
    beside.write_text(text.replace(title, "As replaced"), encoding="utf-8")
    os.replace(beside, file)
    seconds_until(one.page, titled("As replaced"))
    expect(other.title).to_have_text("As replaced")
    assert [dashboard.page.evaluate("said") for dashboard in (one, other)] == [[], []]


def test_a_file_that_becomes_wrong_is_said_above_the_last_good_data_until_it_is_mended(
    serve, visit, file, text, record_property
):
    dashboard = visit(of=serve(text))
    dashboard.tool("map", "Zoom in").click()
    dashboard.page.wait_for_timeout(300)
    scale = dashboard.layout("map", "geo.projection.scale")
    panel = dashboard.page.get_by_role("alert").filter(has_text="events.yaml")

    line = text[: text.index("status: confirmed")].count("\n") + 1
    file.write_text(text.replace("status: confirmed", "status: sure", 1), encoding="utf-8")
    waited = seconds_until(dashboard.page, "() => document.querySelector('.stale .problems')")
    record_property("seconds", waited)
    assert waited < SLACK
    expect(panel).to_contain_text("events.yaml has had an error since ")
    expect(panel).to_contain_text(f"events.yaml:{line}:")
    expect(panel).to_contain_text("UTC")
    assert dashboard.layout("map", "geo.projection.scale") == scale

    dashboard.option("post", "Russia").click()
    expect(dashboard.count).to_contain_text("2 of 3 defections")
    expect(panel).to_be_visible()

    file.write_text(text, encoding="utf-8")
    expect(panel).to_have_count(0)
    expect(dashboard.count).to_contain_text("2 of 3 defections")
    assert dashboard.layout("map", "geo.projection.scale") == scale


def test_a_page_of_a_wrong_file_opens_into_the_data_once_it_is_mended(serve, visit, file, text):
    dashboard = visit("?post=RU", of=serve("title: ["), drawn=False)
    expect(dashboard.title).to_have_text("Problems in events.yaml")
    file.write_text(text, encoding="utf-8")
    dashboard.wait_until_drawn()
    expect(dashboard.count).to_contain_text("2 of 3 defections")


def test_the_first_click_after_the_server_was_started_again_counts(browser, file, text, tmp_path):
    file.write_text(text, encoding="utf-8")
    page = browser.new_page()
    streams = []
    page.on("websocket", lambda socket: socket.url.endswith("/stream") and streams.append(socket))
    with serving(file, tmp_path / "first") as server:
        dashboard = Dashboard(page, server.address)
        page.goto(server.address)
        dashboard.wait_until_drawn()
    before, arrived = len(streams), []
    page.on("websocket", lambda socket: socket.on("framereceived", lambda _: arrived.append(socket.url)))
    page.wait_for_timeout(1000)
    with serving(file, tmp_path / "second", port=urlsplit(server.address).port):
        # Streamlit's own connection is back, and the page's script has run.
        dashboard.until(lambda: len(streams) > before and sum(url.endswith("/stream") for url in arrived) > 20, True)
        dashboard.wait_until_drawn()
        dashboard.option("rank", "Third secretary").click()
        expect(dashboard.count).to_contain_text("1 of 3 defections")
        assert dashboard.query == [("rank", "third-secretary")]
    page.close()
