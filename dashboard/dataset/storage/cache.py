"""Datasets of large event files, kept in the user's cache folder so that the files need not be read again.

The key is the SHA-256 of the event file and the version of the code. The event file is read again if the cached copy
is damaged or comes from another version, or if other users may write to it or to the folder. A dataset that cannot be
cached is not an error.
"""

import logging
import os
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import platformdirs

from dashboard.dataset.problems import Problem
from dashboard.dataset.result import Dataset, LoadResult
from dashboard.dataset.storage import archive

MAX_FILES, MAX_BYTES = 4, 2**30
"""How many datasets are kept, and how large they are together; the newest is kept whatever its size."""

_SUFFIX = ".events.zip"
_ABANDONED_S = 3600  # an unfinished file this old belongs to a process that was killed
_log = logging.getLogger(__name__)


def folder() -> Path:
    """Return the folder of datasets: `$XDG_CACHE_HOME/defections`, else `~/.cache/defections` on Linux."""
    return platformdirs.user_cache_path("defections", appauthor=False)


def get(sha256: str) -> LoadResult | None:
    """Return dataset and warnings of the event file with this hash, or nothing if none are kept that can be trusted."""
    path = _path(sha256)
    try:
        _require_own(path.parent.stat())
        with open(path, "rb", opener=_open_unless_linked) as file:
            _require_own(os.fstat(file.fileno()))
            result = archive.read(file, sha256)
        os.utime(path)  # the time of the last use, by which the oldest are found
    except FileNotFoundError:
        return None
    except Exception as error:  # whatever is wrong with it, the event file itself is there
        _log.info("not read from the cache: %s", error)
        return None
    return result


def put(dataset: Dataset, warnings: Sequence[Problem]) -> None:
    """Keep a dataset and its warnings, if there is room and a right to write."""
    try:
        folder().mkdir(mode=0o700, parents=True, exist_ok=True)
        _require_own(folder().stat())
        with _replacing(_path(dataset.sha256)) as path:
            archive.write(path, dataset, warnings)
        _delete_oldest()
    except OSError as error:
        _log.info("not kept in the cache: %s", error)


def _path(sha256: str) -> Path:
    return folder() / f"{sha256[:32]}-{archive.code_version()[:16]}{_SUFFIX}"


def _require_own(stat: os.stat_result) -> None:
    """Raise PermissionError for a file or a folder that others own or may write to: what it holds may be theirs."""
    if os.name == "posix" and (stat.st_uid != os.geteuid() or stat.st_mode & 0o022):
        raise PermissionError("others own it or may write to it")


def _open_unless_linked(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NOFOLLOW", 0))


@contextmanager
def _replacing(path: Path) -> Iterator[Path]:
    """Give a new file, for its owner alone, that takes the place of `path` once it is written."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=_SUFFIX)
    os.close(handle)
    try:
        yield Path(name)
        os.replace(name, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(name)
        raise


def _delete_oldest() -> None:
    """Delete unfinished files, then the least recently used datasets beyond `MAX_FILES` or `MAX_BYTES`."""
    for unfinished in folder().glob(f".*{_SUFFIX}"):
        if unfinished.stat().st_mtime < time.time() - _ABANDONED_S:
            unfinished.unlink(missing_ok=True)
    kept = sorted(((it.stat(), it) for it in folder().glob(f"[!.]*{_SUFFIX}")), key=lambda it: -it[0].st_mtime_ns)
    room = MAX_BYTES
    for n, (stat, path) in enumerate(kept):
        room -= stat.st_size
        if n >= MAX_FILES or (n and room < 0):
            path.unlink(missing_ok=True)
