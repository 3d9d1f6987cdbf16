"""Dates in the cells of a table: what is kept for the note, and the messages where one is refused."""

import pytest

from dashboard.importing.dates import DateReading, UnreadableDateError, read_date, with_year

WITH_NOTE = {
    "early 2014": "[2014-01..2014-04]",
    "late February 2016": "[2016-02-21..2016-02-29]",
    "before early 2014": "[..2013-12]",
    "12 March 2014 21:13": "2014-03-12",
    "41710.5": "2014-03-12",
}

REFUSED = {
    "12/03/2014": "is 12 March 2014 or 3 December 2014; say which with --day-first or --month-first",
    "12-03-2014": "is 12 March 2014 or 3 December 2014; say which with --day-first or --month-first",
    "before 12/03/2014": "is 12 March 2014 or 3 December 2014; say which with --day-first or --month-first",
    "winter 2014": "is the winter of 2013/14 or that of 2014/15; write which, as in winter 2014/15",
    "2011/12": "is December 2011 or 2011 to 2012; write which, as in 2011 to 2012",
    "31/02/2014": "is not read as a date: February 2014 has no day 31, only 01 to 28",
    "Thursday 12 March 2014": "is not read as a date: 12 March 2014 was a Wednesday",
    "15 or 16 December": "is not read as a date: the year is missing",
    "12/03/14": "is not read as a date: write the year with four digits",
}


@pytest.mark.parametrize(("text", "expected"), WITH_NOTE.items())
def test_what_edtf_cannot_say_is_kept_for_the_note(text, expected):
    found = read_date(text)
    assert (found.edtf, found.note) == (expected, f"Date in the table: {text}")


@pytest.mark.parametrize(
    ("text", "expected"),
    [("12 March 2014", "2014-03-12"), ("c. 2014", "2014~"), ("41710", "2014-03-12"), ("10000", "1927-05-18")],
)
def test_what_edtf_can_say_needs_no_note(text, expected):
    assert read_date(text) == DateReading(expected)


@pytest.mark.parametrize(
    ("text", "may_have_lasted", "is_part"),
    [
        ("2014-2015", True, False),
        ("from 2014 to 2016", False, False),
        ("before 2004", False, False),
        ("between 2014 and 2015", False, False),
        ("early 2014", False, True),
        ("first week of March 2014", False, True),
        ("2014", False, False),
    ],
)
def test_it_tells_spans_and_parts_of_time(text, may_have_lasted, is_part):
    found = read_date(text)
    assert (found.may_have_lasted, found.is_part) == (may_have_lasted, is_part)


@pytest.mark.parametrize(
    "text",
    ["25/12", "12.3.", "12/14", "12 Mar", "March 13", "May 14", "14-May", "15 or 16 December",
     "between 12 and 14 March", "March 12, 15 and 17", "12 March, 14 April", "25/12 - 28/12", "12-15/3",
     "3 May, 14:00", "early", "c."],
)  # fmt: skip
def test_the_year_of_a_row_completes_a_text_without_one(text):
    assert with_year(text, "2014") == f"{text} 2014"
    assert with_year(text, None) == text


@pytest.mark.parametrize(
    "text",
    ["5/12/15", "5-12-15", "5. 12. 15", "5/12/5", "5/12-15", "Mar-14", "March-14", "Mar/14", "May '14", "12 Mar 14",
     "12-Mar-14", "12Mar14", "March 12, 15", "March 12 15", "before 5/12/15", "2 or 3 May 15"],
)  # fmt: skip
def test_a_year_of_two_digits_is_asked_for_with_four_beside_any_year(text):
    for year in ("2014", "2015", "2020", None):
        with pytest.raises(UnreadableDateError, match="is not read as a date: write the year with four digits"):
            read_date(text, year=year)


@pytest.mark.parametrize("text", ["12 March 2013", "2013", "199X", "unknown", "41710"])
def test_a_date_with_a_year_keeps_it(text):
    assert with_year(text, "2014") == text


def test_the_note_quotes_what_the_table_says():
    assert read_date("3 May, 14:00", year="2014") == DateReading(
        "2014-05-03", "Date in the table: 3 May, 14:00", borrows_year=True
    )


@pytest.mark.parametrize("text", ["unknown", "N.A.", "?", "-", "undated"])
def test_words_for_an_unknown_date_are_no_date(text):
    assert read_date(text) == DateReading(None)


@pytest.mark.parametrize(("text", "reason"), REFUSED.items())
def test_a_date_is_refused_with_the_reason(text, reason):
    with pytest.raises(UnreadableDateError) as raised:
        read_date(text)
    assert str(raised.value) == reason


@pytest.mark.parametrize("text", ["asdf", "12 Foo 2014", "2014 - " * 2000])
def test_what_is_no_date_is_refused_with_examples_of_dates(text):
    with pytest.raises(UnreadableDateError, match="is not read as a date; write it as 12 March 2014, March 2014, 2014"):
        read_date(text)


def test_the_order_that_is_asked_for_decides():
    assert read_date("12/03/2014", "day-first") == DateReading("2014-03-12")
    assert read_date("12/03/2014", "month-first") == DateReading("2014-12-03")
