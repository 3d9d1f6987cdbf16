"""Read a table from a CSV, TSV, XLSX or ODS file, every cell as it is and at its place."""

import codecs
import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import BadZipFile

from dashboard.dataset.text import count_with_noun
from dashboard.importing.cells import Cell, CellValue, cell_of
from dashboard.importing.shown_dates import shown_units

if TYPE_CHECKING:  # a text file needs no pandas
    import pandas as pd

MAX_BYTES = 64 * 2**20
"""Size limit of a table."""

TEXT_FORMATS = (".csv", ".tsv", ".tab", ".txt")
SPREADSHEET_FORMATS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")

_DELIMITERS = (",", ";", "\t", "|")


class TableError(Exception):
    """Why a table cannot be read, in a sentence."""


class MissingExtraError(TableError):
    """A package of the extra `import` is not installed."""

    def __init__(self, package: str) -> None:
        super().__init__(f"this needs {package}; install it with pip install -e '.[import]'")


@dataclass(frozen=True)
class Table:
    """The cells of a sheet that are not blank."""

    file: str
    """Name of the file, without its folder."""
    sheet: str | None
    """Name of the sheet; nothing in a text file."""
    rows: tuple[tuple[Cell, ...], ...]
    """The rows that are not blank, from the top, each from left to right."""
    unread_sheets: tuple[str, ...] = ()
    """What else the file holds, such as `Notes (12 rows)`."""

    @property
    def name(self) -> str:
        """The file with the sheet: `table.xlsx:Sheet1`."""
        return f"{self.file}:{self.sheet}" if self.sheet else self.file


def read_table(path: Path, sheet: str | None = None) -> Table:
    """Read a sheet of a file, by default the first that is not blank. Raises `TableError`."""
    try:
        if path.is_file() and path.stat().st_size > MAX_BYTES:
            raise TableError(f"is larger than {MAX_BYTES // 2**20} MB")
        data = path.read_bytes()
    except OSError as error:
        raise TableError(f"cannot be read: {error.strerror or error}") from error
    extension = path.suffix.lower()
    if extension in SPREADSHEET_FORMATS:
        return _read_spreadsheet(path.name, data, sheet)
    if extension not in TEXT_FORMATS:
        known = ", ".join(each.removeprefix(".") for each in (*TEXT_FORMATS, *SPREADSHEET_FORMATS))
        raise TableError(f"is not a table by its name, which should end in one of {known}")
    if sheet is not None:
        raise TableError("is a text file, which has no sheets")
    return Table(path.name, None, _read_text(data, "\t" if extension in (".tsv", ".tab") else None))


def _rows(values: Iterable[Iterable[Cell | None]]) -> tuple[tuple[Cell, ...], ...]:
    rows = (tuple(cell for cell in row if cell) for row in values)
    return tuple(row for row in rows if row)


# Text files


def _read_text(data: bytes, delimiter: str | None) -> tuple[tuple[Cell, ...], ...]:
    text = _decoded(data)
    delimiter = delimiter or _delimiter(text)
    csv.field_size_limit(MAX_BYTES)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        return _rows([cell_of(row, i, value) for i, value in enumerate(values)] for row, values in enumerate(reader, 1))
    except csv.Error as error:
        reason = "a quotation mark is not closed" if "end of data" in str(error) else str(error)
        raise TableError(f"line {reader.line_num}: {reason}") from error


def _decoded(data: bytes) -> str:
    encoding = "utf-16" if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise TableError(
            f"line {line}: is not UTF-8 text, and which letters were meant cannot be known; save it again as "
            '"CSV UTF-8" (Excel) or with the character set "Unicode (UTF-8)" (LibreOffice), or import the spreadsheet'
        ) from error
    if "\0" in text:
        raise TableError("is not a text file; save the table as CSV, XLSX or ODS")
    return text


def _delimiter(text: str) -> str:
    """Return what separates the cells of the first row that has any: the commonest of four characters."""
    outside_quotes = "".join(text[:100_000].split('"')[::2])
    for line in outside_quotes.splitlines():
        counts = {delimiter: line.count(delimiter) for delimiter in _DELIMITERS}
        if any(counts.values()):
            return max(counts, key=lambda each: counts[each])
    return ","


# Spreadsheets


def _read_spreadsheet(file: str, data: bytes, wanted: str | None) -> Table:
    try:
        import python_calamine
    except ImportError as error:
        raise MissingExtraError("python-calamine") from error
    import pandas as pd

    try:
        with pd.ExcelFile(io.BytesIO(data), engine="calamine") as book:
            values = {str(name): _values(book, str(name)) for name in book.sheet_names}
    except ImportError as error:
        raise MissingExtraError("a newer python-calamine") from error
    except (python_calamine.CalamineError, BadZipFile, ValueError, OSError) as error:
        raise TableError(f"cannot be read as a spreadsheet: {error}") from error
    filled = [name for name, rows in values.items() if any(_is_filled(row) for row in rows)]
    if wanted is not None and wanted not in values:
        raise TableError(f"has no sheet {wanted!r}; its sheets are {', '.join(values)}")
    sheet = wanted or next(iter(filled or values), "")
    units = shown_units(data, sheet)
    rows = _rows(
        [cell_of(n, i, value, units.get((n, i), "day")) for i, value in enumerate(row)]
        for n, row in enumerate(values.get(sheet, []), 1)
    )
    unread = tuple(
        f"{name} ({count_with_noun(sum(map(_is_filled, values[name])), 'row')})" for name in filled if name != sheet
    )
    return Table(file, sheet, rows, unread)


def _values(book: "pd.ExcelFile", sheet: str) -> list[list[CellValue]]:
    """Return all cells of a sheet, blank ones as empty texts, from its first row and column."""
    import pandas as pd

    frame = pd.read_excel(book, sheet_name=sheet, header=None, dtype=object, keep_default_na=False, na_filter=False)
    return [
        ["" if value is None or value != value else value for value in row]  # NaN is no value
        for row in frame.itertuples(index=False, name=None)
    ]


def _is_filled(row: list[CellValue]) -> bool:
    return any(str(value).strip() for value in row)
