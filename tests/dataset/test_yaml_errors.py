"""Files that are not YAML: each named where it breaks off."""

import pytest

from tests.dataset.event_files import assert_problems, message_of

NOT_YAML = {
    "list left open": ("a: [b\n▸", ""),
    "mapping left open": ("a: {b: c\n▸", ""),
    "colon in plain text": ("a: b▸: c\n", "mapping values are not allowed"),
    "tab as indentation": ("a:\n▸\tb: c\n", "not YAML"),
    "key out of line": ("a:\n    b: c\n  ▸d: e\n", "not YAML"),
    "quotation mark left open": ('a: "b\n▸', "not YAML"),
    "unknown escape": ('a: "▸\\q"\n', "not YAML"),
    "NUL byte": ("a: b▸\0\n", "control characters are not allowed"),
    "NUL byte after letters of several bytes": ("é: – 김 ▸\0\nb: c\n", "control characters are not allowed"),
    "NUL byte after lines that end as old Macs end them": ("a: b\rc: ▸\0\n", "control characters are not allowed"),
    "escape sequence of a terminal": ("a: ▸\x1b[31m\n", "control characters are not allowed"),
}


@pytest.mark.parametrize(("text", "telling"), NOT_YAML.values(), ids=NOT_YAML)
def test_what_is_not_yaml_is_named_where_it_breaks_off(text, telling):
    assert_problems(text, telling)
    assert message_of(text.replace("▸", "")).startswith("not YAML: ")


def test_a_directive_that_yaml_does_not_have_is_named():
    assert message_of("%YAML 3.0\n---\na: b\n").startswith("not YAML: ")
