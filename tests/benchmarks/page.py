"""Load and filter time of this page and of its peers, side by side in one headless Chromium.

A time runs from the action to the last change of the document: nothing of it is asked of the page itself.
"""

import shutil
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

from tests.benchmarks.events import written
from tests.benchmarks.servers import python_of_dash, serving

RUNS = 3  # that count, after one that does not
QUIET = 0.7  # s without a change end a time
PATIENCE = 180  # s

_ARGUMENTS = ("--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync",
              "--no-first-run", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader")  # fmt: skip
_WATCH = """window.__last = performance.now(); window.__observer?.disconnect();
window.__observer = new MutationObserver(() => { window.__last = performance.now(); });
window.__observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });"""

_DRAWN = ".js-plotly-plot .main-svg"


def _filter_here(page: Page) -> None:
    box = page.locator(".st-key-post").first
    pill = box.get_by_role("button", name="Russia")
    if pill.count() and not box.locator("input").count():
        pill.first.click()
        return
    box.locator("input").first.click()
    page.get_by_role("option", name="Russia").first.click()


def _filter_bare(page: Page) -> None:
    page.locator(".st-key-country input").first.click()
    page.get_by_role("option", name="RU").first.click()


def _filter_in_dash(page: Page) -> None:
    page.locator("#country").click()
    page.get_by_text("RU", exact=True).first.click()


PEERS: dict[str, tuple[str, Callable[[Page], None]]] = {
    "page": (f".st-key-timeline {_DRAWN}", _filter_here),
    "bare": (f".st-key-timeline {_DRAWN}", _filter_bare),
    "dash": (f"#timeline {_DRAWN}", _filter_in_dash),
}
"""What is there once a page shows its timeline, and how to keep the events of one country."""

NAMES = {"page": "this page", "bare": "bare Streamlit", "dash": "Dash"}


class _Received:
    """Count the bytes that a page is sent: bodies as they come over the network, and messages of WebSockets."""

    def __init__(self, session: CDPSession) -> None:
        self.bytes = 0
        session.on("Network.loadingFinished", self._body)
        session.on("Network.webSocketFrameReceived", self._message)
        session.send("Network.enable")

    def _body(self, event: dict) -> None:
        self.bytes += int(event["encodedDataLength"])

    def _message(self, event: dict) -> None:
        payload = event["response"]
        size = len(payload["payloadData"])
        self.bytes += size * 3 // 4 if payload["opcode"] == 2 else size  # binary ones are told in base64


def _settled(page: Page) -> float:
    """Return when the document last changed, in milliseconds since navigation started, once it is quiet."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        last, now = page.evaluate("() => [window.__last, performance.now()]")
        if now - last > QUIET * 1000:
            return float(last)
        time.sleep(0.05)
    return float("nan")


def one_visit(browser: Browser, address: str, peer: str) -> tuple[float, float, int]:
    """Return the milliseconds until a page has loaded and until it is filtered, and the bytes sent for the load."""
    ready, choose = PEERS[peer]
    context = browser.new_context(viewport={"width": 1400, "height": 900})
    try:
        page = context.new_page()
        received = _Received(context.new_cdp_session(page))
        page.add_init_script(_WATCH)
        page.goto(address)
        page.wait_for_selector(ready, timeout=PATIENCE * 1000, state="attached")
        load = _settled(page)
        sent = received.bytes
        page.evaluate(f"() => {{ {_WATCH} }}")
        start = page.evaluate("() => performance.now()")
        choose(page)
        return load, _settled(page) - start, sent
    finally:
        context.close()


def rows(sizes: tuple[int, ...], folder: Path, peers: tuple[str, ...] = tuple(PEERS)) -> Iterator[dict[str, object]]:
    """Yield a row of the table for every size and peer."""
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
    for size in sizes:
        file, flat = written(size, folder)
        for peer in peers:
            row: dict[str, object] = {"n": size, "page": NAMES[peer]}
            if peer == "dash" and python_of_dash() is None:
                yield row | {"load, s": "not installed"}
                continue
            with (
                serving(peer, file, flat) as server,
                sync_playwright() as playwright,
                playwright.chromium.launch(executable_path=chromium, args=_ARGUMENTS) as browser,
            ):
                visits = [one_visit(browser, server.address, peer) for _ in range(1 + RUNS)][1:]
                memory = server.memory()
            loads, filters, sent = zip(*visits, strict=True)
            yield row | {
                "load, s": f"{statistics.median(loads) / 1000:.2f}",
                "filter, s": f"{statistics.median(filters) / 1000:.2f}",
                "sent, MB": f"{statistics.median(sent) / 1e6:.2f}",
                "memory, MB": f"{memory:.0f}",
            }
