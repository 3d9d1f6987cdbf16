"""What the page and the static file are on paper."""

import io
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from pypdf import PageObject, PdfReader

from dashboard.export.html_page import static_page
from dashboard.selection import ViewOptions
from tests.browser.conftest import wait_until_quiet
from tests.builders import dataset, selection

EVENTS = (Path(__file__).parents[2] / "events.yaml").read_text(encoding="utf-8")
NAMES = [
    "Kim Chol-song",
    "Thae Yong-ho",
    "Unidentified official",
    "Inspectors said to visit trade missions in China",
    "Some trade missions in three provinces frozen",
    "Plan for the Yanji trade fair shelved",
    "Seoul reads the series as a sign of instability",
]
CONTROLS = [
    "Mark", "Reset filters", "Export …", "Help", "Search", "Colour by", "Click a mark", "Full card", "Show context",
]  # fmt: skip
DRAWN = """() => ["map", "timeline"].every((name) => {
  const chart = document.querySelector(`#${name} .js-plotly-plot, .st-key-${name} .js-plotly-plot`);
  return chart?.querySelector(".main-svg") && chart.layout.width === chart.clientWidth;
})"""
# How much of each chart is beyond the edges of what shows it; what has no light of day on paper counts too.
CUT = """() => ["map", "timeline"].map((name) => {
  const chart = document.querySelector(`#${name} .js-plotly-plot, .st-key-${name} .js-plotly-plot`);
  const drawn = chart.querySelector(".main-svg").getBoundingClientRect();
  let cut = Math.max(drawn.right - document.documentElement.clientWidth, 0);
  for (let box = chart; box; box = box.parentElement) {
    if (getComputedStyle(box).overflow === "visible") continue;
    const { right, bottom } = box.getBoundingClientRect();
    cut = Math.max(cut, drawn.right - right, drawn.bottom - bottom);
  }
  return Math.round(cut);
})"""
GROUNDS = """() => [document.body, document.querySelector(".stApp, main"), ...document.querySelectorAll(".main-svg")]
  .map((it) => getComputedStyle(it).backgroundColor)"""
WIDTHS = "() => [...document.querySelectorAll('.js-plotly-plot')].map((it) => it.layout.width)"
TICK_COLOUR = "() => getComputedStyle(document.querySelector('.ytick text')).fill"
CARD_COLOUR = "() => getComputedStyle(document.querySelector('.card .who')).color"
WHITE, TRANSPARENT, INK = "rgb(255, 255, 255)", "rgba(0, 0, 0, 0)", "rgb(34, 38, 43)"


@dataclass(frozen=True)
class Printed:
    """A print of the page or of the static file, and what it did to the charts."""

    is_file: bool
    sheets: list[str]
    """The text of each, squeezed."""
    is_across: list[bool]
    """Whether each sheet is wider than high."""
    cut: list[int]
    grounds: set[str]
    inks: set[str]
    """The colours of a name on a card and of a tick."""
    widths: list[list[float]]
    """Of the charts, before and after."""


@contextmanager
def opened(browser: Browser, address: str, scheme: str = "light") -> Iterator[Page]:
    """Open the page or the static file."""
    context = browser.new_context(viewport={"width": 1400, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    page.goto(address)
    page.locator(".table table").wait_for()
    page.wait_for_function(DRAWN)
    wait_until_quiet(page)
    yield page
    context.close()


@pytest.fixture(scope="module")
def static_file(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], str]:
    """Write the static file of a query, and return its address."""

    def write(query: str = "") -> str:
        file = tmp_path_factory.mktemp("static") / "defections.html"
        file.write_text(static_page(selection(dataset(EVENTS), query), ViewOptions()), encoding="utf-8")
        return file.as_uri()

    return write


@pytest.fixture(scope="module", params=["page-light", "page-dark", "file-light", "file-dark"])
def printed(request, browser: Browser, server, static_file) -> Printed:
    """Print all events, once for all tests."""
    what, scheme = request.param.split("-")
    with opened(browser, server.address if what == "page" else static_file(), scheme) as page:
        before, colour = page.evaluate(WIDTHS), page.evaluate(TICK_COLOUR)
        sheets = PdfReader(io.BytesIO(page.pdf(format="A4"))).pages
        page.wait_for_function(DRAWN)
        page.wait_for_function("(colour) => getComputedStyle(document.querySelector('.ytick text')).fill === colour",
                               arg=colour)  # fmt: skip
        after = page.evaluate(WIDTHS)
        page.emulate_media(media="print", color_scheme=scheme)
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        page.wait_for_function("() => document.querySelectorAll('.cards .body').length === 7")
        assert page.locator(".cards .body").locator("visible=true").count() == 7
        return Printed(
            what == "file",
            [text_of(sheet) for sheet in sheets],
            [sheet.mediabox.width > sheet.mediabox.height for sheet in sheets],
            page.evaluate(CUT),
            set(page.evaluate(GROUNDS)),
            {page.evaluate(CARD_COLOUR), page.evaluate(TICK_COLOUR)},
            [before, after],
        )


def text_of(sheet: PageObject) -> str:
    """Return the text of a printed page, squeezed."""
    return squeezed(unicodedata.normalize("NFKC", sheet.extract_text()))


def squeezed(text: str) -> str:
    """Return a text without spaces: what is read back from paper has others, where letters are placed one by one."""
    return "".join(text.split())


def test_paper_has_title_charts_every_event_and_sources_and_no_controls(printed):
    sheets, text = printed.sheets, "".join(printed.sheets)
    assert squeezed("Defections of North Korean officials") in sheets[0]
    assert "Vladivostok" in sheets[0], "the right edge of the map"
    timeline = next(sheet for sheet in sheets if squeezed("11 months not shown") in sheet)
    for words in ("2016", "Plan for the Yanji trade fair shelved", "Conflicting report"):
        assert squeezed(words) in timeline
    for name in NAMES:
        assert text.count(squeezed(name)) >= 3, f"{name} is in a chart, a card and the table"
    for words in ("Hankook Ilbo", "Basemap: United Nations", "Cites RIA Novosti", "1 context event not on the map"):
        assert squeezed(words) in text
    assert [words for words in CONTROLS if squeezed(words) in text] == []


def test_charts_that_are_as_wide_as_a_window_are_across_the_paper_and_no_sheet_is_empty(printed):
    assert printed.is_across[:2] == [not printed.is_file] * 2, "the charts of the file are drawn for paper"
    assert not any(printed.is_across[2:])
    assert all(printed.sheets)


def test_no_card_is_cut_between_two_pages(printed):
    for first, last in [
        ("Trade representative in St. Petersburg reaches Seoul", "Read in the reprint"),
        ("Trade official leaves Vladivostok with family", "diplomatically sensitive"),
    ]:
        first, last = squeezed(first), squeezed(last)
        assert any(first in sheet and last in sheet[sheet.index(first) :] for sheet in printed.sheets)


def test_paper_is_white_and_charts_are_whole(printed):
    assert printed.cut == [0, 0]
    assert printed.grounds <= {WHITE, TRANSPARENT}
    assert printed.inks == {INK}


def test_after_printing_charts_are_in_their_colours_again_and_as_wide_as_before(printed):
    before, after = printed.widths
    assert before == after


def test_the_filters_are_on_paper_in_words(browser, server, static_file):
    query = "post=RU&context=0"
    for address in (f"{server.address}?{query}", static_file(query)):
        with opened(browser, address) as page:
            text = "".join(map(text_of, PdfReader(io.BytesIO(page.pdf(format="A4"))).pages))
        assert squeezed("posted in Russia") in text
        assert squeezed("Thae Yong-ho") not in text
