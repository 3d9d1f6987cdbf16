"""Fields that no column of a table is read as, each with the column that likely holds it."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from dashboard.dataset.text import shown
from dashboard.importing.dates import UnreadableDateError, read_date
from dashboard.importing.fields import DATES
from dashboard.importing.headings import Column, ColumnsError, Header, plain_heading, read_columns_option
from dashboard.importing.options import columns_option
from dashboard.importing.row import Row

_RANKS = re.compile(
    r"\b(?:secretary|sec|counsell?or|ambassador|consul|attach[eé]|minister|colonel|general|captain|lieutenant|major)\b",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_NAME = re.compile(r"[^\W\d_][^\d:/@?!]{1,60}")


def _is_date(text: str) -> bool:
    try:
        return any(character.isdigit() for character in text) and read_date(text, "day-first").edtf is not None
    except UnreadableDateError:
        return False


def _is_name(text: str) -> bool:
    words = text.split()
    return bool(_NAME.fullmatch(text)) and 2 <= len(words) <= 5 and words[0][0] == words[0][0].upper()


_WANTED: Sequence[tuple[str, str, frozenset[str], Callable[[str], object]]] = (
    ("a date", "left", frozenset((*DATES, "year")), _is_date),
    ("a name", "name", frozenset(("name", "title")), _is_name),
    ("a rank", "rank", frozenset(("rank",)), _RANKS.search),
    ("a source", "url", frozenset(("source", "url", "outlet", "headline of source")), _ADDRESS.search),
)
"""What a table usually has: in words, the field, the fields one of which will do, and how a text of it looks."""


def describe_missing(rows: Sequence[Row], header: Header, named: Mapping[str, str]) -> Iterator[str]:
    """Yield what no column is read as, and the option that says which column holds it.

    `named` are the fields by heading that the command names already.
    """
    if header.is_timeline_js:
        return
    likely: dict[str, str] = {}
    for words, field, fields, looks_so in _WANTED:
        if any(map(header.has, fields)):
            continue
        free = [column for column in header.columns if column.heading not in likely]
        free = [it for it in free if it.field is None or (it.field, field) == ("position", "rank")]
        column = _likeliest(rows, [it for it in free if _can_be_named(it.heading, field)], looks_so)
        if column:
            likely[column.heading] = field
            yield f"No column is read as {words}; {column.letters} {shown(column.heading)} looks like one."
        elif field in ("left", "name"):  # many tables have no ranks, and rows without a source are told
            yield f'No column is read as {words}. If one holds it, add --columns "HEADING={field}".'
    if likely:
        yield f"If that is right, import again with {columns_option({**named, **likely})}."


def _can_be_named(heading: str, field: str) -> bool:
    """Whether the command understands the option that names a heading; `Day (d=day, m=month)` is cut at its comma."""
    try:
        return read_columns_option(f"{plain_heading(heading)}={field}") == {plain_heading(heading): field}
    except ColumnsError:
        return False


def _likeliest(rows: Sequence[Row], columns: Sequence[Column], looks_so: Callable[[str], object]) -> Column | None:
    """Return the column in which most cells look so, if that is at least half of them."""
    best, most = None, 0
    for column in columns:
        texts = [cell.text for row in rows for each, cell in row.cells if each is column]
        count = sum(bool(looks_so(text)) for text in texts)
        if count > most and 2 * count >= len(texts):
            best, most = column, count
    return best
