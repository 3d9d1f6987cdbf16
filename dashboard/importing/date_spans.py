"""Spans, alternatives and parts of dates, all of them one of several days: `2014-2015`, `15 or 16 December 2014`."""

import re

from dashboard.dataset import edtf
from dashboard.dataset.calendar_days import move_days
from dashboard.importing.numeric_dates import AmbiguousDateError, Order
from dashboard.importing.parts_of_time import part_of_time
from dashboard.importing.plain_dates import DAY, MONTH, YEAR, is_edtf, plain_date

_TAIL_OF_SPAN = re.compile(rf"(?:(?P<day>\d{{1,2}})[.,]? )?(?:{MONTH},? )?{YEAR}")


def span_or_date(text: str, order: Order | None) -> str:
    """Return a date that may be one of several, or lie in a span, in EDTF. Raises `ValueError`."""
    try:
        return date_or_part(text, order)
    except AmbiguousDateError:
        raise
    except ValueError as error:
        for separator, joint in (
            (r",? or |/| ?\bou\b ", ","),
            (r" ?- ?| to | and | until | till |\.\.", ".."),
        ):
            body = re.sub(r"^(?:between|from|either|sometime between) ", "", text)
            for match in re.finditer(separator, body):
                start, end = body[: match.start()], body[match.end() :]
                if found := _joined(start, end, joint, order):
                    return found
        raise error


def _joined(start: str, end: str, joint: str, order: Order | None) -> str | None:
    """Return one of two dates, or one of the days between them; the first may lack what the second says."""
    start, end = start.strip(" ,"), end.strip(" ,")
    if (match := re.fullmatch(rf"{MONTH} \d{{1,2}}", start)) and re.fullmatch(r"\d{1,2},? \d{4}", end):
        end = f"{match['month']} {end}"  # december 15 or 16, 2014
    try:
        last = date_or_part(end, order)
    except AmbiguousDateError:
        raise
    except ValueError:
        if not (match := re.fullmatch(r"(\d\d)(\d\d)", start)) or not re.fullmatch(r"\d\d", end):
            return None
        last = match[1] + end  # 2014-15
    for completed in (start, *_completed(start, end)):
        try:
            first = date_or_part(completed, order)
        except AmbiguousDateError:
            raise
        except ValueError:
            continue
        several = [_set_of(first), _set_of(last)]
        found = f"[{several[0]},{several[1]}]" if joint == "," else f"[{first_member(first)}..{last_member(last)}]"
        return found if is_edtf(found) else None
    return None


def _completed(start: str, end: str) -> list[str]:
    """Return what the first of two dates is with month and year of the second: `15` and `16 december 2014`."""
    if match := re.fullmatch(rf"{MONTH} {DAY},? {YEAR}", end):
        return [f"{start}, {match['year']}"]
    match = _TAIL_OF_SPAN.search(end)
    if not match:
        return []
    return [f"{start} {match['year']}", *([f"{start} {match['month']} {match['year']}"] if match["month"] else [])]


def _set_of(found: str) -> str:
    return found[1:-1] if found.startswith("[") else found


def date_or_part(text: str, order: Order | None) -> str:
    """Read a part of a year or month, or a plain date."""
    text = text.strip(" ,")
    if part := part_of_time(text):
        inner, cut = part
        return cut(plain_date(inner, order))
    return plain_date(text, order)


def first_member(found: str) -> str:
    """Return the first member of a set, or the date itself."""
    return re.split(r"\.\.|,", found[1:-1])[0] if found.startswith("[") else found


def last_member(found: str) -> str:
    """Return the last member of a set, or the date itself."""
    return re.split(r"\.\.|,", found[1:-1])[-1] if found.startswith("[") else found


def neighbour(found: str, step: int) -> str:
    """Return the year, month or day before (-1) or after (1) a date; the month for a season."""
    days = edtf.parse(found)
    edge = days.core_earliest if step < 0 else days.core_latest
    if edge is None:
        raise ValueError("")
    moved = move_days(edge, step).isoformat()
    return moved[: {"year": 4, "month": 7, "season": 7}.get(days.precision, 10)]
