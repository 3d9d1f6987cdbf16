"""Whatever the bytes, reading gives records or problems that lie within the file."""

import re
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dashboard.dataset.problems import Problem
from dashboard.dataset.reader import check_bytes, read_bytes
from tests.dataset.event_files import HEAD, LINE_BREAK

SHIPPED = (Path(__file__).parents[2] / "events.yaml").read_bytes()


def position_lies_within(problem: Problem, data: bytes) -> bool:
    lines = re.split(LINE_BREAK, data.decode("utf-8-sig", "replace"))
    return 1 <= problem.line <= len(lines) and 1 <= problem.column <= len(lines[problem.line - 1]) + 1


def assert_records_or_problems(data: bytes) -> None:
    reading = read_bytes(data)
    assert check_bytes(data) == reading.check_result
    assert (reading.dataset is None) == bool(reading.problems)
    assert list(reading.problems) == sorted(reading.problems)
    assert list(reading.warnings) == sorted(reading.warnings)
    assert {p.severity for p in reading.problems} <= {"error"}
    assert {p.severity for p in reading.warnings} <= {"warning"}
    for problem in (*reading.problems, *reading.warnings):
        assert position_lies_within(problem, data), problem
        assert problem.message
        assert len(problem.message.splitlines()) == 1


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """Draw the shipped file with up to three small changes: something taken out, put in, repeated or moved."""
    data = SHIPPED
    for _ in range(draw(st.integers(1, 3))):
        start = draw(st.integers(0, len(data)))
        end = min(start + draw(st.integers(0, 12)), len(data))
        put = draw(
            st.binary(max_size=4)
            | st.text(max_size=4).map(str.encode)
            | st.sampled_from(
                [b"", b"\n", b": ", b"- ", b"&a ", b"*a", b"!!", b"\xef\xbb\xbf", b"null", b"'", b'"', b"{"]
            )
            | st.just(data[start : start + 40])
        )
        data = data[:start] + put + data[end:]
    return data


@settings(max_examples=300)
@given(st.binary() | st.text(alphabet="ab:{}[]-*&!<>|'\"\n\r #%?,~\t\0\ufeff\x85é").map(str.encode))
@example(b"\xef\xbb\xbfa\xff")
@example(b"a: b\n.")
@example(b"\r\0")
@example(b"\r\x80")
@example(b"\xef\xbb\xbf\xef\xbb\xbfa: b: c")
@example(HEAD.encode() + b'"a\\nb": 1\n')
@example(HEAD.encode() + '"a\\n\\e": "\u200b"\n'.encode())
def test_any_bytes_give_records_or_problems_within_the_file(data):
    assert_records_or_problems(data)


@pytest.mark.slow
@settings(max_examples=200)
@given(mutated())
def test_any_small_change_of_the_shipped_file_gives_records_or_problems_within_it(data):
    assert_records_or_problems(data)
