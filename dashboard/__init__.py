"""The Python interface: read an event file, select events, draw charts and write files.

    dataset = load("events.yaml")
    russia = select(dataset, "post=RU")
    russia.events  # a pandas frame, one row per event
    draw_timeline(russia, colour_by="rank").show()
    save(russia, "out", formats=["csv", "png"])

Importing this package loads nothing; each function imports what it needs when it is called.
"""

from collections.abc import Iterable, Sequence
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from dashboard.dataset import Dataset
    from dashboard.dataset.problems import Problem
    from dashboard.selection import Selection

__all__ = ["EventFileError", "QueryError", "draw_map", "draw_timeline", "load", "save", "select"]

ColourBy = Literal["country", "rank", "status"]
Theme = Literal["light", "dark"]
PictureSize = Literal["article", "slide", "print", "card"]


class EventFileError(Exception):
    """Why an event file cannot be loaded: it is missing, unreadable, or has errors.

    `problems` holds each of them with its line and column.
    """

    def __init__(self, path: Path, problems: Sequence["Problem"]) -> None:
        super().__init__("\n".join(problem.located(str(path)) for problem in problems))
        self.path = path
        self.problems = tuple(problems)


class QueryError(ValueError):
    """Why a query makes no sense; `reasons` holds a sentence for each part of it that does not."""

    def __init__(self, reasons: Sequence[str]) -> None:
        super().__init__("; ".join(reasons))
        self.reasons = tuple(reasons)


def load(path: str | PathLike[str], max_bytes: int | None = None) -> "Dataset":
    """Read and check an event file of at most so many bytes (128 MB). Raises `EventFileError`."""
    from dashboard.dataset import MAX_BYTES
    from dashboard.dataset import load as read

    result = read(Path(path), MAX_BYTES if max_bytes is None else max_bytes)
    if result.dataset is None:
        raise EventFileError(Path(path), result.problems)
    return result.dataset


def select(dataset: "Dataset", query: str | Iterable[tuple[str, str]] = "") -> "Selection":
    """Return the events of a dataset that a URL query keeps, such as `post=RU&rank=secretary`; all for none.

    The query is that of the page and the data addresses. Raises `QueryError`.
    """
    from dashboard.selection import select as read_selection

    selection, ignored = read_selection(dataset, query)
    if ignored:
        raise QueryError(ignored)
    return selection


def draw_map(
    selection: "Selection",
    colour_by: ColourBy = "country",
    marked: Iterable[str] = (),
    width: int = 1070,
    height: int = 400,
) -> "go.Figure":
    """Draw the map of a selection; other events than the marked ones, given by id, are dimmed. Sizes in pixels."""
    from dashboard.charts.map.figure import draw_map as draw
    from dashboard.charts.view import ChartSize
    from dashboard.selection import ViewOptions

    options = ViewOptions(colour_by, marked=tuple(marked))
    return draw(selection, options, ChartSize(width, height), is_static=True)


def draw_timeline(
    selection: "Selection",
    colour_by: ColourBy = "country",
    marked: Iterable[str] = (),
    width: int = 1070,
    height: int = 400,
    *,
    true_scale: bool = False,
) -> "go.Figure":
    """Draw the timeline of a selection; `true_scale` draws empty periods too. It may grow beyond the height."""
    from dashboard.charts.timeline.figure import draw_timeline as draw
    from dashboard.charts.view import ChartSize
    from dashboard.selection import ViewOptions

    options = ViewOptions(colour_by, true_scale, tuple(marked))
    return draw(selection, options, ChartSize(width, height), with_colour_legend=True)
