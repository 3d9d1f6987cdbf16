"""The traces of a timeline of lanes: lanes, possible days, lines to conflicting reports, and words."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from dashboard.charts.rich_text import escaped
from dashboard.charts.theme import INK, MUTED, RULE, STRONG_RULE
from dashboard.charts.timeline.axis import TimeAxis, iso
from dashboard.charts.timeline.claim_marks import ClaimMark, span_marker, symbol_size
from dashboard.charts.timeline.claims import Claim
from dashboard.charts.timeline.hovers import undated_hover
from dashboard.charts.timeline.lane_marks import MarkedLane
from dashboard.charts.timeline.lane_notes import LaneNote
from dashboard.charts.timeline.lanes import Lane
from dashboard.charts.timeline.style import (
    CONFLICT_LINE,
    CONFLICT_SPAN_SHARE,
    CONFLICTING_REPORT,
    DAY_MS,
    DIMMED_LINE_WIDTH,
    LANE_SPAN_OPACITY,
    MARKED_LANE_OPACITY,
    SMALL_FONT,
    SPAN_EDGE,
)

_BAR, _MINOR_BAR = 17, 9  # px
_FADE_EDGE_GAP = 5  # px, at least, between a mark and the edge of bars that fade
_COVERED_SHARE = 0.5  # of the diameter of a mark, that bars within it are high
_NOTE_MARKER = 12  # px, unseen: it keeps the words off the marks
_MAX_RULED_LANES = 60


def lane_trace(lanes: Sequence[Lane], axis: TimeAxis) -> dict[str, Any]:
    """Return the lanes themselves: they take the click of whoever misses a mark, and show which one is marked.

    One without marks says what its event is when a reader points at it.
    """
    return {
        "type": "bar",
        "orientation": "h",
        "name": "Lanes",
        "base": [iso(axis.start)] * len(lanes),
        "x": [(axis.end - axis.start) * DAY_MS] * len(lanes),
        "y": [lane.top + lane.height / 2 for lane in lanes],
        "width": [lane.height for lane in lanes],
        "marker": {
            "color": INK,
            "opacity": [MARKED_LANE_OPACITY if lane.event.is_marked else 0 for lane in lanes],
            "line": {"width": 0},
        },
        "customdata": [[lane.event.id] for lane in lanes],
        # Where there are marks they say what there is to say.
        "hovertext": ["" if lane.claims else undated_hover(lane.event) for lane in lanes],
        "hoverinfo": ["none" if lane.claims else "text" for lane in lanes],
        "showlegend": False,
    }


@dataclass(frozen=True)
class SpanBar:
    """A bar over possible days of a claim."""

    mark: ClaimMark
    start: float
    end: float
    opacity: float
    edge: float = 0  # px


def span_bars(mark: ClaimMark, fade_steps: int) -> list[SpanBar]:
    """Return the possible days of a claim as bars: one, or several within each other that make its ends fade.

    There is none where it lasted over all these days.
    """
    span = mark.span
    if mark.claim.is_lasting and not mark.claim.has_doubtful_days:
        return []
    strength = LANE_SPAN_OPACITY * mark.claim.opacity * (CONFLICT_SPAN_SHARE if mark.claim.milestone.rival else 1)
    steps = fade_steps if span.start < span.core_start or span.core_end < span.end else 1
    opacity = 1 - (1 - strength) ** (1 / steps)  # one upon the other, they reach the strength
    return [
        SpanBar(
            mark,
            span.start + (span.core_start - span.start) * share,
            span.end + (span.core_end - span.end) * share,
            opacity,
        )
        for step in range(steps)
        for share in (step / steps,)
    ]


def span_trace(
    marks: Sequence[ClaimMark], scale: float, axis: TimeAxis, hover: Callable[[Claim], str], fade_steps: int
) -> dict[str, Any]:
    """Return the possible days of all claims; where a mark covers their ends, these have no edge.

    Where it covers them whole, they end above and below within the mark: what stood out would be a stroke through it.
    """
    bars = [bar for mark in marks for bar in _with_edge(span_bars(mark, fade_steps), axis)]
    claims = [bar.mark.claim for bar in bars]
    return {
        "type": "bar",
        "orientation": "h",
        "name": "Dates",
        "base": [iso(bar.start) for bar in bars],
        "x": [(bar.end - bar.start) * DAY_MS for bar in bars],
        "y": [bar.mark.row_y for bar in bars],
        "width": [_bar_height(bar.mark, axis) / max(1, scale) for bar in bars],
        "marker": span_marker([(bar.mark.claim, bar.opacity, bar.edge) for bar in bars]),
        "customdata": [[claim.event.id] for claim in claims],
        "hovertext": [hover(claim) for claim in claims],
        "hoverinfo": "text",
        "showlegend": False,
    }


def _bar_height(mark: ClaimMark, axis: TimeAxis) -> float:
    """Return the height in pixels of the bars over the possible days of a claim."""
    reach = max(mark.span.mark - mark.span.start, mark.span.end - mark.span.mark)
    if mark.y == mark.row_y and 2 * reach * axis.pixels_per_day < mark.size:
        return mark.size * _COVERED_SHARE
    return _MINOR_BAR if mark.claim.is_minor else _BAR


def _with_edge(bars: Sequence[SpanBar], axis: TimeAxis) -> list[SpanBar]:
    """Return the bars of a claim, the innermost that its mark does not cover with an edge."""
    edged = next((bar for bar in reversed(bars) if not _is_covered(bar, axis)), None)
    return [replace(bar, edge=SPAN_EDGE) if bar is edged else bar for bar in bars]


def _is_covered(bar: SpanBar, axis: TimeAxis) -> bool:
    """Whether a bar ends within its mark, on both sides: its edge would be a box inside of a star.

    Where dates fade, it also does if it ends near its mark: nothing is known to begin or end there.
    """
    days = max(bar.mark.span.mark - bar.start, bar.end - bar.mark.span.mark)
    room = _FADE_EDGE_GAP if bar.mark.claim.fades else 0
    return days * axis.pixels_per_day < symbol_size(bar.mark) / 2 + room


def note_traces(notes: Sequence[LaneNote]) -> list[dict[str, Any]]:
    """Return the words within the lanes, where there are any."""
    if not notes:
        return []
    return [
        {
            "type": "scatter",
            "mode": "markers+text",
            "name": "Words",
            "x": [iso(note.place.day) for note in notes],
            "y": [note.place.y for note in notes],
            "text": ["<br>".join(escaped(line) for line in note.lines) for note in notes],
            "textposition": ["middle left" if note.place.is_left else "middle right" for note in notes],
            "textfont": {
                "size": SMALL_FONT,
                "color": MUTED,
            },
            "marker": {"size": _NOTE_MARKER, "opacity": 0},
            "customdata": [[note.event.id] for note in notes],
            "hoverinfo": "none",
            "showlegend": False,
            "cliponaxis": False,
        }
    ]


@dataclass(frozen=True)
class ConflictLine:
    """A line from a claim in dispute down to a conflicting source, and across to its nearest mark."""

    event_id: str
    is_dimmed: bool
    start: tuple[float, float]  # day, y
    end: tuple[float, float]


def conflict_lines(lanes: Sequence[MarkedLane], notes: Sequence[LaneNote], axis: TimeAxis) -> list[ConflictLine]:
    """Return a line to each row of conflicting reports. It stops at words in its way: they lead on to the mark."""
    note_by_row = {(note.event.id, note.row): note for note in notes}
    lines = []
    for marked in lanes:
        event = marked.lane.event
        for row, conflicting in marked.rows.items():
            if row == 0 or 0 not in marked.rows:
                continue
            disputed = marked.disputed_mark(conflicting)
            start = disputed.span.mark
            nearest = min(conflicting, key=lambda mark: abs(mark.span.mark - start))
            end, note = nearest.span.mark, note_by_row.get((event.id, row))
            if note and note.place.is_left == (start < end):
                end = axis.moment(note.place.reach)
            lines.append(ConflictLine(event.id, event.is_dimmed, (start, disputed.y), (end, nearest.row_y)))
    return lines


def conflict_line_traces(lines: Sequence[ConflictLine]) -> list[dict[str, Any]]:
    """Return the lines as thin dashed ones: those of dimmed events apart, in the order in which they first come."""
    return [_conflict_line_trace([it for it in lines if it.is_dimmed == dimmed], dimmed)
            for dimmed in dict.fromkeys(line.is_dimmed for line in lines)]  # fmt: skip


def _conflict_line_trace(lines: Sequence[ConflictLine], is_dimmed: bool) -> dict[str, Any]:
    xs: list[str | None] = []
    ys: list[float | None] = []
    for line in lines:
        xs += [iso(line.start[0]), iso(line.start[0]), iso(line.end[0]), None]
        ys += [line.start[1], line.end[1], line.end[1], None]
    return {
        "type": "scatter",
        "mode": "lines",
        "name": CONFLICTING_REPORT,
        "x": xs,
        "y": ys,
        "line": CONFLICT_LINE | ({"width": DIMMED_LINE_WIDTH} if is_dimmed else {}),
        "meta": {"lines": [[line.event_id] for line in lines]},
        "hoverinfo": "skip",
        "showlegend": False,
    }


def lane_rules(lanes: Sequence[Lane]) -> list[dict[str, Any]]:
    """Return thin rules between defections, and a stronger one above the context; none between very many."""
    if len(lanes) > _MAX_RULED_LANES:
        return []
    return [
        {"type": "line", "xref": "x domain", "x0": 0, "x1": 1, "y0": below.top, "y1": below.top, "layer": "below",
         "line": {"color": STRONG_RULE if below.event.is_context else RULE, "width": 1}}
        for above, below in pairwise(lanes)
        if not above.event.is_context
    ]  # fmt: skip
