"""The dated claims of a row: milestones without their citations."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from dashboard.dataset import edtf
from dashboard.dataset.text import shown
from dashboard.importing.cells import Cell
from dashboard.importing.date_columns import ColumnOrder
from dashboard.importing.dates import DateReading, UnreadableDateError, read_date
from dashboard.importing.fields import DATES
from dashboard.importing.problems import CellError, ReadingLog
from dashboard.importing.row import Row
from dashboard.importing.words import read_word
from dashboard.importing.year_columns import ALLOWED_YEARS, date_of_parts, is_year, month_in

PARTS_OF_DATES = ("month", "day", "end year", "end month", "end day")
"""Fields that say more about the year of a row."""
_OF_DEPARTURE = ("left", "date", "year")
"""The fields of which the year of a row is that."""

_FIRST_YEAR = 1000  # `0014` is mistyped

_ALLOWED = ("a date such as 12 March 2014, March 2014, 2014, c. 2014, before 2014",)


@dataclass(frozen=True)
class DateReader:
    """Reads the date cells of a table: the numbers of each column stand in one order."""

    orders: Mapping[int, ColumnOrder]
    """By the number of the column."""
    log: ReadingLog
    last_day: date = date.max
    """The last day that a date may begin on: nothing has happened that is still to come."""

    def read(self, cell: Cell, field: str, year: str | None = None) -> DateReading:
        """Return what a cell says about a date; `year` is that of the row, for a text that names none.

        Raises `CellError`.
        """
        order = self.orders.get(cell.column, ColumnOrder(None)).order
        try:
            found = read_date(cell.text, order, year)
        except UnreadableDateError as error:
            raise CellError(cell, f"{field}: {shown(cell.text)} {error}", _ALLOWED) from error
        if found.edtf:
            self.check_year(cell, field, found.edtf)
        if found.edtf is None:
            self.log.unknown.append((cell, field))
        elif found.edtf != cell.text:
            self.log.add(cell, field, found.edtf)
        if found.may_have_lasted:
            self.log.span = self.log.span or cell
        if found.is_part:
            self.log.part = self.log.part or cell
        return found

    def check_year(self, cell: Cell, field: str, found: str) -> None:
        """Raise `CellError` for a date in EDTF that is still to come, or in the year 14."""
        earliest = edtf.parse(found).core_earliest
        if earliest and (earliest.year < _FIRST_YEAR or earliest > self.last_day):
            when = "in the future" if earliest > self.last_day else f"in the year {earliest.year}"
            raise CellError(cell, f"{field}: {shown(cell.text)} is {when}; is the year right?", _ALLOWED)


@dataclass(frozen=True)
class _FoundDate:
    """A date of a row, with the cell and the field that it is from."""

    cell: Cell
    field: str
    edtf: str
    note: str | None = None
    borrows_year: bool = False
    """Whether its year is that of the departure."""

    @property
    def step(self) -> int:
        """When it comes: somebody leaves, then arrives, then it is told."""
        return 0 if self.field in _OF_DEPARTURE else 1 if self.field == "arrived" else 2

    @property
    def days(self) -> tuple[date, date]:
        """The first and the last day that it may be."""
        return edtf.parse(self.edtf).core


def claims_of(row: Row, reader: DateReader, is_context: bool) -> list[dict[str, Any]]:
    """Return the claims of a row; the first is the one that dates the event. Raises `CellError`.

    A plain date is that of a departure, of a context event that of a report.
    """
    kinds = {**DATES, "year": DATES["date"]} | ({"date": "report", "year": "report"} if is_context else {})
    claims: list[dict[str, Any]] = [
        {"kind": kinds[found.field], "date": found.edtf, **({"note": found.note} if found.note else {})}
        for found in _dates_of(row, reader)
    ]
    _add_response(row, claims, reader.log)
    return claims


def _dates_of(row: Row, reader: DateReader) -> list[_FoundDate]:
    """Return the dates that a row gives, in the order of its claims."""
    year_cell = row.cell("year")
    year = _plain_year(row, year_cell) if year_cell else None
    dates: list[_FoundDate] = []
    for field in DATES:
        cell = row.cell(field)
        if cell and (found := reader.read(cell, field, year)).edtf:
            borrows_year = field not in _OF_DEPARTURE and found.borrows_year
            dates.append(_FoundDate(cell, field, found.edtf, found.note, borrows_year))
    if year_cell is None:
        return dates
    of_departure = [each.edtf for each in dates if each.field in _OF_DEPARTURE]
    for departure in of_departure:
        _check_year(year_cell, departure)
        if month_cell := row.cell("month"):
            _check_month(month_cell, departure)
    if not of_departure:
        found = DateReading(date_of_parts(row, year)) if year else reader.read(year_cell, "year")
        if found.edtf:
            reader.check_year(year_cell, "year", found.edtf)
            dates.insert(0, _FoundDate(year_cell, "year", found.edtf, found.note))
    _check_order(dates)
    return dates


def _check_order(dates: list[_FoundDate]) -> None:
    """Raise `CellError` where the year column, which is that of the departure, puts dates in the wrong order."""
    pairs = [(found, other) for found in reversed(dates) for other in dates]
    for found, other in pairs:
        is_before = found.step > other.step and found.days[1] < other.days[0]
        is_after = found.step < other.step and found.days[0] > other.days[1]
        if is_after and found.field == "year":
            advice = f"correct one of them, or leave {found.cell.name} blank"
            message = f"is taken as the year of the event, but after {other.edtf} in {other.cell.name}; {advice}"
        elif found.borrows_year and (is_before or is_after):
            where, year = ("before", 1) if is_before else ("after", -1)
            advice = f"write its year, as in {found.cell.text} {found.days[0].year + year}"
            message = (
                f"would be {found.edtf}, by the year of the row, {where} {other.edtf} in {other.cell.name}; {advice}"
            )
        else:
            continue
        raise CellError(found.cell, f"{found.field}: {shown(found.cell.text)} {message}", _ALLOWED)


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


# The year column beside other dates


def _plain_year(row: Row, cell: Cell) -> str | None:
    """Return the year of a row; nothing where its cell is a date by itself, such as `c. 2014`."""
    if is_year(cell.text):
        return cell.text
    if re.fullmatch(r"\d{1,4}", cell.text, re.ASCII):
        raise CellError(cell, f"year: {shown(cell.text)} is not a year of four digits", ALLOWED_YEARS)
    if other := next(filter(None, map(row.cell, (*PARTS_OF_DATES, "left", "date"))), None):
        raise CellError(
            cell,
            f"year: {shown(cell.text)} is not a year of four digits; write it so beside {other.name}, or write the "
            f"whole date in {cell.name} and leave {other.name} blank",
            ALLOWED_YEARS,
        )
    return None


def _check_year(cell: Cell, found: str) -> None:
    days = edtf.parse(found)
    is_before = days.latest is not None and days.latest.year < int(cell.text)
    if is_before or (days.earliest is not None and days.earliest.year > int(cell.text)):
        raise CellError(cell, f"year: {shown(cell.text)} is not the year of the date in this row, {found}")


def _check_month(cell: Cell, found: str) -> None:
    month = month_in(cell.text)
    first, last = edtf.parse(found).bounds.closed
    if month and first.year == last.year and not first.month <= month <= last.month:
        raise CellError(
            cell,
            f"month: {shown(cell.text)} is not the month of the date in this row, {found}; correct one of "
            f"them, or leave {cell.name} blank",
        )
