"""A picture: a chart, or both, with title, counts, filters in words and credits, in several sizes and themes."""

import html
import json
import re
from dataclasses import replace
from typing import Any

import plotly.graph_objects as go
import pytest

from dashboard.charts import theme
from dashboard.charts.text_metrics import text_width
from dashboard.dataset.text import visible
from dashboard.export.picture import (
    CHARTS,
    SIZES,
    PictureSpace,
    PictureStyle,
    PictureText,
    add_text,
    describe_picture,
    draw_picture,
    picture_name,
)
from dashboard.export.provenance import BASEMAP_CREDIT, PLACES_CREDIT, data_version
from dashboard.export.stacking import stack_figures
from dashboard.selection import Filters, Selection, ViewOptions
from tests.builders import selection
from tests.figures import trace

NOTHING = "q=no such text anywhere"
EVIL = '<b>&lt; <a href="x">%{x}</a> & "q" $x^2$ \ufffe\uffff'


def picture(selected: Selection, chart: str, size: str = "article", theme: str = "light", **options: Any) -> go.Figure:
    return draw_picture(selected, chart, ViewOptions(**options), PictureStyle(SIZES[size], theme))


def notes(figure: go.Figure) -> list[Any]:
    """Return what a picture adds to its charts: head, lines below it, foot."""
    return list(figure.layout.annotations)[-3:]


def lines(note: Any) -> list[str]:
    return [
        html.unescape(re.sub(r"</?(?:b|i|span)(?: style=\"[^\"<>]*\")?>", "", it)) for it in note.text.split("<br>")
    ]


def named(count: int) -> str:
    """Return an event file of one event that cites as many sources."""
    ids = range(count)
    return json.dumps(
        {
            "schema_version": 1,
            "title": EVIL,
            "sources": {
                f"s{i}": {"type": "book", "container-title": f"The {i} Herald of {EVIL}", "issued": "2016"} for i in ids
            },
            "places": {"p": {"name": EVIL, "country": "GB", "lat": 1, "lon": 1}},
            "events": [
                {
                    "id": "a",
                    "type": "defection",
                    "persons": [{"name": EVIL}],
                    "post": {"place": "p"},
                    "destination": {"status": "unknown"},
                    "status": "reported",
                    "milestones": [{"kind": "report", "date": "2016", "citations": [{"source": f"s{i}"} for i in ids]}],
                }
            ],
        }
    )


# Sizes


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("chart", CHARTS)
@pytest.mark.parametrize("size", ["slide", "card"])
@pytest.mark.parametrize("query", ["", NOTHING], ids=["all", "nothing"])
def test_a_picture_of_fixed_size_has_just_that(shipped, chart, size, theme, query):
    figure = picture(selection(shipped, query), chart, size, theme)
    assert (figure.layout.width, figure.layout.height) == (SIZES[size].width, SIZES[size].height)


def test_a_picture_of_free_height_grows_with_its_charts_and_is_as_wide_as_its_size(shipped):
    for size in ("article", "print"):
        layouts = {chart: picture(selection(shipped), chart, size).layout for chart in CHARTS}
        assert layouts["both"].height > max(layouts["map"].height, layouts["timeline"].height)
        assert {layout.width for layout in layouts.values()} == {SIZES[size].width}


def test_the_sizes_are_those_that_their_labels_say():
    pixels = {name: (of.width * of.scale, of.height and of.height * of.scale) for name, of in SIZES.items()}
    assert pixels == {"article": (2400, None), "slide": (1920, 1080), "print": (2480, None), "card": (1200, 630)}
    assert SIZES["print"].dpi is not None
    assert 2480 / SIZES["print"].dpi * 25.4 == pytest.approx(210, abs=0.1)


# What is stated


@pytest.mark.parametrize("chart", CHARTS)
def test_a_picture_states_title_counts_filters_sources_credits_and_version(shipped, chart):
    head, under, foot = (lines(note) for note in notes(picture(selection(shipped, "post=RU&from=2016"), chart)))
    assert head == ["Defections of North Korean officials, 2015–2016"]
    assert under[0].startswith("1 of 3 defections; whereabouts of 1 unknown")
    assert under[1] == "Filter: posted in Russia; from 2016"
    assert foot[0].startswith("Sources: The Korea Herald, 26 August 2016")
    assert (f"{BASEMAP_CREDIT} {PLACES_CREDIT}" in foot) is (chart != "timeline")
    assert foot[-1] == data_version(shipped)
    assert shipped.sha256[:12] in foot[-1]


def test_a_picture_of_everything_says_that_there_is_no_filter(shipped):
    assert lines(notes(picture(selection(shipped), "map"))[1])[1] == "All events, no filter"


@pytest.mark.parametrize("chart", CHARTS)
def test_a_picture_of_nothing_says_so(shipped, chart):
    figure = picture(selection(shipped, NOTHING), chart)
    _, under, foot = (lines(note) for note in notes(figure))
    assert "No events to show." in [note.text for note in figure.layout.annotations]
    assert under[0] == "0 of 3 defections"
    assert foot[0] == "Sources: none."


def test_a_picture_says_how_sure_its_defections_are_unless_all_are_confirmed(shipped):
    selections = [selection(shipped, query) for query in ("", "status=confirmed")]
    under = [lines(notes(picture(selected, "map"))[1])[0] for selected in selections]
    assert under[0].endswith("; 1 confirmed, 1 reported, 1 unconfirmed")
    assert under[1] == "1 of 3 defections"


def test_a_picture_of_nothing_is_no_higher_than_it_needs_with_a_message_in_the_middle_of_each_panel(shipped):
    heights = {chart: picture(selection(shipped, NOTHING), chart).layout.height for chart in CHARTS}
    assert max(heights.values()) < 450
    for size in ("article", "slide"):
        layout = picture(selection(shipped, NOTHING), "both", size=size).layout
        said = [note for note in layout.annotations if note.text == "No events to show."]
        assert [(note.xref, note.yref, note.x) for note in said] == [("paper", "paper", 0.5)] * 2
        above, below = (note.y for note in said)
        # The middles of two panels, one upon the other, stand half of the whole apart.
        assert above - below == pytest.approx(0.5, abs=0.01)


def test_a_picture_of_events_without_a_point_keeps_its_timeline():
    text = named(1).replace(', "lat": 1, "lon": 1', ', "precision": "region"')
    both = picture(selection(text), "both")
    whole = picture(selection(named(1)), "both")
    assert both.layout.height < whole.layout.height - 300
    assert [trace.name for trace in both.data if trace.xaxis]


def test_what_is_not_marked_stands_back_in_a_picture(shipped):
    def widths(**more: Any) -> set[float]:
        return set(trace(picture(selection(shipped), "map", **more), "Places").marker.line.width)

    assert widths() == widths(marked=("no such event",)) == {1.5}
    assert len(widths(marked=("kp-2015-kim-chol-song",))) == 2


@pytest.mark.parametrize("size", ["card", "article"])
def test_filters_that_have_no_room_are_counted(shipped, size):
    words = " ".join(f"word{n}" for n in range(400))
    # The query has no room for so many words, but filters do.
    figure = picture(Selection(shipped, Filters(post=("RU",), q=words, context=False)), "map", size)
    under = lines(notes(figure)[1])
    assert under[-1].endswith(" … (3 filters in all)")
    assert max(text_width(line, 14) for line in under) <= SIZES[size].width - 40


def test_sources_of_which_none_has_room_are_counted():
    text = named(3).replace("Herald of", "Herald " + "x" * 3000)
    foot = lines(notes(picture(selection(text), "timeline", size="card"))[2])
    assert foot[0] == "Sources: 3, not listed here."


@pytest.mark.parametrize(("size", "most"), [("card", 3), ("article", 12)])
def test_sources_that_have_no_room_are_counted(size, most):
    foot = lines(notes(picture(selection(named(200)), "timeline", size=size))[2])
    *sources, last = foot[:-1]
    assert len(foot) - 1 <= most
    more = re.search(r"; ([\d,]+) more\.$", f"{' '.join(sources)} {last}")
    assert more
    assert " ".join(foot).count(" Herald of ") + int(more[1]) == 200


def test_a_few_sources_are_all_named():
    foot = lines(notes(picture(selection(named(2)), "timeline"))[2])
    assert " ".join(foot).count(" Herald of ") == 2
    assert "more." not in " ".join(foot)


# Long and hostile texts

LONG = [
    "Defections of North Korean officials from embassies, consulates and trade missions, as newspapers told it " * 3,
    "북한 외교관과 무역 일꾼의 망명, 대사관과 영사관과 무역 대표부에서, 신문이 전한 대로 " * 5,
    "W" * 400,
]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("title", LONG, ids=["latin", "hangul", "one word"])
def test_a_long_title_wraps_to_two_lines_within_the_picture(shipped, title, size):
    long = replace(shipped, records=shipped.records.model_copy(update={"title": title}))
    figure = picture(selection(long), "map", size=size)
    head, under, _ = notes(figure)
    assert len(lines(head)) == 2
    assert max(text_width(line, 24) for line in lines(head)) <= SIZES[size].width
    assert under.yshift <= head.yshift - 24 * 1.2 * 2
    assert figure.layout.height == (SIZES[size].height or figure.layout.height)


def test_a_picture_may_have_a_title_of_its_own(shipped):
    selected = selection(shipped)
    style = PictureStyle(SIZES["card"], title=EVIL)
    head = notes(draw_picture(selected, "map", ViewOptions(), style))[0]
    assert "".join(lines(head)).replace(" ", "") == visible(EVIL).replace(" ", "")
    assert "<a href" not in head.text
    assert describe_picture(selected, "both", EVIL)[0] == f"{visible(EVIL)}: map and timeline"
    assert describe_picture(selected, "map")[0] == f"{shipped.records.title}: map"
    assert describe_picture(selected, "map", EVIL)[1] == describe_picture(selected, "map")[1]


@pytest.mark.parametrize("chart", ["map", "both"])
@pytest.mark.parametrize("size", SIZES)
def test_pictures_of_every_size_name_all_posts_and_the_destination(shipped, chart, size):
    named = {text.partition("<br>")[0] for text in trace(picture(selection(shipped), chart, size), "Labels").text}
    assert {f"<b>{name}</b>" for name in ("London", "St. Petersburg", "Vladivostok", "Seoul")} <= named


def test_texts_are_shown_as_text():
    head, under, foot = notes(picture(selection(named(1), 'q=<b>"x"'), "both"))
    for note in (head, under, foot):
        assert "<a" not in note.text
    assert lines(head) == [visible(EVIL)]
    assert lines(under)[1] == 'Filter: search “<b>"x"”'


# The dark theme


def colours(value: Any, key: str = "") -> set[str]:
    """Return all colours of a figure, those of its texts too."""
    if isinstance(value, dict):
        return set().union(*(colours(part, name) for name, part in value.items()))
    if isinstance(value, list | tuple):
        return set().union(*(colours(part, key) for part in value)) if value else set()
    if not isinstance(value, str):
        return set()
    if key.lower().endswith("color"):
        return {value}
    return set(re.findall(r"color:(#\w{6})", value)) if key == "text" else set()


@pytest.mark.parametrize("chart", CHARTS)
@pytest.mark.parametrize("colour_by", ["country", "status"])
def test_the_dark_theme_turns_every_colour(shipped, chart, colour_by):
    light, dark = (
        colours(picture(selection(shipped), chart, theme=theme, colour_by=colour_by).to_plotly_json())
        for theme in ("light", "dark")
    )
    turned = {it for it in light if not it.startswith("rgba(0,0,0,0")}
    # The grey of the buttons, which no picture has, is for both.
    assert {it for it in turned & dark if it != "#867f72"} == set()
    assert theme.colour_in_theme(theme.PAPER, "light") in light


def test_the_dark_theme_changes_colours_alone(shipped):
    light, dark = (picture(selection(shipped), "both", theme=theme) for theme in ("light", "dark"))
    assert [trace.name for trace in light.data] == [trace.name for trace in dark.data]
    assert [lines(note) for note in notes(light)] == [lines(note) for note in notes(dark)]


# Sheets and stacks


def drawing(**layout: Any) -> go.Figure:
    return go.Figure(
        data=[{"type": "scatter", "x": [1, 2], "y": [3, 4], "showlegend": True}],
        layout={
            "width": 1000,
            "height": 460,
            "margin": {"l": 150, "r": 34, "t": 44, "b": 32},
            "annotations": [{"text": "11 months not shown", "x": 1, "y": 1}],
            "legend": {"x": -150 / 816, "y": 0, "yanchor": "top"},
            "xaxis": {"type": "linear"},
            "yaxis": {"type": "linear"},
            **layout,
        },
    )


def test_a_sheet_keeps_the_drawing_as_large_as_it_was_and_leaves_its_figure_alone():
    figure = drawing()
    before = figure.to_json()
    text = PictureText(["Title"], ["2 of 3 defections"], ["Sources: none."])
    whole = add_text(figure, text, PictureSpace(46, 34, 0, 460, 38, is_fixed=False))
    assert figure.to_json() == before
    margin = whole.layout.margin
    assert (whole.layout.width - margin.l - margin.r, whole.layout.height - margin.t - margin.b) == (816, 384)
    assert whole.layout.annotations[0].text == "11 months not shown"
    assert [lines(note) for note in notes(whole)] == [["Title"], ["2 of 3 defections"], ["Sources: none."]]


def test_a_stack_keeps_both_drawings_at_their_size_one_above_the_other():
    upper, lower = drawing(height=300), drawing(xaxis={"title": {"text": "below"}})
    before = upper.to_json(), lower.to_json()
    whole = stack_figures(upper, lower)
    assert (upper.to_json(), lower.to_json()) == before
    layout = whole.layout
    assert (layout.width, layout.height) == (1000, 760)
    for axes, height, bottom in (((layout.xaxis2, layout.yaxis2), 224, 492), ((layout.xaxis, layout.yaxis), 384, 32)):
        (x0, x1), (y0, y1) = (axis.domain for axis in axes)
        assert ((x1 - x0) * 1000, (y1 - y0) * 760) == pytest.approx((816, height))
        assert (x0 * 1000, y0 * 760) == pytest.approx((150, bottom))
    assert layout.xaxis.title.text == "below"
    assert [(note.xref, note.yref) for note in layout.annotations] == [("x2", "y2"), ("x", "y")]
    assert [(trace.xaxis, trace.legend) for trace in whole.data] == [("x2", "legend2"), ("x", "legend")]


def test_legends_of_a_stack_never_stand_outside_where_they_would_get_half_the_width(shipped):
    for size in SIZES:
        layout = picture(selection(shipped), "both", size).layout
        assert layout.legend.x >= 0
        assert layout.legend2.x >= 0


def test_the_picture_of_both_holds_the_traces_of_each_and_one_key_to_the_colours(shipped):
    both, map_, time = (picture(selection(shipped), chart) for chart in ("both", "map", "timeline"))
    names = [trace.name for trace in time.data]
    assert [name for name in ("United Kingdom", "Russia", "Context") if name in names] == [
        "United Kingdom", "Russia", "Context",
    ]  # fmt: skip
    without_key = [name for name in names if name not in ("United Kingdom", "Russia", "Context")]
    assert [trace.name for trace in both.data] == [*(trace.name for trace in map_.data), *without_key]


def test_the_timeline_has_the_key_to_the_colours_where_the_map_above_has_nothing_to_show():
    nowhere = selection(
        "schema_version: 1\ntitle: T\nsources: {s: {type: book}}\nevents:\n"
        "  - {id: a, type: defection, status: reported, post: {country: RU}, "
        'milestones: [{kind: report, date: "2016", citations: [{source: s}]}]}\n'
    )
    both = picture(nowhere, "both")
    assert "Russia" in [trace.name for trace in both.data if trace.showlegend]


def test_the_dataset_is_the_same_after_a_picture(shipped):
    before = {name: frame.copy() for name, frame in vars(shipped.frames).items() if hasattr(frame, "columns")}
    picture(selection(shipped), "both", theme="dark")
    assert before
    assert all(getattr(shipped.frames, name).equals(frame) for name, frame in before.items())


def test_the_description_of_a_picture_names_sixty_sources_and_says_how_many_more_there_are():
    _, description = describe_picture(selection(named(1_000)), "map")
    assert description.count("Herald") == 60
    assert "; 940 more. Basemap" in description


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("", "defections-both-slide"),
        ("post=RU", "defections-both-slide-post-RU"),
        (
            "post=RU&rank=third-secretary&from=2016-08",
            "defections-both-slide-post-RU-rank-third-secretary-from-2016-08",
        ),
        ("q=../태영호 \\ a b", "defections-both-slide-q-a-b-38adc7"),
        ("q=" + "x" * 150, "defections-both-slide-q-8a55d6"),
    ],
)
def test_the_name_of_a_picture_says_chart_size_and_filters_in_letters_digits_and_hyphens(shipped, query, name):
    assert picture_name(selection(shipped, query), "both", "slide") == name
    assert len(f"{name}.png") <= 80
