"""Events of rows → the records of an event file, in which each has an id."""

from collections.abc import Sequence

from dashboard.dataset import edtf
from dashboard.dataset.schema import EventFile
from dashboard.importing.books import Books
from dashboard.importing.events import EventOfRow
from dashboard.importing.ids import slug, unused_id
from dashboard.importing.persons import who
from dashboard.importing.previous import Previous, kept_ids, ordered_ranks


def assemble(
    events: Sequence[EventOfRow], books: Books, previous: Previous, title: str, description: str | None
) -> EventFile:
    """Return the file of some events; `previous` is the one that it replaces."""
    _give_ids(events, previous, books)
    plain = [each.event for each in events]
    sources = books.sources.records()
    names = list(sources)
    for event in plain:
        for claim in event["milestones"]:
            claim["citations"] = [{**it, "source": names[it["source"]]} for it in claim["citations"]]
    values = {
        "schema_version": 1,
        "title": title,
        **({"description": description} if description else {}),
        "sources": sources,
        "places": books.places.places,
        "ranks": ordered_ranks(books.ranks.labels, previous.ranks),
        "events": plain,
    }
    return EventFile.model_validate(values)


def _give_ids(events: Sequence[EventOfRow], previous: Previous, books: Books) -> None:
    """Give every event its id: that of the table, that of the file before, or one made from what it says."""
    without = [each for each in events if each.given_id is None]
    kept = kept_ids([each.event for each in without], [it for it in previous.events if it["id"] not in books.ids])
    books.ids.update(dict.fromkeys(kept.values()))
    for each in events:
        if each.given_id is not None:
            each.event["id"] = each.given_id
    for i, each in enumerate(without):
        each.event["id"] = kept.get(i) or _made_id(each, books)
        books.ids.setdefault(each.event["id"], None)


def _made_id(made: EventOfRow, books: Books) -> str:
    """Return an id made of country, year and name: `kp-2016-kim-chol-song`.

    Where that is used already, it has the place too, or the month, or a number.
    """
    event = made.event
    place = event.get("post", {}).get("place") or (event.get("places") or [None])[0]
    country = event.get("origin") or event.get("post", {}).get("country")
    country = country or (books.places.places[place].get("country") if place else None)
    date = next((claim["date"] for claim in event["milestones"] if claim.get("date")), "")
    year = _year(date)
    person = who(event.get("persons", []), lambda rank: books.ranks.labels[rank])
    is_named = any("name" in each for each in event.get("persons", ())[:1])
    name = slug(person or event.get("title") or "")
    at = place or ""
    if not is_named and at and not event.get("title"):
        name = "-".join(filter(None, (at, name or "person")))
    parts = [(country or "").lower(), year, name or slug(event["type"])]
    base = "-".join(part for part in parts if part)
    month = date[:7] if date[:4] == year and len(date) >= 7 and date[4:5] == "-" else ""
    dated = base.replace(year, month, 1) if year and month else base
    return unused_id([base, f"{base}-{at}" if at and is_named else base, dated], books.ids)


def _year(date: str) -> str:
    """Return the first year of a date that is known from both sides; empty for `[..2003]`."""
    days = edtf.parse(date) if date else None
    return f"{days.core_earliest.year:04}" if days and days.core_earliest and days.core_latest else ""
