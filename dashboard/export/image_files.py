"""What image files say of themselves: title, description and stable names in an SVG, resolution in a PNG."""

import html
import re
import struct
import zlib

_PLOTLY_ID = re.compile(r'<defs id="defs-(\w+)"')
_TAG = re.compile(r"<[^>]*>")
_REFERENCES = re.compile(
    r"""(?<=\sid=")[^"]*|(?<=url\(#)[^)'"&]*|(?<=url\('#)[^)'"&]*|(?<=url\(&quot;#)[^)'"&]*|(?<=href="#)[^"]*"""
)


def with_stable_ids(svg: str, name: str) -> str:
    """Return a drawing by plotly.js with `name` in its ids, in the place of a number that is random each time.

    So the file is the same each time, and the ids of two drawings in one HTML page do not clash.
    """
    found = _PLOTLY_ID.search(svg)
    if not found:
        return svg
    random = found[1]
    # In tags only: what readers wrote is between them, or escaped.
    return _TAG.sub(lambda tag: _REFERENCES.sub(lambda part: part[0].replace(random, name), tag[0]), svg)


def with_description(svg: str, title: str, description: str) -> str:
    """Return a drawing that begins with what screen readers say of it."""
    elements = f"<title>{html.escape(title)}</title><desc>{html.escape(description)}</desc>"
    return re.sub(r"<svg[^>]*>", lambda tag: tag[0] + elements, svg, count=1)


def with_resolution(png: bytes, dpi: int) -> bytes:
    """Return a PNG that says how many dots an inch has on paper.

    The chunk pHYs goes behind the first, IHDR, which ends after 33 bytes (<https://www.w3.org/TR/png-3/#11pHYs>).
    """
    dots_per_metre = round(dpi / 0.0254)
    body = b"pHYs" + struct.pack(">IIB", dots_per_metre, dots_per_metre, 1)
    chunk = struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
    return png[:33] + chunk + png[33:]
