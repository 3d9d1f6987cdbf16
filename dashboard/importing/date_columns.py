"""What a column of a spreadsheet says of its dates: how their numbers stand, and days that the program counts."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from dashboard.dataset.written_dates import Order
from dashboard.dataset.written_dates.numeric_dates import orders_in

FIRST_SERIAL, LAST_SERIAL = 10_000, 60_000
"""Days that spreadsheets count from 1899-12-30: from 1927 to 2064. Below are years, and what is no date."""


@dataclass(frozen=True)
class ColumnOrder:
    """How the numbers of the dates in a column stand."""

    order: Order | None
    evidence: str | None = None
    """The text of the column that decides it."""


def order_of(texts: Iterable[str], asked: Order | None) -> ColumnOrder:
    """Return the order that is asked for, or that numbers beyond 12 show; none where these contradict each other."""
    if asked:
        return ColumnOrder(asked)
    shown: dict[Order, str] = {}
    for text in texts:
        for order in orders_in(text):
            shown.setdefault(order, text)
    if len(shown) != 1:
        return ColumnOrder(None)
    ((order, evidence),) = shown.items()
    return ColumnOrder(order, evidence)


def day_of_serial(text: str) -> str | None:
    """Return the day that a spreadsheet counts so, such as `2014-03-12` for `41710`."""
    if not re.fullmatch(r"\d{5}(\.\d+)?", text, re.ASCII) or not FIRST_SERIAL <= float(text) < LAST_SERIAL:
        return None
    return (date(1899, 12, 30) + timedelta(days=int(float(text)))).isoformat()
