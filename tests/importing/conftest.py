"""Every import in these tests looks places up among a few cities."""

import pytest

from tests.importing import tables


@pytest.fixture(autouse=True)
def sizes_read(request, monkeypatch) -> list[int]:
    """Return the sizes of the cities that were read; those of a test marked `real_gazetteer` are the real ones."""
    return [] if "real_gazetteer" in request.fixturenames else tables.use_few_cities(monkeypatch)


@pytest.fixture
def real_gazetteer() -> None:
    """Look places up among all cities of the package."""
