"""Draw the timeline as lanes: a lane an event, every date as the stretch of days that it is."""

import textwrap
from collections.abc import Callable
from itertools import pairwise
from typing import Any

from dashboard.charts.rich_text import bold, escaped, muted
from dashboard.charts.text_metrics import characters_within, fitted, text_width, truncated
from dashboard.charts.theme import INK, MUTED, OTHER, RULE, rgba, template
from dashboard.charts.timeline.axis import Axis, axis, iso
from dashboard.charts.timeline.claims import (
    DASH,
    DAY,
    LEAST_HEIGHT,
    RIGHT,
    RIVAL,
    Drawn,
    Room,
    break_notes,
    break_shapes,
    claim_entries,
    fits,
    key_height,
    key_traces,
    long_hover,
    mark_traces,
    short_hover,
    shown_claims,
    time_axis,
)
from dashboard.charts.timeline.lanes import (
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
from dashboard.charts.view import ChartView

_MOST_EVENTS, _MOST_CLAIMS = 160, 500  # are tried
_LABEL = 13  # px, the least that a lane takes with its name
_MAX_PLOT = 1600  # px; beyond it, lanes grow thinner
_MOST_STRETCHED = 1.4  # how much more room than they need a few lanes take
_TOP = 44  # px
_FADE_STEPS, _FEWER_STEPS = 9, 4
_STRENGTH = 0.34  # opacity of a stretch
_PLACE = 36  # letters of a place's name at most beside its lane
_MOST_NAME = 300  # letters of an event's name there, as far as its lane has lines
_SOURCE = 110  # px of a rival source's name there


def as_lanes(view: ChartView, room: Room) -> Drawn | None:
    """Return the timeline as lanes, or nothing where these could not be named, or would be more than browsers take.

    Approximate dates fade towards the bounds to which they are widened, open ends fade out. Rival claims stand in
    rows of their own below their event's, one a source, hollow, and joined to the first claim by a dashed line.
    """
    if len(view.rows) > _MOST_EVENTS or shown_claims(view).sum() > _MOST_CLAIMS:
        return None
    lanes = lanes_of(view)
    dated = [claim for lane in lanes for claim in lane.claims]
    narrow = view.width < NARROW
    entries = claim_entries(dated, view, room)
    bottom = 10 + key_height(entries, view.width)
    natural = lanes[-1].top + lanes[-1].height
    given = room.height - _TOP - bottom
    scale = min(_MOST_STRETCHED, given / natural)
    if not room.fixed:
        scale = max(min(1.0, _MAX_PLOT / natural), scale)
    if not _are_named(lanes, scale):
        return None
    plot = given if room.fixed else natural * scale
    whole = round(_TOP + plot + bottom)
    whole = whole if room.fixed else max(LEAST_HEIGHT, whole)
    left = _left_margin(lanes, scale, narrow)
    time = axis([(c.earliest, c.latest) for c in dated], view.width - left - RIGHT, room.true_scale)
    set_marks(lanes, time, scale)
    words = words_of(lanes, time, scale)

    def drawn(hover: Callable[[Claim], str], steps: int) -> Drawn:
        return {
            "data": [
                _lane_trace(view, lanes, time),
                _stretch_trace(dated, scale, hover, steps),
                *_rival_lines(lanes, words, time),
                *mark_traces(dated, hover),
                *_word_traces(words),
                *key_traces(entries),
            ],
            "layout": {
                "template": template(),
                "width": view.width,
                "height": whole,
                "margin": {"l": left, "r": RIGHT, "t": _TOP, "b": whole - _TOP - round(plot)},
                "uirevision": f"timeline lanes {room.true_scale}",
                "hovermode": "closest",
                "dragmode": "pan",
                "barmode": "overlay",
                "legend": {"x": -left / time.width, "y": 0, "yanchor": "top", "xanchor": "left"},
                "shapes": [*_rules(lanes), *break_shapes(time)],
                "annotations": break_notes(time, 20),
                "xaxis": {"side": "top", **time_axis(time)},
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
        }

    tried = (drawn(hover, steps) for hover, steps in ((long_hover, _FADE_STEPS), (short_hover, _FEWER_STEPS)))
    return next((found for found in tried if fits(found)), None)


def _are_named(lanes: list[Lane], scale: float) -> bool:
    """Return whether every lane of a defection has the height of its name, or of context, where there is only that."""
    own = [lane.height for lane in lanes if not lane.context]
    return scale * min(own or [CONTEXT_ROW]) >= _LABEL


def _lane_trace(view: ChartView, lanes: list[Lane], time: Axis) -> dict[str, Any]:
    """Return the lanes themselves: they take the click of whoever misses a mark, and show which one is marked."""
    return {
        "type": "bar",
        "orientation": "h",
        "name": "Lanes",
        "base": [iso(time.start)] * len(lanes),
        "x": [(time.end - time.start) * DAY] * len(lanes),
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


def _stretch_trace(claims: list[Claim], scale: float, hover: Callable[[Claim], str], most_steps: int) -> dict[str, Any]:
    """Return every date as the stretch it is, in bars; several, one within the other, make an end fade."""
    bars: list[tuple[Claim, float, float, float]] = []
    for claim in claims:
        strength = _STRENGTH * claim.alpha * (0.6 if claim.milestone.rival else 1)
        fades = claim.start < claim.core_start or claim.core_end < claim.end
        steps = most_steps if fades else 1
        alpha = 1 - (1 - strength) ** (1 / steps)  # one upon the other, they reach the strength
        for share in (step / steps for step in range(steps)):
            start = claim.start + (claim.core_start - claim.start) * share
            bars.append((claim, start, claim.end + (claim.core_end - claim.end) * share, alpha))
    return {
        "type": "bar",
        "orientation": "h",
        "name": "Dates",
        "base": [iso(start) for _, start, _, _ in bars],
        "x": [(end - start) * DAY for _, start, end, _ in bars],
        "y": [claim.y for claim, *_ in bars],
        "width": [(9 if claim.context or claim.row else 17) / max(1, scale) for claim, *_ in bars],
        "marker": {"color": [rgba(claim.colour, alpha) for claim, _, _, alpha in bars], "line": {"width": 0}},
        "customdata": [[claim.event.id] for claim, *_ in bars],
        "hovertext": [hover(claim) for claim, *_ in bars],
        "hoverinfo": "text",
        "showlegend": False,
    }


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
            "text": ["<br>".join(escaped(line) for line in w.lines) for w in words],
            "textposition": ["middle left" if w.to_left else "middle right" for w in words],
            "textfont": {"size": 12, "color": [rgba(MUTED, 0.65 if w.lane.dimmed else 1) for w in words]},
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
    line = {"color": OTHER, "width": 1, "dash": DASH}
    return [
        {"type": "scatter", "mode": "lines", "name": RIVAL, "x": xs, "y": ys, "line": line,
         "meta": {"lines": ids}, "opacity": 0.35 if dimmed else 1, "hoverinfo": "skip", "showlegend": False}
        for dimmed, (xs, ys, ids) in lines.items()
    ]  # fmt: skip


def _lane_label(lane: Lane, narrow: bool, height: float) -> list[tuple[str, float]]:
    """Return the lines of a lane's label with their font sizes: who, and below it where, as the lane has room."""
    name = truncated(lane.event.label, _MOST_NAME)
    who = textwrap.wrap(name, characters_within(name, 98 if narrow else 184, 13)) or [""]
    lines = [(line, 13.0) for line in who[: max(1, int(height // 15))]]
    if len(lines) < len(who):
        lines[-1] = (lines[-1][0].rstrip(",") + " …", 13.0)
    if not narrow and lane.event.post_place and height >= 15 * (len(lines) + 1):
        lines.append((truncated(lane.event.post_place, _PLACE), 12.0))
    return lines


def _rival_labels(lane: Lane, scale: float, narrow: bool) -> list[tuple[Claim, str]]:
    """Return the first claim of each row of rivals and its source, where no words have room beside the marks."""
    if not narrow or lane.context or RIVAL_ROW * scale < _LABEL:
        return []
    rivals = [claims[0] for row, claims in lane.rows().items() if row]
    return [(claim, fitted(claim.milestone.sources, _SOURCE, 13)) for claim in rivals]


def _left_margin(lanes: list[Lane], scale: float, narrow: bool) -> int:
    widths = [
        text_width(line, size)
        for lane in lanes
        if not lane.context
        for line, size in _lane_label(lane, narrow, lane.main * scale)
    ]
    widths += [text_width(source, 13) for lane in lanes for _, source in _rival_labels(lane, scale, narrow)]
    # Bold letters are a little wider.
    return int(min(max([52.0, *widths]) * 1.08, 120 if narrow else 226)) + 14


def _lane_labels(lanes: list[Lane], scale: float, narrow: bool) -> dict[str, Any]:
    at: list[float] = []
    words: list[str] = []
    for lane in lanes:
        if lane.context or lane.height * scale < _LABEL:
            continue
        weight = escaped if lane.dimmed else bold
        lines = _lane_label(lane, narrow, lane.main * scale)
        at.append(lane.top + lane.main / 2)
        words.append("<br>".join(weight(line) if size == 13 else muted(line) for line, size in lines))
        for claim, source in _rival_labels(lane, scale, narrow):
            at.append(claim.y)
            words.append(muted(source))
    first = next((lane for lane in lanes if lane.context), None)
    if first and CONTEXT_ROW * scale >= 13:
        at.append(first.top + first.main / 2)
        words.append(muted("Context"))
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
