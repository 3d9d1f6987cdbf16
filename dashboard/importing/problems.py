"""What is wrong with a cell or a row of a table, and how a value that had to be understood was read."""

from dataclasses import dataclass, field

from dashboard.dataset.text import visible
from dashboard.importing.cells import Cell


class CellError(ValueError):
    """Why a cell cannot be imported; a sentence that begins with what was found, and its parts."""

    def __init__(self, cell: Cell, message: str, allowed: tuple[str, ...] = (), nearest: str | None = None) -> None:
        super().__init__(message)
        self.cell = cell
        self.message = message
        self.allowed = allowed
        self.nearest = nearest


@dataclass(frozen=True)
class CellProblem:
    """What is wrong with a cell, or with a row as a whole."""

    row: int
    place: str
    """What spreadsheets call the cell: `C7`; of a row its first cell."""
    message: str
    found: str | None = None
    allowed: tuple[str, ...] = ()
    nearest: str | None = None

    def located(self, table: str) -> str:
        """Return the problem with its place: `table.xlsx:Sheet1!C7: message`."""
        return f"{visible(table)}!{self.place}: {visible(self.message)}"


@dataclass(frozen=True)
class CellReading:
    """How a text was understood that says the same in other words, such as `Wien` for Vienna."""

    field: str
    found: str
    read_as: str


@dataclass
class ReadingLog:
    """What has to be told about the values of a table, collected while they are read."""

    readings: dict[CellReading, str] = field(default_factory=dict)
    """With the first cell of each."""
    unknown: list[tuple[Cell, str]] = field(default_factory=list)
    """Cells that say that something is not known, with their field."""
    span: Cell | None = None
    """The first date that may mean all of a span of time, of which one day is taken."""
    part: Cell | None = None
    """The first date that is part of a year, a month or a decade, such as `early 2014`."""

    def add(self, cell: Cell, field_: str, read_as: str) -> None:
        """Note how a cell was read, once for each text."""
        self.readings.setdefault(CellReading(field_, cell.text, read_as), cell.name)
