"""Importing the corrected table again changes what was corrected, and nothing else."""

import difflib

import pytest

from dashboard.importing.previous import NO_FILE, read_previous
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


def test_a_file_that_is_missing_or_broken_keeps_nothing(tmp_path):
    assert read_previous(tmp_path / "none.yaml") == NO_FILE
    (tmp_path / "broken.yaml").write_text("events: [")
    assert read_previous(tmp_path / "broken.yaml") == NO_FILE
