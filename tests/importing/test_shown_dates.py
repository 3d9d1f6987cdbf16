"""How much of a date a cell shows, by its number format."""

import pytest

from dashboard.importing.shown_dates import shown_units, unit_of_format

FORMATS = {
    "yyyy": "year",
    "mmm yyyy": "month",
    "mmm-yy": "month",
    'mmmm" "yyyy;@': "month",
    "[$-409]mmm\\-yy;@": "month",
    "yyyy-mm-dd": "day",
    "d-mmm": "day",
    "dddd, mmmm dd": "day",
    "mm:ss": "day",
    "yyyy-mm hh:mm": "day",
    "0.00": "day",
    "General": "day",
    "": "day",
}


@pytest.mark.parametrize(("code", "unit"), FORMATS.items())
def test_a_format_without_a_day_shows_a_month_or_a_year(code, unit):
    assert unit_of_format(code) == unit


def test_a_file_of_another_kind_has_no_formats():
    assert shown_units(b"PK but no archive", "Sheet1") == {}
