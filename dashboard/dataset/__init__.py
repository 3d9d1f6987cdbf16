"""The event file, read and checked: `load` gives its records, frames and index, or every problem with its place."""

import hashlib
from pathlib import Path

from dashboard.dataset.file_bytes import MAX_BYTES, read_limited
from dashboard.dataset.progress import Progress
from dashboard.dataset.reader import read_bytes
from dashboard.dataset.result import Dataset, LoadResult
from dashboard.dataset.storage import cache

__all__ = ["MAX_BYTES", "Dataset", "LoadResult", "Progress", "load"]


def load(path: Path, max_bytes: int = MAX_BYTES, progress: Progress | None = None) -> LoadResult:
    """Read, check and tabulate an event file; a large one that was read before is taken from the cache.

    Whatever is wrong with the file is among the problems of the result; nothing is raised. `progress` is called with
    the share that is done, from 0 to 1, at most ten times a second.
    """
    data = read_limited(path, max_bytes)
    if isinstance(data, LoadResult):
        return data
    is_large = len(data) >= cache.MIN_FILE_BYTES
    if is_large and (kept := cache.get(hashlib.sha256(data).hexdigest())):
        if progress:
            progress(1.0)
        return kept
    result = read_bytes(data, progress)
    if is_large and result.dataset:
        cache.put(result.dataset, result.warnings)
    return result
