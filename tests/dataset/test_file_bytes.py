"""Files that are not read: missing, too large, no file at all, or not UTF-8."""

import os
from pathlib import Path

import pytest

from dashboard.dataset import LoadResult, file_bytes, load
from dashboard.dataset.problems import Problem
from dashboard.dataset.reader import read_bytes
from tests.dataset.event_files import HEAD


def test_a_missing_file_is_a_problem(tmp_path):
    assert load(tmp_path / "none.yaml") == LoadResult(
        "", None, (Problem(1, 1, "the file cannot be read: No such file or directory"),)
    )


def test_a_folder_is_a_problem(tmp_path):
    assert load(tmp_path).problems == (Problem(1, 1, "the file cannot be read: Is a directory"),)


def test_a_file_beyond_the_limit_is_not_read(tmp_path):
    path = tmp_path / "events.yaml"
    path.write_text(HEAD + "#" * (2 * 2**20 - len(HEAD)))
    assert load(path, 2 * 2**20).problems == ()
    path.write_text(HEAD + "#" * (2 * 2**20 - len(HEAD) + 1))
    assert load(path, 2 * 2**20).problems == (Problem(1, 1, "the file is larger than 2 MB; max_bytes allows more"),)


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (1, "1 byte"),
        (10, "10 bytes"),
        (2**20 - 1, "1,048,575 bytes"),
        (2**20, "1 MB"),
        (5_000_000, "5,000,000 bytes"),
    ],
)
def test_the_limit_is_said_exactly_with_the_name_that_users_know_it_by(tmp_path, size, words):
    path = tmp_path / "events.yaml"
    path.write_bytes(b"#" * (size + 1))
    (problem,) = load(path, size, limit_name="THE_LIMIT").problems
    assert problem.message == f"the file is larger than {words}; THE_LIMIT allows more"


@pytest.mark.parametrize("kind", ["device", "pipe"])
def test_what_is_no_file_is_not_read(tmp_path, kind):
    path = Path("/dev/zero") if kind == "device" else tmp_path / "pipe"
    if kind == "pipe":
        os.mkfifo(path)
    assert load(path).problems == (Problem(1, 1, "the file cannot be read: it is a device or a pipe"),)


def test_the_limit_is_128_mb():
    assert file_bytes.MAX_BYTES == 134_217_728


@pytest.mark.parametrize(
    ("data", "line", "column", "byte"),
    [
        (b"title: Caf\xe9\n", 1, 11, "0xe9"),  # Latin-1
        ("title: é\nb: 김".encode() + b"\x80", 2, 5, "0x80"),
        (b"a\r\nb\r\n\xc3", 3, 1, "0xc3"),
        (b"\xed\xa0\x80", 1, 1, "0xed"),  # a surrogate
        # with a byte order mark before
        (b"\xef\xbb\xbf\xff", 1, 1, "0xff"),
        (b"\xef\xbb\xbfa\xff", 1, 2, "0xff"),
        (b"\xef\xbb\xbfab\n\xe9", 2, 1, "0xe9"),
    ],
)
def test_a_file_that_is_not_utf_8_is_named_at_the_byte(data, line, column, byte):
    assert read_bytes(data).problems == (
        Problem(line, column, f"not UTF-8: byte {byte} has no meaning here; save the file as UTF-8"),
    )


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_a_file_in_utf_16_is_named_as_one(encoding):
    (problem,) = read_bytes(f"\ufeff{HEAD}".encode(encoding)).problems
    assert problem == Problem(1, 1, "the file is UTF-16; save it as UTF-8")


def test_a_byte_order_mark_is_no_problem_and_takes_no_column():
    assert read_bytes(b"\xef\xbb\xbf" + HEAD.encode()).problems == ()
    broken = b"\xef\xbb\xbf" + HEAD.encode() + b"description: c: d\n"
    assert [(p.line, p.column) for p in read_bytes(broken).problems] == [(3, 15)]
