"""Lanes draw no day as certain on which something did not go on in some world, and leave out no possible day."""

from datetime import date, datetime
from typing import Any

from dashboard.charts.timeline.claims import Claim, claims_by_event
from dashboard.charts.timeline.lane_chart import lay_out_lanes
from dashboard.charts.view import ChartSize, chart_view
from dashboard.selection import Selection, ViewOptions
from tests.worlds.days import NEVER_BEGUN, NEVER_ENDED, When, when
from tests.worlds.oracle import keeps

_EPOCH = date(1970, 1, 1).toordinal()
_DAY_MS = 86_400_000


def check_lanes(file: dict[str, Any], query: list[tuple[str, str]], selection: Selection, width: int) -> None:
    kept = {event["id"]: event for event in file["events"] if keeps(query, event)}
    view = chart_view(selection, ViewOptions(), width)
    drawn = {it.event.id: it.claims for it in claims_by_event(view)}
    assert drawn.keys() == kept.keys()
    for key, event in kept.items():
        dates = [claim["date"] for claim in event["milestones"] if _is_bounded(when(claim["date"]))]
        assert [claim.milestone.date for claim in drawn[key]] == dates
        for claim in drawn[key]:
            _check_days(claim, when(claim.milestone.date))
    if any(drawn.values()):
        _check_bars(lay_out_lanes(view, ChartSize(width, 0), False, False), drawn)


def _is_bounded(told: When) -> bool:
    return (told.first, told.last) != (NEVER_BEGUN, NEVER_ENDED)


def _check_days(claim: Claim, told: When) -> None:
    assert (claim.is_lasting, claim.is_end_unknown) == (told.is_lasting, told.is_end_unknown)
    assert claim.start == (None if told.first == NEVER_BEGUN else told.first - _EPOCH)
    assert claim.end == (None if told.last == NEVER_ENDED else told.last + 1 - _EPOCH)
    if told.is_lasting:
        start, end = claim.certain_span
        is_certain = told.latest_start <= told.earliest_end
        assert (start < end) == is_certain
        assert not is_certain or (start + _EPOCH, end - 1 + _EPOCH) == (told.latest_start, told.earliest_end)


def _check_bars(chart: Any, drawn: dict[str, tuple[Claim, ...]]) -> None:
    """Bars reach from the first to the last possible day of each claim of more than one, and cross no open end."""
    bars: dict[str, list[tuple[float, float]]] = {}
    for trace in chart.draw()["data"]:
        if trace["name"] in ("Dates", "Lasted") and not trace["showlegend"]:
            for base, length, (key,) in zip(trace["base"], trace["x"], trace["customdata"], strict=True):
                start = (datetime.fromisoformat(base) - datetime(1970, 1, 1)).total_seconds() / 86_400
                bars.setdefault(key, []).append((start, start + length / _DAY_MS))
    for key, claims in drawn.items():
        for claim in claims:
            if claim.start is not None and claim.end is not None:
                assert any(abs(start - claim.start) < 0.01 for start, _ in bars[key]), claim.milestone.date
                assert any(abs(end - claim.end) < 0.01 for _, end in bars[key]), claim.milestone.date
