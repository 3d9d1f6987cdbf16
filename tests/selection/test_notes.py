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
    assert sentence == "Ignored: unknown rank “king” (rank takes deputy, secretary)."


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("post=RU", "1 more defection may match; the file does not give its country of posting."),
        ("to=KR", "1 more defection may match; the file does not give its country of destination."),
        ("rank=deputy", "1 more defection may match; the file does not give its rank."),
        ("box=-1,51,1,52", "1 more defection may match; the file does not give its location."),
    ],
)
def test_events_that_a_filter_cannot_judge_are_counted(query, sentence):
    assert notes(query) == [sentence]


def test_an_empty_result_says_which_filter_emptied_it():
    assert notes("status=confirmed&q=Kim") == [
        "No defection matches these filters. Remove ‘status Confirmed’ to see 1. Remove ‘search “Kim”’ to see 1."
    ]


def test_where_nothing_matches_the_search_text_the_nearest_name_is_offered():
    assert notes("q=Thea Yong-ho") == [
        "Nothing matches “Thea Yong-ho”. Did you mean Thae Yong-ho?",
        "No defection matches these filters. Remove ‘search “Thea Yong-ho”’ to see 3.",
    ]


@pytest.mark.parametrize("query", ["q=Thae Yong-ho&post=RU", "q=nothing of the kind", "post=CN"])
def test_no_name_is_offered_where_none_is_near_or_another_filter_hides_what_matches(query):
    assert not any("Did you mean" in sentence for sentence in notes(query))


def test_where_filters_cannot_be_changed_an_empty_result_advises_nothing():
    assert note_sentences(*select(DATASET, "status=confirmed&q=Kim"), can_filter=False) == [
        "No defection matches these filters. Without ‘status Confirmed’ there would be 1. "
        "Without ‘search “Kim”’ there would be 1."
    ]


def test_an_empty_result_that_no_single_filter_explains_says_how_they_narrow_it():
    assert notes("to=KR&status=denied&q=nothing")[-1] == (
        "No defection matches these filters. ‘destination South Korea’ leaves 1. Adding ‘status Denied’ leaves 0."
    )


def test_a_range_of_time_that_keeps_nothing_says_by_which_claims_it_goes():
    assert notes("from=2030&certain=1")[0] == (
        "From and Until look only at the first claim listed for an event, not at its other claims."
    )
