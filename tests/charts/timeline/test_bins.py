"""Periods of an axis, and how many events fall into each."""

from collections.abc import Sequence
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.charts.timeline.bins import UNITS, TimeBins, bin_counts, empty_periods, time_bins

EPOCH = date(1970, 1, 1).toordinal()
FIRST, LAST = date.min.toordinal() - EPOCH, date.max.toordinal() - EPOCH


def day(text: str) -> float:
    return float(date.fromisoformat(text).toordinal() - EPOCH)


def of(first: str, last: str, most: int, least: int = 1) -> TimeBins:
    return time_bins(day(first), day(last), most, least)


def counted(*stretches: tuple[str, str], most: int = 150, groups: Sequence[int] | None = None) -> np.ndarray:
    first, last = (np.array([day(stretch[end]) for stretch in stretches]) for end in (0, 1))
    bins = time_bins(first.min(), last.max(), most)
    which = np.array(groups or [0] * len(stretches))
    return bin_counts(first, last, which, int(which.max()) + 1, bins)


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


# Counts


def test_a_date_within_a_period_counts_there_as_one() -> None:
    assert counted(("2016-01-01", "2016-01-31"), ("2016-03-05", "2016-03-05"), most=12).tolist() == [[1, 0, 1]]


def test_a_date_over_several_periods_counts_by_the_days_that_it_has_in_each() -> None:
    (row,) = counted(("2015-01-01", "2015-12-31"), most=4)
    assert row.tolist() == pytest.approx([90 / 365, 91 / 365, 92 / 365, 92 / 365])
    (row,) = counted(("2015-01-31", "2015-03-01"), most=12)
    assert row.tolist() == pytest.approx([1 / 30, 28 / 30, 1 / 30])


def test_groups_are_counted_apart() -> None:
    rows = counted(("2015-01-01", "2015-12-31"), ("2015-12-31", "2015-12-31"), most=4, groups=[0, 2])
    assert rows.sum(axis=1).tolist() == pytest.approx([1, 0, 1])
    assert rows[2].tolist() == [0, 0, 0, 1]


@given(st.lists(st.tuples(stretches, st.integers(0, 3)), min_size=1, max_size=30), st.integers(1, 200))
def test_nothing_is_lost_in_counting(events: list[tuple[list[int], int]], most: int) -> None:
    first, last = (np.array([ends[n] for ends, _ in events], dtype=float) for n in (0, 1))
    group = np.array([group for _, group in events])
    counts = bin_counts(first, last, group, 4, time_bins(first.min(), last.max(), most))
    assert (counts >= 0).all()
    assert counts.sum(axis=1).tolist() == pytest.approx(np.bincount(group, minlength=4).tolist())


@given(st.lists(st.tuples(st.integers(0, 900), st.integers(0, 400)), min_size=1, max_size=12), st.integers(3, 60))
def test_counts_are_those_of_counting_day_by_day(events: list[tuple[int, int]], most: int) -> None:
    first = np.array([start for start, _ in events], dtype=float)
    last = np.array([start + length for start, length in events], dtype=float)
    bins = time_bins(first.min(), last.max(), most)
    expected = np.zeros(len(bins))
    for start, length in events:
        days = np.arange(start, start + length + 1, dtype=float)
        np.add.at(expected, bins.index_of(days), 1 / len(days))
    (row,) = bin_counts(first, last, np.zeros(len(first), dtype=int), 1, bins)
    assert row.tolist() == pytest.approx(expected.tolist())


# Empty periods


def ends_of(*stretches: tuple[str, str]) -> tuple[np.ndarray, np.ndarray]:
    first, last = (np.array([day(stretch[end]) for stretch in stretches]) for end in (0, 1))
    return first, last


def test_a_long_period_without_any_possible_day_is_empty() -> None:
    first, last = ends_of(("2010-01-01", "2012-12-31"), ("1953-07-27", "1953-07-27"))
    assert empty_periods(first, last) == [(day("1953-07-28"), day("2010-01-01"))]


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
    assert [bins.bounds(n)[0] for n in bins.shown().tolist()[:4]] == ["1953-07", "1953-08", "2010-01", "2010-02"]
    assert bin_counts(first, last, np.zeros(2, dtype=int), 1, bins).sum() == pytest.approx(2)


@given(st.lists(stretches, min_size=1, max_size=12), st.integers(20, 180))
def test_no_event_may_have_been_in_what_is_left_out(events: list[list[int]], most: int) -> None:
    first, last = (np.array([ends[n] for ends in events], dtype=float) for n in (0, 1))
    bins = time_bins(first.min(), last.max(), most, 5, empty_periods(first, last))
    for begin, end in bins.breaks:
        assert not ((first < end) & (last >= begin)).any()
        assert {begin, end} <= set(bins.edges.tolist())
    assert len(bins.shown()) <= most
