"""Every kind of chart, drawn in a browser by the bundle of plotly.js and by the whole."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import plotly
import plotly.graph_objects as go
import pytest
from playwright.sync_api import Browser, Page

from dashboard.charts.map.figure import draw_map
from dashboard.charts.timeline.figure import draw_timeline
from dashboard.charts.view import ChartSize
from dashboard.plotly_js import BUNDLE
from dashboard.selection import ViewOptions
from dashboard.settings import ASSETS
from tests.benchmarks.events import event_file, made_up
from tests.builders import selection

WHOLE = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"

# What is in a figure as it is drawn: the types of its traces, its marks and its land; and the whole of it as SVG.
_DRAW = """async (figure) => {
  const div = document.body.appendChild(document.createElement("div"));
  await Plotly.react(div, figure.data, figure.layout);
  const count = (selector) => div.querySelectorAll(selector).length;
  const drawn = {
    types: div._fullData.map(({ type }) => type),
    marks: count("path.point, .point path"),
    lines: count("path.js-line"),
    texts: count(".geolayer text, .cartesianlayer text"),
    land: count(".layer.land path"),
    svg: await Plotly.toImage(figure, { format: "svg", imageDataOnly: true }),
  };
  Plotly.purge(div);
  div.remove();
  return drawn;
}"""
# What the scripts of the page use of plotly.js.
_USED = """() => ["react", "relayout", "purge", "toImage"].filter((name) => typeof Plotly[name] !== "function").concat(
  ["zoom_plus", "zoom_minus", "pan", "selectbox"].filter((name) => !Plotly.Icons[name]))"""


@pytest.fixture(scope="module")
def pages(browser: Browser) -> Iterator[dict[str, Page]]:
    """Open an empty page without a network for each plotly.js; at the end nothing may have failed in them."""
    wrong: list[str] = []
    context = browser.new_context(offline=True)
    opened = {}
    for name, script in (("bundle", BUNDLE), ("whole", WHOLE)):
        opened[name] = page = context.new_page()
        page.on("console", lambda message: message.type in ("error", "warning") and wrong.append(message.text))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.add_script_tag(path=script)
        basemap = (ASSETS / "topojson" / "world_110m.json").read_text(encoding="utf-8")
        page.evaluate(f"window.PlotlyGeoAssets = {{ topojson: {{ world_110m: {basemap} }} }}")
    yield opened
    context.close()
    assert wrong == []


@pytest.fixture(scope="module")
def figures() -> dict[str, go.Figure]:
    """Return a figure of each kind, by the name of a trace that only this kind has."""

    def both(count: int) -> tuple[go.Figure, go.Figure]:
        events = selection(event_file(made_up(count)))
        size = ChartSize(1070, 430)
        return draw_map(events, ViewOptions(), size), draw_timeline(events, ViewOptions(), size)

    (places, lanes), (clusters, packed), (shares, columns) = both(20), both(300), both(5000)
    return {
        "map of places": places,
        "map of clusters": clusters,
        "map of clusters with shares": shares,
        "lanes": lanes,
        "packed marks": packed,
        "columns": columns,
    }


# A trace that only this kind of chart has; the least marks, lines and texts that it draws; whether it draws land.
_KINDS = {
    "map of places": ("Places", 20, 5, 5, True),
    "map of clusters": ("Sums", 20, 1, 5, True),
    "map of clusters with shares": ("Shares", 20, 1, 5, True),
    "lanes": ("Lanes", 40, 0, 5, False),
    "packed marks": ("Dates", 300, 0, 5, False),
    "columns": ("China", 100, 0, 5, False),
}


@pytest.mark.parametrize("kind", _KINDS)
def test_the_bundle_draws_every_kind_of_chart_as_the_whole_plotly_js_does(pages, figures, kind):
    trace, marks, lines, texts, has_land = _KINDS[kind]
    figure = json.loads(figures[kind].to_json())
    for number, of in enumerate(figure["data"]):
        of["uid"] = str(number)  # random otherwise
    assert trace in {of.get("name") for of in figure["data"]}
    drawn = pages["bundle"].evaluate(_DRAW, figure)
    assert drawn["types"] == [of.get("type", "scatter") for of in figure["data"]]  # of an unknown type: scatter
    assert drawn["marks"] >= marks
    assert drawn["lines"] >= lines
    assert drawn["texts"] >= texts
    assert drawn["land"] == has_land
    assert _named_alike(drawn["svg"]) == _named_alike(pages["whole"].evaluate(_DRAW, figure)["svg"])


def _named_alike(svg: str) -> str:
    """Return a drawing without what plotly.js names at random, and without an attribute that says nothing."""
    (name,) = re.findall(r'<defs id="defs-(\w+)"', svg)
    return svg.replace(name, "").replace(' style=""', "")


def test_the_bundle_has_what_the_scripts_of_the_page_use(pages):
    assert pages["bundle"].evaluate(_USED) == []
