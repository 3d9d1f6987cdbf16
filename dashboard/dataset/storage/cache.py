"""Keep what a large event file gave in the user's cache folder, in columns, so that it need not be read again.

What is kept of a file is named by the SHA-256 of its bytes and the version of all that made it. It is a ZIP archive,
which checks its own content, of tables in Arrow's IPC format and of JSON: data, and nothing that could be run. What is
damaged, foreign or of another version counts as nothing, and so does a folder that cannot be read or written, or that
others may write to.
"""

import hashlib
import json
import logging
import os
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any
from zipfile import ZIP_STORED, BadZipFile, ZipFile

import numpy as np
import pandas as pd
import platformdirs
import pyarrow as pa

from dashboard.dataset.frames import COLUMNS, Frames, dtype_of
from dashboard.dataset.problems import Problem
from dashboard.dataset.reader import Reading
from dashboard.dataset.schema import EventFile
from dashboard.dataset.storage.compact_records import Events

LEAST = 2**20
"""How many bytes a file has at least that is kept: a smaller one is read within half a second."""

MOST_FILES, MOST_BYTES = 4, 2**30
"""How much is kept: of what is more, the oldest goes."""

_SUFFIX = ".events.zip"
_ABANDONED = 3600  # s after which nobody is writing a file any more
_log = logging.getLogger(__name__)


def folder() -> Path:
    """Return the folder of what is kept: `$XDG_CACHE_HOME/defections`, else `~/.cache/defections` on Linux."""
    return platformdirs.user_cache_path("defections", appauthor=False)


def get(sha256: str) -> Reading | None:
    """Return what is kept of the file with this hash, if it is whole and of this version."""
    path = _path(sha256)
    try:
        _require_own(path.parent.stat())
        with open(path, "rb", opener=_not_linked) as file, ZipFile(file) as archive:
            _require_own(os.fstat(file.fileno()))
            reading = _read(archive, sha256)
        os.utime(path)  # used last
    except FileNotFoundError:
        return None
    except Exception as error:  # whatever is wrong with it, the event file itself is there
        _log.info("not read from the cache: %s", error)
        return None
    return reading


def put(reading: Reading) -> None:
    """Keep what a file gave; where there is no room for it, or no right to write, that is all."""
    try:
        folder().mkdir(mode=0o700, parents=True, exist_ok=True)
        _require_own(folder().stat())
        with _replacing(_path(reading.sha256)) as path, ZipFile(path, "w", ZIP_STORED) as archive:
            _write(archive, reading)
        _tidy()
    except OSError as error:
        _log.info("not kept in the cache: %s", error)


def _require_own(stat: os.stat_result) -> None:
    """Raise PermissionError for a file or a folder that others own or may write to: what it holds may be theirs."""
    if os.name == "posix" and (stat.st_uid != os.geteuid() or stat.st_mode & 0o022):
        raise PermissionError("others own it or may write to it")


def _not_linked(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NOFOLLOW", 0))


def _path(sha256: str) -> Path:
    return folder() / f"{sha256[:32]}-{_version()[:16]}{_SUFFIX}"


@cache
def _version() -> str:
    """Return the version of all that makes records, frames and warnings: the modules beside this one, and CLDR."""
    made_by = hashlib.sha256(f"{version('defection-timeline')} {version('babel')}".encode())
    for path in sorted(Path(__file__).parents[1].rglob("*")):
        if path.suffix in (".py", ".csv"):
            made_by.update(path.read_bytes())
    return made_by.hexdigest()


def _write(archive: ZipFile, reading: Reading) -> None:
    assert reading.records
    assert reading.frames
    given: Sequence[Any] = reading.records.events
    events = given if isinstance(given, Events) else Events()  # a file may have no list of them
    head = {
        "sha256": reading.sha256,
        "version": _version(),
        "given": sorted(reading.records.model_fields_set),
        "warnings": [asdict(problem) for problem in reading.warnings],
    }
    archive.writestr("head.json", json.dumps(head))
    archive.writestr(
        "sections.json", reading.records.model_dump_json(by_alias=True, exclude_unset=True, exclude={"events"})
    )
    for name in COLUMNS:
        _write_table(archive, name, pa.Table.from_pandas(getattr(reading.frames, name), preserve_index=False))
    ends = np.append(np.zeros(1, "int64"), events.ends)
    written = pa.LargeBinaryArray.from_buffers(
        pa.large_binary(), len(events), [None, pa.py_buffer(ends), pa.py_buffer(events.text)]
    )
    searched = pa.array(reading.frames.searched, pa.large_string())
    _write_table(archive, "texts", pa.table({"written": written, "searched": searched}))


def _write_table(archive: ZipFile, name: str, table: pa.Table) -> None:
    with archive.open(f"{name}.arrow", "w", force_zip64=True) as file, pa.ipc.new_file(file, table.schema) as writer:
        writer.write_table(table)


def _read(archive: ZipFile, sha256: str) -> Reading:
    if any(info.compress_type != ZIP_STORED for info in archive.infolist()):
        raise BadZipFile("compressed")  # by others: it might grow without end
    head = json.loads(archive.read("head.json"))
    if (head["sha256"], head["version"]) != (sha256, _version()):
        raise ValueError("of another file or version")
    texts = _table(archive, "texts").combine_chunks()
    frames = {name: _frame(archive, name, columns) for name, columns in COLUMNS.items()}
    written = texts["written"].combine_chunks()
    _, offsets, text = written.buffers()
    ends = np.frombuffer(offsets, "int64")[1:] if len(written) else np.empty(0, "int64")
    events = Events(memoryview(text or b""), ends)
    if len(events) != len(frames["events"]):
        raise ValueError("of several files")
    records = EventFile.model_validate_json(archive.read("sections.json"))
    if "events" in head["given"]:
        records = records.model_copy(update={"events": events})
    searched = pd.Series(pd.array(texts["searched"], dtype="str"))
    warnings = tuple(_problem(given) for given in head["warnings"])
    return Reading(sha256, records, (), warnings, Frames(searched=searched, **frames))


def _table(archive: ZipFile, name: str) -> pa.Table:
    table = pa.ipc.open_file(pa.py_buffer(archive.read(f"{name}.arrow"))).read_all()
    table.validate(full=True)
    return table


def _frame(archive: ZipFile, name: str, columns: tuple[str, ...]) -> pd.DataFrame:
    frame: pd.DataFrame = _table(archive, name).to_pandas()
    if {column: str(dtype) for column, dtype in frame.dtypes.items()} != {it: dtype_of(it) for it in columns}:
        raise ValueError(f"no such columns: {name}")
    return frame


def _problem(given: Mapping[str, Any]) -> Problem:
    return Problem(**{**given, "allowed": tuple(given["allowed"])})


@contextmanager
def _replacing(path: Path) -> Iterator[Path]:
    """Give a file to write, for its owner alone, which takes the place of another once it is whole."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=_SUFFIX)
    os.close(handle)
    try:
        yield Path(name)
        os.replace(name, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(name)
        raise


def _tidy() -> None:
    """Delete the oldest of what is more than is kept, and what was never finished."""
    for unfinished in folder().glob(f".*{_SUFFIX}"):
        if unfinished.stat().st_mtime < time.time() - _ABANDONED:
            unfinished.unlink(missing_ok=True)
    found = sorted(((it.stat(), it) for it in folder().glob(f"[!.]*{_SUFFIX}")), key=lambda it: -it[0].st_mtime_ns)
    room = MOST_BYTES
    for n, (stat, path) in enumerate(found):
        room -= stat.st_size
        if n >= MOST_FILES or (n and room < 0):
            path.unlink(missing_ok=True)
