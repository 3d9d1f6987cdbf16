"""Lists in cells: their parts, a value for each person or source, and words for nothing among them."""

import re
from collections.abc import Sequence
from dataclasses import replace

from dashboard.dataset.placeholders import is_placeholder
from dashboard.dataset.text import count_with_noun, shown
from dashboard.importing.cells import Cell
from dashboard.importing.problems import CellError, ReadingLog


def parts_of(text: str, separators: str = ";\n") -> list[str]:
    """Return the parts of a list in a cell, without blank ones."""
    return [part.strip() for part in re.split(f"[{re.escape(separators)}]", text) if part.strip()]


def known_parts(parts: Sequence[str], cell: Cell, field: str, log: ReadingLog) -> list[str | None]:
    """Return the parts of a cell; those that only say that something is not known are nothing, and are noted."""
    log.unknown += [(replace(cell, text=part), field) for part in parts if is_placeholder(part)]
    return [None if is_placeholder(part) else part for part in parts]


def one_for_each(cell: Cell, field: str, owners: tuple[int, str], log: ReadingLog) -> list[str | None]:
    """Return a value for each of some persons or sources, of which a single one takes all that the cell says.

    `owners` are their number and what one is called. Raises `CellError`.
    """
    count, noun = owners
    values = known_parts(parts_of(cell.text), cell, field, log)
    if count == 1:
        return [cell.text if all(values) else "; ".join(filter(None, values)) or None]
    if len(values) != count:
        found = "one value" if len(values) == 1 else f"{len(values)} values"
        raise CellError(
            cell,
            f"{field}: {shown(cell.text)} is {found} for {count_with_noun(count, noun)}; write one for each, with ; "
            "between them and - for none",
        )
    return values
