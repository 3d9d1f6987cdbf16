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
from dashboard.importing.problems import CellError

_NUMBER = re.compile(r"[-+−]?\d+(?:[.,]\d+)?")


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
        **({"geonames": int(cells.geonames.text)} if cells.geonames else {}),
    }


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
    text = cell.text.replace("−", "-").removesuffix("°")
    if not _NUMBER.fullmatch(text) or abs(float(text.replace(",", "."))) > most:
        allowed = f"a number of degrees from -{most} to {most}"
        raise CellError(cell, f"{name}: {shown(cell.text)} is not {allowed}, such as 48.2085", (allowed,))
    return float(text.replace(",", "."))
