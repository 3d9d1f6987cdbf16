"""Count the events of each mark: by role, by category, and by reason for an unknown destination."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from dashboard.charts.map.sites import Members
from dashboard.charts.map.style import CONTEXT, DESTINATION, POST, REASONS
from dashboard.charts.view import ChartView


@dataclass(frozen=True, eq=False)
class Totals:
    """What each mark stands for, in numbers of events."""

    departed: np.ndarray  # (n marks, n categories, 1 + n reasons); no reason, the first: known or not stated where to
    arrived: np.ndarray  # (n marks, n categories)
    context: np.ndarray  # (n marks,)

    @cached_property
    def counts_by_role(self) -> np.ndarray:
        """How many left, arrived and are context: shape (n marks, 3), in the order of `style.ROLES`."""
        return np.column_stack([self.departed.sum(axis=(1, 2)), self.arrived.sum(axis=1), self.context])

    @cached_property
    def role(self) -> np.ndarray:
        """The strongest role of each mark: shape (n marks,)."""
        has_departed, has_arrived, _ = self.counts_by_role.T > 0
        return np.where(has_departed, POST, np.where(has_arrived, DESTINATION, CONTEXT))

    @property
    def count(self) -> np.ndarray:
        """How many events have the role of the mark: shape (n marks,)."""
        return np.asarray(self.counts_by_role[np.arange(len(self.role)), self.role])

    @property
    def by_category(self) -> np.ndarray:
        """How many events of each category have the role of the mark: shape (n marks, n categories)."""
        is_post = self.role == POST
        return np.where(is_post[:, None], self.departed.sum(axis=2), self.arrived)

    @cached_property
    def by_reason(self) -> np.ndarray:
        """How many of those who left have a destination not known, by reason: shape (n marks, n reasons)."""
        return np.asarray(self.departed.sum(axis=1)[:, 1:])

    def without_destination_by_category(self, reasons: tuple[int, ...]) -> np.ndarray:
        """Count departures whose destination is unknown for one of `reasons`: shape (n marks, n categories)."""
        return np.asarray(self.departed[:, :, [1 + reason for reason in reasons]].sum(axis=2))

    def take(self, chosen: np.ndarray) -> "Totals":
        """Return the totals of some marks, given by index, in this order."""
        return Totals(self.departed[chosen], self.arrived[chosen], self.context[chosen])


def total_events(view: ChartView, members: Members, marks: int) -> Totals:
    """Count the events that marks hold."""
    categories, reasons = len(view.categories), 1 + len(REASONS)
    mark, position = members.departed.T
    departed = (mark * categories + view.category_index[position]) * reasons + reason_codes(view)[position]
    mark, position = members.arrived.T
    arrived = mark * categories + view.category_index[position]
    return Totals(
        np.bincount(departed, minlength=marks * categories * reasons).reshape(marks, categories, reasons),
        np.bincount(arrived, minlength=marks * categories).reshape(marks, categories),
        np.bincount(members.context[:, 0], minlength=marks),
    )


def reason_codes(view: ChartView) -> np.ndarray:
    """Return why the destination of each selected event is not known: 1 + its number in `REASONS`, or else 0."""
    status = view.dataset.index.destination_status
    code_by_status = {reason: code for code, reason in enumerate(REASONS, 1)}
    codes = np.array([*(code_by_status.get(value, 0) for value in status.values), 0])
    return np.asarray(codes[status.codes[view.rows]])
