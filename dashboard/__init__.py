"""The Python interface: read an event file, select events, draw charts and write files.

    dataset = load("events.yaml")
    russia = select(dataset, "post=RU")
    russia.events  # a pandas frame, one row per event
    draw_timeline(russia, colour_by="rank").show()
    save(russia, "out", formats=["csv", "html"])

Importing this package loads nothing; each function imports what it needs when it is called.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from importlib import import_module
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from dashboard.dataset import Dataset
    from dashboard.dataset.problems import Problem
    from dashboard.selection import Selection, ViewOptions

__all__ = [
    "Dataset",
    "EventFileError",
    "ExportError",
    "QueryError",
    "Selection",
    "draw_map",
    "draw_timeline",
    "load",
    "save",
    "select",
]

ColourBy = Literal["country", "rank", "status"]
Theme = Literal["light", "dark"]
Format = Literal["html", "png", "svg", "pdf", "csv", "claims", "json", "geojson", "yaml"]
PictureSize = Literal["article", "slide", "print", "card"]

MIN_WIDTH, MIN_HEIGHT = 150, 50
"""The smallest chart, in pixels: a narrower one has no room between its margins."""

_HOME = {"Dataset": "dashboard.dataset", "Selection": "dashboard.selection"}

if not TYPE_CHECKING:  # a type checker that saw it would take every name for one of this package

    def __getattr__(name: str) -> object:
        """Import a class when it is first asked for."""
        if name not in _HOME:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(import_module(_HOME[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOME})


class EventFileError(Exception):
    """Why an event file cannot be loaded: it is missing, unreadable, or has errors.

    `problems` holds each of them with its line and column.
    """

    def __init__(self, path: Path, problems: Sequence["Problem"]) -> None:
        super().__init__(path, tuple(problems))
        self.path = path
        self.problems = tuple(problems)

    def __str__(self) -> str:
        """Return a line for each problem: `FILE:LINE:COLUMN: message`."""
        return "\n".join(problem.located(str(self.path)) for problem in self.problems)


class QueryError(ValueError):
    """Why a query makes no sense; `reasons` holds a sentence for each part of it that does not."""

    def __init__(self, reasons: Sequence[str]) -> None:
        super().__init__(tuple(reasons))
        self.reasons = tuple(reasons)

    def __str__(self) -> str:
        """Return the reasons in one line."""
        return "; ".join(self.reasons)


class ExportError(Exception):
    """Why no file was written; `reasons` holds a sentence for each."""

    def __init__(self, reasons: Sequence[str]) -> None:
        super().__init__(tuple(reasons))
        self.reasons = tuple(reasons)

    def __str__(self) -> str:
        """Return the reasons in one line."""
        return "; ".join(self.reasons)


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

    The query is that of the page and the data addresses, or its pairs: `[("post", "RU"), ("post", "GB")]`. Raises
    `QueryError`.
    """
    from dashboard.dataset import Dataset
    from dashboard.selection import select as read_selection

    if not isinstance(dataset, Dataset):
        raise TypeError(f"dataset: a {type(dataset).__name__} is not a Dataset; load(path) returns one")
    query = query if isinstance(query, str) else _pairs(query)
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
    """Draw the map of a selection; where events are marked, by id, all others are dimmed.

    Sizes are in pixels, at least 150 by 50. Raises `ValueError` for an option that there is not.
    """
    from dashboard.charts.map.basemap import Medium
    from dashboard.charts.map.figure import draw_map as draw
    from dashboard.charts.theme import in_theme
    from dashboard.charts.view import ChartSize

    options = _view_options(selection, colour_by, marked)
    _check_size(width, height)
    return in_theme(draw(selection, options, ChartSize(width, height), medium=Medium.PICTURE), "light")


def draw_timeline(
    selection: "Selection",
    colour_by: ColourBy = "country",
    marked: Iterable[str] = (),
    width: int = 1070,
    height: int = 400,
    *,
    true_scale: bool = False,
) -> "go.Figure":
    """Draw the timeline of a selection, with the options of the map; `true_scale` draws empty periods too.

    The figure may be higher than asked for, or lower: lanes need their space.
    """
    from dashboard.charts.theme import in_theme
    from dashboard.charts.timeline.figure import draw_timeline as draw
    from dashboard.charts.view import ChartSize

    options = _view_options(selection, colour_by, marked, true_scale)
    _check_size(width, height)
    return in_theme(draw(selection, options, ChartSize(width, height), with_colour_legend=True), "light")


def save(
    selection: "Selection",
    folder: str | PathLike[str],
    formats: str | Iterable[str] = ("html", "csv"),
    *,
    size: PictureSize = "article",
    theme: Theme = "light",
    title: str | None = None,
    colour_by: ColourBy = "country",
    marked: Iterable[str] = (),
    true_scale: bool = False,
    overwrite: bool = False,
) -> list[Path]:
    """Write files about a selection into a folder, which is made if missing, and return their paths.

    All are written or none. Size, theme, title (that of the file if None) and marked events are those of pictures. PNG,
    SVG and PDF need Chromium and the extra `images`. Raises `ExportError`, for files that exist too unless they are to
    be overwritten; `ValueError` for an option that there is not, or no format.
    """
    from dashboard.export import write
    from dashboard.export.picture import MAX_TITLE

    names = list(dict.fromkeys(_values(formats)))
    if not names:
        raise ValueError(f"formats: none is given; there are {', '.join(get_args(Format))}")
    for name in names:
        _check("formats", name, get_args(Format))
    _check("size", size, get_args(PictureSize))
    _check("theme", theme, get_args(Theme))
    if title is not None and not 0 < len(title) <= MAX_TITLE:
        raise ValueError(f"title: has {len(title):,} characters, not 1 to {MAX_TITLE}")
    options = _view_options(selection, colour_by, marked, true_scale)
    try:
        return write.export_files(
            write.ExportRequest(selection, names, options, size, theme, title), Path(folder), overwrite
        )
    except write.FilesExistError as error:
        raise ExportError([f"{reason}; use overwrite=True to replace it" for reason in error.args]) from error
    except write.ExportError as error:
        raise ExportError(error.args) from error


def _view_options(
    selection: "Selection", colour_by: str, marked: Iterable[str], true_scale: bool = False
) -> "ViewOptions":
    from dashboard.selection import Selection, ViewOptions

    if not isinstance(selection, Selection):
        name = type(selection).__name__
        raise TypeError(f"selection: a {name} is not a Selection; pass select(dataset) for all events of a dataset")
    _check("colour_by", colour_by, get_args(ColourBy))
    events = tuple(sorted(set(_values(marked))))
    for event in events:
        if event not in selection.dataset.index.row_by_id:
            raise ValueError(f"marked: {event!r} is not the id of an event")
    return ViewOptions(colour_by, true_scale, events)


def _check(argument: str, value: str, allowed: Collection[str]) -> None:
    if value not in allowed:
        raise ValueError(f"{argument}: {value!r} is not one of {', '.join(allowed)}")


def _check_size(width: int, height: int) -> None:
    for argument, value, least in (("width", width, MIN_WIDTH), ("height", height, MIN_HEIGHT)):
        if not value >= least:  # NaN neither
            raise ValueError(f"{argument}: {value!r} is not a number of pixels from {least}")


def _values(given: str | Iterable[str]) -> Iterable[str]:
    """Return values of which one may be given alone: a text is one value, not its letters."""
    return [given] if isinstance(given, str) else given


def _pairs(query: object) -> list[tuple[str, str]]:
    """Return the pairs of a query; raise `TypeError` if that is not what it holds."""
    items = list(query) if isinstance(query, Iterable) and not isinstance(query, Mapping) else [query]
    pairs = [tuple(item) for item in items if isinstance(item, list | tuple)]
    if len(pairs) < len(items) or any([type(part) for part in pair] != [str, str] for pair in pairs):
        raise TypeError(f'query: {query!r} is neither a text such as "post=RU" nor pairs such as [("post", "RU")]')
    return [(key, value) for key, value in pairs]
