"""How a table is read, as options of the command, and as the comment in an event file that says how it was read."""

import re
import shlex
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from dashboard.dataset.text import visible
from dashboard.dataset.written_dates import Order

_MAX_BYTES = 10_000  # of a file; its comment is at its beginning

_RECORD = re.compile(r"Imported from .* with (--.*?)(?: Change the table and import it again\b.*)?")


@dataclass(frozen=True)
class ImportOptions:
    """How a table is read."""

    title: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    """Fields by the headings that are named for them."""
    order: Order | None = None
    skip_bad: bool = False
    """Whether rows with problems are left out; else they keep the file from being written."""
    sheet: str | None = None
    """The sheet that is asked for."""


def columns_option(columns: Mapping[str, str]) -> str:
    """Return the option that names columns, as it is typed into a shell."""
    return f"--columns {_quoted(','.join(f'{_plain(heading)}={field}' for heading, field in columns.items()))}"


def comment_of(table: str, options: ImportOptions) -> list[str]:
    """Return what an event file says at its top of the table that it was made of."""
    how_on = "Change the table and import it again, or go on by hand from here."
    if words := " ".join(_words(options)):
        return [f"Imported from {table} with {words}", how_on]
    return [f"Imported from {table}. {how_on}"]


def lost_options(path: Path, options: ImportOptions) -> str | None:
    """Return the options with which a file was imported, if some of them are not among those given now."""
    record = _RECORD.fullmatch(_comment(path))
    if record is None:
        return None
    try:
        before = _parsed(record[1])
    except ValueError:  # somebody changed the comment
        return None
    now = {_key(heading): field for heading, field in options.columns.items()}
    kept = (
        before.order in (None, options.order)
        and before.sheet in (None, visible(_plain(options.sheet or "")))
        and all(now.get(_key(heading)) == field for heading, field in before.columns.items())
    )
    return None if kept else record[1]


def _words(options: ImportOptions) -> list[str]:
    """Return the options that decide how cells are read, each as it is typed."""
    return [
        *([columns_option(dict(sorted(options.columns.items())))] if options.columns else []),
        *([f"--sheet {_quoted(_plain(options.sheet))}"] if options.sheet else []),
        *([f"--{options.order}"] if options.order else []),
    ]


def _parsed(record: str) -> ImportOptions:
    """Return the options that a comment names. Raises `ValueError`."""
    columns: dict[str, str] = {}
    found = ImportOptions()
    words = iter(shlex.split(record))
    for word in words:
        match word:
            case "--columns":
                parts = [part.rpartition("=") for part in next(words, "").split(",")]
                columns = {heading: field for heading, _, field in parts}
            case "--sheet":
                found = replace(found, sheet=next(words, ""))
            case "--day-first":
                found = replace(found, order="day-first")
            case "--month-first":
                found = replace(found, order="month-first")
            case _:
                raise ValueError(word)
    return replace(found, columns=columns)


def _comment(path: Path) -> str:
    """Return the comment at the beginning of a file, its lines joined; empty for a file that cannot be read."""
    try:
        with path.open("rb") as file:
            text = file.read(_MAX_BYTES).decode(errors="replace")
    except OSError:
        return ""
    lines: list[str] = []
    for line in text.splitlines():
        if not line.startswith("#"):
            break
        lines.append(line.removeprefix("#").strip())
    return " ".join(lines)


def _key(heading: str) -> str:
    return visible(_plain(heading)).casefold()


def _plain(text: str) -> str:
    return " ".join(text.split())


def _quoted(text: str) -> str:
    return shlex.quote(text) if re.search(r'["$`\\!]', text) else f'"{text}"'
