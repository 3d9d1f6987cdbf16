"""The event file, read, checked and made into frames."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from dashboard.dataset.frames import Frames, frames
from dashboard.dataset.problems import Problem
from dashboard.dataset.reader import Reading, read
from dashboard.dataset.schema import EventFile

__all__ = ["Dataset", "Loaded", "load"]


@dataclass(frozen=True)
class Dataset:
    """A checked event file: its records and their frames."""

    records: EventFile
    frames: Frames


@dataclass(frozen=True)
class Loaded:
    """What an event file gave: a dataset, or the problems that kept it from being one."""

    sha256: str
    dataset: Dataset | None
    problems: tuple[Problem, ...]


def load(path: Path) -> Loaded:
    """Read, check and tabulate the event file at `path`, anew only where the file has changed on disk."""
    try:
        stat = path.stat()
        state = (stat.st_ino, stat.st_mtime_ns, stat.st_size)
    except OSError:
        state = (0, 0, 0)
    return _load(path, state)


@lru_cache(maxsize=4)
def _load(path: Path, state: tuple[int, int, int]) -> Loaded:
    reading: Reading = read(path)
    dataset = Dataset(reading.records, frames(reading.records)) if reading.records else None
    return Loaded(reading.sha256, dataset, reading.problems)
