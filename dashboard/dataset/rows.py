"""One event → its rows in each frame, as tuples in the order of the frame's columns (see `frames`)."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, TypeAlias

import numpy as np

from dashboard.dataset import edtf
from dashboard.dataset.calendar_days import day_number
from dashboard.dataset.labels import citation_text, event_label
from dashboard.dataset.lookup import Lookup
from dashboard.dataset.paragraphs import merge_citations
from dashboard.dataset.schema import Citation, Context, Defection, Milestone

Row: TypeAlias = tuple[Any, ...]

NO_DAY = int(np.datetime64("NaT").astype("int64"))
"""Stands for a day that is open or not known, among days counted from 1970-01-01."""


def event_rows(number: int, event: Defection | Context, lookup: Lookup) -> dict[str, list[Row]]:
    """Return the rows of an event, by the name of the frame; `number` is the row number of the event itself."""
    places = event_places(event)
    cited = [*event.citations, *(citation for claim in event.milestones for citation in claim.citations)]
    persons = event.persons if isinstance(event, Defection) else ()
    return {
        "events": [_event_row(event, places, cited, lookup)],
        "milestones": [(number, *_milestone_cells(claim, lookup)) for claim in event.milestones],
        "locations": [(number, role, place, *_place_cells(place, lookup)) for role, place in places],
        "persons": [(number, person.rank) for person in persons],
        "cited": [(number, source) for source in dict.fromkeys(citation.source for citation in cited)],
    }


def event_places(event: Defection | Context) -> list[tuple[str, str]]:
    """Return the places of an event, as role (`post`, `destination` or `context`) and id."""
    if isinstance(event, Context):
        return [("context", place) for place in dict.fromkeys(event.places)]
    roles = (("post", event.post.place), ("destination", event.destination.place))
    return [(role, place) for role, place in roles if place]


def _event_row(event: Defection | Context, places: list[tuple[str, str]], cited: list[Citation], lookup: Lookup) -> Row:
    first = event.milestones[0] if event.milestones else None
    earliest, latest, *_, precision = _date_cells(first.date if first else None)
    stands_at = [place for role, place in places if role != "destination"]
    point = lookup.places[stands_at[0]] if len(stands_at) == 1 else None
    return (
        event.id,
        event.type,
        event.title,
        *(_defection_cells(event, lookup) if isinstance(event, Defection) else (None,) * 13),
        event.status,
        event.credibility,
        first and first.kind,
        first and first.date,
        earliest,
        latest,
        precision,
        point and point.lat,
        point and point.lon,
        point and point.precision,
        _joined(_citation_texts(cited, lookup)),
        event.summary,
        _joined([lookup.places[place].name for role, place in places if role == "context"]),
        _joined([lookup.source_urls[citation.source] for citation in cited]),
        event.conflicting_reports,
        event_label(event),
    )


def _defection_cells(event: Defection, lookup: Lookup) -> Row:
    persons, post, destination = event.persons, event.post, event.destination
    return (
        _joined([person.name for person in persons]),
        _joined([person.rank for person in persons]),
        _joined([person.rank_as_stated for person in persons]),
        _joined([person.position for person in persons]),
        _joined([person.organisation for person in persons]),
        event.origin,
        _country(post.place, post.country, lookup),
        post.place and lookup.places[post.place].name,
        post.mission,
        destination.status,
        _country(destination.place, destination.country, lookup),
        destination.place and lookup.places[destination.place].name,
        "alone" if event.accompanied_by == () else _joined(event.accompanied_by or ()),
    )


def _milestone_cells(claim: Milestone, lookup: Lookup) -> Row:
    sources = [citation.source for citation in claim.citations]
    return (
        claim.kind,
        claim.date,
        *_date_cells(claim.date),
        claim.rival,
        claim.by,
        claim.stance,
        claim.place and lookup.places[claim.place].name,
        claim.note,
        _joined(sources),
        _joined([lookup.source_names[source] for source in sources]),
        _joined(_citation_texts(claim.citations, lookup)),
        _joined([lookup.source_urls[source] for source in sources]),
        _joined([paragraphs for _, paragraphs in merge_citations(claim.citations)]),
    )


def _place_cells(key: str, lookup: Lookup) -> Row:
    place = lookup.places[key]
    return place.name, place.country, place.lat, place.lon, place.precision


@lru_cache(maxsize=65_536)
def _date_cells(text: str | None) -> tuple[int, int, int, int, str | None, str | None]:
    """Return earliest, latest, core earliest and core latest day as day numbers, qualifier, precision."""
    if not text:
        return NO_DAY, NO_DAY, NO_DAY, NO_DAY, None, None
    date = edtf.parse(text)
    earliest, latest, core_earliest, core_latest = (
        day_number(day) if day else NO_DAY for day in (date.earliest, date.latest, date.core_earliest, date.core_latest)
    )
    return earliest, latest, core_earliest, core_latest, date.qualifier, date.precision


def _country(place: str | None, country: str | None, lookup: Lookup) -> str | None:
    return (lookup.places[place].country if place else None) or country


def _citation_texts(citations: Sequence[Citation], lookup: Lookup) -> list[str]:
    return [citation_text(lookup.source_texts[key], paragraphs) for key, paragraphs in merge_citations(citations)]


def _joined(parts: Sequence[str | None]) -> str | None:
    """Join different texts by semicolons; nothing if there is none."""
    if len(parts) == 1:  # most often, and twice as quick
        return parts[0] or None
    return "; ".join(dict.fromkeys(part for part in parts if part)) or None
