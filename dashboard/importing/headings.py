"""Find the row of headings in a table, and what each of its columns holds."""

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dashboard.dataset.text import shown
from dashboard.importing.cells import Cell, column_letters
from dashboard.importing.fields import (
    HEADINGS,
    REPEATABLE,
    TIMELINE_JS,
    field_by_heading,
    field_of_heading,
    heading_key,
)
from dashboard.importing.tables import Table

_MAX_ROWS_ABOVE = 20

_PLACE_OR_COUNTRY = frozenset(("posted in", "posting"))
"""Headings that mean a place, which may be a country alone; a country where another column is the place."""

_OF_TIMELINE_JS: Mapping[str, str] = {
    "year": "year", "month": "month", "day": "day", "end year": "end year", "end month": "end month",
    "end day": "end day", "headline": "title", "text": "summary", "type": "type",
}  # fmt: skip
"""Its columns that are fields; the others are kept in notes."""


class ColumnsError(ValueError):
    """What is wrong with the columns that are named on the command line, in a sentence."""


@dataclass(frozen=True)
class Column:
    """A column with a heading."""

    index: int  # from 0
    heading: str
    field: str | None
    """What it holds; nothing for a column that is kept in notes."""
    taken_by: str | None = None
    """The heading of the column that holds its field already."""
    is_named: bool = False
    """Whether the command says what it holds."""

    @property
    def letters(self) -> str:
        """What spreadsheets call it."""
        return column_letters(self.index)


@dataclass(frozen=True)
class Header:
    """The headings of a table."""

    row: int
    columns: tuple[Column, ...]
    is_timeline_js: bool
    above: tuple[Cell, ...]
    """What stands above the headings."""

    def has(self, field: str) -> bool:
        """Whether a column holds this field."""
        return any(column.field == field for column in self.columns)

    def first(self, field: str) -> Column | None:
        """Return the first column that holds this field."""
        return next((column for column in self.columns if column.field == field), None)


def read_columns_option(text: str) -> dict[str, str]:
    """Return the fields by heading of `Fled in=left,Seat=post`. Raises `ColumnsError`.

    A comma ends a column only behind its field: `When, exactly=left` is one column.
    """
    named: dict[str, str] = {}
    for part in _columns_in(text):
        heading, sign, field = part.rpartition("=")
        if not sign or not heading.strip():
            raise ColumnsError(f"{part.strip()!r} is not written as HEADING=FIELD, such as Posting=post")
        key = heading_key(field)
        fields = field_by_heading()
        if key not in fields:
            near = difflib.get_close_matches(key, [heading_key(name) for name in HEADINGS], n=1)
            hint = f"; did you mean {fields[near[0]]!r}?" if near else f"; the fields are {', '.join(HEADINGS)}"
            raise ColumnsError(f"{field.strip()!r} is not a field{hint}")
        named[heading.strip()] = fields[key]
    return named


def _columns_in(text: str) -> Iterator[str]:
    part = ""
    for piece in text.split(","):
        part = f"{part},{piece}" if part.strip() else piece
        if "=" in piece:
            yield part
            part = ""
    if part.strip():
        yield part


def read_header(table: Table, named: Mapping[str, str]) -> Header:
    """Find the headings of a table; `named` gives fields of some. Raises `ColumnsError` for a heading that it lacks.

    The first row with at least two known headings is theirs; where there is none, the first row that is not blank.
    """
    asked = {_exact_key(heading): field for heading, field in named.items()}
    candidates = table.rows[:_MAX_ROWS_ABOVE]
    row = next((row for row in candidates if _known(row, asked) >= 2), candidates[0])
    above = tuple(cell for other in table.rows[: table.rows.index(row)] for cell in other)
    keys = {heading_key(cell.text) for cell in row}
    is_timeline_js = {"year", "headline"} <= keys and len(keys & TIMELINE_JS) >= 5
    known = _OF_TIMELINE_JS if is_timeline_js else field_by_heading()
    columns = (*_columns(row, known, asked), *_without_heading(table, row, asked))
    keys_of_columns = {_exact_key(column.heading) for column in columns}
    if missing := [heading for heading in named if _exact_key(heading) not in keys_of_columns]:
        headings = ", ".join(shown(cell.text) for cell in row)
        raise ColumnsError(f"the table has no column {missing[0]!r}; its headings are {headings}")
    return Header(row[0].row, columns, is_timeline_js, above)


def _without_heading(table: Table, row: tuple[Cell, ...], asked: Mapping[str, str]) -> list[Column]:
    """Return the columns that hold something but have no heading; they are named by their letters."""
    below = {cell.column for other in table.rows for cell in other if other[0].row > row[0].row}
    found: list[Column] = []
    for index in sorted(below - {cell.column for cell in row}):
        heading = f"Column {column_letters(index)}"
        field = asked.get(_exact_key(heading))
        found.append(Column(index, heading, field, is_named=field is not None))
    return found


def plain_heading(heading: str) -> str:
    """Return a heading with single spaces for all blanks, as it is typed into a command."""
    return " ".join(heading.split())


def _exact_key(heading: str) -> str:
    return plain_heading(heading).casefold()


def _known(row: tuple[Cell, ...], asked: Mapping[str, str]) -> int:
    fields = field_by_heading()
    return len({cell.text for cell in row if field_of_heading(cell.text, fields) or _exact_key(cell.text) in asked})


def _columns(row: tuple[Cell, ...], known: Mapping[str, str], asked: Mapping[str, str]) -> tuple[Column, ...]:
    columns: list[Column] = []
    by_field: dict[str, str] = dict.fromkeys(asked.values(), "")
    has_parts_of_dates = any(heading_key(cell.text) == "year" for cell in row)
    others = [cell for cell in row if heading_key(cell.text) not in _PLACE_OR_COUNTRY]
    has_place = "place" in (*asked.values(), *(field_of_heading(cell.text, known) for cell in others))
    for cell in row:
        key, exact = heading_key(cell.text), _exact_key(cell.text)
        field = asked.get(exact) or field_of_heading(cell.text, known)
        if field == "day" and not has_parts_of_dates:
            field = "date"
        if field == "country" and key in _PLACE_OR_COUNTRY and not has_place:
            field = asked.get(exact) or "place"
        taken = by_field.get(field or "") if field and exact not in asked and field not in REPEATABLE else None
        if taken is not None:
            columns.append(Column(cell.column, cell.text, None, taken or "--columns"))
            continue
        if field:
            by_field[field] = cell.text
        columns.append(Column(cell.column, cell.text, field, is_named=exact in asked))
    return tuple(columns)
