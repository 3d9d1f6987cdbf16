"""The marks in the lanes of a timeline, kept apart where they would cover each other."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby

from dashboard.charts.timeline.axis import TimeAxis
from dashboard.charts.timeline.claim_marks import ClaimMark
from dashboard.charts.timeline.claims import date_span
from dashboard.charts.timeline.lanes import MAIN_ROW, Lane

_MARK, _MINOR_MARK, _MIN_MARK = 11, 9, 4.0  # px
_MAX_ROW_SHARE = 0.6  # of the height of a main row
_MAX_OVERLAP = 2  # px
_SPREAD, _MINOR_SPREAD = 28, 8  # px before scaling: how far the marks of a row may stand apart, up and down
_MAX_LEVELS, _MAX_STEP = 4, 10.0


@dataclass(frozen=True, eq=False)
class MarkedLane:
    """A lane with the marks of its claims, in the order of the file; y in pixels before scaling."""

    lane: Lane
    marks: tuple[ClaimMark, ...]

    @cached_property
    def rows(self) -> dict[int, tuple[ClaimMark, ...]]:
        """The marks by row, from top to bottom; those of a row in order of time."""
        ordered = sorted(self.marks, key=lambda mark: (mark.claim.row, mark.span.mark))
        return {row: tuple(marks) for row, marks in groupby(ordered, key=lambda mark: mark.claim.row)}

    def disputed_mark(self, conflicting: Sequence[ClaimMark]) -> ClaimMark:
        """Return the mark that is in dispute: the event's first claim of the same kind, else its first claim."""
        own = [mark for mark in self.marks if mark.claim.row == 0]
        kinds = {mark.claim.milestone.kind for mark in conflicting}
        return next((mark for mark in own if mark.claim.milestone.kind in kinds), own[0])


def mark_lane(lane: Lane, axis: TimeAxis, scale: float) -> MarkedLane:
    """Mark every claim of a lane in the middle of its row, or beside it where marks would cover each other."""
    centred = MarkedLane(lane, tuple(_centred_mark(lane, n, axis, scale) for n in range(len(lane.claims))))
    spread = {mark: moved for row in centred.rows.values() for mark, moved in _spread_row(row, axis, scale)}
    return MarkedLane(lane, tuple(spread[mark] for mark in centred.marks))


def _centred_mark(lane: Lane, number: int, axis: TimeAxis, scale: float) -> ClaimMark:
    claim = lane.claims[number]
    y = lane.row_middle(claim.row)
    size = max(_MIN_MARK, min(_MINOR_MARK if claim.is_minor else _MARK, _MAX_ROW_SHARE * MAIN_ROW * scale))
    return ClaimMark(claim, date_span(claim, axis.fade), y, y, size)


def _spread_row(row: Sequence[ClaimMark], axis: TimeAxis, scale: float) -> list[tuple[ClaimMark, ClaimMark]]:
    """Return each mark of a row with the same mark where it covers no other."""
    height = (_MINOR_SPREAD if row[0].claim.is_minor else _SPREAD) * min(1.0, scale)
    offsets = spread_offsets([axis.position(mark.span.mark) for mark in row], row[0].size, height)
    return [(mark, replace(mark, y=mark.y + offset)) for mark, offset in zip(row, offsets, strict=True)]


def spread_offsets(positions: Sequence[float], size: float, height: float) -> list[float]:
    """Return how far up or down marks of a size stand, given where they stand in time, in order and in pixels.

    Those that would cover each other take turns on up to four levels, which have some height together.
    """
    offsets: list[float] = []
    for crowd in _overlapping_runs(positions, size - _MAX_OVERLAP):
        levels = min(crowd, _MAX_LEVELS)
        step = min(_MAX_STEP, height / max(1, levels - 1))
        offsets += [(n % levels - (levels - 1) / 2) * step for n in range(crowd)]
    return offsets


def _overlapping_runs(positions: Sequence[float], min_distance: float) -> list[int]:
    """Return how many marks stand together, one after the other, each nearer than a distance to the one before."""
    crowds: list[int] = []
    reached = float("-inf")
    for x in positions:
        if x - reached < min_distance:
            crowds[-1] += 1
        else:
            crowds.append(1)
        reached = x
    return crowds
