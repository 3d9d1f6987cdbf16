"""What a reader asks for, and the events of a dataset that it keeps."""

from dashboard.selection.counts import Counts
from dashboard.selection.filters import Box, Filters, ViewOptions, wrap_longitude
from dashboard.selection.query import read_filters, read_view_options
from dashboard.selection.selection import Selection, select

__all__ = [
    "Box",
    "Counts",
    "Filters",
    "Selection",
    "ViewOptions",
    "read_filters",
    "read_view_options",
    "select",
    "wrap_longitude",
]
