"""Persons of a row, and ranks in order of first appearance."""

import pytest

from tests.importing.tables import event_of, file_of, imported, problem_of


def persons(headings: str, *cells: object) -> list:
    return event_of(headings, *cells).get("persons", [])


def test_a_person_is_named_with_what_is_known():
    headings = "name,aka,rank,position,ministry,date"
    assert persons(headings, "Kim A", "김아; Gim A", "Counsellor", "Trade", "Ministry of Trade", 2014) == [
        {
            "name": "Kim A", "also_known_as": ["김아", "Gim A"], "rank": "counsellor", "position": "Trade",
            "organisation": "Ministry of Trade",
        }
    ]  # fmt: skip


def test_somebody_without_a_name_has_what_is_known():
    assert persons("name,date", "Unidentified diplomat", 2014) == [{"name": None, "label": "Unidentified diplomat"}]
    assert persons("name,rank,date", "unknown", "Counsellor", 2014) == [{"rank": "counsellor"}]
    assert persons("name,rank,date", "", "Counsellor", 2014) == [{"rank": "counsellor"}]
    assert persons("name,date", "", 2014) == []


def test_several_persons_have_semicolons_between_them():
    assert persons("name,rank,date", "Kim A; Lee B", "Counsellor; Attaché", 2014) == [
        {"name": "Kim A", "rank": "counsellor"},
        {"name": "Lee B", "rank": "attache"},
    ]


def test_a_rank_that_may_be_that_of_either_of_two_persons_is_a_problem():
    assert problem_of("name,rank,date", "Kim A; Lee B", "Counsellor", 2014) == (
        "cases.csv!B2: rank: 'Counsellor' is one value for 2 persons; write one for each, with ; between them and - "
        "for none"
    )


def test_ranks_become_the_list_in_order_of_first_appearance():
    rows = [["name", "rank", "date"], *([f"P{i}", rank, 2014] for i, rank in enumerate(["Third secretary", "Ambassador",
            "third  Secretary", "대사"]))]  # fmt: skip
    file = file_of(rows)
    assert file["ranks"] == {
        "third-secretary": {"label": "Third secretary"},
        "ambassador": {"label": "Ambassador"},
        "dae-sa": {"label": "대사"},
    }
    assert file["events"][2]["persons"] == [
        {"name": "P2", "rank": "third-secretary", "rank_as_stated": "third  Secretary"}
    ]
    assert imported(rows).report.ranks == ("Third secretary", "Ambassador", "대사")


def test_a_rank_in_letters_that_no_id_can_have_is_kept_apart_by_a_number():
    rows = [["name", "rank", "date"], ["A", "大使", 2014], ["B", "参赞", 2014], ["C", "大使", 2014]]
    file = file_of(rows)
    assert file["ranks"] == {"rank": {"label": "大使"}, "rank-2": {"label": "参赞"}}
    assert [event["persons"][0]["rank"] for event in file["events"]] == ["rank", "rank-2", "rank"]


@pytest.mark.parametrize("nothing", ["-", "unknown", "n/a"])
def test_a_word_for_nothing_among_several_values_is_left_out_and_told(nothing):
    headings = "name,date,aka,rank,position,ministry"
    both = ("Kim A; Lee B", 2014, *(f"{text}; {nothing}" for text in ("Tony", "Counsellor", "Trade", "MFA")))
    known = {"also_known_as": ["Tony"], "rank": "counsellor", "position": "Trade", "organisation": "MFA"}
    assert persons(headings, *both) == [{"name": "Kim A", **known}, {"name": "Lee B"}]
    alone = ("Kim A", *both[1:])
    assert persons(headings, *alone) == [{"name": "Kim A", **known}]
    for cells in (both, alone):
        log = imported([headings.split(","), cells]).report.log
        assert [(cell.name, cell.text) for cell, _ in log.unknown] == [(f"{column}2", nothing) for column in "CDEF"]


def test_somebody_unknown_among_several_is_told():
    rows = [["name", "date"], ["Kim A; unknown", 2014]]
    assert file_of(rows)["events"][0]["persons"] == [{"name": "Kim A"}]
    assert [(cell.name, cell.text) for cell, _ in imported(rows).report.log.unknown] == [("A2", "unknown")]


def test_a_list_in_a_cell_of_one_person_is_kept_as_it_is_written():
    assert persons("name,position,date", "Kim A", "Trade;  Consul", 2014) == [
        {"name": "Kim A", "position": "Trade;  Consul"}
    ]


def test_several_values_of_another_number_than_the_persons_are_a_problem_that_a_dash_solves():
    assert problem_of("name,rank,date", "Kim A; Lee B", "Counsellor; Consul; Attaché", 2014) == (
        "cases.csv!B2: rank: 'Counsellor; Consul; Attaché' is 3 values for 2 persons; write one for each, with ; "
        "between them and - for none"
    )
    assert persons("name,rank,date", "Kim A; Lee B", "-; Counsellor", 2014) == [
        {"name": "Kim A"},
        {"name": "Lee B", "rank": "counsellor"},
    ]
