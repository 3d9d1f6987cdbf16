"""Dates in numbers alone: which is the day of 12/03/2014, and whether 2011/12 is a month or two years."""

import re

from dashboard.dataset.calendar_days import MONTHS
from dashboard.dataset.edtf_grammar import is_edtf, read
from dashboard.dataset.written_dates.readings import AmbiguousPartError, Choice, Order, Reading, RefusedDateError

_NUMBERS = re.compile(r"(\d{1,2}) ?([/.-]) ?(\d{1,2})(?: ?\2 ?| )(\d{4})", re.ASCII)
_IN_TEXT = re.compile(rf"(?<![\d/.-]){_NUMBERS.pattern}(?![\d/.-])", re.ASCII)
_YEAR_AND_TWO_DIGITS = re.compile(r"(\d{4})( ?[-/] ?)(\d\d)", re.ASCII)


def orders_in(text: str) -> set[Order]:
    """Return the orders that numbers beyond 12 in a text show, if the calendar has the day: 31/11/2014 shows none."""
    found: set[Order] = set()
    for first, _, second, year in _IN_TEXT.findall(text):
        day_first, month_first = _days(first, second, year)
        if is_edtf(day_first) and not is_edtf(month_first):
            found.add("day-first")
        if is_edtf(month_first) and not is_edtf(day_first):
            found.add("month-first")
    return found


def numeric_day(text: str, order: Order | None) -> str | None:
    """Return `2014-03-12` for `12/03/2014`; nothing for a text of another form.

    Numbers with full stops are read day first where nothing says otherwise, as all who write them so mean them.
    """
    match = _NUMBERS.fullmatch(text)
    if not match:
        return None
    sign, second = match[2], int(match[3])
    day_first, month_first = _days(match[1], match[3], match[4])
    days = [day for day in dict.fromkeys((day_first, month_first)) if is_edtf(day)]
    if len(days) == 2 and order is None and sign != ".":
        raise AmbiguousPartError(text, (_choice(day_first, "day-first"), _choice(month_first, "month-first")))
    if len(days) == 2:
        return month_first if order == "month-first" else day_first
    return days[0] if days else checked(day_first if second <= 12 else month_first)


def _days(first: str, second: str, year: str) -> tuple[str, str]:
    """Return the day that numbers give with the day first, and with the month first."""
    return f"{year}-{int(second):02}-{int(first):02}", f"{year}-{int(first):02}-{int(second):02}"


def checked(found: str) -> str:
    """Return a date in EDTF if the calendar has it; refuse it with the reason otherwise."""
    try:
        return read(found).text
    except ValueError as error:
        raise RefusedDateError(str(error)) from error


def years_or_month(text: str) -> Reading | None:
    """Read `2014-15` as two years, and `2014/03` as a month; nothing for another form, and for EDTF: `2011-12`.

    With a slash, blanks or another dash, `2011/12` may be either.
    """
    match = _YEAR_AND_TWO_DIGITS.fullmatch(text)
    if not match or (match[2] == "-" and is_edtf(text)):
        return None
    start, number = int(match[1]), int(match[3])
    if not start:
        return None
    end = start + (number - start) % 100
    is_next, is_month = end == start + 1, 1 <= number <= 12
    if is_month and not is_next and ("/" in match[2] or number <= start % 100):
        return Reading(f"{match[1]}-{match[3]}")
    if is_month:
        month, years = f"{MONTHS[number - 1]} {match[1]}", f"{match[1]} to {end}"
        raise AmbiguousPartError(text, (Choice(month, month.lower()), Choice(years, years)))
    if end % 100 <= start % 100 and not is_next:
        return None
    return Reading(f"[{match[1]}..{end}]", f"{match[1]}/{end}")


def _choice(day: str, order: Order) -> Choice:
    year, month, number = day.split("-")
    return Choice(f"{int(number)} {MONTHS[int(month) - 1]} {year}", day, order)
