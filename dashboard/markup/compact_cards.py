"""Compact cards: in a few lines who, where, when and by which sources, to be shown beside the mark of an event."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from dashboard.dataset import date_words
from dashboard.dataset.schema import Context, Defection, EventFile, Milestone
from dashboard.dataset.text import isolated
from dashboard.dataset.vocabulary import KIND_LABELS
from dashboard.markup.cited_sources import Citations, list_sources
from dashboard.markup.environment import render
from dashboard.markup.event_heads import EventHead, event_head
from dashboard.markup.event_texts import more_words
from dashboard.selection import Selection

MAX_CARD_EVENTS = 3
"""How many events a compact card lists where a mark stands for several."""

UrlOfCard = Callable[[str], str] | None

_MAX_CONFLICTS, _MAX_NAMES, _MAX_SOURCES = 2, 2, 3


@dataclass(frozen=True)
class CompactEvent(EventHead):
    """An event as a compact card shows it; of several, each is shown without conflicts and sources."""

    date_code: str | None  # EDTF, as the file has it
    conflicts: Sequence[str]  # the first of these reports, and how many more there are
    sources: Citations
    url: str | None  # of its full card, where that is on another page


def compact_card(
    selection: Selection,
    rows: Sequence[int],
    colours: Mapping[int, str],
    url_of_card: UrlOfCard = None,
    remarks: Sequence[str] = (),
) -> Markup:
    """Return the compact card of some of the selected events, by row number: the first of them, and how many more.

    `colours` holds a colour of the palette for each row. `url_of_card` is asked with the id of an event, where the full
    cards are on another page.
    """
    events = compact_events(selection, rows[:MAX_CARD_EVENTS], colours, url_of_card)
    return _compact_card(f"{len(rows):,}", events.values(), [*more_words(rows, MAX_CARD_EVENTS), *remarks])


def compact_events(
    selection: Selection, rows: Iterable[int], colours: Mapping[int, str], url_of_card: UrlOfCard = None
) -> dict[str, Markup]:
    """Return what a compact card says of each of some events, by event id."""
    records = selection.dataset.records
    events = [
        _compact_event(records, records.events[row], colours[row], url_of_card and url_of_card(records.events[row].id))
        for row in rows
    ]
    return {event.event_id: render("compact_event.html", event=event) for event in events}


def compact_frame(number: str, more: str = "") -> Markup:
    """Return a compact card without events, for a page whose script puts them in; `#` stands for a number of them."""
    return _compact_card(number, (), [more] if more else [])


def _compact_card(number: str, events: Iterable[Markup], more: Sequence[str]) -> Markup:
    return render("compact_card.html", number=number, events=events, more=more)


def _compact_event(records: EventFile, event: Defection | Context, colour: str, url: str | None) -> CompactEvent:
    conflicts = [claim for claim in event.milestones if claim.rival]
    cited = (*event.citations, *(citation for claim in event.milestones for citation in claim.citations))
    return CompactEvent(
        **vars(event_head(records, event, colour)),
        date_code=_date_code(event),
        conflicts=[
            *(_conflict(records, claim) for claim in conflicts[:_MAX_CONFLICTS]),
            *more_words(conflicts, _MAX_CONFLICTS),
        ],
        sources=list_sources(records, cited, _MAX_SOURCES),
        url=url,
    )


def _date_code(event: Defection | Context) -> str | None:
    """Return the date of the first claim as the file writes it, unless the words are the same."""
    date = event.milestones[0].date if event.milestones else None
    return date if date and date != date_words.text_in_words(date) else None


def _conflict(records: EventFile, claim: Milestone) -> str:
    """Return what a conflicting report says, and who reports it: `departure, July 2016 (The Korea Times)`."""
    date = date_words.text_in_words(claim.date) if claim.date else "date not stated"
    names = list(dict.fromkeys(isolated(records.sources[citation.source].name) for citation in claim.citations))
    said_by = ", ".join([*names[:_MAX_NAMES], *more_words(names, _MAX_NAMES)])
    return f"{KIND_LABELS[claim.kind].lower()}, {date} ({said_by})"
