"""Whoever makes pictures learns beforehand which letters would be boxes."""

import os
from pathlib import Path

import plotly.graph_objects as go
import pytest

from dashboard.export import missing_fonts, rasterise
from dashboard.export.missing_fonts import missing_font_sentences
from dashboard.export.picture import draw_picture
from dashboard.export.rasterise import Image, ImageError, draw_images
from dashboard.selection import ViewOptions
from tests.builders import HEAD, event, selection

HANGUL = "사람"
TEXT = HEAD + "places: {p: {name: Delhi, country: IN, lat: 28.6, lon: 77.2}}\nevents:\n"
KOREAN = TEXT + event(
    "a", "defection", persons=f"[{{name: {HANGUL}}}]", post="{place: p}",
    milestones='[{kind: report, date: "2016", citations: [{source: s}]}]',
)  # fmt: skip


@pytest.fixture
def fonts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Make a computer whose fonts have these code points, as fc-list prints them."""

    def have(said: str, status: int = 0) -> None:
        command = tmp_path / "fc-list"
        command.write_text(f"#!/bin/sh\nprintf '%s\\n' '{said}'\nexit {status}\n")
        command.chmod(0o755)
        monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")

    return have


def written(text: str, **more: object) -> go.Figure:
    return go.Figure(layout={"width": 80, "height": 60, "annotations": [{"text": text, "showarrow": False}], **more})


@pytest.mark.parametrize("chart", ["map", "timeline", "both"])
def test_a_name_in_hangul_without_a_font_is_told_with_the_package_that_helps(fonts, chart):
    fonts("20-7e a0-1a9")
    figure = draw_picture(selection(KOREAN), chart, ViewOptions())
    assert missing_font_sentences([figure]) == [
        "pictures show boxes for 람 사, which no font of this computer has; install one, such as that of apt-get "
        "install fonts-noto-cjk"
    ]


def test_letters_that_a_font_has_are_not_told(fonts):
    fonts("20-7e ac00-b7ff\nc0ac 0905-0939")
    assert missing_font_sentences([written("사라 अ")]) == []
    assert missing_font_sentences([written("사람한 तक")])[0].startswith("pictures show boxes for 한, ")


def test_each_package_is_named_once_and_of_many_letters_the_first(fonts):
    fonts("20-7e")
    korean, hindi = missing_font_sentences([written("가나다라마바"), written("राम 가")])
    assert "boxes for 가 나 다 라 마 …, which" in korean
    assert "fonts-noto-core" in hindi


def test_latin_greek_and_cyrillic_letters_come_with_the_picture(fonts):
    fonts("20-7e")
    assert missing_font_sentences([written("Kim Ch'ŏl-sŏng, Ким, Σ, 2016 →")]) == []


def test_what_a_picture_does_not_show_needs_no_font(fonts):
    fonts("20-7e")
    hidden = go.Figure(go.Scatter(x=[1], y=[1], hovertext=["사람"], customdata=[["람"]]), layout={"meta": "사"})
    assert missing_font_sentences([hidden]) == []


def test_nothing_is_told_where_nobody_can_say_which_fonts_there_are(fonts, monkeypatch):
    fonts("", status=1)
    assert missing_font_sentences([written(HANGUL)]) == []
    monkeypatch.setattr(missing_fonts.shutil, "which", lambda name: None)
    assert missing_font_sentences([written(HANGUL)]) == []


PAIRS = ("사람", "رم", "रम", "อก")
"""Letters of scripts of which this computer may or may not have a font; two boxes look the same."""


@pytest.mark.slow
def test_what_is_told_of_this_computer_is_what_its_chromium_draws(caplog):
    try:
        rasterise.find_browser()
    except ImageError as error:
        if os.environ.get("CI"):
            raise
        pytest.skip(str(error))
    figures = [written(letter) for pair in PAIRS for letter in pair]
    drawn = draw_images([Image(figure, "png", "T", "D") for figure in figures])
    are_boxes = [drawn[n] == drawn[n + 1] for n in range(0, len(drawn), 2)]
    told = [bool(missing_font_sentences([written(pair)])) for pair in PAIRS]
    assert told == are_boxes
    assert bool(caplog.records) == any(told)


def test_a_file_whose_texts_stay_texts_needs_no_font_here(fonts, monkeypatch, caplog):
    fonts("20-7e")
    monkeypatch.setattr(rasterise, "find_browser", lambda: "/no/browser")
    monkeypatch.setattr(rasterise, "_run", lambda drawing: drawing.close() or [])
    draw_images([Image(written(HANGUL), "svg", "T", "D")])
    assert not caplog.records
    draw_images([Image(written(HANGUL), "pdf", "T", "D")])
    assert [record.levelname for record in caplog.records] == ["WARNING"]
