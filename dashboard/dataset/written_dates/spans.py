"""Spans and alternatives, all of them one of several days: `2014-2015`, `15 or 16 December 2014`."""

import re
from dataclasses import replace

from dashboard.dataset.edtf_grammar import is_edtf, read
from dashboard.dataset.written_dates.marks import one_date
from dashboard.dataset.written_dates.month_days import are_days, days_first, days_in_month_of, days_of_month, is_day
from dashboard.dataset.written_dates.numeric_dates import years_or_month
from dashboard.dataset.written_dates.parts_of_time import PARTS
from dashboard.dataset.written_dates.plain_dates import DAY, MONTH, YEAR
from dashboard.dataset.written_dates.readings import Order, Reading, RefusedDateError

_LEAD = re.compile(r"(?:any ?time |some ?time )?(between|from|either) ")
_OR = re.compile(r",? (?:and/)?or |; ?| ?\| ?| ou | oder ")
_SLASH = re.compile(r" ?/ ?")
_AND = re.compile(r" and | & | et | und | y ")
_TO = re.compile(r"(?!(?<=^\d{4})-\d\d?-) ?-+ ?| to | until | till | through | thru | ?\.\.+ ?")
_COMMA = re.compile(r",? (?:and/)?or |,? and |, ")
_LISTS = (_OR, _AND, _COMMA)
_OPEN_END = re.compile(
    r"(?:from |since )?(.+?)(?: ?- ?| to | until | till )(?:the )?(?:present|now|today|date|ongoing)"
)
_DAY_FIRST = re.compile(r"(\d{4}-\d\d-)\d\d", re.ASCII)
_TAIL_OF_SPAN = re.compile(rf"(?:(?P<day>\d{{1,2}})[.,]? )?(?:{MONTH},? )?(?P<year>\d{{4}}(?:'?s)?)")


def several(text: str, order: Order | None) -> Reading | None:
    """Read one of several dates, or a span."""
    if (match := _OPEN_END.fullmatch(text)) and (start := one_date(match[1], order)):
        return Reading(f"{first_member(start.edtf)}/..", has_unsaid_words=start.has_unsaid_words)
    lead = _LEAD.match(text)
    body = text[lead.end() :] if lead else text
    is_between = lead is not None and lead[1] == "between"
    found = years_or_month(body) or days_of_month(body, order) or _joined(days_first(body), order, is_between)
    if not found or not lead:
        return found
    if lead[1] == "from" and found.lasted:
        return replace(found, edtf=found.lasted, lasted=None)
    return replace(found, edtf=_one_within(found.lasted) if is_between and found.lasted else found.edtf, lasted=None)


def _joined(text: str, order: Order | None, is_between: bool) -> Reading | None:
    for joint in (_OR, _SLASH, _AND, _TO):
        for match in sorted(joint.finditer(text), key=lambda found: found[0][0] != " "):  # 2014-12 - january 2015
            dates = _dates([text[: match.start()], text[match.end() :]], order, joint)
            if not dates:
                continue
            is_span = is_between or joint is _TO or (joint is _AND and _are_neighbours(*dates))
            if joint in _LISTS and not is_span:
                return _alternatives(dates)
            if lasted := _interval(dates):
                one_of = None if is_span else _alternatives(dates)
                span = one_of.edtf if one_of else _one_within(lasted)
                return Reading(span, lasted, has_unsaid_words=any(date.has_unsaid_words for date in dates))
    listed = _COMMA.split(text)
    dates = _dates(listed, order, _COMMA) if len(listed) > 1 and not is_between else []
    return _alternatives(dates) if dates else None


def _one_within(lasted: str) -> str:
    return f"[{lasted.replace('/', '..')}]"


def _are_neighbours(first: Reading, second: Reading) -> bool:
    """Whether the second of two dates begins on the day after the first."""
    before, after = read(first.edtf).core_latest, read(second.edtf).core_earliest
    return before is not None and after is not None and after.toordinal() - before.toordinal() == 1


def _dates(parts: list[str], order: Order | None, joint: re.Pattern[str]) -> list[Reading]:
    """Read each part; all but the last may lack what the last says. None where one of them is no date."""
    *starts, end = (part.strip(" ,") for part in parts)
    if (first := _DAY_FIRST.fullmatch(starts[0])) and re.fullmatch(r"\d{1,2}", end, re.ASCII):
        end = f"{first[1]}{end.zfill(2)}"  # 2016-08-17 or 18
    has_day = any(map(is_day, starts))
    of_month = [start for start in starts if are_days(start, end, has_day) and not (joint is _TO and "/" in start)]
    order = "day-first" if of_month == starts else order  # 3 or 5/6/2014
    last = one_date(end, order) or (days_of_month(end, order) if joint in _LISTS else None)
    if not last or not starts[0]:
        return []
    dates = [last]
    for start in reversed(starts):
        completed = _completed(start, end, dates[0].edtf, start in of_month)
        for text in (start, *completed):
            if found := one_date(text, order) or days_of_month(text, order):
                dates, end = [found, *dates], text
                break
        else:
            return []
    return dates


def _completed(start: str, end: str, last: str, is_days: bool) -> list[str]:
    """Return what the first of two dates is with month and year of the second: `15` and `16 december 2014`."""
    day = first_member(last).rstrip("?~%")
    if is_days and re.fullmatch(r"\d{4}-\d\d-\d\d", day):
        return [days_in_month_of(day, start)]
    if match := re.fullmatch(rf"{MONTH} {DAY},? {YEAR}", end):
        return [f"{start}, {match['year']}"]
    match = _TAIL_OF_SPAN.search(end)
    if not match:
        return []
    completed = [f"{start} {match['year']}", *([f"{start} {match['month']} {match['year']}"] if match["month"] else [])]
    return completed[::-1] if start in PARTS else completed  # mid to late march 2014


def _alternatives(dates: list[Reading]) -> Reading | None:
    members = [date.edtf.strip("[]") for date in dates]
    if not all(is_edtf(f"[{each}]") for each in members):
        return None
    found = f"[{','.join(sorted(members, key=lambda each: read(f'[{each}]').core))}]"
    return Reading(found, has_unsaid_words=any(date.has_unsaid_words for date in dates)) if is_edtf(found) else None


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
