"""What both charts draw of a selection: its rows, and colours that no filter changes."""

from collections.abc import Callable
from typing import Any

import numpy as np
import plotly.graph_objects as go
import pytest

from dashboard.charts.map.figure import world
from dashboard.charts.timeline.figure import timeline
from dashboard.charts.view import View, rows, view
from dashboard.dataset import Dataset
from dashboard.dataset.countries import country_names

HEAD = """
schema_version: 1
title: T
sources: {s: {type: article, title: The Herald}}
places:
  london: {name: London, country: GB, lat: 51.5, lon: 0}
  moscow: {name: Moscow, country: RU, lat: 55.75, lon: 37.6}
  rome: {name: Rome, country: IT, lat: 41.9, lon: 12.5}
ranks:
  ambassador: {label: Ambassador}
  secretary: {label: Secretary}
  clerk: {label: Clerk}
events:
"""


def event(key: str, post: str, rank: str = "null", status: str = "reported", others: str = "") -> str:
    day = 1 + len(key) % 9
    return (
        f"  - {{id: {key}, type: defection, status: {status}, persons: [{{name: {key}, rank: {rank}}}{others}], "
        f'post: {post}, milestones: [{{kind: report, date: "2016-01-0{day}", citations: [{{source: s}}]}}]}}\n'
    )


FOUR = (
    HEAD
    + event("a", "{place: london}", "clerk", "denied")
    + event("bb", "{place: moscow}", "secretary", "reported")
    + event("ccc", "{place: moscow}", "ambassador", "confirmed")
    + "  - {id: talks, type: context, title: Talks, status: reported, places: [rome]}\n"
)


@pytest.fixture
def four(dataset_of: Callable[[str], Dataset]) -> Dataset:
    return dataset_of(FOUR)


def drawn(dataset: Dataset, colour_by: str, *ids: str, marked: tuple[str, ...] = ()) -> View:
    """Return the view of the events with these ids, of all where none is given."""
    every = dataset.frames.events["id"]
    return view(dataset, every.isin(ids or every).to_numpy(), colour_by, 1000, frozenset(marked))


def colours(of: View) -> dict[str, str]:
    return dict(zip(of.events["id"], of.events["colour"], strict=True))


def categories(of: View) -> dict[str, str]:
    return dict(zip(of.events["id"], of.events["category"], strict=True))


def mark_colours(figure: go.Figure, trace: str) -> dict[tuple[str, ...], str]:
    (found,) = (t for t in figure.data if t.name == trace)
    return {tuple(ids): colour for ids, colour in zip(found.customdata, found.marker.color, strict=True)}


def legend(figure: go.Figure) -> dict[str, Any]:
    return {t.name: t.marker.color for t in figure.data if t.showlegend}


@pytest.mark.parametrize("colour_by", ["country", "rank", "status"])
def test_an_event_keeps_its_colour_whatever_else_is_filtered_away(four: Dataset, colour_by: str) -> None:
    in_all = colours(drawn(four, colour_by))
    assert len({in_all["a"], in_all["ccc"]}) == 2
    for alone in ("a", "bb", "ccc"):
        assert colours(drawn(four, colour_by, alone)) == {alone: in_all[alone]}


@pytest.mark.parametrize("colour_by", ["country", "rank", "status"])
def test_a_category_has_the_same_colour_in_both_charts(four: Dataset, colour_by: str) -> None:
    for key in ("a", "bb", "ccc"):
        of = drawn(four, colour_by, key)
        expected = {(key,): colours(of)[key]}
        assert mark_colours(world(of, 400), "Places") == expected
        assert mark_colours(timeline(of, 400), "Milestones") == expected
        assert legend(world(of, 400))[categories(of)[key]] == colours(of)[key]


def test_colour_by_country_is_that_of_the_post(four: Dataset) -> None:
    assert categories(drawn(four, "country", "a", "bb", "ccc")) == {
        "a": "United Kingdom",
        "bb": "Russia",
        "ccc": "Russia",
    }


def test_statuses_have_colours_of_their_own_in_every_file(four: Dataset) -> None:
    of = drawn(four, "status", "a", "bb", "ccc")
    assert categories(of) == {"a": "Denied", "bb": "Reported", "ccc": "Confirmed"}
    assert colours(of) == {"a": "#e69f00", "bb": "#009e73", "ccc": "#0072b2"}


def test_every_status_has_another_colour(dataset_of: Callable[[str], Dataset]) -> None:
    statuses = ("confirmed", "reported", "unconfirmed", "disputed", "denied", "retracted")
    of = drawn(dataset_of(HEAD + "".join(event(s, "{place: rome}", status=s) for s in statuses)), "status")
    assert len(set(colours(of).values())) == 6


def test_the_legend_lists_ranks_in_order_of_precedence(four: Dataset) -> None:
    figure = world(drawn(four, "rank", "a", "bb", "ccc"), 400)
    assert [name for name in legend(figure) if name in ("Ambassador", "Secretary", "Clerk")] == [
        "Ambassador",
        "Secretary",
        "Clerk",
    ]


def test_the_legend_lists_statuses_from_confirmed_on(four: Dataset) -> None:
    figure = world(drawn(four, "status", "a", "bb", "ccc"), 400)
    assert list(legend(figure))[:3] == ["Confirmed", "Reported", "Denied"]


def test_several_persons_are_coloured_by_the_rank_of_the_first(dataset_of: Callable[[str], Dataset]) -> None:
    text = HEAD + event("a", "{place: rome}", "secretary", others=", {name: X, rank: ambassador}")
    assert categories(drawn(dataset_of(text), "rank")) == {"a": "Secretary"}


def test_what_has_no_country_or_rank_goes_to_the_rest(dataset_of: Callable[[str], Dataset]) -> None:
    dataset = dataset_of(HEAD + event("a", "{mission: Embassy}") + event("b", "{place: rome}", "clerk"))
    assert categories(drawn(dataset, "country")) == {"a": "Other or not known", "b": "Italy"}
    assert categories(drawn(dataset, "rank")) == {"a": "Other or not stated", "b": "Clerk"}
    assert colours(drawn(dataset, "country"))["a"] == "#8c8f94"


def test_countries_beyond_the_palette_share_the_colour_of_the_rest(dataset_of: Callable[[str], Dataset]) -> None:
    # Six countries with two events each and two with one: the palette has six colours.
    twice = ["FR", "DE", "CN", "BR", "IN", "JP"]
    text = HEAD + "".join(event(f"{c}{n}", f"{{country: {c}}}") for c in twice for n in (1, 2))
    text += event("once1", "{country: AT}") + event("once2", "{country: ZA}")
    of = drawn(dataset_of(text), "country")
    named = {c: colours(of)[f"{c}1"] for c in twice}
    assert len(set(named.values())) == 6
    assert colours(of)["once1"] == colours(of)["once2"] == "#8c8f94"
    assert "#8c8f94" not in named.values()
    assert categories(of)["once1"] == categories(of)["once2"] == "Other or not known"
    assert of.events["order"].max() == of.events.set_index("id").loc["once1", "order"]


def test_the_rest_stands_last_in_the_legend(dataset_of: Callable[[str], Dataset]) -> None:
    dataset = dataset_of(HEAD + event("a", "{place: rome}") + event("b", "{place: rome}", "clerk"))
    names = list(legend(world(drawn(dataset, "rank"), 400)))
    assert names[:2] == ["Clerk", "Other or not stated"]


def test_a_long_name_of_a_category_is_cut_once_for_both_charts(dataset_of: Callable[[str], Dataset]) -> None:
    shown = {
        "Third Secretary " * 600: "Third Secretary Third Secretary Third …",
        "\u97d3" * 9_990: "\u97d3" * 38 + " …",
        "A\u200b" * 4_995: "A⟨U+200B⟩" * 4 + "A⟨ …",
    }
    for label, name in shown.items():
        of = drawn(dataset_of(HEAD.replace("Clerk", label) + event("a", "{place: rome}", "clerk")), "rank")
        assert categories(of) == {"a": name}
        assert len(name) <= 40
        assert name in legend(world(of, 400))
        assert sum(len(chart(of, 400).to_json()) for chart in (world, timeline)) < 20_000


def test_the_name_of_every_country_is_shown_whole(dataset_of: Callable[[str], Dataset]) -> None:
    longest = max(country_names(), key=lambda code: len(country_names()[code]))
    of = drawn(dataset_of(HEAD + event("a", f"{{country: {longest}}}")), "country")
    assert categories(of) == {"a": country_names()[longest]}


def test_context_events_take_no_colour_and_no_place_in_the_legend(four: Dataset) -> None:
    assert categories(drawn(four, "country", "talks")) == {"talks": "Other or not known"}
    figure = world(drawn(four, "country"), 400)
    assert "Other or not known" not in legend(figure)
    assert "Italy" not in legend(figure)


def test_the_rows_of_a_view_are_those_that_the_mask_keeps(four: Dataset) -> None:
    of = drawn(four, "country", "bb", "talks")
    assert of.events["id"].tolist() == ["bb", "talks"]
    assert of.events["label"].tolist() == ["bb", "Talks"]
    assert of.milestones["event"].tolist() == [1]
    assert of.locations["place"].tolist() == ["moscow", "rome"]


def test_context_alone_can_be_coloured_by_any_category(four: Dataset) -> None:
    assert [categories(drawn(four, colour_by, "talks")) for colour_by in ("country", "rank")] == [
        {"talks": "Other or not known"},
        {"talks": "Other or not stated"},
    ]


def test_a_mark_on_an_event_that_is_filtered_away_dims_nothing(four: Dataset) -> None:
    assert drawn(four, "country", "a", marked=("bb",)).marked == frozenset()
    assert not drawn(four, "country", "a", marked=("bb",)).dims(["a"])
    assert drawn(four, "country", "a", "bb", marked=("bb",)).dims(["a"])
    assert not drawn(four, "country", "a", "bb", marked=("bb",)).dims(["a", "bb"])


def test_making_a_view_leaves_the_frames_as_they_were(four: Dataset) -> None:
    frames = four.frames
    before = [frames.events.copy(), frames.milestones.copy(), frames.locations.copy()]
    drawn(four, "rank", "a", marked=("a",))
    for frame, copy in zip((frames.events, frames.milestones, frames.locations), before, strict=True):
        assert frame.equals(copy)
        assert list(frame.columns) == list(copy.columns)


def test_rows_give_days_as_numbers_and_what_is_missing_as_none(four: Dataset) -> None:
    a, _, _, talks = rows(four.frames.events, "id", "date_earliest", "post_country", "latitude")
    # 2016-01-02 is day 16802 after 1970-01-01.
    assert (a.index, a.id, a.date_earliest, a.post_country, a.latitude) == (0, "a", 16_802, "GB", 51.5)
    assert (talks.index, talks.date_earliest, talks.post_country, talks.latitude) == (3, None, None, 41.9)


def test_nothing_kept_gives_an_empty_view(four: Dataset) -> None:
    of = view(four, np.zeros(4, dtype=bool), "country", 1000)
    assert of.events.empty
    assert of.milestones.empty
    assert of.locations.empty
    assert {"label", "category", "colour", "order"} <= set(of.events.columns)
