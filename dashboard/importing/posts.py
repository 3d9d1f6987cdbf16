"""Where somebody served and went, and where a context event took place."""

from dataclasses import replace

from dashboard.dataset.text import shown
from dashboard.importing.cells import Cell
from dashboard.importing.country_cells import country_in
from dashboard.importing.fields import heading_key
from dashboard.importing.gazetteer import Gazetteer, name_key, state_in
from dashboard.importing.place_cells import PlaceCells
from dashboard.importing.place_meanings import KNOWN
from dashboard.importing.place_names import is_mission, parts_of_name, without_mission
from dashboard.importing.places import PlaceBook, Spot, country_as_place, read_spot
from dashboard.importing.problems import CellError, ReadingLog
from dashboard.importing.row import Row
from dashboard.importing.words import read_word, whereabouts_in

_SAY_ELSEWHERE = "leave one of the two blank, and put it into a note"


class PostReader:
    """Reads places of rows; a place that is new is added to `places`."""

    def __init__(self, places: PlaceBook, gazetteer: Gazetteer, log: ReadingLog) -> None:
        self._places, self._gazetteer, self._log = places, gazetteer, log

    def post(self, row: Row) -> tuple[dict[str, str], list[Cell]]:
        """Return where somebody served, and cells for the note. Raises `CellError`."""
        cells, mission = self._with_place_of_mission(row)
        cells, kept = self._with_state(cells, row)
        spot = read_spot(cells, self._gazetteer, self._log)
        parts = {"mission": mission or spot.mission, "section": row.text("section"), **self._place_or_country(spot)}
        if spot.mission not in (None, parts["mission"]):
            kept = [*_place_cell(row.post), *kept]
        return {key: value for key, value in parts.items() if value}, kept

    def destination(self, row: Row) -> tuple[dict[str, str], list[Cell]]:
        """Return where somebody went, or why that is not known, and cells for the note.

        Either may stand in either column. Raises `CellError`.
        """
        cells, whereabouts = row.destination, row.cell("whereabouts")
        status = whereabouts_in(cells.place.text) if cells.place else None
        if cells.place and status:
            self._log.add(cells.place, cells.field, status)
            if cells.country:
                found = f"{cells.field}: {shown(cells.place.text)}"
                raise CellError(cells.place, f"{found} does not go with a {cells.country_field}; {_SAY_ELSEWHERE}")
            return {"status": status}, []
        spot = read_spot(cells, self._gazetteer, self._log)
        place = self._place_or_country(spot)
        if whereabouts and not (place and whereabouts.text.casefold().strip() == "known"):
            status = read_word(whereabouts, "whereabouts", self._log)
            if place:
                found = f"whereabouts: {shown(whereabouts.text)}"
                raise CellError(whereabouts, f"{found} does not go with a destination; {_SAY_ELSEWHERE}")
            return {"status": status}, []
        return {"status": "known", **place} if place else {}, _place_cell(cells) if spot.mission else []

    def places(self, row: Row) -> tuple[list[str], list[Cell]]:
        """Return the ids of the places of a context event, and cells for the note. Raises `CellError`."""
        cells, kept = self._with_state(row.post, row)
        spot = read_spot(cells, self._gazetteer, self._log)
        place = spot.place or (country_as_place(spot.country) if spot.country else None)
        if spot.mission:
            kept = [*_place_cell(row.post), *kept]
        return [self._places.id_of(place)] if place else [], kept

    def _place_or_country(self, spot: Spot) -> dict[str, str]:
        if spot.place:
            return {"place": self._places.id_of(spot.place)}
        return {"country": spot.country} if spot.country else {}

    def _with_state(self, cells: PlaceCells, row: Row) -> tuple[PlaceCells, list[Cell]]:
        """Return the cells with the state of the row in the place, as in `Richmond, Virginia`.

        A state that does not tell cities of the United States apart is kept in the note.
        """
        cell = row.cell("state")
        if cell is None:
            return cells, []
        state = state_in(cell.text)
        is_american = country_in(cells.country.text) == "US" if cells.country else not country_in(cell.text)
        if cells.place and state and is_american and not _has_country(cells.place.text):
            return replace(cells, place=replace(cells.place, text=f"{cells.place.text}, {state}")), []
        self._log.add(cell, "state", "kept in the note")
        return cells, [cell]

    def _with_place_of_mission(self, row: Row) -> tuple[PlaceCells, str | None]:
        """Return the cells of the post, and the mission if a column says it.

        A cell under *Mission* or *Embassy* may name the place: `Vienna` or `Embassy in Vienna`.
        """
        cells, cell = row.post, row.cell("mission")
        if cell is None:
            return cells, None
        name, mission = without_mission(cell.text)
        if (mission is None and is_mission(name)) or not self._is_place(name):
            return cells, cell.text
        if mission and cells.place:
            return cells, cell.text
        if mission:
            return replace(cells, place=cell), None
        found = f"mission: {shown(cell.text)}"
        if country_in(name):
            how = f"write Embassy in {name} or Embassy of {name}"
            raise CellError(cell, f"{found} may be where the mission is, or whose it is; {how}")
        if cells.place:
            raise CellError(cell, f"{found} is a place; write what mission it is, such as Embassy, or leave it blank")
        return replace(cells, place=cell), _mission_in_heading(row, cell)

    def _is_place(self, name: str) -> bool:
        if country_in(name) or any(country_in(where) for _, where in parts_of_name(name)):
            return True
        cities = self._gazetteer.cities(name)
        return any(city.population >= KNOWN or name_key(city.name) == name_key(name) for city in cities)


def _mission_in_heading(row: Row, cell: Cell) -> str | None:
    """Return `Embassy` for a cell under this heading."""
    heading = next(column.heading for column, each in row.cells if each is cell)
    return heading if heading_key(heading) == "embassy" else None


def _has_country(text: str) -> bool:
    """Whether a place is a country, or has its country or state beside it."""
    name, _ = without_mission(text)
    return bool(country_in(name)) or any(country_in(where) or state_in(where) for _, where in parts_of_name(name))


def _place_cell(cells: PlaceCells) -> list[Cell]:
    return [cells.place] if cells.place else []
