"""The time axis: which quiet stretches it leaves out, and where its ticks stand.

Moments are numbers of days since 1970-01-01; a stretch of days excludes its end.
"""

from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from dashboard.charts.text_metrics import text_width
from dashboard.dataset.edtf import MONTHS

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
    """Return the ticks of an axis with breaks, days and their words: plotly's own would run into each other there.

    The first after each break comes before all others, for what follows would be read by those before the break.
    """
    offered: list[tuple[bool, float, float, float, str]] = []  # whether first of its stretch, from, to, day, words
    stretch = -1
    for day, when, is_year in _candidates(of):
        x = of.position(day)
        if any(a <= day < b for a, b in of.breaks) or not 0 <= x <= of.width - 20:
            continue
        begins = stretch != (stretch := sum(day >= b for _, b in of.breaks))
        word = _word(when, is_year, begins)
        half = text_width(word, 12) / 2
        words = f"<b>{word}</b>" if when.day == 1 and not is_year else word
        offered.append((begins, x - half, x + half, day, words))
    kept: list[tuple[bool, float, float, float, str]] = []
    for tick in sorted(offered, key=lambda tick: not tick[0]):
        if all(tick[1] >= other[2] + _APART or tick[2] <= other[1] - _APART for other in kept):
            kept.append(tick)
    return sorted((day, words) for *_, day, words in kept)


_APART = 8  # px, between the words of ticks


def _word(when: datetime, is_year: bool, begins: bool) -> str:
    """Return the words of a tick; the first of each stretch between breaks names its year."""
    if is_year:
        return str(when.year)
    month = MONTHS[when.month - 1][:3]
    if when.day == 1:
        return f"{month} {when.year}"
    return f"{when.day} {month} {when.year}" if begins else f"{when.day} {month}"


def _candidates(of: Axis) -> Iterator[tuple[float, datetime, bool]]:
    """Yield the days that may have a tick, in the finest step with room for words, and whether they mean years."""
    first, last = (int(iso(day)[:4]) for day in (of.start, of.end))
    hidden = [(a, b) for a, b in of.breaks if b - a > 731]
    years = [y for y in range(first, last + 1) if not any(a < _day(y, 1, 1) and _day(y, 12, 31) < b for a, b in hidden)]
    days = {1: range(1, 32), 7: (1, 8, 15, 22), 30: (1,), 91: (1,)}
    step = next((step for step in days if step * of.pixels_per_day >= 54), 365)
    apart = next((n for n in (1, 2, 5, 10, 20, 50, 100, 200) if n * 365 * of.pixels_per_day >= 54), 500)
    for year in years:
        if step == 365:
            if year % apart == 0:
                yield _day(year, 1, 1), datetime(year, 1, 1), True
            continue
        for month in range(1, 13, 3 if step == 91 else 1):
            for day in days[step]:
                if day <= 28 or day <= monthrange(year, month)[1]:
                    yield _day(year, month, day), datetime(year, month, day), False


def _day(year: int, month: int, day: int) -> float:
    return (datetime(year, month, day) - _EPOCH).days


def span_in_words(days: float) -> str:
    """Return a length of time roughly, in the unit that fits: days, months or years."""
    if days < 62:
        return f"{round(days)} days"
    return f"{round(days / 30.44)} months" if days < 730 else f"{days / 365.25:.0f} years"
