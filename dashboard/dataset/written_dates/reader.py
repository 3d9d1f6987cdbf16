"""Read a date as people write it. A text is taken apart from the outside in.

First go times of day, then words such as `about` and `perhaps`, then `before` and `after`, then alternatives and spans,
then parts of a year, and last a plain day, month or year. What has two meanings is returned with both.
"""

import re
from contextlib import suppress
from dataclasses import replace

from dashboard.dataset.edtf_grammar import BEFORE_YEAR_1, is_before_year_1, is_edtf
from dashboard.dataset.placeholders import is_placeholder
from dashboard.dataset.written_dates.bounds import bounded
from dashboard.dataset.written_dates.counted_days import week
from dashboard.dataset.written_dates.marks import marked, one_date, without_marks
from dashboard.dataset.written_dates.month_names import month_number
from dashboard.dataset.written_dates.numeric_dates import orders_in, years_or_month
from dashboard.dataset.written_dates.parts_of_time import SEASONS
from dashboard.dataset.written_dates.readings import (
    YEAR_MISSING,
    YEAR_OF_TWO_DIGITS,
    Ambiguous,
    AmbiguousPartError,
    Order,
    Reading,
    Unknown,
    Unreadable,
    WrittenDate,
)
from dashboard.dataset.written_dates.spans import several
from dashboard.dataset.written_dates.spelling import compact, plain_text, tidied, without_time

MAX_LENGTH = 200
"""No date has more characters; a longer text is not taken apart."""

_REST_UNKNOWN = re.compile(
    r"(.*\d)[,;]? \(?(?:the )?(?:(?:exact|precise) )?(?:date|day|month|day and month|month and day)(?: is| was)? "
    r"([^()]+)\)?"
)
_MONTH_NAME = r"(?P<month>[^\W\d_]{3,})\.?"
_NOT_A_DAY = r"(?![\d:]|st|nd|rd|th|h\d| ?[ap]\.?m\b|[ ./-]*(?:(?:of|de) )?[^\W\d_]{3})"
_SHORT_YEARS = tuple(
    re.compile(form + _NOT_A_DAY)
    for form in (
        r"(?<![\d/.-])\d{1,2} ?(?P<sign>[/.-]) ?\d{1,2}(?: ?(?:(?P=sign)|-) ?| )\d{1,2}(?! ?[/.-] ?\d)",
        r"(?<![\d/.-])\d{1,2}-\d{1,2}[/.](?:1[3-9]|[2-9]\d)",
        r"'\d\d",
        r"[^\W\d_]{3,}\.?[/-]\d\d",
        rf"\d{{1,2}}(?:st|nd|rd|th)?[ ./-]*(?:(?:of|de) )?{_MONTH_NAME}(?:,? ?|[/-])\d\d",
        rf"{_MONTH_NAME} ?(?:the )?\d{{1,2}}(?:st|nd|rd|th)?(?:, ?| )\d\d",
    )
)
"""How a year of two digits stands: `12/3/14`, `'14`, `Mar-14`, `12 March 14`, `March 12, 14`."""
_IN_BRACKETS = re.compile(r"\[([^\[\],.]+\.\.[^\[\],.]+|(?!.*\.\.)[^\[\]]*[^\[\], ])\]")
_DAY_AND_MONTH = re.compile(r"\d{1,2}[/.-] ?\d{1,2}\.?")


def read_written_date(text: str, order: Order | None = None) -> WrittenDate:
    """Return the date that a text gives, or why it gives none; `order` says how numbers such as 12/03/2014 stand."""
    if is_edtf(text):
        return Reading(text)
    if len(text) > MAX_LENGTH:
        return Unreadable()
    plain = plain_text(text)
    timeless = without_time(plain)
    tidy = tidied(timeless)
    if is_placeholder(plain) or is_placeholder(tidy):
        return Unknown()
    if is_before_year_1(plain):
        return Unreadable(BEFORE_YEAR_1)
    if (match := _REST_UNKNOWN.fullmatch(tidy)) and is_placeholder(match[2]):
        tidy = match[1]
    has_time = timeless != plain
    shown = orders_in(tidy)
    order = order or (shown.pop() if len(shown) == 1 else None)
    try:
        found = _date_in(tidy, order, has_time)
    except AmbiguousPartError as error:
        return _ambiguous(tidy, order, has_time, error)
    except ValueError as error:
        return Unreadable(str(error))
    if not found or not is_edtf(found.edtf):
        return Unreadable(_what_is_missing(timeless.lower()))
    return replace(found, has_time=has_time)


def _date_in(text: str, order: Order | None, has_time: bool) -> Reading | None:
    if counted := years_or_month(text) or week(text):
        return counted
    written = compact(text)
    for each in (written, f"{written}]", f"[{written}", f"[{written}]"):
        if is_edtf(each):
            return Reading(each)
    if (brackets := _IN_BRACKETS.fullmatch(text)) and not is_edtf(brackets[1]):
        inner = _date_in(brackets[1], order, has_time)
        return inner and replace(inner, lasted=None)  # they say that it is one of these
    plain, sign = without_marks(text)
    found = bounded(plain, order, has_time) or one_date(plain, order) or several(plain, order)
    return marked(found, sign) if found else None


def _ambiguous(text: str, order: Order | None, has_time: bool, error: AmbiguousPartError) -> WrittenDate:
    """Read the text with each meaning of its part; the part alone where more of the text is ambiguous or wrong."""
    for whole in (text, error.part):
        with suppress(ValueError):
            dates = [
                _date_in(whole, it.order, has_time)
                if it.order
                else _date_in(whole.replace(error.part, it.clear), order, has_time)
                for it in error.choices
            ]
            first, second = (date.edtf for date in dates if date and is_edtf(date.edtf))
            return Ambiguous(error.choices, (first, second))
    return Unreadable()


def _what_is_missing(text: str) -> str | None:
    if re.search(r"\d{4}", text):
        return None
    if _has_short_year(text):
        return YEAR_OF_TWO_DIGITS
    words = re.findall(r"[^\W\d_]{3,}", text)
    has_month = _DAY_AND_MONTH.fullmatch(text) or any(word in SEASONS or month_number(word) for word in words)
    return YEAR_MISSING if has_month else None


def _has_short_year(text: str) -> bool:
    matches = (match for form in _SHORT_YEARS for match in form.finditer(text))
    return any(month_number(match.groupdict().get("month") or "may") for match in matches)
