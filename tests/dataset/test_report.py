"""Problems of event files as lines, as JSON and as annotations of a workflow."""

import json

import pytest

from dashboard.dataset.problems import Problem
from dashboard.dataset.reader import read_bytes
from dashboard.dataset.report import Report, annotations, as_json, lines, make_report, summary
from dashboard.dataset.result import CheckResult

ERROR = Problem(5, 7, "rank: 'x' is not one of the ranks", "error", "a", "rank", "x", ("y", "z"), "y")
BROKEN = Problem(2, 1, "not YAML")
DOUBT = Problem(3, 9, "date: looks wrong", "warning", "b", "date", "2016-01-01", (), "2016")


def checked(*problems: Problem) -> CheckResult:
    """Return what the check of a file gave, its problems sorted by kind."""
    errors, warnings = ([p for p in problems if p.severity == s] for s in ("error", "warning"))
    return CheckResult(0, tuple(errors), tuple(warnings))


def test_errors_and_warnings_of_a_file_come_in_its_order_and_files_in_theirs():
    report = make_report({"b.yaml": checked(ERROR, DOUBT), "a.yaml": checked(BROKEN)}, strict=False)
    assert lines(report) == [
        "b.yaml:3:9: warning: date: looks wrong",
        "b.yaml:5:7: rank: 'x' is not one of the ranks",
        "a.yaml:2:1: not YAML",
    ]
    assert (report.count("error"), report.count("warning")) == (2, 1)


def test_a_strict_report_takes_warnings_for_errors_and_keeps_their_parts():
    report = make_report({"a.yaml": checked(ERROR, DOUBT)}, strict=True)
    assert lines(report) == ["a.yaml:3:9: date: looks wrong", "a.yaml:5:7: rank: 'x' is not one of the ranks"]
    assert (report.count("error"), report.count("warning")) == (2, 0)
    assert report.problems["a.yaml"][0].nearest == "2016"


@pytest.mark.parametrize(
    ("problems", "events", "line"),
    [
        ({"a": ()}, 3, "1 file: 3 events, no problems"),
        ({"a": ()}, 1, "1 file: 1 event, no problems"),
        ({"a": (), "b": ()}, 1200, "2 files: 1,200 events, no problems"),
        ({"a": (DOUBT,)}, 3, "1 file: 3 events, 1 warning"),
        ({"a": (DOUBT,), "b": (DOUBT,)}, 0, "2 files: 0 events, 2 warnings"),
        ({"a": (ERROR,)}, 3, "1 file: 1 error"),
        ({"a": (ERROR, DOUBT), "b": (BROKEN,)}, 3, "2 files: 2 errors, 1 warning"),
    ],
)
def test_a_summary_counts_files_errors_and_warnings_or_else_events(problems, events, line):
    assert summary(Report(problems, events)) == line


# JSON


def test_json_holds_every_part_of_every_problem():
    assert json.loads(as_json(Report({"b.yaml": (DOUBT, ERROR), "a.yaml": (BROKEN,), "c.yaml": ()}, 4))) == {
        "files": ["b.yaml", "a.yaml", "c.yaml"],
        "events": 4,
        "errors": 2,
        "warnings": 1,
        "problems": [
            {
                "file": "b.yaml",
                "line": 3,
                "column": 9,
                "message": "date: looks wrong",
                "severity": "warning",
                "event": "b",
                "key": "date",
                "found": "2016-01-01",
                "allowed": [],
                "nearest": "2016",
            },
            {
                "file": "b.yaml",
                "line": 5,
                "column": 7,
                "message": "rank: 'x' is not one of the ranks",
                "severity": "error",
                "event": "a",
                "key": "rank",
                "found": "x",
                "allowed": ["y", "z"],
                "nearest": "y",
            },
            {
                "file": "a.yaml",
                "line": 2,
                "column": 1,
                "message": "not YAML",
                "severity": "error",
                "event": None,
                "key": None,
                "found": None,
                "allowed": [],
                "nearest": None,
            },
        ],
    }


def test_json_of_no_problems_has_none():
    body = json.loads(as_json(Report({"a.yaml": ()}, 1)))
    assert (body["errors"], body["warnings"], body["problems"]) == (0, 0, [])


@pytest.mark.parametrize("text", ["\x1b[2J", "\x9b2J", "\u202e", "\u200b", "\udcff", "김철삼", 'a"b\\c\n'], ids=ascii)
def test_json_gives_back_any_text_but_is_plain_ascii(text):
    written = as_json(Report({text: (Problem(1, 1, text, "error", text, text, text, (text,), text),)}, 0))
    assert written.isascii()
    assert written.replace("\n", "").isprintable()
    (problem,) = json.loads(written)["problems"]
    assert [problem[key] for key in ("file", "message", "event", "key", "found", "nearest")] == [text] * 6
    assert problem["allowed"] == [text]


# Each part, as the reader fills them in

FILE = """\
schema_version: 1
title: T
sources: {herald: {type: book}}
events:
  - id: a
    type: defection
    status: reported
"""
PARTS = {
    "unknown key": ("    summery: x\n", "summery", None, "summary"),
    "value of a list": ("    status2: x\n".replace("status2", "origin"), "origin", "x", None),
    "country by its name": ("    post: {country: Russia}\n", "country", "Russia", "RU"),
    "reference": ("    citations: [{source: hearld}]\n", "source", "hearld", "herald"),
    "number": ("    credibility: 7\n", "credibility", "7", None),
    "kind": ("    destination: {status: knwon}\n", "status", "knwon", "known"),
}


@pytest.mark.parametrize(("text", "key", "found", "nearest"), PARTS.values(), ids=PARTS)
def test_a_problem_says_event_key_what_was_found_what_is_allowed_and_the_nearest(text, key, found, nearest):
    (problem,) = read_bytes((FILE + text).encode()).problems
    assert (problem.event, problem.key, problem.nearest) == ("a", key, nearest)
    assert problem.found == (found or key)
    assert problem.allowed
    assert nearest is None or nearest in problem.allowed


# Annotations


def test_an_annotation_is_a_workflow_command_at_its_line():
    assert annotations(Report({"data/b.yaml": (DOUBT, ERROR), "a.yaml": (BROKEN,)}, 0)) == [
        "::warning file=data/b.yaml,line=3,col=9,title=b::date: looks wrong",
        "::error file=data/b.yaml,line=5,col=7,title=a::rank: 'x' is not one of the ranks",
        "::error file=a.yaml,line=2,col=1,title=Event file::not YAML",
    ]


def test_what_a_workflow_would_read_as_its_own_is_escaped():
    problem = Problem(1, 2, "100%, a:b\r\nc", event="a:b,c%\n")
    assert annotations(Report({"C:\\a,b%.yaml": (problem,)}, 0)) == [
        "::error file=C%3A\\a%2Cb%25.yaml,line=1,col=2,title=a%3Ab%2Cc%25%0A::100%25, a:b%0D%0Ac"
    ]


@pytest.mark.parametrize(
    ("text", "written"), [("\x1b[2J", "⟨U+001B⟩[2J"), ("\u202e", "⟨U+202E⟩"), ("\udcff", "⟨U+DCFF⟩")], ids=ascii
)
def test_what_cannot_be_seen_is_written_out_in_annotations(text, written):
    assert annotations(Report({text: (Problem(1, 1, text, event=text),)}, 0)) == [
        f"::error file={written},line=1,col=1,title={written}::{written}"
    ]
