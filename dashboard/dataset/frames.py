"""Records → tidy pandas frames. Their columns and types are fixed here and nowhere else."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from dashboard.dataset.lookup import lookup_of
from dashboard.dataset.rows import Row, event_rows
from dashboard.dataset.schema import Context, Defection, Place, Rank, Source
from dashboard.dataset.search import search_row

EVENT_COLUMNS = (
    "id", "type", "title", "name", "rank", "rank_as_stated", "position", "organisation", "origin", "post_country",
    "post_place", "post_mission", "destination_status", "destination_country", "destination_place", "accompanied_by",
    "status", "credibility", "date_kind", "date", "date_earliest", "date_latest", "date_precision", "latitude",
    "longitude", "place_precision", "citations", "summary", "places", "source_urls", "conflicting_reports",
)  # fmt: skip
"""One row an event, in the order of the file; missing where nothing is known.

Dates are those of the first milestone, which places an event in time: `date` in EDTF, `date_earliest` and `date_latest`
as days, both included. `latitude` and `longitude` (degrees, WGS 84) are those of the post, or of a context event's only
place; `place_precision` follows the UCDP GED codebook, `credibility` the Admiralty scale, countries are ISO 3166-1
alpha-2 codes. `places` are those of context, `conflicting_reports` their number. Several values of a cell are joined by
`; `."""

MILESTONE_COLUMNS = (
    "event", "kind", "date", "earliest", "latest", "core_earliest", "core_latest", "qualifier", "precision", "rival",
    "by", "stance", "place", "note", "source_ids", "sources", "citations", "urls", "paragraphs",
)  # fmt: skip
"""One row a claim; `event` is the row number of its event, as in all frames below.

`date` is EDTF; `earliest` and `latest` are days, both included, missing where open; `core_earliest` and `core_latest`
are the same without the margin of an approximate date. `source_ids`, `sources` (names), `citations` (names, dates and
paragraphs), `urls` (of the sources) and `paragraphs` are joined by `; `."""

LOCATION_COLUMNS = ("event", "role", "place", "name", "country", "latitude", "longitude", "precision")
"""One row for each place of an event: `role` is post, destination or context, `place` the id; degrees are WGS 84."""

PERSON_COLUMNS = ("event", "rank")
"""One row a person; `rank` is the id of the rank."""

CITED_COLUMNS = ("event", "source")
"""One row for each source that an event or one of its claims cites, in that order; `source` is its id."""

SEARCH_COLUMNS = ("text", "name_keys")
"""One row an event: the text by which it is found, folded, and the keys of Korean names in it (see `search`)."""

COLUMNS: dict[str, tuple[str, ...]] = {
    "events": (*EVENT_COLUMNS, "label"),
    "milestones": MILESTONE_COLUMNS,
    "locations": LOCATION_COLUMNS,
    "persons": PERSON_COLUMNS,
    "cited": CITED_COLUMNS,
    "search": SEARCH_COLUMNS,
}
"""The columns of each frame, by its name."""


_DTYPES = {  # of the columns that do not hold text
    "event": "int64",
    "conflicting_reports": "int64",
    "credibility": "Int64",
    "rival": "bool",
    **dict.fromkeys(("latitude", "longitude"), "float64"),
    # Seconds reach the years 1 to 9999; nanoseconds do not.
    **dict.fromkeys(
        ("date_earliest", "date_latest", "earliest", "latest", "core_earliest", "core_latest"), "datetime64[s]"
    ),
}


def dtype_of(column: str) -> str:
    """Return the type of a column in every frame that has it."""
    return _DTYPES.get(column, "str")


@dataclass(frozen=True)
class Frames:
    """An event file as tidy frames, whose columns are those of `COLUMNS`.

    `events` has those of `EVENT_COLUMNS`, and `label`: what the event is called in a chart.
    """

    events: pd.DataFrame
    milestones: pd.DataFrame
    locations: pd.DataFrame
    persons: pd.DataFrame
    cited: pd.DataFrame
    search: pd.DataFrame


class Tabulation:
    """A builder of frames: it takes events one by one, in the order of the file.

    The reader does not keep events after it has checked them, so their rows are gathered here.
    """

    def __init__(self, sources: dict[str, Source], places: dict[str, Place], ranks: dict[str, Rank]) -> None:
        """Take what the events refer to, by id."""
        self._lookup = lookup_of(sources, places, ranks)
        self._rows: dict[str, list[Row]] = {name: [] for name in COLUMNS}

    def add(self, event: Defection | Context) -> None:
        """Add the rows of the next event."""
        for name, rows in event_rows(len(self._rows["events"]), event, self._lookup).items():
            self._rows[name] += rows
        self._rows["search"].append(search_row(event, self._lookup))

    def frames(self) -> Frames:
        """Return the frames of all events added so far."""
        return Frames(**{name: _frame(rows, COLUMNS[name]) for name, rows in self._rows.items()})


def _frame(rows: Sequence[Row], columns: Sequence[str]) -> pd.DataFrame:
    values = zip(*rows, strict=True) if rows else ((),) * len(columns)
    return pd.DataFrame(
        {name: _column(list(given), dtype_of(name)) for name, given in zip(columns, values, strict=True)}
    )


def _column(values: list[Any], dtype: str) -> Any:
    """Return values as an array of a type that a frame takes; days are given as numbers of days from 1970-01-01."""
    if dtype == "datetime64[s]":
        return np.array(values, dtype="int64").view("datetime64[D]").astype(dtype)
    if dtype == "str":
        return pd.array(pa.array(values, pa.large_string()), dtype=dtype)  # pandas alone takes five times as long
    return pd.array(values, dtype="Int64") if dtype == "Int64" else pd.Series(values, dtype=dtype)
