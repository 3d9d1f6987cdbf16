"""The Jinja2 environment of every template: whatever a template prints is made visible and escaped."""

from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from markupsafe import escape as escape_markup

from dashboard.dataset.text import visible


def render(template: str, /, **values: object) -> Markup:
    """Return the HTML of a template, given by its file name in `templates/`; other templates print it as it is."""
    return Markup(_environment().get_template(template).render(values))


def escape(text: str) -> Markup:
    """Return a text as HTML that shows it as it is, with its invisible characters written out."""
    return escape_markup(visible(text))


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("dashboard.markup"),
        autoescape=True,
        auto_reload=False,
        finalize=_printable,
        lstrip_blocks=True,
        trim_blocks=True,
        undefined=StrictUndefined,
    )
    environment.filters["exact"] = escape_markup
    return environment


def _printable(value: Any) -> Any:
    """Return what a template prints for a value, before it is escaped; the filter `exact` keeps out of this.

    HTML of another template stays as it is. None prints nothing.
    """
    if isinstance(value, str) and not isinstance(value, Markup):
        return visible(value)
    return "" if value is None else value
