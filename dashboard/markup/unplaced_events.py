"""The events that are not on the map, folded away below it: what each is called, its date, and why it is not there."""

from collections.abc import Callable
from dataclasses import dataclass

from markupsafe import Markup

from dashboard.charts.text_metrics import truncated
from dashboard.dataset.schema import Context, Defection, EventFile
from dashboard.dataset.text import isolated
from dashboard.markup.cited_sources import cited_languages
from dashboard.markup.environment import render
from dashboard.markup.event_texts import defection_title, event_name, first_claim
from dashboard.selection import Selection
from dashboard.selection.wording import unplaced_words

MAX_NAMED = 20
"""How many events the list names."""

_MAX_CHARACTERS = 200  # of a name or a title


@dataclass(frozen=True)
class UnplacedEvent:
    """An event that is not on the map."""

    name: str
    title: str | None
    when: str
    reason: str
    url: str | None  # leads to its card
    languages: tuple[str, ...]  # of its sources


def unplaced_panel(selection: Selection, url_of_card: Callable[[str], str | None]) -> Markup:
    """Return the list of the selected events that are not on the map, folded away; nothing where there are none.

    `url_of_card` is asked with the id of an event.
    """
    rows, index = selection.rows_in_display_order, selection.dataset.index
    rows = rows[~index.is_placed[rows]]
    if not len(rows):
        return Markup()
    records = selection.dataset.records
    events = [records.events[row] for row in rows[:MAX_NAMED]]
    counts = selection.counts
    return render(
        "unplaced_events.html",
        summary=f"{unplaced_words(counts.unplaced, counts.unplaced_context)} not on the map",
        events=[_unplaced_event(records, event, url_of_card(event.id)) for event in events],
        more=len(rows) - len(events),
    )


def _unplaced_event(records: EventFile, event: Defection | Context, url: str | None) -> UnplacedEvent:
    title = defection_title(event)
    return UnplacedEvent(
        name=isolated(truncated(event_name(event), _MAX_CHARACTERS)),
        title=isolated(truncated(title, _MAX_CHARACTERS)) if title else None,
        when=first_claim(event),
        reason=_reason(event),
        url=url,
        languages=cited_languages(records, event),
    )


def _reason(event: Defection | Context) -> str:
    """Say why the map has no point for an event."""
    if isinstance(event, Context):
        return ("no place stated", "place without coordinates", "places without coordinates")[min(2, len(event.places))]
    if event.post.place or event.destination.place:
        return "place without coordinates"
    if event.post.country or event.destination.country:
        return "country that the map does not show"
    return "no place stated"
