"""Check an event file while it is read: first its sections, then its events, one by one."""

from collections.abc import Iterator

from pydantic import ValidationError

from dashboard.dataset.field_types import References
from dashboard.dataset.frames import Frames, Tabulation
from dashboard.dataset.lint import Lint
from dashboard.dataset.problems import MAX_PROBLEMS, Problem
from dashboard.dataset.raw_values import text_in
from dashboard.dataset.record_problems import MAX_SUGGESTIONS, event_problems, validate
from dashboard.dataset.schema import Event, EventFile
from dashboard.dataset.sections import SECTIONS, check_sections, section
from dashboard.dataset.storage.compact_records import CompactEvents, check_event, event_json
from dashboard.dataset.yaml_nodes import Node


class FileChecker:
    """The check of a file; events become rows of the frames and JSON, and are not kept themselves."""

    def __init__(self, root: Node, may_have_invisible: bool) -> None:
        """Check the sections of a file; `may_have_invisible` says whether any character of it may be invisible."""
        self._sections: set[str] = root.value.keys() & {*SECTIONS}
        self._references = References(**{name: section(root, name) for name in SECTIONS})
        self._section_records, self.problems = check_sections(root, self._references)
        self._lint = Lint(root, may_have_invisible)
        self._tabulation = Tabulation(**self._section_records)
        self._json: list[bytes] = []
        self._line_by_id: dict[str, int] = {}

    def add_event(self, event: Node) -> None:
        """Check the event that comes next in the file."""
        line_of_same_id = self._line_of_same_id(event)
        record = self._record(event) if line_of_same_id is None else None
        if record is None and len(self.problems) <= MAX_PROBLEMS:
            suggestions = MAX_SUGGESTIONS - len(self.problems)
            self.problems += event_problems(event, line_of_same_id, self._references, suggestions)
        if record and not self.problems:
            self._tabulation.add(record)
            self._json.append(event_json(event.value))
        self._lint.add_event(event)

    def finish(self, root: Node) -> tuple[EventFile, Frames] | None:
        """Check what a whole file holds beside sections and events; return its records and frames if it is right."""
        rest = {key: value for key, value in root.value.items() if key not in SECTIONS or not section(root, key)}
        records, problems = validate(rest, root, self._references, MAX_SUGGESTIONS - len(self.problems))
        self.problems += problems
        if records is None or self.problems:
            return None
        checked_parts = {**self._section_records, "events": CompactEvents.of(self._json)}
        update = {key: value for key, value in checked_parts.items() if key in root.value}
        return records.model_copy(update=update), self._tabulation.frames()

    def warnings(self, root: Node) -> Iterator[Problem]:
        """Yield what looks wrong in a whole file."""
        return self._lint.warnings(root)

    def knows_all_sections(self, root: Node) -> bool:
        """Whether events were checked by all sections of a whole file."""
        present: set[str] = root.value.keys() & {*SECTIONS}
        return present <= self._sections

    def _record(self, event: Node) -> Event | None:
        try:
            return check_event(event.value, self._references)
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
