"""A problem of an event file, at its line and column."""

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Problem:
    """What is wrong and where: line and column count from 1."""

    line: int
    column: int
    message: str

    def located(self, file: str) -> str:
        """Return the problem as compilers print it: `FILE:LINE:COLUMN: message`."""
        return f"{file}:{self.line}:{self.column}: {self.message}"
