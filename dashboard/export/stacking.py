"""Put one figure above another."""

from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from dashboard.charts import theme

_Json = dict[str, Any]


@dataclass(frozen=True)
class _Domain:
    """The part of the stack in which a figure plots, as shares of its width and height from the lower left corner."""

    x0: float
    x1: float
    y0: float
    y1: float

    def point(self, x: float, y: float) -> dict[str, float]:
        """Return where a point of the plot, in shares of it, lies in the stack."""
        return {"x": self.x0 + x * (self.x1 - self.x0), "y": self.y0 + y * (self.y1 - self.y0)}


def stack_figures(upper: go.Figure, lower: go.Figure) -> go.Figure:
    """Return two figures of one width as one, the first above the second, each drawn as it was.

    The lower one keeps the axes x and y and the legend; those of the upper one get the number 2.
    """
    width, height = upper.layout.width, upper.layout.height + lower.layout.height
    stack: _Json = {"width": width, "height": height, "margin": {"l": 0, "r": 0, "t": 0, "b": 0}}
    data: list[_Json] = []
    annotations: list[_Json] = []
    shapes: list[_Json] = []
    for figure, suffix, bottom in ((upper, "2", lower.layout.height), (lower, "", 0)):
        plain = figure.to_plotly_json()
        layout = plain["layout"]
        domain = _domain(layout.pop("margin"), width, height, bottom, layout.pop("height"))
        axes = {} if "geo" in layout else {"xaxis": f"x{suffix}", "yaxis": f"y{suffix}"}
        data += [trace | axes | {"legend": f"legend{suffix}"} for trace in plain["data"]]
        notes = layout.pop("annotations", ())
        if not plain["data"]:  # plotly.js has no place for axes without any trace
            notes = [{**note, "xref": "paper", "yref": "paper"} | domain.point(note["x"], note["y"]) for note in notes]
        annotations += [_with_suffix(note, suffix) for note in notes]
        shapes += [_with_suffix(shape, suffix) for shape in layout.pop("shapes", ())]
        stack = _placed_layout(layout, domain, suffix) | stack
    return go.Figure(data=data, layout=stack | {"annotations": annotations, "shapes": shapes})


def _domain(margin: _Json, width: float, height: float, bottom: float, own_height: float) -> _Domain:
    """Return where a figure plots that is `own_height` px high and stands `bottom` px above the bottom of the stack."""
    return _Domain(
        x0=margin["l"] / width,
        x1=1 - margin["r"] / width,
        y0=(bottom + margin["b"]) / height,
        y1=(bottom + own_height - margin["t"]) / height,
    )


def _placed_layout(layout: _Json, domain: _Domain, suffix: str) -> _Json:
    """Return a layout with axes, map and legend placed in a domain; the names of axes and legend end in a suffix."""
    placed = {key: value for key, value in layout.items() if key not in ("xaxis", "yaxis", "legend", "uirevision")}
    x, y = [domain.x0, domain.x1], [domain.y0, domain.y1]
    if "geo" in layout:
        placed["geo"] = layout["geo"] | {"domain": {"x": x, "y": y}}
    else:
        placed[f"xaxis{suffix}"] = layout["xaxis"] | {"domain": x, "anchor": f"y{suffix}"}
        placed[f"yaxis{suffix}"] = layout["yaxis"] | {"domain": y, "anchor": f"x{suffix}"}
    if "legend" in layout:
        legend = layout["legend"]
        point = domain.point(legend["x"], legend["y"])
        # plotly.js takes half the width for a legend that stands outside by the least bit.
        point["x"] = max(0, point["x"])
        placed[f"legend{suffix}"] = theme.template().layout.legend.to_plotly_json() | legend | point
    return placed


def _with_suffix(item: _Json, suffix: str) -> _Json:
    """Return an annotation or a shape that refers to axes whose names end in a suffix."""
    references = {"xref": item.get("xref", "x"), "yref": item.get("yref", "y")}
    return item | {key: axis if axis == "paper" else axis[0] + suffix + axis[1:] for key, axis in references.items()}
