"""Keys and values that a record may not have: each at its line and column, with what is allowed."""

import re

import pytest

from tests.dataset.event_files import CONTEXT, DEFECTION, HEAD, MILESTONE, assert_problems, message_of, read_text

# Keys

UNKNOWN_KEYS = {
    "of the file": (f"{HEAD}▸titel: x\n", "did you mean 'title'?"),
    "of a source": (f"{HEAD}sources: {{a: {{type: book, ▸tittle: x}}}}\n", "did you mean 'title'?"),
    "of a source, in a field of CSL-JSON": (f"{HEAD}sources: {{a: {{type: book, ▸url: x}}}}\n", "'URL'"),
    "of a place": (f"{HEAD}places: {{a: {{name: A, ▸lattitude: 1}}}}\n", "did you mean 'lat'?"),
    "of a rank": (f"{HEAD}ranks: {{a: {{label: A, ▸withn: b}}}}\n", "did you mean 'within'?"),
    "of a defection": (f"{DEFECTION}    ▸organisation: x\n", "'organisation' is not a key of a defection"),
    "of a context event": (f"{CONTEXT}    ▸place: london\n", "'place' is not a key of a context event"),
    "of a person": (f"{DEFECTION}    persons: [{{▸nane: x}}]\n", "did you mean 'name'?"),
    "of a post": (f"{DEFECTION}    post: {{▸missoin: x}}\n", "did you mean 'mission'?"),
    "of a destination": (f"{DEFECTION}    destination: {{▸statsu: known}}\n", "did you mean 'status'?"),
    "of a milestone": (f"{MILESTONE}        ▸stanse: denied\n", "did you mean 'stance'?"),
    "of a citation": (f"{DEFECTION}    citations: [{{source: herald, ▸para: '1'}}]\n", "did you mean 'paragraph'?"),
}


@pytest.mark.parametrize(("text", "telling"), UNKNOWN_KEYS.values(), ids=UNKNOWN_KEYS)
def test_an_unknown_key_is_an_error_with_the_nearest_key(text, telling):
    assert_problems(text, telling)


@pytest.mark.parametrize(("text", "telling"), UNKNOWN_KEYS.values(), ids=UNKNOWN_KEYS)
def test_an_unknown_key_is_named(text, telling):
    marked = re.search(r"▸(\w+)", text)
    assert marked
    assert marked[1] in message_of(text.replace("▸", ""))


@pytest.mark.parametrize("key", ["persons: []", "origin: KP", "post: {}", "destination: {}", "accompanied_by: []"])
def test_context_has_nothing_of_a_defection(key):
    assert_problems(f"{CONTEXT}    ▸{key}\n", f"event 'gb-1': {key.split(':')[0]!r} is not a key of a context event")


def test_an_unknown_key_named_like_a_kind_of_event_does_not_move_the_other_problems():
    assert_problems(
        f"{HEAD}events:\n  - id: a\n    type: context\n    ▸context: x\n    title: T\n    status: ▸confirmd\n",
        "'context' is not a key",
        "did you mean 'confirmed'?",
    )


def test_a_message_stays_on_one_line_whatever_the_key():
    assert "\n" not in message_of(DEFECTION + '    "a\\nb": 1\n')


KEYS_TWICE = {
    "of the file": (f"{HEAD}▸title: again\n", "'title' is given twice, first on line 2"),
    "of all sources": (f"{HEAD}sources:\n  a: {{type: book}}\n  ▸a: {{type: book}}\n", "'a' is given twice"),
    "of all places": (f"{HEAD}places:\n  a: {{name: A}}\n  ▸a: {{name: A}}\n", "'a' is given twice, first on line 4"),
    "of all ranks": (f"{HEAD}ranks: {{a: {{label: A}}, ▸a: {{label: A}}}}\n", "'a' is given twice, first on line 3"),
    "of a source": (f"{HEAD}sources: {{a: {{type: book, ▸type: book}}}}\n", "'type' is given twice"),
    "of an event": (f"{DEFECTION}    ▸status: denied\n", "'status' is given twice, first on line 13"),
    "of a person": (f"{DEFECTION}    persons: [{{name: A, ▸name: B}}]\n", "'name' is given twice"),
    "of a milestone": (f"{MILESTONE}        ▸kind: arrival\n", "'kind' is given twice, first on line 15"),
    "of a citation": (f"{DEFECTION}    citations: [{{source: herald, ▸source: herald}}]\n", "'source' is given twice"),
    "written in two ways": (f"{HEAD}▸'title': again\n", "'title' is given twice, first on line 2"),
}


@pytest.mark.parametrize(("text", "telling"), KEYS_TWICE.values(), ids=KEYS_TWICE)
def test_a_key_given_twice_is_an_error_that_names_the_first_line(text, telling):
    assert_problems(text, telling)


def test_a_key_given_three_times_is_two_problems():
    assert_problems(f"{HEAD}▸title: again\n▸title: and again\n", "line 2", "line 2")


MISSING = {
    "version of the schema": ("▸title: T\n", "schema_version: is missing"),
    "title of the file": ("▸schema_version: 1\n", "title: is missing"),
    "type of a source": (f"{HEAD}sources: {{a: ▸{{title: A}}}}\n", "source 'a': type: is missing"),
    "name of a place": (f"{HEAD}places: {{a: ▸{{country: GB}}}}\n", "place 'a': name: is missing"),
    "label of a rank": (f"{HEAD}ranks: {{a: ▸{{}}}}\n", "rank 'a': label: is missing"),
    "id of an event": (
        f"{HEAD}events:\n  - ▸type: defection\n    status: denied\n",
        "event without id: id: is missing",
    ),
    "type of an event": (
        f"{HEAD}events:\n  - ▸id: a\n    status: denied\n",
        "event 'a': type: is missing; allowed are defection and context",
    ),
    "status of an event": (f"{HEAD}events:\n  - ▸id: a\n    type: defection\n", "event 'a': status: is missing"),
    "title of context": (f"{HEAD}events:\n  - ▸id: a\n    type: context\n    status: denied\n", "title: is missing"),
    "kind of a milestone": (f"{DEFECTION}    milestones: [▸{{citations: [{{source: herald}}]}}]\n", "kind: is missing"),
    "citations of a milestone": (f"{DEFECTION}    milestones: [▸{{kind: report}}]\n", "citations: is missing"),
    "source of a citation": (f"{DEFECTION}    citations: [▸{{paragraph: '1'}}]\n", "source: is missing"),
}


@pytest.mark.parametrize(("text", "telling"), MISSING.values(), ids=MISSING)
def test_what_must_be_there_is_missed_at_the_record(text, telling):
    assert_problems(text, telling)


# Values

ENUMERATIONS = {
    "type of a source": (f"{HEAD}sources: {{a: {{type: ▸article-newpaper}}}}\n", "did you mean 'article-newspaper'?"),
    "precision of a place": (
        f"{HEAD}places: {{a: {{name: A, precision: ▸adm3}}}}\n",
        "'adm3' is not one of exact, near, adm2, adm1, region, country, international; did you mean 'adm",
    ),
    "type of an event": (
        DEFECTION.replace("type: defection", "type: ▸defecton"),
        "event 'gb-1': type: 'defecton' is not one of defection, context; did you mean 'defection'?",
    ),
    "status of an event": (
        DEFECTION.replace("status: reported", "status: ▸Reported"),
        "event 'gb-1': status: 'Reported' is not one of confirmed, reported, unconfirmed, disputed, denied, retracted; "
        "did you mean 'reported'?",
    ),
    "status of a destination": (
        f"{DEFECTION}    destination: {{status: ▸in_transit}}\n",
        "'in_transit' is not one of known, unknown, undisclosed, in-transit, returned; did you mean 'in-transit'?",
    ),
    "kind of a milestone": (
        MILESTONE.replace("kind: report", "kind: ▸arival"),
        "'arival' is not one of departure, arrival, announcement, report, official-response; did you mean 'arrival'?",
    ),
    "stance of a milestone": (
        f"{MILESTONE}        stance: ▸declined\n",
        "'declined' is not one of confirmed, declined-to-confirm, denied, no-comment; did you mean 'de",
    ),
    "rival": (f"{MILESTONE}        rival: ▸True\n", "'True' is not true or false; did you mean 'true'?"),
    "rival, in words": (f"{MILESTONE}        rival: ▸yes\n", "'yes' is not true or false"),
}


@pytest.mark.parametrize(("text", "telling"), ENUMERATIONS.values(), ids=ENUMERATIONS)
def test_a_value_that_is_none_of_those_allowed_is_named_with_them_and_the_nearest(text, telling):
    assert_problems(text, telling)


@pytest.mark.parametrize(
    ("line", "allowed"),
    [
        ("    status: {}\n", ["confirmed", "reported", "unconfirmed", "disputed", "denied", "retracted"]),
        ("    destination: {{status: {}}}\n", ["unknown", "undisclosed", "in-transit", "returned"]),
        ("    destination: {{status: {}, country: KR}}\n", ["known"]),
        ("    credibility: {}\n", ["1", "2", "3", "4", "5", "6"]),
        (
            "    milestones: [{{kind: {}, citations: [{{source: herald}}]}}]\n",
            ["departure", "arrival", "announcement", "report", "official-response"],
        ),
        (
            "    milestones: [{{kind: report, stance: {}, citations: [{{source: herald}}]}}]\n",
            ["confirmed", "declined-to-confirm", "denied", "no-comment"],
        ),
        ("    milestones: [{{kind: report, rival: {}, citations: [{{source: herald}}]}}]\n", ["true", "false"]),
    ],
)
def test_every_value_of_the_data_model_is_allowed(line, allowed):
    text = DEFECTION.replace(
        "    status: reported\n", "" if line.startswith("    status") else "    status: reported\n"
    )
    for value in allowed:
        assert read_text(text + line.format(value)).problems == ()


WRONG_VALUES = {
    "schema version of tomorrow": ("schema_version: ▸2\ntitle: T\n", "schema_version: '2'"),
    "schema version in words": ("schema_version: ▸one\ntitle: T\n", "'one' should be a whole number"),
    "title that is a list": ("schema_version: 1\ntitle: ▸[a]\n", "title: a list should be text"),
    "title that is empty": ("schema_version: 1\ntitle: ▸''\n", "title: '' should not be empty; leave the key out"),
    "title of nothing": ("schema_version: 1\ntitle:▸\n", "title: is missing"),
    "sources in a list": (f"{HEAD}sources: ▸[a]\n", "sources: a list should be keys with values"),
    "source that is text": (f"{HEAD}sources: {{a: ▸book}}\n", "source 'a': 'book' should be keys with values"),
    "events in a mapping": (f"{HEAD}events: ▸{{a: b}}\n", "events: keys with values should be a list"),
    "event that is text": (f"{HEAD}events: [▸a]\n", "events: 'a' should be keys with values"),
    "persons that are text": (f"{DEFECTION}    persons: ▸Kim\n", "event 'gb-1': persons: 'Kim' should be a list"),
    "person that is text": (f"{DEFECTION}    persons: [▸Kim]\n", "persons: 'Kim' should be keys with values"),
    "company that is text": (f"{DEFECTION}    accompanied_by: ▸family\n", "'family' should be a list"),
    "company of nothing": (f"{DEFECTION}    accompanied_by: [▸'']\n", "should not be empty"),
    "post that is text": (f"{DEFECTION}    post: ▸london\n", "post: 'london' should be keys with values"),
    "credibility of 0": (f"{DEFECTION}    credibility: ▸0\n", "'0' is not on the scale from 1 to 6"),
    "credibility of 7": (f"{DEFECTION}    credibility: ▸7\n", "'7' is not on the scale from 1 to 6"),
    "credibility of a half": (f"{DEFECTION}    credibility: ▸1.5\n", "'1.5' should be a whole number"),
    "citations that are text": (f"{DEFECTION}    citations: ▸herald\n", "citations: 'herald' should be a list"),
    "GeoNames id in words": (f"{HEAD}places: {{a: {{name: A, geonames: ▸x}}}}\n", "'x' should be a whole number"),
    "GeoNames id of nothing": (f"{HEAD}places: {{a: {{name: A, geonames: ▸0}}}}\n", "geonames: '0'"),
    "GeoNames id out of bounds": (f"{HEAD}places: {{a: {{name: A, geonames: ▸{'9' * 5000}}}}}\n", "fewer digits"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "telling"), WRONG_VALUES.values(), ids=WRONG_VALUES)
def test_a_value_of_the_wrong_kind_is_named(text, telling):
    assert_problems(text, telling)


def test_a_long_value_is_cut_in_its_message():
    assert len(message_of(f"{DEFECTION}    credibility: {'x' * 10_000}\n")) < 200


COORDINATES = {
    "latitude alone": ("▸{name: A, lat: 51.5}", "lat and lon come together, or not at all"),
    "longitude alone": ("{name: A, lon: ▸0.5}", "lat and lon come together, or not at all"),
    "latitude with a longitude of nothing": ("{name: A, lat: 51.5, lon: ▸null}", "lat and lon come together"),
    "latitude too far north": (
        "{name: A, lat: ▸90.1, lon: 0}",
        "lat: '90.1' is not a latitude, which goes from -90 to 90",
    ),
    "latitude too far south": (
        "{name: A, lat: ▸-91, lon: 0}",
        "lat: '-91' is not a latitude, which goes from -90 to 90",
    ),
    "longitude too far east": (
        "{name: A, lat: 0, lon: ▸181}",
        "lon: '181' is not a longitude, which goes from -180 to 180",
    ),
    "longitude too far west": ("{name: A, lat: 0, lon: ▸-180.5}", "'-180.5' is not a longitude"),
    "latitude with a comma": ("{name: A, lat: ▸'51,5', lon: 0}", "lat: '51,5' should be a number"),
    "latitude in degrees and minutes": ("{name: A, lat: ▸51°30′, lon: 0}", "lat: '51°30′' should be a number"),
    "latitude that is not a number": ("{name: A, lat: ▸nan, lon: 0}", "lat: 'nan' should be a finite number"),
    "longitude without end": ("{name: A, lat: 0, lon: ▸1e999}", "lon: '1e999' should be a finite number"),
}


@pytest.mark.parametrize(("place", "telling"), COORDINATES.values(), ids=COORDINATES)
def test_latitude_and_longitude_come_together_in_range_or_not_at_all(place, telling):
    assert_problems(f"{HEAD}places:\n  a: {place}\n", telling)


@pytest.mark.parametrize(("lat", "lon"), [("90", "180"), ("-90", "-180"), ("0", "0")])
def test_the_ends_of_the_earth_are_in_range(lat, lon):
    assert read_text(f"{HEAD}places: {{a: {{name: A, lat: {lat}, lon: {lon}}}}}\n").problems == ()


@pytest.mark.parametrize("code", ["EU", "UK", "XZ", "ZZ", "RUS", "643", "Russia", "R", "''"])
def test_a_country_is_an_alpha_2_code_that_exists(code):
    assert_problems(f"{HEAD}places: {{a: {{name: A, country: ▸{code}}}}}\n", "not one of the two-letter country codes")


@pytest.mark.parametrize("code", ["ru", "Ru"])
def test_a_country_in_small_letters_is_suggested_in_capitals(code):
    assert_problems(f"{DEFECTION}    origin: ▸{code}\n", "did you mean 'RU'?")


@pytest.mark.parametrize("line", ["origin: ▸XX", "post: {country: ▸XX}", "destination: {status: known, country: ▸XX}"])
def test_every_country_of_a_defection_is_checked(line):
    assert_problems(f"{DEFECTION}    {line}\n", "'XX' is not one of the two-letter country codes")


def test_braces_in_a_value_are_shown_as_they_are():
    assert message_of(f"{HEAD}places: {{a: {{name: A, country: '{{what}}'}}}}\n").startswith(
        "place 'a': country: '{what}' is not one of the two-letter"
    )


IDS = {
    "with a space": "a b",
    "that starts with a hyphen": "-a",
    "that starts with a dot": ".a",
    "with an umlaut": "ä",
    "in Hangul": "김",
    "with a slash": "a/b",
    "of 121 characters": "a" * 121,
    "with a line break": "a\\n",
}


@pytest.mark.parametrize("name", IDS.values(), ids=IDS)
def test_an_id_is_letters_digits_and_three_signs(name):
    assert_problems(DEFECTION.replace("id: gb-1", f'id: ▸"{name}"'), "is not an id: letters, digits, '-', '_' and '.'")


def test_an_id_cannot_be_empty():
    assert_problems(DEFECTION.replace("id: gb-1", "id: ▸''"), "id: ")


@pytest.mark.parametrize("name", ["a", "0", "A.b_c-9", "a" * 120])
def test_an_id_has_up_to_120_characters(name):
    assert read_text(DEFECTION.replace("gb-1", name)).problems == ()


@pytest.mark.parametrize(("noun", "field"), [("source", "type: book"), ("place", "name: A"), ("rank", "label: A")])
def test_the_ids_of_sources_places_and_ranks_obey_the_same_rule(noun, field):
    message = message_of(f"{HEAD}{noun}s:\n  a b:\n    {field}\n")
    assert message.startswith(f"{noun} 'a b': ")
    assert "is not an id: letters, digits" in message


@pytest.mark.parametrize(("noun", "field"), [("source", "type: book"), ("place", "name: A"), ("rank", "label: A")])
def test_an_id_that_is_a_key_is_wrong_at_the_key(noun, field):
    assert_problems(f"{HEAD}{noun}s:\n  ▸a b:\n    {field}\n", "is not an id")


def test_a_hint_leads_to_what_was_meant():
    for text, hint in [
        (DEFECTION.replace("country: GB", "country: England"), "did you mean 'GB'?"),
        (DEFECTION.replace("country: GB", "country: Rusia"), "did you mean 'RU'?"),
        (DEFECTION.replace("country: GB", "country: UK"), "did you mean 'GB'?"),
        (DEFECTION.replace("country: GB", "country: Korea"), ""),
        (MILESTONE + "        stance: declined\n", "did you mean 'declined-to-confirm'?"),
    ]:
        message = message_of(text)
        assert hint in message if hint else "did you mean" not in message
