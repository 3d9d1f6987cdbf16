"""The page's sans-serif font, for the files that carry it with them."""

import base64
import logging
from functools import cache
from importlib.util import find_spec
from pathlib import Path

_FILE = "static/static/media/SourceSansVF-Upright*.woff2"

_log = logging.getLogger(__name__)


def font_file() -> Path | None:
    """Return the upright face of Source Sans in all weights (WOFF2, SIL Open Font License 1.1), as Streamlit ships it.

    None where the installed Streamlit has no such file.
    """
    package = find_spec("streamlit")
    if package is None or package.origin is None:
        return None
    return next(Path(package.origin).parent.glob(_FILE), None)


@cache
def font_face() -> str:
    """Return the CSS rule that defines the font, with the font in it: the charts have measured their words for it.

    Empty, with a line in the log, where the installed Streamlit does not ship it: other fonts of the reader's then
    take its place.
    """
    file = font_file()
    if file is None:
        _log.warning("Streamlit has no font %s: files are written without it", _FILE)
        return ""
    encoded = base64.b64encode(file.read_bytes()).decode()
    return f'@font-face{{font-family:"Source Sans";font-weight:200 900;src:url(data:font/woff2;base64,{encoded})}}'
