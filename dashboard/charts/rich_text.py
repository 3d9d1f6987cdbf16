"""A reader's text in plotly's markup: shown as the text that it is, plain, bold or muted."""

import html

from dashboard.charts.theme import MUTED
from dashboard.dataset.text import visible


def escaped(value: object) -> str:
    """Return a text as plotly shows it as it is: without markup, and with its invisible characters made visible."""
    return html.escape(visible(str(value)), quote=False)


def bold(value: object) -> str:
    """Return a reader's text as text, bold."""
    return f"<b>{escaped(value)}</b>"


def muted(value: object) -> str:
    """Return a reader's text as text, in the quieter ink."""
    return f'<span style="color:{MUTED}">{escaped(value)}</span>'
