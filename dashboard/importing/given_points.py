"""A place with the coordinates that its row gives, which have to lie in its country."""

import re
from collections.abc import Mapping
from typing import Any

from dashboard.dataset.countries import country_names, outside
from dashboard.dataset.text import shown
from dashboard.importing.cells import Cell
from dashboard.importing.gazetteer import City, Gazetteer
from dashboard.importing.place_cells import PlaceCells
from dashboard.importing.place_names import PlaceName, places_named
from dashboard.importing.problems import CellError, ReadingLog

_DECIMAL = r"\d+(?:[.,]\d+)?"
_DEGREES = re.compile(
    rf"(?P<sign>[-+]?)(?P<degrees>{_DECIMAL})°?(?P<minutes>{_DECIMAL}(?='))?'?(?P<seconds>{_DECIMAL}(?=\"))?\"?"
    r"(?P<side>[NSEW]?)",
    re.ASCII,
)
"""Degrees as a number, or with minutes, seconds and the side: `-12.04`, `12.04 S`, `12°2'24"S`."""
_SIGNS = str.maketrans("−′’″”,", "-''\"\".")


def place_at_point(
    cells: PlaceCells, name: str, code: str | None, city: City | None, gazetteer: Gazetteer
) -> Mapping[str, Any]:
    """Return a place with the coordinates of its row. Raises `CellError` and `ContradictionError`.

    `name` is that of the place, `code` the country of the row, `city` the one of the row's GeoNames id.
    """
    latitude, longitude = _point(cells)
    given = f"{latitude:g}, {longitude:g}"
    code = code or (city.country if city else None)
    names = places_named(name, code) if cells.place else [PlaceName("", code)]
    inside = [each for each in names if not (each.country and outside(each.country, latitude, longitude))]
    if not inside:
        country = names[0].country or ""
        hint = "" if outside(country, longitude, latitude) else "; are latitude and longitude swapped?"
        assert cells.latitude
        raise CellError(cells.latitude, f"latitude, longitude: {given} is outside {country_names()[country]}{hint}")
    place = _only_one(cells, inside, gazetteer)
    return {
        "name": place.city or name or (city.name if city else given),
        **({"country": place.country} if place.country else {}),
        "lat": latitude,
        "lon": longitude,
        **({"geonames": cells.ids[0]} if cells.ids else {}),
    }


def tell_point(cells: PlaceCells, place: Mapping[str, Any], log: ReadingLog) -> None:
    """Note how coordinates were read that are no plain numbers."""
    for cell, field, degrees in (
        (cells.latitude, "latitude", place["lat"]),
        (cells.longitude, "longitude", place["lon"]),
    ):
        if cell and re.search(r"[^\d.,+−°-]", cell.text):
            log.add(cell, field, f"{degrees:g}")


def _only_one(cells: PlaceCells, inside: list[PlaceName], gazetteer: Gazetteer) -> PlaceName:
    """Return the only place that the point and the gazetteer leave of those that a name may mean."""
    if len(inside) == 1:
        return inside[0]
    known = [each for each in inside if gazetteer.cities(each.city, each.country, each.state)]
    if len(known) == 1:
        return known[0]
    assert cells.place
    choices = " or ".join(each.label for each in known or inside)
    raise CellError(cells.place, f"{cells.field}: {shown(cells.place.text)} may be in two countries; write {choices}")


def _point(cells: PlaceCells) -> tuple[float, float]:
    if cells.latitude and cells.longitude:
        return _degrees(cells.latitude, "latitude", 90), _degrees(cells.longitude, "longitude", 180)
    cell = cells.latitude or cells.longitude
    assert cell
    raise CellError(cell, "latitude and longitude come together, or not at all")


def _degrees(cell: Cell, name: str, most: float) -> float:
    match = _DEGREES.fullmatch("".join(cell.text.split()).translate(_SIGNS))
    sides = "NS" if name == "latitude" else "EW"
    if match and match["side"] in sides and not (match["sign"] and match["side"]):
        parts = [float(match[part] or 0) for part in ("degrees", "minutes", "seconds")]
        found = parts[0] + parts[1] / 60 + parts[2] / 3600
        if found <= most and max(parts[1:]) < 60:
            return round(-found if match["sign"] == "-" or match["side"] in ("S", "W") else found, 6)
    allowed = f"a number of degrees from -{most} to {most}"
    raise CellError(cell, f"{name}: {shown(cell.text)} is not {allowed}, such as 48.2085", (allowed,))
