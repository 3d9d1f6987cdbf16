"""Find events that may be one: a person of the same or nearly the same name in both, within a year of each other.

A pair of names counts as near where both are the same, or long and the same but for one letter. To find such pairs
without comparing each name with each other, every name is filed under itself and, if long, under each text that is
left when one letter is taken out; near names share one of these.
"""

import unicodedata
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice

from dashboard.dataset.placeholders import USUAL_FORMS
from dashboard.dataset.problems import Position, Problem
from dashboard.dataset.raw_values import Values, date_in, items_in, text_in
from dashboard.dataset.text import fold, shown
from dashboard.dataset.yaml_nodes import Node

MAX_DAYS_APART = 366
"""Days within which two events of one name look like one event."""

_MIN_LETTERS = 6  # shorter names that differ by a letter are different names

# Limits that let any file be checked in time.
_MAX_OTHER_NAMES = 20  # of a person
_MAX_LETTERS, _MAX_WORDS = 60, 6  # of a name
_MAX_NEIGHBOURS = 8  # events of a name, next in time, that each is compared with


@dataclass(frozen=True, slots=True)
class Mention:
    """A person of an event that has a date."""

    event: int  # its number in the file
    event_id: str | None
    event_line: int
    days: tuple[int, int]  # first and last on which the event may have been, as ordinals
    name: str | None
    position: Position


class NearDuplicates:
    """The persons of a file, added one by one."""

    def __init__(self) -> None:
        self._count = 0
        self._mentions: list[Mention] = []
        self._keys = array("q")  # of all mentions, one after the other
        self._key_counts = array("q")  # how many each of them has

    def add_event(self, event: Node) -> None:
        """Add the persons of the event that comes next; nobody knows when one without a date was."""
        milestones, persons = items_in(event.value, "milestones"), items_in(event.value, "persons")
        dated = date_in(milestones[0][1], "date") if milestones and persons else None
        if dated is None:
            return
        self._count += 1
        days = (dated.earliest or date.min).toordinal(), (dated.latest or date.max).toordinal()
        id_, line = text_in(event.value, "id"), event.position()[0]
        for i, person in persons:
            if text_in(person, "name") in USUAL_FORMS:
                continue
            if keys := _keys(_comparable_names(person)):
                self._keys.extend(keys)
                self._key_counts.append(len(keys))
                position = event.position(("persons", i, "name"))
                self._mentions.append(Mention(self._count, id_, line, days, text_in(person, "name"), position))

    def warnings(self) -> Iterator[Problem]:
        """Yield a warning for each event that looks like one before it, at the name that both have."""
        for later, earlier in self._pairs():
            owner = f"event {shown(later.event_id)}: " if later.event_id else ""
            message = (
                f"{owner}name: {shown(later.name)} is also, or almost, in event {shown(earlier.event_id)} on line "
                f"{earlier.event_line}, less than a year apart; are they the same event?"
            )
            yield Problem(*later.position, message, "warning", event=later.event_id, key="name", found=later.name)

    def _pairs(self) -> Iterator[tuple[Mention, Mention]]:
        """Yield a person of each event that looks like an earlier one, and the person of the earliest such event."""
        mentions = self._mentions
        found: dict[int, tuple[int, int, int]] = {}  # for each later event: the earlier event, and both mentions
        for indexes in self._sharing_a_key():
            for earlier, later in self._near_in_time(indexes):
                pair = (mentions[earlier].event, later, earlier)
                found[mentions[later].event] = min(found.get(mentions[later].event, pair), pair)
        for _, later, earlier in found.values():
            yield mentions[later], mentions[earlier]

    def _sharing_a_key(self) -> Iterator[list[int]]:
        """Yield the mentions that share a key, for each key that several have."""
        once: set[int] = set()
        several: set[int] = set()
        for key in self._keys:
            (several if key in once else once).add(key)
        groups: dict[int, list[int]] = {}
        keys = iter(self._keys)
        for mention, count in enumerate(self._key_counts):
            for key in islice(keys, count):
                if key in several:
                    groups.setdefault(key, []).append(mention)
        yield from groups.values()

    def _near_in_time(self, indexes: list[int]) -> Iterator[tuple[int, int]]:
        """Yield the pairs of mentions whose events are not far apart, the one that is earlier in the file first."""
        ordered = sorted(indexes, key=lambda i: (self._mentions[i].days[0], i))
        for n, i in enumerate(ordered):
            one = self._mentions[i]
            for j in ordered[n + 1 : n + 1 + _MAX_NEIGHBOURS]:
                other = self._mentions[j]
                if other.event != one.event and other.days[0] - one.days[1] <= MAX_DAYS_APART:
                    yield (i, j) if i < j else (j, i)


def _comparable_names(person: Values) -> set[str]:
    """Return all names of a person: folded, without spaces, the words turned round as family names may stand."""
    others = person.get("also_known_as")
    spellings = [person.get("name"), *(others[:_MAX_OTHER_NAMES] if isinstance(others, list) else ())]
    names: set[str] = set()
    for spelling in spellings:
        if isinstance(spelling, str):
            # Hangul by the syllable: names of three differ if one does.
            folded = unicodedata.normalize("NFC", fold(spelling[:_MAX_LETTERS]))
            words = [_letters_and_digits(word) for word in folded.replace(",", " ").split()][:_MAX_WORDS]
            # The given name may be written as several words.
            names.update("".join(words[i:] + words[:i]) for i in range(len(words)))
    names.discard("")
    return names


def _letters_and_digits(word: str) -> str:
    return word if word.isalnum() else "".join(filter(str.isalnum, word))


def _keys(names: set[str]) -> set[int]:
    """Return what names are filed under: themselves and, if long, what is left without one of their letters."""
    keys = {hash(name) for name in names}
    for name in names:
        if len(name) >= _MIN_LETTERS:
            keys.update([hash(name[:i] + name[i + 1 :]) for i, letter in enumerate(name) if letter.isalpha()])
    return keys
