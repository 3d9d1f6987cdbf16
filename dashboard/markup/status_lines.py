"""The lines under the title: how much is shown, and notes on it; what screen readers are told of them."""

from collections.abc import Sequence

import numpy as np
from markupsafe import Markup

from dashboard.dataset.text import isolated
from dashboard.markup.environment import render
from dashboard.markup.event_texts import event_name, more_words
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
    rows = marked_rows.tolist()
    events = [isolated(event_name(selection.dataset.records.events[row])) for row in rows[:_MAX_NAMES]]
    names = "; ".join([*events, *more_words(rows, _MAX_NAMES)])
    return [
        f"{'; '.join([*selection.count_phrases, *selection.filter_words.values()])}.",
        *notes,
        f"Marked: {names}." if events else "No event is marked.",
    ]
