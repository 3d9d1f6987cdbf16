"""The parts of the page that run in the browser: a chart, a picture to take away, and the line to the server."""

import json
from collections.abc import Callable
from typing import Any

import plotly.graph_objects as go
import streamlit as st

from dashboard.settings import ASSETS

_PICTURE = """<div class="picture"><img alt="" hidden><p class="failure" role="status"></p>
<div class="export"><button type="button" data-format="png" disabled>Download PNG</button>
<button type="button" data-format="svg" disabled>Download SVG</button></div></div>"""


@st.cache_resource
def components() -> dict[str, Any]:
    """Register the components of the page and return them by name: chart, picture and live."""

    def component(name: str, *scripts: str, html: str | None = None) -> Any:
        js = "".join((ASSETS / script).read_text(encoding="utf-8") for script in scripts)
        return st.components.v2.component(f"defections.{name}", html=html, js=js, isolate_styles=False)

    return {
        "chart": component("chart", "load_plotly.js", "chart.js"),
        "picture": component("picture", "load_plotly.js", "picture.js", html=_PICTURE),
        "live": component("live", "live.js"),
    }


@st.cache_data(max_entries=256, show_spinner=False)
def drawn(key: tuple[Any, ...], _draw: Callable[[], go.Figure]) -> str:
    """Return a figure as JSON. Readers who look at the same share one drawing: `key` names all that it depends on."""
    return str(_draw().to_json())


def plain(figure: go.Figure) -> Any:
    """Return a figure as plain JSON values."""
    return json.loads(figure.to_json())
