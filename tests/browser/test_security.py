"""The promises of the server in a browser: its policy, who may embed the page, and what a failure gives away."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import plotly
import pytest
import streamlit
from playwright.sync_api import Browser, Page, expect

ROOT = Path(__file__).parents[2]
EVENTS = ROOT / "events.yaml"
TITLE = "Defections of North Korean officials, 2015–2016"
DESKTOP = {"width": 1400, "height": 900}

LISTEN = """
globalThis.violations = [];
addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) =>
  violations.push(`${effectiveDirective} ${blockedURI}`));
"""
OPEN = """(address) => new Promise((resolve) => {
  const socket = new WebSocket(new URL(address, location.href.replace(/^http/, "ws")));
  socket.onopen = () => resolve("open");
  socket.onerror = () => resolve("refused");
})"""
# Later, because what the test itself runs at once may evaluate text whatever the policy says.
EVALUATE = """() => new Promise((resolve) => setTimeout(() => {
  try {
    resolve(new Function("return 'ran'")());
  } catch ({ name }) {
    resolve(name);
  }
}))"""


# The page under its policy


def test_the_page_does_all_that_it_offers_without_a_violation(visit):
    dashboard = visit(script=LISTEN)
    dashboard.option("post", "Russia").click()
    dashboard.until(lambda: dashboard.query, [("post", "RU")])
    event = "kp-2016-vladivostok-official"
    dashboard.until(lambda: "London" in dashboard.chart("map").inner_text(), False)
    dashboard.wait_until_drawn()
    dashboard.click("map", event, *dashboard.mark("map", "Places", event))
    expect(dashboard.card(event)).to_have_attribute("open", "")
    dashboard.tool("map", "Zoom in").click()
    dashboard.tool("timeline", "Zoom out").click()
    dashboard.page.locator(".st-key-from input").click()
    expect(dashboard.page.get_by_role("option").first).to_be_visible()
    dashboard.page.keyboard.press("Escape")
    for tab, name in (("Picture", "Download PNG"), ("Picture", "Download SVG"), ("Data", "CSV"), ("Cite", "BibTeX")):
        dashboard.take(tab, name)
    assert dashboard.page.evaluate("violations") == []


def test_a_phone_sees_no_violation_either(visit):
    dashboard = visit(size=(390, 844), script=LISTEN)
    dashboard.page.locator("[data-testid='stExpander'] summary").click()
    expect(dashboard.option("post", "Russia")).to_be_visible()
    assert dashboard.page.evaluate("violations") == []


def test_the_policy_stops_what_is_not_the_servers(browser, server):
    with opened(browser, server.address) as (page, _):
        expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
        page.evaluate(
            """() => {
              for (const [tag, attributes] of [
                ["script", { text: "globalThis.ran = true" }],
                ["script", { src: "http://localhost:9/a.js" }],
                ["script", { src: "data:text/javascript,ran=true" }],
                ["img", { src: "http://localhost:9/a.png" }],
                ["iframe", { src: "http://localhost:9/" }],
                ["object", { data: "http://localhost:9/a" }],
                ["base", { href: "http://localhost:9/" }],
              ]) document.body.append(Object.assign(document.createElement(tag), attributes));
              const holder = document.createElement("div");
              holder.innerHTML = '<img src="data:," onerror="ran = true">';
              document.body.append(holder);
              fetch("http://localhost:9/").catch(() => {});
              const form = Object.assign(document.createElement("form"), { action: "http://localhost:9/" });
              document.body.append(form);
              form.submit();
            }"""
        )
        wanted = {
            "script-src-elem inline",
            "script-src-elem http://localhost:9/a.js",
            "script-src-elem data",
            "script-src-attr inline",
            "img-src http://localhost:9/a.png",
            "frame-src http://localhost:9",
            "object-src http://localhost:9",
            "base-uri http://localhost:9/",
            "connect-src http://localhost:9/",
            "form-action http://localhost:9/?",
        }
        page.wait_for_function("(n) => new Set(violations).size >= n", arg=len(wanted))
        assert set(page.evaluate("violations")) == wanted
        assert page.evaluate("globalThis.ran") is None
        assert page.evaluate(EVALUATE) == "EvalError"


def test_a_script_of_the_page_may_open_a_websocket_of_the_same_origin_alone(browser, server):
    with opened(browser, server.address) as (page, _):
        assert page.evaluate(OPEN, "/_stcore/stream") == "open"
        other = server.address.replace("http://127.0.0.1", "ws://localhost") + "_stcore/stream"
        assert page.evaluate(OPEN, other) == "refused"
        assert page.evaluate("violations") == [f"connect-src {other}"]


# Embedding


@contextmanager
def opened(browser: Browser, address: str) -> Iterator[tuple[Page, list[str]]]:
    """Open an address as a new reader, and note what the console calls an error."""
    context = browser.new_context(viewport=DESKTOP)
    page = context.new_page()
    page.add_init_script(LISTEN)
    errors: list[str] = []
    page.on("console", lambda message: message.type == "error" and errors.append(message.text))
    page.goto(address)
    yield page, errors
    context.close()


def test_a_page_of_another_origin_cannot_embed_this_one(browser, server, newspaper, embed):
    with opened(browser, newspaper) as (page, errors):
        frame = embed(page, server.address)
        assert frame.url == "chrome-error://chromewebdata/"
        assert [error for error in errors if "frame-ancestors 'self'" in error]


def test_a_page_that_the_command_names_embeds_this_one_whole(browser, serve, newspaper, embed):
    server = serve(EVENTS.read_text(encoding="utf-8"), "--embed", newspaper)
    with opened(browser, newspaper) as (page, errors):
        frame = embed(page, f"{server.address}?post=RU")
        expect(frame.get_by_role("heading", level=1)).to_have_text(TITLE)
        expect(frame.locator(".st-key-count")).to_contain_text("posted in Russia")
        expect(frame.locator(".st-key-map .main-svg").first).to_be_visible()
        frame.locator(".st-key-context label").first.click()
        expect(frame.locator(".st-key-count")).to_contain_text("without context")
        frame.get_by_role("button", name="Export …").click()
        with page.expect_download():
            frame.get_by_role("button", name="Download PNG").click()
        assert frame.evaluate("violations") == []
        assert errors == []
        assert page.context.cookies() == []


def test_any_page_embeds_this_one_where_the_command_says_so(browser, serve, newspaper, embed):
    server = serve(EVENTS.read_text(encoding="utf-8"), "--embed", "*")
    with opened(browser, newspaper) as (page, _):
        expect(embed(page, server.address).get_by_role("heading", level=1)).to_have_text(TITLE)


def test_a_page_that_the_command_does_not_name_cannot_embed_this_one(browser, serve, newspaper, embed):
    server = serve(EVENTS.read_text(encoding="utf-8"), "--embed", "https://news.example")
    with opened(browser, newspaper) as (page, _):
        assert embed(page, server.address).url == "chrome-error://chromewebdata/"


def test_a_page_of_another_port_of_this_computer_cannot_open_the_websocket(browser, server, newspaper):
    with opened(browser, newspaper) as (page, _):
        address = server.address.replace("http", "ws") + "_stcore/stream"
        assert page.evaluate(OPEN, address) == "refused"


# Failures

FAILING = """
import dashboard.charts.timeline.figure
import dashboard.export.tables

def fail(*_, **__):
    raise RuntimeError(__file__)

dashboard.charts.timeline.figure.draw_timeline = dashboard.export.tables.as_csv = fail
"""


@pytest.fixture
def failing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, serve: Callable):
    """Serve a page whose timeline and CSV fail."""
    (tmp_path / "sitecustomize.py").write_text(FAILING)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(tmp_path), str(ROOT)]))
    return serve(EVENTS.read_text(encoding="utf-8"))


def test_a_failure_of_the_page_is_said_plainly_and_its_cause_is_in_the_log_alone(browser, failing, tmp_path):
    received: list[bytes] = []
    with opened(browser, "about:blank") as (page, _):
        page.on("websocket", lambda socket: socket.on("framereceived", lambda data: received.append(data)))
        page.goto(failing.address)
        expect(page.get_by_role("alert")).to_have_text(
            "Something went wrong. Reload the page to try again. The server log says what happened."
        )
        csv = page.request.get(f"{failing.address}events.csv")
        assert (csv.status, csv.text()) == (500, "Internal Server Error")
        assert csv.headers["x-content-type-options"] == "nosniff"
        said = page.content().encode() + b"".join(it if isinstance(it, bytes) else it.encode() for it in received)
    assert len(received) > 5
    for hidden in (ROOT, tmp_path, Path(streamlit.__file__).parent, Path(plotly.__file__).parent, "RuntimeError"):
        assert str(hidden).encode() not in said
    assert str(tmp_path / "sitecustomize.py") in failing.log.read_text()
