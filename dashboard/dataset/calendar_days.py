"""Days of the Gregorian calendar from year 1 to 9999: moving them, and finding those that match a digit pattern."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date
from functools import lru_cache

MONTHS = ("January", "February", "March", "April", "May", "June",
          "July", "August", "September", "October", "November", "December")  # fmt: skip

_EPOCH = date(1970, 1, 1).toordinal()


def day_number(day: date) -> int:
    """Return the number of days from 1970-01-01, as numpy counts them; negative before."""
    return day.toordinal() - _EPOCH


def move_days(day: date, days: int) -> date:
    """Move a day forwards, or backwards if `days` is negative, no further than the end of the calendar."""
    return date.fromordinal(min(max(day.toordinal() + days, 1), date.max.toordinal()))


def move_years(day: date, years: int) -> date:
    """Move a day by years, no further than the end of the calendar; 29 February may become 28 February."""
    year = day.year + years
    if not MINYEAR <= year <= MAXYEAR:
        return date.min if years < 0 else date.max
    return day.replace(year=year, day=min(day.day, days_in_month(year, day.month)))


def month_end(day: date) -> date:
    """Return the last day of the month that holds a day."""
    return day.replace(day=days_in_month(day.year, day.month))


def days_in_month(year: int, month: int) -> int:
    """Return the number of days of a month, 28 to 31."""
    return monthrange(year, month)[1]


@dataclass(frozen=True, slots=True)
class DigitPattern:
    """The digits of a day, `X` standing for any digit: `201X`, `08` and `XX` for some day in August of the 2010s."""

    year: str  # four characters
    month: str  # two characters
    day: str  # two characters

    def bounds(self) -> tuple[date, date] | None:
        """Return the first and the last day that match, or `None` if no day does."""
        days = _days_of_leap_year(self.month, self.day)
        years = range(int(self.year.replace("X", "0")) or 1, int(self.year.replace("X", "9")) + 1)
        first, last = self._matching_day(years, days), self._matching_day(years[::-1], days[::-1])
        return (first, last) if first and last else None

    def has_month(self) -> bool:
        """Whether one of the months 01 to 12 matches."""
        return any(_matches(f"{month:02}", self.month) for month in range(1, 13))

    def matches_between(self, first: date, last: date) -> bool:
        """Whether a day from `first` to `last`, both included, matches."""
        return _matches_between(self, first, last)

    def last_until(self, day: date) -> date | None:
        """Return the last day up to and including another that matches."""
        return self._matching_day(range(day.year, 0, -1), _days_of_leap_year(self.month, self.day)[::-1], last=day)

    def first_from(self, day: date) -> date | None:
        """Return the first day from another on, itself included, that matches."""
        return self._matching_day(range(day.year, MAXYEAR + 1), _days_of_leap_year(self.month, self.day), first=day)

    def _matching_day(
        self, years: Sequence[int], days: Sequence[tuple[int, int]], first: date = date.min, last: date = date.max
    ) -> date | None:
        matching = (year for year in years if _matches(f"{year:04}", self.year))
        found = (date(y, m, d) for y in matching for m, d in days if d <= days_in_month(y, m))
        return next((day for day in found if first <= day <= last), None)


@lru_cache(maxsize=65_536)
def _matches_between(pattern: DigitPattern, first: date, last: date) -> bool:
    days = _days_of_leap_year(pattern.month, pattern.day)
    years = (year for year in range(first.year, last.year + 1) if _matches(f"{year:04}", pattern.year))
    return any(first <= date(y, m, d) <= last for y in years for m, d in days if d <= days_in_month(y, m))


@lru_cache(maxsize=4096)
def _days_of_leap_year(month: str, day: str) -> tuple[tuple[int, int], ...]:
    """Return month and day of all days that match; every day of any year is a day of a leap year."""
    leap_year = ((m, d) for m in range(1, 13) for d in range(1, days_in_month(2000, m) + 1))
    return tuple((m, d) for m, d in leap_year if _matches(f"{m:02}{d:02}", month + day))


def _matches(digits: str, pattern: str) -> bool:
    return all(wanted in ("X", digit) for digit, wanted in zip(digits, pattern, strict=True))
