"""A row becomes an event as one would write it by hand, or every problem of the row is told."""

import pytest

from tests.importing.tables import event_of, file_of, imported, problem_of, problems


def test_a_full_row_is_a_full_event():
    assert event_of(
        "Who,Rank,Nationality,City,Country,Left,Went to,Status,Credibility,With,Accompanied by,Summary,Link",
        "Kim A", "Counsellor", "North Korea", "Vienna", "Austria", "12 March 2014", "Seoul", "confirmed", "2", "",
        "wife; two sons", "He left.", "https://news.example/x",
    ) == {
        "id": "kp-2014-kim-a",
        "type": "defection",
        "persons": [{"name": "Kim A", "rank": "counsellor"}],
        "origin": "KP",
        "post": {"place": "vienna"},
        "destination": {"status": "known", "place": "seoul"},
        "accompanied_by": ["wife", "two sons"],
        "status": "confirmed",
        "credibility": 2,
        "milestones": [{"kind": "departure", "date": "2014-03-12", "citations": [{"source": "news.example-x"}]}],
        "summary": "He left.",
    }  # fmt: skip


def test_what_is_blank_is_left_out():
    assert event_of("name,rank,origin,date,to,status,summary", "Kim A", "", "", 2014, "", "", "") == {
        "id": "2014-kim-a",
        "type": "defection",
        "persons": [{"name": "Kim A"}],
        "status": "reported",
        "milestones": [
            {"kind": "departure", "date": "2014", "citations": [{"source": "cases.csv", "paragraph": "row 2"}]}
        ],
    }


def test_a_context_event_has_title_and_places_and_keeps_the_rest_in_its_note():
    event = event_of("title,type,city,country,date,rank", "Talks", "context", "Vienna", "Austria", 2014, "Counsellor")
    assert event == {
        "id": "at-2014-talks",
        "type": "context",
        "title": "Talks",
        "places": ["vienna"],
        "status": "reported",
        "milestones": [
            {
                "kind": "report", "date": "2014", "note": "rank: Counsellor",
                "citations": [{"source": "cases.csv", "paragraph": "row 2"}],
            }
        ],
    }  # fmt: skip


def test_a_context_event_in_a_country_alone_is_somewhere_in_it():
    file = file_of([["title", "type", "country", "date"], ["Talks", "context", "Austria", 2014]])
    assert file["places"] == {"austria": {"name": "Austria", "country": "AT", "precision": "country"}}
    assert file["events"][0]["places"] == ["austria"]


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("also known as", "Kim B"), ("rank", "Consul"), ("position", "Trade"), ("organisation", "Ministry"),
        ("origin", "KP"), ("mission", "Embassy"), ("section", "Visas"), ("destination", "Seoul"),
        ("destination country", "South Korea"), ("destination geonames", "1835848"), ("whereabouts", "returned"),
        ("accompanied by", "wife"),
    ],
)  # fmt: skip
def test_what_a_context_event_has_no_place_for_is_in_its_note(field, text):
    event = event_of(f"title,type,date,{field}", "Talks", "context", 2014, text)
    assert event["milestones"][0]["note"] == f"{field}: {text}"


def test_a_context_event_needs_a_title():
    assert problem_of("date,type", "2014", "context") == "cases.csv!A2: a context event needs a title"


# Notes


def test_columns_that_nothing_takes_are_kept_in_the_note_of_the_first_claim_under_their_headings():
    event = event_of("name,left,arrived,Age,Remarks,Shoes", "A", "2014", "2015", 52, "Well known.", "42")
    notes = [claim.get("note") for claim in event["milestones"]]
    assert notes == ["Well known. Age: 52; Shoes: 42", None]


def test_words_of_a_date_stand_first_in_the_note():
    assert event_of("name,date,Age", "A", "early 2014", 52)["milestones"][0]["note"] == (
        "Date in the table: early 2014; Age: 52"
    )


def test_a_sign_that_begins_a_comment_in_yaml_cuts_nothing():
    event = event_of("name,date,Remarks,summary", "A #1", 2014, "see # 5: x", "- [a] {b} & *c | > % @ `d`")
    assert event["persons"] == [{"name": "A #1"}]
    assert event["milestones"][0]["note"] == "see # 5: x"
    assert event["summary"] == "- [a] {b} & *c | > % @ `d`"


# Ids


@pytest.mark.parametrize(
    ("headings", "cells", "expected"),
    [
        ("name,origin,date", ("Kim A", "KP", "March 2014"), "kp-2014-kim-a"),
        ("name,origin,date", ("Kim A", "KP", "[2014..2015]"), "kp-2014-kim-a"),
        ("name,origin,date", ("Kim A", "KP", "unknown"), "kp-kim-a"),
        ("name,origin,date", ("Kim A", "KP", "before 2004"), "kp-kim-a"),
        ("name,country,date", ("김아", "Austria", 2014), "at-2014-gim-a"),
        ("name,date", ("北京", 2014), "2014-defection"),
        (
            "name,rank,origin,city,country,date",
            ("", "Counsellor", "KP", "Vienna", "AT", 2014),
            "kp-2014-vienna-counsellor",
        ),
        ("name,origin,city,country,date", ("", "KP", "Vienna", "AT", 2014), "kp-2014-vienna-person"),
        ("title,origin,date", ("A diplomat leaves", "KP", 2014), "kp-2014-a-diplomat-leaves"),
    ],
)
def test_an_id_is_made_of_country_year_and_name(headings, cells, expected):
    assert event_of(headings, *cells)["id"] == expected


def test_two_events_of_one_name_have_ids_of_their_own():
    rows = [["name", "origin", "city", "country", "date"], ["Kim A", "KP", "Vienna", "AT", "2014"],
            ["Kim A", "KP", "Vienna", "AT", "2014"], ["Kim A", "KP", "", "AT", "2014-05"],
            ["Kim A", "KP", "", "AT", "2014-05"]]  # fmt: skip
    assert [event["id"] for event in file_of(rows)["events"]] == [
        "kp-2014-kim-a",
        "kp-2014-kim-a-vienna",
        "kp-2014-05-kim-a",
        "kp-2014-05-kim-a-2",
    ]


def test_ids_of_the_table_are_kept_and_checked():
    rows = [["id", "name", "date"], ["x.1", "A", 2014], ["", "B", 2014]]
    assert [event["id"] for event in file_of(rows)["events"]] == ["x.1", "2014-b"]
    assert problems(imported([["id", "date"], ["x", 2014], ["x", 2014], ["a b", 2014]])) == [
        "cases.csv!A3: id: 'x' is already used by A2",
        "cases.csv!A4: id: 'a b' is not an id: letters, digits, '-', '_' and '.' only, the first a letter or digit, at "
        "most 120 characters",
    ]


def test_an_id_of_the_table_is_not_taken_by_a_row_before_it():
    rows = [["id", "name", "date"], ["", "A", 2014], ["2014-a", "A", 2014]]
    assert [event["id"] for event in file_of(rows)["events"]] == ["2014-a-2", "2014-a"]


# Problems


def test_all_problems_of_a_row_are_told_at_their_cells():
    rows = [["name", "date", "origin", "status", "credibility"], ["A", "asdf", "Narnia", "maybe", "9"]]
    found = imported(rows).report.problems
    assert [problem.place for problem in found] == ["B2", "C2", "D2", "E2"]
    assert [problem.found for problem in found] == ["asdf", "Narnia", "maybe", "9"]


def test_a_row_without_date_place_country_and_source_is_no_case():
    assert problem_of("name,date,Age", "Total", "", "25") == (
        "cases.csv!A2: the row has only name: 'Total', Age: '25': no date, place, country or source, so it is no case; "
        "delete the row, or add one of these"
    )


def test_words_for_nothing_make_no_case():
    headings = "name,date,place,to,rank"
    unknown = ["unknown"] * 5
    says = ": no date, place, country or source, so it is no case; delete the row, or add one of these"
    assert problem_of(headings, *unknown) == (
        "cases.csv!A2: after leaving out A2 'unknown', B2 'unknown', C2 'unknown' and 1 other cell, the row has only "
        f"to: 'unknown'{says}"
    )
    assert problem_of("name,date", "n/a", "-") == (
        f"cases.csv!A2: after leaving out A2 'n/a', B2 '-', the row has nothing{says}"
    )
    assert problem_of("name,date", "Kim A", "TBC") == (
        f"cases.csv!A2: after leaving out B2 'TBC', the row has only name: 'Kim A'{says}"
    )


def test_a_word_that_stands_for_a_value_is_the_only_problem_of_a_row():
    assert problem_of("name,place", "Kim A", "see note").startswith("cases.csv!B2: place: 'see note' points to")


def test_whereabouts_that_say_something_make_a_case():
    assert event_of("name,to", "Kim A", "in transit")["destination"] == {"status": "in-transit"}


def test_a_text_that_no_file_can_hold_is_a_problem():
    assert problem_of("name,date", "x" * 10_001, 2014) == "cases.csv!A2: the text is longer than 10,000 characters"
    assert "the row makes no event: " in problem_of("name,date,a,b", "A", 2014, "x" * 6000, "y" * 6000)
