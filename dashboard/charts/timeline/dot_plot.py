"""Draw the timeline as marks: every dated claim a mark at its place in time, stacked where they would overlap."""

from collections.abc import Sequence
from typing import Any

from dashboard.charts.theme import MUTED, rgba, template
from dashboard.charts.timeline.axis import Axis, axis, iso
from dashboard.charts.timeline.claims import (
    CONTEXT,
    DAY,
    LEAST_HEIGHT,
    RIGHT,
    Drawn,
    Foot,
    Room,
    break_notes,
    break_shapes,
    claim_entries,
    fits,
    mark_traces,
    number,
    shortest_hover,
    shown_claims,
    tick_lines,
    time_axis,
)
from dashboard.charts.timeline.lanes import Claim, lanes_of, set_moments
from dashboard.charts.view import ChartView

_MOST_CLAIMS = 800  # are tried
_SIZES = (12.0, 11.0, 10.0, 9.0, 8.0, 7.0, 6.0)  # px, of a mark
_LARGE_SIZES = (22.0, 20.0, 18.0, 16.0, 14.0, *_SIZES)  # where a fixed height has room
_APART = 1.0  # px, between marks
_MOST_PLOT = 440  # px, where nothing limits it
_LEFT, _LEFT_CONTEXT = 20, 64  # px
_TOP, _TOP_BREAKS = 14, 26  # px
_EDGE, _GAP = 6, 16  # px: between marks and the ends of the plot, and between both kinds of events
_STRENGTH = 0.3  # opacity of possible days


def as_marks(view: ChartView, room: Room) -> Drawn | None:
    """Return the timeline as marks, or nothing where they have no room, or would be more than browsers take.

    They stack up from a line, each at its own moment in the lowest row that is free; those of context below it, in a
    strip of their own. A bar behind a mark reaches over its possible days.
    """
    claims_of = shown_claims(view)
    if claims_of.sum() > _MOST_CLAIMS:
        return None
    dated = claims_of > 0
    claims = [claim for lane in lanes_of(view.only(dated)) for claim in lane.claims]
    own, context = [c for c in claims if not c.context], [c for c in claims if c.context]
    both = bool(own and context)
    left = _LEFT_CONTEXT if context else _LEFT
    time = axis([(c.earliest, c.latest) for c in claims], view.width - left - RIGHT, room.true_scale)
    for claim in claims:
        set_moments(claim, time.fade)
    without = view.dataset.index.undated_claims[view.rows[dated]]
    note = _words(len(claims), int(dated.sum()), int((~dated).sum()), int(without.sum()))
    foot = Foot(note, claim_entries(claims, view, room), time, left, tick_lines(time))
    top = _TOP_BREAKS if time.breaks else _TOP
    given = room.height - top - foot.height
    most = given if room.fixed else max(given, _MOST_PLOT)
    apart = 2 * _EDGE + (2 * _GAP if both else 0)
    for size in _LARGE_SIZES if room.fixed else _SIZES:
        step = size + _APART
        rows = int((most - apart) / step)
        above = _stacked(own, time, step, rows)
        below = _stacked(context, time, step, rows - above)
        if above + below <= rows:
            break
    else:
        return None
    strip = _set_rows(own, context, size, below, both)
    needed = round((above + below) * step + apart)
    plot = given if room.fixed else max(needed, LEAST_HEIGHT - top - foot.height)
    drawn = {
        "data": [
            _day_trace(claims, size),
            *map(_shortened, mark_traces(claims, shortest_hover, outlined=view.marked)),
            *foot.traces(),
        ],
        "layout": {
            "template": template(),
            "width": view.width,
            "height": top + plot + foot.height,
            "margin": {"l": left, "r": RIGHT, "t": top, "b": foot.height},
            "uirevision": f"timeline marks {room.true_scale}",
            "meta": {"stretch": True},
            "hovermode": "closest",
            "dragmode": "pan",
            "barmode": "overlay",
            "legend": foot.legend((time.width, plot)),
            "shapes": [*break_shapes(time), _line()],
            "annotations": [*break_notes(time, 4), foot.annotation()],
            "xaxis": {"side": "bottom", **time_axis(time)},
            "yaxis": {
                "range": [-strip, plot - strip],
                "fixedrange": True,
                "showgrid": False,
                "zeroline": False,
                "tickmode": "array",
                "tickvals": [-strip / 2 - _GAP / 2] if both else [plot / 2] if context else [],
                "ticktext": [CONTEXT] if context else [],
                "ticks": "",
                "tickfont": {"size": 13, "color": MUTED},
            },
        },
    }
    return drawn if fits(drawn) else None


def _stacked(claims: list[Claim], time: Axis, apart: float, most: int) -> int:
    """Give each claim the lowest row in which it is so far from the mark before it, and return how many rows that is.

    For now the row is what its `mark_y` holds. Once there are more than `most` rows, the rest has none.
    """
    ends: list[float] = []
    for claim in sorted(claims, key=lambda c: (c.at, c.row, c.event.category_index)):
        x = time.position(claim.at)
        row = next((n for n, end in enumerate(ends) if x - end >= apart), len(ends))
        ends[row : row + 1] = [x]
        claim.mark_y = row
        if len(ends) > most:
            break
    return len(ends)


def _set_rows(own: Sequence[Claim], context: Sequence[Claim], size: float, below: int, both: bool) -> float:
    """Set the heights of the marks above the line, from their rows, and return how deep the strip below it is."""
    step = size + _APART
    strip = below * step + 2 * _GAP if both else 0.0
    for claims, base in ((own, _EDGE), (context, _EDGE - strip)):
        for claim in claims:
            claim.size = size
            claim.y = claim.mark_y = base + (claim.mark_y + 0.5) * step
    return strip


def _words(claims: int, events: int, undated: int, without: int) -> str:
    """Say what a mark is, and how many events, and claims of events that have marks, have none as they have no date."""
    of = "of one event" if events == 1 else f"of one of {events:,} events"
    said = f"Each mark is a dated claim {of}." if claims > 1 else "The mark is a dated claim of one event."
    apart = []
    if undated:
        apart.append(f"{number(undated, 'event has', 'events have')} no dated claim")
    if without:
        apart.append(f"{number(without, 'further claim has', 'further claims have')} no date")
    return f"{said} {'; '.join(apart)}." if apart else said


def _day_trace(claims: list[Claim], size: float) -> dict[str, Any]:
    """Return a bar over the possible days of each claim; paler where the days are a guess, or without an end."""
    bars: list[tuple[Claim, float, float, float]] = []
    for claim in claims:
        if claim.end - claim.start <= 1:
            continue
        is_vague = claim.earliest is None or claim.latest is None or claim.widened
        strength = _STRENGTH * claim.alpha * (0.5 if is_vague else 1)
        bars.append((claim, claim.start, claim.end, strength))
        if is_vague and claim.core_end > claim.core_start:
            bars.append((claim, claim.core_start, claim.core_end, strength))
    return {
        "type": "bar",
        "orientation": "h",
        "name": "Dates",
        "base": [iso(start) for _, start, _, _ in bars],
        "x": [round((end - start) * DAY) for _, start, end, _ in bars],
        "y": [claim.y for claim, *_ in bars],
        "width": max(2, round(size / 4)),
        "marker": {"color": [rgba(claim.colour, alpha) for claim, _, _, alpha in bars], "line": {"width": 0}},
        "customdata": [[claim.event.id] for claim, *_ in bars],
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _shortened(trace: dict[str, Any]) -> dict[str, Any]:
    """Return a trace of marks with one value where all marks have the same; none is cut at the calendar's ends."""
    marker = trace["marker"]
    for name in ("size", "opacity"):
        if len(set(marker[name])) == 1:
            marker[name] = marker[name][0]
    return trace | {"cliponaxis": False}


def _line() -> dict[str, Any]:
    """Return the line on which the marks of the defections stand."""
    return {"type": "line", "xref": "x domain", "x0": 0, "x1": 1, "y0": 0, "y1": 0, "layer": "below",
            "line": {"color": "#c2bdae", "width": 1}}  # fmt: skip
