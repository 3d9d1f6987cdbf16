"""The list of events that are not on the map."""

import html
import re

import pytest

from dashboard.markup.unplaced_events import unplaced_panel
from dashboard.selection import Selection
from tests.builders import HEAD, event, selection

PLACES = """places:
  seoul: {name: Seoul, country: KR, lat: 37.5, lon: 127}
  border: {name: Border}
  coast: {name: Coast}
  delta: {name: Delta, country: VN, precision: region}
"""


def of(*events: str) -> Selection:
    return selection(f"{HEAD}{PLACES}events:\n{''.join(events)}")


def items(panel: str) -> list[str]:
    """Return the items of the list as a reader sees them."""
    found = re.findall(r"<li>(.*?)</li>", panel, re.DOTALL)
    return [" ".join(html.unescape(re.sub("<[^>]+>", "", it)).split()) for it in found]


def no_card(event_id: str) -> None:
    """Say that an event has no card."""


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({}, "no place stated"),
        ({"places": "[border]"}, "place without coordinates"),
        ({"places": "[border, coast]"}, "places without coordinates"),
        ({"places": "[delta]"}, "region without coordinates"),
        ({"places": "[delta, border]"}, "places without coordinates"),
    ],
)
def test_context_that_is_not_on_the_map_is_listed_with_its_date_and_the_reason(
    fields: dict[str, str], reason: str
) -> None:
    claims = '[{kind: report, date: "2016-08-26", citations: [{source: s}]}]'
    panel = unplaced_panel(of(event("c", "context", title="Talks", milestones=claims, **fields)), no_card)
    assert "<summary>1 context event not on the map</summary>" in panel
    assert items(panel) == [f"Talks · Report: 26 August 2016 · {reason}"]


@pytest.mark.parametrize(
    ("post", "reason"),
    [("{mission: Embassy}", "no place stated"), ("{place: border}", "place without coordinates")],
)
def test_a_defection_that_is_not_on_the_map_is_listed_with_its_title(post: str, reason: str) -> None:
    nobody = "[{name: null, label: Unidentified official}]"
    panel = unplaced_panel(of(event("d", "defection", title="A guard leaves", persons=nobody, post=post)), no_card)
    assert "<summary>1 defection not on the map</summary>" in panel
    (item,) = items(panel)
    assert item.startswith("Unidentified official · A guard leaves · ")
    assert item.endswith(f" · {reason}")


@pytest.mark.parametrize(
    ("post", "destination", "missing"),
    [("seoul", "border", "destination"), ("border", "seoul", "post")],
)
def test_a_defection_of_which_one_end_is_not_on_the_map_is_listed_with_that_end(
    post: str, destination: str, missing: str
) -> None:
    ends = {"post": f"{{place: {post}}}", "destination": f"{{status: known, place: {destination}}}"}
    panel = unplaced_panel(of(event("d", "defection", persons="[{name: A}]", **ends)), no_card)
    assert "<summary>1 on the map without post or destination</summary>" in panel
    (item,) = items(panel)
    assert item.endswith(f" · {missing}: place without coordinates")


def test_a_destination_that_is_not_known_is_not_listed() -> None:
    stated = event("d", "defection", persons="[{name: A}]", post="{place: seoul}", destination="{status: unknown}")
    assert unplaced_panel(of(stated), no_card) == ""


def test_the_list_names_the_first_twenty_with_links_to_their_cards_and_says_how_many_more_there_are() -> None:
    events = [event(f"c{n:02}", "context", title=f"Talks {n}") for n in range(25)]
    placed = event("on", "context", title="On the map", places="[seoul]")
    panel = unplaced_panel(of(*events, placed), lambda key: f"?event={key}&q=a" if key != "c01" else None)
    assert "<summary>25 context events not on the map</summary>" in panel
    names = [it.partition(" · ")[0] for it in items(panel)]
    assert names == [*(f"Talks {n}" for n in range(20)), "and 5 more"]
    links = re.findall(r'<a href="([^"]+)">', panel)
    assert [html.unescape(link) for link in links] == [f"?event=c{n:02}&q=a" for n in range(20) if n != 1]


def test_there_is_no_list_where_all_events_are_on_the_map() -> None:
    assert unplaced_panel(of(event("on", "context", title="On the map", places="[seoul]")), no_card) == ""


def test_texts_of_the_file_are_shown_as_text() -> None:
    panel = unplaced_panel(of(event("c", "context", title="'<b>Talks</b> & more'")), lambda key: '"><script>')
    assert "<b>" not in panel
    assert "<script>" not in panel
    assert items(panel)[0].startswith("<b>Talks</b> & more · ")
