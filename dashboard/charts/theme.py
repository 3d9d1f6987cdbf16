"""Palette, fonts, symbols and the figure template: what both charts share."""

import re
from typing import Any

import plotly.graph_objects as go

FONT = "'Source Sans', 'Source Sans 3', 'Source Sans Pro', 'Segoe UI', Helvetica, Arial, sans-serif"
INK = "#22262b"
MUTED = "#5b5f66"
PAPER = "#fbfaf7"
LAND = "#e8e4d9"
RULE = "#e1ddd2"
STRONG_RULE = "#c2bdae"
HOVER_PAPER = "#ffffff"
HOVER_BORDER = "#bdb9ae"

# Found by search: each at least 3:1 on paper and land, any two at least 13 apart (CIEDE2000) for readers with
# protanopia, deuteranopia or tritanopia; tests/charts/test_theme.py holds a little less.
PALETTE = ("#014174", "#98321e", "#3a704f", "#815673", "#a47830", "#048ba8")

# What has no colour of its own is grey, but not the same grey.
OTHER = "#4a4640"  # categories beyond the palette
NOT_KNOWN = "#7d8187"  # events of which the category is not known
SEVERAL = "#33373d"  # what several categories share: a mark, a ring, a route, a part of a mark
CONTEXT_GREY = "#867f72"

_BLUE, _BRICK, _GREEN, _PLUM, _OCHRE, _TEAL = PALETTE
STATUS_COLOURS = {
    "confirmed": _BLUE,
    "reported": _GREEN,
    "unconfirmed": _BRICK,
    "disputed": _PLUM,
    "denied": _OCHRE,
    "retracted": _TEAL,
}

_PALE_SHARE = 0.3  # of the colour; the rest is paper


def pale(colour: str, paper: str = PAPER) -> str:
    """Return a faint tone of a colour, for fills whose edge has the colour itself; `paper` is that of the theme."""
    parts = ((int(colour[i : i + 2], 16), int(paper[i : i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{round(_PALE_SHARE * own + (1 - _PALE_SHARE) * under):02x}" for own, under in parts)


_DARK_BY_LIGHT = {
    INK: "#eceae4",
    MUTED: "#a7abb1",
    PAPER: "#16191d",
    LAND: "#2b3036",
    RULE: "#363c43",
    STRONG_RULE: "#4c535b",
    HOVER_PAPER: "#23282e",
    HOVER_BORDER: "#555c64",
    OTHER: "#beb6a6",
    NOT_KNOWN: "#8d9197",
    SEVERAL: "#d5d8dc",
    CONTEXT_GREY: "#9a917f",
    _BLUE: "#559cdc",
    _BRICK: "#ce6e3e",
    _GREEN: "#7da079",
    _PLUM: "#9f6b9a",
    _OCHRE: "#f3c568",
    _TEAL: "#81daf2",
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
_FILLS = (*PALETTE, OTHER, NOT_KNOWN, SEVERAL, CONTEXT_GREY, INK, MUTED)
_DARK_BY_LIGHT |= {pale(colour): pale(_DARK_BY_LIGHT[colour], _DARK_BY_LIGHT[PAPER]) for colour in _FILLS}
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
            "modebar": {"orientation": "v", "bgcolor": "rgba(0,0,0,0)", "color": MUTED, "activecolor": INK},
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
