"""The timeline as a dot plot: every dated claim a mark at its place in time, stacked where marks would overlap."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from dashboard.charts.text_metrics import text_width
from dashboard.charts.theme import MUTED, STRONG_RULE
from dashboard.charts.timeline.axis import TimeAxis, iso
from dashboard.charts.timeline.axis_layout import break_labels, break_lines, xaxis_layout
from dashboard.charts.timeline.caption import Caption, lay_out_caption, legend_layout, note_annotation
from dashboard.charts.timeline.claim_marks import ClaimMark, mark_traces, span_marker
from dashboard.charts.timeline.claims import (
    Claim,
    axis_of_claims,
    claims_by_event,
    date_span,
    dated_claim_counts,
    is_any_open_at_both_ends,
)
from dashboard.charts.timeline.count_axis import MIN_TICK_DISTANCE, count_ticks
from dashboard.charts.timeline.dot_stack import STRIP_GAP, DotStack, stack_dots
from dashboard.charts.timeline.figure_parts import FigureParts, fits_browser
from dashboard.charts.timeline.hovers import brief_hover
from dashboard.charts.timeline.lasting_bars import LineSizes, lasting_traces
from dashboard.charts.timeline.layout import MIN_HEIGHT, RIGHT_MARGIN, TimelineLayout, common_layout
from dashboard.charts.timeline.legend import claim_colour_legend, claim_legend, legend_traces
from dashboard.charts.timeline.notes import describe_marks
from dashboard.charts.timeline.style import (
    DAY_MS,
    DOT_SPAN_OPACITY,
    FADING_SPAN_SHARE,
    SMALL_FONT,
    SPAN_EDGE,
)
from dashboard.charts.timeline.wording import height_titles
from dashboard.charts.view import ChartSize, ChartView
from dashboard.dataset.vocabulary import CONTEXT_LABEL

_MAX_CLAIMS = 800  # are tried
_SIZES = (12.0, 11.0, 10.0, 9.0, 8.0, 7.0, 6.0)  # px, of a mark
_LARGE_SIZES = (22.0, 20.0, 18.0, 16.0, 14.0, *_SIZES)  # where a fixed height has space
_MAX_PLOT = 440  # px, where nothing limits it
_LEFT, _LEFT_WITH_CONTEXT = 48, 72  # px
_TITLE_INDENT = 10  # px, of the middle of the vertical axis's title
_TOP, _TOP_WITH_BREAKS = 14, 26  # px
_BREAK_LABEL_HEIGHT = 4  # px, above the plot
_TICK_ROWS = 2  # of the labels of the time axis
_THIN_LASTED_LINE = 1  # px
_MIN_BAR, _BARS_IN_MARK = 2, 4  # px; how many times a bar goes into the height of a mark


@dataclass(frozen=True)
class DotPlot:
    """A dot plot, laid out."""

    marks: tuple[ClaimMark, ...]
    stack: DotStack
    axis: TimeAxis
    layout: TimelineLayout
    caption: Caption

    def draw(self) -> FigureParts | None:
        """Return traces and layout, or nothing where they are more than browsers take.

        Marks stack up from a line, each at its own moment in the lowest row that is free; those of context below it,
        in a strip of their own. A bar behind a mark reaches over its possible days.
        """
        traces = [
            span_trace(self.marks, self.stack.size),
            *lasting_traces(self.marks, LineSizes(_bar_height(self.stack.size), _THIN_LASTED_LINE), hover=None),
            *map(_condensed, mark_traces(self.marks, brief_hover, outlines_marked=True)),
            *legend_traces(self.caption.legend),
        ]
        parts: FigureParts = {"data": traces, "layout": _plotly_layout(self)}
        return parts if fits_browser(parts) else None


def lay_out_dots(view: ChartView, size: ChartSize, true_scale: bool, with_colour_legend: bool) -> DotPlot | None:
    """Lay out the timeline as a dot plot, or return nothing where the marks have no space."""
    has_date = dated_claim_counts(view) > 0
    if dated_claim_counts(view).sum() > _MAX_CLAIMS:
        return None
    claims = [claim for it in claims_by_event(view.only(has_date)) for claim in it.claims]
    left = _LEFT_WITH_CONTEXT if any(claim.event.is_context for claim in claims) else _LEFT
    axis = axis_of_claims(claims, size.width - left - RIGHT_MARGIN, true_scale)
    colours = claim_colour_legend(claims, view.categories) if with_colour_legend else []
    caption = lay_out_caption(_note(view, has_date), [*colours, *claim_legend(claims)], size.width, _TICK_ROWS)
    top = _TOP_WITH_BREAKS if axis.breaks else _TOP
    given = size.height - top - caption.height
    above, below = ([c for c in _in_order(claims, axis) if c.event.is_context == kind] for kind in (False, True))
    stack = stack_dots(
        [_position(claim, axis) for claim in above],
        [_position(claim, axis) for claim in below],
        given if size.is_fixed else max(given, _MAX_PLOT),
        _LARGE_SIZES if size.is_fixed else _SIZES,
    )
    if stack is None:
        return None
    plot = given if size.is_fixed else max(stack.height, MIN_HEIGHT - top - caption.height)
    ys = dict(zip([*above, *below], [*stack.ys_above, *stack.ys_below], strict=True))
    marks = tuple(ClaimMark(c, date_span(c, axis.fade), ys[c], ys[c], stack.size) for c in claims)
    layout = TimelineLayout(size.width, top + plot + caption.height, left, top, caption.height)
    return DotPlot(marks, stack, axis, layout, caption)


def _in_order(claims: Sequence[Claim], axis: TimeAxis) -> list[Claim]:
    """Return claims in the order in which they stack up: by time, an event's own before conflicting ones, by colour."""
    return sorted(claims, key=lambda c: (date_span(c, axis.fade).mark, c.row, c.event.category_index))


def _position(claim: Claim, axis: TimeAxis) -> float:
    return axis.position(date_span(claim, axis.fade).mark)


def _note(view: ChartView, has_date: np.ndarray) -> str:
    """Say what a mark is, and how many events and further claims have none because no day bounds their dates."""
    claims, counts = int(dated_claim_counts(view).sum()), view.dataset.index.claim_counts
    unbounded_claims = int(counts.unbounded[view.rows[has_date]].sum())
    are_some_open = is_any_open_at_both_ends(view)
    return describe_marks(claims, int(has_date.sum()), int((~has_date).sum()), unbounded_claims, are_some_open)


def span_trace(marks: Sequence[ClaimMark], size: float) -> dict[str, Any]:
    """Return a bar over the possible days of each claim; paler where the days are a guess, or without an end."""
    bars: list[tuple[Claim, float, float, float, float, float]] = []  # claim, y, start, end, opacity, edge
    for mark in marks:
        claim, span = mark.claim, mark.span
        if span.end - span.start <= 1 or not claim.has_doubtful_days:
            continue
        opacity = DOT_SPAN_OPACITY * claim.opacity * (FADING_SPAN_SHARE if claim.fades else 1)
        stretches = [(span.start, span.end)]
        if claim.fades and span.core_end > span.core_start:
            stretches.append((span.core_start, span.core_end))
        for start, end in stretches:
            edge = SPAN_EDGE if (start, end) == stretches[-1] else 0
            bars.append((claim, mark.row_y, start, end, opacity, edge))
    return {
        "type": "bar",
        "orientation": "h",
        "name": "Dates",
        "base": [iso(start) for _, _, start, *_ in bars],
        "x": [round((end - start) * DAY_MS) for _, _, start, end, *_ in bars],
        "y": [y for _, y, *_ in bars],
        "width": _bar_height(size),
        "marker": span_marker([(claim, opacity, edge) for claim, *_, opacity, edge in bars]),
        "customdata": [[claim.event.id] for claim, *_ in bars],
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _bar_height(size: float) -> int:
    return max(_MIN_BAR, round(size / _BARS_IN_MARK))


def _condensed(trace: dict[str, Any]) -> dict[str, Any]:
    """Return a trace of marks with one value where all marks have the same; none is cut at the calendar's ends."""
    same = {name: trace["marker"][name][0] for name in ("size",) if len(set(trace["marker"][name])) == 1}
    return trace | {"marker": trace["marker"] | same, "cliponaxis": False}


def _plotly_layout(chart: DotPlot) -> dict[str, Any]:
    return {
        **common_layout(chart.layout),
        "meta": {"stretch": True},
        "barmode": "overlay",
        "legend": legend_layout(chart.caption, chart.layout),
        "shapes": [*break_lines(chart.axis), _ground_line()],
        "annotations": [
            *break_labels(chart.axis, _BREAK_LABEL_HEIGHT),
            note_annotation(chart.caption, chart.layout),
            _axis_title(chart),
        ],
        "xaxis": {"side": "bottom", **xaxis_layout(chart.axis)},
        "yaxis": _vertical_axis(chart.stack, chart.layout.plot_height),
    }


def _vertical_axis(stack: DotStack, plot_height: int) -> dict[str, Any]:
    """Return the layout of the vertical axis, in pixels above the line: rows of marks, and the name of the context."""
    strip = stack.strip_depth
    numbers = count_ticks(stack.row_count, stack.row_count * stack.step / MIN_TICK_DISTANCE)[1:]
    foot = -strip if stack.rows_below and not stack.rows_above else 0
    ticks = {foot + stack.row_middle(number - 1): f"{number}" for number in numbers}
    if stack.rows_above and stack.rows_below:
        ticks[-strip / 2 - STRIP_GAP / 2] = CONTEXT_LABEL
    return {
        "range": [-strip, plot_height - strip],
        "fixedrange": True,
        "showgrid": False,
        "zeroline": False,
        "tickmode": "array",
        "tickvals": list(ticks),
        "ticktext": list(ticks.values()),
        "ticks": "",
        "tickfont": {"size": SMALL_FONT, "color": MUTED},
    }


def _axis_title(chart: DotPlot) -> dict[str, Any]:
    """Return what the height of a mark says: as much as the plot has room for, read upwards."""
    days = chart.stack.step / chart.axis.pixels_per_day
    words = next((it for it in height_titles(days) if text_width(it, SMALL_FONT) <= chart.layout.plot_height), "")
    return {
        "text": words, "font": {"size": SMALL_FONT, "color": MUTED}, "textangle": -90, "showarrow": False,
        "x": 0, "xref": "x domain", "xanchor": "center", "xshift": _TITLE_INDENT - chart.layout.left,
        "y": 1, "yref": "y domain", "yanchor": "top",
    }  # fmt: skip


def _ground_line() -> dict[str, Any]:
    """Return the line on which the marks of the defections stand."""
    return {"type": "line", "xref": "x domain", "x0": 0, "x1": 1, "y0": 0, "y1": 0, "layer": "below",
            "line": {"color": STRONG_RULE, "width": 1}}  # fmt: skip
