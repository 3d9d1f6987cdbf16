"""The persons of a row, and the ranks of a table in the order in which they appear."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from dashboard.importing.cells import Cell
from dashboard.importing.ids import slug, unused_id
from dashboard.importing.person_names import read_name
from dashboard.importing.problems import ReadingLog
from dashboard.importing.row import Row
from dashboard.importing.value_lists import known_parts, one_for_each, parts_of
from dashboard.importing.words import is_label, is_nobody

_MANY = ("position", "organisation")


@dataclass
class RankBook:
    """The ranks of a table: each with its label as it is first written, in order of first appearance."""

    labels: dict[str, str] = field(default_factory=dict)
    """By id."""

    def id_of(self, text: str) -> str:
        """Return the id of a rank, which is added if it is new; case and accents make no other rank."""
        name = slug(text)
        if name and name in self.labels:
            return name
        known = next((id_ for id_, label in self.labels.items() if label.casefold() == text.casefold()), None)
        if known:
            return known
        id_ = unused_id([name or "rank"], self.labels)
        self.labels[id_] = text
        return id_


def persons_of(row: Row, ranks: RankBook, log: ReadingLog) -> list[dict[str, Any]]:
    """Return the persons in a row; several have names with `;` between them. Raises `CellError`."""
    name = row.cell("name")
    persons = [_named(replace(name, text=each), log) for each in parts_of(name.text)] if name else []
    persons = persons or [{}]
    aliases = _aliases(row, len(persons), log)
    values = {field_: _values(row, field_, len(persons), log) for field_ in ("rank", *_MANY)}
    for i, person in enumerate(persons):
        if aliases[i]:
            person["also_known_as"] = list(dict.fromkeys([*person.get("also_known_as", ()), *aliases[i]]))
        if rank := values["rank"][i]:
            person |= _ranked(rank, ranks)
        person |= {field_: value for field_ in _MANY if (value := values[field_][i])}
    return [person for person in persons if person]


def _named(cell: Cell, log: ReadingLog) -> dict[str, Any]:
    if is_nobody(cell.text):
        log.unknown.append((cell, "name"))
        return {}
    if is_label(cell.text):
        return {"label": cell.text}
    name, others = read_name(cell)
    if name != cell.text:
        log.add(cell, "name", f"{name}, also known as {', '.join(others)}" if others else name)
    return {"name": name} | ({"also_known_as": others} if others else {})


def _aliases(row: Row, persons: int, log: ReadingLog) -> list[list[str]]:
    """Return the other names of each person: of one alone all that the cell has, of several one each."""
    cell = row.cell("also known as")
    if cell and persons == 1:
        return [list(filter(None, known_parts(parts_of(cell.text), cell, "also known as", log)))]
    return [[value] if value else [] for value in _values(row, "also known as", persons, log)]


def _ranked(text: str, ranks: RankBook) -> dict[str, str]:
    rank = ranks.id_of(text)
    return {"rank": rank} | ({"rank_as_stated": text} if ranks.labels[rank] != text else {})


def _values(row: Row, field_: str, persons: int, log: ReadingLog) -> list[str | None]:
    """Return the value of a field for each person."""
    cell = row.cell(field_)
    return one_for_each(cell, field_, (persons, "person"), log) if cell else [None] * persons


def who(persons: list[dict[str, Any]], label_of_rank: Callable[[str], str]) -> str | None:
    """Return what the id of an event calls its first person: by name, label, rank or position."""
    if not persons:
        return None
    first = persons[0]
    rank = first.get("rank")
    return first.get("name") or first.get("label") or (label_of_rank(rank) if rank else None) or first.get("position")
