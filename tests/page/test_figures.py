"""One drawing for all readers who look at the same."""

from collections.abc import Callable, Iterator
from typing import Any

import plotly.graph_objects as go
import pytest
import streamlit as st

from dashboard.charts.map.projection import Zoom
from dashboard.charts.view import ChartSize
from dashboard.page import figures
from dashboard.page.figures import map_json, timeline_height, timeline_json
from dashboard.selection import ViewOptions
from tests.builders import selection
from tests.page.reader import EVENTS

SIZE = ChartSize(1000, 400)


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Return the charts that were drawn, by name, each time that one is."""
    names: list[str] = []

    def counting(draw: Callable[..., go.Figure]) -> Callable[..., go.Figure]:
        def counted(*given: Any) -> go.Figure:
            names.append(draw.__name__)
            return draw(*given)

        counted.__name__ = draw.__name__
        return counted

    st.cache_data.clear()
    for name in ("draw_map", "draw_timeline", "natural_height"):
        monkeypatch.setattr(figures, name, counting(getattr(figures, name)))
    yield names
    st.cache_data.clear()


def test_who_looks_at_the_same_gets_the_same_drawing(drawn: list[str]) -> None:
    first, second = (map_json(selection(EVENTS, "post=RU"), ViewOptions(), SIZE, None) for _ in range(2))
    assert first == second
    assert drawn == ["draw_map"]


def test_another_filter_colour_size_zoom_or_mark_is_another_drawing(drawn: list[str]) -> None:
    views = [
        ("", ViewOptions(), SIZE, None),
        ("post=RU", ViewOptions(), SIZE, None),
        ("", ViewOptions("rank"), SIZE, None),
        ("", ViewOptions(), ChartSize(900, 400), None),
        ("", ViewOptions(), SIZE, Zoom(2, 0, 0)),
        ("", ViewOptions(marked=("a",)), SIZE, None),
    ]
    for query, options, size, zoom in views:
        map_json(selection(EVENTS, query), options, size, zoom)
    assert len(drawn) == len(views)


def test_the_height_of_a_timeline_is_worked_out_once_and_without_drawing_it(drawn: list[str]) -> None:
    heights = [timeline_height(selection(EVENTS), ViewOptions(), width) for width in (1000, 1000, 500)]
    assert heights[0] == heights[1] >= 240
    assert drawn == ["natural_height", "natural_height"]


def test_the_time_scale_has_the_timeline_drawn_anew_but_not_the_map(drawn: list[str]) -> None:
    for true_scale in (False, True):
        map_json(selection(EVENTS), ViewOptions(true_scale=true_scale), SIZE, None)
        timeline_json(selection(EVENTS), ViewOptions(true_scale=true_scale), SIZE)
    assert sorted(drawn) == ["draw_map", "draw_timeline", "draw_timeline"]


def test_a_marked_event_that_is_not_selected_makes_no_difference(drawn: list[str]) -> None:
    for marked in ((), ("a",)):
        map_json(selection(EVENTS, "post=RU"), ViewOptions(marked=marked), SIZE, None)
    assert drawn == ["draw_map"]
