"""EDTF dates in words, against sentences written by hand."""

import pickle

import pytest

from dashboard.dataset.date_words import bounds_in_words, in_words, issued_in_words
from dashboard.dataset.edtf import parse

# text: the date in words; its first and last possible day in words, if the date does not name them
WORDS = {
    "2016-08-25": ("25 August 2016", None),
    "2015-07": ("July 2015", "between 1 and 31 July 2015"),
    "2016": ("2016", "between 1 January and 31 December 2016"),
    "2016-21": ("spring 2016", "between 1 March and 31 May 2016"),
    "2016-22": ("summer 2016", "between 1 June and 31 August 2016"),
    "2016-23": ("autumn 2016", "between 1 September and 30 November 2016"),
    "2016-24": ("winter 2016–17", "between 1 December 2016 and 28 February 2017"),
    "1999-24": ("winter 1999–2000", "between 1 December 1999 and 29 February 2000"),
    "2016-08-18~": ("about 18 August 2016", "between 15 and 21 August 2016"),
    "2016-08-25?": ("25 August 2016 (uncertain)", None),
    "2016%": ("about 2016 (uncertain)", "between 1 January 2015 and 31 December 2017"),
    "2016-08-2X": ("between 20 and 29 August 2016", None),
    "2016-08-2X?": ("between 20 and 29 August 2016 (uncertain)", None),
    "2016-09-3X": ("30 September 2016", None),
    "2016-08-XX": ("August 2016", "between 1 and 31 August 2016"),
    "2016-1X": ("between October and December 2016", "between 1 October and 31 December 2016"),
    "2016-XX": ("2016", "between 1 January and 31 December 2016"),
    "201X~": ("between about 2010 and 2019", "between 1 January 2009 and 31 December 2020"),
    "[201X,2025]": ("2010–2019 or 2025", "between 1 January 2010 and 31 December 2025"),
    "201X/2025": ("lasted from 2010–2019 to 2025", "at most from 1 January 2010 to 31 December 2025"),
    "2016/2016": ("lasted within 2016", "at most from 1 January to 31 December 2016"),
    "201X": ("between 2010 and 2019", "between 1 January 2010 and 31 December 2019"),
    "2016-XX-25": ("between 25 January and 25 December 2016 (2016-XX-25)", None),
    "2016-07-01/2016-07-06": ("lasted from 1 to 6 July 2016", None),
    "2016-07-01/2016-07-01": ("1 July 2016", None),
    "2016-07-28/2016-08-03": ("lasted from 28 July to 3 August 2016", None),
    "2015-12-30/2016-01-02": ("lasted from 30 December 2015 to 2 January 2016", None),
    "2015-07-01/2016-07-06": ("lasted from 1 July 2015 to 6 July 2016", None),
    "2015-12/2016-01": ("lasted from December 2015 to January 2016", "at most from 1 December 2015 to 31 January 2016"),
    "2016-07/2016-08": ("lasted from July to August 2016", "at most from 1 July to 31 August 2016"),
    "2015/2016": ("lasted from 2015 to 2016", "at most from 1 January 2015 to 31 December 2016"),
    "2016-22/2016-23": ("lasted from summer to autumn 2016", "at most from 1 June to 30 November 2016"),
    "2016-23/2016-24": (
        "lasted from autumn 2016 to winter 2016–17",
        "at most from 1 September 2016 to 28 February 2017",
    ),
    "2016-07/2016-08-03": ("lasted from July 2016 to 3 August 2016", "at most from 1 July to 3 August 2016"),
    "2016-07-04~/2016-07-06?": (
        "lasted from about 4 July 2016 to 6 July 2016 (uncertain)",
        "at most from 1 to 6 July 2016",
    ),
    "2015/..": ("from 2015 on", "on or after 1 January 2015"),
    "2015~/..": ("from about 2015 on", "on or after 1 January 2014"),
    "../2016": ("lasted until 2016", "on or before 31 December 2016"),
    "2019/": ("lasted from 2019, end not known", "on or after 1 January 2019"),
    "2019-07-04~/": ("lasted from about 4 July 2019, end not known", "on or after 1 July 2019"),
    "/2019": ("lasted until 2019, start not known", "on or before 31 December 2019"),
    "[2016]": ("2016", "between 1 January and 31 December 2016"),
    "[2016-08-17,2016-08-18]": ("17 or 18 August 2016", None),
    "[2016-08-17,2016-08-18,2016-08-20]": ("17, 18 or 20 August 2016", None),
    "[2016-07-31,2016-08-01]": ("31 July or 1 August 2016", None),
    "[2015-12-31,2016-01-01]": ("31 December 2015 or 1 January 2016", None),
    "[2014,2015,2016]": ("2014, 2015 or 2016", "between 1 January 2014 and 31 December 2016"),
    "[2016-07,2016-08]": ("July or August 2016", "between 1 July and 31 August 2016"),
    "[2016-07~,2016-08]": ("about July 2016 or August 2016", "between 1 June and 31 August 2016"),
    "[2016-08-22..2016-08-25]": ("on one day between 22 and 25 August 2016", None),
    "[2016-07-28..2016-08-03]": ("on one day between 28 July and 3 August 2016", None),
    "[2014..2016]": ("at some time between 2014 and 2016", "between 1 January 2014 and 31 December 2016"),
    "[2016-08-25..2016-08-25]": ("25 August 2016", None),
    "[2016-08-17,2016-08-22..2016-08-25]": (
        "17 August 2016, or on one day between 22 and 25 August 2016",
        None,
    ),
    "[..2016-08-25]": ("by 25 August 2016", "on or before 25 August 2016"),
    "[..2016]": ("in or before 2016", "on or before 31 December 2016"),
    "[2016-08-25..]": ("25 August 2016 or later", "on or after 25 August 2016"),
    "[..2014,2016..]": ("in or before 2014, or 2016 or later", "any day"),
}


@pytest.mark.parametrize(("text", "words"), WORDS.items())
def test_a_date_and_its_bounds_are_said_in_british_order(text, words):
    assert (in_words(parse(text)), bounds_in_words(parse(text))) == words


@pytest.mark.parametrize(
    ("lasted", "doubted"),
    [
        ("2015-03-01/2018-05-20", "[2015-03-01..2018-05-20]"),
        ("2016-07-01/2016-07-06", "[2016-07-01..2016-07-06]"),
        ("2015/2018", "[2015..2018]"),
        ("2015/..", "[2015..]"),
        ("../2018", "[..2018]"),
    ],
)
def test_what_lasted_is_never_said_as_what_happened_on_one_of_these_days(lasted, doubted):
    assert in_words(parse(lasted)) != in_words(parse(doubted))


@pytest.mark.parametrize(
    ("text", "words"),
    [("2016-07/2016-08", "July – August 2016"), ("2016-07-01/..", "from 1 July 2016 on"), ("2016", "2016")],
)
def test_the_date_of_an_issue_is_a_span(text, words):
    assert issued_in_words(text) == words


def test_a_date_keeps_its_words_when_it_is_pickled():
    d = parse("[2016-08-17,2016-08-18]")
    copy = pickle.loads(pickle.dumps(d))
    assert copy == d
    assert in_words(copy) == "17 or 18 August 2016"
