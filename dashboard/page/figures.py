"""The figures of the page as JSON, drawn once for all readers who look at the same."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import plotly.graph_objects as go
import streamlit as st

from dashboard.charts.map.figure import draw_map
from dashboard.charts.map.projection import Zoom
from dashboard.charts.timeline.figure import draw_timeline, natural_height
from dashboard.charts.view import ChartSize
from dashboard.export.picture import shrink_if_empty
from dashboard.selection import Selection, ViewOptions


def map_json(selection: Selection, options: ViewOptions, size: ChartSize, zoom: Zoom | None) -> str:
    """Return the map of a selection; without any event it is low where its height is fixed."""
    options = replace(options, true_scale=False)  # which changes nothing on the map
    return _figure_json(draw_map, selection, options, size, zoom)


def timeline_json(selection: Selection, options: ViewOptions, size: ChartSize) -> str:
    """Return the timeline of a selection; without any event it is low where its height is fixed."""
    return _figure_json(draw_timeline, selection, options, size)


def timeline_height(selection: Selection, options: ViewOptions, width: int) -> int:
    """Return how high the timeline of a selection wants to be, in pixels."""
    options = _options_of_selected(selection, options)
    key = (selection.dataset.sha256, selection.filters.query(), options, width)
    return _cached_height(key, partial(natural_height, selection, options, width))


def _figure_json(
    draw: Callable[..., go.Figure], selection: Selection, options: ViewOptions, size: ChartSize, *more: Any
) -> str:
    """Return a figure from the cache, whose key is everything that the figure depends on."""
    options = _options_of_selected(selection, options)
    key = (draw.__name__, selection.dataset.sha256, selection.filters.query(), options, size, *more)
    return _cached_json(key, partial(draw, selection, options, size, *more), size.is_fixed)


def _options_of_selected(selection: Selection, options: ViewOptions) -> ViewOptions:
    """Return options without marks of events that are not selected: they change no figure."""
    rows, mask = selection.dataset.index.row_by_id, selection.mask
    return replace(options, marked=tuple(event for event in options.marked if mask[rows[event]]))


@st.cache_data(max_entries=256, show_spinner=False)
def _cached_height(key: tuple[Any, ...], _height: Callable[[], int]) -> int:
    return _height()


@st.cache_data(max_entries=256, show_spinner=False)
def _cached_json(key: tuple[Any, ...], _draw: Callable[[], go.Figure], shrinks_if_empty: bool) -> str:
    figure = _draw()
    return str((shrink_if_empty(figure) if shrinks_if_empty else figure).to_json())
