"""Words beside lanes and within them have room."""

import json
from itertools import pairwise

import pytest

from dashboard.charts.text_metrics import text_width
from dashboard.charts.timeline.figure_parts import MAX_FIGURE_BYTES
from tests.builders import event
from tests.charts.timeline.events import HEAD, RIVALS, claim, context, defection, draw, plain, rival, row_to_pixel
from tests.figures import trace, traces


def test_a_narrow_figure_keeps_most_of_its_width_for_the_plot() -> None:
    long_name = "Someone With A Very Long Name That Goes On And On"
    dataset = HEAD + defection("a", claim("2016-01-01"), name=long_name)
    figure = draw(dataset, 360)
    assert figure.layout.margin.l + figure.layout.margin.r <= 180
    (words,) = figure.layout.yaxis.ticktext
    assert max(text_width(plain(line), 13) for line in words.split("<br>")) <= figure.layout.margin.l


def test_a_narrow_figure_labels_conflicting_rows_on_the_axis() -> None:
    figure = draw(RIVALS, 360)
    assert [plain(words) for words in figure.layout.yaxis.ticktext] == ["a", "The Times", "The Post", "b"]
    assert traces(figure, "Words") == []


@pytest.mark.parametrize("title", ["The Washington Post", "Journal of " * 900, "\u97d3" * 9_900, "\u200b" * 9_900])
def test_labels_of_conflicting_rows_have_room_beside_a_narrow_plot(title: str) -> None:
    written = json.dumps(title, ensure_ascii="\u200b" in title)
    sources = "".join(f"  long{n}: {{type: book, title: {written}}}\n" for n in range(30))
    rivals = [rival("2016-03-01", source=f"long{n}") for n in range(30)]
    text = HEAD.replace("places:", sources + "places:") + defection("a", claim("2016-01-01"), *rivals)
    figure = draw(text, 358)
    name, *labels = map(plain, figure.layout.yaxis.ticktext)
    assert (name, len(labels)) == ("a", 30)
    assert max(text_width(label, 13) for label in labels) <= figure.layout.margin.l
    assert figure.layout.margin.l <= 140
    assert [label.endswith(" …") for label in labels] == [len(title) > 16] * 30
    assert len(figure.to_json()) <= MAX_FIGURE_BYTES


def test_words_of_context_are_shortened_to_the_room_that_they_have() -> None:
    title = "A plan for a trade fair in the border region is shelved after long and fruitless negotiations " * 2
    text = HEAD + defection("a", claim("2016-01-01/2016-12-31")) + context("c", claim("2016-06-30"), title=title)
    for width in (360, 1000):
        figure = draw(text, width)
        words = trace(figure, "Words")
        lines = words.text[0].split("<br>")
        assert lines[-1].endswith("…")
        room = width - figure.layout.margin.l - figure.layout.margin.r
        assert max(text_width(line, 12) for line in lines) <= room


@pytest.mark.parametrize("width", [358, 1070])
def test_a_long_name_keeps_clear_of_the_rows_of_its_rivals_and_of_the_lane_above(width: int) -> None:
    name = "A name that goes on and on " * 5
    lanes = [defection(f"e{n}", claim("2016-01-01"), rival("2016-03-01"), name=name) for n in range(4)]
    figure = draw(HEAD + "".join(lanes), width, height=200)
    axis, pixel = figure.layout.yaxis, row_to_pixel(figure)
    ends = [
        (at * pixel - 7.5 * len(words.split("<br>")), at * pixel + 7.5 * len(words.split("<br>")))
        for at, words in sorted(zip(axis.tickvals, axis.ticktext, strict=True))
    ]
    assert len(ends) == (8 if width < 400 else 4)
    assert all(below[0] >= above[1] for above, below in pairwise(ends))


HANGUL = "\ubd81\ud55c \uc678\uad50\uad00\uc758 \ub9dd\uba85 " * 12


@pytest.mark.parametrize("width", [358, 1070])
def test_wide_letters_have_room_beside_lanes_and_within_them(width: int) -> None:
    head = HEAD.replace("container-title: The Times", f"container-title: {HANGUL}")
    text = (
        head
        + defection("a", claim("2016-01-01/2016-12-31"), rival("2016-03-01"), name=HANGUL)
        + context("c", claim("2016-06-30"), title=HANGUL)
        + context("undated", title=HANGUL)
    )
    figure = draw(text, width)
    labels = [line for words in figure.layout.yaxis.ticktext for line in words.split("<br>")]
    assert max(text_width(plain(label), 13) for label in labels) <= figure.layout.margin.l
    words = trace(figure, "Words")
    room = width - figure.layout.margin.l - figure.layout.margin.r
    assert max(text_width(plain(line), 12) for said in words.text for line in said.split("<br>")) <= room
    assert words.text[-1].endswith(" …: date not known")


def test_letters_with_marks_and_punctuation_are_no_wider_than_plain_letters() -> None:
    assert text_width("Nguy\u1ec5n \u2013 \u27e8x\u27e9 \u2026", 12) == text_width("Nguyen - (x) .", 12)
    assert text_width("\ud0dc\uc601\ud638", 12) == text_width("Tae Yo", 12)


def test_the_label_of_a_lane_says_the_country_where_no_place_is_known() -> None:
    person = "[{name: Kim}]"
    by_country = event("a", "defection", persons=person, post="{country: SY}", milestones=f"[{claim('2016')}]")
    unknown = event("b", "defection", persons=person, post="{mission: Embassy}", milestones=f"[{claim('2017')}]")
    words = [
        plain(it) for it in draw(HEAD + by_country + unknown + defection("c", claim("2018"))).layout.yaxis.ticktext
    ]
    assert words == ["KimSomewhere in Syria", "Kim", "cLondon"]  # a line each
