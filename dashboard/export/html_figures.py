"""The figures of a static page: all events, and each entry of the legend alone, at three widths."""

import html
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import plotly.graph_objects as go

from dashboard.charts.map.basemap import Medium
from dashboard.charts.map.figure import draw_map
from dashboard.charts.marking import event_ids, find_marking
from dashboard.charts.rich_text import escaped
from dashboard.charts.text_metrics import legend_rows
from dashboard.charts.theme import CONTEXT_GREY
from dashboard.charts.timeline.figure import draw_timeline
from dashboard.charts.view import ChartSize, chart_view
from dashboard.dataset.vocabulary import CONTEXT_LABEL
from dashboard.export.picture import shrink_if_empty
from dashboard.selection import Selection, ViewOptions

HEIGHTS = {1080: (430, 400), 640: (360, 400), 358: (270, 400)}
"""The widths for which the charts are drawn, and the heights of map and timeline at each; in pixels."""

ALL_EVENTS = "all"
"""The key of the figures that show all events; those of a legend entry have its number."""

_LEGEND_ROW = 22  # px, in a map


@dataclass(frozen=True, eq=False)
class LegendFilter:
    """An entry of the page's legend: a category of defections, or context."""

    name: str
    colour: str
    symbol: str
    selection: Selection  # its events alone


@dataclass(frozen=True)
class DrawnCharts:
    """Map and timeline of an entry at a width, with what marking changes in them, as plain JSON values."""

    entry: str  # `ALL_EVENTS` or the number of the entry
    width: int  # px
    charts: dict[str, Any]
    event_ids: frozenset[str]  # of the events that a click can mark


def legend_entries(selection: Selection, options: ViewOptions) -> list[LegendFilter]:
    """Return the entries of the legend in its order, those without events left out; every event is in one of them."""
    view = chart_view(selection, options, min(HEIGHTS))
    is_defection = selection.dataset.index.is_defection[view.rows]

    def entry(name: str, colour: str, symbol: str, mask: np.ndarray) -> LegendFilter:
        return LegendFilter(name, colour, symbol, selection.only(view.rows[mask]))

    entries = [
        entry(category.name, category.colour, "●", is_defection & (view.category_index == n))
        for n, category in enumerate(view.categories)
    ]
    entries.append(entry(CONTEXT_LABEL, CONTEXT_GREY, "■", ~is_defection))
    return [entry for entry in entries if len(entry.selection)]


def drawn_charts(selection: Selection, entries: Sequence[LegendFilter], options: ViewOptions) -> Iterator[DrawnCharts]:
    """Draw the charts of a selection, then those of each entry of its legend, at every width."""
    states = [(ALL_EVENTS, selection), *((str(n), entry.selection) for n, entry in enumerate(entries))]
    in_legend = {(escaped(entry.name), entry.colour) for entry in entries}
    for key, shown in states:
        for width, (map_height, timeline_height) in HEIGHTS.items():
            figures = {
                "map": draw_map(shown, options, ChartSize(width, map_height), medium=Medium.FILE),
                "timeline": draw_timeline(shown, options, ChartSize(width, timeline_height)),
            }
            charts = {name: _plain(figure) for name, figure in figures.items()}
            _leave_out(in_legend, charts["map"])
            markings = {name: find_marking(chart) for name, chart in charts.items()}
            ids = frozenset().union(*map(event_ids, markings.values()))
            described = {name: chart | {"marking": asdict(markings[name])} for name, chart in charts.items()}
            yield DrawnCharts(key, width, described, ids)


def _plain(figure: go.Figure) -> dict[str, Any]:
    """Return a figure as plain JSON values; a reader's zoom belongs to the width for which it was drawn."""
    plain: dict[str, Any] = json.loads(shrink_if_empty(figure).to_json())
    layout = plain["layout"]
    layout["uirevision"] = f"{layout.get('uirevision')} {layout['width']}"
    return plain


def _leave_out(in_legend: set[tuple[str, str]], chart: dict[str, Any]) -> None:
    """Remove from a map's legend, in place, the entries that the page's legend has already."""

    def rows() -> int:
        names = [html.unescape(trace["name"]) for trace in chart["data"] if trace.get("showlegend")]
        return legend_rows(names, chart["layout"]["width"])

    before = rows()
    chart["data"] = [
        trace
        for trace in chart["data"]
        if not (trace.get("showlegend") and (trace["name"], trace["marker"]["color"]) in in_legend)
    ]
    freed = _LEGEND_ROW * (before - rows())
    chart["layout"]["height"] -= freed
    chart["layout"]["margin"]["b"] -= freed
