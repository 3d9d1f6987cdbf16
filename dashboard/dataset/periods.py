"""The years and months of a file, and which of them a date with gaps (a set, digits `X`) may lie in."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import numpy as np
import pandas as pd

from dashboard.dataset import edtf
from dashboard.dataset.calendar_days import day_number
from dashboard.dataset.edtf import EdtfDate

_MAX_MONTHS = 24


def periods_of(bounds: pd.DataFrame) -> tuple[str, ...]:
    """Return as EDTF the years in which days of a frame lie, and their months if there are at most 24 of them.

    A year comes before its months. Missing days count for nothing.
    """
    days = np.concatenate([bounds[name].dropna().to_numpy("datetime64[M]") for name in bounds])
    months, years = (np.unique(days.astype(f"datetime64[{unit}]")).astype(str).tolist() for unit in ("M", "Y"))
    return tuple(sorted(years + months) if len(months) <= _MAX_MONTHS else years)


def period_bounds(periods: Sequence[str]) -> np.ndarray:
    """Return the numbers of the first and the last day of years and months, shape (periods, 2)."""
    dates = [edtf.parse(period) for period in periods]
    bounds = [[day_number(day) for day in date.core] for date in dates]
    return np.array(bounds, dtype="int64").reshape(-1, 2)


def is_gapped(text: str) -> bool:
    """Whether an EDTF date may leave out days between its first and its last: a set, or unspecified digits."""
    return "," in text or "X" in text


def dates_with_gaps(texts: Iterable[str]) -> dict[int, EdtfDate]:
    """Return those of some EDTF dates that may leave out days, by their number."""
    return {n: edtf.parse(text) for n, text in enumerate(texts) if is_gapped(text)}


def periods_of_dates_with_gaps(periods: Sequence[str], gapped: Mapping[int, EdtfDate]) -> np.ndarray:
    """Return in which periods each date that leaves out days may lie: pairs of their numbers, shape (pairs, 2)."""
    spans = [(period.earliest, period.latest) for period in map(edtf.parse, periods)]
    first, last = period_bounds(periods).T
    pairs = []
    for n, dated in gapped.items():
        is_near = np.zeros(len(periods), dtype=bool)  # few periods are, and only these are looked at one by one
        for start, end in dated.ranges or ((dated, dated),):
            begins, ends = (start and start.earliest) or date.min, (end and end.latest) or date.max
            is_near |= (first <= day_number(ends)) & (last >= day_number(begins))
        pairs += [(period, n) for period in np.flatnonzero(is_near).tolist() if dated.may_lie_in(*spans[period])]
    return np.array(pairs, dtype="int64").reshape(-1, 2)
