"""How marks, rings and routes of a map look, as data: symbols, sizes, colours, opacities."""

from dataclasses import dataclass

import numpy as np

from dashboard.charts.theme import WHEREABOUTS_SYMBOLS

ROLES = ("post", "destination", "context")
"""What a place can be to an event, the strongest first; arrays hold the numbers."""

POST, DESTINATION, CONTEXT = range(len(ROLES))

ROLE_SYMBOLS = np.array(["circle", "diamond", "square"])
COUNTRY_SYMBOLS = np.array(["circle-cross", "diamond-cross", "square-cross"])
"""By role: of a place, and of a country of which no place is known."""

REASONS = tuple(WHEREABOUTS_SYMBOLS)
"""Why a destination is not known: the destination statuses with a ring of their own."""

MIXED = "Mixed"
IN_COUNTRY = "Somewhere in the country"
OUTLINE_WIDTH = 1.5  # px
DIMMED_WIDTH = 1.0  # px, of the edges of marks and rings, which keep their colour while fills turn pale


@dataclass(frozen=True)
class SizeRule:
    """Diameters in pixels: the area grows with the number of events, between the smallest and the largest."""

    of_one: float
    smallest: float
    largest: float

    def diameters(self, numbers: np.ndarray) -> np.ndarray:
        """Return the diameters for numbers of events."""
        return np.asarray(np.clip(self.of_one * np.sqrt(numbers), self.smallest, self.largest)).round(1)


SIZE_RULES = (SizeRule(11, 5, 36), SizeRule(11, 5, 22), SizeRule(8.25, 5, 27))
"""Of posts, destinations and context, where all marks have room."""


DIMMED_ROUTE_WIDTH = 0.6  # px
MANY_ROUTES_SHARES = ((12, 1.0), (40, 0.75), (80, 0.5))
"""Of the widths of up to so many routes between clusters: the more there are, the thinner."""

COUNTRY_DASH = "3px,4px"
DASHED_SHARE = 1 / 3
"""Of a route: what is dashed at an end that is somewhere in a country."""

_ROUTE_WIDTH, _EXTRA_WIDTH, _MAX_EXTRA_WIDTH = 1.8, 0.4, 2.4  # px: of one event, of each further one, of all these
_WIDTH_CLASSES = np.array([1.0, 1.8, 3.0])  # px


def widths_by_number(numbers: np.ndarray) -> np.ndarray:
    """Return the widths in pixels of routes that few events took, each event adding as much."""
    return np.asarray(_ROUTE_WIDTH + np.minimum(_MAX_EXTRA_WIDTH, _EXTRA_WIDTH * (numbers - 1))).round(1)


def widths_by_share(numbers: np.ndarray) -> np.ndarray:
    """Return the widths in pixels of routes that many events took, in three classes up to the most frequent."""
    share = np.sqrt(numbers / max(1, numbers.max(initial=1)))
    return np.asarray(_WIDTH_CLASSES[np.minimum(2, (3 * share).astype("int64"))])
