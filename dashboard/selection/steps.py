"""The events that a reader can step to from those that are marked, in order of time."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from dashboard.selection.selection import Selection

REACH = 100
"""How many events before and after those that are marked are at hand."""


@dataclass(frozen=True)
class EventSteps:
    """Ids of events in order of time, the undated last: those around the marked ones, and the first and last of all."""

    ids: list[str]
    first: str
    last: str


def event_steps(selection: Selection, marked: Collection[str] = (), reach: int = REACH) -> EventSteps | None:
    """Return the steps from the marked events, or from the first; None where nothing is selected."""
    order, row_by_id = selection.rows_in_order_of_time, selection.dataset.index.row_by_id
    if not len(order):
        return None
    at = np.flatnonzero(np.isin(order, [row_by_id[event] for event in marked])) if marked else np.empty(0, dtype=int)
    from_, until = (int(at[0]), int(at[-1]) + 1) if len(at) else (0, 0)
    near = [*range(max(from_ - reach, 0), min(from_ + reach, len(order)))]
    near += range(max(until - reach, near[-1] + 1), min(until + reach, len(order)))
    ids = selection.dataset.frames.events["id"].iloc[order[[*near, 0, -1]]].tolist()
    return EventSteps(ids[:-2], *ids[-2:])
