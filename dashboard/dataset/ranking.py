"""Count events by rank, where a wider rank includes the ranks within it."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from dashboard.dataset.categorical import CategoricalColumn, categorical_column

_NO_EVENTS = np.empty(0, dtype="int64")


@dataclass(frozen=True, eq=False)
class Ranking:
    """Which events count for each rank: those with at least one person of that rank or of a rank within it."""

    events_by_rank: Mapping[str, np.ndarray]
    """Row numbers of events, each once, by the id of the rank."""

    def count_by_value(self, kept: np.ndarray) -> dict[str, int]:
        """Count the events of each rank among those that a mask, shape (events,), keeps."""
        return {rank: int(np.count_nonzero(kept[rows])) for rank, rows in self.events_by_rank.items()}


def ranking_of(persons: pd.DataFrame, within: Mapping[str, str | None]) -> Ranking:
    """Find the events of each rank.

    `persons` has the columns `event` (row number) and `rank`, one row a person. `within` maps the id of each rank
    to the next wider rank, if any; no rank may be within itself.
    """
    narrower: dict[str | None, list[str]] = defaultdict(list)
    for rank, wider in within.items():
        narrower[wider].append(rank)
    widest_first = [*narrower[None]]
    for rank in widest_first:
        widest_first += narrower[rank]  # the loop goes on through these
    found: dict[Any, np.ndarray] = persons.groupby("rank")["event"].unique().to_dict()
    for rank in reversed(widest_first):
        parts = [found[part] for part in (rank, *narrower[rank]) if part in found]
        if parts:
            # A single part is shared, not copied: a long chain of ranks takes no room of its own.
            found[rank] = parts[0] if len(parts) == 1 else np.unique(np.concatenate(parts))
    return Ranking({rank: found.get(rank, _NO_EVENTS) for rank in within})


def first_ranks(persons: pd.DataFrame, events: int) -> CategoricalColumn:
    """Return the rank of the first person of each event who has one, for so many events."""
    ranked = persons[persons["rank"].notna()].drop_duplicates("event")
    ranks = categorical_column(ranked["rank"])
    codes = np.full(events, -1)
    codes[ranked["event"].to_numpy()] = ranks.codes
    return CategoricalColumn(codes, ranks.values)
