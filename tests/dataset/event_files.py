"""Event files for the tests of reading, and what is expected of them.

In the files `▸` stands where a problem is expected. It is taken out before the file is read.
"""

import re

from dashboard.dataset import LoadResult
from dashboard.dataset.reader import read_bytes
from dashboard.dataset.schema import EventFile

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
