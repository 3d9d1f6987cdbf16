"""Where the event file and the static files are."""

import os
from importlib.util import find_spec
from pathlib import Path

from dashboard.dataset import MAX_BYTES

FILE_VARIABLE = "DEFECTIONS_FILE"
"""The environment variable that names the event file to show."""

SIZE_VARIABLE = "DEFECTIONS_MAX_BYTES"
"""The environment variable that says how large an event file may be, in bytes."""

ASSETS = Path(__file__).parent / "assets"


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


def font_file() -> Path:
    """Return the page's sans-serif, the upright face of Source Sans in all weights (WOFF2, SIL Open Font License)."""
    package = find_spec("streamlit")
    assert package is not None
    assert package.origin is not None
    return next(Path(package.origin).parent.glob("static/static/media/SourceSansVF-Upright*.woff2"))
