"""Which ids and labels are sent, and what notes and legends say."""

import numpy as np
import pytest

from dashboard.charts.map.event_texts import have_room_for_ids, texts_within
from dashboard.charts.map.legend import Symbols, legend_entries
from dashboard.charts.map.note import NoteFacts, RouteCounts, note_text
from dashboard.charts.map.rings import kinds_by_reason
from dashboard.charts.map.style import CONTEXT, POST
from dashboard.charts.view import chart_view
from dashboard.selection import ViewOptions
from tests.builders import selection
from tests.charts.map.events import context, defection, file_of


def test_ids_are_sent_of_the_smallest_marks_as_long_as_there_is_room() -> None:
    assert have_room_for_ids(np.array([51, 50, 1])).tolist() == [False, True, True]
    assert have_room_for_ids(np.array([40] * 31)).tolist() == [True] * 30 + [False]


def test_the_shortest_lists_of_texts_come_first_and_those_that_are_too_long_are_left_out() -> None:
    texts = [["aaaa", "bbbb"], [], ["cccc"], ["d", "e", "f"]]
    assert texts_within(texts, limit=2, room=100) == [["aaaa", "bbbb"], [], ["cccc"], []]
    assert texts_within(texts, limit=3, room=8) == [[], [], ["cccc"], []]


def test_a_very_long_text_is_cut() -> None:
    (((cut,)),) = texts_within([["x" * 500]], limit=1, room=1000)
    assert len(cut) <= 120
    assert cut.endswith(" …")


ALL_DRAWN = RouteCounts(80, 0, are_near=False)


@pytest.mark.parametrize(
    ("facts", "width", "is_static", "said"),
    [
        (NoteFacts(False, 0, 0, False, ALL_DRAWN), 1000, False, ""),
        (NoteFacts(True, 0, 0, False, ALL_DRAWN), 1000, True, "Nearby places share a mark."),
        (NoteFacts(True, 9, 9, True, ALL_DRAWN), 360, False, "Nearby places share a mark; zoom in to separate them."),
        (
            NoteFacts(False, 1234, 56, True, ALL_DRAWN),
            1000,
            False,
            "Areas show numbers: the largest disc stands for 1,234 defections, the largest diamond for 56 arrivals. "
            "Inner discs show the shares of other colours.",
        ),
        (
            NoteFacts(False, 1, 0, False, RouteCounts(80, 1, are_near=False)),
            640,
            True,
            "Areas show numbers: the largest disc stands for 1 defection. "
            "Only the 80 busiest routes are drawn; 1 more is not.",
        ),
        (
            NoteFacts(True, 0, 2, False, ALL_DRAWN),
            640,
            True,
            "Nearby places share a mark. Areas show numbers: the largest diamond stands for 2 arrivals.",
        ),
        (
            NoteFacts(False, 0, 0, False, RouteCounts(80, 1500, are_near=True)),
            360,
            False,
            "Only the 80 busiest routes to or from this area are drawn; 1,500 more are not.",
        ),
    ],
)
def test_the_note_says_how_to_read_marks_and_what_is_not_drawn(
    facts: NoteFacts, width: int, is_static: bool, said: str
) -> None:
    assert note_text(facts, width, is_static) == said


def test_the_legend_lists_categories_and_then_symbols() -> None:
    dataset = file_of(defection("a", "london", rank="b"), defection("b", "moscow", rank="a"), context("c", "seoul"))
    view = chart_view(selection(dataset), ViewOptions("rank"), 1000)
    symbols = Symbols(True, POST, kinds_by_reason(np.array([0])), True, True, True)
    assert [(entry.name, entry.marker["symbol"]) for entry in legend_entries(view, symbols)] == [
        ("Ambassador", "circle"),
        ("Secretary", "circle"),
        ("Mixed", "circle"),
        ("Several places", "circle"),
        ("Whereabouts unknown", "circle-open"),
        ("Destination", "diamond"),
        ("Context", "square"),
        ("Somewhere in the country", "circle-cross"),
    ]


def test_the_legend_explains_no_symbol_that_is_not_drawn() -> None:
    view = chart_view(selection(file_of(context("c", "seoul"))), ViewOptions("rank"), 1000)
    assert legend_entries(view, Symbols(False, None, [], False, False, False)) == []
    (entry,) = legend_entries(view, Symbols(False, CONTEXT, [], False, False, False))
    assert (entry.name, entry.marker["symbol"]) == ("Several places", "square")
