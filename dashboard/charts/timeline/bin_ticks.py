"""The ticks of a histogram's time axis: every bin named where that has space, else the months or years that begin."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

import numpy as np

from dashboard.charts.theme import STRONG_RULE
from dashboard.charts.timeline.axis import TimeAxis, iso
from dashboard.charts.timeline.bins import TimeBins
from dashboard.dataset.calendar_days import MONTHS

_MIN_DISTANCE, _MIN_DAY_DISTANCE = 46, 58  # px, between the middles of labels
_TICK_LENGTH = 4  # px
_MIN_COUNT = 3  # of ticks, where there are as many bins
_YEAR_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000)

_LEVEL_UNITS = ("day", "month", "year")
_LEVELS: tuple[tuple[str, Callable[[datetime], bool]], ...] = (
    ("day", lambda day: True),
    ("day", lambda day: day.day % 2 == 1 and day.day < 31),
    ("day", lambda day: day.day in (1, 8, 15, 22)),
    ("month", lambda day: day.day == 1),
    ("month", lambda day: day.day == 1 and day.month in (1, 4, 7, 10)),
    ("month", lambda day: day.day == 1 and day.month in (1, 7)),
    *(("year", lambda day, step=step: (day.month, day.day) == (1, 1) and day.year % step == 0) for step in _YEAR_STEPS),
)
"""Which bins have a tick, by their first days, and the finest unit of bins that this is for: the most first."""


@dataclass(frozen=True)
class _Bin:
    """A bin that the axis shows."""

    first_day: float
    middle: float  # px from the start of the axis
    part: int  # of the axis: how many breaks are before it

    @property
    def date(self) -> datetime:
        """The first day."""
        return datetime.fromisoformat(iso(self.first_day))

    @property
    def begins_year(self) -> bool:
        """Whether the first day is a 1 January."""
        return (self.date.month, self.date.day) == (1, 1)


def bin_tick_layout(bins: TimeBins, axis: TimeAxis) -> dict[str, Any]:
    """Return the layout of the ticks: between two breaks, one bin at least has a tick."""
    shown = _shown_bins(bins, axis)
    min_distance = _MIN_DAY_DISTANCE if bins.unit == "day" else _MIN_DISTANCE
    spaced = _spaced_bins(shown, bins.unit, min_distance)
    chosen = _with_every_part(spaced, shown, min_distance)
    # A tick names its bin, in whose middle it stands, or the moment at which a longer period begins.
    names_bins = bins.unit in ("year", "decade") or len(spaced) == len(shown)
    return {
        "tickmode": "array",
        "tickvals": [iso(axis.moment(it.middle) if names_bins else it.first_day) for it in chosen],
        "ticktext": _labels(chosen, bins.unit, years_alone=all(it.begins_year for it in spaced)),
        "ticks": "" if names_bins else "outside",
        "ticklen": _TICK_LENGTH,
        "tickcolor": STRONG_RULE,
    }


def _shown_bins(bins: TimeBins, axis: TimeAxis) -> list[_Bin]:
    return [
        _Bin(first, axis.position((first + end) / 2), sum(first >= b for _, b in bins.breaks))
        for first, end in (bins.edges[n : n + 2].tolist() for n in np.flatnonzero(bins.is_shown).tolist())
    ]


def _finest_level(unit: str) -> str:
    """Return the finest unit of ticks that makes sense for a unit of bins."""
    if unit in ("day", "month"):
        return unit
    return "month" if unit == "quarter" else "year"


def _spaced_bins(shown: Sequence[_Bin], unit: str, min_distance: float) -> list[_Bin]:
    """Return the bins of the finest level at which labels keep a distance in pixels."""
    chosen = list(shown)
    coarser = _LEVEL_UNITS[_LEVEL_UNITS.index(_finest_level(unit)) :]
    for level_unit, has_tick in _LEVELS:
        if level_unit not in coarser:
            continue
        chosen = [it for it in shown if has_tick(it.date)] or chosen
        if all(b.middle - a.middle >= min_distance for a, b in pairwise(chosen)):
            break
    return chosen if len(chosen) >= _MIN_COUNT else _every_nth(shown, min_distance) or chosen


def _every_nth(shown: Sequence[_Bin], min_distance: float) -> list[_Bin]:
    """Return every nth bin, of which there are enough and labels keep a distance; none where that cannot be."""
    for n in range(1, len(shown)):
        chosen = list(shown[(len(shown) - 1) % n // 2 :: n])
        if len(chosen) >= _MIN_COUNT and all(b.middle - a.middle >= min_distance for a, b in pairwise(chosen)):
            return chosen
    return []


def _with_every_part(chosen: list[_Bin], shown: Sequence[_Bin], min_distance: float) -> list[_Bin]:
    """Give each part of the axis between breaks a tick, on its first bin, so that every part shows a date.

    It replaces ticks that are too near; if another part would then have none, it is left out.
    """
    for part in sorted({it.part for it in shown} - {it.part for it in chosen}):
        first = next(it for it in shown if it.part == part)
        others = [it for it in chosen if abs(it.middle - first.middle) >= min_distance]
        if {it.part for it in others} == {it.part for it in chosen}:
            chosen = sorted([*others, first], key=lambda it: it.first_day)
    return chosen


def _labels(chosen: Sequence[_Bin], unit: str, years_alone: bool) -> list[str]:
    """Return the words of ticks: a year is named once, and stands alone where all ticks are those of years."""
    labels: list[str] = []
    named_years: set[str] = set()
    for it in chosen:
        month = MONTHS[it.date.month - 1][:3]
        day = f"{it.date.day} {month}" if unit == "day" else month
        year = f"{it.date.year}" + "s" * (unit == "decade")
        if _finest_level(unit) == "year" or (years_alone and it.begins_year):
            labels.append(year)
        else:
            labels.append(day if year in named_years else f"{day} {year}")
        named_years.add(year)
    return labels
