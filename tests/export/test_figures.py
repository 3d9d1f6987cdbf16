"""A sheet: a chart with title, filters in words and credits, as it is exported."""

import html
import re
from typing import Any

import numpy as np
import plotly.graph_objects as go
import pytest

from dashboard.charts.map import world
from dashboard.charts.style import text_width
from dashboard.charts.timeline import timeline
from dashboard.charts.view import view
from dashboard.dataset import Dataset
from dashboard.export.figures import DRAWING_WIDTH, PRINT_SCALE, SHEET_WIDTH, sheet

TITLE = "Defections of officials"
LINES = ["2 of 3 defections", "Filter: posted in Russia"]
CREDITS = ["Sources: The Herald, 26 August 2016."]


def drawing(width: int = DRAWING_WIDTH, height: int = 460) -> go.Figure:
    return go.Figure(
        data=[{"type": "scatter", "x": [1, 2], "y": [3, 4]}],
        layout={
            "width": width,
            "height": height,
            "margin": {"l": 150, "r": 34, "t": 44, "b": 32},
            "annotations": [{"text": "11 months left out", "x": 1, "y": 1}],
        },
    )


def plot_size(figure: go.Figure) -> tuple[float, float]:
    margin = figure.layout.margin
    return figure.layout.width - margin.l - margin.r, figure.layout.height - margin.t - margin.b


def added(figure: go.Figure) -> list[Any]:
    """Return the annotations of a sheet that its figure did not have: head, lines below it, foot."""
    return list(figure.layout.annotations)[-3:]


def plain(markup: str) -> str:
    return html.unescape(re.sub(r"</?(?:b|i|span)(?: style=\"[^\"<>]*\")?>", "", markup))


def lines(annotation: Any) -> list[str]:
    return [plain(line) for line in annotation.text.split("<br>")]


def whole_view(dataset: Dataset, kept: bool = True) -> Any:
    return view(dataset, np.full(len(dataset.frames.events), kept), "country", DRAWING_WIDTH)


def test_a_sheet_keeps_the_drawing_as_large_as_it_was() -> None:
    figure = drawing()
    whole = sheet(figure, TITLE, LINES, CREDITS)
    assert plot_size(whole) == plot_size(figure) == (DRAWING_WIDTH - 184, 384)
    assert whole.layout.width == SHEET_WIDTH
    assert whole.layout.height > figure.layout.height


def test_a_sheet_holds_title_lines_and_credits() -> None:
    head, under, foot = added(sheet(drawing(), TITLE, LINES, CREDITS))
    assert lines(head) == ["Defections of officials"]
    assert lines(under) == ["2 of 3 defections", "Filter: posted in Russia"]
    assert lines(foot) == ["Sources: The Herald, 26 August 2016."]


def test_a_sheet_keeps_the_marks_and_notes_of_the_drawing() -> None:
    whole = sheet(drawing(), TITLE, LINES, CREDITS)
    assert whole.data == drawing().data
    assert whole.layout.annotations[0].text == "11 months left out"
    assert len(whole.layout.annotations) == 4


def test_a_sheet_leaves_the_figure_as_it_was() -> None:
    figure = drawing()
    before = figure.to_json()
    sheet(figure, TITLE, LINES, CREDITS)
    assert figure.to_json() == before


@pytest.mark.parametrize(
    ("more", "at_least"),
    [((TITLE, [*LINES, "One more"], CREDITS), 14), ((TITLE, LINES, [*CREDITS, "Basemap"]), 12)],
)
def test_each_line_more_makes_the_sheet_higher(more: tuple[str, list[str], list[str]], at_least: int) -> None:
    grown = sheet(drawing(), *more).layout.height - sheet(drawing(), TITLE, LINES, CREDITS).layout.height
    assert at_least < grown < 2 * at_least


def test_title_and_lines_stand_one_below_the_other_and_above_the_drawing() -> None:
    figure = drawing()
    whole = sheet(figure, f"{TITLE} " * 8, LINES, CREDITS)
    head, under, foot = added(whole)
    rows = len(lines(head))
    assert rows > 1
    # All are anchored to the top of the plot; pixels above it.
    assert head.yshift < whole.layout.margin.t
    assert under.yshift <= head.yshift - 24 * 1.2 * rows
    assert under.yshift - 14 * 1.3 * len(lines(under)) >= figure.layout.margin.t
    # Below the plot, with the drawing's own foot between.
    assert -whole.layout.margin.b < foot.yshift
    assert foot.yshift + 12 * 1.3 * len(lines(foot)) <= -figure.layout.margin.b


LONG = [
    "Defections of North Korean officials from embassies, consulates and trade missions, as newspapers told it " * 3,
    "북한 외교관과 무역 일꾼의 망명, 대사관과 영사관과 무역 대표부에서, 신문이 전한 대로 " * 5,
    "W" * 400,
]


@pytest.mark.parametrize("text", LONG, ids=["latin", "hangul", "one word"])
def test_long_texts_wrap_to_the_width_of_the_sheet(text: str) -> None:
    whole = sheet(drawing(), text, [text], [text])
    for annotation, size in zip(added(whole), (24, 14, 12), strict=True):
        assert len(lines(annotation)) > 1
        assert "".join(lines(annotation)).replace(" ", "") == text.replace(" ", "")
        assert max(text_width(line, size) for line in lines(annotation)) <= SHEET_WIDTH


def test_a_sheet_of_a_longer_title_is_higher_by_its_rows() -> None:
    short, long = sheet(drawing(), TITLE, LINES, CREDITS), sheet(drawing(), LONG[0], LINES, CREDITS)
    rows = len(lines(added(long)[0])) - 1
    assert rows >= 1
    assert 24 * rows < long.layout.height - short.layout.height < 48 * rows


def test_texts_of_a_sheet_are_shown_as_text() -> None:
    evil = '<b>&lt; <a href="x">%{x}</a> & "q"'
    head, under, foot = added(sheet(drawing(), evil, [evil], [evil]))
    for annotation in (head, under, foot):
        assert lines(annotation) == [evil]
        assert "<a" not in annotation.text


def test_a_sheet_at_the_scale_of_print_is_wide_enough_for_three_hundred_dots_an_inch() -> None:
    # 2400 pixels at 300 dots an inch are 203 mm.
    assert SHEET_WIDTH * PRINT_SCALE == 2400


def test_both_charts_of_the_shipped_file_become_sheets(shipped: Dataset) -> None:
    of = whole_view(shipped)
    for figure in (world(of, shipped.frames.locations, 560), timeline(of, 460)):
        whole = sheet(figure, TITLE, LINES, CREDITS)
        assert whole.layout.width == SHEET_WIDTH
        assert plot_size(whole) == plot_size(figure)
        assert len(whole.data) == len(figure.data)


@pytest.mark.parametrize("chart", ["map", "timeline"])
def test_an_empty_chart_becomes_a_sheet_that_says_so(shipped: Dataset, chart: str) -> None:
    of = whole_view(shipped, kept=False)
    figure = world(of, shipped.frames.locations, 560) if chart == "map" else timeline(of, 460)
    whole = sheet(figure, TITLE, LINES, CREDITS)
    assert whole.layout.annotations[0].text == "No event to show."
    assert lines(added(whole)[0]) == [TITLE]
