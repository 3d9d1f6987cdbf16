"""Sizes, colours and discs of marks, and the rings around them."""

import math

import numpy as np
import pytest

from dashboard.charts.map import style
from dashboard.charts.map.marks import (
    REST,
    Marks,
    fills,
    fitted_size_rules,
    inner_discs,
    outlines,
    ranked_categories,
    sizes,
)
from dashboard.charts.map.rings import even_rings, kinds_by_reason, make_rings, merged_ring_kinds, radii, rings_by_area
from dashboard.charts.map.sites import Sites
from dashboard.charts.map.style import CONTEXT, DESTINATION, POST, REASONS, SizeRule
from dashboard.charts.map.totals import Totals
from dashboard.charts.theme import INK, MUTED, PAPER, SEVERAL

COLOURS = np.array(["red", "green", "blue", "brown", "grey"])


def totals_of(*marks: tuple[str, list[int]]) -> Totals:
    """Return totals of marks, each with a role and how many events of each category have it."""
    departed = np.zeros((len(marks), len(COLOURS), 1 + len(REASONS)), dtype=int)
    arrived, context = np.zeros((len(marks), len(COLOURS)), dtype=int), np.zeros(len(marks), dtype=int)
    for n, (role, numbers) in enumerate(marks):
        if role == "post":
            departed[n, : len(numbers), 0] = numbers
        elif role == "destination":
            arrived[n, : len(numbers)] = numbers
        else:
            context[n] = sum(numbers)
    return Totals(departed, arrived, context)


def marks_of(totals: Totals, size: list[float] | None = None, place_count: list[int] | None = None) -> Marks:
    n = len(totals.context)
    places = np.array(place_count or [1] * n)
    sites = Sites(None, np.arange(n), places, np.arange(n + 1), np.arange(n + 1))  # type: ignore[arg-type]
    return Marks(sites, totals, np.array(size or [20.0] * n), np.zeros(n, dtype=bool))


# Sizes


def test_areas_are_in_proportion_to_numbers_between_the_smallest_and_the_largest() -> None:
    assert SizeRule(11, 5, 36).diameters(np.array([1, 4, 9, 100])).tolist() == [11, 22, 33, 36]
    assert SizeRule(1, 5, 36).diameters(np.array([1, 100])).tolist() == [5, 10]


def test_each_role_has_its_own_size_rule() -> None:
    found = sizes(np.array([4, 4, 4]), np.array([POST, DESTINATION, CONTEXT]))
    assert found.tolist() == [22, 22, 16.5]


def test_the_largest_mark_of_a_role_has_the_largest_size_if_there_are_many_events() -> None:
    disc, diamond, _ = fitted_size_rules(totals_of(("post", [3600]), ("post", [9]), ("destination", [36])))
    assert disc.diameters(np.array([3600, 900])).tolist() == [36, 18]
    assert diamond.of_one == pytest.approx(36 / math.sqrt(3600))


def test_a_diamond_is_never_larger_than_a_disc_of_as_many_events() -> None:
    disc, diamond, square = fitted_size_rules(totals_of(("post", [400]), ("destination", [9]), ("context", [4])))
    for rule in (diamond, square):
        assert (rule.diameters(np.arange(1, 500)) <= disc.diameters(np.arange(1, 500))).all()


def test_few_events_are_as_large_as_where_places_are_drawn_one_by_one() -> None:
    assert fitted_size_rules(totals_of(("post", [9]), ("destination", [4]))) == style.SIZE_RULES


# Colours


def test_categories_are_ranked_and_those_beyond_four_are_one() -> None:
    assert ranked_categories(np.array([2, 0, 5, 2])) == [(2, 5), (0, 2), (3, 2)]
    assert ranked_categories(np.array([1, 2, 3, 4, 5])) == [(4, 5), (3, 4), (2, 3), (REST, 3)]


def test_a_post_has_the_colour_of_its_only_category_or_that_of_several() -> None:
    marks = marks_of(totals_of(("post", [0, 2]), ("post", [1, 2]), ("destination", [1, 2]), ("context", [1])))
    assert fills(marks, COLOURS, has_inner_discs=False).tolist() == ["green", SEVERAL, INK, PAPER]


def test_a_post_with_discs_in_it_has_the_colour_of_its_largest_category() -> None:
    marks = marks_of(totals_of(("post", [1, 2]), ("post", [2, 2])))
    assert fills(marks, COLOURS, has_inner_discs=True).tolist() == ["green", "red"]


def test_marks_of_several_places_are_outlined_in_ink_but_destinations() -> None:
    roles = totals_of(*((role, [1]) for role in ("post", "destination", "context") for _ in range(2)))
    found = outlines(marks_of(roles, place_count=[1, 2] * 3), COLOURS, has_inner_discs=True).tolist()
    assert found == [PAPER, INK, PAPER, PAPER, MUTED, INK]


def test_discs_within_a_disc_show_all_categories_but_those_outside() -> None:
    marks = marks_of(totals_of(("post", [9, 4, 3]), ("post", [7]), ("destination", [1, 1])), size=[32, 10, 10])
    found = inner_discs(marks, COLOURS)
    assert found.mark.tolist() == [0, 0]
    assert found.colour.tolist() == ["green", "blue"]
    assert found.size.tolist() == pytest.approx([32 * math.sqrt(7 / 16), 32 * math.sqrt(3 / 16)], abs=0.05)


def test_discs_within_some_marks_keep_the_numbers_of_these() -> None:
    marks = marks_of(totals_of(("post", [2, 1]), ("post", [7]), ("post", [9, 0, 3])))
    found = inner_discs(marks, COLOURS).within(np.array([1, 2]))
    assert (found.mark.tolist(), found.colour.tolist(), found.size.tolist()) == ([2], ["blue"], [10])


def test_the_innermost_disc_of_many_categories_stands_for_several() -> None:
    found = inner_discs(marks_of(totals_of(("post", [5, 4, 3, 2, 1]))), COLOURS)
    assert found.colour.tolist() == ["green", "blue", SEVERAL]


# Rings


def without_destination(*numbers: list[int]) -> Marks:
    """Return a post for each list, of how many of category 0 left for each reason; 4 of category 1 left elsewhere."""
    departed = np.zeros((len(numbers), len(COLOURS), 1 + len(REASONS)), dtype=int)
    for n, by_reason in enumerate(numbers):
        departed[n, 0, 1 : 1 + len(by_reason)] = by_reason
    departed[:, 1, 0] = 4
    return marks_of(
        Totals(departed, np.zeros((len(numbers), len(COLOURS)), dtype=int), np.zeros(len(numbers), dtype=int))
    )


def test_each_reason_has_a_ring_of_its_own() -> None:
    kinds = kinds_by_reason(np.array([0, 3]))
    assert [(kind.name, kind.symbol, kind.reasons) for kind in kinds] == [
        ("Whereabouts unknown", "circle-open", (0,)),
        ("Returned", "x-thin-open", (3,)),
    ]


def test_all_reasons_together_have_one_ring_which_is_that_of_the_only_one() -> None:
    assert [(kind.name, kind.reasons) for kind in merged_ring_kinds(np.array([0, 3]))] == [
        ("No known destination", (0, 3))
    ]
    assert merged_ring_kinds(np.array([3])) == kinds_by_reason(np.array([3]))
    assert merged_ring_kinds(np.array([], dtype=int)) == []


def test_rings_are_only_around_posts_that_someone_left_for_their_reason() -> None:
    marks = without_destination([1], [0], [0, 2])
    unknown, undisclosed = (make_rings(marks, kind, even_rings, COLOURS) for kind in kinds_by_reason(np.array([0, 1])))
    assert (unknown.mark.tolist(), undisclosed.mark.tolist()) == ([0], [2])
    assert (unknown.size.tolist(), unknown.width.tolist(), unknown.colour.tolist()) == ([29], [2], ["red"])


def test_rings_around_some_marks_keep_the_numbers_of_these() -> None:
    (kind,) = kinds_by_reason(np.array([0]))
    found = make_rings(without_destination([1], [2], [0], [4]), kind, rings_by_area, COLOURS).around(np.array([2, 3]))
    assert (found.kind, found.mark.tolist(), found.colour.tolist()) == (kind, [3], ["red"])
    assert len(found.size) == len(found.width) == 1


def test_the_area_of_a_ring_is_to_that_of_its_mark_as_those_it_stands_for_to_all() -> None:
    (found,) = [
        make_rings(without_destination([2, 2]), kind, rings_by_area, COLOURS)
        for kind in merged_ring_kinds(np.array([0, 1]))
    ]
    inner, outer = (found.size[0] - found.width[0]) / 2, (found.size[0] + found.width[0]) / 2
    assert inner == pytest.approx(10 + 2.5, abs=0.1)
    assert (outer**2 - inner**2) / 10**2 == pytest.approx(0.5, abs=0.02)


def test_marks_reach_as_far_as_their_outermost_ring() -> None:
    marks = without_destination([1], [0])
    around = [make_rings(marks, kind, even_rings, COLOURS) for kind in kinds_by_reason(np.array([0]))]
    assert radii(marks, around).tolist() == [(29 + 2) / 2, 10]
    assert marks.size.tolist() == [20, 20]


# Routes


def test_routes_of_few_events_grow_wider_with_each_event() -> None:
    assert style.widths_by_number(np.array([1, 2, 7, 100])).tolist() == [1.8, 2.2, 4.2, 4.2]


def test_routes_of_many_events_have_three_widths_up_to_the_most_frequent() -> None:
    assert style.widths_by_share(np.array([900, 400, 100, 99, 1])).tolist() == [3.0, 3.0, 1.8, 1.0, 1.0]
