"""README.md says what is so: its commands run, its queries and links lead somewhere, its modules are there."""

import json
import re
import shlex
import shutil
import socket
import subprocess
import threading
import time
import tomllib
from itertools import takewhile
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
import uvicorn
import yaml
from starlette.applications import Starlette

from dashboard import cli
from dashboard.selection import select
from dashboard.selection.filters import FILTER_KEYS
from dashboard.server import data_routes
from dashboard.server.paging import read_page
from dashboard.settings import Settings

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def readme() -> str:
    return (ROOT / "README.md").read_text(encoding="utf-8")


def code_lines(readme):
    """Return the lines of all code blocks, those that a backslash continues as one, without comments."""
    blocks = re.findall(r"^```\w*\n(.*?)^```", readme, re.DOTALL | re.MULTILINE)
    lines = [line.strip() for block in blocks for line in block.replace("\\\n", " ").splitlines()]
    return [line.removeprefix("$ ") for line in lines if line and not line.startswith("#")]


def commands(readme):
    """Return the arguments of every `defections` command in a code block, those after `&&` too, without `> FILE`."""
    parts = [shlex.split(part, comments=True) for line in code_lines(readme) for part in line.split("&&")]
    return [list(takewhile(lambda word: word != ">", part[1:])) for part in parts if part[:1] == ["defections"]]


def test_the_two_commands_at_its_top_run_the_project_and_its_tests(readme):
    assert code_lines(readme)[:2] == ["pip install -e . && defections", "pip install -e '.[test]' && pytest"]
    assert readme.index("pip install -e '.[test]' && pytest") < 2000


def test_every_defections_command_runs(readme, tmp_path, monkeypatch):
    shutil.copy(ROOT / "events.yaml", tmp_path)
    monkeypatch.chdir(tmp_path)
    for variable in Settings(tmp_path).as_environment():
        monkeypatch.setenv(variable, "")  # put back after the test
    served = []
    monkeypatch.setattr(cli, "_serve", lambda *options: served.append(options) or 0)
    found = commands(readme)
    assert [cli.main(arguments) for arguments in found] == [0] * len(found)
    assert [] in found
    assert served


def test_every_subcommand_that_it_names_exists(readme, capsys):
    assert cli.main(["--help"]) == 0
    offered = capsys.readouterr().out
    named = set(re.findall(r"`defections ([a-z]+)\b", readme))
    assert named
    assert [name for name in named if not re.search(rf"^\s+{name}\s", offered, re.MULTILINE)] == []


def test_the_line_for_editors_names_the_file_that_the_command_before_it_writes(readme):
    (written,) = [line.split("> ")[1] for line in code_lines(readme) if line.startswith("defections schema > ")]
    assert f"\n# yaml-language-server: $schema={written}\n" in readme


def test_the_hook_that_it_shows_is_offered(readme):
    (shown,) = re.findall(r"hooks: \[\{id: ([\w-]+)\}\]", readme)
    assert shown in [hook["id"] for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())]


def test_every_query_that_it_shows_makes_sense(readme, shipped):
    addresses = re.findall(r"[^\s'\"`(<]*\?[a-z]+=[^\s'\"`)>]+", readme)
    queries = [urlsplit(it).query for it in addresses if urlsplit(it).hostname in (None, "127.0.0.1", "localhost")]
    queries += re.findall(r"--query[ =]['\"]?([^\s'\"`]+=[^\s'\"`]*)", readme)
    assert queries
    read = {query: read_page(query) for query in queries}
    left_out = {query: [*select(shipped, rest)[1], *wrong] for query, (_, rest, wrong) in read.items()}
    assert {query: said for query, said in left_out.items() if said} == {}


def test_it_explains_every_key_of_the_query(readme):
    assert [key for key in FILTER_KEYS if not re.search(rf"`{key}(=\w+)?`", readme)] == []


def test_every_relative_link_and_picture_leads_to_a_file(readme):
    targets = re.findall(r"\]\(\s*<?([^)\s>]+)", readme) + re.findall(r"(?:src|href)=\"([^\"]+)\"", readme)
    targets += re.findall(r"^\[[^\]]+\]:\s*(\S+)", readme, re.MULTILINE)
    files = [unquote(target.split("#")[0]) for target in targets if not urlsplit(target).scheme]
    assert [file for file in files if file and not (ROOT / file).exists()] == []


def test_every_heading_that_it_links_to_exists(readme):
    titles = re.findall(r"^#+ (.*)$", readme, re.MULTILINE)
    anchors = {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}
    assert set(re.findall(r"\]\(#([^)]+)\)", readme)) <= anchors


def test_its_table_of_modules_names_every_module_and_no_other(readme):
    named = set(re.findall(r"`(dashboard/[\w/.]+)`", readme))
    modules = {
        path.relative_to(ROOT).as_posix() for path in ROOT.glob("dashboard/**/*.py") if path.name != "__init__.py"
    }
    assert modules - named == set()
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_it_shows_a_picture_of_the_page(readme):
    (picture, *_) = re.findall(r"!\[[^\]]+\]\(([^)\s]+\.(?:png|jpg|webp))\)", readme)
    assert (ROOT / picture).stat().st_size > 10_000


def test_the_benchmarks_that_it_names_are_there(readme):
    named = [shlex.split(line) for line in re.findall(r"python -m (tests\.benchmarks[^`\n]*)", readme)]
    assert ["tests.benchmarks"] in named
    main = (ROOT / "tests" / "benchmarks" / "__main__.py").read_text(encoding="utf-8")
    parts = set(re.findall(r'^    "(\w+)": "', main, re.MULTILINE))
    assert {word for words in named for word in words[1:] if word.isalpha()} <= parts
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert set(re.findall(r"'\.\[(\w+)\]'", readme)) <= set(project["optional-dependencies"])


# What it shows of the addresses, against a server


@pytest.fixture
def served(monkeypatch, tmp_path):
    """Serve the addresses on a port of their own, and return host and port."""
    monkeypatch.setenv("DEFECTIONS_FILE", str(ROOT / "events.yaml"))
    monkeypatch.chdir(tmp_path)
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(Starlette(routes=data_routes.routes()), log_level="error"))
    thread = threading.Thread(target=server.run, args=([listening],), daemon=True)
    thread.start()
    deadline = time.monotonic() + 30
    while not server.started and time.monotonic() < deadline:
        time.sleep(0.01)
    yield f"127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    thread.join()
    listening.close()


@pytest.mark.skipif(shutil.which("curl") is None, reason="There is no curl on this machine.")
def test_its_curl_commands_fetch_what_they_say(readme, served, tmp_path):
    commands = [line.replace("127.0.0.1:8501", served) for line in code_lines(readme) if line.startswith("curl ")]
    assert len(commands) == 2

    def run(command: str) -> str:
        asked = [*shlex.split(command), "-sS", "--fail", "-w", "%{http_code}"]
        return subprocess.run(asked, capture_output=True, text=True, check=True, timeout=60).stdout

    assert "kp-2016-vladivostok-official" in run(commands[0])
    assert [run(commands[1]) for _ in range(2)] == ["200", "304"]
    assert len(json.loads((tmp_path / "events.json").read_text(encoding="utf-8"))["events"]) == 3


def test_its_lines_of_python_read_a_frame(readme, served):
    (code,) = re.findall(r"^```python\n(.*?)^```", readme, re.DOTALL | re.MULTILINE)
    names: dict = {}
    exec(code.replace("127.0.0.1:8501", served), names)
    events = names["events"]
    assert events["id"][0] == "kp-2015-kim-chol-song"
    assert str(events["date_earliest"].dtype).startswith("datetime64")
