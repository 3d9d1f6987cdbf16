"""What hovering over a date says."""

import json

import plotly.graph_objects as go

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
