"""Event files for the tests of warnings, and which warnings they give.

In the files `▸` stands where a warning is expected. It is taken out before the file is read.
"""

from dashboard.dataset.problems import Problem
from dashboard.dataset.reader import read_bytes

HEAD = """\
schema_version: 1
title: T
sources:
  herald: {type: article-newspaper, container-title: The Herald, issued: "2016-08-26", URL: "https://example.org/1"}
  archive: {type: dataset, title: Archive}
places:
  london: {name: London, country: GB}
  seoul: {name: Seoul, country: KR}
ranks:
  secretary: {label: Secretary}
  third-secretary: {label: Third secretary, within: secretary}
events:
  - id: all
    type: context
    title: Everything is used
    status: reported
    places: [london, seoul]
    citations: [{source: herald}, {source: archive}]
  - id: rank
    type: defection
    status: reported
    persons: [{rank: third-secretary}]
    post: {place: london}
    citations: [{source: archive}]
"""


def warned(text: str) -> tuple[Problem, ...]:
    """Return the warnings of a file, which has no errors."""
    reading = read_bytes(text.encode())
    assert reading.problems == ()
    return reading.warnings


def assert_warnings(marked: str, *telling: str) -> tuple[Problem, ...]:
    """Assert that the warnings are where `marked` says, in that order, each with its telling part, and no others."""
    expected, text = [], ""
    for i, part in enumerate(marked.split("▸")):
        if i:
            lines = text.split("\n")
            expected.append((len(lines), len(lines[-1]) + 1))
        text += part
    found = read_bytes(text.encode()).warnings
    assert [(p.line, p.column) for p in found] == expected, found
    for problem, part in zip(found, telling, strict=True):
        assert part in problem.message
        assert problem.severity == "warning"
    return found


def claim(date: str, source: str = "archive", more: str = "") -> str:
    """Return an event with one claim."""
    return (
        f"{HEAD}  - id: x\n    type: defection\n    status: reported\n    post: {{place: london}}\n"
        f'    milestones: [{{kind: report, date: ▸"{date}", citations: [{{source: {source}}}]{more}}}]\n'
    )


def silent(marked: str) -> bool:
    return warned(marked.replace("▸", "")) == ()
