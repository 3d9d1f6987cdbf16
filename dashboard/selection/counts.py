"""How many events a mask keeps: in all, and by each value that a filter offers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from dashboard.dataset import Dataset
from dashboard.dataset.index import CategoricalColumn, EventIndex
from dashboard.dataset.vocabulary import STATUSES, WHEREABOUTS
from dashboard.selection.filters import Filters


@dataclass(frozen=True)
class Counts:
    """What a selection keeps, in numbers."""

    defections: int
    defections_in_all: int
    context: int
    context_in_all: int
    whereabouts: Mapping[str, int]  # destination status → defections; only those whose destination is not known
    undated: int  # events of either type whose first claim has no date
    unplaced: int  # defections that are not on the map
    unplaced_context: int
    no_destination_stated: int  # defections of which the file does not even say that it is unknown


def count_events(mask: np.ndarray, dataset: Dataset) -> Counts:
    """Count the events that a mask keeps."""
    index = dataset.index
    statuses = index.destination_status.count_by_value(mask & index.is_defection)
    return Counts(
        defections=int((mask & index.is_defection).sum()),
        defections_in_all=int(index.is_defection.sum()),
        context=int((mask & ~index.is_defection).sum()),
        context_in_all=int((~index.is_defection).sum()),
        whereabouts={status: statuses[status] for status in WHEREABOUTS if status in statuses},
        undated=int((mask & index.is_undated).sum()),
        unplaced=int((mask & index.is_defection & ~index.is_placed).sum()),
        unplaced_context=int((mask & ~index.is_defection & ~index.is_placed).sum()),
        no_destination_stated=int((mask & index.is_defection & (index.destination_status.codes < 0)).sum()),
    )


def count_options(filters: Filters, masks: Mapping[str, np.ndarray], dataset: Dataset) -> dict[str, dict[str, int]]:
    """Return the values that each list filter offers, with the number of events that each would show.

    The numbers count defections; in a file of context alone, context. A number obeys every other filter. A value that
    the file never uses is not offered, one that is chosen always. Countries stand by how many events the file holds for
    them, ranks in order of precedence.
    """
    index = dataset.index

    def shown_without(key: str) -> np.ndarray:
        return _all_of([index.is_counted, *(mask for name, mask in masks.items() if name != key)])

    def offered(key: str, column: CategoricalColumn) -> dict[str, int]:
        now = column.count_by_value(shown_without(key))
        by_number = sorted(column.count_by_value(index.is_counted).items(), key=lambda pair: -pair[1])
        values = dict.fromkeys((*(value for value, _ in by_number), *getattr(filters, key)))
        return {value: now.get(value, 0) for value in values}

    to, statuses = offered("to", index.destination), offered("status", index.status)
    ranks = index.ranking.count_by_value(shown_without("rank"))
    ranks_in_all = index.ranking.count_by_value(index.is_counted)
    return {
        "post": offered("post", index.post_country),
        "to": {value: to[value] for value in sorted(to, key=lambda value: value in WHEREABOUTS)},
        "rank": {rank: ranks[rank] for rank in dataset.records.ranks if ranks_in_all[rank] or rank in filters.rank},
        "status": {status: statuses[status] for status in STATUSES if status in statuses},
    }


def count_periods(filters: Filters, masks: Mapping[str, np.ndarray], dataset: Dataset) -> dict[str, int]:
    """Return the years of the file, and the months where these are few, with the events that each would show.

    The numbers count what those of the other filters count, and obey every filter but the range of dates: they are of
    the events that may lie in a period, or, where uncertain dates are excluded, of those that must.
    """
    index = dataset.index
    others = _all_of([index.is_counted, *(mask for name, mask in masks.items() if name != "dates")])
    within = (_certain_numbers if filters.certain else _possible_numbers)(others, index)
    return dict(zip(index.periods, within, strict=True))


def _certain_numbers(counted: np.ndarray, index: EventIndex) -> list[int]:
    latest_start, earliest_end = index.latest_start[counted], index.earliest_end[counted]
    return [
        int(np.count_nonzero((latest_start <= last) & (earliest_end >= first)))
        for first, last in index.period_bounds.tolist()
    ]


def _possible_numbers(counted: np.ndarray, index: EventIndex) -> list[int]:
    begun = np.sort(np.nan_to_num(index.earliest[counted & ~index.has_gaps], nan=-np.inf))
    ended = np.sort(np.nan_to_num(index.latest[counted & ~index.has_gaps], nan=np.inf))
    first, last = index.period_bounds.T
    within = np.searchsorted(begun, last, "right") - np.searchsorted(ended, first, "left")
    period, date_with_gaps = index.periods_of_dates_with_gaps.T
    within += np.bincount(period, index.date.count_codes(counted)[date_with_gaps], len(within)).astype("int64")
    numbers: list[int] = within.tolist()
    return numbers


def _all_of(masks: Sequence[np.ndarray]) -> np.ndarray:
    return np.asarray(np.logical_and.reduce(masks))
