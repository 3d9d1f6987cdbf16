"""Texts of the event file in plotly's markup: shown as they are, plain, bold or muted."""

import html

from dashboard.charts.theme import MUTED
from dashboard.dataset.text import isolated, visible


def escaped(value: object) -> str:
    """Return a text so that plotly shows it as it is: its markup escaped, its invisible characters written out.

    A text from right to left is kept apart from the rest of its line, whose numbers would change places with it.
    """
    return html.escape(isolated(visible(str(value))), quote=False)


def bold(value: object) -> str:
    """Return a text in bold."""
    return f"<b>{escaped(value)}</b>"


def muted(value: object) -> str:
    """Return a text in the quieter ink."""
    return f'<span style="color:{MUTED}">{escaped(value)}</span>'
