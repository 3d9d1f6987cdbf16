"""Palette, fonts, symbols and the figure template: what both charts share."""

import re
from typing import Any

import plotly.graph_objects as go

FONT = "'Source Sans', 'Source Sans 3', 'Source Sans Pro', 'Segoe UI', Helvetica, Arial, sans-serif"
INK = "#22262b"
MUTED = "#62666d"
PAPER = "#fbfaf7"
LAND = "#e8e4d9"
RULE = "#e1ddd2"
STRONG_RULE = "#c2bdae"
HOVER_PAPER = "#ffffff"
HOVER_BORDER = "#bdb9ae"

# Okabe and Ito (2008): told apart by readers of every kind of colour vision. Yellow is too faint on paper.
PALETTE = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9")
OTHER = "#8c8f94"

_BLUE, _VERMILION, _GREEN, _PURPLE, _ORANGE, _SKY = PALETTE
STATUS_COLOURS = {
    "confirmed": _BLUE,
    "reported": _GREEN,
    "unconfirmed": _VERMILION,
    "disputed": _PURPLE,
    "denied": _ORANGE,
    "retracted": _SKY,
}

_DARK_BY_LIGHT = {
    INK: "#eceae4",
    MUTED: "#a7abb1",
    PAPER: "#16191d",
    LAND: "#2b3036",
    RULE: "#363c43",
    STRONG_RULE: "#4c535b",
    HOVER_PAPER: "#23282e",
    HOVER_BORDER: "#555c64",
    OTHER: "#868b92",
    _BLUE: "#4da3dd",
    _VERMILION: "#ff8a4c",
    _GREEN: "#35c79c",
    _PURPLE: "#e59cc4",
    _ORANGE: "#f2b84b",
    _SKY: "#93d4ff",
    # Those of the page's style sheet alone.
    "#fff": "#23282e",
    "#fff6ec": "#3a2c20",
    "#8a3b00": "#ffb27a",
    "#3d4248": "#c9ccd1",
    "#1f4e79": "#8ec1ee",
    "#d9d4c7": "#3d444c",
    "#b5b1a5": "#59616a",
    "#f1efe8": "#22272d",
}
"""The palette: each colour of the light theme with its counterpart in the dark one."""

KIND_SYMBOLS = {
    "departure": "triangle-right",
    "arrival": "circle",
    "announcement": "star",
    "report": "square",
    "official-response": "diamond",
}

WHEREABOUTS_SYMBOLS = {
    "unknown": "circle-open",
    "undisclosed": "square-open",
    "in-transit": "triangle-up-open",
    "returned": "x-thin-open",
}


def template() -> go.layout.Template:
    """Return the figure template of both charts."""
    return go.layout.Template(
        layout={
            "font": {"family": FONT, "size": 13, "color": INK},
            "paper_bgcolor": PAPER,
            "plot_bgcolor": PAPER,
            "hoverlabel": {
                "bgcolor": HOVER_PAPER,
                "bordercolor": HOVER_BORDER,
                "font": {"family": FONT, "size": 13, "color": INK},
                "align": "left",
                "namelength": -1,
            },
            "legend": {
                "orientation": "h",
                "font": {"size": 12, "color": INK},
                "itemclick": False,
                "itemdoubleclick": False,
                "bgcolor": "rgba(0,0,0,0)",
                "tracegroupgap": 0,
            },
            "modebar": {"orientation": "v", "bgcolor": "rgba(0,0,0,0)", "color": OTHER, "activecolor": INK},
        }
    )


def dark(figure: go.Figure) -> go.Figure:
    """Return a copy of a figure in the dark theme."""
    return go.Figure(_darkened(figure.to_plotly_json()))


def dark_text(css: str) -> str:
    """Return CSS, or one colour, in the dark theme."""
    return re.sub(r"#[0-9a-f]{3,6}\b", lambda found: _DARK_BY_LIGHT.get(found[0], found[0]), css)


def _darkened(value: Any, is_colour: bool = False) -> Any:
    if isinstance(value, dict):
        return {key: _darkened(part, is_colour=key.lower().endswith("color")) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_darkened(part, is_colour) for part in value]
    if not isinstance(value, str):
        return value
    if is_colour:
        return _RGBA.sub(_dark_rgba, _DARK_BY_LIGHT.get(value, value))
    # A reader's text holds no markup of its own, so this is that of `rich_text.muted`.
    return value.replace(f'<span style="color:{MUTED}">', f'<span style="color:{_DARK_BY_LIGHT[MUTED]}">')


_RGBA = re.compile(r"rgba\((\d+),(\d+),(\d+),([\d.]+)\)")


def _dark_rgba(found: re.Match[str]) -> str:
    colour = "#" + "".join(f"{int(part):02x}" for part in found.groups()[:3])
    return rgba(_DARK_BY_LIGHT.get(colour, colour), float(found[4]))


def rgba(colour: str, alpha: float) -> str:
    """Return a hex colour with an opacity."""
    r, g, b = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return f"rgba({r},{g},{b},{alpha:.3f})"


def empty_figure(words: str, width: int, height: int) -> go.Figure:
    """Return a figure that says in words that there is nothing to draw."""
    layout: dict[str, Any] = {
        "template": template(),
        "width": width,
        "height": height,
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
        "xaxis": {"visible": False},
        "yaxis": {"visible": False},
        "annotations": [
            {"text": words, "x": 0.5, "y": 0.5, "xref": "x domain", "yref": "y domain", "showarrow": False,
             "font": {"size": 15, "color": MUTED}}
        ],
    }  # fmt: skip
    return go.Figure(layout=layout)
