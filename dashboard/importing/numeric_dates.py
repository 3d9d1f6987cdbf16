"""Dates in numbers alone: which is the day of 12/03/2014, and days that a spreadsheet counts."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, TypeAlias

from dashboard.dataset.calendar_days import MONTHS

Order: TypeAlias = Literal["day-first", "month-first"]

_NUMBERS = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})", re.ASCII)
_IN_TEXT = re.compile(rf"(?<![\d/.-]){_NUMBERS.pattern}(?![\d/.-])", re.ASCII)

FIRST_SERIAL, LAST_SERIAL = 10_000, 60_000
"""Days that spreadsheets count from 1899-12-30: from 1927 to 2064. Below are years, and what is no date."""


class AmbiguousDateError(ValueError):
    """A date in numbers of which either may be the month; its message gives both readings."""


@dataclass(frozen=True)
class ColumnOrder:
    """How the numbers of the dates in a column stand."""

    order: Order | None
    evidence: str | None = None
    """The text of the column that decides it."""


def order_of(texts: Iterable[str], asked: Order | None) -> ColumnOrder:
    """Return the order that is asked for, or that numbers beyond 12 show; none where these contradict each other."""
    if asked:
        return ColumnOrder(asked)
    shown: dict[Order, str] = {}
    for text in texts:
        for first, _, second, _ in _IN_TEXT.findall(text):
            if int(first) > 12 >= int(second):
                shown.setdefault("day-first", text)
            elif int(second) > 12 >= int(first):
                shown.setdefault("month-first", text)
    if len(shown) != 1:
        return ColumnOrder(None)
    ((order, evidence),) = shown.items()
    return ColumnOrder(order, evidence)


def numeric_day(text: str, order: Order | None) -> str | None:
    """Return `2014-03-12` for `12/03/2014`; nothing for a text of another form.

    Numbers with full stops are read day first where nothing says otherwise, as all who write them so mean them. Raises
    `AmbiguousDateError`, and `ValueError` for a day that there is not.
    """
    match = _NUMBERS.fullmatch(text)
    if not match:
        return None
    first, sign, second, year = int(match[1]), match[2], int(match[3]), int(match[4])
    day_first, month_first = _day(year, second, first), _day(year, first, second)
    if day_first and month_first and day_first != month_first:
        if order is None and sign != ".":
            raise AmbiguousDateError(
                f"is {_in_words(day_first)} or {_in_words(month_first)}; say which with --day-first or --month-first"
            )
        return (month_first if order == "month-first" else day_first).isoformat()
    found = day_first or month_first
    if not found:
        raise ValueError("is no day of the calendar")
    return found.isoformat()


def day_of_serial(text: str) -> str | None:
    """Return the day that a spreadsheet counts so, such as `2014-03-12` for `41710`."""
    if not re.fullmatch(r"\d{5}(\.\d+)?", text, re.ASCII) or not FIRST_SERIAL <= float(text) < LAST_SERIAL:
        return None
    return (date(1899, 12, 30) + timedelta(days=int(float(text)))).isoformat()


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _in_words(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
