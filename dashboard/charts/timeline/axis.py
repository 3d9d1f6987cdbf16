"""The time axis: its scale, and the empty periods that it skips.

Moments are days since 1970-01-01; the end of a period is not part of it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

MIN_SKIPPED_SHARE, MIN_SKIPPED_DAYS = 0.3, 60
"""A period without any date is left out where it takes more than this share of what is left of the axis, and more than
these days."""

_MIN_BREAK_DISTANCE, _MIN_PART = 88, 58  # px: of an axis for each break and one more, and between two breaks
_MARGIN_SHARE = 0.045  # of the days drawn: beside the ends of the axis and of a break
_FADE_MARGINS = 2.4  # how many such margins an open end takes to fade

_EPOCH = datetime(1970, 1, 1)
_FIRST, _LAST = ((d - _EPOCH) / timedelta(days=1) for d in (datetime.min, datetime.max))


def iso(day: float) -> str:
    """Return a moment as ISO 8601, to the second; the calendar ends with the year 9999."""
    seconds = round(min(max(day, _FIRST), _LAST) * 86_400)
    return (_EPOCH + timedelta(seconds=min(seconds, int(_LAST * 86_400) - 1))).isoformat()


@dataclass(frozen=True)
class TimeAxis:
    """A time axis, with the periods that it leaves out (`breaks`)."""

    start: float
    end: float
    breaks: tuple[tuple[float, float], ...]
    width: float  # px
    fade: float = 0.0  # days that an open end takes to fade out

    @property
    def shown_days(self) -> float:
        """How many days the axis draws."""
        return self.end - self.start - sum(b - a for a, b in self.breaks)

    @property
    def pixels_per_day(self) -> float:
        """The scale, the same everywhere on the axis."""
        return self.width / self.shown_days

    def position(self, day: float) -> float:
        """Return where a moment stands, in pixels from the start of the axis."""
        hidden = sum(max(min(day, b) - a, 0) for a, b in self.breaks)
        return (day - self.start - hidden) * self.pixels_per_day

    def moment(self, position: float) -> float:
        """Return the moment at a position, the reverse of `position`."""
        day = self.start + position / self.pixels_per_day
        for a, b in self.breaks:
            if day > a:
                day += b - a
        return day


def fit_axis(periods: Iterable[tuple[float | None, float | None]], width: float, true_scale: bool) -> TimeAxis:
    """Return the axis on which these periods fit; at most one end of a period is open (None)."""
    given = list(periods)
    ends = sorted((b if a is None else a, a if b is None else b) for a, b in given)
    known = [(first, last) for first, last in ends if first is not None and last is not None]
    first, last = known[0][0], max(last for _, last in known)
    empty = [] if true_scale else periods_to_skip(_empty_periods(known), last - first, max_breaks(width))
    # Beside the ends and the breaks, so that no mark touches them.
    margin = _margin(last - first - sum(b - a for a, b in empty), len(empty), width)
    fade = _FADE_MARGINS * margin
    start = min([first - margin, *(b - fade for a, b in given if a is None and b is not None)])
    end = max([last + margin, *(a + fade for a, b in given if b is None and a is not None)])
    breaks = tuple((a + margin, b - margin) for a, b in empty if b - a > 2 * margin)
    return TimeAxis(max(start, _FIRST), min(end, _LAST), breaks, width, fade)


def _margin(days: float, breaks: int, width: float) -> int:
    """Return how many days stay free beside the ends of an axis that draws some days, and beside each of its breaks.

    What is between two breaks has room for the label of a tick.
    """
    share = _MARGIN_SHARE
    if breaks > 1:
        share = max(share, _MIN_PART / 2 / (width - _MIN_PART * (breaks + 1)))
    return max(1, round(share * days))


def max_breaks(width: float) -> int:
    """Return how many empty periods an axis of some width in pixels may leave out: each needs words and two ticks."""
    return max(1, int(width // _MIN_BREAK_DISTANCE) - 1)


def periods_to_skip(empty: Iterable[tuple[float, float]], days: float, max_count: int) -> list[tuple[float, float]]:
    """Return the empty periods that an axis of some days leaves out, in order of time.

    The longest is the first to go, and each that follows is measured against what is left of the axis.
    """
    skipped: list[tuple[float, float]] = []
    for begin, end in sorted(empty, key=lambda period: period[0] - period[1]):
        if len(skipped) == max_count or end - begin <= max(MIN_SKIPPED_DAYS, MIN_SKIPPED_SHARE * days):
            break
        skipped.append((begin, end))
        days -= end - begin
    return sorted(skipped)


def _empty_periods(periods: list[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    """Yield what lies between periods that are sorted by their starts."""
    reached = periods[0][0]
    for begin, end in periods:
        if begin > reached:
            yield reached, begin
        reached = max(reached, end)
