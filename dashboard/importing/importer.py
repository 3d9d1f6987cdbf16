"""A table → the text of an event file, and a report on everything that was assumed, kept in notes, or is wrong."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from dashboard.dataset.reader import check_bytes
from dashboard.dataset.writer import write
from dashboard.dataset.written_dates import Order
from dashboard.importing.books import Books
from dashboard.importing.claims import DateReader
from dashboard.importing.date_columns import ColumnOrder, order_of
from dashboard.importing.dates import with_year
from dashboard.importing.event_file import assemble
from dashboard.importing.events import EventOfRow, read_event
from dashboard.importing.fields import DATES
from dashboard.importing.gazetteer import Gazetteer
from dashboard.importing.headings import Header, read_header
from dashboard.importing.missing_columns import describe_missing
from dashboard.importing.options import ImportOptions, comment_of
from dashboard.importing.persons import RankBook
from dashboard.importing.places import PlaceBook
from dashboard.importing.previous import NO_FILE, Previous
from dashboard.importing.problems import CellProblem, ReadingLog
from dashboard.importing.report import ImportReport
from dashboard.importing.row import Row, rows_of
from dashboard.importing.sources import SourceBook
from dashboard.importing.tables import Table, TableError

_TIME_ZONES = timedelta(days=1)
"""In another time zone it may be tomorrow already."""

_DATE_FIELDS = (*DATES, "year", "published", "accessed")


@dataclass(frozen=True)
class ImportResult:
    """What a table came to."""

    text: str | None
    """The event file; nothing if it cannot be written."""
    report: ImportReport


def import_table(
    table: Table, options: ImportOptions, previous: Previous = NO_FILE, today: date | None = None
) -> ImportResult:
    """Make an event file of a table; `previous` is the file that it replaces. Dates after `today` are problems.

    Raises `TableError` for a table without rows, and `ColumnsError` for columns that are named but not there.
    """
    if not table.rows:
        raise TableError("holds nothing")
    header = read_header(table, options.columns)
    all_rows = list(rows_of(table, header))
    if not all_rows:
        raise TableError("holds headings alone, no rows")
    title_row = next((row for row in all_rows if header.is_timeline_js and row.text("type") == "title"), None)
    rows = [row for row in all_rows if row is not title_row]
    orders = _orders(rows, header, options.order)
    last_day = today + _TIME_ZONES if today else date.max
    books = _books(table, DateReader(orders, ReadingLog(), last_day))
    events, problems = _events(rows, header, books)
    records = None
    if options.skip_bad or not problems:
        records = assemble(events, books, previous, *_title(table, options, previous, title_row))
    text = write(records, _comment(table, header, options, len(records.ranks))) if records and records.events else None
    checked = check_bytes(text.encode()) if text else None
    report = ImportReport(
        table=table,
        header=header,
        rows=tuple(rows),
        title_row=title_row,
        rows_without_status=tuple(each.row.number for each in events if each.is_status_assumed),
        orders=orders,
        ranks=tuple(books.ranks.labels.values()),
        uncited_rows=tuple(books.sources.uncited_rows),
        kept_cells=tuple(cell for each in events for cell in each.kept_cells),
        log=books.log,
        problems=tuple(problems),
        file_problems=checked.problems + checked.warnings if checked else (),
        events=len(records.events) if records else 0,
        missing_columns=tuple(describe_missing(rows, header, options.columns)),
    )
    return ImportResult(None if checked and checked.problems else text, report)


def _orders(rows: Sequence[Row], header: Header, asked: Order | None) -> dict[int, ColumnOrder]:
    """Return how numbers stand in the dates of each column."""
    columns = [column.index for column in header.columns if column.field in _DATE_FIELDS]
    texts: dict[int, dict[str, str]] = {index: {} for index in columns}  # with the year of the row: as written
    for row in rows:
        for column, cell in row.cells:
            if column.index in texts and not cell.is_date:
                texts[column.index].setdefault(with_year(cell.text, row.text("year")), cell.text)
    orders = {index: order_of(texts[index], asked) for index in columns}
    return {
        index: replace(each, evidence=texts[index][each.evidence]) if each.evidence else each
        for index, each in orders.items()
    }


def _books(table: Table, dates: DateReader) -> Books:
    return Books(PlaceBook(), RankBook(), SourceBook(table.file, table.sheet, dates.log), Gazetteer(), dates)


def _events(rows: Sequence[Row], header: Header, books: Books) -> tuple[list[EventOfRow], list[CellProblem]]:
    events: list[EventOfRow] = []
    problems: list[CellProblem] = []
    for row in rows:
        made, found = read_event(row, header, books)
        events += [made] if made else []
        problems += found
    return events, problems


def _title(table: Table, options: ImportOptions, previous: Previous, title_row: Row | None) -> tuple[str, str | None]:
    """Return title and description: those asked for, of the title row of TimelineJS, or of the file before."""
    title = options.title or (title_row.text("title") if title_row else None) or previous.title
    description = (title_row.text("summary") if title_row else None) or previous.description
    return title or _title_of(table), description


def _title_of(table: Table) -> str:
    stem = " ".join(Path(table.file).stem.replace("_", " ").replace("-", " ").split()) or "Events"
    return stem[:1].upper() + stem[1:]


def _comment(table: Table, header: Header, options: ImportOptions, ranks: int) -> list[str]:
    columns = {column.heading: column.field for column in header.columns if column.field and column.is_named}
    in_order = ["Put the ranks in order, highest first."] if ranks > 1 else []
    return [*comment_of(table.file, replace(options, columns=columns)), *in_order]
