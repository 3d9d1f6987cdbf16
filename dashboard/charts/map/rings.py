"""Rings around posts, for those whose destination is not known."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from dashboard.charts.map.marks import Marks
from dashboard.charts.map.style import DIMMED_WIDTH, REASONS
from dashboard.charts.theme import SEVERAL, WHEREABOUTS_SYMBOLS
from dashboard.dataset.vocabulary import WHEREABOUTS_LABELS

_NO_KNOWN_DESTINATION = "No known destination"
_EVEN_GAP, _EVEN_WIDTH = 3.5, 2.0  # px: between a mark and its ring, and of the ring, where all are the same
_GAP, _MIN_WIDTH = 2.5, 0.8  # px: the same where areas stand for numbers


@dataclass(frozen=True)
class RingKind:
    """Rings of one symbol, which stand for some reasons why a destination is not known."""

    name: str
    symbol: str
    reasons: tuple[int, ...]  # their numbers in `style.REASONS`


def kinds_by_reason(reasons: np.ndarray) -> list[RingKind]:
    """Return a ring for each of some reasons."""
    return [
        RingKind(WHEREABOUTS_LABELS[REASONS[reason]], WHEREABOUTS_SYMBOLS[REASONS[reason]], (reason,))
        for reason in reasons.tolist()
    ]


def merged_ring_kinds(reasons: np.ndarray) -> list[RingKind]:
    """Return one ring for some reasons together, if there are any: a ring for each would hide a small mark."""
    if len(reasons) <= 1:
        return kinds_by_reason(reasons)
    return [RingKind(_NO_KNOWN_DESTINATION, WHEREABOUTS_SYMBOLS["unknown"], tuple(reasons.tolist()))]


RingShape = Callable[[np.ndarray, np.ndarray], tuple[np.ndarray, np.ndarray]]
"""From diameters of marks, and the shares of their events that rings stand for, to diameters and widths of rings."""


def even_rings(size: np.ndarray, _share: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return rings of the same width, whatever they stand for."""
    return size + 2 * _EVEN_GAP + _EVEN_WIDTH, np.full(len(size), _EVEN_WIDTH)


def rings_by_area(size: np.ndarray, share: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return rings with `share` of the area of their marks."""
    inner = size / 2 + _GAP
    width = np.maximum(_MIN_WIDTH, np.sqrt(inner**2 + share * (size / 2) ** 2) - inner)
    return (2 * inner + width).round(1), width.round(1)


@dataclass(frozen=True, eq=False)
class Rings:
    """The rings of one kind, each around a mark."""

    kind: RingKind
    mark: np.ndarray  # (n,)
    size: np.ndarray  # (n,) diameter in px of the middle of the line
    width: np.ndarray  # (n,) px
    colour: np.ndarray  # (n,)

    def around(self, marks: np.ndarray) -> "Rings":
        """Return the rings around some marks, given by index."""
        chosen = np.isin(self.mark, marks)
        return Rings(self.kind, self.mark[chosen], self.size[chosen], self.width[chosen], self.colour[chosen])


def make_rings(marks: Marks, kind: RingKind, shape: RingShape, colours: np.ndarray) -> Rings:
    """Return the rings of a kind; a ring has the colour of its only category."""
    by_category = marks.totals.without_destination_by_category(kind.reasons)
    mark = np.flatnonzero(by_category.any(axis=1))
    by_category = by_category[mark]
    size, width = shape(marks.size[mark], by_category.sum(axis=1) / marks.totals.count[mark])
    width = np.where(marks.is_dimmed[mark], np.minimum(width, DIMMED_WIDTH), width)
    is_mixed = (by_category > 0).sum(axis=1) > 1
    return Rings(kind, mark, size, width, np.where(is_mixed, SEVERAL, colours[by_category.argmax(axis=1)]))


def radii(marks: Marks, around: list[Rings]) -> np.ndarray:
    """Return how far everything that is drawn at each mark reaches from its centre, in pixels."""
    reach = marks.size.copy()
    for ring in around:
        np.maximum.at(reach, ring.mark, ring.size + ring.width)
    return np.asarray(reach / 2)
