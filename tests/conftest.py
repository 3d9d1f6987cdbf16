"""What the tests share: event files as text made into datasets, and the shipped event file."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from dashboard.dataset import Dataset, load
from tests import builders

ROOT = Path(__file__).parents[1]

settings.register_profile("tests", deadline=None)  # a busy machine is slow, not wrong
settings.register_profile("worlds", deadline=None, max_examples=100_000)
settings.load_profile("tests")

SLOW = (
    "browser",
    "contracts",
    "export/test_rasterise.py",
    "export/test_html_page.py",
    "export/test_html_figures.py",
    "export/test_write.py",
    "test_app.py",
    "test_cli.py",
    "test_hostile_files.py",
    "test_package.py",
    "test_plotly_js.py",
    "test_docs.py",
    "test_python_interface.py",
    "test_serving.py",
    "worlds",
    "charts/map/test_bounds.py",
    "charts/timeline/test_figure_parts.py",
)
"""Folders and files of tests that start a browser, a server or another process, or read and draw very much."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what takes long as slow, and begin with the longest, so that no process waits for another at the end."""
    slow = [ROOT / "tests" / name for name in SLOW]
    for item in items:
        if any(item.path.is_relative_to(path) for path in slow):
            item.add_marker(pytest.mark.slow)
    items.sort(key=lambda item: not item.path.is_relative_to(ROOT / "tests" / "worlds"))


@pytest.fixture(autouse=True, scope="session")
def _cache_of_its_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep what tests read out of the user's cache folder, and what is in there out of the tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="session")
def dataset_of() -> Callable[[str], Dataset]:
    """Make the text of an event file without problems into a dataset."""
    return builders.dataset


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
