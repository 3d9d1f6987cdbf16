"""Compose YAML text into plain values that remember their line and column.

Only the parser of PyYAML is used, none of its resolvers: every scalar stays the text that was written, except the
plain forms of null. So `NO` is a country, `2016-08-25` an EDTF date and `16:27` text. Tags, merge keys, keys given
twice and further documents are problems.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from dashboard.dataset.problems import Problem
from dashboard.dataset.texts import shown

MAX_DEPTH = 40
MAX_REPEATED = 10_000
"""How many values all aliases of a file may repeat together."""

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


def compose(data: bytes) -> tuple[Any, list[Problem], bool]:
    """Return the value of the only document in UTF-8 text, the problems of the YAML itself, and whether it broke off.

    Values are `Mapping`, `Sequence`, `str` or `None`.
    """
    composer = _Composer()
    try:
        for event in yaml.parse(data, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
            composer.take(event)
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
        composer.problems.append(Problem(*at, f"not YAML: {said}{hint}"))
    except yaml.reader.ReaderError as error:
        # The position that libyaml gives counts bytes.
        text = data.decode()
        found = yaml.reader.Reader.NON_PRINTABLE.search(text)
        at = mark_at(text, found.start() if found else 0)
        composer.problems.append(Problem(*at, f"not YAML: {error.reason}"))
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

    def take(self, event: yaml.Event) -> None:
        assert event.start_mark  # every event of the parser has one
        mark = (event.start_mark.line + 1, event.start_mark.column + 1)
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
                self._stop(mark, f"nested deeper than {MAX_DEPTH} levels")
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
