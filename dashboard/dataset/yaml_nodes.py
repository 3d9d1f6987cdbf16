"""YAML text → plain values, each with its line and column.

Only PyYAML's parser is used, none of its resolvers: every scalar stays the text that was written, except the plain
forms of null. So `NO` is a country, `2016-08-25` an EDTF date and `16:27` text. Tags, merge keys, repeated keys and
further documents are problems.
"""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, NoReturn

import yaml

from dashboard.dataset.comments import CutText
from dashboard.dataset.node import Marked, Marks, Node, Path
from dashboard.dataset.problems import Problem
from dashboard.dataset.raw_values import count_values
from dashboard.dataset.text import shown
from dashboard.dataset.yaml_errors import MAX_DEPTH, TOO_DEEP, yaml_problem

__all__ = ["MAX_ALIASED", "Document", "Node", "Path"]

MAX_ALIASED = 10_000
"""How many values all aliases of a file may repeat together."""

_SECTION_DEPTH = 2
"""The depth of the mapping of all places; that of one place, or of one event, is deeper by one."""

_DASH_BEFORE_IT = "put '- ' before it"

_NULLS = frozenset(("", "~", "null", "Null", "NULL"))

# As names of this module, which Python finds faster than those of another.
_ALIAS, _SCALAR = yaml.AliasEvent, yaml.ScalarEvent
_SEQUENCE, _SEQUENCE_END = yaml.SequenceStartEvent, yaml.SequenceEndEvent
_MAPPING, _MAPPING_END = yaml.MappingStartEvent, yaml.MappingEndEvent


class Document:
    """The only document of a YAML text in UTF-8, read once from start to end.

    `root`, `problems` and `is_broken_off` are complete when `events()` has come to its end.
    """

    def __init__(
        self,
        data: bytes,
        progress: Callable[[int], object] | None = None,
        comments: Mapping[int, str] = MappingProxyType({}),
    ) -> None:
        """Get ready to read; `progress` is often called with the number of characters read so far.

        `comments` are those that follow something on their line, by where that ends.
        """
        self.root: Node | None = None
        self.problems: list[Problem] = []
        self.cut_texts: list[CutText] = []
        """The texts without quotes that a comment follows."""
        self.is_broken_off = False
        """Whether reading stopped before the end, so that nobody knows what the rest holds."""
        self._data, self._progress, self._comments = data, progress, comments
        self._anchored: dict[str, tuple[Any, Marks]] = {}
        self._open_anchors: list[str] = []
        self._unused_anchors: dict[str, Any] = {}  # of texts
        self._aliased = 0
        self._is_among_events = False
        self._without_dash: dict[str, Marked] | None = None
        """The marks of an entry that the next one is taken into: its other keys are no further mistakes."""

    def events(self) -> Iterator[Node]:
        """Read the document and yield each entry of its list `events`, which stays empty: entries need not be kept."""
        parser = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(self._data)
        self._next: Callable[[], Any] = parser.get_event
        try:
            yield from self._document()
        except _StopError:
            self.is_broken_off = True
        except yaml.YAMLError as error:
            self.is_broken_off = True
            self.problems.append(yaml_problem(error, self._data.decode()))
        finally:
            parser.dispose()

    def _document(self) -> Iterator[Node]:
        self._next()  # the stream begins
        if self._next().__class__ is yaml.StreamEndEvent:
            return
        start = self._next()
        if start.__class__ is _MAPPING:
            yield from self._root(start)
        else:
            value, marks = self._value(start, 0)
            self.root = Node(value, start.start_mark, marks)
        for anchor, event in self._unused_anchors.items():
            self._note(event, f"{shown('&' + anchor)} is not read; put a text that begins with & in quotes")
        self._next()  # the document ends
        if (event := self._next()).__class__ is yaml.DocumentStartEvent:
            self._note(event, "a second document begins here; an event file is one document")

    def _root(self, start: Any) -> Iterator[Node]:
        values: dict[str, Any] = {}
        marks: dict[str, Marked] = {}
        self.root = Node(values, start.start_mark, marks)
        if start.tag:
            self._note_tag(start)
        if start.anchor:
            self._open_anchors.append(start.anchor)
        while (event := self._next()).__class__ is not _MAPPING_END:
            key, item = self._key(event, marks, 1), self._next()
            value: Any
            inner: Marks
            if key == "events" and item.__class__ is _SEQUENCE and not item.anchor:
                if item.tag:
                    self._note_tag(item)
                self._is_among_events = True
                yield from self._entries()
                self._is_among_events = False
                value, inner = [], []
            else:
                value, inner = self._value(item, 1)
                if self._comments and item.__class__ is _SCALAR and not item.style:
                    self._note_comment(item, key)
            if key == "events" and isinstance(inner, list):
                yield from (Node(entry, marked[1], marked[2]) for entry, marked in zip(value, inner, strict=True))
                value, inner = [], []
            if key is not None:
                values[key], marks[key] = value, (event.start_mark, item.start_mark, inner)

    def _entries(self) -> Iterator[Node]:
        """Yield the items of the list that began, each before the next is read."""
        while (event := self._next()).__class__ is not _SEQUENCE_END:
            value, marks = self._value(event, 2)
            yield Node(value, event.start_mark, marks)

    def _value(self, event: Any, depth: int) -> tuple[Any, Marks]:
        """Return the value that an event begins, within so many mappings and lists, and the marks in it."""
        kind = event.__class__
        if kind is _ALIAS:
            return self._alias(event)
        if event.tag:
            self._note_tag(event)
        if kind is _SCALAR:
            value = None if event.value in _NULLS and not event.style else event.value
            if event.anchor:
                self._anchored[event.anchor] = (value, None)
                self._unused_anchors[event.anchor] = event
            return value, None
        if depth == MAX_DEPTH:
            self._stop(event, TOO_DEEP)
        if depth == 2 and self._progress:
            self._progress(event.start_mark.index)
        if not event.anchor:
            return self._mapping(depth + 1) if kind is _MAPPING else self._sequence(depth + 1)
        self._open_anchors.append(event.anchor)
        composed = self._mapping(depth + 1) if kind is _MAPPING else self._sequence(depth + 1)
        self._open_anchors.pop()
        self._anchored[event.anchor] = composed
        return composed

    def _mapping(self, depth: int) -> tuple[dict[str, Any], Marks]:
        values: dict[str, Any] = {}
        marks: dict[str, Marked] = {}
        next_event = self._next
        while (event := next_event()).__class__ is not _MAPPING_END:
            key, item = self._key(event, marks, depth), next_event()
            value, inner = self._value(item, depth)
            if self._comments and item.__class__ is _SCALAR and not item.style:
                self._note_comment(item, key)
            if key is not None:
                values[key], marks[key] = value, (event.start_mark, item.start_mark, inner)
        return values, marks

    def _sequence(self, depth: int) -> tuple[list[Any], Marks]:
        values: list[Any] = []
        marks: list[Marked] = []
        while (event := self._next()).__class__ is not _SEQUENCE_END:
            value, inner = self._value(event, depth)
            if self._comments and event.__class__ is _SCALAR and not event.style:
                self._note_comment(event, None)
            values.append(value)
            marks.append((event.start_mark, event.start_mark, inner))
        return values, marks

    def _key(self, event: Any, earlier: dict[str, Marked], depth: int) -> str | None:
        """Return the key that an event begins; note a problem and return None for one that is not allowed."""
        if event.__class__ is not _SCALAR:
            self._note(event, "a key must be plain text")
            self._value(event, depth)
            return None
        if event.anchor or event.tag:
            self._value(event, depth)
            self._unused_anchors.pop(event.anchor or "", None)
        key: str = event.value
        if key == "<<" and not event.style:
            self._note(event, "merge keys ('<<') are not allowed; write the fields out")
            return None
        if key in earlier:
            advice = _advice_on_repeated(event, earlier, depth, self._is_among_events)
            if earlier is not self._without_dash:
                self._note(event, f"key {shown(key)} is given twice, first on line {earlier[key][0].line + 1}{advice}")
            self._without_dash = earlier if advice.endswith(_DASH_BEFORE_IT) else self._without_dash
            return None
        return key

    def _alias(self, event: Any) -> tuple[Any, Marks]:
        alias = shown(f"*{event.anchor}")
        if event.anchor in self._open_anchors:
            self._stop(event, f"alias {alias} contains itself")
        if event.anchor not in self._anchored:
            self._note(event, f"alias {alias} has no anchor before it; put a text that begins with * in quotes")
            return None, None
        value, marks = self._anchored[event.anchor]
        self._unused_anchors.pop(event.anchor, None)
        self._aliased += count_values(value)
        if self._aliased > MAX_ALIASED:
            self._stop(event, f"aliases repeat more than {MAX_ALIASED:,} values; write them out")
        return value, marks

    def _note_comment(self, scalar: Any, key: str | None) -> None:
        """Note a text without quotes if a comment follows it."""
        end = scalar.end_mark
        if comment := self._comments.get(end.index):
            spaces = len(comment) - len(comment.lstrip())
            self.cut_texts.append(CutText(key, end.line + 1, end.column + spaces + 1, comment))

    def _note_tag(self, event: Any) -> None:
        tag = event.tag.replace("tag:yaml.org,2002:", "!!")
        self._note(event, f"tags such as {shown(tag)} are not allowed; put a text that begins with ! in quotes")

    def _note(self, event: Any, message: str) -> None:
        self.problems.append(Problem(event.start_mark.line + 1, event.start_mark.column + 1, message))

    def _stop(self, event: Any, message: str) -> NoReturn:
        self._note(event, message)
        raise _StopError


def _advice_on_repeated(event: Any, earlier: dict[str, Marked], depth: int, is_among_events: bool) -> str:
    """Return what to do about a key that its mapping, at a depth, has already."""
    if depth == _SECTION_DEPTH:
        return "; give each an id of its own"
    is_entry_of_list = depth % 2 == 1 and (depth > _SECTION_DEPTH + 1 or is_among_events)
    is_first = event.value == next(iter(earlier)) and event.start_mark.line > earlier[event.value][0].line
    return f"; if a new entry begins here, {_DASH_BEFORE_IT}" if is_first and is_entry_of_list else ""


class _StopError(Exception):
    """The document is not read any further; the problem is noted."""
