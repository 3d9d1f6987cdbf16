"""The legend of a timeline: what colours, symbols, bars and fades stand for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.charts.rich_text import escaped
from dashboard.charts.text_metrics import legend_rows
from dashboard.charts.theme import CONTEXT_GREY, KIND_SYMBOLS, MUTED
from dashboard.charts.timeline.claims import Claim
from dashboard.charts.timeline.style import (
    APPROXIMATE_OR_OPEN,
    CERTAIN,
    CONFLICT_LINE,
    CONFLICTING_REPORT,
    END_NOT_KNOWN,
    LASTED,
    LEGEND_APPROXIMATE,
    LEGEND_CERTAIN,
    LEGEND_CONFLICT_MARKER,
    LEGEND_CONTEXT_MARKER,
    LEGEND_END_NOT_KNOWN_LINE,
    LEGEND_LASTED_LINE,
    LEGEND_MARKER,
    LEGEND_POSSIBLE,
    POSSIBLE,
    POSSIBLE_DAYS,
    START_OR_END_NOT_KNOWN,
)
from dashboard.charts.view import Category
from dashboard.dataset.vocabulary import CONTEXT_LABEL, KIND_LABELS

_ROW_HEIGHT, _MARGIN = 19, 3  # px


@dataclass(frozen=True)
class TimelineLegendEntry:
    """A name in the legend and how its marker, its line, or both look, in plotly's terms."""

    name: str
    marker: dict[str, Any] | None = None
    line: dict[str, Any] | None = None


def colour_legend(categories: Sequence[Category], has_context: bool) -> list[TimelineLegendEntry]:
    """Return what the colours of categories mean."""
    entries = [TimelineLegendEntry(it.name, _dot(it.colour, LEGEND_MARKER)) for it in categories]
    return entries + (
        [TimelineLegendEntry(CONTEXT_LABEL, _dot(CONTEXT_GREY, LEGEND_CONTEXT_MARKER))] if has_context else []
    )


def certainty_legend() -> list[TimelineLegendEntry]:
    """Return what the solid and the pale bars of columns mean."""
    return [TimelineLegendEntry(CERTAIN, LEGEND_CERTAIN), TimelineLegendEntry(POSSIBLE, LEGEND_POSSIBLE)]


def claim_colour_legend(claims: Iterable[Claim], categories: Sequence[Category]) -> list[TimelineLegendEntry]:
    """Return what the colours of claims mean, for those categories that have any."""
    events = [claim.event for claim in claims]
    drawn = sorted({event.category_index for event in events if not event.is_context})
    return colour_legend([categories[n] for n in drawn], any(event.is_context for event in events))


def claim_legend(claims: Sequence[Claim]) -> list[TimelineLegendEntry]:
    """Return what the symbols and bars of claims mean, as far as they are drawn; conflicting reports come last."""
    kinds = {claim.milestone.kind for claim in claims}
    entries = [
        TimelineLegendEntry(label, {"symbol": KIND_SYMBOLS[kind], "size": LEGEND_MARKER, "color": MUTED})
        for kind, label in KIND_LABELS.items()
        if kind in kinds
    ]
    if any(claim.is_lasting for claim in claims):
        entries.append(TimelineLegendEntry(LASTED, line=LEGEND_LASTED_LINE))
    if unknown := [claim for claim in claims if claim.is_end_unknown]:
        name = START_OR_END_NOT_KNOWN if any(claim.start is None for claim in unknown) else END_NOT_KNOWN
        entries.append(TimelineLegendEntry(name, line=LEGEND_END_NOT_KNOWN_LINE))
    if any(claim.has_doubtful_days for claim in claims):
        entries.append(TimelineLegendEntry(POSSIBLE_DAYS, LEGEND_POSSIBLE))
    if any(claim.fades for claim in claims):
        entries.append(TimelineLegendEntry(APPROXIMATE_OR_OPEN, LEGEND_APPROXIMATE))
    if any(claim.milestone.rival for claim in claims):
        entries.append(TimelineLegendEntry(CONFLICTING_REPORT, LEGEND_CONFLICT_MARKER, CONFLICT_LINE))
    return entries


def legend_height(entries: Sequence[TimelineLegendEntry], width: int) -> int:
    """Return how many pixels a legend takes in a figure of some width."""
    return _MARGIN + _ROW_HEIGHT * legend_rows([entry.name for entry in entries], width) if entries else 0


def legend_traces(entries: Iterable[TimelineLegendEntry]) -> list[dict[str, Any]]:
    """Return traces without data, one for each entry of the legend."""
    return [_legend_trace(entry) for entry in entries]


def _legend_trace(entry: TimelineLegendEntry) -> dict[str, Any]:
    styles = {name: style for name, style in (("line", entry.line), ("marker", entry.marker)) if style}
    return {
        "type": "scatter",
        "mode": "+".join(f"{name}s" for name in styles),
        "x": [None],
        "y": [None],
        "name": escaped(entry.name),
        **styles,
        "showlegend": True,
        "hoverinfo": "skip",
    }


def _dot(colour: str, size: int) -> dict[str, Any]:
    return {"symbol": "circle", "size": size, "color": colour}
