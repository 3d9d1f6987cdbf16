"""What points at marked events in a histogram: a triangle above the bars, and a line down from it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from dashboard.charts.rich_text import bold, escaped
from dashboard.charts.text_metrics import fitted, hover_lines
from dashboard.charts.theme import INK, PAPER
from dashboard.charts.timeline.axis import TimeAxis, iso
from dashboard.charts.timeline.style import POINTER_SIZE, SMALL_FONT
from dashboard.charts.view import ChartView
from dashboard.dataset import date_words

_MAX_POINTERS = 20
_LINE = {"type": "data", "symmetric": False, "width": 0, "thickness": 1.2, "color": INK}


@dataclass(frozen=True)
class Pointer:
    """A marked event that has a date."""

    event_id: str
    label: str
    day: float
    is_context: bool
    date_in_words: str


def point_at_marked(view: ChartView) -> list[Pointer]:
    """Return the marked events whose first claim has a first or a last possible day: the first of very many."""
    index = view.dataset.index
    rows = np.array(sorted(index.row_by_id[key] for key in view.marked), dtype=int)
    rows = rows[~index.is_unbounded[rows]][:_MAX_POINTERS]
    return [_pointer(view, row) for row in rows.tolist()]


def _pointer(view: ChartView, row: int) -> Pointer:
    index, event = view.dataset.index, view.dataset.frames.events.iloc[row]
    first, last = index.earliest[row], index.latest[row]
    first, last = (last if np.isnan(first) else first), (first if np.isnan(last) else last)
    words = date_words.text_in_words(event["date"])
    return Pointer(event["id"], event["label"], (first + last + 1) / 2, not index.is_defection[row], words)


def pointer_traces(found: Sequence[Pointer], top: float, base: float, axis: TimeAxis) -> list[dict[str, Any]]:
    """Return the triangles at the top of the vertical axis; for context, the line goes on down to the base.

    One alone is named, on the side that has more space, clear of the zoom buttons.
    """
    if not found:
        return []
    x = axis.position(found[0].day)
    is_left = x > axis.width / 2
    room = (x if is_left else axis.width - x) - POINTER_SIZE
    names = [escaped(fitted(found[0].label, room, SMALL_FONT))] if len(found) == 1 else []
    lengths = [top - base if it.is_context else top for it in found]
    return [
        {
            "type": "scatter",
            "mode": "markers+text" if names else "markers",
            "name": "Marked",
            "x": [iso(it.day) for it in found],
            "y": [top] * len(found),
            "error_y": {**_LINE, "array": [0] * len(found), "arrayminus": lengths},
            "marker": {
                "symbol": "triangle-down",
                "size": POINTER_SIZE,
                "color": INK,
                "line": {"width": 1, "color": PAPER},
            },
            "text": names,
            "textposition": "middle left" if is_left else "middle right",
            "textfont": {"size": SMALL_FONT, "color": INK},
            "customdata": [[it.event_id] for it in found],
            "hovertext": [_hover(it) for it in found],
            "hoverinfo": "text",
            "cliponaxis": False,
            "showlegend": False,
        }
    ]


def _hover(pointer: Pointer) -> str:
    words = pointer.date_in_words
    label = [bold(line) for line in hover_lines(pointer.label, 2)]
    return "<br>".join([*label, escaped(words[:1].upper() + words[1:])])
