"""The report: assumptions first, then columns, values, notes, blanks, and every problem at its cell."""

import yaml

from dashboard.importing.importer import import_table
from dashboard.importing.options import ImportOptions
from dashboard.importing.report import lines, summary
from tests.importing.tables import imported, table_of

ROWS = [
    ["All cases"],
    ["Who", "Rank", "When", "City", "Country", "Person", "Age"],
    ["Kim A", "Attaché", "13/03/2014", "Wien", "Austria", "", 52],
    ["Lee B", "Counsellor", "early 2015", "", "Italy", "x", ""],
    ["unknown", "", "12/03/2014", "Seoul", "", "", ""],
]


def report(rows, **options) -> list[str]:
    return lines(imported(rows, **options).report, "events.yaml")


def section(found: list[str], heading: str) -> str:
    """Return the text of a section, its lines joined."""
    start = found.index(f"{heading}:") + 1
    return " ".join(line.strip() for line in found[start : [*found, ""].index("", start)])


def test_it_begins_with_the_table_and_what_was_assumed():
    found = report(ROWS)
    assert found[:3] == ["cases.csv: 3 rows below the headings in row 2", "", "Assumed:"]
    assumed = section(found, "Assumed")
    assert (
        "A date in C 'When' is that of a departure. If it is another, call the column arrived, announced or reported."
        in (assumed)
    )
    assert "The status is “reported” for every event, because the table does not say." in assumed
    assert "Dates in numbers have the day first in C 'When', as in '13/03/2014'." in assumed
    assert (
        "Parts of a year, a month or a decade, as in 'early 2015' (C4), are in the note in words too; early, mid and "
        "late are its thirds."
    ) in assumed


def test_a_span_of_time_is_told_only_where_it_may_have_lasted():
    sentence = "A span of time such as '2014-2015' (B4) is one of its days, not how long it lasted."
    rows = [["name", "left"], ["A", "from 2014 to 2016"], ["B", "before 2004"]]
    assert "span" not in section(report(rows), "Assumed")
    assert sentence in section(report([*rows, ["C", "2014-2015"]]), "Assumed")


def test_a_plain_date_of_a_context_event_is_told_too():
    found = report([["title", "date", "type"], ["A", 2014, "context"]])
    assert "For a context event it is that of a report." in section(found, "Assumed")


def test_a_blank_status_is_told_with_its_rows():
    found = report([["name", "date", "status"], ["A", 2014, "denied"], ["B", 2014, ""]])
    assert "The status is “reported” for row 3, because the table does not say." in section(found, "Assumed")


def test_nothing_is_assumed_where_the_table_says_all():
    assert "Assumed:" not in report([["name", "left", "status"], ["A", 2014, "denied"]])


def test_it_names_what_each_column_was_read_as():
    assert section(report(ROWS), "Columns") == (
        "A 'Who' → name B 'Rank' → rank C 'When' → date, the date of a departure D 'City' → place E 'Country' → "
        "country F 'Person' → kept in notes, for 'Who' is read as that already G 'Age' → kept in notes"
    )


def test_it_tells_how_values_were_read_with_their_first_cell():
    assert section(report(ROWS), "Read as") == (
        "date: '13/03/2014' → 2014-03-13 (C3); 'early 2015' → [2015-01..2015-04] (C4); '12/03/2014' → 2014-03-12 (C5) "
        "country: 'Austria' → AT (E3); 'Italy' → IT (E4) place: 'Wien' → Vienna, Austria (D3); 'Seoul' → Seoul, South "
        "Korea (D5)"
    )


def test_it_lists_what_is_in_notes_unknown_blank_and_not_read():
    found = report(ROWS)
    assert section(found, "Kept in notes") == "F 'Person', row 4 G 'Age', row 3"
    assert section(found, "Said to be unknown, and left out") == "name: A5 'unknown'"
    assert (
        section(found, "Left out because it is blank") == "B 'Rank', in row 5 D 'City', in row 4 E 'Country', in row 5"
    )
    assert section(found, "Not read") == "A1, above the headings: All cases"


def test_every_cell_that_is_kept_in_a_note_is_listed_with_its_column():
    rows = [
        ["name", "title", "type", "date", "month", "published", "author", "mission", "city", "rank", "Age"],
        ["Kim A", "", "", "2014", "3", "2 June 2014", "", "Consulate", "Embassy in Seoul", "Consul", ""],
        ["Lee B", "Talks", "context", "2015", "", "", "B. Writer", "Embassy", "Seoul", "Consul", "52"],
        ["Pak C", "", "", "asdf", "5", "", "", "", "", "", "3"],
    ]
    result = imported(rows, skip_bad=True)
    assert section(lines(result.report, "events.yaml"), "Kept in notes") == (
        "A 'name', row 3 E 'month', row 2 F 'published', row 2 G 'author', row 3 H 'mission', row 3 I 'city', row 2 "
        "J 'rank', row 3 K 'Age', row 3"
    )
    notes = [event["milestones"][0]["note"] for event in yaml.safe_load(result.text)["events"]]
    assert notes == [
        "month: 3; published: 2 June 2014; city: Embassy in Seoul",
        "author: B. Writer; name: Lee B; mission: Embassy; rank: Consul; Age: 52",
    ]


def test_long_lists_of_rows_are_cut_and_a_blank_column_is_said_to_be_blank():
    rows = [["name", "date", "rank", "position"], *([f"P{i}", 2014, "x" if i == 0 else "", ""] for i in range(20))]
    found = section(report(rows), "Left out because it is blank")
    assert found == ("C 'rank', in rows 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14 and 7 more D 'position', in every row")


def test_it_says_what_is_left_to_do():
    assert section(report(ROWS), "To do") == (
        "Put the ranks in order, highest first, in events.yaml; now they stand as they first appear: Attaché, "
        "Counsellor. Give a source for rows 3, 4, 5: for want of one, the table itself is cited."
    )


def test_every_problem_has_its_place_and_the_sum_ends_the_report():
    rows = [["name", "date"], ["A", "asdf"], ["B", "2014"]]
    table = table_of(rows, "cases.xlsx", "Sheet1")
    result = import_table(table, ImportOptions())
    assert lines(result.report, "events.yaml")[-1].startswith(
        "cases.xlsx:Sheet1!B2: date: 'asdf' is not read as a date"
    )
    assert summary(result.report, "events.yaml", False) == (
        "events.yaml: not written: 1 problem in 1 row; correct the table, or leave these rows out with --skip-bad"
    )
    skipped = imported(rows, skip_bad=True)
    assert summary(skipped.report, "o.yaml", True) == "o.yaml: 1 event written; 1 row with problems left out"


def test_what_check_warns_of_is_told_with_its_line():
    found = report([["name", "date"], ["A", "2014"]])
    assert found[-1].startswith(
        "events.yaml:12:5: warning: event '2014-a': post: neither post nor destination has a pl"
    )


def test_no_cell_can_control_a_terminal():
    found = "\n".join(report([["name", "date", "x\x1b[2J"], ["A\u202e", "\x1bfoo", "b"]]))
    assert "\x1b" not in found
    assert "\u202e" not in found
