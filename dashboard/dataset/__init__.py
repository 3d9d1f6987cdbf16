"""The event file, read and checked: `load` gives its records, frames and index, or every problem with its place."""

import hashlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from dashboard.dataset.frames import Frames
from dashboard.dataset.index import EventIndex
from dashboard.dataset.problems import Problem
from dashboard.dataset.reader import MAX_BYTES, Progress, Reading, bytes_of, read_bytes
from dashboard.dataset.schema import EventFile
from dashboard.dataset.storage import cache

__all__ = ["MAX_BYTES", "Dataset", "LoadResult", "Progress", "load"]


@dataclass(frozen=True)
class Dataset:
    """A checked event file."""

    records: EventFile
    frames: Frames
    sha256: str
    """SHA-256 of the bytes of the file, in hexadecimal digits."""

    @cached_property
    def index(self) -> EventIndex:
        """The columns by which events are filtered, counted and ordered."""
        return EventIndex(self.frames, self.records.ranks)


@dataclass(frozen=True)
class LoadResult:
    """A dataset with its warnings, or no dataset and the problems of the file."""

    sha256: str
    """SHA-256 of the bytes of the file, in hexadecimal digits; empty if they could not be read."""
    dataset: Dataset | None
    problems: tuple[Problem, ...]
    """Errors in the order of the file; empty if there is a dataset."""
    warnings: tuple[Problem, ...]
    """What is allowed but looks wrong, in the order of the file."""


def load(path: Path, max_bytes: int = MAX_BYTES, progress: Progress | None = None) -> LoadResult:
    """Read, check and tabulate an event file; a large one that was read before is taken from the cache.

    Whatever is wrong with the file is among the problems of the result; nothing is raised. `progress` is called with
    the share that is done, from 0 to 1, at most ten times a second.
    """
    data = bytes_of(path, max_bytes)
    return _result(data if isinstance(data, Reading) else _read(data, progress))


def _read(data: bytes, progress: Progress | None) -> Reading:
    if len(data) < cache.MIN_FILE_BYTES:
        return read_bytes(data, progress)
    if kept := cache.get(hashlib.sha256(data).hexdigest()):
        if progress:
            progress(1.0)
        return kept
    reading = read_bytes(data, progress)
    if reading.frames:
        cache.put(reading)
    return reading


def _result(reading: Reading) -> LoadResult:
    dataset = Dataset(reading.records, reading.frames, reading.sha256) if reading.records and reading.frames else None
    return LoadResult(reading.sha256, dataset, reading.problems, reading.warnings)
