"""Where the event file and the static files are."""

import logging
import os
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from dashboard.dataset import MAX_BYTES

FILE_VARIABLE = "DEFECTIONS_FILE"
"""The environment variable that names the event file to show."""

SIZE_VARIABLE = "DEFECTIONS_MAX_BYTES"
"""The environment variable that says how large an event file may be, in bytes."""

ASSETS = Path(__file__).parent / "assets"

_FONT = "static/static/media/SourceSansVF-Upright*.woff2"  # in the folder of the streamlit package
_log = logging.getLogger(__name__)


def event_file() -> Path:
    """Return the event file that the application shows."""
    named = os.environ.get(FILE_VARIABLE)
    return Path(named) if named else default_file()


def max_bytes() -> int:
    """Return how large the event file may be, in bytes."""
    return int(os.environ.get(SIZE_VARIABLE) or MAX_BYTES)


def default_file() -> Path:
    """Return `events.yaml` of the working folder, else the one that ships with the project."""
    here = Path("events.yaml")
    if here.exists():
        return here
    package = Path(__file__).parent
    in_wheel = package / "events.yaml"
    return in_wheel if in_wheel.exists() else package.parent / "events.yaml"


@cache
def font_file() -> Path | None:
    """Return the page's sans-serif, the upright face of Source Sans in all weights (WOFF2, SIL Open Font License).

    It comes with Streamlit. Where a release of Streamlit has it no more, one line is logged, and None returned.
    """
    package = find_spec("streamlit")
    folder = Path(package.origin).parent if package and package.origin else None
    found = sorted(folder.glob(_FONT)) if folder else []
    if not found:
        _log.warning("Streamlit has no %s: exports use another font", Path(_FONT).name)
    return found[0] if found else None
