"""The space below a chart: labels of ticks, a note, the legend."""

import pytest

from dashboard.charts.timeline.caption import lay_out_caption, legend_layout, note_annotation
from dashboard.charts.timeline.layout import TimelineLayout
from dashboard.charts.timeline.legend import TimelineLegendEntry

DOT = {"symbol": "circle", "size": 11, "color": "#014174"}


def test_a_note_stands_below_the_ticks_and_the_legend_below_the_note() -> None:
    caption = lay_out_caption("A short note.", [TimelineLegendEntry("Arrival", DOT)], width=600, tick_rows=1)
    assert caption.lines == ("A short note.",)
    assert (caption.note_top, caption.legend_top) == (12 + 15, 12 + 15 + 16 + 4)
    assert caption.height == 12 + 15 + 16 + 4 + 22 + 8


def test_labels_in_two_lines_move_the_note_down_and_no_legend_takes_no_space() -> None:
    caption = lay_out_caption("A short note.", [], width=600, tick_rows=2)
    assert (caption.note_top, caption.height) == (12 + 30, 12 + 30 + 16 + 4 + 8)


def test_a_note_is_broken_into_lines_that_fit() -> None:
    # 24 pixels are indented; a character takes 5.64.
    assert lay_out_caption("Each mark is a dated claim.", [], width=24 + 90, tick_rows=1).lines == (
        "Each mark is a",
        "dated claim.",
    )


def test_note_and_legend_are_placed_from_the_left_edge_of_the_figure() -> None:
    caption = lay_out_caption("A <b> & c.", [TimelineLegendEntry("Arrival", DOT)], width=600, tick_rows=1)
    layout = TimelineLayout(width=600, height=300, left=66, top=20, bottom=80)
    note = note_annotation(caption, layout)
    assert (note["text"], note["xshift"], note["yshift"]) == ("A &lt;b&gt; &amp; c.", -66, -27)
    legend = legend_layout(caption, layout)
    assert (legend["x"], legend["y"]) == pytest.approx(((12 - 66) / 500, -47 / 200))


def test_what_the_margins_leave_is_the_plot() -> None:
    layout = TimelineLayout(width=600, height=300, left=66, top=20, bottom=80)
    assert (layout.plot_width, layout.plot_height) == (600 - 66 - 34, 200)
    assert TimelineLayout(width=600, height=90, left=66, top=20, bottom=80).plot_height == 10
