"""The event file, read, checked and made into frames."""

from dataclasses import dataclass
from pathlib import Path

from dashboard.dataset.frames import Frames, frames
from dashboard.dataset.problems import Problem
from dashboard.dataset.reader import read
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
    """Read, check and tabulate the event file at `path`."""
    reading = read(path)
    dataset = Dataset(reading.records, frames(reading.records)) if reading.records else None
    return Loaded(reading.sha256, dataset, reading.problems)
