"""Events counted by rank: once for a rank and all within it, as sets count them."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.dataset.ranking import ranking_of

WITHIN = {"minister": None, "secretary": None, "clerk": "third", "third": "secretary", "second": "secretary"}


def test_an_event_counts_once_for_a_rank_however_many_of_it_or_within_it_it_has():
    persons = [(0, "clerk"), (0, "second"), (0, "clerk"), (1, "third"), (1, None), (2, "minister"), (2, "secretary")]
    event, rank = np.array([event for event, _ in persons]), [rank for _, rank in persons]
    ranking = ranking_of(WITHIN, event, rank)
    everything = {"minister": 1, "secretary": 3, "third": 2, "clerk": 1, "second": 1}
    assert ranking.count_by_value(np.array([True, True, True, True])) == everything
    of_one = {"minister": 0, "secretary": 1, "third": 1, "clerk": 1, "second": 1}
    assert ranking.count_by_value(np.array([True, False, False, True])) == of_one


def test_without_ranks_or_persons_there_is_nothing_to_count():
    nobody = np.empty(0, dtype="int64")
    assert ranking_of({}, nobody, []).count_by_value(np.array([True])) == {}
    assert ranking_of({}, np.array([0]), [None]).count_by_value(np.array([True])) == {}
    assert ranking_of(WITHIN, nobody, []).count_by_value(np.array([True])) == dict.fromkeys(WITHIN, 0)


@settings(deadline=None)
@given(st.data())
def test_counts_are_those_of_sets(data):
    number = data.draw(st.integers(1, 12))
    keys = data.draw(st.permutations([f"r{n}" for n in range(number)]))
    within = {key: data.draw(st.sampled_from([None, *keys[:n]])) for n, key in enumerate(keys)}
    persons = data.draw(st.lists(st.tuples(st.integers(0, 5), st.none() | st.sampled_from(keys)), max_size=40))
    kept = np.array(data.draw(st.lists(st.booleans(), min_size=6, max_size=6)))
    having = {key: set() for key in keys}
    for event, rank in persons:
        while rank is not None:
            having[rank].add(event)
            rank = within[rank]
    events, ranks = np.array([event for event, _ in persons], dtype="int64"), [rank for _, rank in persons]
    assert ranking_of(within, events, ranks).count_by_value(kept) == {
        key: sum(kept[event] for event in found) for key, found in having.items()
    }
