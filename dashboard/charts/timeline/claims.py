"""The dated claims of the selected events, and the days that each of them may mean.

Moments are days since 1970-01-01; the end of a period is not part of it.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import inf
from typing import Any, Protocol

import numpy as np

from dashboard.charts.theme import CONTEXT_GREY
from dashboard.charts.timeline.axis import TimeAxis, fit_axis
from dashboard.charts.timeline.style import DIMMED_OPACITY
from dashboard.charts.view import ChartView, plain_rows
from dashboard.dataset import edtf
from dashboard.dataset.calendar_days import day_number
from dashboard.dataset.country_points import somewhere_in
from dashboard.dataset.durations import certain_days, is_interval


class EventRow(Protocol):
    """What a chart of claims reads of an event."""

    index: int  # row number in the file
    id: str
    label: str
    colour: str
    category_index: int
    title: str | None  # where the label does not say it
    post: str | None  # its place, or else somewhere in its country
    date: str | None  # EDTF
    date_earliest: int | None  # day number
    date_latest: int | None
    is_context: bool
    is_marked: bool
    is_dimmed: bool  # others are marked, and this one is not


class MilestoneRow(Protocol):
    """What a chart of claims reads of a milestone: a row of the milestones frame, days as numbers."""

    kind: str
    date: str  # EDTF
    qualifier: str | None
    earliest: int | None
    latest: int | None
    core_earliest: int | None  # before an approximate date is widened
    core_latest: int | None
    rival: bool
    by: str | None
    stance: str | None
    place: str | None
    note: str | None
    source_ids: str
    sources: str
    citations: str


@dataclass(frozen=True, eq=False)
class Claim:
    """A milestone of whose date something is known."""

    event: EventRow
    milestone: MilestoneRow
    row: int  # within its event: 0 for the event's own claims, then one for each source that disagrees

    @property
    def start(self) -> float | None:
        """The first day on which it may have been; None where open."""
        return self.milestone.earliest

    @property
    def end(self) -> float | None:
        """The day after the last on which it may have been; None where open."""
        return None if self.milestone.latest is None else self.milestone.latest + 1

    @property
    def is_open(self) -> bool:
        """Whether one end of the date is not known."""
        return self.start is None or self.end is None

    @property
    def is_lasting(self) -> bool:
        """Whether it went on from a day to another, rather than happened on one of them."""
        return is_interval(self.milestone.date)

    @property
    def is_end_unknown(self) -> bool:
        """Whether it lasted, and when it began or ended is not known."""
        return edtf.parse(self.milestone.date).is_end_unknown

    @property
    def certain_span(self) -> tuple[float, float]:
        """The days on which something that lasted certainly went on; the end is before the start if there are none."""
        start, end = certain_days(edtf.parse(self.milestone.date))
        return (inf if start is None else day_number(start)), (-inf if end is None else day_number(end) + 1)

    @property
    def has_doubtful_days(self) -> bool:
        """Whether it is not known for some day whether it was on this day."""
        if self.start is None or self.end is None:
            return True
        return self.certain_span != (self.start, self.end) if self.is_lasting else self.end - self.start > 1

    @property
    def is_approximate(self) -> bool:
        """Whether the date may be off the days as written."""
        m = self.milestone
        return (m.earliest, m.latest) != (m.core_earliest, m.core_latest)

    @property
    def fades(self) -> bool:
        """Whether the ends of the date fade out."""
        return self.is_open or self.is_approximate

    @property
    def is_minor(self) -> bool:
        """Whether it is context or a conflicting report, and so drawn smaller."""
        return self.event.is_context or self.row > 0

    @property
    def colour(self) -> str:
        """The colour of its mark; context is grey."""
        return CONTEXT_GREY if self.event.is_context else self.event.colour

    @property
    def opacity(self) -> float:
        """The opacity of the days on which it may lie."""
        return DIMMED_OPACITY if self.event.is_dimmed else 1.0


@dataclass(frozen=True)
class EventClaims:
    """An event with its dated claims, in the order of the file."""

    event: EventRow
    claims: tuple[Claim, ...]
    conflicting_rows: int  # how many sources contradict it, those without a date included


@dataclass(frozen=True)
class DateSpan:
    """The days that a claim may mean, as they are drawn on an axis, and where its mark stands."""

    start: float
    end: float
    core_start: float  # up to here an approximate or open start fades in
    core_end: float
    mark: float


def dated_claim_counts(view: ChartView) -> np.ndarray:
    """Return how many dated claims each event of a view has: int, shape (n selected events,)."""
    return np.asarray(view.dataset.index.claim_counts.dated[view.rows])


def is_any_open_at_both_ends(view: ChartView) -> bool:
    """Whether any event of a view has a claim whose date is open at both ends."""
    return bool(view.dataset.index.claim_counts.open_at_both_ends[view.rows].any())


def claims_by_event(view: ChartView) -> list[EventClaims]:
    """Return all events of a view with their claims: defections by time, then context, the undated last of each."""
    milestones: dict[int, list[MilestoneRow]] = defaultdict(list)
    for milestone in plain_rows(view.selection.milestones):
        milestones[milestone.event].append(milestone)
    return [_event_claims(event, milestones[event.index]) for event in sorted(_event_rows(view), key=_display_key)]


def _event_rows(view: ChartView) -> list[Any]:
    columns = ("id", "label", "title", "colour", "category_index", "post", "date", "date_earliest", "date_latest")
    countries = view.events["post_country"].map(somewhere_in, na_action="ignore").astype("str")
    frame = view.events.assign(
        title=view.events["title"].where(view.events["title"] != view.events["label"]),
        post=view.events["post_place"].fillna(countries),
        is_context=view.events["type"] == "context",
        is_marked=view.events["id"].isin(view.marked),
        is_dimmed=[view.is_dimmed([key]) for key in view.events["id"]],
    )
    return plain_rows(frame, *columns, "is_context", "is_marked", "is_dimmed")


def _display_key(event: EventRow) -> tuple[bool, float, str]:
    known = [day for day in (event.date_earliest, event.date_latest) if day is not None]
    return event.is_context, known[0] if known else float("inf"), event.id


def _event_claims(event: EventRow, milestones: Sequence[MilestoneRow]) -> EventClaims:
    # What one source says stays together in one row.
    sources = list(dict.fromkeys(it.source_ids for it in milestones if it.rival))
    claims = tuple(
        Claim(event, it, 1 + sources.index(it.source_ids) if it.rival else 0)
        for it in milestones
        if it.earliest is not None or it.latest is not None
    )
    return EventClaims(event, claims, len(sources))


def axis_of_claims(claims: Iterable[Claim], width: float, true_scale: bool) -> TimeAxis:
    """Return the axis on which all claims fit."""
    return fit_axis([(claim.start, claim.end) for claim in claims], width, true_scale)


def date_span(claim: Claim, fade: float) -> DateSpan:
    """Return where a claim is drawn; an open end fades out over `fade` days."""
    m = claim.milestone
    start = claim.start if claim.start is not None else (claim.end or 0) - fade
    end = claim.end if claim.end is not None else start + fade
    core_start = m.core_earliest if m.core_earliest is not None else end
    core_end = m.core_latest + 1 if m.core_latest is not None else start
    return DateSpan(start, end, core_start, core_end, _mark_day(claim, start, end, fade))


def _mark_day(claim: Claim, start: float, end: float, fade: float) -> float:
    # The mark of an open date stands within its fade: at the end that is known it would read as that day.
    if claim.start is None:
        return end - fade / 3
    if claim.end is None:
        return start + fade / 3
    return (start + end) / 2
