"""What filters ask of events, as arrays: against the frames, and by hand."""

import numpy as np
import pandas as pd
import pytest

from dashboard.dataset.index import day_numbers

FILE = """\
schema_version: 1
title: T
sources: {s: {type: book}}
places:
  london: {name: London, country: GB, lat: 51.5, lon: -0.1}
  seoul: {name: Seoul, country: KR, lat: 37.6, lon: 127}
  border: {name: Border, country: CN, precision: region}
ranks: {minister: {label: Minister}, clerk: {label: Clerk}}
events:
  - id: z-posted
    type: defection
    persons: [{name: A}, {name: B, rank: clerk}, {name: C, rank: minister}]
    post: {place: london}
    destination: {status: known, place: seoul}
    status: reported
    milestones: [{kind: report, date: "201X-05", citations: [{source: s}]}]
  - id: led-somewhere
    type: defection
    post: {place: border}
    destination: {status: known, place: seoul}
    status: denied
    milestones: [{kind: report, date: "[..2016-08-25]", citations: [{source: s}]}]
  - id: a-fair
    type: context
    title: Fair
    places: [border, seoul]
    status: reported
    milestones: [{kind: report, date: "2015-01-01", citations: [{source: s}]}]
  - id: b-undated
    type: defection
    post: {country: KR}
    destination: {status: unknown}
    status: reported
  - id: a-undated
    type: defection
    destination: {status: in-transit}
    status: reported
"""


@pytest.fixture(scope="module")
def index(dataset_of):
    return dataset_of(FILE).index


def test_days_are_counted_from_1970_over_the_whole_calendar():
    column = pd.Series(np.array(["1970-01-02", "0001-01-01", "9999-12-31", "NaT"], dtype="datetime64[s]"))
    assert day_numbers(column)[:3].tolist() == [1, -719162, 2932896]
    assert np.isnan(day_numbers(column)[3])


def test_an_event_is_coloured_by_the_first_rank_that_a_person_of_it_has(index):
    assert index.first_rank.values == ("clerk",)
    assert index.first_rank.codes.tolist() == [0, -1, -1, -1, -1]
    assert index.with_rank(frozenset({"minister"})).tolist() == [True, False, False, False, False]


def test_an_event_stands_at_its_post_or_places_and_else_where_it_led(index):
    points = index.points[["event", "place"]]
    assert list(points.itertuples(index=False, name=None)) == [
        (0, "london"), (1, "seoul"), (2, "seoul"), (3, "country KR"),
    ]  # fmt: skip
    assert index.is_placed.tolist() == [True, True, True, True, False]


def test_what_is_said_of_a_destination_is_its_country_or_why_there_is_none(index):
    said = [index.destination.values[code] if code >= 0 else None for code in index.destination.codes]
    assert said == ["KR", "KR", None, "unknown", "in-transit"]


def test_defections_come_first_each_kind_in_time_the_undated_last_by_id(index):
    ids = np.array(["z-posted", "led-somewhere", "a-fair", "b-undated", "a-undated"])
    assert ids[index.display_order].tolist() == ["z-posted", "led-somewhere", "a-undated", "b-undated", "a-fair"]


def test_dates_that_may_leave_out_days_are_known_with_the_periods_in_which_they_may_lie(index):
    assert [it.text for it in index.dates_with_gaps.values()] == ["201X-05"]
    assert index.has_gaps.tolist() == [True, False, False, False, False]
    assert index.is_undated.tolist() == [False, False, False, True, True]
    assert index.periods == ("2010", "2010-05", "2015", "2015-01", "2016", "2016-08", "2019", "2019-05")
    assert [index.periods[n] for n, _ in index.periods_of_dates_with_gaps] == [
        "2010", "2010-05", "2015", "2016", "2019", "2019-05",
    ]  # fmt: skip


def test_a_search_finds_events_by_their_words(index):
    assert index.search.matching("london a").tolist() == [True, False, False, False, False]
