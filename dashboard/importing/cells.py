"""A cell of a table: where it stands, and what it holds as text."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal, TypeAlias

CellValue: TypeAlias = str | int | float | bool | date | datetime | time | timedelta
"""What a reader of tables returns for a cell."""

ShownUnit: TypeAlias = Literal["year", "month", "day"]
"""How much of a date a cell shows: the cell of 1 March 2014 may show `2014` or `Mar 14` only."""

_LENGTHS = {"year": 4, "month": 7}  # of a date in EDTF


@dataclass(frozen=True)
class Cell:
    """A cell that is not blank."""

    row: int  # from 1
    column: int  # from 0
    text: str
    """What it holds, without blanks around it; a real date in EDTF, as far as it is shown."""
    is_date: bool = False
    """Whether it is a real date of a spreadsheet, not a text."""
    is_number: bool = False

    @property
    def name(self) -> str:
        """What spreadsheets call it: `C7`."""
        return f"{column_letters(self.column)}{self.row}"


def column_letters(column: int) -> str:
    """Return what spreadsheets call a column, counted from 0: `A`, …, `Z`, `AA`."""
    letters = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def cell_of(row: int, column: int, value: CellValue, shown_unit: ShownUnit = "day") -> Cell | None:
    """Return the cell that holds a value; nothing for a blank one. `shown_unit` is how much of a date it shows."""
    text = _text(value).strip()
    if not text:
        return None
    if isinstance(value, date):
        text = text[: _LENGTHS.get(shown_unit)]
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return Cell(row, column, text, isinstance(value, date), is_number)


def _text(value: CellValue) -> str:
    match value:
        case bool():
            return "TRUE" if value else "FALSE"
        case datetime():
            midnight = value.time() == time()
            return value.date().isoformat() if midnight else value.isoformat(" ").removesuffix(":00")
        case date() | time():
            return value.isoformat()
        case float():
            return repr(value).removesuffix(".0")
        case str():
            return value.replace("\r\n", "\n").replace("\r", "\n")
    return str(value)
