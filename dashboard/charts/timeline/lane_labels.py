"""The names beside the lanes of a timeline, and how wide a margin they need."""

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.charts.rich_text import bold, escaped, muted
from dashboard.charts.text_metrics import characters_within, fitted, text_width, truncated
from dashboard.charts.theme import INK
from dashboard.charts.timeline.lanes import CONFLICT_ROW, CONTEXT_ROW, Lane
from dashboard.charts.timeline.style import LABEL_FONT, SMALL_FONT
from dashboard.dataset.vocabulary import CONTEXT_LABEL

MIN_LABEL_HEIGHT = 13  # px
_LINE_HEIGHT = 15  # px
_NAME_WIDTH, _NARROW_NAME_WIDTH, _SOURCE_WIDTH = 184, 98, 110  # px
_MIN_MARGIN, _MAX_MARGIN, _MAX_NARROW_MARGIN = 52.0, 226, 120  # px
_BOLD_FACTOR, _MARGIN_GAP = 1.08, 14  # bold letters are a little wider
_MAX_NAME, _MAX_PLACE = 300, 36  # characters


@dataclass(frozen=True)
class LaneLabel:
    """Text beside a lane, or beside a row of it; y in pixels before scaling."""

    y: float
    event_ids: tuple[str, ...]  # which a click on it marks
    lines: tuple[str, ...]  # who, or which source
    place: str | None = None  # in a line below
    is_muted: bool = False
    is_bold: bool = False


def label_lanes(lanes: Sequence[Lane], scale: float) -> list[LaneLabel]:
    """Return the labels of all lanes from top to bottom: defections, their conflicting sources, and one for context.

    A lane that is too low on the figure has none, and so have the sources where they stand beside their marks.
    """
    labels = [label for lane in lanes for label in _labels_of(lane, scale)]
    context = next((lane for lane in lanes if lane.event.is_context), None)
    if context and CONTEXT_ROW * scale >= MIN_LABEL_HEIGHT:
        ids = tuple(lane.event.id for lane in lanes if lane.event.is_context)
        labels.append(LaneLabel(context.row_middle(0), ids, (CONTEXT_LABEL,), is_muted=True))
    return labels


def left_margin(lanes: Iterable[Lane], scale: float) -> int:
    """Return how many pixels the labels of lanes need on their left."""
    widths, is_narrow = [_MIN_MARGIN], False
    for lane in lanes:
        is_narrow = lane.is_narrow
        if lane.event.is_context:
            continue
        widths += [text_width(line, size) for line, size in _sized_lines(_lane_label(lane, scale))]
        widths += [text_width(label.lines[0], LABEL_FONT) for label in _conflict_labels(lane, scale)]
    return int(min(max(widths) * _BOLD_FACTOR, _MAX_NARROW_MARGIN if is_narrow else _MAX_MARGIN)) + _MARGIN_GAP


def lane_axis_layout(labels: Sequence[LaneLabel], depth: float) -> dict[str, Any]:
    """Return the layout of the vertical axis, down to a depth in pixels before scaling."""
    return {
        "range": [depth, 0],
        "fixedrange": True,
        "showgrid": False,
        "zeroline": False,
        "tickmode": "array",
        "tickvals": [label.y for label in labels],
        "ticktext": [_markup(label) for label in labels],
        "ticks": "",
        "tickfont": {"size": LABEL_FONT, "color": INK},
    }


def _labels_of(lane: Lane, scale: float) -> Iterator[LaneLabel]:
    if not lane.event.is_context and lane.height * scale >= MIN_LABEL_HEIGHT:
        yield _lane_label(lane, scale)
        yield from _conflict_labels(lane, scale)


def _lane_label(lane: Lane, scale: float) -> LaneLabel:
    """Return who, and below it where, as the lane has room."""
    height = lane.main_height * scale
    name = truncated(lane.event.label, _MAX_NAME)
    width = _NARROW_NAME_WIDTH if lane.is_narrow else _NAME_WIDTH
    wrapped = textwrap.wrap(name, characters_within(name, width, LABEL_FONT)) or [""]
    lines = wrapped[: max(1, int(height // _LINE_HEIGHT))]
    if len(lines) < len(wrapped):
        lines[-1] = lines[-1].rstrip(",") + " …"
    place = None
    if not lane.is_narrow and lane.event.post and height >= _LINE_HEIGHT * (len(lines) + 1):
        place = truncated(lane.event.post, _MAX_PLACE)
    return LaneLabel(lane.row_middle(0), (lane.event.id,), tuple(lines), place, is_bold=not lane.event.is_dimmed)


def _conflict_labels(lane: Lane, scale: float) -> list[LaneLabel]:
    """Return the source of each row of conflicting reports, where words have no room beside their marks."""
    if not lane.is_narrow or lane.event.is_context or CONFLICT_ROW * scale < MIN_LABEL_HEIGHT:
        return []
    return [
        LaneLabel(lane.row_middle(row), (lane.event.id,), (fitted(source, _SOURCE_WIDTH, LABEL_FONT),), is_muted=True)
        for row, source in lane.source_by_conflicting_row.items()
    ]


def _sized_lines(label: LaneLabel) -> list[tuple[str, int]]:
    """Return the lines of a label with their font sizes."""
    return [(line, LABEL_FONT) for line in label.lines] + ([(label.place, SMALL_FONT)] if label.place else [])


def _markup(label: LaneLabel) -> str:
    style = muted if label.is_muted else bold if label.is_bold else escaped
    return "<br>".join([*map(style, label.lines), *([muted(label.place)] if label.place else [])])
