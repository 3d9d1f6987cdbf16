"""Notes on a selection, in sentences."""

import pytest

from dashboard.selection import select
from dashboard.selection.notes import note_sentences
from tests.builders import dataset

DATASET = dataset("""\
schema_version: 1
title: T
sources: {s: {type: book}}
places: {london: {name: London, country: GB, lat: 51.5, lon: 0}, border: {name: The border}}
ranks: {deputy: {label: Deputy}, secretary: {label: Secretary}}
events:
  - id: thae
    type: defection
    persons: [{name: Thae Yong-ho, rank: secretary}]
    post: {place: london}
    destination: {status: known, country: KR}
    status: confirmed
    milestones: [{kind: announcement, date: "2016-08-18~", citations: [{source: s}]}]
  - id: without-rank
    type: defection
    post: {country: RU}
    destination: {status: undisclosed}
    status: unconfirmed
  - id: without-post
    type: defection
    persons: [{name: Kim, rank: secretary}, {name: Ri, rank: deputy}]
    destination: {status: known, place: border}
    status: denied
    milestones: [{kind: departure, date: "2016", citations: [{source: s}]}]
""")


def notes(query: str) -> list[str]:
    return note_sentences(*select(DATASET, query))


def test_without_a_filter_there_is_nothing_to_note():
    assert notes("") == []


def test_what_was_left_out_of_the_query_is_named():
    (sentence,) = notes("rank=king")
    assert sentence.startswith("Left out of the query: rank=king")


@pytest.mark.parametrize(
    ("query", "number", "fact"),
    [
        ("post=RU", 1, "country of posting"),
        ("to=KR", 1, "country of destination"),
        ("rank=deputy", 1, "rank"),
        ("box=-1,51,1,52", 2, "point on the map"),
    ],
)
def test_events_that_a_filter_cannot_judge_are_counted(query, number, fact):
    assert notes(query) == [f"{number} more might match: the file does not say their {fact}."]


def test_an_empty_result_says_which_filter_emptied_it():
    assert notes("status=confirmed&q=Kim") == [
        "No defection matches these filters. There would be 1 without ‘status Confirmed’, 1 without ‘text “Kim”’."
    ]


def test_an_empty_result_that_no_single_filter_explains_says_how_they_narrow_it():
    assert notes("to=KR&status=denied&q=nothing")[-1] == (
        "No defection matches these filters: ‘destination South Korea’ leaves 1, ‘status Denied’ leaves none."
    )


def test_a_range_of_time_that_keeps_nothing_says_by_which_claims_it_goes():
    assert notes("from=2030&certain=1")[0] == (
        "A range of time keeps events by their first claims; rival and later claims do not count."
    )
