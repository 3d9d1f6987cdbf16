"""Guess which EDTF dates were meant by a text that is none: `25 August 2016`, `25.08.2016`, `2016-8`."""

import re
import unicodedata
from collections.abc import Iterator

from dashboard.dataset.calendar_days import MONTHS

# Only forms with one possible reading; a month may be a number or a name.
_COMMON_FORMS = (
    r"(?P<year>\d{4})[-/. ](?P<month>\d{1,2})[-/. ](?P<day>\d{1,2})",
    r"(?P<year>\d{4})[-.](?P<month>\d{1,2})",
    r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)",
    r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})",
    # With slashes some write the day first and some the month, so only a number beyond 12 is surely the day.
    r"(?P<day>1[3-9]|[23]\d)/(?P<month>\d{1,2})/(?P<year>\d{4})",
    r"(?P<month>\d{1,2})/(?P<day>1[3-9]|[23]\d)/(?P<year>\d{4})",
    r"(?:(?P<day>\d{1,2}) )?(?P<month>[A-Za-z]{3,})\.? (?P<year>\d{4})",
    r"(?P<month>[A-Za-z]{3,})\.? (?P<day>\d{1,2}), (?P<year>\d{4})",
)

_TIME_OF_DAY = re.compile(
    r"(?<=\d)(?:T|,? (?:at )?)(?:\d\d?(?::\d\d){1,2}(?:[.,]\d+)?|(?<=T)\d\d(?:\d\d){0,2})"
    r"(?: ?[ap]\.?m\b\.?)?(?: ?(?:Z|UTC|GMT|[-+]\d\d(?::?\d\d)?))?(?=$|[/,.\]])",
    re.ASCII | re.IGNORECASE,
)
_BEFORE_YEAR_1 = re.compile(r"Y?[-−–]\d{3,}([-?~%].*)?|.*\d ?(?:BC|BCE|B\.C\.|B\.C\.E\.)", re.ASCII | re.IGNORECASE)


def is_before_year_1(text: str) -> bool:
    """Whether a text is a year before 1, or a date in one: `-0044`, `44 BC`."""
    return bool(_BEFORE_YEAR_1.fullmatch(text.strip()))


def without_time(text: str) -> str:
    """Return a text without the times of day that stand after its dates: `2016-07-02` of `2016-07-02T21:13`."""
    return _TIME_OF_DAY.sub("", text)


def suggestions(text: str) -> Iterator[str]:
    """Yield what may have been meant, the likeliest first; the caller checks whether it is a date."""
    plain = plain_text(text)
    yield "".join(plain.split()).replace("x", "X")
    for form in _COMMON_FORMS:
        if match := re.fullmatch(form, plain, re.ASCII):
            found = match.groupdict()
            parts = (found["year"], month_number(found["month"]), found.get("day"))
            yield "-".join(part.zfill(2) for part in parts if part)


def plain_text(text: str) -> str:
    """Replace digits of other scripts and other dashes by those of ASCII."""
    return "".join(
        str(unicodedata.decimal(c)) if c.isdecimal() else "-" if unicodedata.category(c) == "Pd" else c
        for c in unicodedata.normalize("NFKC", text.strip())
    )


def month_number(name: str) -> str:
    """Return the number of a month given by the beginning of its name; anything else as it is."""
    start = name.casefold()
    return next((str(n) for n, month in enumerate(MONTHS, 1) if month.casefold().startswith(start)), name)
