"""Files made to break the reader: problems at a line and exit status 1, at little cost, never a traceback.

The small ones go through the command in this process, one by one, and through the real command all together. The large
ones, and those that would repeat or nest without end, each have a process of their own, whose cost is measured.
"""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from dashboard import cli
from dashboard.dataset.text import INVISIBLE, count_with_noun

SECONDS = 10
"""Processor time that a file may take: 5 s are allowed on a machine with nothing else to do; where others share its
caches and cores, the same work is charged up to twice. Waiting for them is not charged, so no more is needed."""

MEGABYTES = 500

HEAD = "schema_version: 1\ntitle: T\n"
SOURCE = "sources: {s: {type: book, title: S}}\n"
PLACE = "places: {p: {name: P, country: GB}}\n"
EVENT = f"{HEAD}{SOURCE}{PLACE}events:\n  - id: a\n    type: defection\n    status: denied\n"
CLAIM = f"{EVENT}    milestones:\n      - kind: report\n        citations: [{{source: s}}]\n"
PLACED = f"{EVENT}    post: {{place: p}}\n    citations: [{{source: s}}]\n"


def _bomb(first: str, repeat: Callable[[int], str]) -> str:
    return HEAD + first + "".join(f"a{i}: &a{i} {repeat(i - 1)}\n" for i in range(1, 30))


TAGS = ["!!python/object/apply:os.system", "!!python/name:os.system", "!!binary", "!!float", "!mine", "!<x:y>", "!"]

SMALL: dict[str, str | bytes] = {
    # aliases
    "alias bomb of lists": _bomb("a0: &a0 [x, x, x]\n", lambda i: f"[{', '.join([f'*a{i}'] * 9)}]"),
    "alias bomb of mappings": _bomb(
        "a0: &a0 {x: y}\n", lambda i: "{" + ", ".join(f"k{k}: *a{i}" for k in range(9)) + "}"
    ),
    "alias bomb of few": _bomb("a0: &a0 [x]\n", lambda i: f"[*a{i}, *a{i}]"),
    "alias bomb, quadratic": HEAD + f"a: &a [{'x,' * 2000}]\nb: [{'*a,' * 2000}]\n",
    "alias bomb of a long text": HEAD + f"a: &a [&t {'x' * 100_000}]\nb: [{'*a,' * 20_000}]\n",
    "alias within itself": HEAD + "events: &e [*e]\n",
    "alias within itself, by way of another": HEAD + "a: &a\n  b: &b [{c: *a}]\n",
    "alias of the whole file": "&a\n" + HEAD + "events: *a\n",
    "alias as a key": HEAD + "a: &a x\n*a : y\n",
    "alias of nothing": HEAD + "events: *none\n",
    # nesting
    "lists 100,000 deep": HEAD + "events: " + "[" * 100_000,
    "lists 100,000 deep and closed": HEAD + "events: " + "[" * 100_000 + "]" * 100_000,
    "mappings 100,000 deep": HEAD + "events: " + "{a: " * 100_000,
    "mappings without keys 100,000 deep": HEAD + "events: " + "{" * 100_000,
    "dashes 100,000 deep": HEAD + "events:\n  " + "- " * 100_000,
    "question marks 100,000 deep": HEAD + "? " * 100_000,
    "lines ever deeper": HEAD + "".join(" " * i + "a:\n" for i in range(1000)),
    # tags
    **{f"tag {tag} on a text": f"{HEAD}description: {tag} x\n" for tag in TAGS},
    "tag on a mapping": f"{HEAD}places: !!python/dict {{}}\n",
    "tag on a list": f"{HEAD}events: !!python/tuple []\n",
    "tag on a key": f"{HEAD}!!python/str places: {{}}\n",
    "tag on the file": f"--- !!python/object:os.PathLike\n{HEAD}",
    "tag of a directive": f"%TAG ! tag:example.org,2016:\n---\n{HEAD}description: !x y\n",
    "tag of Python in an event": f"{EVENT}    summary: !!python/object/new:os.system [echo]\n",
    # merge keys
    "merge key": f"{HEAD}places:\n  a: &a {{name: A}}\n  b: {{<<: *a}}\n",
    "merge keys in a list": f"{HEAD}places:\n  a: &a {{name: A}}\n  b: {{<<: [*a, *a], name: B}}\n",
    # documents
    "two documents": f"{HEAD}---\n{HEAD}",
    "a thousand documents": f"--- \n{HEAD}" * 1000,
    # keys given twice
    "key twice at the top": f"{HEAD}title: again\n",
    "key twice among the sources": f"{HEAD}sources: {{s: {{type: book}}, s: {{type: book}}}}\n",
    "key twice in a source": f"{HEAD}sources: {{s: {{type: book, type: book}}}}\n",
    "key twice in a place": f"{HEAD}places: {{p: {{name: P, name: P}}}}\n",
    "key twice in a rank": f"{HEAD}ranks: {{r: {{label: R, label: R}}}}\n",
    "key twice in an event": f"{EVENT}    status: denied\n",
    "key twice in a person": f"{EVENT}    persons: [{{name: A, name: A}}]\n",
    "key twice in a post": f"{EVENT}    post: {{place: p, place: p}}\n",
    "key twice in a destination": f"{EVENT}    destination: {{status: unknown, status: unknown}}\n",
    "key twice in a claim": f"{CLAIM}        kind: report\n",
    "key twice in a citation": f"{EVENT}    citations: [{{source: s, source: s}}]\n",
    "key twice, once in quotes": f'{HEAD}"title": again\n',
    "key twice, once escaped": f'{HEAD}"t\\x69tle": again\n',
    # bytes
    "NUL": f"{HEAD}description: a\0b\n",
    "NUL alone": "\0",
    "NUL at the end": HEAD + "\0",
    "NUL, escaped, in an id": EVENT.replace("id: a", 'id: "a\\0"'),
    "half a surrogate": HEAD.encode() + b"description: \xed\xa0\x80\n",
    "half a surrogate, escaped": f'{HEAD}description: "\\ud800"\n',
    "a pair of surrogates, escaped": f'{HEAD}description: "\\ud83d\\ude00"\n',
    "UTF-16, little end first": f"\ufeff{HEAD}".encode("utf-16-le"),
    "UTF-16, big end first": f"\ufeff{HEAD}".encode("utf-16-be"),
    "UTF-16 without a mark": HEAD.encode("utf-16-le"),
    "UTF-32": f"\ufeff{HEAD}".encode("utf-32-le"),
    "Latin-1": f"{HEAD}description: Café\n".encode("latin-1"),
    "UTF-8 cut short": f"{HEAD}description: 김".encode()[:-1],
    "UTF-8 too long": HEAD.encode() + b"description: \xc0\x80\n",
    "mark of the byte order within": HEAD + "\ufeffevents: 1\n",
    "tab as indentation": f"{HEAD}places:\n\tp: {{name: P}}\n",
    "tabs between blocks": f"{HEAD}places:\n  p:\n  \tname: P\n  \tcountry: XX\n",
    "nothing": "",
    "line breaks alone": "\r\n\r\r\n",
    # numbers
    **{
        f"{number[:9]} as {key}": f"{HEAD}places: {{p: {{name: P, lat: 0, lon: 0, {key}: {number}}}}}\n".replace(
            f"{key}: 0, ", "", 1
        )
        for key in ("lat", "lon")
        for number in (".nan", ".inf", "-.inf", "nan", "inf", "1e400", "-1e400", "9" * 5000, "180.0001", "-181", "0x10")
    },
    "GeoNames id of 5,000 digits": f"{HEAD}places: {{p: {{name: P, geonames: {'9' * 5000}}}}}\n",
    "version of 5,000 digits": f"schema_version: {'9' * 5000}\ntitle: T\n",
    "credibility of 5,000 digits": f"{EVENT}    credibility: {'9' * 5000}\n",
    "date of 5,000 digits": f"{CLAIM}        date: '{'9' * 5000}'\n",
    "date of 100,000 members": f"{CLAIM}        date: '[{'2016,' * 100_000}]'\n",
    "digits of another script": f"{HEAD}places: {{p: {{name: P, lat: ٥١, lon: x}}}}\n",
    # characters that turn text around, cannot be seen, or drive a terminal
    "right-to-left override in an id": EVENT.replace("id: a", "id: a\u202eb"),
    "zero-width space in an id": EVENT.replace("id: a", "id: a\u200bb"),
    "right-to-left override in the id of a source": HEAD + "sources: {a\u202eb: {type: book}}\n",
    "zero-width joiner in a reference": CLAIM.replace("{source: s}", "{source: s\u200d}"),
    "right-to-left override as a key": f"{HEAD}a\u202eb: x\n",
    "escape sequence": f"{HEAD}description: \x1b[31mred\n",
    "escape sequence, escaped, in an id": EVENT.replace("id: a", 'id: "\\e[31m"'),
    "escape sequence, escaped, as a key": f'{HEAD}"\\e]0;x\\a": "\\e[2J\u200b"\n',
    "escape sequence of one character": f'{HEAD}"\\x9b31m": "\\x9b2J"\n',
    "escape sequence, escaped, in a value": f'{EVENT}    origin: "\\e[2J\\u202e"\n',
    "escape sequence, escaped, in a date": f'{CLAIM}        date: "\\e[2J\\u202e"\n',
    "line break, escaped, as a key": f'{HEAD}"a\\nb:1:1: x": 1\n',
    "line break, escaped, in an id": EVENT.replace("id: a", 'id: "a\\n::error::x"'),
}

RIGHT = {
    "byte order mark": b"\xef\xbb\xbf" + PLACED.encode(),
    "lines ending as Windows ends them": PLACED.replace("\n", "\r\n").encode(),
    "lines ending as old Macs ended them": PLACED.replace("\n", "\r").encode(),
    "both": b"\xef\xbb\xbf" + PLACED.replace("\n", "\r\n").encode(),
}


def data_of(content: str | bytes) -> bytes:
    return content.encode() if isinstance(content, str) else content


def assert_places(problems: list[str], path: Path) -> None:
    """Assert that each is a line `FILE:LINE:COLUMN: message` at a place that the file has, safe to print."""
    lines = re.split("\r\n|[\n\r\x85\u2028\u2029]", path.read_bytes().decode("utf-8-sig", "replace"))
    assert problems
    for problem in problems:
        match = re.fullmatch(rf"{re.escape(str(path))}:(\d+):(\d+): (.+)", problem)
        assert match, problem
        line, column = int(match[1]), int(match[2])
        assert 1 <= line <= len(lines)
        assert 1 <= column <= len(lines[line - 1]) + 1
        assert not INVISIBLE.search(match[3]), problem


@pytest.mark.parametrize("content", SMALL.values(), ids=SMALL)
def test_a_hostile_file_has_problems_at_their_places_and_status_1(tmp_path, capsys, content):
    path = tmp_path / "events.yaml"
    path.write_bytes(data_of(content))
    assert cli.main(["check", str(path)]) == 1
    out, err = capsys.readouterr()
    *lines, last = out.split("\n")[:-1]
    problems = [line for line in lines if ": warning: " not in line]
    assert_places(problems, path)
    assert err == ""
    assert last.startswith(f"1 file: {count_with_noun(len(problems), 'error')}")


@pytest.mark.parametrize("form", ["json", "github"])
@pytest.mark.parametrize("content", SMALL.values(), ids=SMALL)
def test_no_form_gives_a_terminal_or_a_workflow_what_it_would_obey(tmp_path, capsys, content, form):
    path = tmp_path / "events.yaml"
    path.write_bytes(data_of(content))
    assert cli.main(["check", "--format", form, str(path)]) == 1
    out = capsys.readouterr().out
    assert not INVISIBLE.search(out)
    if form == "json":
        assert json.loads(out)["errors"] > 0
    else:
        *commands, _ = out.splitlines()
        assert commands
        assert all(
            re.match("::(error|warning) file=[^:,]+,line=[0-9]+,col=[0-9]+,title=[^:,]+::.", c) for c in commands
        )


@pytest.mark.parametrize("data", RIGHT.values(), ids=RIGHT)
def test_a_file_that_only_looks_strange_is_right(tmp_path, capsys, data):
    path = tmp_path / "events.yaml"
    path.write_bytes(data)
    assert cli.main(["check", "--strict", str(path)]) == 0
    assert capsys.readouterr() == ("1 file: 1 event, no problems\n", "")


# What it costs


@dataclass(frozen=True)
class Run:
    """What a process gave, and what it took."""

    status: int
    problems: list[str]
    summary: str
    seconds: float  # of the processor
    megabytes: float  # at most at one time


# The memory of a process counts from the process that it was forked from, so that has to be a small one.
_MEASURE = """
import json, resource, subprocess, sys
resource.setrlimit(resource.RLIMIT_CPU, (12, 12))  # what goes on without end is ended
with open(sys.argv[1], "wb") as out, open(sys.argv[2], "wb") as err:
    status = subprocess.run(sys.argv[3:], stdout=out, stderr=err).returncode
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps([status, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024]))
"""


def check(folder: Path, *arguments: str | Path) -> Run:
    """Run the real command, assert that it costs little and ends without a traceback, and return what it gave."""
    out, err = folder / "out", folder / "err"
    command = [Path(sys.executable).with_name("defections"), "check", *arguments]
    measured = subprocess.run(
        [sys.executable, "-S", "-c", _MEASURE, out, err, *command], capture_output=True, text=True, check=True
    )
    status, seconds, megabytes = json.loads(measured.stdout)
    assert err.read_text()[:100_000] == ""
    *problems, summary = out.read_text().split("\n")[:-1]
    run = Run(status, problems, summary, seconds, megabytes)
    print(f"{run.seconds:.1f} s, {run.megabytes:.0f} MB, {len(run.problems)} problems")
    assert run.seconds <= SECONDS
    assert run.megabytes <= MEGABYTES
    return run


def test_all_small_hostile_files_together_cost_little(tmp_path):
    paths = []
    for i, content in enumerate(SMALL.values()):
        paths.append(tmp_path / f"{i}.yaml")
        paths[-1].write_bytes(data_of(content))
    run = check(tmp_path, *paths)
    assert run.status == 1
    named = {problem.split(":")[0] for problem in run.problems}
    assert named == {str(path) for path in paths}


MB = 2**20

LARGE: dict[str, tuple[Callable[[], bytes], str]] = {
    "200 MB of text": (lambda: HEAD.encode() + b"description: " + b"x" * 200 * MB + b"\n", "is larger than 128 MB"),
    "100 MB of text of the wrong kind": (
        lambda: b"schema_version: " + b"x" * (100 * MB) + b"\ntitle: T\n",
        "should be a whole number",
    ),
    "100 MB of dashes on one line": (lambda: b"- " * (50 * MB), "nested deeper than 40 levels"),
    "100 MB of comments": (lambda: b"# " + b"\n# ".join([b"x" * 60] * (100 * MB // 63)) + b"\n", "the file is empty"),
    "100 MB of blanks": (lambda: b" " * (100 * MB), "the file is empty"),
    "list of a million that is no event file": (lambda: b"- a\n" * 1_000_000, "has no keys and values"),
    "list of 100,000 that are no events": (
        lambda: HEAD.encode() + b"events: [" + b"a," * 100_000 + b"]\n",
        "'a' should be keys with values",
    ),
    "10,000 unknown sources while 5,000 exist": (
        lambda: (
            f"{HEAD}sources:\n"
            + "".join(f"  source-{i}: {{type: book}}\n" for i in range(5000))
            + "events:\n  - id: a\n    type: defection\n    status: denied\n    citations:\n"
            + "".join(f"      - source: sourec-{i}\n" for i in range(10_000))
        ).encode(),
        "is not one of the sources; did you mean 'source-",
    ),
    "100,000 events that are all wrong": (
        lambda: (HEAD + "events:\n" + "".join(f"  - {{id: e{i}, type: x}}\n" for i in range(100_000))).encode(),
        "",
    ),
    "100,000 keys given twice": (lambda: HEAD.encode() + b"title: T\n" * 100_000, "given twice"),
    "one name 10,000 times": (
        lambda: (
            HEAD
            + "events:\n"
            + "".join(f"  - {{id: e{i}, type: defection, persons: [{{name: Ri Yong-ho}}]}}\n" for i in range(10_000))
        ).encode(),
        "status: is missing",
    ),
    "one name of a million letters": (
        lambda: f"{EVENT}    persons: [{{name: {'ab ' * 333_333}}}]\n    credibility: 7\n".encode(),
        "credibility",
    ),
}


@pytest.mark.parametrize(
    ("make", "telling"),
    LARGE.values(),
    ids=LARGE,
)
def test_a_large_hostile_file_costs_little(tmp_path, make, telling):
    path = tmp_path / "events.yaml"
    path.write_bytes(make())
    run = check(tmp_path, path)
    path.unlink()
    assert run.status == 1
    assert any(telling in problem for problem in run.problems)
    assert re.match(rf"{re.escape(str(path))}:[1-9]\d*:[1-9]\d*: ", run.problems[0])


def test_a_large_file_that_is_right_is_read(tmp_path):
    path = tmp_path / "events.yaml"
    path.write_bytes(HEAD.encode() + (b"# " + b"x" * 60 + b"\n") * (100 * MB // 63))
    run = check(tmp_path, path)
    path.unlink()
    empty = f"{path}:1:1: warning: events: there are none, so the page has nothing to show"
    assert (run.status, run.problems, run.summary) == (0, [empty], "1 file: 0 events, 1 warning")


def test_the_limit_is_what_the_user_says(tmp_path):
    path = tmp_path / "events.yaml"
    path.write_bytes(HEAD.encode() + b"#" * (2 * MB))
    run = check(tmp_path, "--max-size", "1", path)
    assert (run.status, run.problems) == (1, [f"{path}:1:1: the file is larger than 1 MB; --max-size allows more"])
    assert check(tmp_path, "--max-size", "3", path).status == 0
