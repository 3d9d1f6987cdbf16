"""What dates in EDTF allow, read slowly from the description of the event file and by nothing of the project.

Days are numbers as `date.toordinal` counts them; an end that is open is `NEVER_BEGUN` or `NEVER_ENDED`.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import pairwise

NEVER_BEGUN, NEVER_ENDED = -(10**9), 10**9
_CALENDAR = [date(1990, 1, 1) + timedelta(n) for n in range(40 * 365)]
"""Unspecified digits are looked for among these days."""

Spans = tuple[tuple[int, int], ...]
"""Days without a gap: the first and the last of each stretch, in order."""


@dataclass(frozen=True)
class When:
    """On which days something may have begun and ended; what happened in a moment did both on the same day."""

    starts: Spans
    ends: Spans
    is_lasting: bool
    is_end_unknown: bool = False

    @property
    def first(self) -> int:
        """The first possible day."""
        return self.starts[0][0]

    @property
    def last(self) -> int:
        """The last possible day."""
        return self.ends[-1][1]

    @property
    def latest_start(self) -> int:
        """The last day on which it may have begun, at which it had not ended."""
        return max(min(last, self.last) for first, last in self.starts if first <= self.last)

    @property
    def earliest_end(self) -> int:
        """The first day on which it may have ended, at which it had begun."""
        return min(max(first, self.first) for first, last in self.ends if last >= self.first)

    def may_touch(self, first: int, last: int) -> bool:
        """Whether it touched a range of days in some world."""
        if self.is_lasting:
            return self.first <= last and self.last >= first
        return any(a <= last and b >= first for a, b in self.starts)

    def must_touch(self, first: int, last: int) -> bool:
        """Whether it touched a range of days in every world."""
        if self.is_lasting:
            return self.latest_start <= last and self.earliest_end >= first
        return first <= self.first and self.last <= last


ANY_DAY = When(((NEVER_BEGUN, NEVER_ENDED),), ((NEVER_BEGUN, NEVER_ENDED),), is_lasting=False)


@cache
def when(text: str | None) -> When:
    """Return on which days something may have been that is dated so."""
    if text is None:
        return ANY_DAY
    if text.startswith("["):
        spans = [span for member in text[1:-1].split(",") for span in _days_of_member(member)]
        return When(merged(spans), merged(spans), is_lasting=False)
    if "/" in text:
        start, end = text.split("/")
        starts = ((NEVER_BEGUN, NEVER_ENDED),) if start in ("", "..") else days(start)
        ends = ((NEVER_BEGUN, NEVER_ENDED),) if end in ("", "..") else days(end)
        return When(starts, ends, is_lasting=True, is_end_unknown="" in (start, end))
    return When(days(text), days(text), is_lasting=False)


def _days_of_member(text: str) -> Spans:
    if ".." not in text:
        return days(text)
    start, end = text.split("..")
    return ((days(start)[0][0] if start else NEVER_BEGUN, days(end)[-1][1] if end else NEVER_ENDED),)


@cache
def days(text: str) -> Spans:
    """Return the days of a simple date, with its margin if it is approximate."""
    digits = text.rstrip("?~%")
    spans = _unspecified(digits) if "X" in digits else (_whole(digits),)
    if text[-1] in "~%":
        first, last = date.fromordinal(spans[0][0]), date.fromordinal(spans[-1][1])
        return (_with_margin(first, last, digits),)
    return spans


def core_days(text: str) -> int:
    """Return how many days there are from the first to the last of a simple date, without a margin."""
    spans = days(text.rstrip("?~%"))
    return spans[-1][1] - spans[0][0] + 1


def _whole(digits: str) -> tuple[int, int]:
    year, *rest = map(int, digits.split("-"))
    if not rest:
        return date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
    month, *rest = rest
    if rest:
        return (date(year, month, rest[0]).toordinal(),) * 2
    if month <= 12:
        return date(year, month, 1).toordinal(), _end_of_month(year, month)
    first = {21: 3, 22: 6, 23: 9, 24: 12}[month]
    return date(year, first, 1).toordinal(), _end_of_month(year, first + 2)


def _end_of_month(year: int, month: int) -> int:
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return date(year, month, monthrange(year, month)[1]).toordinal()


def _unspecified(digits: str) -> Spans:
    pattern = re.compile(digits.replace("X", r"\d") + ".*")
    return merged([(day.toordinal(),) * 2 for day in _CALENDAR if pattern.match(day.isoformat())])


def _with_margin(first: date, last: date, digits: str) -> tuple[int, int]:
    year, *rest = digits.split("-")
    if not rest or "X" in year:
        return _years_on(first, -1), _years_on(last, 1)
    if len(rest) == 2:
        return first.toordinal() - 3, last.toordinal() + 3
    before = first - timedelta(1)
    return before.replace(day=1).toordinal(), _end_of_month(last.year, last.month + 1)


def _years_on(day: date, years: int) -> int:
    leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + years, day=28 if leap_day else day.day).toordinal()


def merged(spans: list[tuple[int, int]]) -> Spans:
    """Return stretches of days in order, joined where there is no day between them."""
    ordered = sorted(spans)
    joined = ordered[:1]
    for first, last in ordered[1:]:
        if first <= joined[-1][1] + 1:
            joined[-1] = joined[-1][0], max(joined[-1][1], last)
        else:
            joined.append((first, last))
    assert all(before[1] < after[0] for before, after in pairwise(joined))
    return tuple(joined)


def iso(day: int) -> str:
    """Return a day as ISO 8601; nothing for an end that is open."""
    return "" if day in (NEVER_BEGUN, NEVER_ENDED) else date.fromordinal(day).isoformat()
