"""Security middleware: set the headers of every answer, and refuse closed paths and foreign WebSockets."""

import base64
import hashlib
import re
from collections.abc import Mapping, Sequence
from html.parser import HTMLParser

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocketClose

from dashboard.server.base_path import without_base_path

_POLICY = {
    "default-src": "'none'",
    # Streamlit imports the script of a component from a blob: URL, and tries whether it may use WebAssembly.
    "script-src": "'self' blob: 'wasm-unsafe-eval'",
    "style-src": "'self' 'unsafe-inline'",  # Streamlit, plotly.js and the page itself write style into the document
    "img-src": "'self' data: blob:",  # the icon of the page; a chart on its way to a PNG
    "font-src": "'self' data:",  # one of Streamlit's style sheet
    "connect-src": "'self'",  # the WebSockets of the same origin are in it
    "base-uri": "'none'",
    "form-action": "'none'",
}

# What Streamlit serves for uploads, agents, metrics, sign-in, media and files of components: the page uses none of it.
_CLOSED_PATHS = re.compile(
    r"/_stcore/(?!(health|host-config|stream)\Z)|/(auth/log(in|out)|oauth2callback)\Z|(?<!/static)/(media|component)/"
)

_POLICY_VIOLATION = 1008  # the close code of a WebSocket, RFC 6455, 7.4.1


def response_headers(page_html: str | None, embed_origins: Sequence[str]) -> dict[str, str]:
    """Return the headers of every answer.

    The inline scripts of the page's HTML may run, and no others; where it is not known, any inline script may.
    """
    inline = ["'unsafe-inline'"] if page_html is None else _inline_script_hashes(page_html)
    policy = {**_POLICY, "frame-ancestors": " ".join(["'self'", *embed_origins])}
    policy["script-src"] = " ".join([policy["script-src"], *inline])
    return {
        "Content-Security-Policy": "; ".join(f"{name} {sources}" for name, sources in policy.items()),
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
    }


def _inline_script_hashes(page_html: str) -> list[str]:
    """Return the SHA-256 of every inline script of an HTML document, as a policy names it."""
    reader = _InlineScriptReader()
    reader.feed(page_html)
    reader.close()
    digests = [base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in reader.scripts]
    return [f"'sha256-{digest}'" for digest in digests]


class _InlineScriptReader(HTMLParser):
    """Collect the texts of the inline scripts of an HTML document."""

    def __init__(self) -> None:
        super().__init__()
        self.scripts: list[str] = []
        self._is_inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Start a script, if it has no source elsewhere."""
        if tag == "script" and "src" not in dict(attrs):
            self.scripts.append("")
            self._is_inside = True

    def handle_endtag(self, tag: str) -> None:
        """End a script."""
        self._is_inside = self._is_inside and tag != "script"

    def handle_data(self, data: str) -> None:
        """Add to the script that is open."""
        if self._is_inside:
            self.scripts[-1] += data


class Guard:
    """ASGI middleware: refuse what the application does not offer, and put the headers on every answer.

    A WebSocket is refused to pages of another origin. Streamlit would admit any port of this computer, and ask a host
    on the internet for the address of this one to compare.
    """

    def __init__(self, app: ASGIApp, headers: Mapping[str, str], page_link: str = "", base_path: str = "") -> None:
        """Guard an application; `page_link` is the header `Link` of the page, relative to the page's address.

        What is closed is closed below the base path, and only there: a page may be shown below `/media/`.
        """
        self._app = app
        self._headers = headers
        self._page_link = page_link
        self._base_path = base_path

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or pass it on."""
        if scope["type"] == "websocket" and not _is_of_same_origin(Headers(scope=scope)):
            await WebSocketClose(_POLICY_VIOLATION)(scope, receive, send)
        elif scope["type"] == "http":
            await self._answer(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        has_started = False

        async def send_with_headers(message: Message) -> None:
            nonlocal has_started
            if message["type"] == "http.response.start":
                has_started = True
                headers = MutableHeaders(scope=message)
                headers.update(self._headers)
                if self._page_link and scope["path"].endswith("/") and message["status"] == 200:
                    headers.append("Link", self._page_link)
            await send(message)

        if _CLOSED_PATHS.search(without_base_path(scope["path"], self._base_path)):
            await PlainTextResponse("Not Found", 404)(scope, receive, send_with_headers)
            return
        try:
            await self._app(scope, receive, send_with_headers)
        except Exception:
            # Starlette answers a failure outside all middleware, so without the headers.
            if not has_started:
                await PlainTextResponse("Internal Server Error", 500)(scope, receive, send_with_headers)
            raise  # the server writes it into its log


def _is_of_same_origin(headers: Headers) -> bool:
    """Whether a request comes from a page of the same host and port, or from no page at all."""
    origin = headers.get("origin")
    return origin is None or origin.partition("://")[2] == headers.get("host")
