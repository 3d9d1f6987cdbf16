"""The rows that a selection keeps, coloured and labelled alike for both charts."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd

from dashboard.charts.style import OTHER, PALETTE, STATUS_COLOURS
from dashboard.dataset import Dataset
from dashboard.dataset.countries import country_names
from dashboard.dataset.frames import event_label

COLOUR_BY = {"country": "Country", "rank": "Rank", "status": "Status"}
"""What colour can stand for, and what a reader calls it."""


@dataclass(frozen=True)
class View:
    """Everything that a chart draws.

    `events` has the columns of the events frame and `label`, `category` (what colour stands for, in words), `colour`
    and `order` (the place of the category in a legend); its index is the row number in the file, to which `milestones`
    and `locations` refer. `width` is that of the figure, in pixels.
    """

    events: pd.DataFrame
    milestones: pd.DataFrame
    locations: pd.DataFrame
    width: int
    marked: frozenset[str] = field(default_factory=frozenset)

    def dims(self, ids: Iterable[str]) -> bool:
        """Return whether these events stand back because others are marked."""
        return bool(self.marked) and self.marked.isdisjoint(ids)


def in_order(events: pd.DataFrame) -> pd.DataFrame:
    """Return events as cards and tables list them: defections in order of time, then context, the undated last."""
    keys = {"context": events["type"] == "context", "when": events["date_earliest"].fillna(events["date_latest"])}
    return events.assign(**keys).sort_values([*keys, "id"], na_position="last")


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
    frames = dataset.frames
    shown = np.flatnonzero(kept)
    events = frames.events.iloc[shown]
    scale = _scale(dataset, colour_by)
    rest = (_REST[colour_by], OTHER, len(scale))
    looks = [scale.get(key, rest) for key in _keys(events, colour_by).tolist()]
    events = events.assign(
        label=[event_label(dataset.records.events[i]) for i in shown],
        category=[look[0] for look in looks],
        colour=[look[1] for look in looks],
        order=[look[2] for look in looks],
    )
    return View(
        events=events,
        milestones=frames.milestones[frames.milestones["event"].isin(shown)],
        locations=frames.locations[frames.locations["event"].isin(shown)],
        width=width,
        marked=marked & frozenset(events["id"]),
    )


_REST = {"country": "Other or not known", "rank": "Other or not stated", "status": "Other"}


def _keys(events: pd.DataFrame, colour_by: str) -> pd.Series:
    """Return what each event is coloured by; several persons count by the rank of the first."""
    if colour_by == "rank":
        return events["rank"].str.replace("; .*", "", regex=True)  # of nothing but missing values, no list has a first
    return events["post_country" if colour_by == "country" else "status"]


def _scale(dataset: Dataset, colour_by: str) -> dict[str, tuple[str, str, int]]:
    """Return label, colour and order of each category, for as many as the palette has colours."""
    if colour_by == "status":
        pairs = [(status, status.capitalize()) for status in STATUS_COLOURS]
        colours: Iterable[str] = STATUS_COLOURS.values()
    else:
        events = dataset.frames.events
        most = _keys(events[events["type"] == "defection"], colour_by).value_counts().index[: len(PALETTE)]
        names = country_names() if colour_by == "country" else {r: it.label for r, it in dataset.records.ranks.items()}
        pairs = [(key, name) for key, name in names.items() if key in most]
        colours = PALETTE[: len(pairs)]
    return {key: (name, colour, n) for n, ((key, name), colour) in enumerate(zip(pairs, colours, strict=True))}
