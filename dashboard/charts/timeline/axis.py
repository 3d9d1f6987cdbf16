"""The time axis: its scale, the empty periods that it skips, and ticks where those of plotly do not fit.

Moments are days since 1970-01-01; the end of a period is not part of it.
"""

from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from dashboard.charts.text_metrics import text_width
from dashboard.charts.timeline.style import SMALL_FONT
from dashboard.dataset.calendar_days import MONTHS

MIN_SKIPPED_SHARE, MIN_SKIPPED_DAYS = 0.3, 60
"""A period without any date is left out where it takes more than this share of what is left of the axis, and more than
these days."""

_MIN_BREAK_DISTANCE = 110  # px
_MARGIN_SHARE = 0.045  # of the days drawn: beside the ends of the axis and of a break
_FADE_MARGINS = 2.4  # how many such margins an open end takes to fade
_MIN_TICK_GAP = 8  # px, between the labels of ticks
_MIN_TICK_DISTANCE = 54  # px, between ticks
_LAST_TICK_MARGIN = 20  # px, before the end of the axis
_YEAR_STEPS = (1, 2, 5, 10, 20, 50, 100, 200)

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
    margin = max(1, round((last - first - sum(b - a for a, b in empty)) * _MARGIN_SHARE))
    fade = _FADE_MARGINS * margin
    start = min([first - margin, *(b - fade for a, b in given if a is None and b is not None)])
    end = max([last + margin, *(a + fade for a, b in given if b is None and a is not None)])
    breaks = tuple((a + margin, b - margin) for a, b in empty)
    return TimeAxis(max(start, _FIRST), min(end, _LAST), breaks, width, fade)


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


@dataclass(frozen=True)
class _Tick:
    day: float
    label: str
    left: float  # px, where the label begins
    right: float
    is_first: bool  # of the axis, or after a break


def spaced_ticks(axis: TimeAxis) -> list[tuple[float, str]]:
    """Return days and labels of ticks that overlap neither each other nor a break.

    The first tick after each break has priority: without it, later ones would be read with the year before the break.
    """
    kept: list[_Tick] = []
    for tick in sorted(_possible_ticks(axis), key=lambda tick: not tick.is_first):
        if all(tick.left >= it.right + _MIN_TICK_GAP or tick.right <= it.left - _MIN_TICK_GAP for it in kept):
            kept.append(tick)
    return sorted((tick.day, tick.label) for tick in kept)


def _possible_ticks(axis: TimeAxis) -> Iterator[_Tick]:
    """Yield all ticks of the finest step whose labels have room, in order of time."""
    part = -1  # of the axis, between two breaks
    for day, date, is_year in _tick_dates(axis):
        x = axis.position(day)
        if any(a <= day < b for a, b in axis.breaks) or not 0 <= x <= axis.width - _LAST_TICK_MARGIN:
            continue
        is_first = part != (part := sum(day >= b for _, b in axis.breaks))
        text = _tick_text(date, is_year, is_first)
        half = text_width(text, SMALL_FONT) / 2
        yield _Tick(day, f"<b>{text}</b>" if date.day == 1 and not is_year else text, x - half, x + half, is_first)


def _tick_text(date: datetime, is_year: bool, is_first: bool) -> str:
    """Return the words of a tick; the first of each part of the axis names its year."""
    if is_year:
        return str(date.year)
    month = MONTHS[date.month - 1][:3]
    if date.day == 1:
        return f"{month} {date.year}"
    return f"{date.day} {month} {date.year}" if is_first else f"{date.day} {month}"


def _tick_dates(axis: TimeAxis) -> Iterator[tuple[float, datetime, bool]]:
    """Yield the days of the finest step whose labels have room, and whether they stand for years."""
    first, last = (int(iso(day)[:4]) for day in (axis.start, axis.end))
    long_breaks = [(a, b) for a, b in axis.breaks if b - a > 731]
    days = {1: range(1, 32), 7: (1, 8, 15, 22), 30: (1,), 91: (1,)}
    step = next((step for step in days if step * axis.pixels_per_day >= _MIN_TICK_DISTANCE), 365)
    year_step = next((n for n in _YEAR_STEPS if n * 365 * axis.pixels_per_day >= _MIN_TICK_DISTANCE), 500)
    for year in range(first, last + 1):
        if any(a < _day(year, 1, 1) and _day(year, 12, 31) < b for a, b in long_breaks):
            continue
        if step == 365:
            if year % year_step == 0:
                yield _day(year, 1, 1), datetime(year, 1, 1), True
            continue
        for month in range(1, 13, 3 if step == 91 else 1):
            for day in days[step]:
                if day <= 28 or day <= monthrange(year, month)[1]:
                    yield _day(year, month, day), datetime(year, month, day), False


def _day(year: int, month: int, day: int) -> float:
    return (datetime(year, month, day) - _EPOCH).days
