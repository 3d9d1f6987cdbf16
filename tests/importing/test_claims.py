"""Claims of a row: which date is which, years and months in columns of their own, official responses."""

from datetime import date

import pytest

from dashboard.dataset.text import shown
from dashboard.importing.importer import import_table
from dashboard.importing.options import ImportOptions
from tests.importing.tables import event_of, file_of, imported, problem_of, problems, table_of


def claims(headings: str, *cells: object) -> list[tuple[str, str | None]]:
    return [(claim["kind"], claim.get("date")) for claim in event_of(headings, *cells)["milestones"]]


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("date", "departure"),
        ("when", "departure"),
        ("left", "departure"),
        ("arrived", "arrival"),
        ("announced", "announcement"),
        ("reported", "report"),
        ("official response", "official-response"),
    ],
)
def test_the_heading_says_which_date_it_is(heading, kind):
    assert (kind, "2014-03") in claims(f"name,country,{heading}", "A", "Austria", "March 2014")


def test_the_departure_comes_first_whatever_the_order_of_the_columns():
    assert claims("name,reported,arrived,left", "A", "2016", "2015", "2014") == [
        ("departure", "2014"),
        ("arrival", "2015"),
        ("report", "2016"),
    ]


def test_a_row_without_a_date_makes_a_claim_without_one_of_the_kind_of_its_column():
    assert claims("name,country,date", "A", "Austria", "") == [("departure", None)]
    assert claims("name,country,arrived", "A", "Austria", "unknown") == [("arrival", None)]
    assert claims("name,country", "A", "Austria") == [("departure", None)]


def test_a_date_that_is_not_known_makes_no_claim_beside_one_that_is():
    assert claims("name,left,reported", "A", "unknown", "2014") == [("report", "2014")]


def test_a_year_of_a_context_event_is_no_departure():
    assert claims("title,type,date", "Talks", "context", "2014") == [("report", "2014")]


def test_an_official_response_has_its_author_and_stance():
    event = event_of("name,date,response,response by,stance", "A", 2014, "2015", "Ministry", "declined to confirm")
    assert event["milestones"][1] == {
        "kind": "official-response", "date": "2015", "by": "Ministry", "stance": "declined-to-confirm",
        "citations": [{"source": "cases.csv", "paragraph": "row 2"}],
    }  # fmt: skip
    undated = event_of("name,date,stance", "A", 2014, "denied")["milestones"][1]
    assert (undated["kind"], undated["stance"], "date" in undated) == ("official-response", "denied", False)


# Years, months and days in columns of their own


@pytest.mark.parametrize(
    ("cells", "date"),
    [
        (("2014", "", ""), "2014"),
        ((2014, 3, ""), "2014-03"),
        (("2014", "March", 12), "2014-03-12"),
        (("2014", "03", "5"), "2014-03-05"),
    ],
)
def test_year_month_and_day_make_a_date(cells, date):
    assert claims("name,year,month,day", "A", *cells) == [("departure", date)]


def test_an_end_makes_a_duration():
    assert claims("name,year,month,end year,end month", "A", 2014, 3, 2015, 4) == [("departure", "2014-03/2015-04")]
    assert claims("name,year,end year", "A", 2014, 2014) == [("departure", "2014")]


@pytest.mark.parametrize(
    ("headings", "cells", "problem"),
    [
        ("name,year", ("A", "14"), "B2: year: '14' is not a year of four digits"),
        ("name,year", ("A", "0000"), "B2: year: '0000' is not a year of four digits"),
        ("name,year,month", ("A", 2014, 13), "C2: month: '13' is not a month"),
        ("name,year,day", ("A", 2014, 3), "C2: day: the month is missing"),
        ("name,year,month,day", ("A", 2014, 2, 30), "D2: day: '30' is not a day of that month"),
        ("name,year,end month", ("A", 2014, 2), "C2: end month: the end year is missing"),
        ("name,year,end year", ("A", 2014, 2013), "C2: end year: '2014/2013' is not a date"),
    ],
)
def test_parts_that_make_no_date_are_a_problem(headings, cells, problem):
    assert problem_of(headings, *cells).startswith(f"cases.csv!{problem}")


def test_a_year_completes_a_date_that_has_none():
    assert claims("name,year,date", "A", 2014, "15 or 16 December") == [
        ("departure", "[2014-12-15,2014-12-16]"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("25/12", "2014-12-25"),
        ("12.3.", "2014-03-12"),
        ("12 Mar", "2014-03-12"),
        ("early March", "[2014-03-01..2014-03-10]"),
        ("between 12 and 14 March", "[2014-03-12..2014-03-14]"),
    ],
)
def test_a_year_completes_a_day_however_it_is_written(text, expected):
    assert claims("name,year,date", "A", 2014, text) == [("departure", expected)]


def test_a_day_and_a_month_in_numbers_beside_a_year_are_asked_about_unless_the_column_says_it():
    assert problem_of("name,year,date", "A", 2014, "12/03").startswith(
        "cases.csv!C2: date: '12/03' is 12 March 2014 or 3 December 2014; say which with --day-first or"
    )
    table = [["name", "year", "date"], ["A", 2014, "12/03"], ["B", 2014, "25/12"]]
    assert [event["milestones"][0]["date"] for event in file_of(table)["events"]] == ["2014-03-12", "2014-12-25"]
    assert imported(table).report.orders[2].evidence == "25/12"


@pytest.mark.parametrize("text", ["Mar-14", "May '14", "5/12/15", "5-12-15", "12 Mar 14", "March 12, 15"])
def test_a_year_of_two_digits_is_not_completed(text):
    assert problem_of("name,year,date", "A", 2014, text) == (
        f"cases.csv!C2: date: {shown(text)} is not read as a date: write the year with four digits"
    )


# A year column beside other dates than that of the departure


LEFT_IN_DECEMBER = "name,year,left,arrived,reported"


@pytest.mark.parametrize(
    ("cells", "problem", "obeyed"),
    [
        (
            ("28 December", "3 January", ""),
            "D2: arrived: '3 January' would be 2014-01-03, by the year of the row, before 2014-12-28 in C2; write its "
            "year, as in 3 January 2015",
            ("28 December", "3 January 2015", ""),
        ),
        (
            ("28 December", "3 January 2015", "5/1"),
            "E2: reported: '5/1' would be 2014-01-05, by the year of the row, before 2014-12-28 in C2; write its year, "
            "as in 5/1 2015",
            ("28 December", "3 January 2015", "5/1 2015"),
        ),
        (
            ("", "28 December", "5 January 2014"),
            "D2: arrived: '28 December' would be 2014-12-28, by the year of the row, after 2014-01-05 in E2; write its "
            "year, as in 28 December 2013",
            ("March", "28 December 2014", "5 January 2014"),
        ),
    ],
)
def test_the_year_of_a_departure_puts_no_other_date_in_the_wrong_order(cells, problem, obeyed):
    table = [LEFT_IN_DECEMBER.split(","), ["A", 2014, *cells]]
    assert problems(imported(table, order="day-first")) == [f"cases.csv!{problem}"]
    table[1][2:] = obeyed
    assert problems(imported(table, order="day-first")) == []


def test_a_span_over_the_new_year_is_asked_for_with_its_years():
    assert problem_of("name,year,left", "A", 2014, "28 Dec - 3 Jan").endswith(
        "its end, 2014-01-03, is before its start, 2014-12-28; write its own years if these are not 2014"
    )
    assert claims("name,year,left", "A", 2014, "28 Dec 2014 - 3 Jan 2015") == [
        ("departure", "[2014-12-28..2015-01-03]")
    ]


def test_dates_in_the_right_order_share_the_year_of_the_row():
    assert claims(LEFT_IN_DECEMBER, "A", 2014, "March", "12.3.", "May 14") == [
        ("departure", "2014-03"),
        ("arrival", "2014-03-12"),
        ("report", "2014-05-14"),
    ]


def test_a_year_after_the_arrival_is_asked_about():
    headings = "name,year,arrived"
    assert problem_of(headings, "A", 2015, "28 December 2014") == (
        "cases.csv!B2: year: '2015' is taken as the year of the event, but after 2014-12-28 in C2; correct one of "
        "them, or leave B2 blank"
    )
    assert claims(headings, "A", "", "28 December 2014") == [("arrival", "2014-12-28")]
    assert claims(headings, "A", 2014, "28 December 2014")[0] == ("departure", "2014")


# A year column that says more or less than a year


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("c. 2014", "2014~"),
        ("2014?", "2014?"),
        ("1990s", "199X"),
        ("2014/15", "[2014..2015]"),
        ("March 2014", "2014-03"),
    ],
)
def test_a_year_may_be_any_date_where_nothing_stands_beside_it(text, expected):
    assert claims("name,year,month,arrived", "A", text, "", "2016") == [("departure", expected), ("arrival", "2016")]


def test_words_of_a_year_that_edtf_cannot_say_are_kept_for_the_note():
    (claim,) = event_of("name,year", "A", "early 2014")["milestones"]
    assert (claim["date"], claim["note"]) == ("[2014-01..2014-04]", "Date in the table: early 2014")


@pytest.mark.parametrize(
    ("heading", "cells", "obeyed", "expected"),
    [
        ("month", ("c. 2014", "3"), ("2014", "3"), "2014-03"),
        ("month", ("c. 2014", "3"), ("c. March 2014", ""), "2014-03~"),
        ("left", ("c. 2014", "March"), ("2014", "March"), "2014-03"),
        ("left", ("c. 2014", "March"), ("March 2014", ""), "2014-03"),
    ],
)
def test_a_year_in_words_does_not_go_with_a_month_or_a_date(heading, cells, obeyed, expected):
    assert problem_of(f"name,year,{heading}", "A", *cells) == (
        "cases.csv!B2: year: 'c. 2014' is not a year of four digits; write it so beside C2, or write the whole date in "
        "B2 and leave C2 blank"
    )
    assert claims(f"name,year,{heading}", "A", *obeyed) == [("departure", expected)]


def test_an_end_year_in_words_is_written_with_the_start():
    assert problem_of("name,year,end year", "A", 2014, "2015?") == (
        "cases.csv!C2: end year: '2015?' is not a year of four digits; write it so, or write the whole span in B2, as "
        "in from 2014 to 2015?, and leave C2 blank"
    )
    assert claims("name,year,end year", "A", "from 2014 to 2015?", "") == [("departure", "2014?/2015?")]


def test_numbers_in_a_year_column_stand_as_the_option_says():
    assert "--day-first" in problem_of("name,year", "A", "12/03/2014")
    table = [["name", "year"], ["A", "12/03/2014"]]
    assert file_of(table, order="day-first")["events"][0]["milestones"][0]["date"] == "2014-03-12"


def test_a_year_that_is_not_that_of_the_date_is_a_problem():
    assert problem_of("name,year,date", "A", 2015, "12 March 2014") == (
        "cases.csv!B2: year: '2015' is not the year of the date in this row, 2014-03-12"
    )


def test_a_month_that_is_not_that_of_the_date_is_a_problem():
    headings = "name,year,month,date"
    for month in ("March", 3):
        assert problem_of(headings, "A", 2014, month, "12-14") == (
            f"cases.csv!C2: month: '{month}' is not the month of the date in this row, 2014-12-14; correct one of "
            "them, or leave C2 blank"
        )
    assert claims(headings, "A", 2014, "", "12-14") == [("departure", "2014-12-14")]
    assert claims(headings, "A", 2014, "March", "12-14 March") == [("departure", "[2014-03-12..2014-03-14]")]
    for text in ("2014", "c. 12 March", "winter 2013/14", "February or March"):
        assert claims(headings, "A", 2014, "March", text)[0][0] == "departure"


# Numbers of which either may be the month


def rows(*dates: str) -> list:
    return [["name", "date"], *([f"P{i}", date] for i, date in enumerate(dates))]


def dates_of(*dates: str, **options) -> list[str]:
    return [event["milestones"][0]["date"] for event in file_of(rows(*dates), **options)["events"]]


def test_a_date_in_numbers_is_refused_with_both_readings():
    assert problem_of("name,date", "A", "12/03/2014") == (
        "cases.csv!B2: date: '12/03/2014' is 12 March 2014 or 3 December 2014; say which with --day-first or "
        "--month-first"
    )


def test_the_order_may_be_said():
    assert dates_of("12/03/2014", order="day-first") == ["2014-03-12"]
    assert dates_of("12/03/2014", order="month-first") == ["2014-12-03"]


def test_a_number_beyond_12_in_the_column_says_it_and_is_told():
    assert dates_of("12/03/2014", "13/03/2014") == ["2014-03-12", "2014-03-13"]
    assert imported(rows("12/03/2014", "13/03/2014")).report.orders[1].evidence == "13/03/2014"


def test_each_column_has_its_own_order():
    table = [["name", "left", "arrived"], ["A", "13/03/2014", "12/03/2014"]]
    (problem,) = imported(table).report.problems
    assert problem.place == "C2"


@pytest.mark.parametrize(
    ("heading", "text"),
    [("left", "March 2104"), ("published", "2 January 2025"), ("year", "2104"), ("arrived", "c. 2104")],
)
def test_a_date_in_the_future_is_a_problem(heading, text):
    table = table_of([["name", "url", heading], ["A", "https://a.example", text]])
    result = import_table(table, ImportOptions(), today=date(2024, 12, 31))
    assert [problem.message for problem in result.report.problems] == [
        f"{heading}: {text!r} is in the future; is the year right?"
    ]


@pytest.mark.parametrize(("heading", "text"), [("left", "0014-03-05"), ("year", "0204")])
def test_a_year_with_a_nought_in_front_is_a_problem(heading, text):
    told = problem_of(f"name,country,{heading}", "A", "Austria", text)
    assert told.endswith(f"{text!r} is in the year {int(text[:4])}; is the year right?")


@pytest.mark.parametrize("text", ["1 January 2025", "2024", "after 2020", "between 2020 and 2030"])
def test_a_date_that_may_be_past_or_is_today_elsewhere_is_none_in_the_future(text):
    table = table_of([["name", "left"], ["A", text]])
    assert import_table(table, ImportOptions(), today=date(2024, 12, 31)).report.problems == ()
