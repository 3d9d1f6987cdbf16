"""Say what an export shows and where it is from: the filters in words, n of N, the credits, the date of the data."""

from collections.abc import Sequence
from datetime import date

import numpy as np

from dashboard.dataset import Dataset, dates, wording
from dashboard.selection import Selection, count_phrases, counts, in_words, mask

BASEMAP = "Basemap: United Nations, by way of plotly.js."
PLACES = "Places: GeoNames (CC BY 4.0)."


def statement(dataset: Dataset, selection: Selection) -> list[str]:
    """Return what is shown in numbers, and by which filters."""
    words = in_words(selection, dataset).values()
    return [
        "; ".join(count_phrases(counts(mask(selection, dataset), dataset))),
        f"Filter: {'; '.join(words)}" if words else "All events, no filter",
    ]


def sources_line(sources: Sequence[str], most: int) -> str:
    """Return the line of the sources that are cited, of `most` of them by name."""
    more = [f"{len(sources) - most:,} more"] if len(sources) > most else []
    return f"Sources: {'; '.join([*sources[:most], *more]) or 'none'}."


def credits_of(dataset: Dataset, kept: np.ndarray, basemap: bool) -> list[str]:
    """Return the credits of what a mask keeps: of the basemap, if there is one, and of the places; and of the data."""
    drawn = dataset.frames.locations.loc[lambda at: at["event"].isin(np.flatnonzero(kept)) & at["latitude"].notna()]
    credited = any(dataset.records.places[place].geonames for place in drawn["place"].unique())
    of_map = " ".join([BASEMAP] + [PLACES] * credited)
    return [of_map] * basemap + [version(dataset)]


def version(dataset: Dataset) -> str:
    """Say which data these are: up to which day their sources go, and the first digits of the hash of their file."""
    newest = newest_source(dataset)
    until = f"Data to {wording.in_words(dates.parse(newest.isoformat()))}; event file" if newest else "Event file"
    return f"{until} SHA-256 {dataset.sha256[:12]}."


def newest_source(dataset: Dataset) -> date | None:
    """Return the last day on which a source of the file may have been published."""
    issued = [dates.parse(source.issued).latest for source in dataset.records.sources.values() if source.issued]
    return max((day for day in issued if day), default=None)
