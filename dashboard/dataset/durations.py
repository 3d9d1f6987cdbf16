"""When an event that lasted certainly had begun and had not ended; for an event of one moment, when it was."""

from collections.abc import Sequence
from datetime import date

import numpy as np

from dashboard.dataset import edtf
from dashboard.dataset.calendar_days import day_number
from dashboard.dataset.edtf import EdtfDate


def certain_days(d: EdtfDate) -> tuple[date | None, date | None]:
    """Return the last day on which it may begin, and the first day on which it may end; `None` is an open end.

    It must touch a period that ends on or after the one, and begins on or before the other. From the first of these
    days to the second, an interval certainly goes on; any other date begins and ends on the same, unknown day.
    """
    if not d.is_interval:
        return d.latest, d.earliest
    start, end = d.ranges[0]
    return (start.last_until(d.latest) if start else d.latest), (end.first_from(d.earliest) if end else d.earliest)


def is_interval(text: str) -> bool:
    """Whether a date in EDTF is one that lasted."""
    return "/" in text


def certain_day_numbers(texts: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
    """Return `certain_days` of some EDTF dates as day numbers, NaN where open or where the date is no interval."""
    latest_start, earliest_end = np.full((2, len(texts)), np.nan)
    for n, text in enumerate(texts):
        if is_interval(text):
            start, end = certain_days(edtf.parse(text))
            latest_start[n] = np.nan if start is None else day_number(start)
            earliest_end[n] = np.nan if end is None else day_number(end)
    return latest_start, earliest_end
