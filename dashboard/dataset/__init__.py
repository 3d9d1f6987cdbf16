"""The event file, read, checked and made into frames."""

from dataclasses import dataclass
from pathlib import Path

from dashboard.dataset.frames import Frames, frames
from dashboard.dataset.problems import Problem
from dashboard.dataset.reader import MAX_BYTES, read
from dashboard.dataset.schema import EventFile

__all__ = ["MAX_BYTES", "Dataset", "Loaded", "load"]


@dataclass(frozen=True)
class Dataset:
    """A checked event file: its records, their frames, and the SHA-256 of its bytes."""

    records: EventFile
    frames: Frames
    sha256: str


@dataclass(frozen=True)
class Loaded:
    """What an event file gave: a dataset, or the problems that kept it from being one; and warnings in any case."""

    sha256: str
    dataset: Dataset | None
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]


def load(path: Path, max_bytes: int = MAX_BYTES) -> Loaded:
    """Read, check and tabulate the event file at `path`."""
    reading = read(path, max_bytes)
    dataset = Dataset(reading.records, frames(reading.records), reading.sha256) if reading.records else None
    return Loaded(reading.sha256, dataset, reading.problems, reading.warnings)
