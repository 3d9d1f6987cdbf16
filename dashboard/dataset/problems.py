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
    """What is wrong with an event file, and where.

    The message says everything; the fields after it say the same in parts.
    """

    line: int  # from 1
    column: int  # from 1
    message: str
    severity: Severity = "error"
    event: str | None = field(default=None, compare=False)
    """Id of the event."""
    key: str | None = field(default=None, compare=False)
    found: str | None = field(default=None, compare=False)
    """The value, or the beginning of a long one."""
    allowed: tuple[str, ...] = field(default=(), compare=False)
    nearest: str | None = field(default=None, compare=False)
    """The allowed value that was probably meant."""

    def located(self, file: str) -> str:
        """Return the problem as compilers print it: `FILE:LINE:COLUMN: message`, or `…: warning: message`."""
        prefix = "warning: " if self.severity == "warning" else ""
        return f"{file}:{self.line}:{self.column}: {prefix}{self.message}"
