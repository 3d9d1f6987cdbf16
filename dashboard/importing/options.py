"""How a table is read, as options of the command, and as the comment in an event file that says how it was read."""

import re
import shlex
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from dashboard.dataset.text import shown, visible
from dashboard.dataset.written_dates import Order
from dashboard.importing.headings import plain_heading, read_columns_option
from dashboard.importing.previous import ReplaceError

_MAX_BYTES = 2**20  # of a file; its comment is at its beginning

_OPTION = re.compile(
    r"""(?<!\S)--(?:(columns|sheet)[ =]+((?:"[^"]*"|'[^']*'|[^\s"'])+)|(day-first|month-first))(?!\S)"""
)
_UNREADABLE = re.compile(r"(?<!\S)--(?:columns|sheet|day-first|month-first)\b\S*(?: \S+)?|(?<=\bwith )--[a-z]\S*")
"""What is left of a record that was changed by hand, once its options are taken out."""


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
    return f"--columns {_quoted(','.join(f'{plain_heading(heading)}={field}' for heading, field in columns.items()))}"


def comment_of(table: str, options: ImportOptions) -> list[str]:
    """Return what an event file says at its top of the table that it was made of."""
    how_on = "Change the table and import it again, or go on by hand from here."
    if words := " ".join(_words(options)):
        return [f"Imported from {table} with {words}", how_on]
    return [f"Imported from {table}. {how_on}"]


def check_options(path: Path, options: ImportOptions) -> None:
    """Raise `ReplaceError` if a file was imported with options that are not among those given now."""
    comment = _comment(path)
    try:
        before = _parsed(comment)
    except ValueError as error:
        raise ReplaceError(
            f"the comment at the top of {path} says how it was imported, but {error}; correct the comment, or delete "
            f"it to import without these options"
        ) from error
    now = {_key(heading): field for heading, field in options.columns.items()}
    kept = (
        before.order in (None, options.order)
        and before.sheet in (None, visible(plain_heading(options.sheet or "")))
        and all(now.get(_key(heading)) == field for heading, field in before.columns.items())
    )
    if not kept:
        record = " ".join(option[0] for option in _OPTION.finditer(comment))
        raise ReplaceError(
            f"{path} was imported with {record}; give that again, or delete the comment at the top of {path} to "
            "import it without"
        )


def _words(options: ImportOptions) -> list[str]:
    """Return the options that decide how cells are read, each as it is typed."""
    return [
        *([columns_option(dict(sorted(options.columns.items())))] if options.columns else []),
        *([f"--sheet {_quoted(plain_heading(options.sheet))}"] if options.sheet else []),
        *([f"--{options.order}"] if options.order else []),
    ]


def _parsed(comment: str) -> ImportOptions:
    """Return the options that a comment names, wherever they stand in it. Raises `ValueError`."""
    if rest := _UNREADABLE.search(_OPTION.sub("with", comment)):
        raise ValueError(f"{shown(rest[0])} is not understood")
    columns: dict[str, str] = {}
    found = ImportOptions()
    for name, quoted, order in (option.groups() for option in _OPTION.finditer(comment)):
        value = " ".join(shlex.split(quoted or ""))
        if name == "columns":
            columns |= read_columns_option(value)
        elif name == "sheet":
            found = replace(found, sheet=value)
        else:
            found = replace(found, order="day-first" if order == "day-first" else "month-first")
    return replace(found, columns=columns)


def _comment(path: Path) -> str:
    """Return the comments before the first key of a file, joined; empty for a file that cannot be read."""
    try:
        with path.open("rb") as file:
            text = file.read(_MAX_BYTES).decode("utf-8-sig", errors="replace")
    except OSError:
        return ""
    lines: list[str] = []
    for line in text.splitlines():
        bare = line.removeprefix("---").strip()
        if bare.startswith("#"):
            lines.append(bare.removeprefix("#"))
        elif bare and not line.startswith("%"):
            break
    return " ".join(" ".join(lines).split())


def _key(heading: str) -> str:
    return visible(plain_heading(heading)).casefold()


def _quoted(text: str) -> str:
    return shlex.quote(text) if re.search(r'["$`\\!]', text) else f'"{text}"'
