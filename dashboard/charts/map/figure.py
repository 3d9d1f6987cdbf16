"""Draw the map: markers, an arc from each post to where its people went, and whereabouts not known."""

from collections.abc import Sequence
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
import plotly.graph_objects as go

from dashboard.charts.map import labels
from dashboard.charts.map.clusters import tally
from dashboard.charts.map.markers import Mark
from dashboard.charts.map.places import Singly
from dashboard.charts.map.projection import (
    ProjectedBox,
    Reach,
    Window,
    Zoom,
    box_around,
    box_of,
    fit,
    great_circles,
    miller,
    reach,
    turned,
)
from dashboard.charts.map.summed import Summed
from dashboard.charts.rich_text import escaped, muted
from dashboard.charts.text_metrics import legend_rows, text_width, wrapped
from dashboard.charts.theme import INK, LAND, PAPER, empty_figure, rgba, template
from dashboard.charts.view import ChartSize, ChartView, chart_view
from dashboard.dataset.index import PlaceIndex
from dashboard.selection import Box, Selection, ViewOptions

_LINE_HEIGHT = 16  # px
_NOTE = 12  # px, size of letters
_FEW_EVENTS = 300
_MOST_LETTERS = 150_000  # of the JSON of a map whose places are drawn one by one
_LEAST_HEIGHT, _LEAST_SHARE = 120, 0.4  # px, and of the figure: how high the map itself is at least
_MIN_SCALE, _MAX_SCALE = 0.5, 60.0


def draw_map(
    selection: Selection,
    options: ViewOptions,
    size: ChartSize,
    zoom: Zoom | None = None,
    is_static: bool = False,
) -> go.Figure:
    """Draw the map of a selection; it grows where legend and note would leave too little of it.

    Where the height is fixed the note goes first, then the reader has to scroll in the legend.

    The projection is that of the whole file, so that a reader's zoom means the same after a filter click; what is
    selected is then fitted by centre and scale, or the box of the filters. Places without coordinates are not drawn;
    whoever shows the map counts them.

    Few events are drawn place by place: the markers hold the ids of their events, and the zoom is of no account. Many,
    those whose places crowd, or those that would be too much to send, are summed up, and what crowds at the `zoom` that
    the reader has (that of the fitted view, where there is none) is one mark. What is far outside of the reader's
    window is then not sent. `layout.meta` says `{"cells": True}` where a figure for another zoom would show more; a
    static map is never drawn for another.
    """
    view = chart_view(selection, options, size.width)
    counted = tally(view)
    if not len(counted.places):
        words = "None of these events has a point on the map." if len(selection) else "No event to show."
        return empty_figure(words, size.width, size.height)
    box = selection.filters.box
    middle = _extent(view.dataset.index.places, (size.width, size.height)).longitude
    summed = Summed(view, counted, size.height, middle, box, is_static)
    if len(selection) <= _FEW_EVENTS and not summed.crowded and _letters_of_ids(view) <= _MOST_LETTERS:
        figure = _figure(view, Singly(view), size.height, None, box, size.is_fixed)
        if len(figure.to_json()) <= _MOST_LETTERS:
            return figure
    return _figure(view, summed, size.height, zoom, box, size.is_fixed)


def _letters_of_ids(view: ChartView) -> int:
    """Return how many letters the ids take where places are drawn one by one: each is sent twice with each place."""
    places, rows = view.dataset.index.places, view.rows
    context = np.bincount(places.context_event, minlength=len(places.post))
    times = (places.post[rows] >= 0).astype("int64") + (places.destination[rows] >= 0) + context[rows]
    ids = view.dataset.frames.events["id"].iloc[rows]
    return int(2 * ((ids.str.len().to_numpy() + 3) * times).sum())


def _figure(
    view: ChartView, drawing: Singly | Summed, height: int, zoom: Zoom | None, area: Box | None, fixed: bool
) -> go.Figure:
    legend = drawing.legend()
    reserved = len(wrapped(drawing.longest_note, view.width - 16, _NOTE)) if drawing.longest_note else 0
    key = 8 + 22 * legend_rows([name for name, _ in legend], view.width)
    height, bottom = _divided(height, key, _LINE_HEIGHT * reserved, fixed)
    size = (view.width, height - bottom)
    extent = _extent(view.dataset.index.places, size)
    box = box_of(area, drawing.points, size)
    fitted = Zoom(fit(box, size) / fit(extent, size), box.longitude, box.latitude) if area else None
    window = _window(box, extent, size, zoom or fitted)
    drawn = drawing.drawn(window)
    noted = drawn.note and bottom >= key + _LINE_HEIGHT * reserved
    note = [muted(line) for line in wrapped(drawn.note, view.width - 16, _NOTE)] if noted else []
    return go.Figure(
        data=[*drawn.traces, _label_trace(drawn.marks, drawn.ways, window), *_legend_traces(legend)],
        layout={
            "template": template(),
            "width": view.width,
            "height": height,
            "margin": {"l": 0, "r": 0, "t": 0, "b": bottom},
            "uirevision": "map",
            "hovermode": "closest",
            "dragmode": "pan",
            "legend": {"x": 0, "y": 0, "yanchor": "top", "xanchor": "left", "maxheight": bottom if bottom < key else 1}
            | ({"title": {"text": "<br>".join(note), "side": "top", "font": {"size": _NOTE}}} if note else {}),
            "geo": {
                "projection": {
                    "type": "miller",
                    "rotation": {"lon": extent.longitude},
                    "scale": min(fit(box, size) / fit(extent, size), _MAX_SCALE),
                    "minscale": _MIN_SCALE,
                    "maxscale": _MAX_SCALE,
                },
                # plotly does not turn a centre that is more than half the world away from that of the projection.
                "center": {"lon": extent.longitude + turned(box.longitude - extent.longitude), "lat": box.latitude},
                "lonaxis": {"range": [extent.longitude - extent.width / 2, extent.longitude + extent.width / 2]},
                "lataxis": {"range": extent.latitudes()},
                "resolution": 110,
                "bgcolor": PAPER,
                "showframe": False,
                "showcoastlines": False,
                "showland": True,
                "landcolor": LAND,
                "showcountries": True,
                "countrycolor": PAPER,
                "countrywidth": 0.8,
            },
            **({"meta": {"cells": True}} if drawn.cells else {}),
        },
    )


def _divided(height: int, key: int, note: int, fixed: bool) -> tuple[int, int]:
    """Return the height of the figure, and how much of it is below the map, where legend and note want so much."""
    least = max(_LEAST_HEIGHT, round(_LEAST_SHARE * height))
    if not fixed:
        return max(height, least + key + note), key + note
    room = max(height - least, height // 4)
    return height, key + note if key + note <= room else min(key, room)


def _window(box: ProjectedBox, extent: ProjectedBox, size: tuple[float, float], zoom: Zoom | None) -> Window:
    whole = fit(extent, size)
    frame = min(size[0], extent.width * whole), min(size[1], extent.height * whole)
    if zoom is None:
        return Window(box.longitude, box.y, fit(box, size), size, frame, extent.longitude, whole=True)
    scale = min(max(zoom.scale, _MIN_SCALE), _MAX_SCALE) * whole
    latitude = min(max(zoom.latitude, -89.0), 89.0)
    return Window(zoom.longitude, float(miller(latitude)), scale, size, frame, extent.longitude)


def _extent(places: PlaceIndex, size: tuple[float, float]) -> ProjectedBox:
    """Return the box around all that a map of these places may have to show, arcs included."""
    if places not in _REACHES:
        _REACHES[places] = _reach(places)
    return box_around(_REACHES[places], size)


_REACHES: WeakKeyDictionary[PlaceIndex, Reach] = WeakKeyDictionary()
"""Remembered as long as anything else holds the places: a file that has changed has new ones."""


def _reach(places: PlaceIndex) -> Reach:
    at = np.column_stack([places.longitude, places.latitude])
    lon, lat = [places.longitude], [places.latitude]
    for start in range(0, len(places.routes), 2000):
        ways = places.routes[start : start + 2000]
        on = great_circles(at[ways[:, 0]], at[ways[:, 1]]).reshape(-1, 2)
        lon.append(np.unique(on[:, 0]))
        lat.append(np.array([on[:, 1].min(), on[:, 1].max()]))
    return reach(np.concatenate(lon), np.concatenate(lat))


def _label_trace(marks: Sequence[Mark], ways: Sequence[np.ndarray], window: Window) -> dict[str, Any]:
    """Return the labels that have room, each beside an invisible marker as large as all that is drawn at its place."""
    off = (np.array(window.size) - window.frame) / 2
    at = -off + window.pixels(np.array([m.longitude for m in marks]), np.array([m.latitude for m in marks]))
    obstacles = [np.column_stack([at, [mark.radius for mark in marks]])]
    for points in ways:
        obstacles.append(_beads(-off + window.pixels(points[:, 0], points[:, 1]), window))
    candidates = [(mark, xy) for mark, xy in zip(marks, at.tolist(), strict=True) if mark.offers]
    wanted = []
    for mark, (x, y) in candidates:
        wanted.append(
            [labels.Label(x, y, mark.radius, max(text_width(plain, 13) for plain, _ in some), _LINE_HEIGHT * len(some))
             for some in mark.offers]
        )  # fmt: skip
    silent = at[[not mark.offers for mark in marks]]
    found = labels.place(wanted, np.concatenate(obstacles), *window.frame, silent)
    shown = [(mark, mark.offers[how[0]], how[1]) for (mark, _), how in zip(candidates, found, strict=True) if how]
    return {
        "type": "scattergeo",
        "mode": "markers+text",
        "name": "Labels",
        "lon": [m.longitude for m, _, _ in shown],
        "lat": [m.latitude for m, _, _ in shown],
        "text": ["<br>".join(markup for _, markup in lines) for _, lines, _ in shown],
        "textposition": [position for _, _, position in shown],
        "textfont": {"size": 13, "color": [rgba(INK, 0.55 if m.dimmed else 1) for m, _, _ in shown]},
        "marker": {"size": [2 * m.radius + 3 for m, _, _ in shown], "opacity": 0},
        "customdata": [m.target for m, _, _ in shown],
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _beads(way: np.ndarray, window: Window) -> np.ndarray:
    """Return points along a way, given in pixels, each with a radius, so close together that no label slips through."""
    if window.whole:
        fine, steps = np.linspace(0, len(way) - 1, 6 * len(way)), np.arange(len(way))
        return np.column_stack([np.interp(fine, steps, way[:, 0]), np.interp(fine, steps, way[:, 1]), fine * 0 + 4])
    # Most of a way is far outside of a zoomed window, and what is inside is long.
    low, high = np.minimum(way[:-1], way[1:]), np.maximum(way[:-1], way[1:])
    inside = ((high > -4) & (low < np.array(window.frame) + 4)).all(axis=1)
    start, step = way[:-1][inside], (way[1:] - way[:-1])[inside]
    number = np.ceil(np.hypot(*step.T) / 6).clip(1, 1000).astype("int64")
    t = (np.arange(number.sum()) - np.repeat(np.cumsum(number) - number, number)) / np.repeat(number, number)
    on = np.repeat(start, number, axis=0) + t[:, None] * np.repeat(step, number, axis=0)
    near = ((on > -4) & (on < np.array(window.frame) + 4)).all(axis=1)
    return np.column_stack([on[near], np.full(int(near.sum()), 4)])


def _legend_traces(legend: Sequence[tuple[str, dict[str, Any]]]) -> list[dict[str, Any]]:
    return [
        {"type": "scattergeo", "mode": "markers", "lon": [None], "lat": [None], "name": escaped(name), "marker": marker,
         "showlegend": True, "hoverinfo": "skip"}
        for name, marker in legend
    ]  # fmt: skip
