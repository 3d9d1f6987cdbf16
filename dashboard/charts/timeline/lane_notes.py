"""Words within the lanes of a timeline: what a conflicting source says, what context was, which date is not known."""

import re
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from dashboard.charts.text_metrics import characters_within, fitted, text_width, truncated
from dashboard.charts.timeline.axis import TimeAxis
from dashboard.charts.timeline.claim_marks import ClaimMark
from dashboard.charts.timeline.claims import EventRow
from dashboard.charts.timeline.lane_marks import MarkedLane
from dashboard.charts.timeline.lanes import CONFLICT_ROW, CONTEXT_ROW
from dashboard.charts.timeline.style import SMALL_FONT
from dashboard.dataset import date_words
from dashboard.dataset.text import isolated

_MAX_LETTERS = 300
_MIN_LETTERS = 6
_MARK_GAP, _LINE_GAP = 14, 22  # px: beside a mark, and from the line that leads to a conflicting report
_TEXT_GAP = 12  # px, from a mark to the words beside it
_MIN_CONFLICT_HEIGHT, _MIN_CONTEXT_HEIGHT = 13, 14  # px


@dataclass(frozen=True)
class NotePlace:
    """Where a note begins, and how far it reaches."""

    day: float
    y: float  # px before scaling
    is_left: bool  # of that day
    reach: float  # px from the start of the axis


@dataclass(frozen=True, eq=False)
class LaneNote:
    """Words beside the marks of a row."""

    event: EventRow
    row: int
    lines: tuple[str, ...]
    place: NotePlace


def place_notes(lanes: Iterable[MarkedLane], axis: TimeAxis, scale: float) -> list[LaneNote]:
    """Return the notes of all lanes that have room for any."""
    return [note for lane in lanes for note in _notes_of(lane, axis, scale)]


def _notes_of(marked: MarkedLane, axis: TimeAxis, scale: float) -> Iterator[LaneNote]:
    lane = marked.lane
    if not marked.marks:
        yield _undated_note(marked, axis)
    for row, marks in marked.rows.items():
        if row and not lane.is_narrow and scale * CONFLICT_ROW >= _MIN_CONFLICT_HEIGHT:
            source = truncated(marks[0].claim.milestone.sources, _MAX_LETTERS)
            yield _note(marked, row, axis, (f"{source}: {_dates_in_words(marks)}", source))
        elif lane.event.is_context and not row and scale * CONTEXT_ROW >= _MIN_CONTEXT_HEIGHT:
            yield _note(marked, row, axis, (truncated(lane.event.label, _MAX_LETTERS),))


def _undated_note(marked: MarkedLane, axis: TimeAxis) -> LaneNote:
    lane = marked.lane
    words = date_words.text_in_words(lane.event.date) if lane.event.date else "date not known"
    text = words[:1].upper() + words[1:]
    if lane.event.is_context:
        ending = f": {words}"
        width = axis.width - _TEXT_GAP - text_width(ending, SMALL_FONT)
        text = isolated(fitted(lane.event.label, width, SMALL_FONT)) + ending
    return LaneNote(lane.event, 0, (text,), NotePlace(axis.start, lane.row_middle(0), is_left=False, reach=0))


def _note(marked: MarkedLane, row: int, axis: TimeAxis, texts: Sequence[str]) -> LaneNote:
    """Return the first of some texts that has room beside the marks of a row, else as much as fits of the last."""
    lane, marks = marked.lane, marked.rows[row]
    left, right = free_width(marked, row, axis)
    room = max(left, right)
    text = next((it for it in texts if text_width(it, SMALL_FONT) <= room), texts[-1])
    is_left = text_width(text, SMALL_FONT) > right and left > right
    letters = max(_MIN_LETTERS, characters_within(text, room, SMALL_FONT))
    max_lines = 2 if lane.is_narrow and lane.event.is_context else 1
    lines = tuple(textwrap.wrap(text, letters, max_lines=max_lines, placeholder=" …")) or (text,)
    day = min(mark.span.start for mark in marks) if is_left else max(mark.span.end for mark in marks)
    width = _TEXT_GAP + max(text_width(line, SMALL_FONT) for line in lines)
    reach = axis.position(day) + (-width if is_left else width)
    return LaneNote(lane.event, row, lines, NotePlace(day, marks[0].row_y, is_left, reach))


def free_width(marked: MarkedLane, row: int, axis: TimeAxis) -> tuple[float, float]:
    """Return how many pixels are free to the left and to the right of the marks of a row."""
    marks = marked.rows[row]
    first = axis.position(min(mark.span.start for mark in marks))
    last = axis.position(max(mark.span.end for mark in marks))
    left, right = first - _MARK_GAP, axis.width - last - _MARK_GAP
    if row and 0 in marked.rows:
        # Words end before the line that comes down from the claim in dispute.
        line = axis.position(marked.disputed_mark(marks).span.mark)
        left = min(left, first - line - _LINE_GAP) if line < first else left
        right = min(right, line - last - _LINE_GAP) if line > last else right
    return left, right


def _dates_in_words(marks: Sequence[ClaimMark]) -> str:
    """Return the dates of one source, one after the other."""
    dates = list(dict.fromkeys(mark.claim.milestone.date for mark in marks))
    if len(dates) > 1 and all(re.fullmatch(r"\d{4}-\d\d-\d\d", date) for date in dates):
        return date_words.text_in_words(f"[{','.join(dates)}]").replace(" or ", " and ")
    return ", ".join(date_words.text_in_words(date) for date in dates)
