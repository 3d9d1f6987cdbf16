"""A plain date in words or numbers, without any words about it: a day, a month, a year."""

import re
from datetime import date

from dashboard.dataset.calendar_days import MONTHS
from dashboard.dataset.edtf_grammar import is_edtf
from dashboard.dataset.written_dates.month_names import month_number
from dashboard.dataset.written_dates.numeric_dates import checked, numeric_day
from dashboard.dataset.written_dates.readings import Order, RefusedDateError
from dashboard.dataset.written_dates.spelling import compact

MONTH = r"(?P<month>[^\W\d_]{3,})\.?"
DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|o)?"
YEAR = r"(?P<year>\d{4})"
"""Patterns of the parts of a date."""

_NUMBER_OF_MONTH = r"(?P<m>0?[1-9]|1[0-2])"
_WEEKDAY = r"(?P<weekday>mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?"
_WITH_WEEKDAY = re.compile(rf"{_WEEKDAY},? (?:the )?(?P<date>.*\d.*)")
_WEEKDAY_LAST = re.compile(rf"(?P<date>.*\d),? \(?{_WEEKDAY}\)?")
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"{DAY}[ ./-]*(?:(?:of|de) )?{MONTH},?[ ./-]*(?:(?:of|de) )?{YEAR}",
        rf"{MONTH}[ -]?(?:the )?{DAY},?[ -]{YEAR}",
        rf"{YEAR},?[ ./-]?{MONTH}[ ./-]?{DAY}",
        rf"{MONTH},?[ ./-]?(?:(?:de|of) )?{YEAR}",
        rf"{YEAR},?[ ./-]?{MONTH}",
        r"(?P<year>\d{4})(?P<sign>[/. -]) ?(?P<m>\d{1,2})(?P=sign) ?(?P<d>\d{1,2})",
        rf"{YEAR}(?P<m>\d\d)(?P<d>\d\d)",
        rf"{_NUMBER_OF_MONTH}[/.]{YEAR}",
        rf"{YEAR}[-/.]{_NUMBER_OF_MONTH}",
        rf"{YEAR} ?[년年] ?(?:(?P<m>\d{{1,2}}) ?[월月] ?)?(?:(?P<d>\d{{1,2}}) ?[일日])?",
        rf"(?:year |ad )?{YEAR}(?: ad| ce)?",
    )
)
_LEAD = re.compile(r"(?:(?:in|on|at|the|during|within|dated?:?|month of|some (?:time|point)|sometime|am|le|el) )+")
_UNKNOWN_PART = re.compile(r"^(?:\?\??|xx?|__?)[ ./-](?=\D*\d)|[ ./-](?:\?\??|xx?|__?)$")


def plain_date(text: str, order: Order | None) -> str | None:
    """Return a day, month or year in EDTF; nothing for a text of another form."""
    text = without_lead(text)
    while part := _UNKNOWN_PART.search(text):  # a day or month such as ??
        text = text[: part.start()] + text[part.end() :]
    if weekday := _WITH_WEEKDAY.fullmatch(text) or _WEEKDAY_LAST.fullmatch(text):
        return _on_weekday(_without_weekday(weekday["date"], order), weekday["weekday"])
    return _without_weekday(text, order)


def without_lead(text: str) -> str:
    """Return a text without `in`, `on the` and the like before its date."""
    text = text.strip(" ,")
    return text[lead.end() :] if (lead := _LEAD.match(text)) else text


def _without_weekday(text: str, order: Order | None) -> str | None:
    if numeric := numeric_day(text, order):
        return numeric
    for form in _FORMS:
        if not (match := form.fullmatch(text)):
            continue
        groups = match.groupdict()
        month = month_number(groups["month"]) if groups.get("month") else groups.get("m")
        if groups.get("month") and not month:
            continue
        day = groups.get("day") or groups.get("d")
        return checked("-".join(str(part).zfill(2) for part in (groups["year"], month, day) if part))
    return found if is_edtf(found := compact(text)) else None


def _on_weekday(found: str | None, weekday: str) -> str | None:
    if not found or not re.fullmatch(r"\d{4}-\d\d-\d\d", found):
        return None
    day = date.fromisoformat(found)
    if not f"{day:%A}".lower().startswith(weekday[:3]):
        raise RefusedDateError(f"{day.day} {MONTHS[day.month - 1]} {day.year} was a {day:%A}")
    return found
