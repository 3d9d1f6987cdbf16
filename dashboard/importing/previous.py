"""What an event file keeps when its table is imported again: ids of events, the order of ranks, the title."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from dashboard.dataset.schema import EventFile

Values: TypeAlias = Mapping[str, Any]
Signature: TypeAlias = Callable[[Values], object]


@dataclass(frozen=True)
class Previous:
    """An event file that is written anew, as plain values."""

    title: str | None = None
    description: str | None = None
    ranks: Mapping[str, Values] | None = None
    events: Sequence[Values] = ()


NO_FILE = Previous()


def read_previous(path: Path) -> Previous:
    """Return what a file holds; nothing if there is none, or one with errors."""
    from dashboard.dataset import load

    dataset = load(path).dataset if path.exists() else None
    if dataset is None:
        return NO_FILE
    records: EventFile = dataset.records
    plain = records.model_dump(mode="json", by_alias=True, exclude_unset=True, exclude_none=True)
    return Previous(plain["title"], plain.get("description"), plain.get("ranks", {}), plain.get("events", []))


def kept_ids(events: Sequence[Values], previous: Sequence[Values]) -> dict[int, str]:
    """Return the ids that events had in the file, by the number of the event.

    An event is known again by all that identifies it, else by its names alone, else by all but its names: a corrected
    year or a corrected name leaves it its id. Where two events look alike, the first is the first in the file.
    """
    free = [event for event in previous if event.get("id")]
    found: dict[int, str] = {}
    passes: tuple[tuple[Signature, bool], ...] = (
        (lambda event: (_names(event), _when_and_where(event)), False),
        (_names, True),
        (_when_and_where, True),
    )
    for signature, only_if_unique in passes:
        new = [i for i in range(len(events)) if i not in found]
        counts = Counter(repr(signature(events[i])) for i in new), Counter(repr(signature(each)) for each in free)
        for i in new:
            mark = repr(signature(events[i]))
            if only_if_unique and (counts[0][mark] != 1 or counts[1][mark] != 1):
                continue
            same = next((each for each in free if repr(signature(each)) == mark), None)
            if same:
                free.remove(same)
                found[i] = same["id"]
    return found


def _names(event: Values) -> object:
    persons = [(person.get("name"), person.get("label")) for person in event.get("persons", ())]
    return persons, event.get("title")


def _when_and_where(event: Values) -> object:
    dates = [(claim.get("kind"), claim.get("date")) for claim in event.get("milestones", ())]
    return dates, event.get("origin"), event.get("post"), event.get("places")


def ordered_ranks(labels: Mapping[str, str], previous: Mapping[str, Values] | None) -> dict[str, Values]:
    """Return the ranks as records: those of the file in its order, with what they are within, then the new ones."""
    known = previous or {}
    wanted = set(labels)
    for id_ in labels:
        while (wider := known.get(id_, {}).get("within")) and wider not in wanted:
            wanted.add(wider)
            id_ = wider
    kept = {id_: rank for id_, rank in known.items() if id_ in wanted}
    return kept | {id_: {"label": label} for id_, label in labels.items() if id_ not in kept}
