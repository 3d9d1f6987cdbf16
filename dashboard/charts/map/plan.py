"""What both ways of drawing the map (places, clusters) give to the figure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from dashboard.charts.map.labels import LabelCandidate
from dashboard.charts.map.legend import MapLegendEntry
from dashboard.charts.map.projection import Viewport


@dataclass(frozen=True)
class MapContent:
    """What is drawn in a viewport."""

    traces: Sequence[dict[str, Any]]  # the first below the others
    labels: Sequence[LabelCandidate]  # the most important first
    paths: Sequence[np.ndarray]  # of the routes, as longitude and latitude
    may_labels_cover_paths: bool = False
    note: str = ""

    @property
    def paths_without_labels(self) -> Sequence[np.ndarray]:
        """The routes that labels should not cover."""
        return [] if self.may_labels_cover_paths else self.paths


@dataclass(frozen=True)
class MapPlan:
    """A map before its space is divided: its legend and note, and what it draws once the viewport is known."""

    legend: Sequence[MapLegendEntry]
    longest_note: str  # that it may have in any viewport
    content: Callable[[Viewport], MapContent]
    is_same_everywhere: bool = False  # it draws the same in every viewport
