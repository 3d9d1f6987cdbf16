"""The page, as Streamlit's AppTest runs it: journeys through filters, count line, cards and table.

AppTest draws no component of its own making, so the charts and the export buttons are seen here only as the data that
they get, clicks and orders as the state that they leave; the rest, the address bar, and dates that are typed and not
chosen, is for a real browser.
"""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from dashboard.watch import followed

PAGE = Path(__file__).parents[2] / "dashboard" / "streamlit_entry.py"

EVENTS = """\
schema_version: 1
title: Five who left & one fair
sources: {s: {type: article-newspaper, container-title: The Herald, issued: "2016-08-26"}}
places:
  london: {name: London, country: GB, lat: 51.5, lon: 0}
  moscow: {name: Moscow, country: RU, lat: 55.75, lon: 37.6}
  seoul: {name: Seoul, country: KR, lat: 37.5, lon: 127}
ranks:
  deputy: {label: Deputy head}
  secretary: {label: Secretary}
  third: {label: Third secretary, within: secretary}
events:
  - id: a
    type: defection
    persons: [{name: Ahn, rank: deputy}]
    post: {place: london}
    destination: {status: known, place: seoul}
    status: confirmed
    milestones: [{kind: arrival, date: "2014-03", citations: [{source: s, paragraph: "1"}]}]
  - id: b
    type: defection
    persons: [{name: Bae, rank: secretary}]
    post: {place: moscow}
    destination: {status: known, place: seoul}
    status: reported
    milestones: [{kind: arrival, date: "2015-07", citations: [{source: s, paragraph: "2"}]}]
  - id: c
    type: defection
    persons: [{name: Choi, rank: third}]
    post: {place: moscow}
    destination: {status: unknown}
    status: reported
    milestones: [{kind: report, date: "2016-08-25", citations: [{source: s, paragraph: "3"}]}]
  - id: fair
    type: context
    title: Trade fair shelved
    status: reported
    places: [seoul]
    milestones: [{kind: report, date: "2016-08-26", citations: [{source: s, paragraph: "4"}]}]
"""

Visit = Callable[..., AppTest]


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
        return ran(app)

    yield page
    st.cache_resource.clear()


def ran(app: AppTest) -> AppTest:
    """Run the page and see that it did not fail."""
    app.run()
    assert [error.message for error in app.exception] == []
    return app


def bodies(app: AppTest, words: str) -> list[str]:
    """Return the pieces of HTML on the page that hold some words."""
    return [element.proto.body for element in app.get("html") if words in element.proto.body]


def count_line(app: AppTest) -> str:
    (body,) = bodies(app, 'class="count"')
    return re.sub(r"<[^>]+>", "", body)


def notes(app: AppTest) -> list[str]:
    return [re.sub(r"<[^>]+>", "", body) for body in bodies(app, 'class="notes"')]


def cards(app: AppTest) -> list[str]:
    (body,) = bodies(app, 'class="cards"')
    return re.findall(r'id="card-([^"]*)"', body)


def opened(app: AppTest) -> list[str]:
    (body,) = bodies(app, 'class="cards"')
    return re.findall(r'id="card-([^"]*)"[^>]* open>', body)


def table(app: AppTest) -> list[str]:
    (body,) = bodies(app, 'class="table"')
    return re.findall(r'<th scope="row">([^<]*)</th>', body)


def component(app: AppTest, name: str) -> Any:
    """Return the data that a component of the page gets."""
    (found,) = (e for e in app.get("bidi_component") if e.proto.id.split("-")[-1] == name or name in e.proto.id)
    return json.loads(found.proto.json)


def figure(app: AppTest, chart: str) -> Any:
    """Return the figure that a chart of the page draws."""
    return json.loads(component(app, chart)["figure"])


def widget(app: AppTest, kind: str, key: str) -> Any:
    (found,) = (w for w in app.get(kind) if w.key == key)
    return found


def test_the_page_opens_with_title_count_line_charts_cards_and_table(visit: Visit) -> None:
    app = visit()
    assert bodies(app, 'class="title"') == ['<h1 class="title">Five who left &amp; one fair</h1>']
    assert count_line(app) == "3 of 3 defections; whereabouts of 1 unknown; 1 context event"
    assert cards(app) == ["a", "b", "c", "fair"]
    assert table(app) == ["Ahn", "Bae", "Choi", "Trade fair shelved"]
    assert len(app.get("bidi_component")) == 3
    assert notes(app) == []


def test_the_shipped_file_opens(visit: Visit, shipped_file: Path) -> None:
    app = visit(text=shipped_file.read_bytes())
    assert count_line(app).startswith("3 of 3 defections; whereabouts of 1 unknown; 4 context events")


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


def test_choosing_an_option_narrows_count_line_charts_cards_and_table(visit: Visit) -> None:
    app = visit()
    widget(app, "pills", "post").set_value(["RU"])
    ran(app)
    assert count_line(app).startswith("2 of 3 defections; whereabouts of 1 unknown; 1 context event")
    assert "posted in Russia" in count_line(app)
    assert cards(app) == ["b", "c", "fair"]
    assert table(app) == ["Bae", "Choi", "Trade fair shelved"]


def test_a_filter_changes_the_data_of_both_charts(visit: Visit) -> None:
    app = visit()
    assert "Ahn" in json.dumps(component(app, "map"))
    assert "Ahn" in json.dumps(component(app, "timeline"))
    widget(app, "pills", "post").set_value(["RU"])
    ran(app)
    for name in ("map", "timeline"):
        data = component(app, name)
        assert "Ahn" not in json.dumps(data)
        assert "Bae" in json.dumps(data)
        assert "2 of 3 defections" in data["alt"]
        assert "posted in Russia" in data["alt"]


def test_filters_add_up_and_letting_one_go_widens_again(visit: Visit) -> None:
    app = visit()
    widget(app, "pills", "post").set_value(["RU"])
    widget(app, "pills", "to").set_value(["unknown"])
    assert cards(ran(app)) == ["c", "fair"]
    widget(app, "pills", "to").set_value([])
    assert cards(ran(app)) == ["b", "c", "fair"]


def test_a_rank_brings_the_ranks_within_it(visit: Visit) -> None:
    app = visit()
    widget(app, "pills", "rank").set_value(["secretary"])
    assert cards(ran(app)) == ["b", "c", "fair"]


def test_text_and_context_filters_work_from_their_widgets(visit: Visit) -> None:
    app = visit()
    app.text_input(key="q").set_value("AHN")
    assert cards(ran(app)) == ["a"]
    app.text_input(key="q").set_value("")
    app.toggle(key="context").set_value(False)
    assert cards(ran(app)) == ["a", "b", "c"]
    assert "context" not in count_line(app).partition("·")[0]


def test_dates_filter_from_their_widgets_and_certain_waits_for_one(visit: Visit) -> None:
    app = visit()
    assert app.toggle(key="certain").disabled
    app.selectbox(key="from").set_value("2015")
    ran(app)
    app.selectbox(key="until").set_value("2015")
    assert cards(ran(app)) == ["b"]
    assert not app.toggle(key="certain").disabled


def test_certain_dates_wait_while_there_are_none_and_count_again_with_the_next(visit: Visit) -> None:
    app = visit({"from": "2015", "until": "2015", "certain": "1"})
    app.selectbox(key="until").set_value(None)
    app.selectbox(key="from").set_value(None)
    assert query(ran(app)) == {}
    assert "certain" not in count_line(app)
    app.selectbox(key="from").set_value("2015")
    ran(app)
    assert query(app) == {"from": ["2015"], "certain": ["1"]}
    assert app.toggle(key="certain").value is True


def test_the_query_follows_the_filters(visit: Visit) -> None:
    app = visit()
    widget(app, "pills", "post").set_value(["RU"])
    ran(app)
    assert dict(app.query_params) in ({"post": "RU"}, {"post": ["RU"]})


def test_reset_takes_every_filter_away(visit: Visit) -> None:
    app = visit({"post": "RU", "from": "2016", "q": "choi", "context": "0", "certain": "1"})
    assert cards(app) == ["c"]
    app.button(key="reset").click()
    ran(app)
    assert cards(app) == ["a", "b", "c", "fair"]
    assert widget(app, "pills", "post").value == []
    assert app.text_input(key="q").value == ""
    assert app.selectbox(key="from").value is None
    assert app.toggle(key="context").value is True
    assert dict(app.query_params) == {}


def test_reset_waits_for_a_filter(visit: Visit) -> None:
    assert visit().button(key="reset").disabled
    assert not visit({"post": "RU"}).button(key="reset").disabled


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
    assert len(notes(ran(app))) == 1
    widget(app, "pills", "post").set_value(["RU"])
    assert notes(ran(app)) == []


def test_an_empty_result_says_which_filter_emptied_it(visit: Visit) -> None:
    app = visit({"post": "GB", "status": "reported"})
    assert count_line(app).startswith("0 of 3 defections")
    assert notes(app) == [
        "No defection matches these filters. There would be 2 without ‘posted in United Kingdom’, 1 without ‘status "
        "Reported’."
    ]
    assert cards(app) == ["fair"]


def test_a_result_with_nothing_at_all_still_opens(visit: Visit) -> None:
    app = visit({"q": "no such words", "context": "0"})
    assert cards(app) == []
    assert "No event to show." in json.dumps(component(app, "map"))
    assert "No event to show." in json.dumps(component(app, "timeline"))


@pytest.mark.parametrize("by", ["country", "rank", "status"])
def test_colour_can_stand_for_country_rank_or_status(visit: Visit, by: str) -> None:
    app = visit()
    widget(app, "button_group", "colour").set_value(by)
    ran(app)
    expected = {"country": "United Kingdom", "rank": "Deputy head", "status": "Confirmed"}[by]
    assert expected in [t["name"] for t in figure(app, "map")["data"] if t["showlegend"]]


def test_true_scale_takes_the_breaks_out_of_the_timeline(visit: Visit) -> None:
    app = visit()
    assert figure(app, "timeline")["layout"]["xaxis"].get("rangebreaks")
    app.toggle(key="true_scale").set_value(True)
    ran(app)
    assert not figure(app, "timeline")["layout"]["xaxis"].get("rangebreaks")


def test_a_marked_event_has_the_first_card_and_it_is_open(visit: Visit) -> None:
    app = visit()
    assert opened(app) == []
    app.session_state["marked"] = ("c",)
    ran(app)
    assert cards(app) == ["c", "a", "b", "fair"]
    assert opened(app) == ["c"]
    assert table(app)[0] == "Choi"


def test_reset_lets_go_of_the_marked_event(visit: Visit) -> None:
    app = visit({"post": "RU"})
    app.session_state["marked"] = ("c",)
    ran(app)
    app.button(key="reset").click()
    assert opened(ran(app)) == []


def exported(app: AppTest, **choices: str) -> AppTest:
    """Open the Export dialog and choose a picture."""
    for name, value in choices.items():
        app.session_state[f"picture-{name}"] = value
    app.button(key="open-export").click()
    return ran(app)


@pytest.mark.parametrize("chart", ["map", "timeline", "both"])
@pytest.mark.parametrize("query", [{}, {"q": "no such words"}], ids=["filled", "empty"])
def test_a_picture_comes_with_title_filter_and_sources(visit: Visit, chart: str, query: dict[str, Any]) -> None:
    order = component(exported(visit(query), chart=chart), "picture")
    assert order["name"] == f"defections-{chart}"
    texts = " ".join(note["text"] for note in order["figure"]["layout"]["annotations"])
    assert "Five who left &amp; one fair" in texts
    assert ("no such words" if query else "All events, no filter") in texts
    assert ("The Herald, 26 August 2016" in texts) == (not query)
    assert "SHA-256" in order["description"]


def test_a_picture_has_the_size_and_the_ground_that_are_chosen(visit: Visit) -> None:
    order = component(exported(visit(), chart="both", size="slide", theme="dark"), "picture")
    layout = order["figure"]["layout"]
    assert (layout["width"] * order["scale"], layout["height"] * order["scale"]) == (1920, 1080)
    assert layout["template"]["layout"]["paper_bgcolor"] == "#16191d"


def test_of_very_many_sources_the_dialog_names_the_first_and_says_that_the_files_hold_all(visit: Visit) -> None:
    sources = "".join(f"  s{n}: {{type: book, title: Source {n:04}}}\n" for n in range(1200))
    cited = ", ".join(f"{{source: s{n}}}" for n in range(1200))
    head = EVENTS.partition("places:")
    text = f"{head[0].partition('sources:')[0]}sources:\n  s: {{type: book}}\n{sources}{head[1]}{head[2]}"
    app = exported(visit(text=text.replace("    post: {place: london}", f"    citations: [{cited}]")), chart="map")
    (view,) = [code.value for code in app.code if "Sources:" in code.value]
    assert [line for line in view.splitlines() if "Source " in line] == [f"Source {n:04}." for n in range(60)]
    (said,) = bodies(app, "of 1,201 sources")
    assert "These are the first 60 of 1,201 sources; the files hold all of them." in said
    assert component(app, "picture")["description"].count("Source ") == 60


def test_the_dialog_links_to_the_data_and_the_citations_of_the_selection(visit: Visit) -> None:
    (page, data, cited) = bodies(exported(visit({"post": "RU", "colour": "rank"})), 'class="downloads"')
    assert re.findall(r'href="([^"]+)"', data) == [f"events.{k}?post=RU" for k in ("csv", "json", "geojson", "yaml")]
    # The view that is cited has the looks of the page, as its address has.
    assert re.findall(r'href="([^"]+)"', cited) == [
        f"citations.{k}?post=RU&amp;colour=rank" for k in ("txt", "bib", "json")
    ]
    assert "events.html?post=RU&amp;colour=rank&amp;theme=dark" in page


def test_a_picture_marks_what_the_page_marks(visit: Visit) -> None:
    def faint(query: dict[str, Any]) -> bool:
        order = component(exported(visit(query), chart="map"), "picture")
        (places,) = (trace for trace in order["figure"]["data"] if trace["name"] == "Places")
        return len(set(places["marker"]["opacity"])) > 1

    assert not faint({})
    assert faint({"event": "c"})


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


def test_a_link_sets_the_looks_of_the_page_and_filters_keep_them(visit: Visit) -> None:
    app = visit({"colour": "rank", "scale": "true", "event": "c"})
    widget(app, "pills", "post").set_value(["RU"])
    ran(app)
    assert app.session_state["colour"] == "rank"
    assert app.toggle(key="true_scale").value is True
    assert opened(app) == ["c"]
    assert query(app) == {"post": ["RU"]}
    (page, *_) = bodies(exported(app), 'class="downloads"')
    assert "events.html?post=RU&amp;colour=rank&amp;scale=true&amp;event=c&amp;theme=dark" in page


MANY = EVENTS + "".join(f"  - {{id: n{n:03}, type: defection, status: reported}}\n" for n in range(60))


def test_many_events_come_a_page_at_a_time(visit: Visit) -> None:
    app = visit(text=MANY)
    assert count_line(app).startswith("63 of 63 defections")
    assert len(cards(app)) == len(table(app)) == 24
    assert cards(app)[:4] == ["a", "b", "c", "n000"]
    app.session_state["page-"] = 3  # the pages of the selection without a filter
    assert cards(ran(app)) == [f"n{n:03}" for n in range(45, 60)] + ["fair"]


def test_another_selection_begins_with_its_first_page(visit: Visit) -> None:
    app = visit(text=MANY)
    app.session_state["page-"] = 3
    ran(app)
    app.text_input(key="q").set_value("n0")
    assert cards(ran(app))[0] == "n000"


def test_the_card_of_an_event_marked_from_a_later_page_is_opened(visit: Visit) -> None:
    app = visit(text=MANY)
    app.session_state["page-"] = 3
    ran(app)
    app.session_state["marked"] = ("a",)
    app.session_state["page-"] = 3
    assert opened(ran(app)) == ["a"]


def test_of_very_many_marked_events_a_page_lists_the_first_before_its_own(visit: Visit) -> None:
    app = visit(text=MANY)
    app.session_state["marked"] = tuple(f"n{n:03}" for n in range(60))
    ran(app)
    first = [f"n{n:03}" for n in range(24)]
    assert cards(app) == [*opened(app), "a", "b", "c"]
    assert cards(app)[:24] == first
    assert len(table(app)) == 48
    app.session_state["page-"] = 2
    assert cards(ran(app)) == [f"n{n:03}" for n in [*range(24), *range(45, 60)]] + ["fair"]


BROKEN = EVENTS.replace("rank: third}", "rank: thirt}").replace('date: "2014-03"', 'date: "2014-13"')


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "events.yaml:1:1: the file is empty"),
        ("just text", "events.yaml:1:1: the file holds no mapping"),
        ("title: [", "events.yaml:"),
        (b"title: \xff", "not UTF-8"),
        (b"\x00", "events.yaml:1:1"),
        (EVENTS.replace("title: Five", "titel: Five"), "events.yaml:2:1: "),
        (EVENTS.replace("schema_version: 1", "schema_version: 2"), "events.yaml:1:"),
    ],
    ids=["empty", "text", "not yaml", "not utf-8", "nul", "unknown key", "version"],
)
def test_a_broken_file_shows_its_problems_and_nothing_else(visit: Visit, text: str | bytes, said: str) -> None:
    app = visit(text=text)
    (listed,) = bodies(app, 'class="problems"')
    assert said in listed
    assert not bodies(app, 'class="cards"')
    assert len(app.get("bidi_component")) == 1  # which waits for the file to be mended
    assert not app.get("pills")


def test_every_problem_of_a_file_is_shown_at_its_line(visit: Visit) -> None:
    (listed,) = bodies(visit(text=BROKEN), 'class="problems"')
    assert re.findall(r"events\.yaml:(\d+):\d+: (?!warning)", listed) == ["19", "29"]
    assert "did you mean &#39;third&#39;?" in listed


def test_a_file_that_is_missing_says_so(visit: Visit) -> None:
    (listed,) = bodies(visit(text=None), 'class="problems"')
    assert "cannot be read" in listed


def test_a_folder_in_place_of_a_file_says_so(visit: Visit, tmp_path: Path) -> None:
    (tmp_path / "events.yaml").mkdir()
    (listed,) = bodies(visit(text=None), 'class="problems"')
    assert "cannot be read" in listed


def test_a_mended_file_is_shown(visit: Visit, tmp_path: Path) -> None:
    app = visit(text=BROKEN)
    assert bodies(app, 'class="problems"')
    saved(app, tmp_path, EVENTS)
    assert not bodies(app, 'class="problems"')
    assert count_line(app).startswith("3 of 3 defections")


def test_a_file_that_takes_long_to_read_is_shown_by_a_bar_until_it_is_read(visit: Visit, tmp_path: Path) -> None:
    one = followed(tmp_path / "events.yaml", at_once=False)
    app = visit()
    assert bodies(app, 'class="title"') == ['<h1 class="title">Reading events.yaml</h1>']
    assert not bodies(app, 'class="filters"')
    assert app.get("progress")
    version = component(app, "changes")["version"]
    one.begin()
    app.session_state["updates"] = 1
    assert count_line(ran(app)).startswith("3 of 3 defections")
    assert component(app, "changes")["version"] != version


def test_a_file_without_events_opens(visit: Visit) -> None:
    app = visit(text="schema_version: 1\ntitle: Nothing yet\n")
    assert count_line(app) == "0 of 0 defections"
    assert cards(app) == []


def test_a_hostile_title_stays_text(visit: Visit) -> None:
    app = visit(text=EVENTS.replace("title: Five who left & one fair", 'title: "<script>alert(1)</script>"'))
    assert bodies(app, 'class="title"') == ['<h1 class="title">&lt;script&gt;alert(1)&lt;/script&gt;</h1>']


# The file changes


def saved(app: AppTest, folder: Path, text: str) -> AppTest:
    """Save the event file and run the page again, as its line to the server makes it do."""
    (folder / "events.yaml").write_text(text)
    before = component(app, "changes")["version"]
    for seconds in (1, 10):
        followed(folder / "events.yaml").look(seconds)
    app.session_state["updates"] = 1
    ran(app)
    assert component(app, "changes")["version"] != before
    return app


def query(app: AppTest) -> dict[str, list[str]]:
    return {key: [value] if isinstance(value, str) else list(value) for key, value in app.query_params.items()}


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
    app.session_state["marked"] = ("c",)
    assert cards(ran(app)) == ["c"]
    saved(
        app, tmp_path, EVENTS.replace("name: Choi", "name: Chong").replace("2016-08-25", "2016-07") + defection(1, "CN")
    )
    assert table(app) == ["Chong"]
    assert opened(app) == ["c"]
    assert query(app) == asked
    assert sorted(widget(app, "pills", "post").value) == ["GB", "RU"]
    assert app.selectbox(key="until").value == "2016-08"
    assert app.text_input(key="q").value == "o"
    assert notes(app) == []


def test_filters_set_by_hand_are_kept_when_the_options_change(visit: Visit, tmp_path: Path) -> None:
    app = visit()
    widget(app, "pills", "post").set_value(["RU"])
    app.selectbox(key="from").set_value("2015-07")
    ran(app)
    saved(app, tmp_path, EVENTS.replace("2015-07", "2015-09") + defection(1, "CN") + defection(2, "RU"))
    assert widget(app, "pills", "post").options == ["Russia · 3", "United Kingdom · 0", "China · 1"]
    assert widget(app, "pills", "post").value == ["RU"]
    assert app.selectbox(key="from").value == "2015-07"
    assert cards(app) == ["b", "c", "new-2", "fair"]


def test_a_filter_that_becomes_a_list_to_search_keeps_what_is_chosen_and_so_does_the_way_back(
    visit: Visit, tmp_path: Path
) -> None:
    app = visit()
    widget(app, "pills", "post").set_value(["RU"])
    ran(app)
    many = EVENTS + "".join(
        defection(n, country)
        for n, country in enumerate(("CN", "DE", "IT", "SE", "MY", "CU", "EG", "ET", "VN", "KW", "FR"))
    )
    saved(app, tmp_path, many)
    assert app.multiselect(key="post").value == ["RU"]
    assert cards(app) == ["b", "c", "fair"]
    saved(app, tmp_path, EVENTS)
    assert widget(app, "pills", "post").value == ["RU"]
    assert cards(app) == ["b", "c", "fair"]
    assert query(app) == {"post": ["RU"]}


def test_a_country_that_vanishes_from_the_file_stays_chosen_and_comes_to_none(visit: Visit, tmp_path: Path) -> None:
    app = visit({"post": "GB"})
    saved(app, tmp_path, EVENTS.replace("post: {place: london}", "post: {place: moscow}"))
    assert widget(app, "pills", "post").options == ["Russia · 3", "United Kingdom · 0"]
    assert widget(app, "pills", "post").value == ["GB"]
    assert "No defection matches these filters" in " ".join(notes(app))


def test_a_rank_that_vanishes_from_the_file_is_left_out_said_and_gone_from_the_url(
    visit: Visit, tmp_path: Path
) -> None:
    app = visit({"rank": ["third", "deputy"], "post": ["RU", "GB"]})
    assert cards(app) == ["a", "c", "fair"]
    saved(app, tmp_path, EVENTS.replace("third", "3rd"))
    for _ in range(2):
        assert notes(app) == ["Left out of the query: rank=third: not one of the ranks: deputy, secretary, 3rd."]
        assert widget(app, "pills", "rank").value == ["deputy"]
        assert cards(app) == ["a", "fair"]
        assert query(app) == {"rank": ["deputy"], "post": ["RU", "GB"]}
        ran(app)
    widget(app, "pills", "rank").set_value([])
    assert notes(ran(app)) == []


def test_a_marked_event_that_vanishes_from_the_file_is_marked_no_more(visit: Visit, tmp_path: Path) -> None:
    app = visit()
    app.session_state["marked"] = ("c",)
    ran(app)
    saved(app, tmp_path, EVENTS.replace("id: c", "id: d"))
    assert cards(app) == ["a", "b", "d", "fair"]
    assert opened(app) == []
    assert app.button(key="reset").disabled


def test_an_update_before_the_browser_has_the_new_url_takes_no_filter_back(visit: Visit, tmp_path: Path) -> None:
    app = visit()
    widget(app, "pills", "post").set_value(["RU"])
    ran(app)
    app.query_params.clear()  # as the browser still has it
    saved(app, tmp_path, EVENTS.replace("name: Choi", "name: Chong"))
    assert table(app) == ["Bae", "Chong", "Trade fair shelved"]


def test_a_page_that_loses_events_shows_a_page_that_there_is(visit: Visit, tmp_path: Path) -> None:
    app = visit(text=MANY)
    app.session_state["page-"] = 3
    ran(app)
    saved(app, tmp_path, MANY.partition("  - {id: n030")[0])
    assert cards(app)[0] == "a"


def test_a_file_that_has_become_wrong_leaves_the_page_as_it_was_under_a_panel(visit: Visit, tmp_path: Path) -> None:
    app = visit({"post": "RU"})
    saved(app, tmp_path, BROKEN)
    (panel,) = bodies(app, 'class="stale"')
    assert re.findall(r"events\.yaml:(\d+):\d+: (?!warning)", panel) == ["19", "29"]
    said = r"events\.yaml has 2 errors since \d\d:\d\d:\d\d UTC on \d+ \w+ \d{4}; the page shows the version before\."
    assert re.search(said, panel)
    assert 'role="alert"' in panel
    assert cards(app) == ["b", "c", "fair"]
    widget(app, "pills", "to").set_value(["unknown"])
    assert cards(ran(app)) == ["c", "fair"]
    saved(app, tmp_path, EVENTS)
    assert not bodies(app, 'class="stale"')
    assert cards(app) == ["c", "fair"]
