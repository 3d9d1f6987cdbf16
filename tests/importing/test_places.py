"""Places of a row: from the gazetteer, from coordinates, or a country alone; two that fit are a problem."""

import pytest

from tests.importing.tables import event_of, file_of, imported, problem_of, problems

VIENNA = {
    "name": "Vienna", "country": "AT", "lat": 48.20849, "lon": 16.37208, "precision": "exact", "geonames": 2761369,
}  # fmt: skip


def places(headings: str, *cells: object) -> dict:
    return file_of([headings.split(","), cells])["places"]


def only_place(headings: str, *cells: object) -> dict:
    (place,) = places(headings, *cells).values()
    return place


def test_a_city_with_its_country_becomes_a_place_with_point_id_and_precision():
    assert places("name,city,country", "A", "Wien", "Österreich") == {"vienna": VIENNA}
    assert event_of("name,city,country", "A", "Wien", "Österreich")["post"] == {"place": "vienna"}


def test_a_city_and_a_country_may_share_a_cell():
    assert places("name,posted in", "A", "Vienna, Austria") == {"vienna": VIENNA}
    assert places("name,posted in", "A", "Vienna (Austria)") == {"vienna": VIENNA}
    assert places("name,posted in", "A", "Wien, AT") == {"vienna": VIENNA}


def test_a_city_that_alone_has_its_name_needs_no_country():
    assert places("name,city", "A", "서울")["seoul"]["geonames"] == 1835848


def test_two_cities_that_fit_are_a_problem_with_both_named():
    assert problem_of("name,city", "A", "London") == (
        "cases.csv!B2: place: 'London' may be London in United Kingdom (GeoNames 2643743, 8,961,989 people) or London "
        "in Canada (GeoNames 6058560, 422,324 people); write London, United Kingdom or London, Canada in the cell, or "
        "its number in a column geonames, or latitude and longitude"
    )


def test_two_cities_of_one_country_are_told_apart_by_number_or_point():
    told = problem_of("name,city,country", "A", "San José", "Costa Rica")
    assert told.endswith("31,430 people); write its number in a column geonames, or latitude and longitude")
    assert places("name,city,country,geonames", "A", "San José", "Costa Rica", 3621841)["san-jose"]["lat"] == 10.09


def test_two_cities_of_one_country_are_told_apart_by_their_names():
    told = problem_of("name,city,country", "A", "Frankfurt", "Germany")
    assert "; write Frankfurt am Main or Frankfurt (Oder) in the cell, or its number in a column geonames, or" in told
    assert "frankfurt-oder" in places("name,city,country", "A", "Frankfurt (Oder)", "Germany")


def test_a_mission_in_a_city_is_both():
    assert event_of("name,posted in", "A", "Embassy in Vienna, Austria")["post"] == {
        "mission": "Embassy",
        "place": "vienna",
    }
    assert event_of("name,posted in", "A", "Consulate-General in Seoul")["post"]["mission"] == "Consulate-General"


def test_a_country_alone_is_a_country_alone():
    assert event_of("name,posted in", "A", "Austria")["post"] == {"country": "AT"}
    assert event_of("name,city", "A", "Autriche")["post"] == {"country": "AT"}
    assert event_of("name,country,city", "A", "Singapore", "")["post"] == {"country": "SG"}


def test_a_city_named_like_its_country_is_a_city_where_a_country_stands_beside_it():
    assert event_of("name,country,city", "A", "Singapore", "Singapore")["post"] == {"place": "singapore"}


def test_a_city_that_is_not_in_the_country_of_the_row_is_a_problem():
    assert problem_of("name,city,country", "A", "Vienna", "South Korea").startswith(
        "cases.csv!B2: place: 'Vienna' is not a city in South Korea, but Vienna in Austria (GeoNames 2761369, "
        "1,691,468 people) is one"
    )
    assert problem_of("name,city,country", "A", "Vienna, Austria", "South Korea") == (
        "cases.csv!B2: place: 'Vienna, Austria' is not in South Korea, the country of the row; write Austria as the "
        "country, or a place in South Korea here"
    )


def test_a_city_that_the_gazetteer_lacks_is_a_problem_with_the_nearest_name():
    assert problem_of("name,city,country", "A", "Vienn", "Austria").startswith(
        "cases.csv!B2: place: 'Vienn' is not a city in Austria; did you mean 'Vienna'? Else write"
    )
    assert problem_of("name,city", "A", "Nowhere").endswith(
        "'Nowhere' is not a country, nor a city of the gazetteer; write a city that it has, give latitude and "
        "longitude, or leave the cell blank and keep the country"
    )


def test_a_place_that_is_not_known_is_left_out_and_told():
    result = imported([["name", "city", "country"], ["A", "unknown", "Austria"]])
    assert [(cell.name, field) for cell, field in result.report.log.unknown] == [("B2", "place")]
    assert event_of("name,city,country", "A", "unknown", "Austria")["post"] == {"country": "AT"}


def test_two_rows_share_a_place_however_they_spell_it():
    rows = [["name", "city", "country"], ["A", "Wien", "Austria"], ["B", "Vienna", "AT"]]
    assert list(file_of(rows)["places"]) == ["vienna"]


def test_places_of_one_name_have_ids_of_their_own():
    rows = [["name", "city", "country"], ["A", "Vienna", "Austria"], ["B", "Vienna", "US"], ["C", "London", "GB"]]
    assert list(file_of(rows)["places"]) == ["vienna", "vienna-us", "london"]


# Coordinates


def test_coordinates_given_win():
    found = places("name,city,country,lat,lon", "A", "Vienna", "Austria", "48.1", "16,5")
    assert found == {"vienna": {"name": "Vienna", "country": "AT", "lat": 48.1, "lon": 16.5}}


def test_coordinates_place_what_the_gazetteer_lacks():
    found = places("name,city,country,lat,lon", "A", "Hilltop", "Austria", 48.1, 16.5)
    assert found["hilltop"] == {"name": "Hilltop", "country": "AT", "lat": 48.1, "lon": 16.5}
    assert places("name,lat,lon", "A", 48.1, 16.5) == {"481-165": {"name": "48.1, 16.5", "lat": 48.1, "lon": 16.5}}


def test_coordinates_outside_of_the_country_are_a_problem():
    assert problem_of("name,country,lat,lon", "A", "Austria", 16.37, 48.2) == (
        "cases.csv!C2: latitude, longitude: 16.37, 48.2 is outside Austria; are latitude and longitude swapped?"
    )
    assert problem_of("name,country,lat,lon", "A", "Austria", 1, 2).endswith("1, 2 is outside Austria")


def test_coordinates_come_together_in_degrees():
    assert problem_of("name,lat,lon", "A", 48.1, "") == (
        "cases.csv!B2: latitude and longitude come together, or not at all"
    )
    assert problem_of("name,lat,lon", "A", "48.2 E", "16").startswith(
        "cases.csv!B2: latitude: '48.2 E' is not a number of degrees from -90 to 90"
    )
    assert "is not a number of degrees from -180 to 180" in problem_of("name,lat,lon", "A", 48.1, 181)


@pytest.mark.parametrize(
    ("text", "latitude", "longitude"),
    [("Detroit, MI", 42.33, -83.05), ("Hartford, CT", 41.76, -72.68), ("Redding, CA", 40.59, -122.39)],
)
def test_letters_of_a_state_with_coordinates_are_no_country_that_lacks_the_city(text, latitude, longitude):
    (place,) = places("name,place,lat,lon", "A", text, latitude, longitude).values()
    assert place == {"name": text.partition(",")[0], "country": "US", "lat": latitude, "lon": longitude}


def test_coordinates_that_two_countries_may_hold_are_a_problem_unless_the_gazetteer_tells():
    told = problem_of("name,place,lat,lon", "A", "Hilltop, MI", 42.3, -83)
    assert told == (
        "cases.csv!B2: place: 'Hilltop, MI' may be in two countries; write Hilltop, Midway Islands or Hilltop, "
        "Michigan, United States"
    )
    assert places("name,place,lat,lon", "A", "Hilltop, Midway Islands", 28.2, -177.4)["hilltop"]["country"] == "MI"
    assert places("name,place,lat,lon", "A", "Hilltop, Michigan, United States", 42.3, -83) == {
        "hilltop": {"name": "Hilltop", "country": "US", "lat": 42.3, "lon": -83}
    }


def test_letters_of_a_state_alone_are_no_country_where_the_point_is_outside_of_it():
    assert places("name,place,lat,lon", "A", "CA", 37.9, -122.3)["ca"]["country"] == "US"
    assert places("name,place,lat,lon", "A", "DE", 52.5, 13.4)["de"]["country"] == "DE"
    assert problem_of("name,place,lat,lon", "A", "CA", 49.2, -110).endswith(
        "; write Canada or California, United States"
    )


@pytest.mark.parametrize(
    ("latitude", "longitude", "point"),
    [
        ("12.04 S", "77.03 W", (-12.04, -77.03)),
        ("48°12'N", "16°22'30\"E", (48.2, 16.375)),
        ("48° 12′ 30.6″ N", "16,5°", (48.2085, 16.5)),
        ("−12.5", "+77", (-12.5, 77)),
    ],
)
def test_coordinates_may_have_minutes_and_sides(latitude, longitude, point):
    (place,) = places("name,lat,lon", "A", latitude, longitude).values()
    assert (place["lat"], place["lon"]) == point


def test_coordinates_with_minutes_or_sides_are_told():
    readings = imported([["name", "lat", "lon"], ["A", "12°2'24\"S", "16.5°"]]).report.log.readings
    assert [(each.field, each.read_as) for each in readings] == [("latitude", "-12.04")]


@pytest.mark.parametrize("text", ["-12 S", "48°61'", "N", "48.2 N 16.4 E", "91", "4/2", "1e1", "48°12'N'", "°"])
def test_what_is_no_number_of_degrees_is_a_problem(text):
    assert "C2: latitude: " in problem_of("name,lon,lat", "A", 16, text)


# GeoNames ids


def test_an_id_of_geonames_has_to_be_that_of_the_city_that_is_named():
    rows = [["name", "place", "geonames"], ["A", "Seoul", 2761369]]
    assert problems(imported(rows)) == [
        "cases.csv!C2: geonames: '2761369' is Vienna, Austria, and not 'Seoul'; write Vienna, Austria in B2, or leave "
        "one of the two cells blank"
    ]
    for place in ("Vienna, Austria", "Wien", "Austria", ""):
        assert places("name,place,geonames", "A", place, 2761369) == {"vienna": VIENNA}
    assert "seoul" in places("name,place,geonames", "A", "Seoul", "")
    assert "is Vienna, Austria, and not" in problem_of("name,place,geonames", "A", "Vienna, Virginia", 2761369)
    assert problem_of("name,date,destination,destination geonames", "A", 2014, "Seoul", 2761369).startswith(
        "cases.csv!D2: destination geonames: '2761369' is Vienna, Austria, and not 'Seoul'"
    )


def test_an_id_of_geonames_is_checked():
    assert problem_of("name,country,geonames", "A", "Austria", 1835848) == (
        "cases.csv!C2: geonames: '1835848' is Seoul in South Korea, not in Austria"
    )
    assert problem_of("name,geonames", "A", "12x").startswith("cases.csv!B2: geonames: '12x' is not the id of a city")


@pytest.mark.parametrize("place", ["Vienna", "Embassy in Vienna", ""])
def test_coordinates_win_over_an_id_that_is_kept_with_them(place):
    rows = [["name", "place", "lat", "lon", "geonames"], ["A", place, 48.3, 16.5, 2761369]]
    vienna = {"name": "Vienna", "country": "AT", "lat": 48.3, "lon": 16.5, "geonames": 2761369}
    assert file_of(rows)["places"] == {"vienna": vienna}
    readings = imported(rows).report.log.readings
    assert {each.read_as for each in readings if each.field == "place"} == {"the point in this row"}


def test_a_mission_is_kept_beside_an_id_and_coordinates():
    event = event_of("name,place,lat,lon,geonames", "A", "Embassy in Vienna", 48.3, 16.5, 2761369)
    assert event["post"] == {"mission": "Embassy", "place": "vienna"}
    event = event_of("name,place,geonames", "A", "Embassy in Vienna", 2761369)
    assert event["post"] == {"mission": "Embassy", "place": "vienna"}


@pytest.mark.parametrize("text", ["2761369.0", "https://www.geonames.org/2761369/vienna.html"])
def test_an_id_may_be_that_of_a_spreadsheet_or_an_address(text):
    assert places("name,geonames", "A", text) == {"vienna": VIENNA}
    assert places("name,lat,lon,geonames", "A", 48.2, 16.4, text)["vienna"]["geonames"] == 2761369


def test_with_coordinates_an_id_need_not_be_that_of_a_city():
    found = places("name,place,lat,lon,geonames", "A", "Hilltop", 48.3, 16.5, 99)
    assert found["hilltop"] == {"name": "Hilltop", "lat": 48.3, "lon": 16.5, "geonames": 99}
    assert problem_of("name,place,geonames", "A", "Hilltop", 99).endswith("give latitude and longitude")
    assert "is Seoul in South Korea, not in Austria" in problem_of(
        "name,country,lat,lon,geonames", "A", "Austria", 48.3, 16.5, 1835848
    )


def test_coordinates_are_checked_against_the_country_of_the_id():
    assert problem_of("name,lat,lon,geonames", "A", 16.4, 48.2, 2761369) == (
        "cases.csv!B2: latitude, longitude: 16.4, 48.2 is outside Austria; are latitude and longitude swapped?"
    )


# States


def test_a_city_of_the_united_states_has_its_state_in_its_name_where_others_are_called_alike():
    names = {
        "Richmond, VA": "Richmond, Virginia",
        "Richmond, California": "Richmond, California",
        "Richmond, Canada": "Richmond",
        "New York City, USA": "New York City",
    }
    assert {text: only_place("name,place", "A", text)["name"] for text in names} == names


def test_a_state_tells_american_cities_apart():
    for text in ("Richmond, Virginia", "Richmond, VA", "Richmond (VA)", "Richmond, VA, USA", "richmond, virginia"):
        assert only_place("name,place", "A", text)["geonames"] == 4781708
    assert only_place("name,place,country", "A", "Richmond, CA", "US")["geonames"] == 5391959
    assert only_place("name,place,country", "A", "Richmond, CA", "Canada")["geonames"] == 6122085
    assert only_place("name,place", "A", "Washington, D.C.")["geonames"] == 4140963
    assert event_of("name,place", "A", "Embassy, Washington, DC")["post"]["mission"] == "Embassy"


@pytest.mark.parametrize(
    ("place", "country", "state", "geonames"),
    [
        ("Richmond", "USA", "Virginia", 4781708),
        ("Richmond", "", "Virginia", 4781708),
        ("Richmond", "USA", "CA", 5391959),
        ("Consulate in Richmond", "USA", "Virginia", 4781708),
    ],
)
def test_a_state_may_have_a_column(place, country, state, geonames):
    assert only_place("name,place,country,state", "A", place, country, state)["geonames"] == geonames
    assert "richmond" in places("name,city,country,state,lat,lon", "A", "Richmond", "USA", state, 37.5, -77.4)
    (claim,) = event_of("name,place,country,state", "A", place, country, state)["milestones"]
    assert "note" not in claim


@pytest.mark.parametrize(
    ("place", "country", "state"),
    [("London", "Canada", "Ontario"), ("Vienna", "Austria", "Virginia"), ("Richmond, VA", "USA", "Virginia"),
     ("Seoul", "", "CA"), ("", "USA", "Ohio"), ("USA", "", "Ohio")],
)  # fmt: skip
def test_a_state_that_tells_no_american_cities_apart_is_kept_in_the_note(place, country, state):
    rows = [["name", "place", "country", "Province"], ["A", place, country, state]]
    (event,) = file_of(rows)["events"]
    assert event["milestones"][0]["note"] == f"Province: {state}"
    assert event["post"]
    assert ("state", "kept in the note") in {(it.field, it.read_as) for it in imported(rows).report.log.readings}


def test_a_context_event_may_have_a_state():
    rows = [["title", "type", "city", "state", "date"], ["Talks", "context", "Richmond", "Virginia", 2014]]
    assert [each["geonames"] for each in file_of(rows)["places"].values()] == [4781708]


def test_letters_of_a_state_and_of_a_country_are_a_problem_where_both_have_the_city():
    told = problem_of("name,place", "A", "Richmond, CA")
    assert told == (
        "cases.csv!B2: place: 'Richmond, CA' may be Richmond in Canada (GeoNames 6122085, 182,000 people) or Richmond "
        "in California, United States (GeoNames 5391959, 110,567 people); write Richmond, Canada or Richmond, "
        "California, United States in the cell, or its number in a column geonames, or latitude and longitude"
    )
    assert only_place("name,place", "A", "Richmond, Canada")["country"] == "CA"
    assert only_place("name,place", "A", "Richmond, California, United States")["geonames"] == 5391959


def test_letters_of_a_state_are_a_state_where_the_country_of_these_letters_has_no_such_city():
    assert only_place("name,place", "A", "Wilmington, DE")["geonames"] == 4145381
    assert only_place("name,place,lat,lon", "A", "Wilmington, DE", 39.7, -75.5)["country"] == "US"


def test_a_city_that_is_in_neither_is_a_problem_with_both_named():
    assert problem_of("name,place", "A", "Hilltop, DE").startswith(
        "cases.csv!B2: place: 'Hilltop, DE' is not a city in Germany or Delaware"
    )
    assert problem_of("name,place,country", "A", "Wilmington, NC", "Austria") == (
        "cases.csv!B2: place: 'Wilmington, NC' is not in Austria, the country of the row; write United States as the "
        "country, or a place in Austria here"
    )


# Missions


@pytest.mark.parametrize(
    ("text", "mission"),
    [
        ("Embassy of North Korea in Vienna, Austria", "Embassy of North Korea"),
        ("Embassy of North Korea, Vienna, Austria", "Embassy of North Korea"),
        ("North Korean embassy, Vienna/Austria", "North Korean embassy"),
        ("Mission to the UN in Vienna (Austria)", "Mission to the UN"),
        ("Mission to Austria", "Mission"),
        ("Mission, Austria", "Mission"),
    ],
)
def test_a_mission_may_say_whose_it_is(text, mission):
    assert event_of("name,place", "A", text)["post"]["mission"] == mission


def test_a_city_called_mission_is_no_mission():
    assert places("name,place", "A", "Mission, Canada")["mission"]["geonames"] == 6075292


@pytest.mark.parametrize(
    ("heading", "cell", "post"),
    [
        ("Embassy", "Vienna, Austria", {"mission": "Embassy", "place": "vienna"}),
        ("Embassy", "Seoul", {"mission": "Embassy", "place": "seoul"}),
        ("Mission", "Seoul", {"place": "seoul"}),
        ("Mission", "Consulate-general in Seoul", {"mission": "Consulate-general", "place": "seoul"}),
        ("Mission", "Embassy in Austria", {"mission": "Embassy", "country": "AT"}),
        ("Embassy", "Embassy of Austria", {"mission": "Embassy of Austria"}),
        ("Mission", "Consular office", {"mission": "Consular office"}),
        ("Mission", "Liaison group", {"mission": "Liaison group"}),
    ],
)
def test_a_column_of_missions_may_name_the_place(heading, cell, post):
    assert event_of(f"name,date,{heading}", "A", 2014, cell)["post"] == post


def test_a_mission_that_is_a_place_is_a_problem_where_it_may_mean_two_things():
    assert problem_of("name,date,embassy", "A", 2014, "Austria") == (
        "cases.csv!C2: mission: 'Austria' may be where the mission is, or whose it is; write Embassy in Austria or "
        "Embassy of Austria"
    )
    assert problem_of("name,embassy,city", "A", "Seoul", "Seoul") == (
        "cases.csv!B2: mission: 'Seoul' is a place; write what mission it is, such as Embassy, or leave it blank"
    )
    assert event_of("name,embassy,city", "A", "Embassy in Seoul", "Seoul")["post"] == {
        "mission": "Embassy in Seoul",
        "place": "seoul",
    }


def test_a_mission_that_no_field_takes_is_kept_in_the_note():
    event = event_of("name,date,destination", "A", 2014, "South Korean embassy in Beijing")
    assert event["destination"] == {"status": "known", "place": "beijing"}
    assert event["milestones"][0]["note"] == "destination: South Korean embassy in Beijing"
    event = event_of("title,date,type,place", "Talks", 2014, "context", "Embassy in Beijing")
    assert (event["places"], event["milestones"][0]["note"]) == (["beijing"], "place: Embassy in Beijing")
    event = event_of("name,date,mission,place", "A", 2014, "Consulate", "Embassy in Beijing")
    assert (event["post"]["mission"], event["milestones"][0]["note"]) == ("Consulate", "place: Embassy in Beijing")


def test_a_destination_is_told_as_a_destination():
    readings = imported([["name", "date", "to"], ["A", 2014, "Peking"]]).report.log.readings
    assert [(it.field, it.read_as) for it in readings] == [("destination", "Beijing, China")]


# Destinations


def test_a_destination_is_a_place_a_country_or_the_reason_why_it_is_not_known():
    assert event_of("name,date,destination", "A", 2014, "Seoul")["destination"] == {"status": "known", "place": "seoul"}
    assert event_of("name,date,to", "A", 2014, "South Korea")["destination"] == {"status": "known", "country": "KR"}
    assert event_of("name,date,to", "A", 2014, "in transit")["destination"] == {"status": "in-transit"}
    assert event_of("name,date,whereabouts", "A", 2014, "not disclosed")["destination"] == {"status": "undisclosed"}
    assert "destination" not in event_of("name,date,to", "A", 2014, "")


def test_a_problem_of_a_destination_is_called_so():
    assert problem_of("name,date,to", "A", 2014, "London").startswith(
        "cases.csv!C2: destination: 'London' may be London in"
    )
    assert problem_of("name,date,to", "A", 2014, "London").endswith(
        "; write London, United Kingdom or London, Canada in the cell, or its number in a column destination geonames"
    )
    assert problem_of("name,date,to", "A", 2014, "third country") == (
        "cases.csv!C2: destination: 'third country' is not a country, nor a city of the gazetteer; write a city that "
        "it has, or unknown, undisclosed or in transit"
    )


def test_american_cities_are_told_apart_by_their_states():
    assert (
        "may be Vienna in Austria (GeoNames 2761369, 1,691,468 people) or Vienna in Virginia, United States ("
        in problem_of("name,city", "A", "Vienna")
    )


def test_a_destination_that_contradicts_itself_is_a_problem():
    rows = [["name", "date", "to", "whereabouts"], ["A", 2014, "Seoul", "unknown"]]
    assert problems(imported(rows)) == [
        "cases.csv!D2: whereabouts: 'unknown' does not go with a destination; leave one of the two blank, and put it "
        "into a note"
    ]
