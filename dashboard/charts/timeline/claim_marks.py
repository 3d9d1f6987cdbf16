"""The marks of claims: a symbol for each, filled, or hollow where it is a conflicting report."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.charts.theme import INK, KIND_SYMBOLS, PAPER
from dashboard.charts.timeline.axis import iso
from dashboard.charts.timeline.claims import Claim, DateSpan
from dashboard.charts.timeline.style import HOLLOW_OUTLINE, MAX_EXTRA_STAR_SIZE, OUTLINE


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
        edge = _edge_colours(own, [PAPER] * len(own)) if outlines_marked and _any_marked(own) else PAPER
        traces.append(
            _mark_trace("Milestones", own, hover)
            | {"marker": _marker(own, [mark.claim.colour for mark in own], OUTLINE, edge)}
        )
    if conflicting:
        colours = [mark.claim.colour for mark in conflicting]
        edge = _edge_colours(conflicting, colours) if outlines_marked else colours
        traces.append(
            _mark_trace("Conflicting milestones", conflicting, hover)
            | {"marker": _marker(conflicting, PAPER, HOLLOW_OUTLINE, edge)}
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


def _marker(marks: Sequence[ClaimMark], fill: str | list[str], outline: float, edge: str | list[str]) -> dict[str, Any]:
    return {
        "symbol": [KIND_SYMBOLS[mark.claim.milestone.kind] for mark in marks],
        "size": [_symbol_size(mark) for mark in marks],
        "color": fill,
        "opacity": [mark.claim.opacity for mark in marks],
        "line": {"width": outline, "color": edge},
    }


def _edge_colours(marks: Sequence[ClaimMark], colours: Sequence[str]) -> list[str]:
    """Return ink for the marks of marked events, and the colours given for all others."""
    return [INK if mark.claim.event.is_marked else colour for mark, colour in zip(marks, colours, strict=True)]


def _any_marked(marks: Sequence[ClaimMark]) -> bool:
    return any(mark.claim.event.is_marked for mark in marks)


def _symbol_size(mark: ClaimMark) -> float:
    is_star = mark.claim.milestone.kind == "announcement"
    return mark.size + (min(MAX_EXTRA_STAR_SIZE, mark.size / 3) if is_star else 0)
