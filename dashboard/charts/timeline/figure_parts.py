"""Traces and layout of a figure as plain values, and how much of them a browser takes."""

import json
from typing import Any, TypedDict

MAX_FIGURE_BYTES = 225_000
"""How much a timeline may hold as JSON, without the template that all charts share."""


class FigureParts(TypedDict):
    """What plotly makes a figure of."""

    data: list[dict[str, Any]]
    layout: dict[str, Any]


def fits_browser(parts: FigureParts) -> bool:
    """Return whether a figure of lists and plain values is small enough for a browser."""
    plain = json.dumps([parts["data"], parts["layout"] | {"template": None}], separators=(",", ":"))
    # plotly writes each of these as six characters.
    return len(plain) + 5 * sum(map(plain.count, "<>/")) <= MAX_FIGURE_BYTES
