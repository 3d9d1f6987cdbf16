"""The command line: what it prints, where, and its exit status."""

import json
import os
import re
import shlex
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
import yaml
from websockets.sync.client import connect

from dashboard import cli, cli_output
from dashboard.charts.theme import THEMES
from dashboard.dataset import MAX_BYTES, progress
from dashboard.export import rasterise
from dashboard.export.picture import SIZES
from dashboard.export.write import FORMATS
from dashboard.selection import ViewOptions
from dashboard.selection.filters import COLOUR_BY
from dashboard.server import http_server
from dashboard.settings import Settings
from tests.benchmarks.events import event_file, made_up
from tests.commands import run
from tests.processes import ended_by, free_port, script, started, wait_until_answering

HEAD = "schema_version: 1\ntitle: T\nplaces: {x: {name: X, country: GB}}\nevents:\n"
CITED = "citations: [{source: s}]"
SOURCES = "sources: {s: {type: book}}\n"
GOOD = HEAD + f"  - {{id: a, type: context, title: A, status: denied, places: [x], {CITED}}}\n" + SOURCES
TWO = GOOD.replace(SOURCES, f"  - {{id: b, type: context, title: B, status: denied, places: [x], {CITED}}}\n{SOURCES}")
BAD = (
    HEAD
    + f"  - {{id: a, type: context, title: A, status: x, places: [x], {CITED}}}\n"
    + f"  - {{id: a, title: B, status: denied, places: [x], {CITED}}}\n"
    + SOURCES
)
DOUBTFUL = HEAD + f"  - {{id: a, type: context, title: A, status: denied, {CITED}}}\n" + SOURCES


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    """Return an empty working folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


# check


def test_a_good_file_is_one_line_and_status_0(capsys, folder):
    (folder / "two.yaml").write_text(TWO)
    assert run(capsys, "check", "two.yaml") == (0, "1 file: 2 events, no problems\n", "")


def test_one_event_is_said_in_the_singular(capsys, folder):
    (folder / "good.yaml").write_text(GOOD)
    assert run(capsys, "check", "good.yaml") == (0, "1 file: 1 event, no problems\n", "")


def test_every_problem_is_a_line_with_its_place_then_comes_one_summary_line(capsys, folder):
    (folder / "bad.yaml").write_text(BAD)
    assert run(capsys, "check", "bad.yaml") == (
        1,
        "bad.yaml:5:46: event 'a': status: 'x' is not one of confirmed, reported, unconfirmed, disputed, denied, "
        "retracted\n"
        "bad.yaml:6:5: event 'a': type: is missing; allowed are defection and context\n"
        "bad.yaml:6:6: event 'a': id: 'a' is already used by the event on line 5\n"
        "1 file: 3 errors\n",
        "",
    )


def test_several_files_are_checked_and_named_as_they_were_given(capsys, folder):
    (folder / "sub").mkdir()
    (folder / "sub" / "bad.yaml").write_text("schema_version: 1\n")
    (folder / "good.yaml").write_text(GOOD)
    status, out, err = run(capsys, "check", "sub/bad.yaml", "good.yaml", "./none.yaml", str(folder))
    assert (status, err) == (1, "")
    assert out.splitlines() == [
        "sub/bad.yaml:1:1: title: is missing; write title: and a headline",
        "./none.yaml:1:1: the file cannot be read: No such file or directory",
        f"{folder}:1:1: the file cannot be read: Is a directory",
        "4 files: 3 errors",
    ]


def test_two_good_files_are_summed_up(capsys, folder):
    (folder / "a.yaml").write_text(GOOD)
    (folder / "b.yaml").write_text(TWO)
    assert run(capsys, "check", "a.yaml", "b.yaml") == (0, "2 files: 3 events, no problems\n", "")


def test_one_error_is_said_in_the_singular(capsys, folder):
    (folder / "bad.yaml").write_text("schema_version: 1\n")
    assert run(capsys, "check", "bad.yaml")[1].splitlines()[-1] == "1 file: 1 error"


def test_a_file_of_any_bytes_is_checked(capsys, folder):
    (folder / "bad.yaml").write_bytes(b"\xff\xfe\x00\x00")
    assert run(capsys, "check", "bad.yaml") == (
        1,
        "bad.yaml:1:1: the file is UTF-16; save it as UTF-8\n1 file: 1 error\n",
        "",
    )


def test_the_shipped_file_has_no_problems(capsys, shipped_file):
    assert run(capsys, "check", str(shipped_file)) == (0, "1 file: 7 events, no problems\n", "")


# schema


def test_the_schema_is_printed_as_json_with_status_0(capsys, folder):
    status, out, err = run(capsys, "schema")
    assert (status, err) == (0, "")
    assert json.loads(out)["$schema"] == "http://json-schema.org/draft-07/schema#"
    assert out.isascii()  # however a terminal or a redirection encodes it


# export


def test_each_file_written_is_a_line_with_its_size(capsys, folder):
    (folder / "two.yaml").write_text(TWO)
    status, out, err = run(capsys, "export", "two.yaml", "--out", "new/out", "--format", "CSV,geojson,csv")
    assert (status, err) == (0, "")
    assert out.splitlines() == [
        f"new/out/defections.{it}: {(folder / f'new/out/defections.{it}').stat().st_size:,} bytes"
        for it in ("csv", "geojson")
    ]


def test_an_export_takes_the_query_of_the_page(capsys, folder, shipped_file):
    run(capsys, "export", str(shipped_file), "--out", ".", "--format", "csv", "--query", "?post=GB&context=0")
    _, row = (folder / "defections.csv").read_text().splitlines()
    assert "Thae Yong-ho" in row


@pytest.fixture
def asked(monkeypatch) -> list[Any]:
    """Return the exports that were asked for, which are not made."""
    found: list[Any] = []
    monkeypatch.setattr("dashboard.export.write.export_files", lambda request, *_: found.append(request) or [])
    return found


def test_an_export_takes_the_looks_of_a_pasted_address(capsys, folder, shipped_file, asked):
    query = "http://127.0.0.1:8501/?post=RU&colour=status&scale=true&event=kp-2015-kim-chol-song"
    arguments = ["export", str(shipped_file), "--out", ".", "--format", "png,csv", "--query", query]
    assert run(capsys, *arguments) == (0, "", "")
    assert run(capsys, *arguments, "--colour", "rank") == (0, "", "")
    assert run(capsys, *arguments, "--format", "html")[2] == (
        "defections: --query: marked events stand out in the pictures, but not in the web page\n"
    )
    assert [(request.selection.filters.post, request.options) for request in asked[:2]] == [
        (("RU",), ViewOptions(colour, true_scale=True, marked=("kp-2015-kim-chol-song",)))
        for colour in ("status", "rank")
    ]


def test_an_export_takes_a_title_for_its_pictures(capsys, folder, shipped_file, asked):
    arguments = ["export", str(shipped_file), "--out", ".", "--format", "png", "--title"]
    assert run(capsys, *arguments, "  Those <b>who</b>\nleft ") == (0, "", "")
    assert [request.title for request in asked] == ["Those <b>who</b> left"]
    for title, why in (("x" * 201, "has 201 characters; at most 200 have room"), (" ", "is empty; leave it out")):
        status, _, error = run(capsys, *arguments, title)
        assert status == 2
        assert why in error
    assert len(asked) == 1


def test_the_web_page_has_the_looks_of_a_pasted_address(capsys, folder, shipped_file):
    arguments = ["export", str(shipped_file), "--format", "html", "--out"]
    run(capsys, *arguments, "usual")
    run(capsys, *arguments, "coloured", "--query", "colour=status")
    run(capsys, *arguments, "scaled", "--query", "colour=status&scale=true")
    pages = [(folder / name / "defections.html").read_text() for name in ("usual", "coloured", "scaled")]
    assert ["Confirmed only" in page for page in pages] == [False, True, True]
    assert pages[1] != pages[2]


def test_a_query_that_is_no_text_is_wrong_use(capsys, folder, shipped_file):
    arguments = ["export", str(shipped_file), "--out", "out", "--format", "csv", "--query", "q=\udcff"]
    assert run(capsys, *arguments) == (2, "", "defections: --query: “q=⟨U+DCFF⟩” is not UTF-8\n")


def test_a_place_where_no_folder_can_be_made_is_named(capsys, folder):
    (folder / "two.yaml").write_text(TWO)
    assert run(capsys, "export", "two.yaml", "--out", "two.yaml/out") == (
        1,
        "",
        "defections: cannot create the folder two.yaml/out: Not a directory\n",
    )


def test_a_query_that_makes_no_sense_is_wrong_use_and_writes_nothing(capsys, folder, shipped_file):
    arguments = ["export", str(shipped_file), "--out", "out", "--format", "csv", "--query", "post=XX&colour=red"]
    assert run(capsys, *arguments) == (
        2,
        "",
        "defections: --query: unknown country “XX” (post takes ISO 3166-1 codes such as RU)\n"
        "defections: --query: unknown colour “red” (colour takes country, rank, status)\n",
    )
    assert not (folder / "out").exists()


def test_an_unknown_format_is_named_with_those_that_there_are(capsys, folder):
    err = run(capsys, "export", "--out", "out", "--format", "csv,gif")[2]
    assert "'gif' is not one of html, png, svg, pdf, csv, claims, json, geojson, yaml" in err


def test_formats_may_be_given_with_spaces(capsys, folder):
    (folder / "two.yaml").write_text(TWO)
    assert run(capsys, "export", "two.yaml", "--out", ".", "--format", "csv, json")[0] == 0
    assert (folder / "defections.json").exists()


def test_a_file_with_errors_is_not_exported_and_they_are_lines_as_of_check(capsys, folder):
    (folder / "bad.yaml").write_text(BAD)
    status, out, err = run(capsys, "export", "bad.yaml", "--out", "out", "--format", "csv")
    assert (status, out) == (1, "")
    assert err.splitlines() == run(capsys, "check", "bad.yaml")[1].splitlines()[:-1]
    assert not (folder / "out").exists()


def test_a_file_that_is_there_is_kept_unless_forced(capsys, folder):
    (folder / "two.yaml").write_text(TWO)
    (folder / "defections.json").write_text("mine")
    arguments = ["export", "two.yaml", "--out", ".", "--format", "csv,json"]
    assert run(capsys, *arguments) == (1, "", "defections: defections.json already exists; use --force to replace it\n")
    assert not (folder / "defections.csv").exists()
    assert run(capsys, *arguments, "--force")[0] == 0
    assert (folder / "defections.json").read_text() != "mine"


def test_without_a_browser_pictures_are_refused_before_any_work(capsys, folder, monkeypatch):
    (folder / "two.yaml").write_text(TWO)
    monkeypatch.setenv("BROWSER_PATH", "/nowhere")
    status, out, err = run(capsys, "export", "two.yaml", "--out", "out", "--format", "csv,png")
    assert (status, out) == (1, "")
    assert err == (
        "defections: pictures need Chromium; run apt-get install chromium, or set BROWSER_PATH "
        "(it now names /nowhere, where there is no file)\n"
    )
    assert not (folder / "out").exists()


def test_a_bar_shows_on_a_terminal_alone(capsys, folder, monkeypatch):
    (folder / "two.yaml").write_text(TWO)
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    assert "100%" in run(capsys, "export", "two.yaml", "--out", "out", "--format", "csv")[2]


@pytest.mark.parametrize(
    "arguments",
    [["check", "two.yaml"], ["export", "two.yaml", "--out", "out", "--format", "csv"]],
    ids=["check", "export"],
)
def test_what_takes_long_to_read_has_a_bar_on_a_terminal_alone(capsys, folder, monkeypatch, arguments):
    (folder / "two.yaml").write_text(TWO)
    monkeypatch.setattr(progress, "INTERVAL_S", 0)
    assert "Reading" not in run(capsys, *arguments, *["--force"] * (arguments[0] == "export"))[2]
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    assert "Reading" not in run(capsys, *arguments, *["--force"] * (arguments[0] == "export"))[2]
    monkeypatch.setattr(cli_output, "READING_BAR_AFTER_S", 0)
    err = run(capsys, *arguments, *["--force"] * (arguments[0] == "export"))[2]
    assert "Reading two.yaml" in err
    assert "100%" in err


# The hook of pre-commit


@pytest.fixture
def hook() -> dict[str, Any]:
    """Return what pre-commit is told of the hook."""
    (hook,) = yaml.safe_load((Path(cli.__file__).parents[1] / ".pre-commit-hooks.yaml").read_text())
    return hook


def test_the_hook_passes_good_event_files_and_stops_at_broken_ones(hook, folder):
    (folder / "good.yaml").write_text(GOOD)
    (folder / "bad.yaml").write_text(BAD)
    program, *arguments = shlex.split(hook["entry"])
    command = [str(Path(sys.executable).with_name(program)), *arguments]
    assert hook["id"] == "defections-check"
    assert subprocess.run([*command, "good.yaml"], capture_output=True).returncode == 0
    stopped = subprocess.run([*command, "good.yaml", "bad.yaml"], capture_output=True, text=True)
    assert stopped.returncode == 1
    assert "bad.yaml:5:46: event 'a': status: 'x' is not one of" in stopped.stdout


def test_the_hook_looks_at_event_files_alone(hook):
    names = ["events.yaml", "data/events.yaml", "events.yml", "sevents.yaml", "events.yaml.bak", "other.yaml"]
    assert [name for name in names if re.search(hook["files"], name)] == names[:3]


# Warnings and forms


def test_warnings_alone_are_lines_and_status_0(capsys, folder):
    (folder / "a.yaml").write_text(DOUBTFUL)
    assert run(capsys, "check", "a.yaml") == (
        0,
        "a.yaml:3:10: warning: place 'x' is never used\n"
        "a.yaml:5:5: warning: event 'a': places: none is given, so the event is not on the map\n"
        "1 file: 1 event, 2 warnings\n",
        "",
    )


def test_strict_takes_warnings_for_errors(capsys, folder):
    (folder / "a.yaml").write_text(DOUBTFUL)
    status, out, err = run(capsys, "check", "--strict", "a.yaml")
    assert (status, err) == (1, "")
    assert "warning" not in out
    assert len(out.splitlines()) == 3
    assert out.endswith("\n1 file: 2 errors\n")


def test_strict_asks_no_more_of_a_good_file(capsys, folder):
    (folder / "a.yaml").write_text(GOOD)
    assert run(capsys, "check", "--strict", "a.yaml") == (0, "1 file: 1 event, no problems\n", "")


def test_warnings_and_errors_come_in_the_order_of_the_file(capsys, folder):
    (folder / "a.yaml").write_text(DOUBTFUL.replace("country: GB", "country: XX"))
    status, out, err = run(capsys, "check", "a.yaml")
    *lines, last = out.splitlines()
    assert (status, err, last) == (1, "", "1 file: 1 error, 2 warnings")
    assert [line.split(": ")[1] for line in lines] == ["warning", "place 'x'", "warning"]


@pytest.mark.parametrize(("more", "status", "errors", "warnings"), [([], 0, 0, 2), (["--strict"], 1, 2, 0)])
def test_json_is_printed_alone(capsys, folder, more, status, errors, warnings):
    (folder / "a.yaml").write_text(DOUBTFUL)
    found, out, err = run(capsys, "check", "--format", "json", *more, "a.yaml")
    assert (found, err) == (status, "")
    body = json.loads(out)
    assert (body["files"], body["events"], body["errors"], body["warnings"]) == (["a.yaml"], 1, errors, warnings)
    assert [(p["file"], p["line"], p["column"], p["key"]) for p in body["problems"]] == [
        ("a.yaml", 3, 10, "x"),
        ("a.yaml", 5, 5, "places"),
    ]


def test_json_of_a_good_file_has_no_problems(capsys, folder):
    (folder / "a.yaml").write_text(GOOD)
    status, out, _ = run(capsys, "check", "a.yaml", "--format=json")
    assert (status, json.loads(out)["problems"]) == (0, [])


@pytest.mark.parametrize(
    ("text", "status", "said"),
    [
        (GOOD, 0, "1 file: 1 event, no problems\n"),
        (
            DOUBTFUL,
            0,
            "::warning file=a.yaml,line=3,col=10,title=Event file::place 'x' is never used\n"
            "::warning file=a.yaml,line=5,col=5,title=a::event 'a': places: none is given, so the event is not on "
            "the map\n"
            "1 file: 1 event, 2 warnings\n",
        ),
        (
            "title: T\n",
            1,
            "::error file=a.yaml,line=1,col=1,title=Event file::schema_version: is missing; "
            "write schema_version: 1 at the top of the file\n1 file: 1 error\n",
        ),
    ],
)  # fmt: skip
def test_annotations_are_printed_with_the_summary(capsys, folder, text, status, said):
    (folder / "a.yaml").write_text(text)
    assert run(capsys, "check", "--format", "github", "a.yaml") == (status, said, "")


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        *((["check", "--format", form, "a.yaml"], 1) for form in ("plain", "json", "github")),
        (["export", "b.yaml", "--out", "\uae40", "--format", "csv"], 0),
    ],
)
def test_a_terminal_of_few_letters_is_no_reason_to_fail(folder, arguments, status):
    (folder / "a.yaml").write_text(HEAD + "  - {id: 김, type: context, title: A, status: 김}\n")
    (folder / "b.yaml").write_text(GOOD)
    done = subprocess.run(
        [Path(sys.executable).with_name("defections"), *arguments],
        env={**os.environ, "PYTHONIOENCODING": "ascii:strict"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == status
    assert "Traceback" not in done.stderr
    assert "\\uae40" in done.stdout + done.stderr


def test_help_is_printed_on_a_terminal_of_few_letters_too(folder):
    done = subprocess.run(
        [Path(sys.executable).with_name("defections"), "export", "--help"],
        env={**os.environ, "PYTHONIOENCODING": "ascii:strict"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")


# Ctrl-C


@pytest.mark.parametrize("arguments", [["check"], ["export", "--out", "out", "--format", "csv"]])
def test_ctrl_c_while_a_large_file_is_read_is_one_line_and_status_130(folder, arguments):
    (folder / "large.yaml").write_text(event_file(made_up(10_000)))
    (folder / "started.py").write_text(_STARTED)
    environment = {**os.environ, "PYTHONPATH": str(Path(cli.__file__).parents[1]), "XDG_CACHE_HOME": str(folder)}
    with started(sys.executable, "started.py", *arguments, "large.yaml", env=environment) as process:
        assert process.stdout.readline() == "reading\n"
        assert ended_by(signal.SIGINT, process) == (130, "", "defections: interrupted\n")
    assert not (folder / "out").exists()


@pytest.mark.slow
@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 0)])
def test_a_server_that_is_ended_while_it_reads_a_large_file_ends_at_once(folder, number, status):
    (folder / "large.yaml").write_text(event_file(made_up(20_000)))
    port = free_port()
    with started(
        script("defections"), "large.yaml", "--port", port, env={**os.environ, "XDG_CACHE_HOME": folder}
    ) as it:
        line = it.stdout.readline()
        assert line == f"Defections: large.yaml at http://127.0.0.1:{port} (Ctrl-C to stop)\n"
        urlopen(f"http://127.0.0.1:{port}/", timeout=60).close()  # the file takes seconds more
        assert ended_by(number, it) == (status, "", "defections: interrupted\n" if status else "")


@pytest.fixture
def served(folder) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """Start a server in a process of its own, and return it and its port."""
    (folder / "a.yaml").write_text(GOOD)
    port = free_port()
    with started(script("defections"), "serve", "a.yaml", "--port", port) as process:
        wait_until_answering(port, process)
        yield process, port


def test_the_first_line_names_the_product_and_its_address_and_ctrl_c_ends_it_in_one(served):
    process, port = served
    line = f"Defections: a.yaml at http://127.0.0.1:{port} (Ctrl-C to stop)\n"
    assert ended_by(signal.SIGINT, process) == (130, line, "defections: interrupted\n")


def test_sigterm_ends_a_server_with_status_0_though_pages_are_open(served):
    process, port = served
    with connect(f"ws://127.0.0.1:{port}/changes") as page:
        page.recv()
        status, _, err = ended_by(signal.SIGTERM, process)
    assert (status, err) == (0, "")


def test_sigterm_waits_for_an_open_answer(served):
    process, port = served
    with socket.create_connection(("127.0.0.1", port)) as reader:
        reader.sendall(b"GET /events.html HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        reader.settimeout(0.1)
        with pytest.raises(TimeoutError):
            reader.recv(1)  # the charts are being drawn
        process.send_signal(signal.SIGTERM)
        reader.settimeout(60)
        read = b"".join(iter(lambda: reader.recv(65536), b""))
    head, _, body = read.partition(b"\r\n\r\n")
    assert int(re.search(rb"content-length: (\d+)", head)[1]) == len(body)
    assert process.wait(60) == 0


def test_a_line_for_each_request_is_printed_if_asked(folder):
    (folder / "a.yaml").write_text(GOOD)
    port = free_port()
    with started(script("defections"), "serve", "a.yaml", "--access-log", env={**os.environ, "PORT": str(port)}) as it:
        wait_until_answering(port, it)
        status, out, err = ended_by(signal.SIGTERM, it)
    assert (status, err) == (0, "")
    first, *lines = out.splitlines()
    assert first.startswith("Defections: a.yaml at ")
    assert re.fullmatch(r'\d{4}-\d\d-\d\d [\d:,]+ 127\.0\.0\.1:\d+ "GET /healthz HTTP/1\.1" 200 OK', lines[-1])


def test_a_port_that_is_taken_is_one_line_and_status_1(served):
    _, port = served
    with started(script("defections"), "a.yaml", "--port", port) as second:
        assert second.communicate(timeout=60) == (
            "",
            f"defections: port {port} is in use; choose another with --port\n",
        )
    assert second.returncode == 1


def test_output_that_nobody_reads_any_more_ends_the_command_quietly(folder):
    with started(script("defections"), "schema") as process:
        process.stdout.close()
        assert process.stderr.read() == ""
        assert process.wait(60) == 1


# The command, which says when it has read a tenth of the file.
_STARTED = """
import contextlib, sys
from dashboard import cli
@contextlib.contextmanager
def bar(name):
    said = []
    def progress(share):
        if share > 0.1 and not said:
            said.append(True)
            print("reading", flush=True)
    yield progress
cli.reading_bar = bar
sys.exit(cli.main(sys.argv[1:]))
"""


# The size of a file


def test_a_file_larger_than_the_size_given_is_not_read(capsys, folder):
    (folder / "a.yaml").write_text(GOOD + "#" * 2**20)
    assert run(capsys, "check", "--max-size", "1", "a.yaml") == (
        1,
        "a.yaml:1:1: the file is larger than 1 MB; --max-size allows more\n1 file: 1 error\n",
        "",
    )
    assert run(capsys, "check", "--max-size", "2", "b.yaml", "a.yaml")[1].splitlines() == [
        "b.yaml:1:1: the file cannot be read: No such file or directory",
        "2 files: 1 error",
    ]


def test_the_size_is_for_the_page_too(capsys, folder, starts):
    (folder / "a.yaml").write_text(GOOD + "#" * 2**20)
    assert "larger than 1 MB" in run(capsys, "--max-size", "1", "a.yaml")[2]
    assert Settings.from_environment().max_bytes == 2**20
    (folder / "b.yaml").write_text(GOOD + "#" * 2**20)
    assert run(capsys, "b.yaml", "--max-size=2")[2] == ""
    assert Settings.from_environment().max_bytes == 2**21


# Wrong use


@pytest.mark.parametrize(
    "arguments",
    [
        ["check"],
        ["check", "--lenient", "events.yaml"],
        ["check", "--format", "xml", "events.yaml"],
        ["check", "--max-size", "0", "events.yaml"],
        ["check", "--max-size", "1.5", "events.yaml"],
        ["check", "--max-size", "-1", "events.yaml"],
        ["schema", "events.yaml"],
        ["export"],
        ["export", "--out", "x", "--format", "gif"],
        ["export", "--out", "x", "--format", "csv,"],
        ["export", "--out", "x", "--size", "poster"],
        ["export", "--out", "x", "--theme", "blue"],
        ["serve", "a.yaml", "b.yaml"],
        ["a.yaml", "b.yaml"],
        ["--colour"],
        ["--port", "http"],
        ["--port", "0"],
        ["--port", "65536"],
        ["--port", "-1"],
        ["--port", "80.5"],
        ["--host"],
        ["--embed"],
        ["--embed", "news.example"],
    ],
)
def test_wrong_use_is_explained_with_status_2(capsys, folder, starts, arguments):
    status, out, err = run(capsys, *arguments)
    assert status == 2
    assert out == ""
    assert err.splitlines()[-1].startswith("Error: ")
    assert starts == []


@pytest.mark.parametrize("port", ["http", "0", "65536"])
def test_a_port_that_is_none_is_named(capsys, folder, starts, port):
    err = run(capsys, "--port", port)[2]
    assert "Invalid value for '--port'" in err
    assert port in err


@pytest.mark.parametrize("name", ["chek", "exprot"])
def test_a_mistaken_command_is_named_with_those_that_there_are(capsys, folder, starts, name):
    status, _, err = run(capsys, name)
    assert status == 2
    assert f"{name!r} is neither a command nor a file; the commands are serve, check, schema, export" in err
    assert starts == []


@pytest.mark.parametrize("text", ["https://news.example/", "https://news.example; script-src *", "'self'", ""])
def test_an_embedder_that_is_no_web_origin_is_named(capsys, folder, starts, text):
    assert (
        f"{text!r} is not a web origin such as https://news.example, nor * for any" in run(capsys, "--embed", text)[2]
    )


def test_an_embedder_of_the_environment_that_is_no_web_origin_is_named(capsys, folder, starts, monkeypatch):
    monkeypatch.setenv("DEFECTIONS_EMBED", "https://news.example, *")
    assert run(capsys) == (
        2,
        "",
        "defections: DEFECTIONS_EMBED: 'https://news.example,' is not a web origin such as https://news.example, "
        "nor * for any site\n",
    )
    assert starts == []


@pytest.mark.parametrize("argument", ["--help", "-h"])
def test_help_is_printed_with_status_0(capsys, starts, argument):
    status, out, err = run(capsys, argument)
    assert (status, err) == (0, "")
    assert "serve" in out
    assert "check" in out


def test_the_version_is_that_of_the_package(capsys, starts):
    assert run(capsys, "--version") == (0, f"defections {version('defection-timeline')}\n", "")
    assert starts == []


# serve


@pytest.fixture
def starts(monkeypatch, folder) -> list[tuple[str, int]]:
    """Return host and port of each start of the server, which serves nothing; in the folder are two event files."""
    found: list[tuple[str, int]] = []
    monkeypatch.setattr(http_server, "listening_socket", lambda host, port: (host, port))
    monkeypatch.setattr(http_server, "serve", lambda _, listener, access_log: found.append(listener))
    for variable in ("PORT", *Settings(Path()).as_environment()):
        monkeypatch.setenv(variable, "")  # put back after the test
    for name in ("mine.yaml", "yours.yaml"):
        (folder / name).write_text(GOOD)
    return found


DEFAULT = ("127.0.0.1", 8501)


@pytest.mark.parametrize("arguments", [["mine.yaml"], ["serve", "mine.yaml"]])
def test_a_file_alone_is_served(capsys, folder, starts, arguments):
    assert run(capsys, *arguments)[0] == 0
    assert starts == [DEFAULT]
    assert os.environ["DEFECTIONS_FILE"] == str(folder / "mine.yaml")


@pytest.mark.parametrize("arguments", [[], ["serve"]])
def test_without_arguments_the_default_file_is_served_on_loopback(capsys, folder, starts, arguments):
    (folder / "events.yaml").write_text(GOOD)
    assert run(capsys, *arguments)[0] == 0
    assert starts == [DEFAULT]
    assert os.environ["DEFECTIONS_FILE"] == str(folder / "events.yaml")


@pytest.mark.parametrize(
    "arguments",
    [
        ["--port", "80", "--host", "0.0.0.0", "mine.yaml"],
        ["mine.yaml", "--host=0.0.0.0", "--port=80"],
        ["serve", "--host", "0.0.0.0", "mine.yaml", "--port", "80"],
    ],
)
def test_host_and_port_may_stand_anywhere(capsys, folder, starts, arguments):
    assert run(capsys, *arguments)[0] == 0
    assert starts == [("0.0.0.0", 80)]
    assert os.environ["DEFECTIONS_FILE"] == str(folder / "mine.yaml")


def test_the_port_is_that_of_the_environment_unless_one_is_given(capsys, folder, starts, monkeypatch):
    monkeypatch.setenv("PORT", "8700")
    assert run(capsys, "mine.yaml")[0] == run(capsys, "mine.yaml", "--port", "8600")[0] == 0
    assert starts == [("127.0.0.1", 8700), ("127.0.0.1", 8600)]
    monkeypatch.setenv("PORT", "http")
    status, _, err = run(capsys, "mine.yaml")
    assert (status, "env var: 'PORT'" in err, "'http'" in err) == (2, True, True)


def test_the_address_below_a_path_is_printed_and_the_option_comes_before_the_environment(
    capsys, folder, starts, monkeypatch
):
    monkeypatch.setenv("DEFECTIONS_BASE_PATH", "/cases")
    assert "http://127.0.0.1:8501/cases/ (Ctrl-C" in run(capsys, "mine.yaml")[1]
    assert "http://127.0.0.1:8501/kp/x/ (Ctrl-C" in run(capsys, "mine.yaml", "--base-path", "/kp/x/")[1]
    assert Settings.from_environment().base_path == "/kp/x"
    assert "http://127.0.0.1:8501 (Ctrl-C" in run(capsys, "mine.yaml", "--base-path", "/")[1]
    assert "'/a b' is not a path such as /defections" in run(capsys, "mine.yaml", "--base-path", "/a b")[2]


def test_every_embedder_is_handed_to_the_application(capsys, folder, starts):
    arguments = ["--embed", "https://news.example", "mine.yaml", "--embed=http://localhost:8000"]
    assert run(capsys, *arguments)[0] == 0
    assert starts == [DEFAULT]
    assert Settings.from_environment().embed_origins == ("https://news.example", "http://localhost:8000")
    assert run(capsys, "--embed", "*")[0] == 0
    assert Settings.from_environment().embed_origins == ("*",)


def test_without_the_option_the_embedders_of_the_environment_stay(capsys, folder, starts, monkeypatch):
    monkeypatch.setenv("DEFECTIONS_EMBED", "https://news.example")
    assert run(capsys)[0] == 0
    assert Settings.from_environment().embed_origins == ("https://news.example",)


def test_bare_options_serve_the_default_file(capsys, folder, starts, shipped_file):
    assert run(capsys, "--port", "8600")[0] == 0
    assert starts == [("127.0.0.1", 8600)]
    assert Path(os.environ["DEFECTIONS_FILE"]).samefile(shipped_file)


def test_the_arguments_of_the_process_are_read(capsys, folder, starts, monkeypatch):
    monkeypatch.setattr("sys.argv", ["defections", "mine.yaml"])
    assert cli.main() == 0
    assert os.environ["DEFECTIONS_FILE"] == str(folder / "mine.yaml")


def test_the_file_of_the_environment_comes_before_the_default(capsys, folder, starts, monkeypatch):
    (folder / "events.yaml").write_text(GOOD)
    monkeypatch.setenv("DEFECTIONS_FILE", str(folder / "mine.yaml"))
    assert run(capsys)[0] == 0
    assert os.environ["DEFECTIONS_FILE"] == str(folder / "mine.yaml")
    assert run(capsys, "yours.yaml")[0] == 0
    assert os.environ["DEFECTIONS_FILE"] == str(folder / "yours.yaml")


@pytest.mark.parametrize("arguments", [["none.yaml"], ["serve", "sub/none.yaml"], ["broken-link.yaml"]])
def test_a_file_that_is_missing_is_one_line_and_status_1_at_once(capsys, folder, starts, arguments):
    (folder / "broken-link.yaml").symlink_to("none.yaml")
    assert run(capsys, *arguments) == (1, "", f"defections: {arguments[-1]}: no such file\n")
    assert starts == []


def test_a_complaint_writes_out_what_would_steer_the_terminal(capsys, folder, starts):
    told = "defections: ⟨U+001B⟩[31mred.yaml: no such file\n"
    assert run(capsys, "serve", "\x1b[31mred.yaml") == (1, "", told)


@pytest.mark.parametrize("arguments", [["sub"], ["serve", "sub"], ["."]])
def test_a_folder_is_not_served(capsys, folder, starts, arguments):
    (folder / "sub").mkdir()
    assert run(capsys, *arguments) == (1, "", f"defections: {arguments[-1]}: a folder, not an event file\n")
    assert starts == []


def test_a_file_of_the_environment_that_is_missing_is_named_too(capsys, folder, starts, monkeypatch):
    monkeypatch.setenv("DEFECTIONS_FILE", "none.yaml")
    assert run(capsys) == (1, "", "defections: none.yaml: no such file\n")
    assert starts == []


def test_a_file_with_errors_is_served_after_the_address_is_printed(capsys, folder, starts, monkeypatch):
    (folder / "bad.yaml").write_text("schema_version: 1\n")
    monkeypatch.setattr("sys.stderr", sys.stdout)
    status, out, _ = run(capsys, "bad.yaml")
    assert (status, starts) == (0, [DEFAULT])
    assert out.splitlines() == [
        "Defections: bad.yaml at http://127.0.0.1:8501 (Ctrl-C to stop)",
        "bad.yaml:1:1: title: is missing; write title: and a headline",
    ]


# Help


def test_the_help_of_the_size_names_the_default(capsys, folder):
    for command in ("serve", "check", "export"):
        assert f"[default: {MAX_BYTES // 2**20}]" in " ".join(run(capsys, command, "--help")[1].split())


def test_the_help_of_an_export_names_every_choice(capsys, folder):
    said = " ".join(run(capsys, "export", "--help")[1].split())
    assert (
        f"Any of {', '.join(FORMATS)}. [default: all but {', '.join(rasterise.FORMATS)}, which need Chromium]" in said
    )
    for names in (SIZES, THEMES, COLOUR_BY):
        assert f"[{'|'.join(names)}]" in said


def test_the_help_and_the_check_do_not_wait_for_the_libraries_of_the_page():
    heavy = {"streamlit", "plotly", "uvicorn", "starlette", "pandas", "numpy", "pyarrow"}
    program = "import sys; from dashboard.cli import main; main(sys.argv[1:]); print(*sys.modules, file=sys.stderr)"
    for arguments, more in ((["--help"], {"yaml", "pydantic"}), (["check", "events.yaml"], set())):
        done = subprocess.run([sys.executable, "-c", program, *arguments], capture_output=True, text=True, check=True)
        assert "dashboard.cli" in done.stderr.split()
        assert set(done.stderr.split()) & (heavy | more | {"dashboard.charts", "dashboard.export"}) == set()
