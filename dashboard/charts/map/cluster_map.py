"""Draw the map as clusters of places, so that its size stays limited however many events there are.

Areas stand for numbers: of the events that left (a disc), arrived (a diamond) or, where none left, are context (a
square). Discs within a disc show further categories, a ring around it shows those without a known destination.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np

from dashboard.charts.map.cluster_marks import ClusterPair, cluster_pair, coarsen_to_limit, mark_clusters
from dashboard.charts.map.clusters import Grid, grid_at
from dashboard.charts.map.counts import PlaceCounts
from dashboard.charts.map.event_texts import (
    ID_ROOM,
    LABEL_ROOM,
    MAX_IDS,
    MAX_LABELS,
    have_room_for_ids,
    names_without_point,
    nested_texts,
    nested_titles,
    texts_within,
)
from dashboard.charts.map.hovers import HoverNames, cluster_hovers
from dashboard.charts.map.label_placement import Priority
from dashboard.charts.map.label_texts import cluster_label_variants, status_words, with_number
from dashboard.charts.map.labels import LabelCandidate
from dashboard.charts.map.legend import Symbols, legend_entries
from dashboard.charts.map.marks import MAX_CATEGORIES, Marks, fills, inner_discs, is_marked, outlines
from dashboard.charts.map.note import NoteFacts, RouteCounts, note_text
from dashboard.charts.map.plan import MapContent, MapPlan
from dashboard.charts.map.projection import Viewport
from dashboard.charts.map.rings import RingKind, make_rings, merged_ring_kinds, radii, rings_by_area
from dashboard.charts.map.routes import Routes, by_frequency, great_circles, routes_between
from dashboard.charts.map.sites import Members, by_mark
from dashboard.charts.map.style import (
    CONTEXT,
    DESTINATION,
    DIMMED_ROUTE_WIDTH,
    MANY_ROUTES_SHARES,
    POST,
    widths_by_share,
)
from dashboard.charts.map.traces import (
    ClickTargets,
    MarkStyles,
    RouteStyles,
    inner_disc_traces,
    mark_traces,
    ring_traces,
    route_traces,
)
from dashboard.charts.view import ChartView

_MAX_ROUTES = 80
_MAX_PATHS_WITHOUT_LABELS = 40  # more paths are so thin that labels may cover them
_MAX_LABELS = 40  # are tried
_NAMED_PLACES = 4  # of a mark, in its hover
_NAMED_PLACES_OF_MANY, _MANY_MARKS = 2, 150  # the same where there are more marks than this


def plan_clusters(view: ChartView, counts: PlaceCounts, fitted: Viewport, is_crowded: bool, is_static: bool) -> MapPlan:
    """Plan a map of clusters; where places do not crowd, these hold only places at the same point.

    Legend and longest note are the same in every viewport. `fitted` is about the one that fits all there is to show.
    """
    places = view.dataset.index.places

    @cache
    def pair_at(grid: Grid | None) -> ClusterPair:
        return cluster_pair(places, counts, grid)

    def grid_of(viewport: Viewport) -> Grid | None:
        return grid_at(viewport.scale, viewport.canvas.extent.longitude) if is_crowded else None

    @cache
    def marks_of(pair: ClusterPair) -> tuple[Marks, Members]:
        return mark_clusters(view, pair)

    def content(viewport: Viewport) -> MapContent:
        pair = coarsen_to_limit(pair_at, grid_of(viewport), viewport)
        return cluster_content(view, ClusteredEvents(pair, *marks_of(pair)), viewport, is_static)

    marks, _ = marks_of(pair_at(grid_of(fitted)))
    max_categories = int((marks.totals.by_category[marks.totals.role == POST] > 0).sum(axis=1).max(initial=0))
    symbols = Symbols(
        has_several=max_categories > MAX_CATEGORIES,
        several_places=(POST if counts.departed.any() else CONTEXT) if is_crowded else None,
        rings=_ring_kinds(marks),
        has_destinations=bool(counts.arrived.any()),
        has_context=bool(counts.context.any()),
        has_countries=bool(places.is_country[counts.places].any()),
    )
    not_drawn = max(0, int((counts.routes > 0).sum()) - _MAX_ROUTES)
    facts = NoteFacts(
        has_clusters=is_crowded,
        max_departed=int(counts.departed.sum()),
        max_arrived=int(counts.arrived.sum()),
        has_inner_discs=max_categories > 1,
        routes=RouteCounts(_MAX_ROUTES, not_drawn, are_near=not is_static),
    )
    return MapPlan(legend_entries(view, symbols), note_text(facts, view.width, is_static), content)


def _ring_kinds(marks: Marks) -> list[RingKind]:
    return merged_ring_kinds(np.flatnonzero(marks.totals.by_reason.any(axis=0)))


@dataclass(frozen=True, eq=False)
class ClusteredEvents:
    """The clusters of one scale, with their marks and events."""

    pair: ClusterPair
    marks: Marks
    members: Members


def cluster_content(view: ChartView, clustered: ClusteredEvents, viewport: Viewport, is_static: bool) -> MapContent:
    """Return what is drawn in a viewport: marks near it, the routes that matter most, and words on what is left out."""
    every = clustered.marks
    near = clustered.pair.near(viewport)
    near = near[np.argsort(-every.size[near], kind="stable")]  # small marks on top of large ones
    marks, members = every.take(near), clustered.members.take(near, len(every))
    texts = _event_texts(view, marks, members)
    targets = ClickTargets(texts.ids, clustered.pair.boxes_of(near))
    colours = np.array([category.colour for category in view.categories])
    discs = inner_discs(marks, colours)
    rings = [make_rings(marks, kind, rings_by_area, colours) for kind in _ring_kinds(every)]
    names = HoverNames(
        [it.name for it in view.categories],
        _named_places(clustered.pair, near),
        names_without_point(view, marks.sites),
        texts.labelled,
    )
    routes, route_counts = _drawn_routes(view, every, near)
    paths = great_circles(every.sites.points[routes.start], every.sites.points[routes.end])
    traces = route_traces(paths, _route_styles(view, every, routes), view.categories)
    styles = MarkStyles(
        fills(marks, colours, has_inner_discs=True),
        outlines(marks, colours, has_inner_discs=True),
        cluster_hovers(marks, names),
    )
    is_over = marks.overlap_larger(viewport)
    for layer in (np.flatnonzero(~is_over), np.flatnonzero(is_over)):
        traces += mark_traces(marks.take(layer), styles.take(layer), targets.take(layer))
        traces += inner_disc_traces(marks, discs.within(layer), texts.ids)
        traces += [trace for ring in rings for trace in ring_traces(marks, ring.around(layer), texts.ids)]
    facts = _note_facts(marks, len(discs.mark) > 0, route_counts)
    return MapContent(
        traces,
        _label_candidates(view, marks, texts, radii(marks, rings), viewport),
        list(paths),
        may_labels_cover_paths=len(paths) > _MAX_PATHS_WITHOUT_LABELS,
        note=note_text(facts, view.width, is_static),
    )


def _note_facts(marks: Marks, has_inner_discs: bool, routes: RouteCounts) -> NoteFacts:
    max_departed, max_arrived = (
        int(marks.totals.count[marks.totals.role == role].max(initial=0)) for role in (POST, DESTINATION)
    )
    return NoteFacts(bool((marks.sites.place_count > 1).any()), max_departed, max_arrived, has_inner_discs, routes)


@dataclass(frozen=True)
class EventTexts:
    """Per mark: its event ids if they are few, its event labels and titles if they are very few."""

    ids: list[list[str]]
    labels: list[list[str]]
    titles: list[list[str | None]]  # as many as labels

    @property
    def labelled(self) -> list[list[tuple[str, str | None]]]:
        """The labels with their titles."""
        return [list(zip(*of, strict=True)) for of in zip(self.labels, self.titles, strict=True)]


def _event_texts(view: ChartView, marks: Marks, members: Members) -> EventTexts:
    is_few = have_room_for_ids(marks.totals.counts_by_role.sum(axis=1))
    held = np.concatenate(members.by_role)
    positions = by_mark(held[is_few[held[:, 0]]], len(marks))
    ids = texts_within(nested_texts(view, "id", positions), MAX_IDS, ID_ROOM)
    very_few = [some if len(some) <= MAX_LABELS else [] for some in positions]
    labels = texts_within(nested_texts(view, "label", very_few), MAX_LABELS, LABEL_ROOM)
    labelled = [some if found else [] for some, found in zip(very_few, labels, strict=True)]
    return EventTexts(ids, labels, nested_titles(view, labelled))


def _named_places(pair: ClusterPair, near: np.ndarray) -> list[list[tuple[str, int]]]:
    """Return the largest places of each mark that stands for several."""
    limit = _NAMED_PLACES if len(near) <= _MANY_MARKS else _NAMED_PLACES_OF_MANY
    return [pair.largest_places(n, limit) if pair.sites.place_count[n] > 1 else [] for n in near.tolist()]


def _drawn_routes(view: ChartView, marks: Marks, near: np.ndarray) -> tuple[Routes, RouteCounts]:
    """Return the most frequent routes that touch a nearby mark, or of all routes if none does."""
    every = routes_between(view, marks.sites)
    is_near = np.zeros(len(marks), dtype=bool)
    is_near[near] = True
    candidates = by_frequency(every, is_near)
    drawn = candidates[:_MAX_ROUTES]
    are_near = len(candidates) < len(every)
    return every.take(drawn), RouteCounts(_MAX_ROUTES, len(candidates) - len(drawn), are_near)


def _route_styles(view: ChartView, marks: Marks, routes: Routes) -> RouteStyles:
    by_category = routes.by_category(view.category_index, len(view.categories))
    category = np.where((by_category > 0).sum(axis=1) == 1, by_category.argmax(axis=1), -1)
    share = next(share for limit, share in MANY_ROUTES_SHARES if len(routes) <= limit)
    width = (share * widths_by_share(routes.event_counts)).round(2)
    width = np.where(routes.are_dimmed(is_marked(view)), np.minimum(width, DIMMED_ROUTE_WIDTH), width)
    few = [some if len(some) <= MAX_IDS else [] for some in routes.positions]
    ids = texts_within(nested_texts(view, "id", few), MAX_IDS, ID_ROOM // 2)
    return RouteStyles(category, width, ids, routes.are_in_country(marks.sites))


def _label_candidates(
    view: ChartView, marks: Marks, texts: EventTexts, radius: np.ndarray, viewport: Viewport
) -> list[LabelCandidate]:
    """Return all marks, the largest disc and the largest diamond first, then by number of events.

    Only the first `_MAX_LABELS` of those in view may have labels. The largest disc and diamond have one wherever the
    map has room.
    """
    width, (lon, lat) = viewport.canvas.width, marks.sites.points.T
    is_seen = viewport.is_whole | viewport.holds(lon, lat)
    largest = marks.largest(is_seen)
    order = np.lexsort((-marks.totals.count, ~np.isin(np.arange(len(marks)), largest)))
    tried = set(order[is_seen[order]][:_MAX_LABELS].tolist())
    variants = cluster_label_variants(marks, texts.labels, status_words(view, marks))
    return [
        LabelCandidate(
            (float(lon[n]), float(lat[n])),
            float(radius[n]),
            (with_number(variants[n], marks, n, width) if n in largest else variants[n]) if n in tried else [],
            bool(marks.is_dimmed[n]),
            texts.ids[n] or None,
            Priority.MUST if n in largest else Priority.NONE,
            has_spare=n in largest,
        )
        for n in order.tolist()
    ]
