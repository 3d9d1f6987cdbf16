"""Dates that are only said to be before or after another: `before 2004`, `by March 2014`, `since 2012`."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias

from dashboard.dataset.calendar_days import move_days
from dashboard.dataset.edtf_grammar import read
from dashboard.dataset.written_dates.marks import one_date
from dashboard.dataset.written_dates.readings import Order, Reading, RefusedDateError
from dashboard.dataset.written_dates.spans import first_member, last_member

_Bound: TypeAlias = Callable[[str], Reading]
_LATEST = r"(?:at the (?:very )?latest|at latest)"
_EARLIEST = r"(?:at the (?:very )?earliest|at earliest)"


def _until(found: str) -> Reading:
    return Reading(f"[..{last_member(found)}]", f"../{last_member(found)}")


def _not_after(found: str) -> Reading:
    return Reading(f"[..{last_member(found)}]")


def _since(found: str) -> Reading:
    return Reading(f"[{first_member(found)}..]", f"{first_member(found)}/..")


def _not_before(found: str) -> Reading:
    return Reading(f"[{first_member(found)}..]")


def _before(found: str) -> Reading:
    return Reading(f"[..{_neighbour(first_member(found), -1)}]")


def _after(found: str) -> Reading:
    return Reading(f"[{_neighbour(last_member(found), 1)}..]")


_DISTANCE = re.compile(
    r"(?:shortly|soon|just|right|immediately|well|long|(?:a few|some|several) (?:days|weeks|months|years)) "
    r"(?=before |after )"
)
"""How long before or after, which EDTF cannot say."""
_BOUNDS: tuple[tuple[re.Pattern[str], _Bound], ...] = (
    # What is before an end, or after a start, may lie within
    (re.compile(r"before (?:the )?end (?:of )?(.+)"), _not_after),
    (re.compile(r"after (?:the )?(?:beginning|start) (?:of )?(.+)"), _not_before),
    (re.compile(rf"(?:not|no) (?:after|later than) (.+)|(?:in|on) or before (.+)|before or (?:in|on) (.+)"
                rf"|{_LATEST} (.+)|(.+?),? (?:or|and) (?:earlier|before)|(?:by )?(.+?),? {_LATEST}"), _not_after),
    (re.compile(rf"(?:not|no) (?:before|earlier than) (.+)|(?:in|on) or after (.+)|after or (?:in|on) (.+)"
                rf"|{_EARLIEST} (.+)|(.+?),? (?:or|and) (?:later|after)|(.+?),? {_EARLIEST}"), _not_before),
    (re.compile(r"(?:by|until|till|up to|to) (.+)|<= ?(.+)|≤ ?(.+)"), _until),
    (re.compile(r"(?:since|from|as of|as from|starting(?: in)?|beginning in) (.+?)(?: on| onwards?)?|>= ?(.+)|≥ ?(.+)"
                r"|(.+?)(?: onwards?| ?\+)"), _since),
    (re.compile(r"(?:some ?time )?(?:before|prior to|earlier than|pre)[ -](.+)|< ?(.+)"), _before),
    (re.compile(r"(?:some ?time )?(?:after|later than|post|following)[ -](.+)|> ?(.+)"), _after),
)  # fmt: skip


_WITHIN: dict[_Bound, _Bound] = {_before: _not_after, _after: _not_before}
"""What before and after a time of a day mean: it may have been on that day."""


def bounded(text: str, order: Order | None, has_time: bool) -> Reading | None:
    """Read a date that is said to be before or after another, or a time of its day."""
    distance = _DISTANCE.match(text)
    plain = text[distance.end() :] if distance else text
    for form, bound in _BOUNDS:
        if (match := form.fullmatch(plain)) and (inner := one_date(next(filter(None, match.groups())), order)):
            taken = _WITHIN.get(bound, bound) if has_time else bound
            return replace(taken(inner.edtf), has_unsaid_words=inner.has_unsaid_words or distance is not None)
    return None


def _neighbour(found: str, step: int) -> str:
    """Return the year, month or day before (-1) or after (1) a date; the month for a season."""
    date = read(found)
    edge = date.core_earliest if step < 0 else date.core_latest
    if edge is None:
        raise RefusedDateError("it is open at this end already")
    moved = move_days(edge, step)
    if moved == edge:
        raise RefusedDateError("years are 0001 to 9999")
    is_year = date.precision == "year" or "X" in found[:4]
    length = 4 if is_year else 7 if date.precision in ("month", "season") else 10
    return moved.isoformat()[:length] + found[len(found.rstrip("?~%")) :]
