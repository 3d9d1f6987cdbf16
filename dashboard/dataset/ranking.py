"""Count the events of each rank and all within it."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, eq=False)
class Ranking:
    """The ranks of a file, numbered so that all within a rank follow it in a row, and how events count for them.

    An event counts once for a rank, however many persons it has of it or within it: it adds one to the rank of each of
    them, and takes one from the narrowest rank that includes two that are next to each other.
    """

    ranks: tuple[str, ...]
    end: np.ndarray  # of the row of each rank
    event: np.ndarray  # of each share: its row number
    rank: np.ndarray
    share: np.ndarray  # 1 or -1

    def count_by_value(self, kept: np.ndarray) -> dict[str, int]:
        """Return how many of the events kept have a person of each rank, or of one within it."""
        counted = kept[self.event]
        shares = np.bincount(self.rank[counted], self.share[counted], len(self.ranks))
        before = np.append(0, np.cumsum(shares)).astype("int64")
        return dict(zip(self.ranks, (before[self.end] - before[:-1]).tolist(), strict=True))


def ranking_of(within: Mapping[str, str | None], event: np.ndarray, rank: list[str | None]) -> Ranking:
    """Return how events count for ranks, given what each rank is within, and the event and the rank of each person."""
    inside: dict[str | None, list[str]] = defaultdict(list)
    for narrow, wide in within.items():
        inside[wide].append(narrow)
    ranks: list[str] = []
    waiting = [*inside[None]]
    while waiting:
        ranks.append(waiting.pop())
        waiting += inside[ranks[-1]]
    number = {key: n for n, key in enumerate(ranks)}
    wider = np.array([number.get(within[key] or "", -1) for key in ranks], dtype="int64")
    end = np.arange(1, len(ranks) + 1)
    for n in range(len(ranks) - 1, -1, -1):
        if wider[n] >= 0:
            end[wider[n]] = max(end[wider[n]], end[n])
    of = np.array([-1 if key is None else number[key] for key in rank], dtype="int64")
    pairs = np.unique(event[of >= 0] * len(ranks) + of[of >= 0])
    event, of = np.divmod(pairs, max(1, len(ranks)))
    alike = event[1:] == event[:-1]
    common, other = of[:-1][alike], of[1:][alike]
    while (narrow := (common >= 0) & (end[common] <= other)).any():
        common[narrow] = wider[common[narrow]]
    found = common >= 0
    return Ranking(
        tuple(ranks),
        end,
        np.append(event, event[1:][alike][found]),
        np.append(of, common[found]),
        np.repeat([1.0, -1.0], [len(of), int(found.sum())]),
    )
