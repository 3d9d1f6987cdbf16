"""Draw the map: marks where events left and arrived, routes between them, and whereabouts that are not known."""

import numpy as np
import plotly.graph_objects as go

from dashboard.charts.map.cluster_map import plan_clusters
from dashboard.charts.map.cluster_marks import are_crowded
from dashboard.charts.map.clusters import grid_at
from dashboard.charts.map.counts import counts_by_place
from dashboard.charts.map.extent import bounds_to_show, extent_of_file, fitted_viewport, zoomed_viewport
from dashboard.charts.map.labels import label_trace, viewport_with_room
from dashboard.charts.map.layout import divide_height, figure_layout, note_height
from dashboard.charts.map.legend import legend_height, legend_traces
from dashboard.charts.map.place_map import plan_places
from dashboard.charts.map.plan import MapPlan
from dashboard.charts.map.projection import Bounds, Canvas, Zoom
from dashboard.charts.theme import empty_figure
from dashboard.charts.view import ChartSize, ChartView, chart_view
from dashboard.selection import Selection, ViewOptions

MAX_EVENTS_ONE_BY_ONE = 300  # of which places are drawn one by one
_MAX_CHARACTERS = 150_000  # of the JSON of a map whose places are drawn one by one
_BELOW = 80  # px: about the height of legend and note


def draw_map(
    selection: Selection,
    options: ViewOptions,
    size: ChartSize,
    zoom: Zoom | None = None,
    is_static: bool = False,
) -> go.Figure:
    """Draw the map of a selection; it grows where legend and note would leave too little of it.

    If the height is fixed the note goes first, then the reader has to scroll in the legend. The projection is that of
    the whole file, so a reader's zoom means the same after a filter click; what is selected, or the box of the
    filters, is then fitted by centre and scale. Places without coordinates are not drawn.

    The places of few events are drawn one by one, whatever the zoom. Those of many, those that crowd and those that
    would be too much to send are drawn as clusters, for the `zoom` that the reader has, or else for the fitted view.
    What is far outside of a reader's window is not sent. `layout.meta` says `{"cells": True}` if a figure for another
    zoom would show more; a static map is never drawn for another.
    """
    view = chart_view(selection, options, size.width)
    counts = counts_by_place(view)
    if not len(counts.places):
        words = "None of these events has a point on the map." if len(selection) else "No events to show."
        return empty_figure(words, size.width, size.height)
    places, box = view.dataset.index.places, selection.filters.box
    bounds = bounds_to_show(selection.filters, places, counts)
    roughly = Canvas(
        size.width, max(size.height - _BELOW, size.height / 2), extent_of_file(places, (size.width, size.height))
    )
    fitted = fitted_viewport(roughly, bounds, box, len(selection))
    crowded = are_crowded(places, counts, size.width * size.height, grid_at(fitted.scale, roughly.extent.longitude))
    if len(selection) <= MAX_EVENTS_ONE_BY_ONE and not crowded and _id_characters(view) <= _MAX_CHARACTERS:
        figure = _figure(view, plan_places(view, counts), size, bounds)
        if len(figure.to_json()) <= _MAX_CHARACTERS:
            return figure
    return _figure(view, plan_clusters(view, counts, fitted, crowded, is_static), size, bounds, zoom)


def _id_characters(view: ChartView) -> int:
    """Return how many characters the ids take if places are drawn one by one: with each mark and its label."""
    places, rows = view.dataset.index.places, view.rows
    context = np.bincount(places.context_event, minlength=len(places.post))
    times = (places.post[rows] >= 0).astype("int64") + (places.destination[rows] >= 0) + context[rows]
    lengths = view.dataset.frames.events["id"].iloc[rows].str.len().to_numpy()
    return int(2 * ((lengths + 3) * times).sum())


def _figure(view: ChartView, plan: MapPlan, size: ChartSize, bounds: Bounds, zoom: Zoom | None = None) -> go.Figure:
    places, width = view.dataset.index.places, view.width
    spaces = divide_height(size, legend_height(plan.legend, width), note_height(plan.longest_note, width))
    canvas = Canvas(width, spaces.plot, extent_of_file(places, (width, spaces.plot)))
    fitted = fitted_viewport(canvas, bounds, view.selection.filters.box, len(view.rows))
    if plan.is_same_everywhere and fitted.is_whole:
        shown = plan.content(fitted)
        fitted = viewport_with_room(shown.labels, shown.paths_without_labels, fitted)
    viewport = zoomed_viewport(canvas, zoom) if zoom else fitted
    content = plan.content(viewport)
    labels = label_trace(content.labels, content.paths_without_labels, viewport)
    meta = {"meta": {"cells": True}} if content.changes_with_zoom else {}
    return go.Figure(
        data=[*content.traces, labels, *legend_traces(plan.legend)],
        layout=figure_layout(width, spaces, content.note, fitted) | meta,
    )
