"""The web application: the page, the addresses for programs and the static files, as one ASGI app.

Run it with `defections`, with `streamlit run dashboard/app.py`, or by any ASGI server. The settings come from
environment variables; `dashboard/settings.py` names them.
"""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager
from importlib import import_module
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from starlette.routing import BaseRoute
from starlette.types import ASGIApp

# Hosting services install the dependencies alone and run this script, whose own folder is then on the path.
sys.path.append(str(Path(__file__).parents[1]))

from dashboard.server import changes, data_routes, page_document, static_files
from dashboard.server.base_path import BasePath
from dashboard.server.headers import Guard, response_headers
from dashboard.server.memory import collect_and_freeze
from dashboard.server.sessions import SessionGateway
from dashboard.server.streamlit_internals import StreamlitInternals, page_html
from dashboard.server.unknown_paths import UnknownPaths
from dashboard.settings import FILE_VARIABLE, Settings
from dashboard.watch import FIRST_READING_WAIT_S, WatchedFile, watch

SCRIPT = Path(__file__).with_name("streamlit_entry.py")


@asynccontextmanager
async def lifespan(_: object) -> AsyncIterator[None]:
    """Watch the event file while the application runs."""
    path = Settings.from_environment().event_file.absolute()
    # Fixed once: a default file that is missing for a moment must not make way for the other default.
    os.environ[FILE_VARIABLE] = str(path)
    file = watch(path, read_now=False)
    await asyncio.to_thread(import_module, "dashboard.page.script")  # so that the first reader need not wait for it
    with file.polling():
        await asyncio.to_thread(file.wait_for_first_reading, FIRST_READING_WAIT_S)
        freezing = asyncio.create_task(_freeze_each_revision(file))
        try:
            yield
        finally:
            freezing.cancel()


async def _freeze_each_revision(file: WatchedFile) -> None:
    async with aclosing(file.revisions()) as revisions:
        async for _ in revisions:
            if file.state.progress is None:
                await asyncio.to_thread(collect_and_freeze)


def routes() -> list[BaseRoute]:
    """Return what the application serves beside what Streamlit does."""
    return [*page_document.routes(), *data_routes.routes(), *changes.routes(), *static_files.routes()]


def middleware() -> list[Middleware]:
    """Return what stands before everything that the application serves, Streamlit's own addresses included."""
    return [
        Middleware(_guard),
        Middleware(_below_base_path),
        Middleware(UnknownPaths, routes=routes()),
        Middleware(_session_gateway),
    ]


def _guard(application: ASGIApp) -> Guard:
    settings = Settings.from_environment()
    headers = response_headers(page_html(), settings.embed_origins)
    return Guard(application, headers, static_files.preload_link(), settings.base_path)


def _below_base_path(application: ASGIApp) -> BasePath:
    return BasePath(application, Settings.from_environment().base_path)


def _session_gateway(application: ASGIApp) -> SessionGateway:
    return SessionGateway(application, StreamlitInternals(SCRIPT), readers_changed)


def readers_changed(readers: int) -> None:
    """Tidy the memory after readers came or left; so many are there now."""
    if not readers:
        st.cache_data.clear()  # the drawings that readers shared
    collect_and_freeze()


def page_failed(error: Exception) -> bool:
    """Say on the page that it failed, and nothing of what or where: Streamlit writes that into the log."""
    st.error("Something went wrong. Reload the page to try again. The server log says what happened.")
    return True  # Streamlit shows nothing of its own


app = st.App(SCRIPT, routes=routes(), lifespan=lifespan, middleware=middleware(), on_script_error=page_failed)
