"""Which plotly.js draws the charts: the bundle, or where it has another version, the plotly package's own."""

import re
from collections.abc import Iterator
from pathlib import Path

import plotly
import pytest

from dashboard import plotly_js
from dashboard.export.html_page import static_page
from dashboard.plotly_js import BUNDLE
from dashboard.selection import Selection, ViewOptions

WHOLE = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"


def banner(script: Path) -> str:
    """Return the version that a minified plotly.js names in its first lines."""
    return re.findall(r"^\* plotly\.js v(\S+)$", script.read_text(encoding="utf-8")[:300], re.MULTILINE)[0]


@pytest.fixture
def other_version(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As if a plotly package with another version of plotly.js were installed."""
    caches = (plotly_js.plotly_js_source, plotly_js.plotly_js_version)
    for cached in caches:
        cached.cache_clear()
    monkeypatch.setattr(plotly_js, "get_plotlyjs_version", lambda: "0.0.0")
    yield
    for cached in caches:
        cached.cache_clear()


def test_the_bundle_has_the_version_that_the_installed_plotly_has():
    remedy = "bundle again: node dashboard/assets/plotly/build.mjs"
    assert banner(BUNDLE) == banner(WHOLE) == plotly.offline.get_plotlyjs_version(), remedy
    assert f'.version="{banner(BUNDLE)}"' in BUNDLE.read_text(encoding="utf-8"), remedy


def test_the_bundle_is_small_and_comes_with_the_licence_of_every_part_that_it_names():
    assert BUNDLE.stat().st_size < 1_300_000
    (named,) = re.findall(r"^\* Made of (.+)$", BUNDLE.read_text(encoding="utf-8")[:3000], re.MULTILINE)
    parts = re.findall(r"([^ ,]+ \d\S+) \(([^)]+)\)", named)
    licences = BUNDLE.with_name("LICENSES.txt").read_text(encoding="utf-8")
    assert {f"plotly.js {banner(BUNDLE)}"} < {name for name, _ in parts}
    assert {kind for _, kind in parts} == {"MIT", "BSD-3-Clause", "ISC", "Zlib"}
    for name, kind in parts:
        text = licences.partition(f"\n{name} ({kind})\n")[2].partition("-" * 80 + "\n")[2].partition("-" * 80)[0]
        assert re.search(r"Copyright|\(c\)|MIT License, by |Permission is hereby granted", text), name


def test_the_bundle_draws_where_versions_agree():
    assert plotly_js.bundle_path() == BUNDLE
    assert plotly_js.plotly_js_source() == BUNDLE.read_bytes()


def test_the_plotly_package_draws_with_its_own_file_where_versions_differ(other_version):
    assert plotly_js.bundle_path() is None
    assert plotly_js.plotly_js_source() == WHOLE.read_bytes()


def test_a_bundle_that_names_no_version_is_not_used(monkeypatch, tmp_path):
    (tmp_path / "plotly.min.js").write_text("var Plotly = {};")
    monkeypatch.setattr(plotly_js, "BUNDLE", tmp_path / "plotly.min.js")
    assert plotly_js.bundle_path() is None


def test_another_script_has_another_address(request):
    before = plotly_js.plotly_js_url()
    assert before == plotly_js.plotly_js_url()
    assert re.fullmatch(r"assets/plotly-[\d.]+-[0-9a-f]{8}\.min\.js", before)
    request.getfixturevalue("other_version")
    assert plotly_js.plotly_js_url() != before


def test_the_html_file_holds_the_plotly_js_that_draws(shipped, request):
    assert banner(BUNDLE) in static_page(Selection(shipped), ViewOptions())
    assert "* Only the traces scatter, bar, scattergeo\n" in static_page(Selection(shipped), ViewOptions())
    request.getfixturevalue("other_version")
    document = static_page(Selection(shipped), ViewOptions())
    assert "* Only the traces" not in document
    assert len(document) > 4_800_000
