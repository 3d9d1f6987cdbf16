"""The timeline as a histogram."""

from datetime import datetime, timedelta
from typing import Any

import plotly.graph_objects as go
import pytest

from dashboard.charts import theme
from dashboard.charts.text_metrics import text_width
from dashboard.charts.theme import CATEGORY_COLOURS, CONTEXT_GREY
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
    plot_height,
    random_days,
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


def counts(figure: go.Figure) -> dict[str, tuple[int, int]]:
    """Return how many defections each column counts at least and at most, by the EDTF date of its first period."""
    found: dict[str, tuple[int, int]] = {}
    for bars in defections(figure):
        for (first, _), height in zip(bars.customdata, bars.y, strict=True):
            least, most = found.get(first, (0, 0))
            found[first] = least + (int(height) if bars.meta["part"] == "certain" else 0), most + int(height)
    return dict(sorted(found.items()))


def certain(figure: go.Figure) -> int:
    return sum(least for least, _ in counts(figure).values())


def possible_by_period(figure: go.Figure) -> dict[tuple[str, str], int]:
    """Return how many events of both kinds each period counts at most, by its first and last EDTF date."""
    most = {}  # by period and category, as the words say: the strip of context has a scale of its own
    for bars in columns(figure):
        for ends, words in zip(bars.customdata, bars.text, strict=True):
            count = words.split(" of ")[0].split(" event")[0].split(" defection")[0].split(" to ")[-1]
            most[(*ends, bars.name)] = int(count.replace(",", ""))
    found: dict[tuple[str, str], int] = {}
    for (first, last, _), count in sorted(most.items()):
        found[first, last] = found.get((first, last), 0) + count
    return found


def dated_at(post: str, dates: list[str | None]) -> list[str]:
    return [defection(f"{post}{n}", claim(date), post=post) for n, date in enumerate(dates)]


def test_bars_count_events_by_their_first_claim() -> None:
    events = [*dated(["2001-03-04"] * 1200), defection("two", claim("1999-01"), claim("2011"), claim("2012"))]
    figure = draw(file_of(*events), true_scale=True)
    assert counts(figure) == {"1999-01": (1, 1), "2001-03": (1200, 1200)}
    assert caption(figure) == (
        "Each column counts the events of a month. An event counts by its first claim. 2 further claims are not shown."
    )


@pytest.mark.parametrize("width", [360, 1070])
@pytest.mark.parametrize(("first", "last"), [(2016, 2016), (2010, 2016), (1990, 2016), (1700, 2016), (1000, 9999)])
def test_bars_are_as_fine_as_has_room_and_all_events_are_in_them(first: int, last: int, width: int) -> None:
    figure = draw(file_of(*dated(random_days(1500, first, last))), width)
    assert certain(figure) == 1500
    start, end = (datetime.fromisoformat(at) for at in figure.layout.xaxis.range)
    plot = width - figure.layout.margin.l - figure.layout.margin.r
    finest = min(min(t.width) for t in columns(figure)) / 86_400_000
    assert plot * finest / ((end - start) / timedelta(days=1)) >= 5


def test_bars_of_a_category_have_its_colour_and_stack_in_the_order_of_the_legend() -> None:
    either = [one for post in ("london", "moscow", "paris") for one in dated_at(post, ["[2000,2001]"])]
    figure = draw(file_of(*random_defections(1200), *either), legend=True)
    names = ["France", "United Kingdom", "Russia"]
    found = columns(figure)
    assert [t.name for t in found] == [*names, *names]
    assert [t.meta["part"] for t in found] == ["certain"] * 3 + ["possible"] * 3
    colours = [*CATEGORY_COLOURS[:3]]
    assert [t.marker.color for t in found[:3]] == colours
    assert [t.marker.line.color for t in found[3:]] == colours
    assert [t.marker.color for t in found[3:]] == [theme.translucent(colour, 0.3) for colour in colours]
    assert legend_names(figure) == [*names, "Certain", "Possible"]
    assert {t.meta["narrows"] for t in found} == {"stretch"}
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


EVERY_MONTH = [f"2001-{month:02}-15" for month in range(1, 13)] * 80


def test_columns_have_bounds_in_whole_numbers_where_dates_are_uncertain() -> None:
    dates = [*EVERY_MONTH, "2001-02-27/2001-04-02", "[2001-04-30,2001-06-01]", "2001-07-31~"]
    figure = draw(file_of(*dated(dates)))
    assert counts(figure) == {f"2001-{month:02}": (80, 80) for month in range(1, 13)} | {
        "2001-02": (81, 81),
        "2001-03": (81, 81),
        "2001-04": (81, 82),
        "2001-06": (80, 81),  # and none in May, which the set leaves out
        "2001-07": (80, 81),
        "2001-08": (80, 81),
    }
    assert caption(figure) == (
        "Each column counts the events of a month: solid those that certainly fall into it, pale those that may. "
        "2 events may fall into several columns and are pale in each. "
        "1 event lasted and counts in every column that it touches."
    )


def test_open_and_missing_dates_may_fall_into_every_column_that_they_allow() -> None:
    dates = ["2001-01-01", "2001-07-31"] * 500 + ["[..2001-03-15]", "2001-04-10/..", None]
    figure = draw(file_of(*dated(dates)), true_scale=True)
    assert counts(figure) == {
        "2001-01": (500, 502),
        "2001-02": (0, 2),
        "2001-03": (0, 2),
        "2001-04": (1, 2),
        "2001-05": (0, 2),
        "2001-06": (0, 2),
        "2001-07": (500, 502),
    }
    assert "1 event may fall into any, as its first claim has no date." in caption(figure)


def test_dates_known_to_the_year_have_columns_of_years() -> None:
    figure = draw(file_of(*dated([str(1992 + n % 30) for n in range(900)])))
    assert counts(figure) == {str(year): (30, 30) for year in range(1992, 2022)}
    assert caption(figure) == "Each column counts the events of a year."


@pytest.mark.parametrize(
    ("vague", "unit"), [("2001-05", "month"), ("2001-22", "quarter"), ("2001", "year"), ("200X", "decade")]
)
def test_no_column_is_finer_than_most_of_the_dates_that_it_counts(vague: str, unit: str) -> None:
    figure = draw(file_of(*dated(["2001-01-01", "2001-12-31"] * 100 + [vague] * 700)), true_scale=True)
    assert f"the events of a {unit}" in caption(figure)


def test_a_vague_date_makes_columns_coarse_only_where_a_column_would_count_little_else() -> None:
    assert "the events of a month" in caption(draw(file_of(*dated([*EVERY_MONTH, "2001"]))))
    without_june = [day for day in EVERY_MONTH if day != "2001-06-15"]
    assert "the events of a quarter" in caption(draw(file_of(*dated([*without_june, "2001-22"]))))
    assert "the events of a month" in caption(draw(file_of(*dated(without_june))))


def test_a_set_counts_once_where_a_filter_leaves_one_of_its_days() -> None:
    of = file_of(*dated([*EVERY_MONTH, "[1999-05-02,2001-03-02]"]))
    figure = draw_timeline(selection(of, "from=2001"), ViewOptions(), ChartSize(1000, 400))
    assert counts(figure)["2001-03"] == (80, 81)
    assert "several columns" not in caption(figure)


def test_a_date_without_a_first_or_a_last_day_is_not_said_to_be_none() -> None:
    of = file_of(*dated(["2001-01-01", "2001-12-31"] * 500 + ["[..2001-03,2001-10..]"]), defection("undated"))
    assert counts(draw(of))["2001-01-01"] == (500, 502)
    assert "1 event may fall into any, as its first claim has no date." in caption(draw(of))
    assert "1 event may fall into several columns" in caption(draw(of))
    assert selection(of).counts.undated == 1


VAGUE = ["2001", "2001-02/2001-05", "[..2001-03]", "2001-04~", "[2001-02-01,2001-05-02]", "2000/..", None, "200X"]
UNCERTAIN = file_of(*dated(random_days(1200, 2001, 2001)), *dated(VAGUE, context), *dated_at("moscow", VAGUE))


@pytest.mark.parametrize(
    "query", ["", "from=2001-02-10", "until=2001", "from=2001-02-10&until=2001-05", "post=GB", "context=0"]
)
def test_a_click_on_a_column_keeps_exactly_what_the_column_counts(query: str) -> None:
    figure = draw_timeline(selection(UNCERTAIN, query), ViewOptions(), ChartSize(1000, 400))
    assert kind(figure) == "histogram"
    others = "&".join(part for part in query.split("&") if not part.startswith(("from", "until")))
    for (first, last), most in possible_by_period(figure).items():
        assert len(selection(UNCERTAIN, f"{others}&from={first}&until={last}")) == most


def test_a_click_keeps_what_is_certain_where_uncertain_dates_are_excluded() -> None:
    of = file_of(*dated([*EVERY_MONTH, "2001-02-27/2001-04-02", "2001"]))
    figure = draw_timeline(selection(of, "certain=1&from=2000"), ViewOptions(), ChartSize(1000, 400))
    more = {"2001-02", "2001-03", "2001-04"}
    assert counts(figure) == {day[:7]: (81, 81) if day[:7] in more else (80, 80) for day in EVERY_MONTH}
    assert len(selection(of, "certain=1&from=2001-03&until=2001-03")) == 81
    assert caption(figure) == (
        "Each column counts the events that certainly fall into a month. "
        "1 event is in no column, as uncertain dates are excluded. "
        "1 event lasted and counts in every column that it certainly touches."
    )


def test_columns_end_with_the_range_of_a_date_filter() -> None:
    of = file_of(*dated(["2001-02-03", *EVERY_MONTH, "2001-02-20", "2001", "2000/2002"] * 2))
    figure = draw_timeline(selection(of, "from=2001-02-10&until=2001-05"), ViewOptions(), ChartSize(1000, 400))
    periods = list(possible_by_period(figure))
    assert (periods[0], periods[-1]) == (("2001-02-10", "2001-02-28"), ("2001-05", "2001-05"))


def test_columns_of_one_have_an_outline_that_is_seen() -> None:
    figure = draw(file_of(*dated(["2001-01-01"] * 2000 + ["2001-06-01"])))
    (bars,) = columns(figure)
    assert list(bars.y) == [2000, 1]
    assert list(bars.marker.line.width) == [0, 2.5]
    assert bars.marker.line.color == bars.marker.color


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
        "Each column counts the events of a month: solid those that certainly fall into it, pale those that may. An "
        "event counts by its first claim. Context has its own strip and scale. 1 event may fall into any, as its first "
        f"claim has no date. {said}"
    )


def test_claims_of_events_that_are_filtered_away_are_not_counted_in_words() -> None:
    events = [*random_defections(1200), defection("more", claim("2001"), rival("2002"), claim(None))]
    others = selection(file_of(*events), ids=[f"m{n}" for n in range(1200)])
    drawn = draw_timeline(others, ViewOptions(), ChartSize(1000, 400))
    assert kind(drawn) == "histogram"
    assert "claim" not in caption(drawn)


def test_what_is_certain_needs_no_words() -> None:
    figure = draw(file_of(*dated(["2001-01-01", "2001-12-31"] * 500)), true_scale=True)
    assert caption(figure) == "Each column counts the events of a month."


def test_thousands_are_set_apart() -> None:
    events = [*dated(["2001-01-01", "2001-12-31"] * 500), *dated(["[2001-01-31,2001-02-01]"] * 1500, context)]
    assert "1,500 events may fall into several columns and are pale in each." in caption(draw(file_of(*events)))


@pytest.mark.parametrize("width", [360, 390, 1070])
def test_words_below_the_axis_are_broken_into_lines_that_fit(width: int) -> None:
    dates = ["2001-01-01", "2001-12-31"] * 500 + ["2001", "[..2001-06-30]", "2001-07-01/..", None]
    figure = draw(file_of(*dated(dates)), width)
    (note,) = (a for a in figure.layout.annotations if "Each column" in a.text)
    lines = note.text.split("<br>")
    assert max(text_width(line, 12) for line in lines) <= width
    assert figure.layout.margin.b >= -note.yshift + 14 * len(lines)


def test_context_is_in_no_stack_with_defections() -> None:
    events = [*dated(random_days(1200)), *dated(["1995", "2001-05", "2001-05-03"], context)]
    figure = draw(file_of(*events))
    assert certain(figure) == 1200
    solid, pale = (t for t in columns(figure) if t.name == "Context")
    assert (solid.marker.color, pale.marker.color) == (CONTEXT_GREY, theme.translucent(CONTEXT_GREY, 0.3))
    bottom, top = figure.layout.yaxis.range
    pixel = (top - bottom) / plot_height(figure)
    assert [*solid.base, *pale.base] == pytest.approx([bottom + 2 * pixel] * (len(solid.base) + len(pale.base)))
    assert max(solid.base + solid.y) == pytest.approx(bottom + 42 * pixel)
    assert [a.text for a in figure.layout.annotations][-1] == "Context: up to 2 a quarter"
    assert "Context has its own strip and scale." in caption(figure)


def test_context_alone_is_counted_in_bars() -> None:
    figure = draw(file_of(*dated(["1995-01-01", "2001-05-01"] * 600, context)))
    (bars,) = columns(figure)
    assert bars.y.sum() == 1200
    assert (set(bars.base), bars.name) == ({0}, "Context")


def test_hover_over_a_bar_says_period_category_count_and_all() -> None:
    events = [
        defection(f"e{n}", claim(f"2001-{n % 12 + 1:02}-15"), post=("london", "paris")[n // 12 % 3 == 0])
        for n in range(996)
    ]
    figure = draw(file_of(*events, defection("year", claim("2001"), post="moscow")))
    said = {(t.name, t.meta["part"]): hovers(t) for t in columns(figure)}
    assert said["United Kingdom", "certain"][0] == "January 2001: United Kingdom: 55 of 83 to 84 defections"
    assert said["Russia", "possible"][0] == "January 2001: Russia: 0 to 1 of 83 to 84 defections"


def test_hover_over_a_bar_says_the_same_over_its_solid_and_its_pale_part() -> None:
    dates = ["2001-01-15"] * 3 + ["2001-12-15"] * 900 + ["[2001-01-31,2001-02-01]"] * 4
    figure = draw(file_of(*dated(dates)), true_scale=True)
    solid, pale = columns(figure)
    (said,) = (text for text in hovers(solid) if text.startswith("January"))
    assert said == "January 2001: United Kingdom: 3 to 7 defections"
    assert said in hovers(pale)


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


def test_marked_events_are_pointed_at_where_they_are_placed_in_time() -> None:
    events = [*random_defections(1200), defection("x", claim("2001-03-10")), defection("y", claim(None))]
    figure = draw(file_of(*events), marked=["x", "y"])
    (pointer,) = (t for t in figure.data if t.name == "Marked")
    assert list(pointer.x) == ["2001-03-10T12:00:00"]
    assert [list(ids) for ids in pointer.customdata] == [["x"]]
    assert [plain(line) for line in pointer.hovertext[0].split("<br>")] == ["x", "10 March 2001"]
    assert caption(figure).endswith("A triangle points at 1 of 2 marked events.")
    for column in columns(figure):
        share = 0.45 if column.meta["part"] == "certain" else 0.45 * 0.3
        assert column.marker.color == theme.translucent(
            column.marker.line.color, share
        )  # the edge keeps the full colour
        assert min(column.marker.line.width) >= 1
        assert column.opacity is None


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
    (context_bars,) = (t for t in columns(figure) if t.name == "Context")
    assert ends["c"] == pytest.approx(context_bars.base[0])


def test_of_very_many_marked_events_some_are_pointed_at_and_all_are_counted() -> None:
    figure = draw(file_of(*random_defections(1200)), marked=[f"m{n}" for n in range(50)])
    (pointer,) = (t for t in figure.data if t.name == "Marked")
    assert len(pointer.x) == 20
    assert "Triangles point at 20 of 50 marked events." in caption(figure)


def test_bars_leave_an_empty_period_out_in_whole_periods_unless_scale_is_true() -> None:
    of = file_of(*dated([*random_days(1200, 2010, 2016), "1953-07-27"]))
    figure, true = draw(of), draw(of, true_scale=True)
    assert len(figure.layout.xaxis.rangebreaks) == 1
    assert "Jul 1953" in figure.layout.xaxis.ticktext
    assert len(true.layout.xaxis.rangebreaks) == 0
    assert certain(figure) == certain(true) == 1201
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
