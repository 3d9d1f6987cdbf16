"""Dates as people write them: each form with its EDTF, or why it is refused."""

import pytest

from dashboard.dataset import edtf
from dashboard.importing.dates import DateReading, UnreadableDateError, read_date

READ = {
    # Days, months and years in words and numbers
    "12 March 2014": "2014-03-12",
    "12th March 2014": "2014-03-12",
    "12th of March 2014": "2014-03-12",
    "March 12, 2014": "2014-03-12",
    "March 12th, 2014": "2014-03-12",
    "12-Mar-2014": "2014-03-12",
    "12 Mar. 2014": "2014-03-12",
    "Wednesday, 12 March 2014": "2014-03-12",
    "on 12 March 2014": "2014-03-12",
    "2014 March 12": "2014-03-12",
    "2014-03-12": "2014-03-12",
    "2014-3-12": "2014-03-12",
    "2014/03/12": "2014-03-12",
    "2014.03.12": "2014-03-12",
    "20140312": "2014-03-12",
    "12.03.2014": "2014-03-12",
    "13/03/2014": "2014-03-13",
    "03/13/2014": "2014-03-13",
    "1 January 2014": "2014-01-01",
    "Mar 2014": "2014-03",
    "Sept. 2014": "2014-09",
    "MARCH 2014": "2014-03",
    "March, 2014": "2014-03",
    "in March 2014": "2014-03",
    "2014 March": "2014-03",
    "03/2014": "2014-03",
    "2014": "2014",
    "(2014)": "2014",
    "year 2014": "2014",
    "  2014 ": "2014",
    "２０１４": "2014",
    "1990s": "199X",
    "the 1990s": "199X",
    # Other languages
    "12. März 2014": "2014-03-12",
    "12 mars 2014": "2014-03-12",
    "3 de marzo de 2014": "2014-03-03",
    "2014년 3월 12일": "2014-03-12",
    "2014年3月": "2014-03",
    # About and perhaps
    "c. 2014": "2014~",
    "c.2014": "2014~",
    "ca. 2014": "2014~",
    "circa March 2014": "2014-03~",
    "about 2014": "2014~",
    "About 12 March 2014": "2014-03-12~",
    "approx. 2014": "2014~",
    "around 2014": "2014~",
    "~2014": "2014~",
    "2014 (approx.)": "2014~",
    "2014?": "2014?",
    "March 2014 (?)": "2014-03?",
    "probably March 2014": "2014-03?",
    "c. 2014?": "2014%",
    "c. 2014-2015": "[2014~..2015~]",
    # Parts of a year
    "spring 2014": "2014-21",
    "summer 2014": "2014-22",
    "Summer of 2014": "2014-22",
    "autumn 2014": "2014-23",
    "fall 2014": "2014-23",
    "2014 summer": "2014-22",
    "winter 2014/15": "2014-24",
    "winter 2014-2015": "2014-24",
    "Q1 2014": "[2014-01..2014-03]",
    "2014 Q4": "[2014-10..2014-12]",
    "third quarter of 2014": "[2014-07..2014-09]",
    "first half of 2014": "[2014-01..2014-06]",
    "H2 2014": "[2014-07..2014-12]",
    # One of these
    "2014-2015": "[2014..2015]",
    "2014–2015": "[2014..2015]",
    "2014 - 2015": "[2014..2015]",
    "2014-15": "[2014..2015]",
    "2014 to 2015": "[2014..2015]",
    "between 2014 and 2015": "[2014..2015]",
    "2014 or 2015": "[2014,2015]",
    "15 or 16 December 2014": "[2014-12-15,2014-12-16]",
    "15/16 December 2014": "[2014-12-15,2014-12-16]",
    "15-16 December 2014": "[2014-12-15..2014-12-16]",
    "December 15 or 16, 2014": "[2014-12-15,2014-12-16]",
    "December 15-16, 2014": "[2014-12-15..2014-12-16]",
    "March or April 2014": "[2014-03,2014-04]",
    "March–May 2014": "[2014-03..2014-05]",
    "between March and May 2014": "[2014-03..2014-05]",
    "from 12 March to 3 April 2014": "[2014-03-12..2014-04-03]",
    "28 December 2014 - 3 January 2015": "[2014-12-28..2015-01-03]",
    "spring or summer 2014": "[2014-21,2014-22]",
    # Before and after
    "before 2004": "[..2003]",
    "before March 2014": "[..2014-02]",
    "before 12 March 2014": "[..2014-03-11]",
    "before summer 2014": "[..2014-05]",
    "prior to 2004": "[..2003]",
    "after 2004": "[2005..]",
    "after March 2014": "[2014-04..]",
    "after 31 December 2014": "[2015-01-01..]",
    "since 2014": "[2014..]",
    "by March 2014": "[..2014-03]",
    "not later than 2014": "[..2014]",
    "2014 or later": "[2014..]",
    "2014 or earlier": "[..2014]",
    # EDTF itself
    "2014~": "2014~",
    "2014-22": "2014-22",
    "[2014-03-12,2014-03-13]": "[2014-03-12,2014-03-13]",
    "2014-03-12/2014-03-20": "2014-03-12/2014-03-20",
    "2014/..": "2014/..",
    # Days that a spreadsheet counts
    "41710": "2014-03-12",
    "10000": "1927-05-18",
}

WITH_NOTE = {
    "early 2014": "[2014-01..2014-04]",
    "mid-2014": "[2014-05..2014-08]",
    "late 2014": "[2014-09..2014-12]",
    "end of 2014": "[2014-09..2014-12]",
    "2014 (early)": "[2014-01..2014-04]",
    "early March 2014": "[2014-03-01..2014-03-10]",
    "mid March 2014": "[2014-03-11..2014-03-20]",
    "late February 2016": "[2016-02-21..2016-02-29]",
    "early 1990s": "[1990..1993]",
    "late 2013 or early 2014": "[2013-09..2013-12,2014-01..2014-04]",
    "late 2013 to early 2014": "[2013-09..2014-04]",
    "before early 2014": "[..2013-12]",
    "12 March 2014 21:13": "2014-03-12",
    "2014-03-12T21:13": "2014-03-12",
    "12 March 2014 at 9:15 pm": "2014-03-12",
    "41710.5": "2014-03-12",
}

UNKNOWN = ("unknown", "Unknown", "not known", "n/a", "N.A.", "?", "-", "n.d.", "undated", "tbd")

REFUSED = {
    "12/03/2014": "is 12 March 2014 or 3 December 2014; say which with --day-first or --month-first",
    "12-03-2014": "is 12 March 2014 or 3 December 2014; say which with --day-first or --month-first",
    "before 12/03/2014": "is 12 March 2014 or 3 December 2014; say which with --day-first or --month-first",
    "winter 2014": "is the winter of 2013/14 or that of 2014/15; write which, as in winter 2014/15",
    "31/02/2014": "is no day of the calendar",
    "32 March 2014": "is no day of the calendar",
    "2014-13-45": "is no day of the calendar",
    "Thursday 12 March 2014": "is wrong: that day was a Wednesday",
    "15 or 16 December": "is not read as a date: the year is missing",
    "3 March": "is not read as a date: the year is missing",
    "12/03": "is not read as a date: the year is missing",
    "March": "is not read as a date: the year is missing",
    "12/03/14": "is not read as a date: write the year with four digits",
    "Mar-14": "is not read as a date: write the year with four digits",
}

NOT_DATES = ("asdf", "12 Foo 2014", "soon", "2014 March or so", "after the war", "Total: 25", "12", "listopad 2014")


@pytest.mark.parametrize(("text", "expected"), READ.items())
def test_a_date_is_read_without_losing_a_word(text, expected):
    assert read_date(text) == DateReading(expected)


@pytest.mark.parametrize(("text", "expected"), WITH_NOTE.items())
def test_what_edtf_cannot_say_is_kept_for_the_note(text, expected):
    assert read_date(text) == DateReading(expected, f"Date in the table: {text}")


@pytest.mark.parametrize("text", UNKNOWN)
def test_words_for_an_unknown_date_are_no_date(text):
    assert read_date(text) == DateReading(None)


@pytest.mark.parametrize(("text", "reason"), REFUSED.items())
def test_a_date_is_refused_with_the_reason(text, reason):
    with pytest.raises(UnreadableDateError) as raised:
        read_date(text)
    assert str(raised.value) == reason


@pytest.mark.parametrize("text", NOT_DATES)
def test_what_is_no_date_is_refused_with_examples_of_dates(text):
    with pytest.raises(UnreadableDateError, match="is not read as a date; write it as 12 March 2014, March 2014, 2014"):
        read_date(text)


def test_a_long_text_is_not_taken_apart():
    with pytest.raises(UnreadableDateError, match="is not read as a date"):
        read_date("2014 - " * 2000)


def test_every_date_that_is_read_is_edtf():
    for expected in (*READ.values(), *WITH_NOTE.values()):
        edtf.parse(expected)


@pytest.mark.parametrize("text", ["2014", "Mar 2014", "c. 2014", "early 2014", "1990s", "before 2004", "2014-2015"])
def test_a_year_is_never_its_first_of_january(text):
    assert "-01-01" not in read_date(text).edtf


@pytest.mark.parametrize(("order", "expected"), [("day-first", "2014-03-12"), ("month-first", "2014-12-03")])
@pytest.mark.parametrize("text", ["12/03/2014", "12-03-2014", "12.03.2014"])
def test_who_says_the_order_decides_which_number_is_the_month(text, order, expected):
    assert read_date(text, order).edtf == expected


def test_an_order_holds_within_spans_too():
    assert read_date("before 12/03/2014", "day-first").edtf == "[..2014-03-11]"
    assert read_date("01/03/2014 - 12/03/2014", "day-first").edtf == "[2014-03-01..2014-03-12]"
