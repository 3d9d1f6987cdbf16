"""Headings in any order and usual wording, and columns that are named on the command line."""

import pytest

from dashboard.importing.fields import HEADINGS, field_by_heading, heading_key
from dashboard.importing.headings import ColumnsError, read_columns_option, read_header
from tests.importing.tables import table_of


def fields(*headings: str, named=None) -> list[str | None]:
    header = read_header(table_of([headings, ["x"] * len(headings)]), named or {})
    return [column.field for column in header.columns]


USUAL = {
    "Name": "name", "PERSON": "name", "Who?": "name", "date": "date", "When": "date", "Date of defection": "date",
    "Country": "country", "Posted in": "country", "City": "place", "Source": "source", "URL": "url", "Link": "url",
    "Reference": "source", "Source 2": "source", "Url2": "url", "Nationality": "origin", "Rank": "rank",
    "Left (date)": "left", "Departure_date": "left", "Arrived": "arrived", "Date reported": "reported",
    "Announced": "announced", "Destination": "destination", "Defected to": "destination", "Status": "status",
    "Remarks": "note", "Organization": "organisation", "Lat": "latitude", "lng": "longitude", "GeoNames ID": "geonames",
    "Access date": "accessed", "Last post": "place", "Sought asylum in": "destination", "Day/Month": "date",
    "Whereabouts": "whereabouts", "a.k.a.": "also known as", "Position": "position",
}  # fmt: skip


@pytest.mark.parametrize(("heading", "field"), USUAL.items())
def test_usual_headings_are_known(heading, field):
    assert field_by_heading()[heading_key(heading)] == field


WITH_OTHER_WORDS = {
    "Left when": "left", "When left": "left", "When left?": "left", "Date (left)": "date",
    "Date of the defection": "date",
    "When did they arrive": None, "When published": "published", "How sure": "status", "How sure?": "status",
    "Confidence": "status", "Confirmed?": "status", "Web link": "url", "Where posted": "place",
    "Where to": "destination",
    "Date of birth": None, "Date of posting": None, "How old": None, "When married": None, "Link of name": None,
}  # fmt: skip


@pytest.mark.parametrize(("heading", "field"), WITH_OTHER_WORDS.items())
def test_a_known_heading_may_stand_in_a_question(heading, field):
    assert fields("Name", "Country", heading)[2] == field


def test_no_heading_means_two_fields():
    keys = [heading_key(heading) for name, others in HEADINGS.items() for heading in (name, *others)]
    assert sorted(keys) == sorted(set(keys))


def test_columns_stand_in_any_order():
    assert fields("Link", "When", "Who", "Country") == ["url", "date", "name", "country"]


def test_a_heading_that_nothing_takes_is_no_field():
    assert fields("Name", "Date", "Shoe size") == ["name", "date", None]


def test_a_second_column_of_a_field_is_no_field_but_sources_may_be_many():
    header = read_header(table_of([["Name", "Date", "Person", "Source 1", "Source 2"], ["x"] * 5]), {})
    assert [column.field for column in header.columns] == ["name", "date", None, "source", "source"]
    assert header.columns[2].taken_by == "Name"


def test_posted_in_is_the_place_or_the_country_beside_a_place():
    assert fields("Name", "Posted in") == ["name", "place"]
    assert fields("Name", "Posted in", "City") == ["name", "country", "place"]
    assert fields("Name", "Posted in", "Country") == ["name", "place", "country"]
    assert fields("Name", "Country", "Posted in", "City") == ["name", "country", None, "place"]


def test_a_day_is_a_date_unless_there_is_a_year():
    assert fields("Name", "Day") == ["name", "date"]
    assert fields("Name", "Year", "Month", "Day") == ["name", "year", "month", "day"]


def test_the_sheet_of_timelinejs_is_known_by_its_headings():
    headings = ["Year", "Month", "Day", "Time", "End Year", "Display Date", "Headline", "Text", "Media", "Type"]
    header = read_header(table_of([headings, ["2014"]]), {})
    assert header.is_timeline_js
    assert [column.field for column in header.columns] == [
        "year", "month", "day", None, "end year", None, "title", "summary", None, "type",
    ]  # fmt: skip


def test_headings_are_found_below_a_title_and_what_stands_above_is_kept():
    header = read_header(table_of([["All our cases"], [], ["Name", "Date"], ["x", "2014"]]), {})
    assert header.row == 3
    assert [cell.text for cell in header.above] == ["All our cases"]


def test_without_known_headings_the_first_row_holds_them():
    header = read_header(table_of([["Foo", "Bar"], ["x", "y"]]), {})
    assert (header.row, [column.field for column in header.columns]) == (1, [None, None])


def test_a_column_without_a_heading_is_called_by_its_letter():
    header = read_header(table_of([["Name", "Date"], ["x", "2014", "", "more"]]), {})
    assert [(column.heading, column.field) for column in header.columns[2:]] == [("Column D", None)]


# --columns


def test_columns_are_named_with_their_fields():
    assert read_columns_option("Spalte=rank, Ort = place") == {"Spalte": "rank", "Ort": "place"}
    assert read_columns_option("x=also-known_as") == {"x": "also known as"}
    assert read_columns_option("Posting=post,Fled=date left") == {"Posting": "place", "Fled": "left"}
    assert read_columns_option("") == {}
    assert read_columns_option("When, exactly=left,Who = name,") == {"When, exactly": "left", "Who": "name"}


def test_a_named_column_is_taken_whatever_its_heading_means_otherwise():
    assert fields("Dienstgrad", "date", named={"dienstgrad": "rank"}) == ["rank", "date"]
    assert fields("Name", "Person", named={"Person": "name"}) == [None, "name"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Spalte", "'Spalte' is not written as HEADING=FIELD, such as Posting=post"),
        ("Spalte=rnak", "'rnak' is not a field; did you mean 'rank'?"),
        ("Spalte=qqqqqq", "'qqqqqq' is not a field; the fields are id, name, also known as"),
    ],
)
def test_a_column_that_cannot_be_named_so_is_told(text, message):
    with pytest.raises(ColumnsError) as raised:
        read_columns_option(text)
    assert str(raised.value).startswith(message)


def test_a_named_column_that_the_table_lacks_is_told_with_its_headings():
    with pytest.raises(ColumnsError, match="the table has no column 'Spalte'; its headings are 'Name', 'Date'"):
        fields("Name", "Date", named={"Spalte": "rank"})
