"""What every card says of its event at its head: who, where, when, how sure, and in which colour."""

from dataclasses import dataclass

from dashboard.charts.theme import CONTEXT_GREY
from dashboard.dataset.schema import Context, Defection, EventFile
from dashboard.markup.cited_sources import cited_languages
from dashboard.markup.event_texts import (
    conflicts_in_words,
    defection_title,
    event_name,
    first_claim,
    status_label,
    where_in_words,
)


@dataclass(frozen=True)
class EventHead:
    """The head of a card."""

    event_id: str
    kind: str  # "defection" or "context"
    colour: str  # a colour of the palette, `var(--blue)`
    name: str
    status: str
    title: str | None  # of a defection
    where: str
    when: str
    conflicting_reports: str | None  # how many
    languages: tuple[str, ...]  # of all that it cites


def event_head(records: EventFile, event: Defection | Context, colour: str) -> EventHead:
    """Return the head of a card; the colour is that of a defection, for context has a grey of its own."""
    is_context = isinstance(event, Context)
    return EventHead(
        event_id=event.id,
        kind="context" if is_context else "defection",
        colour=CONTEXT_GREY if is_context else colour,
        name=event_name(event),
        status=status_label(event),
        title=defection_title(event),
        where=where_in_words(records, event),
        when=first_claim(event),
        conflicting_reports=conflicts_in_words(event),
        languages=cited_languages(records, event),
    )
