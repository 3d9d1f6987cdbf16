"""The lines under the title: how much is shown, and notes on it; what screen readers are told of them."""

from collections.abc import Sequence

import numpy as np
from markupsafe import Markup

from dashboard.dataset.text import isolated
from dashboard.markup.environment import render
from dashboard.markup.event_texts import event_name, first_claim, more_words, where_in_words
from dashboard.selection import Selection

_MAX_NAMES = 3


def count_line(selection: Selection) -> Markup:
    """Say what is shown and what is not known of it, numbers in bold: `2 of 3 defections; whereabouts of 1 unknown`."""
    return render("count_line.html", phrases=selection.count_phrases)


def note(sentence: str) -> Markup:
    """Return a note as a paragraph."""
    return render("note.html", sentence=sentence)


def announcements(selection: Selection, notes: Sequence[str], marked_rows: np.ndarray) -> list[str]:
    """Return what screen readers are told of a page whenever it changes: numbers and filters, notes, what is marked."""
    marked = _marked_events(selection, marked_rows.tolist())
    return [
        f"{'; '.join([*selection.count_phrases, *selection.filter_words.values()])}.",
        *notes,
        f"Marked: {marked}." if marked else "No event is marked.",
    ]


def _marked_events(selection: Selection, rows: Sequence[int]) -> str:
    """Return one event with where and when, as its compact card has them; of several the names."""
    records = selection.dataset.records
    events = [records.events[row] for row in rows[:_MAX_NAMES]]
    names = [isolated(event_name(event)) for event in events]
    if len(events) == 1:
        where = where_in_words(records, events[0])
        return ". ".join([*names, *([where] if where else []), first_claim(events[0])])
    return "; ".join([*names, *more_words(rows, _MAX_NAMES)])
