"""The event file watched: what is shown after every kind of save, with a clock of the test's own."""

import asyncio
import os
import time
from collections.abc import Callable
from contextlib import aclosing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event

import pytest

from dashboard import watch as watch_module
from dashboard.dataset import LoadResult, load
from dashboard.dataset.problems import Problem
from dashboard.dataset.reader import read_bytes
from dashboard.watch import POLL_INTERVAL_S, PROBLEM_GRACE_S, SETTLE_S, WatchedFile, watch

GOOD = "schema_version: 1\ntitle: First\n"
BETTER = "schema_version: 1\ntitle: Second\n"
WRONG = "schema_version: 1\ntitel: Third\n"
WORSE = "schema_version: 1\ntitle: Fourth\nevents: 4\n"
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


class PolledFile:
    """A watched file, polled as often as a server does, in time that the test makes pass."""

    def __init__(self, path: Path, text: str | None) -> None:
        self.path, self.now, self.reads = path, 1000.0, 0
        self.after_reading: Callable[[], object] = lambda: None
        if text is not None:
            path.write_text(text)
        self.file = WatchedFile(path, self._read, lambda: NOON + timedelta(seconds=self.now - 1000))

    def _read(self, path: Path, **_: object) -> LoadResult:
        self.reads += 1
        loaded = load(path)
        self.after_reading()
        return loaded

    def save(self, text: str) -> None:
        """Write as editors do that empty the file first; times of the file differ even where its clock is coarse."""
        self.path.write_text(text)
        os.utime(self.path, ns=(0, int(self.now * 1e9)))

    def wait(self, seconds: float) -> list[str]:
        """Let time pass, and return what was shown after each poll that changed it."""
        said = []
        end = self.now + seconds
        while self.now < end - 1e-9:
            self.now = min(self.now + POLL_INTERVAL_S, end)
            if self.file.poll(self.now):
                said.append(self.shown)
        return said

    @property
    def shown(self) -> str:
        """Return the title of the data shown, and what is said to be wrong."""
        state = self.file.state
        title = state.dataset.records.title if state.dataset else "nothing"
        return " | ".join([title, *(f"{problem.line}: {problem.message[:24]}" for problem in state.problems)])

    @property
    def since(self) -> float | None:
        """Return since when there are problems, in seconds from the start."""
        since = self.file.state.problems_since
        return (since - NOON).total_seconds() if since else None


@pytest.fixture
def follow(tmp_path: Path) -> Callable[..., PolledFile]:
    return lambda text=GOOD: PolledFile(tmp_path / "events.yaml", text)


WRONG_SAID = ["2: 'titel' is not a key of ", "1: title: is missing"]


def test_a_good_file_is_shown_at_once(follow):
    assert follow().shown == "First"


@pytest.mark.parametrize("text", [WRONG, "", None], ids=["wrong", "empty", "missing"])
def test_a_file_that_is_wrong_from_the_start_shows_its_problems_at_once_and_no_data(follow, text):
    one = follow(text)
    assert one.file.state.dataset is None
    assert one.file.state.problems == load(one.path).problems != ()
    assert one.since == 0


def test_a_file_that_nobody_touches_is_read_once_and_changes_nothing(follow):
    one = follow()
    assert one.wait(3600) == []
    assert one.reads == 1


@pytest.mark.parametrize("text", [GOOD, WRONG])
def test_a_save_is_shown_once_it_has_settled_and_within_two_seconds(follow, text):
    one = follow(text)
    one.save(BETTER)
    assert one.wait(SETTLE_S) == []
    assert one.wait(2 - SETTLE_S - 1) == ["Second"]
    assert one.since is None


def test_a_file_saved_again_and_again_is_read_when_it_comes_to_rest(follow):
    one = follow()
    for n in range(10):
        one.save(GOOD.replace("First", f"Draft {n}"))
        assert one.wait(SETTLE_S - 0.1) == []
    assert one.reads == 1
    assert one.wait(2) == ["Draft 9"]


def test_a_half_written_save_is_never_shown(follow):
    one = follow()
    for half in ("", BETTER[:12], BETTER[:21]):
        one.save(half)
        assert one.wait(PROBLEM_GRACE_S - POLL_INTERVAL_S) == []
    one.save(BETTER)
    assert one.wait(2) == ["Second"]


def test_a_file_replaced_by_another_is_shown(follow, tmp_path):
    one = follow()
    other = tmp_path / "events.yaml.new"
    other.write_text(BETTER)
    os.utime(other, ns=(0, one.path.stat().st_mtime_ns))  # as a copy that keeps its times
    os.replace(other, one.path)
    assert one.wait(2) == ["Second"]


def test_a_file_that_is_away_for_a_moment_is_never_missed(follow):
    one = follow()
    one.path.unlink()
    assert one.wait(PROBLEM_GRACE_S - POLL_INTERVAL_S) == []
    one.save(BETTER)
    assert one.wait(2) == ["Second"]


def test_a_file_that_stays_away_is_a_problem_until_it_is_back(follow):
    one = follow()
    one.path.unlink()
    assert one.wait(2) == ["First | 1: the file cannot be read:"]
    assert one.wait(10) == []
    one.save(GOOD)
    assert one.wait(2) == ["First"]
    assert one.since is None


def test_the_same_content_saved_again_changes_nothing(follow):
    one = follow()
    before = one.file.state
    one.save(GOOD)
    assert one.wait(5) == []
    assert one.reads == 2
    assert one.file.state == before
    assert one.file.state.dataset is before.dataset


def test_a_wrong_version_is_shown_beside_the_last_good_data_with_the_time_when_it_was_noticed(follow):
    one = follow()
    one.wait(10)
    one.save(WRONG)
    assert one.wait(PROBLEM_GRACE_S) == []
    (said,) = one.wait(1)
    assert said.startswith("First | ")
    assert one.file.state.problems == load(one.path).problems
    assert one.since == pytest.approx(10 + POLL_INTERVAL_S)


def test_another_wrong_version_shows_its_own_problems_since_the_first(follow):
    one = follow()
    one.save(WRONG)
    one.wait(10)
    since = one.since
    first = one.file.state.problems
    one.save(WORSE)
    assert len(one.wait(2)) == 1
    assert one.file.state.problems == load(one.path).problems != first
    assert one.since == since


def test_the_same_problems_in_another_version_change_nothing(follow):
    one = follow()
    one.save(WRONG)
    one.wait(2)
    one.save(WRONG + "# a remark\n")
    assert one.wait(5) == []


@pytest.mark.parametrize("text", [GOOD, BETTER], ids=["taken back", "mended"])
def test_a_mended_file_goes_on_without_problems(follow, text):
    one = follow()
    one.save(WRONG)
    one.wait(5)
    one.save(text)
    assert one.wait(2) == [load(one.path).dataset.records.title]
    assert one.since is None


def test_a_file_that_changes_while_it_is_read_is_read_again(follow):
    one = follow()

    def meddle() -> None:
        one.after_reading = lambda: None
        one.save(BETTER)

    one.after_reading = meddle
    one.save(WRONG)
    assert one.wait(5) == ["Second"]


def test_a_file_that_changes_while_it_is_read_for_the_first_time_is_read_again(tmp_path):
    path = tmp_path / "events.yaml"
    path.write_text(GOOD)

    def read(path: Path, **_: object) -> LoadResult:
        loaded = load(path)
        if loaded.dataset.records.title == "First":
            path.write_text(BETTER)
        return loaded

    file = WatchedFile(path, read)
    file.poll(1)
    assert file.poll(2)
    assert file.state.dataset.records.title == "Second"


def test_a_revision_stands_for_what_is_shown_and_not_for_how_it_came_to_be(follow):
    one = follow()
    revisions = [one.file.state.revision]
    for text in (BETTER, WRONG, GOOD):
        one.save(text)
        one.wait(5)
        revisions.append(one.file.state.revision)
    assert len(set(revisions)) == 3
    assert revisions[0] == revisions[3]


def test_one_object_watches_a_file_for_the_whole_process(tmp_path):
    assert watch(tmp_path / "a.yaml") is watch(tmp_path / "a.yaml")
    assert watch(tmp_path / "a.yaml") is not watch(tmp_path / "b.yaml")


# The first reading


def test_the_first_reading_may_be_left_to_the_watch_which_says_how_far_it_is(tmp_path, swift, monkeypatch):
    monkeypatch.setattr(watch_module, "PROGRESS_INTERVAL_S", 0)
    path = tmp_path / "events.yaml"
    path.write_text(GOOD)
    seen: list[tuple[float | None, str]] = []
    told: list[float] = []

    def read(path: Path, progress: Callable[[float], object]) -> LoadResult:
        for share in (0.01, 0.3, 0.32, 0.6, 1.0):
            progress(share)
            seen.append((one.state.progress, one.state.revision))
        return load(path)

    one = WatchedFile(path, read, read_now=False)
    assert (one.state.progress, one.state.dataset) == (0, None)
    assert not one.wait_for_first_reading(0)
    one.read_first(told.append)
    assert one.wait_for_first_reading(0)
    assert told == [0.01, 0.3, 0.32, 0.6, 1.0]
    assert [share for share, _ in seen] == [0, 0.3, 0.3, 0.6, 0.6]
    assert (one.state.progress, one.state.dataset.records.title) == (None, "First")
    assert len({*(revision for _, revision in seen), one.state.revision}) == 4
    one.read_first()
    assert len(told) == 5


def test_pages_hear_how_far_the_first_reading_is_and_of_its_end(tmp_path, swift, monkeypatch):
    monkeypatch.setattr(watch_module, "PROGRESS_INTERVAL_S", 0)
    path = tmp_path / "events.yaml"
    path.write_text(GOOD)
    heard_of, go_on = Event(), Event()

    def read(path: Path, progress: Callable[[float], object]) -> LoadResult:
        progress(0.5)
        assert go_on.wait(30)
        heard_of.set()
        return load(path)

    one = WatchedFile(path, read, read_now=False)

    async def hear() -> list[float | None]:
        heard = []
        async with aclosing(one.revisions()) as revisions:
            async for _ in revisions:
                heard.append(one.state.progress)
                if one.state.progress == 0.5:
                    go_on.set()
                if one.state.progress is None:
                    return heard
        return heard

    with one.polling():
        heard = asyncio.run(asyncio.wait_for(hear(), 30))
    assert heard[-2:] == [0.5, None]
    assert one.state.dataset


def test_a_first_reading_that_fails_is_said_and_tried_again(tmp_path, swift, caplog):
    path = tmp_path / "events.yaml"
    path.write_text(GOOD)
    answers: list[Exception | LoadResult] = [MemoryError(), load(path)]

    def read(*_: object, **__: object) -> LoadResult:
        answer = answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    one = WatchedFile(path, read, read_now=False)
    with pytest.raises(MemoryError):
        one.read_first()
    assert one.wait_for_first_reading(0)
    assert [problem.message for problem in one.state.problems] == ["the file cannot be read; the server log says why"]
    assert one.poll(100)
    assert one.state.dataset.records.title == "First"


def test_a_file_that_is_not_yet_read_is_watched_once(tmp_path):
    path = tmp_path / "events.yaml"
    path.write_text(GOOD)
    one = watch(path, read_now=False)
    assert watch(path) is one
    assert one.state.progress == 0
    one.read_first()
    assert one.state.dataset


# Telling


@pytest.fixture
def swift(monkeypatch: pytest.MonkeyPatch) -> None:
    """Watch files in hundredths of the usual times."""
    for name in ("POLL_INTERVAL_S", "SETTLE_S", "PROBLEM_GRACE_S"):
        monkeypatch.setattr(watch_module, name, getattr(watch_module, name) / 100)


def test_whoever_listens_gets_the_revision_and_each_new_one(tmp_path, swift):
    path = tmp_path / "events.yaml"
    path.write_text(GOOD)
    file = WatchedFile(path)

    async def hear() -> list[str]:
        async with aclosing(file.revisions()) as one, aclosing(file.revisions()) as other:
            heard = [await anext(one), await anext(other)]
            path.write_text(BETTER)
            return [*heard, *await asyncio.gather(anext(one), anext(other))]

    with file.polling():
        heard = asyncio.run(asyncio.wait_for(hear(), 30))
    assert heard[0] == heard[1] != heard[2] == heard[3] == file.state.revision


def test_whoever_was_busy_gets_the_newest_revision_alone(tmp_path):
    path = tmp_path / "events.yaml"
    path.write_text(GOOD)
    file = WatchedFile(path)

    async def hear() -> list[str]:
        async with aclosing(file.revisions()) as revisions:
            heard = [await anext(revisions)]
            with pytest.MonkeyPatch.context() as patch:
                for name in ("POLL_INTERVAL_S", "SETTLE_S"):
                    patch.setattr(watch_module, name, 0.001)
                with file.polling():
                    for text in (BETTER, GOOD + "description: D\n"):
                        path.write_text(text)
                        while file.state.last_good.sha256 != load(path).sha256:
                            await asyncio.sleep(0.001)
            heard.append(await anext(revisions))
            with pytest.raises(TimeoutError):
                await asyncio.wait_for(anext(revisions), 0.01)
            return heard

    assert asyncio.run(hear())[1] == file.state.revision


def test_a_failed_poll_does_not_end_the_watch(tmp_path, monkeypatch, caplog):
    path = tmp_path / "events.yaml"
    path.write_text(GOOD)
    one = WatchedFile(path)
    polls = []

    def poll(now):
        polls.append(now)
        raise MemoryError

    monkeypatch.setattr(one, "poll", poll)
    monkeypatch.setattr(watch_module, "POLL_INTERVAL_S", 0.01)
    with one.polling():
        end = time.monotonic() + 10
        while len(polls) < 3 and time.monotonic() < end:
            time.sleep(0.01)
    assert len(polls) >= 3
    assert "cannot watch events.yaml" in caplog.text


def logged(caplog) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.name == "dashboard.watch"]


def polled_until(file: WatchedFile, is_done: Callable[[], object], *steps: Callable[[], object]) -> None:
    """Poll a file and take these steps, each after what the one before changed has been shown."""
    with file.polling():
        for step in steps:
            revision = file.state.revision
            step()
            end = time.monotonic() + 30
            while file.state.revision == revision and time.monotonic() < end:
                time.sleep(0.01)
        end = time.monotonic() + 30
        while not is_done() and time.monotonic() < end:
            time.sleep(0.01)


def test_the_log_says_what_is_wrong_with_a_file_that_breaks_or_goes_away_and_when_it_is_mended(tmp_path, swift, caplog):
    path = tmp_path / "events.yaml"
    path.write_text(GOOD)
    steps = (
        lambda: path.write_text(WRONG),
        lambda: path.write_text(BETTER),
        path.unlink,
        lambda: path.write_text(GOOD),
        lambda: path.write_text(BETTER),
    )
    polled_until(WatchedFile(path), lambda: len(logged(caplog)) >= 4, *steps)
    wrong, mended, gone, back = logged(caplog)
    lines = [problem.located("events.yaml") for problem in read_bytes(WRONG.encode()).problems]
    assert wrong.splitlines() == [
        "events.yaml cannot be used; the page shows the last version without errors:",
        *lines,
    ]
    assert gone.splitlines() == [
        "events.yaml cannot be used; the page shows the last version without errors:",
        "events.yaml:1:1: the file cannot be read: No such file or directory",
    ]
    assert mended == back == "events.yaml can be used again"


def test_the_log_names_the_first_of_many_problems_and_how_many_more_there_are(tmp_path, swift, caplog):
    path = tmp_path / "events.yaml"
    path.write_text(GOOD + "".join(f"key_{n}: 1\n" for n in range(12)))
    polled_until(WatchedFile(path, read_now=False), lambda: logged(caplog))
    (said,) = logged(caplog)
    first, *lines, last = said.splitlines()
    assert first == "events.yaml cannot be used; the page shows these errors:"
    assert [line.partition("'")[0] for line in lines] == [f"events.yaml:{n}:1: " for n in range(3, 13)]
    assert last == "and 2 more"


def test_what_was_said_of_the_first_reading_is_not_logged_again(tmp_path, swift, caplog):
    path = tmp_path / "events.yaml"
    path.write_text(WRONG)
    polled_until(WatchedFile(path), lambda: logged(caplog), lambda: path.write_text(GOOD))
    assert logged(caplog) == ["events.yaml can be used again"]


def test_a_file_beyond_the_limit_is_refused_with_the_settings_that_allow_more(tmp_path, monkeypatch):
    path = tmp_path / "events.yaml"
    path.write_text(GOOD)
    monkeypatch.setenv("DEFECTIONS_MAX_BYTES", "10")
    (problem,) = watch(path).state.problems
    assert problem.message == "the file is larger than 10 bytes; DEFECTIONS_MAX_BYTES (or --max-size) allows more"


def test_a_file_that_could_not_be_read_is_read_again(tmp_path):
    path = tmp_path / "events.yaml"
    path.write_text(GOOD)
    refused = LoadResult("", None, (Problem(1, 1, "the file cannot be read: Input/output error"),), ())
    answers = [load(path), refused, load(path)]
    one = WatchedFile(path, read=lambda *_, **__: answers.pop(0))
    path.write_text(GOOD + "# changed\n")
    one.poll(0)
    assert one.poll(2)
    assert one.state.problems == refused.problems
    assert one.poll(4)
    assert (one.state.problems, answers) == ((), [])
