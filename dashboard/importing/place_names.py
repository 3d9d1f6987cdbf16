"""What a text names: a city with its country or state, a country alone, and the mission that is there."""

import re
from dataclasses import dataclass

from dashboard.dataset.countries import country_names
from dashboard.dataset.text import shown
from dashboard.importing.cells import Cell
from dashboard.importing.country_cells import country_in
from dashboard.importing.gazetteer import state_in
from dashboard.importing.problems import CellError

_MISSION = re.compile(
    r"(?P<mission>(?:the )?(?:[\w'’-]+ ){0,3}"
    r"(?:embassy|consulate(?:[- ]general)?|mission|legation|delegation|trade (?:office|representation)))"
    r"(?: in| at| to|,) (?P<place>\S.*)",
    re.IGNORECASE,
)
_WITH_COUNTRY = (re.compile(r"(.+?)\s*\(([^()]+)\)"), re.compile(r"(.+),\s*([^,]+)"))


@dataclass(frozen=True)
class PlaceName:
    """A city or a country, as a text names it."""

    city: str
    """Empty where a country alone is named."""
    country: str | None = None
    """Its code."""
    state: str | None = None
    """The state of a city in the United States, such as `Ohio`."""


def without_mission(text: str) -> tuple[str, str | None]:
    """Return `Vienna` and `Embassy` for `Embassy in Vienna`."""
    match = _MISSION.fullmatch(text)
    return (match["place"], match["mission"]) if match else (text, None)


def possible_cities(text: str) -> list[str]:
    """Return the parts of a text that may be the name of a city."""
    name, _ = without_mission(text)
    found = [name]
    for each in found:
        found += [match[1] for pattern in _WITH_COUNTRY if (match := pattern.fullmatch(each))]
    return found


def places_named(cell: Cell, field: str, name: str, country: str | None) -> list[PlaceName]:
    """Return what a name may mean: two places where `CA` may be Canada or California, otherwise one.

    `country` is the code of the row's country. Raises `CellError` for a name in another country.
    """
    if country is None and (alone := country_in(name)):
        return [PlaceName("", alone)]
    for pattern in _WITH_COUNTRY:
        if (match := pattern.fullmatch(name)) and (
            found := _cities_in(cell, field, match[1].strip(), match[2].strip())
        ):
            fitting = [each for each in found if country in (None, each.country)]
            if country and not fitting:
                where = country_names()[country]
                raise CellError(cell, f"{field}: {shown(cell.text)} is not in {where}, the country of the row")
            return fitting
    return [PlaceName(name, country)]


def _cities_in(cell: Cell, field: str, city: str, where: str) -> list[PlaceName]:
    country, state = country_in(where), state_in(where)
    in_country = places_named(cell, field, city, country) if country else []
    return in_country + ([PlaceName(city, "US", state)] if state else [])
