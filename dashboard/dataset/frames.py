"""Make tidy pandas frames from records. Their columns are fixed here and nowhere else."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa

from dashboard.dataset import date_words, edtf
from dashboard.dataset.countries import country_names
from dashboard.dataset.schema import (
    Citation,
    Context,
    Defection,
    EventFile,
    Milestone,
    Person,
    Place,
    Rank,
    Source,
)
from dashboard.dataset.text import fold

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
    """Return the frames of an event file, every one with the rows in the order of the file."""
    tabulation = Tabulation(records.sources, records.places, records.ranks)
    for event in records.events:
        tabulation.add(event)
    return tabulation.frames()


def person_label(person: Person) -> str:
    """Return what a person is called."""
    return person.name or person.label or "Unidentified person"


def event_label(event: Defection | Context) -> str:
    """Return what an event is called in a chart: its persons, or the title of a context event."""
    if isinstance(event, Context):
        return event.title
    return ", ".join(map(person_label, event.persons)) or event.title or event.id


def source_text(source: Source) -> str:
    """Return a source in words: `The Korea Herald, 26 August 2016`."""
    return f"{source.name}, {date_words.in_words(edtf.parse(source.issued))}" if source.issued else source.name


def _citation(source: str, citation: Citation) -> str:
    if not citation.paragraph:
        return source
    return f"{source}, paragraph{'s' if _several(citation.paragraph) else ''} {citation.paragraph}"


def _several(paragraph: str) -> bool:
    return not paragraph.isdigit() and any(c in paragraph for c in "-–,")


def _joined(parts: Sequence[str | None]) -> str | None:
    if len(parts) == 1:
        return parts[0] or None
    return "; ".join(dict.fromkeys(part for part in parts if part)) or None


class Tabulation:
    """Frames in the making: events are added one by one, and need not be kept.

    Rows are tuples in the order of the columns. What many events share is looked up once.
    """

    def __init__(self, sources: dict[str, Source], places: dict[str, Place], ranks: dict[str, Rank]) -> None:
        """Take what the events refer to."""
        self._places, self._ranks = places, ranks
        self._names = {key: source.name for key, source in sources.items()}
        self._texts = {key: source_text(source) for key, source in sources.items()}
        self._countries = country_names()
        self._dates: dict[str | None, _Dated] = {None: _UNDATED}
        self._events: list[tuple[Any, ...]] = []
        self._milestones: list[tuple[Any, ...]] = []
        self._locations: list[tuple[Any, ...]] = []
        self._persons: list[tuple[int, str | None]] = []
        self._cited: list[tuple[int, str]] = []
        self._searched: list[str] = []

    def add(self, event: Defection | Context) -> None:
        """Add the event that comes next in the file."""
        n = len(self._events)
        cited = [c.source for c in event.citations]
        texts = self._citation_texts(event.citations)
        for milestone in event.milestones:
            sources, said = [c.source for c in milestone.citations], self._citation_texts(milestone.citations)
            self._milestones.append(self._milestone_row(n, milestone, sources, said))
            cited += sources
            texts += said
        self._cited += [(n, source) for source in dict.fromkeys(cited)]
        if isinstance(event, Context):
            places = [("context", p) for p in dict.fromkeys(event.places)]
        else:
            places = [("post", event.post.place)] if event.post.place else []
            self._persons += [(n, p.rank) for p in event.persons]
        self._events.append(self._event_row(event, texts, [p for _, p in places]))
        if isinstance(event, Defection) and event.destination.place:
            places.append(("destination", event.destination.place))
        for role, key in places:
            it = self._places[key]
            self._locations.append((n, role, key, it.name, it.country, it.lat, it.lon, it.precision))
        self._searched.append(self._searched_by(event, [p for _, p in places]))

    def frames(self) -> Frames:
        """Return the frames of the events that were added."""
        rows: list[Sequence[tuple[Any, ...]]]
        rows = [self._events, self._milestones, self._locations, self._persons, self._cited]
        made = {name: _frame(given, COLUMNS[name]) for name, given in zip(COLUMNS, rows, strict=True)}
        return Frames(**made, searched=pd.Series(_column(self._searched, "str")))

    def _citation_texts(self, citations: Iterable[Citation]) -> list[str | None]:
        return [_citation(self._texts[c.source], c) for c in citations]

    def _event_row(
        self, event: Defection | Context, citations: Sequence[str | None], places: Sequence[str]
    ) -> tuple[Any, ...]:
        first = event.milestones[0] if event.milestones else None
        date = self._dated(first.date) if first else _UNDATED
        place = self._places[places[0]] if len(places) == 1 else None
        if isinstance(event, Context):
            of_defection: tuple[str | None, ...] = (None,) * 13
        else:
            persons, post, destination = event.persons, event.post, event.destination
            of_defection = (
                _joined([p.name for p in persons]),
                _joined([p.rank for p in persons]),
                _joined([p.rank_as_stated for p in persons]),
                _joined([p.position for p in persons]),
                _joined([p.organisation for p in persons]),
                event.origin,
                self._country(post.place, post.country),
                post.place and self._places[post.place].name,
                post.mission,
                destination.status,
                self._country(destination.place, destination.country),
                destination.place and self._places[destination.place].name,
                "alone" if event.accompanied_by == () else _joined(event.accompanied_by or ()),
            )
        return (
            event.id,
            event.type,
            event.title,
            *of_defection,
            event.status,
            event.credibility,
            first and first.kind,
            first and first.date,
            date.earliest,
            date.latest,
            date.precision,
            place and place.lat,
            place and place.lon,
            place and place.precision,
            _joined(citations),
            event_label(event),
        )

    def _milestone_row(
        self, event: int, milestone: Milestone, sources: Sequence[str], citations: Sequence[str | None]
    ) -> tuple[Any, ...]:
        date = self._dated(milestone.date)
        return (
            event,
            milestone.kind,
            milestone.date,
            date.earliest,
            date.latest,
            date.core_earliest,
            date.core_latest,
            date.qualifier,
            date.precision,
            milestone.rival,
            milestone.by,
            milestone.stance,
            milestone.place and self._places[milestone.place].name,
            milestone.note,
            _joined(sources),
            _joined([self._names[source] for source in sources]),
            _joined(citations),
        )

    def _country(self, place: str | None, country: str | None) -> str | None:
        return (self._places[place].country if place else None) or country

    def _dated(self, text: str | None) -> "_Dated":
        if text not in self._dates:
            date = edtf.parse(text or "")
            one, two, three, four = map(_day, (date.earliest, date.latest, date.core_earliest, date.core_latest))
            self._dates[text] = _Dated(one, two, three, four, date.qualifier, date.precision)
        return self._dates[text]

    def _searched_by(self, event: Defection | Context, places: Iterable[str]) -> str:
        """Return names and other spellings, ranks, posts, titles, summaries, places, folded."""
        parts: list[str | None] = [event.id, event.title, event.summary]
        for m in event.milestones:
            parts += (m.note, m.by, m.place and self._places[m.place].name)
        countries: list[str | None] = []
        if isinstance(event, Defection):
            for person in event.persons:
                parts += (person.name, person.label, *person.also_known_as, person.rank_as_stated)
                parts += (person.position, person.organisation, person.rank and self._ranks[person.rank].label)
            parts += (event.post.mission, event.post.section)
            countries += (event.post.country, event.destination.country)
        at = [self._places[p] for p in places]
        parts += [place.name for place in at]
        countries += [place.country for place in at]
        parts += [self._countries[code] for code in countries if code]
        return fold(" ".join([part for part in parts if part]))


class _Dated(NamedTuple):
    """A date in columns: days since 1970, `_NO_DAY` for an open end."""

    earliest: int
    latest: int
    core_earliest: int
    core_latest: int
    qualifier: str | None
    precision: str | None


_NO_DAY = int(np.datetime64("NaT").astype("int64"))
_EPOCH = date(1970, 1, 1).toordinal()
_UNDATED = _Dated(_NO_DAY, _NO_DAY, _NO_DAY, _NO_DAY, None, None)


def _day(day: date | None) -> int:
    return day.toordinal() - _EPOCH if day else _NO_DAY


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
