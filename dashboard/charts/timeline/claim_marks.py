"""The marks of claims: a symbol for each, filled, or hollow where it is a conflicting report."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.charts.theme import INK, KIND_SYMBOLS, PAPER, pale, translucent
from dashboard.charts.timeline.axis import iso
from dashboard.charts.timeline.claims import Claim, DateSpan
from dashboard.charts.timeline.style import DIMMED_HOLLOW_OUTLINE, HOLLOW_OUTLINE, MAX_EXTRA_STAR_SIZE, OUTLINE


@dataclass(frozen=True, eq=False)
class ClaimMark:
    """A claim at its place in a chart; y in the units of its vertical axis."""

    claim: Claim
    span: DateSpan
    row_y: float  # of the days on which it may lie
    y: float  # of the mark, which keeps clear of others in its row
    size: float  # px


def mark_traces(
    marks: Sequence[ClaimMark], hover: Callable[[Claim], str], outlines_marked: bool = False
) -> list[dict[str, Any]]:
    """Return the marks of the events' own claims, then the conflicting ones; marked events may have an edge in ink."""
    own = [mark for mark in marks if not mark.claim.milestone.rival]
    conflicting = [mark for mark in marks if mark.claim.milestone.rival]
    traces = []
    if own:
        fills = [pale(it.claim.colour) if it.claim.event.is_dimmed else it.claim.colour for it in own]
        edges = [it.claim.colour if it.claim.event.is_dimmed else PAPER for it in own]
        edge = _edge_colours(own, edges) if outlines_marked else edges
        same = edge[0] if len(set(edge)) == 1 else edge
        traces.append(_mark_trace("Milestones", own, hover) | {"marker": _marker(own, fills, OUTLINE, same)})
    if conflicting:
        colours = [mark.claim.colour for mark in conflicting]
        edge = _edge_colours(conflicting, colours) if outlines_marked else colours
        widths = [DIMMED_HOLLOW_OUTLINE if it.claim.event.is_dimmed else HOLLOW_OUTLINE for it in conflicting]
        traces.append(
            _mark_trace("Conflicting milestones", conflicting, hover)
            | {"marker": _marker(conflicting, PAPER, widths, edge)}
        )
    return traces


def _mark_trace(name: str, marks: Sequence[ClaimMark], hover: Callable[[Claim], str]) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "name": name,
        "x": [iso(mark.span.mark) for mark in marks],
        "y": [mark.y for mark in marks],
        "customdata": [[mark.claim.event.id] for mark in marks],
        "hovertext": [hover(mark.claim) for mark in marks],
        "hoverinfo": "text",
        "showlegend": False,
    }


def _marker(
    marks: Sequence[ClaimMark], fill: str | list[str], outline: float | list[float], edge: str | list[str]
) -> dict[str, Any]:
    return {
        "symbol": [KIND_SYMBOLS[mark.claim.milestone.kind] for mark in marks],
        "size": [symbol_size(mark) for mark in marks],
        "color": fill,
        "opacity": 1,  # plotly draws marks of several sizes at 0.7
        "line": {"width": outline, "color": edge},
    }


def _edge_colours(marks: Sequence[ClaimMark], colours: Sequence[str]) -> list[str]:
    """Return ink for the marks of marked events, and the colours given for all others."""
    return [INK if mark.claim.event.is_marked else colour for mark, colour in zip(marks, colours, strict=True)]


def symbol_size(mark: ClaimMark) -> float:
    """Return the diameter of a mark in pixels."""
    is_star = mark.claim.milestone.kind == "announcement"
    return mark.size + (min(MAX_EXTRA_STAR_SIZE, mark.size / 3) if is_star else 0)


def span_marker(bars: Sequence[tuple[Claim, float, float]]) -> dict[str, Any]:
    """Return how bars over days look: each with its claim, the opacity of its fill and the width of its edge in px."""
    return {
        "color": [translucent(claim.colour, opacity) for claim, opacity, _ in bars],
        "line": {"width": [edge for *_, edge in bars], "color": [claim.colour for claim, *_ in bars]},
    }
