"""The timeline as a histogram."""

from datetime import datetime, timedelta
from typing import Any

import plotly.graph_objects as go
import pytest

from dashboard.charts.text_metrics import text_width
from dashboard.charts.timeline.binned_events import count_in_words
from dashboard.charts.timeline.figure import draw_timeline
from dashboard.charts.view import ChartSize
from dashboard.selection import ViewOptions
from tests.builders import selection
from tests.charts.timeline.events import (
    caption,
    claim,
    context,
    dated,
    defection,
    draw,
    file_of,
    kind,
    plain,
    random_defections,
    rival,
)
from tests.figures import legend_names


def columns(figure: go.Figure) -> list[Any]:
    return [t for t in figure.data if t.type == "bar"]


def defections(figure: go.Figure) -> list[Any]:
    return [t for t in columns(figure) if t.name != "Context"]


def hovers(bars: Any) -> list[str]:
    """Return what plotly makes of the template of each column."""
    assert bars.hovertemplate == "%{hovertext}<br>%{fullData.name}: %{text}<extra></extra>"
    return [f"{when}: {plain(bars.name)}: {said}" for when, said in zip(bars.hovertext, bars.text, strict=True)]


def total(figure: go.Figure) -> float:
    return float(sum(sum(t.y) for t in defections(figure)))


def test_bars_count_every_event_once_by_its_first_claim() -> None:
    events = [
        *random_defections(1200),
        *dated([None] * 7),
        defection("two", claim("1999"), claim("2011"), claim("2012")),
    ]
    figure = draw(file_of(*events))
    assert total(figure) == pytest.approx(1201)
    assert caption(figure).endswith(
        "7 events are not counted: their first claims have no date. 2 further claims are not shown."
    )


@pytest.mark.parametrize("width", [360, 1070])
@pytest.mark.parametrize(("first", "last"), [(2016, 2016), (2010, 2016), (1990, 2016), (1700, 2016), (1000, 9999)])
def test_bars_are_as_fine_as_has_room_and_all_events_are_in_them(first: int, last: int, width: int) -> None:
    figure = draw(file_of(*random_defections(1500, first, last)), width)
    assert total(figure) == pytest.approx(1500)
    start, end = (datetime.fromisoformat(at) for at in figure.layout.xaxis.range)
    plot = width - figure.layout.margin.l - figure.layout.margin.r
    finest = min(min(t.width) for t in columns(figure)) / 86_400_000
    assert plot * finest / ((end - start) / timedelta(days=1)) >= 5


def test_bars_of_a_category_have_its_colour_and_stack_in_the_order_of_the_legend() -> None:
    figure = draw(file_of(*random_defections(1200)), legend=True)
    found = columns(figure)
    assert [t.name for t in found] == ["France", "United Kingdom", "Russia"]
    assert [t.marker.color for t in found] == ["#014174", "#98321e", "#3a704f"]
    assert legend_names(figure) == [t.name for t in found]
    assert [t.meta for t in found] == [{"narrows": "stretch"}] * 3
    assert figure.layout.barmode == "stack"


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        (["2016-08-01", "2016-08-17"], [["2016-08-01"] * 2, ["2016-08-17"] * 2]),
        (["2013-08-01", "2016-08-17"], [["2013-08"] * 2, ["2016-08"] * 2]),
        (["1995-08-01", "2016-08-17"], [["1995-07", "1995-09"], ["2016-07", "2016-09"]]),
        (["1900-08-01", "2016-08-17", "1950-01-01"], [["1900"] * 2, ["1950"] * 2, ["2016"] * 2]),
        (["1600-08-01", "2016-08-17", "1800-01-01"], [["1600", "1609"], ["1800", "1809"], ["2010", "2019"]]),
    ],
)  # fmt: skip
def test_a_bar_gives_its_period_as_edtf(dates: list[str], expected: list[list[str]]) -> None:
    figure = draw(file_of(*dated(dates * 500)), true_scale=True)
    (bars,) = columns(figure)
    assert [list(ends) for ends in bars.customdata] == expected


def test_an_uncertain_date_is_spread_over_its_days_and_the_chart_says_so() -> None:
    dates = ["2001-01-01", "2001-12-31"] * 500 + ["2001", "[..2001-06-30]", "2001-07-01/..", None]
    figure = draw(file_of(*dated(dates)))
    (bars,) = columns(figure)
    at = {ends[0]: y for ends, y in zip(bars.customdata, bars.y, strict=True)}
    assert at["2001-01"] == pytest.approx(500 + 31 / 365)
    assert at["2001-02"] == pytest.approx(28 / 365)
    assert at["2001-06"] == pytest.approx(1 + 30 / 365)
    assert at["2001-07"] == pytest.approx(1 + 31 / 365)
    assert caption(figure) == (
        "Each column counts the events of a month. 1 uncertain date is spread from the first to the last possible day. "
        "2 open-ended dates count at the end that is known. 1 event is not counted: its first claim has no date."
    )


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ([[claim("2011")]], "1 further claim is not shown."),
        ([[rival("2011")]], "1 further claim, a conflicting report, is not shown."),
        ([[claim("2011")], [claim(None, "arrival")]], "2 further claims are not shown."),
        ([[claim("2011"), rival("2012")]], "2 further claims are not shown, 1 of them a conflicting report."),
        (
            [[rival("2011"), claim(None, "arrival")]] * 900,
            "1,800 further claims are not shown, 900 of them conflicting reports.",
        ),
    ],
)
def test_claims_that_no_bar_counts_are_counted_in_words(more: list[list[str]], said: str) -> None:
    events = [defection(f"e{n}", claim("2001-01-01"), *claims) for n, claims in enumerate(more)]
    events += dated(["2001-01-01", "2001-12-31"] * 500, context)
    figure = draw(file_of(*events, defection("undated")), true_scale=True)
    assert kind(figure) == "histogram"
    assert caption(figure) == (
        "Each column counts the events of a month. An event counts once, by its first claim. Context has its own strip "
        f"and scale. 1 event is not counted: its first claim has no date. {said}"
    )


def test_claims_of_events_that_are_filtered_away_are_not_counted_in_words() -> None:
    events = [*random_defections(1200), defection("more", claim("2001"), rival("2002"), claim(None))]
    others = selection(file_of(*events), ids=[f"m{n}" for n in range(1200)])
    drawn = draw_timeline(others, ViewOptions(), ChartSize(1000, 400))
    assert kind(drawn) == "histogram"
    assert "claim" not in caption(drawn)


def test_an_approximate_date_is_spread_over_its_widened_days() -> None:
    figure = draw(file_of(*dated(["2001-01-01", "2001-01-28"] * 500 + ["2001-01-10~"])))
    (bars,) = columns(figure)
    at = {ends[0]: y for ends, y in zip(bars.customdata, bars.y, strict=True)}
    assert [at[f"2001-01-{day:02}"] for day in range(7, 14)] == pytest.approx([1 / 7] * 7)


def test_what_is_certain_needs_no_words() -> None:
    figure = draw(file_of(*dated(["2001-01-01", "2001-12-31"] * 500)), true_scale=True)
    assert caption(figure) == "Each column counts the events of a month."


def test_thousands_are_set_apart() -> None:
    events = [*dated(["2001-01-01", "2001-12-31"] * 500), *dated(["2001-01/2001-02"] * 1500, context)]
    assert "1,500 uncertain dates are spread from the first to the last possible day." in caption(
        draw(file_of(*events))
    )


@pytest.mark.parametrize("width", [360, 390, 1070])
def test_words_below_the_axis_are_broken_into_lines_that_fit(width: int) -> None:
    dates = ["2001-01-01", "2001-12-31"] * 500 + ["2001", "[..2001-06-30]", "2001-07-01/..", None]
    figure = draw(file_of(*dated(dates)), width)
    (note,) = (a for a in figure.layout.annotations if "Each column" in a.text)
    lines = note.text.split("<br>")
    assert max(text_width(line, 12) for line in lines) <= width
    assert figure.layout.margin.b >= -note.yshift + 14 * len(lines)


def test_context_is_in_no_stack_with_defections() -> None:
    events = [*random_defections(1200), *dated(["1995", "2001-05", "2001-05-03"], context)]
    figure = draw(file_of(*events))
    assert total(figure) == pytest.approx(1200)
    (strip,) = (t for t in columns(figure) if t.name == "Context")
    assert strip.name == "Context"
    assert strip.marker.color == "#867f72"
    bottom, _ = figure.layout.yaxis.range
    assert strip.base == bottom
    assert strip.base + max(strip.y) < 0
    assert [a.text for a in figure.layout.annotations][-1] == "Context: up to 2 a quarter"
    assert "Context has its own strip and scale." in caption(figure)


def test_context_alone_is_counted_in_bars() -> None:
    figure = draw(file_of(*dated(["1995-01-01", "2001-05-01"] * 600, context)))
    (bars,) = columns(figure)
    assert bars.y.sum() == pytest.approx(1200)
    assert (bars.base, bars.name) == (0, "Context")


def test_hover_over_a_bar_says_period_category_count_and_all() -> None:
    events = [
        defection(f"e{n}", claim(f"2001-0{n % 2 + 1}-15"), post=("london", "paris")[n % 3 == 0]) for n in range(996)
    ]
    figure = draw(file_of(*events, defection("year", claim("2001"), post="moscow")))
    said = {t.name: hovers(t) for t in columns(figure)}
    assert said["United Kingdom"][0] == "January 2001: United Kingdom: 332 of about 498 defections"
    assert said["Russia"][0] == "January 2001: Russia: less than 1 of about 498 defections"
    assert said["Russia"][-1] == "December 2001: Russia: less than 1 defection"


def test_hover_over_a_bar_counts_in_singular_and_plural() -> None:
    events = [defection("alone", claim("2001-01-15"))]
    events += dated(["2001-01-15"] + ["2001-02-15", "2001-12-15"] * 500, context)
    events += [defection(f"e{n}", claim("2001-02-15")) for n in range(2)]
    figure = draw(file_of(*events), true_scale=True)
    said = [hover for t in columns(figure) for hover in hovers(t)]
    assert said == [
        "January 2001: United Kingdom: 1 defection",
        "February 2001: United Kingdom: 2 defections",
        "January 2001: Context: 1 event",
        "February 2001: Context: 500 events",
        "December 2001: Context: 500 events",
    ]


@pytest.mark.parametrize(
    ("count", "said"),
    [(1, "1"), (1234, "1,234"), (11.7, "about 12"), (1.2, "about 1"), (0.4, "less than 1"), (0.9999999999, "1")],
)
def test_counts_are_said_as_exactly_as_they_are_known(count: float, said: str) -> None:
    assert count_in_words(count) == said


def test_marked_events_are_pointed_at_where_they_are_placed_in_time() -> None:
    events = [*random_defections(1200), defection("x", claim("2001-03-10")), defection("y", claim(None))]
    figure = draw(file_of(*events), marked=["x", "y"])
    (pointer,) = (t for t in figure.data if t.name == "Marked")
    assert list(pointer.x) == ["2001-03-10T12:00:00"]
    assert [list(ids) for ids in pointer.customdata] == [["x"]]
    assert [plain(line) for line in pointer.hovertext[0].split("<br>")] == ["x", "10 March 2001"]
    assert caption(figure).endswith("A triangle points at 1 of 2 marked events.")
    assert {t.opacity for t in columns(figure)} != {1}


@pytest.mark.parametrize("width", [358, 1070])
@pytest.mark.parametrize(("day", "side"), [("1991-01-01", "middle right"), ("2019-01-01", "middle left")])
def test_the_name_of_a_marked_event_has_room_beside_its_mark(width: int, day: str, side: str) -> None:
    events = [*random_defections(1200), defection("x", claim(day), name="A name that goes on " * 20)]
    figure = draw(file_of(*events), width, marked=["x"])
    (pointer,) = (t for t in figure.data if t.name == "Marked")
    start, end = (datetime.fromisoformat(at) for at in figure.layout.xaxis.range)
    margin = figure.layout.margin
    plot = width - margin.l - margin.r
    at = plot * ((datetime.fromisoformat(pointer.x[0]) - start) / (end - start))
    assert pointer.textposition == side
    assert pointer.text[0].endswith(" …")
    # On the left are the numbers of the other axis.
    room = at if side == "middle left" else plot - at + margin.r
    assert 0.8 * room < text_width(pointer.text[0], 12) + 13 <= room


def test_several_marked_events_are_pointed_at_without_their_names() -> None:
    figure = draw(file_of(*random_defections(1200)), marked=["m1", "m2"])
    (pointer,) = (t for t in figure.data if t.name == "Marked")
    assert (pointer.mode, len(pointer.x), len(pointer.text)) == ("markers", 2, 0)


def test_the_line_to_a_marked_event_of_context_goes_down_to_its_strip() -> None:
    figure = draw(file_of(*random_defections(1200), context("c", claim("2001"))), marked=["c", "m1"])
    (pointer,) = (t for t in figure.data if t.name == "Marked")
    ends = {
        ids[0]: top - down
        for ids, top, down in zip(pointer.customdata, pointer.y, pointer.error_y.arrayminus, strict=True)
    }
    assert ends["m1"] == pytest.approx(0)
    assert ends["c"] == pytest.approx(figure.layout.yaxis.range[0])


def test_of_very_many_marked_events_some_are_pointed_at_and_all_are_counted() -> None:
    figure = draw(file_of(*random_defections(1200)), marked=[f"m{n}" for n in range(50)])
    (pointer,) = (t for t in figure.data if t.name == "Marked")
    assert len(pointer.x) == 20
    assert "Triangles point at 20 of 50 marked events." in caption(figure)


def test_bars_leave_an_empty_period_out_in_whole_periods_unless_scale_is_true() -> None:
    of = file_of(*random_defections(1200, 2010, 2016), *dated(["1953-07-27"]))
    figure, true = draw(of), draw(of, true_scale=True)
    assert len(figure.layout.xaxis.rangebreaks) == 1
    assert "Jul 1953" in figure.layout.xaxis.ticktext
    assert len(true.layout.xaxis.rangebreaks) == 0
    assert total(figure) == pytest.approx(total(true)) == pytest.approx(1201)
    assert figure.layout.uirevision != true.layout.uirevision


@pytest.mark.parametrize("width", [360, 1070])
@pytest.mark.parametrize(("first", "last"), [(2016, 2016), (2014, 2016), (2005, 2016), (1950, 2016), (1000, 9999)])
def test_ticks_of_bars_are_clear_of_each_other(first: int, last: int, width: int) -> None:
    figure = draw(file_of(*random_defections(1500, first, last)), width)
    axis = figure.layout.xaxis
    start, end = (datetime.fromisoformat(at) for at in axis.range)
    plot = width - figure.layout.margin.l - figure.layout.margin.r
    at = [plot * ((datetime.fromisoformat(tick) - start) / (end - start)) for tick in axis.tickvals]
    assert len(at) >= 2
    for n in range(1, len(at)):
        room = (text_width(axis.ticktext[n], 12) + text_width(axis.ticktext[n - 1], 12)) / 2
        assert at[n] - at[n - 1] > room


def test_a_very_small_fixed_height_goes_to_the_bars_and_not_to_the_legend() -> None:
    figure = draw(file_of(*random_defections(1200)), 1200, height=130, is_fixed=True, legend=True)
    assert legend_names(figure) == []
    assert figure.layout.height - figure.layout.margin.t - figure.layout.margin.b > 50
