"""How a place that is uncertain, unknown or contradicts itself is put into words, with what to write instead."""

from collections.abc import Iterable, Sequence

from dashboard.dataset.countries import country_names
from dashboard.dataset.country_points import with_article
from dashboard.dataset.country_spellings import country_with_code
from dashboard.dataset.text import shown
from dashboard.importing.cells import Cell
from dashboard.importing.country_cells import country_in, one_of_several, without_question_mark
from dashboard.importing.gazetteer import City, Gazetteer
from dashboard.importing.place_cells import PlaceCells
from dashboard.importing.place_meanings import Meaning, city_label, meaning_of, spelling_of, split_mission
from dashboard.importing.place_names import ContradictionError, PlaceName, parts_of_name
from dashboard.importing.problems import CellError
from dashboard.importing.regions import Region, regions_named

_MAX_SPELLINGS = 6
_MAX_ALLOWED = 20


class PlaceProblems:
    """Words for what is wrong with the place of a row; `country` is the code of the row's country."""

    def __init__(self, cells: PlaceCells, country: str | None, gazetteer: Gazetteer) -> None:
        assert cells.place
        self._cell: Cell = cells.place
        self._cells, self._country, self._gazetteer = cells, country, gazetteer
        _, self._mission = split_mission(cells.place.text, gazetteer)
        self._found = f"{cells.field}: {shown(cells.place.text)}"

    def problem(self, text: str, meaning: Meaning) -> CellError | None:
        """Return what is wrong with the meaning of a text; nothing where it is a country alone, or surely one city."""
        name = meaning.names[0]
        if name.country is None and (several := one_of_several(name.city)):
            return self._error(several)
        if without_question_mark(self._cell.text):
            return self._error("is not certain; drop the ?, or write unknown")
        if meaning.country and len(meaning.names) > 1 and country_with_code(text):
            country, state = country_names()[meaning.country], meaning.names[1].state
            return self._error(f"is {country} or {state}; write {self._with_mission(country)}, or a city in {state}")
        if meaning.is_sure or (meaning.country and not meaning.cities):
            return None
        if meaning.country:
            return self._country_or_city(country_names()[meaning.country], meaning.cities)
        if meaning.region:
            return self._region(meaning.region, meaning.cities)
        if not meaning.cities:
            return self._not_found(text, meaning.names)
        if len(meaning.cities) > 1:
            return self._ambiguous(meaning.cities)
        return self._doubt(meaning, meaning.cities[0])

    def contradiction(self, error: ContradictionError) -> CellError:
        """Return the problem with a text that names a country where another one is named."""
        other = country_names()[error.country]
        known = [each for each in error.names if self._gazetteer.cities(each.city, each.country, each.state)]
        countries = [country_names()[each.country or ""] for each in known or error.names]
        if error.is_of_row:
            how = f"write {_either(countries)} as the country, or a place in {other} here"
            return self._error(f"is not in {other}, the country of the row; {how}")
        city = error.names[0].city
        codes = (error.names[0].country, error.country)
        sure = [code for code in codes if code and meaning_of(city, code, self._gazetteer).is_sure]
        if self._country:
            right = [f"{city} here and {country_names()[code]} as the country" for code in sure]
        else:
            right = [self._with_mission(PlaceName(city, code).label) for code in sure]
        how = _either([*right, f"{self._with_mission(other)} alone"])
        return self._error(f"names two countries, {countries[0]} and {other}; write {how}")

    def _country_or_city(self, country: str, cities: Sequence[City]) -> CellError:
        spellings = self._spellings(cities)
        how = _either([self._with_mission(country), *spellings])
        number = f", or {self._number}" if len(spellings) < len(cities) else ""
        return self._error(f"is a country in another language, and a city; write {how}{number}")

    def _region(self, region: Region, cities: Sequence[City]) -> CellError:
        country = country_names()[region.country]
        others = self._spellings(cities)
        choices = ["a city in it", f"{self._with_mission(country)} alone", *others]
        number = f", or {self._number} for another place" if cities and not others else ""
        return self._error(f"names {region.description}; write {_either(choices)}{number}")

    def _doubt(self, meaning: Meaning, city: City) -> CellError:
        name = meaning.names[0].city
        if meaning.doubt == "no country" and meaning_of(name, city.country, self._gazetteer).is_sure:
            return self._error(f"could be {city_label(city)}; give its country to be sure")
        how = self._spelling(city) or self._number
        return self._error(f"could be {city_label(city)}; write {how} if that is meant, or leave the cell blank")

    def _ambiguous(self, cities: Sequence[City]) -> CellError:
        first, second = cities[:2]
        left = len(cities) - 2
        others = f" (and {left:,} more {'has' if left == 1 else 'have'} the name)" if left else ""
        spellings = self._spellings(cities)
        how = f"{_either(spellings)} in the cell, or {self._number}" if spellings else self._number
        message = (
            f"may be {city_with_details(first)} or {city_with_details(second)}{others}; write {how}{self._or_a_point}"
        )
        return self._error(message, tuple(map(city_with_details, cities[:_MAX_ALLOWED])))

    def _not_found(self, text: str, names: Sequence[PlaceName]) -> CellError:
        name, country = names[0].city, names[0].country
        within = " or ".join(
            each.state or with_article(country_names()[each.country]) for each in names if each.country
        )
        what = f"a city in {within}" if within else "a country, nor a city of the gazetteer"
        if nearest := self._gazetteer.nearest_name(name, country):
            return self._error(f"is not {what}; did you mean {nearest!r}? Else {self._advice}", (what,), nearest)
        if error := self._unknown_part(text):
            return error
        if country and (elsewhere := self._gazetteer.cities(name)):
            return self._elsewhere(name, country, elsewhere[0], what)
        in_gazetteer = " that the gazetteer has" if country else ""
        return self._error(f"is not {what}{in_gazetteer}; {self._advice}", (what,))

    def _unknown_part(self, text: str) -> CellError | None:
        """Return the problem with a text of which one part is a city, and the other one no country."""
        for city, where in parts_of_name(text):
            within = country_in(city)
            if within and (spellings := self._spellings(self._gazetteer.cities(where, within))):
                return self._error(f"is not written as city, country; write {_either(spellings)}")
            countries = {region.country for region in regions_named(where)}
            found = [it for it in self._gazetteer.cities(city) if self._country in (None, it.country)]
            likely = [it for it in found if it.country in countries] or found
            if not country_in(where) and (spellings := self._spellings(likely)):
                why = f"{shown(where)} is neither a country nor a state of the United States"
                return self._error(f"is not understood, because {why}; write {_either(spellings)}")
        return None

    def _elsewhere(self, name: str, country: str, city: City, what: str) -> CellError:
        """Return the problem with a city that another country has, such as the one that came after a former one."""
        kept = country_names()[country]
        if self._cells.country:
            right = f"{country_names()[city.country]} as the country"
            if not meaning_of(name, city.country, self._gazetteer).is_sure:
                right += f" and {self._with_mission(city_label(city))} here"
        else:
            right = self._spelling(city) or f"{self._number} and nothing here"
        alone = f"write {self._with_mission(kept)} alone"
        keep = alone if self._cells.is_destination else "give latitude and longitude"
        return self._error(
            f"is not {what}, but {city_with_details(city)} is one; write {right}, or {keep} to keep {kept}"
        )

    # Parts of sentences

    @property
    def _number(self) -> str:
        return f"its number in a column {self._cells.id_field}"

    @property
    def _or_a_point(self) -> str:
        return "" if self._cells.is_destination else ", or latitude and longitude"

    @property
    def _advice(self) -> str:
        if self._cells.is_destination:
            return "write a city that it has, or unknown, undisclosed or in transit"
        return "write a city that it has, give latitude and longitude, or leave the cell blank and keep the country"

    def _spelling(self, city: City) -> str | None:
        spelling = spelling_of(city, self._cell.text, self._country, self._gazetteer)
        return self._with_mission(spelling) if spelling else None

    def _with_mission(self, place: str) -> str:
        """Return a place with the mission of the cell, which is lost otherwise."""
        return f"{self._mission} in {place}" if self._mission else place

    def _spellings(self, cities: Iterable[City]) -> list[str]:
        """Return how to write each of some cities, as far as the name tells it from all others."""
        return [it for it in map(self._spelling, cities) if it][:_MAX_SPELLINGS]

    def _error(self, message: str, allowed: tuple[str, ...] = (), nearest: str | None = None) -> CellError:
        return CellError(self._cell, f"{self._found} {message}", allowed, nearest)


def city_with_details(city: City) -> str:
    """Return a city with all that tells it from others of its name."""
    people = f", {city.population:,} people" if city.population else ""
    where = city_label(city).removeprefix(f"{city.name}, ")
    return f"{city.name} in {where} (GeoNames {city.geonames}{people})"


def _either(choices: Sequence[str]) -> str:
    return " or ".join(choices)
