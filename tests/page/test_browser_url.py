"""Who changed last: the URL or the page."""

import pytest

from dashboard.page.browser_url import BrowserUrl, reach, url_remarks, view_pairs
from dashboard.selection import Filters, ViewOptions

NOTHING, RUSSIA, REPORTED = (), (("post", "RU"),), (("post", "RU"), ("status", "reported"))


def test_the_url_of_a_first_visit_leads() -> None:
    assert BrowserUrl().changed_last(NOTHING, revision=0)
    assert BrowserUrl().changed_last(RUSSIA, revision=0)


def test_the_page_leads_while_the_browser_has_the_newest_url() -> None:
    url = BrowserUrl((NOTHING, RUSSIA), revision=1)
    assert not url.changed_last(RUSSIA, revision=1)
    assert not url.changed_last(RUSSIA, revision=2)


def test_a_click_that_carries_an_older_url_was_sent_before_the_newest_arrived() -> None:
    url = BrowserUrl((NOTHING, RUSSIA, REPORTED), revision=2)
    assert not url.changed_last(NOTHING, revision=3)
    assert not url.changed_last(RUSSIA, revision=3)


def test_an_older_url_without_a_click_is_the_back_button() -> None:
    assert BrowserUrl((NOTHING, RUSSIA), revision=1).changed_last(NOTHING, revision=1)


def test_a_url_that_the_page_has_not_written_is_a_link_whatever_else_the_reader_did() -> None:
    url = BrowserUrl((NOTHING, RUSSIA), revision=1)
    assert url.changed_last((("post", "GB"),), revision=1)
    assert url.changed_last((("post", "GB"),), revision=2)


def test_a_url_that_the_browser_has_left_behind_is_no_late_click_any_more() -> None:
    url = BrowserUrl((NOTHING, RUSSIA, REPORTED), revision=2).without_older_than(RUSSIA)
    assert url.queries == (RUSSIA, REPORTED)
    assert url.changed_last(NOTHING, revision=3)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://127.0.0.1:8501/?post=RU", "computer"),
        ("http://localhost:8501/", "computer"),
        ("http://[::1]:8501/", "computer"),
        ("https://news.example/defections/?post=RU", "internet"),
        ("http://192.168.0.7:8501/", "network"),
        ("http://10.1.2.3/", "network"),
        ("http://newsroom:8501/", "network"),
        ("http://desk.local/", "network"),
        ("https://93.184.215.14/", "internet"),
        ("", "internet"),
    ],
)
def test_an_address_tells_from_where_it_can_be_opened(url: str, expected: str) -> None:
    assert reach(url) == expected


def test_the_query_of_a_view_holds_filters_and_view_options() -> None:
    pairs = view_pairs(Filters(post=("RU",)), ViewOptions("rank", marked=("a", "b")))
    assert pairs == (("post", "RU"), ("colour", "rank"), ("event", "a"), ("event", "b"))


def test_more_marks_than_an_address_has_room_for_are_left_out_of_it() -> None:
    marked = tuple(f"a-rather-long-id-of-an-event-{n:03}" for n in range(300))
    assert len(view_pairs(Filters(), ViewOptions(marked=marked[:100]))) == 100
    assert view_pairs(Filters(post=("RU",)), ViewOptions(marked=marked)) == (("post", "RU"),)
    assert url_remarks(Filters(), ViewOptions(marked=marked[:100])) == []
    assert url_remarks(Filters(), ViewOptions(marked=marked)) == [
        "Too many events are marked. A link to this view will not mark them."
    ]


def test_a_search_that_is_too_long_for_an_address_leaves_no_marks_out() -> None:
    assert url_remarks(Filters(q="x" * 7000), ViewOptions()) == []
