"""Parts of an event file before it is checked: what is not of the right kind counts as missing."""

import math
from typing import Any

from dashboard.dataset import edtf

Values = dict[str, Any]
"""A mapping of the file."""


def items_in(values: Values, key: str) -> list[tuple[int, Values]]:
    """Return the mappings of a list, each with its index."""
    value = values.get(key)
    return [(i, it) for i, it in enumerate(value) if isinstance(it, dict)] if isinstance(value, list) else []


def records_in(values: Values, key: str) -> dict[str, Values]:
    """Return the mappings of a mapping, such as the places by id."""
    value = values.get(key)
    return {name: it for name, it in value.items() if isinstance(it, dict)} if isinstance(value, dict) else {}


def text_in(values: Values, key: str) -> str | None:
    """Return the text of a key."""
    value = values.get(key)
    return value if isinstance(value, str) else None


def number_in(values: Values, key: str) -> float | None:
    """Return the finite number that the text of a key writes."""
    try:
        number = float(text_in(values, key) or "")
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def date_in(values: Values, key: str) -> edtf.EdtfDate | None:
    """Return the EDTF date that the text of a key writes."""
    text = text_in(values, key)
    try:
        return edtf.parse(text) if text else None
    except edtf.DateError:
        return None


def count_values(value: Any) -> int:
    """Return how many keys and values there are in a value, itself included."""
    if isinstance(value, dict):
        return 1 + len(value) + sum(map(count_values, value.values()))
    return 1 + sum(map(count_values, value)) if isinstance(value, list) else 1
