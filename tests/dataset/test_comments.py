"""A ` #` that cuts a text short, and a curator's own comment, which does not."""

import pytest

from dashboard.dataset.comments import FREE_TEXTS
from dashboard.dataset.schema import (
    Citation,
    Context,
    Defection,
    EventFile,
    Milestone,
    Person,
    Place,
    Post,
    Rank,
    Source,
)
from tests.dataset.event_files import read_text
from tests.dataset.lint_files import HEAD, assert_warnings, warned

NOT_READ = "everything after ' #' is a comment and not read; put the text in quotes"


def event(lines: str) -> str:
    return HEAD + lines


CUT = {
    "number in a note": (
        "    milestones:\n      - kind: report\n        note: Met minister ▸#2 at noon\n"
        "        citations: [{source: archive}]\n",
        "event 'rank': note: ",
    ),
    "tag in a summary": ("    summary: They used ▸#defect to meet\n", "event 'rank': summary: "),
    "number after a space": ("    summary: He lived in house ▸# 12, Main Street\n", "event 'rank': summary: "),
    "last line of several": ("    summary: He lived in Rome\n      in house ▸#12\n", "event 'rank': summary: "),
    "whole text": ("    summary: ▸#2 man at the embassy\n", "event 'rank': summary: "),
    "two spaces": ("    summary: Room  ▸#2\n", "event 'rank': summary: "),
    "letter of another script": ("    summary: 대사관 ▸#김\n", "event 'rank': summary: "),
    "entry of a list": ("    accompanied_by:\n      - child ▸#1\n", "event 'rank': "),
    "key within braces": ("    post: {mission: Embassy ▸#2\n      , place: london}\n", "event 'rank': mission: "),
}


@pytest.mark.parametrize(("lines", "owner"), CUT.values(), ids=CUT)
def test_a_number_sign_that_cuts_a_free_text_is_warned_of_at_its_place(lines, owner):
    text = HEAD.replace("    post: {place: london}\n", "") if "post:" in lines else HEAD
    (problem,) = assert_warnings(text + lines, owner + NOT_READ)
    assert problem.message == owner + NOT_READ
    assert problem.found
    assert problem.found.startswith("#")


def test_titles_of_the_file_and_of_its_sources_are_texts_too():
    text = HEAD.replace("title: T\n", "title: Case ▸#1\n").replace("title: Archive}", "title: Archive ▸#1\n    }")
    assert_warnings(text, f"title: {NOT_READ}", f"title: {NOT_READ}")


COMMENTS = {
    "after a rank": ("rank: third-secretary}", "rank: third-secretary  # see ranks\n    }"),
    "after a rank, touching": ("rank: third-secretary}", "rank: third-secretary #see ranks\n    }"),
    "after a status": ("status: reported\n    persons", "status: reported # until 2 of them confirm it\n    persons"),
    "after a key": ("    persons:", "    persons: #see below\n     "),
    "after braces": ("{place: london}", "{place: london} #2"),
    "after a text": ("title: T\n", "title: T  # of the page\n"),
    "after a text, one space": ("title: T\n", "title: T # of the page\n"),
    "after a text, a number after two spaces": ("title: T\n", "title: T  # 2 pages\n"),
    "after quotes": ("title: T\n", 'title: "T" #2\n'),
    "in quotes": ("title: T\n", 'title: "T #2"\n'),
    "in a text of several lines": ("title: T\n", "title: >-\n  T #2\n  and #3\n"),
    "after the sign of such a text": ("title: T\n", "title: >- #2\n  T\n"),
    "without a space": ("title: T\n", "title: T#2\n"),
    "on a line of its own": ("title: T\n", "title: T\n  #2\n#3\n"),
    "in an address": ('"https://example.org/1"', "https://example.org/1#2"),
}


@pytest.mark.parametrize(("old", "new"), COMMENTS.values(), ids=COMMENTS)
def test_a_comment_that_looks_like_one_is_none_of_our_business(old, new):
    assert HEAD.count(old) == 1
    assert warned(HEAD.replace(old, new)) == ()


def test_it_is_warned_of_beside_errors_and_where_events_come_first():
    head, _, events = (HEAD + "    summary: Room #2\n").partition("events:\n")
    for text in (head + "titel: x\nevents:\n" + events, "schema_version: 1\ntitle: T\nevents:\n" + events + head[26:]):
        assert [p.message for p in read_text(text).warnings if "#" in p.message] == [
            f"event 'rank': summary: {NOT_READ}"
        ]


def test_lines_may_end_as_windows_ends_them_and_characters_may_take_several_bytes():
    text = (HEAD + "    summary: 대사관 é – 🌍 Room #2\n").replace("\n", "\r\n")
    (problem,) = read_text(text).warnings
    assert (problem.line, problem.column, problem.found) == (HEAD.count("\n") + 1, 29, "#2")


def test_every_key_of_a_free_text_is_one_of_a_record():
    records = (Citation, Context, Defection, EventFile, Milestone, Person, Place, Post, Rank, Source)
    keys = {field.alias or name for record in records for name, field in record.model_fields.items()}
    assert keys >= FREE_TEXTS
