"""The Jinja2 environment of every template: whatever a template prints is made visible and escaped."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from markupsafe import escape as escape_markup

from dashboard.dataset import languages
from dashboard.dataset.text import visible

_PAGE_LANGUAGE = "en"


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
    environment.filters["language_parts"] = _language_parts
    return environment


def _printable(value: Any) -> Any:
    """Return what a template prints for a value, before it is escaped; the filter `exact` keeps out of this.

    HTML of another template stays as it is. None prints nothing.
    """
    if isinstance(value, str) and not isinstance(value, Markup):
        return visible(value)
    return "" if value is None else value


def _language_parts(
    text: str | None, cited: tuple[str, ...] = (), own: str | None = None
) -> Sequence[tuple[str, str | None]]:
    """Return the parts of a text, invisible characters written out, with the languages that are not the page's."""
    if not text:
        return ()
    parts = languages.language_parts(visible(text), cited, own)
    return [(part, None if language == _PAGE_LANGUAGE else language) for part, language in parts]
