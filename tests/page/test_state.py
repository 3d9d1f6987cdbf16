"""What a reader has chosen, in step with the URL."""

from pathlib import Path

from tests.page.reader import (
    EVENTS,
    Visit,
    bodies,
    cards,
    mark,
    notes,
    open_export,
    opened,
    query,
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
    assert all(note.startswith("Left out of the query: ") for note in said)
    assert [part for part in ("post=Narnia", "rank=king", "from=yesterday") if not any(part in n for n in said)] == []
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
    assert query(app) == {"post": ["RU"]}
    (page, *_) = bodies(open_export(app), 'class="downloads"')
    assert "events.html?post=RU&amp;colour=rank&amp;scale=true&amp;event=c&amp;theme=dark" in page


def test_an_update_before_the_browser_has_the_new_url_takes_no_filter_back(visit: Visit, tmp_path: Path) -> None:
    app = visit()
    widget(app, "pills", "post").set_value(["RU"])
    run(app)
    app.query_params.clear()  # as the browser still has it
    save(app, tmp_path, EVENTS.replace("name: Choi", "name: Chong"))
    assert table(app) == ["Bae", "Chong", "Trade fair shelved"]
