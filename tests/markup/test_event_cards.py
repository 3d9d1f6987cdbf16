"""Cards: what they say, and in which order they stand."""

import json
import re

import pytest

from dashboard.markup.event_cards import cards
from dashboard.markup.event_texts import rank_position
from tests import builders
from tests.markup.events import COLOURS, TEXT
from tests.markup.parsed_html import Page, cards_of, cells, facts, table_of

ADDRESS = '"https://herald.example/1?a=1&b=2"'


def test_a_card_says_who_status_way_and_date_at_its_head():
    page = cards_of("thae")
    assert page.lines[:6] == [
        "Thae Yong-ho",
        "Confirmed",
        "Deputy head resettles",
        "London, United Kingdom → Seoul, South Korea",
        "Announcement: about 18 August 2016",
        "1 conflicting report",
    ]


def test_conflicting_reports_are_counted_at_the_head_of_a_card_only_where_there_are_any():
    first = 'date: "2016-08-17", rival: true, citations: [{source: times}, {source: book}]}'
    second = f'{first}\n      - {{kind: arrival, date: "2016", rival: true, citations: [{{source: book}}]}}'
    assert "2 conflicting reports" in cards_of("thae", text=TEXT.replace(first, second)).lines
    assert "conflicting report" not in cards_of("nobody", "couple", "fair").text


def test_a_title_tells_unidentified_persons_apart_and_does_not_repeat_a_name():
    titled = TEXT.replace(
        "  - id: nobody\n    type: defection\n", "  - id: nobody\n    type: defection\n    title: Cook leaves\n"
    )
    assert cards_of("nobody", text=titled).lines[:3] == ["Unidentified official", "Unconfirmed", "Cook leaves"]
    same = titled.replace("Cook leaves", "Unidentified official")
    assert cards_of("nobody", text=same).text.count("Unidentified official") == 1


def test_a_card_says_rank_as_stated_and_as_ordered_post_and_destination():
    said = facts(cards_of("thae"))
    assert said["Rank"] == "“No. 2 official”, ranked here as Third secretary (lowest of 3 ranks)"
    assert said["Also known as"] == "태영호, Tae"
    assert said["Position"] == "minister"
    assert said["Organisation"] == "Foreign Ministry"
    assert said["Post"] == "Embassy, culture, London, United Kingdom"
    assert said["Destination"] == "Seoul, South Korea"
    assert said["Accompanied by"] == "wife, two sons"
    assert said["Credibility"] == "Probably true (2 on the Admiralty scale of 1 to 6)"
    assert said["Sources"] == "The Herald, 26 August 2016, ¶ 1"


def test_a_card_holds_the_summary():
    assert "The second-ranking diplomat." in cards_of("thae").lines


def test_a_card_says_why_there_is_no_destination():
    page = cards_of("nobody")
    assert page.lines[:4] == [
        "Unidentified official",
        "Unconfirmed",
        "Russia → whereabouts undisclosed",
        "Date not stated",
    ]
    assert facts(page)["Destination"] == "Whereabouts undisclosed"
    assert facts(page)["Accompanied by"] == "Nobody"
    assert facts(page)["Rank"] == "“secretary-level”"


@pytest.mark.parametrize(
    ("status", "said"),
    [
        ("unknown", "Whereabouts unknown"),
        ("undisclosed", "Whereabouts undisclosed"),
        ("in-transit", "In transit"),
        ("returned", "Returned"),
    ],
)
def test_each_reason_for_no_destination_is_said_in_card_and_table(status, said):
    text = TEXT.replace("status: undisclosed", f"status: {status}")
    assert facts(cards_of("nobody", text=text))["Destination"] == said
    assert cells(table_of("nobody", text=text))[1][4] == said


def test_a_rank_that_the_source_calls_the_same_is_said_once():
    text = TEXT.replace("rank_as_stated: No. 2 official", "rank_as_stated: third secretary")
    assert facts(cards_of("thae", text=text))["Rank"] == "Third secretary (lowest of 3 ranks)"


@pytest.mark.parametrize(
    ("index", "total", "said"),
    [
        (0, 1, None),
        (0, 2, "highest of 2 ranks"),
        (1, 2, "lowest of 2 ranks"),
        (2, 4, "3rd of 4 ranks"),
        (10, 30, "11th of 30 ranks"),
        (11, 30, "12th of 30 ranks"),
        (20, 30, "21st of 30 ranks"),
        (1110, 1200, "1,111th of 1,200 ranks"),
    ],
)
def test_the_place_of_a_rank_among_all_is_said_in_words(index, total, said):
    assert rank_position(index, total) == said


def test_what_is_not_stated_has_no_line_in_the_card():
    assert set(facts(cards_of("nobody"))) == {"Rank", "Post", "Destination", "Accompanied by"}


def test_each_of_several_persons_has_a_rank_of_his_own():
    page = cards_of("couple")
    assert page.lines[0] == "Kim, Ri"
    said = [line for line in page.lines if "of 3 ranks" in line or line in ("Kim", "Ri")]
    assert said == [
        "Kim",
        "Secretary (2nd of 3 ranks)",
        "Ri",
        "Deputy head of mission (highest of 3 ranks)",
    ]


def test_an_origin_is_named_and_a_destination_left_out_is_not_called_unknown():
    left = builders.selection(
        builders.HEAD
        + "events:\n"
        + builders.event("a", "defection", post="{country: FR}")
        + builders.event("b", "defection", origin="KP", destination="{status: unknown}")
    )
    silent, stated = (Page(cards(left, [row], dict.fromkeys((0, 1), "var(--blue)"), frozenset())) for row in (0, 1))
    assert facts(silent) == {"Post": "France", "Destination": "Not stated"}
    assert "France → destination not stated" in silent.lines
    assert facts(stated) == {"Origin": "North Korea", "Post": "Not stated", "Destination": "Whereabouts unknown"}
    assert "Post not stated → whereabouts unknown" in stated.lines


def test_a_destination_may_be_a_country_and_a_post_not_stated():
    page = cards_of("couple")
    assert "Post not stated → United States" in page.lines
    assert facts(page)["Post"] == "Not stated"
    assert facts(page)["Destination"] == "United States"


def test_every_dated_claim_stands_with_its_date_as_written_its_source_and_paragraph():
    page = cards_of("thae")
    start = page.lines.index("Dated claims")
    assert page.lines[start : page.lines.index("Conflicting reports")] == [
        "Dated claims",
        "Announcement, about 18 August 2016 2016-08-18~ · between 15 and 21 August 2016",
        "Seoul, South Korea; by Ministry of Unification",
        "His arrival.",
        "The Herald, 26 August 2016, ¶ 6",
        "Official response: declined to confirm, date not stated",
        "The Herald, 26 August 2016, ¶ 4-5",
    ]
    assert "<code>2016-08-18~</code>" in page.source


def test_conflicting_reports_stand_beside_the_claims_that_they_disagree_with():
    page = cards_of("thae")
    assert page.lines[page.lines.index("Conflicting reports") :] == [
        "Conflicting reports",
        "Announcement, 17 August 2016 2016-08-17",
        "The Times, July 2016 (Cites Fontanka); A book",
        "Mark",
    ]
    assert [attributes["class"] for attributes in page.attributes("div")].count("claims") == 2
    assert [attributes["class"] for attributes in page.attributes("li")] == ["own", "own", "conflicting"]


def test_a_card_without_conflicting_reports_has_no_column_for_them():
    assert "Conflicting reports" not in cards_of("couple").lines
    assert "on or before 25 August 2016" in " ".join(cards_of("couple").lines)


def test_a_context_card_names_its_places_and_takes_no_colour():
    page = cards_of("fair")
    assert page.lines[:4] == ["Trade fair shelved", "Context · Reported", "Jilin, Seoul", "Report: 26 August 2016"]
    assert facts(page)["Places"] == "Jilin, China; Seoul, South Korea"
    (card,) = page.attributes("details")
    assert card["class"] == "card context"
    assert COLOURS[3] not in (card["style"] or "")


def test_a_card_has_the_colour_of_its_event():
    (card,) = cards_of("thae").attributes("details")
    assert card["style"] == "border-top-color:var(--blue)"


def opened(page: Page) -> list[tuple[str | None, bool]]:
    return [(attributes["id"], "open" in attributes) for attributes in page.attributes("details")]


def test_cards_stand_in_the_order_given_and_are_closed():
    assert opened(cards_of("couple", "thae", "fair")) == [
        ("card-couple", False),
        ("card-thae", False),
        ("card-fair", False),
    ]


def test_marked_cards_come_first_and_are_open():
    assert opened(cards_of("thae", "nobody", "couple", "fair", marked=("couple", "fair"))) == [
        ("card-couple", True),
        ("card-fair", True),
        ("card-thae", False),
        ("card-nobody", False),
    ]


def test_no_event_gives_no_card():
    assert opened(cards_of()) == []


def test_a_source_links_to_where_it_can_be_read():
    page = cards_of("fair")
    assert page.links() == ["https://herald.example/1?a=1&b=2"]
    (link,) = page.attributes("a")
    assert "noopener" in (link["rel"] or "")


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        " javascript:alert(1)",
        "java\tscript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:x",
        "//evil.example/",
        "/relative",
        "file:///etc/passwd",
        "http://[",
        "https://[not-an-address]/",
    ],
)
def test_only_web_addresses_become_links(url):
    page = cards_of("fair", text=TEXT.replace(ADDRESS, json.dumps(url)))
    assert page.links() == []
    assert f"The Herald, 26 August 2016, ¶ 10, {url}".replace("\t", " ") in " ".join(page.lines).replace("\t", " ")


def test_quotes_in_an_address_cannot_leave_the_attribute():
    url = 'https://a.example/"onmouseover="alert(1)'
    page = cards_of("fair", text=TEXT.replace(ADDRESS, json.dumps(url)))
    assert page.links() == [url]
    assert not [attributes for _, attributes in page.elements if "onmouseover" in attributes]


def test_an_address_leads_where_the_file_says_even_with_characters_that_cannot_be_seen():
    url = "https://a.example/\u200b1"
    assert cards_of("fair", text=TEXT.replace(ADDRESS, json.dumps(url))).links() == [url]


def test_every_card_names_its_event():
    page = cards_of("couple", "fair")
    assert [attributes["data-event"] for attributes in page.attributes("details")] == ["couple", "fair"]


def test_texts_from_right_to_left_keep_their_order_in_lines_with_others():
    text = (
        builders.HEAD
        + "places: {teh: {name: خیابان ولی‌عصر، تهران, country: IR}, oslo: {name: اسلو, country: NO}}\nevents:\n"
        + builders.event("fa", "defection", persons="[{name: محمدرضا نیک‌نام}, {name: A. Kim}]", post="{place: oslo}")
        + builders.event("talks", "context", title="دیپلمات‌ها", places="[teh, oslo]")
    )
    of = builders.selection(text)
    fa, talks = (Page(cards(of, [row], dict.fromkeys((0, 1), "var(--blue)"), frozenset())).lines for row in (0, 1))
    assert "\u2068محمدرضا نیک‌نام\u2069, A. Kim" in fa
    assert "\u2068اسلو\u2069, Norway → destination not stated" in fa
    assert "\u2068خیابان ولی‌عصر، تهران\u2069, Iran; \u2068اسلو\u2069, Norway" in talks
    assert "دیپلمات‌ها" in talks


def test_every_card_has_a_button_beside_its_head_that_marks_its_event():
    page = cards_of("thae", "nobody", marked=("nobody",))
    buttons = page.attributes("button")
    assert [(it["data-mark"], it["aria-pressed"], it["aria-label"]) for it in buttons] == [
        ("nobody", "true", "Mark Unidentified official in the charts"),
        ("thae", "false", "Mark Thae Yong-ho in the charts"),
    ]
    closed = re.sub(r"<details.*?</details>", "", page.source, flags=re.DOTALL)
    assert closed.count("<button") == 2  # it can be reached while the card is closed, and is in no summary
