"""The legend of a map: what colours mean, then what symbols mean."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from dashboard.charts.map.rings import RingKind
from dashboard.charts.map.style import (
    CONTEXT,
    COUNTRY_SYMBOLS,
    DESTINATION,
    IN_COUNTRY,
    MIXED,
    OUTLINE_WIDTH,
    POST,
    ROLE_SYMBOLS,
)
from dashboard.charts.rich_text import escaped
from dashboard.charts.text_metrics import legend_rows
from dashboard.charts.theme import INK, MUTED, PAPER, SEVERAL
from dashboard.charts.view import ChartView
from dashboard.dataset.vocabulary import CONTEXT_LABEL

_ROW_HEIGHT, _PADDING = 22, 8  # px
_MARKER_SIZE, _RING_SIZE, _CONTEXT_SIZE, _CROSSED_SIZE = 11, 13, 9, 14  # px
_RING_WIDTH = 2  # px


@dataclass(frozen=True)
class MapLegendEntry:
    """An entry of the legend."""

    name: str
    marker: dict[str, Any]  # as plotly has it


@dataclass(frozen=True)
class Symbols:
    """What symbols and colours on a map need an entry in its legend, beside the categories."""

    has_several: bool  # categories in one mark or part of a mark
    several_places: int | None  # the role of marks that stand for several places, if there are any
    rings: Sequence[RingKind]
    has_destinations: bool
    has_context: bool
    has_countries: bool  # marks that stand somewhere in a country


def legend_entries(view: ChartView, symbols: Symbols) -> list[MapLegendEntry]:
    """Return the entries of the legend, in their order."""
    is_defection = view.dataset.index.is_defection[view.rows]
    shown = np.unique(view.category_index[is_defection]).tolist()
    entries = [_plain(view.categories[n].name, view.categories[n].colour) for n in shown]
    if symbols.has_several:
        entries.append(_plain(MIXED, SEVERAL))
    if symbols.several_places is not None:
        entries.append(_outlined("Several places", symbols.several_places, _MARKER_SIZE, INK))
    for kind in symbols.rings:
        marker = {"symbol": kind.symbol, "color": MUTED, "size": _RING_SIZE}
        entries.append(MapLegendEntry(kind.name, marker | {"line": {"width": _RING_WIDTH, "color": MUTED}}))
    if symbols.has_destinations:
        entries.append(_plain("Destination", INK, DESTINATION))
    if symbols.has_context:
        entries.append(_outlined(CONTEXT_LABEL, CONTEXT, _CONTEXT_SIZE, MUTED))
    if symbols.has_countries:
        crossed = {"symbol": str(COUNTRY_SYMBOLS[POST]), "color": MUTED, "size": _CROSSED_SIZE}
        entries.append(MapLegendEntry(IN_COUNTRY, crossed | {"line": {"width": OUTLINE_WIDTH, "color": PAPER}}))
    return entries


def _plain(name: str, colour: str, role: int = 0) -> MapLegendEntry:
    return MapLegendEntry(name, {"symbol": str(ROLE_SYMBOLS[role]), "color": colour, "size": _MARKER_SIZE})


def _outlined(name: str, role: int, size: int, colour: str) -> MapLegendEntry:
    outline = {"width": OUTLINE_WIDTH, "color": colour}
    return MapLegendEntry(name, {"symbol": str(ROLE_SYMBOLS[role]), "color": PAPER, "size": size, "line": outline})


def legend_height(entries: Sequence[MapLegendEntry], width: int) -> int:
    """Return the height in pixels that the legend takes in a figure of this width."""
    return _PADDING + _ROW_HEIGHT * legend_rows([entry.name for entry in entries], width)


def legend_traces(entries: Sequence[MapLegendEntry]) -> list[dict[str, Any]]:
    """Return traces that draw nothing but their entry in the legend."""
    return [
        {
            "type": "scattergeo",
            "mode": "markers",
            "lon": [None],
            "lat": [None],
            "name": escaped(entry.name),
            "marker": entry.marker,
            "showlegend": True,
            "hoverinfo": "skip",
        }
        for entry in entries
    ]
