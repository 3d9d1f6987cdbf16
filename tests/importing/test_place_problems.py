"""A place that is uncertain is a problem that says what to write; whoever writes that gets what is meant."""

import pytest

from tests.importing.tables import file_of, imported, problem_of, problems


def place_of(headings: str, *cells: object) -> object:
    """Return the GeoNames id or the country of the place of a row."""
    file = file_of([headings.split(","), cells])
    (event,) = file["events"]
    where = event.get("post") or event["destination"]
    return file["places"][where["place"]]["geonames"] if "place" in where else where["country"]


# States and regions

STATE = "a state of the United States"
REGIONS = {
    "Missouri, USA": (STATE, {"United States": "US", "Bozeman, Montana, United States": 5641727}),
    "Delaware, USA": (STATE, {"United States": "US", "Delaware, Ohio, United States": 5151891}),
    "Oklahoma": (STATE, {"Oklahoma City, Oklahoma, United States": 4544349}),
    "Virginia": (STATE, {"United States": "US", "Virginia, South Africa": 943882}),
    "Georgia, USA": (STATE, {"United States": "US"}),
    "Sabah, Malaysia": ("a state of Malaysia", {"Malaysia": "MY", "Sabak Bernam, Malaysia": 1735195}),
    "Wales, UK": ("a region of the United Kingdom", {"United Kingdom": "GB"}),
}  # fmt: skip


@pytest.mark.parametrize(("text", "complaint", "choices"), [(text, *it) for text, it in REGIONS.items()])
@pytest.mark.parametrize("heading", ["place", "destination"])
def test_a_state_is_no_town_of_that_name(heading, text, complaint, choices):
    told = problem_of(f"name,date,{heading}", "A", 2014, text)
    assert told.startswith(f"cases.csv!C2: {heading}: {text!r} names {complaint}; write a city in it or ")
    for choice, expected in choices.items():
        assert f" or {choice}" in told
        assert place_of(f"name,date,{heading}", "A", 2014, choice) == expected


def test_a_state_is_no_town_where_the_country_has_a_column():
    told = problem_of("name,place,country", "A", "Missouri", "USA")
    assert told == (
        "cases.csv!B2: place: 'Missouri' names a state of the United States; write a city in it or United States alone "
        "or Bozeman"
    )
    assert place_of("name,place,country", "A", "Bozeman", "USA") == 5641727
    assert place_of("name,place,country", "A", "United States", "USA") == "US"


def test_a_town_that_only_its_id_tells_from_a_region_is_given_so():
    told = problem_of("name,place", "A", "Wales, UK")
    assert told.endswith("United Kingdom alone, or its number in a column geonames for another place")
    assert place_of("name,place,geonames", "A", "Wales, UK", 2634894) == 2634894


@pytest.mark.parametrize(
    ("text", "geonames"),
    [
        ("New York, USA", 5128581),
        ("Washington, USA", 4140963),
        ("Delaware, Ohio", 5151891),
        ("Vienna, Austria", 2761369),
    ],
)
def test_a_city_that_is_called_like_its_state_is_meant(text, geonames):
    assert place_of("name,place", "A", text) == geonames


@pytest.mark.parametrize(
    ("text", "geonames"), [("Praha", 3067696), ("Peking, China", 1816670), ("Wien, Austria", 2761369)]
)
def test_another_name_of_a_large_city_is_sure(text, geonames):
    assert place_of("name,place", "A", text) == geonames


def test_another_name_of_a_town_is_asked_about_in_its_country_too():
    told = problem_of("name,place", "A", "Cia, USA")
    assert told.endswith(
        "could be Zia Pueblo, New Mexico, United States; write Zia Pueblo, New Mexico, United States if that is meant, "
        "or leave the cell blank"
    )
    assert place_of("name,place", "A", "Zia Pueblo, New Mexico, United States") == 5499600


def test_saint_may_be_abbreviated():
    assert place_of("name,place", "A", "St. John's, Antigua and Barbuda") == 3576022


def test_a_city_that_has_the_name_of_a_country_in_another_language_is_asked_about():
    told = problem_of("name,place", "A", "Tunis")
    assert told.endswith("'Tunis' is a country in another language, and a city; write Tunisia or Tunis, Tunisia")
    assert place_of("name,place", "A", "Tunisia") == "TN"
    assert place_of("name,place", "A", "Tunis, Tunisia") == 2464470
    assert place_of("name,place,geonames", "A", "Tunis", 2464470) == 2464470


# Several cities


def test_a_city_next_to_a_larger_one_that_has_its_name_too_is_meant():
    assert place_of("name,place", "A", "New Delhi") == 1261481


@pytest.mark.parametrize(
    ("heading", "text", "choices"),
    [
        ("place", "Victoria", {"Hong Kong, Hong Kong SAR China": 1819729, "Victoria, Canada": 6174041,
                               "Victoria, Seychelles": 241131}),
        ("place", "Embassy in London",
         {"Embassy in London, United Kingdom": 2643743, "Embassy in London, Canada": 6058560}),
        ("destination", "Richmond", {"Richmond, Canada": 6122085, "Richmond, Virginia, United States": 4781708,
                                     "Richmond, California, United States": 5391959}),
    ],
)  # fmt: skip
def test_cities_of_one_name_are_told_apart_as_the_message_says(heading, text, choices):
    told = problem_of(f"name,date,{heading}", "A", 2014, text)
    for choice, geonames in choices.items():
        assert choice in told
        assert place_of(f"name,date,{heading}", "A", 2014, choice) == geonames


def test_one_more_city_has_the_name():
    assert " (and 1 more has the name); write " in problem_of("name,place", "A", "Richmond")


# Countries that contradict one another


def test_a_city_of_a_country_that_is_no_more_may_keep_it_with_a_point():
    told = problem_of("name,place", "A", "Prague, Czechoslovakia")
    assert told.endswith("is one; write Prague, Czechia, or give latitude and longitude to keep Czechoslovakia")
    assert place_of("name,place", "A", "Prague, Czechia") == 3067696
    file = file_of([["name", "place", "lat", "lon"], ["A", "Prague, Czechoslovakia", 50.1, 14.4]])
    assert file["places"]["prague"] == {"name": "Prague", "country": "CS", "lat": 50.1, "lon": 14.4}


def test_a_country_that_is_no_more_may_stand_in_a_column_of_its_own():
    told = problem_of("name,place,country", "A", "Prague", "Czechoslovakia")
    assert told.endswith("; write Czechia as the country, or give latitude and longitude to keep Czechoslovakia")
    assert place_of("name,place,country", "A", "Prague", "Czechia") == 3067696
    told = problem_of("name,place,country", "A", "Richmond", "Austria")
    assert "; write United States as the country and Richmond, Virginia, United States here, or" in told
    assert place_of("name,place,country", "A", "Richmond, Virginia, United States", "United States") == 4781708


def test_a_destination_keeps_a_country_that_is_no_more_alone():
    told = problem_of("name,date,to", "A", 2014, "Prague, Czechoslovakia")
    assert told.endswith("is one; write Prague, Czechia, or write Czechoslovakia alone to keep Czechoslovakia")
    assert place_of("name,date,to", "A", 2014, "Czechoslovakia") == "CS"


def test_two_countries_in_a_cell_are_told_as_its_own():
    assert problem_of("name,place", "A", "Moscow, Russia, USSR") == (
        "cases.csv!B2: place: 'Moscow, Russia, USSR' names two countries, Russia and Soviet Union; write Moscow, "
        "Russia or Soviet Union alone"
    )
    assert place_of("name,place", "A", "Moscow, Russia") == 524901
    assert place_of("name,place", "A", "Soviet Union") == "SU"
    told = problem_of("name,place,country", "A", "Moscow, Russia, USSR", "USSR")
    assert told.endswith("; write Moscow here and Russia as the country or Soviet Union alone")
    assert place_of("name,place,country", "A", "Moscow", "Russia") == 524901


# What is not understood


@pytest.mark.parametrize(
    ("text", "complaint", "choice", "geonames"),
    [
        ("London, Ontario", "'Ontario' is neither a country nor a state of the United States; write", "London, Canada",
         6058560),
        ("Seoul (old town)", "'old town' is neither a country nor a state of the United States; write",
         "Seoul, South Korea", 1835848),
        ("Austria, Vienna", "is not written as city, country; write", "Vienna, Austria", 2761369),
    ],
)  # fmt: skip
def test_the_part_that_is_not_understood_is_named(text, complaint, choice, geonames):
    assert problem_of("name,place", "A", text).endswith(f" {complaint} {choice}")
    assert place_of("name,place", "A", choice) == geonames


@pytest.mark.parametrize("text", ["Vienna/Austria", "Vienna / Austria", "Vienna – Austria", "Vienna - Austria"])
def test_a_city_and_its_country_may_be_joined_by_other_signs(text):
    assert place_of("name,place", "A", text) == 2761369


# The real gazetteer


@pytest.mark.slow
def test_no_state_or_region_is_a_town_of_the_real_gazetteer(real_gazetteer):
    texts = [*REGIONS, "Nebraska, USA", "Illinois, USA", "Maine, USA", "Indiana, USA", "Scotland, UK", "Ontario",
             "Zeeland, Netherlands", "Baja California, Mexico", "Tabasco, Mexico", "Montana", "Scotland"]  # fmt: skip
    result = imported([["name", "place"], *(["A", text] for text in texts)])
    assert [problem.found for problem in result.report.problems] == texts
    assert [
        problem.found for problem in result.report.problems if "; write a city in it or" not in problem.message
    ] == []


@pytest.mark.slow
def test_capitals_and_large_cities_of_the_real_gazetteer_are_found(real_gazetteer):
    texts = ["Andorra la Vella, Andorra", "Vaduz, Liechtenstein", "Valletta, Malta", "Thimphu, Bhutan", "New Delhi",
             "Tunis, Tunisia", "St. John's, Antigua and Barbuda", "New York, USA", "Wien, Austria", "Genf, Switzerland",
             "Peking", "Basle", "Québec, Canada", "Panama City, Panama", "Victoria, Seychelles"]  # fmt: skip
    result = imported([["name", "place"], *(["A", text] for text in texts)])
    assert problems(result) == []


# Names of countries in other languages, shared names, and letters


@pytest.mark.parametrize(
    ("text", "choices"),
    [
        ("Granada", {"Grenada": "GD", "Granada, Spain": 2517117}),
        ("Male", {"Mali": "ML", "Male, Maldives": 1282027}),
    ],
)
def test_a_city_anywhere_that_is_called_like_a_country_in_another_language_is_asked_about(text, choices):
    told = problem_of("name,date,destination", "A", 2014, text)
    assert told.endswith(f"{text!r} is a country in another language, and a city; write {' or '.join(choices)}")
    for choice, expected in choices.items():
        assert place_of("name,date,destination", "A", 2014, choice) == expected


def test_a_city_tells_which_of_two_countries_of_one_name_is_meant():
    assert place_of("name,place", "A", "Brazzaville, Congo") == 2260535
    assert place_of("name,place", "A", "Embassy in Seoul, Korea") == 1835848
    assert "is North Korea or South Korea; write which" in problem_of("name,place", "A", "Korea")


def test_letters_of_a_country_and_of_a_state_are_asked_about_outside_a_column_of_countries():
    assert problem_of("name,place", "A", "PA") == (
        "cases.csv!B2: place: 'PA' is Panama or Pennsylvania; write Panama, or a city in Pennsylvania"
    )
    assert place_of("name,place", "A", "Panama") == place_of("name,country", "A", "PA") == "PA"
    assert place_of("name,place", "A", "KP") == "KP"


def test_a_state_in_brackets_is_not_dropped():
    assert "C2: destination: 'USA (Ohio)' " in problem_of("name,date,destination", "A", 2014, "USA (Ohio)")
