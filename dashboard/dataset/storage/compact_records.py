"""Checked events as compact JSON, each made into a record when it is asked for."""

from collections.abc import Iterator, Sequence
from typing import Any, overload

import numpy as np
from pydantic_core import to_json

from dashboard.dataset.schema import EVENT, Event


class CompactEvents(Sequence[Event]):
    """The events of a file, in its order: a sequence that does not change.

    The records of 100,000 events would take 360 MB more, and a page shows a few dozen of them.
    """

    def __init__(self, text: bytes | memoryview = b"", ends: np.ndarray | Sequence[int] = ()) -> None:
        """Take the JSON of all events, one right after another, and the position in bytes at which each ends."""
        self.text = text
        self.ends = np.asarray(ends, dtype="int64")

    @classmethod
    def of(cls, parts: Sequence[bytes]) -> "CompactEvents":
        """Take the JSON of each event."""
        return cls(b"".join(parts), np.cumsum([len(part) for part in parts]))

    def __len__(self) -> int:
        """Count the events."""
        return len(self.ends)

    @overload
    def __getitem__(self, index: int) -> Event: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Event, ...]: ...
    def __getitem__(self, index: int | slice) -> Event | tuple[Event, ...]:
        """Make a record of an event, or a tuple of records for a slice."""
        if isinstance(index, slice):
            return tuple(map(self._at, range(*index.indices(len(self)))))
        n = index + len(self) if index < 0 else index
        if not 0 <= n < len(self):
            raise IndexError("there is no such event")
        return self._at(n)

    def __iter__(self) -> Iterator[Event]:
        """Make the records one after another."""
        return map(self._at, range(len(self)))

    def __eq__(self, other: object) -> bool:
        """Whether another sequence of this type, or a tuple, holds equal events in the same order."""
        if isinstance(other, CompactEvents) and other.text == self.text and np.array_equal(other.ends, self.ends):
            return True
        if not isinstance(other, CompactEvents | tuple):
            return NotImplemented
        return len(self) == len(other) and all(one == two for one, two in zip(self, other, strict=True))

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        """Give the number of events only; there may be very many."""
        return f"<{len(self):,} events>"

    def _at(self, n: int) -> Event:
        start = self.ends[n - 1] if n else 0
        return EVENT.validator.validate_json(bytes(self.text[start : self.ends[n]]))  # type: ignore[no-any-return]


def event_json(values: Any) -> bytes:
    """Return the plain values of an event as JSON in UTF-8."""
    return to_json(values)
