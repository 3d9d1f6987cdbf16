"""Which events each mark holds, and their totals by role, category and reason."""

from collections import Counter

import numpy as np
import pytest

from dashboard.charts.map.clusters import group, singletons
from dashboard.charts.map.counts import count_numbers, counts_by_place
from dashboard.charts.map.sites import Members, Sites, by_mark, find_members, separate_sites, shared_sites
from dashboard.charts.map.style import CONTEXT, DESTINATION, POST, REASONS
from dashboard.charts.map.totals import Totals, reason_codes, total_events
from dashboard.charts.view import ChartView, chart_view
from dashboard.dataset import Dataset
from dashboard.selection import ViewOptions
from tests.builders import selection
from tests.charts.map.events import context, defection, file_of, located, many_events

EVENTS = (
    defection("a", "london", "seoul", rank="a"),
    defection("b", "london", "returned", rank="b"),
    context("c", "seoul", "moscow"),
    defection("d", "seoul", "london", rank="a"),
    defection("nowhere", None, "border"),
)
"""Positions 0 to 4; Ambassadors are of category 0, Secretaries of category 1."""


def view_of(dataset: Dataset, query: str = "", by: str = "rank") -> ChartView:
    return chart_view(selection(dataset, query), ViewOptions(by), 1000)


def one_each(view: ChartView) -> Sites:
    return shared_sites(view.dataset.index.places, singletons(counts_by_place(view).sort_weight))


def test_events_are_counted_by_place_and_route() -> None:
    view = view_of(file_of(*EVENTS))
    places, counts = view.dataset.index.places, counts_by_place(view)
    departed, arrived, about = (dict(zip(places.names, it.tolist(), strict=True)) for it in
                            (counts.departed, counts.arrived, counts.context))  # fmt: skip
    assert departed == {"London": 2, "Seoul": 1, "Moscow": 0}
    assert arrived == {"London": 1, "Seoul": 1, "Moscow": 0}
    assert about == {"London": 0, "Seoul": 1, "Moscow": 1}
    assert counts.routes.tolist() == [1, 1]


def test_events_that_filters_drop_are_not_counted() -> None:
    counts = counts_by_place(view_of(file_of(*EVENTS), "rank=b&context=0"))
    assert (counts.departed.sum(), counts.arrived.sum(), counts.context.sum(), len(counts.places)) == (1, 0, 0, 1)


def test_nothing_is_counted_for_no_place() -> None:
    assert count_numbers(np.array([2, -1, 0, 2, -1]), 4).tolist() == [1, 0, 2, 0]


def test_places_stand_before_others_by_those_who_left_and_then_by_context() -> None:
    counts = counts_by_place(view_of(file_of(*EVENTS, context("e", "moscow"), context("f", "moscow"))))
    # London 2 left; Seoul 1 left, 1 context; Moscow 3 context.
    assert counts.origin_sort_weight.tolist() == [2 * 5, 1 * 5 + 1, 3]


def test_a_mark_that_stands_for_a_place_holds_its_events_in_every_role() -> None:
    view = view_of(file_of(*EVENTS))
    sites = one_each(view)
    members = find_members(view, sites)
    names = [view.dataset.index.places.names[n] for n in sites.place]
    held = [dict(zip(names, by_mark(pairs, 3), strict=True)) for pairs in members.by_role]
    assert held == [
        {"London": [0, 1], "Seoul": [3], "Moscow": []},
        {"London": [3], "Seoul": [0], "Moscow": []},
        {"London": [], "Seoul": [2], "Moscow": [2]},
    ]
    assert np.bincount(members.distinct[:, 0]).tolist() == [3, 3, 1]


def test_clusters_of_origins_and_of_destinations_hold_events_by_themselves() -> None:
    view = view_of(file_of(*EVENTS))
    places, counts = view.dataset.index.places, counts_by_place(view)
    together = np.zeros(3, dtype=int)
    sites = separate_sites(places, group(together, counts.origin_sort_weight), group(together, counts.arrived))
    assert sites.place_count.tolist() == [3, 2]
    members = find_members(view, sites)
    assert [by_mark(pairs, 2) for pairs in members.by_role] == [[[0, 1, 3], []], [[], [0, 3]], [[2], []]]


def test_members_of_some_marks_are_renumbered() -> None:
    pairs = np.array([[0, 5], [2, 6], [1, 7], [2, 8]])
    none = np.empty((0, 2), dtype=int)
    taken = Members(pairs, none, pairs).take(np.array([2, 1]), 3)
    assert taken.departed.tolist() == [[0, 6], [1, 7], [0, 8]]
    assert taken.arrived.tolist() == []


def test_sites_that_are_taken_out_keep_their_places() -> None:
    view = view_of(file_of(*EVENTS))
    sites = one_each(view)
    taken = sites.take(np.array([2, 0]))
    assert taken.points.tolist() == sites.points[[2, 0]].tolist()
    assert taken.of_origin.tolist() == [1, -1, 0, -1]


def test_totals_count_by_category_and_by_why_a_destination_is_not_known() -> None:
    view = view_of(file_of(*EVENTS))
    sites = one_each(view)
    found = total_events(view, find_members(view, sites), len(sites))
    assert found.counts_by_role.tolist() == [[2, 1, 0], [1, 1, 1], [0, 0, 1]]
    assert found.role.tolist() == [POST, POST, CONTEXT]
    assert found.count.tolist() == [2, 1, 1]
    assert found.by_category[:, :2].tolist() == [[1, 1], [1, 0], [0, 0]]
    assert found.by_reason.tolist() == [[0, 0, 0, 1], [0] * 4, [0] * 4]
    returned = REASONS.index("returned")
    assert found.without_destination_by_category((returned,))[0].tolist()[:2] == [0, 1]
    assert found.take(np.array([2, 0])).counts_by_role.tolist() == [[0, 0, 1], [2, 1, 0]]


def test_a_mark_where_events_only_arrived_is_a_destination() -> None:
    nobody = np.zeros((1, 2, 1 + len(REASONS)), dtype=int)
    found = Totals(nobody, np.array([[3, 1]]), np.array([2]))
    assert found.role.tolist() == [DESTINATION]
    assert found.count.tolist() == [4]
    assert found.by_category.tolist() == [[3, 1]]


def test_reasons_are_numbered_from_one_and_a_known_destination_has_none() -> None:
    dataset = file_of(
        *(defection(f"e{n}", "london", to) for n, to in enumerate((*REASONS, "seoul"))), context("c", "seoul")
    )
    assert reason_codes(view_of(dataset)).tolist() == [1, 2, 3, 4, 0, 0]


@pytest.mark.parametrize("by", ["status", "rank"])
def test_the_totals_of_each_category_are_those_of_the_events(by: str) -> None:
    dataset = many_events(1000)
    view = view_of(dataset, by=by)
    sites = one_each(view)
    found = total_events(view, find_members(view, sites), len(sites))
    posted = located(dataset, "post")["event"].to_numpy()
    expected = Counter(view.category_index[posted].tolist())
    assert found.departed.sum(axis=(0, 2)).tolist() == [expected[n] for n in range(len(view.categories))]
