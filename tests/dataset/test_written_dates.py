"""The one reader of dates as people write them: each spelling with its EDTF, or why it has none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.dataset import edtf
from dashboard.dataset.placeholders import USUAL_FORMS
from dashboard.dataset.written_dates import Ambiguous, Reading, Unknown, Unreadable, read_written_date
from dashboard.importing.dates import read_date

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
    "between 2014 and 2015": "[2014..2015]",
    "2014 or 2015": "[2014,2015]",
    "15 or 16 December 2014": "[2014-12-15,2014-12-16]",
    "December 15 or 16, 2014": "[2014-12-15,2014-12-16]",
    "March or April 2014": "[2014-03,2014-04]",
    "between March and May 2014": "[2014-03..2014-05]",
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
    "not later than 2014": "[..2014]",
    "2014 or later": "[2014..]",
    "2014 or earlier": "[..2014]",
    # EDTF itself
    "2014~": "2014~",
    "2014-22": "2014-22",
    "[2014-03-12,2014-03-13]": "[2014-03-12,2014-03-13]",
    "2014-03-12/2014-03-20": "2014-03-12/2014-03-20",
    "2014/..": "2014/..",
    # More spellings
    "3rd of May 2015": "2015-05-03",
    "May the 3rd, 2015": "2015-05-03",
    "3 May 2015 (Sunday)": "2015-05-03",
    "3/May/2015": "2015-05-03",
    "03MAY2015": "2015-05-03",
    "3. 5. 2015": "2015-05-03",
    "13/03 2014": "2014-03-13",
    "the month of May, 2015": "2015-05",
    "2016/Aug/25": "2016-08-25",
    "dated 3 May 2015": "2015-05-03",
    "2014-03-12 00:00:00": "2014-03-12",
    "2016-8": "2016-08",
    "2016/08": "2016-08",
    "8.2016": "2016-08",
    "Septem 2016": "2016-09",
    "AD 2014": "2014",
    "“2014”": "2014",
    "el 5 de mayo de 2015": "2015-05-05",
    "1º de mayo de 2015": "2015-05-01",
    "12 марта 2014": "2014-03-12",
    "12\u00a0March\u202f2014": "2014-03-12",
    "\u200b2014": "2014",
    # A day or month that is not known
    "2014-??-??": "2014",
    "?? March 2014": "2014-03",
    "xx/03/2014": "2014-03",
    "2014 (exact date unknown)": "2014",
    "March 2014, day not known": "2014-03",
    # Some time within is not about then
    "sometime in 2014": "2014",
    "at some point in March 2014": "2014-03",
    "on or about 12 March 2014": "2014-03-12~",
    "in about 2014": "2014~",
    "≈2014": "2014~",
    "c2014": "2014~",
    "2014 or so": "2014~",
    "2014ish": "2014~",
    "probably in March 2014": "2014-03?",
    "probably between 2011 and 2013": "[2011?..2013?]",
    "perhaps c. 2014": "2014%",
    "2014, uncertain": "2014?",
    "before c. 2014": "[..2013~]",
    # Parts
    "Spring, 2014": "2014-21",
    "2013/14 winter": "2013-24",
    "Q2-2014": "[2014-04..2014-06]",
    "first half of May 2015": "[2015-05-01..2015-05-15]",
    "2010s": "201X",
    "20th century": "19XX",
    # Several
    "2013, 2014 or 2015": "[2013,2014,2015]",
    "12, 13 or 14 March 2014": "[2014-03-12,2014-03-13,2014-03-14]",
    "March 12, 2014 or March 13, 2014": "[2014-03-12,2014-03-13]",
    "2015 or 2014": "[2014,2015]",
    "2014, 2015": "[2014,2015]",
    "between 2011-2013": "[2011..2013]",
    "any time between May & July 2014": "[2014-05..2014-07]",
    "2014, possibly 2015": "[2014,2015?]",
    "between 01/03/2014 and 25/03/2014": "[2014-03-01..2014-03-25]",
    "2014..2015": "[2014..2015]",
    "..2014": "[..2014]",
    # It lasted
    "from 2014 to 2016": "2014/2016",
    "from 12 March to 3 April 2014": "2014-03-12/2014-04-03",
    "2014 / 2015": "2014/2015",
    "2014–present": "2014/..",
    # Digits that are not known
    "199?": "199X",
    "20??": "20XX",
    "201x": "201X",
    # Before and after
    "before the end of 2015": "[..2015]",
    "after the beginning of 2014": "[2014..]",
    "before the 1990s": "[..1989]",
    "after winter 2014/15": "[2015-03..]",
    "not before 2010": "[2010..]",
    "no later than 3 May 2015": "[..2015-05-03]",
    "by 2014 at the latest": "[..2014]",
    "2014 and earlier": "[..2014]",
    "pre-2014": "[..2013]",
    "> 2014": "[2015..]",
    # Days of one month
    "2-4 or 6 June 2014": "[2014-06-02..2014-06-04,2014-06-06]",
    "2/4 or 6 June 2014": "[2014-06-02,2014-06-04,2014-06-06]",
    "1 or 3-5 March 2014": "[2014-03-01,2014-03-03..2014-03-05]",
    "2-4, 6 or 8 June 2014": "[2014-06-02..2014-06-04,2014-06-06,2014-06-08]",
    "2-4 and 6-8 June 2014": "[2014-06-02..2014-06-04,2014-06-06..2014-06-08]",
    "2-4 June or 10 July 2014": "[2014-06-02..2014-06-04,2014-07-10]",
    "March 1-3 or 5, 2014": "[2014-03-01..2014-03-03,2014-03-05]",
    "3 or 5/6/2015": "[2015-06-03,2015-06-05]",
    "2 or c. 6 June 2014": "[2014-06-02,2014-06-06~]",
    "13/03 or June 2014": "[2014-03-13,2014-06]",
    # Two dates are not the days between, unless one follows the other
    "2014 and 2016": "[2014,2016]",
    "December 2014 and March 2015": "[2014-12,2015-03]",
    "5 and 3 May 2014": "[2014-05-03,2014-05-05]",
    "2013, 2014 and 2016": "[2013,2014,2016]",
    "between 2014 or 2016": "[2014..2016]",
    "between 3/5 May 2014": "[2014-05-03..2014-05-05]",
    "between 3-5 March and 10 April 2014": "[2014-03-03..2014-04-10]",
    "not after 2014": "[..2014]",
    # A list: each takes what it lacks from the next
    "February 2, 10-14, 2014": "[2014-02-02,2014-02-10..2014-02-14]",
    "May 6 or 7/20, 2014": "[2014-05-06,2014-05-07,2014-05-20]",
    "6, 7/8, 13, 25/11/2014": "[2014-11-06,2014-11-07,2014-11-08,2014-11-13,2014-11-25]",
    "4/13 or 15/6/2014": "[2014-06-04,2014-06-13,2014-06-15]",
    "3 and 4 May or 6 June 2014": "[2014-05-03,2014-05-04,2014-06-06]",
    "May and June 2014 or 2015": "[2014-05,2014-06,2015]",
}

WITH_UNSAID_WORDS = {
    "early 2014": ("[2014-01..2014-04]", "2014", None),
    "mid-2014": ("[2014-05..2014-08]", "2014", None),
    "late 2014": ("[2014-09..2014-12]", "2014", None),
    "end of 2014": ("[2014-09..2014-12]", "2014", None),
    "2014 (early)": ("[2014-01..2014-04]", "2014", None),
    "early March 2014": ("[2014-03-01..2014-03-10]", "2014-03", None),
    "mid March 2014": ("[2014-03-11..2014-03-20]", "2014-03", None),
    "late February 2016": ("[2016-02-21..2016-02-29]", "2016-02", None),
    "early 1990s": ("[1990..1993]", "199X", None),
    "late 2013 or early 2014": ("[2013-09..2013-12,2014-01..2014-04]", None, None),
    "late 2013 to early 2014": ("[2013-09..2014-04]", None, "2013-09/2014-04"),
    "before early 2014": ("[..2013-12]", None, None),
    "middle of March 2015": ("[2015-03-11..2015-03-20]", "2015-03", None),
    "beginning 2014": ("[2014-01..2014-04]", "2014", None),
    "very early in 2014": ("[2014-01..2014-04]", "2014", None),
    "early summer 2014": ("2014-06", "2014-22", None),
    "late winter 2014/15": ("2015-02", "2014-24", None),
    "last week of May 2015": ("[2015-05-25..2015-05-31]", "2015-05", None),
    "c. early 2014": ("[2014-01~..2014-04~]", "2014~", None),
    "by the end of 2015": ("[..2015-12]", None, "../2015-12"),
    "early or mid 1990s": ("[1990..1993,1994..1996]", None, None),
    "late 2014 to present": ("2014-09/..", None, None),
    "shortly after 3 May 2015": ("[2015-05-04..]", None, None),
    "mid to late March 2014": ("[2014-03-11..2014-03-31]", None, "2014-03-11/2014-03-31"),
}
"""With what each is a part of, and what may have lasted."""

WITH_TIME = {
    "12 March 2014 21:13": "2014-03-12",
    "2014-03-12T21:13": "2014-03-12",
    "2014-03-12T21:13:00.000Z": "2014-03-12",
    "20140312T2113": "2014-03-12",
    "12 March 2014 at 9:15 pm": "2014-03-12",
    "12 March 2014, 9 p.m.": "2014-03-12",
    "9:13 pm on 2 July 2016": "2016-07-02",
    "2 July 2016 21:13 local time": "2016-07-02",
    "3 May 2015 21h30": "2015-05-03",
    "Wed, 12 Mar 2014 21:13:00 +0100": "2014-03-12",
    "Wed Mar 12 2014 21:13:00 GMT+0100 (CET)": "2014-03-12",
    "before 3 May 2015, 21:13": "[..2015-05-03]",
    "after 9 pm on 3 May 2015": "[2015-05-03..]",
    "about noon 2016-07-01": "2016-07-01",
    "on the evening of 3 May 2015": "2015-05-03",
    "night of 3 to 4 May 2015": "[2015-05-03..2015-05-04]",
    "2015-05-03 1030": "2015-05-03",
    "2015-05-03 at 1030Z": "2015-05-03",
    "3 May 2015, 1030 hrs": "2015-05-03",
    "13/03/2014 16:00-23/03/2014 16:00": "[2014-03-13..2014-03-23]",
    "3-Feb-2014, 9 pm-10-Mar-2015, 9 pm": "[2014-02-03..2015-03-10]",
    "3 May 2015 16:00-0400": "2015-05-03",
    "3 May 2015 16:00 & 6 May 2015": "[2015-05-03,2015-05-06]",
    "sometime before 9 pm on 3 May 2015": "[..2015-05-03]",
    "between the evening of 3 May and noon of 5 May 2015": "[2015-05-03..2015-05-05]",
}

LASTED = {
    "2014-2015": ("[2014..2015]", "2014/2015"),
    "March and April 2014": ("[2014-03..2014-04]", "2014-03/2014-04"),
    "15/16 December 2014": ("[2014-12-15,2014-12-16]", "2014-12-15/2014-12-16"),
    "c. 2014-15": ("[2014~..2015~]", "2014~/2015~"),
    "by 2015": ("[..2015]", "../2015"),
    "since 2012": ("[2012..]", "2012/.."),
    "c. 2014-2015": ("[2014~..2015~]", "2014~/2015~"),
    "2014–2015": ("[2014..2015]", "2014/2015"),
    "2014 - 2015": ("[2014..2015]", "2014/2015"),
    "2014-15": ("[2014..2015]", "2014/2015"),
    "2014 to 2015": ("[2014..2015]", "2014/2015"),
    "15-16 December 2014": ("[2014-12-15..2014-12-16]", "2014-12-15/2014-12-16"),
    "December 15-16, 2014": ("[2014-12-15..2014-12-16]", "2014-12-15/2014-12-16"),
    "March–May 2014": ("[2014-03..2014-05]", "2014-03/2014-05"),
    "28 December 2014 - 3 January 2015": ("[2014-12-28..2015-01-03]", "2014-12-28/2015-01-03"),
    "since 2014": ("[2014..]", "2014/.."),
    "by March 2014": ("[..2014-03]", "../2014-03"),
    "2014 - c. 2016": ("[2014..2016~]", "2014/2016~"),
    "2014/15": ("[2014..2015]", "2014/2015"),
    "2014–15": ("[2014..2015]", "2014/2015"),
    "2020–21": ("[2020..2021]", "2020/2021"),
    "1999-2000": ("[1999..2000]", "1999/2000"),
    "1999–00": ("[1999..2000]", "1999/2000"),
    "2014−2015": ("[2014..2015]", "2014/2015"),
    "March through May 2014": ("[2014-03..2014-05]", "2014-03/2014-05"),
    "spring/summer 2014": ("[2014-21,2014-22]", "2014-21/2014-22"),
    "March/April 2014": ("[2014-03,2014-04]", "2014-03/2014-04"),
    "May 1st to 5th, 2015": ("[2015-05-01..2015-05-05]", "2015-05-01/2015-05-05"),
    "3 et 4 mai 2015": ("[2015-05-03..2015-05-04]", "2015-05-03/2015-05-04"),
    "12.–15.3.2014": ("[2014-03-12..2014-03-15]", "2014-03-12/2014-03-15"),
    "by the year 2015": ("[..2015]", "../2015"),
    "from 2014 on": ("[2014..]", "2014/.."),
    "2014+": ("[2014..]", "2014/.."),
    "≤2014": ("[..2014]", "../2014"),
    "3 and 4 May 2015": ("[2015-05-03..2015-05-04]", "2015-05-03/2015-05-04"),
    "12-15.3.2014": ("[2014-03-12..2014-03-15]", "2014-03-12/2014-03-15"),
    "12-15/3/2014": ("[2014-03-12..2014-03-15]", "2014-03-12/2014-03-15"),
    "3-5/5/2015": ("[2015-05-03..2015-05-05]", "2015-05-03/2015-05-05"),
    "3/15-17/2014": ("[2014-03-15..2014-03-17]", "2014-03-15/2014-03-17"),
    "2-4/6 June 2014": ("[2014-06-02..2014-06-04,2014-06-06]", "2014-06-02/2014-06-06"),
    "1-3 to 5 March 2014": ("[2014-03-01..2014-03-05]", "2014-03-01/2014-03-05"),
    "13/03 to 15 April 2014": ("[2014-03-13..2014-04-15]", "2014-03-13/2014-04-15"),
    "2014-12 - January 2015": ("[2014-12..2015-01]", "2014-12/2015-01"),
    "2013-12 - 06/2015": ("[2013-12..2015-06]", "2013-12/2015-06"),
}
"""What may be one of these days, or all of them."""

AMBIGUOUS = {
    "12/03/2014": ("2014-03-12", "2014-12-03"),
    "before 12/03/2014": ("[..2014-03-11]", "[..2014-12-02]"),
    "01/03/2014 - 12/03/2014": ("[2014-03-01..2014-03-12]", "[2014-01-03..2014-12-03]"),
    "c. 12-03-2014": ("2014-03-12~", "2014-12-03~"),
    "12/03/2014 14:30": ("2014-03-12", "2014-12-03"),
    "winter 2014": ("2013-24", "2014-24"),
    "before winter 2014": ("[..2013-11]", "[..2014-11]"),
    "12/03 2014": ("2014-03-12", "2014-12-03"),
    "1900s": ("190X", "19XX"),
    # December 2011, or 2011 to 2012
    "2011/12": ("2011-12", "[2011..2012]"),
    "2011–12": ("2011-12", "[2011..2012]"),
    "2005–08": ("2005-08", "[2005..2008]"),
    "before 12/03/2014 14:30": ("[..2014-03-12]", "[..2014-12-03]"),
    "01/03 or 12/03/2014": ("[2014-03-01,2014-03-12]", "[2014-01-03,2014-12-03]"),
    "5/3-5/2014": ("[2014-03-05..2014-05]", "[2014-05-03..2014-05-05]"),
    "3/7 or 12/8/2014": ("[2014-07-03,2014-08-12]", "[2014-03-07,2014-12-08]"),
}

REFUSED = {
    "31 February 2014": "February 2014 has no day 31, only 01 to 28",
    "February 31, 2014": "February 2014 has no day 31, only 01 to 28",
    "31/02/2014": "February 2014 has no day 31, only 01 to 28",
    "before 30.02.2014": "February 2014 has no day 30, only 01 to 28",
    "2016-02-30T21:13": "February 2016 has no day 30, only 01 to 29",
    "13/13/2014": "month 13 does not exist; months are 01 to 12, seasons 21 to 24 with a full year and no day",
    "Monday, 3 May 2015": "3 May 2015 was a Sunday",
    "2014-2013": "its end, 2013, is before its start, 2014",
    "28 December to 3 January 2015": "its end, 2015-01-03, is before its start, 2015-12-28",
    "summer 2014/15": "only a winter lies in two years, one after the other",
    "late 12 March 2014": "such a part is that of a month or a year",
    "after 9999": "years are 0001 to 9999",
    "44 BC": "years before 1 cannot be given; years are 0001 to 9999",
    **dict.fromkeys(("3.5.15", "3/5/15", "3 May 15", "12-Mar-14", "Mar-14", "May '15", "'15", "the '90s",
                     "March 12, 15", "March 12 15", "12 March, 15", "March-14", "Mar/14", "5. 12. 15", "5/12-15",
                     "3-12/15"),
                    "write the year with four digits"),
    **dict.fromkeys(("March", "3 March", "May 14", "15 or 16 December", "12/03", "summer",
                     "12.3.", "between 12 and 14 March", "3 May, 14:00", "12 March, 14 April"),
                    "the year is missing"),
}  # fmt: skip

NOT_DATES = ("", "asdf", "12 Foo 2014", "soon", "after the war", "Total: 25", "12", "listopad 2014", "not 2014",
             "20 14", "12.??.2014", "2014 - ", "[2014,x", "Monday 2014", "2014/2015 or 2016/2017", "FY2014",
             "2015-05-03 3016", "between 2014 and 2016 or 2018", "3 - 5/13/2014", "2014 - " * 2000)  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), READ.items())
def test_a_date_is_read_without_losing_a_word(text, expected):
    assert read_written_date(text) == Reading(expected)


@pytest.mark.parametrize(
    ("text", "expected", "part_of", "lasted"), [(text, *it) for text, it in WITH_UNSAID_WORDS.items()]
)
def test_a_part_for_which_edtf_has_no_word_is_told_with_the_whole(text, expected, part_of, lasted):
    assert read_written_date(text) == Reading(expected, lasted, part_of, has_unsaid_words=True)


@pytest.mark.parametrize(("text", "expected"), WITH_TIME.items())
def test_a_time_of_day_is_told_and_not_in_the_date(text, expected):
    found = read_written_date(text)
    assert isinstance(found, Reading)
    assert (found.edtf, found.has_time, found.has_unsaid_words) == (expected, True, False)


@pytest.mark.parametrize(
    "words",
    ["before", "prior to", "sometime before", "shortly before", "a few days before", "pre", "<", "earlier than"],
)
def test_before_a_time_of_a_day_may_be_on_that_day(words):
    assert read_written_date(f"{words} 3 May 2015 16:00").edtf == "[..2015-05-03]"
    assert read_written_date(f"probably {words} 3 May 2015 16:00").edtf == "[..2015-05-03?]"
    assert read_written_date(f"{words} 3 May 2015").edtf == "[..2015-05-02]"


@pytest.mark.parametrize("words", ["after", "later than", "some time after", "soon after", "following", "post", ">"])
def test_after_a_time_of_a_day_may_be_on_that_day(words):
    assert read_written_date(f"{words} 3 May 2015 16:00").edtf == "[2015-05-03..]"
    assert read_written_date(f"probably {words} 3 May 2015 16:00").edtf == "[2015-05-03?..]"
    assert read_written_date(f"{words} 3 May 2015").edtf == "[2015-05-04..]"


@pytest.mark.parametrize(("text", "expected", "lasted"), [(text, *it) for text, it in LASTED.items()])
def test_what_may_have_lasted_is_told_both_ways(text, expected, lasted):
    assert read_written_date(text) == Reading(expected, lasted)


@pytest.mark.parametrize(
    "text", ["2014 or 2015", "between 2014 and 2015", "either 2014 or 2015", "before 2014", "2014"]
)
def test_what_cannot_have_lasted_is_not(text):
    assert read_written_date(text).lasted is None


@pytest.mark.parametrize(("text", "dates"), AMBIGUOUS.items())
def test_what_has_two_meanings_is_returned_with_both(text, dates):
    found = read_written_date(text)
    assert isinstance(found, Ambiguous)
    assert found.dates == dates


def test_a_number_beyond_12_in_the_text_says_how_its_other_numbers_stand():
    assert read_written_date("01/03/2014 - 25/03/2014") == Reading("[2014-03-01..2014-03-25]", "2014-03-01/2014-03-25")
    assert read_written_date("01/03/2014 - 03/25/2014") == Reading("[2014-01-03..2014-03-25]", "2014-01-03/2014-03-25")


@pytest.mark.parametrize(("text", "nearest"), [("07/01/2016", "2016-01-07"), ("winter 2014", "2014-24")])
def test_of_two_meanings_the_usual_one_is_the_nearest(text, nearest):
    with pytest.raises(edtf.DateError) as error:
        edtf.parse(text)
    assert error.value.nearest == nearest


@pytest.mark.parametrize("text", ["2011-12", "2020-21", "2014-22", "2014/2015", "2014-03-12/2014-04~"])
def test_edtf_is_taken_as_it_is(text):
    assert read_written_date(text) == Reading(text)


@pytest.mark.parametrize("text", [*sorted(USUAL_FORMS), "Unknown.", "n.d", "N.A.", "(not known)", "?/?/?", "NA"])
def test_words_for_nothing_are_an_unknown_date(text):
    assert read_written_date(text) == Unknown()


@pytest.mark.parametrize(("text", "reason"), REFUSED.items())
def test_what_is_no_date_comes_with_the_reason(text, reason):
    assert read_written_date(text) == Unreadable(reason)


@pytest.mark.parametrize("text", NOT_DATES)
def test_nothing_is_guessed_where_nothing_fits(text):
    assert read_written_date(text) == Unreadable()


@pytest.mark.parametrize("text", ["2014", "Mar 2014", "c. 2014", "early 2014", "1990s", "before 2004", "2014-2015"])
def test_a_year_is_never_its_first_of_january(text):
    assert "-01-01" not in read_written_date(text).edtf


@pytest.mark.parametrize(("order", "expected"), [("day-first", "2014-03-12"), ("month-first", "2014-12-03")])
@pytest.mark.parametrize("text", ["12/03/2014", "12-03-2014", "12.03.2014", "12 / 03 / 2014"])
def test_who_says_the_order_decides_which_number_is_the_month(text, order, expected):
    assert read_written_date(text, order) == Reading(expected)


def test_an_order_holds_within_spans_too():
    assert read_written_date("before 12/03/2014", "day-first").edtf == "[..2014-03-11]"
    assert read_written_date("01/03/2014 - 12/03/2014", "day-first").edtf == "[2014-03-01..2014-03-12]"


@pytest.mark.parametrize("order", [None, "day-first", "month-first"])
def test_bare_days_are_of_the_month_that_follows_whatever_the_order(order):
    assert read_written_date("1-3 or 5 March 2014", order).edtf == "[2014-03-01..2014-03-03,2014-03-05]"
    assert read_written_date("3-5/6/2015", order).edtf == "[2015-06-03..2015-06-05]"


def test_a_number_beyond_12_is_the_day_whatever_the_order():
    assert read_written_date("13/03/2014", "month-first") == Reading("2014-03-13")


def test_the_same_number_twice_is_one_day():
    assert read_written_date("03/03/2014") == Reading("2014-03-03")


# Both doors: what a spreadsheet gives, and what the message about an event file says to write


@pytest.mark.parametrize(
    "text", [*READ, *WITH_TIME, *LASTED, *(text for text, (_, whole, _) in WITH_UNSAID_WORDS.items() if not whole)]
)
def test_the_importer_takes_what_the_message_says_to_write(text):
    taken = read_date(text).edtf
    if read_written_date(text) == Reading(text):
        assert edtf.parse(text).text == taken
        return
    with pytest.raises(edtf.DateError) as error:
        edtf.parse(text)
    assert error.value.nearest == taken
    assert f" {taken}" in str(error.value) or f'"{taken}"' in str(error.value)


@pytest.mark.parametrize("text", AMBIGUOUS)
def test_what_the_importer_refuses_for_two_meanings_the_message_asks_about(text):
    with pytest.raises(ValueError, match=r"is not read|^is .+ or .+; (say|write) which") as refused:
        read_date(text)
    with pytest.raises(edtf.DateError, match=r"is it .+ or .+\? Write .+ or ") as asked:
        edtf.parse(text)
    first = str(refused.value).removeprefix("is ").partition(" or ")[0]
    assert first.removesuffix(" 2014") in str(asked.value)


WORDS = """c. |about |probably |before |after |by |since |between |from |early |mid-|late |the |in |end of | or | and
 to |-|–|/|, |..|[|]|?|~|%|x|.| |winter |summer |q1 |first half of |first week of |march |31 february |monday |12|03|31
00|0000|0001|2014|2015|9999|15|s|14:30|T|unknown|present|century""".replace("\n", "|").split("|")


@given(st.lists(st.sampled_from(WORDS), max_size=8).map("".join), st.sampled_from([None, "day-first", "month-first"]))
def test_whatever_is_written_is_answered_with_dates_that_are_edtf(text, order):
    match read_written_date(text, order):
        case Reading() as found:
            for each in filter(None, (found.edtf, found.lasted, found.part_of)):
                assert edtf.parse(each).text == each
        case Ambiguous(choices, dates):
            assert dates[0] != dates[1]
            assert choices[0].words != choices[1].words
            assert [edtf.parse(each).text for each in dates] == [*dates]
        case Unreadable(reason):
            assert reason != ""
