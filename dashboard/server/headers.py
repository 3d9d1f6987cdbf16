"""Guard the server: the headers of every answer, what is refused, and who may embed the page."""

import base64
import hashlib
import os
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocketClose

EMBED_VARIABLE = "DEFECTIONS_EMBED"
"""The environment variable that names the web origins whose pages may embed the page, with spaces between them."""

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
_CLOSED = re.compile(
    r"/_stcore/(?!(health|host-config|stream)\Z)|/(auth/log(in|out)|oauth2callback)\Z|(?<!/static)/(media|component)/"
)


def web_origin(text: str) -> str:
    """Return a web origin such as `https://news.example:8080` as it is, and `*` for any; else raise ValueError."""
    if not re.fullmatch(r"\*|https?://[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[1-9][0-9]{0,4})?", text):
        raise ValueError(f"{text!r} is not a web origin, such as https://news.example, nor * for any")
    return text


def embedders() -> list[str]:
    """Return the origins that the environment lets embed the page; raise ValueError where it names none."""
    return [web_origin(text) for text in os.environ.get(EMBED_VARIABLE, "").split()]


def headers(page: Path, origins: list[str]) -> dict[str, str]:
    """Return the headers of every answer; `page` is the HTML document whose own inline scripts may run."""
    policy = {**_POLICY, "frame-ancestors": " ".join(["'self'", *origins])}
    policy["script-src"] += "".join(f" 'sha256-{digest}'" for digest in _inline_scripts(page))
    return {
        "Content-Security-Policy": "; ".join(f"{name} {sources}" for name, sources in policy.items()),
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
    }


def _inline_scripts(page: Path) -> list[str]:
    """Return the SHA-256 of every inline script of an HTML document, as a policy names it."""
    reader = _ScriptReader()
    reader.feed(page.read_text(encoding="utf-8"))
    reader.close()
    return [base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in reader.scripts]


class _ScriptReader(HTMLParser):
    """Collect the texts of the inline scripts of an HTML document."""

    def __init__(self) -> None:
        super().__init__()
        self.scripts: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a script where there is one without a source."""
        if tag == "script" and "src" not in dict(attrs):
            self.scripts.append("")
            self._inside = True

    def handle_endtag(self, tag: str) -> None:
        """End a script."""
        self._inside = self._inside and tag != "script"

    def handle_data(self, data: str) -> None:
        """Add to the script that is open."""
        if self._inside:
            self.scripts[-1] += data


class Guard:
    """ASGI middleware: refuse what the application does not offer, and put the headers on every answer.

    A WebSocket is refused to pages of another origin. Streamlit would admit any port of this computer, and ask a host
    on the internet for the address of this one to compare.
    """

    def __init__(self, app: ASGIApp, page: Path, link: Callable[[], str] | None = None) -> None:
        self._app = app
        self._headers = headers(page, embedders())
        self._link = (
            link() if link else ""
        )  # what comes as the header `Link` with the page, if anything; relative to its address

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or pass it on."""
        if scope["type"] == "websocket" and not _of_same_origin(Headers(scope=scope)):
            await WebSocketClose(1008)(scope, receive, send)
        elif scope["type"] == "http":
            await self._answer(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        started = False

        async def guarded(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                answered = MutableHeaders(scope=message)
                answered.update(self._headers)
                if self._link and scope["path"].endswith("/") and message["status"] == 200:
                    answered.append("Link", self._link)
            await send(message)

        if _CLOSED.search(scope["path"]):
            await PlainTextResponse("Not Found", 404)(scope, receive, guarded)
            return
        try:
            await self._app(scope, receive, guarded)
        except Exception:
            # Starlette's own answer to a failure is given outside all middleware, and so without the headers.
            if not started:
                await PlainTextResponse("Internal Server Error", 500)(scope, receive, guarded)
            raise  # the server writes it into its log


def _of_same_origin(asked: Headers) -> bool:
    """Return whether a request comes from a page of the same host and port, or from no page at all."""
    origin = asked.get("origin")
    return origin is None or origin.partition("://")[2] == asked.get("host")
