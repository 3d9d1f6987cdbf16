"""A row of a table → an event, or what is wrong with the row."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from dashboard.dataset.field_types import MAX_TEXT
from dashboard.dataset.schema import EVENT
from dashboard.dataset.text import count_with_noun, shown
from dashboard.importing.cells import Cell
from dashboard.importing.claims import PARTS_OF_DATES, DateReader, claims_of
from dashboard.importing.country_cells import read_country
from dashboard.importing.fields import DATES
from dashboard.importing.gazetteer import Gazetteer
from dashboard.importing.headings import Header
from dashboard.importing.ids import ID, slug
from dashboard.importing.persons import RankBook, persons_of
from dashboard.importing.places import PlaceBook
from dashboard.importing.posts import PostReader
from dashboard.importing.problems import CellError, CellProblem, ReadingLog
from dashboard.importing.row import Row
from dashboard.importing.sources import CITED_FIELDS, DETAIL_FIELDS, SourceBook
from dashboard.importing.stand_ins import without_placeholders, without_stand_ins
from dashboard.importing.words import companions, read_credibility, read_word

T = TypeVar("T")

_PLACING = (*DATES, "year", "place", "country", "latitude", "geonames", "origin", "destination", "destination country",
            "source", "url", "outlet")  # fmt: skip
"""Fields of which a case has at least one."""

_OF_DEFECTIONS = ("name", "also known as", "rank", "position", "organisation", "origin", "mission", "section",
                  "destination", "destination country", "whereabouts", "accompanied by")  # fmt: skip
"""Fields that a context event does not have."""


@dataclass(frozen=True)
class Books:
    """What the events of a table share."""

    places: PlaceBook
    ranks: RankBook
    sources: SourceBook
    gazetteer: Gazetteer
    dates: DateReader
    log: ReadingLog
    ids: dict[str, Cell | None] = field(default_factory=dict)
    """The ids that are used, each with its cell if the table has it."""


@dataclass(frozen=True)
class EventOfRow:
    """An event as plain values; its citations hold the numbers of sources until these have ids."""

    row: Row
    event: dict[str, Any]
    is_status_assumed: bool
    given_id: str | None


class RowReader:
    """Makes an event of a row, and notes every problem of the row."""

    def __init__(self, row: Row, header: Header, books: Books) -> None:
        self._row, self._header, self._books = row, header, books
        self._posts = PostReader(books.places, books.gazetteer, books.log)
        self.problems: list[CellProblem] = []
        self._is_context = False
        self._notes: list[str] = []

    def read(self) -> EventOfRow | None:
        """Return the event, or nothing if the row has problems."""
        row, books = self._row, self._books
        self._check_texts()
        if not any(row.cell(name) for name in _PLACING):
            cell = row.cells[0][1]
            self._add(cell, f"the row has only {self._contents()}: no date, place, country or source, so it is no case")
            return None
        row, unknown = without_placeholders(row)
        books.log.unknown += unknown
        row, errors = without_stand_ins(row)
        for error in errors:
            self._add(error.cell, error.message)
        self._row = row
        self._notes += [cell.text for cell in row.all("note")]
        type_cell = row.cell("type")
        type_ = (self._try(lambda: read_word(type_cell, "type", books.log)) if type_cell else None) or "defection"
        self._is_context = type_ == "context"
        claims = self._try(lambda: claims_of(row, books.dates, self._is_context)) or []
        if not row.cell("year") or row.cell("date") or row.cell("left"):  # the date is another
            self._keep_in_notes(PARTS_OF_DATES)
        citations = self._try(self._citations) or []
        event: dict[str, Any] = {"id": "", "type": type_}
        event |= self._context() if type_ == "context" else self._defection()
        status_cell = row.cell("status")
        status = self._try(lambda: read_word(status_cell, "status", books.log)) if status_cell else "reported"
        event["status"] = status
        if credibility := row.cell("credibility"):
            event["credibility"] = self._try(lambda: read_credibility(credibility))
        event["milestones"] = self._milestones(claims, citations)
        if summary := row.text("summary"):
            event["summary"] = summary
        given_id = self._try(self._given_id)
        if not self.problems:
            self._validate(event)
        return None if self.problems else EventOfRow(row, event, status_cell is None, given_id)

    def _try(self, read: Callable[[], T]) -> T | None:
        try:
            return read()
        except CellError as error:
            self._add(error.cell, error.message, error.allowed, error.nearest)
            return None

    def _add(self, cell: Cell, message: str, allowed: Sequence[str] = (), nearest: str | None = None) -> None:
        problem = CellProblem(cell.row, cell.name, message, cell.text, tuple(allowed), nearest)
        if problem not in self.problems:
            self.problems.append(problem)

    def _contents(self) -> str:
        cells = self._row.cells
        first = ", ".join(f"{column.heading}: {shown(cell.text)}" for column, cell in cells[:3])
        return first + (f" and {count_with_noun(len(cells) - 3, 'other cell')}" if len(cells) > 3 else "")

    def _check_texts(self) -> None:
        for _, cell in self._row.cells:
            if len(cell.text) > MAX_TEXT:
                self._add(cell, f"the text is longer than {MAX_TEXT:,} characters")

    # Parts of an event

    def _defection(self) -> dict[str, Any]:
        row, books = self._row, self._books
        event: dict[str, Any] = {}
        if title := row.text("title"):
            event["title"] = title
        if persons := self._try(lambda: persons_of(row, books.ranks, books.log)):
            event["persons"] = persons
        origin = row.cell("origin")
        if origin and (code := self._try(lambda: self._country(origin, "origin"))):
            event["origin"] = code
        post, notes = self._try(lambda: self._posts.post(row)) or ({}, [])
        if post:
            event["post"] = post
        destination, more_notes = self._try(lambda: self._posts.destination(row)) or ({}, [])
        if destination:
            event["destination"] = destination
        self._notes += notes + more_notes
        if with_whom := row.cell("accompanied by"):
            event["accompanied_by"] = companions(with_whom.text)
            if not event["accompanied_by"]:
                books.log.add(with_whom, "accompanied by", "nobody")
        return event

    def _context(self) -> dict[str, Any]:
        row = self._row
        self._keep_in_notes([name for name in _OF_DEFECTIONS if name != "name" or row.cell("title")])
        title = row.text("title") or row.text("name")
        if not title:
            self._add(row.cells[0][1], "a context event needs a title")
        places, notes = self._try(lambda: self._posts.places(row)) or ([], [])
        self._notes += notes
        return {"title": title, **({"places": places} if places else {})}

    def _country(self, cell: Cell, field_: str) -> str:
        code = read_country(cell, field_)
        self._books.log.add(cell, field_, code)
        return code

    def _citations(self) -> list[dict[str, Any]]:
        row, books = self._row, self._books
        cells = {name: row.all(name) for name in CITED_FIELDS}
        found = books.sources.cite(row.number, cells, lambda cell, name: books.dates.read(cell, name)[0])
        if row.number in books.sources.uncited_rows:  # there is no source of which they could be said
            self._keep_in_notes(DETAIL_FIELDS)
        return found

    def _keep_in_notes(self, fields: Sequence[str]) -> None:
        self._notes += [f"{column.heading}: {cell.text}" for column, cell in self._row.cells if column.field in fields]

    def _milestones(self, claims: list[dict[str, Any]], citations: list[dict[str, Any]]) -> list[dict[str, Any]]:
        if not claims or all(claim["kind"] == "official-response" for claim in claims):
            first_column = next((column.field for column in self._header.columns if column.field in DATES), None)
            kind = "report" if self._is_context else DATES[first_column or "date"]
            claims = [{"kind": kind}, *claims]
        notes = [*([claims[0]["note"]] if claims[0].get("note") else []), *self._notes]
        notes += [f"{column.heading}: {cell.text}" for column, cell in self._row.unassigned]
        if notes:
            claims[0]["note"] = _joined(notes)
        return [{**claim, "citations": citations} for claim in claims]

    def _given_id(self) -> str | None:
        cell = self._row.cell("id")
        if cell is None:
            return None
        if not ID.fullmatch(cell.text):
            rule = "letters, digits, '-', '_' and '.' only, the first a letter or digit, at most 120 characters"
            raise CellError(cell, f"id: {shown(cell.text)} is not an id: {rule}", (rule,), slug(cell.text) or None)
        if cell.text in self._books.ids:
            first = self._books.ids[cell.text]
            raise CellError(cell, f"id: {shown(cell.text)} is already used by {first.name if first else 'another row'}")
        self._books.ids[cell.text] = cell
        return cell.text

    def _validate(self, event: dict[str, Any]) -> None:
        """Note what the model of an event finds wrong that no cell alone shows."""
        plain = {
            **event,
            "id": "x",
            "milestones": [
                {**milestone, "citations": [{**it, "source": "x"} for it in milestone["citations"]]}
                for milestone in event["milestones"]
            ],
        }
        try:
            EVENT.validate_python(plain)
        except ValueError as error:
            self._add(self._row.cells[0][1], f"the row makes no event: {' '.join(str(error).split())[:300]}")


def _joined(notes: Sequence[str]) -> str:
    """Return notes as one text, a semicolon after those that do not end a sentence."""
    text = notes[0]
    for note in notes[1:]:
        text += f" {note}" if text.endswith((".", "!", "?")) else f"; {note}"
    return text
