"""The JSON Schema of the event file: what the reader accepts is valid, and what an editor can tell is marked.

Files are loaded here as a YAML language server loads them, by the core schema of YAML 1.2.
"""

import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from dashboard.dataset import edtf, schema, vocabulary
from dashboard.dataset.countries import country_names
from dashboard.dataset.json_schema import event_file_schema
from dashboard.dataset.reader import read_bytes
from tests.dataset.event_files import COMPLETE, CONTEXT, DEFECTION, HEAD, MILESTONE
from tests.dataset.test_record_problems import ENUMERATIONS, MISSING, UNKNOWN_KEYS, WRONG_VALUES

SHIPPED = (Path(__file__).parents[2] / "events.yaml").read_text(encoding="utf-8")

SCHEMA = event_file_schema()
DATE = re.compile(SCHEMA["definitions"]["Date"]["pattern"])


class CoreLoader(yaml.SafeLoader):
    """Load YAML by the core schema of YAML 1.2.2, section 10.3, every key as text."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        return {key.value: self.construct_object(value, deep=True) for key, value in node.value}


def number(text: str) -> float:
    """Return a number as JavaScript does, which knows floating point alone."""
    return float(int(text, 0) if text[1:2] in ("o", "x") else text.replace(".inf", "inf").replace(".nan", "nan"))


for tag, pattern, make in (
    ("null", "null|Null|NULL|~|", lambda text: None),
    ("bool", "true|True|TRUE|false|False|FALSE", lambda text: text.lower() == "true"),
    ("int", "[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", number),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.inf|\.nan", number),
):
    CoreLoader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{pattern})$"), None)
    CoreLoader.add_constructor(f"tag:yaml.org,2002:{tag}", lambda loader, node, make=make: make(node.value))


def paths(text: str) -> set[str]:
    """Return where the schema marks a mistake in a file, as `events.0.id`."""

    def deepest(error: Any) -> list[str | int]:
        return max([list(error.absolute_path), *map(deepest, error.context or ())], key=len)

    errors = VALIDATOR.iter_errors(yaml.load(text, CoreLoader))
    return {".".join(map(str, deepest(error))) for error in errors}


VALIDATOR = Draft7Validator(SCHEMA)


def is_good(text: str) -> bool:
    return not read_bytes(text.encode()).problems


def is_date(text: str) -> bool:
    try:
        edtf.parse(text)
    except edtf.DateError:
        return False
    return True


# The schema itself


def test_it_is_valid_against_its_metaschema():
    Draft7Validator.check_schema(SCHEMA)


def test_every_reference_in_it_leads_somewhere():
    assert {ref.removeprefix("#/definitions/") for ref in re.findall(r"'\$ref': '([^']+)'", str(SCHEMA))} <= set(
        SCHEMA["definitions"]
    )


def records() -> dict[str, dict[str, Any]]:
    return {"the file": SCHEMA} | {n: it for n, it in SCHEMA["definitions"].items() if it.get("type") == "object"}


def test_every_key_of_every_record_has_a_description():
    assert [
        f"{name}.{key}" for name, it in records().items() for key, value in it["properties"].items()
        if len(value.get("description", "")) < 5
    ] == []  # fmt: skip


def test_it_has_every_key_of_every_record_and_no_other_is_allowed():
    for name, it in records().items():
        model = schema.EventFile if name == "the file" else getattr(schema, name)
        keys = [field.alias or key for key, field in model.model_fields.items()]
        counted = ["conflicting_reports"] * (name in ("Defection", "Context"))  # as our JSON has it
        assert list(it["properties"]) == keys + counted
        assert it["additionalProperties"] is False
    assert len(records()) == 11


@pytest.mark.parametrize(("number", "is_read"), [("2", True), ('"2"', True), ("many", False), ("-1", False)])
def test_a_number_of_conflicting_reports_is_allowed_and_counted_anew(number: str, is_read: bool) -> None:
    text = f"{DEFECTION}    conflicting_reports: {number}\n"
    result = read_bytes(text.encode())
    assert (result.dataset is not None) == is_read
    if result.dataset:
        assert result.dataset.frames.events["conflicting_reports"].tolist() == [0]


def test_every_closed_vocabulary_is_offered_with_what_its_values_mean():
    offered = re.findall(r"'enum': \[([^]]*)\], 'enumDescriptions': \[", str(SCHEMA))
    for name in ("EventStatus", "DestinationStatus", "MilestoneKind", "Stance", "PlacePrecision"):
        values = ", ".join(map(repr, get_args(getattr(vocabulary, name))))
        assert any(it.removesuffix(", None") == values for it in offered), name
    assert "1, 2, 3, 4, 5, 6, None" in offered


def test_every_country_is_offered_with_its_name():
    country = SCHEMA["definitions"]["Country"]
    offered = dict(zip(country["enum"], country["enumDescriptions"], strict=True))
    assert {code: name for code, name in offered.items() if code} == country_names()


def test_values_and_their_meanings_are_equally_many():
    def lengths(part: Any) -> Iterator[tuple[int, int]]:
        if isinstance(part, dict):
            if "enumDescriptions" in part:
                yield len(part["enum"]), len(part["enumDescriptions"])
            part = list(part.values())
        for inner in part if isinstance(part, list) else ():
            yield from lengths(inner)

    found = list(lengths(SCHEMA))
    assert len(found) > 5
    assert [pair for pair in found if pair[0] != pair[1]] == []


# What the reader accepts is valid

GOOD = {
    "the shipped file": SHIPPED,
    "the worked example": COMPLETE,
    "no events yet": HEAD,
    "a defection": DEFECTION,
    "a context event": CONTEXT,
    "a milestone": MILESTONE,
    "numbers for text": f"{DEFECTION}    title: 1.5\n    citations: [{{source: herald, paragraph: 6}}]\n",
    "true and false for text": f"{DEFECTION}    summary: true\n    accompanied_by: [false]\n",
    "a number for a title": "schema_version: 1\ntitle: 2016\n",
    "a number for an id": DEFECTION.replace("gb-1", "010"),
    "numbers for ids of sources": f"{HEAD}sources: {{2016: {{type: book, volume: 12, page: 3}}}}\n",
    "text for numbers": f"{DEFECTION.replace(': 1', ': ' + repr('1'), 1)}    credibility: '3'\n",
    "text for coordinates": f"{HEAD}places: {{a: {{name: A, lat: '51.5', lon: '-1e1', geonames: '7'}}}}\n",
    "coordinates with zeros and exponents": f"{HEAD}places: {{a: {{name: A, lat: 010, lon: 1e1}}}}\n",
    "text for true": f"{MILESTONE}        rival: 'true'\n",
    "true": f"{MILESTONE}        rival: true\n",
    "a year without quotes": f"{MILESTONE}        date: 2016\n",
    "an early year without quotes": f"{MILESTONE}        date: 0001\n",
    "a day without quotes": f"{MILESTONE}        date: 2016-08-25\n",
    "Norway without quotes": f"{DEFECTION}    post: {{country: NO}}\n",
    "a known destination": f"{DEFECTION}    destination: {{status: known, country: KR}}\n",
    "a destination of which nothing is known": f"{DEFECTION}    destination: {{}}\n",
    "null for every key that may be left out": (
        "schema_version: 1\ntitle: T\ndescription:\nsources:\nplaces: {a: {name: A, country: , lat: , lon: , "
        "precision: , geonames: }}\nranks: {r: {label: R, within: }}\nevents:\n  - {id: a, type: defection, "
        "status: denied, credibility: , milestones: , citations: , summary: , title: , persons: , origin: , post: , "
        "destination: , accompanied_by: }\n  - {id: b, type: defection, status: denied, persons: [{name: , label: , "
        "also_known_as: , rank: , rank_as_stated: , position: , organisation: }], post: {mission: , section: , "
        "place: , country: }, destination: {status: , place: , country: }}\n"
    ),
}  # fmt: skip


@pytest.mark.parametrize("text", GOOD.values(), ids=GOOD)
def test_what_the_reader_accepts_is_valid(text):
    assert is_good(text)
    assert paths(text) == set()


@settings(max_examples=100)
@given(st.data())
def test_any_value_that_the_reader_accepts_in_place_of_another_is_valid(data):
    scalars = re.findall(r'(?m)(?<=: )["\w.:/~+-][^\n,{}\[\]#]*(?=[,}\n])', COMPLETE)
    old = data.draw(st.sampled_from(scalars))
    new = data.draw(
        st.sampled_from(scalars)
        | st.sampled_from(["", "null", "~", "true", "'x'", '"2016"', "0x1F", "0o7", "1e3", ".5", "+1", "1_0", ".inf"])
        | st.integers().map(str)
        | st.floats().map(str)
        | st.from_regex(r"[-+_.0-9eE]{1,8}", fullmatch=True).map(repr)
    )  # fmt: skip
    text = COMPLETE.replace(f": {old}", f": {new}", 1)
    if is_good(text):
        assert paths(text) == set()


# What is wrong is marked

WRONG = {
    "a key of the file": (f"{HEAD}titel: x\n", {""}),
    "a key of an event": (f"{DEFECTION}    organisation: x\n", {"events.0"}),
    "a key that only defections have": (f"{CONTEXT}    origin: KP\n", {"events.0"}),
    "a key that only context has": (f"{DEFECTION}    places: [london]\n", {"events.0"}),
    "a key of a citation": (f"{DEFECTION}    citations: [{{source: herald, para: 1}}]\n", {"events.0.citations.0"}),
    "a title left out": ("schema_version: 1\n", {""}),
    "a title of nothing": ("schema_version: 1\ntitle:\n", {"title"}),
    "a title of context left out": (CONTEXT.replace("    title: Talks\n", ""), {"events.0"}),
    "a type left out": (DEFECTION.replace("    type: defection\n", ""), {"events.0"}),
    "a type that is none": (DEFECTION.replace("defection", "defecton"), {"events.0.type"}),
    "a status that is none": (DEFECTION.replace("reported", "Reported"), {"events.0.status"}),
    "a type of source": (f"{HEAD}sources: {{a: {{type: newspaper}}}}\n", {"sources.a.type"}),
    "a country": (f"{DEFECTION}    origin: kp\n", {"events.0.origin"}),
    "a country of a place": (f"{HEAD}places: {{a: {{name: A, country: UK}}}}\n", {"places.a.country"}),
    "an id": (DEFECTION.replace("gb-1", "gb 1"), {"events.0.id"}),
    "an id of a source": (f"{HEAD}sources: {{a b: {{type: book}}}}\n", {"sources"}),
    "a list for text": (f"{DEFECTION}    summary: [a]\n", {"events.0.summary"}),
    "text for a list": (f"{DEFECTION}    persons: Kim\n", {"events.0.persons"}),
    "text for a post": (f"{DEFECTION}    post: london\n", {"events.0.post"}),
    "an event that is text": (f"{HEAD}events: [a]\n", {"events.0"}),
    "a version of tomorrow": ("schema_version: 2\ntitle: T\n", {"schema_version"}),
    "a credibility": (f"{DEFECTION}    credibility: 7\n", {"events.0.credibility"}),
    "a latitude": (f"{HEAD}places: {{a: {{name: A, lat: 91, lon: 0}}}}\n", {"places.a.lat"}),
    "a latitude in minutes": (f"{HEAD}places: {{a: {{name: A, lat: 51°30′, lon: 0}}}}\n", {"places.a.lat"}),
    "a latitude alone": (f"{HEAD}places: {{a: {{name: A, lat: 51}}}}\n", {"places.a"}),
    "a rival in words": (f"{MILESTONE}        rival: yes\n", {"events.0.milestones.0.rival"}),
    "a date": (f"{MILESTONE}        date: Aug 2016\n", {"events.0.milestones.0.date"}),
    "a day without hyphens": (f"{MILESTONE}        date: 20160825\n", {"events.0.milestones.0.date"}),
    "a date of a source": (f"{HEAD}sources: {{a: {{type: book, issued: 2016-8}}}}\n", {"sources.a.issued"}),
    "no citation": (
        f"{DEFECTION}    milestones: [{{kind: report, citations: []}}]\n",
        {"events.0.milestones.0.citations"},
    ),
    "a known destination that is nowhere": (
        f"{DEFECTION}    destination: {{status: known}}\n",
        {"events.0.destination"},
    ),
    "an unknown destination that is somewhere": (
        f"{DEFECTION}    destination: {{country: KR}}\n",
        {"events.0.destination.country"},
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), WRONG.values(), ids=WRONG)
def test_a_mistake_is_marked_where_it_is(text, expected):
    assert not is_good(text)
    assert paths(text) == expected


TABLES = {"key": UNKNOWN_KEYS, "missing": MISSING, "enumeration": ENUMERATIONS, "value": WRONG_VALUES}
BEYOND = {"rival"}  # True is a boolean to an editor and other text than true to the reader
BROKEN = {
    f"{kind}: {name}": it[0] for kind, table in TABLES.items() for name, it in table.items() if name not in BEYOND
}


@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN)
def test_what_the_reader_refuses_in_a_single_value_is_marked(text):
    assert paths(text.replace("▸", ""))


# Dates

years = st.sampled_from(["2015", "2016", "201X", "0001", "9999"]) | st.from_regex(r"[0-9X]{4}", fullmatch=True)
months = st.sampled_from(["01", "02", "04", "11", "12", "21", "24", "0X", "1X", "X1", "X4", "XX"])
days = st.sampled_from(["01", "28", "29", "30", "31", "0X", "2X", "3X", "X9", "XX"])
simple = st.builds(
    lambda parts, mark: "-".join(parts) + mark,
    st.tuples(years) | st.tuples(years, months) | st.tuples(years, months, days),
    st.sampled_from(["", "?", "~", "%"]),
)
end = simple | st.just("..")
members = st.lists(simple | st.builds("{}..{}".format, simple, simple), min_size=1, max_size=4).map(",".join)
sets = st.builds("[{}{}{}]".format, st.sampled_from(["", ".."]), members, st.sampled_from(["", ".."]))


@settings(max_examples=300)
@given(simple | st.builds("{}/{}".format, end, end) | sets)
@example("[2014..2015,2016..]")
def test_every_date_that_is_read_matches_the_pattern(text):
    assert DATE.search(text) or not is_date(text)


def test_the_pattern_knows_the_days_of_a_leap_year():
    months, days = product("012346X", repeat=2), product("01239X", repeat=2)
    texts = [f"2016-{''.join(month)}-{''.join(day)}" for month, day in product(months, days)]
    assert [text for text in texts if bool(DATE.search(text)) != is_date(text)] == []


@pytest.mark.parametrize(
    "text",
    [
        "", "2016-13", "2016-00", "2016-13-01", "2016-08-32", "2016-08-00", "2016-06-31", "2016-02-30", "0000", "16",
        "16/08/2016", "08/16/2016", "2016-8-5", "2016/08/05", "Aug 2016", "25 August 2016", "2016-08-25T12:00", "soon",
        "{2016-08-01,2016-08-02}", "2016-25", "2016-21-01", "~2016", "2016~~", "2016-08-25-", "../..", "2016//",
        "[..]", "[]", "[2016", "2016]", "[2016..,2017]", "[2016,..2017]", "[2016;2017]", "[..2016..]", "2015/2016/2017",
        "２０１６", "2016–08", " 2016", "2016-08-2x", "20160825", "2016-08-25..2016-08-26", "201", "20166",
    ],
)  # fmt: skip
def test_what_is_no_date_by_its_form_does_not_match_the_pattern(text):
    assert not is_date(text)
    assert not DATE.search(text)
