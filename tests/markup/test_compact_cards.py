"""Compact cards: who, where, when and by which sources, in a few lines."""

import pytest

from dashboard.charts.theme import CONTEXT_GREY
from dashboard.markup.compact_cards import compact_card, compact_events, compact_frame
from tests import builders
from tests.markup.events import COLOURS, EVIL, EVIL_VISIBLE, HOSTILE, MANY, TEXT
from tests.markup.parsed_html import Page


def compact_card_of(*ids: str, text: str = TEXT) -> Page:
    """Return the compact card of the events of a file that have these ids, in this order."""
    selection = builders.selection(text)
    rows = [selection.dataset.index.row_by_id[key] for key in ids]
    return Page(compact_card(selection, rows, dict.fromkeys(rows, COLOURS[0])))


def test_a_compact_card_says_who_where_when_as_written_what_conflicts_and_by_which_sources():
    assert compact_card_of("thae").lines == [
        "Marked event",
        "Thae Yong-ho",
        "Confirmed",
        "Deputy head resettles",
        "London, United Kingdom → Seoul, South Korea",
        "Announcement: about 18 August 2016 2016-08-18~",
        "1 conflicting report: announcement, 17 August 2016 (The Times, A book)",
        "Sources: The Herald, 26 August 2016; The Times, July 2016; A book",
        "Full card",
        "×",
    ]


def test_a_compact_card_says_what_is_not_stated_and_leaves_out_what_there_is_none_of():
    assert compact_card_of("nobody").lines == [
        "Marked event",
        "Unidentified official",
        "Unconfirmed",
        "Russia → whereabouts undisclosed",
        "Date not stated",
        "Full card",
        "×",
    ]


def test_a_date_that_words_say_as_it_is_written_is_said_once():
    report = '{kind: report, date: "2016-08-26"'
    year = TEXT.replace(report, report.replace("-08-26", ""))
    assert "Report: 2016" in compact_card_of("fair", text=year).lines


def test_the_card_of_context_is_grey_and_says_that_it_is_context():
    page = compact_card_of("fair")
    assert page.lines[1:5] == [
        "Trade fair shelved",
        "Context · Reported",
        "Jilin, Seoul",
        "Report: 26 August 2016 2016-08-26",
    ]
    assert page.attributes("article")[0]["style"] == f"border-left-color:{CONTEXT_GREY}"


def test_a_source_is_named_once_and_linked_where_it_leads_to_the_web():
    page = compact_card_of("thae")
    assert page.text.count("The Herald") == 1
    assert page.links() == ["https://herald.example/1?a=1&b=2"]


def test_of_many_conflicting_reports_names_and_sources_the_first_are_named():
    conflicts = "".join(
        f'      - {{kind: report, date: "201{n}", rival: true, citations: [{{source: herald}}]}}\n' for n in range(4)
    )
    page = compact_card_of("thae", text=TEXT.replace("    citations: [{source: herald, paragraph: \"1\"}]\n",
                           conflicts + "    citations: [{source: herald, paragraph: \"1\"}]\n"))  # fmt: skip
    first = "announcement, 17 August 2016 (The Times, A book); report, 2010 (The Herald)"
    assert f"5 conflicting reports: {first}; and 3 more" in page.lines
    many = compact_card_of("a", text=MANY)
    assert (
        "51 conflicting reports: report, date not stated (Source 1); report, date not stated (Source 1); and 49 more"
        in many.lines
    )
    assert "Sources: Source 0; Source 1; Source 2; and 67 more" in many.lines


def test_a_button_leads_to_the_full_card_and_another_closes():
    buttons = compact_card_of("thae").attributes("button")
    assert [(it.get("data-card"), it["aria-label"]) for it in buttons] == [
        ("thae", "Full card of Thae Yong-ho"),
        (None, "Close"),
    ]
    assert compact_card_of("thae").attributes("section")[0]["aria-label"] == "Marked event"


def test_of_several_events_the_first_three_are_listed_and_the_rest_counted():
    page = compact_card_of("thae", "nobody", "couple", "fair")
    assert page.lines[0] == "4 events marked"
    assert "and 1 more" in page.lines
    assert [it.get("data-card") for it in page.attributes("button")] == ["thae", "nobody", "couple", None]
    assert page.attributes("section")[0]["aria-label"] == "Marked events"
    assert "more" not in compact_card_of("thae", "nobody", "couple").text


def test_each_event_of_a_static_page_is_what_the_card_of_it_alone_says():
    selection = builders.selection(TEXT)
    events = compact_events(selection, [0, 1], COLOURS)
    assert list(events) == ["thae", "nobody"]
    assert events["thae"] in compact_card(selection, [0], COLOURS)


@pytest.mark.parametrize(
    ("frame", "lines"),
    [
        (compact_frame("1"), ["Marked event", "×"]),
        (compact_frame("#", more="and # more"), ["# events marked", "and # more", "×"]),
    ],
)
def test_a_frame_without_events_has_room_for_their_number(frame: str, lines: list[str]):
    assert Page(frame).lines == lines


@pytest.mark.parametrize("event", ["a", "c"])
def test_texts_of_the_file_are_shown_as_they_are_and_never_as_markup(event: str):
    page = compact_card_of(event, text=HOSTILE)
    assert EVIL_VISIBLE in page.text
    assert not page.attributes("script")
    assert not page.attributes("img")
    assert EVIL not in page.source
