"""Ticks of a time axis without breaks, as plotly.js draws them."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

import pytest
from playwright.sync_api import Browser, Page

from dashboard.plotly_js import BUNDLE
from tests.charts.timeline.events import dated, draw, file_of, kind

DAYS = (3, 4, 5, 8, 12, 16, 25, 40, 60, 80, 100, 150, 200, 300, 500, 800, 1200, 2000, 3000, 5000, 8000, 20_000, 40_000,
        80_000, 110_000)  # fmt: skip
_LABELS = """async (figures) => {
  const found = [];
  for (const figure of figures) {
    const div = document.body.appendChild(document.createElement("div"));
    await Plotly.react(div, figure.data, figure.layout);
    const shown = [...div.querySelectorAll(".xtick text")].filter((it) =>
      getComputedStyle(it).display !== "none" && getComputedStyle(it).opacity !== "0");
    found.push(shown.map((it) => [it.textContent, it.getBoundingClientRect().left, it.getBoundingClientRect().right]));
    Plotly.purge(div);
    div.remove();
  }
  return found;
}"""


@pytest.fixture(scope="module")
def plotly_page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(offline=True)
    page = context.new_page()
    page.add_script_tag(path=BUNDLE)
    yield page
    context.close()


@pytest.mark.parametrize("width", [390, 560, 768, 1400])
def test_an_axis_of_three_days_or_more_has_three_dated_ticks_that_are_clear_of_each_other(
    plotly_page: Page, width: int
) -> None:
    first = date(1703, 5, 17)
    figures = []
    for days in DAYS:
        last = first + timedelta(days - 1)
        figure = draw(file_of(*dated([str(first), str(last)])), width, true_scale=True)
        assert kind(figure) == "lanes"
        figures.append(figure.to_plotly_json() | {"data": [], "layout": figure.layout.to_plotly_json()})
    for days, labels in zip(DAYS, plotly_page.evaluate(_LABELS, figures), strict=True):
        assert len(labels) >= 3, (days, labels)
        edges = sorted((left, right) for _, left, right in labels)
        assert all(right < left for (_, right), (left, _) in pairwise(edges)), (days, labels)
        assert all(text[-4:].isdigit() for text, *_ in labels), labels
