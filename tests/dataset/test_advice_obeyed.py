"""Mistakes of people who do not program: each said once, at its place, and gone when they write what they are told."""

import re

import pytest

from tests.dataset.event_files import read_text

HONEST = """\
schema_version: 1
title: T
sources:
  herald:
    type: article-newspaper
    container-title: The Herald
    author: A. Writer
  korea-net-2016:
    type: webpage
    URL: https://korea.example/1
    language: en
places:
  london: {name: London, country: GB, lat: 51.5, lon: -0.1, precision: exact, geonames: 2643743}
  seoul: {name: Seoul, country: KR, lat: 37.566, lon: 126.9784}
ranks:
  minister: {label: Minister}
  envoy: {label: Envoy}
events:
  - id: kp-2016-thae
    type: defection
    persons:
      - name: Thae Yong-ho
        rank: minister
    post: {mission: Embassy, place: london}
    destination: {status: known, place: seoul}
    status: confirmed
    milestones:
      - kind: announcement
        date: "2016-08-17"
        note: Calls him a minister, a diplomatic rank.
        citations: [{source: herald}]
      - kind: announcement
        date: "2016-08-18"
        rival: true
        citations: [{source: herald}]
  - id: kp-2015-kim
    type: defection
    persons:
      - name: Kim Chol-song
        rank: envoy
    post: {mission: Embassy, place: london}
    status: reported
    milestones:
      - kind: departure
        date: "2015-07"
        citations: [{source: korea-net-2016, paragraph: "6"}]
"""

# What stands in the file; what stands there instead, with `▸` at the place of the mistake; the message; and what the
# file says after its advice was followed, if that is not what stood there.
SYNTAX = {
    "source with a dash": (
        "  herald:\n",
        "  ▸- herald:\n",
        "the entries of sources: begin with an id and have no dash; write herald:",
    ),
    "second source with a dash": (
        "  korea-net-2016:\n",
        "  ▸- korea-net-2016:\n",
        "the entries of sources: begin with an id and have no dash; write korea-net-2016:",
    ),
    "place with a dash": (
        "  seoul: {",
        "  ▸- seoul: {",
        "the entries of places: begin with an id and have no dash; write seoul: {name: Seoul, country: KR, "
        "lat: 37.566, lon: 126.9784}",
    ),
    "source without its colon": (
        "  korea-net-2016:\n",
        "  korea-net-2016▸\n",
        "a colon is missing after 'korea-net-2016': korea-net-2016:",
    ),
    "source with its address beside it": (
        "  korea-net-2016:\n    type: webpage\n    URL: https://korea.example/1\n",
        "  korea-net-2016: ▸https://korea.example/1\n    type: webpage\n",
        "source 'korea-net-2016': the keys of 'korea-net-2016' stand below it, so nothing may stand beside it; write "
        "URL: https://korea.example/1 on a line of its own below",
    ),
    "source with a second address beside it": (
        "  korea-net-2016:\n",
        "  korea-net-2016: ▸https://korea.example/2\n",
        "source 'korea-net-2016': the keys of 'korea-net-2016' stand below it, so nothing may stand beside it; remove "
        "'https://korea.example/2'",
    ),
    "note broken onto the first column": (
        "minister, a diplomatic rank.\n",
        "minister,\n▸a diplomatic rank.\n",
        "event 'kp-2016-thae': this line belongs to 'note' above; indent it deeper than that, or put ': ' after its "
        "key",
        "minister,\n          a diplomatic rank.\n",
    ),
    "citation in braces with a dash": (
        "citations: [{source: herald}]\n",
        "citations: ▸{- source: herald}\n",
        "event 'kp-2016-thae': write citations: [{source: herald}]",
    ),
    "citation on one line with a dash": (
        "citations: [{source: herald}]\n",
        "citations: ▸- {source: herald}\n",
        "event 'kp-2016-thae': write citations: [{source: herald}]",
    ),
    "place without its opening brace": (
        "  seoul: {name",
        "  seoul: ▸name",
        "place 'seoul': put { } around the keys and values: seoul: {name: Seoul, country: KR, lat: 37.566, "
        "lon: 126.9784}",
    ),
    "rank without braces": (
        "  envoy: {label: Envoy}\n",
        "  envoy: ▸label: Envoy\n",
        "rank 'envoy': put { } around the keys and values: envoy: {label: Envoy}",
    ),
    "post without its opening brace": (
        "post: {mission: Embassy, place: london}\n    destination",
        "post: ▸mission: Embassy, place: london}\n    destination",
        "event 'kp-2016-thae': put { } around the keys and values: post: {mission: Embassy, place: london}",
    ),
    "first event under its id": (
        "  - id: kp-2016-thae\n",
        "  ▸kp-2016-thae:\n",
        "write - id: kp-2016-thae",
    ),
    "second event under its id": (
        "  - id: kp-2015-kim\n",
        "  ▸kp-2015-kim:\n",
        "write - id: kp-2015-kim",
    ),
}


@pytest.mark.parametrize("case", SYNTAX.values(), ids=SYNTAX)
def test_a_mistake_is_told_once_at_its_place_and_its_advice_mends_the_file(case):
    stood, written, message, *obeyed = case
    assert stood in HONEST
    wrong = HONEST.replace(stood, written, 1)
    before, text = wrong.partition("▸")[0], wrong.replace("▸", "")
    found = read_text(text)
    place = (before.count("\n") + 1, len(before.rpartition("\n")[2]) + 1)
    assert [(it.line, it.column, it.message) for it in (*found.problems, *found.warnings)] == [(*place, message)]
    mended = read_text(HONEST.replace(stood, obeyed[0] if obeyed else stood, 1))
    assert (mended.problems, mended.warnings) == ((), ())


@pytest.mark.parametrize("nonsense", ["]: [}", "  {", '"', "\t- : -", "? x", "--- x"])
def test_no_message_is_in_the_words_of_the_parser(nonsense):
    lines = HONEST.split("\n")
    for number in range(0, len(lines), 3):
        text = "\n".join([*lines[:number], nonsense, *lines[number:]])
        messages = " ".join(problem.message for problem in read_text(text).problems)
        assert not re.search("expected <|block mapping|block collection|block sequence|while (pars|scann)", messages)
