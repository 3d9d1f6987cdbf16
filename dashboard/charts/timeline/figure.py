"""Draw the timeline as lanes, a dot plot or a histogram: the most detailed that can still be read."""

import plotly.graph_objects as go

from dashboard.charts.theme import empty_figure
from dashboard.charts.timeline.claims import dated_claim_counts, is_any_open_at_both_ends
from dashboard.charts.timeline.dot_plot import lay_out_dots
from dashboard.charts.timeline.figure_parts import FigureParts
from dashboard.charts.timeline.histogram import lay_out_histogram
from dashboard.charts.timeline.lane_chart import lay_out_lanes
from dashboard.charts.timeline.layout import TimelineLayout
from dashboard.charts.timeline.wording import date_noun
from dashboard.charts.view import ChartSize, ChartView, chart_view
from dashboard.selection import Selection, ViewOptions

_KINDS = (("lanes", lay_out_lanes), ("marks", lay_out_dots), ("columns", lay_out_histogram))
"""The kinds of charts, the one that says most first."""

_EMPTY_HEIGHT = 10  # px, the least that plotly allows


def draw_timeline(
    selection: Selection, options: ViewOptions, size: ChartSize, with_colour_legend: bool = False
) -> go.Figure:
    """Draw the timeline of a selection, about as high as asked for: more where its lanes need it, less for a few.

    Each event has a lane while the lanes can be named; then every claim is a mark, packed closely; then bars count the
    events. Which of these it is follows from the events and the size alone. A fixed height is kept.

    An empty period is left out of the axis and marked with its length, unless `options.true_scale`. A colour legend is
    for where no map above has one.
    """
    view = chart_view(selection, options, size.width)
    if not dated_claim_counts(view).any():
        words = (
            f"None of these events has a {date_noun(is_any_open_at_both_ends(view))}."
            if len(selection)
            else "No events to show."
        )
        return empty_figure(words, size.width, size.height)
    drawn = _first_that_fits(view, size, options.true_scale, with_colour_legend)
    if drawn is None:
        words = f"The first claims of these events have no {date_noun(is_any_open_at_both_ends(view))}."
        return empty_figure(words, size.width, size.height)
    return go.Figure(drawn[1])


def natural_height(selection: Selection, options: ViewOptions, width: int) -> int:
    """Return how high the timeline of a selection wants to be in a figure of some width, in pixels."""
    view = chart_view(selection, options, width)
    if not dated_claim_counts(view).any():
        return _EMPTY_HEIGHT
    drawn = _first_that_fits(view, ChartSize(width, 0), options.true_scale, with_colour_legend=False)
    return drawn[0].height if drawn else _EMPTY_HEIGHT


def _first_that_fits(
    view: ChartView, size: ChartSize, true_scale: bool, with_colour_legend: bool
) -> tuple[TimelineLayout, FigureParts] | None:
    """Return the space and the parts of the first kind of chart that can be read, and is no more than browsers take."""
    for kind, lay_out in _KINDS:
        chart = lay_out(view, size, true_scale, with_colour_legend)
        parts = chart.draw() if chart else None
        if chart and parts:
            # A zoom into one kind of chart, or into one scale of time, means nothing to another.
            parts["layout"]["uirevision"] = f"timeline {kind} {true_scale}"
            return chart.layout, parts
    return None
