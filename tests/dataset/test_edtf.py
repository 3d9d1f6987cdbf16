"""EDTF dates against bounds worked out by hand from ISO 8601-2:2019 and the calendar."""

import calendar
import re
from datetime import MAXYEAR, date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.dataset.date_words import bounds_in_words, in_words
from dashboard.dataset.edtf import DateError, parse

# text: earliest, latest; None is open
BOUNDS = {
    # years, months, days
    "2016": ("2016-01-01", "2016-12-31"),
    "0001": ("0001-01-01", "0001-12-31"),
    "9999": ("9999-01-01", "9999-12-31"),
    "2015-07": ("2015-07-01", "2015-07-31"),
    "2016-01": ("2016-01-01", "2016-01-31"),
    "2016-04": ("2016-04-01", "2016-04-30"),
    "2016-12": ("2016-12-01", "2016-12-31"),
    "2015-02": ("2015-02-01", "2015-02-28"),
    "2016-02": ("2016-02-01", "2016-02-29"),
    "1900-02": ("1900-02-01", "1900-02-28"),
    "2000-02": ("2000-02-01", "2000-02-29"),
    "2016-08-25": ("2016-08-25", "2016-08-25"),
    "2016-02-29": ("2016-02-29", "2016-02-29"),
    "0001-01-01": ("0001-01-01", "0001-01-01"),
    "9999-12-31": ("9999-12-31", "9999-12-31"),
    # seasons
    "2016-21": ("2016-03-01", "2016-05-31"),
    "2016-22": ("2016-06-01", "2016-08-31"),
    "2016-23": ("2016-09-01", "2016-11-30"),
    "2016-24": ("2016-12-01", "2017-02-28"),
    "2015-24": ("2015-12-01", "2016-02-29"),
    "9999-24": ("9999-12-01", "9999-12-31"),
    # uncertain: not widened
    "2016?": ("2016-01-01", "2016-12-31"),
    "2016-08?": ("2016-08-01", "2016-08-31"),
    "2016-08-25?": ("2016-08-25", "2016-08-25"),
    # approximate: widened by 3 days, a month, a year
    "2016-08-18~": ("2016-08-15", "2016-08-21"),
    "2016-08-18%": ("2016-08-15", "2016-08-21"),
    "2016-01-02~": ("2015-12-30", "2016-01-05"),
    "2016-02-28~": ("2016-02-25", "2016-03-02"),
    "2015-02-28~": ("2015-02-25", "2015-03-03"),
    "2015-07~": ("2015-06-01", "2015-08-31"),
    "2016-01~": ("2015-12-01", "2016-02-29"),
    "2015-12%": ("2015-11-01", "2016-01-31"),
    "2016-03~": ("2016-02-01", "2016-04-30"),
    "2016-21~": ("2016-02-01", "2016-06-30"),
    "2016-23~": ("2016-08-01", "2016-12-31"),
    "2016-24~": ("2016-11-01", "2017-03-31"),
    "2016~": ("2015-01-01", "2017-12-31"),
    "2016%": ("2015-01-01", "2017-12-31"),
    "201X~": ("2009-01-01", "2020-12-31"),
    "2016-08-2X~": ("2016-08-17", "2016-09-01"),
    "2016-XX-XX~": ("2015-12-29", "2017-01-03"),
    "2016-1X~": ("2016-09-01", "2017-01-31"),
    "156X-12-25~": ("1559-12-25", "1570-12-25"),
    "201X-02-29~": ("2011-02-28", "2017-02-28"),
    # approximate, at the ends of the calendar
    "0001-01-02~": ("0001-01-01", "0001-01-05"),
    "0001-01~": ("0001-01-01", "0001-02-28"),
    "0001~": ("0001-01-01", "0002-12-31"),
    "9999-12-30~": ("9999-12-27", "9999-12-31"),
    "9999-12~": ("9999-11-01", "9999-12-31"),
    "9999-24~": ("9999-11-01", "9999-12-31"),
    "9999~": ("9998-01-01", "9999-12-31"),
    "XXXX~": ("0001-01-01", "9999-12-31"),
    # unspecified digits
    "2016-08-2X": ("2016-08-20", "2016-08-29"),
    "2016-08-0X": ("2016-08-01", "2016-08-09"),
    "2016-08-3X": ("2016-08-30", "2016-08-31"),
    "2016-09-3X": ("2016-09-30", "2016-09-30"),
    "2016-02-2X": ("2016-02-20", "2016-02-29"),
    "2015-02-2X": ("2015-02-20", "2015-02-28"),
    "2016-08-X5": ("2016-08-05", "2016-08-25"),
    "2016-08-X1": ("2016-08-01", "2016-08-31"),
    "2016-02-XX": ("2016-02-01", "2016-02-29"),
    "2016-XX": ("2016-01-01", "2016-12-31"),
    "2016-0X": ("2016-01-01", "2016-09-30"),
    "2016-1X": ("2016-10-01", "2016-12-31"),
    "2016-X1": ("2016-01-01", "2016-11-30"),
    "2016-XX-XX": ("2016-01-01", "2016-12-31"),
    "2016-XX-31": ("2016-01-31", "2016-12-31"),
    "2016-XX-25": ("2016-01-25", "2016-12-25"),
    "2015-X2-30": ("2015-12-30", "2015-12-30"),
    "201X": ("2010-01-01", "2019-12-31"),
    "20XX": ("2000-01-01", "2099-12-31"),
    "20X6": ("2006-01-01", "2096-12-31"),
    "000X": ("0001-01-01", "0009-12-31"),
    "XXXX": ("0001-01-01", "9999-12-31"),
    "201X-08": ("2010-08-01", "2019-08-31"),
    "201X-02": ("2010-02-01", "2019-02-28"),
    "156X-12-25": ("1560-12-25", "1569-12-25"),
    "201X-02-29": ("2012-02-29", "2016-02-29"),
    "190X-02-29": ("1904-02-29", "1908-02-29"),
    "XXXX-02-29": ("0004-02-29", "9996-02-29"),
    # intervals
    "2016-07-01/2016-07-06": ("2016-07-01", "2016-07-06"),
    "2016-07-01/2016-07-01": ("2016-07-01", "2016-07-01"),
    "2015/2016": ("2015-01-01", "2016-12-31"),
    "2015-12/2016-02": ("2015-12-01", "2016-02-29"),
    "2015-22/2015-24": ("2015-06-01", "2016-02-29"),
    "2016-08-10/2016-08": ("2016-08-10", "2016-08-31"),
    "2016-08/2016-08-10": ("2016-08-01", "2016-08-10"),
    "2016/2016-01-01": ("2016-01-01", "2016-01-01"),
    "2016-08-2X/2016-09": ("2016-08-20", "2016-09-30"),
    "2016-07-04~/2016-07-06": ("2016-07-01", "2016-07-06"),
    "2016-07-04/2016-07-06~": ("2016-07-04", "2016-07-09"),
    "2015~/2016-03?": ("2014-01-01", "2016-03-31"),
    "2015/..": ("2015-01-01", None),
    "2015-08~/..": ("2015-07-01", None),
    "../2016": (None, "2016-12-31"),
    "2019/": ("2019-01-01", None),
    "2019-07-04~/": ("2019-07-01", None),
    "/2019": (None, "2019-12-31"),
    "../2016-24": (None, "2017-02-28"),
    # sets
    "[2016]": ("2016-01-01", "2016-12-31"),
    "[2016-08-17,2016-08-18]": ("2016-08-17", "2016-08-18"),
    "[2016-08-18,2016-08-17]": ("2016-08-17", "2016-08-18"),
    "[2015,2016-08,2017-01-05]": ("2015-01-01", "2017-01-05"),
    "[2016-08-22..2016-08-25]": ("2016-08-22", "2016-08-25"),
    "[2016-08-22..2016-08]": ("2016-08-22", "2016-08-31"),
    "[2014,2016-03..2016-05]": ("2014-01-01", "2016-05-31"),
    "[2016-08-18~,2016-08-25]": ("2016-08-15", "2016-08-25"),
    "[201X..2021]": ("2010-01-01", "2021-12-31"),
    "[..2016-08-25]": (None, "2016-08-25"),
    "[..2016-08-25,2016-08-28]": (None, "2016-08-28"),
    "[2016-08-25..]": ("2016-08-25", None),
    "[2016-07,2016-08-25..]": ("2016-07-01", None),
    "[..2014,2016..]": (None, None),
}

# text: what its error says after "... is not a date: "
ERRORS = {
    "": "expected 2016, 2016-08, 2016-21 (spring) or 2016-08-25",
    "soon": "expected 2016, 2016-08, 2016-21 (spring) or 2016-08-25",
    "16": "expected 2016",
    "02016": "expected 2016",
    "Y12016": "expected 2016",
    "2016-": "expected 2016",
    "2016-08-25-": "expected 2016",
    "2016-08-25Z": "expected 2016",
    "2016-08??": "write 2016-08?",
    "2016?-08": "expected 2016",
    "2016-08-25\x00": "expected 2016",
    "05/08/2016": "is it 5 August or 8 May? Write 2016-08-05 or 2016-05-08",
    # not in the calendar
    "0000": "years before 1 cannot be given; years are 0001 to 9999",
    "0000-01-01": "years before 1 cannot be given",
    "0000-XX": "years before 1 cannot be given",
    "-0044": "years before 1 cannot be given",
    "-0044-03-15~": "years before 1 cannot be given",
    "Y-17000": "years before 1 cannot be given",
    "-0044/0014": "years before 1 cannot be given",
    "[..-0044]": "years before 1 cannot be given",
    "44 BC": "years before 1 cannot be given",
    "15 March 44 BCE": "years before 1 cannot be given",
    "2016-00": "month 00 does not exist; months are 01 to 12",
    "2016-13": "month 13 does not exist",
    "2016-20": "month 20 does not exist",
    "2016-25": "month 25 does not exist; months are 01 to 12, seasons 21 to 24",
    "2016-13-01": "month 13 does not exist",
    "2016-21-05": "month 21 does not exist",
    "201X-21": "month 21 does not exist; months are 01 to 12, seasons 21 to 24 with a full year",
    "2016-2X": "month 2X does not exist",
    "2016-2X-01": "month 2X does not exist",
    "2016-08-00": "August 2016 has no day 00, only 01 to 31",
    "2016-08-32": "August 2016 has no day 32, only 01 to 31",
    "2016-02-30": "February 2016 has no day 30, only 01 to 29",
    "2015-02-29": "February 2015 has no day 29, only 01 to 28",
    "1900-02-29": "February 1900 has no day 29, only 01 to 28",
    "2016-02-3X": "no day of the calendar has these digits",
    "2016-08-4X": "no day of the calendar has these digits",
    "2016-04-X1?/2016-06-31": "June 2016 has no day 31, only 01 to 30",
    "XXX1-02-29": "no day of the calendar has these digits",
    "XXXX-02-3X": "no day of the calendar has these digits",
    # near misses
    "2016-8-25": "write it as 2016-08-25",
    "2016-8": "write it as 2016-08",
    "2016/8/25": "write it as 2016-08-25",
    "2016/08/25": "write it as 2016-08-25",
    "2016.08.25": "write it as 2016-08-25",
    "20160825": "write it as 2016-08-25",
    "25.08.2016": "write it as 2016-08-25",
    "5.8.2016": "write it as 2016-08-05",
    "25/08/2016": "write it as 2016-08-25",
    "8/25/2016": "write it as 2016-08-25",
    "Aug 2016": "write it as 2016-08",
    "Sept. 2016": "write it as 2016-09",
    "25 August 2016": "write it as 2016-08-25",
    "August 25, 2016": "write it as 2016-08-25",
    "2016-08-25T10:00": "write it as 2016-08-25; keep the time of day in the note",
    "2016-08-25 10:00:00Z": "write it as 2016-08-25; keep the time of day in the note",
    "2016-07-02T21:13:00+03:00": "write it as 2016-07-02; keep the time of day in the note",
    "2016-07-02T2113": "write it as 2016-07-02; keep the time of day in the note",
    "2 July 2016, 9:13 pm": "write it as 2016-07-02; keep the time of day in the note",
    "2016-07-02T21:13/2016-07-03T01:00": "write it as 2016-07-02/2016-07-03; keep the time of day in the note",
    "[2016-07-02T21:13..2016-07-03]": "write it as [2016-07-02..2016-07-03]; keep the time of day in the note",
    "2016-02-30T21:13": "February 2016 has no day 30, only 01 to 29",
    " 2016-08-25": "write it as 2016-08-25",
    "2016-08-25\n": "write it as 2016-08-25",
    "2016 / 2017": "write it as 2016/2017",
    "[2016, 2017]": "write it as [2016,2017]",
    "2016-08-2x": "write it as 2016-08-2X",
    "２０１６": "write it as 2016, in ASCII characters",
    "٢٠١٦-٠٨": "write it as 2016-08, in ASCII characters",
    "2016–08–25": "write it as 2016-08-25, in ASCII characters",
    "32.08.2016": "August 2016 has no day 32, only 01 to 31",
    # qualifiers
    "~2016": "write 2016~",
    "?2016-08-25": "write 2016-08-25?",
    "2016/%2017": "a qualifier goes at the end",
    # intervals
    "/": "it is open at both ends, or they are not known; leave the date out",
    "/..": "it is open at both ends, or they are not known",
    "../": "it is open at both ends, or they are not known",
    "../..": "it is open at both ends, or they are not known; leave the date out",
    "2017/2016": "its end, 2016, is before its start, 2017",
    "2016-08-25/2016-08-24": "its end, 2016-08-24, is before its start, 2016-08-25",
    "2016-08-25~/2016-08-24~": "its end, 2016-08-24~, is before its start, 2016-08-25~",
    "2016/2017/2018": "expected 2016, 2016-08, 2016-21 (spring) or 2016-08-25, found '2017/2018'",
    "2016/soon": "expected 2016, 2016-08, 2016-21 (spring) or 2016-08-25, found 'soon'",
    "2016../2017": "expected 2016",
    # sets
    "[]": "expected 2016",
    "[..]": "it is open at both ends",
    "[2016,]": "expected 2016",
    "[2016": "write [2016]",
    "2016]": "write [2016]",
    "2016..2017": "write [2016..2017]",
    "[2016,..2017]": "only the first member of a set can begin with .. and only the last can end with it",
    "[2016..,2017]": "only the first member of a set can begin with ..",
    "[2014,..,2017]": "only the first member of a set can begin with ..",
    "[2017..2016]": "its end, 2016, is before its start, 2017",
    "[2015..2016..2017]": "expected 2016",
    "[2016...2017]": "expected 2016",
    "[2015/2016]": "expected 2016",
    "[2016]?": "write [2016?]",
    "[[2016]]": "expected 2016",
    "{2016,2017}": "{...}, all of several dates, is not supported; write [a,b] for one of them",
}

PRECISIONS = {
    "2016-08-25": "day",
    "2016-08-18~": "day",
    "2015-07": "month",
    "2015-02%": "month",
    "2016-22": "season",
    "2016-24": "season",
    "9999-24": "season",
    "2016": "year",
    "2015~": "year",
    "2016-09-3X": "day",
    "2016-08-3X": "week",
    "2016-08-2X": "month",
    "2016-08-2X~": "month",
    "2016-1X": "season",
    "2016-XX": "year",
    "201X": "wider",
    "2016-07-01/2016-07-01": "day",
    "2016-07-01/2016-07-02": "week",
    "2016-07-01/2016-07-07": "week",
    "2016-07-01/2016-07-08": "month",
    "2016-07-01/2016-07-31": "month",
    "2016-07-01/2016-08-01": "season",
    "2016-07/2016-09": "season",
    "2016-07-01/2016-10-01": "year",
    "2016-01-01/2016-12-31": "year",
    "2016-01-01/2017-01-01": "wider",
    "2016-07-01~/2016-07-06~": "week",
    "2015/..": "wider",
    "../2016": "wider",
    "[2016-08-25]": "day",
    "[2016-08-17,2016-08-18]": "week",
    "[2016]": "year",
    "[..2016-08-25]": "wider",
    "[2016-08-25..]": "wider",
}

QUALIFIERS = {
    "2016": None,
    "2016?": "uncertain",
    "2016~": "approximate",
    "2016%": "uncertain and approximate",
    "2016-08-2X?": "uncertain",
    "2015?/2016": "uncertain",
    "2015/2016~": "approximate",
    "2015~/2016~": "approximate",
    "2015?/2016~": "uncertain and approximate",
    "2015%/2016~": "uncertain and approximate",
    "2015~/..": "approximate",
    "[2015,2016?]": "uncertain",
    "[2015~,2016?]": "uncertain and approximate",
    "[..2016~]": "approximate",
}


def day(text):
    return text and date.fromisoformat(text)


@pytest.mark.parametrize(("text", "bounds"), BOUNDS.items())
def test_a_date_lies_between_the_days_worked_out_by_hand(text, bounds):
    d = parse(text)
    assert (d.earliest, d.latest) == (day(bounds[0]), day(bounds[1]))
    assert d.text == text


@pytest.mark.parametrize(("text", "reason"), ERRORS.items())
def test_what_is_not_a_date_is_named_with_what_is_allowed(text, reason):
    with pytest.raises(DateError) as error:
        parse(text)
    assert str(error.value).startswith(f"{text!r} is not a date: {reason}")


@pytest.mark.parametrize(("text", "precision"), PRECISIONS.items())
def test_precision_is_the_form_or_the_number_of_days(text, precision):
    assert parse(text).precision == precision


@pytest.mark.parametrize(("text", "qualifier"), QUALIFIERS.items())
def test_the_qualifier_is_the_union_of_those_written(text, qualifier):
    assert parse(text).qualifier == qualifier


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2016-08-18~", "2016-08-18", "2016-08-18"),
        ("2015-07%", "2015-07-01", "2015-07-31"),
        ("2016~/2017", "2016-01-01", "2017-12-31"),
        ("[2016-08-18~,2016-08-25~]", "2016-08-18", "2016-08-25"),
        ("2016-08~/..", "2016-08-01", None),
        ("[..2016-08-25~]", None, "2016-08-25"),
        ("2016-08-25", "2016-08-25", "2016-08-25"),
    ],
)
def test_the_core_of_an_approximate_date_is_not_widened(text, first, last):
    assert (parse(text).core_earliest, parse(text).core_latest) == (day(first), day(last))


@pytest.mark.parametrize("text", ["2015/2016", "2015/..", "../2016"])
def test_an_interval_lasted(text):
    assert parse(text).is_interval


@pytest.mark.parametrize("text", ["2016", "201X", "[2015..2016]", "[..2016]", "[2015,2016]"])
def test_any_other_date_fell_within_its_bounds(text):
    assert not parse(text).is_interval


def test_a_very_long_text_is_cut_short_in_its_error():
    with pytest.raises(DateError) as error:
        parse("2016-08-25" * 1000)
    assert len(str(error.value)) < 300


years = st.from_regex(r"[0-9X]{4}", fullmatch=True) | st.sampled_from(["2015", "2016", "201X"])
months = st.sampled_from(["01", "02", "08", "12", "21", "24", "0X", "1X", "XX", "X2"])
days = st.sampled_from(["01", "28", "29", "30", "31", "2X", "3X", "XX", "X9"])
simple = st.builds(
    lambda parts, mark: "-".join(parts) + mark,
    st.tuples(years) | st.tuples(years, months) | st.tuples(years, months, days),
    st.sampled_from(["", "?", "~", "%"]),
)
end = simple | st.just("..")
members = st.lists(simple | st.builds("{}..{}".format, simple, simple), min_size=1, max_size=3).map(",".join)
sets = st.builds("[{}{}{}]".format, st.sampled_from(["", ".."]), members, st.sampled_from(["", ".."]))
texts = simple | st.builds("{}/{}".format, end, end) | sets


@given(texts)
def test_whatever_is_read_runs_forwards_and_can_be_said_and_read_again(text):
    try:
        d = parse(text)
    except DateError:
        return
    assert (d.earliest or date.min) <= (d.core_earliest or date.min) <= (d.core_latest or date.max)
    assert (d.core_latest or date.max) <= (d.latest or date.max)
    assert (d.earliest is None) == (d.core_earliest is None)
    assert (d.latest is None) == (d.core_latest is None)
    assert in_words(d)
    bounds = bounds_in_words(d)
    assert bounds is None or bounds.startswith(("between ", "at most from ", "on ", "any day"))
    parse.cache_clear()
    assert parse(d.text) == d


@given(st.dates())
def test_a_plain_day_is_the_day_of_the_calendar(expected):
    d = parse(expected.isoformat())
    assert (d.earliest, d.latest, d.precision, d.qualifier) == (expected, expected, "day", None)


@given(st.dates(max_value=date(MAXYEAR, 11, 30)))
def test_a_month_ends_on_the_day_before_the_next(expected):
    d = parse(f"{expected.year:04}-{expected.month:02}")
    assert d.earliest == expected.replace(day=1)
    assert d.latest is not None
    assert (d.latest + timedelta(days=1)).day == 1
    assert d.latest >= expected


@given(st.integers(1, 9999), st.integers(1, 12))
def test_months_and_years_have_the_days_of_the_calendar_of_the_standard_library(year, month):
    days = [date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])]
    d = parse(f"{year:04}-{month:02}")
    assert (d.earliest, d.latest) == (days[0], days[-1])
    d = parse(f"{year:04}")
    assert d.earliest is not None
    assert d.latest is not None
    assert (d.latest - d.earliest).days + 1 == 365 + calendar.isleap(year)


@given(st.integers(1, 9999), st.integers(0, 3))
def test_a_season_is_three_months_of_the_calendar(year, season):
    d = parse(f"{year:04}-{21 + season}")
    months = [(year, month) for month in range(3 + 3 * season, 6 + 3 * season)]
    real = [(y + (m > 12), (m - 1) % 12 + 1) for y, m in months if y + (m > 12) <= 9999]
    assert d.earliest == date(*real[0], 1)
    assert d.latest == date(*real[-1], calendar.monthrange(*real[-1])[1])


@given(st.integers(1, 9999), months, days)
def test_digits_left_open_are_bounded_by_the_first_and_last_day_that_fits(year, month, day_):
    text = f"{year:04}-{month}-{day_}"
    pattern = text.replace("X", "[0-9]")
    in_year = (date(year, 1, 1) + timedelta(days=i) for i in range(365 + calendar.isleap(year)))
    fitting = [d for d in in_year if re.fullmatch(pattern, d.isoformat())]
    if not fitting:
        with pytest.raises(DateError):
            parse(text)
    else:
        assert (parse(text).earliest, parse(text).latest) == (fitting[0], fitting[-1])


@given(st.dates(date(1, 1, 4), date(9999, 12, 28)), st.sampled_from("~%"))
def test_about_a_day_is_three_days_either_way(around, mark):
    d = parse(f"{around.isoformat()}{mark}")
    assert (d.earliest, d.latest) == (around - timedelta(days=3), around + timedelta(days=3))


@given(st.text() | st.text(alphabet="0123456789X-~?%[].,/{}T: xAug６–", max_size=24))
def test_arbitrary_text_is_a_date_or_a_date_error(text):
    try:
        d = parse(text)
    except DateError:
        return
    assert parse(d.text) == d
