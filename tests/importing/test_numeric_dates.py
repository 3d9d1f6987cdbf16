"""Dates in numbers: which order a column shows, and days that spreadsheets count."""

import pytest

from dashboard.importing.numeric_dates import AmbiguousDateError, ColumnOrder, day_of_serial, numeric_day, order_of


def test_a_number_beyond_12_in_the_column_decides_and_is_named():
    assert order_of(["12/03/2014", "13/03/2014"], None) == ColumnOrder("day-first", "13/03/2014")
    assert order_of(["12/03/2014", "03/13/2014"], None) == ColumnOrder("month-first", "03/13/2014")


def test_numbers_within_words_decide_too():
    assert order_of(["before 25/12/2014"], None) == ColumnOrder("day-first", "before 25/12/2014")


def test_a_column_that_shows_both_orders_or_none_decides_nothing():
    assert order_of(["13/03/2014", "03/13/2014"], None) == ColumnOrder(None)
    assert order_of(["12/03/2014", "2014-03-13", "March 2014"], None) == ColumnOrder(None)


def test_the_order_that_is_asked_for_wins():
    assert order_of(["13/03/2014"], "month-first") == ColumnOrder("month-first")


def test_two_numbers_that_may_be_the_month_are_refused_with_both_readings():
    with pytest.raises(AmbiguousDateError, match="is 2 January 2014 or 1 February 2014"):
        numeric_day("02/01/2014", None)


def test_the_same_number_twice_is_one_day():
    assert numeric_day("03/03/2014", None) == "2014-03-03"


def test_a_number_beyond_12_is_the_day_whatever_the_order():
    assert numeric_day("13/03/2014", "month-first") == "2014-03-13"


def test_another_form_is_none_of_these():
    assert numeric_day("12 March 2014", None) is None
    assert numeric_day("12/3.2014", None) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [("41710", "2014-03-12"), ("41710.75", "2014-03-12"), ("2014", None), ("9999", None), ("60001", None), ("x", None)],
)
def test_days_are_counted_from_30_december_1899(text, day):
    assert day_of_serial(text) == day
