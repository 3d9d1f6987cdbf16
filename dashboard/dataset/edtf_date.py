"""A date in EDTF as a value: its text, the days between which it lies, and what is said of it."""

from dataclasses import dataclass
from datetime import date
from typing import Literal, Optional, TypeAlias

from dashboard.dataset.calendar_days import DigitPattern

Precision: TypeAlias = Literal["day", "week", "month", "season", "year", "wider"]
Qualifier: TypeAlias = Literal["uncertain", "approximate", "uncertain and approximate"]

_MAX_DAYS: tuple[tuple[Precision, int], ...] = (("day", 1), ("week", 7), ("month", 31), ("season", 92), ("year", 366))


@dataclass(frozen=True, slots=True)
class Bounds:
    """A first and a last day, both included; `None` is an open end."""

    earliest: date | None
    latest: date | None

    @property
    def closed(self) -> tuple[date, date]:
        """Both days, the first or last day of the calendar for an open end."""
        return self.earliest or date.min, self.latest or date.max


@dataclass(frozen=True, slots=True)
class Whole:
    """The form of a date such as `2016-08-25`, `2016-08`, `2016-21` (spring) or `2016`."""

    unit: Precision


@dataclass(frozen=True, slots=True)
class Interval:
    """The form of a date such as `2016-07-01/2016-07-06`: from a start to an end, of which one may be open."""

    start: Optional["EdtfDate"]
    end: Optional["EdtfDate"]
    is_end_unknown: bool
    """Whether the end that is missing is not known (`2016/`), rather than open (`2016/..`)."""


@dataclass(frozen=True, slots=True)
class DateSet:
    """The form of a date such as `[2014,2016-03..2016-05]`: one of several.

    Each range has a first and a last member; a single date is both.
    """

    ranges: tuple["Range", ...]


Range: TypeAlias = tuple[Optional["EdtfDate"], Optional["EdtfDate"]]
"""Two simple dates; `None` is an open end."""


@dataclass(frozen=True, slots=True)
class EdtfDate:
    """A date as written, and the days between which it lies."""

    text: str
    bounds: Bounds
    """The days between which it lies, with the margin of an approximate date."""
    core_bounds: Bounds
    """The same without that margin."""
    qualifier: Qualifier | None
    form: Whole | DigitPattern | Interval | DateSet

    @property
    def earliest(self) -> date | None:
        """The first day on which it may lie; `None` if open."""
        return self.bounds.earliest

    @property
    def latest(self) -> date | None:
        """The last day on which it may lie; `None` if open."""
        return self.bounds.latest

    @property
    def core_earliest(self) -> date | None:
        """The first day, without the margin of an approximate date; `None` if open."""
        return self.core_bounds.earliest

    @property
    def core_latest(self) -> date | None:
        """The last day, without the margin of an approximate date; `None` if open."""
        return self.core_bounds.latest

    @property
    def core(self) -> tuple[date, date]:
        """First and last day without the margin; an open end is the end of the calendar."""
        return self.core_bounds.closed

    @property
    def precision(self) -> Precision:
        """The unit in which it is written, else the smallest unit as long as its core."""
        if isinstance(self.form, Whole):
            return self.form.unit
        if not self.core_earliest or not self.core_latest:
            return "wider"
        days = (self.core_latest - self.core_earliest).days + 1
        return next((unit for unit, at_most in _MAX_DAYS if days <= at_most), "wider")

    @property
    def is_interval(self) -> bool:
        """Whether it is an interval, for something that went on rather than happened once."""
        return isinstance(self.form, Interval)

    @property
    def is_end_unknown(self) -> bool:
        """Whether it is an interval of which one end is not known; its bounds are open there."""
        return isinstance(self.form, Interval) and self.form.is_end_unknown

    @property
    def ranges(self) -> tuple[Range, ...]:
        """The start and end of an interval, or the members of a set; empty for any other date."""
        match self.form:
            case Interval(start=start, end=end):
                return ((start, end),)
            case DateSet(ranges):
                return ranges
        return ()

    def last_until(self, day: date | None) -> date | None:
        """Return the last day on which a simple date may lie, none after another; `None` is an open end."""
        if not day or not self.latest or self.latest <= day:
            return self.latest
        return self.form.last_until(day) if isinstance(self.form, DigitPattern) and self._is_exact else day

    def first_from(self, day: date | None) -> date | None:
        """Return the first day on which a simple date may lie, none before another; `None` is an open end."""
        if not day or not self.earliest or self.earliest >= day:
            return self.earliest
        return self.form.first_from(day) if isinstance(self.form, DigitPattern) and self._is_exact else day

    @property
    def _is_exact(self) -> bool:
        return self.qualifier in (None, "uncertain")

    def may_lie_in(self, first: date | None, last: date | None) -> bool:
        """Whether it may lie on a day from `first` to `last`, both included; `None` is an open end.

        Not every day between the bounds of a set, or of a date with unspecified digits, is one of its days.
        """
        first, last = Bounds(first, last).closed
        earliest, latest = self.bounds.closed
        if earliest > last or latest < first:
            return False
        match self.form:
            case DigitPattern() if self._is_exact:
                return self.form.matches_between(first, last)
            case DateSet(ranges):
                return any(_range_may_lie_in(each, first, last) for each in ranges)
        return True


def _range_may_lie_in(range_: Range, first: date, last: date) -> bool:
    start, end = range_
    if start is end and start:
        return start.may_lie_in(first, last)
    begins_after = start and start.earliest and start.earliest > last
    ends_before = end and end.latest and end.latest < first
    return not begins_after and not ends_before
