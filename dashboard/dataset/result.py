"""What an event file gives: a dataset, or the problems that keep it from being one."""

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from dashboard.dataset.problems import Problem
from dashboard.dataset.schema import EventFile

if TYPE_CHECKING:  # a check alone needs neither frames nor an index, nor the pandas that they import
    from dashboard.dataset.frames import Frames
    from dashboard.dataset.index import EventIndex


@dataclass(frozen=True)
class Dataset:
    """A checked event file."""

    records: EventFile
    frames: "Frames"
    sha256: str
    """SHA-256 of the bytes of the file, in hexadecimal digits."""

    @cached_property
    def index(self) -> "EventIndex":
        """The columns by which events are filtered, counted and ordered."""
        from dashboard.dataset.index import EventIndex

        return EventIndex(self.frames, self.records.ranks)


@dataclass(frozen=True)
class CheckResult:
    """What is wrong with an event file."""

    events: int
    """How many events it holds; 0 if it has errors."""
    problems: tuple[Problem, ...]
    """Errors in the order of the file."""
    warnings: tuple[Problem, ...] = ()
    """What is allowed but looks wrong, in the order of the file."""


@dataclass(frozen=True)
class LoadResult:
    """A dataset, or the problems of the file; and warnings in any case."""

    sha256: str
    """SHA-256 of the bytes of the file, in hexadecimal digits; empty if they could not be read."""
    dataset: Dataset | None
    problems: tuple[Problem, ...]
    """Errors in the order of the file; empty if there is a dataset."""
    warnings: tuple[Problem, ...] = ()
    """What is allowed but looks wrong, in the order of the file."""

    @property
    def check_result(self) -> CheckResult:
        """The same without the dataset."""
        return CheckResult(len(self.dataset.records.events) if self.dataset else 0, self.problems, self.warnings)
