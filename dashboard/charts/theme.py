"""Palette, fonts, symbols and the figure template: what both charts share."""

import re
from typing import Any

import numpy as np
import plotly.graph_objects as go

FONT = "'Source Sans', 'Source Sans 3', 'Source Sans Pro', 'Segoe UI', Helvetica, Arial, sans-serif"
INK, MUTED, PAPER, LAND = "var(--ink)", "var(--muted)", "var(--paper)", "var(--land)"
RULE, STRONG_RULE = "var(--rule)", "var(--strong-rule)"
HOVER_PAPER, HOVER_BORDER = "var(--raised-paper)", "var(--hover-border)"
PAPER_HALO, LAND_HALO = "var(--paper-halo)", "var(--land-halo)"  # around letters, in the colour of what is below them

# Found by search: each at least 3:1 on paper and land, any two at least 13 apart (CIEDE2000) for readers with
# protanopia, deuteranopia or tritanopia; tests/charts/test_theme.py holds a little less.
CATEGORY_COLOURS = _BLUE, _BRICK, _GREEN, _PLUM, _OCHRE, _TEAL = (
    "var(--blue)", "var(--brick)", "var(--green)", "var(--plum)", "var(--ochre)", "var(--teal)",
)  # fmt: skip

# What has no colour of its own is grey, but not the same grey.
OTHER = "var(--other)"  # categories beyond those colours
NOT_KNOWN = "var(--not-known)"  # events of which the category is not known
SEVERAL = "var(--several)"  # what several categories share: a mark, a ring, a route, a part of a mark
CONTEXT_GREY = "var(--context)"

STATUS_COLOURS = {
    "confirmed": _BLUE,
    "reported": _GREEN,
    "unconfirmed": _BRICK,
    "disputed": _PLUM,
    "denied": _OCHRE,
    "retracted": _TEAL,
}

THEMES = ("light", "dark")

_FILLS = {
    "ink": ("#22262b", "#eceae4"),
    "muted": ("#5b5f66", "#a7abb1"),
    "paper": ("#fbfaf7", "#16191d"),
    "blue": ("#014174", "#559cdc"),
    "brick": ("#98321e", "#ce6e3e"),
    "green": ("#3a704f", "#7da079"),
    "plum": ("#815673", "#9f6b9a"),
    "ochre": ("#a47830", "#f3c568"),
    "teal": ("#048ba8", "#81daf2"),
    "other": ("#4a4640", "#beb6a6"),
    "not-known": ("#7d8187", "#8d9197"),
    "several": ("#33373d", "#d5d8dc"),
    "context": ("#867f72", "#9a917f"),
}
_PALE_SHARE = 0.3  # of the colour; the rest is paper


def _mixed(colour: str, paper: str) -> str:
    parts = ((int(colour[i : i + 2], 16), int(paper[i : i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{round(_PALE_SHARE * own + (1 - _PALE_SHARE) * under):02x}" for own, under in parts)


PALETTE: dict[str, tuple[str, str]] = {
    **_FILLS,
    **{
        f"pale-{name}": (_mixed(light, _FILLS["paper"][0]), _mixed(dark, _FILLS["paper"][1]))
        for name, (light, dark) in _FILLS.items()
    },
    "land": ("#e8e4d9", "#2b3036"),
    "rule": ("#e1ddd2", "#363c43"),
    "strong-rule": ("#c2bdae", "#4c535b"),
    "hover-border": ("#bdb9ae", "#555c64"),
    "raised-paper": ("#ffffff", "#23282e"),
    "sunken-paper": ("#f1efe8", "#22272d"),
    "secondary-ink": ("#3d4248", "#c9ccd1"),
    "link": ("#1f4e79", "#8ec1ee"),
    "border": ("#d9d4c7", "#3d444c"),
    "strong-border": ("#b5b1a5", "#59616a"),
    "warning": ("#8a3b00", "#ffb27a"),
    "warning-paper": ("#fff6ec", "#3a2c20"),
}
"""Each colour in the light and in the dark theme. Figures and style sheets name them as CSS does: `var(--ink)`."""


_HALO_OF = {PAPER_HALO: PAPER, LAND_HALO: LAND}
_HALO_OFFSETS = (
    (2, 0), (-2, 0), (0, 2), (0, -2), (1.4, 1.4), (1.4, -1.4), (-1.4, 1.4), (-1.4, -1.4),
    (1, 0), (-1, 0), (0, 1), (0, -1),
)  # fmt: skip
"""px, of the shadows that make a halo: sharp ones, for a PDF holds blurred ones as pixels."""


def pale(colour: str) -> str:
    """Return a faint tone of a colour, for fills whose edge has the colour itself."""
    return colour.replace("var(--", "var(--pale-")


def translucent(colour: str, opacity: float) -> str:
    """Return a colour of the palette with an opacity, as its name with thousandths: `var(--ink-340)`."""
    return f"{colour.removesuffix(')')}-{round(1000 * opacity):03})"


def parted(colour: str) -> tuple[str, float]:
    """Return the name of a colour of the palette without its opacity, and that."""
    name, _, thousandths = colour.removesuffix(")").rpartition("-")
    return (f"{name})", int(thousandths) / 1000) if thousandths.isdigit() else (colour, 1)


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


_NAME = re.compile(r"var\(--[a-z-]+(-\d+)?\)")


def in_theme(figure: go.Figure, theme: str) -> go.Figure:
    """Return a copy of a figure with the colours of a theme, `light` or `dark`, in place of their names."""
    return go.Figure(_resolved(figure.to_plotly_json(), theme))


def _resolved(value: Any, theme: str, is_style: bool = False) -> Any:
    if isinstance(value, dict):
        return {key: _resolved(part, theme, is_style=_is_style(key)) for key, part in value.items()}
    if isinstance(value, np.ndarray):
        return _resolved(value.tolist(), theme, is_style) if is_style else value
    if isinstance(value, list | tuple):
        return [_resolved(part, theme, is_style) for part in value]
    if not isinstance(value, str):
        return value
    if is_style:
        ground = _HALO_OF.get(value)
        return _text_shadow(colour_in_theme(ground, theme)) if ground else colour_in_theme(value, theme)
    # A reader's text holds no markup of its own, so this is that of `rich_text.muted`.
    return value.replace(f'<span style="color:{MUTED}">', f'<span style="color:{colour_in_theme(MUTED, theme)}">')


def _is_style(key: str) -> bool:
    return key.lower().endswith("color") or key == "shadow"


def _text_shadow(colour: str) -> str:
    """Return a halo as CSS has it."""
    return ", ".join(f"{x}px {y}px {colour}" for x, y in _HALO_OFFSETS)


def colour_in_theme(colour: str, theme: str) -> str:
    """Return a colour of the palette as `#rrggbb` or `rgba(…)` in a theme; any other as it is."""
    if not _NAME.fullmatch(colour):
        return colour
    name, opacity = parted(colour)
    found = PALETTE[_entry(name)][THEMES.index(theme)]
    return found if opacity == 1 else f"rgba({','.join(str(int(found[i : i + 2], 16)) for i in (1, 3, 5))},{opacity})"


def palette_css() -> str:
    """Return palette and halos as CSS properties, in the theme of the element that uses them, else in the light one."""
    light = "".join(f"--{name}:{light};" for name, (light, _) in PALETTE.items())
    both = "".join(f"--{name}:light-dark({light},{dark});" for name, (light, dark) in PALETTE.items())
    halos = "".join(f"--{_entry(name)}:{_text_shadow(ground)};" for name, ground in _HALO_OF.items())
    return f":root{{{light}{halos}}}\n@supports (color:light-dark(#fff,#000)){{:root{{{both}}}}}"


def _entry(name: str) -> str:
    """Return the name of an entry of the palette without what CSS has around it."""
    return name.removeprefix("var(--").removesuffix(")")


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
