"""Find what an event file may hold but probably should not, such as dates too precise and entries that nothing uses.

The rules look at the text as it was composed, so that they also work beside errors; whatever is not of the right kind
is passed over, for it is an error already.
"""

import math
import re
import unicodedata
from array import array
from collections.abc import Iterator
from datetime import date
from typing import Any

import numpy as np

from dashboard.dataset import dates
from dashboard.dataset.composer import Mapping, Mark, Sequence
from dashboard.dataset.countries import country_names, outside
from dashboard.dataset.problems import Problem
from dashboard.dataset.texts import INVISIBLE, code_point, fold, is_web_address, shown

A_YEAR = 366
"""Days within which two events of one name look like one event."""

_SHORT = 6  # letters: shorter names that differ by one are different names
# What is compared at most, so that a file of any kind is checked in time: words and letters of a name, and events of
# one name on either side in time.
_SPELLINGS, _LETTERS, _WORDS, _NEIGHBOURS = 20, 60, 6, 8


def warnings_of(root: Mapping) -> Iterator[Problem]:
    """Yield what looks wrong in an event file, in no particular order."""
    sources = _named(root, "sources")
    for event in _entries(root, "events"):
        yield from _claims(event, sources)
        yield from _whereabouts(event, _named(root, "places"))
    yield from _misplaced(root)
    yield from _same_persons(root)
    yield from _unused(root)
    yield from _addresses(sources)
    yield from _invisible(root)


def _warning(mark: Mark, message: str, event: Mapping | None = None, **parts: Any) -> Problem:
    named = _text(event, "id") if event else None
    owner = f"event {shown(named)}: " if named else ""
    return Problem(*mark, owner + message, "warning", event=named, **parts)


# What the tree holds, as far as it is of the right kind.


def _entries(node: Mapping, key: str) -> list[Mapping]:
    value = node.get(key)
    return [entry for entry in value if isinstance(entry, Mapping)] if isinstance(value, Sequence) else []


def _named(node: Mapping, key: str) -> dict[str, Mapping]:
    value = node.get(key)
    return {k: v for k, v in value.items() if isinstance(v, Mapping)} if isinstance(value, Mapping) else {}


def _text(node: Mapping, key: str) -> str | None:
    value = node.get(key)
    return value if isinstance(value, str) else None


def _number(node: Mapping, key: str) -> float | None:
    try:
        number = float(_text(node, key) or "")
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _date(node: Mapping, key: str) -> dates.EdtfDate | None:
    try:
        return dates.parse(_text(node, key) or "")
    except dates.DateError:
        return None


# The rules


def _claims(event: Mapping, sources: dict[str, Mapping]) -> Iterator[Problem]:
    """Yield dates that look too precise, claims later than the source that makes them, and a rival that comes first."""
    for i, milestone in enumerate(_entries(event, "milestones")):
        if i == 0 and _text(milestone, "rival") == "true":
            yield _warning(
                milestone.value_marks["rival"],
                "rival: the first claim places the event in time, so it is the rival of none; put another first",
                event,
                key="rival",
                found="true",
            )
        claimed = _date(milestone, "date")
        if claimed is None:
            continue
        mark = milestone.value_marks["date"]
        if wider := _less_precise(claimed, _text(milestone, "note") or ""):
            yield _warning(
                mark,
                f"date: {shown(claimed.text)} looks like a {'month' if '-' in wider else 'year'} written as a day; "
                f"write {shown(wider)}, or name the day in the note if the source does",
                event,
                key="date",
                found=claimed.text,
                nearest=wider,
            )
        for citation in _entries(milestone, "citations"):
            name = _text(citation, "source")
            issued = _date(sources[name], "issued") if name in sources else None
            if issued and issued.latest and claimed.earliest and claimed.earliest > issued.latest:
                yield _warning(
                    mark,
                    f"date: {shown(claimed.text)} is later than its source {shown(name)}, issued {issued.text}, "
                    "which cannot report what came after it",
                    event,
                    key="date",
                    found=claimed.text,
                )


def _less_precise(claimed: dates.EdtfDate, note: str) -> str | None:
    """Return the year or month that a first of January or of a month may stand for, unless the note names the day."""
    first = re.fullmatch(r"(\d{4})-(\d\d)-01", claimed.text)
    if not first:
        return None
    year, month = first.groups()
    name = dates.MONTHS[int(month) - 1]
    spelt = rf"({name}|{name[:3]}|{name[:4]})\b"
    named = rf"\b(0?1(st)?|first)( of)?\s{spelt}|\b{spelt}\.?\s0?1(st)?\b|\b{year}-{month}-01\b"
    if re.search(named, note, re.IGNORECASE):
        return None
    return year if month == "01" else f"{year}-{month}"


def _whereabouts(event: Mapping, places: dict[str, Mapping]) -> Iterator[Problem]:
    """Yield events without a place, and posts and destinations whose country is not that of their place."""
    if _text(event, "type") == "context":
        if not event.get("places"):
            yield _warning(event.mark, "places: no place is given, so it is not on the map", event, key="places")
        return
    spots = {key: node for key in ("post", "destination") if isinstance(node := event.get(key), Mapping)}
    if _text(event, "type") == "defection" and not any(
        node.get("place") or node.get("country") for node in spots.values()
    ):
        yield _warning(
            event.mark, "post: neither post nor destination has a place, so it is not on the map", event, key="post"
        )
    for node in spots.values():
        place, country = places.get(_text(node, "place") or ""), _text(node, "country")
        of_place = _text(place, "country") if place else None
        if country and of_place and country != of_place:
            yield _warning(
                node.value_marks["country"],
                f"country: {shown(country)} is not the country of {shown(_text(node, 'place'))}, which is {of_place}",
                event,
                key="country",
                found=country,
                nearest=of_place,
            )


def _misplaced(root: Mapping) -> Iterator[Problem]:
    """Yield the places that lie outside of their country."""
    for name, place in _named(root, "places").items():
        code, latitude, longitude = _text(place, "country"), _number(place, "lat"), _number(place, "lon")
        if code and latitude is not None and longitude is not None and outside(code, latitude, longitude):
            given = f"{latitude:g}, {longitude:g}"
            swapped = not outside(code, longitude, latitude)
            yield _warning(
                place.value_marks["lat"],
                f"place {shown(name)}: lat, lon: {given} is outside of {country_names()[code]}"
                + ("; are lat and lon swapped?" if swapped else ""),
                key="lat",
                found=given,
            )


def _same_persons(root: Mapping) -> Iterator[Problem]:
    """Yield events that look like one before them: of the same or nearly the same name, within a year of it."""
    events = _entries(root, "events")
    days = [_days(event) for event in events]
    persons = [(i, person) for i, event in enumerate(events) if days[i] for person in _entries(event, "persons")]
    rows = array("q"), array("q")  # keys, and the persons who have them
    for row, (_, person) in enumerate(persons):
        found = _keys(person)
        rows[0].extend(found)
        rows[1].extend([row] * len(found))
    if not rows[0]:
        return
    keys, of = np.array(rows[0]), np.array(rows[1])
    event = np.array([i for i, _ in persons])[of]
    first, last = np.array([it or (0, 0) for it in days])[event].T
    # Of the events that share a key, those near in time are compared.
    order = np.lexsort((event, first, keys))
    # The later event in the file, the earlier one, and the person of the later.
    pairs = [np.empty((0, 3), dtype="int64")]
    for shift in range(1, _NEIGHBOURS + 1):
        one, two = order[:-shift], order[shift:]
        alike = (keys[one] == keys[two]) & (event[one] != event[two]) & (first[two] - last[one] <= A_YEAR)
        one, two = one[alike], two[alike]
        before, after = np.where(event[one] < event[two], (one, two), (two, one))
        pairs.append(np.unique(np.column_stack((event[after], event[before], of[after])), axis=0))
    twins: dict[int, tuple[int, int]] = {}  # of each later event, the earliest event alike and its own person
    for later, earlier, row in np.unique(np.concatenate(pairs), axis=0).tolist():
        twins.setdefault(later, (earlier, row))
    for i, (other, row) in twins.items():
        person, named = persons[row][1], _text(events[other], "id")
        name = _text(person, "name")
        yield _warning(
            person.value_marks.get("name", person.mark),
            f"name: {shown(name)} is, or nearly is, in event {shown(named)} on line {events[other].mark[0]} too, "
            "within a year of this one; are they one event?",
            events[i],
            key="name",
            found=name,
        )


def _days(event: Mapping) -> tuple[int, int] | None:
    """Return the first and the last day on which the event may have been, by its first claim, as ordinals."""
    claims = _entries(event, "milestones")
    claimed = _date(claims[0], "date") if claims else None
    if claimed is None:
        return None
    return (claimed.earliest or date.min).toordinal(), (claimed.latest or date.max).toordinal()


def _keys(person: Mapping) -> set[int]:
    """Return keys of which two persons share one if a name of theirs is the same, or but for a letter if it is long."""
    aliases = person.get("also_known_as")
    spellings = [person.get("name"), *(aliases[:_SPELLINGS] if isinstance(aliases, Sequence) else ())]
    keys: set[int] = set()
    for spelling in (it[:_LETTERS] for it in spellings if isinstance(it, str)):
        # Hangul by the syllable: names of three differ if one does.
        folded = unicodedata.normalize("NFC", fold(spelling))
        words = ["".join(c for c in word if c.isalnum()) for word in re.split(r"[\s,]+", folded)][:_WORDS]
        # The family name may come first or last, and the given name be written as several words.
        for name in {"".join(words[i:] + words[:i]) for i in range(len(words))} - {""}:
            keys.add(hash(name))
            if len(name) >= _SHORT:
                keys |= {hash(name[:i] + name[i + 1 :]) for i in range(len(name)) if name[i].isalpha()}
    return keys


def _unused(root: Mapping) -> Iterator[Problem]:
    """Yield the sources, places and ranks that nothing refers to."""
    used: dict[str, set[str]] = {"source": set(), "place": set(), "rank": set()}
    nodes: list[Any] = [root.get("events")]
    while nodes:
        node = nodes.pop()
        if isinstance(node, Mapping):
            for key, value in node.items():
                kind = "place" if key == "places" else key
                if kind in used:
                    used[kind].update(v for v in (value if isinstance(value, list) else [value]) if isinstance(v, str))
                nodes.append(value)
        elif isinstance(node, Sequence):
            nodes.extend(node)
    ranks = _named(root, "ranks")
    for rank in list(used["rank"]):
        while (wider := _text(ranks[rank], "within") if rank in ranks else None) and wider not in used["rank"]:
            used["rank"].add(wider)
            rank = wider
    for kind, said in (("source", "is never cited"), ("place", "is never used"), ("rank", "is never used")):
        section = root.get(f"{kind}s")
        if isinstance(section, Mapping):
            for name in section.keys() - used[kind]:
                yield _warning(section.key_marks[name], f"{kind} {shown(name)} {said}", key=name)


def _addresses(sources: dict[str, Mapping]) -> Iterator[Problem]:
    """Yield the addresses of sources that lead nowhere on the web."""
    for name, source in sources.items():
        url = _text(source, "URL")
        if url and not is_web_address(url):
            yield _warning(
                source.value_marks["URL"],
                f"source {shown(name)}: URL: {shown(url)} is no address that begins with http:// or https://, so it "
                "is shown, but not linked",
                key="URL",
                found=url,
            )


def _invisible(root: Mapping) -> Iterator[Problem]:
    """Yield the texts with characters that cannot be seen."""
    nodes: list[tuple[Any, str | None, Mapping | None]] = [(root, None, None)]
    while nodes:
        node, named, event = nodes.pop()
        for key, value in node.items() if isinstance(node, Mapping) else enumerate(node):
            inner = key if isinstance(key, str) else named
            if isinstance(value, str):
                if found := INVISIBLE.search(value):
                    said = f"{shown(inner)[1:-1]}: holds {code_point(found[0])}, which cannot be seen"
                    yield _warning(node.value_marks[key], said, event, key=inner)
            elif value is not None:
                of = value if node is root.get("events") and isinstance(value, Mapping) else event
                nodes.append((value, inner, of))
