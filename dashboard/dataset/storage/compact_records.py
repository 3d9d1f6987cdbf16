"""Keep checked events as compact JSON, and make each into a record again when it is asked for."""

from collections.abc import Iterator, Sequence
from typing import Any, overload

import numpy as np
from pydantic import TypeAdapter
from pydantic_core import to_json

from dashboard.dataset.schema import Event, References

_EVENT: TypeAdapter[Event] = TypeAdapter(Event)


def checked(values: Any, references: References) -> Event:
    """Return plain values as an event, or raise pydantic's ValidationError."""
    return _EVENT.validator.validate_python(values, context=references)  # type: ignore[no-any-return]


class Events(Sequence[Event]):
    """The events of a file, in its order: a sequence that never changes and takes little more room than the file.

    A hundred thousand records would take gigabytes, and seconds to make; readers look at a page of them.
    """

    def __init__(self, text: bytes | memoryview = b"", ends: Any = ()) -> None:
        """Take the JSON of events without anything between them, and the position at which each ends."""
        self.text, self.ends = text, np.asarray(ends, dtype="int64")

    @classmethod
    def of(cls, written: Sequence[bytes]) -> "Events":
        """Return events of which each is given as JSON."""
        return cls(b"".join(written), np.cumsum([len(one) for one in written]))

    def __len__(self) -> int:
        """Return how many events there are."""
        return len(self.ends)

    @overload
    def __getitem__(self, index: int) -> Event: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Event, ...]: ...
    def __getitem__(self, index: int | slice) -> Event | tuple[Event, ...]:
        """Return an event, or several."""
        if isinstance(index, slice):
            return tuple(map(self._at, range(*index.indices(len(self)))))
        n = index + len(self) if index < 0 else index
        if not 0 <= n < len(self):
            raise IndexError("there is no such event")
        return self._at(n)

    def __iter__(self) -> Iterator[Event]:
        """Yield each event."""
        return map(self._at, range(len(self)))

    def __eq__(self, other: object) -> bool:
        """Return whether another sequence holds equal events in the same order."""
        if isinstance(other, Events) and other.text == self.text and np.array_equal(other.ends, self.ends):
            return True
        if not isinstance(other, Events | tuple):
            return NotImplemented
        return len(self) == len(other) and all(one == two for one, two in zip(self, other, strict=True))

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        """Say how many there are, and not what they hold."""
        return f"<{len(self):,} events>"

    def _at(self, n: int) -> Event:
        start = self.ends[n - 1] if n else 0
        return _EVENT.validator.validate_json(bytes(self.text[start : self.ends[n]]))  # type: ignore[no-any-return]


def written(values: Any) -> bytes:
    """Return the plain values of an event as JSON."""
    return to_json(values)
