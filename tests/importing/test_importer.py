"""From a table to an event file: nothing is lost, nothing is invented, and what is written passes `check`."""

import re
from datetime import date

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.dataset.reader import check_bytes, read_bytes
from dashboard.importing.fields import HEADINGS as HEADINGS_OF_FIELDS
from dashboard.importing.headings import ColumnsError
from dashboard.importing.importer import import_table
from dashboard.importing.options import ImportOptions
from dashboard.importing.report import lines
from dashboard.importing.tables import TableError, read_table
from tests.importing import tables
from tests.importing.spreadsheets import Shown, write_ods, write_xlsx
from tests.importing.tables import file_of, imported, problems, table_of

CASES = [
    ["Who", "Rank", "Origin", "City", "Country", "When", "Went to", "Status", "Link", "Age"],
    [
        "Kim A",
        "Counsellor",
        "North Korea",
        "Vienna",
        "Austria",
        "12 March 2014",
        "Seoul",
        "confirmed",
        "https://a.example/x",
        52,
    ],
    ["이나", "Third secretary", "북한", "런던", "UK", "c. 2015", "unknown", "rumoured", "", ""],
    ["Żółć", "", "Cuba", "", "", "before 2004", "", "", "The Gazette", "about 40"],
]


def test_the_file_passes_check_without_a_warning():
    text = imported(CASES[:3]).text
    assert check_bytes(text.encode()).problems == ()
    assert check_bytes(text.encode()).warnings == ()
    assert read_bytes(text.encode()).dataset.index.row_by_id.keys() == {"kp-2014-kim-a", "kp-2015-i-na"}


def test_the_file_reads_like_one_written_by_hand():
    assert (
        imported(CASES[:2]).text
        == """\
# Imported from cases.csv. Change the table and import it again, or go on by hand from here.

schema_version: 1
title: Cases

sources:
  a.example-x:
    type: webpage
    URL: https://a.example/x

places:
  vienna: {name: Vienna, country: AT, lat: 48.20849, lon: 16.37208, precision: exact, geonames: 2761369}
  seoul:  {name: Seoul, country: KR, lat: 37.566, lon: 126.9784, precision: exact, geonames: 1835848}

ranks:
  counsellor: {label: Counsellor}

events:
  - id: kp-2014-kim-a
    type: defection
    persons:
      - name: Kim A
        rank: counsellor
    origin: KP
    post: {place: vienna}
    destination: {status: known, place: seoul}
    status: confirmed
    milestones:
      - kind: departure
        date: "2014-03-12"
        note: "Age: 52"
        citations: [{source: a.example-x}]
""".replace("  seoul:  {", "  seoul: {")
    )


def test_rows_with_problems_keep_the_file_from_being_written_or_are_left_out():
    rows = [*CASES, ["asdf", "qwer", "zxcv", "", "", "hjkl"]]
    assert imported(rows).text is None
    assert problems(imported(rows, skip_bad=True)) == problems(imported(rows))
    file = yaml.safe_load(imported(rows, skip_bad=True).text)
    assert [event["id"] for event in file["events"]] == ["kp-2014-kim-a", "kp-2015-i-na", "cu-zolc"]
    assert list(file["ranks"]) == ["counsellor", "third-secretary"]
    assert imported(rows, skip_bad=True).report.bad_rows == (5,)


BOOKED = ["id", "name", "rank", "origin", "city", "country", "date", "to", "url", "headline of source", "source 2"]
BAD = ["x", "Bad B", "THIRD SECRETARY; x", "KP", "St Petersburg", "RU", "asdf", "Seoul", "https://a.example/x", "Wrong",
       "The Bad Gazette"]  # fmt: skip
GOOD = ["x", "Kim A", "Third secretary", "KP", "St. Petersburg", "USA", "2014", "London, UK", "https://a.example/x",
        "Right", ""]  # fmt: skip


def test_a_row_that_is_left_out_leaves_nothing_in_the_file():
    bad_rows = [BAD, [*BAD[:4], "Vienna", "AT", "2014", "", "", "", "see note"], ["x", *[""] * 10]]
    alone = imported([BOOKED, *[[""] * 11] * 3, GOOD])
    together = imported([BOOKED, *bad_rows, GOOD], skip_bad=True)
    assert together.report.bad_rows == (2, 3, 4)
    assert together.text == alone.text
    assert "THIRD" not in together.text
    assert together.report.ranks == ("Third secretary",)
    assert together.report.uncited_rows == ()


def test_what_two_good_rows_say_of_one_source_and_one_rank_is_put_together():
    other = ["y", "Lee B", "THIRD SECRETARY", "KP", "", "", "2015", "", "https://a.example/x", "", ""]
    file = file_of([BOOKED, other, BAD, GOOD], skip_bad=True)
    assert file["sources"] == {"a.example-x": {"type": "webpage", "title": "Right", "URL": "https://a.example/x"}}
    assert file["ranks"] == {"third-secretary": {"label": "THIRD SECRETARY"}}
    assert [event["persons"][0].get("rank_as_stated") for event in file["events"]] == [None, "Third secretary"]


def test_a_table_of_nothing_but_bad_rows_makes_no_file():
    assert imported([["name", "date"], ["A", "asdf"]], skip_bad=True).text is None


def test_a_blank_table_is_told():
    with pytest.raises(TableError, match="holds nothing"):
        import_table(table_of([]), ImportOptions())
    with pytest.raises(TableError, match="holds headings alone"):
        import_table(table_of([["name", "date"]]), ImportOptions())


def test_the_title_is_that_asked_for_or_the_name_of_the_table():
    assert file_of(CASES, title="My cases")["title"] == "My cases"
    table = table_of(CASES, "my_own-cases.csv")
    assert yaml.safe_load(import_table(table, ImportOptions()).text)["title"] == "My own cases"


def test_columns_in_another_language_are_named():
    rows = [["Wer", "Wann", "Dienstgrad"], ["A", "2014", "Rat"]]
    with pytest.raises(ColumnsError):
        imported(rows, columns={"Was": "rank"})
    event = file_of(rows, columns={"Wer": "name", "Wann": "date", "Dienstgrad": "rank"})["events"][0]
    assert (event["id"], event["persons"]) == ("2014-a", [{"name": "A", "rank": "rat"}])


def test_a_sheet_of_timelinejs_is_an_event_file(tmp_path):
    path = tmp_path / "timeline.csv"
    path.write_text(
        "Year,Month,Day,Time,End Year,End Month,End Day,End Time,Display Date,Headline,Text,Media,Media Credit,"
        "Media Caption,Type,Group,Background\n"
        ",,,,,,,,,My timeline,All of it,https://i.example/t.jpg,,,title,,\n"
        '2014,3,12,21:13,,,,,One day,A leaves,"Some, text",https://i.example/a.jpg,Me,,,G,#fff\n'
        "2013,,,,2016,,,,,Sanctions,,,,,era,,\n",
        encoding="utf-8",
    )
    result = import_table(read_table(path), ImportOptions())
    file = yaml.safe_load(result.text)
    assert (file["title"], file["description"]) == ("My timeline", "All of it")
    first, second = file["events"]
    assert first["title"] == "A leaves"
    assert first["summary"] == "Some, text"
    assert first["milestones"] == [
        {
            "kind": "departure", "date": "2014-03-12",
            "note": "Time: 21:13; Display Date: One day; Media: https://i.example/a.jpg; Media Credit: Me; Group: G; "
            "Background: #fff",
            "citations": [{"source": "timeline.csv", "paragraph": "row 3"}],
        }
    ]  # fmt: skip
    assert (second["type"], second["title"], second["milestones"][0]["date"]) == ("context", "Sanctions", "2013/2016")
    assert "L2, in the title row: Media: https://i.example/t.jpg" in "\n".join(lines(result.report, "o"))


@pytest.mark.parametrize("write_file", [write_xlsx, write_ods])
def test_a_spreadsheet_gives_what_the_same_table_as_text_gives(tmp_path, write_file):
    rows = [["Name", "Date", "Origin", "Lat", "Lon"], ["A", date(2014, 3, 12), "KP", 48.2, 16.4],
            ["B", Shown(date(2014, 3, 1), "month"), "KP", "", ""], ["C", 2014, "KP", "", ""],
            ["D", 41710, "KP", "", ""]]  # fmt: skip
    path = write_file(tmp_path / f"cases.{write_file.__name__.removeprefix('write_')}", rows)
    result = import_table(read_table(path), ImportOptions())
    file = yaml.safe_load(result.text)
    assert [event["milestones"][0]["date"] for event in file["events"]] == [
        "2014-03-12",
        "2014-03",
        "2014",
        "2014-03-12",
    ]
    assert file["sources"] == {path.name: {"type": "dataset", "title": f"{path.name}, sheet Sheet1"}}
    bad = import_table(read_table(write_file(path, [["name", "date"], ["A", "asdf"]])), ImportOptions()).report
    (problem,) = bad.problems
    assert problem.located(bad.table.name).startswith(f"{path.name}:Sheet1!B2: date: 'asdf' is not read as a date")


# Nothing is lost

HEADINGS = ["name", "rank", "origin", "city", "date", "left", "to", "status", "source", "url", "note", "Age", "summary",
            "title", "accompanied by", "id", "position", "Shoes", "mission", "published", "year", "lat"]  # fmt: skip
WORDS = ["Kim A", "unknown", "Counsellor", "North Korea", "Vienna, Austria", "London", "Seoul", "2014", "12 March 2014",
         "c. 2014", "early 2014", "12/03/2014", "confirmed", "rumour", "https://a.example/x", "The Gazette", "x # y",
         "김철성", "José; Łukasz", "alone", "in transit", "48.2", "asdf", "a: b", "- c", "unidentified official",
         "Embassy in Seoul"]  # fmt: skip


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.sampled_from(HEADINGS), min_size=2, max_size=8, unique=True).flatmap(
        lambda headings: st.tuples(
            st.just(headings),
            st.lists(
                st.lists(
                    st.one_of(st.just(""), st.sampled_from(WORDS)), min_size=len(headings), max_size=len(headings)
                ),
                min_size=1,
                max_size=4,
            ),
        )
    )
)
def test_every_cell_is_in_the_file_or_in_the_report(monkeypatch, table):
    tables.use_few_cities(monkeypatch)
    headings, rows = table
    if not any(cell for row in rows for cell in row):
        return
    result = imported([headings, *rows], skip_bad=True)
    if result.text:
        assert check_bytes(result.text.encode()).problems == ()
    told = _plain(" ".join([*_strings(yaml.safe_load(result.text or "{}")), *lines(result.report, "events.yaml")]))
    bad = set(result.report.bad_rows)
    for number, row in enumerate(rows, 2):
        for cell in row:
            parts = [part for part in re.split("[;,\n]", cell) if part.strip()]  # a comma parts companions
            assert number in bad or all(_plain(part) in told for part in parts), (number, cell)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.sampled_from(list(HEADINGS_OF_FIELDS)), min_size=1, max_size=6, unique=True),
    st.lists(st.lists(st.one_of(st.text(max_size=12), st.dates(), st.floats(), st.integers()), min_size=6, max_size=6)),
)
def test_whatever_a_table_holds_it_is_imported_or_told(monkeypatch, headings, rows):
    tables.use_few_cities(monkeypatch)
    table = table_of([["name", *headings], *rows, ["A", *[""] * len(headings)]])
    result = import_table(table, ImportOptions(skip_bad=True))
    assert "\x1b" not in "".join(lines(result.report, "events.yaml"))
    assert result.text is None or check_bytes(result.text.encode()).problems == ()


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def _strings(value: object) -> list[str]:
    if isinstance(value, dict):
        return [text for inner in value.values() for text in _strings(inner)]
    if isinstance(value, list):
        return [text for inner in value for text in _strings(inner)]
    return [str(value)]
