"""Reading an event file: records, or every problem at its line and column.

In the event files below `▸` stands where a problem is expected. It is taken out before the file is read.
"""

import gc
import os
import re
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dashboard.dataset import LoadResult, file_bytes, load, progress, reader
from dashboard.dataset.problems import Problem
from dashboard.dataset.reader import read_bytes
from dashboard.dataset.schema import Context, Defection, EventFile
from dashboard.dataset.yaml_nodes import Document, Node

SHIPPED = (Path(__file__).parents[2] / "events.yaml").read_bytes()

LINE_BREAK = "\r\n|[\n\r\x85\u2028\u2029]"
"""Where YAML 1.1 ends a line."""

HEAD = "schema_version: 1\ntitle: T\n"
SOURCES = "sources: {herald: {type: article-newspaper, container-title: The Herald}}\n"

DEFECTION = (
    HEAD
    + SOURCES
    + """\
places:
  london: {name: London, country: GB, lat: 51.50853, lon: -0.12574}
ranks:
  minister: {label: Minister}
  secretary: {label: Secretary}
  third-secretary: {label: Third secretary, within: secretary}
events:
  - id: gb-1
    type: defection
    status: reported
"""
)
CONTEXT = DEFECTION.replace("type: defection", "type: context\n    title: Talks")
MILESTONE = DEFECTION + "    milestones:\n      - kind: report\n        citations: [{source: herald}]\n"

# The worked example of the data model, shortened; it has no problems.
COMPLETE = """\
schema_version: 1
title: Defections
description: Two events.

sources:
  herald-2016-08-26:
    type: article-newspaper
    title: Headline
    container-title: The Herald
    author: A. Writer
    issued: "2016-08-26"
    accessed: "2026-11-23"
    URL: https://example.org/1
    DOI: 10.1000/1
    ISBN: 978-0-00-000000-2
    language: en
    publisher: Herald Press
    publisher-place: Seoul
    volume: "1"
    issue: "2"
    page: "3"
    note: Read in a reprint.

places:
  vladivostok: {name: Vladivostok, country: RU, lat: 43.10562, lon: 131.87353, precision: exact, geonames: 2013348}
  jilin: {name: Jilin, country: CN, lat: 43, lon: 126, precision: adm1}

ranks:
  secretary: {label: Secretary}
  third-secretary: {label: Third secretary, within: secretary}

events:
  - id: kp-2016-official
    type: defection
    title: Official leaves
    persons:
      - name: null
        label: Unidentified official
        also_known_as: [김철삼]
        rank: secretary
        rank_as_stated: secretary-level
        position: trade
        organisation: Ministry
    origin: KP
    post: {mission: Consulate-general, section: trade representation, place: vladivostok}
    destination: {status: unknown}
    accompanied_by: [family]
    status: unconfirmed
    credibility: 3
    milestones:
      - kind: report
        date: "2016-08-25"
        citations: [{source: herald-2016-08-26, paragraph: "1"}]
      - kind: official-response
        date: "2016-08-26"
        by: Ministries
        stance: declined-to-confirm
        place: vladivostok
        note: In the evening.
        rival: true
        citations: [{source: herald-2016-08-26, paragraph: "4"}]
    citations: [{source: herald-2016-08-26, paragraph: 1-4}]
    summary: He left.
  - id: cn-2016-talks
    type: context
    title: Talks
    places: [jilin, vladivostok]
    status: reported
"""


def read_text(text: str) -> LoadResult:
    return read_bytes(text.encode())


def assert_problems(marked: str, *telling: str) -> None:
    """Assert that the problems are where `marked` says, in that order, each with its telling part, and no others."""
    expected, text = [], ""
    for i, part in enumerate(marked.split("▸")):
        if i:
            lines = re.split(LINE_BREAK, text)
            expected.append((len(lines), len(lines[-1]) + 1))
        text += part
    reading = read_text(text)
    assert [(p.line, p.column) for p in reading.problems] == expected, reading.problems
    assert reading.dataset is None
    for problem, part in zip(reading.problems, telling, strict=True):
        assert part in problem.message


def records_of(text: str) -> EventFile:
    """Return the records of a file without errors."""
    reading = read_text(text)
    assert reading.dataset, reading.problems
    return reading.dataset.records


def message_of(text: str) -> str:
    """Return the message of the only problem."""
    (problem,) = read_text(text).problems
    return problem.message


# Good files


def test_the_worked_example_becomes_records():
    records = records_of(COMPLETE)
    defection, context = records.events
    assert isinstance(defection, Defection)
    assert isinstance(context, Context)
    assert defection.persons[0].name is None
    assert defection.persons[0].also_known_as == ("김철삼",)
    assert defection.post.place == "vladivostok"
    assert defection.destination.status == "unknown"
    assert defection.accompanied_by == ("family",)
    assert defection.credibility == 3
    assert [m.kind for m in defection.milestones] == ["report", "official-response"]
    assert [m.rival for m in defection.milestones] == [False, True]
    assert defection.milestones[1].stance == "declined-to-confirm"
    assert defection.citations[0].paragraph == "1-4"
    assert context.places == ("jilin", "vladivostok")
    assert list(records.ranks) == ["secretary", "third-secretary"]
    assert records.places["vladivostok"].lat == 43.10562
    assert records.places["vladivostok"].geonames == 2013348
    assert records.sources["herald-2016-08-26"].doi == "10.1000/1"
    assert records.sources["herald-2016-08-26"].publisher_place == "Seoul"


def test_what_is_left_out_is_not_known():
    records = records_of(DEFECTION)
    (event,) = records.events
    assert isinstance(event, Defection)
    assert (event.title, event.summary, event.credibility, event.accompanied_by) == (None, None, None, None)
    assert (event.post.place, event.post.country) == (None, None)
    assert event.destination.status == "unknown"
    assert event.persons == event.milestones == event.citations == ()


@pytest.mark.parametrize("line", ["title: null", "credibility: ~", "accompanied_by:", "summary: NULL", "summary: Null"])
def test_null_says_that_a_value_is_not_known(line):
    reading = read_text(DEFECTION + f"    {line}\n")
    assert reading.problems == ()
    assert reading.dataset
    assert reading.dataset.records == records_of(DEFECTION)


@pytest.mark.parametrize("line", ["post: null", "destination: null", "persons: null", "persons: [{also_known_as: }]"])
def test_null_says_that_a_whole_part_is_not_known(line):
    assert read_text(DEFECTION + f"    {line}\n").problems == ()


@pytest.mark.parametrize("key", ["sources", "places", "ranks"])
def test_a_list_without_entries_yet_is_no_problem(key):
    assert read_text(f"{HEAD}{key}:\nevents: []\n").problems == ()


def test_an_empty_list_of_companions_means_alone_and_is_kept_apart_from_not_stated():
    alone = records_of(DEFECTION + "    accompanied_by: []\n")
    assert isinstance(alone.events[0], Defection)
    assert alone.events[0].accompanied_by == ()


def test_json_is_read_too_because_it_is_yaml():
    text = '{"schema_version": 1, "title": "T", "events": [{"id": "a", "type": "context", "title": "T", ' \
        '"status": "denied"}]}'  # fmt: skip
    assert read_text(text).problems == ()


def test_the_digest_is_that_of_the_bytes():
    # sha256sum of "schema_version: 1\ntitle: T\n"
    assert read_text(HEAD).sha256 == "e3849602b4e966d420e7504cedaede96e76995ffdba208f5f46f3e5520b34b6b"


# Strings stay strings


@pytest.mark.parametrize("written", ["NO", "16:27", "010", "2016-08-25", "1e3", "true", "0x1F", "1_000", "=", ".inf"])
def test_a_plain_scalar_stays_the_text_that_was_written(written):
    records = records_of(DEFECTION + f"    summary: {written}\n")
    assert records.events[0].summary == written


@pytest.mark.parametrize("written", ["'null'", '"null"', "'~'", '"~"'])
def test_null_in_quotes_is_a_name(written):
    records = records_of(DEFECTION + f"    persons: [{{name: {written}}}]\n")
    assert isinstance(records.events[0], Defection)
    assert records.events[0].persons[0].name == written[1:-1]


def test_no_is_norway():
    records = records_of(DEFECTION + "    post: {country: NO}\n")
    assert isinstance(records.events[0], Defection)
    assert records.events[0].post.country == "NO"


def test_a_date_without_quotes_is_an_edtf_date_too():
    records = records_of(MILESTONE + "        date: 2016-08-25\n")
    assert records.events[0].milestones[0].date == "2016-08-25"


def test_digits_are_a_good_id():
    records = records_of(DEFECTION.replace("gb-1", "010"))
    assert records.events[0].id == "010"


@pytest.mark.parametrize(("written", "value"), [("010", 10.0), ("1e1", 10.0), ("-0.5", -0.5), ("'51.5'", 51.5)])
def test_a_latitude_is_a_decimal_number(written, value):
    records = records_of(HEAD + f"places: {{a: {{name: A, lat: {written}, lon: 0}}}}\n")
    assert records.places["a"].lat == value


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
    "sources in a list": (f"{HEAD}sources: ▸[a]\n", "sources: a list should be a mapping of keys to values"),
    "source that is text": (f"{HEAD}sources: {{a: ▸book}}\n", "source 'a': 'book' should be a mapping"),
    "events in a mapping": (f"{HEAD}events: ▸{{a: b}}\n", "events: a mapping should be a list"),
    "event that is text": (f"{HEAD}events: [▸a]\n", "events: 'a' should be a mapping of keys to values"),
    "persons that are text": (f"{DEFECTION}    persons: ▸Kim\n", "event 'gb-1': persons: 'Kim' should be a list"),
    "person that is text": (f"{DEFECTION}    persons: [▸Kim]\n", "event 'gb-1': persons: 'Kim' should be a mapping"),
    "company that is text": (f"{DEFECTION}    accompanied_by: ▸family\n", "'family' should be a list"),
    "company of nothing": (f"{DEFECTION}    accompanied_by: [▸'']\n", "should not be empty"),
    "post that is text": (f"{DEFECTION}    post: ▸london\n", "post: 'london' should be a mapping of keys to values"),
    "credibility of 0": (f"{DEFECTION}    credibility: ▸0\n", "'0' should be greater than or equal to 1"),
    "credibility of 7": (f"{DEFECTION}    credibility: ▸7\n", "'7' should be less than or equal to 6"),
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
    "latitude too far north": ("{name: A, lat: ▸90.1, lon: 0}", "lat: '90.1' should be less than or equal to 90"),
    "latitude too far south": ("{name: A, lat: ▸-91, lon: 0}", "lat: '-91' should be greater than or equal to -90"),
    "longitude too far east": ("{name: A, lat: 0, lon: ▸181}", "lon: '181' should be less than or equal to 180"),
    "longitude too far west": ("{name: A, lat: 0, lon: ▸-180.5}", "'-180.5' should be greater than or equal to -180"),
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


@pytest.mark.parametrize("code", ["EU", "UK", "XK", "ZZ", "RUS", "643", "Russia", "R", "''"])
def test_a_country_is_an_alpha_2_code_that_exists(code):
    assert_problems(f"{HEAD}places: {{a: {{name: A, country: ▸{code}}}}}\n", "not an ISO 3166-1 alpha-2 country code")


@pytest.mark.parametrize("code", ["ru", "Ru"])
def test_a_country_in_small_letters_is_suggested_in_capitals(code):
    assert_problems(f"{DEFECTION}    origin: ▸{code}\n", "did you mean 'RU'?")


@pytest.mark.parametrize("line", ["origin: ▸XX", "post: {country: ▸XX}", "destination: {status: known, country: ▸XX}"])
def test_every_country_of_a_defection_is_checked(line):
    assert_problems(f"{DEFECTION}    {line}\n", "'XX' is not an ISO 3166-1 alpha-2 country code")


def test_braces_in_a_value_are_shown_as_they_are():
    assert message_of(f"{HEAD}places: {{a: {{name: A, country: '{{what}}'}}}}\n").startswith(
        "place 'a': country: '{what}' is not an ISO"
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


# What refers to something

REFERENCES = {
    "source of an event": (
        f"{DEFECTION}    citations: [{{source: ▸herold}}]\n",
        "event 'gb-1': source: 'herold' is not one of the sources; did you mean 'herald'?",
    ),
    "second source of a milestone": (
        MILESTONE.replace("[{source: herald}", "[{source: herald}, {source: ▸hearld}"),
        "did you mean 'herald'?",
    ),
    "place of a post": (
        f"{DEFECTION}    post: {{place: ▸londn}}\n",
        "event 'gb-1': place: 'londn' is not one of the places; did you mean 'london'?",
    ),
    "place of a destination": (
        f"{DEFECTION}    destination: {{status: known, place: ▸lodnon}}\n",
        "'lodnon' is not one of the places; did you mean 'london'?",
    ),
    "place of a milestone": (f"{MILESTONE}        place: ▸nowhere\n", "'nowhere' is not one of the places"),
    "places of context": (f"{CONTEXT}    places: [london, ▸paris]\n", "'paris' is not one of the places"),
    "rank of a person": (
        f"{DEFECTION}    persons: [{{rank: ▸third-secretry}}]\n",
        "event 'gb-1': rank: 'third-secretry' is not one of the ranks; did you mean 'third-secretary'?",
    ),
    "rank within": (
        f"{HEAD}ranks: {{counsellor: {{label: C}}, attache: {{label: A, within: ▸counselor}}}}\n",
        "rank 'attache': within: 'counselor' is not one of the ranks; did you mean 'counsellor'?",
    ),
}


@pytest.mark.parametrize(("text", "telling"), REFERENCES.values(), ids=REFERENCES)
def test_every_id_that_is_referred_to_exists(text, telling):
    assert_problems(text, telling)


def test_an_id_may_be_used_before_it_is_defined():
    text = "events: [{id: a, type: defection, status: denied, citations: [{source: s}]}]\nsources: {s: {type: book}}\n"
    assert read_text(HEAD + text).problems == ()


def test_without_sources_no_source_can_be_cited():
    assert_problems(f"{HEAD}events: [{{id: a, type: defection, status: denied, citations: [{{source: ▸s}}]}}]\n", "'s'")


def test_every_milestone_has_at_least_one_citation():
    assert_problems(
        f"{DEFECTION}    milestones:\n      - kind: report\n        citations: ▸[]\n",
        "citations: a list needs at least one",
    )


def test_a_citation_that_is_wrong_is_not_counted_as_none():
    assert_problems(
        f"{DEFECTION}    milestones: [{{kind: report, citations: [{{source: ▸herold}}]}}]\n",
        "'herold' is not one of the sources",
    )


def test_an_event_id_is_given_once():
    assert_problems(
        f"{HEAD}events:\n  - {{id: a, type: defection, status: denied}}\n"
        "  - {id: b, type: defection, status: denied}\n"
        "  - {▸id: a, type: context, title: T, status: denied}\n",
        "'a' is taken: an event on line 4 has it",
    )


def test_an_event_id_given_three_times_is_two_problems():
    event = "id: a, type: defection, status: denied}\n"
    assert_problems(f"{HEAD}events:\n  - {{{event}  - {{▸{event}  - {{▸{event}", "line 4", "line 4")


def test_a_rank_cannot_be_within_itself():
    assert_problems(f"{HEAD}ranks: {{a: {{label: A, ▸within: a}}}}\n", "rank 'a' is within itself")


def test_ranks_that_hold_each_other_are_all_named():
    assert_problems(
        f"""{HEAD}ranks:
  a: {{label: A, ▸within: b}}
  b: {{label: B, ▸within: c}}
  c: {{label: C, ▸within: a}}
  outside: {{label: O, within: a}}
""",
        "rank 'a' is within itself",
        "rank 'b' is within itself",
        "rank 'c' is within itself",
    )


def test_a_known_destination_needs_a_place_or_a_country():
    assert_problems(f"{DEFECTION}    destination: ▸{{status: known}}\n", "'status: known' needs a place or a country")


@pytest.mark.parametrize("status", ["unknown", "undisclosed", "in-transit", "returned"])
@pytest.mark.parametrize("where", ["place: ▸london", "country: ▸GB"])
def test_only_a_known_destination_has_a_place_or_a_country(status, where):
    assert_problems(f"{DEFECTION}    destination: {{status: {status}, {where}}}\n", "goes with 'status: known' only")


def test_a_destination_without_status_has_no_place():
    assert_problems(f"{DEFECTION}    destination: {{country: ▸KR}}\n", "goes with 'status: known' only")


@pytest.mark.parametrize("where", ["place: london", "country: KR", "place: london, country: GB"])
def test_a_known_destination_has_a_place_a_country_or_both(where):
    assert read_text(f"{DEFECTION}    destination: {{status: known, {where}}}\n").problems == ()


# Dates


@pytest.mark.parametrize(
    ("date", "telling"),
    [
        ("2016-13-01", "date: '2016-13-01' is not a date: month 13 does not exist"),
        ("2015-02-29", "'2015-02-29' is not a date: February 2015 has no day 29, only 01 to 28"),
        ("2016-8-25", "'2016-8-25' is not a date: write it as 2016-08-25"),
        ("25 August 2016", "write it as 2016-08-25"),
        ("2016-08-25/2016-08-22", "its end, 2016-08-22, is before its start, 2016-08-25"),
        ("[2016-08-25..2016-08-22]", "its end, 2016-08-22, is before its start, 2016-08-25"),
        ("../..", "open at both ends"),
        ("0000", "year 0000 does not exist"),
        ("２０１６", "write it as 2016, in ASCII characters"),
        ("soon", "'soon' is not a date"),
        ("", "'' is not a date"),
    ],
)
def test_a_date_that_is_not_edtf_is_named_with_what_to_write(date, telling):
    assert_problems(
        f'{MILESTONE}        date: ▸"{date}"\n',
        f"event 'gb-1': date: '{date}' is not a date: ",
    )
    assert telling in message_of(f'{MILESTONE}        date: "{date}"\n')


@pytest.mark.parametrize("key", ["issued", "accessed"])
def test_the_dates_of_a_source_are_edtf_too(key):
    assert_problems(
        f"{HEAD}sources: {{a: {{type: book, {key}: ▸2016-8}}}}\n", f"source 'a': {key}: '2016-8' is not a date"
    )


# Several problems at once


def test_all_problems_come_at_once_in_the_order_of_the_file():
    assert_problems(
        """\
schema_version: 1
▸titel: T
title: T
sources:
  herald: {type: ▸newspaper}
places:
  london: {name: London, country: ▸Britain, lat: ▸north, lon: 0}
  ▸london: {name: London}
events:
  - id: a
    type: defection
    persons: [{rank: ▸minister}]
    post: {place: ▸paris}
    status: ▸sure
    milestones:
      - kind: ▸gone
        date: ▸"2016-02-30"
        citations: ▸[]
  - ▸id: a
    type: context
    title: T
    status: denied
    ▸rank: minister
""",
        "title",
        "newspaper",
        "'Britain'",
        "'north'",
        "'london' is given twice",
        "'minister'",
        "'paris'",
        "'sure'",
        "'gone'",
        "February 2016 has no day 30",
        "at least one",
        "'a' is taken",
        "not a key of a context event",
    )


def test_problems_of_the_yaml_and_of_the_records_come_together():
    assert_problems(f"{HEAD}description: ▸!!str x\nranks: {{a: {{label: ▸}}}}\n", "'!!str'", "label: is missing")


def test_nothing_is_said_of_records_when_the_yaml_breaks_off():
    assert_problems("titel: T\nevents: [\n▸", "not YAML")


def test_lines_may_end_as_windows_ends_them():
    assert read_bytes(b"schema_version: 1\r\ntitle: T\r\ntitel: x\r\n").problems[0].line == 3


def test_columns_count_characters_not_bytes():
    assert_problems(f"{HEAD}places: {{a: {{name: 상트페테르부르크, country: ▸XX}}}}\n", "'XX'")


def test_a_problem_prints_as_compilers_do():
    assert Problem(41, 13, "too late").located("events.yaml") == "events.yaml:41:13: too late"


# Files that are no event files


def test_a_missing_file_is_a_problem(tmp_path):
    assert load(tmp_path / "none.yaml") == LoadResult(
        "", None, (Problem(1, 1, "the file cannot be read: No such file or directory"),)
    )


def test_a_folder_is_a_problem(tmp_path):
    assert load(tmp_path).problems == (Problem(1, 1, "the file cannot be read: Is a directory"),)


def test_a_file_beyond_the_limit_is_not_read(tmp_path):
    path = tmp_path / "events.yaml"
    path.write_text(HEAD + "#" * (2 * 2**20 - len(HEAD)))
    assert load(path, 2 * 2**20).problems == ()
    path.write_text(HEAD + "#" * (2 * 2**20 - len(HEAD) + 1))
    assert load(path, 2 * 2**20).problems == (Problem(1, 1, "the file is larger than 2 MB; --max-size allows more"),)


@pytest.mark.parametrize("kind", ["device", "pipe"])
def test_what_is_no_file_is_not_read(tmp_path, kind):
    path = Path("/dev/zero") if kind == "device" else tmp_path / "pipe"
    if kind == "pipe":
        os.mkfifo(path)
    assert load(path).problems == (Problem(1, 1, "the file cannot be read: it is a device or a pipe"),)


def test_a_hint_leads_to_what_was_meant():
    for text, hint in [
        (DEFECTION.replace("country: GB", "country: England"), ""),
        (DEFECTION.replace("country: GB", "country: Rusia"), "did you mean 'RU'?"),
        (DEFECTION.replace("country: GB", "country: UK"), "did you mean 'GB'?"),
        (MILESTONE + "        stance: declined\n", "did you mean 'declined-to-confirm'?"),
    ]:
        said = message_of(text)
        assert hint in said if hint else "did you mean" not in said


def test_the_limit_is_128_mb():
    assert file_bytes.MAX_BYTES == 134_217_728


@pytest.mark.parametrize(
    "text", ["", "\n\n", "# nothing but a comment\n", "---\n", "---\n...\n", "null\n", "~", "\ufeff"]
)
def test_a_file_that_holds_nothing_says_that_it_is_empty(text):
    assert_problems("▸" + text, "the file is empty")


@pytest.mark.parametrize("text", ["- a\n- b\n", "[]", "text", "'quoted'", "42", "|\n  block\n"])
def test_a_file_must_be_a_mapping(text):
    assert_problems("▸" + text, "the file holds no mapping of keys to values; it needs at least 'schema_version'")


def test_an_empty_mapping_lacks_everything():
    assert_problems("▸▸{}", "schema_version: is missing", "title: is missing")


@pytest.mark.parametrize(
    ("data", "line", "column", "byte"),
    [
        (b"title: Caf\xe9\n", 1, 11, "0xe9"),  # Latin-1
        ("title: é\nb: 김".encode() + b"\x80", 2, 5, "0x80"),
        (b"a\r\nb\r\n\xc3", 3, 1, "0xc3"),
        (b"\xed\xa0\x80", 1, 1, "0xed"),  # a surrogate
        # with a byte order mark before
        (b"\xef\xbb\xbf\xff", 1, 1, "0xff"),
        (b"\xef\xbb\xbfa\xff", 1, 2, "0xff"),
        (b"\xef\xbb\xbfab\n\xe9", 2, 1, "0xe9"),
    ],
)
def test_a_file_that_is_not_utf_8_is_named_at_the_byte(data, line, column, byte):
    assert read_bytes(data).problems == (
        Problem(line, column, f"not UTF-8: byte {byte} has no meaning here; save the file as UTF-8"),
    )


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_a_file_in_utf_16_is_named_as_one(encoding):
    (problem,) = read_bytes(f"\ufeff{HEAD}".encode(encoding)).problems
    assert problem == Problem(1, 1, "the file is UTF-16; save it as UTF-8")


def test_a_byte_order_mark_is_no_problem_and_takes_no_column():
    assert read_bytes(b"\xef\xbb\xbf" + HEAD.encode()).problems == ()
    assert [(p.line, p.column) for p in read_bytes(b"\xef\xbb\xbfa: 1\nb: c: d\n").problems] == [(2, 5)]


NOT_YAML = {
    "list left open": ("a: [b\n▸", ""),
    "mapping left open": ("a: {b: c\n▸", ""),
    "colon in plain text": ("a: b▸: c\n", "mapping values are not allowed"),
    "tab as indentation": ("a:\n▸\tb: c\n", "not YAML"),
    "key out of line": ("a:\n    b: c\n  ▸d: e\n", "not YAML"),
    "quotation mark left open": ('a: "b\n▸', "not YAML"),
    "unknown escape": ('a: "▸\\q"\n', "not YAML"),
    "NUL byte": ("a: b▸\0\n", "control characters are not allowed"),
    "NUL byte after letters of several bytes": ("é: – 김 ▸\0\nb: c\n", "control characters are not allowed"),
    "NUL byte after lines that end as old Macs end them": ("a: b\rc: ▸\0\n", "control characters are not allowed"),
    "escape sequence of a terminal": ("a: ▸\x1b[31m\n", "control characters are not allowed"),
}


@pytest.mark.parametrize(("text", "telling"), NOT_YAML.values(), ids=NOT_YAML)
def test_what_is_not_yaml_is_named_where_it_breaks_off(text, telling):
    assert_problems(text, telling)
    assert message_of(text.replace("▸", "")).startswith("not YAML: ")


def test_a_directive_that_yaml_does_not_have_is_named():
    assert message_of("%YAML 3.0\n---\na: b\n").startswith("not YAML: ")


@pytest.mark.parametrize("text", [f"{HEAD}▸---\n{HEAD}", f"---\n{HEAD}...\n▸---\n{HEAD}", f"{HEAD}▸--- again\n"])
def test_a_file_is_one_document(text):
    assert_problems(text, "a second document begins here")


def test_the_marks_of_a_document_may_stand_around_it():
    assert read_text(f"%YAML 1.1\n---\n{HEAD}...\n").problems == ()


@pytest.mark.parametrize(
    "tag", ["!!str", "!!python/object/apply:os.system", "!include", "!", "!<tag:example.org,2016:x>"]
)
def test_tags_are_not_allowed(tag):
    assert_problems(f"{HEAD}description: ▸{tag} x\n", "are not allowed")


@pytest.mark.parametrize("text", ["▸!!map {a: b}", "a: ▸!!seq []", "▸!!str a: b"])
def test_tags_are_not_allowed_on_keys_lists_and_mappings(text):
    problems = read_text(text.replace("▸", "")).problems
    assert Problem(1, text.index("▸") + 1, f"tags such as {re.findall('!!...', text)[0]!r} are not allowed") in problems


def test_merge_keys_are_not_allowed():
    assert_problems(
        f"{HEAD}places:\n  a: &a {{name: A}}\n  b:\n    ▸<<: *a\n    name: B\n", "merge keys ('<<') are not allowed"
    )


def test_a_key_is_plain_text():
    assert_problems(f"{HEAD}? ▸[a, b]\n: c\n", "a key must be plain text")
    assert_problems(f"{HEAD}description: &d x\n▸*d : c\n", "a key must be plain text")


def test_aliases_repeat_what_has_an_anchor():
    records = records_of(
        f"{DEFECTION}    citations: &all [{{source: herald, paragraph: '1'}}]\n"
        "    milestones: [{kind: report, citations: *all}]\n"
    )
    assert records.events[0].milestones[0].citations == records.events[0].citations != ()


def test_an_alias_without_anchor_is_named():
    assert_problems(
        f"{HEAD}▸description: *b\n".replace("▸description: ", "description: ▸"), "alias '*b' has no anchor before it"
    )


@pytest.mark.parametrize("text", ["a: &x [▸*x]\n", "&x a: b\nc: &y {d: [▸*y]}\n", "&x\na: ▸*x\n"])
def test_an_alias_within_itself_is_named(text):
    assert_problems(text, "repeats itself without end")


def test_an_alias_bomb_is_named_and_goes_no_further():
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]" for i in range(1, 40)]
    (problem,) = read_text("\n".join(lines)).problems
    # 10 × 11 and 10 × 111 values are within the limit of 10,000; of the next, 1,111 each, the eighth goes beyond it.
    assert problem == Problem(4, 10 + 5 * 7, "aliases repeat more than 10,000 values; write them out")


def test_forty_levels_are_deep_enough():
    assert_problems("[" * 40 + "▸[" + "]" * 41, "nested deeper than 40 levels")
    assert_problems("▸" + "[" * 40 + "]" * 40, "holds no mapping")
    assert_problems("- " * 40 + "▸- a", "nested deeper than 40 levels")


@pytest.mark.parametrize("text", ["[" * 100_000, "{a: " * 100_000, "- " * 100_000])
def test_nesting_without_end_is_named(text):
    assert "nested deeper than 40 levels" in message_of(text)


# Whatever the bytes


def position_lies_within(problem: Problem, data: bytes) -> bool:
    lines = re.split(LINE_BREAK, data.decode("utf-8-sig", "replace"))
    return 1 <= problem.line <= len(lines) and 1 <= problem.column <= len(lines[problem.line - 1]) + 1


def assert_records_or_problems(data: bytes) -> None:
    reading = read_bytes(data)
    assert (reading.dataset is None) == bool(reading.problems)
    assert list(reading.problems) == sorted(reading.problems)
    assert list(reading.warnings) == sorted(reading.warnings)
    assert {p.severity for p in reading.problems} <= {"error"}
    assert {p.severity for p in reading.warnings} <= {"warning"}
    for problem in (*reading.problems, *reading.warnings):
        assert position_lies_within(problem, data), problem
        assert problem.message
        assert len(problem.message.splitlines()) == 1


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """Draw the shipped file with up to three small changes: something taken out, put in, repeated or moved."""
    data = SHIPPED
    for _ in range(draw(st.integers(1, 3))):
        start = draw(st.integers(0, len(data)))
        end = min(start + draw(st.integers(0, 12)), len(data))
        put = draw(
            st.binary(max_size=4)
            | st.text(max_size=4).map(str.encode)
            | st.sampled_from(
                [b"", b"\n", b": ", b"- ", b"&a ", b"*a", b"!!", b"\xef\xbb\xbf", b"null", b"'", b'"', b"{"]
            )
            | st.just(data[start : start + 40])
        )
        data = data[:start] + put + data[end:]
    return data


@settings(max_examples=300, deadline=None)
@given(st.binary() | st.text(alphabet="ab:{}[]-*&!<>|'\"\n\r #%?,~\t\0\ufeff\x85é").map(str.encode))
@example(b"\xef\xbb\xbfa\xff")
@example(b"a: b\n.")
@example(b"\r\0")
@example(b"\r\x80")
@example(b"\xef\xbb\xbf\xef\xbb\xbfa: b: c")
@example(HEAD.encode() + b'"a\\nb": 1\n')
@example(HEAD.encode() + '"a\\n\\e": "\u200b"\n'.encode())
def test_any_bytes_give_records_or_problems_within_the_file(data):
    assert_records_or_problems(data)


@settings(max_examples=200, deadline=None)
@given(mutated())
def test_any_small_change_of_the_shipped_file_gives_records_or_problems_within_it(data):
    assert_records_or_problems(data)


# How it is read


def shuffled(text: str) -> str:
    """Return an event file with its list of events before sources, places and ranks."""
    head, _, events = text.partition("events:\n")
    title, _, sections = head.partition("\nsources:")
    return f"{title}\nevents:\n{events.rstrip()}\nsources:{sections}"


def test_events_may_come_before_what_they_refer_to():
    one, other = read_bytes(COMPLETE.encode()).dataset, read_bytes(shuffled(COMPLETE).encode()).dataset
    assert one
    assert other
    assert other.records == one.records
    assert other.frames.events.equals(one.frames.events)


def test_problems_of_events_are_the_same_before_what_they_refer_to():
    text = COMPLETE.replace("rank: secretary", "rank: secretry")
    assert text != COMPLETE
    (one,), (other,) = read_bytes(text.encode()).problems, read_bytes(shuffled(text).encode()).problems
    assert (one.message, one.column) == (other.message, other.column)


EVENTS = "events:\n" + "".join(f"  - {{id: e{i}, type: defection, status: denied}}\n" for i in range(9))
PLACES, RANKS = "places: {p: {name: P}}\n", "ranks: {r: {label: R}}\n"


@pytest.mark.parametrize(
    ("text", "times"),
    [
        (HEAD + SOURCES + PLACES + RANKS + EVENTS, 1),
        (HEAD + SOURCES + PLACES + EVENTS, 1),
        (HEAD + EVENTS, 1),
        (HEAD + EVENTS.replace("\n  -", "\n-"), 1),
        (re.sub("(?m)^", "  ", HEAD + EVENTS), 1),
        (HEAD + SOURCES + EVENTS + PLACES + RANKS, 2),
        (HEAD + EVENTS + RANKS.replace("ranks", '"ranks"'), 2),
        (HEAD + EVENTS + RANKS.replace("ranks", r'"r\x61nks"'), 2),
        (HEAD + EVENTS + RANKS.replace("ranks", "? ranks\n"), 2),
        (HEAD + EVENTS + RANKS.replace("ranks", "&a ranks"), 2),
        (re.sub("(?m)^", "  ", HEAD + EVENTS + RANKS), 2),
        (HEAD + EVENTS + "\x85" + RANKS, 2),
    ],
)
def test_events_are_never_kept_whatever_comes_after_them_or_is_left_out(monkeypatch, text, times):
    alive, documents = [], []

    class Watched(Document):
        def events(self):
            documents.append(self)
            for event in super().events():
                yield event
                alive.append(sum(isinstance(it, Node) and "status" in it.value for it in gc.get_objects()))

    monkeypatch.setattr(reader, "Document", Watched)
    reading = read_bytes(text.encode())
    assert (len(alive), len(documents)) == (9 * times, times)
    assert 1 <= max(alive) <= 2
    assert reading.problems == ()
    assert len(reading.dataset.records.events) == 9
    assert len(reading.dataset.records.ranks) == text.count("label: R")


def test_events_under_an_anchor_or_an_alias_are_events_too():
    for text in (MILESTONE.replace("events:\n", "events: &e\n"), MILESTONE.replace("  - id", "  - &e\n    id")):
        assert records_of(text) == records_of(MILESTONE)
    twice = DEFECTION.replace("    status: reported\n", "    status: &s reported\n")
    again = "  - {id: gb-2, type: defection, status: *s}\n"
    assert [event.status for event in records_of(twice + again).events] == ["reported", "reported"]


@pytest.mark.parametrize("after", ["", "ranks: {r: {label: R}}\n"])
def test_progress_goes_up_from_nothing_to_one(monkeypatch, after):
    monkeypatch.setattr(progress, "INTERVAL_S", 0)
    events = "".join(f"  - {{id: e{i}, type: defection, status: denied}}\n" for i in range(50))
    shares = []
    read_bytes(f"{HEAD}events:\n{events}{after}".encode(), shares.append)
    assert len(shares) > 40
    assert shares == sorted(shares)
    assert 0 <= shares[0] < 0.2
    assert 0.9 < shares[-2] <= shares[-1] == 1


def test_progress_is_reported_now_and_then_and_at_the_end():
    shares = []
    read_bytes(COMPLETE.encode(), shares.append)
    assert shares == [1]
