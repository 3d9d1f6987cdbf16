"""The caption of a chart whose time axis is at the bottom: a note in words, then the legend."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.charts.rich_text import escaped
from dashboard.charts.text_metrics import wrapped
from dashboard.charts.theme import MUTED
from dashboard.charts.timeline.layout import TimelineLayout
from dashboard.charts.timeline.legend import TimelineLegendEntry, legend_height
from dashboard.charts.timeline.style import SMALL_FONT

_INDENT = 12  # px: nearer to the edge plotly would move the plot for the legend
_TICK_ROW, _NOTE_ROW = 15, 16  # px
_ABOVE_NOTE, _ABOVE_LEGEND, _BELOW_LEGEND = 12, 4, 8  # px


@dataclass(frozen=True)
class Caption:
    """A note and a legend, and where they stand, in pixels below the plot."""

    lines: tuple[str, ...]
    legend: tuple[TimelineLegendEntry, ...]
    note_top: int
    legend_top: int
    height: int


def lay_out_caption(note: str, legend: Sequence[TimelineLegendEntry], width: int, tick_rows: int) -> Caption:
    """Lay out what stands below the labels of the ticks, which take one or two lines, in a figure of some width."""
    lines = tuple(wrapped(note, width - 2 * _INDENT, SMALL_FONT))
    note_top = _ABOVE_NOTE + _TICK_ROW * tick_rows
    legend_top = note_top + _NOTE_ROW * len(lines) + _ABOVE_LEGEND
    return Caption(
        lines, tuple(legend), note_top, legend_top, legend_top + legend_height(legend, width) + _BELOW_LEGEND
    )


def note_annotation(caption: Caption, layout: TimelineLayout) -> dict[str, Any]:
    """Return the note."""
    return {
        "text": "<br>".join(escaped(line) for line in caption.lines), "font": {"size": SMALL_FONT, "color": MUTED},
        "x": 0, "xref": "x domain", "xanchor": "left", "xshift": -layout.left, "align": "left",
        "y": 0, "yref": "y domain", "yanchor": "top", "yshift": -caption.note_top, "showarrow": False,
    }  # fmt: skip


def legend_layout(caption: Caption, layout: TimelineLayout) -> dict[str, Any]:
    """Return where the legend stands."""
    x, y = (_INDENT - layout.left) / layout.plot_width, -caption.legend_top / layout.plot_height
    return {"x": x, "y": y, "yanchor": "top", "xanchor": "left", "traceorder": "normal"}
