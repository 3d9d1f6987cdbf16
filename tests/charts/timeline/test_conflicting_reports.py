"""Conflicting reports in the timeline of lanes: their rows, marks, lines and words."""

from datetime import datetime

from tests.charts.timeline.events import HEAD, RIVALS, claim, date_bars, defection, draw, rival
from tests.figures import legend_names, trace, traces


def test_rival_claims_stand_below_their_event_in_a_row_a_source() -> None:
    figure = draw(RIVALS)
    own = trace(figure, "Milestones").y[0]
    lane_end = trace(figure, "Lanes").width[0]
    times_1, times_2, post = trace(figure, "Conflicting milestones").y
    dates = trace(figure, "Dates")
    rows = list(dates.y[:4])
    assert rows[0] == own
    assert rows[1] == rows[2]
    assert own < rows[1] < rows[3] < lane_end
    assert abs(times_1 - times_2) < rows[3] - rows[2]
    assert post == rows[3]


def test_rival_claims_are_hollow_and_the_events_own_filled() -> None:
    figure = draw(RIVALS)
    own, rivals = trace(figure, "Milestones"), trace(figure, "Conflicting milestones")
    paper = figure.layout.template.layout.plot_bgcolor
    assert paper not in own.marker.color
    assert rivals.marker.color == paper
    assert list(rivals.marker.line.color) == [own.marker.color[0]] * 3


def test_a_dashed_line_leads_from_the_first_claim_to_each_rival_source() -> None:
    figure = draw(RIVALS)
    line = trace(figure, "Conflicting report")
    own = trace(figure, "Milestones")
    rows = trace(figure, "Dates").y
    assert line.line.dash not in (None, "solid")
    assert line.line.width <= 1
    assert list(line.y) == [own.y[0], rows[1], rows[1], None, own.y[0], rows[3], rows[3], None]
    assert [line.x[n] for n in (0, 1, 4, 5)] == [own.x[0]] * 4
    assert line.meta == {"lines": [own.customdata[0]] * 2}
    assert own.x[0] < line.x[2] <= "2016-07-01T12:00:00"
    assert own.x[0] < line.x[6] <= "2016-07-06T12:00:00"


def test_there_is_no_line_where_no_claim_disagrees_or_the_own_one_has_no_date() -> None:
    agreed = draw(HEAD + defection("a", claim("2016"), claim("2016-02")))
    assert "Conflicting report" not in [t.name for t in agreed.data]
    undated = draw(HEAD + defection("a", claim(None), rival("2016-02")))
    assert traces(undated, "Conflicting report") == []
    assert "Conflicting report" in legend_names(undated)


def test_a_rival_source_and_its_dates_stand_in_words_beside_its_marks() -> None:
    words = trace(draw(RIVALS), "Words")
    assert list(words.text) == ["The Times: 1 and 2 July 2016", "The Post: 6 July 2016"]


def test_a_rival_does_not_replace_the_claim_it_disagrees_with() -> None:
    figure = draw(RIVALS)
    assert date_bars(figure, "a")[0] == (datetime(2015, 7, 1), datetime(2015, 8, 1))
    assert [ids[0] for ids in trace(figure, "Lanes").customdata] == ["a", "b"]
