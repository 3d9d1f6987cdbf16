"""The bytes of an event file, if it is a file, not too large, and UTF-8."""

import codecs
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISREG

from dashboard.dataset.comments import comments_of
from dashboard.dataset.problems import Problem
from dashboard.dataset.result import LoadResult
from dashboard.dataset.text import may_hide
from dashboard.dataset.yaml_errors import position_at

MAX_BYTES = 128 * 2**20
"""Size limit of an event file, unless the user sets another."""


def read_limited(path: Path, max_bytes: int, limit_name: str) -> bytes | LoadResult:
    """Return the bytes of a file, or why it is not read; `limit_name` is what allows a larger one."""
    try:
        if not path.is_dir() and not S_ISREG(path.stat().st_mode):  # a pipe may keep its reader waiting for ever
            return _refused("cannot be read: it is a device or a pipe")
        with path.open("rb") as file:
            data = file.read(max_bytes + 1)
    except OSError as error:
        return _refused(f"cannot be read: {error.strerror or error}")
    if len(data) > max_bytes:
        digest = hashlib.sha256(data).hexdigest()
        return _refused(f"is larger than {_size(max_bytes)}; {limit_name} allows more", digest)
    return data


def _size(size: int) -> str:
    """Return a size in words: in MB if it is a whole number of them, else in bytes."""
    megabytes, rest = divmod(size, 2**20)
    if megabytes and not rest:
        return f"{megabytes:,} MB"
    return f"{size:,} byte{'' if size == 1 else 's'}"


def _refused(reason: str, sha256: str = "") -> LoadResult:
    return LoadResult(sha256, None, (Problem(1, 1, f"the file {reason}"),))


@dataclass(frozen=True)
class Utf8Text:
    """The text of an event file."""

    data: bytes  # UTF-8, without byte order mark
    characters: int
    may_have_invisible: bool
    comments: Mapping[int, str]
    """Those that follow something on their line, by where that ends, counted in characters."""


def utf8_text(data: bytes) -> Utf8Text | Problem:
    """Return the bytes of a file as text in UTF-8, or what is wrong at the first byte that is not."""
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        return _not_utf8(data, error.start)
    return Utf8Text(data, len(text), may_hide(text), comments_of(text))


def _not_utf8(data: bytes, start: int) -> Problem:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return Problem(1, 1, "the file is UTF-16; save it as UTF-8")
    position = position_at(data[:start].decode(), start)
    return Problem(*position, f"not UTF-8: byte 0x{data[start]:02x} has no meaning here; save the file as UTF-8")
