"""A picture of charts that stands alone: with title, counts, filters in words, sources and credits."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from dashboard.charts.map.basemap import Medium
from dashboard.charts.map.figure import draw_map
from dashboard.charts.rich_text import bold, escaped, muted
from dashboard.charts.text_metrics import text_width, wrapped
from dashboard.charts.theme import INK, MUTED, in_theme
from dashboard.charts.timeline.figure import draw_timeline, natural_height
from dashboard.charts.view import ChartSize
from dashboard.dataset.text import count_with_noun
from dashboard.export.provenance import (
    MAX_NAMED_SOURCES,
    counts_and_filters,
    credit_lines,
    source_names,
    sources_line,
    title_and_description,
)
from dashboard.export.stacking import stack_figures
from dashboard.selection import Selection, ViewOptions


@dataclass(frozen=True)
class PictureSize:
    """The size of a picture in pixels at a scale of 1, by how much a PNG is finer, and for what.

    Without a height a picture is as high as its content. `dpi` is written into a PNG that is meant for print.
    """

    width: int
    height: int | None
    scale: float
    label: str
    dpi: int | None = None


SIZES = {
    "article": PictureSize(1200, None, 2, "Article, 2400 px wide"),
    "slide": PictureSize(1280, 720, 1.5, "Slide, 1920 × 1080 px"),
    "print": PictureSize(1000, None, 2.48, "Print, 210 mm at 300 dpi", dpi=300),
    "card": PictureSize(1200, 630, 1, "Social card, 1200 × 630 px"),
}
MAX_TITLE = 200
"""How many characters a title that is given to a picture has at most."""

CHARTS = {"map": "Map", "timeline": "Timeline", "both": "Map and timeline"}

_MAX_NAME_CHARACTERS = 76  # so that a file's name has at most 80 with its ending
_MARK_LENGTH = 6  # characters of the part of a hash

_TITLE_SIZE, _STATEMENT_SIZE, _FOOTER_SIZE = 24, 14, 12  # px, of letters
_TITLE_LINE, _TEXT_LINE = 30, 18  # px, from line to line
_SIDE_MARGIN = 20  # px
_ABOVE_TITLE, _BELOW_TITLE, _BELOW_STATEMENT, _AROUND_FOOTER = 10, 6, 16, 10  # px
_MAX_TITLE_LINES = 2
_MAX_TEXT_LINES, _MAX_TEXT_LINES_IN_FIXED_HEIGHT = 12, 3  # of each text below the title
_MAP_HEIGHT, _TIMELINE_HEIGHT = 560, 460  # px, where nothing limits them
_EMPTY_HEIGHT = 120  # px, of a chart that only says that there is nothing to show
_MIN_TIMELINE_SHARE, _MAX_TIMELINE_SHARE = 0.42, 0.62  # of the room for both charts


@dataclass(frozen=True)
class PictureStyle:
    """How large a picture is, in one of `THEMES`, and its title, if that is not the title of the event file."""

    size: PictureSize = SIZES["article"]
    theme: str = "light"
    title: str | None = None


@dataclass(frozen=True)
class PictureText:
    """The lines of a picture's texts, wrapped to its width."""

    title: Sequence[str]
    statement: Sequence[str]  # numbers and filters, above the charts
    footer: Sequence[str]  # sources and credits, below the charts


@dataclass(frozen=True)
class PictureSpace:
    """The heights of a picture's parts from top to bottom, in pixels."""

    title: int
    statement: int
    map: int  # 0 where the map is not drawn
    timeline: int  # 0 where the timeline is not drawn
    footer: int
    is_fixed: bool  # else charts grow and shrink with their content


def draw_picture(
    selection: Selection, chart: str, options: ViewOptions, style: PictureStyle = PictureStyle()
) -> go.Figure:
    """Draw a chart, one of `CHARTS`, as a picture; where events are marked, all others are dimmed."""
    size = style.size
    text = _picture_text(selection, chart, size, style.title)
    space = _picture_space(selection, chart, options, size, text)
    charts = _draw_charts(selection, options, _chart_width(size), space)
    figure = add_text(charts, text, space)
    return in_theme(figure, style.theme)


def describe_picture(selection: Selection, chart: str, title: str | None = None) -> tuple[str, str]:
    """Return title and description of a picture, as its file says them; the title is that of the event file if None."""
    return title_and_description(
        selection, title or selection.dataset.records.title, CHARTS[chart], with_basemap=chart != "timeline"
    )


def picture_name(selection: Selection, chart: str, size: str) -> str:
    """Return the name of a picture's file without its ending: chart, size and filters, as far as they have room.

    It has letters, digits and hyphens alone: `defections-both-slide-post-RU`. Where these cannot say the filters whole,
    it ends with a part of a hash, so that other filters have another name.
    """
    words = " ".join(("defections", chart, size, *(part for pair in selection.filters.pairs() for part in pair)))
    name = "-".join(re.findall("[A-Za-z0-9]+", words))
    if len(name) <= _MAX_NAME_CHARACTERS and re.fullmatch("[A-Za-z0-9 -]*", words):
        return name
    mark = hashlib.sha256(words.encode()).hexdigest()[:_MARK_LENGTH]
    if len(name) > _MAX_NAME_CHARACTERS - len(mark) - 1:
        name = name[: _MAX_NAME_CHARACTERS - len(mark)].rpartition("-")[0]
    return f"{name}-{mark}"


def _chart_width(size: PictureSize) -> int:
    return size.width - 2 * _SIDE_MARGIN


def _picture_text(selection: Selection, chart: str, size: PictureSize, title: str | None) -> PictureText:
    width = _chart_width(size)
    max_lines = _MAX_TEXT_LINES_IN_FIXED_HEIGHT if size.height else _MAX_TEXT_LINES
    numbers, filters = counts_and_filters(selection)
    n_filters = f" ({count_with_noun(len(selection.filter_words), 'filter')} in all)"
    credits = credit_lines(selection, with_basemap=chart != "timeline")
    return PictureText(
        title=_wrap_and_cut(title or selection.dataset.records.title, width, _TITLE_SIZE, _MAX_TITLE_LINES),
        statement=[
            *_wrap_and_cut(numbers, width, _STATEMENT_SIZE, max_lines),
            *_wrap_and_cut(filters, width, _STATEMENT_SIZE, max_lines, n_filters),
        ],
        footer=[
            *fit_sources(source_names(selection), width, _FOOTER_SIZE, max_lines),
            *(line for credit in credits for line in wrapped(credit, width, _FOOTER_SIZE)),
        ],
    )


def _picture_space(
    selection: Selection, chart: str, options: ViewOptions, size: PictureSize, text: PictureText
) -> PictureSpace:
    title = _ABOVE_TITLE + _TITLE_LINE * len(text.title) + _BELOW_TITLE
    statement = _TEXT_LINE * len(text.statement) + _BELOW_STATEMENT
    footer = _TEXT_LINE * len(text.footer) + 2 * _AROUND_FOOTER
    if size.height:
        room = size.height - title - statement - footer
        timeline = {"map": 0, "timeline": room}.get(chart)
        if timeline is None:
            timeline = _timeline_share(selection, options, _chart_width(size), room)
        map_height = room - timeline
    else:
        map_height = 0 if chart == "timeline" else _MAP_HEIGHT
        timeline = 0 if chart == "map" else _TIMELINE_HEIGHT
    return PictureSpace(title, statement, map_height, timeline, footer, is_fixed=size.height is not None)


def _timeline_share(selection: Selection, options: ViewOptions, width: int, room: int) -> int:
    """Return how much of the room for both charts the timeline takes: what its content needs, within limits."""
    height = natural_height(selection, options, width)
    return round(min(max(height, _MIN_TIMELINE_SHARE * room), _MAX_TIMELINE_SHARE * room))


def _draw_charts(selection: Selection, options: ViewOptions, width: int, space: PictureSpace) -> go.Figure:
    """Draw map and timeline, one above the other, or the one of them that has room."""
    charts = []
    if space.map:
        size = ChartSize(width, space.map, space.is_fixed)
        charts.append(draw_map(selection, options, size, medium=Medium.PICTURE))
    if space.timeline:
        has_map = space.map and selection.dataset.index.is_placed[selection.rows].any()
        size = ChartSize(width, space.timeline, space.is_fixed)
        charts.append(draw_timeline(selection, options, size, with_colour_legend=not has_map))
    if not space.is_fixed:
        charts = [shrink_if_empty(chart) for chart in charts]
    return stack_figures(*charts) if len(charts) == 2 else charts[0]


def shrink_if_empty(chart: go.Figure) -> go.Figure:
    """Return a chart that only says that there is nothing to show as high as that needs, any other as it is."""
    return chart if chart.data else go.Figure(chart).update_layout(height=min(chart.layout.height, _EMPTY_HEIGHT))


def fit_sources(sources: Sequence[str], width: float, font_size: float, max_lines: int) -> list[str]:
    """Return the lines that name as many sources as fit and say how many more there are; sizes in pixels."""
    for n in range(min(len(sources), MAX_NAMED_SOURCES), -1, -1):
        lines = wrapped(sources_line(sources, n), width, font_size)
        if len(lines) <= max_lines:
            return lines
    return []


def _wrap_and_cut(text: str, width: float, font_size: float, max_lines: int, suffix: str = "") -> list[str]:
    """Return a text as at most `max_lines` lines; where it is cut, the last ends in `…` and the suffix."""
    lines = wrapped(text, width, font_size)
    if len(lines) <= max_lines:
        return lines
    last, end = lines[max_lines - 1], f" …{suffix}"
    while last and text_width(last + end, font_size) > width:
        last = last.rpartition(" ")[0] if " " in last else last[:-1]
    return [*lines[: max_lines - 1], last + end]


def add_text(charts: go.Figure, text: PictureText, space: PictureSpace) -> go.Figure:
    """Return a copy of a figure that has grown by its texts and the margins around them; the charts stay as large."""
    margin = charts.layout.margin
    above, below = space.title + space.statement, space.footer
    top = above + margin.t  # px, from the top of the picture to the drawing, from which annotations are placed
    blocks = [
        {
            "text": "<br>".join(bold(line) for line in text.title), "font": {"size": _TITLE_SIZE, "color": INK},
            "yanchor": "top", "y": 1, "yshift": top - _ABOVE_TITLE,
        },
        {
            "text": "<br>".join(escaped(line) for line in text.statement),
            "font": {"size": _STATEMENT_SIZE, "color": INK},
            "yanchor": "top", "y": 1, "yshift": top - space.title,
        },
        {
            "text": "<br>".join(muted(line) for line in text.footer), "font": {"size": _FOOTER_SIZE, "color": MUTED},
            "yanchor": "bottom", "y": 0, "yshift": _AROUND_FOOTER - below - margin.b,
        },
    ]  # fmt: skip
    figure = go.Figure(charts)
    figure.update_layout(
        height=charts.layout.height + above + below,
        width=charts.layout.width + 2 * _SIDE_MARGIN,
        margin={"l": margin.l + _SIDE_MARGIN, "r": margin.r + _SIDE_MARGIN, "t": top, "b": margin.b + below},
    )
    placed = {"xref": "paper", "x": 0, "xanchor": "left", "xshift": -margin.l, "yref": "paper", "align": "left"}
    for block in blocks:
        figure.add_annotation(showarrow=False, **placed, **block)
    return figure
