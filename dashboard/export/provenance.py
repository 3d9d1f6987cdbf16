"""Say what an export shows and where it is from: the filters in words, n of N, the credits, the date of the data."""

from collections.abc import Sequence
from datetime import date

from dashboard.dataset import Dataset, date_words, edtf
from dashboard.dataset.edtf import EdtfDate
from dashboard.dataset.labels import source_text
from dashboard.dataset.text import visible
from dashboard.selection import Selection

BASEMAP_CREDIT = "Basemap: United Nations, by way of plotly.js."
PLACES_CREDIT = "Places: GeoNames (CC BY 4.0)."

MAX_NAMED_SOURCES = 60
"""How many sources are named at most where there is room, as in the description of a picture."""


def statement(selection: Selection) -> list[str]:
    """Return what is shown in numbers and how sure it is, and by which filters."""
    words = selection.filter_words.values()
    return [
        "; ".join([*selection.count_phrases, *selection.status_phrases]),
        f"Filter: {'; '.join(words)}" if words else "All events, no filter",
    ]


def caption(selection: Selection, chart_name: str, with_basemap: bool) -> tuple[str, str]:
    """Return title and description of a picture: what it is called, and what it states in its small print."""
    parts = [
        *(f"{line}." for line in statement(selection)),
        sources_line(source_names(selection), MAX_NAMED_SOURCES),
        *credit_lines(selection, with_basemap),
    ]
    title = f"{selection.dataset.records.title}: {chart_name.lower()}"
    return visible(title), visible(" ".join(parts))


def source_names(selection: Selection) -> list[str]:
    """Return the sources that the selected events cite, in words: `The Korea Herald, 26 August 2016`."""
    sources = selection.dataset.records.sources
    return list(dict.fromkeys(source_text(sources[key]) for key in selection.source_ids))


def sources_line(sources: Sequence[str], most: int) -> str:
    """Return the line of the sources that are cited, of `most` of them by name."""
    if sources and not most:
        return f"Sources: {len(sources):,}, not named here."
    more = [f"{len(sources) - most:,} more"] if len(sources) > most else []
    return f"Sources: {'; '.join([*sources[:most], *more]) or 'none'}."


def credit_lines(selection: Selection, with_basemap: bool) -> list[str]:
    """Return the credits of what is selected: of the basemap, if there is one, and of the places; and of the data."""
    places = selection.dataset.records.places
    locations = selection.locations
    drawn = locations.loc[locations["latitude"].notna(), "place"].unique()
    of_map = [BASEMAP_CREDIT, *([PLACES_CREDIT] if any(places[place].geonames for place in drawn) else [])]
    return [*([" ".join(of_map)] if with_basemap else []), data_version(selection.dataset)]


def data_version(dataset: Dataset) -> str:
    """Say which data these are: up to which day their sources go, and the first digits of the hash of their file."""
    newest = newest_source(dataset)
    until = f"Data to {date_words.in_words(newest)}; event file" if newest else "Event file"
    return f"{until} SHA-256 {dataset.sha256[:12]}."


def newest_source(dataset: Dataset) -> EdtfDate | None:
    """Return when the newest source of the file was published, as exactly as the file says: of two, the more exact."""
    issued = [edtf.parse(source.issued) for source in dataset.records.sources.values() if source.issued]
    ended = [(it.latest, it.earliest or date.min, it) for it in issued if it.latest]
    return max(ended, key=lambda of: of[:2])[2] if ended else None
