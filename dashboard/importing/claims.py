"""The dated claims of a row: milestones without their citations."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from dashboard.dataset import edtf
from dashboard.dataset.text import shown
from dashboard.dataset.written_dates.month_names import month_number
from dashboard.importing.cells import Cell
from dashboard.importing.date_columns import ColumnOrder
from dashboard.importing.dates import UnreadableDateError, read_date, with_year
from dashboard.importing.fields import DATES
from dashboard.importing.problems import CellError, ReadingLog
from dashboard.importing.row import Row
from dashboard.importing.words import read_word

PARTS_OF_DATES = ("month", "day", "end year", "end month", "end day")
"""Fields that say more about the year of a row."""

_ALLOWED = ("a date such as 12 March 2014, March 2014, 2014, c. 2014, before 2014",)


@dataclass(frozen=True)
class DateReader:
    """Reads the date cells of a table: the numbers of each column stand in one order."""

    orders: Mapping[int, ColumnOrder]
    """By the number of the column."""
    log: ReadingLog
    last_day: date = date.max
    """The last day that a date may begin on: nothing has happened that is still to come."""

    def read(self, cell: Cell, field: str, year: str | None = None) -> tuple[str | None, str | None]:
        """Return a date in EDTF, if it is known, and words for the note. Raises `CellError`.

        `year` is that of the row, for a text that names none.
        """
        order = self.orders.get(cell.column, ColumnOrder(None)).order
        try:
            try:
                found = read_date(cell.text, order)
            except UnreadableDateError:
                text = with_year(cell.text, year)
                if text == cell.text:
                    raise
                found = read_date(text, order)
        except UnreadableDateError as error:
            raise CellError(cell, f"{field}: {shown(cell.text)} {error}", _ALLOWED) from error
        if found.edtf:
            self.check_past(cell, field, found.edtf)
        if found.edtf is None:
            self.log.unknown.append((cell, field))
        elif found.edtf != cell.text:
            self.log.add(cell, field, found.edtf)
        if found.may_have_lasted:
            self.log.spans.append(cell)
        if found.is_part:
            self.log.parts.append(cell)
        return found.edtf, found.note

    def check_past(self, cell: Cell, field: str, found: str) -> None:
        """Raise `CellError` for a date in EDTF that is still to come."""
        earliest = edtf.parse(found).core_earliest
        if earliest and earliest > self.last_day:
            raise CellError(cell, f"{field}: {shown(cell.text)} is in the future; is the year right?", _ALLOWED)


def claims_of(row: Row, reader: DateReader, is_context: bool) -> list[dict[str, Any]]:
    """Return the claims of a row; the first is the one that dates the event. Raises `CellError`.

    A plain date is that of a departure, of a context event that of a report.
    """
    plain_kind = "report" if is_context else DATES["date"]
    claims: list[dict[str, Any]] = []
    year_cell = row.cell("year")
    year = _year(year_cell) if year_cell else None
    is_year_used = False
    for field, kind in DATES.items():
        cell = row.cell(field)
        if cell is None:
            continue
        date, note = reader.read(cell, field, year)
        if year_cell and date and field in ("date", "left"):
            _check_year(year_cell, date)
            is_year_used = True
        kind = plain_kind if field == "date" else kind
        claims += [{"kind": kind, "date": date, **({"note": note} if note else {})}] if date else []
    if year_cell and year and not is_year_used:
        from_parts = _from_parts(row, year)
        reader.check_past(year_cell, "year", from_parts)
        claims.insert(0, {"kind": plain_kind, "date": from_parts})
    _add_response(row, claims, reader.log)
    return claims


def _add_response(row: Row, claims: list[dict[str, Any]], log: ReadingLog) -> None:
    by, stance = row.cell("response by"), row.cell("stance")
    if not (by or stance):
        return
    response = next((claim for claim in claims if claim["kind"] == "official-response"), None)
    if response is None:
        response = {"kind": "official-response"}
        claims.append(response)
    note = response.pop("note", None)
    if by:
        response["by"] = by.text
    if stance:
        response["stance"] = read_word(stance, "stance", log)
    if note:
        response["note"] = note


# Year, month and day in columns of their own


def _year(cell: Cell) -> str:
    if not re.fullmatch(r"\d{4}", cell.text, re.ASCII) or cell.text == "0000":
        raise CellError(cell, f"year: {shown(cell.text)} is not a year of four digits", ("a year of four digits",))
    return cell.text


def _check_year(cell: Cell, date: str) -> None:
    days = edtf.parse(date)
    is_before = days.latest is not None and days.latest.year < int(cell.text)
    if is_before or (days.earliest is not None and days.earliest.year > int(cell.text)):
        raise CellError(cell, f"year: {shown(cell.text)} is not the year of the date in this row, {date}")


def _from_parts(row: Row, year: str) -> str:
    start = _composed(row, "", year)
    end_year = row.cell("end year")
    if end_year is None:
        for part in ("end month", "end day"):
            if cell := row.cell(part):
                raise CellError(cell, f"{part}: the end year is missing")
        return start
    end = _composed(row, "end ", _year(end_year))
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
        number = int(month.text) if month.text.isdecimal() else month_number(month.text)
        if number is None or not 1 <= number <= 12:
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
