"""What `export/rasterise.py` assumes of kaleido, against the installed version."""

import asyncio
import os
from importlib.metadata import version

import kaleido
import plotly.graph_objects as go
import pytest

from dashboard.export import rasterise
from dashboard.export.rasterise import Image, ImageError, draw_images, find_browser, missing_from_kaleido

FIGURE = go.Figure(
    data=[{"type": "scatter", "x": [1, 2], "y": [3, 4]}],
    layout={"width": 300, "height": 200, "title": {"text": "Title"}, "template": "none"},
)
SVG = Image(FIGURE, "svg", "T", "D")


@pytest.fixture(scope="module")
def browser() -> str:
    """Return the path of the browser, without which nothing is drawn here."""
    try:
        return find_browser()
    except ImageError as error:
        if os.environ.get("CI"):
            raise
        pytest.skip(str(error))


def test_the_installed_version_has_all_that_is_used():
    assert missing_from_kaleido() is None


def test_a_version_without_a_method_is_refused_in_one_sentence(monkeypatch):
    monkeypatch.delattr(kaleido.Kaleido, "calc_fig")
    with pytest.raises(ImageError) as raised:
        draw_images([SVG])
    assert str(raised.value) == (
        f"pictures need another version of kaleido: {version('kaleido')} has no Kaleido.calc_fig; run "
        "pip install -e '.[images]'"
    )


def test_a_version_without_a_parameter_is_refused_in_one_sentence(monkeypatch):
    class Kaleido(kaleido.Kaleido):
        def __init__(self, timeout: float) -> None: ...

    monkeypatch.setattr(kaleido, "Kaleido", Kaleido)
    with pytest.raises(ImageError, match=r" has no page_generator in Kaleido; run pip install"):
        find_browser()


@pytest.mark.parametrize("name", ["PageGenerator", "Kaleido"])
def test_a_version_without_a_class_is_refused_in_one_sentence(monkeypatch, name):
    monkeypatch.delattr(kaleido, name)
    with pytest.raises(ImageError, match=f" has no {name}; run pip install"):
        find_browser()


def test_what_is_added_to_the_footer_of_a_page_stands_behind_plotly_and_before_the_script_of_kaleido():
    page = kaleido.PageGenerator(plotly=("file:///plotly.js", "utf-8"), mathjax=False)
    page.footer = f"<script>ADDED</script>{page.footer}"
    index = page.generate_index()
    assert "mathjax" not in index.lower()
    assert index.index("file:///plotly.js") < index.index("ADDED") < index.index("kaleido_scopes.js")


def test_kaleido_draws_by_the_function_of_plotly_that_the_script_replaces(browser):
    (svg,) = draw_images([SVG])
    assert b"@font-face" in svg
    assert b"font-variant-ligatures:none" in svg


def test_plotly_names_the_parts_of_a_drawing_in_the_way_that_is_made_stable(browser):
    first, again = draw_images([SVG, SVG])
    assert first == again
    assert b'<defs id="defs-' in first


def test_the_processes_of_the_browser_are_a_group_of_their_own(browser):
    async def group() -> tuple[int, int]:
        chromium = kaleido.Kaleido(path=browser, timeout=60)
        await chromium.open()
        try:
            return os.getpgid(chromium.subprocess.pid), chromium.subprocess.pid
        finally:
            await chromium.close()

    found, pid = asyncio.run(group())
    assert found == pid


def test_without_a_contract_the_browser_is_not_looked_for(monkeypatch):
    monkeypatch.setattr(rasterise, "missing_from_kaleido", lambda: "x")
    monkeypatch.setenv("BROWSER_PATH", "/nowhere/chromium")
    with pytest.raises(ImageError, match="has no x"):
        find_browser()
