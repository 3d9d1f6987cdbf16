"""What every static page holds beside the data: scripts, styles, font, basemap, and a policy that admits no more."""

import base64
import gzip
import hashlib
import json
from collections.abc import Sequence
from functools import cache
from typing import Any

from dashboard.charts.theme import palette_css
from dashboard.export.font import font_face
from dashboard.plotly_js import plotly_js_source
from dashboard.settings import ASSETS

_COMPONENTS = {
    "drawChart": ("keys.js", "zoom.js", "counts_in_words.js", "chart.js"),
    "showCompactCard": ("compact_card.js",),
    "announce": ("announcer.js",),
}
"""The scripts of components of the page that a static page uses too, by the names that they have there."""

_POLICY = {
    "default-src": "'none'",
    "style-src": "'unsafe-inline'",  # plotly.js and the cards write style into the document
    "img-src": "data: blob:",
    "font-src": "data:",
    "base-uri": "'none'",
    "form-action": "'none'",
}


def scripts() -> list[str]:
    """Return the scripts of a static page in their order; the last is a module."""
    return [_plotly(), _asset("browser_check.js"), _page_script()]


def style_sheet() -> str:
    """Return the style sheet, with the font in it."""
    sheets = [_asset(name) for name in ("page.css", "standalone.css", "print.css")]
    return "\n".join([font_face(), palette_css(), *sheets])


@cache
def packed_basemap() -> str:
    """Return the outlines of land and countries, as TopoJSON that is packed."""
    return packed(json.loads(_topojson()))


def packed(value: Any) -> str:
    """Return a value as JSON, compressed by gzip and encoded in base64; the same bytes for the same value."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return base64.b64encode(gzip.compress(text.encode(), mtime=0)).decode()


def content_policy(own_scripts: Sequence[str]) -> str:
    """Return a content security policy that runs these scripts and loads nothing."""
    hashes = [base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in own_scripts]
    policy = _POLICY | {"script-src": " ".join(f"'sha256-{it}'" for it in hashes)}
    return "; ".join(f"{name} {sources}" for name, sources in policy.items())


@cache
def assets_digest() -> str:
    """Return a hash of what every static page holds beside the data, for an entity tag."""
    return hashlib.sha256("\0".join([*scripts(), style_sheet(), _topojson()]).encode()).hexdigest()[:12]


def _plotly() -> str:
    return plotly_js_source().decode().replace("</script", "<\\/script")


def _page_script() -> str:
    """Return the script that shows the page: those of the charts and of the compact card, and what links them."""
    parts = [f"const {name} = (() => {{\n{_component(scripts)}}})();\n" for name, scripts in _COMPONENTS.items()]
    return "".join([*parts, _asset("standalone.js")])


def _component(scripts: Sequence[str]) -> str:
    """Return the scripts of a component of the page, as the body of a function that returns it."""
    return "".join(map(_asset, scripts)).replace("export default function (", "return function (")


def _topojson() -> str:
    return _asset("topojson/world_110m.json")


def _asset(name: str) -> str:
    return (ASSETS / name).read_text(encoding="utf-8")
