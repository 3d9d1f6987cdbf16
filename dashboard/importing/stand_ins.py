"""Cells that hold another word in place of a value: one for nothing, a pointer to another cell, or yes and no."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from dashboard.dataset.placeholders import is_answer, is_placeholder, is_pointer
from dashboard.dataset.text import shown
from dashboard.importing.cells import Cell
from dashboard.importing.problems import CellError
from dashboard.importing.row import Row
from dashboard.importing.words import companions, whereabouts_in

_FREE_TEXTS = frozenset(("id", "title", "summary", "note"))
_NO_ANSWERS = frozenset(
    ("place", "country", "origin", "destination", "destination country", "mission", "section", "rank", "position",
     "organisation", "source", "url", "outlet", "headline of source", "author", "accompanied by")
)  # fmt: skip
"""The fields that are never answered with yes or no; `no` is a language, and `X` may be a name."""
_NOUNS = {"accompanied by": "companion", "url": "address"}
_COUNTRIES = ("place", "country", "origin", "destination", "destination country")
_CODES_OR_NOTHING: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        **{field: {"NA": "the code of Namibia, or not known; write Namibia"} for field in _COUNTRIES},
        "language": {
            **dict.fromkeys(("NA", "na"), "the code of Nauruan, or not known; write na-NR"),
            **dict.fromkeys(("ND", "nd"), "the code of North Ndebele, or not known; write nd-ZW"),
        },
    }
)
"""By field, the words for nothing that are codes there too, each with what it may be."""


def without_placeholders(row: Row) -> tuple[Row, list[tuple[Cell, str]]]:
    """Return a row without the cells that only say that something is not known, and these with their fields.

    Whereabouts that are not known are kept: that is a value.
    """
    unknown = [(cell, column.field) for column, cell in row.cells if column.field and _is_nothing(cell, column.field)]
    return _without(row, [cell for cell, _ in unknown]), unknown


def without_stand_ins(row: Row) -> tuple[Row, list[CellError]]:
    """Return a row without the cells that stand in for a value, and what is wrong with each of these."""
    errors = [error for column, cell in row.cells if column.field and (error := _error(cell, column.field))]
    return _without(row, [error.cell for error in errors]), errors


def _without(row: Row, dropped: Sequence[Cell]) -> Row:
    return replace(row, cells=tuple(each for each in row.cells if each[1] not in dropped))


def _is_nothing(cell: Cell, field: str) -> bool:
    if field in ("destination", "whereabouts") and whereabouts_in(cell.text):
        return False
    if field == "accompanied by" and not companions(cell.text):
        return False  # none went along
    return is_placeholder(cell.text) and not _code_or_nothing(cell, field)


def _code_or_nothing(cell: Cell, field: str) -> str | None:
    return _CODES_OR_NOTHING.get(field, {}).get(cell.text.strip(" ()."))


def _error(cell: Cell, field: str) -> CellError | None:
    if field not in _FREE_TEXTS and is_pointer(cell.text):
        what = "points to another cell; write what stands there, or leave the cell blank"
    elif field in _NO_ANSWERS and is_answer(cell.text) and not (field == "accompanied by" and _is_no(cell.text)):
        what = f"says no {_NOUNS.get(field, field)}; write one, or leave the cell blank"
    elif choices := _code_or_nothing(cell, field):
        what = f"is {choices}, or leave the cell blank"
    else:
        return None
    return CellError(cell, f"{field}: {shown(cell.text)} {what}")


def _is_no(text: str) -> bool:
    return text.casefold().strip(" .") == "no"  # nobody went along
