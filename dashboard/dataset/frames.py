"""Records → tidy pandas frames. Their columns and types are fixed here and nowhere else."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from dashboard.dataset.labels import event_label, person_label, source_text
from dashboard.dataset.lookup import lookup_of
from dashboard.dataset.rows import Row, event_rows
from dashboard.dataset.schema import Context, Defection, EventFile, Place, Rank, Source
from dashboard.dataset.search import search_text

__all__ = [
    "COLUMNS",
    "EVENT_COLUMNS",
    "Frames",
    "Tabulation",
    "dtype_of",
    "event_label",
    "frames",
    "person_label",
    "source_text",
]

EVENT_COLUMNS = (
    "id", "type", "title", "name", "rank", "rank_as_stated", "position", "organisation", "origin", "post_country",
    "post_place", "post_mission", "destination_status", "destination_country", "destination_place", "accompanied_by",
    "status", "credibility", "date_kind", "date", "date_earliest", "date_latest", "date_precision", "latitude",
    "longitude", "place_precision", "citations",
)  # fmt: skip
"""One row an event, in the order of the file; missing where nothing is known. Dates are those of the first milestone,
degrees those of the post, or of a context event's only place."""

MILESTONE_COLUMNS = (
    "event", "kind", "date", "earliest", "latest", "core_earliest", "core_latest", "qualifier", "precision", "rival",
    "by", "stance", "place", "note", "source_ids", "sources", "citations",
)  # fmt: skip
"""One row a dated claim; `event` is the row number of its event. `earliest` and `latest` are days, both included,
missing where open; `core_*` the same before an approximate date is widened. `citations` name sources and paragraphs."""

LOCATION_COLUMNS = ("event", "role", "place", "name", "country", "latitude", "longitude", "precision")
"""One row for each place that an event has: `role` is post, destination or context."""

PERSON_COLUMNS = ("event", "rank")
"""One row a person."""

CITED_COLUMNS = ("event", "source")
"""One row for each source that an event or a claim of it cites, in the order of citing; `source` is its id."""


COLUMNS: dict[str, tuple[str, ...]] = {
    "events": (*EVENT_COLUMNS, "label"),
    "milestones": MILESTONE_COLUMNS,
    "locations": LOCATION_COLUMNS,
    "persons": PERSON_COLUMNS,
    "cited": CITED_COLUMNS,
}
"""The columns of each frame, by its name."""


@dataclass(frozen=True)
class Frames:
    """The frames of an event file, and the text that each event is searched by.

    `events` has the columns of `EVENT_COLUMNS`, and `label`: what an event is called in a chart.
    """

    events: pd.DataFrame
    milestones: pd.DataFrame
    locations: pd.DataFrame
    persons: pd.DataFrame
    cited: pd.DataFrame
    searched: pd.Series  # folded text, one an event


def frames(records: EventFile) -> Frames:
    """Return the frames of an event file, each with its rows in the order of the file."""
    tabulation = Tabulation(records.sources, records.places, records.ranks)
    for event in records.events:
        tabulation.add(event)
    return tabulation.frames()


class Tabulation:
    """A builder of frames: it takes events one by one, in the order of the file.

    The reader does not keep events after it has checked them, so their rows are gathered here.
    """

    def __init__(self, sources: dict[str, Source], places: dict[str, Place], ranks: dict[str, Rank]) -> None:
        """Take what the events refer to, by id."""
        self._lookup = lookup_of(sources, places, ranks)
        self._rows: dict[str, list[Row]] = {name: [] for name in COLUMNS}
        self._search_texts: list[str] = []

    def add(self, event: Defection | Context) -> None:
        """Add the rows of the next event."""
        for name, rows in event_rows(len(self._search_texts), event, self._lookup).items():
            self._rows[name] += rows
        self._search_texts.append(search_text(event, self._lookup))

    def frames(self) -> Frames:
        """Return the frames of all events added so far."""
        made = {name: _frame(rows, COLUMNS[name]) for name, rows in self._rows.items()}
        return Frames(**made, searched=pd.Series(_column(self._search_texts, "str")))


_DTYPES = {
    "event": "int64",
    "credibility": "Int64",
    "rival": "bool",
    **dict.fromkeys(("latitude", "longitude"), "float64"),
    # Seconds reach the years 1 to 9999; nanoseconds do not.
    **dict.fromkeys(
        ("date_earliest", "date_latest", "earliest", "latest", "core_earliest", "core_latest"), "datetime64[s]"
    ),
}
"""The types of the columns that are no text."""


def dtype_of(column: str) -> str:
    """Return the type of a column by its name."""
    return _DTYPES.get(column, "str")


def _frame(rows: Sequence[tuple[Any, ...]], columns: Sequence[str]) -> pd.DataFrame:
    values = zip(*rows, strict=True) if rows else ((),) * len(columns)
    return pd.DataFrame(
        {name: _column(list(given), dtype_of(name)) for name, given in zip(columns, values, strict=True)}
    )


def _column(values: list[Any], dtype: str) -> Any:
    if dtype == "datetime64[s]":
        return np.array(values, dtype="int64").view("datetime64[D]").astype(dtype)
    if dtype == "str":
        return pd.array(pa.array(values, pa.large_string()), dtype=dtype)  # pandas alone takes five times as long
    return pd.array(values, dtype="Int64") if dtype == "Int64" else pd.Series(values, dtype=dtype)
