"""Answer 404 at addresses where there is nothing: Streamlit would show its page at any of them."""

import logging
from collections.abc import Sequence

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.routing import BaseRoute, Match
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.server.base_path import without_base_path
from dashboard.server.streamlit_internals import STREAM_PATH

_PAGE_PATHS = ("", "/", "/index.html")
_NOT_FOUND = (
    "There is nothing at this address. If a proxy shows the page below a path, start the server with that path: "
    "--base-path /defections.\n"
)
_NO_UPGRADE = (
    "This address is a WebSocket. The proxy has to pass the headers Upgrade and Connection on; "
    "the page on serving in the manual shows how.\n"
)

_log = logging.getLogger(__name__)


class UnknownPaths:
    """ASGI middleware: replace the page by status 404 at addresses that are neither the page's nor a route's.

    A WebSocket that comes as a plain request, since a proxy left its headers out, is answered with status 426 and noted
    in the log: the browser shows a grey page and does not say why.
    """

    def __init__(self, app: ASGIApp, routes: Sequence[BaseRoute]) -> None:
        """Stand before an application that has these routes beside the page."""
        self._app = app
        self._routes = routes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or pass it on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        path = without_base_path(scope["path"], scope.get("root_path", ""))
        if path == STREAM_PATH:
            _log.warning(_NO_UPGRADE.strip())
            await PlainTextResponse(_NO_UPGRADE, 426, {"Upgrade": "websocket"})(scope, receive, send)
        elif path in _PAGE_PATHS or any(route.matches(scope)[0] is not Match.NONE for route in self._routes):
            await self._app(scope, receive, send)
        else:
            await self._app(scope, receive, _without_page(scope, receive, send))


def _without_page(scope: Scope, receive: Receive, send: Send) -> Send:
    """Return a `send` that sends 404 in place of Streamlit's page, or of a redirect to it."""
    is_replaced = False

    async def send_unless_page(message: Message) -> None:
        nonlocal is_replaced
        if message["type"] == "http.response.start":
            headers = Headers(scope=message)
            is_replaced = headers.get("content-type", "").startswith("text/html") or "location" in headers
            if is_replaced:
                await PlainTextResponse(_NOT_FOUND, 404)(scope, receive, send)
        if not is_replaced:
            await send(message)

    return send_unless_page
