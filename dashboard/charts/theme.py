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

# Okabe and Ito (2008): told apart by readers of every kind of colour vision. Yellow is too faint on paper.
PALETTE = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9")
OTHER = "#8c8f94"
STATUS_COLOURS = {
    "confirmed": "#0072b2",
    "reported": "#009e73",
    "unconfirmed": "#d55e00",
    "disputed": "#cc79a7",
    "denied": "#e69f00",
    "retracted": "#56b4e9",
}

_DARK = {
    INK: "#eceae4", MUTED: "#a7abb1", PAPER: "#16191d", LAND: "#2b3036", RULE: "#363c43", OTHER: "#868b92",
    "#ffffff": "#23282e", "#bdb9ae": "#555c64", "#c2bdae": "#4c535b",
    "#0072b2": "#4da3dd", "#d55e00": "#ff8a4c", "#009e73": "#35c79c", "#cc79a7": "#e59cc4", "#e69f00": "#f2b84b",
    "#56b4e9": "#93d4ff",
    # Those of the page's style sheet.
    "#fff": "#23282e", "#fff6ec": "#3a2c20", "#8a3b00": "#ffb27a", "#3d4248": "#c9ccd1", "#1f4e79": "#8ec1ee",
    "#d9d4c7": "#3d444c", "#b5b1a5": "#59616a", "#f1efe8": "#22272d",
}  # fmt: skip

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
                "bgcolor": "#ffffff",
                "bordercolor": "#bdb9ae",
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
            "modebar": {"orientation": "v", "bgcolor": "rgba(0,0,0,0)", "color": "#8c8f94", "activecolor": INK},
        }
    )


def dark(figure: go.Figure) -> go.Figure:
    """Return a copy of a figure on a dark ground: every colour of the light theme has its counterpart."""
    return go.Figure(_darkened(figure.to_plotly_json()))


def dark_text(css: str) -> str:
    """Return CSS, or one colour, on a dark ground: every colour in it has its counterpart."""
    return re.sub(r"#[0-9a-f]{3,6}\b", lambda found: _DARK.get(found[0], found[0]), css)


def _darkened(value: Any, is_colour: bool = False) -> Any:
    if isinstance(value, dict):
        return {key: _darkened(part, is_colour=key.lower().endswith("color")) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_darkened(part, is_colour) for part in value]
    if not isinstance(value, str):
        return value
    if is_colour:
        return _RGBA.sub(_dark_rgba, _DARK.get(value, value))
    # A reader's text holds no markup of its own: this is that of quiet() alone.
    return value.replace(f'<span style="color:{MUTED}">', f'<span style="color:{_DARK[MUTED]}">')


_RGBA = re.compile(r"rgba\((\d+),(\d+),(\d+),([\d.]+)\)")


def _dark_rgba(found: re.Match[str]) -> str:
    colour = "#" + "".join(f"{int(part):02x}" for part in found.groups()[:3])
    return rgba(_DARK.get(colour, colour), float(found[4]))


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
