"""Small event files, datasets and selections for tests."""

from collections.abc import Iterable
from functools import cache

import numpy as np

from dashboard.dataset import Dataset
from dashboard.dataset.reader import read_bytes
from dashboard.selection import Selection, select

HEAD = "schema_version: 1\ntitle: T\nsources: {s: {type: book}}\n"
"""The lines before places, ranks and events of a small file whose only source is `s`."""


def event(key: object, kind: str, **fields: str) -> str:
    """Return an event, a defection or context, as a line of an event file; its fields are YAML."""
    known = {"id": key, "type": kind, "status": "reported"} | fields
    return f"  - {{{', '.join(f'{name}: {value}' for name, value in known.items())}}}\n"


@cache
def dataset(text: str) -> Dataset:
    """Read the text of an event file that has no errors."""
    result = read_bytes(text.encode())
    assert result.dataset, result.problems
    return result.dataset


def selection(of: Dataset | str, query: str = "", ids: Iterable[str] | None = None) -> Selection:
    """Select the events of a query that makes sense; of these, only those with the ids, if any are given."""
    found, ignored = select(of if isinstance(of, Dataset) else dataset(of), query)
    assert ignored == []
    if ids is None:
        return found
    return found.only(np.array([found.dataset.index.row_by_id[key] for key in ids], dtype=int))
