"""Read an event file: a dataset, or every problem at its line and column."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from heapq import nsmallest

from dashboard.dataset.checker import FileChecker, MakeBuilder
from dashboard.dataset.file_bytes import Utf8Text, utf8_text
from dashboard.dataset.garbage_collection import without_collections
from dashboard.dataset.other_files import other_file
from dashboard.dataset.problems import MAX_PROBLEMS, Problem
from dashboard.dataset.progress import Progress, throttled
from dashboard.dataset.result import CheckResult, LoadResult
from dashboard.dataset.schema import EventFile
from dashboard.dataset.sections import SECTIONS
from dashboard.dataset.syntax_repair import repair
from dashboard.dataset.yaml_nodes import Document, Node


def read_bytes(data: bytes, progress: Progress | None = None) -> LoadResult:
    """Read an event file from its bytes: UTF-8, with or without a byte order mark.

    Whatever is wrong with it is a problem of the result, never an exception. `progress` is called now and then,
    and with 1 at the end.
    """
    from dashboard.dataset.dataset_builder import DatasetBuilder  # it imports pandas and pyarrow

    sha256 = hashlib.sha256(data).hexdigest()
    with without_collections():
        reading = _read(data, DatasetBuilder, progress)
        builder = reading.checker.builder if reading.checker else None
        dataset = builder.build(reading.records, sha256) if builder and reading.records else None
    if progress:
        progress(1.0)
    return LoadResult(sha256, dataset, reading.problems, reading.warnings)


def check_bytes(data: bytes, progress: Progress | None = None) -> CheckResult:
    """Check an event file as `read_bytes` does, and make no dataset of it."""
    with without_collections():
        reading = _read(data, None, progress)
    if progress:
        progress(1.0)
    events = reading.checker.events if reading.checker and reading.records else 0
    return CheckResult(events, reading.problems, reading.warnings)


@dataclass(frozen=True)
class _Reading:
    """What was found in a file; `records` are there if nothing is wrong, without the events."""

    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...] = ()
    checker: FileChecker | None = None
    records: EventFile | None = None


def _read(data: bytes, make_builder: MakeBuilder | None, progress: Progress | None) -> _Reading:
    text = other_file(data) or utf8_text(data)
    if isinstance(text, Problem):
        return _Reading((text,))
    document, checker = _checked(text, make_builder, progress)
    if document.is_broken_off and (reading := _read_on(text)):
        return reading
    root = document.root
    if checker is None or root is None or document.is_broken_off:
        return _Reading(_first(document.problems or [_not_a_mapping(root)]))
    records = checker.finish(root)
    problems = document.problems + checker.problems
    return _Reading(
        _first(problems), _first(checker.warnings(root, not document.problems)), checker, None if problems else records
    )


def _read_on(text: Utf8Text) -> _Reading | None:
    """Read a file with mistakes of syntax as far as it can be read; nothing if that is not the matter with it."""
    repaired = repair(text.data.decode())
    rest = utf8_text(repaired.text.encode()) if repaired else None
    if repaired is None or not isinstance(rest, Utf8Text):
        return None
    document, checker = _checked(rest, None, None)
    if checker is None or document.root is None or document.is_broken_off:
        return _Reading(_first(repaired.problems))
    checker.finish(document.root)
    problems = [*repaired.problems, *repaired.in_the_file(document.problems + checker.problems)]
    warnings = repaired.in_the_file(checker.warnings(document.root, is_whole=False))
    return _Reading(_first(problems), _first(warnings))


def _checked(
    text: Utf8Text, make_builder: MakeBuilder | None, progress: Progress | None
) -> tuple[Document, FileChecker | None]:
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
        return _checked_by(document.root, text, make_builder, throttled(progress, text.characters, (0.5, 1)))
    document, checker = _checked_by(None, text, make_builder, throttled(progress, text.characters))
    if checker and document.root and not document.is_broken_off and not checker.knows_all_sections(document.root):
        return _checked_by(document.root, text, make_builder, None)
    return document, checker


def _checked_by(
    sections: Node | None,
    text: Utf8Text,
    make_builder: MakeBuilder | None,
    progress: Callable[[int], object] | None,
) -> tuple[Document, FileChecker | None]:
    """Read a file and check its events by the sections given, or else by those that come before the events."""
    document = Document(text.data, progress, text.comments)
    checker = FileChecker(sections, text.may_have_invisible, make_builder) if sections else None
    for event in document.events():
        if checker is None:
            assert document.root  # which holds the list of events
            checker = FileChecker(document.root, text.may_have_invisible, make_builder)
        checker.add_event(event)
        if document.cut_texts:
            checker.add_cut_texts(document.cut_texts, event)
    if checker is None and document.root and _is_mapping(document.root):
        checker = FileChecker(document.root, text.may_have_invisible, make_builder)
    if checker and document.cut_texts:
        checker.add_cut_texts(document.cut_texts, None)
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
