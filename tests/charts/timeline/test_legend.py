"""The legend of the timeline."""

from typing import get_args

import pytest

from dashboard.dataset.vocabulary import KIND_LABELS, MilestoneKind
from tests.charts.timeline.events import HEAD, claim, defection, draw, rival
from tests.figures import legend_names, trace


def test_every_kind_of_milestone_has_a_symbol_of_its_own_and_is_in_the_legend() -> None:
    kinds = get_args(MilestoneKind)
    claims = [claim(f"2016-0{n}-01", kind) for n, kind in enumerate(kinds, 1)]
    figure = draw(HEAD + defection("a", *claims))
    symbols = list(trace(figure, "Milestones").marker.symbol)
    assert len(set(symbols)) == len(kinds)
    assert legend_names(figure) == list(KIND_LABELS.values())
    assert [t.marker.symbol for t in figure.data if t.showlegend] == symbols


def test_the_legend_holds_only_what_is_drawn() -> None:
    day = HEAD + defection("a", claim("2016-01-01", "arrival"))
    assert legend_names(draw(day)) == ["Arrival"]
    both = HEAD + defection("a", claim("2016-01-01", "arrival"), rival("2015-01-01", "report"))
    assert legend_names(draw(both)) == ["Arrival", "Report", "Conflicting report"]


@pytest.mark.parametrize(
    ("date", "explained"),
    [
        ("2016-08", ["Possible days"]),
        ("[2016-08-17,2016-08-18]", ["Possible days"]),
        ("2016-08-18~", ["Possible days", "Approximate or open"]),
        ("2016-01-01/2016-08~", ["Lasted", "Possible days", "Approximate or open"]),
        ("0001~", ["Possible days", "Approximate or open"]),
        ("[..2016-08-25]", ["Possible days", "Approximate or open"]),
        ("2016-08-25/..", ["Lasted", "Possible days", "Approximate or open"]),
    ],
)
def test_the_legend_explains_periods_and_fades_where_they_are_drawn(date: str, explained: list[str]) -> None:
    figure = draw(HEAD + defection("a", claim(date)))
    assert legend_names(figure) == ["Report", *explained]
