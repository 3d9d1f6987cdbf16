"""What a text names: a city with its country or state, a country alone, and the mission that is there."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dashboard.dataset.countries import country_names
from dashboard.dataset.country_spellings import countries_named
from dashboard.importing.country_cells import country_in, country_of_people
from dashboard.importing.gazetteer import state_in

_KIND = r"(?:embassy|consulate(?:[- ]general)?|mission|legation|delegation|trade (?:office|representation))"
_MISSION = rf"(?P<mission>(?:the )?(?:[\w'’-]+ ){{0,3}}{_KIND}"
_OF_SOMEBODY_IN = re.compile(rf"{_MISSION} (?:of|to|for) .+?)(?: in| at) (?P<place>\S.*)", re.IGNORECASE)
_OF_SOMEBODY = re.compile(rf"{_MISSION} (?:of|to|for) (?P<owner>[^,]+)), *(?P<place>\S.*)", re.IGNORECASE)
_IN_A_PLACE = re.compile(rf"{_MISSION})(?: in| at| to|,) (?P<place>\S.*)", re.IGNORECASE)
_IS_MISSION = re.compile(
    rf"\b(?:{_KIND}|commission|representation|office|section|bureau|branch|chancery|residence)\b", re.IGNORECASE
)

_WITH_COUNTRY = tuple(
    map(re.compile, (r"(.+?)\s*\(([^()]+)\)", r"(.+),\s*([^,]+)", r"(.+?)\s*/\s*([^/]+)", r"(.+?)\s+[-–—]\s+(.+)"))
)
"""A city and where it is: `Vienna (Austria)`, `Vienna, Austria`, `Vienna/Austria`, `Vienna - Austria`."""


@dataclass(frozen=True)
class PlaceName:
    """A city or a country, as a text names it."""

    city: str
    """Empty where a country alone is named."""
    country: str | None = None
    """Its code."""
    state: str | None = None
    """The state of a city in the United States, such as `Ohio`."""

    @property
    def label(self) -> str:
        """The name written out, as it can be read again: `Richmond, California, United States`."""
        country = country_names().get(self.country, self.country) if self.country else None
        return ", ".join(filter(None, (self.city, self.state, country)))


class ContradictionError(ValueError):
    """A text names a place in one country where another country is named."""

    def __init__(self, names: list[PlaceName], country: str, is_of_row: bool) -> None:
        super().__init__(f"{names[0].label} is not in {country}")
        self.names = names
        self.country = country
        """The code of the other country."""
        self.is_of_row = is_of_row
        """Whether the other country is that of the row; else it stands in the same text."""


def without_mission(text: str) -> tuple[str, str | None]:
    """Return `Vienna` and `Embassy` for `Embassy in Vienna`."""
    if match := _OF_SOMEBODY_IN.fullmatch(text):
        return match["place"], match["mission"]
    if (match := _OF_SOMEBODY.fullmatch(text)) and (country_in(match["owner"]) or country_of_people(match["owner"])):
        return match["place"], match["mission"]
    match = _IN_A_PLACE.fullmatch(text)
    return (match["place"], match["mission"]) if match else (text, None)


def is_mission(text: str) -> bool:
    """Whether a text says what kind of mission somebody served at."""
    return _IS_MISSION.search(text) is not None


def parts_of_name(text: str) -> Iterator[tuple[str, str]]:
    """Yield what may be a city, with what may be its country or state: `London` and `Ontario`."""
    for pattern in _WITH_COUNTRY:
        if match := pattern.fullmatch(text):
            yield match[1].strip(), match[2].strip()


def places_named(name: str, country: str | None) -> list[PlaceName]:
    """Return what a name may mean: two places where `CA` may be Canada or California, otherwise one.

    `country` is the code of the row's country. Raises `ContradictionError`.
    """
    if country is None and (alone := country_in(name)):
        state = state_in(name)
        return [PlaceName("", alone), *([PlaceName("", "US", state)] if state else [])]
    named = with_their_country(name)
    fitting = [each for each in named if country in (None, each.country)]
    if country and named and not fitting:
        raise ContradictionError(named, country, is_of_row=True)
    return fitting or [PlaceName(name, country)]


def in_countries_of_one_name(name: str, country: str | None) -> list[PlaceName]:
    """Return what `Brazzaville, Congo` may mean: a city in each of the countries of that name."""
    return [
        PlaceName(city, code)
        for city, where in parts_of_name(name)
        for code in countries_named(where)
        if country in (None, code)
    ]


def with_their_country(name: str) -> list[PlaceName]:
    """Return what a name may mean that has a country or a state in it; nothing for others.

    Raises `ContradictionError`.
    """
    for city, where in parts_of_name(name):
        found: list[PlaceName] = []
        if country := country_in(where):
            inner = with_their_country(city)
            found = [each for each in inner if each.country == country] if inner else [PlaceName(city, country)]
            if not found:
                raise ContradictionError(inner, country, is_of_row=False)
        if state := state_in(where):
            found.append(PlaceName(city, "US", state))
        if found:
            return found
    return []
