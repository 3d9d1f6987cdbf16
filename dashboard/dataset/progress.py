"""How far a large file is read, reported now and then."""

from collections.abc import Callable
from time import monotonic
from typing import TypeAlias

INTERVAL_S = 0.1

Progress: TypeAlias = Callable[[float], object]
"""What is called with the share of a file that is read, from 0 to 1."""


def throttled(
    progress: Progress | None, characters: int, shares: tuple[float, float] = (0, 1)
) -> Callable[[int], object] | None:
    """Return a function to call with each position in a text of so many characters, as often as one likes.

    It calls `progress` every `INTERVAL_S` at most; reading the text takes the work from the first share to the second.
    """
    if progress is None:
        return None
    called_at = monotonic()
    start, end = shares

    def report(position: int) -> None:
        nonlocal called_at
        now = monotonic()
        if now - called_at >= INTERVAL_S:
            called_at = now
            share = start + (end - start) * position / characters
            progress(min(share, 0.99))  # the rest is for what comes after the last event

    return report
