"""What marking events changes in a finished figure, told in advance for where no Python draws it anew.

A figure with marked events differs from the one without in a few values of its points, in the opacity of its lines and
in the weight of its lane labels. `marking` reads a figure without marked events and lists these values: as they are for
marked events, and as they are for all others. Columns, and marks that stand for more events than they name, stay as
they are.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.charts.map.markers import SYMBOLS
from dashboard.charts.timeline.style import (
    DIMMED_LINE_OPACITY,
    DIMMED_NOTE_OPACITY,
    DIMMED_OPACITY,
    MARKED_LANE_OPACITY,
)

PlainFigure = Mapping[str, Any]
"""A figure as plain JSON values."""

Owners = Sequence[str] | None
"""The ids of the events that a point stands for; None where it names none, and never changes."""

_DIMMED_PLACE = 0.25
_DIMMED_PLACE_LABEL = 0.55
_ROUTE, _DIMMED_ROUTE, _DIMMED_PALE_ROUTE = 0.85, 0.18, 0.12  # where there are many routes, all are pale


@dataclass(frozen=True)
class ValueChange:
    """A value of each point of a trace, or of each tick, that depends on what is marked."""

    trace: int | None  # into the data of the figure; None for its layout
    attribute: str  # "marker.opacity"
    owners: list[Owners]
    marked: Any  # one for all, or a list of one each
    dimmed: Any


@dataclass(frozen=True)
class LineChange:
    """The lines of a trace: where each begins and ends in its coordinates, and their opacity."""

    trace: int
    coordinates: tuple[str, str]
    slices: list[tuple[int, int]]
    owners: list[Owners]
    marked: float
    dimmed: float


@dataclass(frozen=True)
class Marking:
    """Everything that depends on what is marked; while nothing is, the figure stays as it was drawn."""

    values: list[ValueChange]
    lines: list[LineChange]


def marking(figure: PlainFigure) -> Marking:
    """Describe what changes in a figure, drawn without marked events, when some are marked."""
    values = [change for n, trace in enumerate(figure["data"]) for change in _point_changes(n, trace, figure)]
    lines = [_line_change(n, trace) for n, trace in enumerate(figure["data"]) if _meta(trace).get("lines")]
    return Marking([*values, *_label_changes(figure)], lines)


def event_ids(change: Marking) -> set[str]:
    """Return the ids of all events that can be marked in a figure."""
    owners = [*(it.owners for it in change.values), *(it.owners for it in change.lines)]
    return {key for of in owners for ids in of for key in ids or ()}


def _meta(trace: Mapping[str, Any]) -> Mapping[str, Any]:
    return trace.get("meta") or {}


def _point_changes(n: int, trace: Mapping[str, Any], figure: PlainFigure) -> Iterator[ValueChange]:
    """Yield what changes in the points of a trace."""
    if trace.get("showlegend") or "narrows" in _meta(trace) or trace.get("mode") == "lines":
        return
    owners = _place_owners(trace, figure) if trace["type"] == "scattergeo" else _named(trace)
    if not any(owners):
        return
    is_map = trace["type"] == "scattergeo"
    if "text" in trace.get("mode", ""):
        colours = trace["textfont"]["color"]
        alpha = _DIMMED_PLACE_LABEL if is_map else DIMMED_NOTE_OPACITY
        yield ValueChange(n, "textfont.color", owners, colours, [_with_alpha(colour, alpha) for colour in colours])
    elif trace["name"] == "Lanes":
        colours = trace["marker"]["color"]
        marked = [_with_alpha(colour, MARKED_LANE_OPACITY) for colour in colours]
        yield ValueChange(n, "marker.color", owners, marked, colours)
    else:
        yield ValueChange(n, "marker.opacity", owners, 1, _DIMMED_PLACE if is_map else DIMMED_OPACITY)
    if trace["type"] == "scatter" and trace.get("mode") == "markers" and not _lanes(figure):
        ink = figure["layout"]["template"]["layout"]["font"]["color"]
        yield ValueChange(n, "marker.line.color", owners, ink, trace["marker"]["line"]["color"])


def _named(trace: Mapping[str, Any]) -> list[Owners]:
    """Return the owners of points that a trace names itself; some name a box or nothing instead."""
    targets = trace.get("customdata") or []
    return [target if target and all(isinstance(key, str) for key in target) else None for target in targets]


def _place_owners(trace: Mapping[str, Any], figure: PlainFigure) -> list[Owners]:
    """Return the owners of points on the map: what is drawn around the mark of a place is dimmed together with it."""
    if trace["name"] in ("Places", "Labels"):
        return _named(trace)
    places: dict[tuple[float, float], list[Sequence[str]]] = {}
    for other in figure["data"]:
        if other.get("name") == "Places" and not other.get("showlegend"):
            symbols = other["marker"]["symbol"]
            for i, (at, owners) in enumerate(zip(_positions(other), _named(other), strict=True)):
                symbol = symbols if isinstance(symbols, str) else symbols[i]
                if owners and symbol == SYMBOLS["post"]:
                    places.setdefault(at, []).append(owners)
    own = _named(trace) or [None] * len(trace["lon"])
    return [
        next((owners for owners in places.get(at, []) if set(ids or ()) <= set(owners)), None)
        for at, ids in zip(_positions(trace), own, strict=True)
    ]


def _positions(trace: Mapping[str, Any]) -> list[tuple[float, float]]:
    return [(round(lon, 4), round(lat, 4)) for lon, lat in zip(trace["lon"], trace["lat"], strict=True)]


def _line_change(n: int, trace: Mapping[str, Any]) -> LineChange:
    """Return what changes in a trace of lines, each of which ends with a gap."""
    coordinates = ("lon", "lat") if trace["type"] == "scattergeo" else ("x", "y")
    ends = [i + 1 for i, value in enumerate(trace[coordinates[0]]) if value is None]
    opacity = trace.get("opacity", 1)
    if trace["type"] == "scattergeo":
        dimmed = _DIMMED_ROUTE if opacity == _ROUTE else _DIMMED_PALE_ROUTE
    else:
        dimmed = DIMMED_LINE_OPACITY
    slices = list(zip([0, *ends], ends, strict=False))
    return LineChange(n, coordinates, slices, list(_meta(trace)["lines"]), opacity, dimmed)


def _lanes(figure: PlainFigure) -> Mapping[str, Any] | None:
    """Return the trace of the lanes, if the figure is a timeline that has any."""
    return next((trace for trace in figure["data"] if trace.get("name") == "Lanes" and "customdata" in trace), None)


def _label_changes(figure: PlainFigure) -> Iterator[ValueChange]:
    """Yield what changes in the labels of lanes: they are bold, and plain where others are marked."""
    if not (lanes := _lanes(figure)):
        return
    axis = figure["layout"]["yaxis"]
    tops = [(y - height / 2, y + height / 2) for y, height in zip(lanes["y"], lanes["width"], strict=True)]
    owners: list[Owners] = [
        next((ids for (top, end), ids in zip(tops, lanes["customdata"], strict=True) if top <= at < end), None)
        for at in axis["tickvals"]
    ]
    plain = [re.sub("</?b>", "", text) for text in axis["ticktext"]]  # what is bold in a text of the file is escaped
    yield ValueChange(None, "yaxis.ticktext", owners, axis["ticktext"], plain)


def _with_alpha(colour: str, alpha: float) -> str:
    """Return an `rgba(…)` colour with another opacity."""
    return re.sub(r"[\d.]+\)$", f"{alpha:.3f})", colour)
