"""Draw the timeline as columns: how many events a month, a quarter or a year has, whatever the number of events."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np

from dashboard.charts.rich_text import bold, escaped
from dashboard.charts.text_metrics import fitted, hover_lines
from dashboard.charts.theme import INK, MUTED, OTHER, PAPER, RULE, empty_figure, template
from dashboard.charts.timeline.axis import Axis, iso
from dashboard.charts.timeline.bins import UNITS, Periods, periods, quiet, spread
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
    colour_entries,
    number,
    time_axis,
)
from dashboard.charts.view import ChartView
from dashboard.dataset import date_words, edtf
from dashboard.dataset.edtf import MONTHS

_LEAST_COLUMN, _MOST_COLUMN = 6, 64  # px
_MOST_COLUMNS = 180
_LEFT, _TOP, _TOP_MARKED = 56, 18, 34  # px
_STRIP, _GAP = 40, 30  # px: of context, and above it
_MOST_STRIP = 0.35  # of the plot
_TICK = 30  # px, at least between numbers
_LEAST_PLOT, _LEAST_FIXED = 120, 50  # px; where a fixed height leaves less, there is no key
_DIMMED = 0.45  # opacity of the columns where events are marked
_MOST_MARKED = 20
_TRIANGLE = 13  # px
_HOVER = "%{hovertext}<br>%{fullData.name}: %{text}<extra></extra>"
"""What a hover says. The name of a category is there once: in the hovers of all its columns it would be most of all."""


@dataclass(frozen=True)
class _Counts:
    """How many events of each category each period has, context last, and what the dates of the events are like."""

    periods: Periods
    rows: np.ndarray
    spread: int
    open: int
    undated: int
    further: int  # claims beside the first of their events
    rivals: int  # among these

    @cached_property
    def words(self) -> dict[int, str]:
        """The names of the periods that have events."""
        return {n: self.periods.words(n) for n in np.flatnonzero(self.rows.any(axis=0)).tolist()}

    @cached_property
    def bounds(self) -> np.ndarray:
        """The bounds of each period, of those that have events."""
        bounds = np.full((len(self.periods), 2), "", dtype=object)
        for n in self.words:
            bounds[n] = self.periods.bounds(n)
        return bounds


def as_columns(view: ChartView, room: Room) -> Drawn:
    """Return the timeline as columns. An event counts once, by its first claim; context stands in a strip below."""
    index = view.dataset.index
    dated = ~index.is_undated[view.rows]
    if not dated.any():
        nothing: Drawn = empty_figure(
            "No first claim of these events has a date.", view.width, room.height
        ).to_plotly_json()
        return nothing
    width = view.width - _LEFT - RIGHT
    counts = _counted(view, dated, width, room.true_scale)
    edges = counts.periods.edges
    edge = 0.1 * (edges[-1] - edges[0]) / len(counts.periods)
    time = Axis(edges[0] - edge, edges[-1] + edge, counts.periods.breaks, width)
    own, context = counts.rows[:-1], counts.rows[-1]
    both = bool(own.any() and context.any())
    marked = _marked(view)
    drawn = [n for n in range(len(own)) if own[n].any()]
    entries = colour_entries(view, drawn, bool(context.any())) if room.key else []
    top = _TOP_MARKED if marked or time.breaks else _TOP
    words = _words(counts, both, len(view.marked), len(marked))
    foot = Foot(words, entries, time, _LEFT, lines=1)
    if room.fixed and room.height - top - foot.height < _LEAST_FIXED:
        foot = Foot(words, [], time, _LEFT, lines=1)
    widest = _MOST_COLUMN / time.pixels_per_day
    below = (_STRIP + _GAP) * both
    plot = room.height - top - foot.height
    if not room.fixed:
        plot = max(plot, _LEAST_PLOT + below, LEAST_HEIGHT - top - foot.height)
    whole = room.height if room.fixed else top + plot + foot.height
    plot = max(plot, 10)
    below = min(below, int(_MOST_STRIP * plot))
    most = float((own.sum(axis=0) if own.any() else context).max())
    ticks = _ticks(most, (plot - below) / _TICK)
    height = 1.03 * most
    unit = height / (plot - below)  # events a pixel
    base = -below * unit  # of the strip of context
    scale = below * _STRIP / (_STRIP + _GAP) * unit / float(context.max()) if both else 1.0
    return {
        "data": [
            *(_columns(view, counts, n, widest) for n in drawn),
            *([_context_columns(view, counts, widest, base, scale)] if context.any() else []),
            *_marked_traces(marked, height, base, time),
            *foot.traces(),
        ],
        "layout": {
            "template": template(),
            "width": view.width,
            "height": whole,
            "margin": {"l": _LEFT, "r": RIGHT, "t": top, "b": foot.height},
            "uirevision": f"timeline columns {room.true_scale}",
            "meta": {"stretch": True},
            "hovermode": "closest",
            "dragmode": "pan",
            "barmode": "stack",
            "legend": foot.legend((width, plot)),
            "shapes": [_line(0.0), *([_line(base)] if both else []), *break_shapes(time)],
            "annotations": [*break_notes(time, 4), foot.annotation(), *([_strip_name(counts, base)] if both else [])],
            "xaxis": {"side": "bottom", **time_axis(time), **column_ticks(counts.periods, time), "showgrid": False},
            "yaxis": {
                "range": [base, height],
                "fixedrange": True,
                "gridcolor": RULE,
                "zeroline": False,
                "tickmode": "array",
                "tickvals": ticks,
                "ticktext": [f"{tick:,}" for tick in ticks],
                "ticks": "",
                "tickfont": {"size": 12, "color": MUTED},
            },
        },
    }


def _counted(view: ChartView, dated: np.ndarray, width: float, true_scale: bool) -> _Counts:
    index = view.dataset.index
    rows = view.rows[dated]
    earliest, latest = index.earliest[rows], index.latest[rows]
    open_ = np.isnan(earliest) | np.isnan(latest)
    first, last = np.where(np.isnan(earliest), latest, earliest), np.where(np.isnan(latest), earliest, latest)
    most = min(int(width / _LEAST_COLUMN), _MOST_COLUMNS)
    left_out = [] if true_scale else quiet(first, last)
    over = periods(first.min(), last.max(), most, int(width / _MOST_COLUMN), left_out)
    group = np.where(index.is_defection[rows], view.category_index[dated], len(view.categories))
    counted = spread(first, last, group, len(view.categories) + 1, over)
    across = np.count_nonzero(over.of(first) != over.of(last))
    further, rivals = (int(claims[view.rows].sum()) for claims in (index.further_claims, index.further_conflicting))
    return _Counts(over, counted, int(across), int(open_.sum()), int((~dated).sum()), further, rivals)


def _words(counts: _Counts, both: bool, marked: int, pointed: int) -> str:
    """Say what a column counts, and what has become of further claims and of the dates that are no single day."""
    said = f"Each column counts the events of a {counts.periods.unit}"
    said += ", by their first claims" if counts.further else ""
    said += "; context has a strip of its own, on another scale." if both else "."
    apart = []
    if counts.spread:
        they = "it" if counts.spread == 1 else "they"
        verb = "is" if counts.spread == 1 else "are"
        uncertain = number(counts.spread, "uncertain date", "uncertain dates")
        apart.append(f"{uncertain} {verb} spread from the first to the last day on which {they} may lie")
    if counts.open:
        verb = "stands" if counts.open == 1 else "stand"
        apart.append(f"{number(counts.open, 'open date', 'open dates')} {verb} at the end that is known")
    if counts.undated:
        their = "has no date in its" if counts.undated == 1 else "have no date in their"
        apart.append(f"{number(counts.undated, 'event', 'events')} {their} first claim")
    if counts.further:
        apart.append(_left_out(counts.further, counts.rivals))
    if apart:
        said += f" {'; '.join(apart)}."
    if pointed < marked:
        verb = "is" if pointed == 1 else "are"
        said += f" Of {number(marked, 'marked event', 'marked events')} {pointed or 'none'} {verb} pointed at."
    return said


def _left_out(further: int, rivals: int) -> str:
    """Say how many claims no column counts, and how many of them are rivals."""
    if further == 1:
        return f"1 further claim{', a rival,' if rivals else ''} is not drawn"
    of_them = "1 of them a rival" if rivals == 1 else f"{rivals:,} of them rivals"
    return f"{further:,} further claims{f', {of_them},' if rivals else ''} are not drawn"


def _columns(view: ChartView, counts: _Counts, n: int, widest: float) -> dict[str, Any]:
    """Return the segments of a category."""
    look, own = view.categories[n], counts.rows[:-1]
    return _bars(view, counts, own[n], look.name, look.colour, n, widest, own.sum(axis=0))


def _context_columns(view: ChartView, counts: _Counts, widest: float, base: float, scale: float) -> dict[str, Any]:
    """Return the columns of context, that begin at `base`, on a scale of their own."""
    bars = _bars(view, counts, counts.rows[-1], CONTEXT, OTHER, -1, widest, None)
    return bars | {"y": bars["y"] * scale, "base": base}


def _bars(
    view: ChartView,
    counts: _Counts,
    row: np.ndarray,
    name: str,
    colour: str,
    category: int,
    widest: float,
    totals: np.ndarray | None,
) -> dict[str, Any]:
    """Return one trace of columns: the periods in which a category has events."""
    over = counts.periods
    at = np.flatnonzero(row)
    start, end = over.edges[at], over.edges[at + 1]
    length = (over.edges[-1] - over.edges[0]) / len(over)
    said = [in_words(count) for count in row[at].tolist()]
    if totals is not None:
        said = [f"{one} of {in_words(n)} defections" for one, n in zip(said, totals[at].tolist(), strict=True)]
    return {
        "type": "bar",
        "name": escaped(name),
        "x": (start + end) / 2 * DAY,
        "y": row[at],
        "width": np.minimum(end - start - 0.12 * length, widest) * DAY,
        "marker": {"color": colour, "line": {"width": 0}},
        "opacity": _DIMMED if view.marked else 1,
        "customdata": counts.bounds[at],
        "meta": {"narrows": "stretch", "category": category},
        "hovertext": [counts.words[n] for n in at.tolist()],
        "text": said,
        "textposition": "none",
        "hovertemplate": _HOVER,
        "showlegend": False,
    }


def in_words(count: float) -> str:
    """Say how many events that is, where dates spread over several periods make fractions."""
    whole = round(count)
    if abs(count - whole) < 1e-6:
        return f"{whole:,}"
    return f"about {whole:,}" if count >= 1 else "less than 1"


def _ticks(most: float, room: float) -> list[int]:
    """Return round numbers from 0 up to `most`, about as many as have room."""
    steps = (m * 10**power for power in range(12) for m in (1, 2, 5))
    step = next(step for step in steps if most / step <= max(1.0, min(room, 5)))
    return list(range(0, int(most) + 1, step))


def column_ticks(over: Periods, time: Axis) -> dict[str, Any]:
    """Return the ticks of the time axis: every column named where that has room, else the months or years that begin.

    Between two stretches that are left out, one column at least is named.
    """
    shown = over.shown().tolist()
    days = [datetime.fromisoformat(iso(over.edges[n])) for n in shown]
    middles = [time.position((over.edges[n] + over.edges[n + 1]) / 2) for n in shown]
    units = ("day", "month", "year")[min(UNITS.index(over.unit), 2) if over.unit != "quarter" else 1 :]
    apart = _APART_DAYS if over.unit == "day" else _APART
    chosen = list(range(len(days)))
    for unit, is_tick in _LEVELS:
        if unit in units:
            chosen = [i for i, day in enumerate(days) if is_tick(day)] or chosen
            if all(middles[j] - middles[i] >= apart for i, j in pairwise(chosen)):
                break
    # A tick names its column, in whose middle it stands, or the moment at which a longer period begins.
    names_column = over.unit in ("year", "decade") or len(chosen) == len(days)
    years_alone = all((days[i].month, days[i].day) == (1, 1) for i in chosen)
    stretch = [sum(over.edges[n] >= b for _, b in over.breaks) for n in shown]
    for i in {stretch.index(of) for of in set(stretch) - {stretch[i] for i in chosen}}:
        others = [j for j in chosen if abs(middles[i] - middles[j]) >= apart]
        if {stretch[j] for j in others} == {stretch[j] for j in chosen}:
            chosen = sorted([*others, i])
    words, said = [], set()
    for i in chosen:
        day, year = days[i], f"{days[i].year}" + "s" * (over.unit == "decade")
        month = MONTHS[day.month - 1][:3]
        named = f"{day.day} {month}" if over.unit == "day" else month
        is_year = units[0] == "year" or (years_alone and (day.month, day.day) == (1, 1))
        words.append(year if is_year else named if year in said else f"{named} {year}")
        said.add(year)
    return {
        "tickmode": "array",
        "tickvals": [iso(time.moment(middles[i]) if names_column else over.edges[shown[i]]) for i in chosen],
        "ticktext": words,
        "ticks": "" if names_column else "outside",
        "ticklen": 4,
        "tickcolor": "#c2bdae",
    }


_APART, _APART_DAYS = 46, 58  # px, between the middles of their words
_LEVELS: list[tuple[str, Callable[[datetime], bool]]] = [
    ("day", lambda day: True),
    ("day", lambda day: day.day % 2 == 1 and day.day < 31),
    ("day", lambda day: day.day in (1, 8, 15, 22)),
    ("month", lambda day: day.day == 1),
    ("month", lambda day: day.day == 1 and day.month in (1, 4, 7, 10)),
    *(
        ("year", lambda day, apart=apart: (day.month, day.day) == (1, 1) and day.year % apart == 0)
        for apart in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000)
    ),
]
"""Which periods are named, by their first days: the most first."""


def _line(y: float) -> dict[str, Any]:
    return {"type": "line", "xref": "x domain", "x0": 0, "x1": 1, "y0": y, "y1": y,
            "line": {"color": "#c2bdae", "width": 1}}  # fmt: skip


def _strip_name(counts: _Counts, base: float) -> dict[str, Any]:
    """Return the name of the strip of context, and what its highest column holds."""
    most = float(counts.rows[-1].max())
    up_to = "up to " if most >= 1 else ""
    said = f"{CONTEXT}, {up_to}{in_words(most)} a {counts.periods.unit}"
    return {
        "text": said, "font": {"size": 12, "color": MUTED}, "showarrow": False,
        "x": 0, "xref": "x domain", "xanchor": "left", "y": 0, "yref": "y", "yanchor": "top", "yshift": -4,
    }  # fmt: skip


# Marked events


@dataclass(frozen=True)
class _Marked:
    """A marked event that has a date: where it stands, and what a hover says."""

    id: str
    context: bool
    day: float
    label: str
    hover: str


def _marked(view: ChartView) -> list[_Marked]:
    index, events = view.dataset.index, view.dataset.frames.events
    rows = np.array(sorted(index.row_by_id[key] for key in view.marked), dtype=int)
    rows = rows[~index.is_undated[rows]][:_MOST_MARKED]
    found = []
    for row in rows.tolist():
        first, last = index.earliest[row], index.latest[row]
        first, last = (last if np.isnan(first) else first), (first if np.isnan(last) else last)
        words = date_words.in_words(edtf.parse(events["date"].iloc[row]))
        label = [bold(line) for line in hover_lines(events["label"].iloc[row], 2)]
        found.append(
            _Marked(
                events["id"].iloc[row],
                not index.is_defection[row],
                (first + last + 1) / 2,
                events["label"].iloc[row],
                "<br>".join([*label, escaped(words[:1].upper() + words[1:])]),
            )
        )
    return found


def _marked_traces(marked: list[_Marked], top: float, base: float, time: Axis) -> list[dict[str, Any]]:
    """Return a triangle above the columns for each marked event, with a line down to where its column stands.

    One alone is named, on the side that has more room.
    """
    if not marked:
        return []
    at = time.position(marked[0].day)
    to_left = at > time.width / 2
    room = (at if to_left else time.width - at + RIGHT) - _TRIANGLE
    down = [top - base if m.context else top for m in marked]
    line = {"type": "data", "symmetric": False, "width": 0, "thickness": 1.2, "color": INK}
    return [
        {
            "type": "scatter",
            "mode": "markers+text" if len(marked) == 1 else "markers",
            "name": "Marked",
            "x": [iso(m.day) for m in marked],
            "y": [top] * len(marked),
            "error_y": {**line, "array": [0] * len(marked), "arrayminus": down},
            "marker": {
                "symbol": "triangle-down",
                "size": _TRIANGLE,
                "color": INK,
                "line": {"width": 1, "color": PAPER},
            },
            "text": [escaped(fitted(marked[0].label, room, 12))] if len(marked) == 1 else [],
            "textposition": "middle left" if to_left else "middle right",
            "textfont": {"size": 12, "color": INK},
            "customdata": [[m.id] for m in marked],
            "hovertext": [m.hover for m in marked],
            "hoverinfo": "text",
            "cliponaxis": False,
            "showlegend": False,
        }
    ]
