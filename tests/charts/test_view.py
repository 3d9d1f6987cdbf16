"""What both charts draw of a selection: colours that no filter changes, marked events, and rows."""

import plotly.graph_objects as go
import pytest

from dashboard.charts.map.figure import draw_map
from dashboard.charts.theme import NOT_KNOWN, OTHER
from dashboard.charts.timeline.figure import draw_timeline
from dashboard.charts.view import ChartSize, ChartView, chart_view, plain_rows
from dashboard.dataset import Dataset
from dashboard.dataset.countries import country_names
from dashboard.selection import ViewOptions
from dashboard.selection.filters import COLOUR_BY
from tests.builders import dataset, selection
from tests.figures import legend_names, trace

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
SIZE = ChartSize(1000, 400)


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


def view_of(of: str | Dataset, colour_by: str, *ids: str, marked: tuple[str, ...] = ()) -> ChartView:
    """Return the view of the events with these ids, of all where none is given."""
    return chart_view(selection(of, ids=ids or None), ViewOptions(colour_by, marked=marked), 1000)


def categories(view: ChartView) -> dict[str, str]:
    """Return the name of each event's category."""
    ids = view.selection.events["id"]
    return {key: view.categories[n].name for key, n in zip(ids, view.category_index, strict=True)}


def colours(view: ChartView) -> dict[str, str]:
    """Return the colour of each event."""
    ids = view.selection.events["id"]
    return {key: view.categories[n].colour for key, n in zip(ids, view.category_index, strict=True)}


def mark_colours(figure: go.Figure, name: str) -> dict[tuple[str, ...], str]:
    found = trace(figure, name)
    return {tuple(ids): colour for ids, colour in zip(found.customdata, found.marker.color, strict=True)}


def map_of(of: str | Dataset, colour_by: str, *ids: str) -> go.Figure:
    return draw_map(selection(of, ids=ids or None), ViewOptions(colour_by), SIZE)


@pytest.mark.parametrize("colour_by", COLOUR_BY)
def test_an_event_keeps_its_colour_under_every_filter(colour_by: str) -> None:
    in_all = colours(view_of(FOUR, colour_by))
    assert len({in_all["a"], in_all["ccc"]}) == 2
    for alone in ("a", "bb", "ccc"):
        assert colours(view_of(FOUR, colour_by, alone)) == {alone: in_all[alone]}


@pytest.mark.parametrize("colour_by", COLOUR_BY)
def test_a_category_has_the_same_colour_in_both_charts(colour_by: str) -> None:
    for key in ("a", "bb", "ccc"):
        view = view_of(FOUR, colour_by, key)
        expected = {(key,): colours(view)[key]}
        world = map_of(FOUR, colour_by, key)
        assert mark_colours(world, "Places") == expected
        timeline = draw_timeline(selection(FOUR, ids=[key]), ViewOptions(colour_by), SIZE)
        assert mark_colours(timeline, "Milestones") == expected
        shown = {it.name: it.marker.color for it in world.data if it.showlegend}
        assert shown[categories(view)[key]] == colours(view)[key]


def test_colour_by_country_is_that_of_the_post() -> None:
    assert categories(view_of(FOUR, "country", "a", "bb", "ccc")) == {
        "a": "United Kingdom",
        "bb": "Russia",
        "ccc": "Russia",
    }


def test_statuses_have_colours_of_their_own_in_every_file() -> None:
    view = view_of(FOUR, "status", "a", "bb", "ccc")
    assert categories(view) == {"a": "Denied", "bb": "Reported", "ccc": "Confirmed"}
    assert colours(view) == {"a": "var(--ochre)", "bb": "var(--green)", "ccc": "var(--blue)"}


def test_every_status_has_another_colour() -> None:
    statuses = ("confirmed", "reported", "unconfirmed", "disputed", "denied", "retracted")
    view = view_of(HEAD + "".join(event(s, "{place: rome}", status=s) for s in statuses), "status")
    assert len(set(colours(view).values())) == 6


def test_the_legend_lists_ranks_in_order_of_precedence() -> None:
    assert legend_names(map_of(FOUR, "rank", "a", "bb", "ccc"))[:3] == ["Ambassador", "Secretary", "Clerk"]


def test_the_legend_lists_statuses_from_confirmed_on() -> None:
    assert legend_names(map_of(FOUR, "status", "a", "bb", "ccc"))[:3] == ["Confirmed", "Reported", "Denied"]


def test_several_persons_are_coloured_by_the_rank_of_the_first() -> None:
    text = HEAD + event("a", "{place: rome}", "secretary", others=", {name: X, rank: ambassador}")
    assert categories(view_of(text, "rank")) == {"a": "Secretary"}


def test_what_has_no_country_or_rank_is_said_not_to_be_known() -> None:
    text = HEAD + event("a", "{mission: Embassy}") + event("b", "{place: rome}", "clerk")
    assert categories(view_of(text, "country")) == {"a": "Country not known", "b": "Italy"}
    assert categories(view_of(text, "rank")) == {"a": "Rank not stated", "b": "Clerk"}
    assert colours(view_of(text, "country"))["a"] == NOT_KNOWN


def test_countries_beyond_the_palette_share_a_grey_that_is_not_that_of_the_unknown() -> None:
    # Six countries with two events each and two with one: the palette has six colours.
    twice = ["FR", "DE", "CN", "BR", "IN", "JP"]
    text = HEAD + "".join(event(f"{c}{n}", f"{{country: {c}}}") for c in twice for n in (1, 2))
    text += event("once1", "{country: AT}") + event("once2", "{country: ZA}")
    view = view_of(text, "country")
    named = {c: colours(view)[f"{c}1"] for c in twice}
    assert len(set(named.values())) == 6
    assert {OTHER, NOT_KNOWN}.isdisjoint(named.values())
    assert colours(view)["once1"] == colours(view)["once2"] == OTHER
    assert categories(view)["once1"] == categories(view)["once2"] == "Other countries"
    assert view.category_index[-2:].tolist() == [len(view.categories) - 2] * 2


DEFECTIONS_BY_COUNTRY = {
    "AT": 1, "BE": 2, "BR": 1, "CH": 3, "CN": 17, "CU": 9, "CZ": 2, "DE": 7, "EG": 1, "ES": 1, "FR": 4,
    "GB": 4, "HU": 1, "IN": 1, "IT": 2, "JP": 1, "MN": 3, "PL": 5, "RU": 12, "TH": 1, "VN": 24, "ZA": 1,
}  # fmt: skip


def test_of_many_countries_the_most_frequent_have_colours() -> None:
    text = HEAD + "".join(
        event(f"{c}{n}", f"{{country: {c}}}") for c, number in DEFECTIONS_BY_COUNTRY.items() for n in range(number)
    )
    view = view_of(text, "country")
    found = {c: colours(view)[f"{c}0"] for c in DEFECTIONS_BY_COUNTRY}
    coloured = {c for c, colour in found.items() if colour != OTHER}
    assert coloured == {"VN", "CN", "RU", "CU", "DE", "PL"}
    assert len({found[c] for c in coloured}) == 6
    fewest = min(DEFECTIONS_BY_COUNTRY[c] for c in coloured)
    assert all(number < fewest for c, number in DEFECTIONS_BY_COUNTRY.items() if c not in coloured)
    in_grey = sum(category == "Other countries" for category in categories(view).values())
    assert in_grey == 103 - 74  # of 103 defections, 74 are from the six
    legend = ["China", "Cuba", "Germany", "Poland", "Russia", "Vietnam", "Other countries"]
    figure = draw_timeline(selection(dataset(text)), ViewOptions(), SIZE, with_colour_legend=True)
    assert [name for name in legend_names(figure) if name in country_names().values() or name in legend] == legend


def test_of_countries_with_as_many_defections_those_of_most_arrivals_have_colours() -> None:
    # Eight countries with a defection each, the last of the file being the destination of three of them.
    countries = ["AT", "BE", "CH", "DE", "ES", "FR", "GB", "RU"]
    text = HEAD + "".join(
        event(c, f"{{country: {c}}}").replace("milestones", "destination: {status: known, country: RU}, milestones")
        if c in ("AT", "BE", "CH")
        else event(c, f"{{country: {c}}}")
        for c in countries
    )
    found = colours(view_of(text, "country"))
    assert found["RU"] not in (OTHER, NOT_KNOWN)
    assert [c for c in countries if found[c] == OTHER] == ["FR", "GB"]


def test_one_who_is_not_known_and_one_of_another_country_do_not_look_the_same() -> None:
    countries = ["AT", "BE", "CH", "DE", "ES", "FR", "GB"]
    text = HEAD + "".join(event(c, f"{{country: {c}}}") for c in countries) + event("nowhere", "{mission: Embassy}")
    found = colours(view_of(text, "country"))
    assert (found["GB"], found["nowhere"]) == (OTHER, NOT_KNOWN)


def test_what_is_not_known_stands_last_in_the_legend() -> None:
    text = HEAD + event("a", "{place: rome}") + event("b", "{place: rome}", "clerk")
    assert legend_names(map_of(text, "rank"))[:2] == ["Clerk", "Rank not stated"]


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("Third Secretary " * 600, "Third Secretary Third Secretary Third …"),
        ("\u97d3" * 9_990, "\u97d3" * 38 + " …"),
        ("A\u200b" * 4_995, "A⟨U+200B⟩" * 4 + "A⟨ …"),
    ],
)
def test_a_long_name_of_a_category_is_cut_once_for_both_charts(label: str, name: str) -> None:
    text = HEAD.replace("Clerk", label) + event("a", "{place: rome}", "clerk")
    assert categories(view_of(text, "rank")) == {"a": name}
    assert len(name) <= 40
    world = map_of(text, "rank")
    timeline = draw_timeline(selection(text), ViewOptions("rank"), SIZE)
    assert name in legend_names(world)
    assert len(world.to_json()) + len(timeline.to_json()) < 20_000


def test_the_name_of_every_country_is_shown_whole() -> None:
    longest = max(country_names(), key=lambda code: len(country_names()[code]))
    view = view_of(HEAD + event("a", f"{{country: {longest}}}"), "country")
    assert categories(view) == {"a": country_names()[longest]}


def test_context_takes_no_colour_and_no_place_in_the_legend() -> None:
    assert categories(view_of(FOUR, "country", "talks")) == {"talks": "Country not known"}
    assert categories(view_of(FOUR, "rank", "talks")) == {"talks": "Rank not stated"}
    assert not {"Country not known", "Italy"} & set(legend_names(map_of(FOUR, "country")))


def test_the_events_of_a_view_are_those_selected_with_category_and_colour() -> None:
    view = view_of(FOUR, "country", "bb", "talks")
    assert view.rows.tolist() == [1, 3]
    shown = view.events[["id", "label", "category", "colour", "category_index"]]
    assert shown.to_numpy().tolist() == [
        ["bb", "bb", "Russia", colours(view)["bb"], view.category_index[0]],
        ["talks", "Talks", "Country not known", NOT_KNOWN, view.category_index[1]],
    ]
    assert view.colours([3]) == {3: NOT_KNOWN}


def test_a_part_of_a_view_keeps_its_colours() -> None:
    view = view_of(FOUR, "country")
    part = view.only(view.category_index == view.category_index[1])
    assert colours(part) == {key: colours(view)[key] for key in ("bb", "ccc")}


def test_only_events_that_are_shown_can_be_marked() -> None:
    assert view_of(FOUR, "country", "a", marked=("bb",)).marked == frozenset()
    assert not view_of(FOUR, "country", "a", marked=("bb",)).is_dimmed(["a"])


def test_events_are_dimmed_where_others_are_marked_and_none_of_these() -> None:
    view = view_of(FOUR, "country", "a", "bb", marked=("bb",))
    assert view.is_dimmed(["a"])
    assert not view.is_dimmed(["a", "bb"])


def test_making_a_view_leaves_the_frames_as_they_were() -> None:
    frames = dataset(FOUR).frames
    before = [frames.events.copy(), frames.milestones.copy(), frames.locations.copy()]
    assert len(view_of(FOUR, "rank", "a", marked=("a",)).events) == 1
    for frame, copy in zip((frames.events, frames.milestones, frames.locations), before, strict=True):
        assert frame.equals(copy)
        assert list(frame.columns) == list(copy.columns)


def test_rows_are_named_tuples_with_days_as_numbers_and_missing_values_as_none() -> None:
    a, _, _, talks = plain_rows(dataset(FOUR).frames.events, "id", "date_earliest", "post_country", "latitude")
    # 2016-01-02 is day 16802 after 1970-01-01.
    assert a == (0, "a", 16_802, "GB", 51.5)
    assert (talks.index, talks.date_earliest, talks.post_country, talks.latitude) == (3, None, None, 41.9)


def test_nothing_selected_gives_an_empty_view() -> None:
    view = chart_view(selection(FOUR, "post=FR&context=0"), ViewOptions(), 1000)
    assert view.events.empty
    assert {"label", "category", "colour", "category_index"} <= set(view.events.columns)


@pytest.mark.parametrize("colour_by", COLOUR_BY)
def test_no_two_entries_of_a_legend_have_one_name(shipped, colour_by):
    options = ViewOptions(colour_by)
    charts = [
        draw_map(selection(shipped), options, SIZE),
        draw_timeline(selection(shipped), options, SIZE, with_colour_legend=True),
    ]
    for names in map(legend_names, charts):
        assert names
        assert len(names) == len(set(names))
