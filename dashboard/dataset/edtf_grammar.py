"""The grammar of EDTF, the Extended Date/Time Format of ISO 8601-2:2019, without any advice."""

import re
from collections.abc import Sequence
from datetime import date

from dashboard.dataset.calendar_days import MONTHS, DigitPattern, days_in_month, month_end, move_days, move_years
from dashboard.dataset.edtf_date import Bounds, DateSet, EdtfDate, Interval, Precision, Qualifier, Range, Whole

BEFORE_YEAR_1 = "years before 1 cannot be given; years are 0001 to 9999"

_BLANK = re.compile("[\xa0\u2000-\u200a\u202f\u3000]")  # which look like spaces
_SIMPLE = re.compile(r"([0-9X]{4})(?:-([0-9X]{2})(?:-([0-9X]{2}))?)?([?~%]?)")
_QUALIFIERS: dict[str, Qualifier] = {"?": "uncertain", "~": "approximate", "%": "uncertain and approximate"}
_OF_BEFORE_YEAR_1 = re.compile(r"Y?[-−–]\d{3,}([-?~%].*)?|.*\d ?(?:BC|BCE|B\.C\.|B\.C\.E\.)", re.ASCII | re.IGNORECASE)


def is_before_year_1(text: str) -> bool:
    """Whether a text is a year before 1, or a date in one: `-0044`, `44 BC`."""
    return bool(_OF_BEFORE_YEAR_1.fullmatch(text.strip()))


def is_edtf(text: str) -> bool:
    """Whether a text is a date in EDTF."""
    try:
        read(text)
    except ValueError:
        return False
    return True


def read(text: str) -> EdtfDate:
    """Read a date in EDTF; raise `ValueError` with the reason alone, such as `month 13 does not exist`."""
    if text.startswith("[") and text.endswith("]"):
        members = text[1:-1].split(",")
        last = len(members) - 1
        return _composed(text, DateSet(tuple(_member(it, n == 0, n == last) for n, it in enumerate(members))))
    if "/" in text:
        start, _, end = text.partition("/")
        ends = _range("" if start == ".." else start, "" if end == ".." else end)
        return _composed(text, Interval(*ends, is_end_unknown=not start or not end))
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
        raise ValueError("it is open at both ends, or they are not known; leave the date out")
    a, b = _simple(start) if start else None, _simple(end) if end else None
    if a and b and b.core[1] < a.core[0]:
        raise ValueError(f"its end, {end}, is before its start, {start}")
    return a, b


def _composed(text: str, form: Interval | DateSet) -> EdtfDate:
    """Return an interval or a set, which begins and ends with the outermost of its parts."""
    ranges = form.ranges if isinstance(form, DateSet) else ((form.start, form.end),)
    bounds = [Bounds(start.earliest if start else None, end.latest if end else None) for start, end in ranges]
    core = [Bounds(start.core_earliest if start else None, end.core_latest if end else None) for start, end in ranges]
    qualifiers = {end.qualifier for ends in ranges for end in ends if end and end.qualifier}
    qualifier = qualifiers.pop() if len(qualifiers) == 1 else "uncertain and approximate" if qualifiers else None
    return EdtfDate(text, _enclosing_bounds(bounds), _enclosing_bounds(core), qualifier, form)


def _enclosing_bounds(bounds: Sequence[Bounds]) -> Bounds:
    """Return the bounds around several, open at an end where any of them is."""
    earliest = [each.earliest for each in bounds if each.earliest]
    latest = [each.latest for each in bounds if each.latest]
    return Bounds(
        min(earliest) if len(earliest) == len(bounds) else None,
        max(latest) if len(latest) == len(bounds) else None,
    )


def _simple(text: str) -> EdtfDate:
    match = _SIMPLE.fullmatch(text)
    if match is None:
        raise ValueError(_reason(text))
    year, month, day, sign = match.groups()
    pattern = DigitPattern(year, month or "XX", day or "XX")
    form: Whole | DigitPattern
    if "X" in text:
        form, days = pattern, pattern.bounds()
        unit: Precision = "year" if "X" in year or not month else "day" if day else "month"
    else:
        unit, days = _whole(year, month, day)
        form = Whole(unit)
    if days is None:
        raise ValueError(_no_such_day(pattern))
    qualifier = _QUALIFIERS.get(sign)
    is_exact = qualifier in (None, "uncertain")
    bounds = Bounds(*(days if is_exact else _with_margin(*days, unit)))
    return EdtfDate(text, bounds, Bounds(*days), qualifier, form)


def _whole(year: str, month: str | None, day: str | None) -> tuple[Precision, tuple[date, date] | None]:
    """Return the unit of digits, and its first and last day if the calendar has them."""
    try:
        if day:
            only = date(int(year), int(month or ""), int(day))
            return "day", (only, only)
        if not month:
            return "year", (date(int(year), 1, 1), date(int(year), 12, 31))
        if "21" <= month <= "24":  # seasons: spring begins in March
            first = date(int(year), 3 * int(month) - 60, 1)
            return "season", (first, month_end(move_days(first, 63)))
        first = date(int(year), int(month), 1)
        return "month", (first, month_end(first))
    except ValueError:
        return "day", None


def _with_margin(first: date, last: date, unit: Precision) -> tuple[date, date]:
    if unit == "year":
        return move_years(first, -1), move_years(last, 1)
    if unit == "day":
        return move_days(first, -3), move_days(last, 3)
    return move_days(first, -1).replace(day=1), month_end(move_days(last, 1))


def _no_such_day(pattern: DigitPattern) -> str:
    year, month, day = pattern.year, pattern.month, pattern.day
    if year == "0000":
        return BEFORE_YEAR_1
    if not pattern.has_month():
        return f"month {month} does not exist; months are 01 to 12, seasons 21 to 24 with a full year and no day"
    if "X" in year + month + day:
        return "no day of the calendar has these digits"
    return f"{MONTHS[int(month) - 1]} {year} has no day {day}, only 01 to {days_in_month(int(year), int(month))}"


def _reason(text: str) -> str:
    if is_before_year_1(text):
        return BEFORE_YEAR_1
    if text.startswith("{"):
        return "{...}, all of several dates, is not supported; write [a,b] for one of them, or a/b for from a to b"
    if text.startswith(("?", "~", "%")):
        return "a qualifier goes at the end, as in 2016-08-25~"
    return f"expected 2016, 2016-08, 2016-21 (spring) or 2016-08-25, found {quoted(text)}"


def quoted(text: str) -> str:
    """Return a text in quotes as a reader sees it, shortened if it is long."""
    return repr(_BLANK.sub(" ", text if len(text) <= 80 else text[:79] + "…"))
