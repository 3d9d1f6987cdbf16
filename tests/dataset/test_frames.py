"""The frames of an event file, against frames made by hand."""

from datetime import datetime

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal, assert_series_equal

from dashboard.dataset.labels import event_label
from dashboard.dataset.text import fold

HEAD = "schema_version: 1\ntitle: T\n"

EVENTS = """\
schema_version: 1
title: T
sources:
  herald: {type: article-newspaper, container-title: The Herald, issued: "2016-08-26", URL: "https://example.org/1"}
  times: {type: article-newspaper, container-title: The Times}
places:
  london: {name: London, country: GB, lat: 51.50853, lon: -0.12574, precision: exact}
  seoul: {name: Seoul, country: KR, lat: 37.566, lon: 126.9784}
  jilin: {name: Jilin, country: CN, lat: 43, lon: 126, precision: adm1}
  liaoning: {name: Liaoning, country: CN, lat: 41, lon: 123, precision: adm1}
  border: {name: Border, country: CN}
ranks:
  minister: {label: Minister}
  secretary: {label: Secretary}
events:
  - id: two-leave
    type: defection
    title: Two leave
    persons:
      - {name: A. Kim, rank: minister, rank_as_stated: No. 2, position: deputy, organisation: Foreign Ministry}
      - {name: B. Ri, rank: secretary, position: trade, organisation: Foreign Ministry}
      - {label: Unidentified clerk}
    post: {mission: Embassy, place: london}
    destination: {status: known, place: seoul}
    accompanied_by: [wife, two sons]
    status: confirmed
    credibility: 2
    milestones:
      - kind: announcement
        date: "2016-08-18~"
        by: Government
        place: seoul
        note: At noon.
        citations: [{source: herald, paragraph: "6"}, {source: times}]
      - kind: official-response
        date: "2016-08-19"
        stance: no-comment
        rival: true
        citations: [{source: times, paragraph: "1-4"}]
    citations: [{source: herald, paragraph: "6"}]
    summary: Both left.
  - id: nothing-known
    type: defection
    status: unconfirmed
  - id: alone-by-country
    type: defection
    origin: NA
    post: {country: NO}
    destination: {status: known, country: KR}
    accompanied_by: []
    status: denied
    milestones:
      - {kind: departure, date: "[..2016-08-25]", citations: [{source: times}]}
      - {kind: arrival, citations: [{source: times}]}
  - id: provinces
    type: context
    title: Missions frozen
    places: [jilin, liaoning]
    status: reported
    milestones: [{kind: report, date: "2016-09-01/..", citations: [{source: herald, paragraph: "9"}]}]
  - id: border
    type: context
    title: Inspection
    places: [border]
    status: reported
"""

# To the letter, as in the CSV, and the label.
COLUMNS = [
    "id", "type", "title", "name", "rank", "rank_as_stated", "position", "organisation", "origin", "post_country",
    "post_place", "post_mission", "destination_status", "destination_country", "destination_place", "accompanied_by",
    "status", "credibility", "date_kind", "date", "date_earliest", "date_latest", "date_precision", "latitude",
    "longitude", "place_precision", "citations", "summary", "places", "source_urls", "conflicting_reports", "label",
]  # fmt: skip

DTYPES = {
    "events": dict.fromkeys(COLUMNS, "str")
    | {"credibility": "Int64", "conflicting_reports": "int64", "latitude": "float64", "longitude": "float64"}
    | {"date_earliest": "datetime64[s]", "date_latest": "datetime64[s]"},
    "milestones": {
        "event": "int64",
        "kind": "str",
        "date": "str",
        "earliest": "datetime64[s]",
        "latest": "datetime64[s]",
        "core_earliest": "datetime64[s]",
        "core_latest": "datetime64[s]",
        "qualifier": "str",
        "precision": "str",
        "rival": "bool",
        "by": "str",
        "stance": "str",
        "place": "str",
        "note": "str",
        "source_ids": "str",
        "sources": "str",
        "citations": "str",
        "urls": "str",
        "paragraphs": "str",
    },
    "locations": {
        "event": "int64",
        "role": "str",
        "place": "str",
        "name": "str",
        "country": "str",
        "latitude": "float64",
        "longitude": "float64",
        "precision": "str",
    },
    "persons": {"event": "int64", "rank": "str"},
    "cited": {"event": "int64", "source": "str"},
    "search": {"text": "str", "name_keys": "str"},
}


def days(*texts):
    return pd.array([None if t is None else datetime.fromisoformat(t) for t in texts], dtype="datetime64[s]")


def texts(*values):
    return pd.array(values, dtype="str")


@pytest.fixture(scope="module")
def frames(dataset_of):
    return dataset_of(EVENTS).frames


def in_file(*events: str) -> str:
    return HEAD + "sources: {s: {type: book}}\nevents:\n" + "".join(f"  - {{{event}}}\n" for event in events)


FILES = {
    "full": EVENTS,
    "without events": HEAD,
    "of context only": in_file("id: a, type: context, title: T, status: denied"),
    "of a defection of which nothing is known": in_file("id: a, type: defection, status: denied"),
    "of a person without rank": in_file("id: a, type: defection, status: denied, persons: [{name: A}]"),
    "of a milestone without date": in_file(
        "id: a, type: defection, status: denied, milestones: [{kind: report, citations: [{source: s}]}]"
    ),
}


@pytest.mark.parametrize("name", DTYPES)
@pytest.mark.parametrize("text", FILES.values(), ids=FILES)
def test_columns_and_their_types_are_the_same_for_every_file(dataset_of, name, text):
    frame = getattr(dataset_of(text).frames, name)
    assert {column: str(dtype) for column, dtype in frame.dtypes.items()} == DTYPES[name]
    assert list(frame.columns) == list(DTYPES[name])


@pytest.mark.parametrize("text", FILES.values(), ids=FILES)
def test_the_text_searched_is_one_line_an_event(dataset_of, text):
    dataset = dataset_of(text)
    assert len(dataset.frames.search) == len(dataset.frames.events) == len(dataset.records.events)


def test_events_have_one_row_each_with_what_is_known(frames):
    none = None
    expected = pd.DataFrame(
        {
            "id": texts("two-leave", "nothing-known", "alone-by-country", "provinces", "border"),
            "type": texts("defection", "defection", "defection", "context", "context"),
            "title": texts("Two leave", none, none, "Missions frozen", "Inspection"),
            "name": texts("A. Kim; B. Ri", none, none, none, none),
            "rank": texts("minister; secretary", none, none, none, none),
            "rank_as_stated": texts("No. 2", none, none, none, none),
            "position": texts("deputy; trade", none, none, none, none),
            "organisation": texts("Foreign Ministry", none, none, none, none),
            "origin": texts(none, none, "NA", none, none),
            "post_country": texts("GB", none, "NO", none, none),
            "post_place": texts("London", none, none, none, none),
            "post_mission": texts("Embassy", none, none, none, none),
            "destination_status": texts("known", none, "known", none, none),
            "destination_country": texts("KR", none, "KR", none, none),
            "destination_place": texts("Seoul", none, none, none, none),
            "accompanied_by": texts("wife; two sons", none, "alone", none, none),
            "status": texts("confirmed", "unconfirmed", "denied", "reported", "reported"),
            "credibility": pd.array([2, none, none, none, none], dtype="Int64"),
            "date_kind": texts("announcement", none, "departure", "report", none),
            "date": texts("2016-08-18~", none, "[..2016-08-25]", "2016-09-01/..", none),
            "date_earliest": days("2016-08-15", none, none, "2016-09-01", none),
            "date_latest": days("2016-08-21", none, "2016-08-25", none, none),
            "date_precision": texts("day", none, "wider", "wider", none),
            "latitude": [51.50853, none, none, none, none],
            "longitude": [-0.12574, none, none, none, none],
            "place_precision": texts("exact", none, none, none, none),
            "citations": texts(
                "The Herald, 26 August 2016, paragraph 6; The Times; The Times, paragraphs 1-4",
                none,
                "The Times",
                "The Herald, 26 August 2016, paragraph 9",
                none,
            ),
            "summary": texts("Both left.", none, none, none, none),
            "places": texts(none, none, none, "Jilin; Liaoning", "Border"),
            "source_urls": texts("https://example.org/1", none, none, "https://example.org/1", none),
            "conflicting_reports": [1, 0, 0, 0, 0],
            "label": texts(
                "A. Kim, B. Ri, Unidentified clerk",
                "nothing-known",
                "alone-by-country",
                "Missions frozen",
                "Inspection",
            ),
        }
    )
    assert_frame_equal(frames.events, expected)


def test_milestones_have_one_row_each_in_the_order_of_the_file(frames):
    none = None
    expected = pd.DataFrame(
        {
            "event": [0, 0, 2, 2, 3],
            "kind": texts("announcement", "official-response", "departure", "arrival", "report"),
            "date": texts("2016-08-18~", "2016-08-19", "[..2016-08-25]", none, "2016-09-01/.."),
            "earliest": days("2016-08-15", "2016-08-19", none, none, "2016-09-01"),
            "latest": days("2016-08-21", "2016-08-19", "2016-08-25", none, none),
            "core_earliest": days("2016-08-18", "2016-08-19", none, none, "2016-09-01"),
            "core_latest": days("2016-08-18", "2016-08-19", "2016-08-25", none, none),
            "qualifier": texts("approximate", none, none, none, none),
            "precision": texts("day", "day", "wider", none, "wider"),
            "rival": [False, True, False, False, False],
            "by": texts("Government", none, none, none, none),
            "stance": texts(none, "no-comment", none, none, none),
            "place": texts("Seoul", none, none, none, none),
            "note": texts("At noon.", none, none, none, none),
            "source_ids": texts("herald; times", "times", "times", "times", "herald"),
            "sources": texts("The Herald; The Times", "The Times", "The Times", "The Times", "The Herald"),
            "citations": texts(
                "The Herald, 26 August 2016, paragraph 6; The Times",
                "The Times, paragraphs 1-4",
                "The Times",
                "The Times",
                "The Herald, 26 August 2016, paragraph 9",
            ),
            "urls": texts("https://example.org/1", none, none, none, "https://example.org/1"),
            "paragraphs": texts("6", "1-4", none, none, "9"),
        }
    )
    assert_frame_equal(frames.milestones, expected)


def test_locations_have_one_row_for_each_place_with_its_role(frames):
    expected = pd.DataFrame(
        {
            "event": [0, 0, 3, 3, 4],
            "role": texts("post", "destination", "context", "context", "context"),
            "place": texts("london", "seoul", "jilin", "liaoning", "border"),
            "name": texts("London", "Seoul", "Jilin", "Liaoning", "Border"),
            "country": texts("GB", "KR", "CN", "CN", "CN"),
            "latitude": [51.50853, 37.566, 43, 41, None],
            "longitude": [-0.12574, 126.9784, 126, 123, None],
            "precision": texts("exact", None, "adm1", "adm1", None),
        }
    )
    assert_frame_equal(frames.locations, expected)


def test_persons_have_one_row_each_with_their_rank(frames):
    assert_frame_equal(frames.persons, pd.DataFrame({"event": [0, 0, 0], "rank": texts("minister", "secretary", None)}))


def test_an_event_is_searched_by_names_ranks_posts_titles_summaries_notes_places_and_sources(dataset_of):
    searched = dataset_of(EVENTS).frames.search["text"][0]
    for word in (
        "two leave", "a. kim", "b. ri", "unidentified clerk", "minister", "no. 2", "trade", "embassy",
        "london", "seoul", "both left", "at noon", "government", "foreign ministry", "herald",
    ):  # fmt: skip
        assert word in searched


@pytest.mark.parametrize(
    ("date", "earliest", "latest"),
    [
        ("0001", "0001-01-01", "0001-12-31"),
        ("0001-01-01~", "0001-01-01", "0001-01-04"),
        ("9999", "9999-01-01", "9999-12-31"),
        ("9999-12-31~", "9999-12-28", "9999-12-31"),
        ("0001/9999", "0001-01-01", "9999-12-31"),
        ("2016-24", "2016-12-01", "2017-02-28"),
        ("../2016", None, "2016-12-31"),
        ("2016/..", "2016-01-01", None),
    ],
)
def test_days_reach_from_the_year_1_to_9999(dataset_of, date, earliest, latest):
    frames = dataset_of(
        in_file(
            f"id: a, type: defection, status: denied, milestones: [{{kind: report, date: '{date}', "
            "citations: [{source: s}]}]"
        )
    ).frames
    for frame, columns in (
        (frames.events, ("date_earliest", "date_latest")),
        (frames.milestones, ("earliest", "latest")),
    ):
        for column, day in zip(columns, (earliest, latest), strict=True):
            assert_series_equal(frame[column], pd.Series(days(day)), check_names=False)


def test_the_first_milestone_places_an_event_even_where_another_is_earlier(dataset_of):
    events = dataset_of(
        in_file(
            "id: a, type: defection, status: denied, milestones: ["
            "{kind: report, date: '2016', citations: [{source: s}]}, "
            "{kind: departure, date: '2015', citations: [{source: s}]}]"
        )
    ).frames.events
    assert events.loc[0, ["date_kind", "date"]].to_list() == ["report", "2016"]


def test_an_event_whose_first_milestone_has_no_date_is_undated(dataset_of):
    events = dataset_of(
        in_file(
            "id: a, type: defection, status: denied, milestones: ["
            "{kind: report, citations: [{source: s}]}, {kind: departure, date: '2015', citations: [{source: s}]}]"
        )
    ).frames.events
    assert events.loc[0, "date_kind"] == "report"
    assert events[["date", "date_earliest", "date_latest", "date_precision"]].isna().all(axis=None)


def test_a_post_is_in_the_country_of_its_place_or_where_that_has_none_in_its_own(dataset_of):
    events = dataset_of(
        HEAD + "places: {a: {name: A, country: RU}, b: {name: B}}\nevents:\n"
        "  - {id: a, type: defection, status: denied, post: {place: a}}\n"
        "  - {id: b, type: defection, status: denied, post: {place: b, country: CN}}\n"
        "  - {id: c, type: defection, status: denied, post: {place: b}}\n"
    ).frames.events
    assert_series_equal(events["post_country"], pd.Series(texts("RU", "CN", None)), check_names=False)


@pytest.mark.parametrize(
    ("fields", "label"),
    [
        ("type: defection, persons: [{name: A}, {label: B}]", "A, B"),
        ("type: defection, persons: [{rank: r}]", "Unidentified person"),
        ("type: defection, title: T", "T"),
        ("type: defection", "the-id"),
        ("type: context, title: Talks", "Talks"),
    ],
)
def test_an_event_is_called_by_its_persons_or_its_title_or_its_id(dataset_of, fields, label):
    records = dataset_of(
        f"{HEAD}ranks: {{r: {{label: R}}}}\nevents: [{{id: the-id, status: denied, {fields}}}]\n"
    ).records
    assert event_label(records.events[0]) == label


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("KIM Chŏl-song", "kim chol-song"),
        ("Straße", "strasse"),
        ("Ｓeoul", "seoul"),
        ("№ 2", "no 2"),
        ("İstanbul", "istanbul"),
        ("", ""),
    ],
)
def test_case_accents_and_widths_fold_away(text, folded):
    assert fold(text) == folded


def test_hangul_folds_alike_however_it_is_encoded():
    assert fold("김철삼") == fold("\u1100\u1175\u11b7\u110e\u1165\u11af\u1109\u1161\u11b7")
    assert fold("김철삼") != fold("김철성")


CITING = (
    HEAD
    + """sources: {a: {type: book}, b: {type: book}, c: {type: book}}
events:
  - id: one
    type: defection
    status: reported
    citations: [{source: b}, {source: b, paragraph: "2"}]
    milestones: [{kind: report, citations: [{source: a}, {source: b}]}]
  - id: two
    type: context
    title: Two
    status: reported
    milestones: [{kind: report, citations: [{source: a}]}]
"""
)


def test_each_event_has_a_row_for_every_source_that_it_or_a_claim_of_it_cites_once(dataset_of):
    cited = dataset_of(CITING).frames.cited
    assert list(zip(cited["event"], cited["source"], strict=True)) == [(0, "b"), (0, "a"), (1, "a")]
