"""Make figures into PNG, SVG and PDF with kaleido and the system's Chromium; the only place that knows kaleido."""

import asyncio
import hashlib
import inspect
import json
import logging
import os
import signal
from collections.abc import Callable, Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import plotly.graph_objects as go

from dashboard.export.font import font_face
from dashboard.export.image_files import with_description, with_resolution, with_stable_ids
from dashboard.export.missing_fonts import missing_font_sentences
from dashboard.plotly_js import bundle_path
from dashboard.settings import ASSETS

FORMATS = ("png", "svg", "pdf")

_TIMEOUT_S = 60  # for the browser to start, and for each picture; a busy machine is slow, not wrong
_CLOSE_TIMEOUT_S = 5
_CSS_DPI = 96  # pixels of CSS an inch
_UNREACHABLE_PROXY = "127.0.0.1:9"  # so that nothing that the browser does on its own reaches the network

_log = logging.getLogger(__name__)


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

    Raises `ImageError`, which says what to install, where there is none, no kaleido, or one that does not fit.
    """
    try:
        import kaleido  # noqa: F401
        from choreographer.browsers.chromium import Chromium
    except ImportError as error:
        raise ImageError("pictures need kaleido; run pip install -e '.[images]'") from error
    if missing := missing_from_kaleido():
        raise ImageError(
            f"pictures need another version of kaleido: {version('kaleido')} has no {missing}; run "
            "pip install -e '.[images]'"
        )
    path = Chromium.find_browser(skip_local=False)
    if path and Path(path).is_file():
        return path
    found = f" (it now names {path}, where there is no file)" if path else ""
    raise ImageError(f"pictures need Chromium; run apt-get install chromium, or set BROWSER_PATH{found}")


def missing_from_kaleido() -> str | None:
    """Return the first thing that is used of kaleido and that the installed one does not have, such as a parameter."""
    import kaleido
    from choreographer.browsers import chromium

    parameters = {
        "Kaleido": ("timeout", "page_generator"),
        "PageGenerator": ("plotly", "mathjax"),
        "PageGenerator.generate_index": (),
        "PageGenerator.footer": (),
        "Kaleido.open": (),
        "Kaleido.calc_fig": ("fig", "opts"),
        "Kaleido.close": (),
    }
    for name, needed in parameters.items():
        found: Any = kaleido
        for part in name.split("."):
            found = getattr(found, part, None)
        if found is None:
            return name
        taken = inspect.signature(found).parameters if needed else {}
        if unknown := [parameter for parameter in needed if parameter not in taken]:
            return f"{unknown[0]} in {name}"
    return None if hasattr(getattr(chromium, "Chromium", None), "find_browser") else "Chromium.find_browser"


def draw_images(images: Sequence[Image], on_drawn: Callable[[], object] = lambda: None) -> list[bytes]:
    """Return the files of images, all drawn by one browser; `on_drawn` is called after each.

    An SVG is the same, byte for byte, whenever it is drawn from the same figure by the same browser. Raises
    `ImageError`.
    """
    path = find_browser()
    for sentence in missing_font_sentences(image.figure for image in images if image.format != "svg"):
        _log.warning(sentence)
    # What kaleido logs of a browser that fails is for its makers.
    for name in ("kaleido", "choreographer", "browser_proc"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    try:
        return _run(_draw_all(path, images, on_drawn))
    except ImageError:
        raise
    except (TimeoutError, asyncio.CancelledError) as error:  # what waits for a browser that ends is cancelled
        raise ImageError(f"{path} stopped, or did not answer for {_TIMEOUT_S} seconds") from error
    except Exception as error:  # kaleido and its parts raise many kinds, of no common class
        raise ImageError(f"{path} could not draw: {' '.join(str(error).split())}") from error


def _run(drawing: Coroutine[Any, Any, list[bytes]]) -> list[bytes]:
    """Run a coroutine to its end, in a thread of its own where this one runs an event loop, as a notebook's does."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(drawing)
    with ThreadPoolExecutor(max_workers=1) as executor:
        return executor.submit(asyncio.run, drawing).result()


async def _draw_all(path: str, images: Sequence[Image], on_drawn: Callable[[], object]) -> list[bytes]:
    import kaleido

    bundle = bundle_path()  # else kaleido takes the whole plotly.js of the plotly package
    plotly = (bundle.as_uri(), "utf-8") if bundle else None
    page = kaleido.PageGenerator(plotly=plotly, mathjax=False)  # MathJax would come from another host
    page.footer = f"<script>{_page_script([image.figure for image in images])}</script>{page.footer}"
    browser = kaleido.Kaleido(path=path, timeout=_TIMEOUT_S, page_generator=page, proxy_server=_UNREACHABLE_PROXY)
    files = []
    try:
        await _open(browser, path)
        for image in images:
            files.append(_finished(image, await browser.calc_fig(*_figure_and_options(image))))
            on_drawn()
    except BaseException:
        _kill(browser)  # closing would wait for an answer, which this browser may not give
        raise
    finally:
        with suppress(Exception):
            await asyncio.wait_for(browser.close(), _CLOSE_TIMEOUT_S)
    return files


async def _open(browser: Any, path: str) -> None:
    try:
        async with asyncio.timeout(_TIMEOUT_S):
            await browser.open()
    except Exception as error:
        if (task := asyncio.current_task()) and task.cancelling():  # which open() takes for a failure
            raise asyncio.CancelledError from error
        raise ImageError(f"{path} does not start as a browser; try it with --headless --version") from error


def _kill(browser: Any) -> None:
    """End the processes of a browser, which are a group of their own."""
    process = getattr(browser, "subprocess", None)
    if process and process.poll() is None:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)


def _page_script(figures: Sequence[go.Figure]) -> str:
    names = sorted({f"world_{resolution}m" for figure in figures if (resolution := figure.layout.geo.resolution)})
    files = {name: (ASSETS / "topojson" / f"{name}.json").read_text(encoding="utf-8") for name in names}
    basemaps = ",".join(f'"{name}":{text}' for name, text in files.items())
    script = (ASSETS / "kaleido.js").read_text(encoding="utf-8")
    return f"const FONT_FACE = {json.dumps(font_face())}, BASEMAPS = {{{basemaps}}};\n{script}"


def _figure_and_options(image: Image) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return what kaleido draws, and how."""
    figure = image.figure.to_plotly_json()
    traces = [trace | {"uid": str(number)} for number, trace in enumerate(figure["data"])]  # random otherwise
    layout = figure["layout"] | {"meta": image.title}
    on_paper = image.scale * _CSS_DPI / image.dpi if image.dpi else 1
    scale = {"png": image.scale, "svg": 1, "pdf": on_paper}[image.format]
    size = {"width": layout["width"], "height": layout["height"]}
    return {"data": traces, "layout": layout}, {"format": image.format, "scale": scale, **size}


def _finished(image: Image, content: bytes) -> bytes:
    if image.format == "svg":
        name = hashlib.sha256(image.figure.to_json().encode()).hexdigest()[:8]
        return with_description(with_stable_ids(content.decode(), name), image.title, image.description).encode()
    return with_resolution(content, image.dpi) if image.format == "png" and image.dpi else content
