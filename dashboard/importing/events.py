"""A row of a table → an event, or what is wrong with the row."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from dashboard.dataset.field_types import MAX_TEXT
from dashboard.dataset.schema import EVENT
from dashboard.dataset.text import count_with_noun, shown
from dashboard.importing.books import Books
from dashboard.importing.cells import Cell
from dashboard.importing.claims import PARTS_OF_DATES, claims_of
from dashboard.importing.country_cells import read_country
from dashboard.importing.fields import DATES
from dashboard.importing.headings import Header
from dashboard.importing.ids import ID, slug
from dashboard.importing.persons import persons_of
from dashboard.importing.posts import PostReader
from dashboard.importing.problems import CellError, CellProblem
from dashboard.importing.row import Row
from dashboard.importing.sources import CITED_FIELDS, DETAIL_FIELDS
from dashboard.importing.stand_ins import without_placeholders, without_stand_ins
from dashboard.importing.value_lists import known_parts
from dashboard.importing.words import companions, read_credibility, read_word, whereabouts_in

T = TypeVar("T")

_PLACING = (*DATES, "year", "place", "country", "latitude", "geonames", "origin", "destination", "destination country",
            "source", "url", "outlet")  # fmt: skip
"""Fields of which a case has at least one."""

_OF_DEFECTIONS = ("name", "also known as", "rank", "position", "organisation", "origin", "mission", "section",
                  "destination", "destination country", "destination geonames", "whereabouts",
                  "accompanied by")  # fmt: skip
"""Fields that a context event does not have."""

_MAX_NAMED = 3
"""How many cells a message names."""


@dataclass(frozen=True)
class EventOfRow:
    """An event as plain values; its citations hold the numbers of sources until these have ids."""

    row: Row
    event: dict[str, Any]
    is_status_assumed: bool
    given_id: str | None
    kept_cells: tuple[Cell, ...]
    """Those that stand in the note because the event has no other place for them."""


def read_event(row: Row, header: Header, books: Books) -> tuple[EventOfRow | None, list[CellProblem]]:
    """Return the event of a row, entered in the books, or all that is wrong with the row, which then leaves them."""
    known, unknown = without_placeholders(row)
    cells, errors = without_stand_ins(known)
    of_row = books.of_row()
    reader = RowReader(cells, header, of_row)
    reader.check_texts(row)
    if not any(map(_says_something, filter(None, map(known.cell, _PLACING)))):
        reader.add(row.cells[0][1], _complaint_of_contents(known, [cell for cell, _ in unknown]))
        return None, reader.problems
    books.log.unknown += unknown
    for error in errors:
        reader.add(error.cell, error.message)
    made = reader.read()
    if made is None:
        return None, reader.problems
    if made.given_id:
        books.ids[made.given_id] = row.cell("id")
    return replace(made, event=books.enter(made.event, of_row)), []


def _says_something(cell: Cell) -> bool:
    """Whether a cell says more than that a destination is not known, which is a value elsewhere."""
    return whereabouts_in(cell.text) != "unknown"


def _complaint_of_contents(row: Row, unknown: Sequence[Cell]) -> str:
    left_out = ", ".join(f"{cell.name} {shown(cell.text)}" for cell in unknown[:_MAX_NAMED])
    left_out += f" and {count_with_noun(len(unknown) - _MAX_NAMED, 'other cell')}" if len(unknown) > _MAX_NAMED else ""
    contents = ", ".join(f"{column.heading}: {shown(cell.text)}" for column, cell in row.cells[:_MAX_NAMED])
    others = len(row.cells) - _MAX_NAMED
    contents += f" and {count_with_noun(others, 'other cell')}" if others > 0 else ""
    beginning = f"after leaving out {left_out}, the row has" if unknown else "the row has"
    contents = f"only {contents}" if contents else "nothing"
    why = "no date, place, country or source, so it is no case; delete the row, or add one of these"
    return f"{beginning} {contents}: {why}"


class RowReader:
    """Makes an event of a row, and notes every problem of the row."""

    def __init__(self, row: Row, header: Header, books: Books) -> None:
        self._row, self._header, self._books = row, header, books
        self._posts = PostReader(books.places, books.gazetteer, books.log)
        self.problems: list[CellProblem] = []

    def read(self) -> EventOfRow | None:
        """Return the event, or nothing if the row has problems."""
        row, books = self._row, self._books
        type_cell = row.cell("type")
        type_ = (self._try(lambda: read_word(type_cell, "type", books.log)) if type_cell else None) or "defection"
        is_context = type_ == "context"
        claims = self._try(lambda: claims_of(row, books.dates, is_context)) or []
        kept: list[Cell] = []
        if not row.cell("year") or row.cell("date") or row.cell("left"):  # the date is another
            kept += row.of(PARTS_OF_DATES)
        citations, details = self._try(self._citations) or ([], [])
        parts, others = self._context() if is_context else self._defection()
        kept += [*details, *others, *row.unassigned]
        event: dict[str, Any] = {"id": "", "type": type_} | parts
        status_cell = row.cell("status")
        status = self._try(lambda: read_word(status_cell, "status", books.log)) if status_cell else "reported"
        event["status"] = status
        if credibility := row.cell("credibility"):
            event["credibility"] = self._try(lambda: read_credibility(credibility))
        notes = [*(cell.text for cell in row.all("note")), *map(row.note_of, kept)]
        claims = _with_notes(self._with_event(claims, is_context), notes)
        event["milestones"] = [{**claim, "citations": citations} for claim in claims]
        if summary := row.text("summary"):
            event["summary"] = summary
        given_id = self._try(self._given_id)
        if not self.problems:
            self._validate(event)
        return None if self.problems else EventOfRow(row, event, status_cell is None, given_id, tuple(kept))

    def _try(self, read: Callable[[], T]) -> T | None:
        try:
            return read()
        except CellError as error:
            self.add(error.cell, error.message, error.allowed, error.nearest)
            return None

    def add(self, cell: Cell, message: str, allowed: Sequence[str] = (), nearest: str | None = None) -> None:
        """Note a problem, once."""
        problem = CellProblem(cell.row, cell.name, message, cell.text, tuple(allowed), nearest)
        if problem not in self.problems:
            self.problems.append(problem)

    def check_texts(self, row: Row) -> None:
        """Note the texts that are too long for an event file."""
        for _, cell in row.cells:
            if len(cell.text) > MAX_TEXT:
                self.add(cell, f"the text is longer than {MAX_TEXT:,} characters")

    # Parts of an event

    def _defection(self) -> tuple[dict[str, Any], list[Cell]]:
        """Return what only a defection says, and cells for the note."""
        row, books = self._row, self._books
        event: dict[str, Any] = {}
        if title := row.text("title"):
            event["title"] = title
        if persons := self._try(lambda: persons_of(row, books.ranks, books.log)):
            event["persons"] = persons
        origin = row.cell("origin")
        if origin and (code := self._try(lambda: self._country(origin, "origin"))):
            event["origin"] = code
        post, of_post = self._try(lambda: self._posts.post(row)) or ({}, [])
        if post:
            event["post"] = post
        destination, of_destination = self._try(lambda: self._posts.destination(row)) or ({}, [])
        if destination:
            event["destination"] = destination
        if with_whom := row.cell("accompanied by"):
            given = companions(with_whom.text)
            event["accompanied_by"] = list(filter(None, known_parts(given, with_whom, "accompanied by", books.log)))
            if not given:
                books.log.add(with_whom, "accompanied by", "nobody")
        return event, of_post + of_destination

    def _context(self) -> tuple[dict[str, Any], list[Cell]]:
        """Return what only a context event says, and cells for the note."""
        row = self._row
        kept = row.of([name for name in _OF_DEFECTIONS if name != "name" or row.cell("title")])
        title = row.text("title") or row.text("name")
        if not title:
            self.add(row.cells[0][1], "a context event needs a title")
        places, of_place = self._try(lambda: self._posts.places(row)) or ([], [])
        return {"title": title, **({"places": places} if places else {})}, [*kept, *of_place]

    def _country(self, cell: Cell, field_: str) -> str:
        code = read_country(cell, field_)
        self._books.log.add(cell, field_, code)
        return code

    def _citations(self) -> tuple[list[dict[str, Any]], tuple[Cell, ...]]:
        """Return the citations, and the cells about sources where there is none of which they could be said."""
        row, books = self._row, self._books
        cells = {name: row.all(name) for name in CITED_FIELDS}
        found = books.sources.cite(row.number, cells, lambda cell, name: books.dates.read(cell, name).edtf)
        return found, row.of(DETAIL_FIELDS) if books.sources.uncited_rows else ()

    def _with_event(self, claims: list[dict[str, Any]], is_context: bool) -> list[dict[str, Any]]:
        """Return claims, one without a date before them if none is of the event itself."""
        if any(claim["kind"] != "official-response" for claim in claims):
            return claims
        first_column = next((column.field for column in self._header.columns if column.field in DATES), None)
        return [{"kind": "report" if is_context else DATES[first_column or "date"]}, *claims]

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
            self.add(self._row.cells[0][1], f"the row makes no event: {' '.join(str(error).split())[:300]}")


def _with_notes(claims: list[dict[str, Any]], notes: Sequence[str]) -> list[dict[str, Any]]:
    """Return claims with notes in the first, a semicolon after those that do not end a sentence."""
    first, *others = claims
    text = ""
    for note in [*([first["note"]] if "note" in first else []), *notes]:
        separator = "" if not text else " " if text.endswith((".", "!", "?")) else "; "
        text += f"{separator}{note}"
    return [{**first, "note": text} if text else first, *others]
