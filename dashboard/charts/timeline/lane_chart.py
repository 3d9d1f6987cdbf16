"""The timeline as lanes: one for each event, every date drawn as the days that it may mean."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.charts.timeline.axis import TimeAxis
from dashboard.charts.timeline.axis_layout import break_labels, break_lines, xaxis_layout
from dashboard.charts.timeline.claim_marks import mark_traces
from dashboard.charts.timeline.claims import Claim, axis_of_claims, claims_by_event, dated_claim_counts
from dashboard.charts.timeline.figure_parts import FigureParts, fits_browser
from dashboard.charts.timeline.hovers import long_hover, short_hover
from dashboard.charts.timeline.lane_labels import MIN_LABEL_HEIGHT, label_lanes, lane_axis_layout, left_margin
from dashboard.charts.timeline.lane_marks import MarkedLane, mark_lane
from dashboard.charts.timeline.lane_notes import LaneNote, place_notes
from dashboard.charts.timeline.lane_traces import (
    conflict_line_traces,
    conflict_lines,
    lane_rules,
    lane_trace,
    note_traces,
    span_trace,
)
from dashboard.charts.timeline.lanes import Lane, min_defection_height, stack_lanes
from dashboard.charts.timeline.lasting_bars import LineSizes, lasting_traces
from dashboard.charts.timeline.layout import MIN_HEIGHT, TimelineLayout, common_layout
from dashboard.charts.timeline.legend import (
    TimelineLegendEntry,
    claim_colour_legend,
    claim_legend,
    legend_height,
    legend_traces,
)
from dashboard.charts.view import ChartSize, ChartView

_MAX_EVENTS, _MAX_CLAIMS = 160, 500  # are tried
_TOP, _TOP_WITH_BREAKS, _ABOVE_LEGEND = 44, 58, 10  # px
_BREAK_LABEL_HEIGHT = 36  # px, above the plot: clear of the ticks
_MAX_PLOT = 1600  # px; beyond it, lanes grow thinner
_MAX_SCALE = 1.4  # how much more space than they need a few lanes take

_LASTED_LINE, _THIN_LASTED_LINE = 6, 2  # px

_DETAILS: tuple[tuple[Callable[[Claim], str], int], ...] = ((long_hover, 9), (short_hover, 4))
"""What hovers say and in how many steps dates fade: as much as a browser takes."""


@dataclass(frozen=True)
class LaneStack:
    """All lanes, and how they are scaled to the height of the plot."""

    lanes: tuple[Lane, ...]
    scale: float
    depth: float  # px before scaling, down to the end of the plot


@dataclass(frozen=True)
class LaneChart:
    """A timeline of lanes, laid out."""

    stack: LaneStack
    axis: TimeAxis
    layout: TimelineLayout
    legend: tuple[TimelineLegendEntry, ...]

    def draw(self) -> FigureParts | None:
        """Return traces and layout, or nothing where they are more than browsers take.

        Approximate dates fade towards the bounds to which they are widened, open ends fade out. Conflicting reports
        stand in rows of their own below their event's, one for each source, hollow, and joined to the claim that they
        dispute by a dashed line.
        """
        scale = self.stack.scale
        lanes = [mark_lane(lane, self.axis, scale) for lane in self.stack.lanes]
        notes = place_notes(lanes, self.axis, scale)
        layout = _plotly_layout(self)
        for hover, fade_steps in _DETAILS:
            parts: FigureParts = {"data": _traces(self, lanes, notes, hover, fade_steps), "layout": layout}
            if fits_browser(parts):
                return parts
        return None


def lay_out_lanes(view: ChartView, size: ChartSize, true_scale: bool, with_colour_legend: bool) -> LaneChart | None:
    """Lay out the timeline as lanes, or return nothing where these could not be named, or would be too many."""
    if len(view.rows) > _MAX_EVENTS or dated_claim_counts(view).sum() > _MAX_CLAIMS:
        return None
    lanes = stack_lanes(claims_by_event(view), size.width)
    claims = [claim for lane in lanes for claim in lane.claims]
    colours = claim_colour_legend(claims, view.categories) if with_colour_legend else []
    legend = (*colours, *claim_legend(claims))
    bottom = _ABOVE_LEGEND + legend_height(legend, size.width)
    # Whether there are breaks does not depend on the width of the axis.
    top = _TOP_WITH_BREAKS if axis_of_claims(claims, size.width, true_scale).breaks else _TOP
    scale, plot = _fit_lanes(lanes[-1].bottom, size, top + bottom)
    if scale * min_defection_height(lanes) < MIN_LABEL_HEIGHT:
        return None
    height = round(top + plot + bottom)
    height = height if size.is_fixed else max(MIN_HEIGHT, height)
    layout = TimelineLayout(size.width, height, left_margin(lanes, scale), top, height - top - round(plot))
    axis = axis_of_claims(claims, layout.plot_width, true_scale)
    return LaneChart(LaneStack(lanes, scale, plot / scale), axis, layout, legend)


def _fit_lanes(natural: float, size: ChartSize, margins: int) -> tuple[float, float]:
    """Return how lanes of a natural height are scaled, and how high the plot is, in pixels."""
    given = size.height - margins
    scale = min(_MAX_SCALE, given / natural)
    if size.is_fixed:
        return scale, given
    scale = max(min(1.0, _MAX_PLOT / natural), scale)
    return scale, natural * scale


def _traces(
    chart: LaneChart,
    lanes: Sequence[MarkedLane],
    notes: Sequence[LaneNote],
    hover: Callable[[Claim], str],
    fade_steps: int,
) -> list[dict[str, Any]]:
    marks, scale = [mark for lane in lanes for mark in lane.marks], max(1, chart.stack.scale)
    return [
        lane_trace(chart.stack.lanes, chart.axis),
        span_trace(marks, chart.stack.scale, chart.axis, hover, fade_steps),
        *lasting_traces(marks, LineSizes(_LASTED_LINE / scale, _THIN_LASTED_LINE / scale), hover),
        *conflict_line_traces(conflict_lines(lanes, notes, chart.axis)),
        *mark_traces(marks, hover),
        *note_traces(notes),
        *legend_traces(chart.legend),
    ]


def _plotly_layout(chart: LaneChart) -> dict[str, Any]:
    stack, layout = chart.stack, chart.layout
    labels = label_lanes(stack.lanes, stack.scale)
    return {
        **common_layout(layout),
        "meta": {"labels": [label.event_ids for label in labels]},
        "barmode": "overlay",
        "legend": {"x": -layout.left / layout.plot_width, "y": 0, "yanchor": "top", "xanchor": "left"},
        "shapes": [*lane_rules(stack.lanes), *break_lines(chart.axis)],
        "annotations": break_labels(chart.axis, _BREAK_LABEL_HEIGHT),
        "xaxis": {"side": "top", **xaxis_layout(chart.axis)},
        "yaxis": lane_axis_layout(labels, stack.depth),
    }
