"""Read dates in EDTF, the Extended Date/Time Format of ISO 8601-2:2019."""

from functools import lru_cache

from dashboard.dataset.date_advice import advise
from dashboard.dataset.edtf_date import EdtfDate, Precision
from dashboard.dataset.edtf_grammar import quoted, read

__all__ = ["MAX_LENGTH", "DateError", "EdtfDate", "Precision", "parse"]

MAX_LENGTH = 400
"""How many characters a date may have: enough for a set of some thirty days."""


class DateError(ValueError):
    """A text that is not a date; its message names the text, and why it is none or what to write instead."""

    def __init__(self, message: str, nearest: str | None = None) -> None:
        """Take the message, and the date that was probably meant."""
        super().__init__(message)
        self.nearest = nearest


@lru_cache(maxsize=65_536)
def parse(text: str) -> EdtfDate:
    """Read an EDTF date, or raise DateError.

    It reads level 1 of ISO 8601-2:2019 in the years 0001 to 9999. Of level 2 it reads sets of which one member is meant
    (`[a,b..c]`), and unspecified digits (`X`) anywhere. The end of an interval that is not known (`2016/`) bounds it as
    little as one that is open (`2016/..`).

    An approximate date (`~`, `%`) gets a margin on both sides: 3 days for a day, a month for a month or a season, a
    year for a year or where digits of the year are unspecified. No bound leaves the calendar.
    """
    if len(text) > MAX_LENGTH:
        raise DateError(f"{quoted(text)} is not a date: it is longer than {MAX_LENGTH} characters")
    try:
        return read(text)
    except ValueError as problem:
        reason = str(problem).removesuffix(f", found {quoted(text)}")  # the text is named already
        advice = advise(text)
        words = advice.text if advice else reason
        raise DateError(f"{quoted(text)} is not a date: {words}", advice and advice.nearest) from None
