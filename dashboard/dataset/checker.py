"""Check an event file while it is read: first its sections, then its events, one by one."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, TypeAlias

from pydantic import ValidationError

from dashboard.dataset.comments import CutText, comment_warnings
from dashboard.dataset.field_types import References
from dashboard.dataset.lint import Lint, without_events
from dashboard.dataset.problems import MAX_PROBLEMS, Problem
from dashboard.dataset.raw_values import text_in
from dashboard.dataset.record_problems import MAX_SUGGESTIONS, event_problems, validate
from dashboard.dataset.schema import EVENT, Event, EventFile
from dashboard.dataset.sections import SECTIONS, check_sections, defined_ids, section
from dashboard.dataset.yaml_nodes import Node

if TYPE_CHECKING:  # a check alone does without, and without the pandas that it imports
    from dashboard.dataset.dataset_builder import DatasetBuilder

MakeBuilder: TypeAlias = Callable[[dict[str, dict[str, Any]]], "DatasetBuilder"]
"""What makes a builder from the records of a file's sections."""


class FileChecker:
    """The check of a file. Events are not kept; they go to a builder, if there is to be a dataset."""

    def __init__(self, root: Node, may_have_invisible: bool, make_builder: MakeBuilder | None) -> None:
        """Check the sections of a file; `may_have_invisible` says whether any character of it may be invisible."""
        self._sections: set[str] = root.value.keys() & {*SECTIONS}
        self._references = References(**{name: defined_ids(root, name) for name in SECTIONS})
        self._section_records, self.problems = check_sections(root, self._references)
        self._lint = Lint(root, may_have_invisible)
        self._comment_warnings: list[Problem] = []
        are_mappings = all(isinstance(root.value[name], dict | None) for name in self._sections)  # else, errors follow
        self.builder = make_builder(self._section_records) if make_builder and are_mappings else None
        self.events = 0
        """How many events without errors there were before the first error."""
        self._line_by_id: dict[str, int] = {}
        self._has_events = self._has_wrong_events = False

    def add_event(self, event: Node) -> None:
        """Check the event that comes next in the file."""
        self._has_events = True
        line_of_same_id = self._line_of_same_id(event)
        record = self._record(event) if line_of_same_id is None else None
        self._has_wrong_events = self._has_wrong_events or record is None
        if record is None and len(self.problems) <= MAX_PROBLEMS:
            suggestions = MAX_SUGGESTIONS - len(self.problems)
            self.problems += event_problems(event, line_of_same_id, self._references, suggestions)
        if record and not self.problems:
            self.events += 1
            if self.builder:
                self.builder.add_event(record, event.value)
        self._lint.add_event(event)

    def add_cut_texts(self, cut_texts: list[CutText], event: Node | None) -> None:
        """Check the comments that were read since the last time; some may be in the event."""
        id_ = text_in(event.value, "id") if event and isinstance(event.value, dict) else None
        self._comment_warnings += comment_warnings(cut_texts, id_, event.position()[0] if event else 0)
        cut_texts.clear()

    def finish(self, root: Node) -> EventFile | None:
        """Check what a file holds beside sections and events; return its records, but no events, if it is right."""
        rest = {key: value for key, value in root.value.items() if key not in SECTIONS or not section(root, key)}
        records, problems = validate(rest, root, self._references, MAX_SUGGESTIONS - len(self.problems))
        self.problems += problems
        self._has_wrong_events = self._has_wrong_events or any(problem.key == "events" for problem in problems)
        if records is None or self.problems:
            return None
        checked_parts = {**self._section_records, "events": ()}
        return records.model_copy(update={key: value for key, value in checked_parts.items() if key in root.value})

    def warnings(self, root: Node, is_whole: bool = True) -> Iterator[Problem]:
        """Yield what looks wrong in a file; one with errors may get its events yet.

        Nobody knows what a file uses that is not `is_whole`, or whose events are wrong or not there yet.
        """
        yield from self._lint.warnings(root, is_whole and self._has_events and not self._has_wrong_events)
        yield from self._comment_warnings
        if not self._has_events and not self.problems:
            yield without_events(root)

    def knows_all_sections(self, root: Node) -> bool:
        """Whether events were checked by all sections of a whole file."""
        present: set[str] = root.value.keys() & {*SECTIONS}
        return present <= self._sections

    def _record(self, event: Node) -> Event | None:
        try:
            return EVENT.validator.validate_python(event.value, context=self._references)  # type: ignore[no-any-return]
        except ValidationError:
            return None

    def _line_of_same_id(self, event: Node) -> int | None:
        """Return the line of an event before this one that has its id."""
        id_ = text_in(event.value, "id") if isinstance(event.value, dict) else None
        if id_ is None:
            return None
        if id_ in self._line_by_id:
            return self._line_by_id[id_]
        self._line_by_id[id_] = event.position(("id",))[0]
        return None
