"""Read an EDTF date (ISO 8601-2:2019) as the stretch of days in which it lies."""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import MAXYEAR, MINYEAR, date
from functools import lru_cache
from typing import Literal, Optional, TypeAlias

Precision: TypeAlias = Literal["day", "week", "month", "season", "year", "wider"]
Qualifier: TypeAlias = Literal["uncertain", "approximate", "uncertain and approximate"]
Range: TypeAlias = tuple[Optional["EdtfDate"], Optional["EdtfDate"]]  # None: open at that end

MAX_LENGTH = 400
"""How many characters a date may have: a set of some thirty days."""

MONTHS = ("January", "February", "March", "April", "May", "June",
          "July", "August", "September", "October", "November", "December")  # fmt: skip

_LONGEST: tuple[tuple[Precision, int], ...] = (("day", 1), ("week", 7), ("month", 31), ("season", 92), ("year", 366))
_QUALIFIERS: dict[str, Qualifier] = {"?": "uncertain", "~": "approximate", "%": "uncertain and approximate"}
_SIMPLE = re.compile(r"([0-9X]{4})(?:-([0-9X]{2})(?:-([0-9X]{2}))?)?([?~%]?)")

_NEAR_MISSES = (  # each leaves one reading; a month may be a number or a name
    r"(?P<year>\d{4})[-/. ](?P<month>\d{1,2})[-/. ](?P<day>\d{1,2})(?:[T ]\d\d?:.*)?",
    r"(?P<year>\d{4})[-.](?P<month>\d{1,2})",
    r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)",
    r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})",
    # Day and month both occur before the slash, so only a number beyond 12 is surely the day.
    r"(?P<day>1[3-9]|[23]\d)/(?P<month>\d{1,2})/(?P<year>\d{4})",
    r"(?P<month>\d{1,2})/(?P<day>1[3-9]|[23]\d)/(?P<year>\d{4})",
    r"(?:(?P<day>\d{1,2}) )?(?P<month>[A-Za-z]{3,})\.? (?P<year>\d{4})",
    r"(?P<month>[A-Za-z]{3,})\.? (?P<day>\d{1,2}), (?P<year>\d{4})",
)


class DateError(ValueError):
    """Say which text is not a date, and why or what to write in its place."""


@dataclass(frozen=True, slots=True)
class EdtfDate:
    """Hold a date as written and the days, first and last included, within which it lies; `None` is an open end.

    `core_earliest` and `core_latest` are the bounds before an approximate date is widened. `lasted` is true of an
    interval `a/b`, which went on from a to b; any other date is of something that fell within its bounds.
    """

    text: str
    earliest: date | None
    latest: date | None
    qualifier: Qualifier | None
    precision: Precision
    core_earliest: date | None
    core_latest: date | None
    lasted: bool = False
    ranges: tuple[Range, ...] = field(default=(), repr=False)  # of an interval, or the members of a set
    _mask: tuple[str, str, str] | None = field(default=None, repr=False)  # year, month and day with digits left open

    @property
    def core(self) -> tuple[date, date]:
        """Return the bounds before widening; an open end is the end of the calendar."""
        return self.core_earliest or date.min, self.core_latest or date.max

    def may_lie_in(self, first: date | None, last: date | None) -> bool:
        """Return whether one of its days lies from first to last, both included; `None` is an open end.

        The days of a set, or those with unspecified digits, may leave out some between the bounds.
        """
        first, last = first or date.min, last or date.max
        if (self.earliest or date.min) > last or (self.latest or date.max) < first:
            return False
        if self._mask and self.qualifier in (None, "uncertain"):
            return _fits_in(self._mask, first, last)
        if self.lasted or not self.ranges:
            return True
        return any(_range_may_lie_in(a, b, first, last) for a, b in self.ranges)


@lru_cache(maxsize=65_536)
def parse(text: str) -> EdtfDate:
    """Read a date of ISO 8601-2:2019 level 1, qualified by suffix only, or a "one of" set `[...]` of level 2.

    An approximate date (`~`, `%`) is widened on both sides: by 3 days, 1 month (seasons too) or 1 year, as its form
    is, and by 1 year where digits of the year are unspecified. No bound leaves 0001-01-01 to 9999-12-31.

    Raise DateError for anything else, naming the text and what is allowed.
    """
    if len(text) > MAX_LENGTH:
        raise DateError(f"{_quoted(text)} is not a date: it is longer than {MAX_LENGTH} characters")
    try:
        return _read(text)
    except ValueError as problem:
        raise DateError(f"{_quoted(text)} is not a date: {_suggestion(text) or problem}") from None


# Below, a ValueError carries the reason alone; parse() puts the whole text before it.


def _read(text: str) -> EdtfDate:
    if text.startswith("[") and text.endswith("]"):
        members = text[1:-1].split(",")
        return _joined(text, tuple(_member(m, i == 0, i == len(members) - 1) for i, m in enumerate(members)))
    if "/" in text:
        start, _, end = text.partition("/")
        if not start or not end:
            raise ValueError("an open end is written .., as in ../2016 or 2016/..")
        return _joined(text, (_range("" if start == ".." else start, "" if end == ".." else end),), lasted=True)
    return _simple(text)


def _member(text: str, is_first: bool, is_last: bool) -> Range:
    start, dots, end = text.partition("..")
    if not dots:
        return (alone := _simple(text)), alone
    if not (start or is_first) or not (end or is_last):
        raise ValueError("only the first member of a set can begin with .. and only the last can end with it")
    return _range(start, end)


def _range(start: str, end: str) -> Range:
    if not start and not end:
        raise ValueError("open at both ends it says nothing, so leave the date out")
    a, b = _simple(start) if start else None, _simple(end) if end else None
    if a and b and b.core[1] < a.core[0]:
        raise ValueError(f"its end, {end}, is before its start, {start}")
    return a, b


def _joined(text: str, ranges: tuple[Range, ...], lasted: bool = False) -> EdtfDate:
    earliest = _outermost(min, [a.earliest if a else None for a, _ in ranges])
    latest = _outermost(max, [b.latest if b else None for _, b in ranges])
    core_earliest = _outermost(min, [a.core_earliest if a else None for a, _ in ranges])
    core_latest = _outermost(max, [b.core_latest if b else None for _, b in ranges])
    said = {part.qualifier for pair in ranges for part in pair if part and part.qualifier}
    qualifier = said.pop() if len(said) == 1 else "uncertain and approximate" if said else None
    precision = _precision(core_earliest, core_latest)
    return EdtfDate(text, earliest, latest, qualifier, precision, core_earliest, core_latest, lasted, ranges)


def _outermost(choose: Callable[[list[date]], date], bounds: list[date | None]) -> date | None:
    known = [bound for bound in bounds if bound]
    return choose(known) if len(known) == len(bounds) else None


def _precision(first: date | None, last: date | None) -> Precision:
    if not first or not last:
        return "wider"
    days = (last - first).days + 1
    return next((name for name, longest in _LONGEST if days <= longest), "wider")


def _simple(text: str) -> EdtfDate:
    match = _SIMPLE.fullmatch(text)
    if match is None:
        raise ValueError(_reason(text))
    year, month, day, qualified = match.groups()
    unit: Precision = "day" if day else "month" if month else "year"
    try:
        if "X" in text:
            first, last = _masked(year, month or "XX", day or "XX")
        elif day:
            first = last = date(int(year), int(month), int(day))
        elif not month:
            first, last = date(int(year), 1, 1), date(int(year), 12, 31)
        elif "21" <= month <= "24":
            unit = "season"
            first = date(int(year), 3 * int(month) - 60, 1)
            last = _month_end(_moved(first, 63))
        else:
            first = date(int(year), int(month), 1)
            last = _month_end(first)
    except ValueError:
        raise ValueError(_no_such_day(year, month or "XX", day or "XX")) from None
    precision = _precision(first, last) if "X" in text else unit
    earliest, latest = (
        _widened(first, last, "year" if "X" in year else unit) if qualified in ("~", "%") else (first, last)
    )
    mask = (year, month or "XX", day or "XX") if "X" in text else None
    return EdtfDate(text, earliest, latest, _QUALIFIERS.get(qualified), precision, first, last, _mask=mask)


@lru_cache(maxsize=4096)
def _days_fitting(month: str, day: str) -> list[tuple[int, int]]:
    # 2000 is a leap year: a day that it lacks, every year lacks.
    leap_year = ((m, d) for m in range(1, 13) for d in range(1, monthrange(2000, m)[1] + 1))
    return [(m, d) for m, d in leap_year if _fits(f"{m:02}{d:02}", month + day)]


def _range_may_lie_in(a: EdtfDate | None, b: EdtfDate | None, first: date, last: date) -> bool:
    if a is b and a:
        return a.may_lie_in(first, last)
    begins_after = a and a.earliest and a.earliest > last
    ends_before = b and b.latest and b.latest < first
    return not begins_after and not ends_before


@lru_cache(maxsize=65_536)
def _fits_in(mask: tuple[str, str, str], first: date, last: date) -> bool:
    year, month, day = mask
    days = _days_fitting(month, day)
    years = (y for y in range(first.year, last.year + 1) if _fits(f"{y:04}", year))
    return any(first <= date(y, m, d) <= last for y in years for m, d in days if d <= monthrange(y, m)[1])


def _masked(year: str, month: str, day: str) -> tuple[date, date]:
    """Find the first and the last day of the calendar with these digits, X being any; raise ValueError if none has."""
    days = _days_fitting(month, day)
    years = range(int(year.replace("X", "0")) or 1, int(year.replace("X", "9")) + 1)
    first, last = _first_real(years, days, year), _first_real(years[::-1], days[::-1], year)
    if not first or not last:
        raise ValueError
    return first, last


def _first_real(years: range, days: list[tuple[int, int]], mask: str) -> date | None:
    fitting = (y for y in years if _fits(f"{y:04}", mask))
    return next((date(y, m, d) for y in fitting for m, d in days if d <= monthrange(y, m)[1]), None)


def _fits(digits: str, mask: str) -> bool:
    return all(m in ("X", digit) for digit, m in zip(digits, mask, strict=True))


def _no_such_day(year: str, month: str, day: str) -> str:
    if year == "0000":
        return "year 0000 does not exist; years are 0001 to 9999"
    if not any(_fits(f"{m:02}", month) for m in range(1, 13)):
        return f"month {month} does not exist; months are 01 to 12, seasons 21 to 24 with a full year and no day"
    if "X" in year + month + day:
        return "no day of the calendar has these digits"
    return f"{MONTHS[int(month) - 1]} {year} has no day {day}, only 01 to {monthrange(int(year), int(month))[1]}"


def _widened(first: date, last: date, unit: Precision) -> tuple[date, date]:
    if unit == "year":
        return _years_moved(first, -1), _years_moved(last, 1)
    if unit == "day":
        return _moved(first, -3), _moved(last, 3)
    return _moved(first, -1).replace(day=1), _month_end(_moved(last, 1))


def _moved(day: date, days: int) -> date:
    return date.fromordinal(min(max(day.toordinal() + days, 1), date.max.toordinal()))


def _years_moved(day: date, years: int) -> date:
    year = day.year + years
    if not MINYEAR <= year <= MAXYEAR:
        return date.min if years < 0 else date.max
    return day.replace(year=year, day=min(day.day, monthrange(year, day.month)[1]))  # from 29 to 28 February


def _month_end(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def _reason(text: str) -> str:
    if text.startswith("{"):
        return "{...}, all of several dates, is not read here; write [a,b] for one of them, a/b for from a to b"
    if text.startswith(("?", "~", "%")):
        return "a qualifier goes at the end, as in 2016-08-25~"
    return f"expected 2016, 2016-08, 2016-21 (spring) or 2016-08-25, found {_quoted(text)}"


def _quoted(text: str) -> str:
    return repr(text if len(text) <= 80 else text[:79] + "…")


def _suggestion(text: str) -> str | None:
    for candidate in _candidates(text):
        try:
            _read(candidate)
        except ValueError:
            continue
        return f"write it as {candidate}" + ("" if text.isascii() else ", in ASCII characters")
    return None


def _candidates(text: str) -> Iterator[str]:
    """Give the dates that were probably meant by a text with a common slip."""
    plain = "".join(
        str(unicodedata.decimal(c)) if c.isdecimal() else "-" if unicodedata.category(c) == "Pd" else c
        for c in unicodedata.normalize("NFKC", text.strip())
    )
    yield "".join(plain.split()).replace("x", "X")
    for pattern in _NEAR_MISSES:
        if match := re.fullmatch(pattern, plain, re.ASCII):
            found = match.groupdict()
            name = found["month"].casefold()
            number = next((str(i) for i, month in enumerate(MONTHS, 1) if month.casefold().startswith(name)), name)
            yield "-".join(part.zfill(2) for part in (found["year"], number, found.get("day")) if part)
