"""A row of a table: its cells by field, and what is kept in notes."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from dashboard.importing.cells import Cell
from dashboard.importing.headings import Column, Header
from dashboard.importing.place_cells import PlaceCells
from dashboard.importing.tables import Table


@dataclass(frozen=True)
class Row:
    """The cells of a row that are not blank."""

    number: int
    cells: tuple[tuple[Column, Cell], ...]

    def cell(self, field: str) -> Cell | None:
        """Return the first cell of a field."""
        return next(iter(self.all(field)), None)

    def all(self, field: str) -> tuple[Cell, ...]:
        """Return the cells of a field that several columns may hold."""
        return tuple(cell for column, cell in self.cells if column.field == field)

    def of(self, fields: Collection[str]) -> tuple[Cell, ...]:
        """Return the cells of some fields, in the order of the row."""
        return tuple(cell for column, cell in self.cells if column.field in fields)

    def text(self, field: str) -> str | None:
        """Return the text of the first cell of a field."""
        cell = self.cell(field)
        return cell.text if cell else None

    def note_of(self, cell: Cell) -> str:
        """Return a cell as a note says it, under its heading: `Age: 52`."""
        return next(f"{column.heading}: {cell.text}" for column, each in self.cells if each == cell)

    @property
    def unassigned(self) -> tuple[Cell, ...]:
        """The cells that no field takes."""
        return tuple(cell for column, cell in self.cells if column.field is None)

    @property
    def post(self) -> PlaceCells:
        """The cells that say where somebody served."""
        place, country, geonames = map(self.cell, ("place", "country", "geonames"))
        return PlaceCells(place, country, self.cell("latitude"), self.cell("longitude"), geonames, self.cell("mission"))

    @property
    def destination(self) -> PlaceCells:
        """The cells that say where somebody went."""
        place, country, geonames = map(self.cell, ("destination", "destination country", "destination geonames"))
        return PlaceCells(place, country, None, None, geonames, is_destination=True)


def rows_of(table: Table, header: Header) -> Iterator[Row]:
    """Yield the rows below the headings."""
    columns = {column.index: column for column in header.columns}
    for cells in table.rows:
        if cells[0].row > header.row:
            yield Row(cells[0].row, tuple((columns[cell.column], cell) for cell in cells))
