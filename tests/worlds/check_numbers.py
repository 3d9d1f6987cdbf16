"""Filters, the numbers beside their values, and the counts are those of the events that match in some world."""

from collections.abc import Iterable
from typing import Any

from dashboard.selection import Selection
from tests.worlds import oracle
from tests.worlds.days import when
from tests.worlds.files import RANKS, STATUSES, WHEREABOUTS
from tests.worlds.oracle import Event, is_defection, keeps


def check_numbers(file: dict[str, Any], query: list[tuple[str, str]], selection: Selection) -> None:
    events = file["events"]
    kept = [event for event in events if keeps(query, event)]
    assert list(selection.events["id"]) == [event["id"] for event in kept]
    _check_counts(events, kept, selection)
    _check_options(events, query, selection)
    _check_periods(events, query, selection)
    _check_notes(events, query, selection)


def counted(events: Iterable[Event]) -> list[Event]:
    """Return the events that count: defections, and where there are none all."""
    all_events = list(events)
    return [event for event in all_events if is_defection(event)] or all_events


def _check_counts(events: list[Event], kept: list[Event], selection: Selection) -> None:
    counts = selection.counts
    defections = [event for event in kept if is_defection(event)]
    destinations = [(event["destination"] or {}).get("status") for event in defections]
    no_point = [event for event in kept if not oracle.drawn_points(event)]
    assert counts.defections == len(defections)
    assert counts.defections_in_all == sum(map(is_defection, events))
    assert counts.context == len(kept) - len(defections)
    assert counts.context_in_all == len(events) - counts.defections_in_all
    assert counts.whereabouts == {it: n for it in WHEREABOUTS if (n := destinations.count(it))}
    assert counts.no_destination_stated == destinations.count(None)
    assert counts.undated == sum(not oracle.has_date(event) for event in kept)
    assert counts.unplaced == sum(map(is_defection, no_point))
    assert counts.unplaced_context == len(no_point) - counts.unplaced
    statuses = [event["status"] for event in defections]
    assert selection.status_counts == {it: n for it in STATUSES if (n := statuses.count(it))}
    said = " ".join(selection.count_phrases)
    assert f"{counts.undated} without a date" in said or not counts.undated


def _check_options(events: list[Event], query: list[tuple[str, str]], selection: Selection) -> None:
    for key, options in selection.option_counts.items():
        shown = [event for event in counted(events) if keeps(query, event, without=key)]
        used = {value for event in counted(events) for value in oracle.offered(key, event)}
        assert set(options) == used | {value for name, value in query if name == key}
        for value, number in options.items():
            assert number == sum(value in oracle.offered(key, event) for event in shown), (key, value)
    assert list(selection.option_counts["rank"]) == [it for it in RANKS if it in selection.option_counts["rank"]]


def _check_periods(events: list[Event], query: list[tuple[str, str]], selection: Selection) -> None:
    shown = [oracle.placed(event) for event in counted(events) if keeps(query, event, without="dates")]
    for period, number in selection.period_counts.items():
        ends = when(period).first, when(period).last
        if selection.filters.certain:
            assert number == sum(it.must_touch(*ends) for it in shown), period
        else:
            assert number == sum(it.may_touch(*ends) for it in shown), period


def _check_notes(events: list[Event], query: list[tuple[str, str]], selection: Selection) -> None:
    for key, number in selection.counted_without_filter.items():
        others = [pair for pair in query if pair[0] != key]
        assert number == sum(keeps(others, event) for event in counted(events))
    for key in ("post", "to", "rank", "box"):
        asked = key in dict(query)
        is_silent = [
            is_defection(event)
            and keeps([pair for pair in query if pair[0] != key], event)
            and not (oracle.drawn_points(event) if key == "box" else oracle.offered(key, event))
            for event in events
        ]
        assert selection.not_stated.get(key, 0) == asked * sum(is_silent)
