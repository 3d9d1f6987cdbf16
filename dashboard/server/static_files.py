"""The files that the page's scripts load: plotly.js and the basemap."""

import gzip
import re
from functools import cache

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from dashboard.plotly_js import plotly_js_source, plotly_js_url, plotly_js_version
from dashboard.settings import ASSETS

_TAKES_GZIP = re.compile(r"\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))")


@cache
def _compressed_plotly_js() -> bytes:
    return gzip.compress(plotly_js_source(), 6)


def _answer_plotly_js(request: Request) -> Response:
    """Answer with plotly.js, which is compressed once for all readers; its address changes with its content."""
    if request.path_params["version"] != plotly_js_version():
        raise HTTPException(404)
    headers = {"Cache-Control": "public, max-age=31536000, immutable", "Vary": "Accept-Encoding"}
    if not _TAKES_GZIP.search(request.headers.get("accept-encoding", "")):
        return Response(plotly_js_source(), media_type="text/javascript", headers=headers)
    headers["Content-Encoding"] = "gzip"
    return Response(_compressed_plotly_js(), media_type="text/javascript", headers=headers)


def routes() -> list[BaseRoute]:
    """Return the addresses of the files."""
    return [
        Route("/assets/plotly-{version}.min.js", _answer_plotly_js),
        Mount("/assets/topojson", StaticFiles(directory=ASSETS / "topojson")),
    ]


def preload_link() -> str:
    """Return the header `Link` that loads plotly.js and the basemap with the page: the scripts that draw come late."""
    basemap = "assets/topojson/world_110m.json"
    return f"<{plotly_js_url()}>; rel=preload; as=script, <{basemap}>; rel=preload; as=fetch; crossorigin"
