"""How the space of a map's figure is divided, and its layout as plotly takes it."""

from dataclasses import dataclass
from typing import Any

from dashboard.charts.map.basemap import Land
from dashboard.charts.map.extent import MIN_SCALE
from dashboard.charts.map.labels import LINE_HEIGHT
from dashboard.charts.map.projection import Viewport
from dashboard.charts.rich_text import muted
from dashboard.charts.text_metrics import wrapped
from dashboard.charts.theme import LAND, PAPER, template
from dashboard.charts.view import ChartSize
from dashboard.selection import wrap_longitude

_NOTE_SIZE = 12  # px, of letters
_NOTE_MARGIN = 8  # px, on either side
_MIN_HEIGHT, _MIN_SHARE = 120, 0.4  # px, and of the figure: how high the map itself is at least


@dataclass(frozen=True)
class MapSpaces:
    """The heights in pixels of a map's figure and of its parts, from top to bottom."""

    plot: int
    note: int
    legend: int
    is_legend_cut: bool  # it has to be scrolled

    @property
    def below(self) -> int:
        """The height of what is below the map."""
        return self.note + self.legend

    @property
    def height(self) -> int:
        """The height of the figure."""
        return self.plot + self.below


def divide_height(size: ChartSize, legend: int, note: int) -> MapSpaces:
    """Divide the height of a figure among the map and what its legend and note want, in pixels.

    The figure grows where they would leave too little of the map. If its height is fixed the note goes first, and then
    the legend is cut.
    """
    min_plot = max(_MIN_HEIGHT, round(_MIN_SHARE * size.height))
    if not size.is_fixed:
        height = max(size.height, min_plot + legend + note)
        return MapSpaces(height - legend - note, note, legend, is_legend_cut=False)
    below = max(size.height - min_plot, size.height // 4)
    if legend + note <= below:
        return MapSpaces(size.height - legend - note, note, legend, is_legend_cut=False)
    cut = min(legend, below)
    return MapSpaces(size.height - cut, 0, cut, is_legend_cut=cut < legend)


def note_lines(note: str, width: int) -> list[str]:
    """Return the lines of a note in a figure of this width."""
    return wrapped(note, width - 2 * _NOTE_MARGIN, _NOTE_SIZE) if note else []


def note_height(note: str, width: int) -> int:
    """Return the height in pixels that a note takes in a figure of this width."""
    return LINE_HEIGHT * len(note_lines(note, width))


def figure_layout(width: int, spaces: MapSpaces, note: str, fitted: Viewport, land: Land) -> dict[str, Any]:
    """Return the layout of a map that shows a fitted viewport, whatever part of it the reader has zoomed to."""
    lines = [muted(line) for line in note_lines(note, width)] if spaces.note else []
    title = {"title": {"text": "<br>".join(lines), "side": "top", "font": {"size": _NOTE_SIZE}}} if lines else {}
    return {
        "template": template(),
        "width": width,
        "height": spaces.height,
        "margin": {"l": 0, "r": 0, "t": 0, "b": spaces.below},
        "uirevision": "map",
        "hovermode": "closest",
        "dragmode": "pan",
        "legend": {
            "x": 0,
            "y": 0,
            "yanchor": "top",
            "xanchor": "left",
            "maxheight": spaces.below if spaces.is_legend_cut else 1,
            **title,
        },
        "geo": _geo(fitted, land),
    }


def _geo(fitted: Viewport, land: Land) -> dict[str, Any]:
    canvas = fitted.canvas
    centre = canvas.extent.longitude
    return {
        "projection": {
            "type": "miller",
            "rotation": {"lon": centre},
            "scale": fitted.scale / canvas.scale,
            "minscale": MIN_SCALE,
            "maxscale": land.max_scale / canvas.scale,
        },
        # plotly does not turn a centre that is more than half the world away from that of the projection.
        "center": {"lon": centre + wrap_longitude(fitted.longitude - centre), "lat": fitted.latitude},
        "lonaxis": {"range": canvas.extent.longitude_range},
        "lataxis": {"range": canvas.extent.latitude_range},
        "resolution": land.resolution,
        "bgcolor": PAPER,
        "showframe": False,
        "showcoastlines": False,
        "showland": True,
        "landcolor": LAND,
        "showcountries": True,
        "countrycolor": PAPER,
        "countrywidth": 0.8,
    }
