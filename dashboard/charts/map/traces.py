"""The traces of a map: marks, discs within them, rings and routes, as plotly takes them."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from dashboard.charts.map.marks import InnerDiscs, Marks, pale_where
from dashboard.charts.map.rings import Rings
from dashboard.charts.map.style import COUNTRY_DASH, DASHED_SHARE, DIMMED_WIDTH, MIXED
from dashboard.charts.rich_text import escaped
from dashboard.charts.theme import SEVERAL
from dashboard.charts.view import Category

_DIGITS = 5  # of degrees: a metre
_SENT_EVERY = 3  # of the points of a path; the browser draws great circles between them


@dataclass(frozen=True)
class ClickTargets:
    """What a click on a mark does: it marks the events whose ids are sent, or else narrows the map to a box."""

    ids: list[list[str]]  # of each mark; empty where they are not sent
    boxes: list[list[float] | None]  # of each mark: west, south, east, north

    def take(self, chosen: np.ndarray) -> "ClickTargets":
        """Return those of some marks, given by index, in this order."""
        return ClickTargets([self.ids[n] for n in chosen.tolist()], [self.boxes[n] for n in chosen.tolist()])


@dataclass(frozen=True, eq=False)
class MarkStyles:
    """How each mark is drawn, and what is said of it."""

    fill: np.ndarray  # (n,) colours
    outline: np.ndarray  # (n,) colours
    hovers: list[str]

    def take(self, chosen: np.ndarray) -> "MarkStyles":
        """Return those of some marks, given by index, in this order."""
        return MarkStyles(self.fill[chosen], self.outline[chosen], [self.hovers[n] for n in chosen.tolist()])


def mark_traces(marks: Marks, styles: MarkStyles, targets: ClickTargets) -> list[dict[str, Any]]:
    """Return a trace of the marks that narrow the map, "Sums", and one of those that hold ids, "Places"."""
    holds_ids = np.array([bool(ids) for ids in targets.ids], dtype=bool)
    traces = []
    for name, chosen, meta in (
        ("Sums", np.flatnonzero(~holds_ids), {"meta": {"narrows": "box"}}),
        ("Places", np.flatnonzero(holds_ids), {}),
    ):
        if not len(chosen):
            continue
        marker = {
            "size": marks.size[chosen].tolist(),
            "symbol": marks.symbol[chosen].tolist(),
            "color": styles.fill[chosen].tolist(),
            "line": {"width": marks.edge_width[chosen].tolist(), "color": styles.outline[chosen].tolist()},
        }
        trace = _points_trace(name, marks, chosen, marker)
        trace |= {
            "customdata": [targets.ids[n] or targets.boxes[n] for n in chosen.tolist()],
            "hovertext": [styles.hovers[n] for n in chosen.tolist()],
            "hoverinfo": "text",
        }
        traces.append(trace | meta)
    return traces


def inner_disc_traces(marks: Marks, within: InnerDiscs, ids: list[list[str]]) -> list[dict[str, Any]]:
    """Return a trace of the discs within marks, if there are any, with the ids of the marks' events."""
    if not len(within.mark):
        return []
    is_dimmed = marks.is_dimmed[within.mark]
    marker = {
        "size": within.size.tolist(),
        "color": pale_where(is_dimmed, within.colour).tolist(),
        "line": {"width": np.where(is_dimmed, DIMMED_WIDTH, 0).tolist(), "color": within.colour.tolist()},
    }
    return [_points_trace("Shares", marks, within.mark, marker) | _owners(within.mark, ids)]


def ring_traces(marks: Marks, around: Rings, ids: list[list[str]]) -> list[dict[str, Any]]:
    """Return a trace of the rings of a kind, if there are any, with the ids of the marks' events."""
    if not len(around.mark):
        return []
    colours = around.colour.tolist()
    marker = {
        "symbol": around.kind.symbol,
        "size": around.size.tolist(),
        "color": colours,
        "line": {"width": around.width.tolist(), "color": colours},
    }
    return [_points_trace(around.kind.name, marks, around.mark, marker) | _owners(around.mark, ids)]


def _owners(mark: np.ndarray, ids: list[list[str]]) -> dict[str, Any]:
    """Return the events on which the opacity of what is drawn at marks depends, if their ids are sent."""
    return {"customdata": [ids[n] or None for n in mark.tolist()]}


def _points_trace(name: str, marks: Marks, chosen: np.ndarray, marker: dict[str, Any]) -> dict[str, Any]:
    lon, lat = marks.sites.points[chosen].round(_DIGITS).T
    return {
        "type": "scattergeo",
        "mode": "markers",
        "name": name,
        "lon": lon.tolist(),
        "lat": lat.tolist(),
        "marker": marker | {"opacity": 1},  # plotly draws marks of several sizes at 0.7
        "hoverinfo": "skip",
        "showlegend": False,
    }


@dataclass(frozen=True, eq=False)
class RouteStyles:
    """How each route is drawn, and whose it is."""

    category: np.ndarray  # (n,) the only category of those who took it, or -1
    width: np.ndarray  # (n,) px
    ids: list[list[str]]  # of each route; empty where they are not sent
    is_in_country: np.ndarray  # (n, 2) whether its start, and its end, is somewhere in a country


def route_traces(paths: np.ndarray, styles: RouteStyles, categories: Sequence[Category]) -> list[dict[str, Any]]:
    """Return a trace for all parts of routes that look alike; `paths` has the shape (n routes, n points, 2).

    A route is dashed near an end that is somewhere in a country.
    """
    alike: dict[tuple[int, float, bool], list[tuple[int, np.ndarray]]] = defaultdict(list)
    for n, (category, width) in enumerate(zip(styles.category.tolist(), styles.width.tolist(), strict=True)):
        for is_dashed, part in _parts_of(paths[n, ::_SENT_EVERY], *styles.is_in_country[n].tolist()):
            alike[category, width, is_dashed].append((n, part))
    return [_route_trace(alike[key], key, styles, categories) for key in sorted(alike)]


def _parts_of(path: np.ndarray, starts_in_country: bool, ends_in_country: bool) -> Iterator[tuple[bool, np.ndarray]]:
    """Yield the parts of a path, and whether each is dashed."""
    steps = len(path) - 1
    near = max(1, round(steps * DASHED_SHARE))
    first, last = near if starts_in_country else 0, steps - near if ends_in_country else steps
    if starts_in_country:
        yield True, path[: first + 1]
    yield False, path[first : last + 1]
    if ends_in_country:
        yield True, path[last:]


def _route_trace(
    parts: list[tuple[int, np.ndarray]],
    look: tuple[int, float, bool],
    styles: RouteStyles,
    categories: Sequence[Category],
) -> dict[str, Any]:
    category, width, is_dashed = look
    only = None if category < 0 else categories[category]
    line = {"color": only.colour if only else SEVERAL, "width": width}
    return {
        "type": "scattergeo",
        "mode": "lines",
        "name": escaped(only.name) if only else MIXED,
        "lon": _with_gaps([part[:, 0] for _, part in parts]),
        "lat": _with_gaps([part[:, 1] for _, part in parts]),
        "line": line | ({"dash": COUNTRY_DASH} if is_dashed else {}),
        "meta": {"lines": [styles.ids[n] or None for n, _ in parts]},
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _with_gaps(lines: Sequence[np.ndarray]) -> list[float | None]:
    """Return the values of several lines, with a gap after each."""
    return [value for line in lines for value in (*line.tolist(), None)]
