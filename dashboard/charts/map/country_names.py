"""The names of countries on a map, small and quiet, where its own labels leave room for them."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from dashboard.charts.map.basemap import CountryRaster, country_raster
from dashboard.charts.map.label_placement import PixelRectangle, place_beside_labels
from dashboard.charts.map.labels import MapLabels, route_points
from dashboard.charts.map.projection import Viewport
from dashboard.charts.rich_text import escaped
from dashboard.charts.text_metrics import text_width
from dashboard.charts.theme import MUTED
from dashboard.dataset.countries import country_names
from dashboard.dataset.country_points import points_by_country

FROM_SCALE = 7.0  # px a degree; on a smaller map the outlines say enough
OPEN_SEA = "Open sea"
_TEXT_SIZE, _LINE_HEIGHT = 12, 15  # px
_CELL = 6  # px, by which land is looked up
_MIN_CELLS = 8  # of a country in view, to be named
_MIN_SHARE = 0.4  # of a name that is on its own land; the rest may be on water
_STEP = 3  # every so many of its places is tried for a name
_MAX_PLACES = 150  # tried for a name
_DIGITS = 3  # of degrees
_BUTTON_SIZE, _BUTTONS_LENGTH = 36, 124  # px
_NARROW_WIDTH = 640  # px of a map, below which page.css may lay its buttons in a row
_CLEARANCE = 8, 2  # px beside a name, and above and below it


def country_name_traces(
    labels: MapLabels, paths: Sequence[np.ndarray], viewport: Viewport, resolution: int
) -> list[dict[str, Any]]:
    """Return the names of the countries in view as a trace, if there are any.

    The largest are named first. A name stands on its own land and water alone, covers no mark, route or label, and is
    left out where a label has it already. Where nothing at all is in view, "Open sea" says so.
    """
    if viewport.scale < FROM_SCALE:
        return []
    raster = country_raster(viewport, _CELL, resolution)
    names = _names_by_outline(raster, "\n".join(labels.texts))
    places = [_places(raster, n, name, viewport) for n, name in names.items()]
    texts = list(names.values())
    if (raster.outline < 0).all() and not labels.has_mark_in_view:
        texts, places = [OPEN_SEA], [[_centred(OPEN_SEA, *(side / 2 for side in viewport.canvas.drawn_size))]]
    around = replace(labels.around, routes=route_points(paths, viewport))
    placed = place_beside_labels(places, around, [*labels.rectangles, *_buttons(viewport)])
    shown = [(text, found) for text, found in zip(texts, placed, strict=True) if found]
    if not shown:
        return []
    centres = np.array([[(it.left + it.right) / 2, (it.top + it.bottom) / 2] for _, it in shown])
    lon, lat = viewport.degrees(*centres.T).round(_DIGITS).T
    return [
        {
            "type": "scattergeo",
            "mode": "text",
            "name": "Country names",
            "lon": lon.tolist(),
            "lat": lat.tolist(),
            "text": [escaped(text) for text, _ in shown],
            "textposition": "middle center",
            "textfont": {"size": _TEXT_SIZE, "color": MUTED},
            "hoverinfo": "skip",
            "showlegend": False,
        }
    ]


def _buttons(viewport: Viewport) -> list[PixelRectangle]:
    """Return where the buttons of the map may be."""
    width, _ = viewport.canvas.drawn_size
    column = PixelRectangle(width - _BUTTON_SIZE, 0, width, _BUTTONS_LENGTH)
    row = PixelRectangle(width - _BUTTONS_LENGTH, 0, width, _BUTTON_SIZE)
    return [column, row] if width < _NARROW_WIDTH else [column]


def _names_by_outline(raster: CountryRaster, label_texts: str) -> dict[int, str]:
    """Return the names of the countries in view that no label has, by their outlines; the largest first."""
    seen, cells = np.unique(raster.outline[raster.outline >= 0], return_counts=True)
    names = {}
    for n in seen[np.argsort(-cells, kind="stable")][: int((cells >= _MIN_CELLS).sum())].tolist():
        code = raster.codes[n]
        name = country_names()[code] if code else ""
        if name and not re.search(rf"\b{re.escape(name)}\b", label_texts):
            names[n] = name
    return names


def _places(raster: CountryRaster, n: int, name: str, viewport: Viewport) -> list[PixelRectangle]:
    """Return where the name of a country may stand: the nearer to its label point, or to its middle, the better."""
    own = raster.outline == n
    rows, columns = -(-_LINE_HEIGHT // _CELL), int(-(-text_width(name, _TEXT_SIZE) // _CELL))
    if own.shape[0] < rows or own.shape[1] < columns:
        return []
    is_clear = _sums(~own & (raster.outline >= 0), rows, columns) == 0
    found = np.argwhere(is_clear & (_sums(own, rows, columns) >= _MIN_SHARE * rows * columns))
    centres = raster.pixels(found + np.array([rows, columns]) / 2)
    distance = np.hypot(*(centres - _wanted_centre(raster, n, viewport)).T)
    nearest = np.argsort(distance, kind="stable")[::_STEP][:_MAX_PLACES]
    return [_centred(name, x, y) for x, y in centres[nearest].tolist()]


def _wanted_centre(raster: CountryRaster, n: int, viewport: Viewport) -> np.ndarray:
    """Return the label point of a country in pixels, or where it is not in view the middle of what is."""
    point = points_by_country().get(raster.codes[n] or "")
    if point:
        at = viewport.pixels(*np.array([point]).T)[0]
        if (at >= 0).all() and (at <= viewport.canvas.drawn_size).all():
            return np.asarray(at)
    return np.asarray(raster.pixels(np.argwhere(raster.outline == n) + 0.5).mean(axis=0))


def _sums(cells: np.ndarray, rows: int, columns: int) -> np.ndarray:
    """Return how many cells are set in each block of this size, by its first row and column."""
    table = np.pad(cells.cumsum(axis=0).cumsum(axis=1), ((1, 0), (1, 0)))
    return np.asarray(
        table[rows:, columns:] - table[:-rows, columns:] - table[rows:, :-columns] + table[:-rows, :-columns]
    )


def _centred(text: str, x: float, y: float) -> PixelRectangle:
    """Return the room that a name takes around its centre, clear of others."""
    beside, above = _CLEARANCE
    half_width, half_height = text_width(text, _TEXT_SIZE) / 2 + beside, _LINE_HEIGHT / 2 + above
    return PixelRectangle(x - half_width, y - half_height, x + half_width, y + half_height)
