"""Draw the timeline: as lanes while these can be read, then as marks, and of a great many events as columns."""

import plotly.graph_objects as go

from dashboard.charts.theme import empty
from dashboard.charts.timeline.claims import Room, shown_claims
from dashboard.charts.timeline.dot_plot import as_marks
from dashboard.charts.timeline.histogram import as_columns
from dashboard.charts.timeline.lane_chart import as_lanes
from dashboard.charts.view import View


def timeline(view: View, height: int, true_scale: bool = False, fixed: bool = False, key: bool = False) -> go.Figure:
    """Return the timeline of a view, about `height` pixels high: more where its lanes need it, less for a few.

    Each event has a lane while the lanes can be named; then every claim is a mark, packed closely; then columns count
    the events. Which of these it is follows from the events and the room alone. A `fixed` height is neither passed nor
    fallen short of.

    A quiet stretch is left out of the axis and marked with its length, unless `true_scale`. A `key` says what colours
    mean, for where no map above does.
    """
    if not shown_claims(view).any():
        words = "None of these events has a date." if len(view.rows) else "No event to show."
        return empty(words, view.width, height)
    room = Room(height, true_scale, fixed, key)
    return go.Figure(as_lanes(view, room) or as_marks(view, room) or as_columns(view, room))
