"""What is kept of event files that were read: the same as reading gives, or nothing."""

import ast
import os
import pickle
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from pandas.testing import assert_frame_equal

import dashboard.dataset
from dashboard.dataset import LoadResult, load
from dashboard.dataset.storage import archive, cache

SMALL = """\
schema_version: 1
title: T
sources: {s: {type: book, title: "S", issued: "2016"}}
places: {p: {name: P, country: RU, lat: 55, lon: 37}, q: {name: Q}}
ranks: {r: {label: R}, t: {label: T, within: r}}
events:
  - id: a
    type: defection
    status: denied
    credibility: 3
    persons: [{name: 김철성, also_known_as: [Kim Chol-song], rank: t}, {name: null}]
    post: {place: p}
    milestones: [{kind: report, date: "2017-01-01", rival: false, citations: [{source: s, paragraph: "1-2"}]}]
  - {id: b, type: context, title: B, status: reported, places: [p, q]}
"""
OTHER = SMALL.replace("title: T\n", "title: Another\n")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of a cache that keeps small files too."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))
    monkeypatch.setattr(dashboard.dataset, "MIN_CACHED_BYTES", 0)
    return tmp_path / "caches" / "defections"


@pytest.fixture
def loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[LoadResult, bool]]:
    """Load a text and say whether it had to be read."""
    readings: list[bytes] = []
    read = dashboard.dataset.read_bytes

    def read_bytes(data: bytes, progress: object = None) -> object:
        readings.append(data)
        return read(data)

    monkeypatch.setattr(dashboard.dataset, "read_bytes", read_bytes)

    def load_text(text: str | bytes = SMALL) -> tuple[LoadResult, bool]:
        path = tmp_path / "events.yaml"
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        readings.clear()
        found = load(path)
        return found, bool(readings)

    return load_text


def kept(folder: Path) -> list[Path]:
    return sorted(folder.iterdir())


def assert_same(one: LoadResult, other: LoadResult) -> None:
    assert (one.sha256, one.problems, one.warnings) == (other.sha256, other.problems, other.warnings)
    assert one.dataset
    assert other.dataset
    assert one.dataset.records == other.dataset.records
    assert one.dataset.records.model_fields_set == other.dataset.records.model_fields_set
    assert one.dataset.records.model_dump() == other.dataset.records.model_dump()
    for name in ("events", "milestones", "locations", "persons", "cited", "search"):
        assert_frame_equal(getattr(one.dataset.frames, name), getattr(other.dataset.frames, name))


# The same as reading gives


HEAD = "schema_version: 1\ntitle: T\n"


@pytest.mark.parametrize(
    "text",
    [
        SMALL,
        HEAD,
        f"{HEAD}events: []\n",
        f"{HEAD}events: null\n",
        f"{HEAD}description: D\nevents:\n  - {{id: a, type: defection, status: denied}}\n",
    ],
)
def test_a_file_is_read_once_and_then_taken_from_the_cache(folder, loaded, text):
    read, is_read = loaded(text)
    assert is_read
    again, is_read = loaded(text)
    assert not is_read
    assert_same(read, again)


def test_the_shipped_file_is_the_same_from_the_cache(folder, loaded, shipped_file):
    read, _ = loaded(shipped_file.read_bytes())
    again, is_read = loaded(shipped_file.read_bytes())
    assert not is_read
    assert_same(read, again)


def test_warnings_are_kept_with_all_their_parts(folder, loaded):
    one, other = loaded()[0].warnings, loaded()[0].warnings
    assert one
    assert list(map(repr, one)) == list(map(repr, other))


def test_a_file_from_the_cache_is_told_to_be_done(folder, loaded, tmp_path):
    loaded()
    told: list[float] = []
    load(tmp_path / "events.yaml", progress=told.append)
    assert told == [1.0]


# What is kept


def test_a_file_that_changes_is_read_anew(folder, loaded):
    loaded()
    changed, is_read = loaded(OTHER)
    assert is_read
    assert changed.dataset.records.title == "Another"
    assert not loaded()[1]


def test_a_small_file_is_not_kept(folder, loaded, monkeypatch):
    monkeypatch.setattr(dashboard.dataset, "MIN_CACHED_BYTES", len(SMALL.encode()) + 1)
    loaded()
    assert loaded()[1]
    assert not folder.exists()


def test_a_file_that_is_wrong_is_not_kept(folder, loaded):
    wrong = SMALL.replace("denied", "sure")
    assert loaded(wrong)[0].problems
    assert loaded(wrong)[1]
    assert not folder.exists()


def test_what_is_kept_is_for_its_owner_alone(folder, loaded):
    loaded()
    (path,) = kept(folder)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_the_oldest_goes_and_what_was_used_last_stays(folder, loaded, monkeypatch):
    monkeypatch.setattr(cache, "MAX_FILES", 2)

    def age() -> None:
        for path in kept(folder):
            os.utime(path, ns=(0, path.stat().st_mtime_ns - 10**12))

    for text in (SMALL, OTHER, SMALL, f"{SMALL}# third\n"):
        loaded(text)
        age()
    assert len(kept(folder)) == 2
    assert [loaded(text)[1] for text in (SMALL, f"{SMALL}# third\n")] == [False, False]
    assert loaded(OTHER)[1]


def test_no_more_bytes_are_kept_than_there_is_room_for_but_always_the_newest(folder, loaded, monkeypatch):
    monkeypatch.setattr(cache, "MAX_BYTES", 1)
    for text in (SMALL, OTHER):
        loaded(text)
        for path in kept(folder):
            os.utime(path, ns=(0, path.stat().st_mtime_ns - 10**12))
    assert len(kept(folder)) == 1
    assert not loaded(OTHER)[1]


def test_what_is_being_written_takes_no_place_of_what_is_kept_and_goes_once_it_is_abandoned(folder, loaded):
    loaded()
    for n in range(6):
        (folder / f".{n}.events.zip").write_bytes(b"PK")
    for n in range(3):
        os.utime(folder / f".{n}.events.zip", (0, 0))
    loaded(OTHER)
    assert [loaded(text)[1] for text in (SMALL, OTHER)] == [False, False]
    assert [path.name for path in kept(folder) if path.name.startswith(".")] == [
        f".{n}.events.zip" for n in range(3, 6)
    ]


# What is not whole, not ours or of another version


def assert_read_anew(folder: Path, loaded: Callable[..., tuple[LoadResult, bool]]) -> None:
    """Assert that the file is read, silently, and what it gives kept again."""
    found, is_read = loaded()
    assert is_read
    assert found.dataset.records.events[0].id == "a"
    assert not loaded()[1]


@pytest.mark.parametrize("place", range(40))
def test_a_damaged_byte_is_noticed(folder, loaded, place):
    before, _ = loaded()
    (path,) = kept(folder)
    data = bytearray(path.read_bytes())
    data[len(data) * place // 40] ^= 0x20
    path.write_bytes(data)
    after, _ = loaded()  # names of members hold bytes that do not matter
    assert_same(before, after)


@pytest.mark.parametrize("share", [0, 0.1, 0.5, 0.9, 0.999])
def test_a_file_cut_short_is_noticed(folder, loaded, share):
    loaded()
    (path,) = kept(folder)
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    assert_read_anew(folder, loaded)


class Bomb:
    """What runs when it is unpickled."""

    def __reduce__(self):
        return exec, ("raise SystemExit('unpickled')",)


@pytest.mark.parametrize("data", [b"\0" * 1000, b"PK\x03\x04", pickle.dumps(Bomb()), b"ARROW1\0\0", os.urandom(5000)])
def test_what_others_put_there_is_passed_over_and_never_run(folder, loaded, data):
    loaded()
    (path,) = kept(folder)
    path.write_bytes(data)
    assert_read_anew(folder, loaded)


def rewritten(path: Path, change: Callable[[str, bytes], bytes | None], compression: int = zipfile.ZIP_STORED) -> None:
    """Write an archive anew, each of its members changed, or left out."""
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", compression) as archive:
        for name, data in members.items():
            if (changed := change(name, data)) is not None:
                archive.writestr(name, changed)


@pytest.mark.parametrize(
    "name",
    ["head.json", "sections.json", "events.arrow", "milestones.arrow", "search.arrow", "written.arrow"],
)
@pytest.mark.parametrize("replace", [None, b"", b"{}", b"[]"])
def test_an_archive_of_another_shape_is_passed_over(folder, loaded, name, replace):
    loaded()
    (path,) = kept(folder)
    rewritten(path, lambda n, data: replace if n == name else data)
    assert_read_anew(folder, loaded)


def test_tables_that_changed_places_are_passed_over(folder, loaded):
    loaded()
    (path,) = kept(folder)
    with zipfile.ZipFile(path) as archive:
        persons = archive.read("persons.arrow")
    rewritten(path, lambda name, data: persons if name == "cited.arrow" else data)
    assert_read_anew(folder, loaded)


def test_an_archive_that_is_compressed_is_passed_over_for_it_might_grow_without_end(folder, loaded):
    loaded()
    (path,) = kept(folder)
    rewritten(path, lambda _, data: data, zipfile.ZIP_DEFLATED)
    assert_read_anew(folder, loaded)


def forged(data: bytes) -> bytes:
    return data.replace(b'"title":"T"', b'"title":"Forged"')


@pytest.fixture
def theirs(folder: Path, loaded: Callable[..., tuple[LoadResult, bool]]) -> Path:
    """Return a file of the cache that is whole and of this version, and not what reading gave."""
    loaded()
    (path,) = kept(folder)
    rewritten(path, lambda _, data: forged(data))
    assert loaded()[0].dataset.records.title == "Forged"
    return path


posix = pytest.mark.skipif(os.name != "posix", reason="owners and modes are those of POSIX")


def assert_nothing_of_theirs_is_believed(loaded: Callable[..., tuple[LoadResult, bool]]) -> None:
    found, is_read = loaded()
    assert is_read
    assert found.dataset.records.title == "T"


@posix
@pytest.mark.parametrize("mode", [0o620, 0o602])
def test_a_file_that_others_may_write_to_is_passed_over(theirs, loaded, mode):
    theirs.chmod(mode)
    assert_nothing_of_theirs_is_believed(loaded)
    assert not loaded()[1]


@posix
@pytest.mark.parametrize("mode", [0o770, 0o777, 0o1777])
def test_nothing_is_read_from_or_kept_in_a_folder_that_others_may_write_to(theirs, folder, loaded, mode):
    folder.chmod(mode)
    before = theirs.read_bytes()
    assert_nothing_of_theirs_is_believed(loaded)
    assert theirs.read_bytes() == before
    assert kept(folder) == [theirs]


@posix
@pytest.mark.parametrize("name", ["file", "folder"])
def test_what_another_owns_is_passed_over(theirs, folder, loaded, monkeypatch, name):
    owned = (theirs if name == "file" else folder).stat().st_ino
    stat_of = {os.stat: os.stat, os.fstat: os.fstat}

    def foreign(of: object) -> Callable[..., os.stat_result]:
        def stat(*args: object, **options: object) -> os.stat_result:
            found = stat_of[of](*args, **options)
            return os.stat_result((*found[:4], found.st_uid + 1, *found[5:])) if found.st_ino == owned else found

        return stat

    monkeypatch.setattr(os, "stat", foreign(os.stat))
    monkeypatch.setattr(os, "fstat", foreign(os.fstat))
    assert_nothing_of_theirs_is_believed(loaded)


@posix
def test_a_link_in_the_place_of_the_file_is_not_followed(theirs, loaded, tmp_path):
    theirs.rename(tmp_path / "elsewhere")
    theirs.symlink_to(tmp_path / "elsewhere")
    assert_nothing_of_theirs_is_believed(loaded)
    assert not theirs.is_symlink()


def test_what_is_kept_of_another_file_is_passed_over(folder, loaded):
    loaded(OTHER)
    (other,) = kept(folder)
    loaded()
    (path,) = (it for it in kept(folder) if it != other)
    other.replace(path)
    assert_read_anew(folder, loaded)


def test_what_another_version_kept_is_passed_over(folder, loaded, monkeypatch):
    loaded()
    before = archive.code_version()
    monkeypatch.setattr(archive, "code_version", lambda: "0" * 64)
    assert_read_anew(folder, loaded)
    (path,) = (it for it in kept(folder) if before[:16] not in it.name)
    monkeypatch.setattr(archive, "code_version", lambda: before)
    path.replace(cache._path(load_sha(path)))
    assert_read_anew(folder, loaded)


def load_sha(path: Path) -> str:
    return path.name.split("-")[0]


# Where nothing can be kept


def test_a_folder_that_cannot_be_is_no_error(tmp_path, loaded, folder, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    for _ in range(2):
        found, is_read = loaded()
        assert is_read
        assert found.dataset


def test_a_folder_in_the_place_of_the_file_is_no_error(folder, loaded):
    loaded()
    (path,) = kept(folder)
    path.unlink()
    path.mkdir()
    found, is_read = loaded()
    assert is_read
    assert found.dataset
    assert kept(folder) == [path]


@pytest.mark.parametrize("number", [28, 30], ids=["full", "read-only"])
def test_a_disk_that_takes_nothing_is_no_error_and_nothing_is_left_there(folder, loaded, monkeypatch, number):
    def fail(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(archive, "_write_table", fail)
    found, is_read = loaded()
    assert is_read
    assert found.dataset
    assert kept(folder) == []


def test_nothing_in_the_dataset_could_run_what_a_file_holds():
    for path in Path(cache.__file__).parents[1].rglob("*.py"):
        tree = ast.parse(path.read_text())
        names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
        names |= {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
        if path.name != "country_spellings.py":  # which reads the names of countries that Babel brings
            assert not names & {"pickle", "marshal", "shelve", "dill", "joblib"}
        assert "read_pickle" not in path.read_text()
