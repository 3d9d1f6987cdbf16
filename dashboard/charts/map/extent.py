"""What a map has to show: of the whole file, which sets its projection, and of a selection, which sets its view."""

from weakref import WeakKeyDictionary

import numpy as np

from dashboard.charts.map.counts import PlaceCounts
from dashboard.charts.map.projection import (
    MIN_SPAN,
    MIN_SPAN_OF_BOX,
    Bounds,
    Canvas,
    ProjectedExtent,
    Viewport,
    Zoom,
    bounds_of,
    bounds_of_box,
    extent_around,
    miller,
)
from dashboard.charts.map.routes import great_circles
from dashboard.charts.map.style import POST, SIZE_RULES
from dashboard.dataset.index import PlaceIndex
from dashboard.selection import Box, Filters
from dashboard.selection.filters import KEEPS_ALL_CONTEXT

MIN_SCALE = 0.5  # of plotly's scale: how far a reader can zoom out
_MAX_LATITUDE = 89.0  # of a reader's centre; the projection of the poles is far away
_RING_ROOM = 7  # px, that rings take around a mark
_FINE_STEPS, _COARSE_STEPS = 60, 13  # points of a route
_FEW_ROUTES, _MAX_ROUTES = 80, 500  # have fine steps; are looked at
_ROUTES_AT_ONCE = 2000  # keep the memory for their points small


def extent_of_file(places: PlaceIndex, size: tuple[float, float]) -> ProjectedExtent:
    """Return the extent of everything that any selection of a file may show, on a map of this size in pixels."""
    if places not in _BOUNDS:
        _BOUNDS[places] = _bounds_of_file(places)
    return extent_around(_BOUNDS[places], size).between_poles()


_BOUNDS: WeakKeyDictionary[PlaceIndex, Bounds] = WeakKeyDictionary()
"""Kept for as long as the file's places are: every drawing needs them, and they take as long as a filter."""


def _bounds_of_file(places: PlaceIndex) -> Bounds:
    points = np.column_stack([places.longitude, places.latitude])
    lon, lat = [places.longitude], [places.latitude]
    for start in range(0, len(places.routes), _ROUTES_AT_ONCE):
        routes = places.routes[start : start + _ROUTES_AT_ONCE]
        on = great_circles(points[routes[:, 0]], points[routes[:, 1]], _FINE_STEPS).reshape(-1, 2)
        lon.append(np.unique(on[:, 0]))
        lat.append(np.array([on[:, 1].min(), on[:, 1].max()]))
    return bounds_of(np.concatenate(lon), np.concatenate(lat))


def bounds_to_show(filters: Filters, places: PlaceIndex, counts: PlaceCounts) -> Bounds:
    """Return the bounds of the box that the reader chose, or else of the places and most frequent routes counted.

    Context events do not widen them where a filter asks for defections alone, unless none of these has a place.
    """
    if filters.box:
        return bounds_of_box(filters.box)
    of_defections = np.flatnonzero(counts.departed + counts.arrived)
    passes_over_context = any(getattr(filters, key) for key in KEEPS_ALL_CONTEXT)
    shown = of_defections if passes_over_context and len(of_defections) else counts.places
    points = np.column_stack([places.longitude, places.latitude])
    used = np.argsort(-counts.routes, kind="stable")[: min(_MAX_ROUTES, int((counts.routes > 0).sum()))]
    start, end = places.routes[used].T
    steps = _FINE_STEPS if len(used) <= _FEW_ROUTES else _COARSE_STEPS
    on = great_circles(points[start], points[end], steps).reshape(-1, 2)
    return bounds_of(*np.concatenate([points[shown], on]).T)


def fitted_viewport(canvas: Canvas, bounds: Bounds, box: Box | None, events: int) -> Viewport:
    """Return the view that fits bounds, which are those of the reader's box if there is one, for so many events."""
    size = canvas.drawn_size
    largest_mark = float(SIZE_RULES[POST].diameters(np.array(events))) / 2 + _RING_ROOM
    extent = extent_around(bounds, size, MIN_SPAN_OF_BOX if box else MIN_SPAN, largest_mark)
    scale = min(extent.scale(size), canvas.max_scale)
    return Viewport(extent.longitude, extent.y, scale, canvas, is_whole=box is None)


def zoomed_viewport(canvas: Canvas, zoom: Zoom) -> Viewport:
    """Return the view that a reader has zoomed to."""
    latitude = min(max(zoom.latitude, -_MAX_LATITUDE), _MAX_LATITUDE)
    scale = min(max(zoom.scale, MIN_SCALE) * canvas.scale, canvas.max_scale)
    return Viewport(zoom.longitude, float(miller(latitude)), scale, canvas)
