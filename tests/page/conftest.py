"""A visit to the page of an event file."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from tests.page.reader import EVENTS, PAGE, Visit, run


@pytest.fixture
def visit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Visit]:
    """Open the page of an event file with a query, as a first visit does."""
    file = tmp_path / "events.yaml"

    def page(query: dict[str, str | list[str]] | None = None, text: str | bytes | None = EVENTS) -> AppTest:
        if text is not None:
            file.write_bytes(text.encode() if isinstance(text, str) else text)
        monkeypatch.setenv("DEFECTIONS_FILE", str(file))
        app = AppTest.from_file(str(PAGE), default_timeout=60)
        for key, value in (query or {}).items():
            app.query_params[key] = value
        return run(app)

    yield page
    st.cache_resource.clear()
