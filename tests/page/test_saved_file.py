"""The event file is saved while the page is open."""

import re
from pathlib import Path

from dashboard.watch import watch
from tests.page.reader import (
    BROKEN,
    EVENTS,
    MANY,
    Visit,
    bodies,
    cards,
    component,
    count_line,
    mark,
    notes,
    opened,
    query,
    run,
    save,
    table,
    widget,
)


def test_a_mended_file_is_shown(visit: Visit, tmp_path: Path) -> None:
    app = visit(text=BROKEN)
    assert bodies(app, 'class="problems"')
    save(app, tmp_path, EVENTS)
    assert not bodies(app, 'class="problems"')
    assert count_line(app).startswith("3 of 3 defections")


def test_a_file_that_takes_long_to_read_is_shown_by_a_bar_until_it_is_read(visit: Visit, tmp_path: Path) -> None:
    one = watch(tmp_path / "events.yaml", read_now=False)
    app = visit()
    assert bodies(app, 'class="title"') == ['<h1 class="title">Reading events.yaml</h1>']
    assert not bodies(app, 'class="filters"')
    assert app.get("progress")
    version = component(app, "changes")["version"]
    one.read_first()
    assert count_line(run(app)).startswith("3 of 3 defections")
    assert component(app, "changes")["version"] != version


def defection(number: int, country: str, rank: str = "deputy") -> str:
    return (
        f"  - {{id: new-{number}, type: defection, persons: [{{name: New {number}, rank: {rank}}}], "
        f"post: {{country: {country}}}, status: reported}}\n"
    )


def test_a_saved_file_is_shown_with_every_filter_kept(visit: Visit, tmp_path: Path) -> None:
    asked = {
        "post": ["RU", "GB"], "to": ["unknown"], "rank": ["secretary"], "status": ["reported"], "from": ["2016"],
        "until": ["2016-08"], "certain": ["1"], "q": ["o"], "context": ["0"],
    }  # fmt: skip
    app = visit(asked)
    assert cards(mark(app, "c")) == ["c"]
    save(
        app, tmp_path, EVENTS.replace("name: Choi", "name: Chong").replace("2016-08-25", "2016-07") + defection(1, "CN")
    )
    assert table(app) == ["Chong"]
    assert opened(app) == ["c"]
    assert query(app) == asked | {"event": ["c"]}
    assert sorted(widget(app, "pills", "post").value) == ["GB", "RU"]
    assert app.selectbox(key="until").value == "2016-08"
    assert app.text_input(key="q").value == "o"
    assert notes(app) == []


def test_filters_set_by_hand_are_kept_when_the_options_change(visit: Visit, tmp_path: Path) -> None:
    app = visit()
    widget(app, "pills", "post").set_value(["RU"])
    app.selectbox(key="from").set_value("2015-07")
    run(app)
    save(app, tmp_path, EVENTS.replace("2015-07", "2015-09") + defection(1, "CN") + defection(2, "RU"))
    assert widget(app, "pills", "post").options == ["Russia · 3", "United Kingdom · 0", "China · 1"]
    assert widget(app, "pills", "post").value == ["RU"]
    assert app.selectbox(key="from").value == "2015-07"
    assert cards(app) == ["b", "c", "new-2", "fair"]


def test_a_filter_that_becomes_a_list_to_search_keeps_what_is_chosen_and_so_does_the_way_back(
    visit: Visit, tmp_path: Path
) -> None:
    app = visit()
    widget(app, "pills", "post").set_value(["RU"])
    run(app)
    many = EVENTS + "".join(
        defection(n, country)
        for n, country in enumerate(("CN", "DE", "IT", "SE", "MY", "CU", "EG", "ET", "VN", "KW", "FR"))
    )
    save(app, tmp_path, many)
    assert app.multiselect(key="post").value == ["RU"]
    assert cards(app) == ["b", "c", "fair"]
    save(app, tmp_path, EVENTS)
    assert widget(app, "pills", "post").value == ["RU"]
    assert cards(app) == ["b", "c", "fair"]
    assert query(app) == {"post": ["RU"]}


def test_a_country_that_vanishes_from_the_file_stays_chosen_and_comes_to_none(visit: Visit, tmp_path: Path) -> None:
    app = visit({"post": "GB"})
    save(app, tmp_path, EVENTS.replace("post: {place: london}", "post: {place: moscow}"))
    assert widget(app, "pills", "post").options == ["Russia · 3", "United Kingdom · 0"]
    assert widget(app, "pills", "post").value == ["GB"]
    assert "No defection matches these filters" in " ".join(notes(app))


def test_a_rank_that_vanishes_from_the_file_is_left_out_said_and_gone_from_the_url(
    visit: Visit, tmp_path: Path
) -> None:
    app = visit({"rank": ["third", "deputy"], "post": ["RU", "GB"]})
    assert cards(app) == ["a", "c", "fair"]
    save(app, tmp_path, EVENTS.replace("third", "3rd"))
    for _ in range(2):
        assert notes(app) == ["Ignored: unknown rank “third” (rank takes deputy, secretary, 3rd)."]
        assert widget(app, "pills", "rank").value == ["deputy"]
        assert cards(app) == ["a", "fair"]
        assert query(app) == {"rank": ["deputy"], "post": ["RU", "GB"]}
        run(app)
    widget(app, "pills", "rank").set_value([])
    assert notes(run(app)) == []


def test_a_marked_event_that_vanishes_from_the_file_is_marked_no_more(visit: Visit, tmp_path: Path) -> None:
    app = visit()
    mark(app, "c")
    save(app, tmp_path, EVENTS.replace("id: c", "id: d"))
    assert cards(app) == ["a", "b", "d", "fair"]
    assert opened(app) == []
    assert "event" not in query(app)


def test_a_page_that_loses_events_shows_a_page_that_there_is(visit: Visit, tmp_path: Path) -> None:
    app = visit(text=MANY)
    app.session_state["page-"] = 3
    run(app)
    save(app, tmp_path, MANY.partition("  - {id: n030")[0])
    assert cards(app)[0] == "a"


def test_a_file_that_has_become_wrong_leaves_the_page_as_it_was_under_a_panel(visit: Visit, tmp_path: Path) -> None:
    app = visit({"post": "RU"})
    save(app, tmp_path, BROKEN)
    (panel,) = bodies(app, 'class="stale"')
    assert re.findall(r"events\.yaml:(\d+):\d+: (?!warning)", panel) == ["19", "29"]
    since_when = r"since \d\d:\d\d:\d\d UTC on \d+ \w+ \d{4}"
    said = rf"events\.yaml has had 2 errors {since_when}\. You see the last version without errors\."
    assert re.search(said, panel)
    assert 'role="alert"' in panel
    assert cards(app) == ["b", "c", "fair"]
    widget(app, "pills", "to").set_value(["unknown"])
    assert cards(run(app)) == ["c", "fair"]
    save(app, tmp_path, EVENTS)
    assert not bodies(app, 'class="stale"')
    assert cards(app) == ["c", "fair"]
