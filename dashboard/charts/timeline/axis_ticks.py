"""The ticks of a time axis where those of plotly do not fit: on a narrow axis, and on one that skips empty periods."""

from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from dashboard.charts.text_metrics import text_width
from dashboard.charts.timeline.axis import TimeAxis, iso
from dashboard.charts.timeline.style import SMALL_FONT
from dashboard.dataset.calendar_days import MONTHS

_MIN_GAP = 8  # px, between the labels of ticks
_MIN_COUNT = 3
_MIN_DISTANCE, _MIN_DAY_DISTANCE = 40, 50  # px, between ticks
_MAX_LEFT_OVERHANG, _MAX_RIGHT_OVERHANG = 20, 4  # px, of a label over the ends of the axis: clear of the zoom buttons
_LONG_BREAK_DAYS = 731

_EPOCH = datetime(1970, 1, 1)
_EVERY_MONTH = tuple(range(1, 13))


@dataclass(frozen=True)
class _Level:
    """Days on which ticks may stand: some days of some months of every nth year."""

    step: float  # days between two ticks, about
    days: Sequence[int] = (1,)
    months: Sequence[int] = (1,)
    every_year: int = 1

    @property
    def min_distance(self) -> int:
        """How many pixels two ticks have to be apart."""
        return _MIN_DAY_DISTANCE if len(self.days) > 1 else _MIN_DISTANCE


_LEVELS = (
    _Level(1, range(1, 32), _EVERY_MONTH),
    _Level(7, (1, 8, 15, 22), _EVERY_MONTH),
    _Level(30, months=_EVERY_MONTH),
    _Level(91, months=(1, 4, 7, 10)),
    _Level(182, months=(1, 7)),
    *(_Level(365 * n, every_year=n) for n in (1, 2, 5, 10, 20, 50, 100, 200, 500)),
)
"""The finest first."""


@dataclass(frozen=True)
class _Tick:
    day: float
    x: float  # px, where it stands
    lines: tuple[str, ...]  # the year, or a day or month with the year below
    part: int  # of the axis: how many breaks are before it

    @property
    def half_width(self) -> float:
        """Half of what its label takes, in pixels."""
        return max(text_width(line, SMALL_FONT) for line in self.lines) / 2

    def is_clear_of(self, others: Sequence["_Tick"]) -> bool:
        """Whether its label runs into none of other ticks."""
        return all(abs(self.x - it.x) >= self.half_width + it.half_width + _MIN_GAP for it in others)


def spaced_ticks(axis: TimeAxis) -> list[tuple[float, str]]:
    """Return days and labels of ticks that overlap neither each other nor a break, in order of time.

    Each part of the axis between two breaks has a tick, and there are at least three in all where there is room. Every
    label names its year, in a second line, as a zoom may leave only one in view.
    """
    number = next(
        (n for n, it in enumerate(_LEVELS) if it.step * axis.pixels_per_day >= it.min_distance), len(_LEVELS) - 1
    )
    kept = _spaced(axis, _LEVELS[number])
    for finer in _LEVELS[number - 1 :: -1] if number else ():
        if len(kept) >= _MIN_COUNT:
            break
        kept += _farthest(list(_possible_ticks(axis, finer)), kept)
        kept = max(kept, _spaced(axis, finer), key=len)
    return [(tick.day, "<br>".join(tick.lines)) for tick in sorted(kept, key=lambda tick: tick.day)]


def _spaced(axis: TimeAxis, level: _Level) -> list[_Tick]:
    """Return the ticks of a level that have room, those first that each part of the axis needs."""
    possible = list(_possible_ticks(axis, level))
    kept = _one_in_each_part(axis, possible)
    for tick in possible:
        if tick.is_clear_of(kept):
            kept.append(tick)
    return kept


def _one_in_each_part(axis: TimeAxis, possible: Sequence[_Tick]) -> list[_Tick]:
    """Return the first tick of each part between breaks; where not all parts have one, a day in the middle of each."""
    starts = [axis.start, *(b for _, b in axis.breaks)]
    ends = [*(a for a, _ in axis.breaks), axis.end]
    days = [float((start + end) // 2) for start, end in zip(starts, ends, strict=True)]
    middles = [
        [_tick(axis, day, _date(day), is_year=False)] if start <= day else []
        for start, day in zip(starts, days, strict=True)
    ]
    own = [[it for it in possible if it.part == part] + middles[part] for part in range(len(starts))]
    return max(_first_clear(own), _first_clear(middles), key=len)


def _first_clear(choices: Sequence[Sequence[_Tick]]) -> list[_Tick]:
    """Return the first tick of each choice that runs into none of those returned before."""
    kept: list[_Tick] = []
    for ticks in choices:
        kept += [it for it in ticks if it.is_clear_of(kept)][:1]
    return kept


def _farthest(possible: list[_Tick], kept: Sequence[_Tick]) -> list[_Tick]:
    """Return ticks, each as far from all others as can be, until there are enough together with those kept."""
    found: list[_Tick] = []
    while len(kept) + len(found) < _MIN_COUNT:
        others = [*kept, *found]
        possible = [it for it in possible if it.is_clear_of(others)]
        if not possible:
            break
        found.append(max(possible, key=lambda it: min((abs(it.x - other.x) for other in others), default=0.0)))
    return found


def _possible_ticks(axis: TimeAxis, level: _Level) -> Iterator[_Tick]:
    """Yield all ticks of a level whose labels are within the axis, in order of time."""
    end = axis.width + _MAX_RIGHT_OVERHANG
    for date in _dates(axis, level):
        day = float((date - _EPOCH).days)
        if not axis.start <= day <= axis.end or any(a <= day < b for a, b in axis.breaks):
            continue
        tick = _tick(axis, day, date, is_year=level.step >= 365)
        if tick.x - tick.half_width >= -_MAX_LEFT_OVERHANG and tick.x + tick.half_width <= end:
            yield tick


def _dates(axis: TimeAxis, level: _Level) -> Iterator[datetime]:
    long_breaks = [(a, b) for a, b in axis.breaks if b - a > _LONG_BREAK_DAYS]
    first, last = (int(iso(day)[:4]) for day in (axis.start, axis.end))
    for year in range(first, last + 1):
        start = (datetime(year, 1, 1) - _EPOCH).days
        if year % level.every_year or any(a < start and start + 365 < b for a, b in long_breaks):
            continue
        for month in level.months:
            for day in level.days:
                if day <= 28 or day <= monthrange(year, month)[1]:
                    yield datetime(year, month, day)


def _tick(axis: TimeAxis, day: float, date: datetime, is_year: bool) -> _Tick:
    month = MONTHS[date.month - 1][:3]
    name = month if date.day == 1 else f"{date.day} {month}"
    lines = (str(date.year),) if is_year else (name, str(date.year))
    return _Tick(day, axis.position(day), lines, sum(day >= b for _, b in axis.breaks))


def _date(day: float) -> datetime:
    return _EPOCH + timedelta(days=int(day))
