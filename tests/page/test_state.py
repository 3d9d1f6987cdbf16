"""What a reader has chosen, in step with the URL."""

import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from dashboard.charts.map.projection import Zoom
from dashboard.page import state
from dashboard.page.state import STATE_KEY, PageState
from dashboard.selection import ViewOptions
from tests.page.reader import (
    EVENTS,
    Visit,
    bodies,
    cards,
    compact_card,
    mark,
    notes,
    open_export,
    opened,
    query,
    record,
    run,
    save,
    table,
    widget,
)


def test_a_link_opens_filtered_with_its_filters_set(visit: Visit) -> None:
    app = visit(
        {
            "post": ["RU", "GB"],
            "to": "unknown",
            "rank": "secretary",
            "status": "reported",
            "from": "2016",
            "until": "2016-12",
            "certain": "1",
            "q": "choi",
            "context": "0",
        }
    )
    assert sorted(widget(app, "pills", "post").value) == ["GB", "RU"]
    assert widget(app, "pills", "to").value == ["unknown"]
    assert widget(app, "pills", "rank").value == ["secretary"]
    assert widget(app, "pills", "status").value == ["reported"]
    assert app.selectbox(key="from").value == "2016"
    assert app.selectbox(key="until").value == "2016-12"
    assert app.toggle(key="certain").value is True
    assert app.text_input(key="q").value == "choi"
    assert app.toggle(key="context").value is False
    assert cards(app) == ["c"]
    assert notes(app) == []


def test_a_date_that_the_page_does_not_offer_can_come_from_a_link(visit: Visit) -> None:
    app = visit({"from": "2016-08-20~"})
    assert app.selectbox(key="from").value == "2016-08-20~"
    assert cards(app) == ["c", "fair"]


def test_the_query_follows_the_filters(visit: Visit) -> None:
    app = visit()
    widget(app, "pills", "post").set_value(["RU"])
    run(app)
    assert dict(app.query_params) in ({"post": "RU"}, {"post": ["RU"]})


def test_reset_takes_every_filter_away(visit: Visit) -> None:
    app = visit({"post": "RU", "from": "2016", "q": "choi", "context": "0", "certain": "1"})
    assert cards(app) == ["c"]
    app.button(key="reset").click()
    run(app)
    assert cards(app) == ["a", "b", "c", "fair"]
    assert widget(app, "pills", "post").value == []
    assert app.text_input(key="q").value == ""
    assert app.selectbox(key="from").value is None
    assert app.toggle(key="context").value is True
    assert dict(app.query_params) == {}


def test_reset_lets_go_of_the_marked_event(visit: Visit) -> None:
    app = visit({"post": "RU"})
    mark(app, "c")
    app.button(key="reset").click()
    assert opened(run(app)) == []


def test_nonsense_in_the_query_is_said_and_the_rest_of_it_counts(visit: Visit) -> None:
    app = visit({"post": ["RU", "Narnia"], "rank": "king", "from": "yesterday", "colour": "<b>red</b>"})
    said = notes(app)
    assert len(said) == 4
    assert all(note.startswith("Ignored: ") for note in said)
    assert [part for part in ("“Narnia”", "“king”", "&#39;yesterday&#39;") if not any(part in n for n in said)] == []
    assert "&lt;b&gt;red" in " ".join(bodies(app, 'class="notes"'))
    assert widget(app, "pills", "post").value == ["RU"]
    assert widget(app, "pills", "rank").value == []
    assert cards(app) == ["b", "c", "fair"]


def test_what_was_left_out_of_the_query_is_said_until_the_reader_filters(visit: Visit) -> None:
    app = visit({"rank": "king"})
    assert len(notes(app)) == 1
    assert len(notes(run(app))) == 1
    widget(app, "pills", "post").set_value(["RU"])
    assert notes(run(app)) == []


def test_a_link_sets_the_looks_of_the_page_and_filters_keep_them(visit: Visit) -> None:
    app = visit({"colour": "rank", "scale": "true", "event": "c"})
    widget(app, "pills", "post").set_value(["RU"])
    run(app)
    assert app.session_state["colour"] == "rank"
    assert app.toggle(key="true_scale").value is True
    assert opened(app) == ["c"]
    assert query(app) == {"post": ["RU"], "colour": ["rank"], "scale": ["true"], "event": ["c"]}
    (page, *_) = bodies(open_export(app), 'class="downloads"')
    assert "events.html?post=RU&amp;colour=rank&amp;scale=true&amp;event=c" in page


def test_an_update_before_the_browser_has_the_new_url_takes_no_filter_back(visit: Visit, tmp_path: Path) -> None:
    app = visit()
    widget(app, "pills", "post").set_value(["RU"])
    run(app)
    app.query_params.clear()  # as the browser still has it
    save(app, tmp_path, EVENTS.replace("name: Choi", "name: Chong"))
    assert table(app) == ["Bae", "Chong", "Trade fair shelved"]


# What is marked


def test_the_query_takes_up_what_is_marked_and_how_the_page_looks(visit: Visit) -> None:
    app = visit({"post": "RU"})
    mark(app, "b", "c")
    assert query(app) == {"post": ["RU"], "event": ["b", "c"]}
    widget(app, "button_group", "colour").set_value("rank")
    assert query(run(app)) == {"post": ["RU"], "colour": ["rank"], "event": ["b", "c"]}
    mark(app)
    assert query(app) == {"post": ["RU"], "colour": ["rank"]}


def test_a_bookmark_of_a_marked_event_shows_the_same(visit: Visit) -> None:
    app = visit()
    mark(app, "c")
    again = visit(query(app))
    assert opened(again) == opened(app) == ["c"]
    assert compact_card(again) == compact_card(app)
    assert compact_card(again)["ids"] == ["c"]


def test_back_and_forward_mark_and_unmark(visit: Visit) -> None:
    app = visit()
    mark(app, "c")
    app.query_params.clear()
    assert opened(run(app)) == []
    assert compact_card(app) == {"html": "", "ids": []}
    app.query_params["event"] = "c"
    assert opened(run(app)) == ["c"]


def test_reset_drops_the_mark_and_its_part_of_the_query(visit: Visit) -> None:
    app = visit({"post": "RU", "event": "c"})
    app.button(key="reset").click()
    assert query(run(app)) == {}
    assert opened(app) == []


def test_a_filter_clicked_before_the_browser_has_the_url_of_a_mark_keeps_the_mark(visit: Visit) -> None:
    app = visit()
    mark(app, "c")
    app.query_params.clear()  # as the browser still has it
    widget(app, "pills", "post").set_value(["RU"])
    assert opened(run(app)) == ["c"]
    assert query(app) == {"post": ["RU"], "event": ["c"]}


def test_a_mark_that_the_file_no_longer_has_leaves_the_query(visit: Visit, tmp_path: Path) -> None:
    app = visit()
    mark(app, "b", "c")
    save(app, tmp_path, EVENTS.replace("id: c", "id: d"))
    assert query(app) == {"event": ["b"]}


def test_a_link_to_an_event_that_there_is_not_stays_as_it_is(visit: Visit) -> None:
    app = visit({"event": "nobody"})
    assert opened(app) == []
    assert query(record(app, zoom=Zoom(2, 0, 0))) == {"event": ["nobody"]}


def test_an_event_that_the_filters_pass_over_has_no_compact_card_and_stays_marked(visit: Visit) -> None:
    app = visit({"post": "GB", "event": "c"})
    assert compact_card(app) == {"html": "", "ids": []}
    widget(app, "pills", "post").set_value(["RU"])
    assert compact_card(run(app))["ids"] == ["c"]


# Clicks, links and the back button


def test_the_back_button_brings_the_earlier_filters_back(visit: Visit) -> None:
    app = visit()
    widget(app, "pills", "post").set_value(["RU"])
    run(app)
    widget(app, "pills", "to").set_value(["unknown"])
    assert cards(run(app)) == ["c", "fair"]
    app.query_params.clear()
    app.query_params["post"] = "RU"
    assert cards(run(app)) == ["b", "c", "fair"]
    assert widget(app, "pills", "to").value == []
    app.query_params.clear()
    assert cards(run(app)) == ["a", "b", "c", "fair"]
    assert widget(app, "pills", "post").value == []


def test_a_second_click_before_the_browser_has_the_url_of_the_first_takes_it_not_back(visit: Visit) -> None:
    app = visit()
    widget(app, "pills", "post").set_value(["RU"])
    run(app)
    app.query_params.clear()  # as the browser still has it
    app.toggle(key="context").set_value(False)
    assert cards(run(app)) == ["b", "c"]
    assert query(app) == {"post": ["RU"], "context": ["0"]}
    app.query_params.clear()
    app.query_params["post"] = "RU"  # of the first click: it has arrived, the second has not
    widget(app, "pills", "to").set_value(["unknown"])
    assert cards(run(app)) == ["c"]


def run_after(app: AppTest, _: object) -> AppTest:
    """Run the page after something was done on it."""
    return run(app)


ACTS: dict[str, Callable[[AppTest], AppTest]] = {
    "colour": lambda app: run_after(app, widget(app, "button_group", "colour").set_value("rank")),
    "time scale": lambda app: run_after(app, app.toggle(key="true_scale").set_value(True)),
    "export": lambda app: run_after(app, app.button(key="open-export").click()),
    "mark": lambda app: mark(app, "b"),
    "zoom": lambda app: record(app, zoom=Zoom(2, 0, 0)),
    "width": lambda app: record(app, chart_width=900),
}


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS.keys())
def test_nothing_that_a_reader_does_before_the_browser_has_the_new_url_takes_a_filter_back(
    visit: Visit, act: Callable[[AppTest], AppTest]
) -> None:
    app = visit()
    widget(app, "pills", "post").set_value(["RU"])
    run(app)
    app.query_params.clear()
    act(app)
    assert sorted(cards(app)) == ["b", "c", "fair"]


# What the browser sends of a chart


@pytest.fixture
def session(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Return what Streamlit keeps of a session, empty as at its beginning."""
    kept: dict[str, Any] = {}
    monkeypatch.setattr(st, "session_state", kept)
    return kept


def test_everything_that_a_reader_does_raises_the_revision(session: dict[str, Any]) -> None:
    acts = [
        state.note_action,
        state.reset,
        lambda: state.open_dialog("export"),
        lambda: state.open_dialog("help"),
        state.close_dialog,
        lambda: state.toggle_mark(["a"], frozenset()),
        state.unmark,
        lambda: state.mark(["a"]),
        lambda: state.toggle_event("a"),
        lambda: state.narrow_to({"by": "stretch", "to": ["2016-01-01", "2016-02-01"]}),
        lambda: state.set_zoom(None),
        lambda: state.set_chart_width(800),
        lambda: state.set_frame_height(800),
    ]
    for n, act in enumerate(acts, 1):
        act()
        assert session[STATE_KEY].revision == n


def test_a_click_marks_the_events_of_a_mark_and_a_second_click_on_them_none(session: dict[str, Any]) -> None:
    state.toggle_mark(["b", "a", "b"], marked=frozenset())
    assert session[STATE_KEY].options.marked == ("a", "b")
    state.toggle_mark(["a"], marked=frozenset("ab"))
    assert session[STATE_KEY].options.marked == ("a",)
    state.toggle_mark(["a"], marked=frozenset("a"))
    assert session[STATE_KEY].options.marked == ()


def test_a_step_marks_its_event_alone_however_often_it_is_reported(session: dict[str, Any]) -> None:
    for sent, marked in ((["b"], ("b",)), (["b"], ("b",)), (["a"], ("a",)), ([], ()), (None, ())):
        state.mark(sent)
        assert session[STATE_KEY].options.marked == marked


def test_the_button_of_a_card_or_row_marks_its_event_beside_others_and_lets_go_of_it_alone(
    session: dict[str, Any],
) -> None:
    for sent, marked in (("b", ("b",)), ("a", ("a", "b")), (["c"], ("a", "b")), ("b", ("a",)), ("a", ())):
        state.toggle_event(sent)
        assert session[STATE_KEY].options.marked == marked


def test_closing_the_compact_card_lets_go_of_the_mark_and_keeps_the_other_view_options(
    session: dict[str, Any],
) -> None:
    session[STATE_KEY] = PageState(options=ViewOptions("rank", true_scale=True, marked=("a",)))
    state.unmark()
    assert session[STATE_KEY].options == ViewOptions("rank", true_scale=True)


def test_a_mark_keeps_the_other_view_options(session: dict[str, Any]) -> None:
    session[STATE_KEY] = PageState(options=ViewOptions("rank", true_scale=True))
    state.toggle_mark(["a"], marked=frozenset())
    assert session[STATE_KEY].options == ViewOptions("rank", true_scale=True, marked=("a",))


@pytest.mark.parametrize("sent", [None, "a", 3, [None, ["a"], {}]])
def test_a_click_that_names_no_event_marks_none(session: dict[str, Any], sent: object) -> None:
    state.toggle_mark(sent, marked=frozenset())
    assert session[STATE_KEY].options.marked == ()


def test_a_period_selected_on_the_timeline_sets_both_date_filters_to_its_days(session: dict[str, Any]) -> None:
    state.narrow_to({"by": "stretch", "to": ["2016-08-01 12:30:00.5", "2016-08-25"]})
    assert (session["from"], session["until"]) == ("2016-08-01", "2016-08-25")


def test_a_box_selected_on_the_map_sets_the_area_within_the_world(session: dict[str, Any]) -> None:
    state.narrow_to({"by": "box", "to": [170, -95, 190.5, 60]})
    assert session["box"] == ["170,-90,-169.5,60"]


@pytest.mark.parametrize(
    "sent",
    [
        None,
        [],
        {"by": "stretch", "to": ["2016"]},
        {"by": "stretch", "to": [2016, 2017]},
        {"by": "box", "to": [1, 2, 3]},
        {"by": "box", "to": [1, 2, 3, math.nan]},
        {"by": "box", "to": ["1", 2, 3, 4]},
        {"by": "name", "to": [1, 2, 3, 4]},
    ],
)
def test_a_selection_on_a_chart_that_makes_no_sense_sets_no_filter(session: dict[str, Any], sent: object) -> None:
    state.narrow_to(sent)
    assert session.keys() == {STATE_KEY}


@pytest.mark.parametrize(
    ("sent", "zoom"),
    [([2, 127.5, 37], Zoom(2, 127.5, 37)), (None, None), ([2, 127.5], None), ([2, None, 37], None), ("abc", None)],
)
def test_a_zoom_is_three_numbers_or_none(session: dict[str, Any], sent: object, zoom: Zoom | None) -> None:
    session[STATE_KEY] = PageState(zoom=Zoom(9, 9, 9))
    state.set_zoom(sent)
    assert session[STATE_KEY].zoom == zoom


@pytest.mark.parametrize(("sent", "pixels"), [(800.7, 800), (3, 240), (1e9, 4000), (None, 1070), (math.inf, 1070)])
def test_a_width_that_a_browser_reports_is_kept_within_reason(
    session: dict[str, Any], sent: object, pixels: int
) -> None:
    state.set_chart_width(sent)
    assert state.current().chart_width == pixels


@pytest.mark.parametrize(("sent", "pixels"), [(700, 700), (3, 240), (1e9, 4000), ("700", 900)])
def test_a_frame_height_that_a_browser_reports_is_kept_within_reason(
    session: dict[str, Any], sent: object, pixels: int
) -> None:
    state.set_frame_height(sent)
    assert state.current().frame_height == pixels
