"""Events counted by rank: once for a rank and all within it, as sets count them."""

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from dashboard.dataset.ranking import ranking_of

WITHIN = {"minister": None, "secretary": None, "clerk": "third", "third": "secretary", "second": "secretary"}


def persons(*rows: tuple[int, str | None]) -> pd.DataFrame:
    """Return persons with the row number of their event and their rank."""
    events, ranks = [event for event, _ in rows], [rank for _, rank in rows]
    return pd.DataFrame({"event": np.array(events, dtype="int64"), "rank": pd.array(ranks, dtype="str")})


def test_an_event_counts_once_for_a_rank_however_many_of_it_or_within_it_it_has():
    ranking = ranking_of(
        persons(
            (0, "clerk"), (0, "second"), (0, "clerk"), (1, "third"), (1, None), (2, "minister"), (2, "secretary"),
        ),
        WITHIN,
    )  # fmt: skip
    everything = {"minister": 1, "secretary": 3, "third": 2, "clerk": 1, "second": 1}
    assert ranking.count_by_value(np.array([True, True, True, True])) == everything
    of_one = {"minister": 0, "secretary": 1, "third": 1, "clerk": 1, "second": 1}
    assert ranking.count_by_value(np.array([True, False, False, True])) == of_one


def test_without_ranks_or_persons_there_is_nothing_to_count():
    assert ranking_of(persons(), {}).count_by_value(np.array([True])) == {}
    assert ranking_of(persons((0, None)), {}).count_by_value(np.array([True])) == {}
    assert ranking_of(persons(), WITHIN).count_by_value(np.array([True])) == dict.fromkeys(WITHIN, 0)


def test_ranks_that_only_pass_persons_on_to_a_wider_one_share_its_list_of_events():
    chain = {f"r{n}": f"r{n - 1}" if n else None for n in range(1000)}
    ranking = ranking_of(persons((0, "r999"), (1, "r999")), chain)
    assert ranking.count_by_value(np.array([True, True])) == dict.fromkeys(chain, 2)
    assert len({id(rows) for rows in ranking.events_by_rank.values()}) == 1


@given(st.data())
def test_counts_are_those_of_sets(data):
    number = data.draw(st.integers(1, 12))
    keys = data.draw(st.permutations([f"r{n}" for n in range(number)]))
    within = {key: data.draw(st.sampled_from([None, *keys[:n]])) for n, key in enumerate(keys)}
    drawn = data.draw(st.lists(st.tuples(st.integers(0, 5), st.none() | st.sampled_from(keys)), max_size=40))
    kept = np.array(data.draw(st.lists(st.booleans(), min_size=6, max_size=6)))
    having = {key: set() for key in keys}
    for event, rank in drawn:
        while rank is not None:
            having[rank].add(event)
            rank = within[rank]
    assert ranking_of(persons(*drawn), within).count_by_value(kept) == {
        key: sum(kept[event] for event in found) for key, found in having.items()
    }
