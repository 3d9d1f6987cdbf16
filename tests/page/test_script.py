"""The page from top to bottom: title, count line, charts, cards and table, and what there is without data."""

import json
import re
from pathlib import Path

import pytest

from dashboard.selection.filters import COLOUR_BY
from tests.page.reader import (
    BROKEN,
    EVENTS,
    MANY,
    Visit,
    bodies,
    cards,
    compact_card,
    component,
    count_line,
    figure,
    mark,
    notes,
    open_export,
    opened,
    run,
    table,
    widget,
)


def test_the_page_opens_with_title_count_line_charts_cards_and_table(visit: Visit) -> None:
    app = visit()
    assert bodies(app, 'class="title"') == ['<h1 class="title">Five who left &amp; one fair</h1>']
    assert count_line(app) == "3 of 3 defections; whereabouts of 1 unknown; 1 context event"
    assert cards(app) == ["a", "b", "c", "fair"]
    assert table(app) == ["Ahn", "Bae", "Choi", "Trade fair shelved"]
    assert len(app.get("bidi_component")) == 6
    assert notes(app) == []
    assert len(bodies(app, 'class="hint"')) == 1


def test_the_shipped_file_opens(visit: Visit, shipped_file: Path) -> None:
    app = visit(text=shipped_file.read_bytes())
    assert count_line(app).startswith("3 of 3 defections; whereabouts of 1 unknown; 4 context events")


def test_events_that_are_not_on_the_map_are_listed_below_it_and_lead_to_their_cards(
    visit: Visit, shipped_file: Path
) -> None:
    (listed,) = bodies(visit({"post": "RU"}, text=shipped_file.read_bytes()), 'class="fold unplaced"')
    assert "<summary>1 context event not on the map</summary>" in listed
    assert re.findall(r'href="[^"?]*\?([^"]*)"', listed) == ["post=RU&amp;event=cn-2016-trade-inspection"]


def test_there_is_no_such_list_where_all_events_are_on_the_map(visit: Visit) -> None:
    assert bodies(visit(), 'class="fold unplaced"') == []


def test_an_empty_result_says_which_filter_emptied_it(visit: Visit) -> None:
    app = visit({"post": "GB", "status": "reported"})
    assert count_line(app).startswith("0 of 3 defections")
    assert notes(app) == [
        "No defection matches these filters. Remove ‘posted in United Kingdom’ to see 2. Remove ‘status Reported’ to "
        "see 1."
    ]
    assert cards(app) == ["fair"]


def test_where_nothing_matches_a_button_searches_for_the_nearest_name(visit: Visit) -> None:
    app = visit({"q": "Lonndon"})
    assert notes(app)[0] == "Nothing matches “Lonndon”. Did you mean London?"
    widget(app, "button", "nearest-name").click()
    assert count_line(run(app)).endswith("search “London”")
    assert notes(app) == []


def test_a_result_with_nothing_at_all_still_opens(visit: Visit) -> None:
    app = visit({"q": "no such words", "context": "0"})
    assert cards(app) == []
    assert "No events to show." in json.dumps(component(app, "map"))
    assert "No events to show." in json.dumps(component(app, "timeline"))


@pytest.mark.parametrize("by", COLOUR_BY)
def test_colour_can_stand_for_country_rank_or_status(visit: Visit, by: str) -> None:
    app = visit()
    widget(app, "button_group", "colour").set_value(by)
    run(app)
    expected = {"country": "United Kingdom", "rank": "Deputy head", "status": "Confirmed"}[by]
    assert expected in [t["name"] for t in figure(app, "map")["data"] if t["showlegend"]]


def test_true_scale_takes_the_breaks_out_of_the_timeline(visit: Visit) -> None:
    app = visit()
    assert figure(app, "timeline")["layout"]["xaxis"].get("rangebreaks")
    app.toggle(key="true_scale").set_value(True)
    run(app)
    assert not figure(app, "timeline")["layout"]["xaxis"].get("rangebreaks")


def test_a_marked_event_has_the_first_card_and_it_is_open(visit: Visit) -> None:
    app = visit()
    assert opened(app) == []
    mark(app, "c")
    assert cards(app) == ["c", "a", "b", "fair"]
    assert opened(app) == ["c"]
    assert table(app)[0] == "Choi"


def test_many_events_come_a_page_at_a_time(visit: Visit) -> None:
    app = visit(text=MANY)
    assert count_line(app).startswith("63 of 63 defections")
    assert len(cards(app)) == len(table(app)) == 24
    assert cards(app)[:4] == ["a", "b", "c", "n000"]
    app.session_state["page-"] = 3  # the pages of the selection without a filter
    assert cards(run(app)) == [f"n{n:03}" for n in range(45, 60)] + ["fair"]


def test_another_selection_begins_with_its_first_page(visit: Visit) -> None:
    app = visit(text=MANY)
    app.session_state["page-"] = 3
    run(app)
    app.text_input(key="q").set_value("n0")
    assert cards(run(app))[0] == "n000"


def test_the_card_of_an_event_marked_from_a_later_page_is_opened(visit: Visit) -> None:
    app = visit(text=MANY)
    app.session_state["page-"] = 3
    run(app)
    app.session_state["page-"] = 3
    assert opened(mark(app, "a")) == ["a"]


def test_the_page_says_where_so_many_are_marked_that_no_link_can_mark_them(visit: Visit) -> None:
    ids = [f"{'long-' * 20}{n:03}" for n in range(60)]
    app = visit(text=MANY.replace("{id: n", f"{{id: {'long-' * 20}"))
    sentence = "Too many events are marked. A link to this view will not mark them."
    mark(app, *ids[:2])
    assert sentence not in compact_card(app)["html"]
    mark(app, *ids)
    assert sentence in compact_card(app)["html"]
    assert component(app, "announcements")["sentences"][-1] == sentence
    open_export(app)
    assert len(bodies(app, sentence)) == 2  # for the link and the citation
    assert all("event=" not in links for links in bodies(app, 'class="downloads"'))


def test_of_very_many_marked_events_a_page_lists_the_first_before_its_own(visit: Visit) -> None:
    app = visit(text=MANY)
    mark(app, *(f"n{n:03}" for n in range(60)))
    first = [f"n{n:03}" for n in range(24)]
    assert cards(app) == [*opened(app), "a", "b", "c"]
    assert cards(app)[:24] == first
    assert len(table(app)) == 48
    app.session_state["page-"] = 2
    assert cards(run(app)) == [f"n{n:03}" for n in [*range(24), *range(45, 60)]] + ["fair"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "events.yaml:1:1: the file is empty"),
        ("just text", "events.yaml:1:1: the file has no keys and values"),
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


def test_a_file_without_events_opens(visit: Visit) -> None:
    app = visit(text="schema_version: 1\ntitle: Nothing yet\n")
    assert count_line(app) == "0 of 0 defections"
    assert cards(app) == []


def test_a_hostile_title_stays_text(visit: Visit) -> None:
    app = visit(text=EVENTS.replace("title: Five who left & one fair", 'title: "<script>alert(1)</script>"'))
    assert bodies(app, 'class="title"') == ['<h1 class="title">&lt;script&gt;alert(1)&lt;/script&gt;</h1>']
