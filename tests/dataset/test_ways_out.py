"""Values that are wrong as people get them wrong: each message whole, with the way out."""

import pytest

from tests.dataset.event_files import DEFECTION, HEAD, read_text

# What follows `DEFECTION`, with `▸` at the place of the mistake, and the message.
MISTAKES = [
    (
        '    milestones:\n      - ▸kind: report\n        date: "2016-08-25"\n',
        "event 'gb-1': citations: is missing; every claim says where it can be read, such as "
        "citations: [{source: ID}]; sources: herald",
    ),
    (
        '    milestones:\n      - kind: report\n        date: "2016-08-25"\n        citations: [▸https://x.y/z]\n',
        "event 'gb-1': citations: 'https://x.y/z' should be keys with values; write "
        "{source: ID} and add the address under sources:",
    ),
    (
        '    milestones:\n      - kind: report\n        date: "2016-08-25"\n        citations: [▸herald]\n',
        "event 'gb-1': citations: 'herald' should be keys with values; write {source: herald}",
    ),
    (
        '    milestones:\n      - kind: report\n        date: "2016-08-25"\n        citations: ▸herald\n',
        "event 'gb-1': citations: 'herald' should be a list; write citations: [{source: herald}]",
    ),
    (
        '    milestones:\n      - kind: report\n        date: "2016-08-25"\n        citations: ▸{source: herald}\n',
        "event 'gb-1': citations: keys with values should be a list; write citations: [{source: herald}]",
    ),
    (
        '    milestones:\n      - kind: report\n        date: "2016-08-25"\n        citations: ▸[]\n',
        "event 'gb-1': citations: a list needs at least one entry; every claim says where it can "
        "be read, such as citations: [{source: ID}]; sources: herald",
    ),
    (
        '    milestones:\n      - kind: report\n        date: "2016-08-25"\n'
        "        citations: [{source: ▸https://x.y}]\n",
        "event 'gb-1': source: 'https://x.y' is not one of the sources (herald); add the address "
        "under sources: and write its id here",
    ),
    (
        '    milestones:\n      - kind: report\n        date: "2016-08-25"\n        citations: [{source: ▸unknown}]\n',
        "event 'gb-1': source: 'unknown' is not one of the sources (herald); or add it under sources:",
    ),
    (
        "    destination: ▸unknown\n",
        "event 'gb-1': destination: 'unknown' should be keys with values; write destination: {status: unknown}",
    ),
    (
        "    destination: ▸in transit\n",
        "event 'gb-1': destination: 'in transit' should be keys with values; write destination: {status: in-transit}",
    ),
    (
        "    destination: ▸london\n",
        "event 'gb-1': destination: 'london' should be keys with values; write "
        "destination: {status: known, place: london}",
    ),
    (
        "    destination: ▸KR\n",
        "event 'gb-1': destination: 'KR' should be keys with values; write destination: {status: known, country: KR}",
    ),
    (
        "    destination: ▸Seoul\n",
        "event 'gb-1': destination: 'Seoul' should be keys with values; write "
        "destination: {status: known, place: ID} with an id from places:, or {status: unknown}",
    ),
    (
        "    destination: ▸n/a\n",
        "event 'gb-1': destination: 'n/a' should be keys with values; write destination: {status: unknown}",
    ),
    (
        "    destination:\n      ▸status:unknown\n",
        "event 'gb-1': destination: 'status:unknown' should be keys with values; put a "
        "space after the colon: status: unknown",
    ),
    (
        "    destination: {▸status:unknown}\n",
        "event 'gb-1': 'status:unknown' is not a key of a destination; put a space after the colon: status: unknown",
    ),
    (
        "    persons: ▸Thae Yong-ho\n",
        "event 'gb-1': persons: 'Thae Yong-ho' should be a list; write persons: [{name: Thae Yong-ho}]",
    ),
    (
        "    persons: [▸Thae Yong-ho]\n",
        "event 'gb-1': persons: 'Thae Yong-ho' should be keys with values; write {name: Thae Yong-ho}",
    ),
    (
        "    persons: ▸{name: Thae Yong-ho}\n",
        "event 'gb-1': persons: keys with values should be a list; write persons: [{name: Thae Yong-ho}]",
    ),
    (
        "    persons:\n      ▸name: A\n      rank: minister\n",
        "event 'gb-1': persons: keys with values should be a list; put '- ' before 'name', the first key of each entry",
    ),
    (
        "    persons: [{name: Kim, ▸Chol}]\n",
        "event 'gb-1': 'Chol' is not a key of a person; put a text that contains a comma in "
        'quotes: name: "Kim, Chol"',
    ),
    (
        "    post: ▸[Embassy, london]\n",
        "event 'gb-1': post: a list should be keys with values; write post: {mission: Embassy, place: london}",
    ),
    (
        "    post: ▸london\n",
        "event 'gb-1': post: 'london' should be keys with values; write post: {place: london}",
    ),
    (
        "    post: ▸Embassy\n",
        "event 'gb-1': post: 'Embassy' should be keys with values; write post: {mission: Embassy, "
        "place: ID} with an id from places:",
    ),
    (
        "    post: ▸[Embassy, trade section, GB]\n",
        "event 'gb-1': post: a list should be keys with values; write post: {mission: "
        "Embassy, section: trade section, country: GB}",
    ),
    (
        "    post: ▸Embassy in London\n",
        "event 'gb-1': post: 'Embassy in London' should be keys with values; write "
        "post: {mission: Embassy, place: london}",
    ),
    (
        "    persons: [{rank: ▸attache}]\n",
        "event 'gb-1': rank: 'attache' is not one of the ranks (minister, secretary, "
        "third-secretary); or add it under ranks:",
    ),
    (
        "    persons: [{rank: ▸ministr}]\n",
        "event 'gb-1': rank: 'ministr' is not one of the ranks; did you mean 'minister'? or add it under ranks:",
    ),
    (
        "    persons: [{rank: ▸unknown}]\n",
        "event 'gb-1': rank: 'unknown' is not one of the ranks (minister, secretary, "
        "third-secretary); leave the key out if it is not known",
    ),
    (
        "    accompanied_by: ▸family\n",
        "event 'gb-1': accompanied_by: 'family' should be a list; write accompanied_by: [family]",
    ),
    (
        "    accompanied_by: ▸alone\n",
        "event 'gb-1': accompanied_by: 'alone' should be a list; write accompanied_by: [] for "
        "alone, and leave it out where it is not stated",
    ),
    (
        "    ▸also_known_as: x\n",
        "event 'gb-1': 'also_known_as' is not a key of a defection; allowed are id, status, "
        "credibility, milestones, citations, summary, type, title, persons, origin, post, "
        "destination, accompanied_by",
    ),
    (
        "    persons: [{also_known_as: ▸Kim}]\n",
        "event 'gb-1': also_known_as: 'Kim' should be a list; write also_known_as: [Kim]",
    ),
    (
        "    origin: ▸[KP]\n",
        "event 'gb-1': origin: a list should be text; write origin: KP, without brackets",
    ),
    (
        "    origin: ▸unknown\n",
        "event 'gb-1': origin: 'unknown' is not one of the two-letter country codes of ISO 3166-1, "
        "such as RU; leave the key out if it is not known",
    ),
    (
        "    origin: ▸North Korea\n",
        "event 'gb-1': origin: 'North Korea' is not one of the two-letter country codes of ISO 3166-1, "
        "such as RU; did you mean 'KP'?",
    ),
    (
        "    origin: ▸KP and CN\n",
        "event 'gb-1': origin: 'KP and CN' is not one of the two-letter country codes of ISO 3166-1, such as RU",
    ),
    (
        "    credibility: ▸B2\n",
        "event 'gb-1': credibility: 'B2' should be a whole number; write a number from 1 "
        "(confirmed) to 6 (cannot be judged)",
    ),
    (
        "    credibility: ▸high\n",
        "event 'gb-1': credibility: 'high' should be a whole number; write a number from 1 "
        "(confirmed) to 6 (cannot be judged)",
    ),
    (
        "    credibility: ▸7\n",
        "event 'gb-1': credibility: '7' is not on the scale from 1 to 6; write a number from 1 "
        "(confirmed) to 6 (cannot be judged)",
    ),
    (
        "    credibility: ▸unknown\n",
        "event 'gb-1': credibility: 'unknown' should be a whole number; leave the key out if it is not known",
    ),
    (
        "    milestones:\n      - kind: report\n        date: ▸[..2016-08-25]\n        citations: [{source: herald}]\n",
        "event 'gb-1': date: a list should be text; put the date in quotes: \"[..2016-08-25]\"",
    ),
    (
        "    milestones:\n      - kind: report\n        date: ▸[2016-08-22, 2016-08-25]\n"
        "        citations: [{source: herald}]\n",
        "event 'gb-1': date: a list should be text; put the date in quotes: \"[2016-08-22,2016-08-25]\"",
    ),
    (
        "    milestones:\n      - kind: report\n        date: ▸2014-2015\n        citations: [{source: herald}]\n",
        "event 'gb-1': date: '2014-2015' is not a date: write [2014..2015] for one of these, "
        "2014/2015 for all of it; put it in quotes",
    ),
    (
        "    title: ▸[draft] \n",
        "event 'gb-1': title: a list should be text; a text that begins with [ needs quotes: \"[draft]\"",
    ),
    (
        "    title: ▸[sic, x]\n",
        "event 'gb-1': title: a list should be text; a text that begins with [ needs quotes: \"[sic, x]\"",
    ),
    (
        "    post: {place: ▸{name: London}}\n",
        "event 'gb-1': place: keys with values should be text; describe it under places: and write its id here",
    ),
    (
        "    post: {place: ▸London}\n",
        "event 'gb-1': place: 'London' is not one of the places; did you mean 'london'? or add it under places:",
    ),
    (
        "    post: {place: ▸n/a}\n",
        "event 'gb-1': place: 'n/a' is not one of the places (london); leave the key out if it is not known",
    ),
    (
        "    post: {place: ▸Paris}\n",
        "event 'gb-1': place: 'Paris' is not one of the places (london); or add it under places:",
    ),
    (
        "    milestones: ▸report\n",
        "event 'gb-1': milestones: 'report' should be a list; write milestones: [{kind: report, "
        'date: "2016-08-25", citations: [{source: ID}]}]',
    ),
    (
        "    milestones:\n      ▸kind: report\n",
        "event 'gb-1': milestones: keys with values should be a list; put '- ' before 'kind', the "
        "first key of each entry",
    ),
    (
        "    milestones: [{kind: report, rival: ▸yes, citations: [{source: herald}]}]\n",
        "event 'gb-1': rival: 'yes' is not true or false; write rival: true",
    ),
]


@pytest.mark.parametrize(("marked", "message"), MISTAKES)
def test_the_message_says_what_to_write(marked, message):
    before, after = (DEFECTION + marked).split("▸")
    (problem,) = read_text(before + after).problems
    assert (problem.line, problem.column) == (before.count("\n") + 1, len(before) - before.rfind("\n"))
    assert problem.message == message


PLACES = {
    "{name: A, lat: 51,▸5, lon: 7}": "'5' is not a key of a place; write lat: 51.5, with a point",
    "{name: A, lat: ▸'51,5', lon: 7}": "lat: '51,5' should be a number; write 51.5, with a point",
    "{name: A, lat: 51.5, lon: ▸0.12 W}": "lon: '0.12 W' should be a number; write -0.12",
    "{name: A, lat: ▸−51.5, lon: 7}": "lat: '−51.5' should be a number; write -51.5",
    "{name: A, lat: ▸51°30′, lon: 7}": "lat: '51°30′' should be a number; write degrees with a decimal point, such as "
    "51.50853; south and west are negative",
    "{name: A, lat: ▸unknown, lon: 7}": "lat: 'unknown' should be a number; leave the key out if it is not known",
    "{name: A, ▸B}": "'B' is not a key of a place; put a text that contains a comma in quotes: name: \"A, B\"",
}


@pytest.mark.parametrize(("place", "message"), PLACES.items())
def test_coordinates_are_told_as_they_should_be_written(place, message):
    before, after = f"{HEAD}places: {{a: {place}}}\n".split("▸")
    (problem,) = read_text(before + after).problems
    assert (problem.line, problem.column) == (3, len(before) - before.rfind("\n"))
    assert problem.message == f"place 'a': {message}"
