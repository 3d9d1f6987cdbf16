"""What the tests share: event files as text made into datasets, and the shipped event file."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from dashboard.dataset import Dataset
from dashboard.dataset.frames import frames
from dashboard.dataset.reader import read, read_bytes

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def dataset_of() -> Callable[[str], Dataset]:
    """Make the text of an event file without problems into a dataset."""

    @cache
    def dataset(text: str) -> Dataset:
        reading = read_bytes(text.encode())
        assert reading.records is not None, reading.problems
        return Dataset(reading.records, frames(reading.records), reading.sha256)

    return dataset


@pytest.fixture(scope="session")
def root() -> Path:
    """Return the folder of the project."""
    return ROOT


@pytest.fixture(scope="session")
def shipped_file() -> Path:
    """Return the path of the event file that ships with the project."""
    return ROOT / "events.yaml"


@pytest.fixture(scope="session")
def shipped(shipped_file: Path) -> Dataset:
    """Return the dataset that ships with the project."""
    reading = read(shipped_file)
    assert reading.records is not None, reading.problems
    return Dataset(reading.records, frames(reading.records), reading.sha256)
