"""The event file, read, checked and made into frames."""

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
    """A checked event file: its records, their frames, and the SHA-256 of its bytes."""

    records: EventFile
    frames: Frames
    sha256: str

    @cached_property
    def index(self) -> EventIndex:
        """Return the columns by which events are selected and counted."""
        return EventIndex(self.frames, self.records.ranks)


@dataclass(frozen=True)
class LoadResult:
    """What an event file gave: a dataset, or the problems that kept it from being one; and warnings in any case."""

    sha256: str
    dataset: Dataset | None
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]


def load(path: Path, max_bytes: int = MAX_BYTES, progress: Progress | None = None) -> LoadResult:
    """Read, check and tabulate the event file at `path`, or take from the cache what it gave.

    `progress` is told the share that is done, from 0 to 1, as often as ten times a second.
    """
    data = bytes_of(path, max_bytes)
    if isinstance(data, Reading):
        return _loaded(data)
    is_kept = len(data) >= cache.LEAST
    if is_kept and (kept := cache.get(hashlib.sha256(data).hexdigest())):
        if progress:
            progress(1.0)
        return _loaded(kept)
    reading = read_bytes(data, progress)
    if is_kept and reading.frames:
        cache.put(reading)
    return _loaded(reading)


def _loaded(reading: Reading) -> LoadResult:
    dataset = Dataset(reading.records, reading.frames, reading.sha256) if reading.records and reading.frames else None
    return LoadResult(reading.sha256, dataset, reading.problems, reading.warnings)
