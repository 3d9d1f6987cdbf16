"""Periods of an axis, and how many events fall into each."""

from collections.abc import Sequence
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.charts.timeline.bins import UNITS, TimeBins, candidate_bins, empty_periods, range_counts

EPOCH = date(1970, 1, 1).toordinal()
FIRST, LAST = date.min.toordinal() - EPOCH, date.max.toordinal() - EPOCH


def day(text: str) -> float:
    return float(date.fromisoformat(text).toordinal() - EPOCH)


def time_bins(
    first: float, last: float, most: int, least: int = 1, skipped: Sequence[tuple[float, float]] = ()
) -> TimeBins:
    return next(candidate_bins(first, last, most, least, skipped))


def of(first: str, last: str, most: int, least: int = 1) -> TimeBins:
    return time_bins(day(first), day(last), most, least)


# Periods


@pytest.mark.parametrize(
    ("first", "last", "unit", "bounds", "words"),
    [
        ("2016-08-01", "2016-08-31", "day", ("2016-08-01", "2016-08-01"), "1 August 2016"),
        ("2010-03-17", "2016-08-31", "month", ("2010-03", "2010-03"), "March 2010"),
        ("1990-02-17", "2016-08-31", "quarter", ("1990-01", "1990-03"), "January – March 1990"),
        ("1900-06-01", "2025-01-01", "year", ("1900", "1900"), "1900"),
        ("1516-06-01", "2025-01-01", "decade", ("1510", "1519"), "1510–1519"),
        ("0516-06-01", "2999-01-01", "century", ("0500", "0599"), "500–599"),
        ("0001-01-01", "9999-12-31", "century", ("0001", "0099"), "1–99"),
    ],
)
def test_periods_are_the_finest_of_which_there_are_not_too_many(
    first: str, last: str, unit: str, bounds: tuple[str, str], words: str
) -> None:
    bins = of(first, last, 150)
    assert bins.unit == unit
    assert bins.bounds(0) == bounds
    assert bins.in_words(0) == words
    assert len(bins) <= 150


def test_the_last_period_ends_with_the_calendar() -> None:
    assert of("0001-01-01", "9999-12-31", 20).bounds(9) == ("9000", "9999")


def test_periods_go_on_to_both_sides_until_there_are_enough() -> None:
    bins = of("2016-08-17", "2016-08-17", 150, least=5)
    assert [bins.bounds(n)[0][-2:] for n in range(len(bins))] == ["15", "16", "17", "18", "19"]
    assert len(of("9999-12-31", "9999-12-31", 150, least=5)) == 3


stretches = st.tuples(st.integers(FIRST, LAST), st.integers(FIRST, LAST)).map(sorted)


@given(stretches, st.integers(1, 300), st.integers(1, 20))
def test_periods_hold_every_day_and_join(ends: list[int], most: int, least: int) -> None:
    bins = time_bins(*map(float, ends), most, least)
    assert bins.edges[0] <= ends[0] <= ends[1] < bins.edges[-1]
    assert (np.diff(bins.edges) > 0).all()
    assert len(bins) <= max(most, least, 10)
    numbers = bins.index_of(np.array(ends, dtype=float))
    assert (bins.edges[numbers] <= ends).all()
    assert (ends < bins.edges[numbers + 1]).all()
    assert bins.unit in UNITS


@pytest.mark.parametrize(
    ("first", "last", "bounds", "words"),
    [
        (
            "2016-02-10",
            "2016-06-30",
            [("2016-02-10", "2016-03-31"), ("2016-04", "2016-06")],
            "10 February – 31 March 2016",
        ),
        ("2016-01-01", "2016-04-02", [("2016-01", "2016-03"), ("2016-04-01", "2016-04-02")], "January – March 2016"),
    ],
)  # fmt: skip
def test_bins_that_are_cut_short_name_their_days(
    first: str, last: str, bounds: list[tuple[str, str]], words: str
) -> None:
    bins = next(it for it in candidate_bins(day("2016-01-01"), day("2016-12-31"), 12) if it.unit == "quarter")
    cut = bins.cut(day(first), day(last))
    assert [cut.bounds(n) for n in range(len(cut))] == bounds
    assert cut.in_words(0) == words


def test_coarser_bins_follow_the_finest_that_have_room() -> None:
    units = [bins.unit for bins in candidate_bins(day("1990-01-01"), day("2016-12-31"), 150)]
    assert units == ["quarter", "year", "decade", "century", "millennium"]


# Counts


def test_a_range_counts_in_every_bin_that_it_holds_and_a_reversed_one_in_none() -> None:
    begin, end, group = np.array([0, 1, 3, 2]), np.array([2, 1, 2, 3]), np.array([0, 0, 0, 1])
    assert range_counts(begin, end, group, (2, 4)).tolist() == [[1, 2, 1, 0], [0, 0, 1, 1]]


def test_bins_between_two_days_are_none_where_both_are_outside() -> None:
    bins = of("2016-01-01", "2016-12-31", 12)
    first = np.array([-np.inf, day("2016-02-10"), day("2017-01-01"), -np.inf])
    last = np.array([np.inf, day("2016-02-10"), np.inf, day("2015-12-31")])
    begin, end = bins.between(first, last)
    assert list(zip(begin.tolist(), end.tolist(), strict=True)) == [(0, 11), (1, 1), (12, 11), (0, -1)]


@given(st.lists(st.tuples(st.integers(0, 900), st.integers(0, 400)), min_size=1, max_size=12), st.integers(3, 60))
def test_counts_are_those_of_counting_day_by_day(events: list[tuple[int, int]], most: int) -> None:
    first = np.array([start for start, _ in events], dtype=float)
    last = np.array([start + length for start, length in events], dtype=float)
    bins = time_bins(first.min(), last.max(), most)
    expected = np.zeros(len(bins), dtype=int)
    for start, length in events:
        expected[np.unique(bins.index_of(np.arange(start, start + length + 1, dtype=float)))] += 1
    (row,) = range_counts(*bins.between(first, last), np.zeros(len(first), dtype=int), (1, len(bins)))
    assert row.tolist() == expected.tolist()


# Empty periods


def ends_of(*stretches: tuple[str, str]) -> tuple[np.ndarray, np.ndarray]:
    first, last = (np.array([day(stretch[end]) for stretch in stretches]) for end in (0, 1))
    return first, last


def test_a_long_period_without_any_possible_day_is_empty() -> None:
    first, last = ends_of(("2010-01-01", "2012-12-31"), ("1953-07-27", "1953-07-27"))
    assert empty_periods(first, last) == [(day("1953-07-28"), day("2010-01-01"))]


def test_every_long_period_is_empty_and_not_the_longest_alone() -> None:
    # 50 years, then 15 of the other 16: these are 23 in a hundred of all, and nearly all of what is left.
    first, last = ends_of(("1950-01-01",) * 2, ("2000-01-01",) * 2, ("2015-01-01", "2015-12-31"))
    assert empty_periods(first, last) == [
        (day("1950-01-02"), day("2000-01-01")),
        (day("2000-01-02"), day("2015-01-01")),
    ]
    assert empty_periods(first, last, max_count=1) == [(day("1950-01-02"), day("2000-01-01"))]


@pytest.mark.parametrize(
    "dates",
    [
        [("1953-07-27", "2010-01-01"), ("2012-01-01", "2012-12-31")],
        [("2016-01-01", "2016-01-01"), ("2016-02-15", "2016-02-15")],
        [("2010-01-01", "2010-01-01"), ("2012-01-01", "2012-01-01"), *((f"{y}-01-01",) * 2 for y in range(2013, 2020))],
        [("2016-01-01", "2016-01-01")],
        [("0001-01-01", "9999-12-31")],
    ],
)
def test_a_short_period_or_one_that_a_date_covers_is_not_empty(dates: list[tuple[str, str]]) -> None:
    assert empty_periods(*ends_of(*dates)) == []


def test_whole_periods_are_left_out_and_one_stays_on_both_sides_of_an_empty_period() -> None:
    first, last = ends_of(("1953-07-27", "1953-07-27"), ("2010-02-01", "2012-12-31"))
    bins = time_bins(first.min(), last.max(), 60, 12, empty_periods(first, last))
    assert bins.unit == "month"
    assert bins.breaks == ((day("1953-09-01"), day("2010-01-01")),)
    assert [bins.bounds(n)[0] for n in np.flatnonzero(bins.is_shown).tolist()[:4]] == [
        "1953-07",
        "1953-08",
        "2010-01",
        "2010-02",
    ]


@given(st.lists(stretches, min_size=1, max_size=12), st.integers(20, 180))
def test_no_event_may_have_been_in_what_is_left_out(events: list[list[int]], most: int) -> None:
    first, last = (np.array([ends[n] for ends in events], dtype=float) for n in (0, 1))
    bins = time_bins(first.min(), last.max(), most, 5, empty_periods(first, last))
    for begin, end in bins.breaks:
        assert not ((first < end) & (last >= begin)).any()
        assert {begin, end} <= set(bins.edges.tolist())
    assert bins.is_shown.sum() <= most
