"""Which kind of chart the timeline is, how large it is, and what it says where it has nothing to draw."""

import json
import re
from typing import Any

import pytest

from dashboard.charts.timeline.figure import draw_timeline, natural_height
from dashboard.charts.view import ChartSize
from dashboard.selection import ViewOptions
from tests.builders import selection
from tests.charts.timeline.events import (
    HEAD,
    annotations,
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
from tests.figures import legend_names, trace


def test_no_event_at_all_is_said_in_words() -> None:
    figure = draw(HEAD.replace("events:", "events: []"))
    assert annotations(figure) == ["No events to show."]
    assert len(figure.data) == 0
    assert (figure.layout.width, figure.layout.height) == (1000, 400)


def test_events_without_any_date_are_said_in_words() -> None:
    figure = draw(HEAD + defection("a", claim(None)) + defection("b"))
    assert annotations(figure) == ["None of these events has a date."]
    assert len(figure.data) == 0


OPEN = "[..2014,2016..]"


def test_a_date_that_is_open_at_both_ends_is_not_said_to_be_none() -> None:
    without = "None of these events has a date with a first or a last day."
    assert annotations(draw(HEAD + defection("a", claim(OPEN)))) == [without]
    assert annotations(draw(HEAD + defection("a", claim(OPEN)) + defection("b"))) == [without]
    first = annotations(draw(HEAD + defection("a", claim(OPEN), *[claim("2016-01-01")] * 2000)))
    assert first == ["The first claims of these events have no date with a first or a last day."]


def test_the_lane_and_the_note_of_a_dot_plot_tell_an_open_date_from_none() -> None:
    lanes = trace(draw(HEAD + defection("a", claim(OPEN)) + defection("b") + defection("c", claim("2015"))), "Lanes")
    said = dict(zip((ids[0] for ids in lanes.customdata), lanes.hovertext, strict=True))
    assert plain(said["a"]).endswith("In or before 2014, or 2016 or later")
    assert plain(said["b"]).endswith("Without a date")
    dots = draw(HEAD + "".join(random_defections(400)) + defection("open", claim(OPEN)))
    assert "1 event has no mark: none of its claims has a date with a first or a last day." in caption(dots)


READER_TEXT = 'A <b>"bold"</b> & <a href="x">%{x}</a> &lt; name'


def test_text_of_the_file_is_shown_as_text_everywhere() -> None:
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
        figure = draw(text, width, height=600)
        shown = [*figure.layout.yaxis.ticktext, *trace(figure, "Words").text]
        shown += [*trace(figure, "Dates").hovertext, *trace(figure, "Milestones").hovertext]
        for markup in shown:
            tags = set(re.findall(r"<[^>]*>", markup))
            assert tags <= {"<b>", "</b>", "<br>", "<i>", "</i>", "</span>", '<span style="color:var(--muted)">'}
            assert "<a" not in markup
        assert not [t for t in figure.data if t.hovertemplate or getattr(t, "texttemplate", None)]
        together = " ".join(plain(markup.replace("<br>", " ")) for markup in shown)
        assert together.count(READER_TEXT) >= 4


@pytest.mark.parametrize(
    ("count", "expected"),
    [(3, "lanes"), (100, "lanes"), (130, "dot plot"), (600, "dot plot"), (1000, "histogram"), (4000, "histogram")],
)
def test_lanes_become_a_dot_plot_and_that_a_histogram(count: int, expected: str) -> None:
    figure = draw(file_of(*random_defections(count)))
    assert kind(figure) == expected
    assert (figure.layout.meta == {"stretch": True}) is (expected != "lanes")


def test_a_selection_of_few_of_many_events_has_lanes() -> None:
    few = selection(file_of(*random_defections(4000)), ids=[f"m{n}" for n in range(0, 4000, 500)])
    assert kind(draw_timeline(few, ViewOptions(), ChartSize(1000, 400))) == "lanes"


def test_where_height_is_fixed_lanes_that_would_lose_their_names_become_a_dot_plot() -> None:
    of = file_of(*random_defections(60))
    assert kind(draw(of, height=460)) == "lanes"
    assert kind(draw(of, height=1000, is_fixed=True)) == "lanes"
    figure = draw(of, height=460, is_fixed=True)
    assert kind(figure) == "dot plot"
    assert figure.layout.height == 460


def test_every_lane_of_a_defection_is_named() -> None:
    for count in (40, 80, 100):
        figure = draw(file_of(*random_defections(count)))
        assert len(figure.layout.yaxis.tickvals) == count


def test_lanes_of_events_with_very_many_claims_become_a_dot_plot_or_a_histogram() -> None:
    some, more = (
        file_of(*(defection(f"e{n}", *(claim(f"20{m:02}~") for m in range(10, 10 + count))) for n in range(20)))
        for count in (20, 70)
    )
    assert kind(draw(some)) == "dot plot"
    assert kind(draw(more)) == "histogram"


def test_marks_that_would_stack_too_high_become_a_histogram() -> None:
    of = file_of(*dated(["2016-08-17"] * 150))
    assert kind(draw(of)) == "histogram"


def test_a_zoom_of_one_means_nothing_to_another() -> None:
    figures = [draw(file_of(*random_defections(count))) for count in (30, 300, 3000)]
    assert len({figure.layout.uirevision for figure in figures}) == 3


def test_frames_are_not_touched_for_a_histogram() -> None:
    many = selection(file_of(*random_defections(4000)))
    assert kind(draw_timeline(many, ViewOptions(), ChartSize(1000, 400))) == "histogram"
    assert not {"events", "milestones", "locations"} & set(vars(many))


def test_a_fixed_height_is_kept() -> None:
    for count in (150, 600, 1200):
        of = file_of(*random_defections(count))
        for height in (200, 330, 560):
            assert draw(of, 1200, height, is_fixed=True, legend=True).layout.height == height


def natural(text: str, width: int = 1000, **options: Any) -> int:
    return natural_height(selection(text), ViewOptions(**options), width)


@pytest.mark.parametrize("count", [3, 100, 150, 600, 1200])
@pytest.mark.parametrize("width", [358, 1070])
def test_the_natural_height_is_that_of_a_timeline_for_which_no_height_is_asked(count: int, width: int) -> None:
    text = file_of(*random_defections(count), *dated(["1953", "2001"], context))
    for true_scale in (False, True):
        drawn = draw(text, width, height=10, true_scale=true_scale, marked=["m1"])
        assert natural(text, width, true_scale=true_scale, marked=("m1",)) == drawn.layout.height


def test_the_natural_height_of_lanes_is_that_of_their_rows_the_axis_and_the_legend() -> None:
    # The axis takes 44 pixels, a lane 40, a row of rivals 17 and 4 below the last, context 21, the legend 22 and 10.
    days = [f"2016-01-{day:02}" for day in range(1, 11)]
    assert natural(file_of(*dated(days))) == 44 + 10 * 40 + 32
    disputed = defection("x", claim("2016-01-01"), rival("2016-01-02"), rival("2016-01-03", source="post"))
    assert natural(file_of(*dated(days), disputed)) == 44 + 11 * 40 + 2 * 17 + 4 + 32
    assert natural(file_of(*dated(days), context("c", claim("2016-01-01")))) == 44 + 10 * 40 + 21 + 32


def test_the_natural_height_is_never_less_than_a_hover_needs() -> None:
    assert natural(file_of(*dated(["2016-01-01"]))) == 240
    assert natural(file_of(*random_defections(170))) >= 240


def test_a_timeline_that_says_that_there_is_nothing_to_draw_wants_the_least_that_plotly_allows() -> None:
    assert natural(file_of(*dated([None]))) == 10
    assert natural(HEAD.replace("events:", "events: []")) == 10


def test_events_of_which_only_later_claims_are_dated_are_said_in_words() -> None:
    later = [claim(f"2016-08-{day:02}") for day in range(1, 29)]
    events = [defection(f"e{n}", claim(None), *later) for n in range(40)]
    figure = draw(file_of(*events))
    assert [a.text for a in figure.layout.annotations] == ["The first claims of these events have no date."]


@pytest.mark.parametrize("count", [3, 150, 1200])
def test_a_timeline_without_a_map_above_has_a_legend_of_its_colours(count: int) -> None:
    text = file_of(*random_defections(count), *dated(["2001"], context))
    without, figure = draw(text), draw(text, legend=True)
    blue, brick, green = (f"var(--{name})" for name in ("blue", "brick", "green"))
    colours = {"France": blue, "United Kingdom": brick, "Russia": green, "Context": "var(--context)"}
    assert legend_names(figure) == [*colours, *legend_names(without)]
    assert bool(legend_names(without)) is (count < 1000)
    shown = {t.name: t.marker.color for t in figure.data if t.showlegend}
    assert {name: shown[name] for name in colours} == colours


def test_the_colour_legend_is_text() -> None:
    events = [*random_defections(3), *dated(["2001"], context)]
    text = file_of(*events).replace("events:", "ranks: {odd: {label: \"<a href='x'>%{x}</a>\"}}\nevents:")
    figure = draw(text.replace('"name": "m1"', '"name": "m1", "rank": "odd"'), colour_by="rank", legend=True)
    assert legend_names(figure)[0] == "&lt;a href='x'&gt;%{x}&lt;/a&gt;"
