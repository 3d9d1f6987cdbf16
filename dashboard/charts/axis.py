"""The time axis: which quiet stretches it leaves out, and where its ticks stand.

Moments are numbers of days since 1970-01-01; a stretch of days excludes its end.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from dashboard.dataset.dates import MONTHS

_QUIET_SHARE = 0.3
"""A stretch without any date is left out where it would take more than this share of the axis …"""
_QUIET_DAYS = 60
"""… and is longer than this."""

_EPOCH = datetime(1970, 1, 1)
_FIRST, _LAST = ((d - _EPOCH) / timedelta(days=1) for d in (datetime.min, datetime.max))


def iso(day: float) -> str:
    """Return a moment as ISO 8601, to the second; the calendar ends with the year 9999."""
    seconds = round(min(max(day, _FIRST), _LAST) * 86_400)
    return (_EPOCH + timedelta(seconds=min(seconds, int(_LAST * 86_400) - 1))).isoformat()


@dataclass(frozen=True)
class Axis:
    """A time axis: its ends, the stretches left out, its width in pixels, and over how many days an open end fades."""

    start: float
    end: float
    breaks: tuple[tuple[float, float], ...]
    width: float
    fade: float = 0.0

    @property
    def shown_days(self) -> float:
        """Return how many days the axis draws."""
        return self.end - self.start - sum(b - a for a, b in self.breaks)

    @property
    def pixels_per_day(self) -> float:
        """Return the scale, the same everywhere on the axis."""
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


def axis(stretches: Iterable[tuple[float | None, float | None]], width: float, true_scale: bool) -> Axis:
    """Return the axis for stretches of days, of which at most one end is open (None)."""
    given = list(stretches)
    ends = sorted((b if a is None else a, a if b is None else b) for a, b in given)
    known = [(first, last) for first, last in ends if first is not None and last is not None]
    first, last = known[0][0], max(last for _, last in known)
    threshold = last - first if true_scale else max(_QUIET_DAYS, _QUIET_SHARE * (last - first))
    quiet, reached = [], first
    for begin, end in known:
        if begin - reached > threshold:
            quiet.append((reached, begin))
        reached = max(reached, end)
    # Room at the ends and on both sides of a break, so that no mark touches them, and for what fades out.
    room = max(1, round((last - first - sum(b - a for a, b in quiet)) * 0.045))
    fade = 2.4 * room
    start = min([first - room, *(b - fade for a, b in given if a is None and b is not None)])
    end = max([last + room, *(a + fade for a, b in given if b is None and a is not None)])
    breaks = tuple((a + room, b - room) for a, b in quiet)
    return Axis(max(start, _FIRST), min(end, _LAST), breaks, width, fade)


def ticks(of: Axis) -> list[tuple[float, str]]:
    """Return the ticks of an axis with breaks: plotly's own would run into each other there."""
    kept: list[tuple[float, str]] = []
    for day, word in _candidates(of):
        x = of.position(day)
        hidden = any(a <= day < b for a, b in of.breaks)
        if not hidden and 0 <= x <= of.width - 20 and (not kept or x - of.position(kept[-1][0]) >= 50):
            kept.append((day, word))
    return kept


def _candidates(of: Axis) -> Iterator[tuple[float, str]]:
    """Yield the days that may have a tick, in the finest step that leaves room for its words."""
    first, last = ((_EPOCH + timedelta(days=d)).year for d in (of.start, of.end))
    every = {7: (1, 8, 15, 22), 30: (1,), 91: (1,)}
    step = next((days for days in every if days * of.pixels_per_day >= 54), 365)
    if step == 365:
        years = next((n for n in (1, 2, 5, 10, 20, 50, 100, 200) if n * 365 * of.pixels_per_day >= 54), 500)
        for year in range(first, last + 1):
            if year % years == 0:
                yield _day(year, 1, 1), str(year)
        return
    for year in range(first, last + 1):
        for month in range(1, 13, 3 if step == 91 else 1):
            name = MONTHS[month - 1][:3]
            for day in every[step]:
                yield _day(year, month, day), f"<b>{name} {year}</b>" if day == 1 else f"{day} {name}"


def _day(year: int, month: int, day: int) -> float:
    return (datetime(year, month, day) - _EPOCH).days


def span_in_words(days: float) -> str:
    """Return a length of time roughly, in the unit that fits: days, months or years."""
    if days < 62:
        return f"{round(days)} days"
    return f"{round(days / 30.44)} months" if days < 730 else f"{days / 365.25:.0f} years"
