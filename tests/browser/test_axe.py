"""axe-core finds nothing to object to: WCAG 2.0 to 2.2, A and AA, and best practice, in every state of the page."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from dashboard.export.html_page import static_page
from dashboard.selection import ViewOptions
from tests.browser.conftest import EVENTS, PATIENCE, Dashboard, Server, serving, wait_until_quiet
from tests.browser.test_keys import CROWDED
from tests.builders import selection

OPTIONS = {
    "light": {
        "resultTypes": ["violations"],
        "runOnly": {
            "type": "tag",
            "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
        },
    },
    # The other theme is the same document in other colours.
    "dark": {
        "resultTypes": ["violations"],
        "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
    },
}
THEMES = tuple(OPTIONS)
WIDE, PHONE, NARROWEST = (1400, 900), (390, 844), (320, 700)
BROKEN = "title: ["
OFFICIAL = "kp-2016-vladivostok-official"

_DRAWN = """() => ["map", "timeline"].every((name) => {
  const chart = document.querySelector(`:is(#${name}, .st-key-${name}) .js-plotly-plot`);
  return chart?.querySelector(".main-svg") && chart.layout.width === chart.clientWidth;
})"""
# Streamlit makes pale what it draws anew.
_FRESH = """() => !document.querySelector("[data-testid='stStatusWidget'], [data-stale='true']")"""

State = tuple[str, Callable[[], object]]
"""A state of the page by its name, and what leads to it from the state before."""


def violations(page: Page) -> list[tuple[str, str]]:
    """Return the rules that elements of a page break, each with the beginning of the element."""
    wait_until_quiet(page)  # for what the browser reports of its width may draw the page anew
    page.wait_for_function(_FRESH)
    theme = "dark" if page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches") else "light"
    found = Axe().run(page, options=OPTIONS[theme]).response["violations"]
    return [(rule["id"], node["html"][:200]) for rule in found for node in rule["nodes"]]


def objections(page: Page, states: list[State]) -> list[tuple[str, str, str]]:
    """Return what breaks rules in some states, each with the state; nothing is excused, Streamlit's own included."""
    said = []
    for name, lead in states:
        lead()
        said += [(name, *violation) for violation in violations(page)]
    return said


@contextmanager
def opened(browser: Browser, theme: str, size: tuple[int, int]) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, color_scheme=theme, reduced_motion="reduce"
    )
    context.set_default_timeout(PATIENCE * 1000)
    expect.set_options(timeout=PATIENCE * 1000)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def static_file(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Write the static page of the shipped file, and return its address."""
    file = tmp_path_factory.mktemp("static") / "page.html"
    file.write_text(static_page(selection(EVENTS.read_text(encoding="utf-8")), ViewOptions()), encoding="utf-8")
    return file.as_uri()


@pytest.fixture(scope="module")
def edited(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, Path]]:
    """Serve a file of its own, broken at first, and return the server and the file."""
    folder = tmp_path_factory.mktemp("edited")
    file = folder / "events.yaml"
    file.write_text(BROKEN, encoding="utf-8")
    with serving(file, folder / "log") as server:
        yield server, file


def at(page: Page, address: str) -> Callable[[], object]:
    """Return what leads to a page with charts."""

    def go() -> None:
        page.goto(address)
        page.wait_for_function(_DRAWN)

    return go


def every_state(page: Page, server: Server) -> list[State]:
    """Return the states of the page in one window, one leading to the next."""
    dashboard = Dashboard(page, server.address)

    def chosen(key: str, name: str, count: str) -> Callable[[], object]:
        def choose() -> None:
            dashboard.option(key, name).click()
            expect(dashboard.count).to_contain_text(count)

        return choose

    def help_opened() -> None:
        page.get_by_role("button", name="Help", exact=True).click()
        expect(page.get_by_role("dialog").get_by_role("heading", name="Filters")).to_be_visible()

    def marked() -> None:
        at(page, f"{server.address}?event={OFFICIAL}")()
        expect(page.locator(".compact-card")).to_be_visible()
        expect(dashboard.card(OFFICIAL)).to_have_attribute("open", "")

    return [
        ("marked, full card open", marked),
        ("at rest", at(page, server.address)),
        ("help", help_opened),
        *((f"export: {tab}", lead) for tab, lead in dialog_tabs(dashboard)),
        ("filtered", lambda: (page.keyboard.press("Escape"), chosen("post", "Russia", "2 of 3")())),
        ("empty", chosen("rank", "Deputy head of mission", "0 of 3")),
        ("embedded, marked", at(page, f"{server.address}?embed=true&event={OFFICIAL}")),
    ]


def dialog_tabs(dashboard: Dashboard) -> list[State]:
    """Return the tabs of the export dialog, opened one after the other."""

    def lead_to(tab: str) -> Callable[[], object]:
        def lead() -> None:
            if not dashboard.page.get_by_role("tab").count():
                dashboard.page.keyboard.press("Escape")
                expect(dashboard.page.get_by_role("dialog")).to_be_hidden()
            panel = dashboard.exporting(tab)
            expect(panel.get_by_role("img") if tab == "Picture" else panel).to_be_visible()

        return lead

    return [(tab, lead_to(tab)) for tab in ("Picture", "Page", "Data", "Cite", "Share")]


@pytest.mark.parametrize("theme", THEMES)
def test_no_state_of_the_page_breaks_a_rule(browser, server, theme):
    with opened(browser, theme, WIDE) as page:
        assert objections(page, every_state(page, server)) == []


def test_the_panels_on_a_broken_file_break_no_rule(browser, edited):
    server, file = edited

    def saved(page: Page, text: str, seen: str) -> Callable[[], object]:
        def save() -> None:
            file.write_text(text, encoding="utf-8")
            expect(page.locator(seen).first).to_be_visible()

        return save

    with opened(browser, "light", WIDE) as page:
        page.goto(server.address)
        states = [
            ("never right", saved(page, BROKEN, ".problems")),
            ("mended", saved(page, EVENTS.read_text(encoding="utf-8"), ".card")),
            ("broken since", saved(page, BROKEN, ".stale")),
        ]
        assert objections(page, states) == []
    with opened(browser, "dark", WIDE) as page:
        page.goto(server.address)
        assert objections(page, [("broken since", saved(page, BROKEN, ".stale"))]) == []


@pytest.mark.parametrize("theme", THEMES)
def test_the_lists_of_what_crowded_charts_count_break_no_rule(browser, edited, theme):
    server, file = edited
    file.write_text(CROWDED, encoding="utf-8")
    with opened(browser, theme, WIDE) as page:
        page.goto(server.address)
        for chart in ("map", "timeline"):
            page.locator(f".st-key-{chart} .counts-in-words summary").click()
            expect(page.locator(f".st-key-{chart} .counts-in-words li").first).to_be_visible()
        assert violations(page) == []


@pytest.mark.parametrize("size", [PHONE, NARROWEST], ids=str)
def test_no_rule_is_broken_on_a_phone(browser, server, size):
    with opened(browser, THEMES[0], size) as page:
        dialog = dialog_tabs(Dashboard(page, server.address))[:1]
        assert objections(page, [("at rest", at(page, server.address)), *dialog]) == []


@pytest.mark.parametrize(("theme", "size"), [("light", WIDE), ("dark", WIDE), ("light", PHONE), ("light", NARROWEST)])
def test_the_static_file_breaks_no_rule(browser, static_file, theme, size):
    with opened(browser, theme, size) as page:
        entry = page.locator("[data-entry]").first

        def marked() -> None:
            entry.click()  # which brings all back
            page.locator("#timeline .js-plotly-plot").press("Home")
            expect(page.locator(".compact-card")).to_be_visible()

        states = [("at rest", at(page, static_file)), ("one entry", entry.click), ("marked", marked)]
        assert objections(page, states) == []
