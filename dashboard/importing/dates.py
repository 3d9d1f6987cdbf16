"""Dates as people write them → EDTF: `c. 2014`, `early 2014`, `15 or 16 December 2014`, `before 2004`.

A text is taken apart from the outside: qualifiers, then `before` and `after`, then alternatives and spans, then parts
of a year, and last a plain day, month, season or year. What has two readings is refused with both.
"""

import re
from dataclasses import dataclass

from dashboard.dataset.edtf_suggestions import plain_text, without_time
from dashboard.importing.date_spans import date_or_part, first_member, last_member, neighbour, span_or_date
from dashboard.importing.month_names import month_number
from dashboard.importing.numeric_dates import AmbiguousDateError, Order, day_of_serial
from dashboard.importing.plain_dates import is_edtf

MAX_LENGTH = 200
"""No date has more characters; a longer text is not taken apart."""

_UNKNOWN = frozenset(
    ("unknown", "not known", "date unknown", "unclear", "undated", "no date", "n.d.", "nd", "n/a", "na", "n.a.", "none",
     "not stated", "not available", "tbd", "tbc", "?", "??", "???", "-", "--", "...", "?/?/?")
)  # fmt: skip

_ABOUT = re.compile(r"(?:circa|approximately|approx|about|around|roughly|some time in|sometime in|ca|c|~)\b\.? ?|~ ?")
_PERHAPS = re.compile(r"(?:probably|possibly|perhaps|maybe|presumably|likely|apparently|reportedly|allegedly) ")
_BEFORE = re.compile(r"(?:before|prior to|earlier than|pre-) ?")
_AFTER = re.compile(r"(?:after|later than|post-) ?")
_UNTIL = re.compile(r"(?:by|until|till|not later than|no later than|in or before|on or before|up to|at the latest) ")
_SINCE = re.compile(r"(?:since|not before|not earlier than|no earlier than|in or after|on or after) ")
_VAGUE = re.compile(r"\b(?:early|beginning|start|mid|middle|late|end)\b")  # EDTF has no words for these


class UnreadableDateError(ValueError):
    """Why a text is not read as a date: the end of a sentence that begins with the text."""


@dataclass(frozen=True)
class DateReading:
    """What a text says about a date."""

    edtf: str | None
    """Nothing where the text says that the date is not known."""
    note: str | None = None
    """Words of the text that EDTF cannot say: a time of day, or `early 2014`."""


def read_date(text: str, order: Order | None = None) -> DateReading:
    """Return the date that a text gives; `order` says how numbers such as 12/03/2014 stand.

    Raises `UnreadableDateError`.
    """
    if len(text) > MAX_LENGTH:
        raise UnreadableDateError(_reason(""))
    plain = _tidied(text)
    if plain in _UNKNOWN or plain.replace(".", "") in _UNKNOWN:
        return DateReading(None)
    if is_edtf(as_written := plain_text(text)):
        return DateReading(as_written)
    if serial := day_of_serial(plain):
        return DateReading(serial, f"Date in the table: {text}" if "." in plain.rstrip(".0") else None)
    without = without_time(plain)
    note = f"Date in the table: {text}" if without != plain else None
    try:
        found = _qualified(without, order)
    except AmbiguousDateError as error:
        raise UnreadableDateError(str(error)) from error
    except ValueError as error:
        raise UnreadableDateError(str(error) or _reason(without)) from error
    is_vague = _VAGUE.search(without) is not None
    return DateReading(found, note or (f"Date in the table: {text}" if is_vague else None))


def _tidied(text: str) -> str:
    plain = plain_text(text).lower().replace("’", "'")
    plain = " ".join(plain.split()).strip(" .;,")
    if match := re.fullmatch(r"\(([^()]*)\)", plain):
        plain = match[1]
    if match := re.fullmatch(r"(\d{4}),? \(?(early|mid|late)\)?", plain):
        plain = f"{match[2]} {match[1]}"
    return re.sub(r"^(?:in|on|at) (?=[\w'])(?!or )", "", plain) or text.strip()


def _reason(text: str) -> str:
    if re.search(r"(?<!\d)\d{1,2}[/.-]\d{1,2}[/.-]\d\d(?!\d)|[a-z]{3}-\d\d(?!\d)|'\d\d\b", text):
        return "is not read as a date: write the year with four digits"
    has_month = any(map(month_number, re.findall(r"[^\W\d_]{3,}", text))) or re.fullmatch(r"\d{1,2}[/.-]\d{1,2}", text)
    if has_month and not re.search(r"\d{4}", text):
        return "is not read as a date: the year is missing"
    return "is not read as a date; write it as 12 March 2014, March 2014, 2014, c. 2014, before 2014, or leave it blank"


# From the outside in


def _qualified(text: str, order: Order | None) -> str:
    """Read a date that may be said to be approximate or uncertain."""
    mark = ""
    while True:
        if match := _ABOUT.match(text):
            text, mark = text[match.end() :], mark + "~"
        elif match := _PERHAPS.match(text):
            text, mark = text[match.end() :], mark + "?"
        elif match := re.search(r" ?\(?\?\)?$| ?\((?:uncertain|unconfirmed|probably|possibly)\)$", text):
            text, mark = text[: match.start()], mark + "?"
        elif match := re.search(r" ?\(?(?:approx\.?|approximately|circa|ca\.?)\)?$|~$", text):
            text, mark = text[: match.start()], mark + "~"
        else:
            break
    found = _bounded(text, order)
    if not mark:
        return found
    sign = "%" if {*mark} == {"~", "?"} else mark[0]
    marked = re.sub(r"(?<=[\dX])(?=\.\.|,|\]|$)", sign, found)
    if is_edtf(marked):
        return marked
    raise ValueError("is not read as a date: it cannot be marked as about or perhaps so")


def _bounded(text: str, order: Order | None) -> str:
    """Read a date that may be said to be before or after another."""
    if match := re.fullmatch(r"(.*?)(?: or earlier| at the latest| or before)", text):
        return f"[..{last_member(date_or_part(match[1], order))}]"
    if match := re.fullmatch(r"(.*?)(?: or later| at the earliest| or after| onwards?)", text):
        return f"[{first_member(date_or_part(match[1], order))}..]"
    for pattern, form in ((_UNTIL, "[..{}]"), (_BEFORE, "[..{}]"), (_SINCE, "[{}..]"), (_AFTER, "[{}..]")):
        if match := pattern.match(text):
            inner = date_or_part(text[match.end() :], order)
            if pattern is _BEFORE:
                return form.format(neighbour(first_member(inner), -1))
            if pattern is _AFTER:
                return form.format(neighbour(last_member(inner), 1))
            return form.format(last_member(inner) if pattern is _UNTIL else first_member(inner))
    return span_or_date(text, order)
