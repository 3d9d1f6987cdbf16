"""What no column is read as is told, with the column that likely holds it and the option that says so."""

import re
import shlex

import pytest

from dashboard.importing.headings import read_columns_option
from tests.importing.tables import imported

HINT = "No column is read as {}; {} looks like one."


def missing(headings: str, *rows: tuple[object, ...], **options) -> tuple[str, ...]:
    return imported([headings.split(","), *rows], **options).report.missing_columns


def test_columns_that_look_like_what_is_missing_are_named_with_the_option():
    rows = [
        ("Kim A", "March 2014", "Third Secretary", "Seoul", "https://a.example/1"),
        ("Pak B", "c. 2015", "Consul", "", ""),
    ]
    assert missing("Kto,Kogda,Position,City,Gde", *rows) == (
        HINT.format("a date", "B 'Kogda'"),
        HINT.format("a name", "A 'Kto'"),
        HINT.format("a rank", "C 'Position'"),
        HINT.format("a source", "E 'Gde'"),
        'If that is right, import again with --columns "Kogda=left,Kto=name,Position=rank,Gde=url".',
    )


def test_the_option_keeps_the_columns_that_are_named_already_and_does_what_it_says():
    rows = [["Kto", "Kogda", "City"], ["Kim A", "March 2014", "Seoul"]]
    told = imported(rows, columns={"Kto": "name"}).report.missing_columns
    assert told[-1] == 'If that is right, import again with --columns "Kto=name,Kogda=left".'
    assert imported(rows, columns={"Kto": "name", "Kogda": "left"}).report.missing_columns == ()


def test_a_date_and_a_name_are_asked_for_where_no_column_looks_like_one():
    assert missing("City,Shoe size", ("Seoul", "big")) == (
        'No column is read as a date. If one holds it, add --columns "HEADING=left".',
        'No column is read as a name. If one holds it, add --columns "HEADING=name".',
    )


def test_nothing_is_said_where_a_column_holds_it_or_the_table_is_that_of_timelinejs():
    assert missing("Name,Left when,Rank,Link", ("A", 2014, "Consul", "https://a.example")) == ()
    assert missing("Year,Month,Day,Headline,Text,Media", (2014, 1, 2, "A", "b", "")) == ()


def test_a_heading_with_signs_of_the_shell_is_quoted():
    assert missing("Name,Wann $x", ("A", "March 2014"))[-1].endswith("--columns 'Wann $x=left'.")


def obeyed(rows: list[list[object]]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what is missing, and what is still missing once the command of the hint is given."""
    told = imported(rows).report.missing_columns
    (option,) = re.findall(r"import again with --columns (.*)\.$", told[-1])
    (text,) = shlex.split(option)
    return told, imported(rows, columns=read_columns_option(text)).report.missing_columns


@pytest.mark.parametrize(
    "heading", ["Wann, genau", "Wann,genau, etwa", "Wann = dann", '"Wann", etwa', "Wann\n(Tag, Jahr)"]
)
def test_a_heading_of_any_signs_can_be_named(heading):
    told, still = obeyed([["Name", heading, "Ort, Land"], ["A", "March 2014", "Seoul"]])
    assert told[0].startswith("No column is read as a date; B ")
    assert still == ()


def test_a_column_without_a_heading_is_named_by_its_letter():
    told, still = obeyed([["Name", "City", "", ""], ["A", "Seoul", "", "March 2014"]])
    assert told[0] == HINT.format("a date", "D 'Column D'")
    assert still == ()


def test_a_heading_that_the_option_cannot_name_is_not_offered():
    assert missing("Name,Tag", ("A", "x")) == missing("Name,Wann (d=day; m=month)", ("A", "x"))
    rows = [["Name", "Wann (d=Tag, m=Monat)"], ["A", "March 2014"]]
    assert imported(rows).report.missing_columns == (
        'No column is read as a date. If one holds it, add --columns "HEADING=left".',
    )
