"""References between records, and dates: what is wrong with each, at its line and column."""

import pytest

from tests.dataset.event_files import CONTEXT, DEFECTION, HEAD, MILESTONE, assert_problems, message_of, read_text

# What refers to something

REFERENCES = {
    "source of an event": (
        f"{DEFECTION}    citations: [{{source: ▸herold}}]\n",
        "event 'gb-1': source: 'herold' is not one of the sources; did you mean 'herald'?",
    ),
    "second source of a milestone": (
        MILESTONE.replace("[{source: herald}", "[{source: herald}, {source: ▸hearld}"),
        "did you mean 'herald'?",
    ),
    "place of a post": (
        f"{DEFECTION}    post: {{place: ▸londn}}\n",
        "event 'gb-1': place: 'londn' is not one of the places; did you mean 'london'?",
    ),
    "place of a destination": (
        f"{DEFECTION}    destination: {{status: known, place: ▸lodnon}}\n",
        "'lodnon' is not one of the places; did you mean 'london'?",
    ),
    "place of a milestone": (f"{MILESTONE}        place: ▸nowhere\n", "'nowhere' is not one of the places"),
    "places of context": (f"{CONTEXT}    places: [london, ▸paris]\n", "'paris' is not one of the places"),
    "rank of a person": (
        f"{DEFECTION}    persons: [{{rank: ▸third-secretry}}]\n",
        "event 'gb-1': rank: 'third-secretry' is not one of the ranks; did you mean 'third-secretary'?",
    ),
    "rank within": (
        f"{HEAD}ranks: {{counsellor: {{label: C}}, attache: {{label: A, within: ▸counselor}}}}\n",
        "rank 'attache': within: 'counselor' is not one of the ranks; did you mean 'counsellor'?",
    ),
}


@pytest.mark.parametrize(("text", "telling"), REFERENCES.values(), ids=REFERENCES)
def test_every_id_that_is_referred_to_exists(text, telling):
    assert_problems(text, telling)


def test_an_id_may_be_used_before_it_is_defined():
    text = "events: [{id: a, type: defection, status: denied, citations: [{source: s}]}]\nsources: {s: {type: book}}\n"
    assert read_text(HEAD + text).problems == ()


def test_without_sources_no_source_can_be_cited():
    assert_problems(f"{HEAD}events: [{{id: a, type: defection, status: denied, citations: [{{source: ▸s}}]}}]\n", "'s'")


def test_every_milestone_has_at_least_one_citation():
    assert_problems(
        f"{DEFECTION}    milestones:\n      - kind: report\n        citations: ▸[]\n",
        "citations: a list needs at least one",
    )


def test_a_citation_that_is_wrong_is_not_counted_as_none():
    assert_problems(
        f"{DEFECTION}    milestones: [{{kind: report, citations: [{{source: ▸herold}}]}}]\n",
        "'herold' is not one of the sources",
    )


def test_an_event_id_is_given_once():
    assert_problems(
        f"{HEAD}events:\n  - {{id: a, type: defection, status: denied}}\n"
        "  - {id: b, type: defection, status: denied}\n"
        "  - {▸id: a, type: context, title: T, status: denied}\n",
        "'a' is already used by the event on line 4",
    )


def test_an_event_id_given_three_times_is_two_problems():
    event = "id: a, type: defection, status: denied}\n"
    assert_problems(f"{HEAD}events:\n  - {{{event}  - {{▸{event}  - {{▸{event}", "line 4", "line 4")


def test_a_rank_cannot_be_within_itself():
    assert_problems(f"{HEAD}ranks: {{a: {{label: A, ▸within: a}}}}\n", "rank 'a' is within itself")


def test_ranks_that_hold_each_other_are_all_named():
    assert_problems(
        f"""{HEAD}ranks:
  a: {{label: A, ▸within: b}}
  b: {{label: B, ▸within: c}}
  c: {{label: C, ▸within: a}}
  outside: {{label: O, within: a}}
""",
        "rank 'a' is within itself",
        "rank 'b' is within itself",
        "rank 'c' is within itself",
    )


def test_a_known_destination_needs_a_place_or_a_country():
    assert_problems(f"{DEFECTION}    destination: ▸{{status: known}}\n", "'status: known' needs a place or a country")


@pytest.mark.parametrize("status", ["unknown", "undisclosed", "in-transit", "returned"])
@pytest.mark.parametrize("where", ["place: ▸london", "country: ▸GB"])
def test_only_a_known_destination_has_a_place_or_a_country(status, where):
    assert_problems(f"{DEFECTION}    destination: {{status: {status}, {where}}}\n", "goes with 'status: known' only")


def test_a_destination_without_status_has_no_place():
    assert_problems(f"{DEFECTION}    destination: {{country: ▸KR}}\n", "goes with 'status: known' only")


@pytest.mark.parametrize("where", ["place: london", "country: KR", "place: london, country: GB"])
def test_a_known_destination_has_a_place_a_country_or_both(where):
    assert read_text(f"{DEFECTION}    destination: {{status: known, {where}}}\n").problems == ()


# Dates


@pytest.mark.parametrize(
    ("date", "telling"),
    [
        ("2016-13-01", "date: '2016-13-01' is not a date: month 13 does not exist"),
        ("2015-02-29", "'2015-02-29' is not a date: February 2015 has no day 29, only 01 to 28"),
        ("2016-8-25", "'2016-8-25' is not a date: write it as 2016-08-25"),
        ("25 August 2016", "write it as 2016-08-25"),
        ("2016-08-25/2016-08-22", "its end, 2016-08-22, is before its start, 2016-08-25"),
        ("[2016-08-25..2016-08-22]", "its end, 2016-08-22, is before its start, 2016-08-25"),
        ("../..", "open at both ends"),
        ("0000", "years before 1 cannot be given"),
        ("2016-07-02T21:13", "write it as 2016-07-02; keep the time of day in the note"),
        ("2016-07-02T21:13:00+03:00", "write it as 2016-07-02; keep the time of day in the note"),
        ("２０１６", "write it as 2016, in ASCII characters"),
        ("soon", "'soon' is not a date"),
        ("", "'' is not a date"),
    ],
)
def test_a_date_that_is_not_edtf_is_named_with_what_to_write(date, telling):
    assert_problems(
        f'{MILESTONE}        date: ▸"{date}"\n',
        f"event 'gb-1': date: '{date}' is not a date: ",
    )
    assert telling in message_of(f'{MILESTONE}        date: "{date}"\n')


@pytest.mark.parametrize("key", ["issued", "accessed"])
def test_the_dates_of_a_source_are_edtf_too(key):
    assert_problems(
        f"{HEAD}sources: {{a: {{type: book, {key}: ▸2016-8}}}}\n", f"source 'a': {key}: '2016-8' is not a date"
    )
