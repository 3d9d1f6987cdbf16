"""Filters in words."""

import pytest

from dashboard.selection import Filters, read_filters
from dashboard.selection.wording import value_label
from tests.selection.events import DATASET, selected

# In words


def test_values_have_names():
    assert value_label("post", "RU", DATASET) == "Russia"
    assert value_label("to", "in-transit", DATASET) == "In transit"
    assert value_label("rank", "third-secretary", DATASET) == "Third secretary"
    assert value_label("status", "denied", DATASET) == "Denied"


def test_a_selection_is_said_in_words():
    assert selected("").filter_words == {}
    assert selected(
        "post=RU&post=GB&to=KR&to=unknown&rank=secretary&status=denied&from=2016-08-18~&until=2016-22&certain=1"
        "&q=Kim&context=0"
    ).filter_words == {
        "post": "posted in Russia or United Kingdom",
        "to": "destination South Korea or whereabouts unknown",
        "rank": "rank Secretary or within it",
        "status": "status Denied",
        "from": "from about 18 August 2016",
        "until": "until summer 2016",
        "certain": "certain dates only",
        "q": "text “Kim”",
        "context": "without context",
    }


def test_a_box_is_said_as_exactly_as_its_width_needs():
    assert selected("box=-0.5,51.2,0.2,51.85").filter_words == {
        "box": "placed in 51.20 to 51.85° N, 0.50° W to 0.20° E"
    }
    assert selected("box=170,-10,-170,40").filter_words == {"box": "placed in 10° S to 40° N, 170° E to 170° W"}


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("rank=minister", "rank Minister"),
        ("rank=clerk&rank=cook", "rank Clerk or Cook"),
        ("rank=minister&rank=third-secretary", "rank Minister, or Third secretary or within it"),
    ],
)
def test_a_rank_is_said_with_the_ranks_that_it_includes(query, words):
    assert selected(query).filter_words == {"rank": words}


@pytest.mark.parametrize("query", ["certain=1", "certain=1&from=", "certain=1&until=yesterday"])
def test_certain_dates_say_nothing_where_there_are_none(query):
    assert read_filters(query, DATASET)[0] == Filters()
