"""When the gazetteer has a city of some name, but the name may well mean something else, and how that is told."""

import re

from dashboard.dataset.countries import country_names
from dashboard.dataset.text import shown
from dashboard.importing.cells import Cell
from dashboard.importing.country_cells import one_of_several, without_question_mark
from dashboard.importing.gazetteer import City, Gazetteer, name_key
from dashboard.importing.place_names import PlaceName
from dashboard.importing.problems import CellError

KNOWN_WITHOUT_COUNTRY = 100_000
"""How many people a city has to have that is known by its name alone: `West` and `Home` are towns too."""

_MAX_SHORT = 4  # letters of another name of a city that is too short to be sure
_MAX_CODE = 3  # letters of a text in capitals that is an abbreviation

_INITIALS = re.compile(r"(?:[A-Za-z]\. ?){1,5}[A-Za-z]?\.?")


def uncertain_name(cell: Cell, field: str, name: str, code: str | None) -> CellError | None:
    """Return what is wrong with a name that two countries share, or that has a question mark."""
    if code is None and (several := one_of_several(name)):
        return CellError(cell, f"{field}: {shown(cell.text)} {several}")
    if without_question_mark(cell.text):
        return CellError(cell, f"{field}: {shown(cell.text)} is not certain; drop the ?, or write unknown")
    return None


def uncertain_city(cell: Cell, field: str, name: str, city: City, code: str | None) -> CellError | None:
    """Return the problem with a city that a name may mean, unless the name surely means it.

    `code` is the country that the row gives.
    """
    could_be = f"{field}: {shown(cell.text)} could be {named(city)}"
    if _is_abbreviation(name):
        return CellError(cell, f"{could_be}; write {named(city)} if that is meant, or leave the cell blank")
    if code:
        return None
    is_other_name = name_key(name) != name_key(city.name)
    if city.population < KNOWN_WITHOUT_COUNTRY or (is_other_name and _is_short(name)):
        return CellError(cell, f"{could_be}; give its country to be sure")
    return None


def _is_abbreviation(name: str) -> bool:
    """Whether a text is in initials, or a few capitals: `U.S.`, `EU`, `CIA`."""
    is_code = name.isascii() and name.isalpha() and name.isupper() and len(name) <= _MAX_CODE
    return is_code or bool(_INITIALS.fullmatch(name))


def _is_short(name: str) -> bool:
    """Whether a name in Latin letters is of few letters, with full stops or all in capitals."""
    letters = [character for character in name if character.isalpha()]
    is_latin = all(ord(letter) < 0x250 for letter in letters)
    return is_latin and (len(letters) <= _MAX_SHORT or "." in name or name.isupper())


def named(city: City) -> str:
    """Return a city with its country, and its state if it has one."""
    state = f"{city.state}, " if city.state else ""
    return f"{city.name}, {state}{country_names().get(city.country, city.country)}"


def told(city: City) -> str:
    """Return a city with all that tells it from others of its name."""
    people = f", {city.population:,} people" if city.population else ""
    where = named(city).removeprefix(f"{city.name}, ")
    return f"{city.name} in {where} (GeoNames {city.geonames}{people})"


def ambiguous(cell: Cell, field: str, found: list[City]) -> CellError:
    """Return the problem with a name that several cities have."""
    first, second = found[:2]
    others = f" (and {len(found) - 2:,} more have the name)" if len(found) > 2 else ""
    is_destination = field == "destination"
    how = f"its number in a column {'destination ' * is_destination}geonames"
    how += ", or latitude and longitude" * (not is_destination)
    if first.country != second.country or first.state != second.state:
        how = f"{named(first)} or {named(second)} in the cell, or {how}"
    elif name_key(first.name) != name_key(second.name):
        how = f"{first.name} or {second.name} in the cell, or {how}"
    message = f"{field}: {shown(cell.text)} may be {told(first)} or {told(second)}{others}; write {how}"
    return CellError(cell, message, tuple(map(told, found[:20])))


def not_found(cell: Cell, field: str, names: list[PlaceName], gazetteer: Gazetteer) -> CellError:
    """Return the problem with a name that no city has."""
    advice = (
        "write a city that it has, or unknown, undisclosed or in transit"
        if field == "destination"
        else "write a city that it has, give latitude and longitude, or leave the cell blank and keep the country"
    )
    name, country = names[0].city, names[0].country
    within = " or ".join(each.state or country_names()[each.country] for each in names if each.country)
    what = f"a city in {within}" if within else "a country, nor a city of the gazetteer"
    found = f"{field}: {shown(cell.text)} is not {what}"
    nearest = gazetteer.nearest_name(name, country)
    if nearest:
        return CellError(cell, f"{found}; did you mean {nearest!r}? Else {advice}", (what,), nearest)
    if country and (elsewhere := gazetteer.cities(name)):
        return CellError(cell, f"{found}, but {told(elsewhere[0])} is one", (what,))
    in_gazetteer = " that the gazetteer has" if country else ""
    return CellError(cell, f"{found}{in_gazetteer}; {advice}", (what,))
