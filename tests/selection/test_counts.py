"""How many events are selected, in all and by each value that a filter offers."""

import numpy as np
import pytest

from dashboard.selection import Counts, Filters, Selection
from tests.builders import HEAD, event, selection
from tests.selection.events import selected

# Counts


def test_counts_of_everything():
    assert selected("").counts == Counts(
        defections=6,
        defections_in_all=6,
        context=2,
        context_in_all=2,
        whereabouts={"unknown": 1, "undisclosed": 1, "in-transit": 1, "returned": 1},
        undated=2,  # undated, rumour
        unplaced=1,  # undated
        unplaced_context=1,  # talks
        no_destination_stated=0,
    )


def test_counts_of_a_selection():
    assert selected("post=RU").counts == Counts(
        defections=3,
        defections_in_all=6,
        context=2,
        context_in_all=2,
        whereabouts={"unknown": 1, "in-transit": 1},
        undated=1,
        unplaced=0,
        unplaced_context=1,
        no_destination_stated=0,
    )


def test_counts_of_nothing():
    assert selected("").only(np.array([], dtype=int)).counts == Counts(0, 6, 0, 2, {}, 0, 0, 0, 0)


def test_a_destination_left_out_is_not_one_of_unknown_whereabouts():
    left_out = selection(
        HEAD
        + "events:\n"
        + event("silent", "defection")
        + event("empty", "defection", destination="{}")
        + event("unknown", "defection", destination="{status: unknown}")
        + event("talks", "context", title="Talks")
    )
    assert left_out.counts.whereabouts == {"unknown": 1}
    assert left_out.counts.no_destination_stated == 2
    assert left_out.option_counts["to"] == {"unknown": 1}
    only_unknown = selection(left_out.dataset, "to=unknown&context=0")
    assert only_unknown.events["id"].tolist() == ["unknown"]
    assert only_unknown.not_stated == {"to": 2}
    assert left_out.count_phrases[:3] == [
        "3 of 3 defections",
        "whereabouts of 1 unknown",
        "destination of 2 not stated",
    ]


# Options


def test_options_count_the_defections_that_each_value_would_show():
    assert selected("").option_counts == {
        "post": {"RU": 3, "GB": 1, "CN": 1},
        "to": {"KR": 2, "unknown": 1, "undisclosed": 1, "in-transit": 1, "returned": 1},
        "rank": {"minister": 1, "secretary": 3, "third-secretary": 3, "clerk": 2},
        "status": {"confirmed": 1, "reported": 1, "unconfirmed": 1, "disputed": 1, "denied": 1, "retracted": 1},
    }


def test_options_stand_in_a_fixed_order():
    offered = selected("").option_counts
    assert next(iter(offered["post"])) == "RU"
    assert next(iter(offered["to"])) == "KR"
    assert list(offered["rank"]) == ["minister", "secretary", "third-secretary", "clerk"]
    assert list(offered["status"]) == ["confirmed", "reported", "unconfirmed", "disputed", "denied", "retracted"]


def test_the_counts_of_a_filter_obey_every_other_filter_and_not_itself():
    offered = selected("post=RU&rank=secretary").option_counts
    assert offered["post"] == {"RU": 2, "GB": 0, "CN": 1}  # of secretaries
    assert offered["rank"] == {"minister": 0, "secretary": 2, "third-secretary": 2, "clerk": 1}  # of posts in Russia
    assert offered["to"] == {"KR": 1, "unknown": 1, "undisclosed": 0, "in-transit": 0, "returned": 0}  # of both
    assert offered["status"] == {
        "confirmed": 0,
        "reported": 1,
        "unconfirmed": 1,
        "disputed": 0,
        "denied": 0,
        "retracted": 0,
    }


def test_the_counts_obey_dates_and_text():
    assert selected("from=2016-08&until=2016-08&certain=1").option_counts["post"] == {
        "RU": 1,
        "GB": 1,
        "CN": 0,
    }
    assert selected("q=clerk").option_counts["rank"] == {
        "minister": 0,
        "secretary": 2,
        "third-secretary": 2,
        "clerk": 2,
    }


def test_hiding_context_changes_no_count_of_defections():
    assert selected("context=0").option_counts == selected("").option_counts


def test_a_value_that_is_chosen_is_offered_even_where_the_file_never_uses_it():
    offered = selected("post=FR&to=US&rank=cook").option_counts
    assert (offered["post"]["FR"], offered["to"]["US"], offered["rank"]["cook"]) == (0, 0, 0)
    assert list(offered["to"]) == ["KR", "US", "unknown", "undisclosed", "in-transit", "returned"]


@pytest.mark.parametrize("query", ["", "post=RU", "rank=secretary&q=clerk", "from=2016&until=2016", "status=denied"])
def test_a_count_is_what_choosing_that_value_alone_shows(query):
    selection = selected(query)
    for key, offered in selection.option_counts.items():
        for value, n in offered.items():
            alone = selected("&".join(filter(None, (selection.filters.without(key).query(), f"{key}={value}"))))
            assert alone.counts.defections == n


def test_the_years_and_months_of_the_file_are_offered_with_the_defections_that_may_lie_in_each(shipped):
    assert Selection(shipped).period_counts == {"2015": 1, "2015-07": 1, "2016": 2, "2016-08": 2}
    assert Selection(shipped, Filters(post=("GB",), since="2017")).period_counts == {
        "2015": 0,
        "2015-07": 0,
        "2016": 1,
        "2016-08": 1,
    }


def test_periods_count_what_is_certain_where_uncertain_dates_are_excluded():
    dates = ["2016-03-01", "2016", "[2015-12-31..2016-01-01]", "2015/2017", "2016-03/.."]
    events = "".join(
        event(f"e{n}", "defection", milestones=f"[{{kind: report, date: '{date}', citations: [{{source: s}}]}}]")
        for n, date in enumerate(dates)
    )
    file = f"{HEAD}events:\n{events}"
    assert selection(file, "from=2015").period_counts["2016-03"] == 4
    assert selection(file, "from=2015&certain=1").period_counts["2016-03"] == 3
    assert selection(file, "from=2015&certain=1").period_counts["2016"] == 4
    assert len(selection(file, "from=2016-03&until=2016-03&certain=1")) == 3
