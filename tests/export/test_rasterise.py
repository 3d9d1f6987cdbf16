"""Pictures as files, drawn by a real Chromium: what is in them, and that two drawings are the same."""

import asyncio
import io
import json
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET

import numpy as np
import plotly.graph_objects as go
import pytest
from PIL import Image as Raster
from pypdf import PdfReader

from dashboard.charts.theme import LAND, PAPER, colour_in_theme
from dashboard.dataset.text import visible
from dashboard.export import rasterise
from dashboard.export.picture import SIZES, PictureStyle, draw_picture
from dashboard.export.rasterise import Image, ImageError, draw_images
from dashboard.selection import Selection, ViewOptions
from tests.builders import selection

EVIL = "</title><script>alert(1)</script> \"q\" 'a' & ]]> <b>%{x}</b> $x^2$ https://evil.example 망명 \ufffe\uffff"
QUOTED = json.dumps(EVIL)
HOSTILE = f"""
schema_version: 1
title: {QUOTED}
sources: {{s: {{type: article, container-title: {QUOTED}, issued: "2016"}}}}
places: {{p: {{name: {QUOTED}, country: GB, lat: 1, lon: 1}}}}
events:
  - id: a
    type: defection
    persons: [{{name: {QUOTED}}}]
    post: {{place: p}}
    destination: {{status: unknown}}
    status: reported
    milestones: [{{kind: report, date: "2016", citations: [{{source: s}}]}}]
"""
TITLE, DESCRIPTION = "Defections: map", "3 of 3 defections. Sources: The Herald."
SVG = "{http://www.w3.org/2000/svg}"


def wanted(selected: Selection, chart: str, format: str, size: str, theme: str = "light") -> Image:
    figure = draw_picture(selected, chart, ViewOptions(), PictureStyle(SIZES[size], theme))
    return Image(figure, format, TITLE, DESCRIPTION, SIZES[size].scale, SIZES[size].dpi)


@pytest.fixture(scope="module")
def drawn(shipped) -> dict[str, bytes]:
    """Return files drawn by one browser, by chart, size and format."""
    try:
        rasterise.find_browser()
    except ImageError as error:
        if os.environ.get("CI"):
            raise
        pytest.skip(str(error))
    orders = {
        f"{chart}-{size}-{theme}.{format}": wanted(selection(shipped), chart, format, size, theme)
        for chart, size, theme, format in (
            ("map", "print", "light", "png"),
            ("both", "card", "dark", "png"),
            ("both", "print", "light", "svg"),
            ("both", "print", "light", "pdf"),
        )
    }
    hostile = draw_picture(selection(HOSTILE), "both", ViewOptions())
    orders |= {f"hostile.{it}": Image(hostile, it, visible(EVIL), visible(EVIL)) for it in ("svg", "pdf")}
    calls: list[int] = []
    files = dict(zip(orders, draw_images(list(orders.values()), lambda: calls.append(1)), strict=True))
    assert len(calls) == len(files) == 6
    return files


def pixels(png: bytes) -> np.ndarray:
    return np.asarray(Raster.open(io.BytesIO(png)).convert("RGB"))


def share(png: bytes, colour: str) -> float:
    """Return the share of the pixels of a picture that have a colour."""
    rgb = [int(colour_in_theme(colour, "light")[i : i + 2], 16) for i in (1, 3, 5)]
    return float((pixels(png) == rgb).all(axis=2).mean())


def said(svg: ET.Element) -> str:
    """Return all texts of a drawing, each `text` as a line."""
    return "\n".join("".join(it.itertext()) for it in svg.iter(f"{SVG}text"))


def test_a_png_for_print_is_210_mm_wide_at_300_dots_an_inch(drawn):
    raster = Raster.open(io.BytesIO(drawn["map-print-light.png"]))
    raster.load()  # which checks every chunk
    assert raster.format == "PNG"
    assert raster.info["dpi"] == pytest.approx((300, 300), abs=0.01)
    assert raster.width / raster.info["dpi"][0] * 25.4 == pytest.approx(210, abs=0.1)


def test_a_png_for_a_card_has_its_pixels_and_no_resolution(drawn):
    raster = Raster.open(io.BytesIO(drawn["both-card-dark.png"]))
    assert raster.size == (1200, 630)
    assert "dpi" not in raster.info


def test_the_basemap_is_drawn_without_a_network(drawn):
    png = drawn["map-print-light.png"]
    assert share(png, LAND) > 0.2
    assert share(png, PAPER) > 0.2


def test_a_close_picture_has_the_finer_land_and_the_names_of_countries_without_a_network(shipped):
    area = selection(shipped, "box=-12,40,16,60&context=0")
    image = wanted(area, "map", "svg", "print")
    coarse = Image(go.Figure(image.figure).update_layout(geo_resolution=110), "svg", image.title, image.description)
    figures = [ET.fromstring(file) for file in draw_images([image, coarse])]
    lengths = [
        sum(len(path.get("d") or "") for group in svg.iter(f"{SVG}g") if "land" in (group.get("class") or "").split()
            for path in group.iter(f"{SVG}path"))
        for svg in figures
    ]  # fmt: skip
    assert image.figure.layout.geo.resolution == 50
    assert lengths[0] > 2 * lengths[1] > 1000
    assert {"France", "Germany", "Spain"} <= set(said(figures[0]).splitlines())


def test_where_the_bundle_is_not_used_the_plotly_package_draws_the_same(drawn, shipped, monkeypatch):
    with_bundle = drawn["both-print-light.svg"].decode()
    monkeypatch.setattr(rasterise, "bundle_path", lambda: None)
    (found,) = draw_images([wanted(selection(shipped), "both", "svg", "print")])
    assert found.decode().replace(' style=""', "") == with_bundle.replace(' style=""', "")


def test_a_dark_picture_has_no_light_ground(drawn):
    assert share(drawn["both-card-dark.png"], PAPER) == 0
    assert pixels(drawn["both-card-dark.png"]).mean() < 80


STATED = [
    "Defections of North Korean officials, 2015–2016",
    "3 of 3 defections",
    "All events, no filter",
    "Sources: The Korea Herald, 26 August 2016",
    "Basemap: United Nations",
    "Newest source: 26 August 2016. Event file: SHA-256",
    "Thae Yong-ho",
    "11 months not shown",
]


@pytest.mark.parametrize("text", STATED)
def test_svg_and_pdf_keep_text_as_text(drawn, text):
    svg = ET.fromstring(drawn["both-print-light.svg"])
    assert text in said(svg)
    (page,) = PdfReader(io.BytesIO(drawn["both-print-light.pdf"])).pages
    assert text in page.extract_text()


def test_a_pdf_is_one_page_as_wide_as_the_print_with_its_title_and_fonts(drawn):
    reader = PdfReader(io.BytesIO(drawn["both-print-light.pdf"]))
    (page,) = reader.pages
    assert float(page.mediabox.width) / 72 * 25.4 == pytest.approx(210, abs=0.3)
    svg = ET.fromstring(drawn["both-print-light.svg"])
    shape = float(svg.get("height", "")) / float(svg.get("width", ""))
    assert float(page.mediabox.height) / float(page.mediabox.width) == pytest.approx(shape, abs=0.002)
    assert reader.metadata is not None
    assert reader.metadata.title == TITLE
    fonts = [font.get_object() for font in page["/Resources"]["/Font"].values()]
    # Those of a font with a weight axis are drawn glyph by glyph into the file.
    assert fonts
    assert all(font["/Subtype"] == "/Type3" or "/FontDescriptor" in str(font) for font in fonts)


@pytest.mark.parametrize(("name", "title", "description"), [
    ("both-print-light.svg", TITLE, DESCRIPTION), ("hostile.svg", visible(EVIL), visible(EVIL)),
])  # fmt: skip
def test_an_svg_begins_with_its_title_and_description(drawn, name, title, description):
    first, second, *_ = ET.fromstring(drawn[name])
    assert (first.tag, first.text) == (f"{SVG}title", title)
    assert (second.tag, second.text) == (f"{SVG}desc", description)


@pytest.mark.parametrize("name", ["both-print-light.svg", "hostile.svg"])
def test_an_svg_holds_its_font_and_asks_for_nothing(drawn, name):
    svg = ET.fromstring(drawn[name])
    assert not {it.tag for it in svg.iter()} & {f"{SVG}{tag}" for tag in ("script", "a", "image", "foreignObject")}
    for element in svg.iter():
        for key, value in element.attrib.items():
            assert not key.startswith("on")
            assert not re.search(r"url\((?!['\"]?#)", value)
            assert not key.endswith("href") or value.startswith("#")
    styles = "".join(it.text or "" for it in svg.iter(f"{SVG}style"))
    assert re.findall(r"url\((.{16})", styles) == ["data:font/woff2;"]
    assert "@import" not in styles


def test_the_texts_of_a_hostile_file_are_shown_as_they_are(drawn):
    svg = said(ET.fromstring(drawn["hostile.svg"]))
    pdf = PdfReader(io.BytesIO(drawn["hostile.pdf"])).pages[0].extract_text()
    assert "망명" in svg
    assert "⟨U+FFFE⟩⟨U+FFFF⟩" in svg
    for text in (svg, pdf):
        for part in ("</title><script>alert(1)</script>", "$x^2$", "<b>%{x}</b>"):
            assert part in " ".join(text.split())


def test_an_svg_is_the_same_byte_for_byte_in_another_process(drawn, shipped_file, root, tmp_path):
    script = f"""
import sys
from pathlib import Path
sys.path.insert(0, {str(root)!r})
from dashboard.dataset import load
from tests.builders import selection
from tests.export.test_rasterise import draw_images, wanted
shipped = selection(load(Path({str(shipped_file)!r})).dataset)
(svg,) = draw_images([wanted(shipped, "both", "svg", "print")])
open({str(tmp_path / "again.svg")!r}, "wb").write(svg)
"""
    subprocess.run([sys.executable, "-c", script], cwd=root, check=True, timeout=120)
    assert (tmp_path / "again.svg").read_bytes() == drawn["both-print-light.svg"]


def test_parts_of_two_drawings_never_share_a_name(drawn):
    names = [re.findall(r'\sid="([^"]+)"', drawn[f"{it}.svg"].decode()) for it in ("both-print-light", "hostile")]
    assert all(len(them) == len(set(them)) > 3 for them in names)
    assert set(names[0]).isdisjoint(names[1])
    for name, ids in zip(("both-print-light", "hostile"), names, strict=True):
        assert set(re.findall(r"url\(['\"]?#([^)'\"]+)", drawn[f"{name}.svg"].decode())) <= set(ids)


# What is missing

PLAIN = Image(go.Figure(layout={"width": 300, "height": 200}), "png", "T", "D")


def test_without_kaleido_it_is_said_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "kaleido", None)
    with pytest.raises(ImageError, match=r"^pictures need kaleido; run pip install -e '\.\[images\]'$"):
        draw_images([PLAIN])


def test_without_a_browser_it_is_said_what_to_install(monkeypatch):
    monkeypatch.setenv("BROWSER_PATH", "/nowhere/chromium")
    with pytest.raises(ImageError, match=r"apt-get install chromium.* /nowhere/chromium, where there is no file\)$"):
        draw_images([PLAIN])


@pytest.mark.parametrize("script", ["echo no display >&2; exit 3", "exec sleep 60"])
def test_a_browser_that_does_not_start_is_named(monkeypatch, tmp_path, script):
    browser = tmp_path / "browser"
    browser.write_text(f"#!/bin/sh\n{script}\n")
    browser.chmod(0o755)
    monkeypatch.setenv("BROWSER_PATH", str(browser))
    monkeypatch.setattr(rasterise, "_TIMEOUT_S", 1)
    with pytest.raises(ImageError, match=f"^{re.escape(str(browser))} does not start as a browser"):
        draw_images([PLAIN])


# Where a program draws


def test_pictures_are_drawn_inside_a_running_event_loop_as_a_notebook_has_one(drawn):
    async def cell() -> list[bytes]:
        return draw_images([PLAIN])

    (png,) = asyncio.run(cell())
    assert Raster.open(io.BytesIO(png)).size == (300, 200)


def test_a_failure_inside_a_running_event_loop_is_the_same_sentence(monkeypatch):
    monkeypatch.setenv("BROWSER_PATH", "/nowhere/chromium")

    async def cell() -> None:
        draw_images([PLAIN])

    with pytest.raises(ImageError, match=r"apt-get install chromium"):
        asyncio.run(cell())


def test_without_the_font_of_the_page_pictures_are_drawn_in_another(drawn, shipped, monkeypatch):
    monkeypatch.setattr(rasterise, "font_face", lambda: "")
    (svg,) = draw_images([wanted(selection(shipped), "both", "svg", "print")])
    assert b"@font-face" not in svg
    assert "Thae Yong-ho" in said(ET.fromstring(svg))
