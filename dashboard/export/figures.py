"""Make a chart into a sheet that stands alone: with its title, the filters in words, and where the facts are from."""

from collections.abc import Sequence

import plotly.graph_objects as go

from dashboard.charts.style import INK, QUIET, bold, quiet, text, wrapped

_EDGE = 20  # px
SHEET_WIDTH = 1200
"""Width of a sheet, in pixels at a scale of 1."""
DRAWING_WIDTH = SHEET_WIDTH - 2 * _EDGE
"""Width of the figure that fits a sheet."""
PRINT_SCALE = 2
"""By how much an exported PNG is finer: 2400 pixels are 203 mm at 300 dots an inch."""
BASEMAP = "Basemap: United Nations, by way of plotly.js."

_LINE = 18  # px


def sheet(figure: go.Figure, title: str, lines: Sequence[str], credits: Sequence[str]) -> go.Figure:
    """Return a copy of a figure with a headline, lines below it, and the credits at its foot.

    The figure grows by what is added; its own drawing stays as it was.
    """
    width = figure.layout.width
    head = _wrapped([title], width, 24)
    under = _wrapped(lines, width, 14)
    foot = _wrapped(credits, width, 12)
    top = _EDGE + 30 * len(head) + _LINE * len(under) + 12
    bottom = _LINE * len(foot) + _EDGE
    left, own_top, own_bottom = (getattr(figure.layout.margin, side) for side in "ltb")
    # Lines stand apart by the size of the whole text's font.
    notes = [
        {
            "text": "<br>".join(bold(line) for line in head), "font": {"size": 24, "color": INK},
            "yanchor": "top", "y": 1, "yshift": top + own_top - _EDGE / 2,
        },
        {
            "text": "<br>".join(text(line) for line in under), "font": {"size": 14, "color": INK},
            "yanchor": "top", "y": 1, "yshift": top + own_top - _EDGE / 2 - 30 * len(head) - 6,
        },
        {
            "text": "<br>".join(quiet(line) for line in foot), "font": {"size": 12, "color": QUIET},
            "yanchor": "bottom", "y": 0, "yshift": -(own_bottom + bottom) + _EDGE / 2,
        },
    ]  # fmt: skip
    whole = go.Figure(figure)
    whole.update_layout(
        height=figure.layout.height + top + bottom,
        margin={"l": left + _EDGE, "r": figure.layout.margin.r + _EDGE, "t": own_top + top, "b": own_bottom + bottom},
        width=width + 2 * _EDGE,
    )
    placed = {"xref": "paper", "x": 0, "xanchor": "left", "xshift": -left, "yref": "paper", "align": "left"}
    for note in notes:
        whole.add_annotation(showarrow=False, **placed, **note)
    return whole


def _wrapped(lines: Sequence[str], width: float, size: float) -> list[str]:
    return [part for line in lines for part in wrapped(line, width, size)]
