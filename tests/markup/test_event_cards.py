"""Cards, table, count line and problems: what they say, and that every text of the file stays text."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from html.parser import HTMLParser

import pytest

from dashboard.dataset import Dataset
from dashboard.dataset.problems import Problem
from dashboard.markup import panels
from dashboard.selection.selection import Counts, count_phrases, counts, from_query, mask

DatasetOf = Callable[[str], Dataset]

TEXT = """
schema_version: 1
title: T
sources:
  herald: {type: article-newspaper, container-title: The Herald, issued: "2016-08-26", URL: "https://herald.example/1?a=1&b=2"}
  times: {type: article-newspaper, container-title: The Times, issued: "2016-07", note: Cites Fontanka.}
  book: {type: book, title: A book}
places:
  london: {name: London, country: GB, lat: 51.5, lon: 0}
  seoul: {name: Seoul, country: KR, lat: 37.5, lon: 127}
  moscow: {name: Moscow, country: RU, lat: 55.75, lon: 37.6}
  jilin: {name: Jilin, country: CN}
ranks:
  deputy: {label: Deputy head of mission}
  secretary: {label: Secretary}
  third: {label: Third secretary, within: secretary}
events:
  - id: thae
    type: defection
    title: Deputy head resettles
    persons: [{name: Thae Yong-ho, also_known_as: [태영호, Tae], rank: third, rank_as_stated: No. 2 official,
               position: minister, organisation: Foreign Ministry}]
    post: {mission: Embassy, section: culture, place: london}
    destination: {status: known, place: seoul}
    accompanied_by: [wife, two sons]
    status: confirmed
    credibility: 2
    milestones:
      - {kind: announcement, date: "2016-08-18~", by: Ministry of Unification, place: seoul, note: His arrival.,
         citations: [{source: herald, paragraph: "6"}]}
      - {kind: announcement, date: "2016-08-17", rival: true, citations: [{source: times}, {source: book}]}
      - {kind: official-response, stance: declined-to-confirm, citations: [{source: herald, paragraph: 4-5}]}
    citations: [{source: herald, paragraph: "1"}]
    summary: The second-ranking diplomat.
  - id: nobody
    type: defection
    persons: [{label: Unidentified official, rank_as_stated: secretary-level}]
    post: {country: RU}
    destination: {status: undisclosed}
    accompanied_by: []
    status: unconfirmed
  - id: couple
    type: defection
    persons: [{name: Kim, rank: secretary}, {name: Ri, rank: deputy}]
    destination: {status: known, country: US}
    status: denied
    milestones: [{kind: departure, date: "[..2016-08-25]", citations: [{source: book}]}]
  - id: fair
    type: context
    title: Trade fair shelved
    status: reported
    places: [jilin, seoul]
    milestones: [{kind: report, date: "2016-08-26", citations: [{source: herald, paragraph: "10"}]}]
"""

COLOURS = {0: "#0072b2", 1: "#d55e00", 2: "#009e73", 3: "#cc79a7"}


@dataclass
class Page(HTMLParser):
    """Read HTML into its elements and their texts."""

    source: str
    elements: list[tuple[str, dict[str, str | None]]] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.feed(self.source)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
        if tag in ("div", "li", "dd", "dt", "td", "th", "p", "h4", "span", "summary", "caption"):
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        self.parts.append(data)

    @property
    def lines(self) -> list[str]:
        return [line for line in "".join(self.parts).split("\n") if line.strip()]

    def links(self) -> list[str | None]:
        return [attributes.get("href") for tag, attributes in self.elements if tag == "a"]


@pytest.fixture(scope="module")
def dataset(dataset_of: DatasetOf) -> Dataset:
    return dataset_of(TEXT)


def cards(dataset: Dataset, *rows: int, marked: tuple[str, ...] = ()) -> Page:
    return Page(panels.cards(dataset, rows, COLOURS, frozenset(marked)))


def facts(page: Page) -> dict[str, str]:
    """Return the terms of a card with what it says of them."""
    pairs = re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", page.source)
    return {term: "".join(Page(said).parts).strip() for term, said in pairs}


# The count line


def test_the_count_line_says_what_is_shown_and_what_is_not_known() -> None:
    numbers = Counts(2, 3, 4, {"unknown": 1}, 0, 0)
    assert "; ".join(count_phrases(numbers)) == "2 of 3 defections; whereabouts of 1 unknown; 4 context events"
    assert panels.count_line(numbers) == (
        "<b>2</b> of <b>3</b> defections; whereabouts of <b>1</b> unknown; <b>4</b> context events"
    )


@pytest.mark.parametrize(
    ("numbers", "phrases"),
    [
        (Counts(0, 3, 0, {}, 0, 0), ["0 of 3 defections"]),
        (Counts(3, 3, 1, {}, 0, 0), ["3 of 3 defections", "1 context event"]),
        (Counts(3, 3, 0, {"undisclosed": 2}, 0, 0), ["3 of 3 defections", "whereabouts of 2 undisclosed"]),
        (
            Counts(9, 12_345, 0, {"unknown": 1, "undisclosed": 2, "in-transit": 3, "returned": 4}, 5, 6),
            [
                "9 of 12,345 defections",
                "whereabouts of 1 unknown",
                "whereabouts of 2 undisclosed",
                "3 in transit",
                "4 returned",
                "5 without a date",
                "6 without a point on the map",
            ],
        ),
    ],
)
def test_each_thing_counted_has_a_phrase_and_what_is_nought_has_none(numbers: Counts, phrases: list[str]) -> None:
    assert count_phrases(numbers) == phrases


def test_thousands_are_strong_as_one_number() -> None:
    assert panels.count_line(Counts(1_000, 12_345, 0, {}, 0, 0)) == "<b>1,000</b> of <b>12,345</b> defections"


def test_the_count_line_of_the_shipped_file_filtered_to_russia(shipped: Dataset) -> None:
    selection, _ = from_query("post=RU", shipped)
    phrases = count_phrases(counts(mask(selection, shipped), shipped))
    assert phrases[:3] == ["2 of 3 defections", "whereabouts of 1 unknown", "4 context events"]


# Notes


def notes(dataset: Dataset, query: str) -> list[str]:
    selection, left_out = from_query(query, dataset)
    return panels.notes(dataset, selection, left_out, counts(mask(selection, dataset), dataset))


def test_without_a_filter_there_is_nothing_to_note(dataset: Dataset) -> None:
    assert notes(dataset, "") == []


def test_what_was_left_out_of_the_query_is_named(dataset: Dataset) -> None:
    (said,) = notes(dataset, "rank=king")
    assert said.startswith("Left out of the query: rank=king")


def test_events_that_a_filter_cannot_judge_are_counted(dataset: Dataset) -> None:
    # `couple` has no post, `nobody` no rank.
    assert notes(dataset, "post=RU") == ["1 more might match: the file does not say their country of posting."]
    assert notes(dataset, "rank=deputy") == ["1 more might match: the file does not say their rank."]


def test_an_empty_result_says_which_filter_emptied_it(dataset: Dataset) -> None:
    assert notes(dataset, "status=confirmed&q=Kim") == [
        "No defection matches these filters. There would be 1 without ‘status Confirmed’, 1 without ‘text “Kim”’."
    ]


def test_an_empty_result_that_no_single_filter_explains_says_how_they_narrow_it(dataset: Dataset) -> None:
    said = notes(dataset, "to=KR&status=denied&q=nothing")[-1]
    assert said == (
        "No defection matches these filters: ‘destination South Korea’ leaves 1, ‘status Denied’ leaves none."
    )


def test_a_range_of_time_that_keeps_nothing_says_by_which_claims_it_goes(dataset: Dataset) -> None:
    assert notes(dataset, "from=2030&certain=1")[0] == (
        "A range of time keeps events by their first claims; rival and later claims do not count."
    )


# Cards


def test_a_card_says_who_status_way_and_date_at_its_head(dataset: Dataset) -> None:
    page = cards(dataset, 0)
    assert page.lines[:4] == [
        "Thae Yong-ho",
        "Confirmed",
        "London, United Kingdom → Seoul, South Korea",
        "Announcement: about 18 August 2016",
    ]


def test_a_card_says_rank_as_stated_and_as_ordered_post_and_destination(dataset: Dataset) -> None:
    said = facts(cards(dataset, 0))
    assert said["Rank"] == "“No. 2 official”, here ranked as: Third secretary (3 of 3 in precedence)"
    assert said["Also known as"] == "태영호, Tae"
    assert said["Position"] == "minister"
    assert said["Organisation"] == "Foreign Ministry"
    assert said["Post"] == "Embassy, culture, London, United Kingdom"
    assert said["Destination"] == "Seoul, South Korea"
    assert said["Accompanied by"] == "wife, two sons"
    assert said["Credibility"] == "2 of 6: probably true"
    assert said["Sources"] == "The Herald, 26 August 2016, ¶ 1"


def test_a_card_holds_the_summary(dataset: Dataset) -> None:
    assert "The second-ranking diplomat." in cards(dataset, 0).lines


def test_a_card_says_why_there_is_no_destination(dataset: Dataset) -> None:
    page = cards(dataset, 1)
    assert page.lines[:4] == [
        "Unidentified official",
        "Unconfirmed",
        "Russia → whereabouts undisclosed",
        "Date not known",
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
def test_each_reason_for_no_destination_is_said_in_card_and_table(
    dataset_of: DatasetOf, status: str, said: str
) -> None:
    dataset = dataset_of(TEXT.replace("status: undisclosed", f"status: {status}"))
    assert facts(cards(dataset, 1))["Destination"] == said
    assert table_rows(dataset, 1)[1][3] == said


def test_what_is_not_stated_has_no_line_in_the_card(dataset: Dataset) -> None:
    assert set(facts(cards(dataset, 1))) == {"Rank", "Post", "Destination", "Accompanied by"}


def test_each_of_several_persons_has_a_rank_of_his_own(dataset: Dataset) -> None:
    page = cards(dataset, 2)
    assert page.lines[0] == "Kim, Ri"
    said = [line for line in page.lines if "in precedence" in line or line in ("Kim", "Ri")]
    assert said == [
        "Kim",
        "not stated, here ranked as: Secretary (2 of 3 in precedence)",
        "Ri",
        "not stated, here ranked as: Deputy head of mission (1 of 3 in precedence)",
    ]


def test_a_destination_may_be_a_country_and_a_post_not_known(dataset: Dataset) -> None:
    page = cards(dataset, 2)
    assert "Post not known → United States" in page.lines
    assert facts(page)["Post"] == "Not known"
    assert facts(page)["Destination"] == "United States"


def test_every_dated_claim_stands_with_its_date_as_written_its_source_and_paragraph(dataset: Dataset) -> None:
    page = cards(dataset, 0)
    start = page.lines.index("Dated claims")
    assert page.lines[start : page.lines.index("Rival claims")] == [
        "Dated claims",
        "Announcement, about 18 August 2016 2016-08-18~ · bounds 15–21 August 2016Seoul, South Korea; by Ministry of "
        "Unification",
        "His arrival.",
        "The Herald, 26 August 2016, ¶ 6",
        "Official response: declined to confirm, date not knownThe Herald, 26 August 2016, ¶ 4-5",
    ]
    assert "<code>2016-08-18~</code>" in page.source


def test_rival_claims_stand_beside_those_that_they_disagree_with(dataset: Dataset) -> None:
    page = cards(dataset, 0)
    assert page.lines[page.lines.index("Rival claims") :] == [
        "Rival claims",
        "Announcement, 17 August 2016 2016-08-17The Times, July 2016 (Cites Fontanka); A book",
    ]
    (columns,) = re.findall(r'<div class="columns">(.*)</div></div>', page.source)
    assert columns.count('<div class="claims">') == 2
    assert [attributes["class"] for tag, attributes in page.elements if tag == "li"] == ["own", "own", "rival"]


def test_a_card_without_rivals_has_no_column_for_them(dataset: Dataset) -> None:
    assert "Rival claims" not in cards(dataset, 2).lines
    assert "on or before 25 August 2016" in " ".join(cards(dataset, 2).lines)


def test_a_context_card_names_its_places_and_takes_no_colour(dataset: Dataset) -> None:
    page = cards(dataset, 3)
    assert page.lines[:4] == ["Trade fair shelved", "Context · Reported", "Jilin, Seoul", "Report: 26 August 2016"]
    assert facts(page)["Places"] == "Jilin, China; Seoul, South Korea"
    (card,) = (attributes for tag, attributes in page.elements if tag == "details")
    assert card["class"] == "card context"
    assert COLOURS[3] not in (card["style"] or "")


def test_a_card_has_the_colour_of_its_event(dataset: Dataset) -> None:
    (card,) = (attributes for tag, attributes in cards(dataset, 0).elements if tag == "details")
    assert card["style"] == "border-top-color:#0072b2"


def opened(page: Page) -> list[tuple[str | None, bool]]:
    return [(attributes["id"], "open" in attributes) for tag, attributes in page.elements if tag == "details"]


def test_cards_stand_in_the_order_given_and_are_closed(dataset: Dataset) -> None:
    assert opened(cards(dataset, 2, 0, 3)) == [("card-couple", False), ("card-thae", False), ("card-fair", False)]


def test_marked_cards_come_first_and_are_open(dataset: Dataset) -> None:
    assert opened(cards(dataset, 0, 1, 2, 3, marked=("couple", "fair"))) == [
        ("card-couple", True),
        ("card-fair", True),
        ("card-thae", False),
        ("card-nobody", False),
    ]


def test_no_event_gives_no_card(dataset: Dataset) -> None:
    assert opened(cards(dataset)) == []


def test_a_source_links_to_where_it_can_be_read(dataset: Dataset) -> None:
    page = cards(dataset, 3)
    assert page.links() == ["https://herald.example/1?a=1&b=2"]
    (link,) = (attributes for tag, attributes in page.elements if tag == "a")
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
def test_only_web_addresses_become_links(dataset_of: DatasetOf, url: str) -> None:
    dataset = dataset_of(TEXT.replace('"https://herald.example/1?a=1&b=2"', json.dumps(url)))
    page = cards(dataset, 3)
    assert page.links() == []
    assert f"The Herald, 26 August 2016, ¶ 10, {url}".replace("\t", " ") in " ".join(page.lines).replace("\t", " ")


def test_quotes_in_an_address_cannot_leave_the_attribute(dataset_of: DatasetOf) -> None:
    url = 'https://a.example/"onmouseover="alert(1)'
    page = cards(dataset_of(TEXT.replace('"https://herald.example/1?a=1&b=2"', json.dumps(url))), 3)
    assert page.links() == [url]
    assert not [attributes for _, attributes in page.elements if "onmouseover" in attributes]


EVIL = "\"'><script>alert('x')</script><img src=x onerror=alert(1)>&lt;{x}"

HOSTILE = f"""
schema_version: 1
title: T
sources:
  s: {{type: article, container-title: {json.dumps(EVIL)}, note: {json.dumps(EVIL)}, issued: "2016"}}
places: {{p: {{name: {json.dumps(EVIL)}, country: GB, lat: 1, lon: 1}}}}
ranks: {{r: {{label: {json.dumps(EVIL)}}}}}
events:
  - id: a
    type: defection
    title: {json.dumps(EVIL)}
    persons: [{{name: {json.dumps(EVIL)}, label: {json.dumps(EVIL)}, also_known_as: [{json.dumps(EVIL)}], rank: r,
               rank_as_stated: {json.dumps(EVIL)}, position: {json.dumps(EVIL)}, organisation: {json.dumps(EVIL)}}}]
    post: {{mission: {json.dumps(EVIL)}, section: {json.dumps(EVIL)}, place: p}}
    destination: {{status: known, place: p}}
    accompanied_by: [{json.dumps(EVIL)}]
    status: reported
    summary: {json.dumps(EVIL)}
    milestones: [{{kind: report, date: "2016", by: {json.dumps(EVIL)}, note: {json.dumps(EVIL)}, place: p,
                  citations: [{{source: s, paragraph: {json.dumps(EVIL)}}}]}}]
  - {{id: c, type: context, title: {json.dumps(EVIL)}, status: reported, places: [p], summary: {json.dumps(EVIL)}}}
"""


def test_no_markup_of_the_file_reaches_the_page(dataset_of: DatasetOf) -> None:
    dataset = dataset_of(HOSTILE)
    card = Page(panels.cards(dataset, [0, 1], COLOURS, frozenset()))
    table = Page(panels.table(dataset, [0, 1], frozenset()))
    problem = Page(panels.stale(EVIL, [Problem(1, 2, EVIL)], datetime.now(UTC)))
    for page in (card, table, problem):
        assert not {tag for tag, _ in page.elements} & {"script", "img", "a"}
        assert not [a for _, attributes in page.elements for a in attributes if a.startswith("on") or a == "src"]
    # In the cards: name, way (2), summary, other name, rank (2), position, organisation, post (3), destination,
    # company, place and author of the claim, its note, its source (3); title, way, summary and place of the context.
    assert "".join(card.parts).count(EVIL) == 20 + 4
    # In the table: name, rank, post, destination and source; title and place of the context.
    assert "".join(table.parts).count(EVIL) == 5 + 2
    assert "".join(problem.parts).count(EVIL) == 3


def many(number: int, text: str, joint: str = ", ") -> str:
    """Return texts that differ in their number, which stands in the place of `#`."""
    return joint.join(text.replace("#", str(n)) for n in range(number))


CITED = many(70, "{source: s#}")
MANY = f"""\
schema_version: 1
title: T
sources: {{{many(70, "s#: {type: book, title: Source #}")}}}
places: {{{many(70, "p#: {name: Place #, country: GB}")}}}
ranks: {{{many(70, "r#: {label: Rank #}")}}}
events:
  - id: a
    type: defection
    status: denied
    persons: [{many(70, "{name: Person #, rank: r#, position: function #}")}]
    accompanied_by: [{many(70, "companion #")}]
    citations: [{CITED}]
    milestones:
{many(1052, f"    - {{kind: report, note: claim #, citations: [{CITED}]}}", chr(10))}
{many(51, "    - {kind: report, note: claim #, rival: true, citations: [{source: s1}]}", chr(10))}
  - {{id: b, type: context, title: B, status: denied, places: [{many(70, "p#")}]}}
  - {{id: c, type: defection, status: denied, persons: [{{name: C, also_known_as: [{many(70, "Alias #")}]}}]}}
"""


def test_of_very_many_claims_sources_persons_or_places_a_card_and_a_row_list_the_first(dataset_of: DatasetOf) -> None:
    dataset = dataset_of(MANY)
    page = cards(dataset, 0)
    said = "\n".join(page.lines)
    assert page.lines[0].endswith("Person 48, Person 49, and 20 more")
    assert said.count("function ") == 50
    assert page.lines.count("and 20 more") == 1
    assert facts(page)["Accompanied by"].endswith("companion 49, and 20 more")
    assert facts(page)["Sources"].endswith("Source 49; and 20 more")
    assert said.count("claim ") == 2 * 50
    assert "and 1,002 more, which the data as JSON hold" in page.lines
    assert "and 1 more, which the data as JSON hold" in page.lines
    assert said.count("Source 49; and 20 more") == 50 + 1
    assert facts(cards(dataset, 1))["Places"].endswith("Place 49, United Kingdom; and 20 more")
    assert facts(cards(dataset, 2))["Also known as"].endswith("Alias 49, and 20 more")
    _, first, context, _ = table_rows(dataset, 0, 1, 2)
    assert first[0].endswith("Person 49, and 20 more")
    assert first[1].endswith("Rank 49; and 20 more")
    assert first[7].endswith("Source 49; and 20 more")
    assert context[2].endswith("Place 49, and 20 more")


# The table


def table_rows(dataset: Dataset, *rows: int, marked: tuple[str, ...] = ()) -> list[list[str]]:
    source = panels.table(dataset, rows, frozenset(marked))
    found = re.findall(r"<tr[^>]*>(.*?)</tr>", source)
    return [
        ["".join(Page(cell).parts).strip("\n") for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row)]
        for row in found
    ]


def test_the_table_has_a_row_an_event(dataset: Dataset) -> None:
    head, *body = table_rows(dataset, 0, 1, 2, 3)
    assert head == ["Event", "Rank", "Post", "Destination", "Date", "As written", "Status", "Sources"]
    assert body == [
        [
            "Thae Yong-ho",
            "Third secretary",
            "London, United Kingdom",
            "Seoul, South Korea",
            "about 18 August 2016",
            "2016-08-18~",
            "Confirmed",
            "The Herald; The Times; A book",
        ],
        ["Unidentified official", "", "Russia", "Whereabouts undisclosed", "Not known", "", "Unconfirmed", ""],
        [
            "Kim, Ri",
            "Secretary; Deputy head of mission",
            "",
            "United States",
            "by 25 August 2016",
            "[..2016-08-25]",
            "Denied",
            "A book",
        ],
        [
            "Trade fair shelved",
            "",
            "Jilin, Seoul",
            "",
            "26 August 2016",
            "2016-08-26",
            "Context, reported",
            "The Herald",
        ],
    ]


def test_the_table_holds_the_rows_given_in_their_order(dataset: Dataset) -> None:
    assert [row[0] for row in table_rows(dataset, 3, 0)[1:]] == ["Trade fair shelved", "Thae Yong-ho"]
    assert table_rows(dataset)[1:] == []


def test_a_marked_row_says_so(dataset: Dataset) -> None:
    page = Page(panels.table(dataset, [0, 2], frozenset(["couple"])))
    assert [attributes.get("class") for tag, attributes in page.elements if tag == "tr"] == [None, None, "marked"]


def test_the_table_names_its_columns_and_rows_for_screen_readers(dataset: Dataset) -> None:
    page = Page(panels.table(dataset, [0], frozenset()))
    scopes = [attributes.get("scope") for tag, attributes in page.elements if tag == "th"]
    assert scopes == ["col"] * 8 + ["row"]
    assert page.lines[0] == "The events shown"


# Problems


def test_problems_are_listed_at_their_line_and_column() -> None:
    page = Page(panels.problems("events.yaml", [Problem(3, 1, "is missing"), Problem(41, 13, "'x' is not a rank")]))
    assert page.lines == ["Errors", "events.yaml:3:1: is missing", "events.yaml:41:13: 'x' is not a rank"]
    assert [tag for tag, _ in page.elements].count("li") == 2


def test_warnings_are_listed_apart_from_errors() -> None:
    doubt = Problem(2, 3, "is never cited", "warning")
    page = Page(panels.problems("events.yaml", [doubt, Problem(41, 13, "'x' is not a rank")]))
    errors, warnings = page.lines[:2], page.lines[2:]
    assert errors == ["Errors", "events.yaml:41:13: 'x' is not a rank"]
    assert warnings == ["Warnings", "events.yaml:2:3: warning: is never cited"]


def test_the_warnings_of_a_file_in_order_are_folded_away_and_counted() -> None:
    doubt = Problem(2, 3, "is never cited", "warning")
    page = Page(panels.doubts("events.yaml", [doubt]))
    assert page.lines == ["1 warning on events.yaml, for its curator", "events.yaml:2:3: warning: is never cited"]
    assert "open" not in page.elements[0][1]
    assert panels.doubts("events.yaml", []) == ""


def test_a_list_of_very_many_problems_says_how_many_more_there_are() -> None:
    page = Page(panels.problems("events.yaml", [Problem(n, 1, "x") for n in range(1, 1001)]))
    assert [tag for tag, _ in page.elements].count("li") == 200
    assert " ".join(page.lines).endswith("and 800 more, which defections check lists")


def test_the_panel_above_the_last_good_data_counts_the_problems_and_says_since_when() -> None:
    since = datetime(2026, 11, 3, 4, 5, 6, tzinfo=UTC)
    one = Page(panels.stale("events.yaml", [Problem(3, 1, "is missing")], since))
    said = "events.yaml has an error since 04:05:06 UTC on 3 November 2026; the page shows the version before."
    assert one.lines == [said, "Errors", "events.yaml:3:1: is missing"]
    assert one.elements[0][1]["role"] == "alert"
    many = Page(panels.stale("events.yaml", [Problem(n, 1, "x") for n in range(234)], since))
    assert many.lines[0].startswith("events.yaml has 234 errors since ")
