"""Draw the timeline: a lane an event, every date as the stretch of days that it is."""

import textwrap
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import plotly.graph_objects as go

from dashboard.charts.axis import Axis, axis, fade_days, iso, span_in_words, ticks
from dashboard.charts.style import (
    INK,
    KIND_LABELS,
    KIND_SYMBOLS,
    OTHER,
    PAPER,
    QUIET,
    RULE,
    STANCE_LABELS,
    bold,
    empty,
    legend_rows,
    quiet,
    rgba,
    template,
    text,
    text_width,
)
from dashboard.charts.view import View, rows
from dashboard.dataset import dates

RIVAL = "Rival claim"
_MAIN_ROW, _RIVAL_ROW, _CONTEXT_ROW = 40, 17, 21  # px
_MAX_PLOT = 1600  # px; beyond it, lanes grow thinner
_TOP = 44  # px
_RIGHT = 34  # px, clear of the zoom buttons
_NARROW = 560  # px
_FADE_STEPS = 9
_STRENGTH = 0.34  # opacity of a stretch
_DASH = "3px,3px"


def timeline(view: View, min_height: int, true_scale: bool = False) -> go.Figure:
    """Return the timeline of a view, at least `min_height` pixels high, more where its lanes need it.

    A quiet stretch is left out of the axis and marked with its length, unless `true_scale`. Approximate dates fade
    towards the bounds to which they are widened, open ends fade out. Rival claims stand in rows of their own below
    their event's, one a source, hollow, and joined to the first claim by a dashed line.
    """
    lanes = _lanes(view)
    dated = [claim for lane in lanes for claim in lane.claims]
    if not dated:
        return empty("No event to show." if not lanes else "None of these events has a date.", view.width, min_height)
    narrow = view.width < _NARROW
    legend = _legend(dated)
    bottom = 10 + 22 * legend_rows(legend, view.width)
    room = min_height - _TOP - bottom
    natural = lanes[-1].top + lanes[-1].height
    plot = max(room, min(natural, _MAX_PLOT))
    scale = plot / natural
    left = _left_margin(lanes, scale, narrow)
    time = axis([(c.earliest, c.latest) for c in dated], view.width - left - _RIGHT, true_scale)
    _set_marks(lanes, time, scale)
    words = _words(lanes, time, scale)
    return go.Figure(
        data=[
            _lane_trace(view, lanes, time),
            _stretch_trace(dated),
            *_rival_lines(lanes, words, time),
            *_mark_traces(dated),
            *_word_traces(words),
            *_legend_traces(legend),
        ],
        layout={
            "template": template(),
            "width": view.width,
            "height": round(_TOP + plot + bottom),
            "margin": {"l": left, "r": _RIGHT, "t": _TOP, "b": bottom},
            "uirevision": f"timeline {true_scale}",
            "hovermode": "closest",
            "dragmode": "pan",
            "barmode": "overlay",
            "legend": {"x": -left / time.width, "y": 0, "yanchor": "top", "xanchor": "left"},
            "shapes": [*_rules(lanes), *_break_shapes(time)],
            "annotations": _break_notes(time),
            "xaxis": {
                "type": "date",
                "side": "top",
                "range": [iso(time.start), iso(time.end)],
                "rangebreaks": [{"bounds": [iso(a), iso(b)]} for a, b in time.breaks],
                **_tick_layout(time),
                "gridcolor": RULE,
                "zeroline": False,
                "ticks": "",
                "tickfont": {"size": 12, "color": QUIET},
            },
            "yaxis": {
                "range": [natural, 0],
                "fixedrange": True,
                "showgrid": False,
                "zeroline": False,
                "tickmode": "array",
                **_lane_labels(lanes, scale, narrow),
                "ticks": "",
                "tickfont": {"size": 13, "color": INK},
            },
        },
    )


@dataclass
class _Claim:
    """A dated milestone and its marks. Moments are days since 1970-01-01, an end excluded; y in pixels, unscaled."""

    milestone: Any
    event: Any
    dimmed: bool
    earliest: float | None
    latest: float | None
    row: int  # 0 for the event's own claims, then one a rival source
    y: float = 0.0
    start: float = 0.0
    end: float = 0.0
    core_start: float = 0.0
    core_end: float = 0.0
    at: float = 0.0
    mark_y: float = 0.0
    size: float = 0.0

    @property
    def context(self) -> bool:
        return bool(self.event.type == "context")

    @property
    def colour(self) -> str:
        return OTHER if self.context else str(self.event.colour)

    @property
    def alpha(self) -> float:
        return 0.3 if self.dimmed else 1.0


@dataclass
class _Lane:
    """An event's lane; pixels before scaling."""

    event: Any
    top: float
    main: float
    height: float
    dimmed: bool
    claims: list[_Claim] = field(default_factory=list)
    narrow: bool = False

    @property
    def context(self) -> bool:
        return bool(self.event.type == "context")

    def rows(self) -> dict[int, list[_Claim]]:
        """Return the dated claims by row, in order of time where that is known."""
        found: dict[int, list[_Claim]] = defaultdict(list)
        for claim in self.claims:
            found[claim.row].append(claim)
        return {row: sorted(claims, key=lambda c: c.at) for row, claims in sorted(found.items())}


def _lanes(view: View) -> list[_Lane]:
    """Return the lanes from top to bottom: defections in order of time, then context, the undated last of each."""
    columns = ("id", "type", "label", "colour", "post_place", "date_earliest", "date_latest")
    events = rows(view.events, *columns)
    milestones: dict[int, list[Any]] = defaultdict(list)
    for milestone in rows(view.milestones):
        milestones[milestone.event].append(milestone)

    def when(event: Any) -> float:
        known = [day for day in (event.date_earliest, event.date_latest) if day is not None]
        return known[0] if known else float("inf")

    lanes: list[_Lane] = []
    top = 0.0
    for event in sorted(events, key=lambda e: (e.type == "context", when(e), e.id)):
        of = milestones[event.index]
        # What one outlet says stays together in one row.
        sources = list(dict.fromkeys(m.sources for m in of if m.rival))
        narrow = view.width < _NARROW
        main = _CONTEXT_ROW + 14 * narrow if event.type == "context" else _MAIN_ROW
        height = main + _RIVAL_ROW * len(sources) + (4 if sources else 0)
        lane = _Lane(event, top, main, height, view.dims([event.id]), narrow=narrow)
        for m in of:
            if m.earliest is None and m.latest is None:
                continue
            end = None if m.latest is None else m.latest + 1
            row = 1 + sources.index(m.sources) if m.rival else 0
            lane.claims.append(_Claim(m, event, lane.dimmed, m.earliest, end, row))
        lanes.append(lane)
        top += height
    return lanes


def _set_marks(lanes: list[_Lane], time: Axis, scale: float) -> None:
    """Set where the stretch and the mark of every claim stand."""
    fade = max(1.0, fade_days(time.shown_days * 0.04))
    for lane in lanes:
        for claim in lane.claims:
            m = claim.milestone
            claim.start = claim.earliest if claim.earliest is not None else (claim.latest or 0) - fade
            claim.end = claim.latest if claim.latest is not None else claim.start + fade
            claim.core_start = m.core_earliest if m.core_earliest is not None else claim.end
            claim.core_end = m.core_latest + 1 if m.core_latest is not None else claim.start
            # The mark of an open claim stands within its fade: at the end that is known it would read as that day.
            if claim.earliest is None:
                claim.at = claim.end - fade / 3
            elif claim.latest is None:
                claim.at = claim.start + fade / 3
            else:
                claim.at = (claim.start + claim.end) / 2
            centre = lane.main / 2 if claim.row == 0 else lane.main + _RIVAL_ROW * (claim.row - 0.5)
            claim.y = claim.mark_y = lane.top + centre
            claim.size = max(4.0, min(9 if claim.context or claim.row else 11, 0.6 * _MAIN_ROW * scale))
        for claims in lane.rows().values():
            _keep_apart(claims, time, scale)


def _keep_apart(claims: list[_Claim], time: Axis, scale: float) -> None:
    """Move marks of a row that would cover each other up and down, so that milestones a day apart stay apart."""
    level = 0
    for before, claim in pairwise(claims):
        level = level + 1 if time.position(claim.at) - time.position(before.at) < claim.size - 2 else 0
        if level:
            step = (4 if claim.context or claim.row else 9) * min(1.0, scale)
            claim.mark_y += step if level % 2 else -step


def _hover(claim: _Claim) -> str:
    """Say what, when as written and as bounds, where, by whom, from which paragraph."""
    m = claim.milestone
    date = dates.parse(m.date)
    said = KIND_LABELS[m.kind] + (f": {STANCE_LABELS[m.stance]}" if m.stance else "")
    words, bounds = dates.in_words(date), dates.bounds_in_words(date)
    written = f" · written {m.date}" + (f", {m.qualifier}" if m.qualifier else "")
    lines = [
        bold(claim.event.label),
        text(said) + (quiet(" · rival claim") if m.rival else ""),
        text(words[:1].upper() + words[1:]) + quiet(written),
    ]
    lines += [quiet(f"Bounds: {bounds}")] if bounds != words else []
    lines += [text(value) for value in (m.place, m.by) if value]
    lines += [text(line) for line in textwrap.wrap(m.note or "", 56)]
    return "<br>".join(lines + [quiet(line) for line in textwrap.wrap(m.citations, 60)])


def _lane_trace(view: View, lanes: list[_Lane], time: Axis) -> dict[str, Any]:
    """Return the lanes themselves: they take the click of whoever misses a mark, and show which one is marked."""
    return {
        "type": "bar",
        "orientation": "h",
        "name": "Lanes",
        "base": [iso(time.start)] * len(lanes),
        "x": [(time.end - time.start) * 86_400_000] * len(lanes),
        "y": [lane.top + lane.height / 2 for lane in lanes],
        "width": [lane.height for lane in lanes],
        "marker": {
            "color": [rgba(INK, 0.06 if lane.event.id in view.marked else 0) for lane in lanes],
            "line": {"width": 0},
        },
        "customdata": [[lane.event.id] for lane in lanes],
        "hoverinfo": "none",
        "showlegend": False,
    }


def _stretch_trace(claims: list[_Claim]) -> dict[str, Any]:
    """Return every date as the stretch it is, in bars; several, one within the other, make an end fade."""
    bars: list[tuple[_Claim, float, float, float]] = []
    for claim in claims:
        strength = _STRENGTH * claim.alpha * (0.6 if claim.milestone.rival else 1)
        fades = claim.start < claim.core_start or claim.core_end < claim.end
        steps = _FADE_STEPS if fades else 1
        alpha = 1 - (1 - strength) ** (1 / steps)  # one upon the other, they reach the strength
        for share in (step / steps for step in range(steps)):
            start = claim.start + (claim.core_start - claim.start) * share
            bars.append((claim, start, claim.end + (claim.core_end - claim.end) * share, alpha))
    return {
        "type": "bar",
        "orientation": "h",
        "name": "Dates",
        "base": [iso(start) for _, start, _, _ in bars],
        "x": [(end - start) * 86_400_000 for _, start, end, _ in bars],
        "y": [claim.y for claim, *_ in bars],
        "width": [9 if claim.context or claim.row else 17 for claim, *_ in bars],
        "marker": {"color": [rgba(claim.colour, alpha) for claim, _, _, alpha in bars], "line": {"width": 0}},
        "customdata": [[claim.event.id] for claim, *_ in bars],
        "hovertext": [_hover(claim) for claim, *_ in bars],
        "hoverinfo": "text",
        "showlegend": False,
    }


def _mark_traces(claims: list[_Claim]) -> list[dict[str, Any]]:
    """Return the marks of the milestones: filled, or hollow where the claim is a rival."""
    kinds = [
        ("Milestones", False, [c for c in claims if not c.milestone.rival]),
        ("Rival milestones", True, [c for c in claims if c.milestone.rival]),
    ]
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
                "size": [c.size + (3 if c.milestone.kind == "announcement" else 0) for c in of],
                "color": PAPER if hollow else [c.colour for c in of],
                "opacity": [c.alpha for c in of],
                "line": {"width": 1.6, "color": [c.colour for c in of]} if hollow else {"width": 1.2, "color": PAPER},
            },
            "customdata": [[c.event.id] for c in of],
            "hovertext": [_hover(c) for c in of],
            "hoverinfo": "text",
            "showlegend": False,
        }
        for name, hollow, of in kinds
        if of
    ]


@dataclass(frozen=True)
class _Word:
    """Words beside the marks of a row: where they begin, on which side, and how far they reach in pixels."""

    lane: _Lane
    row: int
    day: float
    y: float
    lines: tuple[str, ...]
    to_left: bool
    reach: float


def _words(lanes: list[_Lane], time: Axis, scale: float) -> list[_Word]:
    """Return what stands in words in the lanes: what a rival says, what a context event was, what has no date."""
    found: list[_Word] = []

    def add(lane: _Lane, row: int, claims: list[_Claim], *offered: str) -> None:
        """Add the first of the words offered that has room, the last of them in any case."""
        first, last = min(c.start for c in claims), max(c.end for c in claims)
        left, right = time.position(first) - 14, time.width - time.position(last) - 14
        room = max(left, right)
        words = next((w for w in offered if text_width(w, 12) <= room), offered[-1])
        to_left = text_width(words, 12) > right and left > right
        most = max(6, int(room / text_width("x", 12)))
        lines = tuple(
            textwrap.wrap(words, most, max_lines=2 if lane.narrow and lane.context else 1, placeholder=" …")
        ) or (words,)
        side = first if to_left else last
        reach = time.position(side) + (-1 if to_left else 1) * (12 + max(text_width(line, 12) for line in lines))
        found.append(_Word(lane, row, side, claims[0].y, lines, to_left, reach))

    for lane in lanes:
        of = lane.rows()
        if not of:
            said = f"{lane.event.label}: date not known" if lane.context else "Date not known"
            found.append(_Word(lane, 0, time.start, lane.top + lane.main / 2, (said,), False, 0))
        for row, claims in of.items():
            if row and not lane.narrow and scale * _RIVAL_ROW >= 13:
                source = claims[0].milestone.sources
                add(lane, row, claims, f"{source}: {_when(claims)}", source)
            elif lane.context and not row and scale * _CONTEXT_ROW >= 14:
                add(lane, row, claims, lane.event.label)
    return found


def _when(claims: list[_Claim]) -> str:
    """Return the dates of one source in words, several days as one stretch."""
    texts = list(dict.fromkeys(c.milestone.date for c in claims))
    if len(texts) > 1 and all(len(t) == 10 and t[:4].isdigit() for t in texts):
        texts = [f"{min(texts)}/{max(texts)}"]
    return ", ".join(dates.in_words(dates.parse(t)) for t in texts)


def _word_traces(words: list[_Word]) -> list[dict[str, Any]]:
    if not words:
        return []
    return [
        {
            "type": "scatter",
            "mode": "markers+text",
            "name": "Words",
            "x": [iso(w.day) for w in words],
            "y": [w.y for w in words],
            "text": ["<br>".join(text(line) for line in w.lines) for w in words],
            "textposition": ["middle left" if w.to_left else "middle right" for w in words],
            "textfont": {"size": 12, "color": [rgba(QUIET, 0.5 if w.lane.dimmed else 1) for w in words]},
            "marker": {"size": 8, "opacity": 0},  # keeps the words off the marks
            "customdata": [[w.lane.event.id] for w in words],
            "hoverinfo": "none",
            "showlegend": False,
            "cliponaxis": False,
        }
    ]


def _rival_lines(lanes: list[_Lane], words: list[_Word], time: Axis) -> list[dict[str, Any]]:
    """Return a thin dashed line from the first claim of an event down, and across to each rival source's marks."""
    beside = {(w.lane.event.id, w.row): w for w in words}
    xs: list[str | None] = []
    ys: list[float | None] = []
    for lane in lanes:
        by_row = lane.rows()
        if len(by_row) < 2 or 0 not in by_row:
            continue
        origin = next(claim for claim in lane.claims if claim.row == 0)
        for row, claims in by_row.items():
            if not row:
                continue
            near = min(claims, key=lambda c: abs(c.at - origin.at))
            end, word = near.at, beside.get((lane.event.id, row))
            # The line stops at words that stand in its way: they lead on to the mark.
            if word and word.to_left == (origin.at < end):
                end = time.moment(word.reach)
            xs += [iso(origin.at), iso(origin.at), iso(end), None]
            ys += [origin.mark_y, near.y, near.y, None]
    line = {"color": OTHER, "width": 1, "dash": _DASH}
    return [
        {"type": "scatter", "mode": "lines", "name": RIVAL, "x": xs, "y": ys, "line": line, "hoverinfo": "skip",
         "showlegend": False}
    ] if xs else []  # fmt: skip


def _lane_label(lane: _Lane, narrow: bool, height: float) -> list[tuple[str, float]]:
    """Return the lines of a lane's label with their font sizes: who, and below it where, as the lane has room."""
    who = textwrap.wrap(lane.event.label, 16 if narrow else 30) or [""]
    lines = [(line, 13.0) for line in who[: max(1, int(height // 15))]]
    if len(lines) < len(who):
        lines[-1] = (lines[-1][0].rstrip(",") + " …", 13.0)
    if not narrow and lane.event.post_place and height >= 15 * (len(lines) + 1):
        lines.append((lane.event.post_place, 12.0))
    return lines


def _left_margin(lanes: list[_Lane], scale: float, narrow: bool) -> int:
    widths = [
        text_width(line, size)
        for lane in lanes
        if not lane.context
        for line, size in _lane_label(lane, narrow, lane.height * scale)
    ]
    # Bold letters are a little wider.
    return int(min(max([52.0, *widths]) * 1.08, 120 if narrow else 226)) + 14


def _lane_labels(lanes: list[_Lane], scale: float, narrow: bool) -> dict[str, Any]:
    at: list[float] = []
    words: list[str] = []
    for lane in lanes:
        if lane.context or lane.height * scale < 13:
            continue
        weight = text if lane.dimmed else bold
        lines = _lane_label(lane, narrow, lane.height * scale)
        at.append(lane.top + lane.main / 2)
        words.append("<br>".join(weight(line) if size == 13 else quiet(line) for line, size in lines))
        if narrow and _RIVAL_ROW * scale >= 13:
            # No room for words beside the marks: their rows are labelled instead.
            for row, claims in lane.rows().items():
                at += [claims[0].y] if row else []
                words += [quiet(claims[0].milestone.sources)] if row else []
    first = next((lane for lane in lanes if lane.context), None)
    if first and _CONTEXT_ROW * scale >= 13:
        at.append(first.top + first.main / 2)
        words.append(quiet("Context"))
    return {"tickvals": at, "ticktext": words}


def _rules(lanes: list[_Lane]) -> list[dict[str, Any]]:
    """Return thin rules between defections, and a stronger one above the context."""
    if len(lanes) > 60:
        return []
    return [
        {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": below.top, "y1": below.top, "layer": "below",
         "line": {"color": "#c2bdae" if below.context else RULE, "width": 1}}
        for above, below in pairwise(lanes)
        if not above.context
    ]  # fmt: skip


def _break_shapes(time: Axis) -> list[dict[str, Any]]:
    """Return two dotted lines at each stretch that the axis leaves out."""
    return [
        {"type": "line", "xref": "x", "xsizemode": "pixel", "xanchor": iso(start), "x0": x, "x1": x, "yref": "paper",
         "y0": 0, "y1": 1, "line": {"color": OTHER, "width": 1, "dash": "1px,3px"}, "layer": "below"}
        for start, _ in time.breaks
        for x in (-4, 4)
    ]  # fmt: skip


def _break_notes(time: Axis) -> list[dict[str, Any]]:
    return [
        {"x": iso(start), "y": 1, "xref": "x", "yref": "paper", "yanchor": "bottom", "yshift": 20, "showarrow": False,
         "text": f"<i>{span_in_words(end - start)} left out</i>", "font": {"size": 12, "color": QUIET}}
        for start, end in time.breaks
    ]  # fmt: skip


def _tick_layout(time: Axis) -> dict[str, Any]:
    if not time.breaks:
        return {"nticks": max(2, int(time.width // 110))}
    at = ticks(time)
    return {"tickmode": "array", "tickvals": [iso(day) for day, _ in at], "ticktext": [word for _, word in at]}


def _legend(claims: Iterable[_Claim]) -> list[str]:
    kinds = {claim.milestone.kind for claim in claims}
    rival = any(claim.milestone.rival for claim in claims)
    return [label for kind, label in KIND_LABELS.items() if kind in kinds] + ([RIVAL] if rival else [])


def _legend_traces(names: list[str]) -> list[dict[str, Any]]:
    symbols = {label: KIND_SYMBOLS[kind] for kind, label in KIND_LABELS.items()}
    solid = {"size": 11, "color": QUIET}
    hollow = {"symbol": "circle", "size": 10, "color": PAPER, "line": {"width": 1.6, "color": QUIET}}
    return [
        {"type": "scatter", "mode": "lines+markers" if name == RIVAL else "markers", "x": [None], "y": [None],
         "name": name, "marker": hollow if name == RIVAL else solid | {"symbol": symbols[name]},
         "line": {"color": OTHER, "width": 1, "dash": _DASH}, "showlegend": True, "hoverinfo": "skip"}
        for name in names
    ]  # fmt: skip
