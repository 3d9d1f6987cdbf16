"""Compose YAML text into plain values that remember their line and column.

Only the parser of PyYAML is used, none of its resolvers: every scalar stays the text that was written, except the
plain forms of null. So `NO` is a country, `2016-08-25` an EDTF date and `16:27` text. Tags, merge keys, keys given
twice and further documents are problems.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from dashboard.dataset.problems import Problem
from dashboard.dataset.text import shown

MAX_DEPTH = 40
MAX_REPEATED = 10_000
"""How many values all aliases of a file may repeat together."""

_TOO_DEEP = f"nested deeper than {MAX_DEPTH} levels"

_BREAK = re.compile("\r\n|[\r\n\x85\u2028\u2029]")
_NULLS = frozenset(("", "~", "null", "Null", "NULL"))

# What libyaml says of frequent slips, and what curators do about them.
_HINTS = {
    "mapping values are not allowed": "a text that holds ': ' is written in quotes; otherwise look for a ':' that "
    "is missing on the line before, or for lines indented differently",
    "found character that cannot start any token": "lines are indented by spaces, not tabs, and a text that begins "
    "with @, ` or % is written in quotes",
    "did not find expected key": "the keys of one mapping stand exactly below one another",
    "did not find expected '-' indicator": "the entries of one list stand exactly below one another, each after '- '",
    "could not find expected ':'": "a key is followed by ': ', and a text of several lines begins with >- or |",
    "found unexpected end of stream": "a quotation mark or bracket is not closed",
    "did not find expected ',' or": "a bracket is not closed, or a comma is missing",
}

Mark = tuple[int, int]
"""Line and column, both counted from 1."""


class Mapping(dict[str, Any]):
    """A YAML mapping, with the marks of its start, its keys and its values."""

    __slots__ = ("key_marks", "mark", "value_marks")

    def __init__(self, mark: Mark) -> None:
        super().__init__()
        self.mark = mark
        self.key_marks: dict[str, Mark] = {}
        self.value_marks: dict[str, Mark] = {}


class Sequence(list[Any]):
    """A YAML sequence, with the marks of its start and its items."""

    __slots__ = ("mark", "value_marks")

    def __init__(self, mark: Mark) -> None:
        super().__init__()
        self.mark = mark
        self.value_marks: list[Mark] = []


class Entry:
    """An entry of the list `events`: its plain values at once, and its marks when they are asked for."""

    __slots__ = ("_parsed", "_tree", "mark", "value")

    def __init__(self, value: Any, mark: Mark, parsed: list[yaml.Event] | None = None) -> None:
        self.value, self.mark = value, mark
        self._parsed, self._tree = parsed, value if parsed is None else None

    @property
    def tree(self) -> Any:
        """The value as `Mapping`, `Sequence`, `str` or `None`."""
        if self._parsed is not None:
            composer = _Composer()
            for event in self._parsed:
                composer.take(event)
            self._tree, self._parsed = composer.root, None
        return self._tree

    def may_hold(self, pattern: re.Pattern[str]) -> bool:
        """Return whether a text of the entry may hold a pattern."""
        texts = [event.value for event in self._parsed or () if isinstance(event, yaml.ScalarEvent)]
        return self._parsed is None or bool(pattern.search("\n".join(texts)))

    def mark_of(self, text: str) -> Mark | None:
        """Return the mark of a text that is one of the plain values; nothing where that is not sure."""
        if self._parsed is not None and len(text) > 1:  # Python keeps one object for equal texts of one character
            for event in self._parsed:
                if event.__class__ is yaml.ScalarEvent and event.value is text:
                    return _mark(event)
        return None


def compose(
    data: bytes,
    take: Callable[[Mapping, Entry], object] | None = None,
    progress: Callable[[int], object] | None = None,
) -> tuple[Any, list[Problem], bool]:
    """Return the value of the only document in UTF-8 text, the problems of the YAML itself, and whether it broke off.

    Values are `Mapping`, `Sequence`, `str` or `None`. Where `take` is given, it is called with what there is of the
    file so far and each entry of the list `events`, which then stay out of that list, so that they need not be kept.
    `progress` is called with the number of characters that are composed, often.
    """
    composer = _Composer()
    parser = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(data)
    try:
        while (event := parser.get_event()).__class__ is not yaml.StreamEndEvent:
            composer.take(event)
            if take and composer.begins_events(event):
                composer.stream(parser.get_event, take, progress)
            elif progress and len(composer._open) == 2:
                progress(event.end_mark.index)
        return composer.root, composer.problems, False
    except _TooMuchError:
        # What a second document follows is whole.
        return composer.root, composer.problems, bool(composer._open)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        at = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        text = data.decode()
        at = min(at, mark_at(text, len(text)))  # libyaml may point past the last line
        said = ", ".join(part for part in (error.context, error.problem) if part)
        hint = next((f"; {hint}" for part, hint in _HINTS.items() if part in said), "")
        # libyaml may look far ahead of what it hands out, and has a limit of its own there.
        is_deep = "maximum nesting depth" in said
        composer.problems.append(Problem(*at, _TOO_DEEP if is_deep else f"not YAML: {said}{hint}"))
    except yaml.reader.ReaderError as error:
        # The position that libyaml gives counts bytes.
        text = data.decode()
        found = yaml.reader.Reader.NON_PRINTABLE.search(text)
        at = mark_at(text, found.start() if found else 0)
        composer.problems.append(Problem(*at, f"not YAML: {error.reason}"))
    finally:
        parser.dispose()
    return composer.root, composer.problems, True


def marks_on(root: Any, path: tuple[str | int, ...]) -> Iterator[tuple[Any, Mark, Mark]]:
    """Yield, for each step of the path that exists, the value there and the marks of its key and of itself.

    A step that does not exist is passed over: validators add steps of their own, such as the kind of a union.
    """
    node = root
    for step in path:
        if isinstance(node, Mapping) and step in node.key_marks:
            keys, values, node = node.key_marks, node.value_marks, node.get(str(step))
            yield node, keys[str(step)], values[str(step)]
        elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node):
            mark, node = node.value_marks[step], node[step]
            yield node, mark, mark


class _TooMuchError(Exception):
    pass


class _OddError(Exception):
    """What was parsed has more to it than plain values: anchors, tags, problems."""


def _mark(event: yaml.Event) -> Mark:
    assert event.start_mark  # every event of the parser has one
    return event.start_mark.line + 1, event.start_mark.column + 1


# As names of their own: to look them up in their module takes a tenth of the time.
_ALIAS, _SCALAR = yaml.AliasEvent, yaml.ScalarEvent
_SEQUENCE, _SEQUENCE_END, _MAPPING_END = yaml.SequenceStartEvent, yaml.SequenceEndEvent, yaml.MappingEndEvent


def _plain(event: Any, get: Callable[[], Any], parsed: list[yaml.Event], depth: int) -> Any:
    """Return what begins with an event as plain values, and append the events that it takes to those parsed.

    This is where the time goes that reading takes: most events of a large file come by here, and nowhere else.
    """
    kind = event.__class__
    if event.anchor or kind is _ALIAS or event.tag or depth >= MAX_DEPTH:
        raise _OddError
    if kind is _SEQUENCE:
        items: list[Any] = []
        while (item := get()).__class__ is not _SEQUENCE_END:
            parsed.append(item)
            if item.__class__ is not _SCALAR:
                items.append(_plain(item, get, parsed, depth + 1))
            elif item.anchor or item.tag:
                raise _OddError
            else:
                items.append(None if item.value in _NULLS and not item.style else item.value)
        parsed.append(item)
        return items
    values: dict[str, Any] = {}
    while (key := get()).__class__ is not _MAPPING_END:
        parsed.append(key)
        if key.__class__ is not _SCALAR or key.anchor or key.tag or key.value in values or key.value == "<<":
            raise _OddError
        item = get()
        parsed.append(item)
        if item.__class__ is not _SCALAR:
            values[key.value] = _plain(item, get, parsed, depth + 1)
        elif item.anchor or item.tag:
            raise _OddError
        else:
            values[key.value] = None if item.value in _NULLS and not item.style else item.value
    parsed.append(key)
    return values


@dataclass
class _Composer:
    """Build values from the parser's events, in one pass and without recursion."""

    root: Any = None
    problems: list[Problem] = field(default_factory=list)
    _open: list[Mapping | Sequence] = field(default_factory=list)
    _keys: list[str | None] = field(default_factory=list)
    _key_marks: list[Mark | None] = field(default_factory=list)
    _anchored: dict[str, tuple[Any, int]] = field(default_factory=dict)
    _opening: list[tuple[str | None, int]] = field(default_factory=list)
    _values: int = 0
    _repeated: int = 0
    _documents: int = 0

    def begins_events(self, event: yaml.Event) -> bool:
        """Return whether the list `events` of the file begins with an event that was taken."""
        if event.__class__ is not yaml.SequenceStartEvent or len(self._open) != 2 or self._opening[-1][0]:
            return False
        root, inner = self._open
        return isinstance(root, Mapping) and root.get("events") is inner

    def stream(
        self,
        get: Callable[[], Any],
        take: Callable[[Mapping, Entry], object],
        progress: Callable[[int], object] | None = None,
    ) -> None:
        """Give the entries of the list that is open to `take`, one by one as they are parsed."""
        depth, entries = len(self._open), self._open[-1]
        assert isinstance(entries, Sequence)
        while (event := get()).__class__ is not yaml.SequenceEndEvent:
            if progress:
                progress(event.start_mark.index)
            parsed = [event]
            try:
                if event.__class__ is not yaml.MappingStartEvent:
                    raise _OddError
                entry = Entry(_plain(event, get, parsed, depth), _mark(event), parsed)
            except _OddError:
                for event in parsed:
                    self.take(event)
                while len(self._open) > depth:
                    self.take(get())
                entry = Entry(entries.pop(), entries.value_marks.pop())
            take(self.root, entry)
        self.take(event)

    def take(self, event: yaml.Event) -> None:
        mark = _mark(event)
        if isinstance(event, yaml.ScalarEvent):
            self._check_tag(event.tag, mark)
            plain = not event.style  # "" from libyaml, None from the Python parser
            self._values += 1
            value = None if plain and event.value in _NULLS else event.value
            if event.anchor:
                self._anchored[event.anchor] = (value, 1)
            self._add(value, mark, written=event.value, plain=plain)
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            self._check_tag(event.tag, mark)
            if len(self._open) == MAX_DEPTH:
                self._stop(mark, _TOO_DEEP)
            node = Mapping(mark) if isinstance(event, yaml.MappingStartEvent) else Sequence(mark)
            self._values += 1
            self._add(node, mark)
            self._open.append(node)
            self._keys.append(None)
            self._key_marks.append(None)
            self._opening.append((event.anchor, self._values))
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            anchor, before = self._opening.pop()
            node = self._open.pop()
            self._keys.pop()
            self._key_marks.pop()
            if anchor:
                self._anchored[anchor] = (node, self._values - before + 1)
        elif isinstance(event, yaml.AliasEvent):
            self._add(self._alias(event.anchor, mark), mark)
        elif isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents == 2:
                self._stop(mark, "a second document begins here; an event file is one document")

    def _add(self, value: Any, mark: Mark, written: str | None = None, plain: bool = False) -> None:
        if not self._open:
            self.root = value
            return
        parent = self._open[-1]
        if isinstance(parent, Sequence):
            parent.append(value)
            parent.value_marks.append(mark)
            return
        key, key_mark = self._keys[-1], self._key_marks[-1]
        if key_mark is None:
            self._key_marks[-1] = mark
            if plain and written == "<<":
                self.problems.append(Problem(*mark, "merge keys ('<<') are not allowed; write the fields out"))
            elif written is None:
                self.problems.append(Problem(*mark, "a key must be plain text"))
            else:
                self._keys[-1] = written
                if written in parent.key_marks:
                    first = parent.key_marks[written][0]
                    self.problems.append(Problem(*mark, f"key {shown(written)} is given twice, first on line {first}"))
                    self._keys[-1] = None
            return
        self._keys[-1] = self._key_marks[-1] = None
        if key is not None:
            parent.key_marks[key] = key_mark
            parent.value_marks[key] = mark
            parent[key] = value

    def _alias(self, anchor: str | None, mark: Mark) -> Any:
        if any(anchor == opened for opened, _ in self._opening):
            self._stop(mark, f"alias {shown(f'*{anchor}')} repeats itself without end")
        if anchor is None or anchor not in self._anchored:
            self.problems.append(Problem(*mark, f"alias {shown(f'*{anchor}')} has no anchor before it"))
            return None
        value, size = self._anchored[anchor]
        self._repeated += size
        self._values += size
        if self._repeated > MAX_REPEATED:
            self._stop(mark, f"aliases repeat more than {MAX_REPEATED:,} values; write them out")
        return value

    def _check_tag(self, tag: str | None, mark: Mark) -> None:
        if tag:
            short = tag.replace("tag:yaml.org,2002:", "!!")
            self.problems.append(Problem(*mark, f"tags such as {shown(short)} are not allowed"))

    def _stop(self, mark: Mark, message: str) -> None:
        self.problems.append(Problem(*mark, message))
        raise _TooMuchError


def mark_at(text: str, position: int) -> Mark:
    """Return line and column of a position in a text, by the line breaks of YAML; the end counts as its last place."""
    *lines, last = _BREAK.split(text[:position])
    return len(lines) + 1, len(last) + 1
