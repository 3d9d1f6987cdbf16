"""Follow the event file: its last good dataset, and what is wrong with it since."""

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
from dashboard.settings import max_bytes

LOOK = 0.2
"""Seconds from one look at the file to the next."""

SETTLE = 0.4
"""Seconds that a file stays as it is before it is read: whoever writes it may not have finished."""

PATIENCE = 1.0
"""Seconds that a file stays wrong, or away, before that is shown."""

AT_ONCE = 1.0
"""Seconds that the first reading may take before it is shown how far it is."""

STEP, STEP_SECONDS = 0.05, 0.5
"""How much of the first reading, and how many seconds, go by at least before pages hear of it again."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class State:
    """What there is to show of an event file at one moment.

    `good` is the newest version without errors. `problems` are the errors and warnings of the newest version where that
    is another one, which has been so since the time `since`, in UTC. While the file is read for the first time there is
    neither, and `reading` is the share that is done, from 0 to 1.
    """

    good: LoadResult | None = None
    problems: tuple[Problem, ...] = ()
    since: datetime | None = None
    reading: float | None = None

    @property
    def dataset(self) -> Dataset | None:
        """Return the newest good dataset, if there ever was one."""
        return self.good.dataset if self.good else None

    @cached_property
    def version(self) -> str:
        """Return a text that is another one whenever there is something else to show."""
        told = self.good.sha256 if self.good else None, self.problems, self.since, self.reading
        return hashlib.sha256(repr(told).encode()).hexdigest()[:16]


class Followed:
    """An event file that is read anew when it changes; `state` is replaced whole, and may be read by any thread."""

    def __init__(
        self,
        path: Path,
        read: Callable[..., LoadResult] = load,
        utc: Callable[[], datetime] = lambda: datetime.now(UTC),
        at_once: bool = True,
    ) -> None:
        """Follow the file at `path`: read it at once, or else when `begin` is called."""
        self._path, self._read, self._utc = path, read, utc
        self._steady_since, self._noticed = 0.0, utc()
        self._found: LoadResult | None = None
        self._wakers: set[Callable[[], object]] = set()
        self._beginning, self._begun = Lock(), Event()
        self.state = State(reading=0.0)
        if at_once:
            self.begin()

    def begin(self, progress: Progress | None = None) -> None:
        """Read the file for the first time, unless that is done; `progress` is told how far that is."""
        with self._beginning:
            if self._begun.is_set():
                return
            self._mark = self._judged = self._signature()
            last = time.monotonic()

            def tell(share: float) -> None:
                nonlocal last
                if progress:
                    progress(share)
                now, told = time.monotonic(), self.state.reading or 0
                if share < 1 and share - told >= STEP and now - last >= STEP_SECONDS:
                    last = now
                    self._show(State(reading=share))

            try:
                self._show(self._with(self._read(self._path, progress=tell), State()))
            except Exception:
                self._judged = ()  # so that it is read again
                self._show(self._with(_FAILED, State()))
                raise
            finally:
                self._begun.set()

    def wait(self, seconds: float) -> bool:
        """Wait until the file was read for the first time, but not for longer; say whether it was."""
        return self._begun.wait(seconds)

    def _show(self, state: State) -> None:
        self.state = state
        for wake in tuple(self._wakers):
            wake()

    def look(self, now: float) -> bool:
        """Look at the file once, at a time in seconds of any clock that never goes back; say whether `state` changed.

        Reading, which takes seconds for a large file, happens within.
        """
        mark = self._signature()
        if mark != self._mark:
            self._mark, self._steady_since, self._noticed, self._found = mark, now, self._utc(), None
        if mark == self._judged or now - self._steady_since < SETTLE:
            return False
        if self._found is None:
            found = self._read(self._path)
            if self._signature() != mark:
                return False  # what was read is no one version; the next look begins anew
            self._found = found
        if self._found.dataset is None and now - self._steady_since < PATIENCE:
            return False
        before, self.state = self.state, self._with(self._found, self.state)
        if self._found.sha256:
            self._judged = mark
        else:  # not read: what kept it from being read may pass
            self._steady_since = now
        self._found = None
        return self.state.version != before.version

    def _with(self, found: LoadResult, before: State) -> State:
        if found.dataset is None:
            problems = (*found.problems, *found.warnings)
            return replace(before, problems=problems, since=before.since or self._noticed)
        same = before.good is not None and before.good.sha256 == found.sha256
        return State(before.good if same else found)

    def _signature(self) -> tuple[int, ...]:
        """Return what tells two versions of a file apart without reading them; the error's number where it is away."""
        try:
            stat = self._path.stat()
        except OSError as error:
            return (error.errno or 0,)
        return stat.st_ino, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_size

    async def versions(self) -> AsyncGenerator[str, None]:
        """Yield the version that there is to show, then every new one; the last of those that come while it waits."""
        changed = asyncio.Event()
        wake = partial(asyncio.get_running_loop().call_soon_threadsafe, changed.set)
        self._wakers.add(wake)
        try:
            while True:
                changed.clear()
                yield self.state.version
                await changed.wait()
        finally:
            self._wakers.discard(wake)

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Look at the file for as long as the context lasts.

        A thread of its own does so: reading takes seconds, and a file of another machine may keep even a look waiting.
        """
        ended = Event()

        def watch() -> None:
            try:
                self.begin()
            except Exception:
                _log.exception("cannot read %s", self._path.name)
            while not ended.wait(LOOK):
                try:
                    changed = self.look(time.monotonic())
                except Exception:  # whatever it was, the next version may be better
                    _log.exception("cannot follow %s", self._path.name)
                    continue
                if changed:
                    if self.state.since:
                        _log.warning("%s has become wrong; the page shows the version before", self._path.name)
                    for wake in tuple(self._wakers):
                        wake()

        thread = Thread(target=watch, name=f"watching {self._path.name}", daemon=True)
        thread.start()
        try:
            yield
        finally:
            ended.set()
            thread.join(AT_ONCE)  # a long reading that nobody waits for any more ends with the process


def followed(path: Path, at_once: bool = True) -> Followed:
    """Return the one object of this process that follows the file at `path`.

    The first call reads it, or leaves that to whoever watches it.
    """
    with _lock:
        if path not in _followed:
            _followed[path] = Followed(path, partial(load, max_bytes=max_bytes()), at_once=at_once)
        return _followed[path]


_FAILED = LoadResult("", None, (Problem(1, 1, "the file cannot be read; the log of the server says why"),), ())

_lock = Lock()
_followed: dict[Path, Followed] = {}
