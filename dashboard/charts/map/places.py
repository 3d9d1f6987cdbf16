"""Draw places one by one, with their arcs and whereabouts not known: where a map has room for each of them."""

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from dashboard.charts.map.markers import SAID, SEVERAL, SIZES, SYMBOLS, Drawn, Mark, lines_trace
from dashboard.charts.map.projection import Window, great_circle
from dashboard.charts.rich_text import bold, escaped, muted
from dashboard.charts.text_metrics import hover_lines, truncated
from dashboard.charts.theme import INK, MUTED, OTHER, PAPER, WHEREABOUTS_SYMBOLS
from dashboard.charts.view import ChartView, plain_rows
from dashboard.dataset.vocabulary import WHEREABOUTS_LABELS

_HOVER_ROWS = 8
_LETTERS = 700  # of a name; labels of more are wider than any map


class Singly:
    """A view of few events: one marker a place, with the ids of its events."""

    longest_note = ""

    def __init__(self, view: ChartView) -> None:
        self._view = view
        self._places = _places(view)
        self._arcs = _arcs(view)

    @cached_property
    def points(self) -> tuple[np.ndarray, np.ndarray]:
        """All points that the map has to show, arcs included, as longitudes and latitudes."""
        points = [(p.longitude, p.latitude) for p in self._places] + [at for arc in self._arcs for at in arc.points]
        lon, lat = np.array(points).reshape(-1, 2).T
        return lon, lat

    def legend(self) -> list[tuple[str, dict[str, Any]]]:
        """Return the entries of the legend with their marks: what colours mean, then what symbols mean."""
        return _legend(self._view, self._places)

    def drawn(self, window: Window) -> Drawn:
        """Return what is drawn, whatever the window: few enough to be sent whole."""
        del window
        return Drawn(
            [
                *_arc_traces(self._arcs),
                _place_trace(self._places[::-1]),  # what matters most on top
                *_whereabouts_traces(self._places),
            ],
            [Mark(p.longitude, p.latitude, p.radius, _offers(p), p.dimmed, p.ids) for p in self._places],
            [np.array(arc.points) for arc in self._arcs],
        )


@dataclass
class _Place:
    """What one marker shows: the events that a place holds, by role."""

    key: str
    name: str
    precision: str | None
    longitude: float
    latitude: float
    events: dict[str, list[Any]] = field(default_factory=lambda: defaultdict(list))
    dimmed: bool = False

    @cached_property
    def role(self) -> str:
        """The strongest of the roles that the place has."""
        return next(role for role in SYMBOLS if role in self.events)

    @property
    def ids(self) -> list[str]:
        return list(dict.fromkeys(e.id for events in self.events.values() for e in events))

    @property
    def several(self) -> bool:
        return self.role == "post" and len({e.category_index for e in self.events["post"]}) > 1

    @property
    def colour(self) -> str:
        if self.role == "context":
            return MUTED
        return INK if self.role == "destination" or self.several else str(self.events["post"][0].colour)

    @property
    def size(self) -> float:
        """Diameter in pixels: the area of a marker grows with the number of events."""
        one, largest = SIZES[self.role]
        return min(largest, one * math.sqrt(len(self.ids)))

    @property
    def opacity(self) -> float:
        return 0.25 if self.dimmed else 1.0

    @property
    def missing(self) -> dict[str, list[Any]]:
        """The events posted here whose destination is not known, by the reason why."""
        found: dict[str, list[Any]] = {}
        for event in self.events.get("post", ()):
            if event.destination_status in WHEREABOUTS_SYMBOLS:
                found.setdefault(event.destination_status, []).append(event)
        return found

    @property
    def radius(self) -> float:
        """Radius in pixels of all that is drawn here."""
        return (self.size + (10 if self.missing else 0)) / 2


def _located(view: ChartView) -> list[tuple[Any, Any]]:
    """Return pairs of a location that has coordinates and its event."""
    columns = ("id", "label", "category", "colour", "category_index", "destination_status")
    events = {event.index: event for event in plain_rows(view.events, *columns)}
    for event in events.values():
        event.label = truncated(event.label, _LETTERS)
    return [(at, events[at.event]) for at in plain_rows(view.selection.locations) if at.latitude is not None]


def _places(view: ChartView) -> list[_Place]:
    """Return the places of a view; those that matter most first."""
    places: dict[str, _Place] = {}
    for at, event in _located(view):
        if at.place not in places:
            name = truncated(at.name, _LETTERS)
            places[at.place] = _Place(at.place, name, at.precision, at.longitude, at.latitude)
        place = places[at.place]
        place.events[at.role].append(event)
    for place in places.values():
        place.dimmed = view.is_dimmed(place.ids)
    order = list(SYMBOLS)
    return sorted(places.values(), key=lambda place: (order.index(place.role), -len(place.ids)))


@dataclass(frozen=True)
class _Arc:
    """A great circle from a post to a destination, shared by the events of one colour."""

    colour: str
    category: str
    dimmed: bool
    ids: Sequence[str]
    points: Sequence[tuple[float, float]]  # longitude and latitude, degrees


def _arcs(view: ChartView) -> list[_Arc]:
    ends: dict[int, dict[str, Any]] = defaultdict(dict)
    for at, event in _located(view):
        ends[event.index][at.role] = (at.longitude, at.latitude), event
    pairs: dict[tuple[Any, ...], list[str]] = defaultdict(list)
    for roles in ends.values():
        if {"post", "destination"} <= roles.keys():
            (start, event), (end, _) = roles["post"], roles["destination"]
            pairs[start, end, event.colour, event.category, view.is_dimmed([event.id])].append(event.id)
    return [_Arc(colour, category, dimmed, ids, great_circle(start, end))
            for (start, end, colour, category, dimmed), ids in pairs.items()]  # fmt: skip


def _arc_traces(arcs: list[_Arc]) -> list[dict[str, Any]]:
    alike: dict[tuple[str, str, bool], list[_Arc]] = defaultdict(list)
    for arc in arcs:
        alike[arc.colour, arc.category, arc.dimmed].append(arc)
    return [
        lines_trace(
            # The browser draws great circles between points.
            [np.array([*arc.points[:-1:5], arc.points[-1]]) for arc in group],
            name=escaped(category),
            line={"color": colour, "width": 1.8 + min(2.4, 0.4 * (max(len(arc.ids) for arc in group) - 1))},
            meta={"lines": [arc.ids for arc in group]},  # a point has no event of its own, a line has
            opacity=0.18 if dimmed else 0.85,
        )
        for (colour, category, dimmed), group in alike.items()
    ]


def _whereabouts_traces(places: list[_Place]) -> list[dict[str, Any]]:
    """Return, for each reason why a destination is not known, a ring of its own shape around the posts."""
    traces = []
    for status, symbol in WHEREABOUTS_SYMBOLS.items():
        here = [(place, place.missing[status]) for place in places if status in place.missing]
        if not here:
            continue
        colours = [events[0].colour if len({e.category_index for e in events}) == 1 else INK for _, events in here]
        traces.append(
            {
                "type": "scattergeo",
                "mode": "markers",
                "name": WHEREABOUTS_LABELS[status],
                "lon": [place.longitude for place, _ in here],
                "lat": [place.latitude for place, _ in here],
                "customdata": [[e.id for e in events] for _, events in here],
                "marker": {
                    "symbol": symbol,
                    "size": [place.size + 9 for place, _ in here],
                    "color": colours,
                    "line": {"width": 2, "color": colours},
                    "opacity": [place.opacity for place, _ in here],
                },
                "hoverinfo": "skip",
                "showlegend": False,
            }
        )
    return traces


def _place_trace(places: list[_Place]) -> dict[str, Any]:
    return {
        "type": "scattergeo",
        "mode": "markers",
        "name": "Places",
        "lon": [p.longitude for p in places],
        "lat": [p.latitude for p in places],
        "customdata": [p.ids for p in places],
        # What a script needs that draws a part of the events.
        "meta": {
            "roles": [{role: [e.id for e in p.events[role]] for role in SYMBOLS if role in p.events} for p in places],
            "looks": {role: (symbol, *SIZES[role]) for role, symbol in SYMBOLS.items()},
        },
        "hovertext": [_hover(p) for p in places],
        "hoverinfo": "text",
        "marker": {
            "size": [p.size for p in places],
            "symbol": [SYMBOLS[p.role] for p in places],
            "color": [PAPER if p.role == "context" else p.colour for p in places],
            "line": {"width": 1.5, "color": [MUTED if p.role == "context" else PAPER for p in places]},
            "opacity": [p.opacity for p in places],
        },
        "showlegend": False,
    }


def _hover(place: _Place) -> str:
    exact = f" ({place.precision})" if place.precision not in (None, "exact") else ""
    lines = [*(bold(line) for line in hover_lines(place.name, 2))]
    lines[-1] += muted(exact)
    for role, said in SAID.items():
        events = place.events.get(role, [])
        lines += [muted(f"{len(events):,} {said}")] if events else []
        for event in events[:_HOVER_ROWS]:
            missing = WHEREABOUTS_LABELS.get(event.destination_status or "") if role == "post" else None
            lines += [escaped(line) for line in hover_lines(event.label, 2)]
            lines[-1] += muted(f" · {missing.lower()}") if missing else ""
        if len(events) > _HOVER_ROWS:
            lines.append(muted(f"and {len(events) - _HOVER_ROWS:,} more"))
    return "<br>".join(lines)


def _offers(place: _Place) -> list[list[tuple[str, str]]]:
    """Return the labels of a place, from the fullest to its name alone."""
    lines = _label_lines(place)
    return [lines[:n] for n in range(len(lines), 0, -1)]


def _label_lines(place: _Place) -> list[tuple[str, str]]:
    """Return the lines of a place's label, each as plain text and as markup."""
    if place.role == "context":
        return [(place.name, f'<span style="font-size:12px">{muted(place.name)}</span>')]
    lines = [(place.name, bold(place.name))]
    if place.role == "post":
        events = place.events["post"]
        who = str(events[0].label) if len(events) == 1 else f"{len(events):,} defections"
        lines.append((who, escaped(who)))
        if len(events) == 1:
            lines += [(said, muted(said)) for s in place.missing for said in [WHEREABOUTS_LABELS[s].lower()]]
    return lines


def _legend(view: ChartView, places: list[_Place]) -> list[tuple[str, dict[str, Any]]]:
    """Return the entries of the legend with their marks: what colours mean, then what symbols mean."""
    events = plain_rows(view.events, "type", "category_index", "category", "colour")
    shown = sorted({(e.category_index, e.category, e.colour) for e in events if e.type == "defection"})
    entries = [(category, {"symbol": "circle", "color": colour, "size": 11}) for _, category, colour in shown]
    if any(place.several for place in places):
        entries.append((SEVERAL, {"symbol": "circle", "color": INK, "size": 11}))
    statuses = {status for place in places for status in place.missing}
    for status, symbol in WHEREABOUTS_SYMBOLS.items():
        if status in statuses:
            ring = {"symbol": symbol, "color": OTHER, "size": 13, "line": {"width": 2, "color": OTHER}}
            entries.append((WHEREABOUTS_LABELS[status], ring))
    if any(place.role == "destination" for place in places):
        entries.append(("Destination", {"symbol": "diamond", "color": INK, "size": 11}))
    if any(place.role == "context" for place in places):
        square = {"symbol": "square", "color": PAPER, "size": 9, "line": {"width": 1.5, "color": MUTED}}
        entries.append(("Context", square))
    return entries
