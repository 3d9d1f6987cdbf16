"""The event file, read and checked: `load` gives its records, frames and index, or every problem with its place."""

import hashlib
from pathlib import Path

from dashboard.dataset.file_bytes import MAX_BYTES, read_limited
from dashboard.dataset.progress import Progress
from dashboard.dataset.reader import check_bytes, read_bytes
from dashboard.dataset.result import CheckResult, Dataset, LoadResult

__all__ = ["MAX_BYTES", "CheckResult", "Dataset", "LoadResult", "Progress", "check", "load"]

MIN_CACHED_BYTES = 2**20
"""Size of the smallest event file whose dataset is kept in the cache; a smaller one is read within half a second."""


def load(
    path: Path, max_bytes: int = MAX_BYTES, progress: Progress | None = None, limit_name: str = "max_bytes"
) -> LoadResult:
    """Read, check and tabulate an event file; a large one that was read before is taken from the cache.

    Whatever is wrong with the file is among the problems of the result; nothing is raised. `progress` is called with
    the share that is done, from 0 to 1, at most ten times a second. `limit_name` is what users call `max_bytes`.
    """
    data = read_limited(path, max_bytes, limit_name)
    if isinstance(data, LoadResult):
        return data
    return read_bytes(data, progress) if len(data) < MIN_CACHED_BYTES else _load_large(data, progress)


def check(
    path: Path, max_bytes: int = MAX_BYTES, progress: Progress | None = None, limit_name: str = "max_bytes"
) -> CheckResult:
    """Read and check an event file as `load` does, but import no pandas and make no dataset of a small one.

    A large file is loaded: that may find its dataset in the cache, and keeps it there for the next time.
    """
    data = read_limited(path, max_bytes, limit_name)
    if isinstance(data, LoadResult):
        return data.check_result
    return check_bytes(data, progress) if len(data) < MIN_CACHED_BYTES else _load_large(data, progress).check_result


def _load_large(data: bytes, progress: Progress | None) -> LoadResult:
    from dashboard.dataset.storage import cache  # it imports pandas and pyarrow

    if kept := cache.get(hashlib.sha256(data).hexdigest()):
        if progress:
            progress(1.0)
        return kept
    result = read_bytes(data, progress)
    if result.dataset:
        cache.put(result.dataset, result.warnings)
    return result
