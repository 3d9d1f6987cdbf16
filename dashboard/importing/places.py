"""The place or country that the cells of a row give, with its point: coordinates given, or those of the gazetteer."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from typing import Any

from dashboard.dataset.countries import country_names, outside
from dashboard.dataset.text import shown
from dashboard.importing.cells import Cell
from dashboard.importing.country_cells import country_in, read_country
from dashboard.importing.gazetteer import City, Gazetteer
from dashboard.importing.ids import slug, unused_id
from dashboard.importing.place_names import PlaceName, places_named, possible_cities, without_mission
from dashboard.importing.place_problems import ambiguous, named, not_found, uncertain_city, uncertain_name
from dashboard.importing.problems import CellError, ReadingLog

_NUMBER = re.compile(r"[-+−]?\d+(?:[.,]\d+)?")


@dataclass(frozen=True)
class PlaceCells:
    """The cells of a row that say where: at the post, or at the destination."""

    place: Cell | None = None
    country: Cell | None = None
    latitude: Cell | None = None
    longitude: Cell | None = None
    geonames: Cell | None = None
    field: str = "place"
    """What messages call the first of them."""
    country_field: str = "country"

    @property
    def names(self) -> tuple[str, ...]:
        """What may have to be looked up in the gazetteer."""
        texts = [cell.text for cell in (self.place, self.country) if cell]
        return tuple(name for text in texts for name in possible_cities(text))

    @property
    def ids(self) -> tuple[int, ...]:
        """GeoNames ids, as far as they are numbers."""
        return (int(self.geonames.text),) if self.geonames and self.geonames.text.isdecimal() else ()


@dataclass(frozen=True)
class Spot:
    """Where something is: a place, or a country alone."""

    place: Mapping[str, Any] | None = None
    """The record of a place."""
    country: str | None = None
    mission: str | None = None
    """`Embassy`, if the cell says `Embassy in Vienna`."""

    @property
    def country_code(self) -> str | None:
        """The country, that of the place too."""
        return self.country or (self.place["country"] if self.place and "country" in self.place else None)


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
        _tell_country(cells.country, code, log)
    name, mission = without_mission(cells.place.text) if cells.place else ("", None)
    city = _city_of_id(cells, code, gazetteer)
    if cells.latitude or cells.longitude:
        place: Mapping[str, Any] | None = _given_point(cells, name, code, city)
        read_as = "the point in this row"
    elif city:
        place, read_as = _record(city), named(city)
    elif cells.place:
        found = _city_or_country(
            cells.place, cells.field, places_named(cells.place, cells.field, name, code), gazetteer
        )
        if isinstance(found, str):
            _tell_country(cells.place, found, log)
            return Spot(None, found, mission)
        place, read_as = _record(found), named(found)
    else:
        return Spot(None, code)
    for cell in filter(None, (cells.place, cells.geonames)):
        log.add(cell, "place", read_as)
    return Spot(place, None, mission)


def _tell_country(cell: Cell, code: str, log: ReadingLog) -> None:
    name = country_names()[code]
    if cell.text != code:
        log.add(cell, "country", code if cell.text.casefold() == name.casefold() else name)


def _city_or_country(cell: Cell, field: str, names: list[PlaceName], gazetteer: Gazetteer) -> City | str:
    """Return the only city that one of the names may mean, or the code of a country that it names alone."""
    first = names[0]
    if error := uncertain_name(cell, field, first.city, first.country):
        raise error
    found = [city for name in names for city in gazetteer.cities(name.city, name.country, name.state)]
    if first.country and not found and country_in(first.city or first.country) == first.country:
        return first.country
    if not found:
        raise not_found(cell, field, names, gazetteer)
    if len(found) > 1:
        raise ambiguous(cell, field, found)
    if error := uncertain_city(cell, field, first.city, found[0], first.country):
        raise error
    return found[0]


# Points


def _given_point(cells: PlaceCells, name: str, code: str | None, city: City | None) -> Mapping[str, Any]:
    """Return a place with the coordinates of the row, which have to lie in its country, and the id of `city`."""
    if not (cells.latitude and cells.longitude):
        cell = cells.latitude or cells.longitude
        assert cell
        raise CellError(cell, "latitude and longitude come together, or not at all")
    latitude = _degrees(cells.latitude, "latitude", 90)
    longitude = _degrees(cells.longitude, "longitude", 180)
    code = code or (city.country if city else None)
    names = places_named(cells.place, cells.field, name, code) if cells.place else [PlaceName("", code)]
    given = f"{latitude:g}, {longitude:g}"
    inside = [each for each in names if not (each.country and outside(each.country, latitude, longitude))]
    if not inside:
        country = names[0].country or ""
        hint = "" if outside(country, longitude, latitude) else "; are latitude and longitude swapped?"
        raise CellError(cells.latitude, f"latitude, longitude: {given} is outside {country_names()[country]}{hint}")
    place = inside[0]
    return {
        "name": place.city or name or (city.name if city else given),
        **({"country": place.country} if place.country else {}),
        "lat": latitude,
        "lon": longitude,
        **({"geonames": int(cells.geonames.text)} if cells.geonames else {}),
    }


def _degrees(cell: Cell, name: str, most: float) -> float:
    text = cell.text.replace("−", "-").removesuffix("°")
    if not _NUMBER.fullmatch(text) or abs(float(text.replace(",", "."))) > most:
        allowed = f"a number of degrees from -{most} to {most}"
        raise CellError(cell, f"{name}: {shown(cell.text)} is not {allowed}, such as 48.2085", (allowed,))
    return float(text.replace(",", "."))


def _record(city: City) -> Mapping[str, Any]:
    return {
        "name": city.name,
        "country": city.country,
        "lat": city.latitude,
        "lon": city.longitude,
        "precision": "exact",
        "geonames": city.geonames,
    }


def _city_of_id(cells: PlaceCells, code: str | None, gazetteer: Gazetteer) -> City | None:
    """Return the city of the row's GeoNames id; with coordinates the id may be that of anything else."""
    cell = cells.geonames
    if cell is None:
        return None
    city = gazetteer.city(int(cell.text)) if cells.ids else None
    if city is None and (not cells.ids or not cells.latitude):
        raise CellError(
            cell, f"geonames: {shown(cell.text)} is not the id of a city in the gazetteer; give latitude and longitude"
        )
    if city and code and city.country != code:
        where = country_names().get(city.country, city.country)
        raise CellError(cell, f"geonames: {shown(cell.text)} is {city.name} in {where}, not in {country_names()[code]}")
    return city


def gazetteer_of(cells: Iterable[PlaceCells]) -> Gazetteer:
    """Return a gazetteer for all the names and ids in some rows."""
    several = list(cells)
    return Gazetteer({name for each in several for name in each.names}, {id_ for each in several for id_ in each.ids})
