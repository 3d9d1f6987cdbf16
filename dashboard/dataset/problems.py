"""A problem of an event file, at its line and column."""

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

MAX_PROBLEMS = 1000
"""At most this many errors, and this many warnings, are listed for one file; there may be more."""

Position: TypeAlias = tuple[int, int]
"""Line and column, both counted from 1."""

Severity = Literal["error", "warning"]


@dataclass(frozen=True, order=True)
class Problem:
    """What is wrong and where: line and column count from 1.

    `message` is complete. The fields after it repeat its parts for programs: the event, the key, the value found
    (shortened if long), the values allowed, and the allowed value nearest to it.
    """

    line: int
    column: int
    message: str
    severity: Severity = "error"
    event: str | None = field(default=None, compare=False)
    key: str | None = field(default=None, compare=False)
    found: str | None = field(default=None, compare=False)
    allowed: tuple[str, ...] = field(default=(), compare=False)
    nearest: str | None = field(default=None, compare=False)

    def located(self, file: str) -> str:
        """Return the problem as compilers print it: `FILE:LINE:COLUMN: message`, a warning named as one."""
        named = "warning: " if self.severity == "warning" else ""
        return f"{file}:{self.line}:{self.column}: {named}{self.message}"
