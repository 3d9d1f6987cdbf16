"""Watch the event file: read it again when it changes, and keep the last version without errors."""

import asyncio
import hashlib
import logging
import time
from collections.abc import AsyncGenerator, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property, partial
from pathlib import Path
from threading import Event, Lock, Thread

from dashboard.dataset import Dataset, LoadResult, Progress, load
from dashboard.dataset.problems import Problem
from dashboard.dataset.text import visible
from dashboard.settings import MAX_BYTES_VARIABLE, Settings

POLL_INTERVAL_S = 0.2

SETTLE_S = 0.4
"""How long a file has to stay unchanged before it is read: whoever writes it may not have finished."""

PROBLEM_GRACE_S = 1.0
"""How long a file has to stay broken or missing before readers see that."""

FIRST_READING_WAIT_S = 1.0
"""How long to wait for the first reading before pages show its progress instead."""

PROGRESS_STEP, PROGRESS_INTERVAL_S = 0.05, 0.5
"""The least share of the first reading, and the least time, between two reports of its progress."""

LOGGED_PROBLEMS = 10
"""How many problems of a version the log names."""

_CANNOT_READ = LoadResult("", None, (Problem(1, 1, "the file cannot be read; the server log says why"),), ())

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class FileState:
    """What there is to show of an event file at one moment."""

    last_good: LoadResult | None = None  # the newest version without errors
    problems: tuple[Problem, ...] = ()  # errors and warnings of the newest version, where that is not the last good one
    problems_since: datetime | None = None  # in UTC
    progress: float | None = None  # of the first reading, from 0 to 1; None once that is done

    @property
    def dataset(self) -> Dataset | None:
        """The last good dataset, if there ever was one."""
        return self.last_good.dataset if self.last_good else None

    def title(self, file_name: str) -> str:
        """Return what a page of the file is called: the title of its dataset, or why there is none."""
        if self.dataset:
            return self.dataset.records.title
        return f"Problems in {file_name}" if self.progress is None else f"Reading {file_name}"

    @cached_property
    def revision(self) -> str:
        """A hash of what readers see; the same content has the same revision."""
        sha256 = self.last_good.sha256 if self.last_good else None
        shown = sha256, self.problems, self.problems_since, self.progress
        return hashlib.sha256(repr(shown).encode()).hexdigest()[:16]


class WatchedFile:
    """An event file that is read again whenever it changes.

    `state` is replaced as a whole, and any thread may read it.
    """

    def __init__(
        self,
        path: Path,
        read: Callable[..., LoadResult] = load,
        utc_now: Callable[[], datetime] = lambda: datetime.now(UTC),
        read_now: bool = True,
    ) -> None:
        """Read the file at `path`, unless `read_now` leaves that to `read_first`."""
        self.state = FileState(progress=0.0)
        self._path, self._read, self._utc_now = path, read, utc_now
        self._fingerprint: tuple[int, ...] = ()  # of the file at the last poll
        self._shown_fingerprint: tuple[int, ...] = ()  # of the version that `state` shows
        self._unchanged_since = 0.0  # on the clock of `poll`
        self._change_noticed_at = utc_now()
        self._waiting_result: LoadResult | None = None  # a broken version within its grace
        self._first_reading_lock, self._first_reading_done = Lock(), Event()
        self._listeners: set[Callable[[], object]] = set()
        if read_now:
            self.read_first()

    def read_first(self, progress: Progress | None = None) -> bool:
        """Read the file, calling `progress` with the share that is read; return False if that was done before."""
        with self._first_reading_lock:
            if self._first_reading_done.is_set():
                return False
            self._fingerprint = self._shown_fingerprint = self._current_fingerprint()
            try:
                result = self._read(self._path, progress=self._progress_reporter(progress))
                self._show(self._state_after(result, FileState()))
            except Exception:
                self._shown_fingerprint = ()  # so that the next poll reads it again
                self._show(self._state_after(_CANNOT_READ, FileState()))
                raise
            finally:
                self._first_reading_done.set()
        return True

    def _progress_reporter(self, also: Progress | None) -> Progress:
        """Return a function that shows the progress of the first reading, now and then, and passes it on at once."""
        last_report = time.monotonic()

        def report(share: float) -> None:
            nonlocal last_report
            if also:
                also(share)
            now, reported = time.monotonic(), self.state.progress or 0
            if share < 1 and share - reported >= PROGRESS_STEP and now - last_report >= PROGRESS_INTERVAL_S:
                last_report = now
                self._show(FileState(progress=share))

        return report

    def wait_for_first_reading(self, seconds: float) -> bool:
        """Wait for the first reading, at most so long; return whether it is done."""
        return self._first_reading_done.wait(seconds)

    def poll(self, now: float) -> bool:
        """Look at the file once and read it if it changed; return whether `state` changed.

        `now` is in seconds, of any clock that never goes back. A large file takes seconds to read.
        """
        fingerprint = self._current_fingerprint()
        if fingerprint != self._fingerprint:
            self._fingerprint, self._waiting_result = fingerprint, None
            self._unchanged_since, self._change_noticed_at = now, self._utc_now()
        if fingerprint == self._shown_fingerprint or now - self._unchanged_since < SETTLE_S:
            return False
        if self._waiting_result is None:
            result = self._read(self._path)
            if self._current_fingerprint() != fingerprint:
                return False  # it changed meanwhile, so what was read may be half of each; the next poll starts again
            self._waiting_result = result
        result = self._waiting_result
        if result.dataset is None and now - self._unchanged_since < PROBLEM_GRACE_S:
            return False
        before, self.state = self.state, self._state_after(result, self.state)
        if result.sha256:
            self._shown_fingerprint = fingerprint
        else:  # it could not be read, for a reason that may pass: try again later
            self._unchanged_since = now
        self._waiting_result = None
        return self.state.revision != before.revision

    def _state_after(self, result: LoadResult, before: FileState) -> FileState:
        if result.dataset is None:
            problems = (*result.problems, *result.warnings)
            since = before.problems_since or self._change_noticed_at
            return replace(before, problems=problems, problems_since=since)
        is_same = before.last_good is not None and before.last_good.sha256 == result.sha256
        return FileState(before.last_good if is_same else result)

    def _current_fingerprint(self) -> tuple[int, ...]:
        """Return what tells two versions of a file apart without reading them; the error number of a missing file."""
        try:
            stat = self._path.stat()
        except OSError as error:
            return (error.errno or 0,)
        return stat.st_ino, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_size

    def _show(self, state: FileState) -> None:
        self.state = state
        self._notify_listeners()

    def _notify_listeners(self) -> None:
        for notify in tuple(self._listeners):
            notify()

    async def revisions(self) -> AsyncGenerator[str, None]:
        """Yield the current revision, then every new one; a slow consumer gets the newest alone."""
        changed = asyncio.Event()
        notify = partial(asyncio.get_running_loop().call_soon_threadsafe, changed.set)
        self._listeners.add(notify)
        try:
            while True:
                changed.clear()
                yield self.state.revision
                await changed.wait()
        finally:
            self._listeners.discard(notify)

    @contextmanager
    def polling(self) -> Iterator[None]:
        """Poll the file, in a thread, for as long as the context lasts.

        In a thread because reading takes seconds, and a file on another machine may block even a poll.
        """
        ended = Event()
        thread = Thread(target=self._poll_until, args=(ended,), name=f"watching {self._path.name}", daemon=True)
        thread.start()
        try:
            yield
        finally:
            ended.set()
            thread.join(FIRST_READING_WAIT_S)  # the end of the process ends a long reading

    def _poll_until(self, ended: Event) -> None:
        try:
            if self.read_first():  # else whoever read it has said what is wrong
                self._log_problems(FileState())
        except Exception:
            _log.exception("cannot read %s", self._path.name)
        while not ended.wait(POLL_INTERVAL_S):
            before = self.state
            try:
                changed = self.poll(time.monotonic())
            except Exception:  # the next version may do better
                _log.exception("cannot watch %s", self._path.name)
                continue
            if changed:
                self._log_problems(before)
                self._notify_listeners()

    def _log_problems(self, before: FileState) -> None:
        """Log what is wrong with the file, or that nothing is any more."""
        name = visible(self._path.name)
        problems = [problem for problem in self.state.problems if problem.severity == "error"]
        if problems:
            shown = "the last version without errors" if self.state.dataset else "these errors"
            lines = [problem.located(name) for problem in problems[:LOGGED_PROBLEMS]]
            more = [f"and {len(problems) - LOGGED_PROBLEMS:,} more"] if len(problems) > LOGGED_PROBLEMS else []
            _log.warning("%s cannot be used; the page shows %s:\n%s", name, shown, "\n".join([*lines, *more]))
        elif before.problems:  # as loud as the warning that it ends
            _log.warning("%s can be used again", name)


def watch(path: Path, read_now: bool = True) -> WatchedFile:
    """Return the one `WatchedFile` of this process for the file at `path`.

    The first call reads the file, unless `read_now` leaves that to `WatchedFile.polling`.
    """
    with _lock:
        if path not in _watched_files:
            limit_name = f"{MAX_BYTES_VARIABLE} (or --max-size)"
            read = partial(load, max_bytes=Settings.from_environment().max_bytes, limit_name=limit_name)
            _watched_files[path] = WatchedFile(path, read, read_now=read_now)
        return _watched_files[path]


_lock = Lock()
_watched_files: dict[Path, WatchedFile] = {}
