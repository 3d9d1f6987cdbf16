"""The ticks of a time axis that plotly does not choose.

Days are counted from 1970-01-01, which is day 0.
"""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.charts.text_metrics import text_width
from dashboard.charts.timeline.axis import TimeAxis, fit_axis
from dashboard.charts.timeline.axis_ticks import spaced_ticks
from tests.charts.timeline.events import annotations, claim, defection, draw, file_of, moment_to_pixel
from tests.charts.timeline.test_axis import broken_axes


def label_width(label: str) -> float:
    return max(text_width(line, 12) for line in label.split("<br>"))


@given(of=broken_axes())
def test_no_tick_stands_in_a_break_or_runs_into_the_next(of: TimeAxis) -> None:
    at = spaced_ticks(of)
    assert not [day for day, _ in at for a, b in of.breaks if a <= day < b]
    edges = [(of.position(day) - label_width(it) / 2, of.position(day) + label_width(it) / 2) for day, it in at]
    assert all(end + 8 <= begin + 1e-6 for (_, end), (begin, _) in pairwise(edges))
    assert all(0 <= of.position(day) <= of.width for day, _ in at)


@given(start=st.integers(-200_000, 200_000), days=st.integers(3, 100_000), width=st.integers(150, 330))
def test_a_narrow_axis_of_three_days_or_more_has_three_ticks(start: int, days: int, width: int) -> None:
    assert len(spaced_ticks(fit_axis([(start, start + 1), (start + days - 1, start + days)], width, True))) >= 3


@given(
    gaps=st.lists(st.integers(61, 20_000), min_size=1, max_size=4),
    spans=st.lists(st.integers(1, 60), min_size=5, max_size=5),
    width=st.integers(150, 1_600),
)
def test_each_side_of_a_break_has_a_tick(gaps: list[int], spans: list[int], width: int) -> None:
    periods, day = [(0.0, 1.0)], 1.0
    for gap, span in zip(gaps, spans, strict=False):
        periods.append((day + gap, day + gap + span))
        day += gap + span
    of = fit_axis(periods, width, False)
    ends = [of.start, *(end for pair in of.breaks for end in pair), of.end]
    days = [day for day, _ in spaced_ticks(of)]
    for start, end in zip(ends[::2], ends[1::2], strict=True):
        assert any(start <= day <= end for day in days)


def test_every_tick_names_its_year() -> None:
    # 2015-07-01 is day 16617, 2016-07-01 is day 16983; 91 and 31 days in 1220 pixels.
    of = TimeAxis(16_617, 17_074, ((16_648, 16_983),), 1220)
    assert spaced_ticks(of)[:6] == [
        (16_617, "Jul<br>2015"),
        (16_624, "8 Jul<br>2015"),
        (16_631, "15 Jul<br>2015"),
        (16_638, "22 Jul<br>2015"),
        (16_983, "Jul<br>2016"),
        (16_990, "8 Jul<br>2016"),
    ]


def test_ticks_of_centuries_are_years() -> None:
    # From 1600-01-01 to 2000-01-01 without 1701 to 1798: 1800, first after the break, takes the place of 1700, which
    # is 8 pixels from it.
    of = TimeAxis(-135_140, 10_957, ((-98_000, -62_500),), 800)
    labels = [label for _, label in spaced_ticks(of)]
    assert labels == [str(year) for year in (*range(1600, 1700, 20), *range(1800, 2000, 20))]


PHONE = 390 - 32  # px, the width of a chart on a phone


def test_two_years_on_a_phone_have_at_least_three_dated_ticks() -> None:
    dates = (
        "2024-03-11",
        "2024-05-29",
        "2024-11-08",
        "2025-01-03",
        "2025-06-24",
        "2025-09-15",
        "2025-12-12",
        "2026-01-15",
    )
    events = [defection(f"a{n}", claim(date), name=f"Official {n}") for n, date in enumerate(dates)]
    figure = draw(file_of(*events), PHONE)
    assert list(figure.layout.xaxis.ticktext) == ["Jul<br>2024", "Jan<br>2025", "Jul<br>2025", "Jan<br>2026"]


@pytest.mark.parametrize("width", [PHONE, 966])
def test_an_old_event_alone_before_a_break_has_a_date(width: int) -> None:
    dates = ("2009-12-29", "2021-08-03", "2021-08-11", "2021-08-19", "2021-08-27")
    figure = draw(file_of(*(defection(f"n{n}", claim(date)) for n, date in enumerate(dates))), width)
    assert annotations(figure) == ["<i>11 years 7 months not shown</i>"]
    (gap,) = figure.layout.xaxis.rangebreaks
    ticks = list(zip(figure.layout.xaxis.tickvals, figure.layout.xaxis.ticktext, strict=True))
    assert [label for at, label in ticks if at < gap.bounds[0]] == ["29 Dec<br>2009"]
    assert next(label for at, label in ticks if at >= gap.bounds[1]) == "8 Aug<br>2021"
    assert len(ticks) >= 3


@pytest.mark.parametrize("width", [PHONE, 966])
def test_no_words_above_the_plot_stand_under_the_zoom_buttons(width: int) -> None:
    dates = ["2016-01-01", *(f"2016-0{n}-01" for n in range(2, 9)), "2021-05-01"]
    figure = draw(file_of(*(defection(f"n{n}", claim(date)) for n, date in enumerate(dates))), width)
    pixel, plot = moment_to_pixel(figure), width - figure.layout.margin.l - figure.layout.margin.r
    (words,) = figure.layout.annotations
    label = text_width(words.text.removeprefix("<i>").removesuffix("</i>"), 12)
    assert pixel(words.x) + words.xshift + label / 2 <= plot + 1
    for at, text in zip(figure.layout.xaxis.tickvals, figure.layout.xaxis.ticktext, strict=True):
        assert pixel(at) + label_width(text) / 2 <= plot + 4


def test_ticks_of_plotly_that_would_reach_the_buttons_are_hidden() -> None:
    figure = draw(file_of(defection("a", claim("2016-06-01")), defection("b", claim("2016-07-01"))))
    assert figure.layout.xaxis.ticklabeloverflow == "hide past domain"
