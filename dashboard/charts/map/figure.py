"""Draw the map: marks where events left and arrived, routes between them, and whereabouts that are not known."""

from dataclasses import dataclass

import numpy as np
import plotly.graph_objects as go

from dashboard.charts.map.basemap import Medium, land_in
from dashboard.charts.map.cluster_map import plan_clusters
from dashboard.charts.map.cluster_marks import are_crowded
from dashboard.charts.map.clusters import grid_at
from dashboard.charts.map.country_names import country_name_traces
from dashboard.charts.map.counts import counts_by_place
from dashboard.charts.map.extent import bounds_to_show, extent_of_file, fitted_viewport, zoomed_viewport
from dashboard.charts.map.labels import place_map_labels, viewport_with_room
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
    medium: Medium = Medium.PAGE,
) -> go.Figure:
    """Draw the map of a selection; it grows where legend and note would leave too little of it.

    If the height is fixed the note goes first, then the reader has to scroll in the legend. The projection is that of
    the whole file, so a reader's zoom means the same after a filter click; what is selected, or the box of the
    filters, is then fitted by centre and scale. What has a country but no point is
    drawn at a point inside it.

    The places of few events are drawn one by one, whatever the zoom. Those of many, those that crowd and those that
    would be too much to send are drawn as clusters, for the `zoom` that the reader has, or else for the fitted view.
    What is far outside of a reader's window is not sent. From some scale on, land is finer and countries have names.
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
    shown = _Shown(bounds, zoom, medium)
    crowded = are_crowded(places, counts, size.width * size.height, grid_at(fitted.scale, roughly.extent.longitude))
    if len(selection) <= MAX_EVENTS_ONE_BY_ONE and not crowded and _id_characters(view) <= _MAX_CHARACTERS:
        figure = _figure(view, plan_places(view, counts), size, shown)
        if len(figure.to_json()) <= _MAX_CHARACTERS:
            return figure
    clusters = plan_clusters(view, counts, fitted, crowded, is_static=medium is not Medium.PAGE)
    return _figure(view, clusters, size, shown)


def _id_characters(view: ChartView) -> int:
    """Return how many characters the ids take if places are drawn one by one: with each mark and its label."""
    places, rows = view.dataset.index.places, view.rows
    context = np.bincount(places.context_event, minlength=len(places.post))
    times = (places.post[rows] >= 0).astype("int64") + (places.destination[rows] >= 0) + context[rows]
    lengths = view.dataset.frames.events["id"].iloc[rows].str.len().to_numpy()
    return int(2 * ((lengths + 3) * times).sum())


@dataclass(frozen=True)
class _Shown:
    """The part of the world that a map shows at first, that which a reader has zoomed to, and where."""

    bounds: Bounds
    zoom: Zoom | None
    medium: Medium


def _figure(view: ChartView, plan: MapPlan, size: ChartSize, shown: _Shown) -> go.Figure:
    places, width = view.dataset.index.places, view.width
    spaces = divide_height(size, legend_height(plan.legend, width), note_height(plan.longest_note, width))
    canvas = Canvas(width, spaces.plot, extent_of_file(places, (width, spaces.plot)))
    fitted = fitted_viewport(canvas, shown.bounds, view.selection.filters.box, len(view.rows))
    if plan.is_same_everywhere and fitted.is_whole:
        content = plan.content(fitted)
        fitted = viewport_with_room(content.labels, content.paths_without_labels, fitted)
    viewport = zoomed_viewport(canvas, shown.zoom) if shown.zoom else fitted
    content = plan.content(viewport)
    land = land_in(viewport, fitted, shown.medium)
    placed = place_map_labels(content.labels, content.paths_without_labels, viewport)
    names = country_name_traces(placed, content.paths, viewport, land.resolution)
    return go.Figure(
        data=[*content.traces, *names, placed.trace(land.resolution), *legend_traces(plan.legend)],
        layout=figure_layout(width, spaces, content.note, fitted, land),
    )
