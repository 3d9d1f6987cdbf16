"""An export into a folder: which files, what they hold, and that each is whole or not there."""

import errno
import json
import os
import re
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pandas as pd
import pytest

from dashboard.export import atomic_files, rasterise, tables
from dashboard.export.atomic_files import write_files
from dashboard.export.write import WITHOUT_BROWSER, ExportError, ExportRequest, export_files
from dashboard.selection import ViewOptions
from tests.builders import selection

DATA = ["csv", "json", "geojson"]


@pytest.fixture
def pictured(monkeypatch) -> list[rasterise.Image]:
    """Return the pictures that a browser was asked to draw, which it was not."""
    asked: list[rasterise.Image] = []

    def draw_images(wanted, on_drawn):
        asked.extend(wanted)
        for _ in wanted:
            on_drawn()
        return [f"{it.format} of {it.title}".encode() for it in wanted]

    monkeypatch.setattr(rasterise, "find_browser", lambda: "/bin/true")
    monkeypatch.setattr(rasterise, "draw_images", draw_images)
    return asked


def no_links(*_):
    raise OSError(errno.EPERM, "Operation not permitted")


def names(folder: Path) -> list[str]:
    return sorted(os.listdir(folder))


def test_every_format_has_its_files_by_stable_names(shipped):
    assert ExportRequest(selection(shipped), ["html", "csv", "png", "svg"]).file_names == [
        "defections.html",
        "defections.csv",
        "defections-map-article.png",
        "defections-timeline-article.png",
        "defections-both-article.png",
        "defections-map-article.svg",
        "defections-timeline-article.svg",
        "defections-both-article.svg",
    ]


def test_data_files_hold_what_the_data_addresses_answer(shipped, tmp_path):
    chosen = selection(shipped, "post=RU&context=0")
    made: list[int] = []
    paths = export_files(ExportRequest(chosen, DATA), tmp_path / "new" / "folder", False, lambda: made.append(1))
    assert [path.name for path in paths] == ["defections.csv", "defections.json", "defections.geojson"]
    assert len(made) == 3
    mark = tables.BYTE_ORDER_MARK
    texts = (mark + tables.as_csv(chosen), tables.as_json(chosen), tables.as_geojson(chosen))
    assert [path.read_bytes() for path in paths] == [text.encode() for text in texts]
    frame = pd.read_csv(paths[0], dtype="str", keep_default_na=False)
    assert frame["id"].tolist() == chosen.events["id"].tolist()
    assert len(json.loads(paths[2].read_bytes())["features"]) == len(chosen) == 2


def test_what_needs_no_browser_is_the_same_byte_for_byte_in_another_process(shipped_file, root, tmp_path):
    code = """
import sys
from pathlib import Path
from dashboard.dataset import load
from dashboard.export import citations
from dashboard.export.write import WITHOUT_BROWSER, ExportRequest, export_files
from dashboard.selection import select
selection, _ = select(load(Path(sys.argv[1])).dataset, "post=RU&post=GB&to=KR&to=unknown&q=e")
folder = Path(sys.argv[2])
export_files(ExportRequest(selection, WITHOUT_BROWSER), folder, False)
for write in (citations.as_text, citations.as_bibtex, citations.as_csl_json):
    (folder / write.__name__).write_text(write(selection, "https://example.org/"))
"""
    folders = [tmp_path / seed for seed in ("1", "2")]
    for folder in folders:
        command = [sys.executable, "-c", code, str(shipped_file), str(folder)]
        environment = {**os.environ, "PYTHONHASHSEED": folder.name, "PYTHONPATH": str(root)}
        subprocess.run(command, env=environment, check=True, timeout=120)
    one, other = ({name: (folder / name).read_bytes() for name in names(folder)} for folder in folders)
    assert len(one) == len(WITHOUT_BROWSER) + 3
    assert [name for name in one if one[name] != other[name]] == []


def test_pictures_are_drawn_at_their_size_with_title_and_description(shipped, tmp_path, pictured):
    request = ExportRequest(
        selection(shipped, "post=RU"), ["pdf", "csv", "png"], ViewOptions("status"), size="print", theme="dark"
    )
    made: list[int] = []
    paths = export_files(request, tmp_path, False, lambda: made.append(1))
    assert [path.name for path in paths] == request.file_names
    assert len(made) == len(request.file_names) == 7
    assert paths[0].read_bytes() == b"pdf of Defections of North Korean officials, 2015\xe2\x80\x932016: map"
    first, second, *_ = pictured
    assert (first.format, second.format) == ("pdf", "png")
    assert first.figure is second.figure
    assert (first.scale, first.dpi, first.figure.layout.width) == (2.48, 300, 1000)
    assert first.figure.layout.paper_bgcolor != "#fbfaf7"
    for part in (
        "2 of 3 defections",
        "1 reported, 1 unconfirmed",
        "Filter: posted in Russia.",
        "Sources: The Korea Herald",
        "SHA-256",
    ):
        assert part in first.description


def test_files_that_are_there_are_named_and_nothing_is_written(shipped, tmp_path, pictured):
    (tmp_path / "defections.csv").write_text("mine")
    (tmp_path / "defections-map-article.png").symlink_to("nowhere")
    with pytest.raises(ExportError) as raised:
        export_files(ExportRequest(selection(shipped), ["json", "csv", "png"]), tmp_path, False)
    assert raised.value.args == (
        f"{tmp_path}/defections.csv already exists",
        f"{tmp_path}/defections-map-article.png already exists",
    )
    assert pictured == []
    assert names(tmp_path) == ["defections-map-article.png", "defections.csv"]
    export_files(ExportRequest(selection(shipped), ["json", "csv"]), tmp_path, True)
    assert (tmp_path / "defections.csv").read_text().startswith("\ufeffid,")


def test_claims_are_a_file_of_their_own(shipped, tmp_path):
    (path,) = export_files(ExportRequest(selection(shipped, "post=GB"), ["claims"]), tmp_path, False)
    assert path.name == "defections-claims.csv"
    text = tables.BYTE_ORDER_MARK + tables.claims_as_csv(selection(shipped, "post=GB"))
    assert path.read_bytes() == text.encode()


def test_a_file_that_appears_meanwhile_is_kept(tmp_path):
    (tmp_path / "b").write_text("mine")
    with pytest.raises(FileExistsError):
        write_files(tmp_path, {"a": b"1", "b": b"2"}, force=False)
    assert (tmp_path / "b").read_text() == "mine"
    assert names(tmp_path) == ["b"]


@pytest.mark.parametrize("linked", [True, False])
def test_an_interrupt_between_two_files_leaves_neither(tmp_path, monkeypatch, linked):
    real = atomic_files._link

    def interrupted(part, path):
        if path.name == "a" or linked:
            real(part, path)
        if path.name == "b":
            raise KeyboardInterrupt

    monkeypatch.setattr(atomic_files, "_link", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_files(tmp_path, {"a": b"1", "b": b"2", "c": b"3"}, force=False)
    assert names(tmp_path) == []


def test_where_files_have_no_links_a_file_that_appears_meanwhile_is_kept_alone(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "link", no_links)
    (tmp_path / "b").write_text("mine")
    with pytest.raises(FileExistsError):
        write_files(tmp_path, {"a": b"1", "b": b"2"}, force=False)
    assert (tmp_path / "b").read_text() == "mine"
    assert names(tmp_path) == ["b"]


def test_where_files_have_no_links_they_are_renamed_unless_one_is_there(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "link", no_links)
    assert write_files(tmp_path, {"a": b"1"}, force=False) == [tmp_path / "a"]
    with pytest.raises(FileExistsError):
        write_files(tmp_path, {"a": b"2"}, force=False)
    assert (tmp_path / "a").read_bytes() == b"1"
    assert names(tmp_path) == ["a"]


def test_a_file_has_the_rights_that_any_new_file_has(tmp_path):
    (plain := tmp_path / "plain").touch()
    (written,) = write_files(tmp_path, {"a": b"1"}, force=False)
    assert written.stat().st_mode == plain.stat().st_mode


def test_a_full_disk_leaves_nothing(tmp_path, monkeypatch, shipped):
    real = atomic_files._create

    def full(path, content):
        real(path, content[:10])
        if "geojson" in path.name:
            raise OSError(errno.ENOSPC, "No space left on device", path)

    monkeypatch.setattr(atomic_files, "_create", full)
    with pytest.raises(ExportError, match=f"^{re.escape(str(tmp_path))}: No space left on device$"):
        export_files(ExportRequest(selection(shipped), DATA), tmp_path, False)
    assert names(tmp_path) == []


def test_a_folder_that_is_a_file_is_named(tmp_path, shipped):
    (tmp_path / "out").touch()
    for folder, why in ((tmp_path / "out", "File exists"), (tmp_path / "out" / "in", "Not a directory")):
        with pytest.raises(ExportError) as raised:
            export_files(ExportRequest(selection(shipped), DATA), folder, False)
        assert raised.value.args == (f"cannot create the folder {folder}: {why}",)


@pytest.mark.parametrize("force", [True, False])
def test_a_folder_in_the_place_of_a_file_is_named_before_any_work(shipped, tmp_path, pictured, force):
    (tmp_path / "defections-both-article.png").mkdir()
    with pytest.raises(ExportError) as raised:
        export_files(ExportRequest(selection(shipped), ["csv", "png"]), tmp_path, force)
    assert raised.value.args == (
        f"{tmp_path}/defections-both-article.png is a folder and cannot be replaced by a file",
    )
    assert pictured == []
    assert names(tmp_path) == ["defections-both-article.png"]


def test_a_folder_that_appears_meanwhile_is_named_and_not_the_temporary_file(shipped, tmp_path):
    def made():
        (tmp_path / "defections.csv").mkdir(exist_ok=True)

    for force, why in ((True, ": Is a directory"), (False, " already exists")):
        with pytest.raises(ExportError, match=f"^{re.escape(str(tmp_path))}/defections.csv{why}$"):
            export_files(ExportRequest(selection(shipped), ["csv"]), tmp_path, force, made)
        (tmp_path / "defections.csv").rmdir()
    assert names(tmp_path) == []


def test_no_link_that_waits_under_a_temporary_name_is_followed(tmp_path, monkeypatch):
    monkeypatch.setattr("secrets.token_hex", lambda _: "guessed")
    (tmp_path / "mine").write_text("mine")
    (tmp_path / ".a.guessed.part").symlink_to("mine")
    with pytest.raises(FileExistsError):
        write_files(tmp_path, {"a": b"1"}, force=True)
    assert (tmp_path / "mine").read_text() == "mine"


def test_temporary_names_cannot_be_foretold(tmp_path, monkeypatch):
    tried = []
    monkeypatch.setattr(atomic_files, "_create", lambda path, content: (tried.append(path), path.write_bytes(content)))
    for name in ("a", "b"):
        write_files(tmp_path, {name: b"1"}, force=False)
    one, other = (path.name.split(".")[2] for path in tried)
    assert one != other
    assert len(one) == 16


@pytest.mark.parametrize("request_to_end", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_export_leaves_nothing(tmp_path, root, request_to_end):
    browser = tmp_path / "browser"  # which never answers
    browser.write_text(f"#!/bin/sh\ntouch {tmp_path}/started\nexec sleep 60\n")
    browser.chmod(0o755)
    arguments = ["export", "--out", str(tmp_path / "new" / "out"), "--format", "csv,svg"]
    environment = {**os.environ, "BROWSER_PATH": str(browser), "PYTHONPATH": str(root)}
    code = "import sys; from dashboard.cli import main; sys.exit(main(sys.argv[1:]))"
    with subprocess.Popen(
        [sys.executable, "-c", code, *arguments], env=environment, stderr=subprocess.PIPE, text=True
    ) as process:
        end = time.monotonic() + 60
        while not (tmp_path / "started").exists() and time.monotonic() < end:
            time.sleep(0.05)
        process.send_signal(request_to_end)
        _, complaint = process.communicate(timeout=60)
    assert (process.returncode, complaint) == (130, "defections: interrupted\n")
    assert names(tmp_path) == ["browser", "started"]


@pytest.mark.parametrize("there", ["", "out", "out/mine"])
def test_pictures_that_fail_leave_the_folders_that_were_there_and_no_others(tmp_path, shipped, monkeypatch, there):
    def fail(*_):
        raise rasterise.ImageError("the browser failed")

    monkeypatch.setattr(rasterise, "find_browser", fail)
    (tmp_path / there).mkdir(exist_ok=True, parents=True)
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(ExportError, match="the browser failed"):
        export_files(ExportRequest(selection(shipped), ["png"]), tmp_path / "out" / "in", False)
    assert sorted(tmp_path.rglob("*")) == before


def test_an_export_works_in_a_thread_where_python_handles_no_signals(tmp_path, shipped):
    request = ExportRequest(selection(shipped), ["csv"])
    with ThreadPoolExecutor(1) as executor:
        (path,) = executor.submit(export_files, request, tmp_path, False).result()
    assert path.read_bytes().startswith(b"\xef\xbb\xbfid,")


def test_after_an_export_sigterm_does_what_it_did_before(tmp_path, shipped):
    before = signal.getsignal(signal.SIGTERM)
    export_files(ExportRequest(selection(shipped), ["csv"]), tmp_path, False)
    assert signal.getsignal(signal.SIGTERM) is before
