"""How many claims each event has: with and without days that bound them, after its first, and conflicting."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd


@dataclass(frozen=True, eq=False)
class ClaimCounts:
    """Numbers of claims, shape (events,), in the order of the file; each worked out when first asked for."""

    milestones: pd.DataFrame  # the claims, in the order of their events
    events: int  # of the file

    @cached_property
    def dated(self) -> np.ndarray:
        """How many claims with a first or a last possible day each event has."""
        return self._count(~self._is_unbounded)

    @cached_property
    def unbounded(self) -> np.ndarray:
        """How many claims without such a day each event has: undated, or dated `[..2014,2016..]`."""
        return self._count(self._is_unbounded)

    @cached_property
    def open_at_both_ends(self) -> np.ndarray:
        """How many of `unbounded` have a date."""
        return self._count(self._is_unbounded & self.milestones["date"].notna().to_numpy())

    @cached_property
    def later(self) -> np.ndarray:
        """How many claims each event has after its first."""
        return self._count(self._is_later)

    @cached_property
    def later_conflicting(self) -> np.ndarray:
        """How many of `later` conflict with the first of their kind."""
        return self._count(self._is_later & self.milestones["rival"].to_numpy(dtype=bool))

    @cached_property
    def _is_unbounded(self) -> np.ndarray:
        claims = self.milestones
        return (claims["earliest"].isna() & claims["latest"].isna()).to_numpy()

    @cached_property
    def _is_later(self) -> np.ndarray:
        return self.milestones["event"].duplicated().to_numpy()

    def _count(self, which: np.ndarray) -> np.ndarray:
        """Count the claims of each event that a mask, shape (claims,), keeps."""
        return np.bincount(self.milestones["event"].to_numpy()[which], minlength=self.events)
