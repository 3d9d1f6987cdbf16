"""Dates by a count: the weeks of ISO 8601 (`2016-W33`), and the days of a spreadsheet (`44000`)."""

import re
from datetime import date, timedelta

from dashboard.dataset.written_dates.readings import Reading, RefusedDateError

_FIRST_SERIAL, _LAST_SERIAL = 10_000, 60_000
"""Days that spreadsheets count from 1899-12-30: from 1927 to 2064. Below are years, and what is no date."""

_WEEKS = (
    re.compile(r"(?P<year>\d{4})[ -]?w(?P<week>\d{1,2})(?:-?(?P<day>[1-7]))?", re.ASCII),
    re.compile(r"(?:calendar )?week (?P<week>\d{1,2})(?:,| of|/)? ?(?P<year>\d{4})", re.ASCII),
)


def week(text: str) -> Reading | None:
    """Read a week, as its days, or a day of it; nothing for a text of another form."""
    match = next(filter(None, (form.fullmatch(text) for form in _WEEKS)), None)
    if not match or match["year"] == "0000":
        return None
    year, number, day = int(match["year"]), int(match["week"]), match.groupdict().get("day")
    weeks = date(year, 12, 28).isocalendar().week
    if not 1 <= number <= weeks:
        raise RefusedDateError(f"{match['year']} has no week {match['week']}, only 01 to {weeks}")
    first = date.fromisocalendar(year, number, int(day or 1))
    last = min(first.toordinal() + 6, date.max.toordinal())
    end = date.fromordinal(last).isoformat()
    return Reading(first.isoformat()) if day else Reading(f"[{first}..{end}]", f"{first}/{end}")


def day_of_serial(text: str) -> str | None:
    """Return the day that a spreadsheet counts so, such as `2014-03-12` for `41710`."""
    if not re.fullmatch(r"\d{5}(\.\d+)?", text, re.ASCII) or not _FIRST_SERIAL <= float(text) < _LAST_SERIAL:
        return None
    return (date(1899, 12, 30) + timedelta(days=int(float(text)))).isoformat()
