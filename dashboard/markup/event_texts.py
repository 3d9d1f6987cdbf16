"""What cards and table say of an event, as plain text: its name, places, dates and ranks."""

from collections.abc import Sequence

from dashboard.charts.map.wording import name_and_precision
from dashboard.dataset import date_words
from dashboard.dataset.countries import country_names
from dashboard.dataset.labels import event_label, person_label, title_beside
from dashboard.dataset.schema import Context, Defection, EventFile
from dashboard.dataset.text import count_with_noun, isolated
from dashboard.dataset.vocabulary import KIND_LABELS, WHEREABOUTS_LABELS

MAX_LISTED = 50
"""How many persons, places, claims or sources a card or a row lists."""


def join_first(texts: Sequence[str], separator: str) -> str:
    """Join the first `MAX_LISTED` texts in one line that says how many more there are."""
    return separator.join([*map(isolated, texts[:MAX_LISTED]), *more_words(texts)])


def more_words(items: Sequence[object], most: int = MAX_LISTED) -> list[str]:
    """Say how many items there are beyond those that are listed: `["and 20 more"]`, or nothing."""
    more = len(items) - most
    return [f"and {more:,} more"] if more > 0 else []


def event_name(event: Defection | Context) -> str:
    """Return what an event is called: by its persons, the first of very many."""
    if isinstance(event, Context) or not event.persons:
        return event_label(event)
    return join_first([person_label(person) for person in event.persons], ", ")


def defection_title(event: Defection | Context) -> str | None:
    """Return the headline of a defection; nothing where the name says it already, as that of a context event does."""
    return title_beside(event_label(event), event.title)


def status_label(event: Defection | Context) -> str:
    """Return the status of an event: `Confirmed`, `Context · Reported`."""
    return f"{'Context · ' if isinstance(event, Context) else ''}{event.status.capitalize()}"


def first_claim(event: Defection | Context) -> str:
    """Return what is said first of an event and of when: `Arrival: about 18 August 2016`."""
    first = event.milestones[0] if event.milestones else None
    if not first or not first.date:
        return "Date not stated"
    return f"{KIND_LABELS[first.kind]}: {date_words.text_in_words(first.date)}"


def conflicts_in_words(event: Defection | Context) -> str | None:
    """Return how many reports conflict, in words, if any does."""
    number = event.conflicting_reports
    return count_with_noun(number, "conflicting report") if number else None


def where_in_words(records: EventFile, event: Defection | Context) -> str:
    """Return where an event was: the way of a defection, the places of context."""
    return context_places(records, event) if isinstance(event, Context) else route(records, event)


def place_name(records: EventFile, place_id: str | None, country: str | None = None) -> str:
    """Return a place with its country, or a country alone: `London, United Kingdom`; empty where neither is known."""
    place = records.places[place_id] if place_id else None
    code = (place and place.country) or country
    return ", ".join(part for part in (place and isolated(place.name), code and country_names()[code]) if part)


def place_and_precision(records: EventFile, place_id: str | None, country: str | None = None) -> str:
    """Return the same with how exact the place is: `Jilin, China (province; exact place not known)`."""
    name = place_name(records, place_id, country)
    if not place_id:
        return name
    place = records.places[place_id]
    shorter, precision = name_and_precision(place.name, place.precision)
    return f"{isolated(shorter)}{name.removeprefix(isolated(place.name))} ({precision})" if precision else name


def post_place(records: EventFile, event: Defection) -> str:
    """Return the place of the post; empty where it is not stated."""
    return place_name(records, event.post.place, event.post.country)


def destination_place(records: EventFile, event: Defection) -> str:
    """Return the destination, or why there is none."""
    destination = event.destination
    if destination.status is None:
        return "Not stated"
    if destination.status == "known":
        return place_name(records, destination.place, destination.country)
    return WHEREABOUTS_LABELS[destination.status]


def route(records: EventFile, event: Defection) -> str:
    """Return post and destination: `Russia → whereabouts unknown`, `Russia → destination not stated`."""
    destination = destination_place(records, event)
    if event.destination.status is None:
        destination = "destination not stated"
    elif event.destination.status != "known":
        destination = destination[:1].lower() + destination[1:]
    return f"{post_place(records, event) or 'Post not stated'} → {destination}"


def rank_position(index: int, total: int) -> str | None:
    """Say where a rank stands among all, the highest of which has index 0: `2nd of 3 ranks`; nothing of an only one."""
    if total == 1:
        return None
    last = total - 1
    position = "highest" if index == 0 else "lowest" if index == last else _ordinal(index + 1)
    return f"{position} of {total:,} ranks"


def _ordinal(number: int) -> str:
    teens = number % 100 in (11, 12, 13)
    ending = "th" if teens else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number:,}{ending}"


def context_places(records: EventFile, event: Context) -> str:
    """Return the names of a context event's places, without their countries."""
    return join_first([records.places[place].name for place in event.places], ", ")
