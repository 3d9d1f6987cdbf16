"""What a column says of its dates: which order it shows, and days that spreadsheets count."""

import pytest

from dashboard.dataset.written_dates.counted_days import day_of_serial
from dashboard.importing.date_columns import ColumnOrder, order_of


def test_a_number_beyond_12_in_the_column_decides_and_is_named():
    assert order_of(["12/03/2014", "13/03/2014"], None) == ColumnOrder("day-first", "13/03/2014")
    assert order_of(["12/03/2014", "03/13/2014"], None) == ColumnOrder("month-first", "03/13/2014")


def test_numbers_within_words_decide_too():
    assert order_of(["before 25/12/2014"], None) == ColumnOrder("day-first", "before 25/12/2014")


def test_a_column_that_shows_both_orders_or_none_decides_nothing():
    assert order_of(["13/03/2014", "03/13/2014"], None) == ColumnOrder(None)
    assert order_of(["12/03/2014", "2014-03-13", "March 2014"], None) == ColumnOrder(None)


def test_a_day_that_the_calendar_does_not_have_decides_nothing():
    assert order_of(["31/11/2014", "3/4/2015"], None) == ColumnOrder(None)
    assert order_of(["29/02/2016", "29/02/2015"], None) == ColumnOrder("day-first", "29/02/2016")


def test_the_order_that_is_asked_for_wins():
    assert order_of(["13/03/2014"], "month-first") == ColumnOrder("month-first")


@pytest.mark.parametrize(
    ("text", "day"),
    [("41710", "2014-03-12"), ("41710.75", "2014-03-12"), ("2014", None), ("9999", None), ("60001", None), ("x", None)],
)
def test_days_are_counted_from_30_december_1899(text, day):
    assert day_of_serial(text) == day
