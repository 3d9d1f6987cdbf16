"""What a text means among the cities of the gazetteer, and what makes that uncertain."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from dashboard.dataset.country_spellings import country_named_in_english, country_with_code
from dashboard.importing.country_cells import country_in
from dashboard.importing.gazetteer import LARGE, City, Gazetteer, name_key
from dashboard.importing.place_names import (
    ContradictionError,
    PlaceName,
    in_countries_of_one_name,
    places_named,
    with_their_country,
    without_mission,
)
from dashboard.importing.regions import Region, regions_named

KNOWN = 100_000
"""How many people a city has to have that is known by its name alone, or by another name than its main one: `West` and
`Home` are towns too."""

_CITIES_CALLED_LIKE_STATES = frozenset(("new york", "washington"))

_MAX_SHORT = 4  # letters of another name of a city that is too short to be sure
_MAX_CODE = 3  # letters of a text in capitals that is an abbreviation

_INITIALS = re.compile(r"(?:[A-Za-z]\. ?){1,5}[A-Za-z]?\.?")

Doubt: TypeAlias = Literal["abbreviation", "other name", "no country"]
"""Why a name may mean something else than the city that the gazetteer has for it."""


@dataclass(frozen=True)
class Meaning:
    """What a text may mean."""

    names: list[PlaceName]
    cities: list[City]
    country: str | None = None
    """The country that it names alone; with cities, it may be one of these as well: `Tunis`."""
    region: Region | None = None
    """The state or province that it may be."""
    doubt: Doubt | None = None
    """About the only city."""

    @property
    def is_sure(self) -> bool:
        """Whether it is one city and nothing else."""
        return len(self.cities) == 1 and not (self.country or self.region or self.doubt)


def meaning_of(text: str, country: str | None, gazetteer: Gazetteer) -> Meaning:
    """Return what a text without a mission means; `country` is that of the row. Raises `ContradictionError`."""
    names = in_countries_of_one_name(text, country)
    if not (cities := _cities_of(names, gazetteer)):
        names = places_named(text, country)
        cities = _cities_of(names, gazetteer)
    first = names[0]
    if first.country and not first.state and not cities and country_in(first.city or first.country) == first.country:
        return Meaning(names, [] if first.city else _cities_called_so(text, gazetteer), first.country)
    doubt = _doubt_about(first, cities[0]) if len(cities) == 1 else None
    return Meaning(names, cities, None, _region_meant(first, cities), doubt)


def _cities_of(names: Iterable[PlaceName], gazetteer: Gazetteer) -> list[City]:
    return [city for name in names for city in gazetteer.cities(name.city, name.country, name.state)]


def _cities_called_so(text: str, gazetteer: Gazetteer) -> list[City]:
    """Return the cities that are called like a country in another language: Tunis, Salvador, Granada."""
    if country_with_code(text) or country_named_in_english(text):
        return []
    return [it for it in gazetteer.cities(text) if it.population >= LARGE and name_key(it.name) == name_key(text)]


def split_mission(text: str, gazetteer: Gazetteer) -> tuple[str, str | None]:
    """Return `Vienna` and `Embassy` for `Embassy, Vienna`, but `Mission, Canada` as it is: that is a city."""
    name, mission = without_mission(text)
    try:
        as_city = [each for each in with_their_country(text) if each.city == mission] if mission else []
    except ContradictionError:
        as_city = []
    if any(gazetteer.cities(each.city, each.country, each.state) for each in as_city):
        return text, None
    return name, mission


def spelling_of(city: City, text: str, country: str | None, gazetteer: Gazetteer) -> str | None:
    """Return how to write a city so that it alone is meant, otherwise than `text`; nothing if only its id can tell it.

    `country` is that of the row.
    """
    spellings = [city_label(city), city.name]
    for spelling in reversed(spellings) if country else spellings:
        try:
            name, mission = split_mission(spelling, gazetteer)
            meaning = meaning_of(name, country, gazetteer)
        except ContradictionError:
            continue
        if mission is None and meaning.is_sure and meaning.cities == [city] and spelling.casefold() != text.casefold():
            return spelling
    return None


def city_label(city: City) -> str:
    """Return a city with its country, and its state if it has one."""
    return PlaceName(city.name, city.country, city.state or None).label


def _region_meant(name: PlaceName, cities: list[City]) -> Region | None:
    """Return the first region of a name that is not called like a city in its own country, which is likelier.

    Where several cities have the name, somebody is asked anyway: a region is one more only if they are towns.
    """
    if name.state or (len(cities) > 1 and cities[0].population >= KNOWN):
        return None
    regions = regions_named(name.city, name.country)
    return next((it for it in regions if not any(_is_city_of(it, name.city, city) for city in cities)), None)


def _is_city_of(region: Region, name: str, city: City) -> bool:
    if city.country != region.country:
        return False
    if region.country == "US":  # few of its states are called after a city, but many towns after states
        return name_key(name) in _CITIES_CALLED_LIKE_STATES
    return city.population >= (LARGE if name_key(name) == name_key(city.name) else KNOWN)


def _doubt_about(name: PlaceName, city: City) -> Doubt | None:
    if _is_abbreviation(name.city):
        return "abbreviation"
    is_other_name = _without_saint(name.city) != _without_saint(city.name)
    if is_other_name and city.population < KNOWN:
        return "other name"
    if name.country is None and (city.population < KNOWN or (is_other_name and _is_short(name.city))):
        return "no country"
    return None


def _without_saint(name: str) -> str:
    """Return the key of a name in which `St. John's` is `Saint John's`."""
    return re.sub(r"\bsaint\b", "st", name_key(name))


def _is_abbreviation(name: str) -> bool:
    """Whether a text is in initials, or a few capitals: `U.S.`, `EU`, `CIA`."""
    is_code = name.isascii() and name.isalpha() and name.isupper() and len(name) <= _MAX_CODE
    return is_code or bool(_INITIALS.fullmatch(name))


def _is_short(name: str) -> bool:
    """Whether a name in Latin letters is of few letters, with full stops or all in capitals."""
    letters = [character for character in name if character.isalpha()]
    is_latin = all(ord(letter) < 0x250 for letter in letters)
    return is_latin and (len(letters) <= _MAX_SHORT or "." in name or name.isupper())
