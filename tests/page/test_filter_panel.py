"""The filters of the page: what they offer, and what they do to all that is shown."""

import json

from tests.page.reader import Visit, cards, component, count_line, notes, query, run, table, widget


def test_options_carry_the_number_of_defections_that_each_would_show(visit: Visit) -> None:
    app = visit()
    assert widget(app, "pills", "post").options == ["Russia · 2", "United Kingdom · 1"]
    assert widget(app, "pills", "to").options == ["South Korea · 2", "Whereabouts unknown · 1"]
    assert widget(app, "pills", "rank").options == ["Deputy head · 1", "Secretary · 2", "Third secretary · 1"]
    assert widget(app, "pills", "status").options == ["Confirmed · 1", "Reported · 2"]


def test_numbers_of_the_options_obey_the_other_filters(visit: Visit) -> None:
    app = visit({"post": "RU"})
    assert widget(app, "pills", "post").options == ["Russia · 2", "United Kingdom · 1"]
    assert widget(app, "pills", "rank").options == ["Deputy head · 0", "Secretary · 2", "Third secretary · 1"]


def test_choosing_an_option_narrows_count_line_charts_cards_and_table(visit: Visit) -> None:
    app = visit()
    widget(app, "pills", "post").set_value(["RU"])
    run(app)
    assert count_line(app).startswith("2 of 3 defections; whereabouts of 1 unknown; 1 context event")
    assert "posted in Russia" in count_line(app)
    assert cards(app) == ["b", "c", "fair"]
    assert table(app) == ["Bae", "Choi", "Trade fair shelved"]


def test_a_filter_changes_the_data_of_both_charts(visit: Visit) -> None:
    app = visit()
    assert "Ahn" in json.dumps(component(app, "map"))
    assert "Ahn" in json.dumps(component(app, "timeline"))
    widget(app, "pills", "post").set_value(["RU"])
    run(app)
    for name in ("map", "timeline"):
        data = component(app, name)
        assert "Ahn" not in json.dumps(data)
        assert "Bae" in json.dumps(data)
        assert "2 of 3 defections" in data["name"]
        assert "posted in Russia" in data["name"]


def test_filters_add_up_and_letting_one_go_widens_again(visit: Visit) -> None:
    app = visit()
    widget(app, "pills", "post").set_value(["RU"])
    widget(app, "pills", "to").set_value(["unknown"])
    assert cards(run(app)) == ["c", "fair"]
    widget(app, "pills", "to").set_value([])
    assert cards(run(app)) == ["b", "c", "fair"]


def test_a_rank_brings_the_ranks_within_it(visit: Visit) -> None:
    app = visit()
    widget(app, "pills", "rank").set_value(["secretary"])
    assert cards(run(app)) == ["b", "c", "fair"]


def test_text_and_context_filters_work_from_their_widgets(visit: Visit) -> None:
    app = visit()
    app.text_input(key="q").set_value("AHN")
    assert cards(run(app)) == ["a"]
    app.text_input(key="q").set_value("")
    app.toggle(key="context").set_value(False)
    assert cards(run(app)) == ["a", "b", "c"]
    assert "context" not in count_line(app).partition("·")[0]


def test_dates_filter_from_their_widgets_and_certain_waits_for_one(visit: Visit) -> None:
    app = visit()
    assert app.toggle(key="certain").disabled
    app.selectbox(key="from").set_value("2015")
    run(app)
    app.selectbox(key="until").set_value("2015")
    assert cards(run(app)) == ["b"]
    assert not app.toggle(key="certain").disabled


def test_certain_dates_wait_while_there_are_none_and_count_again_with_the_next(visit: Visit) -> None:
    app = visit({"from": "2015", "until": "2015", "certain": "1"})
    app.selectbox(key="until").set_value(None)
    app.selectbox(key="from").set_value(None)
    assert query(run(app)) == {}
    assert "certain" not in count_line(app)
    app.selectbox(key="from").set_value("2015")
    run(app)
    assert query(app) == {"from": ["2015"], "certain": ["1"]}
    assert app.toggle(key="certain").value is True


def test_reset_can_always_be_pressed_so_that_it_never_loses_the_focus(visit: Visit) -> None:
    app = visit({"post": "RU"})
    for _ in range(2):
        assert not app.button(key="reset").disabled
        app.button(key="reset").click()
        assert query(run(app)) == {}


CONTEXT_ALONE = """\
schema_version: 1
title: Protests
sources: {archive: {type: dataset, container-title: Archive, issued: "2020-12-31"}}
places: {lyon: {name: Lyon, country: FR, lat: 45.75, lon: 4.85}}
events:
  - id: march
    type: context
    title: March
    places: [lyon]
    status: confirmed
    milestones: [{kind: report, date: "2020-03-05", citations: [{source: archive}]}]
  - id: sit-in
    type: context
    title: Sit-in
    places: [lyon]
    status: denied
    milestones: [{kind: report, date: "2020-05-07", citations: [{source: archive}]}]
"""


def test_a_file_of_context_alone_counts_context_and_shows_the_filters_that_can_select(visit: Visit) -> None:
    app = visit({"status": "denied"}, text=CONTEXT_ALONE)
    assert count_line(app).startswith("1 of 2 context events · status Denied")
    assert notes(app) == []
    assert cards(app) == ["sit-in"]
    assert [pills.key for pills in app.get("pills")] == ["status"]
    assert widget(app, "pills", "status").options == ["Confirmed · 1", "Denied · 1"]
    assert [toggle.key for toggle in app.toggle] == ["certain", "true_scale"]
    app.selectbox(key="until").set_value("2020-03")
    run(app)
    assert notes(app)[-1].startswith("No event matches these filters.")
    app.button(key="reset").click()
    assert count_line(run(app)).startswith("2 of 2 context events")


def test_a_file_without_any_date_has_no_filter_by_date(visit: Visit) -> None:
    undated = CONTEXT_ALONE.replace('date: "2020-03-05", ', "").replace('date: "2020-05-07", ', "")
    assert list(visit(text=undated).selectbox) == []
