"""The dates in the cells of a table → EDTF, with the words that EDTF cannot say."""

from dataclasses import dataclass

from dashboard.dataset.written_dates import Ambiguous, Order, Reading, Unknown, Unreadable, read_written_date
from dashboard.dataset.written_dates.counted_days import day_of_serial


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
    note = f"Date in the table: {text}"
    if serial := day_of_serial(text.strip()):
        return DateReading(serial, note if "." in text.rstrip(".0") else None)
    match read_written_date(text, order):
        case Reading() as found:
            return DateReading(found.edtf, note if found.has_time or found.has_unsaid_words else None)
        case Unknown():
            return DateReading(None)
        case Ambiguous() as found:
            raise UnreadableDateError(_question(found))
        case Unreadable(reason):
            raise UnreadableDateError(
                f"is not read as a date: {reason}"
                if reason
                else "is not read as a date; write it as 12 March 2014, March 2014, 2014, c. 2014, before 2014, "
                "or leave it blank"
            )


def _question(found: Ambiguous) -> str:
    first, second = found.choices
    way_out = "say which with --day-first or --month-first" if first.order else f"write which, as in {second.clear}"
    return f"is {first.words} or {second.words}; {way_out}"
