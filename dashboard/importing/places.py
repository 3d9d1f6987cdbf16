"""The place or country that the cells of a row give, with its point: coordinates given, or those of the gazetteer."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from typing import Any

from dashboard.dataset.countries import country_names, outside
from dashboard.dataset.placeholders import is_placeholder
from dashboard.dataset.text import shown
from dashboard.importing.cells import Cell
from dashboard.importing.country_cells import country_in, read_country
from dashboard.importing.gazetteer import City, Gazetteer
from dashboard.importing.ids import slug, unused_id
from dashboard.importing.place_problems import ambiguous, named, not_found, uncertain_city, uncertain_name
from dashboard.importing.problems import CellError, ReadingLog

_MISSION = re.compile(
    r"(?P<mission>(?:the )?(?:[\w'’-]+ ){0,3}"
    r"(?:embassy|consulate(?:[- ]general)?|mission|legation|delegation|trade (?:office|representation)))"
    r"(?: in| at| to|,) (?P<place>\S.*)",
    re.IGNORECASE,
)
_WITH_COUNTRY = (re.compile(r"(.+?)\s*\(([^()]+)\)"), re.compile(r"(.+),\s*([^,]+)"))
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
        return tuple(name for text in texts for name in _parts(text))

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
    """Return where the cells of a row say that something is. Raises `CellError`."""
    place, country = _known(cells.place, cells.field, log), _known(cells.country, cells.country_field, log)
    code = None
    if country:
        code = read_country(country, cells.country_field)
        _tell_country(country, code, log)
    if cells.geonames:
        city = _city_of_id(cells.geonames, code, gazetteer)
        for cell in filter(None, (place, cells.geonames)):
            log.add(cell, "place", named(city))
        return Spot(_record(city))
    name, mission = _without_mission(place.text) if place else ("", None)
    if cells.latitude or cells.longitude:
        if place:
            log.add(place, "place", "the point in this row")
        return Spot(_given_point(cells, name, code), None, mission)
    if not place:
        return Spot(None, code)
    name, code = _name_and_country(place, cells.field, name, code)
    if error := uncertain_name(place, cells.field, name, code):
        raise error
    found = gazetteer.cities(name, code) if name else []
    if code and not found and (not name or country_in(name) == code):
        _tell_country(place, code, log)
        return Spot(None, code, mission)
    if not found:
        raise not_found(place, cells.field, name, code, gazetteer)
    if len(found) > 1:
        raise ambiguous(place, cells.field, found)
    city = found[0]
    if error := uncertain_city(place, cells.field, name, city, code):
        raise error
    log.add(place, "place", named(city))
    return Spot(_record(city), None, mission)


def _parts(text: str) -> list[str]:
    name, _ = _without_mission(text)
    halves = [match[1] for pattern in _WITH_COUNTRY if (match := pattern.fullmatch(name))]
    return [name, *halves]


def _known(cell: Cell | None, field: str, log: ReadingLog) -> Cell | None:
    if cell and is_placeholder(cell.text):
        log.unknown.append((cell, field))
        return None
    return cell


def _without_mission(text: str) -> tuple[str, str | None]:
    match = _MISSION.fullmatch(text)
    return (match["place"], match["mission"]) if match else (text, None)


def _tell_country(cell: Cell, code: str, log: ReadingLog) -> None:
    name = country_names()[code]
    if cell.text != code:
        log.add(cell, "country", code if cell.text.casefold() == name.casefold() else name)


def _name_and_country(cell: Cell, field: str, name: str, code: str | None) -> tuple[str, str | None]:
    """Return the name of a city, empty where a country alone is named, and the country."""
    if code is None and (alone := country_in(name)):
        return "", alone
    for pattern in _WITH_COUNTRY:
        if (match := pattern.fullmatch(name)) and (named := country_in(match[2].strip())):
            if code and code != named:
                raise CellError(
                    cell, f"{field}: {shown(cell.text)} is not in {country_names()[code]}, the country of the row"
                )
            return match[1].strip(), named
    return name, code


# Points


def _given_point(cells: PlaceCells, name: str, code: str | None) -> Mapping[str, Any]:
    """Return a place with the coordinates of the row, which have to lie in its country."""
    if not (cells.latitude and cells.longitude):
        cell = cells.latitude or cells.longitude
        assert cell
        raise CellError(cell, "latitude and longitude come together, or not at all")
    latitude = _degrees(cells.latitude, "latitude", 90)
    longitude = _degrees(cells.longitude, "longitude", 180)
    if cells.place and (in_text := _name_and_country(cells.place, cells.field, name, code)) and in_text[1]:
        name, code = in_text[0] or name, in_text[1]
    given = f"{latitude:g}, {longitude:g}"
    if code and outside(code, latitude, longitude):
        hint = "" if outside(code, longitude, latitude) else "; are latitude and longitude swapped?"
        raise CellError(cells.latitude, f"latitude, longitude: {given} is outside {country_names()[code]}{hint}")
    country = {"country": code} if code else {}
    return {"name": name or given, **country, "lat": latitude, "lon": longitude}


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


def _city_of_id(cell: Cell, code: str | None, gazetteer: Gazetteer) -> City:
    city = gazetteer.city(int(cell.text)) if cell.text.isdecimal() else None
    if city is None:
        raise CellError(
            cell, f"geonames: {shown(cell.text)} is not the id of a city in the gazetteer; give latitude and longitude"
        )
    if code and city.country != code:
        where = country_names().get(city.country, city.country)
        raise CellError(cell, f"geonames: {shown(cell.text)} is {city.name} in {where}, not in {country_names()[code]}")
    return city


def gazetteer_of(cells: Iterable[PlaceCells]) -> Gazetteer:
    """Return a gazetteer for all the names and ids in some rows."""
    several = list(cells)
    return Gazetteer({name for each in several for name in each.names}, {id_ for each in several for id_ in each.ids})
