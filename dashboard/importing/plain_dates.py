"""A plain date in words or numbers, without any words about it: a day, a month, a season, a year."""

import re
from datetime import date

from dashboard.dataset import edtf
from dashboard.importing.month_names import month_number
from dashboard.importing.numeric_dates import Order, numeric_day

MONTH = r"(?P<month>[^\W\d_]{3,})\.?"
DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|\.|er|º)?"
YEAR = r"(?P<year>\d{4})"
"""Patterns of the parts of a date."""

_WEEKDAY = re.compile(r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b[.,]? ")
_PLAIN_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"{DAY}(?: of)?[ -](?:de )?{MONTH}(?: de| of)?,?[ -]{YEAR}",
        rf"{MONTH}[ -]{DAY},?[ -]{YEAR}",
        rf"{YEAR},?[ -]{MONTH}[ -]{DAY}",
        rf"{MONTH},?(?: de| of)?[ -]{YEAR}",
        rf"{YEAR},?[ -]{MONTH}",
        rf"{YEAR}[/. -](?P<m>\d{{1,2}})[/. -](?P<d>\d{{1,2}})",
        rf"{YEAR}(?P<m>\d\d)(?P<d>\d\d)",
        rf"(?P<m>0?[1-9]|1[0-2])[/.]{YEAR}",
        rf"{YEAR} ?[년年] ?(?:(?P<m>\d{{1,2}}) ?[월月] ?)?(?:(?P<d>\d{{1,2}}) ?[일日])?",
        rf"(?:(?:the )?year )?{YEAR}",
    )
)


def is_edtf(text: str) -> bool:
    """Whether a text is a date in EDTF."""
    try:
        edtf.parse(text)
    except edtf.DateError:
        return False
    return True


def plain_date(text: str, order: Order | None) -> str:
    """Return a day, month, season or year in EDTF; raise `ValueError`, with the reason if there is more to say."""
    text = text.strip(" ,")
    if numeric := numeric_day(text, order):
        return numeric
    weekday = _WEEKDAY.match(text)
    without_weekday = text[weekday.end() :] if weekday else text
    for form in _PLAIN_FORMS:
        if not (match := form.fullmatch(without_weekday)):
            continue
        groups = match.groupdict()
        month = _month(groups.get("month")) or (groups.get("m") or "")
        if groups.get("month") and not month:
            continue
        year = groups.get("year") or re.sub(r"\D", "", text)
        parts = (year, month.zfill(2) if month else "", (groups.get("day") or groups.get("d") or "").zfill(2))
        found = "-".join(part for part in parts if part.strip("0"))
        if not is_edtf(found):
            raise ValueError("is no day of the calendar")
        if weekday and len(found) == 10 and not _is_on(found, weekday[0]):
            raise ValueError(f"is wrong: that day was a {date.fromisoformat(found):%A}")
        return found
    if is_edtf(text.upper()) and not text.isalpha():
        return text.upper()
    raise ValueError("")


def _month(name: str | None) -> str:
    number = month_number(name) if name else None
    return str(number) if number else ""


def _is_on(day: str, weekday: str) -> bool:
    return f"{date.fromisoformat(day):%A}".lower().startswith(weekday[:3])
