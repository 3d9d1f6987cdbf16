"""Files that are not YAML: each named where it breaks off."""

import re

import pytest

from tests.dataset.event_files import LINE_BREAK, message_of, read_text

NOT_YAML = {
    "list left open": ("a: ▸[b\n", "the [ that opens here is not closed; add ] at the end of the line"),
    "mapping left open": ("a: ▸{b: c\n", "the { that opens here is not closed; add } at the end of the line"),
    "colon in plain text": ("a: b▸: c\n", "a text that contains ': ' needs quotes"),
    "tab as indentation": ("a:\n▸\tb: c\n", "indent with spaces; this line begins with a tab"),
    "key out of line": ("a:\n    b: c\n  ▸d: e\n", "this line begins in column 3, 'b' above it in column 5"),
    "quotation mark left open": ('a: ▸"b\n', 'the quotation mark that opens here is not closed; add " at the end'),
    "unknown escape": ('a: "▸\\q"\n', "a backslash in double quotes begins a code that does not exist"),
    "NUL byte": ("a: b▸\0\n", "not YAML: control characters are not allowed"),
    "NUL byte after letters of several bytes": ("é: – 김 ▸\0\nb: c\n", "control characters are not allowed"),
    "NUL byte after lines that end as old Macs end them": ("a: b\rc: ▸\0\n", "control characters are not allowed"),
    "escape sequence of a terminal": ("a: ▸\x1b[31m\n", "control characters are not allowed"),
}


@pytest.mark.parametrize(("text", "telling"), NOT_YAML.values(), ids=NOT_YAML)
def test_what_is_not_yaml_is_named_at_its_place(text, telling):
    marked = text.split("▸")
    lines = re.split(LINE_BREAK, marked[0])
    found = [problem for problem in read_text("".join(marked)).problems if telling in problem.message]
    assert [(problem.line, problem.column) for problem in found] == [(len(lines), len(lines[-1]) + 1)]


def test_a_directive_that_yaml_does_not_have_is_named():
    assert message_of("%YAML 3.0\n---\na: b\n").startswith("not YAML: ")
