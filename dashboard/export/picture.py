"""Make charts into a picture that stands alone: with its title, counts, filters in words, and where it is from."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from dashboard.charts import theme as theme_colours
from dashboard.charts.map.figure import draw_map
from dashboard.charts.rich_text import bold, escaped, muted
from dashboard.charts.text_metrics import text_width, wrapped
from dashboard.charts.theme import INK, MUTED
from dashboard.charts.timeline.figure import draw_timeline
from dashboard.charts.view import ChartSize
from dashboard.export import provenance
from dashboard.export.provenance import credit_lines, source_names, statement
from dashboard.selection import Selection, ViewOptions


@dataclass(frozen=True)
class Size:
    """The size of a picture: width and height in pixels at a scale of 1, by how much a PNG is finer, and for what.

    Without a height a picture is as high as its content. `dpi` is written into a PNG that is meant for print.
    """

    width: int
    height: int | None
    scale: float
    label: str
    dpi: int | None = None


SIZES = {
    "article": Size(1200, None, 2, "Article, 2400 px wide"),
    "slide": Size(1280, 720, 1.5, "Slide, 1920 × 1080 px"),
    "print": Size(1000, None, 2.48, "Print, 210 mm at 300 dpi", dpi=300),
    "card": Size(1200, 630, 1, "Social card, 1200 × 630 px"),
}
CHARTS = {"map": "Map", "timeline": "Timeline", "both": "Map and timeline"}
THEMES = ("light", "dark")

_EDGE = 20  # px
_LINE = 18  # px
_TITLE, _UNDER, _FOOT = 24, 14, 12  # px, size of letters
_MAP_HEIGHT, _TIMELINE_HEIGHT = 560, 460  # px, where nothing limits them
_EMPTY_HEIGHT = 120  # px
_LEAST, _MOST = 0.42, 0.62  # of the room for both charts, the share of the timeline
_MOST_LINES = 12  # of a statement, in a picture as high as its content; in one of fixed height:
_FEW_LINES = 3


def picture(
    selection: Selection,
    chart: str,
    options: ViewOptions,
    size: Size = SIZES["article"],
    theme: str = "light",
) -> go.Figure:
    """Return the picture of a chart, one of `CHARTS`, of a selection; what is not marked stands back."""
    width = size.width - 2 * _EDGE
    most = _FEW_LINES if size.height else _MOST_LINES
    head = _cut(selection.dataset.records.title, width, _TITLE, 2)
    numbers, words = statement(selection)
    filters = len(selection.filter_words)
    under = [
        *_cut(numbers, width, _UNDER, most),
        *_cut(words, width, _UNDER, most, f" ({filters:,} filter{'s' * (filters != 1)} in all)"),
    ]
    sources = sources_within(source_names(selection), width, _FOOT, most)
    credits = credit_lines(selection, with_basemap=chart != "timeline")
    foot = [*sources, *(part for line in credits for part in wrapped(line, width, _FOOT))]
    room = size.height - _top(head, under) - _bottom(foot) if size.height else None
    drawn = _drawn(selection, chart, options, width, room)
    whole = sheet(drawn, head, under, foot)
    return theme_colours.dark(whole) if theme == "dark" else whole


def _drawn(selection: Selection, chart: str, options: ViewOptions, width: int, room: int | None) -> go.Figure:
    """Return a chart, or both of them, as high as the room, or as high as is natural where room is not limited."""
    no_map = chart == "timeline" or not selection.dataset.index.is_placed[selection.rows].any()

    def time(height: int) -> go.Figure:
        size = ChartSize(width, height, is_fixed=room is not None)
        return draw_timeline(selection, options, size, with_colour_legend=no_map)

    def map_of(height: int) -> go.Figure:
        return draw_map(selection, options, ChartSize(width, height, is_fixed=room is not None), is_static=True)

    if chart == "map":
        return map_of(room) if room else lowered(map_of(_MAP_HEIGHT))
    if chart == "timeline":
        return time(room) if room else lowered(time(_TIMELINE_HEIGHT))
    if not room:
        return stacked(lowered(map_of(_MAP_HEIGHT)), lowered(time(_TIMELINE_HEIGHT)))
    # The least that plotly allows.
    wanted = draw_timeline(selection, options, ChartSize(width, 10)).layout.height
    lower = round(min(max(wanted, _LEAST * room), _MOST * room))
    return stacked(map_of(room - lower), time(lower))


def lowered(chart: go.Figure) -> go.Figure:
    """Return a chart; no higher than its message needs where it says that there is nothing to draw."""
    return chart if chart.data else go.Figure(chart).update_layout(height=min(chart.layout.height, _EMPTY_HEIGHT))


def sources_within(sources: Sequence[str], width: float, size: float, most: int) -> list[str]:
    """Return the line of the sources, of as many as fit into `most` lines, and how many more there are."""
    for n in range(min(len(sources), provenance.MAX_NAMED_SOURCES), -1, -1):
        lines = wrapped(provenance.sources_line(sources, n), width, size)
        if len(lines) <= most:
            return lines
    return []


def _cut(value: str, width: float, size: float, most: int, more: str = "") -> list[str]:
    """Return a text as lines, of which the last says `… more` where there would be more than `most`."""
    lines = wrapped(value, width, size)
    if len(lines) <= most:
        return lines
    last, end = lines[most - 1], f" …{more}"
    while last and text_width(last + end, size) > width:
        last = last.rpartition(" ")[0] if " " in last else last[:-1]
    return [*lines[: most - 1], last + end]


def _top(head: Sequence[str], under: Sequence[str]) -> int:
    return _EDGE + 30 * len(head) + _LINE * len(under) + 12


def _bottom(foot: Sequence[str]) -> int:
    return _LINE * len(foot) + _EDGE


def sheet(figure: go.Figure, head: Sequence[str], under: Sequence[str], foot: Sequence[str]) -> go.Figure:
    """Return a copy of a figure with the lines of a headline, lines below it, and lines at its foot.

    The figure grows by what is added; its own drawing stays as it was.
    """
    top, bottom = _top(head, under), _bottom(foot)
    left, own_top, own_bottom = (getattr(figure.layout.margin, side) for side in "ltb")
    above = top + own_top - _EDGE / 2
    # Lines stand apart by the size of the whole text's font.
    notes = [
        {
            "text": "<br>".join(bold(line) for line in head), "font": {"size": _TITLE, "color": INK},
            "yanchor": "top", "y": 1, "yshift": above,
        },
        {
            "text": "<br>".join(escaped(line) for line in under), "font": {"size": _UNDER, "color": INK},
            "yanchor": "top", "y": 1, "yshift": above - 30 * len(head) - 6,
        },
        {
            "text": "<br>".join(muted(line) for line in foot), "font": {"size": _FOOT, "color": MUTED},
            "yanchor": "bottom", "y": 0, "yshift": -(own_bottom + bottom) + _EDGE / 2,
        },
    ]  # fmt: skip
    whole = go.Figure(figure)
    whole.update_layout(
        height=figure.layout.height + top + bottom,
        margin={"l": left + _EDGE, "r": figure.layout.margin.r + _EDGE, "t": own_top + top, "b": own_bottom + bottom},
        width=figure.layout.width + 2 * _EDGE,
    )
    placed = {"xref": "paper", "x": 0, "xanchor": "left", "xshift": -left, "yref": "paper", "align": "left"}
    for note in notes:
        whole.add_annotation(showarrow=False, **placed, **note)
    return whole


def stacked(upper: go.Figure, lower: go.Figure) -> go.Figure:
    """Return two figures of one width as one, the first above the second, each drawn as it was."""
    width, height = upper.layout.width, upper.layout.height + lower.layout.height
    layout: dict[str, Any] = {"width": width, "height": height, "margin": {"l": 0, "r": 0, "t": 0, "b": 0}}
    data: list[dict[str, Any]] = []
    annotations: list[dict[str, Any]] = []
    shapes: list[dict[str, Any]] = []
    for number, figure, below in ((2, upper, lower.layout.height), (1, lower, 0)):
        plain = figure.to_plotly_json()
        own = plain["layout"]
        margin = own.pop("margin")
        x0, x1 = margin["l"] / width, 1 - margin["r"] / width
        y0, y1 = (below + margin["b"]) / height, (below + own.pop("height") - margin["t"]) / height
        suffix = "" if number == 1 else str(number)
        if "geo" in own:
            own["geo"]["domain"] = {"x": [x0, x1], "y": [y0, y1]}
        else:
            own[f"xaxis{suffix}"] = own.pop("xaxis") | {"domain": [x0, x1], "anchor": f"y{suffix}"}
            own[f"yaxis{suffix}"] = own.pop("yaxis") | {"domain": [y0, y1], "anchor": f"x{suffix}"}
        if "legend" in own:
            key = own.pop("legend")
            # Of the tiniest bit outside, plotly.js takes half the width.
            at = {"x": max(0, x0 + key["x"] * (x1 - x0)), "y": y0 + key["y"] * (y1 - y0)}
            own[f"legend{suffix}"] = theme_colours.template().layout.legend.to_plotly_json() | key | at
        for trace in plain["data"]:
            axes = {} if "geo" in own else {"xaxis": f"x{suffix}", "yaxis": f"y{suffix}"}
            data.append(trace | axes | {"legend": f"legend{suffix}"})
        notes = own.pop("annotations", ())
        if not plain["data"]:  # plotly.js has no place for axes without any
            notes = [
                {**note, "xref": "paper", "yref": "paper"}
                | {"x": x0 + note["x"] * (x1 - x0), "y": y0 + note["y"] * (y1 - y0)}
                for note in notes
            ]
        annotations += [_moved(note, suffix) for note in notes]
        shapes += [_moved(shape, suffix) for shape in own.pop("shapes", ())]
        own.pop("uirevision", None)
        layout = own | layout
    return go.Figure(data=data, layout=layout | {"annotations": annotations, "shapes": shapes})


def _moved(item: dict[str, Any], suffix: str) -> dict[str, Any]:
    """Return a note or shape that refers to axes of another number."""
    referred = {key: item.get(key, axis) for key, axis in (("xref", "x"), ("yref", "y"))}
    references = {key: axis if axis == "paper" else axis[0] + suffix + axis[1:] for key, axis in referred.items()}
    return {**item, **references}
