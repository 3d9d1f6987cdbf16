"""Draw the timeline: a lane an event, every date as the stretch of days that it is."""

import textwrap
from collections.abc import Iterable
from itertools import pairwise
from typing import Any

import plotly.graph_objects as go

from dashboard.charts.axis import Axis, axis, iso, span_in_words, ticks
from dashboard.charts.lanes import (
    CONTEXT_ROW,
    NARROW,
    RIVAL_ROW,
    Claim,
    Lane,
    Word,
    lanes_of,
    set_marks,
    words_of,
)
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
    hover_lines,
    legend_rows,
    quiet,
    rgba,
    template,
    text,
    text_width,
)
from dashboard.charts.view import View
from dashboard.dataset import dates, wording

RIVAL, STRETCH, FADING = "Rival claim", "Possible days", "Approximate or open"
_MAX_PLOT = 1600  # px; beyond it, lanes grow thinner
_MOST_STRETCHED = 1.4  # how much more room than they need a few lanes take
_TOP = 44  # px
_LEAST_HEIGHT = 240  # px: plotly leaves a hover out that is higher than its figure
_RIGHT = 34  # px, clear of the zoom buttons
_FADE_STEPS = 9
_STRENGTH = 0.34  # opacity of a stretch
_DASH = "3px,3px"
_DAY = 86_400_000  # ms
_TICK_FORMATS = [
    {"dtickrange": [None, "M1"], "value": "%-d %b\n%Y"},
    {"dtickrange": ["M1", "M12"], "value": "%b\n%Y"},
    {"dtickrange": ["M12", None], "value": "%Y"},
]
_PLACE = 36  # letters of a place's name at most beside its lane


def timeline(view: View, height: int, true_scale: bool = False, fixed: bool = False) -> go.Figure:
    """Return the timeline of a view, about `height` pixels high: more where its lanes need it, less for a few.

    A `fixed` height is neither passed nor fallen short of; lanes grow as thin as it takes.

    A quiet stretch is left out of the axis and marked with its length, unless `true_scale`. Approximate dates fade
    towards the bounds to which they are widened, open ends fade out. Rival claims stand in rows of their own below
    their event's, one a source, hollow, and joined to the first claim by a dashed line.
    """
    lanes = lanes_of(view)
    dated = [claim for lane in lanes for claim in lane.claims]
    if not dated:
        return empty("No event to show." if not lanes else "None of these events has a date.", view.width, height)
    narrow = view.width < NARROW
    legend = _legend(dated)
    bottom = 10 + 22 * legend_rows(legend, view.width)
    natural = lanes[-1].top + lanes[-1].height
    room = height - _TOP - bottom
    scale = min(_MOST_STRETCHED, room / natural)
    if not fixed:
        scale = max(min(1.0, _MAX_PLOT / natural), scale)
    plot = room if fixed else natural * scale
    whole = round(_TOP + plot + bottom) if fixed else max(_LEAST_HEIGHT, round(_TOP + plot + bottom))
    left = _left_margin(lanes, scale, narrow)
    time = axis([(c.earliest, c.latest) for c in dated], view.width - left - _RIGHT, true_scale)
    set_marks(lanes, time, scale)
    words = words_of(lanes, time, scale)
    return go.Figure(
        data=[
            _lane_trace(view, lanes, time),
            _stretch_trace(dated, scale),
            *_rival_lines(lanes, words, time),
            *_mark_traces(dated),
            *_word_traces(words),
            *_legend_traces(legend),
        ],
        layout={
            "template": template(),
            "width": view.width,
            "height": whole,
            "margin": {"l": left, "r": _RIGHT, "t": _TOP, "b": whole - _TOP - round(plot)},
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
                "range": [plot / scale, 0],
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


def _hover(claim: Claim) -> str:
    """Say what, when as written and as bounds, where, by whom, from which paragraph."""
    m = claim.milestone
    date = dates.parse(m.date)
    said = KIND_LABELS[m.kind] + (f": {STANCE_LABELS[m.stance]}" if m.stance else "")
    words, bounds = wording.in_words(date), wording.bounds_in_words(date)
    written = f" · written {m.date}" + (f", {m.qualifier}" if m.qualifier else "")
    lines = [
        *(bold(line) for line in hover_lines(claim.event.label, 2)),
        text(said) + (quiet(" · rival claim") if m.rival else ""),
        text(words[:1].upper() + words[1:]) + quiet(written),
    ]
    lines += [quiet(f"Bounds: {bounds}")] if bounds != words else []
    lines += [text(line) for value in (m.place, m.by) if value for line in hover_lines(value, 1)]
    lines += [text(line) for line in hover_lines(m.note, 3)] if m.note else []
    return "<br>".join(lines + [quiet(line) for line in hover_lines(m.citations, 2)])


def _lane_trace(view: View, lanes: list[Lane], time: Axis) -> dict[str, Any]:
    """Return the lanes themselves: they take the click of whoever misses a mark, and show which one is marked."""
    return {
        "type": "bar",
        "orientation": "h",
        "name": "Lanes",
        "base": [iso(time.start)] * len(lanes),
        "x": [(time.end - time.start) * _DAY] * len(lanes),
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


def _stretch_trace(claims: list[Claim], scale: float) -> dict[str, Any]:
    """Return every date as the stretch it is, in bars; several, one within the other, make an end fade."""
    bars: list[tuple[Claim, float, float, float]] = []
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
        "x": [(end - start) * _DAY for _, start, end, _ in bars],
        "y": [claim.y for claim, *_ in bars],
        "width": [(9 if claim.context or claim.row else 17) / max(1, scale) for claim, *_ in bars],
        "marker": {"color": [rgba(claim.colour, alpha) for claim, _, _, alpha in bars], "line": {"width": 0}},
        "customdata": [[claim.event.id] for claim, *_ in bars],
        "hovertext": [_hover(claim) for claim, *_ in bars],
        "hoverinfo": "text",
        "showlegend": False,
    }


def _mark_traces(claims: list[Claim]) -> list[dict[str, Any]]:
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


def _word_traces(words: list[Word]) -> list[dict[str, Any]]:
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
            "textfont": {"size": 12, "color": [rgba(QUIET, 0.65 if w.lane.dimmed else 1) for w in words]},
            "marker": {"size": 12, "opacity": 0},  # keeps the words off the marks
            "customdata": [[w.lane.event.id] for w in words],
            "hoverinfo": "none",
            "showlegend": False,
            "cliponaxis": False,
        }
    ]


def _rival_lines(lanes: list[Lane], words: list[Word], time: Axis) -> list[dict[str, Any]]:
    """Return a thin dashed line from the first claim of an event down, and across to each rival source's marks."""
    beside = {(w.lane.event.id, w.row): w for w in words}
    lines: dict[bool, tuple[list[str | None], list[float | None], list[list[str]]]] = {}
    for lane in lanes:
        by_row = lane.rows()
        if len(by_row) < 2 or 0 not in by_row:
            continue
        xs, ys, ids = lines.setdefault(lane.dimmed, ([], [], []))
        for row, claims in by_row.items():
            if not row:
                continue
            origin = lane.disputed(claims)
            near = min(claims, key=lambda c: abs(c.at - origin.at))
            end, word = near.at, beside.get((lane.event.id, row))
            # The line stops at words that stand in its way: they lead on to the mark.
            if word and word.to_left == (origin.at < end):
                end = time.moment(word.reach)
            xs += [iso(origin.at), iso(origin.at), iso(end), None]
            ys += [origin.mark_y, near.y, near.y, None]
            ids.append([lane.event.id])
    line = {"color": OTHER, "width": 1, "dash": _DASH}
    return [
        {"type": "scatter", "mode": "lines", "name": RIVAL, "x": xs, "y": ys, "line": line,
         "meta": {"lines": ids}, "opacity": 0.35 if dimmed else 1, "hoverinfo": "skip", "showlegend": False}
        for dimmed, (xs, ys, ids) in lines.items()
    ]  # fmt: skip


def _lane_label(lane: Lane, narrow: bool, height: float) -> list[tuple[str, float]]:
    """Return the lines of a lane's label with their font sizes: who, and below it where, as the lane has room."""
    who = textwrap.wrap(lane.event.label, 16 if narrow else 30) or [""]
    lines = [(line, 13.0) for line in who[: max(1, int(height // 15))]]
    if len(lines) < len(who):
        lines[-1] = (lines[-1][0].rstrip(",") + " …", 13.0)
    if not narrow and lane.event.post_place and height >= 15 * (len(lines) + 1):
        place = lane.event.post_place
        lines.append((place if len(place) <= _PLACE else place[: _PLACE - 2] + " …", 12.0))
    return lines


def _left_margin(lanes: list[Lane], scale: float, narrow: bool) -> int:
    widths = [
        text_width(line, size)
        for lane in lanes
        if not lane.context
        for line, size in _lane_label(lane, narrow, lane.height * scale)
    ]
    # Bold letters are a little wider.
    return int(min(max([52.0, *widths]) * 1.08, 120 if narrow else 226)) + 14


def _lane_labels(lanes: list[Lane], scale: float, narrow: bool) -> dict[str, Any]:
    at: list[float] = []
    words: list[str] = []
    for lane in lanes:
        if lane.context or lane.height * scale < 13:
            continue
        weight = text if lane.dimmed else bold
        lines = _lane_label(lane, narrow, lane.height * scale)
        at.append(lane.top + lane.main / 2)
        words.append("<br>".join(weight(line) if size == 13 else quiet(line) for line, size in lines))
        if narrow and RIVAL_ROW * scale >= 13:
            # No room for words beside the marks: their rows are labelled instead.
            for row, claims in lane.rows().items():
                at += [claims[0].y] if row else []
                words += [quiet(claims[0].milestone.sources)] if row else []
    first = next((lane for lane in lanes if lane.context), None)
    if first and CONTEXT_ROW * scale >= 13:
        at.append(first.top + first.main / 2)
        words.append(quiet("Context"))
    return {"tickvals": at, "ticktext": words}


def _rules(lanes: list[Lane]) -> list[dict[str, Any]]:
    """Return thin rules between defections, and a stronger one above the context."""
    if len(lanes) > 60:
        return []
    return [
        {"type": "line", "xref": "x domain", "x0": 0, "x1": 1, "y0": below.top, "y1": below.top, "layer": "below",
         "line": {"color": "#c2bdae" if below.context else RULE, "width": 1}}
        for above, below in pairwise(lanes)
        if not above.context
    ]  # fmt: skip


def _break_shapes(time: Axis) -> list[dict[str, Any]]:
    """Return two dotted lines at each stretch that the axis leaves out."""
    return [
        {"type": "line", "xref": "x", "xsizemode": "pixel", "xanchor": iso(start), "x0": x, "x1": x, "yref": "y domain",
         "y0": 0, "y1": 1, "line": {"color": OTHER, "width": 1, "dash": "1px,3px"}, "layer": "below"}
        for start, _ in time.breaks
        for x in (-4, 4)
    ]  # fmt: skip


def _break_notes(time: Axis) -> list[dict[str, Any]]:
    return [
        {"x": iso(start), "y": 1, "xref": "x", "yref": "y domain", "yanchor": "bottom", "yshift": 20,
         "showarrow": False, "text": f"<i>{span_in_words(end - start)} left out</i>",
         "font": {"size": 12, "color": QUIET}}
        for start, end in time.breaks
    ]  # fmt: skip


def _tick_layout(time: Axis) -> dict[str, Any]:
    if not time.breaks and time.width > 400:
        # plotly's own ticks grow finer with the zoom, but not finer than a day.
        most = int(time.width // 110)
        ticks_of = {"dtick": _DAY} if time.end - time.start <= most else {"nticks": most}
        return ticks_of | {"tickformatstops": _TICK_FORMATS}
    at = ticks(time)
    return {"tickmode": "array", "tickvals": [iso(day) for day, _ in at], "ticktext": [word for _, word in at]}


def _legend(claims: Iterable[Claim]) -> list[str]:
    """Return the entries of the key: the marks, then what a stretch means, then rival claims."""
    given = list(claims)
    kinds = {claim.milestone.kind for claim in given}
    names = [label for kind, label in KIND_LABELS.items() if kind in kinds]
    names += (
        [STRETCH] if any(c.latest is None or c.earliest is None or c.latest - c.earliest > 1 for c in given) else []
    )
    names += [FADING] if any(c.latest is None or c.earliest is None or _widened(c) for c in given) else []
    return names + ([RIVAL] if any(claim.milestone.rival for claim in given) else [])


def _widened(claim: Claim) -> bool:
    m = claim.milestone
    return (m.earliest, m.latest) != (m.core_earliest, m.core_latest)


def _legend_traces(names: list[str]) -> list[dict[str, Any]]:
    marks = {label: {"symbol": KIND_SYMBOLS[kind], "size": 11, "color": QUIET} for kind, label in KIND_LABELS.items()}
    marks[RIVAL] = {"symbol": "circle", "size": 10, "color": PAPER, "line": {"width": 1.6, "color": QUIET}}
    lines = {
        RIVAL: {"color": OTHER, "width": 1, "dash": _DASH},
        STRETCH: {"color": rgba(QUIET, 0.45), "width": 10},
        FADING: {"color": rgba(QUIET, 0.18), "width": 10},
    }
    return [
        {
            "type": "scatter",
            "mode": "+".join(mode for mode, of in (("lines", lines), ("markers", marks)) if name in of),
            "x": [None],
            "y": [None],
            "name": name,
            "marker": marks.get(name, {}),
            "line": lines.get(name, {}),
            "showlegend": True,
            "hoverinfo": "skip",
        }
        for name in names
    ]
