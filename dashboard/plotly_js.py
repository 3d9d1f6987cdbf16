"""The plotly.js that draws every chart: in the page, in the HTML file and in pictures.

It is a bundle of the three traces that the charts use, a quarter of the whole, made by `assets/plotly/build.mjs`. The
figures are written by the installed plotly package, for its own version of plotly.js: where that is not the version of
the bundle, the whole plotly.js of the package draws them.
"""

import hashlib
import re
from functools import cache
from pathlib import Path

from plotly.offline import get_plotlyjs, get_plotlyjs_version

from dashboard.settings import ASSETS

BUNDLE = ASSETS / "plotly" / "plotly.min.js"


def bundle_path() -> Path | None:
    """Return the bundle if it has the version of plotly.js that the plotly package has."""
    return BUNDLE if _version_of(BUNDLE) == get_plotlyjs_version() else None


@cache
def plotly_js_source() -> bytes:
    """Return the script, which defines the global `Plotly`; UTF-8."""
    bundle = bundle_path()
    return bundle.read_bytes() if bundle else get_plotlyjs().encode()


@cache
def plotly_js_version() -> str:
    """Return what changes with every byte of the script, for an address whose answer is kept for ever."""
    return f"{get_plotlyjs_version()}-{hashlib.sha256(plotly_js_source()).hexdigest()[:8]}"


def plotly_js_url() -> str:
    """Return where the application serves the script, relative to the page."""
    return f"assets/plotly-{plotly_js_version()}.min.js"


def _version_of(script: Path) -> str | None:
    """Return the version that the first lines of a minified plotly.js name."""
    with script.open("rb") as file:
        found = re.search(rb"plotly\.js v(\S+)", file.read(200))
    return found[1].decode() if found else None
