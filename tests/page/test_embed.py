"""The page in a frame of another site."""

import pytest
import streamlit as st

from tests.page.reader import Visit, figure, notes


def test_an_embedded_page_says_what_was_left_out_and_shows_little_of_nothing(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(st.context), "is_embedded", property(lambda _: True))
    app = visit({"rank": "king", "q": "no such words", "context": "0"})
    left_out, emptied = notes(app)
    assert left_out.startswith("Left out of the query: rank=king")
    assert emptied.startswith("No defection matches these filters.")
    for name in ("map", "timeline"):
        assert figure(app, name)["layout"]["height"] <= 120
