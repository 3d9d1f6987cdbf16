"""Draw the timeline: as lanes while these can be read, then as a dot plot, and of very many events as a histogram."""

import plotly.graph_objects as go

from dashboard.charts.theme import empty_figure
from dashboard.charts.timeline.claims import Room, shown_claims
from dashboard.charts.timeline.dot_plot import as_marks
from dashboard.charts.timeline.histogram import as_columns
from dashboard.charts.timeline.lane_chart import as_lanes
from dashboard.charts.view import ChartSize, chart_view
from dashboard.selection import Selection, ViewOptions


def draw_timeline(
    selection: Selection, options: ViewOptions, size: ChartSize, with_colour_legend: bool = False
) -> go.Figure:
    """Draw the timeline of a selection, about as high as asked for: more where its lanes need it, less for a few.

    Each event has a lane while the lanes can be named; then every claim is a mark, packed closely; then columns count
    the events. Which of these it is follows from the events and the size alone. A fixed height is kept.

    A quiet period is left out of the axis and marked with its length, unless `options.true_scale`. A colour legend is
    for where no map above has one.
    """
    view = chart_view(selection, options, size.width)
    if not shown_claims(view).any():
        words = "None of these events has a date." if len(selection) else "No event to show."
        return empty_figure(words, size.width, size.height)
    room = Room(size.height, options.true_scale, size.is_fixed, with_colour_legend)
    return go.Figure(as_lanes(view, room) or as_marks(view, room) or as_columns(view, room))
