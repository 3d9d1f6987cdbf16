"""Read an event file and check every record: records, or all problems with their lines and columns."""

import codecs
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from heapq import nsmallest
from itertools import islice
from pathlib import Path
from stat import S_ISREG
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from dashboard.dataset.composer import Mapping, Sequence, compose, mark_at, marks_on
from dashboard.dataset.lint import warnings_of
from dashboard.dataset.messages import Message, message, unknown
from dashboard.dataset.problems import MAX_PROBLEMS, Problem
from dashboard.dataset.schema import TYPES, EventFile, References
from dashboard.dataset.texts import shown

MAX_BYTES = 128 * 2**20
"""Size limit of an event file, in bytes."""

_PART = 500  # entries
_SUGGESTIONS = 200  # problems at most get the nearest of what is allowed: to look for it takes time

Path_ = tuple[str | int, ...]


@dataclass(frozen=True)
class Reading:
    """What a file gave: its records, or the problems that kept them from being records; and warnings in any case.

    `sha256` is that of the bytes that were read; nothing where none could be.
    """

    sha256: str
    records: EventFile | None
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...] = ()


def read(path: Path, max_bytes: int = MAX_BYTES) -> Reading:
    """Read the event file at `path`. Whatever is wrong with it is a problem of the reading, never an exception."""
    try:
        if not path.is_dir() and not S_ISREG(path.stat().st_mode):  # a pipe may keep its reader waiting for ever
            return _refused("cannot be read: it is a device or a pipe")
        with path.open("rb") as file:
            data = file.read(max_bytes + 1)
    except OSError as error:
        return _refused(f"cannot be read: {error.strerror or error}")
    if len(data) > max_bytes:
        digest = hashlib.sha256(data).hexdigest()
        return _refused(f"is larger than {max_bytes / 2**20:,.6g} MB; --max-size allows more", digest)
    return read_bytes(data)


def read_bytes(data: bytes) -> Reading:
    """Read an event file from its bytes: UTF-8, with or without a byte order mark."""
    digest = hashlib.sha256(data).hexdigest()
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        data.decode()
    except UnicodeDecodeError as error:
        return Reading(digest, None, (_not_utf8(error),))
    root, problems, broken_off = compose(data)
    if not isinstance(root, Mapping):
        if not problems:
            what = "is empty" if root is None else "holds no mapping of keys to values"
            problems = [Problem(1, 1, f"the file {what}; it needs at least 'schema_version', 'title' and 'events'")]
        return Reading(digest, None, _told(problems))
    records, more = (None, []) if broken_off else _validate(root)
    problems += more
    warnings = () if broken_off else _told(warnings_of(root))
    return Reading(digest, None if problems else records, _told(problems), warnings)


def _told(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return problems in file order, `MAX_PROBLEMS` at most."""
    return tuple(nsmallest(MAX_PROBLEMS, set(problems)))


def _not_utf8(error: UnicodeDecodeError) -> Problem:
    data, start = error.object, error.start
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return Problem(1, 1, "the file is UTF-16; save it as UTF-8")
    at = mark_at(data[:start].decode(), start)
    return Problem(*at, f"not UTF-8: byte 0x{data[start]:02x} has no meaning here; save the file as UTF-8")


def _refused(message: str, digest: str = "") -> Reading:
    return Reading(digest, None, (Problem(1, 1, f"the file {message}"),))


def _validate(root: Mapping) -> tuple[EventFile | None, list[Problem]]:
    """Return the records of a file, or what is wrong with them: all of it, or somewhat more than is told."""
    context = References(*(_section(root, name) for name in ("sources", "places", "ranks")))
    problems = [_problem(root, path, Message(text), at_key=True) for path, text in _whole_file_rules(root)]
    typed, mistyped = _with_types(root)
    problems += mistyped
    read: list[EventFile] = []
    for part, offset in _parts(typed):
        try:
            read.append(EventFile.model_validate(part, context=context))
        except ValidationError as error:
            for details in error.errors(include_url=False):
                # Entries that are wrong themselves are not counted, but they are there.
                if details["type"] == "too_short" and details["input"]:
                    continue
                path = _path_in_file(details, offset)
                at_key = details["type"] == "extra_forbidden" or details["loc"][-1] == "[key]"
                said = message(details, str(path[-1]), suggest=len(problems) < _SUGGESTIONS)
                problems.append(_problem(root, path, said, at_key))
        if len(problems) > MAX_PROBLEMS:
            break
    if problems:
        return None, problems
    head, *parts = read
    sections = {
        name: {key: it for part in parts for key, it in getattr(part, name).items()}
        for name in ("sources", "places", "ranks")
    }
    events = tuple(event for part in parts for event in part.events)
    return head.model_copy(update={k: v for k, v in {**sections, "events": events}.items() if k in root}), []


def _section(root: dict[str, Any], name: str) -> dict[str, Any]:
    return root[name] if isinstance(root.get(name), dict) else {}


def _parts(root: dict[str, Any]) -> Iterator[tuple[dict[str, Any], int]]:
    """Yield a file in parts that are files themselves, so that one with very many errors need not be read to its end.

    First comes what is no list of entries, then the entries; with each part the number of events before it.
    """
    sections = {name: _section(root, name) for name in ("sources", "places", "ranks")}
    events = root["events"] if isinstance(root.get("events"), list) else []
    yield {key: value for key, value in root.items() if not sections.get(key) and (key != "events" or not events)}, 0
    head = {"schema_version": "1", "title": "part of a file"}
    for name, entries in sections.items():
        items = iter(entries.items())
        while part := dict(islice(items, _PART)):
            yield {**head, name: part}, 0
    for offset in range(0, len(events), _PART):
        yield {**head, "events": events[offset : offset + _PART]}, offset


def _with_types(root: Mapping) -> tuple[dict[str, Any], list[Problem]]:
    """Give each event whose type is wrong the likeliest, so that its other problems show, and return those of types."""
    events = root.get("events")
    if not isinstance(events, Sequence):
        return root, []
    problems: list[Problem] = []
    typed: list[Any] = []
    for i, event in enumerate(events):
        if isinstance(event, Mapping) and event.get("type") not in TYPES:
            given = event.get("type")
            said = unknown(given, f"one of {', '.join(TYPES)}", TYPES, listed="")
            if given is None:
                said = Message(f"is missing; allowed are {' and '.join(TYPES)}", allowed=TYPES)
            problems.append(_problem(root, ("events", i, "type"), said))
            event = {**event, "type": said.nearest or ("context" if "places" in event else "defection")}
        typed.append(event)
    return {**root, "events": typed}, problems


def _whole_file_rules(root: Mapping) -> Iterator[tuple[Path_, str]]:
    """Yield what no single record can know: ids given twice, and ranks within themselves."""
    first: dict[str, int] = {}
    events = root.get("events")
    for i, event in enumerate(events if isinstance(events, Sequence) else ()):
        if isinstance(event, Mapping) and isinstance(key := event.get("id"), str):
            if key in first:
                yield ("events", i, "id"), f"id: {shown(key)} is taken: an event on line {first[key]} has it"
            else:
                first[key] = event.value_marks["id"][0]
    ranks = root.get("ranks")
    within = {
        rank: value["within"]
        for rank, value in (ranks.items() if isinstance(ranks, Mapping) else ())
        if isinstance(value, Mapping) and isinstance(value.get("within"), str)
    }
    done: set[str] = set()
    for rank in within:
        way: dict[str, None] = {}
        wider = rank
        while wider in within and wider not in done and wider not in way:
            way[wider] = None
            wider = within[wider]
        done.update(way)
        if wider in way:
            circle = list(way)
            for one in circle[circle.index(wider) :]:
                yield ("ranks", one, "within"), f"rank {shown(one)} is within itself"


def _path_in_file(error: ErrorDetails, offset: int) -> Path_:
    """Return the path of a validation error in the file: without the steps that validation adds, all events counted."""
    path = error["loc"]
    if path[0] == "events" and len(path) > 1:
        path = ("events", int(path[1]) + offset, *path[3 if path[2:3] in (("defection",), ("context",)) else 2 :])
    return tuple(step for step in path if step != "[key]")


def _problem(root: Mapping, path: Path_, said: Message, at_key: bool = False) -> Problem:
    """Place a message at the deepest step of the path that the file has, and say whose it is."""
    owner, event = "", None
    mark = root.mark
    for depth, (node, key_mark, value_mark) in enumerate(marks_on(root, path)):
        mark = key_mark if at_key else value_mark
        if depth == 1 and isinstance(node, Mapping) and path[0] == "events":
            event = node.get("id") if isinstance(node.get("id"), str) else None
            owner = f"event {shown(event)}: " if event is not None else "event without id: "
        elif depth == 1 and path[0] in ("sources", "places", "ranks"):
            owner = f"{path[0].removesuffix('s')} {shown(path[1])}: "
    key = next((str(step) for step in reversed(path) if isinstance(step, str)), None)
    # At a key, and for a whole source, place or rank, the message or its owner names the key already.
    prefix = "" if at_key or key is None or (owner and len(path) == 2) else f"{key}: "
    return Problem(
        *mark, f"{owner}{prefix}{said.text}", event=event, key=key, found=said.found, allowed=said.allowed,
        nearest=said.nearest,
    )  # fmt: skip
