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

VALUES = {
    "citation in braces": (
        "citations: [{source: herald}]\n",
        "citations: ▸{source: herald}\n",
        "event 'kp-2016-thae': citations: keys with values should be a list; write citations: [{source: herald}]",
    ),
    "event with its id for a key": (
        "  - id: kp-2016-thae\n",
        "  - ▸kp-2016-thae:\n",
        "event without id: write - id: kp-2016-thae",
    ),
    "all sources with dashes": (
        "  herald:\n    type: article-newspaper\n    container-title: The Herald\n    author: A. Writer\n"
        "  korea-net-2016:\n",
        "  ▸- herald:\n    type: article-newspaper\n    container-title: The Herald\n    author: A. Writer\n"
        "  - korea-net-2016:\n",
        "sources: a list should be keys with values; write each entry as ID: {…}, without a dash",
    ),
    "events without dashes": (
        HONEST[HONEST.index("events:\n") :],
        "events:\n  ▸kp-2016-thae:\n    type: defection\n    status: confirmed\n",
        "events: keys with values should be a list; write - id: kp-2016-thae, with its keys below 'id'",
    ),
    "author as a list": (
        "author: A. Writer\n",
        "author: ▸[A. Writer, B. Writer]\n",
        "source 'herald': author: a list should be text; write author: A. Writer, B. Writer, without brackets",
        "author: A. Writer, B. Writer\n",
    ),
    "name as a list": (
        "name: Thae Yong-ho\n",
        "name: ▸[Thae, Yong-ho]\n",
        "event 'kp-2016-thae': name: a list should be text; write name: Thae, Yong-ho, without brackets",
        "name: Thae, Yong-ho\n",
    ),
    "destination without its status": (
        "destination: {status: known, place: seoul}",
        "destination: {place: ▸seoul}",
        "event 'kp-2016-thae': place: goes with 'status: known' only; write destination: {status: known, place: seoul}",
    ),
    "unknown destination with a place": (
        "destination: {status: known, place: seoul}",
        "destination: {status: unknown, place: ▸seoul}",
        "event 'kp-2016-thae': place: goes with 'status: known' only; write status: known, or leave the place or "
        "country out",
    ),
    "destination without its place": (
        "destination: {status: known, place: seoul}",
        "destination: ▸{status: known}",
        "event 'kp-2016-thae': destination: 'status: known' needs a place or a country",
    ),
    "destination in a word": (
        "destination: {status: known, place: seoul}",
        "destination: ▸Seoul",
        "event 'kp-2016-thae': destination: 'Seoul' should be keys with values; write destination: {status: known, "
        "place: seoul}",
    ),
    "post in words": (
        "post: {mission: Embassy, place: london}\n    destination",
        "post: ▸Embassy in London\n    destination",
        "event 'kp-2016-thae': post: 'Embassy in London' should be keys with values; write post: {mission: Embassy, "
        "place: london}",
    ),
    "version of tomorrow": (
        "schema_version: 1\n",
        "schema_version: ▸2\n",
        "schema_version: '2' is not the version of this format; write 1",
    ),
    "latitude and longitude swapped": (
        "lat: 37.566, lon: 126.9784",
        "lat: ▸126.9784, lon: 37.566",
        "place 'seoul': lat: '126.9784' is not a latitude, which goes from -90 to 90; are lat and lon swapped?",
    ),
    "latitude without its point": (
        "lat: 37.566, ",
        "lat: ▸37566, ",
        "place 'seoul': lat: '37566' is not a latitude, which goes from -90 to 90; write degrees with a decimal point, "
        "such as 51.50853; south and west are negative",
    ),
    "yes for true": (
        "rival: true\n",
        "rival: ▸yes\n",
        "event 'kp-2016-thae': rival: 'yes' is not true or false; write rival: true",
    ),
    "precision in another word": (
        "precision: exact",
        "precision: ▸city",
        "place 'london': precision: 'city' is not one of exact, near, adm2, adm1, region, country, international; "
        "write exact",
    ),
    "GeoNames by its address": (
        "geonames: 2643743",
        "geonames: ▸https://www.geonames.org/2643743/london.html",
        "place 'london': geonames: 'https://www.geonames.org/2643743/london.html' should be a whole number; write "
        "2643743",
    ),
    "id with an accent": (
        "id: kp-2015-kim\n",
        "id: ▸KP-2015-Kim-Chöl\n",
        "event 'KP-2015-Kim-Chöl': id: 'KP-2015-Kim-Chöl' is not an id: letters, digits, '-', '_' and '.' only, the "
        "first a letter or digit, at most 120 characters; such as kp-2015-kim-chol",
        "id: kp-2015-kim-chol\n",
    ),
    "date with no-break spaces": (
        '"2016-08-17"',
        '▸"17\xa0August\xa02016"',
        "event 'kp-2016-thae': date: '17 August 2016' is not a date: write it as 2016-08-17",
    ),
    "date with another day": (
        '"2016-08-17"',
        '▸"2016-08-17 or 18"',
        "event 'kp-2016-thae': date: '2016-08-17 or 18' is not a date: write [2016-08-17,2016-08-18]; put it in quotes",
        '"[2016-08-17,2016-08-18]"',
    ),
    "years in brackets": (
        '"2015-07"',
        '▸"[2014-2015]"',
        "event 'kp-2015-kim': date: '[2014-2015]' is not a date: write [2014..2015]; put it in quotes",
        '"[2014..2015]"',
    ),
    "number of a spreadsheet": (
        '"2015-07"',
        '▸"42186"',
        "event 'kp-2015-kim': date: '42186' is not a date: a spreadsheet's number? It would be 2015-07-01; see what "
        "the source says",
        '"2015-07-01"',
    ),
    "week": (
        '"2016-08-17"',
        '▸"2016-W33"',
        "event 'kp-2016-thae': date: '2016-W33' is not a date: write [2016-08-15..2016-08-21] for one of these, "
        "2016-08-15/2016-08-21 for all of it; put it in quotes",
        '"[2016-08-15..2016-08-21]"',
    ),
    "entry of a section given twice": (
        "ranks:\n",
        "  ▸london: {name: Rome, country: IT}\nranks:\n",
        "key 'london' is given twice, first on line 13; give each an id of its own",
    ),
    "event without its dash": (
        "  - id: kp-2015-kim\n",
        "    ▸id: kp-2015-kim\n",
        "key 'id' is given twice, first on line 19; if a new entry begins here, put '- ' before it",
    ),
}


@pytest.mark.parametrize("case", [*SYNTAX.values(), *VALUES.values()], ids=[*SYNTAX, *VALUES])
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
