"""The timeline as a histogram: how many events a month, a quarter or a year has at least and at most."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from dashboard.charts.rich_text import escaped
from dashboard.charts.theme import CONTEXT_GREY, MUTED, STRONG_RULE, translucent
from dashboard.charts.timeline.axis import TimeAxis
from dashboard.charts.timeline.axis_layout import break_labels, break_lines, xaxis_layout
from dashboard.charts.timeline.bin_ticks import bin_tick_layout
from dashboard.charts.timeline.binned_events import MAX_BAR, BinnedEvents, bin_events
from dashboard.charts.timeline.bins import TimeBins
from dashboard.charts.timeline.caption import Caption, lay_out_caption, legend_layout, note_annotation
from dashboard.charts.timeline.count_axis import STRIP_HEIGHT, CountAxis, count_axis_layout, fit_count_axis
from dashboard.charts.timeline.figure_parts import FigureParts
from dashboard.charts.timeline.layout import MIN_HEIGHT, RIGHT_MARGIN, TimelineLayout, common_layout
from dashboard.charts.timeline.legend import TimelineLegendEntry, certainty_legend, colour_legend, legend_traces
from dashboard.charts.timeline.notes import describe_bars
from dashboard.charts.timeline.pointers import Pointer, point_at_marked, pointer_traces
from dashboard.charts.timeline.style import (
    DAY_MS,
    DIMMED_BAR_OPACITY,
    LOW_BAR_EDGE,
    PALE_BAR_EDGE,
    PALE_BAR_OPACITY,
    SMALL_FONT,
)
from dashboard.charts.timeline.wording import context_in_words, context_strip, defections_in_words
from dashboard.charts.view import ChartSize, ChartView
from dashboard.dataset.vocabulary import CONTEXT_LABEL

_LEFT, _TOP, _TOP_WITH_LABELS = 56, 18, 34  # px
_BREAK_LABEL_HEIGHT, _STRIP_LABEL_DEPTH = 4, 4  # px, above the plot and below the line
_MIN_PLOT, _MIN_FIXED_PLOT = 120, 50  # px; where a fixed height leaves less, there is no legend
_BAR_GAP = 0.12  # of the mean length of a bin
_AXIS_MARGIN = 0.1  # of the mean length of a bin, at each end of the axis
_HOVER = "%{hovertext}<br>%{fullData.name}: %{text}<extra></extra>"
"""The category name comes from the trace; repeated in each bar it would be most of the figure's JSON."""


@dataclass(frozen=True, eq=False)
class Histogram:
    """A histogram, laid out."""

    view: ChartView
    binned: BinnedEvents
    pointers: tuple[Pointer, ...]
    layout: TimelineLayout
    caption: Caption

    @property
    def axis(self) -> TimeAxis:
        """The time axis."""
        return _time_axis(self.binned.bins, self.layout.plot_width)

    def draw(self) -> FigureParts:
        """Return traces and layout, which are never more than browsers take.

        Bars of defections stack up, all that is certain below all that is possible; those of context stand in a strip
        below, on a scale of their own.
        """
        counts, axis = fit_count_axis(self.binned, self.layout.plot_height), self.axis
        series = bar_series(self.view, self.binned, counts)
        strength = DIMMED_BAR_OPACITY if self.view.marked else 1
        traces = [
            *(bar_trace(it, self.binned, axis, strength) for it in series),
            *pointer_traces(self.pointers, counts.top, counts.base, axis),
            *legend_traces(self.caption.legend),
        ]
        strip = [counts.base] if self.binned.has_strip else []
        layout = {
            **common_layout(self.layout),
            "meta": {"stretch": True},
            "barmode": "stack",
            "legend": legend_layout(self.caption, self.layout),
            "shapes": [*map(_ground_line, [0.0, *strip]), *break_lines(axis)],
            "annotations": [
                *break_labels(axis, _BREAK_LABEL_HEIGHT),
                note_annotation(self.caption, self.layout),
                *([_strip_label(self.binned)] if strip else []),
            ],
            "xaxis": _xaxis(self.binned.bins, axis),
            "yaxis": count_axis_layout(counts),
        }
        return {"data": traces, "layout": layout}


def lay_out_histogram(view: ChartView, size: ChartSize, true_scale: bool, with_colour_legend: bool) -> Histogram | None:
    """Lay out the timeline as a histogram, or return nothing where no event has a date in its first claim."""
    plot_width = size.width - _LEFT - RIGHT_MARGIN
    binned = bin_events(view, plot_width, true_scale)
    if binned is None:
        return None
    found = tuple(point_at_marked(view))
    note = describe_bars(binned, len(view.marked), len(found))
    top = _TOP_WITH_LABELS if found or binned.bins.breaks else _TOP
    legend = _legend(view, binned, with_colour_legend)
    caption = lay_out_caption(note, legend, size.width, tick_rows=1)
    if size.is_fixed and size.height - top - caption.height < _MIN_FIXED_PLOT:
        caption = lay_out_caption(note, [], size.width, tick_rows=1)
    height = size.height
    if not size.is_fixed:
        min_plot = _MIN_PLOT + STRIP_HEIGHT * binned.has_strip
        height = max(height, top + min_plot + caption.height, MIN_HEIGHT)
    layout = TimelineLayout(size.width, height, _LEFT, top, caption.height)
    return Histogram(view, binned, found, layout, caption)


def _time_axis(bins: TimeBins, width: float) -> TimeAxis:
    margin = _AXIS_MARGIN * _mean_length(bins)
    return TimeAxis(bins.edges[0] - margin, bins.edges[-1] + margin, bins.breaks, width)


def _mean_length(bins: TimeBins) -> float:
    return float((bins.edges[-1] - bins.edges[0]) / len(bins))


def _legend(view: ChartView, binned: BinnedEvents, with_colour_legend: bool) -> list[TimelineLegendEntry]:
    drawn = [category for category, row in zip(view.categories, binned.defections, strict=True) if row.any()]
    colours = colour_legend(drawn, bool(binned.context.any())) if with_colour_legend else []
    return colours + (certainty_legend() if (binned.certain != binned.possible).any() else [])


@dataclass(frozen=True, eq=False)
class BarSeries:
    """The solid or the pale bars of one category."""

    name: str
    colour: str
    heights: np.ndarray  # (n bins,) in units of the vertical axis; 0 where there is no bar
    words: Sequence[str]  # (n bins,) how many events of the category each bin has
    is_pale: bool
    is_low: np.ndarray  # (n bins,) whether the whole column is too low to be seen without an outline
    starts: np.ndarray | None = None  # (n bins,) where each bar begins, if not on the bars below


def bar_series(view: ChartView, binned: BinnedEvents, counts: CountAxis) -> list[BarSeries]:
    """Return the solid bars of each category in the order of the legend, the pale bars above them, then context."""
    certain, uncertain = binned.certain[:-1], (binned.possible - binned.certain)[:-1]
    words = _defections_in_words(binned)
    is_low = binned.defections.sum(axis=0) < LOW_BAR_EDGE * counts.unit
    series = [
        BarSeries(category.name, category.colour, heights, said, is_pale, is_low)
        for is_pale, part in ((False, certain), (True, uncertain))
        for category, heights, said in zip(view.categories, part, words, strict=True)
    ]
    return [it for it in [*series, *_context_series(binned, counts)] if it.heights.any()]


def _context_series(binned: BinnedEvents, counts: CountAxis) -> list[BarSeries]:
    certain, possible = binned.certain[-1], binned.possible[-1]
    words = [context_in_words(*pair) for pair in zip(certain.tolist(), possible.tolist(), strict=True)]
    solid, pale = certain * counts.context_scale, (possible - certain) * counts.context_scale
    base, is_low = np.full(len(certain), counts.base), solid + pale < LOW_BAR_EDGE * counts.unit
    return [
        BarSeries(CONTEXT_LABEL, CONTEXT_GREY, solid, words, False, is_low, base),
        BarSeries(CONTEXT_LABEL, CONTEXT_GREY, pale, words, True, is_low, base + solid),
    ]


def _defections_in_words(binned: BinnedEvents) -> list[list[str]]:
    """Return what each category has in each bin, in words."""
    certain, possible = binned.certain[:-1], binned.possible[:-1]
    totals = list(zip(certain.sum(axis=0).tolist(), possible.sum(axis=0).tolist(), strict=True))
    return [
        [defections_in_words(pair, total) for pair, total in zip(zip(*rows, strict=True), totals, strict=True)]
        for rows in zip(certain.tolist(), possible.tolist(), strict=True)
    ]


def bar_trace(series: BarSeries, binned: BinnedEvents, axis: TimeAxis, strength: float) -> dict[str, Any]:
    """Return the bars of a series; a click on one narrows the selection to its bin.

    `strength` is the opacity of a solid fill. A fill that is not solid has an edge in the full colour.
    """
    edges, at = binned.bins.edges, np.flatnonzero(series.heights)
    start, end = edges[at], edges[at + 1]
    gap = np.minimum(_BAR_GAP * _mean_length(binned.bins), (end - start) / 2)  # a bin may be cut short
    opacity = PALE_BAR_OPACITY * strength if series.is_pale else strength
    trace = {
        "type": "bar",
        "name": escaped(series.name),
        "x": (start + end) / 2 * DAY_MS,
        "y": series.heights[at],
        "width": np.clip(end - start - gap, None, MAX_BAR / axis.pixels_per_day) * DAY_MS,
        "marker": {
            "color": translucent(series.colour, opacity) if opacity < 1 else series.colour,
            "line": {
                "width": np.where(series.is_low[at], LOW_BAR_EDGE, PALE_BAR_EDGE if opacity < 1 else 0),
                "color": series.colour,
            },
        },
        "customdata": binned.bounds[at],
        "meta": {"narrows": "stretch", "part": "possible" if series.is_pale else "certain"},
        "hovertext": [binned.words[n] for n in at.tolist()],
        "text": [series.words[n] for n in at.tolist()],
        "textposition": "none",
        "hovertemplate": _HOVER,
        "showlegend": False,
    }
    return trace if series.starts is None else trace | {"base": series.starts[at]}


def _xaxis(bins: TimeBins, axis: TimeAxis) -> dict[str, Any]:
    return {"side": "bottom", **xaxis_layout(axis), **bin_tick_layout(bins, axis), "showgrid": False}


def _ground_line(y: float) -> dict[str, Any]:
    return {"type": "line", "xref": "x domain", "x0": 0, "x1": 1, "y0": y, "y1": y,
            "line": {"color": STRONG_RULE, "width": 1}}  # fmt: skip


def _strip_label(binned: BinnedEvents) -> dict[str, Any]:
    text = context_strip(int(binned.context.max()), binned.bins.unit)
    return {
        "text": text, "font": {"size": SMALL_FONT, "color": MUTED}, "showarrow": False, "x": 0, "xref": "x domain",
        "xanchor": "left", "y": 0, "yref": "y", "yanchor": "top", "yshift": -_STRIP_LABEL_DEPTH,
    }  # fmt: skip
