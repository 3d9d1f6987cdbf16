"""Draw maps for tests, and read what is on them."""

import html
import math
import re
from collections.abc import Callable
from typing import Any

import plotly.graph_objects as go

from dashboard.charts.map.figure import draw_map
from dashboard.charts.map.projection import Zoom
from dashboard.charts.map.style import DIMMED_WIDTH
from dashboard.charts.view import ChartSize
from dashboard.dataset import Dataset
from dashboard.selection import ViewOptions
from tests.builders import selection
from tests.figures import trace, traces

SIZE = ChartSize(1070, 372)
ROLES = {"circle": "post", "diamond": "destination", "square": "context"}


def drawn(
    dataset: Dataset, *ids: str, options: ViewOptions | None = None, size: ChartSize = SIZE, zoom: Zoom | None = None
) -> go.Figure:
    """Draw the events with these ids, or all."""
    return draw_map(selection(dataset, ids=ids or None), options or ViewOptions(), size, zoom)


def plain(markup: str) -> str:
    """Take the tags that the charts write away, and decode the rest as a browser would."""
    return html.unescape(re.sub(r"</?(?:b|i|span)(?: style=\"[^\"<>]*\")?>", "", markup.replace("<br>", "\n")))


def note(figure: go.Figure) -> str:
    """Return the note above the legend."""
    return plain(figure.layout.legend.title.text or "").replace("\n", " ")


def legend(figure: go.Figure) -> dict[str, Any]:
    """Return the markers of the legend by name."""
    return {it.name: it.marker for it in figure.data if it.showlegend}


def marks(figure: go.Figure) -> list[dict[str, Any]]:
    """Return what a reader sees of each mark; `number` and `about` are from its hover."""
    found = []
    for name in ("Sums", "Places"):
        for it in traces(figure, name):
            for n, hover in enumerate(map(plain, it.hovertext)):
                left, arrived = number(hover, "defected from here"), number(hover, "arrived here")
                role = ROLES[it.marker.symbol[n].removesuffix("-cross")]
                found.append(
                    {
                        "name": hover.split("\n")[0],
                        "role": role,
                        "number": arrived if role == "destination" else left,
                        "about": number(hover, "context events?"),
                        "lon": it.lon[n],
                        "lat": it.lat[n],
                        "size": it.marker.size[n],
                        "colour": it.marker.color[n],
                        "is_dimmed": it.marker.line.width[n] == DIMMED_WIDTH,
                        "target": None if it.customdata[n] is None else list(it.customdata[n]),
                        "has_ids": name == "Places",
                        "hover": hover,
                    }
                )
    return found


def number(hover: str, words: str) -> int:
    """Return how many events a hover says are of a kind."""
    found = re.search(rf"^([\d,]+) {words}$", hover, re.MULTILINE)
    return int(found[1].replace(",", "")) if found else 0


def by_name(figure: go.Figure) -> dict[str, dict[str, Any]]:
    """Return the marks by the first line of their hovers."""
    found = marks(figure)
    named = {it["name"]: it for it in found}
    assert len(named) == len(found)
    return named


def arcs(figure: go.Figure) -> list[list[tuple[float, float]]]:
    """Return the points of every route, as longitude and latitude."""
    found: list[list[tuple[float, float]]] = []
    for lines in (it for it in figure.data if it.mode == "lines"):
        path: list[tuple[float, float]] = []
        for point in zip(lines.lon, lines.lat, strict=True):
            if point == (None, None):
                found.append(path)
                path = []
            else:
                path.append(point)
        assert not path
    return found


def labels(figure: go.Figure) -> list[str]:
    """Return the labels that are shown."""
    return [plain(text) for text in trace(figure, "Labels").text]


def miller(latitude: float) -> float:
    """Project degrees of latitude to degrees of the equator (Snyder 1987, page 88)."""
    return math.degrees(1.25 * math.log(math.tan(math.pi / 4 + 0.4 * math.radians(latitude))))


def to_pixels(figure: go.Figure) -> Callable[[float, float], tuple[float, float]]:
    """Return a function from a place to where plotly draws it: pixels from the left and the top of the map."""
    geo = figure.layout.geo
    width = figure.layout.width - figure.layout.margin.l - figure.layout.margin.r
    height = figure.layout.height - figure.layout.margin.t - figure.layout.margin.b
    west, east = geo.lonaxis.range
    # plotly fits a range of latitudes by great circles, each a quarter of its width.
    ends = [math.radians(latitude) for latitude in geo.lataxis.range]
    south, north = (
        math.degrees(math.atan(math.tan(end) / math.cos(math.radians((east - west) / 8))) if end * sign > 0 else end)
        for end, sign in zip(ends, (-1, 1), strict=True)
    )
    fitted = min(width / (east - west), height / (miller(north) - miller(south)))
    scale = fitted * geo.projection.scale

    def at(longitude: float, latitude: float) -> tuple[float, float]:
        east = (longitude - geo.center.lon + 180) % 360 - 180
        return width / 2 + east * scale, height / 2 - (miller(latitude) - miller(geo.center.lat)) * scale

    return at
