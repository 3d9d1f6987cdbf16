"""The page in a frame of another site."""

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from dashboard.page.embed import EmbedTexts, embed_layout
from dashboard.page.sizes import FRAME_PANEL_PX
from tests.page.reader import MANY, Visit, bodies, compact_card, component, figure, mark, notes, query, record

TEXTS = EmbedTexts("Title", "3 of 3 defections", (), "Sources: none.")
"""Texts of one line each: 21, 21 and 20 px high."""


@pytest.fixture
def embedded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have Streamlit say that the page is in a frame."""
    monkeypatch.setattr(type(st.context), "is_embedded", property(lambda _: True))


def test_an_embedded_page_says_what_was_left_out_and_shows_little_of_nothing(visit: Visit, embedded: None) -> None:
    app = visit({"rank": "king", "q": "no such words", "context": "0"})
    left_out, emptied = notes(app)
    assert left_out.startswith("Ignored: unknown rank “king”")
    assert emptied.startswith("No defection matches these filters.")
    for name in ("map", "timeline"):
        assert figure(app, name)["layout"]["height"] <= 120


def test_an_embedded_page_shows_the_charts_of_its_url_and_nothing_to_filter_by(visit: Visit, embedded: None) -> None:
    app = visit({"post": "RU"})
    assert "Bae" in str(figure(app, "timeline"))
    assert "Ahn" not in str(figure(app, "timeline"))
    assert not app.get("pills")
    for name in ("map", "timeline"):
        assert component(app, name)["narrows"] is False
        assert component(app, name)["frame"] == 900


def faint_marks(app: AppTest) -> bool:
    (places,) = (trace for trace in figure(app, "map")["data"] if trace["name"] == "Places")
    return len(set(places["marker"]["line"]["width"])) > 1


def test_in_a_frame_a_click_lets_go_of_the_event_that_the_url_marks(visit: Visit, embedded: None) -> None:
    app = visit({"event": "c"})
    assert faint_marks(app)
    assert not faint_marks(mark(app))
    assert query(app) == {"event": ["c"]}


def test_in_a_frame_the_compact_card_leads_to_the_full_card_on_the_whole_page(visit: Visit, embedded: None) -> None:
    card = compact_card(visit({"post": "RU", "event": "c"}))
    assert card["ids"] == ["c"]
    assert 'href="/?post=RU&amp;event=c" target="_blank"' in card["html"]
    assert "<button" in card["html"]  # to close it


def test_a_frame_lists_what_is_not_on_its_map_where_it_has_room(visit: Visit, embedded: None) -> None:
    app = visit(text=MANY)
    (panel,) = bodies(app, "<summary>60 defections not on the map")
    assert panel.count('target="_blank"') == 20
    heights = [figure(app, name)["layout"]["height"] for name in ("map", "timeline")]
    record(app, frame_height=500)
    assert not bodies(app, "<summary>60 defections not on the map")
    record(app, frame_height=900, chart_width=400)
    assert not bodies(app, "<summary>60 defections not on the map")
    assert sum(heights) < 900 - FRAME_PANEL_PX


def test_the_texts_of_a_frame_take_more_lines_where_it_is_narrow() -> None:
    texts = EmbedTexts("Title", "words " * 40, ("A note.",), "Sources: none.")
    assert TEXTS.height(1000) == 21 + 21 + 20
    assert texts.height(1000) == 21 + 2 * 21 + 31 + 20
    assert texts.height(300) > texts.height(1000)


@pytest.mark.parametrize(
    ("frame_height", "timeline_height", "heights"),
    [
        (726, 300, (300, 300)),  # the natural height: 600 px are left for both
        (726, 100, (360, 240)),  # at least two fifths
        (726, 900, (240, 360)),  # at most three fifths
        (500, 900, (160, 214)),  # the map keeps 160 px
        (300, 900, (160, 200)),  # a frame without room for both scrolls
    ],
)
def test_map_and_timeline_share_what_the_texts_leave_of_a_frame(
    frame_height: int, timeline_height: int, heights: tuple[int, int]
) -> None:
    layout = embed_layout(TEXTS, timeline_height, 1000, frame_height)
    assert (layout.map_size.height, layout.timeline_size.height) == heights
    assert layout.map_size.is_fixed
    assert layout.timeline_size.width == 1000
