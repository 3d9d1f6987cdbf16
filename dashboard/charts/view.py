"""The selected events as both charts draw them: coloured alike, some of them marked."""

from collections import namedtuple
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from dashboard.charts.text_metrics import truncated
from dashboard.charts.theme import OTHER, PALETTE, STATUS_COLOURS
from dashboard.dataset import Dataset
from dashboard.dataset.countries import country_names
from dashboard.dataset.index import CategoricalColumn
from dashboard.dataset.vocabulary import STATUS_LABELS
from dashboard.selection import Selection, ViewOptions

_MAX_NAME = 40
"""Characters of a category's name: the names of all countries have room."""

_REST_NAMES = {"country": "Other or not known", "rank": "Other or not stated", "status": "Other"}


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
    colour: str  # "#rrggbb"


@dataclass(frozen=True, eq=False)
class ChartView:
    """The selected events as both charts draw them."""

    selection: Selection
    categories: tuple[Category, ...]  # in legend order; the last collects the rest
    category_index: np.ndarray  # (n selected events,), into `categories`
    width: int  # px
    marked: frozenset[str]  # ids of selected events

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

    def only(self, mask: np.ndarray) -> "ChartView":
        """Return the view of some of its events: bool, shape (n selected events,)."""
        return replace(self, selection=self.selection.only(self.rows[mask]), category_index=self.category_index[mask])


def chart_view(selection: Selection, options: ViewOptions, width: int) -> ChartView:
    """Colour the selected events by country, rank or status.

    Categories come from the whole dataset, so an event keeps its colour under every filter.
    """
    dataset = selection.dataset
    column = _coloured_column(dataset, options.colour_by)
    categories = _categories(dataset, options.colour_by, column)
    number_of = {key: n for n, key in enumerate(categories)}
    rest = len(categories)
    numbers = np.array([*(number_of.get(key, rest) for key in column.values), rest])
    row_by_id = dataset.index.row_by_id if options.marked else {}
    return ChartView(
        selection,
        (*categories.values(), Category(_REST_NAMES[options.colour_by], OTHER)),
        numbers[column.codes[selection.rows]],
        width,
        frozenset(key for key in options.marked if key in row_by_id and selection.mask[row_by_id[key]]),
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


def _coloured_column(dataset: Dataset, colour_by: str) -> CategoricalColumn:
    """Return what each event is coloured by; several persons count by the rank of the first who has one."""
    index = dataset.index
    return {"country": index.post_country, "rank": index.first_rank, "status": index.status}[colour_by]


def _categories(dataset: Dataset, colour_by: str, column: CategoricalColumn) -> dict[str, Category]:
    """Return the categories that have a colour of their own, in legend order: at most as many as the palette has."""
    if colour_by == "status":
        return {status: Category(STATUS_LABELS[status], colour) for status, colour in STATUS_COLOURS.items()}
    numbers = column.count_by_value(dataset.index.is_defection)
    most_frequent = set(sorted(numbers, key=lambda key: -numbers[key])[: len(PALETTE)])
    names = country_names() if colour_by == "country" else {r: it.label for r, it in dataset.records.ranks.items()}
    ordered = [(key, name) for key, name in names.items() if key in most_frequent]
    return {
        key: Category(truncated(name, _MAX_NAME), colour) for (key, name), colour in zip(ordered, PALETTE, strict=False)
    }
