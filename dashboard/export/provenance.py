"""Describe an export in words: counts, filters, sources, credits and the version of its data."""

from collections.abc import Sequence
from datetime import date

from dashboard.dataset import Dataset, date_words, edtf
from dashboard.dataset.edtf import EdtfDate
from dashboard.dataset.labels import source_text
from dashboard.dataset.schema import Source
from dashboard.dataset.text import isolated, visible
from dashboard.selection import Selection

BASEMAP_CREDIT = "Basemap: United Nations, via plotly.js."
PLACES_CREDIT = "Places: GeoNames (CC BY 4.0)."

MAX_NAMED_SOURCES = 60
"""How many sources an export names where it has room, as in the description of a picture."""


def counts_and_filters(selection: Selection) -> list[str]:
    """Return two lines: the numbers of what is shown and how sure it is; the filters."""
    words = selection.filter_words.values()
    return [
        "; ".join([*selection.count_phrases, *selection.status_phrases]),
        f"Filter: {'; '.join(words)}" if words else "All events, no filter",
    ]


def title_and_description(selection: Selection, title: str, chart_name: str, with_basemap: bool) -> tuple[str, str]:
    """Return a title with the chart and, as a description, counts and filters, the sources and the credits."""
    parts = [
        *(f"{line}." for line in counts_and_filters(selection)),
        sources_line(source_names(selection), MAX_NAMED_SOURCES),
        *credit_lines(selection, with_basemap),
    ]
    return visible(f"{title}: {chart_name.lower()}"), visible(" ".join(parts))


def source_names(selection: Selection) -> list[str]:
    """Return the sources that the selected events cite, each with its date: `The Korea Herald, 26 August 2016`."""
    sources = selection.dataset.records.sources
    return list(dict.fromkeys(_text_within_line(sources[key]) for key in selection.source_ids))


def _text_within_line(source: Source) -> str:
    """Return a source in words; a name from right to left keeps apart from its date."""
    return source_text(source).replace(source.name, isolated(source.name), 1)


def sources_line(sources: Sequence[str], max_named: int) -> str:
    """Return one line that names the first sources and says how many more there are."""
    if sources and not max_named:
        return f"Sources: {len(sources):,}, not listed here."
    more = [f"{len(sources) - max_named:,} more"] if len(sources) > max_named else []
    return f"Sources: {'; '.join([*sources[:max_named], *more]) or 'none'}."


def credit_lines(selection: Selection, with_basemap: bool) -> list[str]:
    """Return the credits: of a map, its basemap and the gazetteer of the places on it; then the version of the data."""
    lines = [data_version(selection.dataset)]
    if with_basemap:
        places = selection.dataset.records.places
        locations = selection.locations
        on_map = locations.loc[locations["latitude"].notna(), "place"].unique()
        has_gazetteer = any(places[place].geonames for place in on_map)
        lines.insert(0, f"{BASEMAP_CREDIT} {PLACES_CREDIT}" if has_gazetteer else BASEMAP_CREDIT)
    return lines


def data_version(dataset: Dataset) -> str:
    """Return the date of the newest source, and the first digits of the hash of the event file."""
    newest = newest_source_date(dataset)
    if newest:
        return f"Newest source: {date_words.issued_in_words(newest.text)}. Event file: SHA-256 {dataset.sha256[:12]}."
    return f"Event file: SHA-256 {dataset.sha256[:12]}."


def newest_source_date(dataset: Dataset) -> EdtfDate | None:
    """Return when the newest source of the file was published; of two that end on the same day, the more exact date."""
    dates = [edtf.parse(source.issued) for source in dataset.records.sources.values() if source.issued]
    ended = [(issued.latest, issued.earliest or date.min, issued) for issued in dates if issued.latest]
    return max(ended, key=lambda end: end[:2])[2] if ended else None
