"""Filters and counts in words."""

import pytest

from dashboard.selection import Counts, Filters, read_filters, select
from dashboard.selection.wording import count_phrases, nearest_name_sentence, value_label
from tests.builders import HEAD, event, selection
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
        "rank": "rank Secretary (and ranks within it)",
        "status": "status Denied",
        "from": "from about 18 August 2016",
        "until": "until summer 2016",
        "certain": "uncertain dates excluded",
        "q": "search “Kim”",
        "context": "without context",
    }


def test_words_from_right_to_left_keep_apart_from_their_sentence():
    assert selected("q=محمد").filter_words == {"q": "search “\u2068محمد\u2069”"}
    assert nearest_name_sentence("محمد", "محمود") == (
        "Nothing matches “\u2068محمد\u2069”. Did you mean \u2068محمود\u2069?"
    )
    ranked = f"{HEAD}ranks: {{a: {{label: دبیر سوم}}}}\nevents:\n{event('e', 'defection', persons='[{rank: a}]')}"
    assert selection(ranked, "rank=a").filter_words == {"rank": "rank \u2068دبیر سوم\u2069"}


def test_a_box_is_said_as_exactly_as_its_width_needs():
    assert selected("box=-0.5,51.2,0.2,51.85").filter_words == {"box": "area 51.20 to 51.85° N, 0.50° W to 0.20° E"}
    assert selected("box=170,-10,-170,40").filter_words == {"box": "area 10° S to 40° N, 170° E to 170° W"}


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("rank=minister", "rank Minister"),
        ("rank=clerk&rank=cook", "rank Clerk or Cook"),
        ("rank=minister&rank=third-secretary", "rank Minister or Third secretary (and ranks within it)"),
    ],
)
def test_a_rank_is_said_with_the_ranks_that_it_includes(query, words):
    assert selected(query).filter_words == {"rank": words}


@pytest.mark.parametrize("query", ["certain=1", "certain=1&from=", "certain=1&until=yesterday"])
def test_certain_dates_say_nothing_where_there_are_none(query):
    assert read_filters(query, DATASET)[0] == Filters()


def test_the_count_phrases_say_what_is_shown_and_what_is_not_known():
    assert count_phrases(Counts(2, 3, 4, 4, {"unknown": 1}, 0, 0, 0, 0)) == [
        "2 of 3 defections",
        "whereabouts of 1 unknown",
        "4 context events",
    ]


@pytest.mark.parametrize(
    ("numbers", "phrases"),
    [
        (Counts(0, 3, 0, 0, {}, 0, 0, 0, 0), ["0 of 3 defections"]),
        (Counts(0, 0, 0, 0, {}, 0, 0, 0, 0), ["0 of 0 defections"]),
        (Counts(0, 0, 1, 3, {}, 1, 0, 0, 0), ["1 of 3 context events", "1 without a date"]),
        (Counts(3, 3, 1, 1, {}, 0, 0, 0, 0), ["3 of 3 defections", "1 context event"]),
        (Counts(3, 3, 0, 0, {"undisclosed": 2}, 0, 0, 0, 0), ["3 of 3 defections", "whereabouts of 2 undisclosed"]),
        (
            Counts(9, 12_345, 0, 0, {"unknown": 1, "undisclosed": 2, "in-transit": 3, "returned": 4}, 5, 6, 1, 7),
            [
                "9 of 12,345 defections",
                "whereabouts of 1 unknown",
                "whereabouts of 2 undisclosed",
                "3 in transit",
                "4 returned",
                "destination of 7 not stated",
                "5 without a date",
                "6 defections and 1 context event not on the map",
            ],
        ),
    ],
)
def test_each_thing_counted_has_a_phrase_and_what_is_nought_has_none(numbers, phrases):
    assert count_phrases(numbers) == phrases


def test_the_count_phrases_of_the_shipped_file_filtered_to_russia(shipped):
    selection, _ = select(shipped, "post=RU")
    assert selection.count_phrases[:3] == ["2 of 3 defections", "whereabouts of 1 unknown", "4 context events"]
