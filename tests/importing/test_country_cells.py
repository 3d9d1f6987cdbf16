"""Countries by code, by name in any language, and by what their people are called."""

import pytest

from dashboard.importing.country_cells import country_in, country_of_people
from tests.importing.tables import event_of, problem_of

COUNTRIES = {
    "North Korea": "KP", "KP": "KP", "PRK": "KP", "북한": "KP", "Nordkorea": "KP", "DPRK": "KP", "UK": "GB",
    "the Netherlands": "NL", "Österreich": "AT", "East Germany": "DD",
    "West Germany": "DE", "USSR": "SU", "Ivory Coast": "CI", "Czech Rep.": "CZ", "S. Korea": "KR", "U.S.": "US",
    "the US": "US", "PRC": "CN",
}  # fmt: skip
PEOPLES = {
    "North Korean": "KP", "Russian": "RU", "Soviet": "SU", "Iranian": "IR", "Nigerian": "NG", "Cuban": "CU",
    "Syrian": "SY", "Iraqi": "IQ", "Chinese": "CN", "Austrian": "AT", "Dominican": None, "Korean": None, "asdf": None,
}  # fmt: skip


@pytest.mark.parametrize(("text", "code"), COUNTRIES.items())
def test_a_country_is_known_by_its_names_and_codes(text, code):
    assert country_in(text) == code


@pytest.mark.parametrize("text", ["no", "in", "is", "Korea", "Congo", "Narnia", ""])
def test_words_are_not_taken_for_countries(text):
    assert country_in(text) is None


@pytest.mark.parametrize(("text", "code"), PEOPLES.items())
def test_a_country_is_known_by_its_people(text, code):
    assert country_of_people(text) == code


def test_the_origin_is_the_country_of_a_nationality():
    assert event_of("name,date,nationality", "A", 2014, "North Korean")["origin"] == "KP"


def test_a_country_that_is_nearly_right_is_a_problem_with_the_right_one():
    assert problem_of("name,date,origin", "A", 2014, "North Korae") == (
        "cases.csv!C2: origin: 'North Korae' is not a country; did you mean 'North Korea'?"
    )
    assert problem_of("name,date,origin", "A", 2014, "Narnia") == (
        "cases.csv!C2: origin: 'Narnia' is not a country; write its name, or its two-letter code in capitals"
    )


def test_a_country_with_a_question_mark_is_a_problem():
    assert problem_of("name,date,origin", "A", 2014, "Sweden?") == (
        "cases.csv!C2: origin: 'Sweden?' is not certain; drop the ?, or write unknown"
    )


@pytest.mark.parametrize("text", ["Korea", "Korean"])
def test_a_name_of_two_countries_is_a_problem_with_both(text):
    assert problem_of("name,date,origin", "A", 2014, text) == (
        f"cases.csv!C2: origin: {text!r} is North Korea or South Korea; write which"
    )
