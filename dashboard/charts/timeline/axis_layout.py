"""The time axis in plotly's terms: its ticks, and what stands where it leaves out an empty period."""

from collections.abc import Sequence
from typing import Any

from dashboard.charts.text_metrics import text_width
from dashboard.charts.theme import MUTED, RULE
from dashboard.charts.timeline.axis import TimeAxis, iso
from dashboard.charts.timeline.axis_ticks import spaced_ticks
from dashboard.charts.timeline.style import BREAK_LINE, DAY_MS, SMALL_FONT
from dashboard.charts.timeline.wording import duration_in_words, not_shown

_MIN_WIDTH_FOR_PLOTLY_TICKS = 560  # px
_LAST_PLOTLY_DAY = 2_900_000  # from about 9909 on plotly would name a year 10000, which it writes 0000
_PLOTLY_TICK_DISTANCE = 110  # px
_MIN_PLOTLY_TICKS = 9  # are asked for: plotly rounds up their distance, by a factor of 2.5 at most, so three are left
_BREAK_LABEL_GAP = 10  # px, between the words of two breaks
_BREAK_GAP = (-4, 4)  # px, where the two lines of a break stand
_TICK_FORMATS = [
    # After "\n" plotly would name the year once, and not at all where a label before the first is hidden.
    {"dtickrange": [None, "M1"], "value": "%-d %b<br>%Y"},
    {"dtickrange": ["M1", "M6"], "value": "%b<br>%Y"},
    {"dtickrange": ["M12", None], "value": "%Y"},
]


def xaxis_layout(axis: TimeAxis) -> dict[str, Any]:
    """Return the layout of the time axis, without its side."""
    return {
        "type": "date",
        "range": [iso(axis.start), iso(axis.end)],
        "rangebreaks": [{"bounds": [iso(a), iso(b)]} for a, b in axis.breaks],
        **_tick_layout(axis),
        "gridcolor": RULE,
        "zeroline": False,
        "ticks": "",
        "tickangle": 0,  # in a font wider than ours, plotly would turn the labels into what stands above
        "tickfont": {"size": SMALL_FONT, "color": MUTED},
    }


def break_lines(axis: TimeAxis) -> list[dict[str, Any]]:
    """Return two dotted lines at each period that the axis leaves out."""
    return [
        {"type": "line", "xref": "x", "xsizemode": "pixel", "xanchor": iso(start), "x0": x, "x1": x, "yref": "y domain",
         "y0": 0, "y1": 1, "line": BREAK_LINE, "layer": "below"}
        for start, _ in axis.breaks
        for x in _BREAK_GAP
    ]  # fmt: skip


def break_labels(axis: TimeAxis, above: int) -> list[dict[str, Any]]:
    """Return the length of each period that the axis leaves out, in words, `above` pixels over the plot.

    The words keep within the axis and clear of each other.
    """
    days = [end - start for start, end in axis.breaks]
    texts = list(map(not_shown, days))
    if sum(text_width(text, SMALL_FONT) + _BREAK_LABEL_GAP for text in texts) > axis.width:
        texts = list(map(duration_in_words, days))
    widths = [text_width(text, SMALL_FONT) for text in texts]
    xs = [axis.position(start) for start, _ in axis.breaks]
    return [
        {"x": iso(start), "y": 1, "xref": "x", "yref": "y domain", "yanchor": "bottom", "yshift": above,
         "xshift": round(middle - x), "showarrow": False, "text": f"<i>{text}</i>",
         "font": {"size": SMALL_FONT, "color": MUTED}}
        for (start, _), text, x, middle in zip(axis.breaks, texts, xs, _apart(xs, widths, axis.width), strict=True)
    ]  # fmt: skip


def _apart(xs: Sequence[float], widths: Sequence[float], end: float) -> list[float]:
    """Return the middles of texts near some positions, none running into the next or past the end."""
    middles, right = [], float("-inf")
    for x, width in zip(xs, widths, strict=True):
        middles.append(max(x, right + _BREAK_LABEL_GAP + width / 2))
        right = middles[-1] + width / 2
    left = end + _BREAK_LABEL_GAP
    for n in range(len(xs) - 1, -1, -1):
        middles[n] = min(middles[n], left - _BREAK_LABEL_GAP - widths[n] / 2)
        left = middles[n] - widths[n] / 2
    return middles


def _has_own_ticks(axis: TimeAxis) -> bool:
    return bool(axis.breaks) or axis.width <= _MIN_WIDTH_FOR_PLOTLY_TICKS or axis.end > _LAST_PLOTLY_DAY


def _tick_layout(axis: TimeAxis) -> dict[str, Any]:
    if _has_own_ticks(axis):
        ticks = spaced_ticks(axis)
        return {"tickmode": "array", "tickvals": [iso(day) for day, _ in ticks], "ticktext": [it for _, it in ticks]}
    # plotly's own ticks grow finer with the zoom, but not finer than a day.
    max_ticks = max(_MIN_PLOTLY_TICKS, int(axis.width // _PLOTLY_TICK_DISTANCE))
    distance = {"dtick": DAY_MS} if axis.end - axis.start <= max_ticks else {"nticks": max_ticks}
    # No label of a tick may stand under the zoom buttons.
    return distance | {"tickformatstops": _TICK_FORMATS, "ticklabeloverflow": "hide past domain"}
