"""What an event file keeps when its table is imported again: ids of events, the order of ranks, the title."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

from dashboard.dataset.schema import EventFile

Values: TypeAlias = Mapping[str, Any]
Signature: TypeAlias = Callable[[Values], object]
Key = TypeVar("Key", int, str)


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
    free = {event["id"]: event for event in previous}
    found: dict[int, str] = {}
    passes: tuple[tuple[Signature, bool], ...] = (
        (lambda event: (_names(event), _when_and_where(event)), False),
        (_names, True),
        (_when_and_where, True),
    )
    for signature, only_if_unique in passes:
        new = _grouped({i: event for i, event in enumerate(events) if i not in found}, signature)
        old = _grouped(free, signature)
        for mark, numbers in new.items():
            ids = old.get(mark, [])
            if not only_if_unique or len(numbers) == len(ids) == 1:
                pairs = dict(zip(numbers, ids, strict=False))
                found |= pairs
                for id_ in pairs.values():
                    del free[id_]
    return found


def _grouped(events: Mapping[Key, Values], signature: Signature) -> dict[str, list[Key]]:
    """Return the keys of events by what these have in common."""
    groups: dict[str, list[Key]] = {}
    for key, event in events.items():
        groups.setdefault(repr(signature(event)), []).append(key)
    return groups


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
