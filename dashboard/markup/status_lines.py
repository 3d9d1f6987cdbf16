"""The lines under the title: how much is shown, and notes on it."""

from markupsafe import Markup

from dashboard.markup.environment import render
from dashboard.selection import Selection


def count_line(selection: Selection) -> Markup:
    """Say what is shown and what is not known of it, numbers in bold: `2 of 3 defections; whereabouts of 1 unknown`."""
    return render("count_line.html", phrases=selection.count_phrases)


def note(sentence: str) -> Markup:
    """Return a note as a paragraph that screen readers announce."""
    return render("note.html", sentence=sentence)
