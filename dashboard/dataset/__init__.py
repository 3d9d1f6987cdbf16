"""The event file, read, checked and made into frames."""

from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from dashboard.dataset.frames import Frames, frames
from dashboard.dataset.problems import Problem
from dashboard.dataset.reader import MAX_BYTES, read
from dashboard.dataset.schema import EventFile

__all__ = ["MAX_BYTES", "Dataset", "Loaded", "load"]


@dataclass(frozen=True)
class Dataset:
    """A checked event file: its records and their frames."""

    records: EventFile
    frames: Frames


@dataclass(frozen=True)
class Loaded:
    """What an event file gave: a dataset, or the problems that kept it from being one; and warnings in any case."""

    sha256: str
    dataset: Dataset | None
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]


def load(path: Path, max_bytes: int = MAX_BYTES) -> Loaded:
    """Read, check and tabulate the event file at `path`, anew only where the file or the limit has changed."""
    try:
        stat = path.stat()
    except OSError:
        return _read(path, max_bytes)
    state = stat.st_ino, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_size, max_bytes
    with _lock:
        known = _loaded.get(path)
        if known is None or known[0] != state:
            known = _loaded[path] = state, _read(path, max_bytes)
    return known[1]


_lock = Lock()
_loaded: dict[Path, tuple[tuple[int, ...], Loaded]] = {}  # the last state of each file


def _read(path: Path, max_bytes: int) -> Loaded:
    reading = read(path, max_bytes)
    dataset = Dataset(reading.records, frames(reading.records)) if reading.records else None
    return Loaded(reading.sha256, dataset, reading.problems, reading.warnings)
