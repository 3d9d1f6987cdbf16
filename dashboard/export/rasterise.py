"""Make pictures into PNG, SVG and PDF with the system's Chromium."""

import asyncio
import hashlib
import html
import json
import logging
import os
import re
import signal
import struct
import zlib
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import plotly.graph_objects as go

from dashboard.export.font import font_face
from dashboard.plotly_js import bundle_path
from dashboard.settings import ASSETS

FORMATS = ("png", "svg", "pdf")

_PATIENCE = 60  # s, for the browser to start, and for each picture; a busy machine is slow, not wrong
_CSS_DPI = 96  # pixels of CSS an inch


class ImageError(Exception):
    """Why pictures cannot be made, as a sentence for the reader."""


@dataclass(frozen=True)
class Image:
    """A picture to be made, in one of `FORMATS`.

    A PNG is finer than the figure by `scale`, and says its `dpi` if it has any; a PDF is then as large as it on paper.
    An SVG carries title and description, a PDF the title.
    """

    figure: go.Figure
    format: str
    title: str
    description: str
    scale: float = 1
    dpi: int | None = None


def find_browser() -> str:
    """Return the path of the browser that draws: that of `BROWSER_PATH`, else the first that kaleido finds.

    Raises `ImageError`, which says what to install, where there is none, or no kaleido.
    """
    try:
        import kaleido  # noqa: F401
        from choreographer.browsers.chromium import Chromium
    except ImportError as error:
        raise ImageError("pictures need kaleido: pip install 'defection-timeline[images]'") from error
    path = Chromium.find_browser(skip_local=False)
    if path and Path(path).is_file():
        return path
    found = f"; there is none at BROWSER_PATH, {path}" if path else ""
    raise ImageError(f"pictures need Chromium: apt-get install chromium, or set BROWSER_PATH{found}")


def draw(images: Sequence[Image], drawn: Callable[[], object] = lambda: None) -> list[bytes]:
    """Return the files of images, all drawn by one browser; `drawn` is called after each.

    An SVG is the same, byte for byte, whenever it is drawn from the same figure by the same browser. Raises
    `ImageError`.
    """
    path = find_browser()
    # What kaleido logs of a browser that fails is for its makers.
    for name in ("kaleido", "choreographer", "browser_proc"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    try:
        return asyncio.run(_draw(path, images, drawn))
    except ImageError:
        raise
    except (TimeoutError, asyncio.CancelledError) as error:  # what waits for a browser that ends is cancelled
        raise ImageError(f"{path} stopped, or did not answer for {_PATIENCE} seconds") from error
    except Exception as error:  # kaleido and its parts raise many kinds, of no common class
        raise ImageError(f"{path} could not draw: {' '.join(str(error).split())}") from error


async def _draw(path: str, images: Sequence[Image], drawn: Callable[[], object]) -> list[bytes]:
    import kaleido

    bundle = bundle_path()  # else kaleido takes the whole plotly.js of the plotly package
    plotly = (bundle.as_uri(), "utf-8") if bundle else None
    page = kaleido.PageGenerator(plotly=plotly, mathjax=False)  # MathJax would come from another host
    page.footer = f"<script>{_script()}</script>{page.footer}"
    # Nothing that the browser does on its own reaches the network.
    browser = kaleido.Kaleido(path=path, timeout=_PATIENCE, page_generator=page, proxy_server="127.0.0.1:9")
    files = []
    try:
        await _open(browser, path)
        for image in images:
            files.append(_finished(image, await browser.calc_fig(*_order(image))))
            drawn()
    except BaseException:
        # Closing would wait for an answer, which this browser may not give.
        if (process := getattr(browser, "subprocess", None)) and process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        raise
    finally:
        with suppress(Exception):
            await asyncio.wait_for(browser.close(), 5)
    return files


async def _open(browser: Any, path: str) -> None:
    try:
        async with asyncio.timeout(_PATIENCE):
            await browser.open()
    except Exception as error:
        if (task := asyncio.current_task()) and task.cancelling():  # which open() takes for a failure
            raise asyncio.CancelledError from error
        raise ImageError(f"{path} does not start as a browser; try it with --headless --version") from error


def _script() -> str:
    basemap = (ASSETS / "topojson" / "world_110m.json").read_text(encoding="utf-8")
    script = (ASSETS / "kaleido.js").read_text(encoding="utf-8")
    return f"const FONT_FACE = {json.dumps(font_face())}, TOPOJSON = {basemap};\n{script}"


def _order(image: Image) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return what kaleido is told to draw, and how."""
    figure = image.figure.to_plotly_json()
    traces = [trace | {"uid": str(number)} for number, trace in enumerate(figure["data"])]  # random otherwise
    layout = figure["layout"] | {"meta": image.title}
    on_paper = image.scale * _CSS_DPI / image.dpi if image.dpi else 1
    scale = {"png": image.scale, "svg": 1, "pdf": on_paper}[image.format]
    size = {"width": layout["width"], "height": layout["height"]}
    return {"data": traces, "layout": layout}, {"format": image.format, "scale": scale, **size}


def _finished(image: Image, drawn: bytes) -> bytes:
    if image.format == "svg":
        return _described(_identified(drawn.decode(), image), image).encode()
    return _with_dpi(drawn, image.dpi) if image.format == "png" and image.dpi else drawn


_ID = r"""(?<=\sid=")[^"]*|(?<=url\(#)[^)'"&]*|(?<=url\('#)[^)'"&]*|(?<=url\(&quot;#)[^)'"&]*|(?<=href="#)[^"]*"""


def _identified(svg: str, image: Image) -> str:
    """Name the parts of a drawing after what it shows, where plotly.js names them at random.

    So names are the same each time, and those of two drawings in one HTML page do not clash.
    """
    (random,) = re.findall(r'<defs id="defs-(\w+)"', svg)
    name = hashlib.sha256(image.figure.to_json().encode()).hexdigest()[:8]
    # In tags only: what readers wrote is between them, or escaped.
    return re.sub(r"<[^>]*>", lambda tag: re.sub(_ID, lambda found: found[0].replace(random, name), tag[0]), svg)


def _described(svg: str, image: Image) -> str:
    """Add what screen readers say of a drawing, as the first of its elements."""
    said = f"<title>{html.escape(image.title)}</title><desc>{html.escape(image.description)}</desc>"
    return re.sub(r"<svg[^>]*>", lambda tag: tag[0] + said, svg, count=1)


def _with_dpi(png: bytes, dpi: int) -> bytes:
    """Add the chunk pHYs to a PNG, after its first, IHDR, of 25 bytes (<https://www.w3.org/TR/png-3/#11pHYs>)."""
    per_metre = round(dpi / 0.0254)
    body = b"pHYs" + struct.pack(">IIB", per_metre, per_metre, 1)
    chunk = struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
    return png[:33] + chunk + png[33:]
