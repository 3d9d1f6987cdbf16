"""What the timeline as lanes and as marks have in common: marks of claims, what they say, key, ticks and breaks."""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from dashboard.charts.rich_text import bold, escaped, muted
from dashboard.charts.text_metrics import hover_lines, legend_rows, wrapped
from dashboard.charts.theme import INK, KIND_SYMBOLS, MUTED, OTHER, PAPER, RULE, rgba
from dashboard.charts.timeline.axis import Axis, iso, span_in_words, ticks
from dashboard.charts.timeline.lanes import Claim
from dashboard.charts.view import ChartView
from dashboard.dataset import date_words, edtf
from dashboard.dataset.vocabulary import KIND_LABELS, STANCE_LABELS

MOST_BYTES = 225_000
"""How much a timeline may hold as JSON, but for the template of all charts."""

RIVAL, STRETCH, FADING, CONTEXT = "Rival claim", "Possible days", "Approximate or open", "Context"
RIGHT = 34  # px, clear of the zoom buttons
LEAST_HEIGHT = 240  # px: plotly leaves a hover out that is higher than its figure
DASH = "3px,3px"
_INDENT = 12  # px, of the key: nearer to the edge plotly would move the plot
_LAST_YEARS = 2_900_000  # days: from about 9909 on
DAY = 86_400_000  # ms
_TICK_FORMATS = [
    {"dtickrange": [None, "M1"], "value": "%-d %b\n%Y"},
    {"dtickrange": ["M1", "M6"], "value": "%b\n%Y"},
    {"dtickrange": ["M12", None], "value": "%Y"},
]

Drawn = dict[str, Any]
"""Traces and layout of a figure, as plain values."""
Entry = tuple[str, dict[str, Any]]
"""A name in the key and the looks of its line, of its marker, or of both."""


@dataclass(frozen=True)
class Room:
    """What a timeline is given: its height in pixels, whether that is fixed, and what it is to draw beside the data."""

    height: int
    true_scale: bool = False
    fixed: bool = False
    key: bool = False  # of the colours: where no map above has it


def fits(drawn: Drawn) -> bool:
    """Return whether a timeline holds little enough for a browser."""
    plain = json.dumps([drawn["data"], drawn["layout"] | {"template": None}], separators=(",", ":"))
    # plotly writes each of these as six characters.
    return len(plain) + 5 * sum(map(plain.count, "<>/")) <= MOST_BYTES


def long_hover(claim: Claim) -> str:
    """Say what, when as written and as bounds, where, by whom, from which paragraph."""
    return _hover(claim, notes=3, citations=2)


def short_hover(claim: Claim) -> str:
    """Say the same with less of the note and of the paragraphs."""
    return _hover(claim, notes=1, citations=1)


def _hover(claim: Claim, notes: int, citations: int) -> str:
    m = claim.milestone
    date = edtf.parse(m.date)
    words, bounds = date_words.in_words(date), date_words.bounds_in_words(date)
    written = f" · written {m.date}" + (f", {m.qualifier}" if m.qualifier else "")
    lines = [
        *(bold(line) for line in hover_lines(claim.event.label, 2)),
        escaped(_said(m)) + (muted(" · rival claim") if m.rival else ""),
        escaped(words[:1].upper() + words[1:]) + muted(written),
    ]
    lines += [muted(f"Bounds: {bounds}")] if bounds != words else []
    lines += [escaped(line) for value in (m.place, m.by) if value for line in hover_lines(value, 1)]
    lines += [escaped(line) for line in hover_lines(m.note, notes)] if m.note else []
    return "<br>".join(lines + [muted(line) for line in hover_lines(m.citations, citations)])


def shortest_hover(claim: Claim) -> str:
    """Say what, when and from which paragraph in a line each."""
    m = claim.milestone
    words = date_words.in_words(edtf.parse(m.date))
    lines = [bold(hover_lines(claim.event.label, 1)[0]), escaped(_said(m) + " · rival claim" * m.rival)]
    lines += [escaped(words[:1].upper() + words[1:]), escaped(hover_lines(m.citations, 1)[0])]
    return "<br>".join(lines)


def _said(milestone: Any) -> str:
    stance = f": {STANCE_LABELS[milestone.stance]}" if milestone.stance else ""
    return KIND_LABELS[milestone.kind] + stance


def mark_traces(
    claims: Iterable[Claim], hover: Callable[[Claim], str], outlined: frozenset[str] = frozenset()
) -> list[dict[str, Any]]:
    """Return the marks of the milestones: filled, or hollow where the claim is a rival; in ink those outlined."""
    given = list(claims)
    kinds = [
        ("Milestones", False, [c for c in given if not c.milestone.rival]),
        ("Rival milestones", True, [c for c in given if c.milestone.rival]),
    ]

    def line(of: list[Claim], hollow: bool) -> dict[str, Any]:
        own = [c.colour if hollow else PAPER for c in of]
        edge = [INK if c.event.id in outlined else colour for c, colour in zip(of, own, strict=True)]
        return {"width": 1.6 if hollow else 1.2, "color": edge if hollow or outlined else PAPER}

    return [
        {
            "type": "scatter",
            "mode": "markers",
            "name": name,
            "x": [iso(c.at) for c in of],
            "y": [c.mark_y for c in of],
            "marker": {
                "symbol": [KIND_SYMBOLS[c.milestone.kind] for c in of],
                # A star of the same diameter looks smaller.
                "size": [c.size + (min(3, c.size / 3) if c.milestone.kind == "announcement" else 0) for c in of],
                "color": PAPER if hollow else [c.colour for c in of],
                "opacity": [c.alpha for c in of],
                "line": line(of, hollow),
            },
            "customdata": [[c.event.id] for c in of],
            "hovertext": [hover(c) for c in of],
            "hoverinfo": "text",
            "showlegend": False,
        }
        for name, hollow, of in kinds
        if of
    ]


# The key


def colour_entries(view: ChartView, drawn: Iterable[int], context: bool) -> list[Entry]:
    """Return what colours mean, of those categories that are drawn."""
    entries = [(view.categories[n].name, _dot(view.categories[n].colour, 11)) for n in sorted(set(drawn))]
    return entries + ([(CONTEXT, _dot(OTHER, 9))] if context else [])


def _dot(colour: str, size: int) -> dict[str, Any]:
    return {"marker": {"symbol": "circle", "size": size, "color": colour}}


def claim_entries(claims: Sequence[Claim], view: ChartView, room: Room) -> list[Entry]:
    """Return the entries of the key: colours where asked for, the marks, what a stretch means, then rival claims."""
    entries: list[Entry] = []
    if room.key:
        own = {int(c.event.category_index) for c in claims if not c.context}
        entries += colour_entries(view, own, any(c.context for c in claims))
    kinds = {c.milestone.kind for c in claims}
    entries += [
        (label, {"marker": {"symbol": KIND_SYMBOLS[kind], "size": 11, "color": MUTED}})
        for kind, label in KIND_LABELS.items()
        if kind in kinds
    ]
    if any(c.latest is None or c.earliest is None or c.latest - c.earliest > 1 for c in claims):
        entries.append((STRETCH, {"line": {"color": rgba(MUTED, 0.45), "width": 10}}))
    if any(c.latest is None or c.earliest is None or c.widened for c in claims):
        entries.append((FADING, {"line": {"color": rgba(MUTED, 0.18), "width": 10}}))
    if any(c.milestone.rival for c in claims):
        ring = {"symbol": "circle", "size": 10, "color": PAPER, "line": {"width": 1.6, "color": MUTED}}
        entries.append((RIVAL, {"marker": ring, "line": {"color": OTHER, "width": 1, "dash": DASH}}))
    return entries


def key_height(entries: Sequence[Entry], width: int) -> int:
    """Return how many pixels the key takes."""
    return 3 + 19 * legend_rows([name for name, _ in entries], width) if entries else 0


def key_traces(entries: Sequence[Entry]) -> list[dict[str, Any]]:
    """Return the traces that make the key."""
    return [
        {
            "type": "scatter",
            "mode": "+".join(mode for mode, part in (("lines", "line"), ("markers", "marker")) if part in look),
            "x": [None],
            "y": [None],
            "name": escaped(name),
            **look,
            "showlegend": True,
            "hoverinfo": "skip",
        }
        for name, look in entries
    ]


# The axis


def time_axis(time: Axis) -> dict[str, Any]:
    """Return the layout of the time axis, of which its side is not said."""
    return {
        "type": "date",
        "range": [iso(time.start), iso(time.end)],
        "rangebreaks": [{"bounds": [iso(a), iso(b)]} for a, b in time.breaks],
        **_tick_layout(time),
        "gridcolor": RULE,
        "zeroline": False,
        "ticks": "",
        "tickangle": 0,  # in a font wider than ours, plotly would turn them into what stands above
        "tickfont": {"size": 12, "color": MUTED},
    }


def tick_lines(time: Axis) -> int:
    """Return how many lines of words ticks may have: those of plotly have two."""
    return 1 if _has_own_ticks(time) else 2


def _has_own_ticks(time: Axis) -> bool:
    # plotly has the year 10000 for 0000.
    return bool(time.breaks) or time.width <= 400 or time.end > _LAST_YEARS


def _tick_layout(time: Axis) -> dict[str, Any]:
    if not _has_own_ticks(time):
        # plotly's own ticks grow finer with the zoom, but not finer than a day.
        most = int(time.width // 110)
        ticks_of = {"dtick": DAY} if time.end - time.start <= most else {"nticks": most}
        return ticks_of | {"tickformatstops": _TICK_FORMATS}
    at = ticks(time)
    return {"tickmode": "array", "tickvals": [iso(day) for day, _ in at], "ticktext": [word for _, word in at]}


def break_shapes(time: Axis) -> list[dict[str, Any]]:
    """Return two dotted lines at each stretch that the axis leaves out."""
    return [
        {"type": "line", "xref": "x", "xsizemode": "pixel", "xanchor": iso(start), "x0": x, "x1": x, "yref": "y domain",
         "y0": 0, "y1": 1, "line": {"color": OTHER, "width": 1, "dash": "1px,3px"}, "layer": "below"}
        for start, _ in time.breaks
        for x in (-4, 4)
    ]  # fmt: skip


def break_notes(time: Axis, above: int) -> list[dict[str, Any]]:
    """Return in words how long each stretch is that the axis leaves out, so many pixels above the plot."""
    return [
        {"x": iso(start), "y": 1, "xref": "x", "yref": "y domain", "yanchor": "bottom", "yshift": above,
         "showarrow": False, "text": f"<i>{span_in_words(end - start)} left out</i>",
         "font": {"size": 12, "color": MUTED}}
        for start, end in time.breaks
    ]  # fmt: skip


# Words below an axis


class Foot:
    """What stands below a time axis at the bottom of its figure: the words of the ticks, a note, and the key."""

    def __init__(self, note: str, entries: Sequence[Entry], time: Axis, left: int, lines: int) -> None:
        """Lay it out for a time axis with so many pixels to its left, whose ticks have one or two lines."""
        width = int(time.width) + left + RIGHT
        self._lines = wrapped(note, width - 2 * _INDENT, 12)
        self._entries = entries
        self._left = left
        self._note_top = 12 + 15 * lines
        self._key_top = self._note_top + 16 * len(self._lines) + 4
        self.height = self._key_top + key_height(entries, width) + 8

    def annotation(self) -> dict[str, Any]:
        """Return the note."""
        return {
            "text": "<br>".join(escaped(line) for line in self._lines), "font": {"size": 12, "color": MUTED},
            "x": 0, "xref": "x domain", "xanchor": "left", "xshift": -self._left, "align": "left",
            "y": 0, "yref": "y domain", "yanchor": "top", "yshift": -self._note_top, "showarrow": False,
        }  # fmt: skip

    def legend(self, plot: tuple[float, float]) -> dict[str, Any]:
        """Return where the key is, below a plot of a width and a height."""
        at = {"x": (_INDENT - self._left) / plot[0], "y": -self._key_top / plot[1]}
        return at | {"yanchor": "top", "xanchor": "left", "traceorder": "normal"}

    def traces(self) -> list[dict[str, Any]]:
        """Return the traces that make the key."""
        return key_traces(self._entries)


def number(count: float, one: str, several: str) -> str:
    """Return a number with its noun: `1 event`, `1,234 events`."""
    return f"{count:,} {one if count == 1 else several}"


def shown_claims(view: ChartView) -> np.ndarray:
    """Return how many dated claims each event of a view has."""
    return np.asarray(view.dataset.index.dated_claims[view.rows])
