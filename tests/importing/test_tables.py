"""Tables are read as they are: every cell at its place, from text files and spreadsheets."""

import sys
from datetime import date, datetime

import pytest

from dashboard.importing.cells import Cell, column_letters
from dashboard.importing.tables import MAX_BYTES, MissingExtraError, TableError, read_table
from tests.importing.spreadsheets import Shown, write_ods, write_xlsx


def texts(table) -> list[list[tuple[str, str]]]:
    return [[(cell.name, cell.text) for cell in row] for row in table.rows]


def write(tmp_path, content, name="table.csv"):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_columns_are_called_what_spreadsheets_call_them():
    assert [column_letters(n) for n in (0, 25, 26, 27, 701, 702)] == ["A", "Z", "AA", "AB", "ZZ", "AAA"]


# Text files


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_cells_are_separated_by_whatever_the_first_row_has_most_of(tmp_path, delimiter):
    path = write(tmp_path, f"Name{delimiter}Date\nA{delimiter}2014\n")
    assert texts(read_table(path)) == [[("A1", "Name"), ("B1", "Date")], [("A2", "A"), ("B2", "2014")]]


def test_a_comma_within_quotes_separates_nothing(tmp_path):
    path = write(tmp_path, '"a, b, c";"d"\n1;2\n')
    assert texts(read_table(path))[0] == [("A1", "a, b, c"), ("B1", "d")]


def test_the_cells_of_a_tsv_file_are_separated_by_tabs(tmp_path):
    path = write(tmp_path, "Name, first\tDate\n", "table.tsv")
    assert texts(read_table(path)) == [[("A1", "Name, first"), ("B1", "Date")]]


def test_blank_rows_and_cells_keep_their_number(tmp_path):
    path = write(tmp_path, "\n\na,,b\n,\n\nc\n")
    assert texts(read_table(path)) == [[("A3", "a"), ("C3", "b")], [("A6", "c")]]


def test_a_line_break_within_quotes_is_part_of_the_cell_and_rows_stay_in_count(tmp_path):
    path = write(tmp_path, '"a\r\nb",c\r\nd,e\r\n')
    assert texts(read_table(path)) == [[("A1", "a\nb"), ("B1", "c")], [("A2", "d"), ("B2", "e")]]


def test_nothing_is_taken_for_a_missing_value_a_number_or_a_comment(tmp_path):
    path = write(tmp_path, "NA,null,007,#x,1e3,TRUE\n")
    assert [text for _, text in texts(read_table(path))[0]] == ["NA", "null", "007", "#x", "1e3", "TRUE"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_text_is_read_in_every_encoding_that_says_which_it_is(tmp_path, encoding):
    mark = "\ufeff" if encoding in ("utf-16-le", "utf-16-be") else ""
    path = write(tmp_path, f"{mark}Žofie,김\n".encode(encoding))
    assert texts(read_table(path)) == [[("A1", "Žofie"), ("B1", "김")]]


def test_letters_of_an_unknown_encoding_are_not_guessed(tmp_path):
    path = write(tmp_path, "Name\nJosé\n".encode("cp1252"))
    with pytest.raises(TableError, match=r'line 2: is not UTF-8 text, .*"CSV UTF-8"'):
        read_table(path)


def test_a_quotation_mark_that_is_not_closed_is_told_with_its_line(tmp_path):
    path = write(tmp_path, 'a,b\n"c,d\n')
    with pytest.raises(TableError, match="a quotation mark is not closed"):
        read_table(path)


# Spreadsheets

ROWS = [
    ["", ""],
    ["Name", "Date", "Number"],
    ["김\nx", date(2014, 3, 12), 2014],
    ["NA", None, 1.5],
    [" b ", datetime(2014, 1, 1, 21, 13), 41710],
]
CELLS = [
    [("A2", "Name"), ("B2", "Date"), ("C2", "Number")],
    [("A3", "김\nx"), ("B3", "2014-03-12"), ("C3", "2014")],
    [("A4", "NA"), ("C4", "1.5")],
    [("A5", "b"), ("B5", "2014-01-01 21:13"), ("C5", "41710")],
]


@pytest.mark.parametrize("write_file", [write_xlsx, write_ods])
def test_a_spreadsheet_is_read_with_its_dates_and_numbers(tmp_path, write_file):
    path = write_file(tmp_path / f"table.{write_file.__name__.removeprefix('write_')}", ROWS)
    table = read_table(path)
    assert table.name == f"{path.name}:Sheet1"
    assert texts(table) == CELLS
    assert table.rows[1][1] == Cell(3, 1, "2014-03-12", is_date=True)
    assert table.rows[1][2].is_number


@pytest.mark.parametrize("write_file", [write_xlsx, write_ods])
def test_of_a_date_only_what_the_cell_shows_is_read(tmp_path, write_file):
    path = write_file(
        tmp_path / f"table.{write_file.__name__.removeprefix('write_')}",
        [["a", Shown(date(2014, 3, 1), "month")], [Shown(date(2014, 1, 1), "year"), date(2014, 1, 1)]],
    )
    assert texts(read_table(path)) == [[("A1", "a"), ("B1", "2014-03")], [("A2", "2014"), ("B2", "2014-01-01")]]


def test_the_first_sheet_that_is_not_blank_is_read_and_the_others_are_named(tmp_path):
    path = write_xlsx(tmp_path / "table.xlsx", {"Empty": [[""]], "Cases": [["a"]], "Notes": [["x"], ["y"]]})
    table = read_table(path)
    assert (table.sheet, texts(table)) == ("Cases", [[("A1", "a")]])
    assert table.unread_sheets == ("Notes (2 rows)",)


def test_a_sheet_is_read_by_its_name(tmp_path):
    path = write_xlsx(tmp_path / "table.xlsx", {"Cases": [["a"]], "Notes": [["x"]]})
    assert texts(read_table(path, "Notes")) == [[("A1", "x")]]
    with pytest.raises(TableError, match="has no sheet 'Other'; its sheets are Cases, Notes"):
        read_table(path, "Other")


def test_what_is_no_spreadsheet_is_told(tmp_path):
    with pytest.raises(TableError, match="cannot be read as a spreadsheet"):
        read_table(write(tmp_path, "Name\n", "table.xlsx"))


# Files


def test_a_file_that_is_not_there_or_no_table_is_told(tmp_path):
    with pytest.raises(TableError, match="cannot be read: No such file"):
        read_table(tmp_path / "none.csv")
    with pytest.raises(TableError, match="is not a table by its name, which should end in one of csv, tsv"):
        read_table(write(tmp_path, "x", "table.pdf"))
    with pytest.raises(TableError, match="is not a text file"):
        read_table(write(tmp_path, b"a\0b"))
    with pytest.raises(TableError, match="has no sheets"):
        read_table(write(tmp_path, "a"), "Sheet1")


def test_a_file_beyond_the_limit_is_not_read(tmp_path):
    path = tmp_path / "large.csv"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    with pytest.raises(TableError, match="is larger than 64 MB"):
        read_table(path)


def test_without_the_extra_the_command_that_installs_it_is_named(tmp_path, monkeypatch):
    path = write_xlsx(tmp_path / "table.xlsx", [["a"]])
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    with pytest.raises(
        MissingExtraError, match=r"needs python-calamine; install it with pip install -e '\.\[import\]'"
    ):
        read_table(path)
