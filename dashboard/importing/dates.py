"""The dates in the cells of a table → EDTF, with the words that EDTF cannot say."""

import re
from dataclasses import dataclass

from dashboard.dataset.written_dates import Ambiguous, Order, Reading, Unknown, Unreadable, read_written_date
from dashboard.dataset.written_dates.counted_days import day_of_serial
from dashboard.dataset.written_dates.readings import YEAR_OF_TWO_DIGITS


class UnreadableDateError(ValueError):
    """Why a text is not read as a date: the end of a sentence that begins with the text."""


@dataclass(frozen=True)
class DateReading:
    """What a text says about a date."""

    edtf: str | None
    """Nothing where the text says that the date is not known."""
    note: str | None = None
    """Words of the text that EDTF cannot say: a time of day, or `early 2014`."""
    may_have_lasted: bool = False
    """Whether the text may mean all of a span of time, of which one day is taken."""
    is_part: bool = False
    """Whether the text is part of a year, a month or a decade: `early 2014`."""
    borrows_year: bool = False
    """Whether the year is that of the row."""


def read_date(text: str, order: Order | None = None, year: str | None = None) -> DateReading:
    """Return the date that a text gives; `order` says how numbers such as 12/03/2014 stand.

    `year` is that of the row, for a text that names none. Raises `UnreadableDateError`.
    """
    note = f"Date in the table: {text}"
    if serial := day_of_serial(text.strip()):
        return DateReading(serial, note if "." in text.rstrip(".0") else None)
    whole = with_year(text, year)
    match read_written_date(whole, order):
        case Reading() as found:
            kept = note if found.has_time or found.has_unsaid_words else None
            return DateReading(found.edtf, kept, bool(found.lasted), bool(found.part_of), whole != text)
        case Unknown():
            return DateReading(None)
        case Ambiguous() as found:
            raise UnreadableDateError(_question(found))
        case Unreadable(reason):
            own_year = f"; write its own years if these are not {year}" if whole != text else ""
            raise UnreadableDateError(
                f"is not read as a date: {reason}{own_year}"
                if reason
                else "is not read as a date; write it as 12 March 2014, March 2014, 2014, c. 2014, before 2014, "
                "or leave it blank"
            )


def with_year(text: str, year: str | None) -> str:
    """Return a text with the year of its row, unless the text says a date or has a year itself, also of two digits."""
    if year is None or re.search(r"\d{4}", text):
        return text
    match read_written_date(text):
        case Unreadable(reason) if reason != YEAR_OF_TWO_DIGITS:
            return f"{text} {year}"
    return text


def _question(found: Ambiguous) -> str:
    first, second = found.choices
    way_out = "say which with --day-first or --month-first" if first.order else f"write which, as in {second.clear}"
    return f"is {first.words} or {second.words}; {way_out}"
