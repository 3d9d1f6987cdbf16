"""The report on an import: what was assumed, how columns and values were read, what is in notes, blank or wrong."""

import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from dashboard.dataset.problems import Problem
from dashboard.dataset.text import count_with_noun, shown, visible
from dashboard.importing.cells import Cell
from dashboard.importing.date_columns import ColumnOrder
from dashboard.importing.fields import DATES
from dashboard.importing.headings import Column, Header
from dashboard.importing.problems import CellProblem, ReadingLog
from dashboard.importing.row import Row
from dashboard.importing.tables import Table

_WIDTH = 110
_MAX_LISTED = 12  # rows and cells that are named


@dataclass(frozen=True)
class ImportReport:
    """All that is to be said about an import."""

    table: Table
    header: Header
    rows: tuple[Row, ...]
    title_row: Row | None
    """The row of TimelineJS that is the title of all."""
    rows_without_status: tuple[int, ...]
    """The rows of events whose status is assumed."""
    orders: Mapping[int, ColumnOrder]
    """How the numbers of dates stand, by column."""
    ranks: tuple[str, ...]
    """In order of first appearance."""
    uncited_rows: tuple[int, ...]
    """The rows that cite the table itself."""
    kept_cells: tuple[Cell, ...]
    """Those that stand in notes because the event has no other place for them."""
    log: ReadingLog
    problems: tuple[CellProblem, ...]
    """What is wrong with the table."""
    file_problems: tuple[Problem, ...]
    """What `check` says about the event file."""
    events: int
    """How many events the file holds."""
    missing_columns: tuple[str, ...] = ()
    """What no column is read as, and what to do about it."""

    @property
    def bad_rows(self) -> tuple[int, ...]:
        """The rows with problems."""
        return tuple(sorted({problem.row for problem in self.problems}))


def lines(report: ImportReport, out: str) -> list[str]:
    """Return the report as lines; `out` is the name of the event file."""
    count = count_with_noun(len(report.rows), "row")
    found = [f"{report.table.name}: {count} below the headings in row {report.header.row}"]
    sections: tuple[tuple[str, Iterable[str]], ...] = (
        ("Assumed", _assumed(report)),
        ("Columns", _columns(report.header)),
        ("Read as", _readings(report.log)),
        ("Kept in notes", _in_notes(report)),
        ("Said to be unknown, and left out", _unknown(report.log)),
        ("Left out because it is blank", _blank(report)),
        ("Not read", _not_read(report)),
        ("To do", _to_do(report, out)),
        ("Problems", [problem.located(report.table.name) for problem in report.problems]),
    )
    for heading, items in sections:
        listed = list(items)
        if listed:
            found += ["", f"{heading}:"]
            found += _wrapped(listed) if heading != "Problems" else listed
    if report.file_problems:
        found += ["", *(problem.located(visible(out)) for problem in report.file_problems)]
    return found


def summary(report: ImportReport, out: str, is_written: bool) -> str:
    """Say in a line what was written, and what was not."""
    rows = count_with_noun(len(report.bad_rows), "row")
    if is_written:
        left_out = f"; {rows} with problems left out" if report.bad_rows else ""
        return f"{visible(out)}: {count_with_noun(report.events, 'event')} written{left_out}"
    reason = count_with_noun(len(report.problems), "problem")
    if not report.problems:
        return f"{visible(out)}: not written"
    return (
        f"{visible(out)}: not written: {reason} in {rows}; correct the table, or leave these rows out with --skip-bad"
    )


def _wrapped(items: Iterable[str]) -> Iterator[str]:
    for item in items:
        yield from textwrap.wrap(
            visible(" ".join(item.split())), _WIDTH, initial_indent="  ", subsequent_indent="    ",
            break_long_words=False, break_on_hyphens=False,
        )  # fmt: skip


def _numbered(rows: Sequence[int]) -> str:
    return f"row{'' if len(rows) == 1 else 's'} {_listed(list(map(str, rows)))}"


def _listed(items: Sequence[str]) -> str:
    more = f" and {len(items) - _MAX_LISTED:,} more" if len(items) > _MAX_LISTED else ""
    return ", ".join(items[:_MAX_LISTED]) + more


def _assumed(report: ImportReport) -> Iterator[str]:
    header = report.header
    date = header.first("date") or header.first("year")
    if date:
        yield (
            f"A date in {_named(date)} is that of a departure. If it is another, call the column arrived, announced "
            "or reported."
        )
        if header.has("type"):
            yield "For a context event it is that of a report."
    if report.rows_without_status:
        which = "every event" if not header.has("status") else _numbered(report.rows_without_status)
        yield f"The status is “reported” for {which}, because the table does not say."
    for column in header.columns:
        order = report.orders.get(column.index)
        if order and order.order and order.evidence:
            first = order.order.removesuffix("-first")
            yield f"Dates in numbers have the {first} first in {_named(column)}, as in {shown(order.evidence)}."
    if header.is_timeline_js:
        yield "It is a spreadsheet of TimelineJS: each row is a defection unless its Type is era (context) or title."
    if cell := report.log.span:
        yield f"A span of time such as {_quoted(cell)} is one of its days, not how long it lasted."
    if cell := report.log.part:
        yield (
            f"Parts of a year, a month or a decade, as in {_quoted(cell)}, are in the note in words too; early, mid "
            "and late are its thirds."
        )
    if any(reading.found.isdecimal() and len(reading.found) == 5 for reading in report.log.readings):
        yield "Numbers such as 41710 in columns of dates are days that spreadsheets count from 30 December 1899."


def _named(column: Column) -> str:
    return f"{column.letters} {shown(column.heading)}"


def _quoted(cell: Cell) -> str:
    return f"{shown(cell.text)} ({cell.name})"


def _columns(header: Header) -> Iterator[str]:
    for column in header.columns:
        if column.field:
            kind = f", the date of {_with_article(DATES[column.field])}" if column.field in DATES else ""
            yield f"{_named(column)} → {column.field}{kind}"
        elif column.taken_by:
            yield f"{_named(column)} → kept in notes, for {shown(column.taken_by)} is read as that already"
        else:
            yield f"{_named(column)} → kept in notes"


def _with_article(kind: str) -> str:
    words = kind.replace("-", " ")
    return f"{'an' if words[0] in 'aeiou' else 'a'} {words}"


def _readings(log: ReadingLog) -> Iterator[str]:
    by_field: dict[str, list[str]] = {}
    for reading, cell in log.readings.items():
        by_field.setdefault(reading.field, []).append(f"{shown(reading.found)} → {reading.read_as} ({cell})")
    for field, texts in by_field.items():
        yield f"{field}: {'; '.join(texts)}"


def _in_notes(report: ImportReport) -> Iterator[str]:
    for column in report.header.columns:
        if rows := [cell.row for cell in report.kept_cells if cell.column == column.index]:
            yield f"{_named(column)}, {_numbered(rows)}"


def _unknown(log: ReadingLog) -> Iterator[str]:
    by_field: dict[str, list[Cell]] = {}
    for cell, field in log.unknown:
        by_field.setdefault(field, []).append(cell)
    for field, cells in by_field.items():
        yield f"{field}: {_listed([f'{cell.name} {shown(cell.text)}' for cell in cells])}"


def _blank(report: ImportReport) -> Iterator[str]:
    for column in report.header.columns:
        filled = {row.number for row in report.rows if any(each is column for each, _ in row.cells)}
        blank = [row.number for row in report.rows if row.number not in filled]
        if blank and column.field:
            which = "in every row" if not filled else f"in {_numbered(blank)}"
            yield f"{_named(column)}, {which}"


def _not_read(report: ImportReport) -> Iterator[str]:
    for cell in report.header.above:
        yield f"{cell.name}, above the headings: {cell.text}"
    for column, cell in report.title_row.cells if report.title_row else ():
        if column.field not in ("type", "title", "summary"):
            yield f"{cell.name}, in the title row: {column.heading}: {cell.text}"
    for sheet in report.table.unread_sheets:
        yield f"sheet {sheet}; read it with --sheet"


def _to_do(report: ImportReport, out: str) -> Iterator[str]:
    yield from report.missing_columns
    if len(report.ranks) > 1:
        yield (
            f"Put the ranks in order, highest first, in {out}; now they stand as they first appear: "
            f"{', '.join(report.ranks)}."
        )
    if report.uncited_rows:
        yield f"Give a source for {_numbered(report.uncited_rows)}: for want of one, the table itself is cited."
