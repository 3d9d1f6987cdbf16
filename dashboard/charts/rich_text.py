"""Texts of the event file in plotly's markup: shown as they are, plain, bold or muted."""

import html

from dashboard.charts.theme import MUTED
from dashboard.dataset.text import visible


def escaped(value: object) -> str:
    """Return a text without markup and with its invisible characters made visible, so that plotly shows it as it is."""
    return html.escape(visible(str(value)), quote=False)


def bold(value: object) -> str:
    """Return a text in bold."""
    return f"<b>{escaped(value)}</b>"


def muted(value: object) -> str:
    """Return a text in the quieter ink."""
    return f'<span style="color:{MUTED}">{escaped(value)}</span>'
