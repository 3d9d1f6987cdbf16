"""What the page and the static file are on paper."""

import io
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

from dashboard.export.html_page import static_page
from dashboard.selection import ViewOptions
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


@pytest.fixture(params=["page", "file"])
def opened(request, browser: Browser, server, tmp_path: Path) -> Iterator[Callable[..., Page]]:
    """Open the page or the static file."""
    contexts = []

    def open_it(query: str = "", **options) -> Page:
        context = browser.new_context(viewport={"width": 1400, "height": 900}, **options)
        contexts.append(context)
        page = context.new_page()
        file = tmp_path / "defections.html"
        if request.param == "file":
            file.write_text(static_page(selection(dataset(EVENTS), query), ViewOptions()), encoding="utf-8")
        page.goto(file.as_uri() if request.param == "file" else f"{server.address}?{query}")
        page.locator(".table table").wait_for()
        page.wait_for_function(DRAWN)
        page.wait_for_timeout(500)  # nothing tells when plotly.js and Streamlit are at rest
        return page

    yield open_it
    for context in contexts:
        context.close()


def paper(page: Page) -> list[str]:
    """Return the text of each printed page, squeezed."""
    read = PdfReader(io.BytesIO(page.pdf(format="A4")))
    return [squeezed(unicodedata.normalize("NFKC", sheet.extract_text())) for sheet in read.pages]


def squeezed(text: str) -> str:
    """Return a text without spaces: what is read back from paper has others, where letters are placed one by one."""
    return "".join(text.split())


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_paper_has_title_charts_every_event_and_sources_and_no_controls(opened, scheme):
    page = opened(color_scheme=scheme)
    sheets = paper(page)
    text = "".join(sheets)
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


def test_charts_that_are_as_wide_as_a_window_are_across_the_paper_and_no_sheet_is_empty(opened):
    page = opened()
    is_file = page.locator(".stApp").count() == 0  # its charts are drawn for paper
    sheets = PdfReader(io.BytesIO(page.pdf(format="A4"))).pages
    is_across = [sheet.mediabox.width > sheet.mediabox.height for sheet in sheets]
    assert is_across[:2] == [not is_file] * 2
    assert not any(is_across[2:])
    assert all(sheet.extract_text().strip() for sheet in sheets)


def test_the_filters_are_on_paper_in_words(opened):
    text = "".join(paper(opened("post=RU&context=0")))
    assert squeezed("posted in Russia") in text
    assert squeezed("Thae Yong-ho") not in text


def test_no_card_is_cut_between_two_pages(opened):
    sheets = paper(opened())
    for first, last in [
        ("Trade representative in St. Petersburg reaches Seoul", "Read in the reprint"),
        ("Trade official leaves Vladivostok with family", "diplomatically sensitive"),
    ]:
        first, last = squeezed(first), squeezed(last)
        assert any(first in sheet and last in sheet[sheet.index(first) :] for sheet in sheets)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_paper_is_white_and_charts_are_whole(opened, scheme):
    page = opened(color_scheme=scheme)
    page.emulate_media(media="print", color_scheme=scheme)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.wait_for_function("() => document.querySelectorAll('.cards .body').length === 7")
    assert page.evaluate(CUT) == [0, 0]
    assert set(page.evaluate(GROUNDS)) <= {"rgb(255, 255, 255)", "rgba(0, 0, 0, 0)"}
    ink = page.evaluate("getComputedStyle(document.querySelector('.card .who')).color")
    of_chart = page.evaluate("getComputedStyle(document.querySelector('.ytick text')).fill")
    assert ink == of_chart == "rgb(34, 38, 43)"
    assert page.locator(".cards .body").locator("visible=true").count() == 7


def test_after_printing_a_dark_chart_is_dark_again_and_as_wide_as_before(opened):
    page = opened(color_scheme="dark")
    before = page.evaluate("[...document.querySelectorAll('.js-plotly-plot')].map((it) => it.layout.width)")
    page.pdf()
    page.wait_for_function(DRAWN)
    page.wait_for_function("getComputedStyle(document.querySelector('.ytick text')).fill === 'rgb(236, 234, 228)'")
    assert page.evaluate("[...document.querySelectorAll('.js-plotly-plot')].map((it) => it.layout.width)") == before
