"""The vertical axis of a histogram: numbers of defections, and below them a strip of context on a scale of its own."""

from dataclasses import dataclass
from typing import Any

from dashboard.charts.theme import MUTED, RULE
from dashboard.charts.timeline.binned_events import BinnedEvents
from dashboard.charts.timeline.style import SMALL_FONT

_STRIP, _STRIP_GAP = 40, 30  # px: of context, and above it
_MAX_STRIP_SHARE = 0.35  # of the plot
MIN_TICK_DISTANCE = 30  # px
_MAX_TICKS = 5
_HEADROOM = 1.03
_FOOT = 2  # px, below the lowest bars: space for half of the outline that makes very low bars visible

STRIP_HEIGHT = _STRIP + _STRIP_GAP
"""What the strip of context takes in pixels, where there is space."""


@dataclass(frozen=True)
class CountAxis:
    """A vertical axis in numbers of defections; where only context is drawn, in numbers of context events."""

    top: float
    base: float  # where the strip of context begins: below 0 where there is one
    bottom: float  # of the plot, a little lower
    unit: float  # how many events a pixel stands for, in the unit of the axis
    context_scale: float  # what an event of context takes, in defections
    ticks: tuple[int, ...]


def fit_count_axis(binned: BinnedEvents, plot_height: int) -> CountAxis:
    """Return the axis that shows all bars in a plot of some height in pixels."""
    strip = min(STRIP_HEIGHT * binned.has_strip, int(_MAX_STRIP_SHARE * plot_height))
    counts = binned.defections.sum(axis=0) if binned.defections.any() else binned.context
    max_count = float(counts.max())
    top = _HEADROOM * max_count
    height = plot_height - strip - _FOOT  # of the part for defections
    unit = top / height
    context_scale = 1.0
    if binned.has_strip:
        context_scale = strip * _STRIP / STRIP_HEIGHT * unit / float(binned.context.max())
    ticks = count_ticks(max_count, height / MIN_TICK_DISTANCE)
    return CountAxis(top, -strip * unit, -(strip + _FOOT) * unit, unit, context_scale, ticks)


def count_ticks(max_count: float, room: float) -> tuple[int, ...]:
    """Return round numbers from 0 up to `max_count`, about as many as have room."""
    steps = (digit * 10**power for power in range(12) for digit in (1, 2, 5))
    step = next(step for step in steps if max_count / step <= max(1.0, min(room, _MAX_TICKS)))
    return tuple(range(0, int(max_count) + 1, step))


def count_axis_layout(axis: CountAxis) -> dict[str, Any]:
    """Return the layout of the axis."""
    return {
        "range": [axis.bottom, axis.top],
        "fixedrange": True,
        "gridcolor": RULE,
        "zeroline": False,
        "tickmode": "array",
        "tickvals": list(axis.ticks),
        "ticktext": [f"{tick:,}" for tick in axis.ticks],
        "ticks": "",
        "tickfont": {"size": SMALL_FONT, "color": MUTED},
    }
