"""The lanes of a timeline, stacked from top to bottom, and the rows in each.

Lengths are in pixels before the lanes are scaled to the height of the figure.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dashboard.charts.timeline.claims import Claim, EventClaims, EventRow

MAIN_ROW, CONFLICT_ROW, CONTEXT_ROW = 40, 17, 21
_EXTRA_NARROW_CONTEXT = 14  # for words in two lines
_BELOW_CONFLICTS = 4
NARROW_WIDTH = 560  # px, of a figure


@dataclass(frozen=True, eq=False)
class Lane:
    """An event with a row for its own claims and one for each source that disagrees."""

    event: EventRow
    claims: tuple[Claim, ...]
    conflicting_rows: int
    top: float
    is_narrow: bool  # in a figure with little width for words

    @property
    def main_height(self) -> float:
        """The height of the row of the event's own claims."""
        if self.event.is_context:
            return CONTEXT_ROW + _EXTRA_NARROW_CONTEXT * self.is_narrow
        return MAIN_ROW

    @property
    def height(self) -> float:
        """The height of all its rows."""
        return (
            self.main_height + CONFLICT_ROW * self.conflicting_rows + (_BELOW_CONFLICTS if self.conflicting_rows else 0)
        )

    @property
    def bottom(self) -> float:
        """Where the next lane begins."""
        return self.top + self.height

    def row_middle(self, row: int) -> float:
        """Return the y of the middle of a row: 0 for the event's own claims."""
        if row == 0:
            return self.top + self.main_height / 2
        return self.top + (self.main_height + CONFLICT_ROW * (row - 0.5))

    @property
    def source_by_conflicting_row(self) -> dict[int, str]:
        """The names of the sources whose conflicting reports have a date, by their rows from top to bottom."""
        conflicting = sorted((claim for claim in self.claims if claim.row), key=lambda claim: claim.row)
        return {claim.row: claim.milestone.sources for claim in conflicting}


def stack_lanes(events: Iterable[EventClaims], width: int) -> tuple[Lane, ...]:
    """Stack the lanes of events without gaps, for a figure of some width."""
    lanes: list[Lane] = []
    for it in events:
        top = lanes[-1].bottom if lanes else 0.0
        lanes.append(Lane(it.event, it.claims, it.conflicting_rows, top, width < NARROW_WIDTH))
    return tuple(lanes)


def min_defection_height(lanes: Sequence[Lane]) -> float:
    """Return the height of the lowest lane of a defection; where there is none, of a row of context."""
    return min((lane.height for lane in lanes if not lane.event.is_context), default=CONTEXT_ROW)
