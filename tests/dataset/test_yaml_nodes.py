"""YAML text as plain values, what YAML may not have here, and where each value stands."""

import re

import pytest

from dashboard.dataset.problems import Problem
from dashboard.dataset.schema import Defection
from dashboard.dataset.yaml_nodes import Document
from tests.dataset.event_files import DEFECTION, HEAD, MILESTONE, assert_problems, message_of, read_text, records_of

TEXT = """\
title: T
events:
  - id: a
    persons: [{name: A}, {name: B}]
  - id: b
"""


def test_an_event_is_given_before_the_next_is_read():
    document = Document((TEXT + "  - id: [\n").encode())
    given = []
    for event in document.events():
        assert document.root
        assert document.problems == []
        given.append((document.root.value["title"], event.value["id"]))
    assert given == [("T", "a"), ("T", "b")]
    assert document.is_broken_off
    assert len(document.problems) == 1


def test_events_are_not_kept_in_the_document():
    document = Document(TEXT.encode())
    assert len(list(document.events())) == 2
    assert document.root
    assert document.root.value == {"title": "T", "events": []}
    assert not document.is_broken_off


def test_values_are_plain():
    first, _ = Document(TEXT.encode()).events()
    assert first.value == {"id": "a", "persons": [{"name": "A"}, {"name": "B"}]}
    assert [type(first.value), type(first.value["persons"])] == [dict, list]


def test_a_position_is_that_of_the_value_or_of_its_key():
    first, second = Document(TEXT.encode()).events()
    assert [first.position(), second.position()] == [(3, 5), (5, 5)]
    assert first.position(("id",)) == (3, 9)
    assert first.position(("id",), at_key=True) == (3, 5)
    assert first.position(("persons", 1)) == (4, 26)
    assert first.position(("persons", 1, "name")) == (4, 33)
    assert first.position(("persons", 1, "name"), at_key=True) == (4, 27)


def test_a_position_that_does_not_exist_is_that_of_the_deepest_value_that_does():
    first, _ = Document(TEXT.encode()).events()
    assert first.position(("persons", 1, "rank")) == (4, 26)
    assert first.position(("persons", 7, "name")) == first.position(("persons",)) == (4, 14)
    assert first.position(("title", "x")) == first.position() == (3, 5)


def test_progress_is_the_number_of_characters_read():
    positions: list[int] = []
    list(Document(TEXT.replace("T", "태").encode(), positions.append).events())
    assert positions == [TEXT.index("id: a"), TEXT.index("id: b")]


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


# What YAML may not have here


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


TAG = "tags such as '{}' are not allowed; put a text that begins with ! in quotes"


@pytest.mark.parametrize("text", ["▸!!map {a: b}", "a: ▸!!seq []", "▸!!str a: b"])
def test_tags_are_not_allowed_on_keys_lists_and_mappings(text):
    problems = read_text(text.replace("▸", "")).problems
    assert Problem(1, text.index("▸") + 1, TAG.format(re.findall("!!...", text)[0])) in problems


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
    assert_problems(text, "contains itself")


def test_an_alias_bomb_is_named_and_goes_no_further():
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]" for i in range(1, 40)]
    (problem,) = read_text("\n".join(lines)).problems
    # 10 × 11 and 10 × 111 values are within the limit of 10,000; of the next, 1,111 each, the eighth goes beyond it.
    assert problem == Problem(4, 10 + 5 * 7, "aliases repeat more than 10,000 values; write them out")


def test_forty_levels_are_deep_enough():
    assert_problems("[" * 40 + "▸[" + "]" * 41, "nested deeper than 40 levels")
    assert_problems("▸" + "[" * 40 + "]" * 40, "has no keys and values")
    assert_problems("- " * 40 + "▸- a", "nested deeper than 40 levels")


@pytest.mark.parametrize("text", ["[" * 100_000, "{a: " * 100_000, "- " * 100_000])
def test_nesting_without_end_is_named(text):
    assert "nested deeper than 40 levels" in message_of(text)


def test_a_list_that_has_lost_a_dash_is_told_where_it_goes_on():
    problems = read_text(f"{DEFECTION}    title: A\n    id: gb-2\n    type: defection\n").problems
    assert [problem.message for problem in problems] == [
        "key 'id' is given twice, first on line 11; if a new entry begins here, put '- ' before it",
    ]


def test_a_text_that_begins_with_a_sign_of_yaml_needs_quotes():
    assert message_of(f"{HEAD}description: !important\n").endswith("put a text that begins with ! in quotes")
    assert (
        message_of(f"{HEAD}description: &Kim Chol\n") == "'&Kim' is not read; put a text that begins with & in quotes"
    )
    assert message_of(f"{HEAD}description: *Kim\n").endswith("put a text that begins with * in quotes")
