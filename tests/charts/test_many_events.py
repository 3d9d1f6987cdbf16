"""The timeline of many events: lanes, then marks, then columns, each bounded, and nothing dropped without a word."""

import html
import json
import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pytest

from dashboard.charts.text_metrics import text_width
from dashboard.charts.timeline.axis import Axis
from dashboard.charts.timeline.claims import MOST_BYTES
from dashboard.charts.timeline.figure import timeline
from dashboard.charts.timeline.histogram import in_words
from dashboard.charts.view import View, view
from dashboard.dataset import Dataset

DatasetOf = Callable[[str], Dataset]

POSTS = {"london": "GB", "moscow": "RU", "paris": "FR"}
HEAD = """
schema_version: 1
title: T
sources:
  herald: {type: article-newspaper, container-title: The Herald, issued: "2016-08-26"}
places:
""" + "".join(f"  {name}: {{name: {name.title()}, country: {code}, lat: 50, lon: 5}}\n" for name, code in POSTS.items())


def claim(date: str | None, kind: str = "report", rival: bool = False) -> str:
    written = "null" if date is None else f'"{date}"'
    return f"{{kind: {kind}, date: {written}, citations: [{{source: herald}}]{', rival: true' * rival}}}"


def defection(key: str, *claims: str, post: str = "london") -> str:
    return (
        f"  - {{id: {key}, type: defection, status: reported, persons: [{{name: Name of {key}}}], "
        f"post: {{place: {post}}}, milestones: [{', '.join(claims)}]}}\n"
    )


def context(key: str, *claims: str) -> str:
    return f"  - {{id: {key}, type: context, title: {key}, status: reported, milestones: [{', '.join(claims)}]}}\n"


def file_of(*events: str) -> str:
    return HEAD + "events:\n" + "".join(events)


def dated(dates: Iterable[str | None], of: Callable[..., str] = defection) -> list[str]:
    """Return an event for each of these dates."""
    letter = of.__name__[0]
    return [of(f"{letter}{n}", claim(date)) for n, date in enumerate(dates)]


def many(count: int, first: int = 1990, last: int = 2020) -> list[str]:
    """Return defections from three posts, their dates of days, months and years, of which some are uncertain."""
    numbers = np.random.default_rng(7)
    found = []
    for n in range(count):
        year, month, day = numbers.integers((first, 1, 1), (last + 1, 13, 29)).tolist()
        texts = (f"{year}-{month:02}-{day:02}", f"{year}-{month:02}", f"{year}-{month:02}-{day:02}~", f"{year}")
        found.append(defection(f"m{n}", claim(texts[n % 4]), post=tuple(POSTS)[n % 3]))
    return found


def whole(dataset: Dataset, width: int = 1070, marked: Iterable[str] = ()) -> View:
    """Return the view of all events."""
    return view(dataset, np.ones(len(dataset.frames.events), dtype=bool), "country", width, frozenset(marked))


def repeated(dataset: Dataset, times: int) -> Dataset:
    """Return a dataset with its events several times over, their ids apart; its records are those of the first."""
    old = dataset.frames
    count = len(old.events)
    frames = {}
    for name in ("events", "milestones", "locations", "persons", "cited"):
        frame = getattr(old, name)
        grown = pd.concat([frame] * times, ignore_index=True)
        if "event" in grown:
            grown["event"] += np.repeat(np.arange(times), len(frame)) * count
        frames[name] = grown
    frames["events"]["id"] = [f"e{n}" for n in range(count * times)]
    searched = pd.concat([old.searched] * times, ignore_index=True)
    return Dataset(dataset.records, replace(old, **frames, searched=searched), dataset.sha256)


def mode(figure: go.Figure) -> str:
    """Return how a timeline is drawn, by what it has."""
    names = [t.name for t in figure.data if not t.showlegend]
    if "Lanes" in names:
        return "lanes"
    return "marks" if "Dates" in names else "columns"


def mark_traces(figure: go.Figure) -> list[Any]:
    return [t for t in figure.data if t.name in ("Milestones", "Rival milestones") and not t.showlegend]


def columns(figure: go.Figure) -> list[Any]:
    return [t for t in figure.data if t.type == "bar"]


def defections(figure: go.Figure) -> list[Any]:
    return [t for t in columns(figure) if t.meta["category"] >= 0]


def hovers(bars: Any) -> list[str]:
    """Return what plotly makes of the template of each column."""
    assert bars.hovertemplate == "%{hovertext}<br>%{fullData.name}: %{text}<extra></extra>"
    return [f"{when}: {plain(bars.name)}: {said}" for when, said in zip(bars.hovertext, bars.text, strict=True)]


def legend(figure: go.Figure) -> list[str]:
    return [t.name for t in figure.data if t.showlegend]


def plain(markup: str) -> str:
    return html.unescape(re.sub(r"</?(?:b|i|span|br)(?: style=\"[^\"<>]*\")?>", "", markup))


def words(figure: go.Figure) -> str:
    """Return what stands below the axis."""
    return " ".join(plain(a.text.replace("<br>", " ")) for a in figure.layout.annotations if a.yshift < -10)


# Which of the three it is


@pytest.mark.parametrize(
    ("count", "expected"),
    [(3, "lanes"), (100, "lanes"), (130, "marks"), (600, "marks"), (1000, "columns"), (4000, "columns")],
)
def test_lanes_become_marks_and_marks_become_columns(dataset_of: DatasetOf, count: int, expected: str) -> None:
    figure = timeline(whole(dataset_of(file_of(*many(count)))), 400)
    assert mode(figure) == expected
    assert (figure.layout.meta == {"stretch": True}) is (expected != "lanes")


def test_a_selection_of_few_of_many_events_has_lanes(dataset_of: DatasetOf) -> None:
    dataset = dataset_of(file_of(*many(4000)))
    kept = np.zeros(4000, dtype=bool)
    kept[::500] = True
    assert mode(timeline(view(dataset, kept, "country", 1070), 400)) == "lanes"


def test_where_height_is_fixed_lanes_that_would_lose_their_names_become_marks(dataset_of: DatasetOf) -> None:
    of = whole(dataset_of(file_of(*many(60))))
    assert mode(timeline(of, 460)) == "lanes"
    assert mode(timeline(of, 1000, fixed=True)) == "lanes"
    figure = timeline(of, 460, fixed=True)
    assert mode(figure) == "marks"
    assert figure.layout.height == 460


def test_every_lane_of_a_defection_is_named(dataset_of: DatasetOf) -> None:
    for count in (40, 80, 100):
        figure = timeline(whole(dataset_of(file_of(*many(count)))), 400)
        assert len(figure.layout.yaxis.tickvals) == count


def test_lanes_of_events_with_very_many_claims_become_marks_or_columns(dataset_of: DatasetOf) -> None:
    some, more = (
        file_of(*(defection(f"e{n}", *(claim(f"20{m:02}~") for m in range(10, 10 + count))) for n in range(20)))
        for count in (20, 70)
    )
    assert mode(timeline(whole(dataset_of(some)), 400)) == "marks"
    assert mode(timeline(whole(dataset_of(more)), 400)) == "columns"


def test_marks_that_would_stack_too_high_become_columns(dataset_of: DatasetOf) -> None:
    of = whole(dataset_of(file_of(*dated(["2016-08-17"] * 150))))
    assert mode(timeline(of, 400)) == "columns"


@pytest.mark.parametrize("fixed", [False, True])
def test_marks_are_stacked_no_higher_than_the_plot(
    dataset_of: DatasetOf, monkeypatch: pytest.MonkeyPatch, fixed: bool
) -> None:
    of = whole(dataset_of(file_of(*dated(["2016-08-17"] * 790))))
    stacked, position = [], Axis.position
    monkeypatch.setattr(Axis, "position", lambda axis, day: stacked.append(day) or position(axis, day))
    assert mode(timeline(of, 400, fixed=fixed)) == "columns"
    assert 10 < len(stacked) < 790


def test_a_zoom_of_one_means_nothing_to_another(dataset_of: DatasetOf) -> None:
    figures = [timeline(whole(dataset_of(file_of(*many(count)))), 400) for count in (30, 300, 3000)]
    assert len({figure.layout.uirevision for figure in figures}) == 3


# Bounds


@pytest.mark.parametrize(("count", "times"), [(3, 1), (100, 1), (600, 1), (800, 1), (1000, 1), (1000, 100)])
@pytest.mark.parametrize("width", [360, 1070, 2400])
def test_what_goes_to_the_browser_is_bounded(dataset_of: DatasetOf, count: int, times: int, width: int) -> None:
    dataset = dataset_of(file_of(*many(count)))
    figure = timeline(whole(repeated(dataset, times) if times > 1 else dataset, width), 400)
    assert len(figure.to_json()) <= 230_000
    assert sum(len(t.x) for t in figure.data) <= 3000
    assert figure.layout.height <= 1700


@pytest.mark.parametrize("letter", ["w", "\u97d3", "\U0001f600", "<", "\u200b"])
@pytest.mark.parametrize("length", [44, 9_900])
def test_columns_are_bounded_whatever_their_categories_and_marked_events_are_called(
    dataset_of: DatasetOf, letter: str, length: int
) -> None:
    name = json.dumps("a" + letter * length, ensure_ascii=letter == "\u200b")
    days = [str(date(2016, 1, 1) + timedelta(days=n)) for n in range(170)]

    def ranked(rank: int, day: str) -> str:
        found = defection(f"e{rank}-{day[:10]}-{len(day)}", claim(day))
        return re.sub(r"name: [^}]+", lambda _: f"name: {name}, rank: r{rank}", found)

    # As many columns as there may be, each of all categories and of fractions of events.
    events = [ranked(rank, day) for rank in range(7) for day in [*days, f"{days[0]}/{days[-1]}"]]
    ranks = "ranks:\n" + "".join(f"  r{rank}: {{label: {name}}}\n" for rank in range(7))
    dataset = dataset_of(HEAD + ranks + "events:\n" + "".join([*events, *dated(days, context)]))
    every = np.ones(len(dataset.frames.events), dtype=bool)
    marked = frozenset(dataset.frames.events["id"][:20])
    figure = timeline(view(dataset, every, "rank", 1200, marked), 400, key=True)
    assert mode(figure) == "columns"
    assert sum(len(t.x) for t in columns(figure)) == 8 * 170
    assert len(figure.to_json()) <= MOST_BYTES


def test_long_notes_are_shortened_before_lanes_are_given_up(dataset_of: DatasetOf) -> None:
    long = ", note: " + json.dumps("A note that goes on and on, as notes do. " * 20)
    events = [defection(f"e{n}", claim(f"20{n // 4:02}~").replace("}]}", "}]" + long + "}")) for n in range(50)]
    figure = timeline(whole(dataset_of(file_of(*events))), 400)
    assert mode(figure) == "lanes"
    assert len(figure.to_json()) <= 230_000


def test_frames_are_not_touched_for_columns(dataset_of: DatasetOf) -> None:
    of = whole(dataset_of(file_of(*many(4000))))
    timeline(of, 400)
    assert not {"events", "milestones", "locations"} & set(vars(of))


# Marks


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
def test_marks_do_not_overlap_and_stay_within_the_plot(dataset_of: DatasetOf, count: int, width: int) -> None:
    figure = timeline(whole(dataset_of(file_of(*many(count)))), 400)
    at = np.array(places(figure))
    size = mark_traces(figure)[0].marker.size
    apart = np.hypot(*(at[:, None, :] - at[None, :, :]).transpose(2, 0, 1))
    assert apart[~np.eye(len(at), dtype=bool)].min() >= size - 0.1
    bottom, top = figure.layout.yaxis.range
    ys = [y for t in mark_traces(figure) for y in t.y]
    assert bottom < min(ys) - size / 2 < max(ys) + size / 2 < top


def test_every_dated_claim_has_a_mark_and_what_has_none_is_counted(dataset_of: DatasetOf) -> None:
    events = [*many(150), defection("without"), defection("undated", claim(None))]
    events.append(defection("two", claim(None), claim("2001", "arrival"), claim("2002", rival=True)))
    figure = timeline(whole(dataset_of(file_of(*events))), 400)
    own, rival = mark_traces(figure)
    assert (len(own.x), len(rival.x)) == (151, 1)
    assert rival.marker.color == figure.layout.template.layout.plot_bgcolor
    assert own.marker.symbol[-1] == "circle"
    assert words(figure) == (
        "Each mark is a dated claim of one of 151 events. 2 events have no dated claim; 1 further claim has no date."
    )
    assert {ids[0] for t in (own, rival) for ids in t.customdata} == {"two", *(f"m{n}" for n in range(150))}


def test_a_bar_behind_a_mark_reaches_over_its_possible_days(dataset_of: DatasetOf) -> None:
    texts = ["2001-05-01", "2002", "2003-06-15~", "[..2004]", "2005-01/.."]
    events = [
        *dated(f"20{n % 11:02}-{n // 11 + 1:02}-01" for n in range(130)),
        *(defection("open" if t[0] == "[" else f"y{t[:4]}", claim(t)) for t in texts),
    ]
    figure = timeline(whole(dataset_of(file_of(*events))), 600)
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


def test_context_has_a_strip_of_its_own_below(dataset_of: DatasetOf) -> None:
    events = [*many(140), *dated(["1995", "2001-05", "2001-05-03"], context)]
    figure = timeline(whole(dataset_of(file_of(*events))), 400)
    (marks,) = mark_traces(figure)
    low = [(y, colour) for y, colour in zip(marks.y, marks.marker.color, strict=True) if y < 0]
    assert [colour for _, colour in low] == ["#8c8f94"] * 3
    assert figure.layout.yaxis.ticktext == ("Context",)


def test_a_marked_event_stands_out_of_the_marks(dataset_of: DatasetOf) -> None:
    figure = timeline(whole(dataset_of(file_of(*many(150))), marked=["m7"]), 400)
    (marks,) = mark_traces(figure)
    strong = [ids[0] for ids, opacity in zip(marks.customdata, marks.marker.opacity, strict=True) if opacity == 1]
    inked = [ids[0] for ids, c in zip(marks.customdata, marks.marker.line.color, strict=True) if c == "#22262b"]
    assert strong == inked == ["m7"]


def test_hover_over_a_mark_says_what_when_and_from_where(dataset_of: DatasetOf) -> None:
    figure = timeline(whole(dataset_of(file_of(*many(150)))), 400)
    (marks,) = mark_traces(figure)
    said = marks.hovertext[list(marks.customdata).index(["m1"])]
    name, kind, date, source = map(plain, said.split("<br>"))
    assert (name, kind, source) == ("Name of m1", "Report", "The Herald, 26 August 2016")
    assert re.fullmatch(r"[A-Z][a-z]+ \d{4}", date)


def test_a_quiet_stretch_is_left_out_between_marks_unless_scale_is_true(dataset_of: DatasetOf) -> None:
    texts = [f"{year}-{month:02}" for year in (1953, 2016) for month in range(1, 13)]
    of = whole(dataset_of(file_of(*dated(texts * 6))))
    figure, true = timeline(of, 400), timeline(of, 400, true_scale=True)
    assert len(figure.layout.xaxis.rangebreaks) == 1
    assert "<i>62 years left out</i>" in [a.text for a in figure.layout.annotations]
    assert len(true.layout.xaxis.rangebreaks) == 0


# Columns


def total(figure: go.Figure) -> float:
    return float(sum(sum(t.y) for t in defections(figure)))


def test_columns_count_every_event_once_by_its_first_claim(dataset_of: DatasetOf) -> None:
    events = [*many(1200), *dated([None] * 7), defection("two", claim("1999"), claim("2011"), claim("2012"))]
    figure = timeline(whole(dataset_of(file_of(*events))), 400)
    assert total(figure) == pytest.approx(1201)
    assert words(figure).endswith("7 events have no date in their first claim; 2 further claims are not drawn.")


@pytest.mark.parametrize("width", [360, 1070])
@pytest.mark.parametrize(("first", "last"), [(2016, 2016), (2010, 2016), (1990, 2016), (1700, 2016), (1000, 9999)])
def test_columns_are_as_fine_as_has_room_and_all_events_are_in_them(
    dataset_of: DatasetOf, first: int, last: int, width: int
) -> None:
    figure = timeline(whole(dataset_of(file_of(*many(1500, first, last))), width), 400)
    assert total(figure) == pytest.approx(1500)
    start, end = (datetime.fromisoformat(at) for at in figure.layout.xaxis.range)
    plot = width - figure.layout.margin.l - figure.layout.margin.r
    finest = min(min(t.width) for t in columns(figure)) / 86_400_000
    assert plot * finest / ((end - start) / timedelta(days=1)) >= 5


def test_columns_of_a_category_have_its_colour_and_stack_in_the_order_of_the_legend(dataset_of: DatasetOf) -> None:
    of = whole(dataset_of(file_of(*many(1200))))
    found = columns(timeline(of, 400))
    assert [t.name for t in found] == [look.name for look in of.looks[:3]]
    assert [t.marker.color for t in found] == [look.colour for look in of.looks[:3]]
    assert [t.meta for t in found] == [{"narrows": "stretch", "category": n} for n in range(3)]
    assert timeline(of, 400).layout.barmode == "stack"


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
def test_a_column_gives_its_period_as_edtf(dataset_of: DatasetOf, dates: list[str], expected: list[list[str]]) -> None:
    figure = timeline(whole(dataset_of(file_of(*dated(dates * 500)))), 400, true_scale=True)
    (bars,) = columns(figure)
    assert [list(ends) for ends in bars.customdata] == expected


def test_an_uncertain_date_is_spread_over_its_days_and_the_chart_says_so(dataset_of: DatasetOf) -> None:
    dates = ["2001-01-01", "2001-12-31"] * 500 + ["2001", "[..2001-06-30]", "2001-07-01/..", None]
    figure = timeline(whole(dataset_of(file_of(*dated(dates)))), 400)
    (bars,) = columns(figure)
    at = {ends[0]: y for ends, y in zip(bars.customdata, bars.y, strict=True)}
    assert at["2001-01"] == pytest.approx(500 + 31 / 365)
    assert at["2001-02"] == pytest.approx(28 / 365)
    assert at["2001-06"] == pytest.approx(1 + 30 / 365)
    assert at["2001-07"] == pytest.approx(1 + 31 / 365)
    assert words(figure) == (
        "Each column counts the events of a month. 1 uncertain date is spread from the first to the last day on "
        "which it may lie; 2 open dates stand at the end that is known; 1 event has no date in its first claim."
    )


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ([[claim("2011")]], "1 further claim is not drawn."),
        ([[claim("2011", rival=True)]], "1 further claim, a rival, is not drawn."),
        ([[claim("2011")], [claim(None, "arrival")]], "2 further claims are not drawn."),
        ([[claim("2011"), claim("2012", rival=True)]], "2 further claims, 1 of them a rival, are not drawn."),
        (
            [[claim("2011", rival=True), claim(None, "arrival")]] * 900,
            "1,800 further claims, 900 of them rivals, are not drawn.",
        ),
    ],
)
def test_claims_that_no_column_counts_are_counted_in_words(
    dataset_of: DatasetOf, more: list[list[str]], said: str
) -> None:
    events = [defection(f"e{n}", claim("2001-01-01"), *claims) for n, claims in enumerate(more)]
    events += dated(["2001-01-01", "2001-12-31"] * 500, context)
    of = whole(dataset_of(file_of(*events, defection("undated"))))
    figure = timeline(of, 400, true_scale=True)
    assert mode(figure) == "columns"
    assert words(figure) == (
        "Each column counts the events of a month, by their first claims; context has a strip of its own, on another "
        f"scale. 1 event has no date in its first claim; {said}"
    )


def test_claims_of_events_that_are_filtered_away_are_not_counted_in_words(dataset_of: DatasetOf) -> None:
    events = [*many(1200), defection("more", claim("2001"), claim("2002", rival=True), claim(None))]
    kept = np.append(np.ones(1200, dtype=bool), False)
    assert "claim" not in words(timeline(view(dataset_of(file_of(*events)), kept, "country", 1070), 400))


def test_an_approximate_date_is_spread_over_its_widened_days(dataset_of: DatasetOf) -> None:
    figure = timeline(whole(dataset_of(file_of(*dated(["2001-01-01", "2001-01-28"] * 500 + ["2001-01-10~"])))), 400)
    (bars,) = columns(figure)
    at = {ends[0]: y for ends, y in zip(bars.customdata, bars.y, strict=True)}
    assert [at[f"2001-01-{day:02}"] for day in range(7, 14)] == pytest.approx([1 / 7] * 7)


def test_what_is_certain_needs_no_words(dataset_of: DatasetOf) -> None:
    figure = timeline(whole(dataset_of(file_of(*dated(["2001-01-01", "2001-12-31"] * 500)))), 400, true_scale=True)
    assert words(figure) == "Each column counts the events of a month."


def test_thousands_are_set_apart(dataset_of: DatasetOf) -> None:
    dataset = repeated(dataset_of(file_of(*many(1200, 1900, 2000), *dated(["1950/1959"] * 30))), 50)
    assert "1,500 uncertain dates are spread from the first to the last day on which they may lie" in words(
        timeline(whole(dataset), 400)
    )


@pytest.mark.parametrize("width", [360, 390, 1070])
def test_words_below_the_axis_are_broken_into_lines_that_fit(dataset_of: DatasetOf, width: int) -> None:
    dates = ["2001-01-01", "2001-12-31"] * 500 + ["2001", "[..2001-06-30]", "2001-07-01/..", None]
    figure = timeline(whole(dataset_of(file_of(*dated(dates))), width), 400)
    (note,) = (a for a in figure.layout.annotations if "Each column" in a.text)
    lines = note.text.split("<br>")
    assert max(text_width(line, 12) for line in lines) <= width
    assert figure.layout.margin.b >= -note.yshift + 14 * len(lines)


def test_context_is_in_no_stack_with_defections(dataset_of: DatasetOf) -> None:
    events = [*many(1200), *dated(["1995", "2001-05", "2001-05-03"], context)]
    figure = timeline(whole(dataset_of(file_of(*events))), 400)
    assert total(figure) == pytest.approx(1200)
    (strip,) = (t for t in columns(figure) if t.meta["category"] == -1)
    assert strip.name == "Context"
    assert strip.marker.color == "#8c8f94"
    bottom, _ = figure.layout.yaxis.range
    assert strip.base == bottom
    assert strip.base + max(strip.y) < 0
    assert [a.text for a in figure.layout.annotations][-1] == "Context, up to 2 a quarter"
    assert "context has a strip of its own, on another scale" in words(figure)


def test_context_alone_is_counted_in_columns(dataset_of: DatasetOf) -> None:
    figure = timeline(whole(dataset_of(file_of(*dated(["1995-01-01", "2001-05-01"] * 600, context)))), 400)
    (bars,) = columns(figure)
    assert bars.y.sum() == pytest.approx(1200)
    assert (bars.base, bars.meta["category"]) == (0, -1)


def test_hover_over_a_column_says_period_category_count_and_all(dataset_of: DatasetOf) -> None:
    events = [
        defection(f"e{n}", claim(f"2001-0{n % 2 + 1}-15"), post=("london", "paris")[n % 3 == 0]) for n in range(996)
    ]
    figure = timeline(whole(dataset_of(file_of(*events, defection("year", claim("2001"), post="moscow")))), 400)
    said = {t.name: hovers(t) for t in columns(figure)}
    assert said["United Kingdom"][0] == "January 2001: United Kingdom: 332 of about 498 defections"
    assert said["Russia"][-1] == "December 2001: Russia: less than 1 of less than 1 defections"


@pytest.mark.parametrize(
    ("count", "said"),
    [(1, "1"), (1234, "1,234"), (11.7, "about 12"), (1.2, "about 1"), (0.4, "less than 1"), (0.9999999999, "1")],
)
def test_counts_are_said_as_exactly_as_they_are_known(count: float, said: str) -> None:
    assert in_words(count) == said


def test_marked_events_are_pointed_at_where_they_are_placed_in_time(dataset_of: DatasetOf) -> None:
    events = [*many(1200), defection("x", claim("2001-03-10")), defection("y", claim(None))]
    figure = timeline(whole(dataset_of(file_of(*events)), marked=["x", "y"]), 400)
    (pointer,) = (t for t in figure.data if t.name == "Marked")
    assert list(pointer.x) == ["2001-03-10T12:00:00"]
    assert [list(ids) for ids in pointer.customdata] == [["x"]]
    assert [plain(line) for line in pointer.hovertext[0].split("<br>")] == ["Name of x", "10 March 2001"]
    assert words(figure).endswith("Of 2 marked events 1 is pointed at.")
    assert {t.opacity for t in columns(figure)} != {1}


@pytest.mark.parametrize("width", [358, 1070])
@pytest.mark.parametrize(("day", "side"), [("1991-01-01", "middle right"), ("2019-01-01", "middle left")])
def test_the_name_of_a_marked_event_has_room_beside_its_mark(
    dataset_of: DatasetOf, width: int, day: str, side: str
) -> None:
    events = [*many(1200), defection("x", claim(day)).replace("Name of x", "A name that goes on " * 20)]
    figure = timeline(whole(dataset_of(file_of(*events)), width, marked=["x"]), 400)
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


def test_several_marked_events_are_pointed_at_without_their_names(dataset_of: DatasetOf) -> None:
    figure = timeline(whole(dataset_of(file_of(*many(1200))), marked=["m1", "m2"]), 400)
    (pointer,) = (t for t in figure.data if t.name == "Marked")
    assert (pointer.mode, len(pointer.x), len(pointer.text)) == ("markers", 2, 0)


def test_the_line_to_a_marked_event_of_context_goes_down_to_its_strip(dataset_of: DatasetOf) -> None:
    figure = timeline(whole(dataset_of(file_of(*many(1200), context("c", claim("2001")))), marked=["c", "m1"]), 400)
    (pointer,) = (t for t in figure.data if t.name == "Marked")
    ends = {
        ids[0]: top - down
        for ids, top, down in zip(pointer.customdata, pointer.y, pointer.error_y.arrayminus, strict=True)
    }
    assert ends["m1"] == pytest.approx(0)
    assert ends["c"] == pytest.approx(figure.layout.yaxis.range[0])


def test_of_very_many_marked_events_some_are_pointed_at_and_all_are_counted(dataset_of: DatasetOf) -> None:
    figure = timeline(whole(dataset_of(file_of(*many(1200))), marked=[f"m{n}" for n in range(50)]), 400)
    (pointer,) = (t for t in figure.data if t.name == "Marked")
    assert len(pointer.x) == 20
    assert "Of 50 marked events 20 are pointed at." in words(figure)


def test_columns_leave_a_quiet_stretch_out_in_whole_periods_unless_scale_is_true(dataset_of: DatasetOf) -> None:
    of = whole(dataset_of(file_of(*many(1200, 2010, 2016), *dated(["1953-07-27"]))))
    figure, true = timeline(of, 400), timeline(of, 400, true_scale=True)
    assert len(figure.layout.xaxis.rangebreaks) == 1
    assert "Jul 1953" in figure.layout.xaxis.ticktext
    assert len(true.layout.xaxis.rangebreaks) == 0
    assert total(figure) == pytest.approx(total(true)) == pytest.approx(1201)
    assert figure.layout.uirevision != true.layout.uirevision


@pytest.mark.parametrize("width", [360, 1070])
@pytest.mark.parametrize(("first", "last"), [(2016, 2016), (2014, 2016), (2005, 2016), (1950, 2016), (1000, 9999)])
def test_ticks_of_columns_are_clear_of_each_other(dataset_of: DatasetOf, first: int, last: int, width: int) -> None:
    figure = timeline(whole(dataset_of(file_of(*many(1500, first, last))), width), 400)
    axis = figure.layout.xaxis
    start, end = (datetime.fromisoformat(at) for at in axis.range)
    plot = width - figure.layout.margin.l - figure.layout.margin.r
    at = [plot * ((datetime.fromisoformat(tick) - start) / (end - start)) for tick in axis.tickvals]
    assert len(at) >= 2
    for n in range(1, len(at)):
        room = (text_width(axis.ticktext[n], 12) + text_width(axis.ticktext[n - 1], 12)) / 2
        assert at[n] - at[n - 1] > room


def test_a_very_small_fixed_height_goes_to_the_columns_and_not_to_the_key(dataset_of: DatasetOf) -> None:
    figure = timeline(whole(dataset_of(file_of(*many(1200))), 1200), 130, fixed=True, key=True)
    assert legend(figure) == []
    assert figure.layout.height - figure.layout.margin.t - figure.layout.margin.b > 50


def test_a_fixed_height_is_kept(dataset_of: DatasetOf) -> None:
    for count in (150, 600, 1200):
        of = whole(dataset_of(file_of(*many(count))), 1200)
        for height in (200, 330, 560):
            assert timeline(of, height, fixed=True, key=True).layout.height == height


def test_the_least_that_a_timeline_takes_can_be_asked_for(dataset_of: DatasetOf) -> None:
    for count in (3, 150, 600, 1200):
        assert 240 <= timeline(whole(dataset_of(file_of(*many(count)))), 1).layout.height <= 700


def test_events_of_which_only_later_claims_are_dated_are_said_in_words(dataset_of: DatasetOf) -> None:
    later = [claim(f"2016-08-{day:02}") for day in range(1, 29)]
    events = [defection(f"e{n}", claim(None), *later) for n in range(40)]
    figure = timeline(whole(dataset_of(file_of(*events))), 400)
    assert [a.text for a in figure.layout.annotations] == ["No first claim of these events has a date."]


# The key


@pytest.mark.parametrize("count", [3, 150, 1200])
def test_a_timeline_without_a_map_above_has_a_key_to_its_colours(dataset_of: DatasetOf, count: int) -> None:
    of = whole(dataset_of(file_of(*many(count), *dated(["2001"], context))))
    without, with_key = (legend(timeline(of, 400, key=key)) for key in (False, True))
    colours = [look.name for look in of.looks[:3]]
    assert with_key == [*colours, "Context", *without]
    assert bool(without) is (count < 1000)
    shown = {t.name: t.marker.color for t in timeline(of, 400, key=True).data if t.showlegend}
    assert [shown[name] for name in colours] == [look.colour for look in of.looks[:3]]


def test_the_key_is_text(dataset_of: DatasetOf) -> None:
    events = [*many(3), *dated(["2001"], context)]
    dataset = dataset_of(file_of(*events))
    of = whole(dataset)
    odd = replace(of, looks=(replace(of.looks[0], name="<a href='x'>%{x}</a>"), *of.looks[1:]))
    figure = timeline(odd, 400, key=True)
    assert legend(figure)[0] == "&lt;a href='x'&gt;%{x}&lt;/a&gt;"
