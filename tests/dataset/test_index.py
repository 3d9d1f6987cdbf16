"""What filters ask of events, as arrays: against the frames, and by hand."""

import numpy as np
import pandas as pd
import pytest

from dashboard.dataset import edtf
from dashboard.dataset.categorical import CategoricalColumn, categorical_column
from dashboard.dataset.index import day_numbers
from dashboard.dataset.periods import is_gapped

FILE = """\
schema_version: 1
title: T
sources: {s: {type: book}}
places:
  london: {name: London, country: GB, lat: 51.5, lon: -0.1}
  seoul: {name: Seoul, country: KR, lat: 37.6, lon: 127}
  border: {name: Border, country: CN}
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
    status: reported
  - id: a-undated
    type: defection
    destination: {status: in-transit}
    status: reported
"""


@pytest.fixture(scope="module")
def index(dataset_of):
    return dataset_of(FILE).index


def test_texts_become_numbers_and_missing_ones_are_no_text():
    codes = categorical_column(pd.Series(["b", None, "a", "b"], dtype="str"))
    assert codes.values == ("b", "a")
    assert codes.codes.tolist() == [0, -1, 1, 0]
    assert codes.isin(("a", "c")).tolist() == [False, False, True, False]
    assert codes.isin(()).tolist() == [False] * 4
    assert codes.count_by_value(np.array([True, True, False, True])) == {"b": 2}
    nothing = CategoricalColumn(np.array([-1, -1]), ())
    assert nothing.isin(("a",)).tolist() == [False, False]
    assert nothing.count_by_value(np.array([True, True])) == {}


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
    assert list(points.itertuples(index=False, name=None)) == [(0, "london"), (1, "seoul"), (2, "seoul")]
    assert index.is_placed.tolist() == [True, True, True, False, False]


def test_what_is_said_of_a_destination_is_its_country_or_why_there_is_none(index):
    said = [index.destination.values[code] if code >= 0 else None for code in index.destination.codes]
    assert said == ["KR", "KR", None, "unknown", "in-transit"]


def test_defections_come_first_each_kind_in_time_the_undated_last_by_id(index):
    ids = np.array(["z-posted", "led-somewhere", "a-fair", "b-undated", "a-undated"])
    assert ids[index.display_order].tolist() == ["z-posted", "led-somewhere", "a-undated", "b-undated", "a-fair"]


def test_dates_that_may_leave_out_days_are_known(index):
    assert index.has_gaps.tolist() == [True, False, False, False, False]
    assert index.is_undated.tolist() == [False, False, False, True, True]
    assert is_gapped("[2016-08-22,2016-08-25]")
    assert not is_gapped("2016-08-22/2016-08-25")


GAPPED = ["[2016-08-22,2018]", "201X-05", "[..2010-03,2016-08-25]", "[2010,2016-08..]"]


def test_it_is_known_in_which_periods_dates_that_may_leave_out_days_may_lie(dataset_of):
    dated = "".join(
        f'\n  - {{id: e{n}, type: defection, status: denied, milestones: [{{kind: report, date: "{text}", '
        "citations: [{source: s}]}]}"
        for n, text in enumerate([*GAPPED, "2011-02-03", "2014"])
    )
    index = dataset_of(FILE.partition("events:")[0] + "events:" + dated).index
    assert [read.text for read in index.dates_with_gaps.values()] == GAPPED
    expected = {
        (period, n)
        for period, text in enumerate(index.periods)
        for n in index.dates_with_gaps
        if edtf.parse(index.date.values[n]).may_lie_in(edtf.parse(text).earliest, edtf.parse(text).latest)
    }
    assert set(map(tuple, index.periods_of_dates_with_gaps.tolist())) == expected
    assert len(expected) == len(index.periods_of_dates_with_gaps) > 8
    plain = dataset_of(FILE.partition("events:")[0] + "events:" + dated.replace(",2018", "").replace("201X", "2010"))
    assert set(plain.index.periods_of_dates_with_gaps[:, 1].tolist()) == set(plain.index.dates_with_gaps) == {2, 3}


def test_years_are_offered_and_months_where_these_are_few(index, dataset_of):
    assert index.periods == ("2010", "2010-05", "2015", "2015-01", "2016", "2016-08", "2019", "2019-05")
    assert dataset_of("schema_version: 1\ntitle: T\n").index.periods == ()


def test_a_search_finds_events_that_hold_all_of_its_words(index):
    assert index.containing("london a").tolist() == [True, False, False, False, False]
    assert index.containing("").tolist() == [True] * 5
    assert index.containing("zzz").tolist() == [False] * 5


def test_no_text_is_looked_through_twice_for_one_word_or_once_it_is_known_not_to_match(index, monkeypatch):
    contains, looked_through = pd.Series.str.contains, []

    def noted(texts, word, **options):
        looked_through.append((word, len(texts._data)))
        return contains(texts, word, **options)

    monkeypatch.setattr(pd.Series.str, "contains", noted)
    assert index.containing("a on london a on a").tolist() == [True, False, False, False, False]
    assert looked_through == [("london", 5), ("on", 1), ("a", 1)]
    looked_through.clear()
    assert index.containing("a london qqqqqqqq b").tolist() == [False] * 5
    assert looked_through == [("qqqqqqqq", 5)]
