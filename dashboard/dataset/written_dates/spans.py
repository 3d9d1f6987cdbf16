"""Spans and alternatives, all of them one of several days: `2014-2015`, `15 or 16 December 2014`."""

import re
from dataclasses import replace

from dashboard.dataset.edtf_grammar import is_edtf, read
from dashboard.dataset.written_dates.marks import one_date
from dashboard.dataset.written_dates.numeric_dates import years_or_month
from dashboard.dataset.written_dates.plain_dates import DAY, MONTH, YEAR
from dashboard.dataset.written_dates.readings import Order, Reading, RefusedDateError

_LEAD = re.compile(r"(?:any ?time |some ?time )?(between|from|either) ")
_OR = re.compile(r",? (?:and/)?or |; ?| ?\| ?| ou | oder ")
_SLASH = re.compile(r" ?/ ?")
_TO = re.compile(r" ?-+ ?| to | and | & | et | und | y | until | till | through | thru | ?\.\.+ ?")
_COMMA = re.compile(r",? (?:and/)?or |, ")
_OPEN_END = re.compile(
    r"(?:from |since )?(.+?)(?: ?- ?| to | until | till )(?:the )?(?:present|now|today|date|ongoing)"
)
_DAY_FIRST = re.compile(r"(\d{4}-\d\d-)\d\d", re.ASCII)
_TAIL_OF_SPAN = re.compile(rf"(?:(?P<day>\d{{1,2}})[.,]? )?(?:{MONTH},? )?(?P<year>\d{{4}}(?:'?s)?)")


def several(text: str, order: Order | None) -> Reading | None:
    """Read one of several dates, or a span."""
    if (match := _OPEN_END.fullmatch(text)) and (start := one_date(match[1], order)):
        return Reading(f"{first_member(start.edtf)}/..", is_vague=start.is_vague)
    lead = _LEAD.match(text)
    body = text[lead.end() :] if lead else text
    found = years_or_month(body) or _joined(body, order)
    if not found or not lead:
        return found
    if lead[1] == "from" and found.lasted:
        return replace(found, edtf=found.lasted, lasted=None)
    return replace(found, lasted=None)


def _joined(text: str, order: Order | None) -> Reading | None:
    for joint in (_OR, _SLASH, _TO):
        for match in joint.finditer(text):
            dates = _dates([text[: match.start()], text[match.end() :]], order)
            if dates and joint is _OR:
                return _alternatives(dates)
            if dates and (lasted := _interval(dates)):
                one_of = _alternatives(dates) if joint is _SLASH else None
                span = one_of.edtf if one_of else f"[{lasted.replace('/', '..')}]"
                return Reading(span, lasted, is_vague=any(date.is_vague for date in dates))
    listed = _COMMA.split(text)
    dates = _dates(listed, order) if len(listed) > 1 else []
    return _alternatives(dates) if dates else None


def _dates(parts: list[str], order: Order | None) -> list[Reading]:
    """Read each part; all but the last may lack what the last says. None where one of them is no date."""
    *starts, end = (part.strip(" ,") for part in parts)
    if (match := re.fullmatch(rf"{MONTH} {DAY}", starts[0])) and re.fullmatch(rf"{DAY},? {YEAR}", end):
        end = f"{match['month']} {end}"  # december 15 or 16, 2014
    if (first := _DAY_FIRST.fullmatch(starts[0])) and re.fullmatch(r"\d{1,2}", end, re.ASCII):
        end = f"{first[1]}{end.zfill(2)}"  # 2016-08-17 or 18
    last = one_date(end, order)
    if not last or not starts[0]:
        return []
    found = [next(filter(None, (one_date(it, order) for it in (start, *_completed(start, end, last.edtf)))), None)
             for start in starts]  # fmt: skip
    dates = [*filter(None, found), last]
    return dates if len(dates) == len(parts) else []


def _completed(start: str, end: str, last: str) -> list[str]:
    """Return what the first of two dates is with month and year of the second: `15` and `16 december 2014`."""
    if re.fullmatch(r"\d{1,2}\.?", start) and re.fullmatch(r"\d{4}-\d\d-\d\d", last):
        return [last[:8] + start.strip(".").zfill(2)]
    if match := re.fullmatch(rf"{MONTH} {DAY},? {YEAR}", end):
        return [f"{start}, {match['year']}"]
    match = _TAIL_OF_SPAN.search(end)
    if not match:
        return []
    return [f"{start} {match['year']}", *([f"{start} {match['month']} {match['year']}"] if match["month"] else [])]


def _alternatives(dates: list[Reading]) -> Reading | None:
    members = [date.edtf.strip("[]") for date in dates]
    if not all(is_edtf(f"[{each}]") for each in members):
        return None
    found = f"[{','.join(sorted(members, key=lambda each: read(f'[{each}]').core))}]"
    return Reading(found, is_vague=any(date.is_vague for date in dates)) if is_edtf(found) else None


def _interval(dates: list[Reading]) -> str | None:
    """Return what lasted from one date to another; nothing where one of them has no first or last day."""
    found = f"{first_member(dates[0].edtf)}/{last_member(dates[1].edtf)}"
    try:
        return read(found).text
    except ValueError as error:
        if "before its start" in str(error):
            raise RefusedDateError(str(error)) from error
        return None


def first_member(found: str) -> str:
    """Return the first member of a set, or the date itself."""
    return re.split(r"\.\.|,", found[1:-1])[0] if found.startswith("[") else found


def last_member(found: str) -> str:
    """Return the last member of a set, or the date itself."""
    return re.split(r"\.\.|,", found[1:-1])[-1] if found.startswith("[") else found
