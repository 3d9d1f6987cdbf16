"""A value of an event file with the place of everything in it."""

from typing import Any, NamedTuple, TypeAlias

import yaml

from dashboard.dataset.problems import Position

Path: TypeAlias = tuple[str | int, ...]
"""Keys and list indexes that lead from a value to one inside it."""

Marks: TypeAlias = "dict[str, Marked] | list[Marked] | None"
"""The marks of everything in a mapping or list, by key or index."""

Marked: TypeAlias = tuple[yaml.Mark, yaml.Mark, Marks]
"""Where a key and its value begin (in a list, twice where the value does), and the marks in the value."""


class Node(NamedTuple):
    """A value of the file, and where it and everything in it begin."""

    value: Any  # dict, list, str or None
    mark: yaml.Mark
    marks: Marks

    def position(self, path: Path = (), at_key: bool = False) -> Position:
        """Return where the value at a path begins, or its key; where there is none, the deepest value that exists."""
        mark, marks = self.mark, self.marks
        for step in path:
            if isinstance(marks, dict) and step in marks:
                key_mark, value_mark, marks = marks[str(step)]
            elif isinstance(marks, list) and isinstance(step, int) and step < len(marks):
                key_mark, value_mark, marks = marks[step]
            else:
                break
            mark = key_mark if at_key else value_mark
        return mark.line + 1, mark.column + 1
