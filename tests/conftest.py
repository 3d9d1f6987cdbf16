"""What the tests share: event files as text made into datasets, and the shipped event file."""

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from dashboard.dataset import Dataset, load
from dashboard.dataset.reader import read_bytes

ROOT = Path(__file__).parents[1]


@pytest.fixture(autouse=True, scope="session")
def _cache_of_its_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep what tests read out of the user's cache folder, and what is in there out of the tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="session")
def dataset_of() -> Callable[[str], Dataset]:
    """Make the text of an event file without problems into a dataset."""

    @cache
    def dataset(text: str) -> Dataset:
        result = read_bytes(text.encode())
        assert result.dataset, result.problems
        return result.dataset

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
    result = load(shipped_file)
    assert result.dataset, result.problems
    return result.dataset
