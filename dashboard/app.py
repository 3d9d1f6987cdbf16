"""The web application: the page, its data addresses and its static files, as one ASGI app.

Run it with `streamlit run dashboard/app.py`, or by any ASGI server. The event file is the one named in the environment
variable `DEFECTIONS_FILE`, else the default file; `DEFECTIONS_EMBED` names the web origins that may embed the page.
"""

import gzip
import json
import re
from functools import cache
from pathlib import Path

import plotly
import streamlit as st
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from dashboard import selection
from dashboard.dataset import Dataset, Loaded, load
from dashboard.export import tables
from dashboard.files import ASSETS, event_file
from dashboard.security import Guard
from dashboard.stream import Stream

PAGE = Path(__file__).with_name("page.py")


def _loaded() -> Loaded:
    return load(event_file())


def _problem(status: int, title: str, details: list[str]) -> Response:
    """Return an error as RFC 9457 describes it."""
    body = {"title": title, "status": status, "detail": "; ".join(details), "errors": details}
    return Response(json.dumps(body, ensure_ascii=False), status, media_type="application/problem+json")


_FORMATS = {
    "csv": (tables.csv, "text/csv; charset=utf-8"),
    "json": (tables.as_json, "application/json"),
    "geojson": (tables.geojson, "application/geo+json"),
}


def _data(request: Request) -> Response:
    """Answer with the events that the query selects; 400 where it makes no sense, 503 where the file does not."""
    loaded = _loaded()
    if loaded.dataset is None:
        found = [problem.located(event_file().name) for problem in loaded.problems]
        return _problem(503, "The event file has problems", found)
    chosen, left_out = selection.from_query(request.url.query, loaded.dataset)
    if left_out:
        return _problem(400, "The query makes no sense", left_out)
    kind = request.url.path.rpartition(".")[2]
    write, media_type = _FORMATS[kind]
    text = write(loaded.dataset, selection.mask(chosen, loaded.dataset))
    return Response(
        text, media_type=media_type, headers={"Content-Disposition": f'inline; filename="defections.{kind}"'}
    )


def _health(request: Request) -> Response:
    dataset: Dataset | None = _loaded().dataset
    body = {"status": "ok", "events": len(dataset.records.events)} if dataset else {"status": "problems"}
    return Response(json.dumps(body), 200 if dataset else 503, media_type="application/json")


@cache
def _compressed(path: Path) -> bytes:
    return gzip.compress(path.read_bytes(), 6)


def _plotly(request: Request) -> Response:
    """Answer with plotly.js, compressed once and not for every reader."""
    path = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
    headers = {"Cache-Control": "public, max-age=31536000, immutable", "Vary": "Accept-Encoding"}
    if not re.search(r"\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))", request.headers.get("accept-encoding", "")):
        return FileResponse(path, media_type="text/javascript", headers=headers)
    headers["Content-Encoding"] = "gzip"
    return Response(_compressed(path), media_type="text/javascript", headers=headers)


def routes() -> list[BaseRoute]:
    """Return what the application serves beside the page."""
    return [
        *(Route(f"/events.{kind}", _data) for kind in _FORMATS),
        Route("/healthz", _health),
        Route(f"/assets/plotly-{plotly.__version__}.min.js", _plotly),
        Mount("/assets/topojson", StaticFiles(directory=ASSETS / "topojson")),
    ]


def middleware() -> list[Middleware]:
    """Return what stands before everything that the application serves, Streamlit's own addresses included."""
    document = Path(st.__file__).parent / "static" / "index.html"
    return [Middleware(Guard, page=document), Middleware(Stream, script=PAGE)]


def page_failed(error: Exception) -> bool:
    """Say on the page that it failed, and nothing of what or where: Streamlit writes that into the log."""
    st.error("This page failed. Reload it to try again; the log of the server says what happened.")
    return True  # Streamlit shows nothing of its own


app = st.App(PAGE, routes=routes(), middleware=middleware(), on_script_error=page_failed)
