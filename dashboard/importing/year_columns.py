"""Year, month and day, and those of an end, in columns of their own."""

import re

from dashboard.dataset import edtf
from dashboard.dataset.text import shown
from dashboard.dataset.written_dates.month_names import month_number
from dashboard.importing.problems import CellError
from dashboard.importing.row import Row

ALLOWED_YEARS = ("a year of four digits",)


def is_year(text: str) -> bool:
    """Whether a text is a year alone."""
    return re.fullmatch(r"\d{4}", text, re.ASCII) is not None and text != "0000"


def month_in(text: str) -> int | None:
    """Return the month that a number or a name gives."""
    number = int(text) if text.isdecimal() else month_number(text)
    return number if number and 1 <= number <= 12 else None


def date_of_parts(row: Row, year: str) -> str:
    """Return the date or the span that the columns of a row make. Raises `CellError`."""
    start = _composed(row, "", year)
    end_year = row.cell("end year")
    if end_year is None:
        for part in ("end month", "end day"):
            if cell := row.cell(part):
                raise CellError(cell, f"{part}: the end year is missing")
        return start
    if not is_year(end_year.text):
        year_cell = row.cell("year")
        raise CellError(
            end_year,
            f"end year: {shown(end_year.text)} is not a year of four digits; write it so, or write the whole span in "
            f"{year_cell.name if year_cell else 'the year'}, as in from {year} to {end_year.text}, and leave "
            f"{end_year.name} blank",
            ALLOWED_YEARS,
        )
    end = _composed(row, "end ", end_year.text)
    if end == start:
        return start
    span = f"{start}/{end}"
    try:
        edtf.parse(span)
    except edtf.DateError as error:
        raise CellError(end_year, f"end year: {error}") from error
    return span


def _composed(row: Row, prefix: str, year: str) -> str:
    month, day = row.cell(f"{prefix}month"), row.cell(f"{prefix}day")
    parts = [year]
    if month:
        number = month_in(month.text)
        if number is None:
            raise CellError(month, f"{prefix}month: {shown(month.text)} is not a month", ("1 to 12, or its name",))
        parts.append(f"{number:02}")
    if day:
        if not month:
            raise CellError(day, f"{prefix}day: the month is missing")
        parts.append(day.text.zfill(2))
    found = "-".join(parts)
    try:
        edtf.parse(found)
    except edtf.DateError as error:
        cell = day or month
        assert cell
        raise CellError(cell, f"{prefix}day: {shown(cell.text)} is not a day of that month") from error
    return found
