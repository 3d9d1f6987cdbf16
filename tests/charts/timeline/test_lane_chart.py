"""The timeline as lanes: their order and height, and the days that dates are drawn over."""

from datetime import datetime, timedelta
from itertools import pairwise

import pytest

from dashboard.charts.theme import CONTEXT_GREY, PAPER, pale, parted
from dashboard.charts.timeline.figure import draw_timeline
from dashboard.charts.view import ChartSize
from dashboard.dataset import Dataset
from dashboard.selection import ViewOptions
from tests.builders import selection
from tests.charts.timeline.events import (
    HEAD,
    RIVALS,
    annotations,
    claim,
    context,
    date_bars,
    dates_drawn,
    defection,
    draw,
    plain,
    rival,
    row_to_pixel,
)
from tests.figures import trace


def test_lanes_stand_in_order_of_time_with_the_undated_last_and_context_below() -> None:
    dataset = (
        HEAD
        + context("c-undated", claim(None))
        + context("c-early", claim("2010"))
        + defection("undated", claim(None))
        + defection("late", claim("2016-08-26"))
        + defection("no-milestones")
        + defection("until-2015", claim("[..2015-12-31]"))
        + defection("early", claim("2014-03"))
        + context("c-late", claim("2016"))
    )
    lanes = trace(draw(dataset), "Lanes")
    assert [ids[0] for ids in lanes.customdata] == [
        "early", "until-2015", "late", "no-milestones", "undated", "c-early", "c-late", "c-undated",
    ]  # fmt: skip
    assert list(lanes.y) == sorted(lanes.y)


def test_the_first_milestone_places_an_event_in_time() -> None:
    dataset = (
        HEAD
        + defection("second", claim("2016-03-02"), claim("2016-01-01"))
        + defection("first", claim("2016-03-01"), claim("2016-05-01"))
    )
    lanes = trace(draw(dataset), "Lanes")
    assert [ids[0] for ids in lanes.customdata] == ["first", "second"]


def test_lanes_fill_the_plot_and_do_not_overlap() -> None:
    dataset = (
        HEAD
        + defection("a", claim("2016-01-01"), rival("2016-01-05"), rival("2016-01-09", source="post"))
        + defection("b", claim("2016-02-01"))
        + context("c", claim("2016-03-01"))
    )
    figure = draw(dataset)
    lanes = trace(figure, "Lanes")
    ends = [(y - width / 2, y + width / 2) for y, width in zip(lanes.y, lanes.width, strict=True)]
    assert ends[0][0] == 0
    assert all(above[1] == below[0] for above, below in pairwise(ends))
    assert list(figure.layout.yaxis.range) == [ends[-1][1], 0]


def test_lanes_are_labelled_by_name_and_post() -> None:
    figure = draw(HEAD + defection("a", claim("2016"), name="Thae Yong-ho"))
    assert [plain(words.replace("<br>", " / ")) for words in figure.layout.yaxis.ticktext] == ["Thae Yong-ho / London"]
    assert list(figure.layout.yaxis.tickvals) == list(trace(figure, "Milestones").y)


def test_context_lanes_are_named_in_the_plot_and_together_on_the_axis() -> None:
    dataset = (
        HEAD
        + defection("a", claim("2016-01-01"))
        + context("b", claim("2016-01-02"), title="Trade fair shelved")
        + context("c", claim("2016-01-03"), title="Missions frozen")
    )
    figure = draw(dataset)
    assert list(trace(figure, "Words").text) == ["Trade fair shelved", "Missions frozen"]
    assert [plain(words) for words in figure.layout.yaxis.ticktext] == ["aLondon", "Context"]


def test_context_marks_and_lanes_are_smaller_and_grey() -> None:
    figure = draw(HEAD + defection("a", claim("2016")) + context("c", claim("2016")))
    marks, lanes = trace(figure, "Milestones"), trace(figure, "Lanes")
    assert marks.marker.size[1] < marks.marker.size[0]
    assert lanes.width[1] < lanes.width[0]
    assert marks.marker.color[1] == CONTEXT_GREY
    assert marks.marker.color[0] != CONTEXT_GREY


def test_context_alone_is_drawn() -> None:
    figure = draw(HEAD + context("c", claim("2016-01-03"), title="Missions frozen"))
    assert [plain(words) for words in figure.layout.yaxis.ticktext] == ["Context"]
    assert list(trace(figure, "Words").text) == ["Missions frozen"]


def test_an_undated_event_has_a_lane_that_says_so() -> None:
    dataset = (
        HEAD
        + defection("dated", claim("2016"))
        + defection("undated", claim(None))
        + context("c", claim(None), title="Talks")
    )
    figure = draw(dataset)
    words = trace(figure, "Words")
    assert list(words.text) == ["Date not known", "Talks: date not known"]
    assert [list(ids) for ids in words.customdata] == [["undated"], ["c"]]
    assert date_bars(figure, "undated") == []


@pytest.mark.parametrize(
    ("count", "least", "most"), [(1, 240, 241), (8, 400, 400), (40, 1600, 1700), (100, 1600, 1700)]
)
def test_few_lanes_take_less_height_than_asked_and_many_take_more_up_to_a_limit(
    count: int, least: float, most: float
) -> None:
    dataset = HEAD + "".join(defection(f"e{n}", claim("2016-01-01")) for n in range(count))
    assert least <= draw(dataset).layout.height <= most


@pytest.mark.parametrize(
    ("date", "first", "after_last"),
    [
        ("2015-07", "2015-07-01", "2015-08-01"),
        ("2016-02", "2016-02-01", "2016-03-01"),
        ("2016-12", "2016-12-01", "2017-01-01"),
        ("2016", "2016-01-01", "2017-01-01"),
        ("2016?", "2016-01-01", "2017-01-01"),
        ("2016-22", "2016-06-01", "2016-09-01"),
        ("2015-24", "2015-12-01", "2016-03-01"),
        ("201X", "2010-01-01", "2020-01-01"),
        ("2016-08-2X", "2016-08-20", "2016-08-30"),
        ("2016-07-01/2016-07-06", "2016-07-01", "2016-07-07"),
        ("2015-07/2016", "2015-07-01", "2017-01-01"),
        ("[2016-08-22..2016-08-25]", "2016-08-22", "2016-08-26"),
        ("[2016-08-17,2016-08-19]", "2016-08-17", "2016-08-20"),
        ("2016-08-18~", "2016-08-15", "2016-08-22"),
        ("2016-08~", "2016-07-01", "2016-10-01"),
        ("2016~", "2015-01-01", "2018-01-01"),
        ("2016%", "2015-01-01", "2018-01-01"),
        ("1953-07-27", "1953-07-27", "1953-07-28"),
        ("0001", "0001-01-01", "0002-01-01"),
        ("9998", "9998-01-01", "9999-01-01"),
    ],
)
def test_a_date_is_drawn_from_its_first_day_to_its_last(date: str, first: str, after_last: str) -> None:
    figure = draw(HEAD + defection("a", claim(date)))
    assert dates_drawn(figure) == (f"{first}T00:00:00", f"{after_last}T00:00:00")


def test_an_exact_day_is_one_bar_one_day_wide_with_its_mark_at_noon() -> None:
    figure = draw(HEAD + defection("a", claim("2016-08-25")))
    assert list(trace(figure, "Dates").x) == [86_400_000]
    assert list(trace(figure, "Milestones").x) == ["2016-08-25T12:00:00"]


def test_the_mark_of_a_month_stands_in_its_middle_and_not_on_its_first_day() -> None:
    figure = draw(HEAD + defection("a", claim("2015-07")))
    assert list(trace(figure, "Milestones").x) == ["2015-07-16T12:00:00"]


def test_an_approximate_date_fades_from_its_core_to_its_widened_bounds() -> None:
    figure = draw(HEAD + defection("a", claim("2016-08-18~")))
    steps = date_bars(figure)
    assert len(steps) > 3
    assert steps[0] == (datetime(2016, 8, 15), datetime(2016, 8, 22))
    for (start, end), (inner_start, inner_end) in pairwise(steps):
        assert start < inner_start <= datetime(2016, 8, 18)
        assert datetime(2016, 8, 19) <= inner_end < end


def test_steps_of_a_fade_add_up_to_the_strength_of_an_exact_date() -> None:
    text = HEAD + defection("exact", claim("2016-08-18")) + defection("about", claim("2016-08-18~"))
    dates = trace(draw(text), "Dates")
    seen_through = {"exact": 1.0, "about": 1.0}
    for colour, (key,) in zip(dates.marker.color, dates.customdata, strict=True):
        seen_through[key] *= 1 - parted(colour)[1]
    assert 0.5 < seen_through["exact"] < 0.9
    assert seen_through["about"] == pytest.approx(seen_through["exact"], abs=0.02)


def test_an_open_start_fades_out_before_the_day_that_is_known() -> None:
    text = HEAD + defection("a", claim("2016-07-01")) + defection("b", claim("[..2016-08-25]"))
    figure = draw(text)
    steps = date_bars(figure, "b")
    assert len(steps) > 3
    assert {end for _, end in steps} == {datetime(2016, 8, 26)}
    assert all(outer < inner < datetime(2016, 8, 26) for (outer, _), (inner, _) in pairwise(steps))


def test_an_open_end_fades_out_after_the_day_that_is_known() -> None:
    text = HEAD + defection("a", claim("2015-07-01")) + defection("b", claim("2015-08-01/.."))
    figure = draw(text)
    steps = date_bars(figure, "b", ["Dates"])
    assert len(steps) > 3
    assert {start for start, _ in steps} == {datetime(2015, 8, 1)}
    assert all(outer > inner > datetime(2015, 8, 1) for (_, outer), (_, inner) in pairwise(steps))


@pytest.mark.parametrize("date", ["[..2016-08-25]", "2016-08-25/..", "2016-08~/..", "../2016"])
def test_the_mark_of_an_open_date_stands_in_its_fade_and_not_on_the_known_day(date: str) -> None:
    text = HEAD + defection("a", claim("2016-03-01/2016-12-01")) + defection("b", claim(date))
    figure = draw(text)
    start, end = date_bars(figure, "b")[0]
    mark = datetime.fromisoformat(trace(figure, "Milestones").x[1])
    assert start + timedelta(days=1) <= mark <= end - timedelta(days=1)


@pytest.mark.parametrize(
    "dates",
    [
        ("[..2016-08-25]", "2016-09-10"),
        ("2016-08-25/..", "2016-08-01"),
        ("[..2016-01-01]", "2016-06-01/.."),
        ("[..1950]", "1990/.."),
        ("2016-08-18~", "2016-08-18"),
        ("2015", "2016-08-25", "[..2016]"),
        ("0001-01-01", "2016"),
        ("0001", "9998"),
    ],
)
@pytest.mark.parametrize("true_scale", [False, True])
def test_the_axis_holds_every_period_and_mark(dates: tuple[str, ...], true_scale: bool) -> None:
    dataset = HEAD + "".join(defection(f"e{n}", claim(date)) for n, date in enumerate(dates))
    figure = draw(dataset, true_scale=true_scale)
    start, end = figure.layout.xaxis.range
    first, after_last = dates_drawn(figure)
    assert start <= first
    assert after_last <= end
    assert all(start < at < end for at in trace(figure, "Milestones").x)


def test_a_date_of_the_last_day_of_the_calendar_is_drawn() -> None:
    figure = draw(HEAD + defection("a", claim("9999-12-31")))
    assert list(trace(figure, "Dates").base) == ["9999-12-31T00:00:00"]
    assert figure.layout.xaxis.range[1] > "9999-12-31T12:00:00"


def test_a_marked_event_keeps_its_strength_and_the_others_stand_back() -> None:
    dataset = HEAD + defection("a", claim("2016-01-01")) + defection("b", claim("2016-02-01"))
    figure = draw(dataset, marked=("b",))
    marks, (colour,) = trace(figure, "Milestones").marker, set(trace(draw(dataset), "Milestones").marker.color)
    assert marks.color == (pale(colour), colour)
    assert marks.line.color == (colour, PAPER)
    unmarked, marked = trace(figure, "Lanes").marker.opacity
    assert unmarked == 0 < marked
    assert [words.startswith("<b>") for words in figure.layout.yaxis.ticktext] == [False, True]


def test_without_a_mark_nothing_stands_back() -> None:
    dataset = HEAD + defection("a", claim("2016-01-01")) + defection("b", claim("2016-02-01"))
    figure = draw(dataset)
    assert trace(figure, "Milestones").marker.line.color == PAPER
    assert set(trace(figure, "Lanes").marker.opacity) == {0}


def test_every_bar_and_mark_carries_the_id_of_its_event() -> None:
    figure = draw(RIVALS)
    for name in ("Lanes", "Dates", "Milestones", "Conflicting milestones", "Words"):
        assert {ids[0] for ids in trace(figure, name).customdata} <= {"a", "b"}
        assert all(len(ids) == 1 for ids in trace(figure, name).customdata)
    assert [ids[0] for ids in trace(figure, "Conflicting milestones").customdata] == ["a", "a", "a"]


def test_drawing_leaves_the_selection_as_it_was() -> None:
    of = selection(RIVALS + context("c", claim(None)))
    before = [of.events.copy(), of.milestones.copy(), of.locations.copy()]
    draw_timeline(of, ViewOptions(marked=("a",)), ChartSize(1000, 400))
    for frame, copy in zip((of.events, of.milestones, of.locations), before, strict=True):
        assert frame.equals(copy)
        assert list(frame.columns) == list(copy.columns)


def test_the_shipped_file_is_drawn_with_its_seven_lanes(shipped: Dataset) -> None:
    figure = draw(shipped, 1070, height=392)
    assert [ids[0] for ids in trace(figure, "Lanes").customdata] == [
        "kp-2015-kim-chol-song",
        "kp-2016-thae-yong-ho",
        "kp-2016-vladivostok-official",
        "cn-2016-trade-inspection",
        "cn-2016-trade-missions-frozen",
        "cn-2016-yanji-trade-fair",
        "kr-2016-seoul-reading",
    ]
    assert date_bars(figure, "kp-2015-kim-chol-song")[0] == (datetime(2015, 7, 1), datetime(2015, 8, 1))
    assert annotations(figure) == ["<i>11 months not shown</i>"]


def edges_of_dates(date: str, kind: str) -> list[float]:
    """Return the widths of the edges of the bars over a date, within a year drawn in about 800 pixels."""
    bars = trace(draw(HEAD + defection("year", claim("2016")) + defection("a", claim(date, kind))), "Dates")
    return [width for width, ids in zip(bars.marker.line.width, bars.customdata, strict=True) if list(ids) == ["a"]]


def test_possible_days_that_a_mark_covers_have_no_edge_which_would_be_a_box_inside_of_a_star() -> None:
    assert edges_of_dates("2016-08-18", "announcement") == [0]
    assert edges_of_dates("[2016-08-17..2016-08-20]", "announcement") == [0]
    assert edges_of_dates("2016-08-18~", "announcement") == [0] * 9
    assert edges_of_dates("[2016-08-10~..2016-08-26~]", "announcement") == [0] * 8 + [1]
    clear = edges_of_dates("[2016-08-15~..2016-08-22~]", "announcement")  # the innermost that is clear of the star
    assert sum(clear) == 1
    assert clear[-1] == 0
    assert edges_of_dates("[2016-08-01..2016-08-20]", "announcement") == [1]
    assert edges_of_dates("2016-08~", "announcement") == [0] * 8 + [1]
    assert edges_of_dates("[..2016-08-25]", "departure") == [0] * 8 + [1]  # its mark is beside the known end


def test_possible_days_that_a_mark_covers_whole_do_not_stand_out_above_and_below_it() -> None:
    figure = draw(
        HEAD + defection("year", claim("2016")) + defection("a", claim("2016-08-18")) + defection("b", claim("2016-08"))
    )
    bars, marks = trace(figure, "Dates"), trace(figure, "Milestones")
    unit = row_to_pixel(figure)
    heights = {ids[0]: width * unit for width, ids in zip(bars.width, bars.customdata, strict=True)}
    size = dict(zip((ids[0] for ids in marks.customdata), marks.marker.size, strict=True))["a"]
    assert heights["a"] < size < heights["b"]
    assert heights["b"] == heights["year"]
