"""The time axis: positions and moments, and what it leaves out.

Days are counted from 1970-01-01, which is day 0.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.charts.timeline.axis import TimeAxis, fit_axis, iso

FIRST_DAY, LAST_DAY = -719_162, 2_932_896  # 0001-01-01 and 9999-12-31

TWO_BREAKS = TimeAxis(start=0, end=1000, breaks=((100, 400), (500, 900)), width=600)  # shows 300 days


@st.composite
def broken_axes(draw: st.DrawFn) -> TimeAxis:
    """Draw an axis with up to three breaks, none touching another or an end."""
    lengths = st.integers(1, 5_000)
    start = day = draw(st.integers(-200_000, 200_000))
    breaks = []
    for _ in range(draw(st.integers(0, 3))):
        a = day + draw(lengths)
        day = a + draw(lengths)
        breaks.append((float(a), float(day)))
    return TimeAxis(float(start), float(day + draw(lengths)), tuple(breaks), float(draw(st.integers(100, 2_000))))


@given(of=broken_axes(), share=st.floats(0, 1))
def test_the_moment_at_a_position_stands_at_that_position(of: TimeAxis, share: float) -> None:
    position = share * of.width
    assert of.position(of.moment(position)) == pytest.approx(position, abs=1e-6 * of.width)


@given(of=broken_axes(), share=st.floats(0, 1))
def test_the_position_of_a_shown_moment_leads_back_to_it(of: TimeAxis, share: float) -> None:
    moment = of.start + share * (of.end - of.start)
    if any(a - 1e-6 <= moment <= b + 1e-6 for a, b in of.breaks):
        return  # what is left out has the position of the break
    assert of.moment(of.position(moment)) == pytest.approx(moment, abs=1e-5)


@given(of=broken_axes(), shares=st.tuples(st.floats(0, 1), st.floats(0, 1)))
def test_no_later_moment_stands_before_an_earlier_one(of: TimeAxis, shares: tuple[float, float]) -> None:
    earlier, later = (of.start + share * (of.end - of.start) for share in sorted(shares))
    assert of.position(earlier) <= of.position(later) + 1e-6


def test_the_ends_of_the_axis_stand_at_its_ends() -> None:
    assert TWO_BREAKS.shown_days == 300
    assert TWO_BREAKS.position(0) == 0
    assert TWO_BREAKS.position(1000) == pytest.approx(600)


def test_the_scale_is_the_same_before_between_and_after_breaks() -> None:
    assert TWO_BREAKS.pixels_per_day == 2
    assert TWO_BREAKS.position(60) - TWO_BREAKS.position(50) == pytest.approx(20)
    assert TWO_BREAKS.position(460) - TWO_BREAKS.position(450) == pytest.approx(20)
    assert TWO_BREAKS.position(960) - TWO_BREAKS.position(950) == pytest.approx(20)


def test_what_a_break_leaves_out_takes_no_room() -> None:
    assert TWO_BREAKS.position(100) == TWO_BREAKS.position(250) == TWO_BREAKS.position(400) == pytest.approx(200)
    assert TWO_BREAKS.position(401) == pytest.approx(202)


def test_an_empty_period_of_sixty_days_is_kept_and_of_sixty_one_left_out() -> None:
    assert fit_axis([(0, 1), (61, 62)], 800, False).breaks == ()
    assert len(fit_axis([(0, 1), (62, 63)], 800, False).breaks) == 1


def test_an_empty_period_is_kept_where_it_takes_less_than_three_tenths_of_the_axis() -> None:
    assert fit_axis([(0, 500), (790, 1000)], 800, False).breaks == ()  # 290 of 1000 days
    assert len(fit_axis([(0, 500), (810, 1000)], 800, False).breaks) == 1  # 310 of 1000 days


def test_every_long_empty_period_is_left_out_and_not_the_longest_alone() -> None:
    # 300 of 1000 days, then 250: a quarter of all, and more than a third of what is left.
    of = fit_axis([(0, 200), (510, 700), (950, 1000)], 800, False)
    assert len(of.breaks) == 2


def test_a_narrow_axis_leaves_out_no_more_periods_than_it_has_room_to_name() -> None:
    of = fit_axis([(0, 1), (1000, 1001), (2000, 2001), (3000, 3001)], 270, False)
    assert len(of.breaks) == 2


def test_a_break_leaves_room_beside_the_dates_on_both_sides() -> None:
    # 1000 days, 800 of them without a date: 4.5 hundredths of the other 200 are 9 days.
    of = fit_axis([(0, 100), (900, 1000)], 800, False)
    assert of.breaks == ((109, 891),)
    assert (of.start, of.end) == (-9, 1009)


def test_no_break_lies_within_a_period_that_covers_shorter_ones() -> None:
    assert fit_axis([(0, 1000), (10, 20), (990, 1000)], 800, False).breaks == ()


def test_two_empty_periodes_give_two_breaks_in_order_of_time() -> None:
    of = fit_axis([(2000, 2001), (0, 1), (1000, 1001)], 800, False)
    (a, b), (c, d) = of.breaks
    assert 1 < a < b < 1000
    assert 1001 < c < d < 2000


def test_true_scale_leaves_nothing_out() -> None:
    of = fit_axis([(0, 1), (100_000, 100_001)], 800, True)
    assert of.breaks == ()
    assert of.shown_days == of.end - of.start


def test_a_single_day_has_room_on_both_sides() -> None:
    of = fit_axis([(0, 1)], 800, False)
    assert of.start < 0
    assert of.end > 1


def test_an_open_end_at_the_edge_has_more_room_than_a_known_one() -> None:
    # 100 days: 4.5 hundredths are 4 days.
    of = fit_axis([(0, 50), (100, None)], 800, False)
    assert (of.start, of.end) == (-4, 100 + 9.6)
    of = fit_axis([(None, 0), (50, 100)], 800, False)
    assert (of.start, of.end) == (0 - 9.6, 104)


def test_the_axis_stays_within_the_calendar_and_shows_its_last_day_whole() -> None:
    of = fit_axis([(FIRST_DAY, FIRST_DAY + 1), (LAST_DAY, LAST_DAY + 1)], 800, False)
    assert of.start == FIRST_DAY
    assert iso(of.start) == "0001-01-01T00:00:00"
    assert iso(of.end) > "9999-12-31T12:00:00"


def test_moments_are_written_to_the_second() -> None:
    assert iso(0) == "1970-01-01T00:00:00"
    assert iso(16_617.5) == "2015-07-01T12:00:00"
    assert iso(-1 / 86_400) == "1969-12-31T23:59:59"
