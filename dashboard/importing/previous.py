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


class ReplaceError(ValueError):
    """Why an existing file is not replaced, and what to do, in a sentence."""


def read_previous(path: Path) -> Previous:
    """Return what a file holds, nothing if there is none or a blank one. Raises `ReplaceError` for one with errors."""
    from dashboard.dataset import load

    if not path.exists() or (path.is_file() and path.stat().st_size == 0):
        return NO_FILE
    result = load(path)
    if result.dataset is None:
        raise ReplaceError(
            f"{path} is not replaced: its ids, title and order of ranks cannot be kept while it has errors; correct "
            f"them (defections check {path} lists them), or name another file with --out. The first error is "
            f"{result.problems[0].located(str(path))}"
        )
    records: EventFile = result.dataset.records
    plain = records.model_dump(mode="json", by_alias=True, exclude_unset=True, exclude_none=True)
    return Previous(plain["title"], plain.get("description"), plain.get("ranks", {}), plain.get("events", []))


def kept_ids(events: Sequence[Values], previous: Sequence[Values]) -> dict[int, str]:
    """Return the ids that events had in the file, by the number of the event.

    An event is known again by all that identifies it, else by its names alone, else by all but its names: a corrected
    year or a corrected name leaves it its id. Where two events look alike, the first is the first in the file. Nobody
    is known again by a label such as *unidentified diplomat* alone, and no event by its place alone.
    """
    free = {event["id"]: event for event in previous}
    found: dict[int, str] = {}
    passes: tuple[tuple[Signature, bool], ...] = (
        (_all, False),
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
    """Return the keys of events by what these have in common, without those that a signature says nothing of."""
    groups: dict[str, list[Key]] = {}
    for key, event in events.items():
        if (mark := signature(event)) is not None:
            groups.setdefault(repr(mark), []).append(key)
    return groups


def _all(event: Values) -> object:
    return _people(event), _dates(event), _where(event)


def _names(event: Values) -> object:
    is_named = event.get("title") or any(name for name, _ in _people(event)[0])
    return _people(event) if is_named else None


def _when_and_where(event: Values) -> object:
    is_dated = any(date for _, date in _dates(event))
    return (_dates(event), _where(event)) if is_dated else None


def _people(event: Values) -> tuple[list[tuple[str | None, str | None]], str | None]:
    return [(person.get("name"), person.get("label")) for person in event.get("persons", ())], event.get("title")


def _dates(event: Values) -> list[tuple[str | None, str | None]]:
    return [(claim.get("kind"), claim.get("date")) for claim in event.get("milestones", ())]


def _where(event: Values) -> object:
    return event.get("origin"), event.get("post"), event.get("places")


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
