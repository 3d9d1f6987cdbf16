"""What a column of a spreadsheet says of its dates: how their numbers stand."""

from collections.abc import Iterable
from dataclasses import dataclass

from dashboard.dataset.written_dates import Order
from dashboard.dataset.written_dates.numeric_dates import orders_in


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
