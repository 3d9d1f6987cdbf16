"""Lay out the lanes of the timeline: which rows each has, and where its stretches, marks and words stand.

Moments are days since 1970-01-01, an end excluded; y is in pixels from the top, before the figure is scaled.
"""

import re
import textwrap
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from dashboard.charts.text_metrics import characters_within, fitted, text_width, truncated
from dashboard.charts.theme import OTHER
from dashboard.charts.timeline.axis import Axis
from dashboard.charts.view import ChartView, plain_rows
from dashboard.dataset import date_words, edtf

MAIN_ROW, RIVAL_ROW, CONTEXT_ROW = 40, 17, 21  # px
NARROW = 560  # px, of a figure
_MOST_WORDS = 300  # letters


@dataclass
class Claim:
    """A dated milestone and its marks. Moments are days since 1970-01-01, an end excluded; y in pixels, unscaled."""

    milestone: Any
    event: Any
    dimmed: bool
    earliest: float | None
    latest: float | None
    row: int  # 0 for the event's own claims, then one a rival source
    y: float = 0.0
    start: float = 0.0
    end: float = 0.0
    core_start: float = 0.0
    core_end: float = 0.0
    at: float = 0.0
    mark_y: float = 0.0
    size: float = 0.0

    @property
    def context(self) -> bool:
        """Return whether the event is context."""
        return bool(self.event.type == "context")

    @property
    def widened(self) -> bool:
        """Return whether the date is approximate, so that it may be off the days as written."""
        m = self.milestone
        return (m.earliest, m.latest) != (m.core_earliest, m.core_latest)

    @property
    def colour(self) -> str:
        """Return the colour of the marks: context is grey."""
        return OTHER if self.context else str(self.event.colour)

    @property
    def alpha(self) -> float:
        """Return the opacity of the marks."""
        return 0.3 if self.dimmed else 1.0


@dataclass
class Lane:
    """An event's lane; pixels before scaling."""

    event: Any
    top: float
    main: float
    height: float
    dimmed: bool
    claims: list[Claim] = field(default_factory=list)
    narrow: bool = False

    @property
    def context(self) -> bool:
        """Return whether the event is context."""
        return bool(self.event.type == "context")

    def disputed(self, rivals: list[Claim]) -> Claim:
        """Return the claim of the event that rivals disagree with: its first of a kind of theirs, else its first."""
        own = [claim for claim in self.claims if claim.row == 0]
        kinds = {rival.milestone.kind for rival in rivals}
        return next((claim for claim in own if claim.milestone.kind in kinds), own[0])

    def rows(self) -> dict[int, list[Claim]]:
        """Return the dated claims by row, in order of time where that is known."""
        found: dict[int, list[Claim]] = defaultdict(list)
        for claim in self.claims:
            found[claim.row].append(claim)
        return {row: sorted(claims, key=lambda c: c.at) for row, claims in sorted(found.items())}


def lanes_of(view: ChartView) -> list[Lane]:
    """Return the lanes from top to bottom: defections in order of time, then context, the undated last of each."""
    columns = ("id", "type", "label", "colour", "category_index", "post_place", "date_earliest", "date_latest")
    events = plain_rows(view.events, *columns)
    milestones: dict[int, list[Any]] = defaultdict(list)
    for milestone in plain_rows(view.selection.milestones):
        milestones[milestone.event].append(milestone)

    def when(event: Any) -> float:
        known = [day for day in (event.date_earliest, event.date_latest) if day is not None]
        return known[0] if known else float("inf")

    lanes: list[Lane] = []
    top = 0.0
    for event in sorted(events, key=lambda e: (e.type == "context", when(e), e.id)):
        of = milestones[event.index]
        # What one outlet says stays together in one row.
        sources = list(dict.fromkeys(m.source_ids for m in of if m.rival))
        narrow = view.width < NARROW
        main = CONTEXT_ROW + 14 * narrow if event.type == "context" else MAIN_ROW
        height = main + RIVAL_ROW * len(sources) + (4 if sources else 0)
        lane = Lane(event, top, main, height, view.is_dimmed([event.id]), narrow=narrow)
        for m in of:
            if m.earliest is None and m.latest is None:
                continue
            end = None if m.latest is None else m.latest + 1
            row = 1 + sources.index(m.source_ids) if m.rival else 0
            lane.claims.append(Claim(m, event, lane.dimmed, m.earliest, end, row))
        lanes.append(lane)
        top += height
    return lanes


def set_moments(claim: Claim, fade: float) -> None:
    """Set from when to when the stretch of a claim goes, and where its mark stands; an open end fades for a while."""
    m = claim.milestone
    claim.start = claim.earliest if claim.earliest is not None else (claim.latest or 0) - fade
    claim.end = claim.latest if claim.latest is not None else claim.start + fade
    claim.core_start = m.core_earliest if m.core_earliest is not None else claim.end
    claim.core_end = m.core_latest + 1 if m.core_latest is not None else claim.start
    # The mark of an open claim stands within its fade: at the end that is known it would read as that day.
    if claim.earliest is None:
        claim.at = claim.end - fade / 3
    elif claim.latest is None:
        claim.at = claim.start + fade / 3
    else:
        claim.at = (claim.start + claim.end) / 2


def set_marks(lanes: list[Lane], time: Axis, scale: float) -> None:
    """Set where the stretch and the mark of every claim stand."""
    for lane in lanes:
        for claim in lane.claims:
            set_moments(claim, time.fade)
            centre = lane.main / 2 if claim.row == 0 else lane.main + RIVAL_ROW * (claim.row - 0.5)
            claim.y = claim.mark_y = lane.top + centre
            claim.size = max(4.0, min(9 if claim.context or claim.row else 11, 0.6 * MAIN_ROW * scale))
        for claims in lane.rows().values():
            _keep_apart(claims, time, scale)


def _keep_apart(claims: list[Claim], time: Axis, scale: float) -> None:
    """Spread marks of a row that would cover each other up and down, so that milestones a day apart stay apart."""
    crowds: list[list[Claim]] = []
    reached = float("-inf")
    for claim in claims:
        x = time.position(claim.at)
        if x - reached < claim.size - 2:
            crowds[-1].append(claim)
        else:
            crowds.append([claim])
        reached = x
    for crowd in crowds:
        levels = min(len(crowd), 4)
        room = (8 if crowd[0].context or crowd[0].row else 28) * min(1.0, scale)
        step = min(10.0, room / max(1, levels - 1))
        for n, claim in enumerate(crowd):
            claim.mark_y += (n % levels - (levels - 1) / 2) * step


@dataclass(frozen=True)
class Word:
    """Words beside the marks of a row: where they begin, on which side, and how far they reach in pixels."""

    lane: Lane
    row: int
    day: float
    y: float
    lines: tuple[str, ...]
    to_left: bool
    reach: float


def words_of(lanes: list[Lane], time: Axis, scale: float) -> list[Word]:
    """Return what stands in words in the lanes: what a rival says, what a context event was, what has no date."""
    found: list[Word] = []

    def add(lane: Lane, row: int, claims: list[Claim], *offered: str) -> None:
        """Add the first of the words offered that has room, the last of them in any case."""
        first, last = min(c.start for c in claims), max(c.end for c in claims)
        left, right = time.position(first) - 14, time.width - time.position(last) - 14
        if row and not all(claim.row for claim in lane.claims):
            stem = time.position(lane.disputed(claims).at)
            # Words end before the line that comes down from the first claim.
            left = min(left, time.position(first) - stem - 22) if stem < time.position(first) else left
            right = min(right, stem - time.position(last) - 22) if stem > time.position(last) else right
        room = max(left, right)
        words = next((w for w in offered if text_width(w, 12) <= room), offered[-1])
        to_left = text_width(words, 12) > right and left > right
        most = max(6, characters_within(words, room, 12))
        most_lines = 2 if lane.narrow and lane.context else 1
        lines = tuple(textwrap.wrap(words, most, max_lines=most_lines, placeholder=" …")) or (words,)
        side = first if to_left else last
        reach = time.position(side) + (-1 if to_left else 1) * (12 + max(text_width(line, 12) for line in lines))
        found.append(Word(lane, row, side, claims[0].y, lines, to_left, reach))

    for lane in lanes:
        of = lane.rows()
        if not of:
            without = ": date not known"
            name = fitted(lane.event.label, time.width - 12 - text_width(without, 12), 12)
            said = name + without if lane.context else "Date not known"
            found.append(Word(lane, 0, time.start, lane.top + lane.main / 2, (said,), False, 0))
        for row, claims in of.items():
            if row and not lane.narrow and scale * RIVAL_ROW >= 13:
                source = truncated(claims[0].milestone.sources, _MOST_WORDS)
                add(lane, row, claims, f"{source}: {_when(claims)}", source)
            elif lane.context and not row and scale * CONTEXT_ROW >= 14:
                add(lane, row, claims, truncated(lane.event.label, _MOST_WORDS))
    return found


def _when(claims: list[Claim]) -> str:
    """Return the dates of one source in words, one after the other."""
    texts = list(dict.fromkeys(c.milestone.date for c in claims))
    if len(texts) > 1 and all(re.fullmatch(r"\d{4}-\d\d-\d\d", t) for t in texts):
        return date_words.in_words(edtf.parse(f"[{','.join(texts)}]")).replace(" or ", " and ")
    return ", ".join(date_words.in_words(edtf.parse(t)) for t in texts)
