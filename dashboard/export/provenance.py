"""Say what an export shows and where it is from: the filters in words, n of N, the credits, the date of the data."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np

from dashboard.dataset import Dataset, date_words, edtf
from dashboard.dataset.edtf import EdtfDate
from dashboard.dataset.frames import source_text
from dashboard.dataset.text import visible
from dashboard.dataset.vocabulary import STATUSES
from dashboard.selection.selection import Selection, count_phrases, counts, in_words, label, mask

BASEMAP = "Basemap: United Nations, by way of plotly.js."
PLACES = "Places: GeoNames (CC BY 4.0)."

MOST_NAMED = 60
"""How many sources are named at most where there is room, as in the description of a picture."""


def statement(dataset: Dataset, selection: Selection) -> list[str]:
    """Return what is shown in numbers and how sure it is, and by which filters."""
    words = in_words(selection, dataset).values()
    kept = mask(selection, dataset)
    return [
        "; ".join([*count_phrases(counts(kept, dataset)), *status_phrases(dataset, statuses(dataset, kept))]),
        f"Filter: {'; '.join(words)}" if words else "All events, no filter",
    ]


def statuses(dataset: Dataset, kept: np.ndarray) -> Counter[str]:
    """Return how many of the defections of a mask have which status."""
    return Counter(dataset.index.status.count_by_value(kept & dataset.index.is_defection))


def status_phrases(dataset: Dataset, numbers: Mapping[str, int]) -> list[str]:
    """Say how sure defections are, unless all are confirmed: `1 confirmed, 2 reported`."""
    said = [f"{numbers[it]:,} {label('status', it, dataset).lower()}" for it in STATUSES if numbers.get(it)]
    return [", ".join(said)] if any(n and it != STATUSES[0] for it, n in numbers.items()) else []


def caption(dataset: Dataset, selection: Selection, called: str, basemap: bool) -> tuple[str, str]:
    """Return title and description of a picture: what it is called, and what it states in its small print."""
    kept = mask(selection, dataset)
    said = [
        *(f"{line}." for line in statement(dataset, selection)),
        sources_line(sources_of(dataset, kept), MOST_NAMED),
    ]
    return (
        visible(f"{dataset.records.title}: {called.lower()}"),
        visible(" ".join([*said, *credits_of(dataset, kept, basemap)])),
    )


def cited(dataset: Dataset, kept: np.ndarray) -> list[str]:
    """Return the ids of the sources that the events of a mask cite, in the order of citing."""
    citing = dataset.frames.cited
    return list(citing.loc[kept[citing["event"].to_numpy()], "source"].unique())


def sources_of(dataset: Dataset, kept: np.ndarray) -> list[str]:
    """Return the sources that the events of a mask cite, in words: `The Korea Herald, 26 August 2016`."""
    return list(dict.fromkeys(source_text(dataset.records.sources[key]) for key in cited(dataset, kept)))


def sources_line(sources: Sequence[str], most: int) -> str:
    """Return the line of the sources that are cited, of `most` of them by name."""
    if sources and not most:
        return f"Sources: {len(sources):,}, not named here."
    more = [f"{len(sources) - most:,} more"] if len(sources) > most else []
    return f"Sources: {'; '.join([*sources[:most], *more]) or 'none'}."


def credits_of(dataset: Dataset, kept: np.ndarray, basemap: bool) -> list[str]:
    """Return the credits of what a mask keeps: of the basemap, if there is one, and of the places; and of the data."""
    drawn = dataset.frames.locations.loc[lambda at: kept[at["event"].to_numpy()] & at["latitude"].notna().to_numpy()]
    credited = any(dataset.records.places[place].geonames for place in drawn["place"].unique())
    of_map = " ".join([BASEMAP] + [PLACES] * credited)
    return [of_map] * basemap + [version(dataset)]


def version(dataset: Dataset) -> str:
    """Say which data these are: up to which day their sources go, and the first digits of the hash of their file."""
    newest = newest_source(dataset)
    until = f"Data to {date_words.in_words(newest)}; event file" if newest else "Event file"
    return f"{until} SHA-256 {dataset.sha256[:12]}."


def newest_source(dataset: Dataset) -> EdtfDate | None:
    """Return when the newest source of the file was published, as exactly as the file says: of two, the more exact."""
    issued = [edtf.parse(source.issued) for source in dataset.records.sources.values() if source.issued]
    ended = [(it.latest, it.earliest or date.min, it) for it in issued if it.latest]
    return max(ended, key=lambda of: of[:2])[2] if ended else None
