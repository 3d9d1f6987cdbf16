"""Importing the corrected table again changes what was corrected, and nothing else."""

import difflib

import pytest

from dashboard.importing.previous import NO_FILE, ReplaceError, read_previous
from tests.importing.tables import imported

ROWS = [
    ["name", "rank", "origin", "country", "date", "url"],
    ["Kim A", "Third secretary", "KP", "Austria", "2014", "https://a.example/x"],
    ["Lee B", "Ambassador", "KP", "Italy", "March 2015", "https://b.example/y"],
    ["", "Counsellor", "KP", "Italy", "2016", ""],
    ["Ho C", "", "CU", "", "2017", ""],
]


@pytest.fixture
def first(tmp_path):
    """Import the table, then put the ranks in order by hand."""
    path = tmp_path / "events.yaml"
    lines = imported(ROWS).text.splitlines(keepends=True)
    third, ambassador, counsellor = (next(line for line in lines if f": {{label: {name}" in line) for name in (
        "Third secretary", "Ambassador", "Counsellor"))  # fmt: skip
    start = lines.index(third)
    lines[start : start + 3] = [ambassador, counsellor, third.replace("}", ", within: counsellor}")]
    path.write_text("".join(lines), encoding="utf-8")
    return path


def changed(path, rows) -> list[str]:
    """Return the lines that importing the corrected rows takes away and adds."""
    before = path.read_text(encoding="utf-8")
    after = imported(rows, read_previous(path)).text
    diff = list(difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=0))[2:]
    return [line for line in diff if not line.startswith("@@")]


def corrected(row: int, column: int, text: str) -> list[list[str]]:
    return [[text if (r, c) == (row, column) else cell for c, cell in enumerate(cells)] for r, cells in enumerate(ROWS)]


def test_the_same_table_gives_the_same_file_with_the_ranks_in_the_order_of_the_file(first):
    assert changed(first, ROWS) == []


def test_a_corrected_date_changes_its_line_alone_and_leaves_the_id(first):
    assert changed(first, corrected(1, 4, "2013")) == ['-        date: "2014"', '+        date: "2013"']


def test_a_corrected_name_changes_its_line_alone_and_leaves_the_id(first):
    assert changed(first, corrected(2, 0, "Lee Bee")) == ["-      - name: Lee B", "+      - name: Lee Bee"]


def test_a_corrected_origin_changes_its_line_alone(first):
    assert changed(first, corrected(4, 2, "SY")) == ["-    origin: CU", "+    origin: SY"]


def test_a_new_row_at_the_end_adds_its_event_alone(first):
    added = changed(first, [*ROWS, ["Neu D", "Ambassador", "KP", "", "2018", "https://d.example/z"]])
    assert {line[0] for line in added} == {"+"}
    assert "+  - id: kp-2018-neu-d" in added


def test_a_row_that_is_taken_out_takes_its_event_alone(first):
    assert {line[0] for line in changed(first, ROWS[:-1])} == {"-"}


def test_rows_in_another_order_keep_their_ids(first):
    text = imported([ROWS[0], *ROWS[:0:-1]], read_previous(first)).text
    assert [line for line in text.splitlines() if line.startswith("  - id: ")] == [
        "  - id: cu-2017-ho-c", "  - id: kp-2016-counsellor", "  - id: kp-2015-lee-b", "  - id: kp-2014-kim-a",
    ]  # fmt: skip


def test_an_event_that_looks_like_one_before_it_keeps_the_id_that_it_has(first, tmp_path):
    rows = [*ROWS, ["Kim A", "", "KP", "Austria", "2014", ""]]
    path = tmp_path / "more.yaml"
    path.write_text(imported(rows).text, encoding="utf-8")
    text = imported([ROWS[0], ["Neu D", "", "KP", "", "2014", ""], *rows[1:]], read_previous(path)).text
    assert "  - id: kp-2014-kim-a-2" in text.splitlines()
    assert "  - id: kp-2014-neu-d" in text.splitlines()


def test_title_and_description_written_by_hand_are_kept(first):
    text = first.read_text(encoding="utf-8").replace("title: Cases\n", "title: By hand\ndescription: All of it.\n")
    first.write_text(text, encoding="utf-8")
    assert changed(first, ROWS) == []


def test_a_file_that_is_missing_or_blank_has_nothing_to_keep(tmp_path):
    assert read_previous(tmp_path / "none.yaml") == NO_FILE
    (tmp_path / "blank.yaml").write_text("")
    assert read_previous(tmp_path / "blank.yaml") == NO_FILE


@pytest.mark.parametrize(
    ("before", "after"),
    [("status: reported", "status: reportd"), ("events:", "events: ["), ("schema_version: 1", "schema_version: 9")],
)
def test_a_file_with_errors_is_refused_with_the_first_of_them(first, before, after):
    first.write_text(first.read_text(encoding="utf-8").replace(before, after, 1), encoding="utf-8")
    with pytest.raises(ReplaceError) as raised:
        read_previous(first)
    assert str(raised.value).startswith(
        f"{first} is not replaced: its ids, title and order of ranks cannot be kept while it has errors; correct them "
        f"(defections check {first} lists them), or name another file with --out. The first error is {first}:"
    )


@pytest.mark.parametrize("text", ["mine", "name,date\nA,2014\n", "# nothing else\n", "\x00\x01"])
def test_a_file_that_is_no_event_file_is_refused_too(tmp_path, text):
    (tmp_path / "cases.csv").write_text(text)
    with pytest.raises(ReplaceError, match=r"or name another file with --out. The first error is .*cases.csv:1:1: "):
        read_previous(tmp_path / "cases.csv")


# What identifies an event


def ids_after(tmp_path, headings: str, old: tuple, new: tuple) -> list[str]:
    """Return the ids after the only row of a table was replaced by another."""
    path = tmp_path / "events.yaml"
    path.write_text(imported([headings.split(","), old]).text, encoding="utf-8")
    text = imported([headings.split(","), new], read_previous(path)).text
    return [line.removeprefix("  - id: ") for line in text.splitlines() if line.startswith("  - id: ")]


@pytest.mark.parametrize("who", ["unidentified diplomat", ""])
def test_an_event_without_a_name_is_not_known_again_in_another_year_and_place(tmp_path, who):
    headings = "name,rank,origin,country,date"
    old, new = (who, "Consul", "KP", "Italy", 2016), (who, "Consul", "KP", "Austria", 2019)
    (before,) = ids_after(tmp_path, headings, old, old)
    (after,) = ids_after(tmp_path, headings, old, new)
    assert "2016" in before
    assert "2019" in after


def test_an_event_without_a_name_is_known_again_by_its_date_and_place(tmp_path):
    old, new = ("unidentified diplomat", "KP", "Italy", 2016), ("Kim A", "KP", "Italy", 2016)
    assert ids_after(tmp_path, "name,origin,country,date", old, new) == ["kp-2016-unidentified-diplomat"]


def test_an_event_without_a_date_is_not_known_again_under_another_name(tmp_path):
    old, new = ("Kim A", "KP", "Italy"), ("Lee B", "KP", "Italy")
    assert ids_after(tmp_path, "name,origin,country", old, new) == ["kp-lee-b"]


def test_an_event_with_a_title_alone_is_known_again_by_it(tmp_path):
    assert ids_after(tmp_path, "title,origin,date", ("A flight", "KP", 2014), ("A flight", "KP", 2015)) == [
        "kp-2014-a-flight"
    ]
