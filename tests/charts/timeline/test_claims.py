"""Claims by event, and the days that they are drawn over.

Days are counted from 1970-01-01: 2016-08-18 is day 17031.
"""

import pytest

from dashboard.charts.timeline.claims import Claim, DateSpan, EventClaims, claims_by_event, date_span
from dashboard.charts.view import chart_view
from dashboard.selection import ViewOptions
from tests.builders import selection
from tests.charts.timeline.events import HEAD, claim, context, defection, rival


def claims_of(text: str, *marked: str) -> list[EventClaims]:
    return claims_by_event(chart_view(selection(text), ViewOptions(marked=marked), 1000))


def only_claim(date: str) -> Claim:
    ((found,),) = (it.claims for it in claims_of(HEAD + defection("a", claim(date))))
    return found


@pytest.mark.parametrize(
    ("date", "span"),
    [
        ("2016-08-18", DateSpan(17031, 17032, 17031, 17032, 17031.5)),
        ("2016-08", DateSpan(17014, 17045, 17014, 17045, 17029.5)),
        ("2016-08-18~", DateSpan(17028, 17035, 17031, 17032, 17031.5)),
        ("2016-08-18/..", DateSpan(17031, 17061, 17031, 17031, 17041)),
        ("[..2016-08-18]", DateSpan(17002, 17032, 17032, 17032, 17022)),
    ],
)
def test_a_claim_spans_the_days_that_it_may_mean_and_open_ends_fade(date: str, span: DateSpan) -> None:
    assert date_span(only_claim(date), fade=30) == span


@pytest.mark.parametrize(
    ("date", "is_open", "is_approximate"),
    [("2016-08", False, False), ("2016?", False, False), ("2016-08~", False, True), ("2016-08/..", True, False)],
)
def test_a_date_fades_where_it_is_open_or_approximate(date: str, is_open: bool, is_approximate: bool) -> None:
    found = only_claim(date)
    assert (found.is_open, found.is_approximate) == (is_open, is_approximate)
    assert found.fades == (is_open or is_approximate)


def test_what_one_source_disputes_is_one_row_and_rows_without_a_date_are_counted() -> None:
    (found,) = claims_of(
        HEAD
        + defection(
            "a",
            claim("2016"),
            claim(None),
            rival("2015", source="times"),
            claim(None, source="herald", more=", rival: true"),
            rival("2014", source="post"),
            rival("2013", source="times"),
        )
    )
    assert [it.row for it in found.claims] == [0, 1, 3, 1]
    assert found.conflicting_rows == 3


def test_events_come_in_order_of_time_with_context_last_and_the_undated_last_of_each() -> None:
    text = HEAD + context("early", claim("2010")) + defection("never") + defection("late", claim("2016"))
    found = claims_of(text + defection("until", claim("[..2015]")))
    assert [it.event.id for it in found] == ["until", "late", "never", "early"]
    assert [len(it.claims) for it in found] == [1, 1, 0, 1]


def test_claims_of_other_than_the_marked_events_are_dimmed() -> None:
    a, b = claims_of(HEAD + defection("a", claim("2015")) + defection("b", claim("2016")), "b")
    assert (a.event.is_marked, a.event.is_dimmed, a.claims[0].opacity) == (False, True, 0.3)
    assert (b.event.is_marked, b.event.is_dimmed, b.claims[0].opacity) == (True, False, 1)
