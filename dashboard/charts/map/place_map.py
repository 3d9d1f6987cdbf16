"""Draw places one by one, where there is room for each, with the ids and names of all their events."""

import numpy as np

from dashboard.charts.map.clusters import singletons
from dashboard.charts.map.counts import PlaceCounts
from dashboard.charts.map.event_texts import nested_texts
from dashboard.charts.map.hovers import event_hovers
from dashboard.charts.map.label_placement import Priority
from dashboard.charts.map.label_texts import place_label_variants, status_words, with_short_name
from dashboard.charts.map.labels import LabelCandidate
from dashboard.charts.map.legend import Symbols, legend_entries
from dashboard.charts.map.marks import Marks, dimmed, fills, is_marked, outlines, sizes
from dashboard.charts.map.plan import MapContent, MapPlan
from dashboard.charts.map.rings import RingKind, even_rings, kinds_by_reason, make_rings, radii
from dashboard.charts.map.routes import Routes, great_circles, routes_between, split_by_category
from dashboard.charts.map.sites import Members, Sites, by_mark, find_members, shared_sites
from dashboard.charts.map.style import (
    CONTEXT,
    DESTINATION,
    DIMMED_ROUTE_WIDTH,
    POST,
    widths_by_number,
)
from dashboard.charts.map.totals import Totals, total_events
from dashboard.charts.map.traces import ClickTargets, MarkStyles, RouteStyles, mark_traces, ring_traces, route_traces
from dashboard.charts.view import ChartView

_FEW = 12  # posts and destinations, all of which have a label that finds room


def plan_places(view: ChartView, counts: PlaceCounts) -> MapPlan:
    """Plan a map of few places. It is the same in every viewport, for all of it is sent."""
    marks, members = place_marks(view, counts)
    kinds = kinds_by_reason(np.flatnonzero(marks.totals.by_reason.any(axis=0)))
    role = marks.totals.role
    is_mixed = (marks.totals.by_category > 0).sum(axis=1) > 1
    symbols = Symbols(
        has_several=bool((is_mixed & (role == POST)).any()),
        several_places=None,
        rings=kinds,
        has_destinations=bool((role == DESTINATION).any()),
        has_context=bool((role == CONTEXT).any()),
        has_countries=bool(marks.sites.is_country.any()),
    )
    content = _content(view, marks, members, kinds)
    return MapPlan(legend_entries(view, symbols), "", lambda viewport: content, is_same_everywhere=True)


def place_marks(view: ChartView, counts: PlaceCounts) -> tuple[Marks, Members]:
    """Return a mark for each place, and the events of each; those that matter most come last, to be drawn on top.

    Posts matter more than destinations, these more than context; of these, places of more events. The area of a mark
    shows all events of its place.
    """
    sites = shared_sites(view.dataset.index.places, singletons(counts.sort_weight))
    members, summed, event_counts = _totals(view, sites)
    order = np.lexsort((-event_counts, summed.role))[::-1]
    sites = sites.take(order)
    members, summed, event_counts = _totals(view, sites)
    return Marks(sites, summed, sizes(event_counts, summed.role), dimmed(view, members, len(sites))), members


def _totals(view: ChartView, sites: Sites) -> tuple[Members, Totals, np.ndarray]:
    members = find_members(view, sites)
    return members, total_events(view, members, len(sites)), np.bincount(members.distinct[:, 0], minlength=len(sites))


def _content(view: ChartView, marks: Marks, members: Members, kinds: list[RingKind]) -> MapContent:
    colours = np.array([category.colour for category in view.categories])
    positions = by_mark(np.concatenate(members.by_role), len(marks))
    ids = nested_texts(view, "id", [list(dict.fromkeys(some)) for some in positions])
    around = [make_rings(marks, kind, even_rings, colours) for kind in kinds]
    routes = split_by_category(routes_between(view, marks.sites), view.category_index)
    points = marks.sites.points
    paths = great_circles(points[routes.start], points[routes.end])
    traces = route_traces(paths, _route_styles(view, marks, routes), view.categories)
    styles = MarkStyles(
        fills(marks, colours, has_inner_discs=False),
        outlines(marks, colours, has_inner_discs=False),
        event_hovers(view, marks.sites, members),
    )
    traces += mark_traces(marks, styles, ClickTargets(ids, [None] * len(marks)))
    for ring in around:
        traces += ring_traces(marks, ring, ids)
    labels = _label_candidates(view, marks, members, radii(marks, around), ids)
    return MapContent(traces, labels, list(paths))


def _label_candidates(
    view: ChartView, marks: Marks, members: Members, radius: np.ndarray, ids: list[list[str]]
) -> list[LabelCandidate]:
    """Return all marks, posts first, then destinations; of few, all that are not context have a priority."""
    variants = place_label_variants(
        marks, nested_texts(view, "label", by_mark(members.departed, len(marks))), status_words(view, marks)
    )
    of_defections = np.flatnonzero(marks.totals.role != CONTEXT)
    priorities = dict.fromkeys(of_defections.tolist() if len(of_defections) <= _FEW else [], Priority.HIGH)
    priorities |= dict.fromkeys(marks.largest(np.ones(len(marks), dtype=bool)), Priority.MUST)
    return [
        LabelCandidate(
            (lon, lat),
            float(radius[n]),
            with_short_name(variants[n], marks, n, view.width) if n in priorities else variants[n],
            bool(marks.is_dimmed[n]),
            ids[n],
            priorities.get(n, Priority.NONE),
        )
        for n, (lon, lat) in reversed(list(enumerate(marks.sites.points.tolist())))
    ]


def _route_styles(view: ChartView, marks: Marks, routes: Routes) -> RouteStyles:
    category = routes.by_category(view.category_index, len(view.categories)).argmax(axis=1)
    width = widths_by_number(routes.event_counts)
    width = np.where(routes.are_dimmed(is_marked(view)), DIMMED_ROUTE_WIDTH, width)
    ids = nested_texts(view, "id", routes.positions)
    return RouteStyles(category, width, ids, routes.are_in_country(marks.sites))
