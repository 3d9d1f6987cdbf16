"""EDTF dates in words, day before month: `about July 2015`, `17 or 18 August 2016`, `lasted from 1 to 6 July 2016`."""

from datetime import date
from functools import lru_cache

from dashboard.dataset import edtf
from dashboard.dataset.calendar_days import MONTHS, month_end
from dashboard.dataset.edtf_date import EdtfDate, Precision, Range

_LASTED = "lasted "
_SEASONS = {3: "spring", 6: "summer", 9: "autumn", 12: "winter"}  # by the number of the first month


def text_in_words(edtf_text: str) -> str:
    """Return a date given as EDTF in words."""
    return in_words(edtf.parse(edtf_text))


def issued_in_words(edtf_text: str) -> str:
    """Return the date of a source in words; that of an issue for several days or months is a span: `1–6 July 2016`."""
    d = edtf.parse(edtf_text)
    (start, end), *_ = d.ranges if d.is_interval else ((None, None),)
    if start and end:
        return _from_to(start, end)
    return in_words(d).removeprefix(_LASTED) if d.ranges else _simple_in_words(d)


@lru_cache(maxsize=65_536)
def in_words(d: EdtfDate) -> str:
    """Return a date in words, its qualifier included: `about 18 August 2016`, `2016 (uncertain)`."""
    if not d.ranges:
        return _simple_in_words(d, "between ", " and ")
    if not d.is_interval and all(start == end for start, end in d.ranges):
        return _alternatives([start for start, _ in d.ranges if start])
    if d.is_interval:
        return _interval_in_words(*d.ranges[0], d.is_end_unknown)
    return ", or ".join(map(_range_in_words, d.ranges))


def bounds_in_words(d: EdtfDate) -> str | None:
    """Return the first and the last possible day in words, or nothing where `in_words` names both.

    `between 15 and 21 August 2016`, `at most from 1 July to 31 August 2016` (an interval), `on or after 1 July 2016`.
    """
    if d.earliest and d.latest:
        lead, joint = ("at most from", " to ") if d.is_interval else ("between", " and ")
        days = span_in_words(d.earliest, d.latest, "day", joint, joint)
        is_named = (
            days in in_words(d) or span_in_words(d.earliest, d.latest, "day") in in_words(d) or _names_each_day(d)
        )
        return None if is_named else f"{lead} {days}"
    if d.latest:
        return f"on or before {_name(d.latest, 'day')}"
    return f"on or after {_name(d.earliest, 'day')}" if d.earliest else "any day"


def _names_each_day(d: EdtfDate) -> bool:
    ends = [end for range_ in d.ranges for end in range_]
    return bool(ends) and all(end and end.earliest == end.latest for end in ends)


def _simple_in_words(d: EdtfDate, lead: str = "", joint: str | None = None) -> str:
    """Say a simple date; of several days, months or years, the first and the last with words before and between."""
    digits = d.text.rstrip("?~%")
    about = "about " if d.qualifier in ("approximate", "uncertain and approximate") else ""
    uncertain = " (uncertain)" if d.qualifier in ("uncertain", "uncertain and approximate") else ""
    if "X" not in digits:
        return f"{about}{_name(d.core[0], d.precision)}{uncertain}"
    if "X" in digits.rstrip("X-"):  # not every day in between has these digits, so they are shown too
        return f"{about}between {span_in_words(*d.core, 'day', ' and ', ' and ')} ({digits}){uncertain}"
    unit = _whole_unit(*d.core)
    words = span_in_words(*d.core, unit, joint or "–", joint or " – ")
    return f"{lead if words != _name(d.core[0], unit) else ''}{about}{words}{uncertain}"


def _whole_unit(first: date, last: date) -> Precision:
    """Return the largest unit of which some fill the days from a first to a last."""
    if first.day != 1 or last != month_end(last):
        return "day"
    return "year" if (first.month, last.month) == (1, 12) else "month"


def _interval_in_words(start: EdtfDate | None, end: EdtfDate | None, is_end_unknown: bool) -> str:
    if start and start == end:
        words = _simple_in_words(start)
        return words if start.earliest == start.latest else f"{_LASTED}within {words}"
    if start and end:
        return f"{_LASTED}from {_from_to(start, end, ' to ', ' to ')}"
    if start:
        words = _simple_in_words(start)
        return f"{_LASTED}from {words}, end not known" if is_end_unknown else f"from {words} on"
    words = f"{_LASTED}until {_simple_in_words(end)}" if end else ""
    return f"{words}, start not known" if is_end_unknown else words


def _range_in_words(range_: Range) -> str:
    start, end = range_
    if start and end:
        if start == end:
            return _simple_in_words(start)
        lead = "on one day" if start.precision == end.precision == "day" else "at some time"
        return f"{lead} between {_from_to(start, end, ' and ', ' and ')}"
    if end:  # not "by 2016": it could be taken for "before 2016 began"
        return f"{'by' if end.precision == 'day' else 'in or before'} {_simple_in_words(end)}"
    return f"{_simple_in_words(start)} or later" if start else ""


def _alternatives(dates: list[EdtfDate]) -> str:
    """Return simple dates joined by "or", with a month or a year that they share once: `17 or 18 August 2016`."""
    words = [_simple_in_words(each) for each in dates]
    if all(map(_is_plain, dates)):
        first = dates[-1].core[0]
        for shared in (f" {_name(first, 'month')}", f" {first.year}"):
            if all(word.endswith(shared) for word in words):
                words[:-1] = [word.removesuffix(shared) for word in words[:-1]]
                break
    return " or ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def _from_to(start: EdtfDate, end: EdtfDate, tight: str = "–", loose: str = " – ") -> str:
    if start == end:
        return _simple_in_words(start)
    if _is_plain(start) and _is_plain(end) and start.precision == end.precision:
        return span_in_words(start.core[0], end.core[0], start.precision, tight, loose)
    return f"{_simple_in_words(start)}{loose}{_simple_in_words(end)}"


def _is_plain(d: EdtfDate) -> bool:
    return not d.qualifier and "X" not in d.text


def span_in_words(first: date, last: date, unit: Precision, tight: str = "–", loose: str = " – ") -> str:
    """Name the units that hold two days, with what they share once: `1–6 July 2016`, `2010–2019`.

    `tight` stands between numbers, `loose` between words.
    """
    start, end = _name(first, unit), _name(last, unit)
    if start == end:
        return end
    if unit == "year":
        return f"{start}{tight}{end}"
    if unit == "day" and (first.year, first.month) == (last.year, last.month):
        return f"{first.day}{tight}{end}"
    if end.endswith(f" {first.year}"):
        start = start.removesuffix(f" {first.year}")
    return f"{start}{loose}{end}"


def _name(day: date, unit: Precision) -> str:
    """Name a day, the month or year that holds it, or the season that begins on it."""
    if unit == "year":
        return f"{day.year}"
    if unit == "season":
        following = day.year + 1
        end = "" if day.month < 12 else f"–{following % 100:02}" if following % 100 else f"–{following}"
        return f"{_SEASONS[day.month]} {day.year}{end}"
    month = f"{MONTHS[day.month - 1]} {day.year}"
    return f"{day.day} {month}" if unit == "day" else month
