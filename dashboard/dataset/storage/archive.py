"""A dataset as a ZIP archive of Arrow tables and JSON, and back.

An archive holds data and nothing that could be run. It names the event file by the SHA-256 of its bytes, and the
version of the code that made it. ZIP checks its members by their CRC-32, Arrow the structure of its tables.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import IO, Any
from zipfile import ZIP_STORED, BadZipFile, ZipFile

import numpy as np
import pandas as pd
import pyarrow as pa

from dashboard.dataset.frames import COLUMNS, Frames, dtype_of
from dashboard.dataset.problems import Problem
from dashboard.dataset.project_version import version_of_project
from dashboard.dataset.result import Dataset, LoadResult
from dashboard.dataset.schema import EventFile
from dashboard.dataset.storage.compact_records import CompactEvents


@cache
def code_version() -> str:
    """Return a SHA-256 of all that makes records, frames and warnings: the modules of `dataset`, and CLDR's names."""
    digest = hashlib.sha256(f"{version_of_project()} {version('babel')}".encode())
    for path in sorted(Path(__file__).parents[1].rglob("*")):
        if path.suffix in (".py", ".csv"):
            digest.update(path.read_bytes())
    return digest.hexdigest()


def write(file: Path, dataset: Dataset, warnings: Sequence[Problem]) -> None:
    """Write a dataset with its warnings, uncompressed."""
    events: Sequence[Any] = dataset.records.events
    head = {
        "sha256": dataset.sha256,
        "version": code_version(),
        "given": sorted(dataset.records.model_fields_set),
        "warnings": [asdict(problem) for problem in warnings],
    }
    sections = dataset.records.model_dump_json(by_alias=True, exclude_unset=True, exclude={"events"})
    with ZipFile(file, "w", ZIP_STORED) as archive:
        archive.writestr("head.json", json.dumps(head))
        archive.writestr("sections.json", sections)
        for name in COLUMNS:
            _write_table(archive, name, pa.Table.from_pandas(getattr(dataset.frames, name), preserve_index=False))
        # A file without a list of events has an empty tuple in its place.
        written = _binary_array(events if isinstance(events, CompactEvents) else CompactEvents())
        _write_table(archive, "written", pa.table({"written": written}))


def read(file: IO[bytes], sha256: str) -> LoadResult:
    """Read what `write` wrote of the event file with this hash.

    Raise BadZipFile, ValueError, KeyError or another exception of zipfile, json, pyarrow and pydantic if the archive is
    damaged, or of another event file or version.
    """
    with ZipFile(file) as archive:
        if any(info.compress_type != ZIP_STORED for info in archive.infolist()):
            raise BadZipFile("compressed")  # not by us, and it might unpack without end
        head = json.loads(archive.read("head.json"))
        if (head["sha256"], head["version"]) != (sha256, code_version()):
            raise ValueError("of another event file or version")
        frames = {name: _read_frame(archive, name, columns) for name, columns in COLUMNS.items()}
        events = _compact_events(_read_table(archive, "written")["written"].combine_chunks())
        if len(events) != len(frames["events"]):
            raise ValueError("tables of different event files")
        records = EventFile.model_validate_json(archive.read("sections.json"))
    if "events" in head["given"]:
        records = records.model_copy(update={"events": events})
    return LoadResult(
        sha256, Dataset(records, Frames(**frames), sha256), (), tuple(_problem(given) for given in head["warnings"])
    )


def _binary_array(events: CompactEvents) -> pa.LargeBinaryArray:
    """Return the JSON of events as an array over the same memory."""
    offsets = np.append(np.zeros(1, "int64"), events.ends)
    buffers = [None, pa.py_buffer(offsets), pa.py_buffer(events.text)]
    return pa.LargeBinaryArray.from_buffers(pa.large_binary(), len(events), buffers)


def _compact_events(array: pa.LargeBinaryArray) -> CompactEvents:
    _, offsets, text = array.buffers()
    ends = np.frombuffer(offsets, "int64")[1:] if len(array) else np.empty(0, "int64")
    return CompactEvents(memoryview(text or b""), ends)


def _write_table(archive: ZipFile, name: str, table: pa.Table) -> None:
    with archive.open(f"{name}.arrow", "w", force_zip64=True) as file, pa.ipc.new_file(file, table.schema) as writer:
        writer.write_table(table)


def _read_table(archive: ZipFile, name: str) -> pa.Table:
    table = pa.ipc.open_file(pa.py_buffer(archive.read(f"{name}.arrow"))).read_all()
    table.validate(full=True)
    return table


def _read_frame(archive: ZipFile, name: str, columns: tuple[str, ...]) -> pd.DataFrame:
    frame: pd.DataFrame = _read_table(archive, name).to_pandas()
    if {column: str(dtype) for column, dtype in frame.dtypes.items()} != {it: dtype_of(it) for it in columns}:
        raise ValueError(f"{name}: other columns")
    return frame


def _problem(given: Mapping[str, Any]) -> Problem:
    return Problem(**{**given, "allowed": tuple(given["allowed"])})
