"""The timeline as a histogram: how many events a month, a quarter or a year has, whatever the number of events."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from dashboard.charts.rich_text import escaped
from dashboard.charts.theme import CONTEXT_GREY, MUTED, STRONG_RULE
from dashboard.charts.timeline.axis import TimeAxis
from dashboard.charts.timeline.axis_layout import break_labels, break_lines, xaxis_layout
from dashboard.charts.timeline.bin_ticks import bin_tick_layout
from dashboard.charts.timeline.binned_events import MAX_BAR, BinnedEvents, bin_events, count_in_words
from dashboard.charts.timeline.bins import TimeBins
from dashboard.charts.timeline.caption import Caption, lay_out_caption, legend_layout, note_annotation
from dashboard.charts.timeline.count_axis import STRIP_HEIGHT, count_axis_layout, fit_count_axis
from dashboard.charts.timeline.figure_parts import FigureParts
from dashboard.charts.timeline.layout import MIN_HEIGHT, RIGHT_MARGIN, TimelineLayout, common_layout
from dashboard.charts.timeline.legend import TimelineLegendEntry, colour_legend, legend_traces
from dashboard.charts.timeline.notes import describe_bars
from dashboard.charts.timeline.pointers import Pointer, point_at_marked, pointer_traces
from dashboard.charts.timeline.style import DAY_MS, DIMMED_BAR_OPACITY, SMALL_FONT
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

        Bars of defections stack up; those of context stand in a strip below, on a scale of their own.
        """
        counts, axis = fit_count_axis(self.binned, self.layout.plot_height), self.axis
        max_bar = MAX_BAR / axis.pixels_per_day
        series = bar_series(self.view, self.binned, counts.base, counts.context_scale)
        opacity = DIMMED_BAR_OPACITY if self.view.marked else 1
        traces = [
            *(bar_trace(it, self.binned, max_bar) | {"opacity": opacity} for it in series),
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
    legend = _legend(view, binned) if with_colour_legend else []
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


def _legend(view: ChartView, binned: BinnedEvents) -> list[TimelineLegendEntry]:
    drawn = [category for category, row in zip(view.categories, binned.defections, strict=True) if row.any()]
    return colour_legend(drawn, bool(binned.context.any()))


@dataclass(frozen=True, eq=False)
class BarSeries:
    """The bars of one category."""

    name: str
    colour: str
    heights: np.ndarray  # (n bins,) in units of the vertical axis; 0 where there is no bar
    words: tuple[str, ...]  # how many events each bar stands for, of the bars that there are
    base: float | None = None  # where they begin, if not on the bars below


def bar_series(view: ChartView, binned: BinnedEvents, base: float, context_scale: float) -> list[BarSeries]:
    """Return the bars of each category that has events, in the order of the legend; those of context from a base."""
    totals = binned.defections.sum(axis=0)
    series = [
        BarSeries(category.name, category.colour, counts, _shares_in_words(counts, totals))
        for category, counts in zip(view.categories, binned.defections, strict=True)
        if counts.any()
    ]
    context = binned.context
    if context.any():
        words = tuple(_context_in_words(count) for count in context[context != 0].tolist())
        series.append(BarSeries(CONTEXT_LABEL, CONTEXT_GREY, context * context_scale, words, base))
    return series


def _context_in_words(count: float) -> str:
    return f"{count_in_words(count)} {'event' if round(count) <= 1 else 'events'}"


def _shares_in_words(counts: np.ndarray, totals: np.ndarray) -> tuple[str, ...]:
    has_bar = counts != 0
    pairs = zip(counts[has_bar].tolist(), totals[has_bar].tolist(), strict=True)
    return tuple(_share_in_words(count, total) for count, total in pairs)


def _share_in_words(count: float, total: float) -> str:
    """Say how many defections a bar stands for, and of how many in all bars of its bin, if these are more."""
    some, every = count_in_words(count), count_in_words(total)
    noun = "defection" if round(total) <= 1 else "defections"
    return f"{some} {noun}" if count == total or total < 1 else f"{some} of {every} {noun}"


def bar_trace(series: BarSeries, binned: BinnedEvents, max_bar: float) -> dict[str, Any]:
    """Return the bars of a category, at most `max_bar` days wide; a click on one narrows the selection to its bin."""
    edges, at = binned.bins.edges, np.flatnonzero(series.heights)
    start, end = edges[at], edges[at + 1]
    trace = {
        "type": "bar",
        "name": escaped(series.name),
        "x": (start + end) / 2 * DAY_MS,
        "y": series.heights[at],
        "width": np.minimum(end - start - _BAR_GAP * _mean_length(binned.bins), max_bar) * DAY_MS,
        "marker": {"color": series.colour, "line": {"width": 0}},
        "customdata": binned.bounds[at],
        "meta": {"narrows": "stretch"},
        "hovertext": [binned.words[n] for n in at.tolist()],
        "text": list(series.words),
        "textposition": "none",
        "hovertemplate": _HOVER,
        "showlegend": False,
    }
    return trace if series.base is None else trace | {"base": series.base}


def _xaxis(bins: TimeBins, axis: TimeAxis) -> dict[str, Any]:
    return {"side": "bottom", **xaxis_layout(axis), **bin_tick_layout(bins, axis), "showgrid": False}


def _ground_line(y: float) -> dict[str, Any]:
    return {"type": "line", "xref": "x domain", "x0": 0, "x1": 1, "y0": y, "y1": y,
            "line": {"color": STRONG_RULE, "width": 1}}  # fmt: skip


def _strip_label(binned: BinnedEvents) -> dict[str, Any]:
    """Return the name of the strip of context, and what its highest bar holds."""
    max_count = float(binned.context.max())
    unit = binned.bins.unit
    number = f"up to {count_in_words(max_count)} a {unit}" if max_count >= 1 else f"less than 1 a {unit}"
    text = f"{CONTEXT_LABEL}: {number}"
    return {
        "text": text, "font": {"size": SMALL_FONT, "color": MUTED}, "showarrow": False, "x": 0, "xref": "x domain",
        "xanchor": "left", "y": 0, "yref": "y", "yanchor": "top", "yshift": -_STRIP_LABEL_DEPTH,
    }  # fmt: skip
