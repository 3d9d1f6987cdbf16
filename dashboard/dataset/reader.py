"""Read an event file and check every record: records, or all problems with their lines and columns."""

import codecs
import gc
import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from heapq import nsmallest
from itertools import islice
from pathlib import Path
from stat import S_ISREG
from threading import Lock
from time import monotonic
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from dashboard.dataset.frames import Frames, Tabulation
from dashboard.dataset.lint import Lint
from dashboard.dataset.messages import Message, message, unknown
from dashboard.dataset.problems import MAX_PROBLEMS, Problem
from dashboard.dataset.schema import Event, EventFile, References
from dashboard.dataset.storage.compact_records import CompactEvents, check_event, event_json
from dashboard.dataset.text import may_hide, shown
from dashboard.dataset.vocabulary import EVENT_TYPES
from dashboard.dataset.yaml_nodes import Entry, Mapping, Sequence, compose, mark_at, marks_on

MAX_BYTES = 128 * 2**20
"""Size limit of an event file, in bytes."""

_PART = 500  # entries that are checked together
_SUGGESTIONS = 200  # problems at most get the nearest of what is allowed: to look for it takes time

_PAUSE = 0.1
"""Seconds at least from one word on the progress to the next."""

Path_ = tuple[str | int, ...]

Progress = Callable[[float], object]
"""What is told how far the reading is."""


@dataclass(frozen=True)
class Reading:
    """What a file gave: records and frames, or the problems that kept it from giving them; and warnings in any case.

    `sha256` is that of the bytes that were read; nothing where none could be.
    """

    sha256: str
    records: EventFile | None
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...] = ()
    frames: Frames | None = None


def read(path: Path, max_bytes: int = MAX_BYTES) -> Reading:
    """Read the event file at `path`. Whatever is wrong with it is a problem of the reading, never an exception."""
    data = bytes_of(path, max_bytes)
    return data if isinstance(data, Reading) else read_bytes(data)


def bytes_of(path: Path, max_bytes: int = MAX_BYTES) -> bytes | Reading:
    """Return the bytes of a file, or why they are not read."""
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
    return data


def read_bytes(data: bytes, progress: Progress | None = None) -> Reading:
    """Read an event file from its bytes: UTF-8, with or without a byte order mark.

    `progress` is told the share of the file that is read, from 0 to 1, ten times a second at most, and 1 at the end.
    """
    digest = hashlib.sha256(data).hexdigest()
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        return Reading(digest, None, (_not_utf8(error),))
    hides, length = may_hide(text), len(text)
    del text
    reader = _Reader(data, hides)
    told = _throttled(progress, lambda at: at / length / (2 if reader.is_deferred else 1)) if progress else None
    with without_collector():
        root, problems, broken_off = compose(data, reader.take, told)
        if isinstance(root, Mapping) and not broken_off and reader.must_read_again(root):
            reader = _Reader(data, hides, root)
            told = _throttled(progress, lambda at: (1 + at / length) / 2) if progress else None
            root, problems, broken_off = compose(data, reader.take, told)
        if not isinstance(root, Mapping):
            if not problems:
                what = "is empty" if root is None else "holds no mapping of keys to values"
                problems = [Problem(1, 1, f"the file {what}; it needs at least 'schema_version', 'title' and 'events'")]
            reading = Reading(digest, None, _told(problems))
        elif broken_off:
            reading = Reading(digest, None, _told(problems))
        else:
            records = reader.finish(root)
            problems += reader.problems
            warnings = _told(reader.warnings(root))
            frames = reader.frames() if records and not problems else None
            del reader  # with the rows of the frames, before the collector looks at them one by one
            reading = Reading(digest, None if problems else records, _told(problems), warnings, frames)
    if progress:
        progress(1.0)
    return reading


def _throttled(progress: Progress, share_at: Callable[[float], float]) -> Progress:
    """Return what takes positions in a text, as often as it likes, and tells the share that is done now and then."""
    last, most = monotonic(), 0.0

    def tell(position: float) -> None:
        nonlocal last, most
        now = monotonic()
        if now - last >= _PAUSE:
            last, most = now, max(most, share_at(position))
            progress(min(most, 0.99))  # the rest is for what comes after the last event

    return tell


@contextmanager
def without_collector() -> Iterator[None]:
    """Keep Python's collector of cyclic garbage from running: what reading makes has no cycles, and is very much.

    It is off for as long as anything reads, in whatever thread, and then as it was before.
    """
    with _collector.lock:
        if _collector.readers == 0:
            _collector.was_on = gc.isenabled()
            gc.disable()
        _collector.readers += 1
    try:
        yield
    finally:
        with _collector.lock:
            _collector.readers -= 1
            if _collector.readers == 0 and _collector.was_on:
                gc.enable()


@dataclass
class _Collector:
    lock: Lock = field(default_factory=Lock)
    readers: int = 0
    was_on: bool = True


_collector = _Collector()


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


class _Reader:
    """Check a file while it is composed, event by event, none of which is kept.

    The sections that events may refer to must be known before them. Where one may follow the events, these are passed
    over, and the file is read once more, with the `root` of the first time.
    """

    def __init__(self, data: bytes, may_hide: bool, root: Mapping | None = None) -> None:
        self.problems: list[Problem] = []
        self.is_deferred = False
        self._data, self._may_hide, self._root = data, may_hide, root
        self._known: set[str] = set()  # the sections, when the check began
        self._begun = False
        self._count = 0
        self._lines: dict[str, int | None] = {}  # of the ids of events
        self._written: list[bytes] = []

    def take(self, root: Mapping, entry: Entry) -> None:
        """Take the entry that comes next in the list of events."""
        if self.is_deferred:
            return
        if not self._begun:
            if self._root is None and _may_follow(self._data, root, {*_SECTIONS} - root.keys()):
                self.is_deferred = True
                return
            self._begin(self._root or root)
        self._check(entry)

    def must_read_again(self, root: Mapping) -> bool:
        """Return whether events of a whole file were met before all that they may refer to."""
        return self.is_deferred or (self._begun and self._known != root.keys() & {*_SECTIONS})

    def finish(self, root: Mapping) -> EventFile | None:
        """Check what is left of a whole file, and return its records if nothing is wrong with it."""
        if not self._begun:
            self._begin(root)
        events = root.get("events")
        if isinstance(events, Sequence):
            for event, mark in zip(events, events.value_marks, strict=True):
                self._check(Entry(event, mark))
        sections = {name: _section(root, name) for name in _SECTIONS}
        rest = {key: [] if isinstance(value, list) and key == "events" else value for key, value in root.items()}
        head = self._valid(root, {key: value for key, value in rest.items() if not sections.get(key)})
        if head is None or self.problems or self._sections is None:
            return None
        given = {**self._sections, "events": CompactEvents.of(self._written)}
        return head.model_copy(update={key: value for key, value in given.items() if key in root})

    def warnings(self, root: Mapping) -> Iterator[Problem]:
        """Yield what looks wrong."""
        return self._lint.warnings(root)

    def frames(self) -> Frames | None:
        """Return the frames of what was taken."""
        return self._tabulation.frames() if self._tabulation else None

    def _begin(self, root: Mapping) -> None:
        self._begun, self._known = True, root.keys() & {*_SECTIONS}
        sections = {name: _section(root, name) for name in _SECTIONS}
        self._references = References(**sections)
        self._lint = Lint(root, self._may_hide)
        self.problems += [_problem(root, path, Message(text), at_key=True) for path, text in _circles(root)]
        read: dict[str, dict[str, Any]] = {name: {} for name in _SECTIONS}
        for name, entries in sections.items():
            items = iter(entries.items())
            while part := dict(islice(items, _PART)):
                if self._is_enough:
                    break
                if (valid := self._valid(root, {**_HEAD, name: part})) is not None:
                    read[name] |= getattr(valid, name)
        self._sections = None if self.problems else read
        self._tabulation = None if self.problems else Tabulation(**read)

    @property
    def _is_enough(self) -> bool:
        """Whether there are more problems already than are told."""
        return len(self.problems) > MAX_PROBLEMS

    def _valid(self, root: Mapping, values: dict[str, Any], number: int = 0) -> EventFile | None:
        """Return the records of a part of a file, or note what is wrong with it, by the marks of `root`."""
        try:
            return EventFile.model_validate(values, context=self._references)
        except ValidationError as error:
            for details in error.errors(include_url=False):
                # Entries that are wrong themselves are not counted, but they are there.
                if details["type"] == "too_short" and details["input"]:
                    continue
                path = _path_in_file(details)
                at_key = details["type"] == "extra_forbidden" or details["loc"][-1] == "[key]"
                said = message(details, str(path[-1]), suggest=len(self.problems) < _SUGGESTIONS)
                self.problems.append(_problem(root, path, said, at_key))
        return None

    def _check(self, entry: Entry) -> None:
        """Check an event: quickly if nothing is wrong with it, else once more to say what."""
        values = entry.value
        taken = self._line_of_same_id(entry)
        is_right = taken is None and isinstance(values, dict) and values.get("type") in EVENT_TYPES
        event: Event | None = None
        try:
            event = check_event(values, self._references) if is_right else None
        except ValidationError:
            is_right = False
        if event is None and not self._is_enough:
            event = self._explained(entry, taken)
        if event and self._tabulation and not self.problems:
            self._tabulation.add(event)
            self._written.append(event_json(values))
        self._lint.take(entry, is_right)

    def _line_of_same_id(self, entry: Entry) -> int | None:
        """Return the line of the id of an event before that has the id of this one."""
        key = entry.value.get("id") if isinstance(entry.value, dict) else None
        if not isinstance(key, str) or key in self._lines:
            return self._lines.get(key) if isinstance(key, str) else None
        self._lines[key] = (entry.mark_of(key) or entry.tree.value_marks["id"])[0]
        return None

    def _explained(self, entry: Entry, taken: int | None) -> Event | None:
        """Note what is wrong with an event; return it if nothing is."""
        part = _file_of(entry)
        if taken is not None:
            said = f"id: {shown(entry.value['id'])} is taken: an event on line {taken} has it"
            self.problems.append(_problem(part, ("events", 0, "id"), Message(said), at_key=True))
        typed, mistyped = _with_types(part)
        self.problems += mistyped
        read = self._valid(part, {**_HEAD, **typed})
        return read.events[0] if read and taken is None and not mistyped else None


_HEAD = {"schema_version": "1", "title": "part of a file"}
_SECTIONS = ("sources", "places", "ranks")


def _may_follow(data: bytes, root: Mapping, names: set[str]) -> bool:
    """Return whether keys may follow in a file of which `root` is known so far; "no" is sure.

    The keys of a block mapping begin lines, each in the column of the first; those of a flow mapping may be anywhere.
    """
    if not names:
        return False
    if next(iter(root.key_marks.values()), None) != root.mark:
        return True
    plain = "|".join(sorted(names)).encode()
    # The first class holds the last byte of every line break of YAML.
    key = rb"""[\n\r\x85\xa8\xa9] {%d}(?:["']?(?:%b)|"[^"\n\r]*\\|[?&!*])"""
    return re.search(key % (root.mark[1] - 1, plain), data) is not None


def _section(root: dict[str, Any], name: str) -> dict[str, Any]:
    return root[name] if isinstance(root.get(name), dict) else {}


def _file_of(entry: Entry) -> Mapping:
    """Return a file that holds one event and nothing else."""
    file, events = Mapping(entry.mark), Sequence(entry.mark)
    events.append(entry.tree)
    events.value_marks.append(entry.mark)
    file["events"] = events
    file.key_marks["events"] = file.value_marks["events"] = entry.mark
    return file


def _with_types(root: Mapping) -> tuple[dict[str, Any], list[Problem]]:
    """Give each event whose type is wrong the likeliest, so that its other problems show, and return those of types."""
    events = root.get("events")
    if not isinstance(events, Sequence):
        return root, []
    problems: list[Problem] = []
    typed: list[Any] = []
    for i, event in enumerate(events):
        if isinstance(event, Mapping) and event.get("type") not in EVENT_TYPES:
            given = event.get("type")
            said = unknown(given, f"one of {', '.join(EVENT_TYPES)}", EVENT_TYPES, listed="")
            if given is None:
                said = Message(f"is missing; allowed are {' and '.join(EVENT_TYPES)}", allowed=EVENT_TYPES)
            problems.append(_problem(root, ("events", i, "type"), said))
            event = {**event, "type": said.nearest or ("context" if "places" in event else "defection")}
        typed.append(event)
    return {**root, "events": typed}, problems


def _circles(root: Mapping) -> Iterator[tuple[Path_, str]]:
    """Yield the ranks within themselves, which no single record can know."""
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


def _path_in_file(error: ErrorDetails) -> Path_:
    """Return the path of a validation error in the file: without the steps that validation adds."""
    path = error["loc"]
    if path[0] == "events" and len(path) > 1:
        path = (*path[:2], *path[3 if path[2:3] in (("defection",), ("context",)) else 2 :])
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
