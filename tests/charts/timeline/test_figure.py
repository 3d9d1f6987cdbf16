"""The timeline: lanes, stretches, marks, rival claims, breaks of the axis."""

import html
import json
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

import plotly.graph_objects as go
import pytest

from dashboard.charts.text_metrics import text_width
from dashboard.charts.timeline.claims import MOST_BYTES, fits
from dashboard.charts.timeline.figure import timeline
from dashboard.charts.view import View, view
from dashboard.dataset import Dataset

HEAD = """
schema_version: 1
title: T
sources:
  herald: {type: article-newspaper, container-title: The Herald, issued: "2016-08-26"}
  times: {type: article-newspaper, container-title: The Times, issued: "2016-08-27"}
  post: {type: article-newspaper, container-title: The Post}
places:
  london: {name: London, country: GB, lat: 51.5, lon: 0}
  moscow: {name: Moscow, country: RU, lat: 55.75, lon: 37.6}
events:
"""

DatasetOf = Callable[[str], Dataset]


def claim(date: str | None, kind: str = "report", source: str = "herald", more: str = "") -> str:
    written = "null" if date is None else f'"{date}"'
    return f"{{kind: {kind}, date: {written}, citations: [{{source: {source}}}]{more}}}"


def rival(date: str, kind: str = "report", source: str = "times") -> str:
    return claim(date, kind, source, ", rival: true")


def defection(key: str, *claims: str, name: str | None = None, post: str = "{place: london}") -> str:
    persons = json.dumps([{"name": name or key}])
    return (
        f"  - {{id: {key}, type: defection, status: reported, persons: {persons}, post: {post}, "
        f"milestones: [{', '.join(claims)}]}}\n"
    )


def context(key: str, *claims: str, title: str | None = None) -> str:
    return (
        f"  - {{id: {key}, type: context, title: {json.dumps(title or key)}, status: reported, "
        f"milestones: [{', '.join(claims)}]}}\n"
    )


def whole(dataset: Dataset, width: int = 1000, marked: tuple[str, ...] = ()) -> View:
    """Return the view of all events."""
    return view(dataset, dataset.frames.events["id"].notna().to_numpy(), "country", width, frozenset(marked))


def trace(figure: go.Figure, name: str) -> Any:
    (found,) = (t for t in figure.data if t.name == name and not t.showlegend)
    return found


def traces(figure: go.Figure) -> list[str]:
    return [t.name for t in figure.data if not t.showlegend]


def legend(figure: go.Figure) -> list[str]:
    return [t.name for t in figure.data if t.showlegend]


def notes(figure: go.Figure) -> list[str]:
    return [a.text for a in figure.layout.annotations]


def bars(figure: go.Figure, key: str | None = None) -> list[tuple[datetime, datetime]]:
    """Return first moment and end of the bars of an event, in the order in which they are drawn."""
    dates = trace(figure, "Dates")
    found = []
    for base, length, ids in zip(dates.base, dates.x, dates.customdata, strict=True):
        start = datetime.fromisoformat(base)
        if key is None or list(ids) == [key]:
            end = start + timedelta(seconds=round(length / 1000))
            found.append((start, end))
    return found


def outermost(figure: go.Figure) -> tuple[str, str]:
    """Return the first moment that any bar covers, and the end of the last."""
    drawn = bars(figure)
    return min(start for start, _ in drawn).isoformat(), max(end for _, end in drawn).isoformat()


def plot_height(figure: go.Figure) -> float:
    return figure.layout.height - figure.layout.margin.t - figure.layout.margin.b


def moment_to_pixel(figure: go.Figure) -> Callable[[str], float]:
    """Return what plotly does with a moment on the axis: pixels from the start of the plot."""
    start, end = (datetime.fromisoformat(at) for at in figure.layout.xaxis.range)
    breaks = [tuple(datetime.fromisoformat(at) for at in b.bounds) for b in figure.layout.xaxis.rangebreaks]
    width = figure.layout.width - figure.layout.margin.l - figure.layout.margin.r
    hidden = sum(((b - a) for a, b in breaks), timedelta())

    def pixel(at: str) -> float:
        moment = datetime.fromisoformat(at)
        before = sum((max(min(moment, b) - a, timedelta()) for a, b in breaks), timedelta())
        return width * ((moment - start - before) / (end - start - hidden))

    return pixel


def row_to_pixel(figure: go.Figure) -> float:
    """Return how many pixels a unit of the vertical axis takes."""
    bottom, top = figure.layout.yaxis.range
    return plot_height(figure) / (bottom - top)


def plain(markup: str) -> str:
    """Take the tags that the charts write away, and decode what is left as a browser would."""
    return html.unescape(re.sub(r"</?(?:b|i|span|br)(?: style=\"[^\"<>]*\")?>", "", markup))


def hovers(figure: go.Figure) -> list[list[str]]:
    """Return the lines of what hovering over each bar says, as plain text."""
    return [[plain(line) for line in said.split("<br>")] for said in trace(figure, "Dates").hovertext]


# Lanes


def test_lanes_stand_in_order_of_time_with_the_undated_last_and_context_below(dataset_of: DatasetOf) -> None:
    dataset = dataset_of(
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
    lanes = trace(timeline(whole(dataset), 400), "Lanes")
    assert [ids[0] for ids in lanes.customdata] == [
        "early", "until-2015", "late", "no-milestones", "undated", "c-early", "c-late", "c-undated",
    ]  # fmt: skip
    assert list(lanes.y) == sorted(lanes.y)


def test_the_first_milestone_places_an_event_in_time(dataset_of: DatasetOf) -> None:
    dataset = dataset_of(
        HEAD
        + defection("second", claim("2016-03-02"), claim("2016-01-01"))
        + defection("first", claim("2016-03-01"), claim("2016-05-01"))
    )
    lanes = trace(timeline(whole(dataset), 400), "Lanes")
    assert [ids[0] for ids in lanes.customdata] == ["first", "second"]


def test_lanes_fill_the_plot_and_do_not_overlap(dataset_of: DatasetOf) -> None:
    dataset = dataset_of(
        HEAD
        + defection("a", claim("2016-01-01"), rival("2016-01-05"), rival("2016-01-09", source="post"))
        + defection("b", claim("2016-02-01"))
        + context("c", claim("2016-03-01"))
    )
    figure = timeline(whole(dataset), 400)
    lanes = trace(figure, "Lanes")
    ends = [(y - width / 2, y + width / 2) for y, width in zip(lanes.y, lanes.width, strict=True)]
    assert ends[0][0] == 0
    assert all(above[1] == below[0] for above, below in pairwise(ends))
    assert list(figure.layout.yaxis.range) == [ends[-1][1], 0]


def test_lanes_are_labelled_by_name_and_post(dataset_of: DatasetOf) -> None:
    figure = timeline(whole(dataset_of(HEAD + defection("a", claim("2016"), name="Thae Yong-ho"))), 400)
    assert [plain(words.replace("<br>", " / ")) for words in figure.layout.yaxis.ticktext] == ["Thae Yong-ho / London"]
    assert list(figure.layout.yaxis.tickvals) == list(trace(figure, "Milestones").y)


def test_context_lanes_are_named_in_the_plot_and_together_on_the_axis(dataset_of: DatasetOf) -> None:
    dataset = dataset_of(
        HEAD
        + defection("a", claim("2016-01-01"))
        + context("b", claim("2016-01-02"), title="Trade fair shelved")
        + context("c", claim("2016-01-03"), title="Missions frozen")
    )
    figure = timeline(whole(dataset), 400)
    assert list(trace(figure, "Words").text) == ["Trade fair shelved", "Missions frozen"]
    assert [plain(words) for words in figure.layout.yaxis.ticktext] == ["aLondon", "Context"]


def test_context_marks_and_lanes_are_smaller_and_grey(dataset_of: DatasetOf) -> None:
    figure = timeline(whole(dataset_of(HEAD + defection("a", claim("2016")) + context("c", claim("2016")))), 400)
    marks, lanes = trace(figure, "Milestones"), trace(figure, "Lanes")
    assert marks.marker.size[1] < marks.marker.size[0]
    assert lanes.width[1] < lanes.width[0]
    assert marks.marker.color[1] == "#8c8f94"
    assert marks.marker.color[0] != "#8c8f94"


def test_context_alone_is_drawn(dataset_of: DatasetOf) -> None:
    figure = timeline(whole(dataset_of(HEAD + context("c", claim("2016-01-03"), title="Missions frozen"))), 400)
    assert [plain(words) for words in figure.layout.yaxis.ticktext] == ["Context"]
    assert list(trace(figure, "Words").text) == ["Missions frozen"]


def test_an_undated_event_has_a_lane_that_says_so(dataset_of: DatasetOf) -> None:
    dataset = dataset_of(
        HEAD
        + defection("dated", claim("2016"))
        + defection("undated", claim(None))
        + context("c", claim(None), title="Talks")
    )
    figure = timeline(whole(dataset), 400)
    words = trace(figure, "Words")
    assert list(words.text) == ["Date not known", "Talks: date not known"]
    assert [list(ids) for ids in words.customdata] == [["undated"], ["c"]]
    assert bars(figure, "undated") == []


@pytest.mark.parametrize(
    ("count", "least", "most"), [(1, 240, 241), (8, 400, 400), (40, 1600, 1700), (100, 1600, 1700)]
)
def test_few_lanes_take_less_height_than_asked_and_many_take_more_up_to_a_limit(
    dataset_of: DatasetOf, count: int, least: float, most: float
) -> None:
    dataset = dataset_of(HEAD + "".join(defection(f"e{n}", claim("2016-01-01")) for n in range(count)))
    assert least <= timeline(whole(dataset), 400).layout.height <= most


# Dates


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
def test_a_date_is_drawn_from_its_first_day_to_its_last(
    dataset_of: DatasetOf, date: str, first: str, after_last: str
) -> None:
    figure = timeline(whole(dataset_of(HEAD + defection("a", claim(date)))), 400)
    assert outermost(figure) == (f"{first}T00:00:00", f"{after_last}T00:00:00")


def test_an_exact_day_is_one_bar_one_day_wide_with_its_mark_at_noon(dataset_of: DatasetOf) -> None:
    figure = timeline(whole(dataset_of(HEAD + defection("a", claim("2016-08-25")))), 400)
    assert list(trace(figure, "Dates").x) == [86_400_000]
    assert list(trace(figure, "Milestones").x) == ["2016-08-25T12:00:00"]


def test_the_mark_of_a_month_stands_in_its_middle_and_not_on_its_first_day(dataset_of: DatasetOf) -> None:
    figure = timeline(whole(dataset_of(HEAD + defection("a", claim("2015-07")))), 400)
    assert list(trace(figure, "Milestones").x) == ["2015-07-16T12:00:00"]


def test_an_approximate_date_fades_from_its_core_to_its_widened_bounds(dataset_of: DatasetOf) -> None:
    figure = timeline(whole(dataset_of(HEAD + defection("a", claim("2016-08-18~")))), 400)
    steps = bars(figure)
    assert len(steps) > 3
    assert steps[0] == (datetime(2016, 8, 15), datetime(2016, 8, 22))
    for (start, end), (inner_start, inner_end) in pairwise(steps):
        assert start < inner_start <= datetime(2016, 8, 18)
        assert datetime(2016, 8, 19) <= inner_end < end


def test_steps_of_a_fade_add_up_to_the_strength_of_an_exact_date(dataset_of: DatasetOf) -> None:
    text = HEAD + defection("exact", claim("2016-08-18")) + defection("about", claim("2016-08-18~"))
    dates = trace(timeline(whole(dataset_of(text)), 400), "Dates")
    seen_through = {"exact": 1.0, "about": 1.0}
    for colour, (key,) in zip(dates.marker.color, dates.customdata, strict=True):
        seen_through[key] *= 1 - float(colour.rpartition(",")[2].rstrip(")"))
    assert 0.5 < seen_through["exact"] < 0.9
    assert seen_through["about"] == pytest.approx(seen_through["exact"], abs=0.02)


def test_an_open_start_fades_out_before_the_day_that_is_known(dataset_of: DatasetOf) -> None:
    text = HEAD + defection("a", claim("2016-07-01")) + defection("b", claim("[..2016-08-25]"))
    figure = timeline(whole(dataset_of(text)), 400)
    steps = bars(figure, "b")
    assert len(steps) > 3
    assert {end for _, end in steps} == {datetime(2016, 8, 26)}
    assert all(outer < inner < datetime(2016, 8, 26) for (outer, _), (inner, _) in pairwise(steps))


def test_an_open_end_fades_out_after_the_day_that_is_known(dataset_of: DatasetOf) -> None:
    text = HEAD + defection("a", claim("2015-07-01")) + defection("b", claim("2015-08-01/.."))
    figure = timeline(whole(dataset_of(text)), 400)
    steps = bars(figure, "b")
    assert len(steps) > 3
    assert {start for start, _ in steps} == {datetime(2015, 8, 1)}
    assert all(outer > inner > datetime(2015, 8, 1) for (_, outer), (_, inner) in pairwise(steps))


@pytest.mark.parametrize("date", ["[..2016-08-25]", "2016-08-25/..", "2016-08~/..", "../2016"])
def test_the_mark_of_an_open_date_stands_in_its_fade_and_not_on_the_known_day(dataset_of: DatasetOf, date: str) -> None:
    text = HEAD + defection("a", claim("2016-03-01/2016-12-01")) + defection("b", claim(date))
    figure = timeline(whole(dataset_of(text)), 400)
    start, end = bars(figure, "b")[0]
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
def test_the_axis_holds_every_stretch_and_mark(dataset_of: DatasetOf, dates: tuple[str, ...], true_scale: bool) -> None:
    dataset = dataset_of(HEAD + "".join(defection(f"e{n}", claim(date)) for n, date in enumerate(dates)))
    figure = timeline(whole(dataset), 400, true_scale)
    start, end = figure.layout.xaxis.range
    first, after_last = outermost(figure)
    assert start <= first
    assert after_last <= end
    assert all(start < at < end for at in trace(figure, "Milestones").x)


def test_a_date_of_the_last_day_of_the_calendar_is_drawn(dataset_of: DatasetOf) -> None:
    figure = timeline(whole(dataset_of(HEAD + defection("a", claim("9999-12-31")))), 400)
    assert list(trace(figure, "Dates").base) == ["9999-12-31T00:00:00"]
    assert figure.layout.xaxis.range[1] > "9999-12-31T12:00:00"


# Rival claims


RIVALS = (
    HEAD
    + defection(
        "a",
        claim("2015-07", "arrival"),
        rival("2016-07-01", "departure", "times"),
        rival("2016-07-02", "arrival", "times"),
        rival("2016-07-06", "report", "post"),
    )
    + defection("b", claim("2016-08-25"))
)


def test_rival_claims_stand_below_their_event_in_a_row_a_source(dataset_of: DatasetOf) -> None:
    figure = timeline(whole(dataset_of(RIVALS)), 400)
    own = trace(figure, "Milestones").y[0]
    lane_end = trace(figure, "Lanes").width[0]
    times_1, times_2, post = trace(figure, "Rival milestones").y
    dates = trace(figure, "Dates")
    rows = list(dates.y[:4])
    assert rows[0] == own
    assert rows[1] == rows[2]
    assert own < rows[1] < rows[3] < lane_end
    assert abs(times_1 - times_2) < rows[3] - rows[2]
    assert post == rows[3]


def test_rival_claims_are_hollow_and_the_events_own_filled(dataset_of: DatasetOf) -> None:
    figure = timeline(whole(dataset_of(RIVALS)), 400)
    own, rivals = trace(figure, "Milestones"), trace(figure, "Rival milestones")
    paper = figure.layout.template.layout.plot_bgcolor
    assert paper not in own.marker.color
    assert rivals.marker.color == paper
    assert list(rivals.marker.line.color) == [own.marker.color[0]] * 3


def test_a_dashed_line_leads_from_the_first_claim_to_each_rival_source(dataset_of: DatasetOf) -> None:
    figure = timeline(whole(dataset_of(RIVALS)), 400)
    line = trace(figure, "Rival claim")
    own = trace(figure, "Milestones")
    rows = trace(figure, "Dates").y
    assert line.line.dash not in (None, "solid")
    assert line.line.width <= 1
    assert list(line.y) == [own.y[0], rows[1], rows[1], None, own.y[0], rows[3], rows[3], None]
    assert [line.x[n] for n in (0, 1, 4, 5)] == [own.x[0]] * 4
    assert line.meta == {"lines": [own.customdata[0]] * 2}
    assert own.x[0] < line.x[2] <= "2016-07-01T12:00:00"
    assert own.x[0] < line.x[6] <= "2016-07-06T12:00:00"


def test_there_is_no_line_where_no_claim_disagrees_or_the_own_one_has_no_date(dataset_of: DatasetOf) -> None:
    agreed = timeline(whole(dataset_of(HEAD + defection("a", claim("2016"), claim("2016-02")))), 400)
    assert "Rival claim" not in [t.name for t in agreed.data]
    undated = timeline(whole(dataset_of(HEAD + defection("a", claim(None), rival("2016-02")))), 400)
    assert "Rival claim" not in traces(undated)
    assert "Rival claim" in legend(undated)


def test_a_rival_source_and_its_dates_stand_in_words_beside_its_marks(dataset_of: DatasetOf) -> None:
    words = trace(timeline(whole(dataset_of(RIVALS)), 400), "Words")
    assert list(words.text) == ["The Times: 1 and 2 July 2016", "The Post: 6 July 2016"]


def test_a_rival_does_not_replace_the_claim_it_disagrees_with(dataset_of: DatasetOf) -> None:
    figure = timeline(whole(dataset_of(RIVALS)), 400)
    assert bars(figure, "a")[0] == (datetime(2015, 7, 1), datetime(2015, 8, 1))
    assert [ids[0] for ids in trace(figure, "Lanes").customdata] == ["a", "b"]


# Marks


def test_every_kind_of_milestone_has_a_symbol_of_its_own_and_is_in_the_legend(dataset_of: DatasetOf) -> None:
    kinds = ("departure", "arrival", "announcement", "report", "official-response")
    claims = [claim(f"2016-0{n}-01", kind) for n, kind in enumerate(kinds, 1)]
    figure = timeline(whole(dataset_of(HEAD + defection("a", *claims))), 400)
    symbols = list(trace(figure, "Milestones").marker.symbol)
    assert len(set(symbols)) == 5
    assert legend(figure) == ["Departure", "Arrival", "Announcement", "Report", "Official response"]
    assert [t.marker.symbol for t in figure.data if t.showlegend] == symbols


def test_the_legend_holds_only_what_is_drawn(dataset_of: DatasetOf) -> None:
    day = HEAD + defection("a", claim("2016-01-01", "arrival"))
    assert legend(timeline(whole(dataset_of(day)), 400)) == ["Arrival"]
    both = HEAD + defection("a", claim("2016-01-01", "arrival"), rival("2015-01-01", "report"))
    assert legend(timeline(whole(dataset_of(both)), 400)) == ["Arrival", "Report", "Rival claim"]


@pytest.mark.parametrize(
    ("date", "explained"),
    [
        ("2016-08", ["Possible days"]),
        ("[2016-08-17,2016-08-18]", ["Possible days"]),
        ("2016-08-18~", ["Possible days", "Approximate or open"]),
        ("2016-01-01/2016-08~", ["Possible days", "Approximate or open"]),
        ("0001~", ["Possible days", "Approximate or open"]),
        ("[..2016-08-25]", ["Possible days", "Approximate or open"]),
        ("2016-08-25/..", ["Possible days", "Approximate or open"]),
    ],
)
def test_the_legend_explains_stretches_and_fades_where_they_are_drawn(
    dataset_of: DatasetOf, date: str, explained: list[str]
) -> None:
    figure = timeline(whole(dataset_of(HEAD + defection("a", claim(date)))), 400)
    assert legend(figure) == ["Report", *explained]


def distances(figure: go.Figure) -> list[float]:
    """Return the distance of every two marks of a figure, in pixels."""
    pixel, unit = moment_to_pixel(figure), row_to_pixel(figure)
    at = [
        (pixel(x), y * unit)
        for name in ("Milestones", "Rival milestones")
        if name in traces(figure)
        for x, y in zip(trace(figure, name).x, trace(figure, name).y, strict=True)
    ]
    return [((x - u) ** 2 + (y - v) ** 2) ** 0.5 for n, (x, y) in enumerate(at) for u, v in at[n + 1 :]]


@pytest.mark.parametrize("days", [("25", "26"), ("25", "25"), ("25", "26", "27"), ("24", "25", "26", "27")])
def test_milestones_a_day_apart_do_not_cover_each_other(dataset_of: DatasetOf, days: tuple[str, ...]) -> None:
    # A year in about 800 pixels: a day takes two, a mark eleven.
    claims = [claim(f"2016-08-{day}") for day in days]
    text = HEAD + defection("a", claim("2015-09/2016-08", "departure")) + defection("b", *claims)
    figure = timeline(whole(dataset_of(text)), 400)
    assert min(distances(figure)) >= min(trace(figure, "Milestones").marker.size) - 2


def test_milestones_far_apart_stand_on_the_line_of_their_lane(dataset_of: DatasetOf) -> None:
    figure = timeline(whole(dataset_of(HEAD + defection("a", claim("2016-01-01"), claim("2016-06-01")))), 400)
    assert len(set(trace(figure, "Milestones").y)) == 1


def test_marks_stay_within_their_lane(dataset_of: DatasetOf) -> None:
    claims = [claim(f"2016-08-{day}") for day in ("24", "24", "25", "25", "26")]
    text = HEAD + defection("a", claim("2015-01-01")) + defection("b", *claims) + defection("c", claim("2016-09-01"))
    figure = timeline(whole(dataset_of(text)), 400, True)
    lanes = trace(figure, "Lanes")
    ends = {ids[0]: (y - w / 2, y + w / 2) for ids, y, w in zip(lanes.customdata, lanes.y, lanes.width, strict=True)}
    marks = trace(figure, "Milestones")
    for (key,), y in zip(marks.customdata, marks.y, strict=True):
        assert ends[key][0] < y < ends[key][1]


# Hover


def test_hover_says_what_when_where_by_whom_and_from_which_paragraph(dataset_of: DatasetOf) -> None:
    said = (
        '{kind: official-response, date: "2016-08-18~", by: Ministry of Unification, stance: declined-to-confirm, '
        "place: moscow, note: For the safety of defectors., citations: [{source: herald, paragraph: '4-5'}]}"
    )
    figure = timeline(whole(dataset_of(HEAD + defection("a", said, name="Kim"))), 400)
    expected = [
        "Kim",
        "Official response: declined to confirm",
        "About 18 August 2016 · written 2016-08-18~, approximate",
        "Bounds: 15–21 August 2016",
        "Moscow",
        "Ministry of Unification",
        "For the safety of defectors.",
        "The Herald, 26 August 2016, paragraphs 4-5",
    ]
    assert hovers(figure)[0] == expected
    assert [plain(line) for line in trace(figure, "Milestones").hovertext[0].split("<br>")] == expected


def test_hover_over_a_month_gives_its_days_as_bounds(dataset_of: DatasetOf) -> None:
    figure = timeline(whole(dataset_of(HEAD + defection("a", claim("2015-07", "arrival"), name="Kim"))), 400)
    assert hovers(figure) == [
        [
            "Kim",
            "Arrival",
            "July 2015 · written 2015-07",
            "Bounds: 1–31 July 2015",
            "The Herald, 26 August 2016",
        ]
    ]


def test_hover_over_a_rival_says_that_it_is_one(dataset_of: DatasetOf) -> None:
    figure = timeline(whole(dataset_of(HEAD + defection("a", claim("2015"), rival("2016-07-06"), name="Kim"))), 400)
    assert hovers(figure)[1] == [
        "Kim",
        "Report · rival claim",
        "6 July 2016 · written 2016-07-06",
        "The Times, 27 August 2016",
    ]


def test_hover_over_an_open_date_says_so(dataset_of: DatasetOf) -> None:
    figure = timeline(whole(dataset_of(HEAD + defection("a", claim("[..2016-08-25]"), name="Kim"))), 400)
    assert hovers(figure)[0][2:4] == [
        "By 25 August 2016 · written [..2016-08-25]",
        "Bounds: on or before 25 August 2016",
    ]


def test_a_hover_stays_short_for_plotly_leaves_out_what_has_no_room(dataset_of: DatasetOf) -> None:
    more = f", note: {json.dumps('A rather long note that goes on. ' * 12)}"
    figure = timeline(whole(dataset_of(HEAD + defection("a", claim("2016", more=more)))), 400)
    assert max(len(line) for line in hovers(figure)[0]) <= 60
    assert " ".join(hovers(figure)[0]).count("A rather long note") == 5
    assert len(hovers(figure)[0]) <= 12
    assert figure.layout.height >= 12 * 18


# The axis


def test_a_long_quiet_stretch_is_left_out_and_its_length_said(dataset_of: DatasetOf) -> None:
    figure = timeline(
        whole(dataset_of(HEAD + defection("a", claim("2015-07")) + defection("b", claim("2016-07-01")))), 400
    )
    (left_out,) = figure.layout.xaxis.rangebreaks
    start, end = left_out.bounds
    assert "2015-08-01" < start < "2015-08-10"
    assert "2016-06-20" < end < "2016-07-01"
    assert notes(figure) == ["<i>11 months left out</i>"]
    assert figure.layout.annotations[0].x == start
    assert {shape.xanchor for shape in figure.layout.shapes if shape.xref == "x"} == {start}


def test_years_left_out_are_said_as_years(dataset_of: DatasetOf) -> None:
    text = HEAD + defection("a", claim("1953-07-27")) + defection("b", claim("2016-07-01"))
    assert notes(timeline(whole(dataset_of(text)), 400)) == ["<i>63 years left out</i>"]


def test_a_short_quiet_stretch_is_drawn(dataset_of: DatasetOf) -> None:
    text = HEAD + defection("a", claim("2016-06-01")) + defection("b", claim("2016-07-01"))
    figure = timeline(whole(dataset_of(text)), 400)
    assert len(figure.layout.xaxis.rangebreaks) == 0
    assert notes(figure) == []


def test_a_stretch_that_one_date_covers_is_not_quiet(dataset_of: DatasetOf) -> None:
    text = HEAD + defection("a", claim("2015-07-01")) + defection("b", claim("2016-07-01"))
    figure = timeline(whole(dataset_of(text + context("c", claim("2015/2016")))), 400)
    assert len(figure.layout.xaxis.rangebreaks) == 0


def test_true_scale_draws_the_quiet_stretch(dataset_of: DatasetOf) -> None:
    dataset = dataset_of(HEAD + defection("a", claim("2015-07")) + defection("b", claim("2016-07-01")))
    broken, true = timeline(whole(dataset), 400), timeline(whole(dataset), 400, true_scale=True)
    assert len(true.layout.xaxis.rangebreaks) == 0
    assert notes(true) == []
    assert bars(true) == bars(broken)
    assert true.layout.uirevision != broken.layout.uirevision


def test_no_date_is_drawn_within_a_break(dataset_of: DatasetOf) -> None:
    dates = ("2000-01-01", "2008-02~", "[..2012-06-15]", "2016-07-01")
    dataset = dataset_of(HEAD + "".join(defection(f"e{n}", claim(date)) for n, date in enumerate(dates)))
    figure = timeline(whole(dataset), 400)
    breaks = [tuple(b.bounds) for b in figure.layout.xaxis.rangebreaks]
    assert breaks
    known = [("2000-01-01", "2000-01-02"), ("2008-01-01", "2008-04-01"), ("2012-06-15", "2012-06-16")]
    for first, after in known:
        assert not [b for b in breaks if b[0] < after and first < b[1]]


@pytest.mark.parametrize("true_scale", [False, True])
def test_words_of_ticks_lie_level_in_any_font(shipped: Dataset, true_scale: bool) -> None:
    for width in (360, 1070):
        assert timeline(whole(shipped, width), 400, true_scale).layout.xaxis.tickangle == 0


def test_ticks_a_year_apart_are_named_by_their_years(dataset_of: DatasetOf) -> None:
    text = HEAD + defection("a", claim("2012")) + defection("b", claim("2016"))
    formats = timeline(whole(dataset_of(text)), 400, true_scale=True).layout.xaxis.tickformatstops
    # The first that has the step names the ticks.
    (first, *_) = (stop.value for stop in formats if "M12" in stop.dtickrange)
    assert first == "%Y"


def test_ticks_keep_out_of_breaks_and_clear_of_each_other(shipped: Dataset) -> None:
    for width in (360, 700, 1070, 1600):
        figure = timeline(whole(shipped, width), 400)
        pixel = moment_to_pixel(figure)
        axis = figure.layout.xaxis
        at = [(pixel(day), text_width(plain(word), 12)) for day, word in zip(axis.tickvals, axis.ticktext, strict=True)]
        assert len(at) >= 2
        for (x, width_x), (y, width_y) in pairwise(at):
            assert y - x >= (width_x + width_y) / 2
        for bounds in (b.bounds for b in axis.rangebreaks):
            assert not [day for day in axis.tickvals if bounds[0] <= day < bounds[1]]


def test_dates_of_the_years_1_and_9999_share_an_axis_with_a_break(dataset_of: DatasetOf) -> None:
    text = HEAD + defection("a", claim("0001-06-01")) + defection("b", claim("9999-06-01"))
    figure = timeline(whole(dataset_of(text)), 400)
    assert bars(figure, "a") == [(datetime(1, 6, 1), datetime(1, 6, 2))]
    assert bars(figure, "b") == [(datetime(9999, 6, 1), datetime(9999, 6, 2))]
    assert notes(figure) == ["<i>9998 years left out</i>"]
    assert [b.bounds[0][:4] for b in figure.layout.xaxis.rangebreaks] == ["0001"]


# Nothing to draw, marks, narrow figures, readers' text


def test_no_event_at_all_is_said_in_words(dataset_of: DatasetOf) -> None:
    figure = timeline(whole(dataset_of(HEAD.replace("events:", "events: []"))), 400)
    assert notes(figure) == ["No event to show."]
    assert len(figure.data) == 0
    assert (figure.layout.width, figure.layout.height) == (1000, 400)


def test_events_without_any_date_are_said_in_words(dataset_of: DatasetOf) -> None:
    figure = timeline(whole(dataset_of(HEAD + defection("a", claim(None)) + defection("b"))), 400)
    assert notes(figure) == ["None of these events has a date."]
    assert len(figure.data) == 0


def test_a_marked_event_keeps_its_strength_and_the_others_stand_back(dataset_of: DatasetOf) -> None:
    dataset = dataset_of(HEAD + defection("a", claim("2016-01-01")) + defection("b", claim("2016-02-01")))
    figure = timeline(whole(dataset, marked=("b",)), 400)
    assert list(trace(figure, "Milestones").marker.opacity) == [0.3, 1.0]
    unmarked, marked = trace(figure, "Lanes").marker.color
    assert unmarked.endswith(",0.000)")
    assert not marked.endswith(",0.000)")
    assert [words.startswith("<b>") for words in figure.layout.yaxis.ticktext] == [False, True]


def test_without_a_mark_nothing_stands_back(dataset_of: DatasetOf) -> None:
    dataset = dataset_of(HEAD + defection("a", claim("2016-01-01")) + defection("b", claim("2016-02-01")))
    figure = timeline(whole(dataset), 400)
    assert list(trace(figure, "Milestones").marker.opacity) == [1.0, 1.0]
    assert len(set(trace(figure, "Lanes").marker.color)) == 1


def test_every_bar_and_mark_carries_the_id_of_its_event(dataset_of: DatasetOf) -> None:
    figure = timeline(whole(dataset_of(RIVALS)), 400)
    for name in ("Lanes", "Dates", "Milestones", "Rival milestones", "Words"):
        assert {ids[0] for ids in trace(figure, name).customdata} <= {"a", "b"}
        assert all(len(ids) == 1 for ids in trace(figure, name).customdata)
    assert [ids[0] for ids in trace(figure, "Rival milestones").customdata] == ["a", "a", "a"]


def test_a_narrow_figure_keeps_most_of_its_width_for_the_plot(dataset_of: DatasetOf) -> None:
    long_name = "Someone With A Very Long Name That Goes On And On"
    dataset = dataset_of(HEAD + defection("a", claim("2016-01-01"), name=long_name))
    figure = timeline(whole(dataset, 360), 400)
    assert figure.layout.margin.l + figure.layout.margin.r <= 180
    (words,) = figure.layout.yaxis.ticktext
    assert max(text_width(plain(line), 13) for line in words.split("<br>")) <= figure.layout.margin.l


def test_a_narrow_figure_labels_rival_rows_on_the_axis(dataset_of: DatasetOf) -> None:
    figure = timeline(whole(dataset_of(RIVALS), 360), 400)
    assert [plain(words) for words in figure.layout.yaxis.ticktext] == ["a", "The Times", "The Post", "b"]
    assert "Words" not in traces(figure)


@pytest.mark.parametrize("title", ["The Washington Post", "Journal of " * 900, "\u97d3" * 9_900, "\u200b" * 9_900])
def test_labels_of_rival_rows_have_room_beside_a_narrow_plot(dataset_of: DatasetOf, title: str) -> None:
    written = json.dumps(title, ensure_ascii="\u200b" in title)
    sources = "".join(f"  long{n}: {{type: book, title: {written}}}\n" for n in range(30))
    rivals = [rival("2016-03-01", source=f"long{n}") for n in range(30)]
    text = HEAD.replace("places:", sources + "places:") + defection("a", claim("2016-01-01"), *rivals)
    figure = timeline(whole(dataset_of(text), 358), 400)
    name, *labels = map(plain, figure.layout.yaxis.ticktext)
    assert (name, len(labels)) == ("a", 30)
    assert max(text_width(label, 13) for label in labels) <= figure.layout.margin.l
    assert figure.layout.margin.l <= 140
    assert [label.endswith(" …") for label in labels] == [len(title) > 16] * 30
    assert len(figure.to_json()) <= MOST_BYTES


def test_what_goes_to_the_browser_is_measured_with_labels_and_all() -> None:
    assert fits({"data": [], "layout": {"yaxis": {"ticktext": ["<b>"]}}})
    assert not fits({"data": [], "layout": {"yaxis": {"ticktext": ["x" * MOST_BYTES]}}})
    assert not fits({"data": [{"text": ["x" * MOST_BYTES]}], "layout": {}})


def test_words_of_context_are_shortened_to_the_room_that_they_have(dataset_of: DatasetOf) -> None:
    title = "A plan for a trade fair in the border region is shelved after long and fruitless negotiations " * 2
    text = HEAD + defection("a", claim("2016-01-01/2016-12-31")) + context("c", claim("2016-06-30"), title=title)
    for width in (360, 1000):
        figure = timeline(whole(dataset_of(text), width), 400)
        words = trace(figure, "Words")
        lines = words.text[0].split("<br>")
        assert lines[-1].endswith("…")
        room = width - figure.layout.margin.l - figure.layout.margin.r
        assert max(text_width(line, 12) for line in lines) <= room


@pytest.mark.parametrize("width", [358, 1070])
def test_a_long_name_keeps_clear_of_the_rows_of_its_rivals_and_of_the_lane_above(
    dataset_of: DatasetOf, width: int
) -> None:
    name = "A name that goes on and on " * 5
    lanes = [defection(f"e{n}", claim("2016-01-01"), rival("2016-03-01"), name=name) for n in range(4)]
    figure = timeline(whole(dataset_of(HEAD + "".join(lanes)), width), 200)
    axis, pixel = figure.layout.yaxis, row_to_pixel(figure)
    ends = [
        (at * pixel - 7.5 * len(words.split("<br>")), at * pixel + 7.5 * len(words.split("<br>")))
        for at, words in sorted(zip(axis.tickvals, axis.ticktext, strict=True))
    ]
    assert len(ends) == (8 if width < 400 else 4)
    assert all(below[0] >= above[1] for above, below in pairwise(ends))


def test_letters_with_marks_and_punctuation_are_no_wider_than_plain_letters() -> None:
    assert text_width("Nguy\u1ec5n \u2013 \u27e8x\u27e9 \u2026", 12) == text_width("Nguyen - (x) .", 12)
    assert text_width("\ud0dc\uc601\ud638", 12) == text_width("Tae Yo", 12)


HANGUL = "\ubd81\ud55c \uc678\uad50\uad00\uc758 \ub9dd\uba85 " * 12


@pytest.mark.parametrize("width", [358, 1070])
def test_wide_letters_have_room_beside_lanes_and_within_them(dataset_of: DatasetOf, width: int) -> None:
    head = HEAD.replace("container-title: The Times", f"container-title: {HANGUL}")
    text = (
        head
        + defection("a", claim("2016-01-01/2016-12-31"), rival("2016-03-01"), name=HANGUL)
        + context("c", claim("2016-06-30"), title=HANGUL)
        + context("undated", title=HANGUL)
    )
    figure = timeline(whole(dataset_of(text), width), 400)
    labels = [line for words in figure.layout.yaxis.ticktext for line in words.split("<br>")]
    assert max(text_width(plain(label), 13) for label in labels) <= figure.layout.margin.l
    words = trace(figure, "Words")
    room = width - figure.layout.margin.l - figure.layout.margin.r
    assert max(text_width(plain(line), 12) for said in words.text for line in said.split("<br>")) <= room
    assert words.text[-1].endswith(" …: date not known")


READER_TEXT = 'A <b>"bold"</b> & <a href="x">%{x}</a> &lt; name'


def test_text_of_the_file_is_shown_as_text_everywhere(dataset_of: DatasetOf) -> None:
    head = HEAD.replace("name: London", f"name: {json.dumps(READER_TEXT)}").replace(
        "container-title: The Times", f"container-title: {json.dumps(READER_TEXT)}"
    )
    more = f", by: {json.dumps(READER_TEXT)}, note: {json.dumps(READER_TEXT)}, place: london"
    text = (
        head
        + defection("a", claim("2016-01-01", more=more), rival("2016-03-01"), name=READER_TEXT)
        + context("c", claim("2016-01-05"), title=READER_TEXT)
    )
    for width in (360, 1000):
        figure = timeline(whole(dataset_of(text), width), 600)
        shown = [*figure.layout.yaxis.ticktext, *trace(figure, "Words").text]
        shown += [*trace(figure, "Dates").hovertext, *trace(figure, "Milestones").hovertext]
        for markup in shown:
            tags = set(re.findall(r"<[^>]*>", markup))
            assert tags <= {"<b>", "</b>", "<br>", "<i>", "</i>", "</span>", '<span style="color:#62666d">'}
            assert "<a" not in markup
        assert not [t for t in figure.data if t.hovertemplate or getattr(t, "texttemplate", None)]
        together = " ".join(plain(markup.replace("<br>", " ")) for markup in shown)
        assert together.count(READER_TEXT) >= 4


def test_drawing_leaves_the_view_as_it_was(dataset_of: DatasetOf) -> None:
    of = whole(dataset_of(RIVALS + context("c", claim(None))), marked=("a",))
    before = [of.events.copy(), of.milestones.copy(), of.locations.copy()]
    timeline(of, 400)
    for frame, copy in zip((of.events, of.milestones, of.locations), before, strict=True):
        assert frame.equals(copy)
        assert list(frame.columns) == list(copy.columns)


def test_the_shipped_file_is_drawn_with_its_seven_lanes(shipped: Dataset) -> None:
    figure = timeline(whole(shipped, 1070), 392)
    assert [ids[0] for ids in trace(figure, "Lanes").customdata] == [
        "kp-2015-kim-chol-song",
        "kp-2016-thae-yong-ho",
        "kp-2016-vladivostok-official",
        "cn-2016-trade-inspection",
        "cn-2016-trade-missions-frozen",
        "cn-2016-yanji-trade-fair",
        "kr-2016-seoul-reading",
    ]
    assert bars(figure, "kp-2015-kim-chol-song")[0] == (datetime(2015, 7, 1), datetime(2015, 8, 1))
    assert notes(figure) == ["<i>11 months left out</i>"]
