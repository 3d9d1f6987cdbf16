"""Make tidy pandas frames from records. Their columns are fixed here and nowhere else."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dashboard.dataset import dates, wording
from dashboard.dataset.countries import country_names
from dashboard.dataset.schema import Citation, Context, Defection, EventFile, Milestone, Person, Source
from dashboard.dataset.texts import fold

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


@dataclass(frozen=True)
class Frames:
    """The four frames of an event file, and the text that each event is searched by."""

    events: pd.DataFrame
    milestones: pd.DataFrame
    locations: pd.DataFrame
    persons: pd.DataFrame
    searched: pd.Series  # folded text, one an event


def frames(records: EventFile) -> Frames:
    """Return the frames of an event file, every one with the rows in the order of the file."""
    return Frames(
        events=_events(records),
        milestones=_milestones(records),
        locations=_locations(records),
        persons=pd.DataFrame(
            [(i, p.rank) for i, e in _defections(records) for p in e.persons], columns=list(PERSON_COLUMNS)
        ).astype({"event": "int64", "rank": "str"}),
        searched=pd.Series([fold(" ".join(_texts(records, e))) for e in records.events], dtype="str"),
    )


def person_label(person: Person) -> str:
    """Return what a person is called."""
    return person.name or person.label or "Unidentified person"


def event_label(event: Defection | Context) -> str:
    """Return what an event is called in a chart: its persons, or the title of a context event."""
    if isinstance(event, Context):
        return event.title
    return ", ".join(map(person_label, event.persons)) or event.title or event.id


def citation_texts(records: EventFile, citations: Iterable[Citation]) -> list[str]:
    """Return citations in words: `The Korea Herald, 26 August 2016, paragraph 6`."""
    return [_citation(records, c) for c in citations]


def cited(records: EventFile, rows: Iterable[int]) -> list[str]:
    """Return the sources that these events cite, given by row number: `The Korea Herald, 26 August 2016`."""
    return list(dict.fromkeys(_source(records.sources[c.source]) for c in citations_of(records, rows)))


def citations_of(records: EventFile, rows: Iterable[int]) -> list[Citation]:
    """Return all citations of these events, given by row number."""
    events = (records.events[i] for i in rows)
    return [c for e in events for c in (*e.citations, *(c for m in e.milestones for c in m.citations))]


def _source(source: Source) -> str:
    return f"{source.name}, {wording.in_words(dates.parse(source.issued))}" if source.issued else source.name


def _citation(records: EventFile, citation: Citation) -> str:
    source = _source(records.sources[citation.source])
    if not citation.paragraph:
        return source
    return f"{source}, paragraph{'s' if _several(citation.paragraph) else ''} {citation.paragraph}"


def _several(paragraph: str) -> bool:
    return any(c in paragraph for c in "-–,")


def _defections(records: EventFile) -> Iterator[tuple[int, Defection]]:
    return ((i, e) for i, e in enumerate(records.events) if isinstance(e, Defection))


def _joined(parts: Iterable[str | None]) -> str | None:
    return "; ".join(dict.fromkeys(part for part in parts if part)) or None


def _events(records: EventFile) -> pd.DataFrame:
    rows = [_event_row(records, e) for e in records.events]
    frame = pd.DataFrame(rows, columns=list(EVENT_COLUMNS))
    for column in EVENT_COLUMNS:
        if column in ("latitude", "longitude"):
            frame[column] = frame[column].astype("float64")
        elif column == "credibility":
            frame[column] = frame[column].astype("Int64")
        elif column in ("date_earliest", "date_latest"):
            frame[column] = _days(frame[column])
        else:
            frame[column] = frame[column].astype("str")
    return frame


def _event_row(records: EventFile, event: Defection | Context) -> dict[str, Any]:
    row: dict[str, Any] = {
        "id": event.id,
        "type": event.type,
        "title": event.title,
        "status": event.status,
        "credibility": event.credibility,
        "citations": _joined(
            citation_texts(records, [*event.citations, *(c for m in event.milestones for c in m.citations)])
        ),
    }
    if event.milestones:
        first = event.milestones[0]
        row |= {"date_kind": first.kind, "date": first.date}
        if first.date:
            date = dates.parse(first.date)
            row |= {"date_earliest": date.earliest, "date_latest": date.latest, "date_precision": date.precision}
    places = [records.places[p] for p in _place_ids(event)]
    if len(places) == 1:
        row |= {"latitude": places[0].lat, "longitude": places[0].lon, "place_precision": places[0].precision}
    if isinstance(event, Context):
        return row
    persons, post, destination = event.persons, event.post, event.destination
    return row | {
        "name": _joined(p.name for p in persons),
        "rank": _joined(p.rank for p in persons),
        "rank_as_stated": _joined(p.rank_as_stated for p in persons),
        "position": _joined(p.position for p in persons),
        "organisation": _joined(p.organisation for p in persons),
        "origin": event.origin,
        "post_country": _country(records, post.place, post.country),
        "post_place": post.place and records.places[post.place].name,
        "post_mission": post.mission,
        "destination_status": destination.status,
        "destination_country": _country(records, destination.place, destination.country),
        "destination_place": destination.place and records.places[destination.place].name,
        "accompanied_by": "alone" if event.accompanied_by == () else _joined(event.accompanied_by or ()),
    }


def _place_ids(event: Defection | Context) -> tuple[str, ...]:
    if isinstance(event, Context):
        return event.places
    return (event.post.place,) if event.post.place else ()


def _country(records: EventFile, place: str | None, country: str | None) -> str | None:
    return (records.places[place].country if place else None) or country


def _milestones(records: EventFile) -> pd.DataFrame:
    rows = [_milestone_row(records, i, m) for i, e in enumerate(records.events) for m in e.milestones]
    frame = pd.DataFrame(rows, columns=list(MILESTONE_COLUMNS))
    for column in MILESTONE_COLUMNS:
        if column in ("earliest", "latest", "core_earliest", "core_latest"):
            frame[column] = _days(frame[column])
        elif column == "rival":
            frame[column] = frame[column].astype("bool")
        elif column == "event":
            frame[column] = frame[column].astype("int64")
        else:
            frame[column] = frame[column].astype("str")
    return frame


def _milestone_row(records: EventFile, event: int, milestone: Milestone) -> dict[str, Any]:
    row: dict[str, Any] = {
        "event": event,
        "kind": milestone.kind,
        "date": milestone.date,
        "rival": milestone.rival,
        "by": milestone.by,
        "stance": milestone.stance,
        "place": milestone.place and records.places[milestone.place].name,
        "note": milestone.note,
        "source_ids": _joined(c.source for c in milestone.citations),
        "sources": _joined(records.sources[c.source].name for c in milestone.citations),
        "citations": _joined(citation_texts(records, milestone.citations)),
    }
    if milestone.date:
        date = dates.parse(milestone.date)
        fields = ("earliest", "latest", "core_earliest", "core_latest", "qualifier", "precision")
        row |= {name: getattr(date, name) for name in fields}
    return row


def _locations(records: EventFile) -> pd.DataFrame:
    rows = []
    for i, event in enumerate(records.events):
        roles = [("context" if isinstance(event, Context) else "post", p) for p in _place_ids(event)]
        if isinstance(event, Defection) and event.destination.place:
            roles.append(("destination", event.destination.place))
        for role, key in roles:
            place = records.places[key]
            rows.append((i, role, key, place.name, place.country, place.lat, place.lon, place.precision))
    frame = pd.DataFrame(rows, columns=list(LOCATION_COLUMNS))
    numbers = {"event": "int64", "latitude": "float64", "longitude": "float64"}
    return frame.astype({c: numbers.get(c, "str") for c in LOCATION_COLUMNS})


def _texts(records: EventFile, event: Defection | Context) -> Iterator[str]:
    """Yield what an event is searched by: names and other spellings, ranks, posts, titles, summaries, places."""
    parts: list[str | None] = [event.id, event.title, event.summary]
    parts += [text for m in event.milestones for text in (m.note, m.by, m.place and records.places[m.place].name)]
    places = list(_place_ids(event))
    countries: list[str | None] = []
    if isinstance(event, Defection):
        for person in event.persons:
            parts += [person.name, person.label, *person.also_known_as, person.rank_as_stated]
            parts += [person.position, person.organisation, person.rank and records.ranks[person.rank].label]
        parts += [event.post.mission, event.post.section]
        places += [event.destination.place] if event.destination.place else []
        countries += [event.post.country, event.destination.country]
    parts += [records.places[p].name for p in places]
    countries += [records.places[p].country for p in places]
    parts += [country_names()[code] for code in countries if code]
    return (part for part in parts if part)


def _days(column: pd.Series) -> pd.Series:
    # Seconds reach the years 1 to 9999; nanoseconds do not.
    return pd.Series(column.to_list(), index=column.index, dtype="datetime64[s]")
