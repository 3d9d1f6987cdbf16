"""What hovering over a date says."""

import json

import plotly.graph_objects as go

from tests.builders import event
from tests.charts.timeline.events import HEAD, claim, defection, draw, plain, rival
from tests.figures import trace


def hovers(figure: go.Figure) -> list[list[str]]:
    """Return the lines of what hovering over each bar says, as plain text."""
    return [[plain(line) for line in text.split("<br>")] for text in trace(figure, "Dates").hovertext]


def test_hover_says_what_when_where_by_whom_and_from_which_paragraph() -> None:
    said = (
        '{kind: official-response, date: "2016-08-18~", by: Ministry of Unification, stance: declined-to-confirm, '
        "place: moscow, note: For the safety of defectors., citations: [{source: herald, paragraph: '4-5'}]}"
    )
    figure = draw(HEAD + defection("a", said, name="Kim"))
    expected = [
        "Kim",
        "Official response: declined to confirm",
        "About 18 August 2016 · date code 2016-08-18~",
        "Between 15 and 21 August 2016",
        "Moscow",
        "Ministry of Unification",
        "For the safety of defectors.",
        "The Herald, 26 August 2016, paragraphs 4-5",
    ]
    assert hovers(figure)[0] == expected
    assert [plain(line) for line in trace(figure, "Milestones").hovertext[0].split("<br>")] == expected


def test_hover_over_a_month_gives_its_first_and_last_day() -> None:
    figure = draw(HEAD + defection("a", claim("2015-07", "arrival"), name="Kim"))
    assert hovers(figure) == [
        [
            "Kim",
            "Arrival",
            "July 2015 · date code 2015-07",
            "Between 1 and 31 July 2015",
            "The Herald, 26 August 2016",
        ]
    ]


def test_hover_over_a_conflicting_report_says_that_it_is_one() -> None:
    figure = draw(HEAD + defection("a", claim("2015"), rival("2016-07-06"), name="Kim"))
    assert hovers(figure)[1] == [
        "Kim",
        "Report · conflicting report",
        "6 July 2016 · date code 2016-07-06",
        "The Times, 27 August 2016",
    ]


def test_a_long_date_has_its_code_in_a_line_of_its_own() -> None:
    figure = draw(HEAD + defection("a", claim("[2016-08-22..2016-08-25]"), name="Kim"))
    assert hovers(figure)[0][2:4] == [
        "On one day between 22 and 25 August 2016",
        "Date code [2016-08-22..2016-08-25]",
    ]


def test_hover_over_an_open_date_says_so() -> None:
    figure = draw(HEAD + defection("a", claim("[..2016-08-25]"), name="Kim"))
    assert hovers(figure)[0][2:4] == [
        "By 25 August 2016 · date code [..2016-08-25]",
        "On or before 25 August 2016",
    ]


def test_a_hover_stays_short_for_plotly_leaves_out_what_has_no_room() -> None:
    more = f", note: {json.dumps('A rather long note that goes on. ' * 12)}"
    figure = draw(HEAD + defection("a", claim("2016", more=more)))
    assert max(len(line) for line in hovers(figure)[0]) <= 60
    assert " ".join(hovers(figure)[0]).count("A rather long note") == 5
    assert len(hovers(figure)[0]) <= 12
    assert figure.layout.height >= 12 * 18


def titled(key: str, title: str, *claims: str, post: str = "{country: SY}") -> str:
    return event(
        key, "defection", title=title, persons="[{name: null, label: Unidentified official}]", post=post,
        milestones=f"[{', '.join(claims)}]",
    )  # fmt: skip


def test_hovers_have_the_title_of_an_event_below_its_name() -> None:
    figure = draw(HEAD + titled("a", "An attaché leaves Prague", claim("2016-08-25", "departure")))
    for name in ("Dates", "Milestones"):
        (hover,) = trace(figure, name).hovertext
        assert [plain(line) for line in hover.split("<br>")][:3] == [
            "Unidentified official",
            "An attaché leaves Prague",
            "Departure",
        ]


def test_a_title_that_is_the_name_is_not_said_twice() -> None:
    figure = draw(HEAD + event("a", "context", title="Talks in Seoul", milestones=f"[{claim('2016-08-25')}]"))
    (hover,) = trace(figure, "Milestones").hovertext
    assert hover.count("Talks in Seoul") == 1


def test_hovers_of_packed_marks_have_the_title_too() -> None:
    events = "".join(titled(f"e{n}", f"Title {n}", claim(f"2016-08-{1 + n % 28:02}")) for n in range(200))
    hovered = [text for it in draw(HEAD + events).data for text in it.hovertext or ()]
    assert len(hovered) == 200
    assert all(plain(text.split("<br>")[1]).startswith("Title ") for text in hovered)


def test_a_lane_without_a_date_says_title_and_country_when_a_reader_points_at_it() -> None:
    lanes = trace(draw(HEAD + titled("a", "Dated", claim("2016")) + titled("b", "Neither") + titled(
        "c", "Not dated", post="{place: moscow}")), "Lanes")  # fmt: skip
    said = {
        ids[0]: ([plain(line) for line in text.split("<br>")], info)
        for ids, text, info in zip(lanes.customdata, lanes.hovertext, lanes.hoverinfo, strict=True)
    }
    assert said["a"] == ([""], "none")
    assert said["b"] == (["Unidentified official", "Neither", "Somewhere in Syria", "Without a date"], "text")
    assert said["c"] == (["Unidentified official", "Not dated", "Moscow", "Without a date"], "text")
