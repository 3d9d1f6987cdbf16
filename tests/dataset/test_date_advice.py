"""Dates as people write them, and what the message says to write instead."""

import pytest

from dashboard.dataset.edtf import DateError, parse

LEAVE_OUT = "leave the date out if it is not known"

ADVICE = {
    "2016-08-17 or 18": "write [2016-08-17,2016-08-18]",
    "2016-08-17 to 20": "write [2016-08-17..2016-08-20] for one of these, 2016-08-17/2016-08-20 for all of it",
    "2016-08-17 or 32": "August 2016 has no day 32, only 01 to 31",
    "[2014-2015]": "write [2014..2015]",
    "[2016-08-17..20]": "write [2016-08-17..2016-08-20]",
    "[2014 or 2015]": "write [2014,2015]",
    "[17 August 2016]": "write it as 2016-08-17",
    "44000": "a spreadsheet's number? It would be 2020-06-18; see what the source says",
    "2016-W33": "write [2016-08-15..2016-08-21] for one of these, 2016-08-15/2016-08-21 for all of it",
    "week 53 of 2015": "write [2015-12-28..2016-01-03] for one of these, 2015-12-28/2016-01-03 for all of it",
    "2016-W33-3": "write it as 2016-08-17",
    "2016-W53": "2016 has no week 53, only 01 to 52",
    # about, perhaps
    "c. 2014": "write 2014~",
    "ca. March 2014": "write 2014-03~",
    "circa 2014": "write 2014~",
    "around 12 March 2014": "write 2014-03-12~",
    "~2014-05": "write 2014-05~",
    "2014 (approx.)": "write 2014~",
    "probably 2014": "write 2014?",
    "2014 (?)": "write 2014?",
    # between two
    "2014-2015": "write [2014..2015] for one of these, 2014/2015 for all of it",
    "2014–15": "write [2014..2015] for one of these, 2014/2015 for all of it",
    "March-April 2014": "write [2014-03..2014-04] for one of these, 2014-03/2014-04 for all of it",
    "12-15 March 2014": "write [2014-03-12..2014-03-15] for one of these, 2014-03-12/2014-03-15 for all of it",
    "March 12-15, 2014": "write [2014-03-12..2014-03-15] for one of these, 2014-03-12/2014-03-15 for all of it",
    "2014-05-03 - 2014-05-10": "write [2014-05-03..2014-05-10] for one of these, 2014-05-03/2014-05-10 for all of it",
    "between 2014 and 2016": "write [2014..2016]",
    "from 2014 to 2016": "write 2014/2016",
    "15/16 December 2014": "write [2014-12-15,2014-12-16] for one of these, 2014-12-15/2014-12-16 for all of it",
    "15 or 16 December 2014": "write [2014-12-15,2014-12-16]",
    "2014, 2015": "write [2014,2015]",
    # before and after
    "before 2014": "write [..2013]",
    "before 1 July 2016": "write [..2016-06-30]",
    "prior to January 2014": "write [..2013-12]",
    "by May 2016": "write [..2016-05] if it happened by then, ../2016-05 if it lasted until then",
    "after 2014": "write [2015..]",
    "after 31 December 2014": "write [2015-01-01..]",
    "not before 2014": "write [2014..]",
    "since 2014": "write [2014..] if it happened since then, 2014/.. if it has gone on since then",
    # parts of a year
    "Summer 2014": "write it as 2014-22",
    "autumn of 2014": "write it as 2014-23",
    "2014 spring": "write it as 2014-21",
    "winter 2014/15": "write it as 2014-24",
    "winter 2014": "is it the winter of 2013/14 or that of 2014/15? Write 2013-24 or 2014-24",
    "early 2014": "write 2014, or [2014-01..2014-04] if the source means about that",
    "late March 2014": "write 2014-03, or [2014-03-21..2014-03-31] if the source means about that",
    "Q1 2014": "write [2014-01..2014-03]",
    "the 1990s": "write it as 199X",
    # a day in words
    "1st July 2016": "write it as 2016-07-01",
    "the 3rd of July 2016": "write it as 2016-07-03",
    "July 2nd, 2016": "write it as 2016-07-02",
    "25-Aug-2016": "write it as 2016-08-25",
    # day or month first
    "07/01/2016": "is it 7 January or 1 July? Write 2016-01-07 or 2016-07-01",
    "3-4-2016": "is it 3 April or 4 March? Write 2016-04-03 or 2016-03-04",
    "1/1/2016": "write it as 2016-01-01",
    "7/1/16": "write the year with four digits, as in 2016-08-25",
    "before 07/01/2016": "is it 7 January or 1 July? Write [..2016-01-06] or [..2016-06-30]",
    "2011–12": "is it December 2011 or 2011 to 2012? Write 2011-12 or [2011..2012]",
    "2014-16": "month 16 does not exist; months are 01 to 12, seasons 21 to 24 with a full year and no day; "
    "for years, write [2014..2016] for one of these, 2014/2016 for all of it",
    # no day, or no year
    "31 February 2014": "February 2014 has no day 31, only 01 to 28",
    "Monday, 3 May 2015": "3 May 2015 was a Sunday",
    "2014-2013": "its end, 2013, is before its start, 2014",
    "May": "the year is missing, as in 2016-08-25",
    # quotes and brackets
    "“2016-08-17”": 'curly quotes are part of the text; use straight ones: "2016-08-17"',
    "‘2016’": 'curly quotes are part of the text; use straight ones: "2016"',
    "'2016-08'": 'inner quotes are part of the text; leave them out: "2016-08"',
    "[..2014": "write [..2014]",
    "2014..2015": "write [2014..2015]",
    # nothing known
    "unknown": LEAVE_OUT,
    "n/a": LEAVE_OUT,
    "TBC": LEAVE_OUT,
    "(not known)": LEAVE_OUT,
    "?": LEAVE_OUT,
    "-": LEAVE_OUT,
}


@pytest.mark.parametrize(("text", "advice"), ADVICE.items())
def test_the_message_says_what_to_write(text, advice):
    with pytest.raises(DateError) as error:
        parse(text)
    assert str(error.value) == f"{text!r} is not a date: {advice}"


@pytest.mark.parametrize("text", [text for text, advice in ADVICE.items() if advice.startswith("write ")])
def test_the_nearest_date_is_one(text):
    with pytest.raises(DateError) as error:
        parse(text)
    assert text == "7/1/16" or parse(error.value.nearest)


@pytest.mark.parametrize("text", ["soon", "the other day", "before", "between 2014"])
def test_nothing_is_guessed_where_nothing_fits(text):
    with pytest.raises(DateError, match="is not a date: expected 2016"):
        parse(text)
