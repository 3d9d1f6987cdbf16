"""The timeline as a dot plot."""

import re
from datetime import datetime
from typing import Any

import numpy as np
import plotly.graph_objects as go
import pytest

from dashboard.charts.theme import CONTEXT_GREY, INK, pale
from tests.charts.timeline.events import (
    caption,
    claim,
    context,
    dated,
    defection,
    draw,
    file_of,
    plain,
    random_defections,
    rival,
)


def mark_traces(figure: go.Figure) -> list[Any]:
    return [t for t in figure.data if t.name in ("Milestones", "Conflicting milestones") and not t.showlegend]


def places(figure: go.Figure) -> list[tuple[float, float]]:
    """Return where the marks stand, in pixels."""
    start, end = (datetime.fromisoformat(at) for at in figure.layout.xaxis.range)
    layout = figure.layout
    assert not layout.xaxis.rangebreaks
    across = layout.width - layout.margin.l - layout.margin.r
    up = (layout.height - layout.margin.t - layout.margin.b) / (layout.yaxis.range[1] - layout.yaxis.range[0])
    return [
        (across * ((datetime.fromisoformat(x) - start) / (end - start)), y * up)
        for t in mark_traces(figure)
        for x, y in zip(t.x, t.y, strict=True)
    ]


@pytest.mark.parametrize("width", [360, 1070])
@pytest.mark.parametrize("count", [150, 600])
def test_marks_do_not_overlap_and_stay_within_the_plot(count: int, width: int) -> None:
    figure = draw(file_of(*random_defections(count)), width)
    at = np.array(places(figure))
    size = mark_traces(figure)[0].marker.size
    apart = np.hypot(*(at[:, None, :] - at[None, :, :]).transpose(2, 0, 1))
    assert apart[~np.eye(len(at), dtype=bool)].min() >= size - 0.1
    bottom, top = figure.layout.yaxis.range
    ys = [y for t in mark_traces(figure) for y in t.y]
    assert bottom < min(ys) - size / 2 < max(ys) + size / 2 < top


def test_every_dated_claim_has_a_mark_and_what_has_none_is_counted() -> None:
    events = [*random_defections(150), defection("without"), defection("undated", claim(None))]
    events.append(defection("two", claim(None), claim("2001", "arrival"), rival("2002")))
    figure = draw(file_of(*events))
    own, rivals = mark_traces(figure)
    assert (len(own.x), len(rivals.x)) == (151, 1)
    assert rivals.marker.color == figure.layout.template.layout.plot_bgcolor
    assert own.marker.symbol[-1] == "circle"
    assert caption(figure) == (
        "Each mark is a dated claim about one of 151 events. 2 events have no mark: none of their claims has a date. "
        "1 further claim has no mark, as it has no date."
    )
    assert {ids[0] for t in (own, rivals) for ids in t.customdata} == {"two", *(f"m{n}" for n in range(150))}


def test_a_bar_behind_a_mark_reaches_over_its_possible_days() -> None:
    texts = ["2001-05-01", "2002", "2003-06-15~", "[..2004]", "2005-01/.."]
    events = [
        *dated(f"20{n % 11:02}-{n // 11 + 1:02}-01" for n in range(130)),
        *(defection("open" if t[0] == "[" else f"y{t[:4]}", claim(t)) for t in texts),
    ]
    figure = draw(file_of(*events), height=600)
    (bars,) = (t for t in figure.data if t.name == "Dates")
    found: dict[str, list[tuple[str, int]]] = {}
    for (key,), base, length in zip(bars.customdata, bars.base, bars.x, strict=True):
        found.setdefault(key, []).append((base[:10], round(length / 86_400_000)))
    assert found["y2002"] == [("2002-01-01", 365)]
    assert found["y2003"] == [("2003-06-12", 7), ("2003-06-15", 1)]
    assert found["y2005"][0][0] == "2005-01-01"
    assert found["open"][0][1] > 100
    assert "y2001" not in found
    assert max(bars.width if isinstance(bars.width, tuple) else [bars.width]) <= 4


def test_context_has_a_strip_of_its_own_below() -> None:
    events = [*random_defections(140), *dated(["1995", "2001-05", "2001-05-03"], context)]
    figure = draw(file_of(*events))
    (marks,) = mark_traces(figure)
    low = [(y, colour) for y, colour in zip(marks.y, marks.marker.color, strict=True) if y < 0]
    assert [colour for _, colour in low] == [CONTEXT_GREY] * 3
    assert figure.layout.yaxis.ticktext[-1] == "Context"


def test_an_axis_says_what_the_height_of_a_mark_counts() -> None:
    # 25 marks on each of 8 days, a month apart: 7 months in some 900 pixels.
    events = dated([f"2001-0{month}-01" for month in range(1, 9) for _ in range(25)])
    figure = draw(file_of(*events))
    (marks,) = mark_traces(figure)
    axis = figure.layout.yaxis
    assert axis.ticktext == ("5", "10", "15", "20", "25")
    heights = sorted(set(marks.y))
    assert len(heights) == 25
    assert list(axis.tickvals) == pytest.approx([heights[n - 1] for n in (5, 10, 15, 20, 25)])
    (title,) = (a for a in figure.layout.annotations if a.textangle == -90)
    assert title.text in ("Dated claims within 3 days", "Claims within 3 days")


def test_a_marked_event_stands_out_of_the_marks() -> None:
    figure = draw(file_of(*random_defections(150)), marked=["m7"])
    (marks,) = mark_traces(figure)
    fills = zip(marks.customdata, marks.marker.color, marks.marker.line.color, strict=True)
    strong = [ids[0] for ids, fill, edge in fills if fill != pale(edge)]
    inked = [ids[0] for ids, c in zip(marks.customdata, marks.marker.line.color, strict=True) if c == INK]
    assert strong == inked == ["m7"]


def test_hover_over_a_mark_says_what_when_and_from_where() -> None:
    figure = draw(file_of(*random_defections(150)))
    (marks,) = mark_traces(figure)
    said = marks.hovertext[list(marks.customdata).index(["m1"])]
    name, kind, date, source = map(plain, said.split("<br>"))
    assert (name, kind, source) == ("m1", "Report", "The Herald, 26 August 2016")
    assert re.fullmatch(r"[A-Z][a-z]+ \d{4}", date)


def test_an_empty_period_is_left_out_between_marks_unless_scale_is_true() -> None:
    texts = [f"{year}-{month:02}" for year in (1953, 2016) for month in range(1, 13)]
    of = file_of(*dated(texts * 6))
    figure, true = draw(of), draw(of, true_scale=True)
    assert len(figure.layout.xaxis.rangebreaks) == 1
    assert "<i>61 years 10 months not shown</i>" in [a.text for a in figure.layout.annotations]
    assert len(true.layout.xaxis.rangebreaks) == 0
