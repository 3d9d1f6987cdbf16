"""The web application: the page, the addresses for programs and the static files, as one ASGI app.

Run it with `streamlit run dashboard/app.py`, or by any ASGI server. The event file is the one named in the environment
variable `DEFECTIONS_FILE`, else the default file; `DEFECTIONS_EMBED` names the web origins that may embed the page.
"""

import asyncio
import gzip
import os
import re
from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager, suppress
from functools import cache
from importlib import import_module
from pathlib import Path

import streamlit as st
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles
from starlette.websockets import WebSocket, WebSocketDisconnect

from dashboard.plotly_js import plotly_js, plotly_js_url, plotly_js_version
from dashboard.server import data_routes
from dashboard.server.headers import Guard
from dashboard.server.memory import settle, share_arenas
from dashboard.server.sessions import Stream
from dashboard.settings import ASSETS, FILE_VARIABLE, event_file
from dashboard.watch import AT_ONCE, followed

PAGE = Path(__file__).with_name("streamlit_entry.py")

_BASEMAP = "/assets/topojson/world_110m.json"


async def _changes(socket: WebSocket) -> None:
    """Tell a page the version that there is to show, and every new one, until it is gone."""
    await socket.accept()

    async def tell() -> None:
        async with aclosing(followed(event_file()).versions()) as versions:
            with suppress(WebSocketDisconnect):
                async for version in versions:
                    await socket.send_text(version)

    telling = asyncio.create_task(tell())
    try:
        while (await socket.receive())["type"] != "websocket.disconnect":
            pass  # a page has nothing to say
    finally:
        telling.cancel()


@asynccontextmanager
async def following(_: object) -> AsyncIterator[None]:
    """Follow the event file while the application runs."""
    share_arenas()
    # Settled once: a default file that is away for a moment must not make way for the other default.
    path = event_file().absolute()
    os.environ[FILE_VARIABLE] = str(path)
    one = followed(path, at_once=False)
    # So that the first reader need not wait for it.
    await asyncio.to_thread(import_module, "dashboard.page.script")

    async def keep_settled() -> None:
        async with aclosing(one.versions()) as versions:
            async for _ in versions:
                if one.state.reading is None:
                    await asyncio.to_thread(settle)

    with one.watched():
        await asyncio.to_thread(one.wait, AT_ONCE)
        settling = asyncio.create_task(keep_settled())
        try:
            yield
        finally:
            settling.cancel()


@cache
def _compressed() -> bytes:
    return gzip.compress(plotly_js(), 6)


def _plotly(request: Request) -> Response:
    """Answer with plotly.js, compressed once and not for every reader."""
    if request.path_params["version"] != plotly_js_version():
        raise HTTPException(404)
    headers = {"Cache-Control": "public, max-age=31536000, immutable", "Vary": "Accept-Encoding"}
    if not re.search(r"\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))", request.headers.get("accept-encoding", "")):
        return Response(plotly_js(), media_type="text/javascript", headers=headers)
    headers["Content-Encoding"] = "gzip"
    return Response(_compressed(), media_type="text/javascript", headers=headers)


def routes() -> list[BaseRoute]:
    """Return what the application serves beside the page."""
    return [
        *data_routes.routes(),
        WebSocketRoute("/changes", _changes),
        Route("/assets/plotly-{version}.min.js", _plotly),
        Mount("/assets/topojson", StaticFiles(directory=ASSETS / "topojson")),
    ]


def middleware() -> list[Middleware]:
    """Return what stands before everything that the application serves, Streamlit's own addresses included."""
    document = Path(st.__file__).parent / "static" / "index.html"
    return [Middleware(Guard, page=document, link=_preloads), Middleware(Stream, script=PAGE, changed=rest)]


def _preloads() -> str:
    """Return a header that has plotly.js and basemap loaded beside Streamlit's own: the scripts that draw come late."""
    return f"<{plotly_js_url()}>; rel=preload; as=script, <{_BASEMAP[1:]}>; rel=preload; as=fetch; crossorigin"


def rest(readers: int) -> None:
    """Settle after readers came or left, and give back the memory of those who left; so many are there."""
    if not readers:
        st.cache_data.clear()  # the drawings that readers shared
    settle()


def page_failed(error: Exception) -> bool:
    """Say on the page that it failed, and nothing of what or where: Streamlit writes that into the log."""
    st.error("This page failed. Reload it to try again; the log of the server says what happened.")
    return True  # Streamlit shows nothing of its own


app = st.App(PAGE, routes=routes(), lifespan=following, middleware=middleware(), on_script_error=page_failed)
