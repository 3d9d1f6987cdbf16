"""Read an event file: a dataset, or every problem at its line and column."""

import hashlib
from collections.abc import Callable, Iterable
from heapq import nsmallest

from dashboard.dataset.checker import FileChecker
from dashboard.dataset.file_bytes import Utf8Text, utf8_text
from dashboard.dataset.problems import MAX_PROBLEMS, Problem
from dashboard.dataset.progress import Progress, throttled
from dashboard.dataset.result import Dataset, LoadResult
from dashboard.dataset.sections import SECTIONS
from dashboard.dataset.yaml_nodes import Document, Node


def read_bytes(data: bytes, progress: Progress | None = None) -> LoadResult:
    """Read an event file from its bytes: UTF-8, with or without a byte order mark.

    Whatever is wrong with it is a problem of the result, never an exception. `progress` is called now and then,
    and with 1 at the end.
    """
    result = _read(data, progress)
    if progress:
        progress(1.0)
    return result


def _read(data: bytes, progress: Progress | None) -> LoadResult:
    sha256 = hashlib.sha256(data).hexdigest()
    text = utf8_text(data)
    if isinstance(text, Problem):
        return LoadResult(sha256, None, (text,))
    document, checker = _checked(text, progress)
    root = document.root
    if checker is None or root is None or document.is_broken_off:
        return LoadResult(sha256, None, _first(document.problems or [_not_a_mapping(root)]))
    parts = checker.finish(root)
    problems = document.problems + checker.problems
    dataset = Dataset(*parts, sha256) if parts and not problems else None
    return LoadResult(sha256, dataset, _first(problems), _first(checker.warnings(root)))


def _checked(text: Utf8Text, progress: Progress | None) -> tuple[Document, FileChecker | None]:
    """Read a file and check it on the way; one that holds no mapping is not checked.

    Events are checked one by one, by the sections that they may refer to. Where one of these follows the events, the
    file is read twice, so that no event has to be kept.
    """
    if _seems_to_have_events_first(text.data):
        document = Document(text.data, throttled(progress, text.characters, (0, 0.5)))
        for _ in document.events():
            pass
        if document.is_broken_off or not _is_mapping(document.root):
            return document, None
        return _checked_by(document.root, text, throttled(progress, text.characters, (0.5, 1)))
    document, checker = _checked_by(None, text, throttled(progress, text.characters))
    if checker and document.root and not document.is_broken_off and not checker.knows_all_sections(document.root):
        return _checked_by(document.root, text, None)
    return document, checker


def _checked_by(
    sections: Node | None, text: Utf8Text, progress: Callable[[int], object] | None
) -> tuple[Document, FileChecker | None]:
    """Read a file and check its events by the sections given, or else by those that come before the events."""
    document = Document(text.data, progress)
    checker = FileChecker(sections, text.may_have_invisible) if sections else None
    for event in document.events():
        if checker is None:
            assert document.root  # which holds the list of events
            checker = FileChecker(document.root, text.may_have_invisible)
        checker.add_event(event)
    if checker is None and document.root and _is_mapping(document.root):
        checker = FileChecker(document.root, text.may_have_invisible)
    return document, checker


def _is_mapping(root: Node | None) -> bool:
    return root is not None and isinstance(root.value, dict)


def _seems_to_have_events_first(data: bytes) -> bool:
    """Whether a section seems to follow the events: a guess that only saves time."""
    start = data.find(b"\nevents:")
    return start >= 0 and any(data.find(f"\n{name}:".encode(), start) >= 0 for name in SECTIONS)


def _not_a_mapping(root: Node | None) -> Problem:
    what = "is empty" if root is None or root.value is None else "has no keys and values"
    return Problem(1, 1, f"the file {what}; it needs at least 'schema_version', 'title' and 'events'")


def _first(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the first problems in file order, each once."""
    return tuple(nsmallest(MAX_PROBLEMS, set(problems)))
