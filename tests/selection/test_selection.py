"""Selections: what emptied them, what a filter cannot tell, and parts of them."""

from copy import deepcopy
from functools import cached_property

import numpy as np
import pytest
from pandas.testing import assert_frame_equal

from dashboard.selection import Filters, Selection
from dashboard.selection.filters import LIST_KEYS
from tests.builders import HEAD, dataset
from tests.selection.events import DATASET, ids, selected

# What emptied a selection


def test_the_filter_that_emptied_a_selection_is_found():
    assert selected("post=GB&rank=secretary").counted_without_filter == {"post": 3, "rank": 1}
    assert selected("post=RU&q=zzz").counted_without_filter == {"q": 3}


def test_filters_that_only_together_empty_a_selection_are_not_blamed_alone():
    assert selected("post=FR&q=zzz").counted_without_filter == {}


def test_certain_dates_can_empty_a_selection():
    query = "from=2016-08-18&until=2016-08-18&certain=1&post=GB"
    # Without the start, the event of London still ends on the 21st; without the end, it begins on the 15th.
    assert selected(query).counted_without_filter == {"certain": 1}


def test_a_selection_is_narrowed_filter_by_filter_down_to_none():
    assert selected("post=RU&rank=secretary&status=denied&q=kim").counted_after_filter == {
        "post": 3,
        "rank": 2,
        "status": 0,
    }
    assert selected("").counted_after_filter == {}


def test_what_a_filter_passes_over_because_it_is_not_known_is_counted():
    assert selected("").not_stated == {}
    assert selected("post=RU").not_stated == {"post": 1}  # undated
    assert selected("rank=secretary").not_stated == {"rank": 2}  # since, undated
    assert selected("post=RU&rank=secretary").not_stated == {"rank": 1}  # since
    assert selected("post=RU&status=confirmed").not_stated == {}
    assert selected("box=131,43,132,44").not_stated == {"box": 1}  # undated


ASKED = {"post": "RU", "to": "US", "rank": "cook"}
"""A value for each list filter of what a file may not say."""


def test_every_list_filter_counts_what_the_file_does_not_say_but_status_which_every_event_has():
    silent = dataset(f"{HEAD}ranks: {{cook: {{label: Cook}}}}\nevents: [{{id: a, type: defection, status: denied}}]\n")
    assert ASKED.keys() == {*LIST_KEYS} - {"status"}
    found = {key: Selection(silent, Filters(**{key: (value,)})).not_stated for key, value in ASKED.items()}
    assert found == {"post": {"post": 1}, "to": {"to": 1}, "rank": {"rank": 1}}


# Purity


@pytest.mark.parametrize(
    "query", ["", "post=RU&to=KR&rank=secretary&status=denied&from=2016&until=2016&q=kim&context=0"]
)
def test_the_frames_stay_as_they_were(query):
    before = deepcopy(DATASET.frames)
    selection = selected(query)
    mask = selection.mask.copy()
    for name, value in vars(Selection).items():
        if isinstance(value, cached_property):
            getattr(selection, name)
    for name in ("events", "milestones", "locations", "persons", "search"):
        assert_frame_equal(getattr(DATASET.frames, name), getattr(before, name))
    assert (selection.mask == mask).all()


# Parts


def test_a_part_of_a_selection_holds_only_what_the_filters_keep():
    part = selected("post=RU&context=0").only(np.array([0, 2, 4]))
    assert ids(part) == "vladivostok since"
    assert part.counts.defections == 2
    assert part.filters == selected("post=RU&context=0").filters


def test_a_part_counts_its_own_sources_milestones_and_places():
    part = selected("").only(np.array([1]))
    assert part.source_ids == ["s"]
    assert part.milestones["kind"].tolist() == ["arrival"]
    assert part.locations["place"].tolist() == ["petersburg"]
    assert part.status_counts == {"reported": 1}
    assert part.status_phrases == ["1 reported"]


def test_the_events_are_listed_in_order_of_time_context_last():
    rows = selected("").rows_in_display_order
    listed = DATASET.frames.events["id"].iloc[rows].tolist()
    assert listed == ["petersburg", "before", "london", "vladivostok", "since", "undated", "talks", "rumour"]


@pytest.mark.parametrize(
    ("query", "name"),
    [("q=Vladivostock", "Vladivostok"), ("q=Unted Kingdm", "United Kingdom"), ("q=kim", None), ("", None)],
)
def test_the_nearest_name_to_a_search_text_without_match_is_that_of_a_person_place_or_country(query, name):
    assert selected(query).nearest_name == name
