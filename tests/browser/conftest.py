"""A real Chromium before a real server, started as people start it."""

import http.client
import os
import re
import shutil
import socket
import subprocess
import sysconfig
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from playwright.sync_api import Browser, Frame, Locator, Page, expect, sync_playwright
from playwright.sync_api import TimeoutError as BrowserTimeoutError

EVENTS = Path(__file__).parents[2] / "events.yaml"
# The shell is the same browser without its windows: a page takes a quarter less of the processor.
CHROMIUM = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
PATIENCE = 30  # s: a busy machine is slow, not wrong
DESKTOP = (1400, 900)
PHONE = (390, 844)

# What a chart holds, as the browser has it: the ids of the points of one of its traces, in order.
_IDS = """([chart, name]) => {
  const traces = document.querySelector(`.st-key-${chart} .js-plotly-plot`)?.data ?? [];
  return traces.filter((trace) => trace.name === name).flatMap((trace) => trace.customdata).flat();
}"""
# The middle of the mark that stands for exactly these events, in pixels of the window.
_MARK = """([chart, name, ids]) => {
  for (const group of document.querySelectorAll(`.st-key-${chart} .trace`)) {
    const trace = group.__data__?.[0]?.trace;
    if (trace?.name !== name) continue;
    const at = trace.customdata.findIndex((of) => String(of) === String(ids));
    const mark = [...group.querySelectorAll("path.point, .point path")].find((path) => path.__data__.i === at);
    if (!mark) continue;
    const { x, y, width, height } = mark.getBoundingClientRect();
    return [x + width / 2, y + height / 2];
  }
}"""
# Nothing tells when Streamlit and plotly.js are at rest.
_QUIET = """(ms) => new Promise((resolve) => {
  let timer;
  const begin = () => { clearTimeout(timer); timer = setTimeout(end, ms); };
  const observer = new MutationObserver(begin);
  const end = () => {
    if (document.getAnimations().some(({ playState }) => playState === "running")) return begin();
    observer.disconnect();
    resolve();
  };
  observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  begin();
})"""
_HOVERED = """([chart, id]) => document.querySelector(`.st-key-${chart} .js-plotly-plot`)
  ._hoverdata?.some(({ customdata }) => customdata?.includes(id))"""


def wait_until_quiet(page: Page, milliseconds: int = 400) -> None:
    """Wait until nothing of a page has changed or moved for some time."""
    page.evaluate(_QUIET, milliseconds)


@dataclass(frozen=True)
class Server:
    """A running server: its address and everything that it has printed."""

    address: str
    log: Path


@contextmanager
def serving(file: Path, log: Path, *options: str, port: int = 0) -> Iterator[Server]:
    with socket.socket() as free:
        free.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        free.bind(("127.0.0.1", port))
        port = free.getsockname()[1]
    command = [Path(sysconfig.get_path("scripts")) / "defections", "serve", file, "--port", str(port), *options]
    with log.open("w") as output, subprocess.Popen(command, stdout=output, stderr=output, cwd=log.parent) as process:
        try:
            _wait_until_healthy(port, process, log)
            yield Server(f"http://127.0.0.1:{port}/", log)
        finally:
            process.terminate()
            try:
                process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()


def _wait_until_healthy(port: int, process: subprocess.Popen, log: Path) -> None:
    end = time.monotonic() + 2 * PATIENCE
    while time.monotonic() < end and process.poll() is None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        try:
            connection.request("GET", "/_stcore/health")
            if connection.getresponse().status == 200:
                return
        except OSError:
            pass  # it does not listen yet
        finally:
            connection.close()
        time.sleep(0.1)
    pytest.fail(f"The server did not start:\n{log.read_text()}")


@pytest.fixture(scope="package")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(EVENTS, tmp_path_factory.mktemp("server") / "log") as started:
        yield started


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[..., Server]]:
    """Start a server of its own for the text of an event file, with further options of the command."""
    with_servers = []

    def start(text: str, *options: str) -> Server:
        file = tmp_path / "events.yaml"
        file.write_text(text, encoding="utf-8")
        with_servers.append(serving(file, tmp_path / "log", *options))
        return with_servers[-1].__enter__()

    yield start
    for one in with_servers:
        one.__exit__(None, None, None)


# Not for longer: while Playwright runs, no test in this thread can start an event loop.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    chromium = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if chromium is None:
        reason = "There is no Chromium on this machine: install chromium to run the tests of the page in a browser."
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
    with sync_playwright() as playwright:
        expect.set_options(timeout=PATIENCE * 1000)
        launched = playwright.chromium.launch(executable_path=chromium)
        yield launched
        launched.close()


@dataclass
class Dashboard:
    """The page as a reader has it before them."""

    page: Page
    address: str

    @property
    def title(self) -> Locator:
        return self.page.get_by_role("heading", level=1)

    @property
    def count(self) -> Locator:
        return self.page.locator(".st-key-count")

    @property
    def notes(self) -> Locator:
        return self.page.locator(".notes")

    @property
    def query(self) -> list[tuple[str, str]]:
        return parse_qsl(urlsplit(self.page.url).query)

    @property
    def reset(self) -> Locator:
        return self.page.get_by_role("button", name="Reset filters")

    def chart(self, name: str) -> Locator:
        return self.page.locator(f".st-key-{name} .js-plotly-plot")

    def option(self, key: str, name: str) -> Locator:
        """Return the button of a filter's option; its name goes on with the count."""
        box = self.page.locator(f".st-key-{key}")
        return box.get_by_role("button", name=re.compile(rf"^{re.escape(name)} · "))

    def switch(self, key: str) -> None:
        self.page.locator(f".st-key-{key} label").first.click()

    def colour_by(self, name: str) -> None:
        self.page.locator(".st-key-colour").get_by_role("radio", name=name).click()

    def card(self, event: str) -> Locator:
        return self.page.locator(f"#card-{event}")

    def table(self) -> list[str]:
        return self.page.locator(".st-key-table tbody th .who").all_text_contents()

    def on_map(self) -> list[str]:
        """Return the ids of the events that have a marker on the map, each once."""
        return sorted(set(self.page.evaluate(_IDS, ["map", "Places"])))

    def lanes(self) -> list[str]:
        return self.page.evaluate(_IDS, ["timeline", "Lanes"])

    def traces(self, chart: str) -> dict[str, dict[str, Any]]:
        """Return the traces of a chart by name; those of the legend, which hold no point, are left out."""
        found = self.chart(chart).evaluate("(chart) => chart.data.filter((trace) => trace.showlegend === false)")
        return {trace["name"]: trace for trace in found}

    def layout(self, chart: str, path: str) -> Any:
        """Return a value of a chart's layout as it is drawn, such as `geo.projection.scale`."""
        return self.chart(chart).evaluate(
            "(chart, path) => path.split('.').reduce((of, key) => of?.[key], chart._fullLayout)", path
        )

    def tool(self, chart: str, name: str) -> Locator:
        """Return a button of a chart's own bar, such as its reset button."""
        return self.chart(chart).locator(f'.modebar-btn[data-title^="{name}"]')

    def exporting(self, tab: str) -> Locator:
        """Open the Export dialog, unless it is open, and return what it holds under one of its tabs."""
        dialog = self.page.get_by_role("dialog")
        if not dialog.is_visible():
            self.page.get_by_role("button", name="Export …").click()
        dialog.get_by_role("tab", name=tab).click()
        return dialog.get_by_role("tabpanel", name=tab)

    def pick(self, *choices: str) -> None:
        """Choose chart, size or ground of the picture, none of which is chosen yet, and wait until each is drawn."""
        panel = self.exporting("Picture")
        image = panel.get_by_role("img")
        for choice in choices:
            before = image.get_attribute("src")
            segment = panel.get_by_role("radio", name=choice, exact=True)
            if segment.count():
                segment.click()
            else:
                panel.get_by_role("combobox").click()
                self.page.get_by_role("option", name=choice).click()
            expect(image).not_to_have_attribute("src", before or "")

    def take(self, tab: str, name: str) -> tuple[str, bytes]:
        """Click on the link or button of this name under a tab of the dialog; return name and bytes of the file."""
        panel = self.exporting(tab)
        with self.page.expect_download() as expected:
            panel.get_by_role("link", name=name, exact=True).or_(panel.get_by_role("button", name=name)).click()
        return expected.value.suggested_filename, Path(expected.value.path()).read_bytes()

    def mark(self, chart: str, trace: str, *events: str) -> tuple[float, float]:
        """Return where the mark that stands for exactly these events is, in pixels of the window."""
        x, y = self.page.wait_for_function(_MARK, arg=[chart, trace, list(events)]).json_value()
        return x, y

    def point_at(self, chart: str, event: str, x: float, y: float) -> None:
        """Point at an event until the chart has noticed; one that is just being drawn anew forgets the pointer."""

        def is_noticed() -> bool:
            self.page.mouse.move(x, y - 150 if y > 300 else y + 150)
            self.page.mouse.move(x, y, steps=3)
            try:
                self.page.wait_for_function(_HOVERED, arg=[chart, event], timeout=2000)
            except BrowserTimeoutError:
                return False
            return True

        self.until(is_noticed, True)

    def click(self, chart: str, event: str, x: float, y: float) -> None:
        self.point_at(chart, event, x, y)
        self.page.mouse.click(x, y)

    def until(self, read: Callable[[], Any], wanted: Any) -> None:
        """Wait until what is read is what is wanted; else fail with the difference."""
        end = time.monotonic() + PATIENCE
        while read() != wanted and time.monotonic() < end:
            self.page.wait_for_timeout(50)
        assert read() == wanted

    def wait_until_drawn(self) -> None:
        """Wait until all parts of the page are there, both charts at the width of the window, and nothing moves."""
        expect(self.page.locator(".st-key-table table")).to_be_visible()
        for key in ("open-export", "open-help", "reset"):
            expect(self.page.locator(f".st-key-{key} button").first).to_be_attached()
        self.page.wait_for_function(
            """() => {
              const charts = ["map", "timeline"]
                .map((name) => document.querySelector(`.st-key-${name} .js-plotly-plot`));
              const isDrawn = (chart) => chart?._fullLayout && chart.querySelector(".main-svg")
                && chart.layout.width === chart.clientWidth;
              const places = JSON.stringify(charts.map((chart) => chart?.getBoundingClientRect()));
              if (places !== window.lastPlaces?.text) window.lastPlaces = { text: places, since: performance.now() };
              return charts.every(isDrawn)
                && (innerWidth < 960) === !!document.querySelector("[data-testid='stExpander']")
                && !document.querySelector("[data-testid='stStatusWidget']")
                && performance.now() - window.lastPlaces.since > 300;
            }"""
        )


@dataclass
class _Watch:
    """What went wrong, or left the machine, without a reader seeing it."""

    console: list[str] = field(default_factory=list)
    page: list[str] = field(default_factory=list)
    abroad: list[str] = field(default_factory=list)

    def over(self, page: Page) -> None:
        page.on("console", lambda message: message.type == "error" and self.console.append(message.text))
        page.on("pageerror", lambda error: self.page.append(str(error)))
        page.on("websocket", lambda socket: self._note(socket.url))
        page.context.on("request", lambda request: self._note(request.url))

    def _note(self, url: str) -> None:
        address = urlsplit(url)
        if address.scheme not in ("blob", "data") and address.hostname != "127.0.0.1":
            self.abroad.append(url)


@pytest.fixture
def visit(browser: Browser, server: Server, serve: Callable[..., Server]) -> Iterator[Callable[..., Dashboard]]:
    """Open the page as a new reader; at the end nothing may have failed, shown a traceback or left the machine."""
    del serve  # only asked for, so that pages are closed before the servers that a test started end
    watch = _Watch()
    opened: list[Page] = []
    logs: list[Path] = []

    def visit(
        query: str = "",
        size: tuple[int, int] = DESKTOP,
        of: Server = server,
        drawn: bool = True,
        script: str = "",
    ) -> Dashboard:
        context = browser.new_context(viewport={"width": size[0], "height": size[1]}, accept_downloads=True)
        context.set_default_timeout(PATIENCE * 1000)
        page = context.new_page()
        page.add_init_script(script)
        watch.over(page)
        opened.append(page)
        logs.append(of.log)
        page.goto(of.address + query)
        dashboard = Dashboard(page, of.address)
        if drawn:
            dashboard.wait_until_drawn()
        return dashboard

    yield visit
    said = [page.locator("body").inner_text() for page in opened]
    for page in opened:
        page.context.close()
    assert watch == _Watch()
    assert not [text for text in said + [log.read_text() for log in logs] if "Traceback" in text]


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *_: object) -> None:
        pass


@pytest.fixture
def newspaper(tmp_path: Path) -> Iterator[str]:
    """Serve an empty page of another site, and return its origin."""
    (tmp_path / "paper").mkdir()
    (tmp_path / "paper" / "index.html").write_text('<!doctype html><link rel="icon" href="data:,"><title>News</title>')
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=tmp_path / "paper")) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}).start()
        yield f"http://localhost:{server.server_port}"
        server.shutdown()


@pytest.fixture
def embed() -> Callable[..., Frame]:
    """Put an address into a frame of a page, and return the frame once it has loaded something."""

    def embed(page: Page, address: str, width: int = 1300, height: int = 800) -> Frame:
        frame = page.evaluate_handle(
            """(attributes) => new Promise((resolve) => {
              const frame = Object.assign(document.createElement("iframe"), attributes);
              frame.onload = () => resolve(frame);
              document.body.append(frame);
            })""",
            {"src": address, "width": width, "height": height},
        )
        return frame.as_element().content_frame()

    return embed
