"""List in advance what marking events changes in a finished figure, for pages that run without Python.

Marking changes a few values of the points, the opacity of lines and the weight of lane labels. `find_marking` reads a
figure without marked events and gives each such value twice: for marked events, and for all others. Histogram bars, and
marks that name no event ids, never change.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.charts.map import style as map_style
from dashboard.charts.map.labels import DIMMED_LABEL_OPACITY
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
        colours = trace["textfont"]["color"]
        alpha = DIMMED_LABEL_OPACITY if is_map else timeline_style.DIMMED_NOTE_OPACITY
        yield ValueChange(n, "textfont.color", owners, colours, [_with_alpha(colour, alpha) for colour in colours])
    elif trace["name"] == "Lanes":
        colours = trace["marker"]["color"]
        marked = [_with_alpha(colour, MARKED_LANE_OPACITY) for colour in colours]
        yield ValueChange(n, "marker.color", owners, marked, colours)
    else:
        dimmed = map_style.DIMMED_OPACITY if is_map else timeline_style.DIMMED_OPACITY
        yield ValueChange(n, "marker.opacity", owners, 1, dimmed)
    if trace["type"] == "scatter" and trace.get("mode") == "markers" and not _lanes(figure):
        ink = figure["layout"]["template"]["layout"]["font"]["color"]
        yield ValueChange(n, "marker.line.color", owners, ink, trace["marker"]["line"]["color"])


def _owners(trace: Mapping[str, Any]) -> list[Owners]:
    """Return the owners of the points of a trace; some name a box or nothing instead."""
    targets = trace.get("customdata") or []
    return [target if target and all(isinstance(key, str) for key in target) else None for target in targets]


def _line_change(n: int, trace: Mapping[str, Any]) -> LineChange:
    """Return what changes in a trace of lines, each of which ends with a gap."""
    coordinates = ("lon", "lat") if trace["type"] == "scattergeo" else ("x", "y")
    ends = [i + 1 for i, value in enumerate(trace[coordinates[0]]) if value is None]
    is_map = trace["type"] == "scattergeo"
    dimmed = map_style.DIMMED_ROUTE_OPACITY if is_map else timeline_style.DIMMED_LINE_OPACITY
    slices = list(zip([0, *ends], ends, strict=False))
    return LineChange(n, coordinates, slices, list(_meta(trace)["lines"]), trace.get("opacity", 1), dimmed)


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


def _with_alpha(colour: str, alpha: float) -> str:
    """Return an `rgba(…)` colour with another opacity."""
    return re.sub(r"[\d.]+\)$", f"{alpha:.3f})", colour)
