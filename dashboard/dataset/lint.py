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

from dashboard.dataset import edtf
from dashboard.dataset.calendar_days import MONTHS
from dashboard.dataset.countries import country_names, outside
from dashboard.dataset.problems import Problem
from dashboard.dataset.text import INVISIBLE, code_point, fold, is_web_address, shown
from dashboard.dataset.yaml_nodes import Entry, Mapping, Mark, Sequence

A_YEAR = 366
"""Days within which two events of one name look like one event."""

Values = dict[str, Any]
"""A YAML mapping, with or without marks."""

_SPACES = re.compile(r"[\s,]+")
_SHORT = 6  # letters: shorter names that differ by one are different names
# What is compared at most, so that a file of any kind is checked in time: words and letters of a name, and events of
# one name on either side in time.
_SPELLINGS, _LETTERS, _WORDS, _NEIGHBOURS = 20, 60, 6, 8


class Lint:
    """What looks wrong in an event file, its events taken one by one; they need not be kept."""

    def __init__(self, root: Mapping, may_hide: bool) -> None:
        """Take the sources and places of a file, and whether it may hold characters that cannot be seen."""
        self._sources, self._places = _named(root, "sources"), _named(root, "places")
        issued = {name: _date(it, "issued") for name, it in self._sources.items()}
        self._issued = {name: it.latest for name, it in issued.items() if it and it.latest}
        self._country_of = {name: _text(it, "country") for name, it in self._places.items()}
        self._may_hide = may_hide
        self._used = _Used()
        self._persons = _Persons()
        self._found: list[Problem] = []

    def take(self, entry: Entry, is_right: bool) -> None:
        """Take the entry that comes next in the list of events; `is_right` one has no errors."""
        event = entry.value
        if is_right:
            self._used.add_of(event)
        else:
            self._used.add_below(event)
        if self._may_hide and entry.may_hold(INVISIBLE):
            self._found += _invisible(entry.tree, entry.mark, "events", event if isinstance(event, dict) else None)
        if not isinstance(event, dict):
            return
        self._persons.add(event, entry)
        if not is_right or self._is_doubtful(event):
            self._found += _claims(entry.tree, self._sources)
            self._found += _whereabouts(entry.tree, self._places)

    def warnings(self, root: Mapping) -> Iterator[Problem]:
        """Yield all that looks wrong; `root` is the file, with or without its events."""
        yield from self._found
        yield from _misplaced(root)
        yield from self._persons.alike()
        yield from _unused(root, self._used)
        yield from _addresses(self._sources)
        if self._may_hide:
            for key, value in root.items():
                if key != "events" or not isinstance(value, Sequence):  # whose entries were taken
                    yield from _invisible(value, root.value_marks[key], key)

    def _is_doubtful(self, event: dict[str, Any]) -> bool:
        """Return whether a rule may have something to say of an event without errors: the rules cost more."""
        milestones = event.get("milestones") or ()
        for milestone in milestones:
            claimed = milestone.get("date")
            if claimed is None:
                continue
            first = edtf.parse(claimed).earliest
            if claimed[7:] == "-01" or (
                first and any(first > self._issued.get(it["source"], first) for it in milestone["citations"])
            ):
                return True
        if milestones and milestones[0].get("rival") is not None:
            return True
        if event["type"] == "context":
            return not event.get("places")
        has_place = False
        for key in ("post", "destination"):
            if spot := event.get(key):
                place, country = spot.get("place"), spot.get("country")
                has_place = has_place or bool(place or country)
                if place and country and country != self._country_of.get(place):
                    return True
        return not has_place


def _warning(mark: Mark, message: str, event: Values | str | None = None, **parts: Any) -> Problem:
    named = _text(event, "id") if isinstance(event, dict) else event
    owner = f"event {shown(named)}: " if named else ""
    return Problem(*mark, owner + message, "warning", event=named, **parts)


# What the tree holds, as far as it is of the right kind.


def _entries(node: Values, key: str) -> list[Any]:
    value = node.get(key)
    return [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []


def _named(node: Values, key: str) -> dict[str, Mapping]:
    value = node.get(key)
    return {k: v for k, v in value.items() if isinstance(v, Mapping)} if isinstance(value, Mapping) else {}


def _text(node: Values, key: str) -> str | None:
    value = node.get(key)
    return value if isinstance(value, str) else None


def _number(node: Mapping, key: str) -> float | None:
    try:
        number = float(_text(node, key) or "")
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _date(node: Values, key: str) -> edtf.EdtfDate | None:
    try:
        return edtf.parse(_text(node, key) or "")
    except edtf.DateError:
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


def _less_precise(claimed: edtf.EdtfDate, note: str) -> str | None:
    """Return the year or month that a first of January or of a month may stand for, unless the note names the day."""
    first = re.fullmatch(r"(\d{4})-(\d\d)-01", claimed.text)
    if not first:
        return None
    year, month = first.groups()
    wider = year if month == "01" else f"{year}-{month}"
    if not note:
        return wider
    name = MONTHS[int(month) - 1]
    spelt = rf"({name}|{name[:3]}|{name[:4]})\b"
    named = rf"\b(0?1(st)?|first)( of)?\s{spelt}|\b{spelt}\.?\s0?1(st)?\b|\b{year}-{month}-01\b"
    return None if re.search(named, note, re.IGNORECASE) else wider


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


class _Persons:
    """Who is in the events, to find events that look like one before them."""

    def __init__(self) -> None:
        self._events: list[tuple[str | None, Mark]] = []
        self._days: list[tuple[int, int]] = []
        self._persons: list[tuple[int, str | None, Mark]] = []
        self._names: list[str] = []
        self._of = array("q")  # and the persons who have them

    def add(self, event: Values, entry: Entry) -> None:
        """Add the persons of an event; nobody knows when one without a date was."""
        persons = _entries(event, "persons")
        if not persons or not (days := _days(event)):
            return
        for i, person in enumerate(persons):
            found = _names(person)
            if found:
                self._names += found
                self._of.extend([len(self._persons)] * len(found))
                self._persons.append((len(self._events), _text(person, "name"), _mark_of_name(person, i, entry)))
        self._events.append((_text(event, "id"), event.mark if isinstance(event, Mapping) else entry.mark))
        self._days.append(days)

    def alike(self) -> Iterator[Problem]:
        """Yield events of the same or nearly the same name as one before them, within a year of it."""
        keys, owner = _keys(self._names)
        of = np.array(self._of, dtype="int64")[owner]
        order = np.lexsort((of, keys))
        keys, of = keys[order], of[order]
        once = np.append(True, (keys[1:] != keys[:-1]) | (of[1:] != of[:-1]))[: len(keys)]
        keys, of = keys[once], of[once]
        # Few of the keys are shared, and only those matter.
        same = keys[1:] == keys[:-1]
        shared = np.append(same, False) | np.insert(same, 0, False) if len(keys) else same
        keys, of = keys[shared], of[shared]
        if not len(keys):
            return
        event = np.array([i for i, *_ in self._persons])[of]
        first, last = np.array(self._days)[event].T
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
            _, name, mark = self._persons[row]
            named, at = self._events[other]
            yield _warning(
                mark,
                f"name: {shown(name)} is, or nearly is, in event {shown(named)} on line {at[0]} too, "
                "within a year of this one; are they one event?",
                self._events[i][0],
                key="name",
                found=name,
            )


def _mark_of_name(person: Values, i: int, entry: Entry) -> Mark:
    """Return the mark of the name of a person, the one after `i` others; that of the person where there is no name."""
    name = person.get("name")
    if isinstance(name, str) and (mark := entry.mark_of(name)):
        return mark
    tree = _entries(entry.tree, "persons")[i]
    found: Mark = tree.value_marks.get("name", tree.mark)
    return found


def _days(event: Values) -> tuple[int, int] | None:
    """Return the first and the last day on which the event may have been, by its first claim, as ordinals."""
    claims = _entries(event, "milestones")
    claimed = _date(claims[0], "date") if claims else None
    if claimed is None:
        return None
    return (claimed.earliest or date.min).toordinal(), (claimed.latest or date.max).toordinal()


def _names(person: Values) -> set[str]:
    """Return the names of a person as they are compared: folded, without spaces, the family name first or last."""
    aliases = person.get("also_known_as")
    spellings = [person.get("name"), *(aliases[:_SPELLINGS] if isinstance(aliases, list) else ())]
    names: set[str] = set()
    for spelling in (it[:_LETTERS] for it in spellings if isinstance(it, str)):
        # Hangul by the syllable: names of three differ if one does.
        folded = unicodedata.normalize("NFC", fold(spelling))
        words = [it if it.isalnum() else "".join(filter(str.isalnum, it)) for it in _SPACES.split(folded)][:_WORDS]
        # The given name may be written as several words.
        names.update(["".join(words[i:] + words[:i]) for i in range(len(words))])
    names.discard("")
    return names


def _keys(names: list[str]) -> tuple[np.ndarray, np.ndarray]:
    """Return keys of which two names share one if they are the same, or but for a letter if they are long.

    The second array has, for each key, the number of the name that has it. A key is a polynomial in the letters of a
    name, modulo 2**64: that of a name without one of its letters is the sum of those of the parts around it.
    """
    lengths = np.array([len(name) for name in names], dtype="int64")
    letters = np.frombuffer("".join(names).encode("utf-32-le", "surrogatepass"), "uint32")
    name = np.repeat(np.arange(len(names)), lengths)
    ends = np.cumsum(lengths)
    starts = ends - lengths
    powers = np.cumprod(np.full(int(lengths.max(initial=0)), _BASE))
    terms = letters * powers[np.arange(len(letters)) - starts[name]]
    sums = np.concatenate([np.zeros(1, "uint64"), np.cumsum(terms)])
    whole = sums[ends] - sums[starts]
    is_letter = np.zeros(int(letters.max(initial=0)) + 1, dtype=bool)
    for letter in np.unique(letters).tolist():
        is_letter[letter] = chr(letter).isalpha()
    left_out = np.flatnonzero(is_letter[letters] & (lengths[name] >= _SHORT))
    name = name[left_out]
    shorter = sums[left_out] - sums[starts[name]] + (sums[ends[name]] - sums[left_out + 1]) * _BASE_INVERSE
    return np.concatenate([whole, shorter]), np.concatenate([np.arange(len(names)), name])


_BASE = np.uint64(0x9E3779B97F4A7C15)  # odd, so that it has an inverse, and large enough to mix all bits
_BASE_INVERSE = np.uint64(pow(int(_BASE), -1, 2**64))


class _Used:
    """The sources, places and ranks that events refer to."""

    def __init__(self) -> None:
        self.source: set[str] = set()
        self.place: set[str | None] = set()
        self.rank: set[str | None] = set()

    def add_of(self, event: Values) -> None:
        """Add those of an event without errors."""
        for milestone in event.get("milestones") or ():
            self.source.update([citation["source"] for citation in milestone["citations"]])
            self.place.add(milestone.get("place"))
        self.source.update([citation["source"] for citation in event.get("citations") or ()])
        self.rank.update([person.get("rank") for person in event.get("persons") or ()])
        self.place.update(event.get("places") or ())
        for key in ("post", "destination"):
            if spot := event.get(key):
                self.place.add(spot.get("place"))

    def add_below(self, value: Any) -> None:
        """Add what stands in the place of one, whatever else is wrong."""
        nodes = [value]
        while nodes:
            node = nodes.pop()
            if isinstance(node, dict):
                for key, value in node.items():
                    kind = "place" if key == "places" else key
                    if kind in ("source", "place", "rank"):
                        texts = value if isinstance(value, list) else [value]
                        getattr(self, kind).update(it for it in texts if isinstance(it, str))
                    nodes.append(value)
            elif isinstance(node, list):
                nodes.extend(node)


def _unused(root: Mapping, found: _Used) -> Iterator[Problem]:
    """Yield the sources, places and ranks that nothing refers to."""
    used: dict[str, set[Any]] = {"source": found.source, "place": found.place, "rank": found.rank}
    ranks = _named(root, "ranks")
    for rank in used["rank"] & ranks.keys():
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


def _invisible(node: Any, mark: Mark, named: str | None = None, event: Values | None = None) -> Iterator[Problem]:
    """Yield the texts with characters that cannot be seen, in what stands at a mark under a key."""
    nodes: list[tuple[Any, Mark, str | None]] = [(node, mark, named)]
    while nodes:
        node, mark, named = nodes.pop()
        if isinstance(node, str):
            if found := INVISIBLE.search(node):
                said = f"{shown(named)[1:-1]}: holds {code_point(found[0])}, which cannot be seen"
                yield _warning(mark, said, event, key=named)
        elif isinstance(node, Mapping):
            nodes += [(value, node.value_marks[key], key) for key, value in node.items()]
        elif isinstance(node, Sequence):
            nodes += [(value, at, named) for value, at in zip(node, node.value_marks, strict=True)]
