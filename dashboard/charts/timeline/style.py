"""How a timeline looks: its sizes, colours, opacities and names, as data. Lengths are in pixels."""

from typing import Any

from dashboard.charts.theme import MUTED, PAPER, translucent

CONFLICTING_REPORT = "Conflicting report"
LASTED = "Lasted"
END_NOT_KNOWN, START_OR_END_NOT_KNOWN = "End not known", "Start or end not known"
POSSIBLE_DAYS = "Possible days"
NO_DATE = "Without a date"
APPROXIMATE_OR_OPEN = "Approximate or open"
CERTAIN, POSSIBLE = "Certain", "Possible"

DAY_MS = 86_400_000
"""A day in the unit in which plotly takes lengths on a time axis."""

SMALL_FONT, LABEL_FONT = 12, 13
CONFLICT_LINE: dict[str, Any] = {"color": MUTED, "width": 1, "dash": "3px,3px"}
BREAK_LINE: dict[str, Any] = {"color": MUTED, "width": 1, "dash": "1px,3px"}

DIMMED_OPACITY = 0.3  # of the fill of the possible days of events that are not marked while others are
DIMMED_LINE_WIDTH = 0.7
DIMMED_BAR_OPACITY = 0.45  # of the fill of a histogram's bars in which events are marked
MARKED_LANE_OPACITY = 0.06
LANE_SPAN_OPACITY = 0.34  # of the days on which a claim may lie
DOT_SPAN_OPACITY = 0.3
LASTED_OPACITY = 0.9  # of the line over the days on which something went on
LASTED_FADE_OPACITY = 0.5  # of each of the lines that make its open end fade
CONFLICT_SPAN_SHARE = 0.6  # of that opacity
FADING_SPAN_SHARE = 0.5

PALE_BAR_OPACITY = 0.3  # of the part of a column that counts what is not certain; its edge has the full colour
PALE_BAR_EDGE = 1  # px
LOW_BAR_EDGE = 2.5  # px, around bars that would be too low to be seen

SPAN_EDGE = 1  # px, in full colour around possible days; where these fade, around the innermost alone

OUTLINE, HOLLOW_OUTLINE = 1.2, 1.6  # width of the edge of a mark
DIMMED_HOLLOW_OUTLINE = 0.9
MAX_EXTRA_STAR_SIZE = 3  # a star of the same diameter looks smaller

LEGEND_MARKER, LEGEND_CONTEXT_MARKER = 11, 9
LEGEND_CONFLICT_MARKER = {"symbol": "circle", "size": 10, "color": PAPER, "line": {"width": 1.6, "color": MUTED}}
LEGEND_POSSIBLE = {
    "symbol": "square",
    "size": LEGEND_MARKER,
    "color": translucent(MUTED, PALE_BAR_OPACITY),
    "line": {"width": PALE_BAR_EDGE, "color": MUTED},
}
LEGEND_CERTAIN = {"symbol": "square", "size": LEGEND_MARKER, "color": MUTED}
LEGEND_LASTED_LINE = {"color": MUTED, "width": 5}
LEGEND_APPROXIMATE = {
    "symbol": "square",
    "size": LEGEND_MARKER,
    "color": MUTED,
    "gradient": {"type": "horizontal", "color": PAPER},
}
LEGEND_END_NOT_KNOWN_LINE = {"color": MUTED, "width": 5, "dash": "5px,4px"}

POINTER_SIZE = 13
"""The triangle that points at a marked event in a histogram."""
