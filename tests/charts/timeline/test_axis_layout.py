"""The time axis of a figure: what it leaves out, its ticks."""

from datetime import datetime
from itertools import pairwise

import pytest

from dashboard.charts.text_metrics import text_width
from dashboard.dataset import Dataset
from tests.charts.timeline.events import (
    HEAD,
    annotations,
    claim,
    context,
    date_bars,
    defection,
    draw,
    moment_to_pixel,
    plain,
)


def test_a_long_empty_period_is_left_out_and_its_length_said() -> None:
    figure = draw(HEAD + defection("a", claim("2015-07")) + defection("b", claim("2016-07-01")))
    (left_out,) = figure.layout.xaxis.rangebreaks
    start, end = left_out.bounds
    assert "2015-08-01" < start < "2015-08-10"
    assert "2016-06-20" < end < "2016-07-01"
    assert annotations(figure) == ["<i>11 months not shown</i>"]
    assert figure.layout.annotations[0].x == start
    assert {shape.xanchor for shape in figure.layout.shapes if shape.xref == "x"} == {start}


def test_years_left_out_are_said_with_their_months() -> None:
    text = HEAD + defection("a", claim("1953-07-27")) + defection("b", claim("2016-07-01"))
    assert annotations(draw(text)) == ["<i>62 years 11 months not shown</i>"]


def test_a_short_empty_period_is_drawn() -> None:
    text = HEAD + defection("a", claim("2016-06-01")) + defection("b", claim("2016-07-01"))
    figure = draw(text)
    assert len(figure.layout.xaxis.rangebreaks) == 0
    assert annotations(figure) == []


def test_a_period_that_one_date_covers_is_not_empty() -> None:
    text = HEAD + defection("a", claim("2015-07-01")) + defection("b", claim("2016-07-01"))
    figure = draw(text + context("c", claim("2015/2016")))
    assert len(figure.layout.xaxis.rangebreaks) == 0


def test_true_scale_draws_the_empty_period() -> None:
    dataset = HEAD + defection("a", claim("2015-07")) + defection("b", claim("2016-07-01"))
    broken, true = draw(dataset), draw(dataset, true_scale=True)
    assert len(true.layout.xaxis.rangebreaks) == 0
    assert annotations(true) == []
    assert date_bars(true) == date_bars(broken)
    assert true.layout.uirevision != broken.layout.uirevision


def test_no_date_is_drawn_within_a_break() -> None:
    dates = ("2000-01-01", "2008-02~", "[..2012-06-15]", "2016-07-01")
    dataset = HEAD + "".join(defection(f"e{n}", claim(date)) for n, date in enumerate(dates))
    figure = draw(dataset)
    breaks = [tuple(b.bounds) for b in figure.layout.xaxis.rangebreaks]
    assert breaks
    known = [("2000-01-01", "2000-01-02"), ("2008-01-01", "2008-04-01"), ("2012-06-15", "2012-06-16")]
    for first, after in known:
        assert not [b for b in breaks if b[0] < after and first < b[1]]


@pytest.mark.parametrize("true_scale", [False, True])
def test_words_of_ticks_lie_level_in_any_font(shipped: Dataset, true_scale: bool) -> None:
    for width in (360, 1070):
        assert draw(shipped, width, true_scale=true_scale).layout.xaxis.tickangle == 0


def test_ticks_a_year_apart_are_named_by_their_years() -> None:
    text = HEAD + defection("a", claim("2012")) + defection("b", claim("2016"))
    formats = draw(text, true_scale=True).layout.xaxis.tickformatstops
    # The first that has the step names the ticks.
    (first, *_) = (stop.value for stop in formats if "M12" in stop.dtickrange)
    assert first == "%Y"


def test_ticks_keep_out_of_breaks_and_clear_of_each_other(shipped: Dataset) -> None:
    for width in (360, 700, 1070, 1600):
        figure = draw(shipped, width)
        pixel = moment_to_pixel(figure)
        axis = figure.layout.xaxis
        at = [(pixel(day), text_width(plain(word), 12)) for day, word in zip(axis.tickvals, axis.ticktext, strict=True)]
        assert len(at) >= 2
        for (x, width_x), (y, width_y) in pairwise(at):
            assert y - x >= (width_x + width_y) / 2
        for bounds in (b.bounds for b in axis.rangebreaks):
            assert not [day for day in axis.tickvals if bounds[0] <= day < bounds[1]]


def test_dates_of_the_years_1_and_9999_share_an_axis_with_a_break() -> None:
    text = HEAD + defection("a", claim("0001-06-01")) + defection("b", claim("9999-06-01"))
    figure = draw(text)
    assert date_bars(figure, "a") == [(datetime(1, 6, 1), datetime(1, 6, 2))]
    assert date_bars(figure, "b") == [(datetime(9999, 6, 1), datetime(9999, 6, 2))]
    assert annotations(figure) == ["<i>9,998 years not shown</i>"]
    assert [b.bounds[0][:4] for b in figure.layout.xaxis.rangebreaks] == ["0001"]
