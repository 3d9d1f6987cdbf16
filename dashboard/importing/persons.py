"""The persons of a row, and the ranks of a table in the order in which they appear."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from dashboard.dataset.placeholders import is_placeholder
from dashboard.dataset.text import count_with_noun, shown
from dashboard.importing.cells import Cell
from dashboard.importing.ids import slug, unused_id
from dashboard.importing.person_names import check_one_name, in_two_scripts
from dashboard.importing.problems import CellError, ReadingLog
from dashboard.importing.row import Row
from dashboard.importing.words import is_label, is_nobody, parts_of

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
    names = parts_of(name.text) if name else []
    persons = [_named(each, name, log) for each in names] if name else []
    ranks_given = _values(row, "rank", len(persons))
    others = _values(row, "also known as", len(persons)) if len(persons) > 1 else _other_names(row)
    details = {each: _values(row, each, len(persons)) for each in _MANY}
    if not persons and (ranks_given or others or any(details.values())):
        persons = [{}]
    for i, person in enumerate(persons):
        if others and i < len(others):
            given = others[i] if isinstance(others[i], list) else [others[i]]
            person["also_known_as"] = list(dict.fromkeys([*person.get("also_known_as", ()), *given]))
        if ranks_given:
            _add_rank(person, ranks_given[i], ranks, log, row.cell("rank"))
        person |= {each: values[i] for each, values in details.items() if values and not is_placeholder(values[i])}
    return [person for person in persons if person]


def _named(text: str, cell: Cell, log: ReadingLog) -> dict[str, Any]:
    if is_nobody(text):
        log.unknown.append((cell, "name"))
        return {}
    if is_label(text):
        return {"label": text}
    name, others = in_two_scripts(text)
    check_one_name(name, cell)
    if not others:
        return {"name": name}
    log.add(cell, "name", f"{name}, also known as {', '.join(others)}")
    return {"name": name, "also_known_as": others}


def _other_names(row: Row) -> list[list[str]]:
    text = row.text("also known as")
    return [parts_of(text)] if text else []


def _add_rank(person: dict[str, Any], text: str, ranks: RankBook, log: ReadingLog, cell: Cell | None) -> None:
    if is_placeholder(text):
        if cell:
            log.unknown.append((cell, "rank"))
        return
    person["rank"] = ranks.id_of(text)
    if ranks.labels[person["rank"]] != text:
        person["rank_as_stated"] = text


def _values(row: Row, field_: str, persons: int) -> list[str]:
    """Return the value of a field for each person: one, or as many as there are persons."""
    cell = row.cell(field_)
    if cell is None:
        return []
    values = [cell.text] if persons <= 1 else parts_of(cell.text)
    if persons > 1 and len(values) != persons:
        count = count_with_noun(persons, "person")
        raise CellError(
            cell, f"{field_}: {shown(cell.text)} is one value for {count}; write one for each, with ; between them"
        )
    return values


def who(persons: list[dict[str, Any]], label_of_rank: Callable[[str], str]) -> str | None:
    """Return what the id of an event calls its first person: by name, label, rank or position."""
    if not persons:
        return None
    first = persons[0]
    rank = first.get("rank")
    return first.get("name") or first.get("label") or (label_of_rank(rank) if rank else None) or first.get("position")
