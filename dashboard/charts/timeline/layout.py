"""The space of a timeline, worked out before anything is drawn, and what every timeline's layout has in common."""

from dataclasses import dataclass
from typing import Any

from dashboard.charts.theme import template

RIGHT_MARGIN = 34  # px, clear of the zoom buttons
MIN_HEIGHT = 240  # px: plotly leaves a hover out that is higher than its figure
_MIN_PLOT_HEIGHT = 10  # px, where a fixed height leaves nothing for the plot


@dataclass(frozen=True)
class TimelineLayout:
    """How the space of a timeline is shared out, in pixels: what the margins leave is the plot."""

    width: int
    height: int
    left: int  # names of lanes, numbers of a vertical axis
    top: int  # lengths of empty periods that are left out; the time axis where it is on top
    bottom: int  # the time axis where it is below, the caption, the legend

    @property
    def plot_width(self) -> int:
        """The width of the plot."""
        return self.width - self.left - RIGHT_MARGIN

    @property
    def plot_height(self) -> int:
        """The height of the plot."""
        return max(_MIN_PLOT_HEIGHT, self.height - self.top - self.bottom)


def common_layout(layout: TimelineLayout) -> dict[str, Any]:
    """Return what the plotly layouts of all timelines have in common."""
    return {
        "template": template(),
        "width": layout.width,
        "height": layout.height,
        "margin": {"l": layout.left, "r": RIGHT_MARGIN, "t": layout.top, "b": layout.bottom},
        "hovermode": "closest",
        "dragmode": "pan",
    }
