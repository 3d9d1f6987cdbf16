"""The selected events as both charts draw them: coloured and marked; the size of a chart; rows for drawing."""

from collections import namedtuple
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from dashboard.charts.text_metrics import truncated
from dashboard.charts.theme import CATEGORY_COLOURS, NOT_KNOWN, OTHER, STATUS_COLOURS
from dashboard.dataset import Dataset
from dashboard.dataset.countries import country_names
from dashboard.dataset.index import CategoricalColumn
from dashboard.dataset.vocabulary import STATUS_LABELS
from dashboard.selection import Selection, ViewOptions

_MAX_NAME = 40
"""Characters of a category's name: the names of all countries have room."""

_MAX_LOCATED = 20  # marked events whose places are looked up


@dataclass(frozen=True)
class ChartSize:
    """The size of a figure in pixels. A fixed height is kept; else it may grow or shrink with what is drawn."""

    width: int
    height: int
    is_fixed: bool = False


@dataclass(frozen=True)
class Category:
    """One entry of the colour legend."""

    name: str  # shortened to fit the legend
    colour: str  # of the palette: `var(--blue)`


@dataclass(frozen=True, eq=False)
class ChartView:
    """The selected events as both charts draw them."""

    selection: Selection
    categories: tuple[Category, ...]  # in legend order; the last two: others, not known
    category_index: np.ndarray  # (n selected events,), into `categories`
    width: int  # px
    marked: frozenset[str]  # ids of selected events
    colour_by: str  # one of `COLOUR_BY`

    @property
    def dataset(self) -> Dataset:
        """The dataset of the selection."""
        return self.selection.dataset

    @property
    def rows(self) -> np.ndarray:
        """The row numbers of the events in the file."""
        return self.selection.rows

    @cached_property
    def events(self) -> pd.DataFrame:
        """The rows of the events frame, with `category` and `colour`, and `category_index`: for few events."""
        return self.selection.events.assign(
            category=[self.categories[n].name for n in self.category_index],
            colour=[self.categories[n].colour for n in self.category_index],
            category_index=self.category_index,
        )

    def colours(self, rows: Sequence[int]) -> dict[int, str]:
        """Return the colours of some of the events, by row number."""
        numbers = self.category_index[np.searchsorted(self.rows, rows)]
        return {row: self.categories[n].colour for row, n in zip(rows, numbers, strict=True)}

    def is_dimmed(self, event_ids: Iterable[str]) -> bool:
        """Whether other events are marked and none of these."""
        return bool(self.marked) and self.marked.isdisjoint(event_ids)

    @cached_property
    def marked_rows(self) -> np.ndarray:
        """The row numbers of the marked events in the order of cards and tables."""
        rows, row_by_id = self.selection.rows_in_display_order, self.dataset.index.row_by_id
        return np.asarray(rows[np.isin(rows, [row_by_id[event] for event in self.marked])])

    @cached_property
    def marked_points(self) -> list[list[float]]:
        """Longitude and latitude of the places of the first marked events."""
        return self.dataset.index.places.points_of(self.marked_rows[:_MAX_LOCATED])

    def only(self, mask: np.ndarray) -> "ChartView":
        """Return the view of some of its events: bool, shape (n selected events,)."""
        return replace(self, selection=self.selection.only(self.rows[mask]), category_index=self.category_index[mask])


def chart_view(selection: Selection, options: ViewOptions, width: int) -> ChartView:
    """Colour the selected events by country, rank or status.

    Categories come from the whole dataset, so an event keeps its colour under every filter.
    """
    dataset = selection.dataset
    colouring = _colouring(dataset, options.colour_by)
    categories = _categories(colouring, dataset)
    number_of = {key: n for n, key in enumerate(categories)}
    others, not_known = len(categories), len(categories) + 1
    numbers = np.array([*(number_of.get(key, others) for key in colouring.column.values), not_known])
    row_by_id = dataset.index.row_by_id if options.marked else {}
    return ChartView(
        selection,
        (*categories.values(), Category(colouring.others, OTHER), Category(colouring.not_known, NOT_KNOWN)),
        numbers[colouring.column.codes[selection.rows]],
        width,
        frozenset(key for key in options.marked if key in row_by_id and selection.mask[row_by_id[key]]),
        options.colour_by,
    )


def plain_rows(frame: pd.DataFrame, *columns: str) -> list[Any]:
    """Return the rows of a frame as named tuples, for drawing one by one; `index` is the first field.

    Missing values are None. Days become numbers, counted from 1970-01-01.
    """
    names = columns or tuple(frame.columns)
    values = []
    for name in names:
        column = frame[name]
        plain: Any = column.to_numpy("datetime64[D]").astype("int64") if column.dtype.kind == "M" else column
        is_missing = column.isna().tolist()
        values.append([None if no else value for value, no in zip(plain.tolist(), is_missing, strict=True)])
    row = namedtuple("Row", ("index", *names))  # type: ignore[misc]
    return [row(*parts) for parts in zip(frame.index.tolist(), *values, strict=True)]


@dataclass(frozen=True)
class _Colouring:
    """What colour stands for: a column of the events, and the categories that may have a colour of their own."""

    column: CategoricalColumn
    labels: Mapping[str, str]  # by value of the column, in legend order
    others: str  # the name of what has no colour of its own
    not_known: str  # the name of events without a value
    colours: Mapping[str, str] | None = None  # by value; None gives the most frequent values those of the palette


def _colouring(dataset: Dataset, colour_by: str) -> _Colouring:
    """Return what a choice of `COLOUR_BY` means; several persons count by the rank of the first who has one."""
    index = dataset.index
    match colour_by:
        case "country":
            return _Colouring(index.post_country, country_names(), "Other countries", "Country not known")
        case "rank":
            labels = {key: rank.label for key, rank in dataset.records.ranks.items()}
            return _Colouring(index.first_rank, labels, "Other ranks", "Rank not stated")
        case "status":
            return _Colouring(index.status, STATUS_LABELS, "Other statuses", "Status not stated", STATUS_COLOURS)
    raise ValueError(f"colour stands for no {colour_by}")


def _categories(colouring: _Colouring, dataset: Dataset) -> dict[str, Category]:
    """Return the categories that have a colour of their own, in legend order: at most as many as the palette has."""
    if colouring.colours:
        colours = colouring.colours
    else:
        frequent = set(_by_frequency(colouring, dataset)[: len(CATEGORY_COLOURS)])
        colours = dict(zip((value for value in colouring.labels if value in frequent), CATEGORY_COLOURS, strict=False))
    return {
        value: Category(truncated(label, _MAX_NAME), colours[value])
        for value, label in colouring.labels.items()
        if value in colours
    }


def _by_frequency(colouring: _Colouring, dataset: Dataset) -> list[str]:
    """Return values in the order in which they get colours: by defections, then by arrivals."""
    counts = colouring.column.count_by_value(dataset.index.is_defection)
    ranked = sorted(counts, key=lambda value: -counts[value])
    colours = len(CATEGORY_COLOURS)
    has_tie = len(ranked) > colours and counts[ranked[colours - 1]] == counts[ranked[colours]]
    if not has_tie or colouring.column is not dataset.index.post_country:
        return ranked
    arrivals = dataset.index.destination_country.count_by_value(dataset.index.is_defection)
    return sorted(counts, key=lambda value: (-counts[value], -arrivals.get(value, 0)))
