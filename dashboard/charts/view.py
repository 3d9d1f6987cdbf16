"""The rows that a selection keeps, coloured and labelled alike for both charts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd

from dashboard.charts.theme import OTHER, PALETTE, STATUS_COLOURS, shortened
from dashboard.dataset import Dataset
from dashboard.dataset.countries import country_names
from dashboard.dataset.index import CategoricalColumn

COLOUR_BY = {"country": "Country", "rank": "Rank", "status": "Status"}
"""What colour can stand for, and what a reader calls it."""

_NAME = 40
"""Letters of a category's name: the names of all countries have room."""


@dataclass(frozen=True)
class Look:
    """A category of what colour stands for: what it is called, in words as short as a legend has, and its colour."""

    name: str
    colour: str


@dataclass(frozen=True)
class View:
    """Everything that a chart draws.

    `rows` are the row numbers of the events in the file; `order` holds, for each of them, the number of its category
    among `looks`, which are in the order of a legend. `width` is that of the figure, in pixels.
    """

    dataset: Dataset
    rows: np.ndarray
    order: np.ndarray
    looks: tuple[Look, ...]
    width: int
    marked: frozenset[str] = frozenset()

    @cached_property
    def events(self) -> pd.DataFrame:
        """The rows of the events frame, with `category` and `colour` of their look, and `order`: for a few events."""
        events: pd.DataFrame = self.dataset.frames.events.iloc[self.rows]
        return events.assign(
            category=[self.looks[n].name for n in self.order],
            colour=[self.looks[n].colour for n in self.order],
            order=self.order,
        )

    @cached_property
    def milestones(self) -> pd.DataFrame:
        """The rows of the milestones frame; their `event` is the index of `events`."""
        return self._of(self.dataset.frames.milestones)

    @cached_property
    def locations(self) -> pd.DataFrame:
        """The rows of the locations frame; their `event` is the index of `events`."""
        return self._of(self.dataset.frames.locations)

    def _of(self, frame: pd.DataFrame) -> pd.DataFrame:
        rows: pd.DataFrame = frame[self.kept[frame["event"].to_numpy()]]
        return rows

    @cached_property
    def kept(self) -> np.ndarray:
        """Whether each event of the file is one of these."""
        kept = np.zeros(len(self.dataset.frames.events), dtype=bool)
        kept[self.rows] = True
        return kept

    def in_order(self) -> np.ndarray:
        """Return `rows` as cards and tables list them: defections in order of time, then context, the undated last."""
        order = self.dataset.index.display_order
        return np.asarray(order[self.kept[order]])

    def colours(self, rows: Sequence[int]) -> dict[int, str]:
        """Return the colours of some of `rows`."""
        order = self.order[np.searchsorted(self.rows, rows)]
        return {row: self.looks[n].colour for row, n in zip(rows, order, strict=True)}

    def dims(self, ids: Iterable[str]) -> bool:
        """Return whether these events stand back because others are marked."""
        return bool(self.marked) and self.marked.isdisjoint(ids)


def rows(frame: pd.DataFrame, *columns: str) -> list[Any]:
    """Return the rows of a frame as plain objects, for drawing one by one; missing values are None.

    Days become numbers, counted from 1970-01-01.
    """
    names = columns or tuple(frame.columns)
    values = []
    for name in names:
        column = frame[name]
        if column.dtype.kind == "M":
            days: Any = column.to_numpy("datetime64[D]").astype("int64")
        else:
            days = column
        missing = column.isna().tolist()
        values.append([None if no else value for value, no in zip(days.tolist(), missing, strict=True)])
    return [
        SimpleNamespace(index=index, **dict(zip(names, row, strict=True)))
        for index, *row in zip(frame.index.tolist(), *values, strict=True)
    ]


def view(dataset: Dataset, kept: np.ndarray, colour_by: str, width: int, marked: frozenset[str] = frozenset()) -> View:
    """Return what the charts draw of the events that a mask keeps.

    Colours are dealt out over the whole file, so that no filter changes them.
    """
    rows = np.flatnonzero(kept)
    column = _column(dataset, colour_by)
    scale = _scale(dataset, colour_by, column)
    number = {key: n for n, key in enumerate(scale)}
    numbers = np.array([*(number.get(key, len(scale)) for key in column.values), len(scale)])
    row_of = dataset.index.row_by_id if marked else {}
    shown = frozenset(key for key in marked if key in row_of and kept[row_of[key]])
    return View(
        dataset, rows, numbers[column.codes[rows]], (*scale.values(), Look(_REST[colour_by], OTHER)), width, shown
    )


_REST = {"country": "Other or not known", "rank": "Other or not stated", "status": "Other"}


def _column(dataset: Dataset, colour_by: str) -> CategoricalColumn:
    """Return what each event is coloured by; several persons count by the rank of the first who has one."""
    index = dataset.index
    return {"country": index.post_country, "rank": index.first_rank, "status": index.status}[colour_by]


def _scale(dataset: Dataset, colour_by: str, column: CategoricalColumn) -> dict[str, Look]:
    """Return the look of each category in the order of a legend, of as many as the palette has colours."""
    if colour_by == "status":
        return {status: Look(status.capitalize(), colour) for status, colour in STATUS_COLOURS.items()}
    most = sorted(column.count_by_value(dataset.index.is_defection).items(), key=lambda pair: -pair[1])[: len(PALETTE)]
    names = country_names() if colour_by == "country" else {r: it.label for r, it in dataset.records.ranks.items()}
    ordered = [(key, name) for key, name in names.items() if key in dict(most)]
    return {key: Look(shortened(name, _NAME), colour) for (key, name), colour in zip(ordered, PALETTE, strict=False)}
