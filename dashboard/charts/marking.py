"""List in advance what marking events changes in a finished figure, for pages that run without Python.

Marking changes a few colours and edges of the points, the width of lines and the weight of lane labels. `find_marking`
reads a figure without marked events and gives each such value twice: for marked events, and for all others. Histogram
bars, and marks that name no event ids, never change.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.charts.map import style as map_style
from dashboard.charts.theme import INK, MUTED, NOT_KNOWN, PAPER, pale, parted, translucent
from dashboard.charts.timeline import style as timeline_style
from dashboard.charts.timeline.style import MARKED_LANE_OPACITY

PlainFigure = Mapping[str, Any]
"""A figure as plain JSON values."""

Owners = Sequence[str] | None
"""The ids of the events that a point stands for; None where it names none, and never changes."""


@dataclass(frozen=True)
class ValueChange:
    """A value of each point of a trace, or of each tick, that depends on what is marked."""

    trace: int | None  # into the data of the figure; None for its layout
    attribute: str  # "marker.color"
    owners: list[Owners]
    marked: Any  # one for all, or a list of one each
    dimmed: Any


@dataclass(frozen=True)
class LineChange:
    """The lines of a trace: where each begins and ends in its coordinates, and their width in pixels."""

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


def find_marking(figure: PlainFigure) -> Marking:
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
    owners = _owners(trace)
    if not any(owners):
        return
    is_map = trace["type"] == "scattergeo"
    if "text" in trace.get("mode", ""):
        if is_map:
            yield ValueChange(n, "textfont.color", owners, trace["textfont"]["color"], MUTED)
    elif trace["name"] == "Lanes":
        yield ValueChange(n, "marker.opacity", owners, MARKED_LANE_OPACITY, 0)
    elif is_map:
        yield from _map_mark_changes(n, trace["marker"], owners)
    elif trace["type"] == "bar":
        colours = trace["marker"]["color"]
        yield ValueChange(n, "marker.color", owners, colours, [_paler(colour) for colour in colours])
    else:
        yield from _claim_mark_changes(n, trace["marker"], owners, figure)


def _map_mark_changes(n: int, marker: Mapping[str, Any], owners: list[Owners]) -> Iterator[ValueChange]:
    """Yield the changes of marks, rings or inner discs of a map: a dimmed fill is pale, its edge thin."""
    colours, line = marker["color"], marker["line"]
    if "open" not in str(marker.get("symbol")):
        yield ValueChange(n, "marker.color", owners, colours, [pale(colour) for colour in colours])
        edges = [NOT_KNOWN if colour == PAPER else colour for colour in colours]
        yield ValueChange(n, "marker.line.color", owners, line["color"], edges)
        thin: Any = map_style.DIMMED_WIDTH
    else:
        thin = [min(width, map_style.DIMMED_WIDTH) for width in line["width"]]
    yield ValueChange(n, "marker.line.width", owners, line["width"], thin)


def _claim_mark_changes(
    n: int, marker: Mapping[str, Any], owners: list[Owners], figure: PlainFigure
) -> Iterator[ValueChange]:
    """Yield the changes of the marks of claims: a dimmed fill is pale with an edge of its colour, a hollow one thin."""
    edges = marker["line"]["color"]
    marked_edges = edges if _lanes(figure) else INK
    is_hollow = isinstance(marker["color"], str)
    if not is_hollow:
        colours = marker["color"]
        yield ValueChange(n, "marker.color", owners, colours, [pale(colour) for colour in colours])
        yield ValueChange(n, "marker.line.color", owners, marked_edges, colours)
        return
    if not _lanes(figure):
        yield ValueChange(n, "marker.line.color", owners, marked_edges, edges)
    thin = timeline_style.DIMMED_HOLLOW_OUTLINE
    yield ValueChange(n, "marker.line.width", owners, marker["line"]["width"], thin)


def _owners(trace: Mapping[str, Any]) -> list[Owners]:
    """Return the owners of the points of a trace; some name a box or nothing instead."""
    targets = trace.get("customdata") or []
    return [target if target and all(isinstance(key, str) for key in target) else None for target in targets]


def _line_change(n: int, trace: Mapping[str, Any]) -> LineChange:
    """Return what changes in a trace of lines, each of which ends with a gap."""
    coordinates = ("lon", "lat") if trace["type"] == "scattergeo" else ("x", "y")
    ends = [i + 1 for i, value in enumerate(trace[coordinates[0]]) if value is None]
    is_map, width = trace["type"] == "scattergeo", trace["line"]["width"]
    dimmed = map_style.DIMMED_ROUTE_WIDTH if is_map else timeline_style.DIMMED_LINE_WIDTH
    slices = list(zip([0, *ends], ends, strict=False))
    return LineChange(n, coordinates, slices, list(_meta(trace)["lines"]), width, min(width, dimmed))


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
    plain = [re.sub("</?b>", "", text) for text in axis["ticktext"]]  # all <b> are ours
    yield ValueChange(None, "yaxis.ticktext", owners, axis["ticktext"], plain)


def _paler(colour: str) -> str:
    """Return the translucent colour of a bar as it is where others are marked; its edge stays as it is."""
    name, opacity = parted(colour)
    return translucent(name, opacity * timeline_style.DIMMED_OPACITY)
