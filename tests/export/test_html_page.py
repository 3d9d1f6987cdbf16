"""The static page: what it says, what it holds, and that no text of the file gets out of its place."""

import base64
import gzip
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from dashboard.dataset.text import visible
from dashboard.export import html_page
from dashboard.export.html_page import MAX_LISTED, static_page
from dashboard.selection import Selection, ViewOptions
from tests.builders import dataset, selection

EVIL = "</script><script>ran=1</script><!-- ]]> \u2028\ufffe\uffff & \"'"


class Reader(HTMLParser):
    """Collect the elements of a document, their attributes, and the text of each kind of element."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self._parts: dict[str, list[list[str]]] = {}
        self._open: list[str] = []
        self.feed(text)
        self.close()
        self.texts = {tag: ["".join(parts) for parts in of] for tag, of in self._parts.items()}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._parts.setdefault(tag, []).append([])
        if tag not in ("meta", "br"):
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        for tag in set(self._open):
            self._parts[tag][-1].append(data)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


def charts(document: str, entry: str = "all", width: int = 1080) -> dict[str, Any]:
    """Return the charts of an entry at a width, as the script unpacks them."""
    return unpacked(document, f'data-charts="{entry}" data-width="{width}"')


def unpacked(document: str, attributes: str) -> Any:
    (found,) = re.findall(f"<script [^>]*{attributes}>(.*?)</script>", document)
    return json.loads(gzip.decompress(base64.b64decode(found)))


def count_lines(document: str) -> list[str]:
    """Return the count line of all events and that of each entry of the legend."""
    lines = re.findall(r"<span data-state=.*?>(.*?)</span>\n", document)
    return [re.sub("<.*?>", "", line) for line in lines]


def buttons(document: str) -> list[str]:
    """Return the entries of the legend; the other buttons mark an event."""
    return [" ".join(text.split()) for text in Reader(document).texts.get("button", []) if text != "Mark"]


def file(n: int = 1, text: str = "A") -> str:
    """Return an event file, in which every text is the same."""
    return json.dumps(  # JSON is YAML
        {
            "schema_version": 1,
            "title": text,
            "description": text,
            "sources": {"s": {"type": "webpage", "container-title": text, "URL": f"javascript:{text}"}},
            "places": {"p": {"name": text, "country": "RU", "lat": 60, "lon": 30}},
            "ranks": {"r": {"label": text}},
            "events": [
                {
                    "id": f"e{i}",
                    "type": "defection",
                    "persons": [{"name": text, "rank": "r"}],
                    "post": {"place": "p", "mission": text},
                    "destination": {"status": "unknown"},
                    "status": "reported",
                    "summary": text,
                    "milestones": [
                        {"kind": "report", "date": "2016-08-25", "note": text, "citations": [{"source": "s"}]}
                    ],
                }
                for i in range(n)
            ],
        }
    )


@pytest.fixture(scope="module")
def shipped(shipped_file: Path) -> Selection:
    return selection(dataset(shipped_file.read_text(encoding="utf-8")))


@pytest.fixture(scope="module")
def document(shipped: Selection) -> str:
    return static_page(shipped, ViewOptions())


def test_the_shipped_file_takes_less_than_two_megabytes(document):
    assert len(document.encode()) < 2_000_000


def test_the_same_selection_makes_the_same_bytes(shipped, document):
    assert static_page(shipped, ViewOptions()) == document


def test_it_states_title_filters_numbers_sources_credits_day_and_hash(shipped):
    read = Reader(static_page(selection(shipped.dataset, "post=RU&context=0"), ViewOptions()))
    assert read.texts["title"] == read.texts["h1"] == ["Defections of North Korean officials, 2015–2016"]
    (head,) = read.texts["header"]
    assert "2 of 3 defections; whereabouts of 1 unknown" in head
    assert "Filter: posted in Russia; without context" in head
    (foot,) = read.texts["footer"]
    assert "Sources: The Korea Herald, 26 August 2016; Dong-A Ilbo, 9 July 2016" in foot
    assert "Korea.net" not in foot  # it speaks of London alone
    assert "Basemap: United Nations" in foot
    assert "GeoNames" in foot
    assert f"Newest source: 26 August 2016. Event file: SHA-256 {shipped.dataset.sha256[:12]}." in foot


def test_cards_and_table_read_without_a_script(document):
    markup = re.sub(r"<script.*?</script>", "", document, flags=re.DOTALL)
    read = Reader(markup)
    assert [it["class"].split()[0] for it in read.all("details")] == ["fold"] * 2 + ["card"] * 7
    names = re.findall(r'<th scope="row"><span class="who">(.*?)</span>', markup)
    assert names[:3] == ["Kim Chol-song", "Thae Yong-ho", "Unidentified official"]
    (said,) = read.texts["noscript"]
    assert "need JavaScript" in said
    # What does nothing without a script is not shown without one.
    hidden = [
        attributes for tag, attributes in read.elements if "hidden" in attributes and "data-state" not in attributes
    ]
    assert [it.get("id", it.get("class")) for it in hidden] == ["legend", "charts", "old-browser"]


def test_nothing_in_it_leads_elsewhere_but_the_links_to_sources(document, shipped):
    read = Reader(document)
    leading = {(tag, name, value) for tag, attributes in read.elements for name, value in attributes.items()
               if name in ("src", "srcset", "href", "action", "data", "poster", "background")}  # fmt: skip
    sources = {source.url for source in shipped.dataset.records.sources.values()}
    within = {f"#{attributes['id']}" for _, attributes in read.elements if "id" in attributes}
    assert {value for _, _, value in leading} <= sources | within
    assert {(tag, name) for tag, name, _ in leading} == {("a", "href")}
    (css,) = read.texts["style"]
    assert set(re.findall(r"url\((.{10})", css)) == {"data:font/"}


def test_its_policy_runs_its_own_scripts_and_loads_nothing(document):
    (policy,) = [it["content"] for it in Reader(document).all("meta") if it.get("http-equiv")]
    rules = dict(rule.split(" ", 1) for rule in (policy or "").split("; "))
    assert rules["default-src"] == "'none'"
    assert re.fullmatch(r"('sha256-[\w+/]{43}=' ?){3}", rules["script-src"])
    assert not re.search(r"http|\*", policy or "")


@pytest.mark.parametrize(
    ("colour_by", "entries"),
    [
        ("country", ["● United Kingdom 1", "● Russia 2", "■ Context 4"]),
        (
            "rank",
            ["● Deputy head of mission 1", "● Secretary (grade not stated) 1", "● Third secretary 1", "■ Context 4"],
        ),
        ("status", ["● Confirmed 1", "● Reported 1", "● Unconfirmed 1", "■ Context 4"]),
    ],
)  # fmt: skip
def test_the_legend_has_an_entry_for_every_category_and_for_context(shipped, colour_by, entries):
    document = static_page(shipped, ViewOptions(colour_by))
    assert buttons(document) == entries
    assert {it["aria-pressed"] for it in Reader(document).all("button")} == {"false"}


def test_there_is_a_count_line_for_all_events_and_for_every_entry(document):
    assert count_lines(document) == [
        "3 of 3 defections; whereabouts of 1 unknown; 4 context events; 1 context event not on the map; "
        "1 confirmed, 1 reported, 1 unconfirmed · All events, no filter",
        "1 of 3 defections · United Kingdom only",
        "2 of 3 defections; whereabouts of 1 unknown; 1 reported, 1 unconfirmed · Russia only",
        "0 of 3 defections; 4 context events; 1 context event not on the map · Context only",
    ]
    shown = [it for tag, it in Reader(document).elements if tag == "span" and "data-state" in it and "hidden" not in it]
    assert [it["data-state"] for it in shown] == ["all"]


def test_the_count_line_of_an_entry_names_the_filters_too(shipped):
    lines = count_lines(static_page(selection(shipped.dataset, "post=RU&context=0"), ViewOptions("rank")))
    filters = "Filter: posted in Russia; without context"
    assert [line.rpartition(" defections")[2] for line in lines][1:] == [
        f"; whereabouts of 1 unknown; 1 unconfirmed · Secretary (grade not stated) only · {filters}",
        f"; 1 reported · Third secretary only · {filters}",
    ]


def test_the_script_learns_which_entry_each_event_belongs_to(document):
    assert unpacked(document, 'id="entries"') == {
        "kp-2015-kim-chol-song": "1",
        "kp-2016-thae-yong-ho": "0",
        "kp-2016-vladivostok-official": "1",
        "cn-2016-trade-inspection": "2",
        "cn-2016-trade-missions-frozen": "2",
        "cn-2016-yanji-trade-fair": "2",
        "kr-2016-seoul-reading": "2",
    }


def test_no_text_of_the_file_becomes_an_element_or_ends_a_script():
    plain = Reader(static_page(selection(file()), ViewOptions()))
    document = static_page(selection(file(text=EVIL)), ViewOptions())
    assert "<script>ran=1" not in document
    hostile = Reader(document)
    assert [tag for tag, _ in hostile.elements] == [tag for tag, _ in plain.elements]
    assert "ran=1" in hostile.texts["h1"][0]
    assert visible(EVIL) in hostile.texts["h1"][0]


def test_of_a_large_file_cards_and_table_hold_the_first_and_say_how_many_more_there_are():
    document = static_page(selection(file(MAX_LISTED + 3)), ViewOptions())
    read = Reader(document)
    assert len(read.all("details")) == MAX_LISTED
    assert "Cards and table list the first 200 events" in re.sub(r"\s+", " ", document)
    assert "The charts show 3 more" in document
    assert len(unpacked(document, 'id="entries"')) == MAX_LISTED + 3


def test_every_entry_has_its_own_words_on_sources_and_on_what_only_the_charts_hold():
    records = json.loads(file(MAX_LISTED + 3))
    records["sources"]["diary"] = {"type": "book", "title": "The Diary"}
    for n, event in enumerate(sorted(records["events"], key=lambda event: event["id"])):  # of one day all
        event["status"] = "disputed" if n >= MAX_LISTED - 1 else "reported"
        if event["status"] == "disputed":
            event["milestones"][0]["citations"] = event["citations"] = [{"source": "diary"}]
    document = static_page(selection(json.dumps(records)), ViewOptions("status"))
    said = re.findall(r'<p(?: class="notes")? data-state="(.*?)"( hidden)?>(.*?)</p>', document, re.DOTALL)
    more = "download CSV, JSON or GeoJSON for all of them."
    assert [(key, hidden != "", words) for key, hidden, words in said if "Cards and table" in words] == [
        ("all", False, f"Cards and table list the first 200 events by date. The charts show 3 more; {more}"),
        ("1", True, f"Cards and table list 1 of these events, by date. The charts show 3 more; {more}"),
    ]
    sources = {key: words for key, _, words in said if words.startswith("Sources:")}
    assert list(sources) == ["all", "0", "1"]
    assert "The Diary" in sources["all"]
    assert "The Diary" not in sources["0"]
    assert sources["1"] == "Sources: The Diary."


@pytest.mark.parametrize("n", [250, 10_000])
def test_where_texts_are_long_cards_and_table_hold_as_many_events_as_six_megabytes_do(n):
    records = json.loads(file(n))
    in_order = sorted(records["events"], key=lambda event: event["id"])  # of one day all
    for event in in_order[:250]:
        event["summary"] = "북한 외교관이 망명했다고 한다. " * 200
        event["milestones"] *= 4
        for milestone in event["milestones"]:
            milestone |= {"note": "남한 언론은 그가 제삼국에 있다고 전했다. " * 90}
    document = static_page(selection(json.dumps(records)), ViewOptions())
    assert 5_950_000 < len(document.encode()) <= 6_000_000
    cards = Reader(document).all("details")
    assert 50 < len(cards) < MAX_LISTED
    assert f"Cards and table list the first {len(cards)} events by date" in document
    assert f"The charts show {n - len(cards):,} more" in document
    assert [card["data-event"] for card in cards] == [event["id"] for event in in_order[: len(cards)]]


def test_where_the_charts_leave_no_room_no_event_is_listed_and_it_says_so(shipped, monkeypatch):
    monkeypatch.setattr(html_page, "MAX_BYTES", 1_500_000)
    document = static_page(shipped, ViewOptions())
    read = Reader(document)
    assert not [it for it in read.all("details") if it["class"] != "fold unplaced"]
    assert not read.all("table")
    assert "This file has no room for cards and a table" in document


def test_an_empty_selection_says_what_emptied_it(shipped):
    nothing = selection(shipped.dataset, "post=GB&rank=third-secretary&context=0")
    document = static_page(nothing, ViewOptions())
    read = Reader(document)
    assert "No defection matches these filters. Without ‘" in read.texts["header"][0]
    assert not read.all("button")
    assert not read.all("table")
    assert charts(document)["map"]["layout"]["annotations"][0]["text"] == "No events to show."


def test_one_document_has_both_themes(shipped):
    document = static_page(shipped, ViewOptions())
    (css,) = Reader(document).texts["style"]
    assert "--paper:light-dark(#fbfaf7,#16191d);" in css
    assert "color-scheme: light dark" in css
    for entry in ("all", "0", "1", "2"):
        assert charts(document, entry)["map"]["layout"]["geo"]["bgcolor"] == "var(--paper)"


def test_every_width_and_entry_has_its_charts(document):
    found = re.findall(r'data-charts="(\w+)" data-width="(\d+)"', document)
    assert found == [(entry, width) for entry in ("all", "0", "1", "2") for width in ("1080", "640", "358")]
    for entry, width in found:
        for chart in charts(document, entry, int(width)).values():
            assert chart["layout"]["width"] == int(width)
            assert chart["data"]


def test_events_that_are_not_on_the_map_are_listed_for_each_entry_of_the_legend_with_links_to_their_cards(shipped):
    document = static_page(shipped, ViewOptions())
    panels = re.findall(
        r'<div data-state="(\w+)"( hidden)?><details class="fold unplaced">(.*?)</details>', document, re.S
    )
    entries = re.findall(r'data-entry="(\d+)".*?</span> (.*?) <small>', document)
    (context,) = [number for number, name in entries if name == "Context"]
    assert [(state, hidden.strip()) for state, hidden, _ in panels] == [("all", ""), (context, "hidden")]
    for *_, panel in panels:
        assert "1 context event not on the map" in panel
        (card,) = re.findall(r'href="#([^"]+)"', panel)
        assert f'id="{card}"' in document
