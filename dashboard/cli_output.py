"""What commands print beside their result: complaints, and the progress of reading."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import click

READING_BAR_AFTER_S = 1.0
"""How long reading a file may take before a bar shows its progress."""

INTERRUPTED = 130
"""The exit status after Ctrl-C."""


def complain(*reasons: str, status: int = 1) -> int:
    """Print why a command failed, and return its exit status."""
    from dashboard.dataset.text import visible

    for reason in reasons:
        print(f"defections: {visible(reason)}", file=sys.stderr)
    return status


@contextmanager
def reading_bar(name: str) -> Iterator[Callable[[float], None]]:
    """Give a function to call with the share of a file that is read; it draws a bar, if that takes long."""
    from dashboard.dataset.text import visible

    start = time.monotonic()
    bar: Any = None

    def progress(share: float) -> None:
        nonlocal bar
        if bar is None and share < 1 and time.monotonic() - start >= READING_BAR_AFTER_S and sys.stderr.isatty():
            bar = click.progressbar(length=100, label=f"Reading {visible(name)}", file=sys.stderr)
            bar.__enter__()
        if bar is not None:
            bar.update(int(100 * share) - bar.pos)

    try:
        yield progress
    finally:
        if bar is not None:
            bar.__exit__(None, None, None)
