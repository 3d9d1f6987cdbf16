"""What both ways to draw the map share: symbols and sizes of marks, and what there is to lay out."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

SYMBOLS = {"post": "circle", "destination": "diamond", "context": "square"}
SIZES = {"post": (11.0, 36.0), "destination": (11.0, 22.0), "context": (8.25, 27.0)}  # px: of one event, at most
SAID = {"post": "left", "destination": "arrived", "context": "context"}
SEVERAL = "Several"
MIXED = "#c2bdae"  # what is left over of the categories of a mark that sums up many


@dataclass(frozen=True)
class Mark:
    """A mark that wants a label: where it is, how much room it takes, and the labels it offers, the fullest first.

    A label is lines, each as plain text and as markup.
    """

    longitude: float
    latitude: float
    radius: float  # px, of all that is drawn there
    offers: Sequence[Sequence[tuple[str, str]]]
    dimmed: bool
    target: Any  # the customdata of the mark


@dataclass(frozen=True)
class Drawn:
    """What is drawn in a window: traces, the marks that want labels, the ways that labels keep off, and a note."""

    traces: Sequence[dict[str, Any]]
    marks: Sequence[Mark]
    ways: Sequence[np.ndarray]  # points of each, as longitude and latitude
    note: str = ""
    cells: bool = False


def lines_trace(ways: Sequence[np.ndarray], **of: Any) -> dict[str, Any]:
    """Return a trace of lines, with a gap after each."""
    return {
        "type": "scattergeo",
        "mode": "lines",
        "lon": [value for way in ways for value in (*way[:, 0].tolist(), None)],
        "lat": [value for way in ways for value in (*way[:, 1].tolist(), None)],
        "hoverinfo": "skip",
        "showlegend": False,
        **of,
    }
