"""The sizes of the page, in pixels unless they say otherwise."""

CHART_WIDTH_PX = 1070
"""How wide the charts are in a window of 1400 px. A browser whose charts have another width reports it."""

NARROW_WIDTH_PX = 640
"""Charts narrower than this are those of a phone; chart.js and page.css draw the same line.

Windows narrower than 960 px have no room for a sidebar beside such charts: there the filters are in a sheet, as these
two files know.
"""

MAP_HEIGHT_PX = 372
NARROW_MAP_HEIGHT_PX = 320
TIMELINE_HEIGHT_PX = 392
SIDEBAR_WIDTH_PX = 270

REPORTED_PX = (240, 4000)
"""The least and the greatest width or height that a browser is believed to have."""

FRAME_HEIGHT_PX = 900
"""How high the frame of an embedded page is. A browser whose frame has another height reports it."""

FRAME_MIN_MAP_PX = 160
FRAME_MIN_TIMELINE_PX = 200
"""The least that the charts get in a frame; one that has no room for them scrolls."""

FRAME_TIMELINE_SHARE = (0.4, 0.6)
"""The least and the greatest share of the timeline in the height of both charts of a frame."""

FRAME_GAPS_PX = 64
"""The space in a frame above, below and between texts and charts."""

FRAME_TEXT_SHARE = 0.92
"""The share of the reported width that texts surely have: a browser whose charts are slightly narrower reports none."""

# Font size and line height of the texts in a frame; the title's letters are wider than those that are measured.
FRAME_TITLE_PX = (19, 21)
FRAME_COUNT_PX = (12.75, 21)
FRAME_NOTE_PX = (13.5, 31)
FRAME_SOURCES_PX = (12, 20)

FRAME_PANEL_PX = 32
"""The height of the line below the map of a frame that opens the list of events that are not on it."""

FRAME_SOURCE_LINES = 3
"""How many lines the names of the sources fill at most in a frame."""
