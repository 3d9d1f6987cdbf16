"""Find the traces of a figure by their names."""

from typing import Any

import plotly.graph_objects as go


def traces(figure: go.Figure, name: str) -> list[Any]:
    """Return the traces of this name that draw data, and none that only stand in the legend."""
    return [trace for trace in figure.data if trace.name == name and not trace.showlegend]


def trace(figure: go.Figure, name: str) -> Any:
    """Return the only trace of this name."""
    (found,) = traces(figure, name)
    return found


def legend_names(figure: go.Figure) -> list[str]:
    """Return the entries of a figure's legend, in their order."""
    return [trace.name for trace in figure.data if trace.showlegend]
