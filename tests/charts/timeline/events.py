"""Event files for the tests of the timeline, and what its figures hold."""

import html
import json
import re
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

import numpy as np
import plotly.graph_objects as go

from dashboard.charts.timeline.figure import draw_timeline
from dashboard.charts.view import ChartSize
from dashboard.dataset import Dataset
from dashboard.selection import ViewOptions
from tests.builders import event, selection

POSTS = {"london": "GB", "moscow": "RU", "paris": "FR"}
HEAD = (
    """
schema_version: 1
title: T
sources:
  herald: {type: article-newspaper, container-title: The Herald, issued: "2016-08-26"}
  times: {type: article-newspaper, container-title: The Times, issued: "2016-08-27"}
  post: {type: article-newspaper, container-title: The Post}
places:
"""
    + "".join(f"  {key}: {{name: {key.title()}, country: {code}, lat: 50, lon: 5}}\n" for key, code in POSTS.items())
    + "events:\n"
)
"""Everything of an event file before its events."""


def claim(date: str | None, kind: str = "report", source: str = "herald", more: str = "") -> str:
    return f"{{kind: {kind}, date: {json.dumps(date)}, citations: [{{source: {source}}}]{more}}}"


def rival(date: str, kind: str = "report", source: str = "times") -> str:
    return claim(date, kind, source, ", rival: true")


def defection(key: str, *claims: str, name: str | None = None, post: str = "london") -> str:
    persons = json.dumps([{"name": name or key}])
    milestones = f"[{', '.join(claims)}]"
    return event(key, "defection", persons=persons, post=f"{{place: {post}}}", milestones=milestones)


def context(key: str, *claims: str, title: str | None = None) -> str:
    return event(key, "context", title=json.dumps(title or key), milestones=f"[{', '.join(claims)}]")


RIVALS = (
    HEAD
    + defection(
        "a",
        claim("2015-07", "arrival"),
        rival("2016-07-01", "departure", "times"),
        rival("2016-07-02", "arrival", "times"),
        rival("2016-07-06", "report", "post"),
    )
    + defection("b", claim("2016-08-25"))
)
"""Two events, of which the first is disputed by two sources."""


def file_of(*events: str) -> str:
    return HEAD + "".join(events)


def dated(dates: Iterable[str | None], of: Callable[..., str] = defection) -> list[str]:
    """Return an event for each of these dates: d0, d1 and so on, or c0, c1 where they are context."""
    letter = of.__name__[0]
    return [of(f"{letter}{n}", claim(date)) for n, date in enumerate(dates)]


def random_defections(count: int, first: int = 1990, last: int = 2020) -> list[str]:
    """Return defections m0, m1 … from three posts, dated by day, month, year or about a day, between two years."""
    numbers = np.random.default_rng(7)
    found = []
    for n in range(count):
        year, month, day = numbers.integers((first, 1, 1), (last + 1, 13, 29)).tolist()
        texts = (f"{year}-{month:02}-{day:02}", f"{year}-{month:02}", f"{year}-{month:02}-{day:02}~", f"{year}")
        found.append(defection(f"m{n}", claim(texts[n % 4]), post=tuple(POSTS)[n % 3]))
    return found


def random_days(count: int, first: int = 1990, last: int = 2020) -> list[str]:
    """Return days between two years."""
    numbers = np.random.default_rng(7).integers((first, 1, 1), (last + 1, 13, 29), (count, 3)).tolist()
    return [f"{year:04}-{month:02}-{day:02}" for year, month, day in numbers]


def draw(of: Dataset | str, width: int = 1000, height: int = 400, is_fixed: bool = False, **options: Any) -> go.Figure:
    """Draw the timeline of all events; `options` are those of the view, and `legend` for the colour legend."""
    has_legend = options.pop("legend", False)
    marked = tuple(options.pop("marked", ()))
    size = ChartSize(width, height, is_fixed)
    return draw_timeline(selection(of), ViewOptions(**options, marked=marked), size, has_legend)


# What a figure holds


def kind(figure: go.Figure) -> str:
    """Return which kind of chart a timeline is, by its traces."""
    names = [trace.name for trace in figure.data if not trace.showlegend]
    if "Lanes" in names:
        return "lanes"
    return "dot plot" if "Dates" in names else "histogram"


def plain(markup: str) -> str:
    """Take the tags that the charts write away, and decode what is left as a browser would."""
    return html.unescape(re.sub(r"</?(?:b|i|span|br)(?: style=\"[^\"<>]*\")?>", "", markup))


def annotations(figure: go.Figure) -> list[str]:
    return [annotation.text for annotation in figure.layout.annotations]


def caption(figure: go.Figure) -> str:
    """Return the words below the time axis."""
    return " ".join(plain(a.text.replace("<br>", " ")) for a in figure.layout.annotations if (a.yshift or 0) < -10)


def plot_width(figure: go.Figure) -> float:
    return float(figure.layout.width - figure.layout.margin.l - figure.layout.margin.r)


def plot_height(figure: go.Figure) -> float:
    return float(figure.layout.height - figure.layout.margin.t - figure.layout.margin.b)


def moment_to_pixel(figure: go.Figure) -> Callable[[str], float]:
    """Return what plotly does with a moment on the time axis: pixels from the start of the plot."""
    start, end = (datetime.fromisoformat(at) for at in figure.layout.xaxis.range)
    breaks = [tuple(datetime.fromisoformat(at) for at in b.bounds) for b in figure.layout.xaxis.rangebreaks]
    hidden = sum(((b - a) for a, b in breaks), timedelta())

    def pixel(at: str) -> float:
        moment = datetime.fromisoformat(at)
        before = sum((max(min(moment, b) - a, timedelta()) for a, b in breaks), timedelta())
        return plot_width(figure) * ((moment - start - before) / (end - start - hidden))

    return pixel


def row_to_pixel(figure: go.Figure) -> float:
    """Return how many pixels a unit of the vertical axis takes."""
    bottom, top = figure.layout.yaxis.range
    return plot_height(figure) / abs(bottom - top)


def date_bars(
    figure: go.Figure, key: str | None = None, names: Sequence[str] = ("Dates", "Lasted")
) -> list[tuple[datetime, datetime]]:
    """Return first moment and end of the bars and lines of an event in a lane chart, in the order of drawing."""
    found = []
    for dates in (drawn for drawn in figure.data if drawn.name in names and not drawn.showlegend):
        for base, length, ids in zip(dates.base, dates.x, dates.customdata, strict=True):
            start = datetime.fromisoformat(base)
            if key is None or list(ids) == [key]:
                found.append((start, start + timedelta(seconds=round(length / 1000))))
    return found


def dates_drawn(figure: go.Figure) -> tuple[str, str]:
    """Return the first moment that any bar covers, and the end of the last."""
    bars = date_bars(figure)
    return min(start for start, _ in bars).isoformat(), max(end for _, end in bars).isoformat()
