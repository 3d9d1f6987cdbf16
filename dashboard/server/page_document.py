"""The HTML document of the page: Streamlit's own, with the title of the event file and a way without JavaScript.

Link previews, bookmarks and readers without JavaScript see this document alone.
"""

import re
from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from dashboard.markup.environment import render
from dashboard.server.streamlit_internals import page_html
from dashboard.settings import Settings
from dashboard.watch import watch

TITLE = re.compile(r"<title>.*?</title>", re.DOTALL)
NOSCRIPT = re.compile(r"<noscript>.*?</noscript>", re.DOTALL)


def with_title(html: str, title: str, description: str | None) -> str:
    """Return an HTML document with another title, and another text for readers without JavaScript."""
    head = render("page/head.html", title=title, description=description)
    noscript = render("page/noscript.html", title=title, description=description)
    return NOSCRIPT.sub(lambda _: noscript, TITLE.sub(lambda _: head, html, count=1), count=1)


def routes() -> list[BaseRoute]:
    """Return the addresses of the document; none where that of Streamlit is not found, which then answers itself."""
    html = page_html()
    return [Route(path, _answering(html)) for path in ("/", "/index.html")] if html else []


def _answering(html: str) -> Callable[[Request], Response]:
    def answer(_: Request) -> Response:
        file = Settings.from_environment().event_file
        state = watch(file).state
        description = state.dataset.records.description if state.dataset else None
        document = with_title(html, state.title(file.name), description)
        return HTMLResponse(document, headers={"Cache-Control": "no-cache"})

    return answer
