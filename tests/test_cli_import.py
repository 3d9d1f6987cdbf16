"""The command `defections import`: its files, its report, its exit status."""

import sys

import pytest

from dashboard.importing.template import template_csv
from tests.commands import run
from tests.importing import tables
from tests.importing.spreadsheets import write_xlsx

GOOD = "Name,Date,City,Status,Source\nA,March 2014,Seoul,confirmed,https://a.example/x\n"
BAD = GOOD + "B,asdf,London,confirmed,https://a.example/x\n"


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """Work in an empty folder, with a gazetteer of a few cities."""
    tables.use_few_cities(monkeypatch)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_table_becomes_an_event_file_that_check_finds_nothing_wrong_with(capsys, folder):
    (folder / "cases.csv").write_text(GOOD)
    status, out, err = run(capsys, "import", "cases.csv", "--out", "events.yaml")
    assert (status, err) == (0, "")
    assert out.startswith("cases.csv: 1 row below the headings in row 1\n\nAssumed:\n")
    assert out.endswith("\nevents.yaml: 1 event written\n")
    assert run(capsys, "check", "--strict", "events.yaml") == (0, "1 file: 1 event, no problems\n", "")


def test_problems_are_told_at_their_cells_and_nothing_is_written(capsys, folder):
    (folder / "cases.csv").write_text(BAD)
    status, out, _ = run(capsys, "import", "cases.csv", "--out", "events.yaml")
    assert status == 1
    assert "\ncases.csv!B3: date: 'asdf' is not read as a date" in out
    assert "\ncases.csv!C3: place: 'London' may be London in United Kingdom" in out
    assert (
        "\nevents.yaml: not written: 2 problems in 1 row; correct the table, or leave these rows out with --sk" in out
    )
    assert not (folder / "events.yaml").exists()


def test_rows_with_problems_are_left_out_where_that_is_asked_for(capsys, folder):
    (folder / "cases.csv").write_text(BAD)
    status, out, _ = run(capsys, "import", "cases.csv", "--out", "events.yaml", "--skip-bad")
    assert status == 0
    assert "\ncases.csv!B3: date: 'asdf'" in out
    assert out.endswith("\nevents.yaml: 1 event written; 1 row with problems left out\n")


def test_the_sheet_of_a_spreadsheet_is_part_of_every_place(capsys, folder):
    write_xlsx(folder / "cases.xlsx", {"Notes": [["x"]], "2014": [["Name", "Date"], ["A", "asdf"]]})
    status, out, _ = run(capsys, "import", "cases.xlsx", "--out", "events.yaml", "--sheet", "2014")
    assert status == 1
    assert "\ncases.xlsx:2014!B2: date: 'asdf'" in out


def test_an_existing_file_is_replaced_only_where_that_is_asked_for(capsys, folder):
    (folder / "cases.csv").write_text(GOOD)
    (folder / "events.yaml").write_text("mine")
    complaint = "defections: events.yaml exists; use --force to replace it\n"
    assert run(capsys, "import", "cases.csv", "--out", "events.yaml") == (1, "", complaint)
    assert (folder / "events.yaml").read_text() == "mine"
    (folder / "events.yaml").write_text("")
    assert run(capsys, "import", "cases.csv", "--out", "events.yaml") == (1, "", complaint)
    assert run(capsys, "import", "cases.csv", "--out", "events.yaml", "--force")[0] == 0
    first = (folder / "events.yaml").read_bytes()
    assert run(capsys, "import", "cases.csv", "--out", "events.yaml", "--force")[0] == 0
    assert (folder / "events.yaml").read_bytes() == first
    assert sorted(path.name for path in folder.iterdir()) == ["cases.csv", "events.yaml"]


def test_a_file_with_errors_is_not_replaced_until_it_is_corrected(capsys, folder):
    (folder / "cases.csv").write_text(GOOD)
    assert run(capsys, *IMPORT, "--title", "By hand")[0] == 0
    right = (folder / "events.yaml").read_text()
    wrong = right.replace("status: confirmed", "status: confirmd")
    (folder / "events.yaml").write_text(wrong)
    status, out, err = run(capsys, *IMPORT, "--force")
    assert (status, out) == (1, "")
    assert err.startswith("defections: events.yaml is not replaced: its ids, title and order of ranks cannot be kept")
    assert "did you mean 'confirmed'?" in err
    assert (folder / "events.yaml").read_text() == wrong
    (folder / "events.yaml").write_text(right)
    assert run(capsys, *IMPORT, "--force")[0] == 0
    assert (folder / "events.yaml").read_text() == right


def test_a_table_is_not_replaced_by_its_own_event_file(capsys, folder):
    (folder / "cases.csv").write_text(GOOD)
    assert run(capsys, "import", "cases.csv", "--out", "cases.csv", "--force")[0] == 1
    assert (folder / "cases.csv").read_text() == GOOD


def test_options_reach_the_import(capsys, folder):
    (folder / "cases.csv").write_text("Wer;Wann\nA;12/03/2014\n")
    arguments = [
        "import",
        "cases.csv",
        "--out",
        "events.yaml",
        "--columns",
        "Wer=name,Wann=left",
        "--title",
        "My cases",
    ]
    assert run(capsys, *arguments)[0] == 1
    assert run(capsys, *arguments, "--day-first")[0] == 0
    text = (folder / "events.yaml").read_text()
    assert "title: My cases\n" in text
    assert 'date: "2014-03-12"\n' in text
    arguments[3] = "other.yaml"
    assert run(capsys, *arguments, "--month-first")[0] == 0
    assert 'date: "2014-12-03"\n' in (folder / "other.yaml").read_text()


COLUMNS = ["--columns", "Wer=name,Wann=left"]
IMPORT = ["import", "cases.csv", "--out", "events.yaml"]


def test_a_file_says_with_which_options_it_was_imported(capsys, folder):
    (folder / "cases.csv").write_text("Wer;Wann\nA;12/03/2014\n")
    assert run(capsys, *IMPORT, *COLUMNS, "--day-first")[0] == 0
    first = (folder / "events.yaml").read_bytes()
    assert first.decode().startswith(
        '# Imported from cases.csv with --columns "Wann=left,Wer=name" --day-first\n'
        "# Change the table and import it again, or go on by hand from here.\n\n"
    )
    assert run(capsys, *IMPORT, "--columns", "wann=left, WER=name", "--day-first", "--force")[0] == 0
    assert (folder / "events.yaml").read_bytes() == first


@pytest.mark.parametrize(
    "options",
    [[], COLUMNS, ["--day-first"], [*COLUMNS, "--month-first"], ["--columns", "Wer=name,Wann=date", "--day-first"]],
)
def test_a_file_is_not_replaced_with_fewer_or_other_options(capsys, folder, options):
    (folder / "cases.csv").write_text("Wer;Wann\nA;12/03/2014\n")
    assert run(capsys, *IMPORT, *COLUMNS, "--day-first")[0] == 0
    first = (folder / "events.yaml").read_bytes()
    assert run(capsys, *IMPORT, *options, "--force") == (
        1,
        "",
        'defections: events.yaml was imported with --columns "Wann=left,Wer=name" --day-first; give that again, or '
        "delete the comment at the top of events.yaml to import it without\n",
    )
    assert (folder / "events.yaml").read_bytes() == first


@pytest.mark.parametrize(
    "change",
    [
        lambda text: f"# Curated by Jo's team, #1.\n{text}",
        lambda text: f"\n\n{text}",
        lambda text: f"---\n{text}",
        lambda text: f"%YAML 1.2\n--- # of 2024\n{text}",
        lambda text: f"\ufeff{text}",
        lambda text: f"# Curated by Jo.\n\n  {text}",
        lambda text: text.replace("\n# Change", "\n# Curated by Jo. Change"),
        lambda text: text.replace("\n\n", "\n# and by Jo\n\n", 1),
        lambda text: text.replace("# Imported from cases.csv with", "# Made with"),
        lambda text: text.replace("# Change the table and import it again, or go on by hand from here.\n", ""),
        lambda text: text.replace('"', "").replace("--columns ", "--columns="),
        lambda text: text.replace(" --day-first", "\n# Jo adds: --day-first"),
    ],
)
def test_the_options_are_found_wherever_they_stand_in_the_comments_at_the_top(capsys, folder, change):
    (folder / "cases.csv").write_text("Wer;Wann\nA;12/03/2014\n")
    assert run(capsys, *IMPORT, *COLUMNS, "--day-first")[0] == 0
    changed = change((folder / "events.yaml").read_text().replace('Name: "', "Name: '"))
    (folder / "events.yaml").write_text(changed)
    for fewer in ([], COLUMNS, ["--day-first"]):
        status, out, err = run(capsys, *IMPORT, *fewer, "--force")
        assert (status, out) == (1, "")
        assert "defections: events.yaml was imported with --columns" in err
        assert (folder / "events.yaml").read_text() == changed
    assert run(capsys, *IMPORT, *COLUMNS, "--day-first", "--force")[0] == 0


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ('"Wann=left,Wer=name"', '"Wann=left,Wer=name', "'--columns \"Wann=left,Wer=name' is not understood"),
        ("--day-first", "--day-frist", "'--day-frist' is not understood"),
        ("--columns", "--colums", "'--colums' is not understood"),
        ("Wann=left", "Wann=lft", "'lft' is not a field; did you mean 'left'?"),
        ("Wer=name", "Wer", "'Wer' is not written as HEADING=FIELD"),
    ],
)
def test_options_that_cannot_be_read_keep_a_file_from_being_replaced(capsys, folder, before, after, told):
    (folder / "cases.csv").write_text("Wer;Wann\nA;12/03/2014\n")
    assert run(capsys, *IMPORT, *COLUMNS, "--day-first")[0] == 0
    text = (folder / "events.yaml").read_text()
    (folder / "events.yaml").write_text(text.replace(before, after, 1))
    status, _, err = run(capsys, *IMPORT, *COLUMNS, "--day-first", "--force")
    assert status == 1
    beginning = "defections: the comment at the top of events.yaml says how it was imported, but "
    assert err.startswith(beginning + told)
    assert err.endswith("; correct the comment, or delete it to import without these options\n")
    (folder / "events.yaml").write_text(text[text.index("schema_version") :])
    assert run(capsys, *IMPORT, "--columns", "Wann=date", "--month-first", "--force")[0] == 0


def test_a_comment_in_other_words_is_no_record_of_options(capsys, folder):
    (folder / "cases.csv").write_text(GOOD)
    assert run(capsys, *IMPORT)[0] == 0
    text = (folder / "events.yaml").read_text()
    (folder / "events.yaml").write_text(f"# Checked by Jo -- twice; see --strict.\n# ----- 2024\n{text}")
    assert run(capsys, *IMPORT, "--force")[0] == 0


def test_a_heading_with_a_comma_is_remembered(capsys, folder):
    (folder / "cases.csv").write_text('Wer;"Wann, genau"\nA;2014\n')
    columns = ["--columns", "Wann, genau=left,Wer=name"]
    assert run(capsys, *IMPORT, *columns)[0] == 0
    assert run(capsys, *IMPORT, "--force")[0] == 1
    assert run(capsys, *IMPORT, *columns, "--force")[0] == 0


def test_a_file_is_replaced_with_more_options_and_without_its_comment_with_any(capsys, folder):
    (folder / "cases.csv").write_text("Wer;Wann;Rang\nA;12/03/2014;Consul\n")
    assert run(capsys, *IMPORT, *COLUMNS, "--day-first")[0] == 0
    more = [*IMPORT, "--columns", "Rang=rank,Wer=name,Wann=left", "--day-first", "--force"]
    assert run(capsys, *more)[0] == 0
    lines = (folder / "events.yaml").read_text().splitlines(keepends=True)
    (folder / "events.yaml").write_text("".join(lines[2:]))
    assert run(capsys, *IMPORT, "--columns", "Wann=date", "--month-first", "--force")[0] == 0


def test_the_sheet_and_headings_of_any_letters_are_remembered(capsys, folder):
    headings = [
        'Wer "$x" `y`',
        "Ein recht langer Titel einer Spalte - wann das war, mit-Bindestrichen".replace(",", ""),
    ]
    write_xlsx(folder / "cases.xlsx", {"Notes": [["x"]], "My 2014": [headings, ["A", "2014"]]})
    columns = ["--columns", f"{headings[0]}=name,{headings[1]}=left"]
    arguments = ["import", "cases.xlsx", "--out", "events.yaml", "--sheet", "My 2014"]
    assert run(capsys, *arguments, *columns)[0] == 0
    first = (folder / "events.yaml").read_bytes()
    assert run(capsys, *arguments, *columns, "--force")[0] == 0
    assert (folder / "events.yaml").read_bytes() == first
    for others in ([*arguments[:4], *columns], arguments):
        status, _, err = run(capsys, *others, "--force")
        assert status == 1
        assert '--sheet "My 2014"; give that again' in err


def test_the_template_is_printed_as_csv(capsys):
    assert run(capsys, "import", "--template") == (0, template_csv(), "")


@pytest.mark.parametrize(
    ("arguments", "status", "complaint"),
    [
        ([], 2, "name a TABLE, and with --out the event file to write"),
        (["cases.csv"], 2, "name a TABLE, and with --out the event file to write"),
        (["none.csv", "--out", "o.yaml"], 1, "defections: none.csv: cannot be read: No such file or directory"),
        (["cases.pdf", "--out", "o.yaml"], 1, "defections: cases.pdf: is not a table by its name"),
        (
            ["cases.csv", "--out", "o.yaml", "--columns", "Nme=name"],
            2,
            "defections: --columns: the table has no column",
        ),
        (["cases.csv", "--out", "o.yaml", "--columns", "Name=nme"], 2, "defections: --columns: 'nme' is not a field"),
        (["cases.csv", "--out", "no/o.yaml"], 1, "defections: no/o.yaml: cannot be written: No such file or directory"),
        (["blank.csv", "--out", "o.yaml"], 1, "defections: blank.csv: holds nothing"),
    ],
)
def test_wrong_use_is_told_in_a_line(capsys, folder, arguments, status, complaint):
    (folder / "cases.csv").write_text(GOOD)
    (folder / "cases.pdf").write_text(GOOD)
    (folder / "blank.csv").write_text("\n")
    found, _, err = run(capsys, "import", *arguments)
    assert found == status
    assert complaint in err


def test_without_the_extra_the_command_that_installs_it_is_named(capsys, folder, monkeypatch):
    write_xlsx(folder / "cases.xlsx", [["Name", "Date"], ["A", 2014]])
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    assert run(capsys, "import", "cases.xlsx", "--out", "o.yaml") == (
        1,
        "",
        "defections: cases.xlsx: this needs python-calamine; install it with pip install -e '.[import]'\n",
    )
