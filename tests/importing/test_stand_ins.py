"""Words that stand in a cell for something else are no places, countries or sources."""

import pytest

from tests.importing.tables import event_of, file_of, imported, problem_of, problems

NO_PLACES = {
    "yes": "says no destination; write one, or leave the cell blank",
    "no": "says no destination; write one, or leave the cell blank",
    "TRUE": "says no destination; write one, or leave the cell blank",
    "ok": "says no destination; write one, or leave the cell blank",
    "see note": "points to another cell; write what stands there, or leave the cell blank",
    "See note 4.": "points to another cell; write what stands there, or leave the cell blank",
    "see above": "points to another cell; write what stands there, or leave the cell blank",
    "ditto": "points to another cell; write what stands there, or leave the cell blank",
    '"': "points to another cell; write what stands there, or leave the cell blank",
    "same as above": "points to another cell; write what stands there, or leave the cell blank",
    "(as above)": "points to another cell; write what stands there, or leave the cell blank",
    "home": "could be Home, Pennsylvania, United States; give its country to be sure",
    "West": "could be West, Texas, United States; give its country to be sure",
    "North": "could be North Salt Lake, Utah, United States; write North Salt Lake, Utah, United States if that is "
    "meant, or leave the cell blank",
    "Wien": "could be Vienna, Austria; give its country to be sure",
    "CIA": "could be Zia Pueblo, New Mexico, United States; write Zia Pueblo, New Mexico, United States if that "
    "is meant, or leave the cell blank",
    "NYC": "could be New York City, New York, United States; write New York City, New York, United States if that "
    "is meant, or leave the cell blank",
    "N.Y.C.": "could be New York City, New York, United States; write New York City, New York, United States if that "
    "is meant, or leave the cell blank",
    "Korea": "is North Korea or South Korea; write which",
    "Congo": "is Congo - Brazzaville or Congo - Kinshasa; write which",
    "Seoul?": "is not certain; drop the ?, or write unknown",
    "Vienna, Austria?": "is not certain; drop the ?, or write unknown",
    "somewhere?": "is not certain; drop the ?, or write unknown",
    "South Korea (?)": "is not certain; drop the ?, or write unknown",
}
SHORT_COUNTRIES = {"S.Korea": "KR", "U.S.": "US", "the US": "US", "PRC": "CN", "DPRK": "KP", "Czech Rep.": "CZ"}


@pytest.mark.parametrize(("text", "complaint"), NO_PLACES.items())
def test_words_are_no_places(text, complaint):
    told = problem_of("name,date,went to", "A", 2014, text)
    assert told.startswith("cases.csv!C2: destination: ")
    assert told.endswith(f" {complaint}")


@pytest.mark.parametrize(("text", "code"), SHORT_COUNTRIES.items())
def test_a_country_in_its_short_form_is_a_country_wherever_it_stands(text, code):
    assert event_of("name,date,went to", "A", 2014, text)["destination"] == {"status": "known", "country": code}
    assert event_of("name,date,country", "A", 2014, text)["post"] == {"country": code}


@pytest.mark.parametrize("text", ["Vienna", "Seoul", "Us", "North", "EU", "CIA"])
def test_under_a_heading_for_countries_a_cell_is_never_a_city(text):
    assert problem_of("name,date,country", "A", 2014, text).startswith(
        f"cases.csv!C2: country: {text!r} is not a country"
    )
    assert problem_of("name,date,country of destination", "A", 2014, text).startswith(
        f"cases.csv!C2: destination country: {text!r} is not a country"
    )


@pytest.mark.parametrize(("text", "country"), [("West", "USA"), ("Wien", "Austria")])
def test_a_town_or_a_short_name_is_sure_with_its_country(text, country):
    assert "place" in event_of("name,date,city,country", "A", 2014, text, country)["post"]
    assert "place" in event_of("name,date,city", "A", 2014, f"{text}, {country}")["post"]


@pytest.mark.parametrize(("city", "country"), [("yes", "Iran"), ("no", "Ghana"), ("NYC", "USA"), ("same", "Tanzania")])
def test_a_country_makes_no_city_of_a_word_or_of_initials(city, country):
    assert "C2: place: " in problem_of("name,date,city,country", "A", 2014, city, country)


TEXTS = ("title", "rank", "position", "organisation", "summary", "origin", "mission", "section", "country",
         "status", "type", "credibility", "stance", "source", "url", "outlet", "author", "paragraph", "note",
         "left", "year", "month", "latitude", "geonames", "id", "also known as")  # fmt: skip


@pytest.mark.parametrize("field", TEXTS)
@pytest.mark.parametrize("text", ["unknown", "n/a"])
def test_a_word_for_nothing_makes_no_value_and_is_told(field, text):
    table = [["person", "date", "place", field], ["Kim A", 2014, "Seoul", text]]
    blank = [table[0], [*table[1][:3], None]]
    assert file_of(table) == file_of(blank)
    assert [(cell.name, what) for cell, what in imported(table).report.log.unknown] == [("D2", field)]


CODES = {
    "country": "is the code of Namibia, or not known; write Namibia, or leave the cell blank",
    "origin": "is the code of Namibia, or not known; write Namibia, or leave the cell blank",
    "place": "is the code of Namibia, or not known; write Namibia, or leave the cell blank",
    "destination": "is the code of Namibia, or not known; write Namibia, or leave the cell blank",
    "destination country": "is the code of Namibia, or not known; write Namibia, or leave the cell blank",
    "language": "is the code of Nauruan, or not known; write na-NR, or leave the cell blank",
}


@pytest.mark.parametrize("field", CODES)
def test_a_word_for_nothing_that_is_a_code_is_asked_about(field):
    assert problem_of(f"name,date,url,{field}", "A", 2014, "https://a.example", "NA") == (
        f"cases.csv!D2: {field}: 'NA' {CODES[field]}"
    )
    written = "na-NR" if field == "language" else "Namibia"
    assert problems(imported([["name", "date", "url", field], ["A", 2014, "https://a.example", written]])) == []


@pytest.mark.parametrize("field", ["name", "rank", "date", "mission", "source", "id", "summary"])
@pytest.mark.parametrize("text", ["NA", "na", "ND"])
def test_letters_that_are_no_code_in_their_column_mean_nothing(field, text):
    table = [["place", "year", field], ["Seoul", 2014, text]]
    assert file_of(table) == file_of([table[0], ["Seoul", 2014, ""]])
    assert [cell.name for cell, _ in imported(table).report.log.unknown] == ["C2"]


@pytest.mark.parametrize("field", CODES)
@pytest.mark.parametrize("text", ["n/a", "N.A.", "unknown"])
def test_other_words_for_nothing_are_blanks_where_codes_stand(field, text):
    table = [["name", "date", "url", field], ["A", 2014, "https://a.example", text]]
    if (field, text) != ("destination", "unknown"):  # that is a value
        assert file_of(table) == file_of([table[0], [*table[1][:3], ""]])


def test_a_word_for_nothing_may_be_the_value_of_one_of_several_persons():
    event = event_of("name,date,position", "Kim A; Lee B", 2014, "Counsellor; unknown")
    assert event["persons"] == [{"name": "Kim A", "position": "Counsellor"}, {"name": "Lee B"}]


def test_a_word_for_nothing_among_companions_is_dropped_and_told():
    table = [["name", "date", "accompanied by"], ["A", 2014, "wife; -"]]
    assert file_of(table)["events"][0]["accompanied_by"] == ["wife"]
    assert [(cell.name, cell.text) for cell, _ in imported(table).report.log.unknown] == [("C2", "-")]


def test_whereabouts_that_are_not_known_and_no_companions_are_values():
    assert event_of("name,date,whereabouts", "A", 2014, "unknown")["destination"] == {"status": "unknown"}
    assert event_of("name,date,went to", "A", 2014, "unknown")["destination"] == {"status": "unknown"}
    assert event_of("name,date,accompanied by", "A", 2014, "none")["accompanied_by"] == []
    assert "accompanied_by" not in event_of("name,date,accompanied by", "A", 2014, "unknown")


def test_a_column_that_nothing_takes_is_kept_as_it_is():
    (milestone,) = event_of("name,date,shoe size", "A", 2014, "unknown")["milestones"]
    assert milestone["note"] == "shoe size: unknown"


@pytest.mark.parametrize("field", ["source", "url", "outlet", "rank", "position", "name"])
@pytest.mark.parametrize("text", ["see above", "ditto", "〃"])
def test_what_points_to_another_cell_is_a_problem_in_every_column(field, text):
    assert problem_of(f"date,city,{field}", 2014, "Seoul", text) == (
        f"cases.csv!C2: {field}: {text!r} points to another cell; write what stands there, or leave the cell blank"
    )


def test_yes_is_no_source_and_no_companion_but_no_is_nobody():
    assert problem_of("name,date,url", "A", 2014, "yes").startswith("cases.csv!C2: url: 'yes' says no address")
    assert problem_of("name,date,accompanied by", "A", 2014, "yes").startswith(
        "cases.csv!C2: accompanied by: 'yes' says no companion"
    )
    assert event_of("name,date,accompanied by", "A", 2014, "no")["accompanied_by"] == []


def test_words_may_stand_in_texts_and_as_a_language_or_a_name():
    event = event_of("name,date,summary,note", "X", 2014, "As above", "see note")
    assert (event["persons"], event["summary"]) == ([{"name": "X"}], "As above")
    assert problems(imported([["name", "date", "url", "language"], ["A", 2014, "https://a.example", "no"]])) == []


@pytest.mark.slow
def test_no_word_is_a_city_of_the_real_gazetteer(real_gazetteer):
    words = [
        *NO_PLACES,
        "EU",
        "same",
        "the South",
        "South",
        "none",
        "abroad",
        "in custody",
        "via China",
        "left",
        "safe",
    ]
    result = imported([["name", "date", "went to"], *(["A", 2014, word] for word in words)])
    assert [it.found for it in result.report.log.readings if it.field == "place"] == []
    assert len(result.report.bad_rows) == len(words) - 1  # none is blank
