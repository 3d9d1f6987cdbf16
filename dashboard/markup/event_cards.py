"""Cards: an event each, folded to its head, with all facts, claims and sources in its body."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from dashboard.dataset import date_words, edtf
from dashboard.dataset.countries import country_names
from dashboard.dataset.labels import person_label
from dashboard.dataset.schema import Context, Defection, EventFile, Milestone, Person
from dashboard.dataset.text import fold
from dashboard.dataset.vocabulary import CREDIBILITY_LABELS, KIND_LABELS, STANCE_LABELS
from dashboard.markup.cited_sources import Citations, list_citations
from dashboard.markup.environment import render
from dashboard.markup.event_heads import EventHead, event_head
from dashboard.markup.event_texts import (
    MAX_LISTED,
    destination_place,
    join_first,
    more_words,
    place_and_precision,
    rank_position,
)
from dashboard.selection import Selection


@dataclass(frozen=True)
class ClaimText:
    """A dated claim as a card lists it."""

    is_conflicting: bool
    subject: str  # what happened
    date: str  # in words
    date_code: str | None  # EDTF
    bounds: str | None  # first and last possible day in words, where the date does not name them
    details: str  # place and author
    note: str | None
    citations: Citations


@dataclass(frozen=True)
class ClaimList:
    """The first claims of a column of a card, and how many more there are, in words."""

    title: str
    claims: Sequence[ClaimText]
    more: Sequence[str]


@dataclass(frozen=True)
class Card(EventHead):
    """Everything that a card shows."""

    is_marked: bool
    summary: str | None
    facts: Sequence[tuple[str, str]]  # term, text
    citations: Citations
    columns: Sequence[ClaimList]


def cards(selection: Selection, rows: Iterable[int], colours: Mapping[int, str], marked: frozenset[str]) -> Markup:
    """Return the cards of some of the selected events, by row number; those that are marked come first and are open.

    `colours` holds a colour of the palette for each row, `marked` event ids.
    """
    records = selection.dataset.records
    events = [(row, records.events[row]) for row in rows]
    events.sort(key=lambda pair: pair[1].id not in marked)
    return render(
        "cards.html", cards=[_card(records, event, colours[row], event.id in marked) for row, event in events]
    )


def _card(records: EventFile, event: Defection | Context, colour: str, is_marked: bool) -> Card:
    return Card(
        **vars(event_head(records, event, colour)),
        is_marked=is_marked,
        summary=event.summary,
        facts=_facts(records, event),
        citations=list_citations(records, event.citations),
        columns=_claim_lists(records, event),
    )


def _facts(records: EventFile, event: Defection | Context) -> list[tuple[str, str]]:
    facts: list[tuple[str, str]] = []
    if isinstance(event, Defection):
        facts += _defection_facts(records, event)
    elif event.places:
        facts.append(("Places", join_first([place_and_precision(records, place) for place in event.places], "; ")))
    if event.credibility:
        label = CREDIBILITY_LABELS[event.credibility].capitalize()
        facts.append(("Credibility", f"{label} ({event.credibility} on the Admiralty scale of 1 to 6)"))
    return facts


def _defection_facts(records: EventFile, event: Defection) -> list[tuple[str, str]]:
    facts: list[tuple[str, str]] = []
    for person in event.persons[:MAX_LISTED]:
        facts += _person_facts(records, person, is_alone=len(event.persons) == 1)
    facts += [("Person", more) for more in more_words(event.persons)]
    if event.origin:
        facts.append(("Origin", country_names()[event.origin]))
    post = [event.post.mission, event.post.section, place_and_precision(records, event.post.place, event.post.country)]
    facts.append(("Post", ", ".join(part for part in post if part) or "Not stated"))
    facts.append(("Destination", _destination(records, event)))
    if event.accompanied_by is not None:
        facts.append(("Accompanied by", join_first(event.accompanied_by, ", ") or "Nobody"))
    return facts


def _destination(records: EventFile, event: Defection) -> str:
    destination = event.destination
    if destination.status == "known":
        return place_and_precision(records, destination.place, destination.country)
    return destination_place(records, event)


def _person_facts(records: EventFile, person: Person, is_alone: bool) -> list[tuple[str, str]]:
    facts = [] if is_alone else [("Person", person_label(person))]
    if person.also_known_as:
        facts.append(("Also known as", join_first(person.also_known_as, ", ")))
    if person.rank or person.rank_as_stated:
        facts.append(("Rank", _rank_in_words(records, person.rank, person.rank_as_stated)))
    if person.position:
        facts.append(("Position", person.position))
    if person.organisation:
        facts.append(("Organisation", person.organisation))
    return facts


def _rank_in_words(records: EventFile, rank: str | None, stated: str | None) -> str:
    """Return a rank with its place among all ranks, after the words of the source if these differ."""
    if not rank:
        return f"“{stated}”"
    label = records.ranks[rank].label
    position = rank_position(list(records.ranks).index(rank), len(records.ranks))
    ranked = f"{label} ({position})" if position else label
    return f"“{stated}”, ranked here as {ranked}" if stated and fold(stated) != fold(label) else ranked


def _claim_lists(records: EventFile, event: Defection | Context) -> list[ClaimList]:
    """Return the dated claims and, beside them, the reports that conflict with them."""
    columns = (
        ("Dated claims", [milestone for milestone in event.milestones if not milestone.rival]),
        ("Conflicting reports", [milestone for milestone in event.milestones if milestone.rival]),
    )
    return [
        ClaimList(title, [_claim(records, claim) for claim in claims[:MAX_LISTED]], more_words(claims))
        for title, claims in columns
        if claims
    ]


def _claim(records: EventFile, milestone: Milestone) -> ClaimText:
    stance = f": {STANCE_LABELS[milestone.stance]}" if milestone.stance else ""
    words, bounds = "date not stated", None
    if milestone.date:
        date = edtf.parse(milestone.date)
        words, bounds = date_words.in_words(date), date_words.bounds_in_words(date)
    details = [place_and_precision(records, milestone.place), f"by {milestone.by}" if milestone.by else ""]
    return ClaimText(
        is_conflicting=milestone.rival,
        subject=KIND_LABELS[milestone.kind] + stance,
        date=words,
        date_code=milestone.date,
        bounds=bounds,
        details="; ".join(part for part in details if part),
        note=milestone.note,
        citations=list_citations(records, milestone.citations),
    )
