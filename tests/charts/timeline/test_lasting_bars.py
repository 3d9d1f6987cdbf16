"""What lasted, and what happened on one of several days, in lanes and in a dot plot."""

from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

import plotly.graph_objects as go
import pytest

from tests.charts.timeline.events import claim, dated, defection, draw, file_of, kind, plain
from tests.figures import legend_names, trace

HELD, UNSURE = "2015-03-01/2018-05-20", "[2015-03-01..2018-05-20]"


def lines(figure: go.Figure, key: str) -> list[tuple[str, str, float]]:
    """Return first day, day after the last, and height of the lines of an event."""
    bars: Any = trace(figure, "Lasted")
    found = []
    for base, length, ids, height in zip(bars.base, bars.x, bars.customdata, bars.width, strict=True):
        start = datetime.fromisoformat(base)
        if list(ids) == [key]:
            found.append((str(start.date()), str((start + timedelta(milliseconds=length)).date()), height))
    return found


def band_owners(figure: go.Figure) -> set[str]:
    return {ids[0] for ids in trace(figure, "Dates").customdata}


def test_a_lane_tells_what_lasted_from_what_happened_on_one_of_these_days() -> None:
    figure = draw(file_of(defection("held", claim(HELD)), defection("unsure", claim(UNSURE))))
    assert kind(figure) == "lanes"
    ((start, end, _),) = lines(figure, "held")
    assert (start, end) == ("2015-03-01", "2018-05-21")
    assert lines(figure, "unsure") == []
    assert band_owners(figure) == {"unsure"}
    assert legend_names(figure) == ["Report", "Lasted", "Possible days"]


def test_only_what_certainly_went_on_is_thick() -> None:
    figure = draw(file_of(defection("years", claim("2015/2018"))))
    (first, last, thin), (start, end, thick) = lines(figure, "years")
    assert (first, last) == ("2015-01-01", "2019-01-01")
    assert (start, end) == ("2015-12-31", "2018-01-02")
    assert thin < thick
    assert band_owners(figure) == {"years"}


@pytest.mark.parametrize(
    ("lasted", "doubted"), [("2015/..", "[2015..]"), ("../2015", "[..2015]"), ("2015/2015", "[2015]")]
)
def test_what_lasted_has_a_line_even_where_no_day_is_certain(lasted: str, doubted: str) -> None:
    figure = draw(file_of(defection("a", claim(lasted)), defection("b", claim(doubted))))
    assert lines(figure, "a")
    assert lines(figure, "b") == []


@pytest.mark.parametrize(("unknown", "open_", "name"), [
    ("2015-03-01/", "2015-03-01/..", "End not known"),
    ("/2015-03-01", "../2015-03-01", "Start or end not known"),
])  # fmt: skip
def test_dashes_lead_to_an_end_that_is_not_known_and_an_open_end_fades(unknown: str, open_: str, name: str) -> None:
    others = dated(["2012-01-01", "2018-12-31"])
    figure = draw(file_of(defection("a", claim(unknown)), defection("b", claim(open_)), *others), true_scale=True)
    *dashes, certain = lines(figure, "a")
    assert (certain[:2], len(dashes)) == (("2015-03-01", "2015-03-02"), 4)
    reaches = lines(figure, "b")[:-1]
    assert len({height for *_, height in dashes}) == 1
    assert dashes[0][2] == certain[2] > reaches[0][2]  # as thick as what is certain, and with gaps
    assert all(before[1] < after[0] for before, after in pairwise(sorted(dashes)))
    edge = max(end for _, end, _ in reaches) if unknown.endswith("/") else min(start for start, *_ in reaches)
    assert edge in {day for start, end, _ in dashes for day in (start, end)}
    assert legend_names(figure) == ["Report", "Lasted", name, "Possible days", "Approximate or open"]
    assert legend_names(draw(file_of(defection("b", claim(open_))))) == [
        "Report", "Lasted", "Possible days", "Approximate or open",
    ]  # fmt: skip


def test_without_doubt_or_duration_the_legend_names_neither() -> None:
    assert legend_names(draw(file_of(defection("a", claim("2015-03-01"))))) == ["Report"]
    assert legend_names(draw(file_of(defection("a", claim(HELD))))) == ["Report", "Lasted"]


def test_a_dot_plot_tells_them_apart_too() -> None:
    days = [f"2016-{1 + n % 12:02}-{1 + n % 28:02}" for n in range(198)]
    figure = draw(file_of(*dated(days), defection("held", claim(HELD)), defection("unsure", claim(UNSURE))))
    assert kind(figure) == "dot plot"
    assert [line[:2] for line in lines(figure, "held")] == [("2015-03-01", "2018-05-21")]
    assert band_owners(figure) == {"unsure"}
    assert legend_names(figure) == ["Report", "Lasted", "Possible days"]


def test_hovers_name_what_lasted() -> None:
    figure = draw(file_of(defection("held", claim(HELD)), defection("unsure", claim(UNSURE))))
    held, unsure = (plain(text.replace("<br>", "\n")).split("\n") for text in trace(figure, "Milestones").hovertext)
    assert held[1:3] == ["Report", "Lasted from 1 March 2015 to 20 May 2018"]
    assert unsure[1:3] == ["Report", "On one day between 1 March 2015 and 20 May 2018"]
