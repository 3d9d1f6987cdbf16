"""The line over the days of something that lasted: thick where it certainly went on, thin where it may have.

An open end fades; dashes lead to an end that is not known.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.charts.timeline.axis import iso
from dashboard.charts.timeline.claim_marks import ClaimMark, span_marker
from dashboard.charts.timeline.claims import Claim
from dashboard.charts.timeline.style import DAY_MS, LASTED, LASTED_FADE_OPACITY, LASTED_OPACITY, SPAN_EDGE

_FADE_STEPS = 3  # of an end that is open
_DASHES = 4  # towards an end that is not known


@dataclass(frozen=True)
class LineSizes:
    """How high the line is, in units of the vertical axis."""

    certain: float
    possible: float


@dataclass(frozen=True)
class _Bar:
    mark: ClaimMark
    start: float
    end: float
    height: float
    opacity: float
    edge: float  # px


def lasting_traces(
    marks: Sequence[ClaimMark], sizes: LineSizes, hover: Callable[[Claim], str] | None
) -> list[dict[str, Any]]:
    """Return the lines of all claims that lasted, where there are any."""
    bars = [bar for mark in marks if mark.claim.is_lasting for bar in _bars(mark, sizes)]
    if not bars:
        return []
    texts = {"hovertext": [hover(bar.mark.claim) for bar in bars], "hoverinfo": "text"} if hover else {}
    return [
        {
            "type": "bar",
            "orientation": "h",
            "name": LASTED,
            "base": [iso(bar.start) for bar in bars],
            "x": [round((bar.end - bar.start) * DAY_MS) for bar in bars],
            "y": [bar.mark.row_y for bar in bars],
            "width": [bar.height for bar in bars],
            "marker": span_marker([(bar.mark.claim, bar.opacity, bar.edge) for bar in bars]),
            "customdata": [[bar.mark.claim.event.id] for bar in bars],
            "hoverinfo": "skip",
            **texts,
            "showlegend": False,
        }
    ]


def _bars(mark: ClaimMark, sizes: LineSizes) -> Iterator[_Bar]:
    claim, span = mark.claim, mark.span
    start, end = claim.certain_span
    is_known = start < end
    if not is_known:
        start = end = span.mark
    if claim.is_end_unknown:
        yield from _dashed_bars(mark, (start, end), sizes)
    elif not is_known or (start, end) != (span.start, span.end):
        # One upon the other, those of an open end fade, as it may have gone on for longer.
        steps = _FADE_STEPS if claim.is_open else 1
        step_opacity = (LASTED_FADE_OPACITY if steps > 1 else LASTED_OPACITY) * claim.opacity
        for step in range(steps):
            share, edge = step / steps, SPAN_EDGE if step == steps - 1 else 0
            first, last = span.start + (start - span.start) * share, span.end + (end - span.end) * share
            yield _Bar(mark, first, last, sizes.possible, step_opacity, edge)
    if is_known:
        yield _Bar(mark, start, end, sizes.certain, LASTED_OPACITY * claim.opacity, SPAN_EDGE)


def _dashed_bars(mark: ClaimMark, certain: tuple[float, float], sizes: LineSizes) -> Iterator[_Bar]:
    """Yield dashes from the days that are certain towards the end that is not known, and a line over the other days."""
    span, (start, end), opacity = mark.span, certain, LASTED_OPACITY * mark.claim.opacity
    is_start_unknown = mark.claim.start is None
    begin, finish = (span.start, start) if is_start_unknown else (end, span.end)
    dash = (finish - begin) / (2 * _DASHES)
    for n in range(_DASHES):
        first = begin + dash * (2 * n if is_start_unknown else 2 * n + 1)
        yield _Bar(mark, first, first + dash, sizes.certain, opacity, SPAN_EDGE)
    first, last = (end, span.end) if is_start_unknown else (span.start, start)
    if first < last:
        yield _Bar(mark, first, last, sizes.possible, opacity, SPAN_EDGE)
