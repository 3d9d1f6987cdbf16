"""The place or country that the cells of a row give, with its point: coordinates given, or those of the gazetteer."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from typing import Any

from dashboard.dataset.countries import country_names
from dashboard.dataset.text import shown
from dashboard.importing.cells import Cell
from dashboard.importing.country_cells import read_country
from dashboard.importing.gazetteer import City, Gazetteer
from dashboard.importing.given_points import place_at_point, tell_point
from dashboard.importing.ids import slug, unused_id
from dashboard.importing.place_cells import PlaceCells
from dashboard.importing.place_meanings import city_label, meaning_of, split_mission
from dashboard.importing.place_names import ContradictionError, PlaceName, places_named
from dashboard.importing.place_problems import PlaceProblems
from dashboard.importing.problems import CellError, ReadingLog


@dataclass(frozen=True)
class Spot:
    """Where something is: a place, or a country alone."""

    place: Mapping[str, Any] | None = None
    """The record of a place."""
    country: str | None = None
    mission: str | None = None
    """`Embassy`, if the cell says `Embassy in Vienna`."""


@dataclass
class PlaceBook:
    """The places of a table, each once, by their ids."""

    places: dict[str, Mapping[str, Any]] = dataclass_field(default_factory=dict)
    _ids: dict[tuple[tuple[str, Any], ...], str] = dataclass_field(default_factory=dict)

    def id_of(self, place: Mapping[str, Any]) -> str:
        """Return the id of a place, which is added if it is new."""
        key = tuple(place.items())
        if key in self._ids:
            return self._ids[key]
        name = slug(place["name"]) or "place"
        country = str(place.get("country", "")).lower()
        id_ = unused_id([name, f"{name}-{country}" if country else name], self.places)
        self.places[id_] = place
        self._ids[key] = id_
        return id_


def read_spot(cells: PlaceCells, gazetteer: Gazetteer, log: ReadingLog) -> Spot:
    """Return where the cells of a row say that something is. Raises `CellError`.

    Coordinates come before a GeoNames id, and an id before a name.
    """
    code = read_country(cells.country, cells.country_field) if cells.country else None
    if cells.country and code:
        _tell_country(cells.country, cells.country_field, code, log)
    try:
        name, mission = split_mission(cells.place.text, gazetteer) if cells.place else ("", None)
        city = _city_of_id(cells, name, code, gazetteer)
        if cells.latitude or cells.longitude:
            place, read_as = place_at_point(cells, name, code, city, gazetteer), "the point in this row"
            tell_point(cells, place, log)
        else:
            found = city or (_city_or_country(cells, name, code, gazetteer) if cells.place else code)
            if not isinstance(found, City):
                if cells.place and found:
                    _tell_country(cells.place, cells.field, found, log)
                return Spot(None, found, mission)
            place, read_as = _record(found, gazetteer), city_label(found)
    except ContradictionError as error:
        raise PlaceProblems(cells, code, gazetteer).contradiction(error) from error
    for cell in filter(None, (cells.place, cells.geonames)):
        log.add(cell, cells.field, read_as)
    return Spot(place, None, mission)


def country_as_place(code: str) -> Mapping[str, Any]:
    """Return the record of a place that is somewhere in a country."""
    return {"name": country_names()[code], "country": code, "precision": "country"}


def _tell_country(cell: Cell, field: str, code: str, log: ReadingLog) -> None:
    name = country_names()[code]
    if cell.text != code:
        log.add(cell, field, code if cell.text.casefold() == name.casefold() else name)


def _city_or_country(cells: PlaceCells, name: str, code: str | None, gazetteer: Gazetteer) -> City | str:
    """Return the only city that a name may mean, or the code of a country that it names alone."""
    meaning = meaning_of(name, code, gazetteer)
    if error := PlaceProblems(cells, code, gazetteer).problem(name, meaning):
        raise error
    return meaning.country or meaning.cities[0]


def _city_of_id(cells: PlaceCells, name: str, code: str | None, gazetteer: Gazetteer) -> City | None:
    """Return the city of the row's GeoNames id; with coordinates the id may be that of anything else."""
    cell = cells.geonames
    if cell is None:
        return None
    found = f"{cells.id_field}: {shown(cell.text)}"
    city = gazetteer.city(cells.ids[0]) if cells.ids else None
    if city is None and (not cells.ids or not cells.latitude):
        how = "write a city" if cells.is_destination else "give latitude and longitude"
        raise CellError(cell, f"{found} is not the id of a city in the gazetteer; {how}")
    if city and code and city.country != code:
        where = country_names().get(city.country, city.country)
        raise CellError(cell, f"{found} is {city.name} in {where}, not in {country_names()[code]}")
    names = [*places_named(name, code), PlaceName(name)] if cells.place else []
    if city and cells.place and not cells.latitude and not _is_named(city, names, gazetteer):
        how = f"write {city_label(city)} in {cells.place.name}, or leave one of the two cells blank"
        raise CellError(cell, f"{found} is {city_label(city)}, and not {shown(cells.place.text)}; {how}")
    return city


def _is_named(city: City, names: Iterable[PlaceName], gazetteer: Gazetteer) -> bool:
    """Whether a city has one of some names, or is in a country that is named alone."""
    return any(
        each.country in (None, city.country)
        and each.state in (None, city.state)
        and (not each.city or gazetteer.has_name(city, each.city))
        for each in names
    )


def _record(city: City, gazetteer: Gazetteer) -> Mapping[str, Any]:
    """Return the record of a city; its name has the state where others in the United States are called alike."""
    is_one_of_several = city.state and len(gazetteer.cities(city.name, city.country)) > 1
    return {
        "name": f"{city.name}, {city.state}" if is_one_of_several else city.name,
        "country": city.country,
        "lat": city.latitude,
        "lon": city.longitude,
        "precision": "exact",
        "geonames": city.geonames,
    }
