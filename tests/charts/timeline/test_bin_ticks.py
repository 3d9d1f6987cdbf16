"""The ticks of a histogram's time axis."""

from collections.abc import Sequence
from datetime import date

import pytest

from dashboard.charts.timeline.axis import TimeAxis
from dashboard.charts.timeline.bin_ticks import bin_tick_layout
from dashboard.charts.timeline.bins import TimeBins, candidate_bins

EPOCH = date(1970, 1, 1).toordinal()


def day(text: str) -> float:
    return float(date.fromisoformat(text).toordinal() - EPOCH)


def finest_bins(first: float, last: float, most: int, skipped: Sequence[tuple[float, float]] = ()) -> TimeBins:
    return next(candidate_bins(first, last, most, skipped=skipped))


def ticks(bins: TimeBins, pixels: float) -> dict[str, str]:
    """Return the labels of the ticks by their days, for an axis of some width."""
    layout = bin_tick_layout(bins, TimeAxis(bins.edges[0], bins.edges[-1], bins.breaks, pixels))
    return {at[:10]: text for at, text in zip(layout["tickvals"], layout["ticktext"], strict=True)}


def test_every_bin_is_named_in_its_middle_where_that_has_space() -> None:
    bins = finest_bins(day("2016-01-01"), day("2016-04-30"), 4)
    assert ticks(bins, 240) == {
        "2016-01-16": "Jan 2016",
        "2016-02-15": "Feb",
        "2016-03-16": "Mar",
        "2016-04-16": "Apr",
    }


def test_of_many_bins_those_are_named_that_begin_a_quarter_or_a_year() -> None:
    bins = finest_bins(day("2015-01-01"), day("2016-12-31"), 24)
    quarters = {"2015-01-01": "Jan 2015", "2015-04-01": "Apr", "2015-07-01": "Jul", "2015-10-01": "Oct"}
    assert list(ticks(bins, 450).items())[:4] == list(quarters.items())
    assert list(ticks(bins, 250).values()) == ["Jan 2015", "Jul", "Jan 2016", "Jul"]


@pytest.mark.parametrize(
    ("first", "last", "unit", "labels"),
    [
        ("2014-01-01", "2016-12-31", "year", ["2014", "2015", "2016"]),
        ("1980-01-01", "2009-12-31", "decade", ["1980s", "1990s", "2000s"]),
        ("1700-01-01", "1999-12-31", "century", ["1700", "1800", "1900"]),
    ],
)
def test_years_and_longer_bins_are_named_by_their_years(first: str, last: str, unit: str, labels: list[str]) -> None:
    bins = finest_bins(day(first), day(last), 3)
    assert bins.unit == unit
    assert list(ticks(bins, 300).values()) == labels


def test_days_are_named_with_their_month_and_a_year_once() -> None:
    bins = finest_bins(day("2016-08-30"), day("2016-09-01"), 3)
    assert list(ticks(bins, 300).values()) == ["30 Aug 2016", "31 Aug", "1 Sep"]


def test_each_part_between_two_breaks_has_a_tick() -> None:
    bins = finest_bins(day("1953-07-01"), day("2016-12-31"), 90, skipped=[(day("1953-08-01"), day("2010-01-01"))])
    assert bins.unit == "month"
    assert list(ticks(bins, 500).values())[:2] == ["Jul 1953", "2011"]


@pytest.mark.parametrize(
    ("first", "last", "most", "labels"),
    [
        ("2006-01-01", "2019-12-31", 14, ["2006", "2009", "2012", "2015", "2018"]),
        ("2024-03-01", "2025-12-31", 22, ["Jul 2024", "Jan 2025", "Jul"]),
        ("2024-03-01", "2024-03-03", 3, ["1 Mar 2024", "2 Mar", "3 Mar"]),
    ],
)
def test_there_are_at_least_three_ticks_on_a_phone(first: str, last: str, most: int, labels: list[str]) -> None:
    assert list(ticks(finest_bins(day(first), day(last), most), 268).values()) == labels
