"""A document that stands alone: what it says, what it holds, and that no text of the file gets out of its place."""

import json
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from dashboard.charts.map.figure import world
from dashboard.charts.theme import dark_text
from dashboard.charts.view import view
from dashboard.dataset import Dataset
from dashboard.dataset.text import visible
from dashboard.export import html_page as exporting
from dashboard.export.html_page import MOST_LISTED, standalone
from dashboard.selection.selection import Selection, mask

DatasetOf = Callable[[str], Dataset]

EVIL = "</script><script>ran=1</script><!-- ]]> \u2028\ufffe\uffff & \"'"


class Reader(HTMLParser):
    """Collect the elements of a document, their attributes, and the text of each kind of element."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, list[str]] = {}
        self._open: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self.texts.setdefault(tag, []).append("")
        if tag not in ("meta", "br"):
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        for tag in set(self._open):
            self.texts[tag][-1] += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


def data_of(document: str) -> dict[str, Any]:
    (found,) = re.findall(r'id="data">(.*?)</script>', document, re.DOTALL)
    return json.loads(found)


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
def document(shipped: Dataset) -> str:
    return standalone(shipped, Selection())


def test_the_shipped_file_takes_less_than_two_megabytes(document):
    assert len(document.encode()) < 2_000_000


def test_it_states_title_filters_numbers_sources_credits_day_and_hash(shipped):
    read = Reader(standalone(shipped, Selection(post=("RU",), context=False)))
    assert read.texts["title"] == read.texts["h1"] == ["Defections of North Korean officials, 2015–2016"]
    (head,) = read.texts["header"]
    assert "2 of 3 defections; whereabouts of 1 unknown" in head
    assert "Filter: posted in Russia; without context" in head
    (foot,) = read.texts["footer"]
    assert "Sources: The Korea Herald, 26 August 2016; Dong-A Ilbo, 9 July 2016" in foot
    assert "Korea.net" not in foot  # it speaks of London alone
    assert "Basemap: United Nations" in foot
    assert "GeoNames" in foot
    assert f"Data to 26 August 2016; event file SHA-256 {shipped.sha256[:12]}." in foot


def test_cards_and_table_read_without_a_script(document):
    markup = re.sub(r"<script.*?</script>", "", document, flags=re.DOTALL)
    read = Reader(markup)
    assert len(read.all("details")) == 7
    assert read.texts["th"][8:11] == ["Kim Chol-song", "Thae Yong-ho", "Unidentified official"]
    (said,) = read.texts["noscript"]
    assert "need JavaScript" in said
    # What does nothing without a script is not shown without one.
    hidden = [attributes for _, attributes in read.elements if "hidden" in attributes]
    assert [it.get("id", it.get("class")) for it in hidden] == ["legend", "map", "timeline"]


def test_nothing_in_it_leads_elsewhere_but_the_links_to_sources(document, shipped):
    read = Reader(document)
    leading = {(tag, name, value) for tag, attributes in read.elements for name, value in attributes.items()
               if name in ("src", "srcset", "href", "action", "data", "poster", "background")}  # fmt: skip
    sources = {source.url for source in shipped.records.sources.values()}
    assert {value for _, _, value in leading} <= sources
    assert {(tag, name) for tag, name, _ in leading} == {("a", "href")}
    (css,) = read.texts["style"]
    assert set(re.findall(r"url\((.{10})", css)) == {"data:font/"}


def test_its_policy_runs_its_own_scripts_and_loads_nothing(document):
    (policy,) = [it["content"] for it in Reader(document).all("meta") if it.get("http-equiv")]
    rules = dict(rule.split(" ", 1) for rule in (policy or "").split("; "))
    assert rules["default-src"] == "'none'"
    assert re.fullmatch(r"('sha256-[\w+/]{43}=' ?){2}", rules["script-src"])
    assert not re.search(r"http|\*", policy or "")


@pytest.mark.parametrize(
    ("colour_by", "names"),
    [
        ("country", ["United Kingdom", "Russia", "Context"]),
        ("rank", ["Deputy head of mission", "Secretary (grade not stated)", "Third secretary", "Context"]),
        ("status", ["Confirmed", "Reported", "Unconfirmed", "Context"]),
    ],
)
def test_the_legend_has_a_switch_for_every_category_and_for_context(shipped, colour_by, names):
    document = standalone(shipped, Selection(), colour_by)
    assert [it["data-name"] for it in Reader(document).all("button")] == names
    legend = [trace["name"] for trace in data_of(document)["layouts"][0]["map"]["data"] if trace["showlegend"]]
    assert legend == ["Whereabouts unknown", "Destination", "Context"]


def test_the_count_line_is_there_for_every_set_of_switches(shipped, document):
    lines = [re.sub("</?b>", "", line) for line in data_of(document)["counts"]]
    british, russian, context = 1, 2, 4
    assert len(lines) == 8
    assert lines[0] == "0 of 3 defections"
    assert lines[british] == "1 of 3 defections"
    assert lines[russian] == "2 of 3 defections; whereabouts of 1 unknown; 1 reported, 1 unconfirmed"
    assert lines[british + russian].endswith("; 1 confirmed, 1 reported, 1 unconfirmed")
    assert lines[british + context] == "1 of 3 defections; 4 context events; 1 without a point on the map"
    assert f'id="count">{data_of(document)["counts"][7]}<' in document


def test_every_point_and_line_of_both_charts_belongs_to_an_event(document):
    data = data_of(document)
    for layout in data["layouts"]:
        for trace in [*layout["map"]["data"], *layout["timeline"]["data"]]:
            if trace["showlegend"]:
                continue
            along = trace.get("lon", trace.get("x"))
            if trace["mode"] == "lines" if "mode" in trace else False:
                assert along.count(None) == len(trace["meta"]["lines"])
                ids = [id for of in trace["meta"]["lines"] for id in of]
            else:
                assert len(along) == len(trace["customdata"])
                ids = [id for of in trace["customdata"] for id in of]
            assert set(ids) <= data["events"].keys()


def test_the_map_of_an_area_shows_it_as_the_page_does(shipped):
    chosen = Selection(box=(-1.0, 51.0, 1.0, 52.0), context=False)
    (layout, *_) = data_of(standalone(shipped, chosen))["layouts"]
    page = world(view(shipped, mask(chosen, shipped), "country", layout["width"]), 430, area=chosen.box)
    assert layout["map"]["layout"]["geo"] == json.loads(page.to_json())["layout"]["geo"]
    assert layout["map"]["layout"]["geo"]["projection"]["scale"] > 10


def test_no_text_of_the_file_becomes_an_element_or_ends_a_script(dataset_of: DatasetOf):
    plain = Reader(standalone(dataset_of(file()), Selection()))
    document = standalone(dataset_of(file(text=EVIL)), Selection())
    assert "<script>ran=1" not in document
    hostile = Reader(document)
    assert [tag for tag, _ in hostile.elements] == [tag for tag, _ in plain.elements]
    assert data_of(document)["events"]["e0"] == [0, visible(EVIL)]
    assert "ran=1" in hostile.texts["h1"][0]


def test_of_a_large_file_cards_and_table_hold_the_first_and_say_how_many_more_there_are(dataset_of: DatasetOf):
    document = standalone(dataset_of(file(MOST_LISTED + 3)), Selection())
    read = Reader(document)
    assert len(read.all("details")) == MOST_LISTED
    assert "Cards and table hold the first 200 events" in re.sub(r"\s+", " ", document)
    assert "The charts show 3 more" in document
    assert len(data_of(document)["events"]) == MOST_LISTED + 3


@pytest.mark.parametrize("n", [250, 10_000])
def test_where_texts_are_long_cards_and_table_hold_as_many_events_as_six_megabytes_do(dataset_of: DatasetOf, n):
    records = json.loads(file(n))
    in_order = sorted(records["events"], key=lambda event: event["id"])  # of one day all
    for event in in_order[:250]:
        event["summary"] = "북한 외교관이 망명했다고 한다. " * 200
        event["milestones"] *= 4
        for milestone in event["milestones"]:
            milestone |= {"note": "남한 언론은 그가 제삼국에 있다고 전했다. " * 90}
    document = standalone(dataset_of(json.dumps(records)), Selection())
    assert 5_950_000 < len(document.encode()) <= 6_000_000
    listed = len(Reader(document).all("details"))
    assert 50 < listed < MOST_LISTED
    assert f"Cards and table hold the first {listed} events, in order of time" in document
    assert f"The charts show {n - listed:,} more" in document
    assert data_of(document)["listed"] == [event["id"] for event in in_order[:listed]]


def test_where_the_charts_leave_no_room_no_event_is_listed_and_it_says_so(shipped, monkeypatch):
    monkeypatch.setattr(exporting, "MOST_BYTES", 1_500_000)
    document = standalone(shipped, Selection())
    read = Reader(document)
    assert not read.all("details")
    assert not read.all("table")
    assert "The charts leave no room for cards and table" in document
    assert data_of(document)["listed"] == []


def test_an_empty_selection_says_what_emptied_it(shipped):
    read = Reader(standalone(shipped, Selection(post=("GB",), rank=("third-secretary",), context=False)))
    assert "No defection matches these filters. There would be 1 without" in read.texts["header"][0]
    assert not read.all("button")
    assert not read.all("table")


def test_the_dark_theme_has_no_colour_of_the_light_ground(shipped):
    document = standalone(shipped, Selection(), theme="dark")
    (css,) = Reader(document).texts["style"]
    assert "#fbfaf7" not in css
    assert "background: #16191d" in css
    assert data_of(document)["layouts"][0]["map"]["layout"]["geo"]["bgcolor"] == "#16191d"


def test_every_colour_of_the_style_sheets_has_a_counterpart_in_the_dark(root: Path):

    for name in ("page.css", "standalone.css"):
        css = (root / "dashboard" / "assets" / name).read_text()
        colours = set(re.findall(r"#[0-9a-f]{3,6}\b", css))
        assert colours
        assert {colour for colour in colours if dark_text(colour) == colour} == set()
