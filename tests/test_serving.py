"""The recipes of the manual for servers, each followed with the real thing where this machine has it."""

import configparser
import gzip
import json
import os
import re
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml
from websockets.sync.client import connect
from websockets.typing import Origin

from dashboard import cli, cli_serve
from dashboard.settings import Settings
from tests.manual import PUBLISHING, ROOT, SERVING, arguments, blocks, commands, rows
from tests.processes import ended_by, free_port, script, started, wait_until_answering
from tests.streams import first_session

SITE = "defections.example"
DEFAULT_PORTS = ("8501", "8502")


@pytest.fixture
def serves(monkeypatch, tmp_path) -> list[tuple[str, cli_serve.Listening]]:
    """Return file and address of each start of the server, which serves nothing, in a folder with an event file."""
    found: list[tuple[str, cli_serve.Listening]] = []
    shutil.copy(ROOT / "events.yaml", tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(cli_serve, "_serve", lambda name, at: found.append((name, at)) or 0)
    for variable in ("PORT", *Settings(Path()).as_environment()):
        monkeypatch.setenv(variable, "")  # put back after the test
    return found


def test_the_table_of_options_names_all_that_there_are_and_the_variables_that_are_read(serves):
    shown = {cells[0].strip("`"): cells[1].strip("`") for cells in rows(SERVING, "option")}
    options = {name for it in cli.defections.commands["serve"].params for name in it.opts}
    assert set(shown) == {"FILE", *options} - {"file"}
    assert set(shown.values()) - {""} == {"PORT", *Settings(Path()).as_environment()}


# Started as hosting services and people start it


@pytest.fixture(scope="module")
def dependencies_alone(tmp_path_factory) -> Path:
    """Return a folder with all that is installed here but the project itself."""
    folder = tmp_path_factory.mktemp("dependencies") / "site-packages"  # elsewhere Streamlit would be in development
    folder.mkdir()
    for installed in {Path(path) for path in sys.path if path.endswith("-packages")}:
        for part in installed.iterdir():
            if "defection" not in part.name and part.suffix != ".pth":
                (folder / part.name).symlink_to(part)
    return folder


STARTS = [
    command
    for command in [*commands(SERVING), "python -m dashboard serve events.yaml --port 8501"]
    if re.search(r"streamlit run|uvicorn|python -m dashboard|defections serve .*--port", command)
]


def test_each_way_to_start_is_tried():
    assert [re.search(r"defections|streamlit|uvicorn|python", it)[0] for it in STARTS] == [
        "defections", "streamlit", "uvicorn", "python",
    ]  # fmt: skip


@pytest.mark.parametrize("command", STARTS)
def test_however_it_is_started_it_answers_and_begins_sessions_with_the_options_of_the_project(
    command, dependencies_alone
):
    port = free_port()
    words = shlex.split(command.replace("8501", str(port)))
    variables = dict(word.split("=") for word in words if re.match(r"[A-Z_]+=", word))
    program, *given = words[len(variables) :]
    environment = {**os.environ, "PYTHONPATH": str(dependencies_alone), **variables}
    # Without the folder of packages of this Python (-S), and without the working folder on the path (-P), unless asked.
    start: list[object] = [sys.executable, "-S", "-P", shutil.which(program) or script(program)]
    if program == "defections":
        start = [script(program)]
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    elif program == "python":
        start = [sys.executable, "-S"]
    with started(*start, *given, cwd=ROOT, env=environment) as process:
        wait_until_answering(port, process)
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/") as page:
            assert '<div id="root">' in page.read().decode()
            assert "frame-ancestors 'self'" in page.headers["Content-Security-Policy"]
        begin = first_session(f"http://127.0.0.1:{port}/").new_session
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/events.csv") as answer:
            assert answer.headers["ETag"]
        if "0.0.0.0" in given:
            socket.create_connection(("127.0.0.2", port), 10).close()  # bound as told, to every address
        status = ended_by(signal.SIGTERM, process)[0]
    assert begin.main_script_path == "streamlit_entry.py"
    assert begin.custom_theme.light.primary_color == "#1f4e79"
    assert not begin.config.gather_usage_stats
    assert status == (0 if program in ("defections", "python") else -signal.SIGTERM)


# systemd


@pytest.fixture
def unit() -> configparser.ConfigParser:
    (block,) = blocks(SERVING, "ini")
    unit = configparser.ConfigParser(interpolation=None)
    unit.optionxform = str  # type: ignore[assignment, method-assign]
    unit.read_string(block.text)
    return unit


def test_the_service_manager_would_start_a_server_at_each_port(unit, serves):
    command, file, *options = arguments(unit["Service"]["ExecStart"])
    (enabling,) = [it for it in commands(SERVING) if it.startswith("systemctl enable")]
    ports = re.findall(r"defections@(\d+)", enabling)
    for port in ports:
        given = [command, file.removeprefix("/srv/events/"), *(it.replace("%i", port) for it in options)]
        assert cli.main(given) == 0
    assert [str(at.port) for _, at in serves] == list(DEFAULT_PORTS) == ports


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="There is no systemd-analyze on this machine.")
def test_systemd_finds_nothing_wrong_with_the_unit(unit, tmp_path):
    (block,) = blocks(SERVING, "ini")
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    (tmp_path / ".venv" / "bin" / "defections").symlink_to(script("defections"))
    file = tmp_path / "defections@.service"
    file.write_text(block.text.replace("/srv/defections", str(tmp_path)))
    verify = ["systemd-analyze", "verify", "--man=no", file.with_name("defections@8501.service")]
    environment = {**os.environ, "SYSTEMD_UNIT_PATH": f"{tmp_path}:"}
    done = subprocess.run(verify, capture_output=True, text=True, check=False, timeout=60, env=environment)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


# nginx


class Site(NamedTuple):
    """A site that nginx shows, and the processes behind it."""

    port: int
    processes: dict[int, subprocess.Popen[str]]
    logs: dict[int, Path]

    def get(self, path: str, **headers: str) -> tuple[HTTPResponse, bytes]:
        """Ask as a browser does that finds the host at this computer."""
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=60)) as connection:
            connection.request("GET", path, headers={"Host": SITE, **headers})
            response = connection.getresponse()
            return response, response.read()


@pytest.fixture(scope="module")
def nginx() -> str:
    found = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if found is None:
        reason = "There is no nginx on this machine: install nginx-light to try the recipes for it."
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
    return found


@contextmanager
def site(nginx: str, folder: Path, config: str, *options: str, running: int = 2) -> Iterator[Site]:
    """Show what a configuration of the manual shows, with so many of its processes."""
    ports = {name: free_port() for name in (*DEFAULT_PORTS, "80")}
    for name in DEFAULT_PORTS:
        config = config.replace(f"127.0.0.1:{name} ", f"127.0.0.1:{ports[name]} ")
    config = config.replace("listen 80;", f"listen 127.0.0.1:{ports['80']};")
    temporary = "".join(
        f"{it}_temp_path {folder}/{it};\n" for it in ("client_body", "proxy", "fastcgi", "scgi", "uwsgi")
    )
    (folder / "nginx.conf").write_text(
        f"daemon off;\nmaster_process off;\npid {folder}/pid;\nevents {{}}\n"
        f"http {{\ntypes {{ text/html html; }}\naccess_log off;\n{temporary}{config}\n}}\n"
    )
    with ExitStack() as stack:
        processes, logs = {}, {}
        for port in [ports[name] for name in DEFAULT_PORTS[:running]]:
            logs[port] = folder / f"{port}.log"
            command = [sys.executable, "-m", "dashboard", "serve", ROOT / "events.yaml", "--port", port, *options]
            environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
            log = stack.enter_context(logs[port].open("w"))
            processes[port] = subprocess.Popen(
                list(map(str, command)), cwd=folder, env=environment, stdout=log, stderr=log, text=True
            )
            stack.callback(processes[port].wait)
            stack.callback(processes[port].kill)
        proxy = stack.enter_context(started(nginx, "-p", folder, "-e", "stderr", "-c", folder / "nginx.conf"))
        for port, process in processes.items():
            wait_until_answering(port, process)
        assert proxy.poll() is None, proxy.communicate()
        yield Site(ports["80"], processes, logs)


@pytest.fixture(scope="module")
def at_the_root(nginx, tmp_path_factory) -> Iterator[Site]:
    whole, _ = blocks(SERVING, "nginx")
    with site(nginx, tmp_path_factory.mktemp("root"), whole.text, "--access-log") as shown:
        yield shown


@pytest.fixture(scope="module")
def below_a_path(nginx, tmp_path_factory) -> Iterator[Site]:
    """Show the page below a path of a site, with the second of two processes down."""
    whole, location = blocks(SERVING, "nginx")
    upstream = whole.text[: whole.text.index("server {")]
    config = f"{upstream}server {{\nlisten 80;\n{location.text}}}\n"
    with site(nginx, tmp_path_factory.mktemp("path"), config, "--base-path", "/defections", running=1) as shown:
        yield shown


def test_nginx_passes_page_data_and_static_files_on(at_the_root):
    page, body = at_the_root.get("/")
    assert page.status == 200
    assert "content-security-policy" in {name.lower() for name, _ in page.getheaders()}
    (script_path,) = re.findall(r'src="\./(static/js/index\.[^"]+\.js)"', body.decode())
    compressed, body = at_the_root.get(f"/{script_path}", **{"Accept-Encoding": "gzip"})
    assert compressed.getheader("content-encoding") == "gzip"
    assert len(gzip.decompress(body)) > 2 * len(body)
    _, cited = at_the_root.get("/citations.json?post=RU")
    assert json.loads(cited)[0]["URL"] == f"http://{SITE}/?post=RU"


def test_both_processes_have_readers_each_browser_keeps_its_own_and_what_they_answer_is_the_same(at_the_root):
    browsers = [f"browser-{number}" for number in range(20)]
    tags = {at_the_root.get(f"/events.csv?q={it}", **{"User-Agent": it})[0].status for it in browsers * 2}
    asked = {it: at_the_root.get("/events.csv", **{"User-Agent": it}) for it in browsers}
    assert len({answer.getheader("etag") for answer, _ in asked.values()}) == 1
    assert tags == {200}
    seen = [set(re.findall(r"browser-\d+", log.read_text())) for log in at_the_root.logs.values()]
    assert all(seen)
    assert seen[0] | seen[1] == set(browsers)
    assert seen[0] & seen[1] == set()


def test_a_browser_that_comes_back_through_nginx_finds_its_session(at_the_root):
    def session(session_id: str = "", port: int = at_the_root.port) -> str:
        """Return the session of a browser that has had one."""
        via = socket.create_connection(("127.0.0.1", port), 60)
        start = first_session(f"http://{SITE}/", session_id, sock=via, user_agent_header="browser-1")
        return start.new_session.initialize.session_id

    first = session()
    assert session(first) == first
    # What for: one of the processes knows nothing of it.
    assert {session(first, port) == first for port in at_the_root.processes} == {True, False}


def test_below_a_path_of_a_site_are_page_data_news_and_sessions(below_a_path):
    redirect, _ = below_a_path.get("/defections?post=RU")
    assert (redirect.status, redirect.getheader("location", "").endswith("/defections/?post=RU")) == (301, True)
    page, body = below_a_path.get("/defections/")
    assert (page.status, b'<div id="root">' in body) == (200, True)
    for link in re.findall(r"<([^>]+)>", page.getheader("link", "")):
        assert below_a_path.get(f"/defections/{link}")[0].status == 200
    _, cited = below_a_path.get("/defections/citations.json?post=RU")
    assert json.loads(cited)[0]["URL"] == f"http://{SITE}/defections/?post=RU"
    assert below_a_path.get("/events.csv")[0].status == 404  # of the site around it
    via = socket.create_connection(("127.0.0.1", below_a_path.port), 60)
    with connect(f"ws://{SITE}/defections/changes", sock=via, origin=Origin(f"http://{SITE}")) as news:
        assert news.recv(timeout=60)
    via = socket.create_connection(("127.0.0.1", below_a_path.port), 60)
    assert first_session(f"http://{SITE}/defections/", sock=via).new_session.initialize.session_id


def test_the_port_of_the_recipes_is_that_of_the_server():
    (port,) = [it.default for it in cli.defections.commands["serve"].params if it.name == "port"]
    assert str(port) == DEFAULT_PORTS[0]
    assert all(f"127.0.0.1:{port} " in blocks(SERVING, "nginx")[0].text for port in DEFAULT_PORTS)


# Docker


def test_the_dockerfile_names_commands_and_variables_that_there_are(serves, monkeypatch):
    (block,) = blocks(SERVING, "dockerfile")
    lines = [line.split(" ", 1) for line in block.text.splitlines()]
    assert [name for name, _ in lines] == ["FROM", "WORKDIR", "COPY", "RUN", "USER", "ENV", "HEALTHCHECK", "CMD"]
    image, folder, _, install, _, variables, health, command = (rest for _, rest in lines)
    lowest = re.search(r'requires-python = ">=3\.(\d+)"', (ROOT / "pyproject.toml").read_text())
    assert int(re.fullmatch(r"python:3\.(\d+)-slim", image)[1]) >= int(lowest[1])
    assert install == "pip install --no-cache-dir ."
    environment = dict(it.split("=") for it in shlex.split(variables))
    assert environment["DEFECTIONS_FILE"] == f"{folder}/events.yaml"
    monkeypatch.setenv("PORT", "8600")  # as a service that runs it says
    program, *given = json.loads(command)
    assert (program, cli.main(given), serves) == (
        "defections",
        0,
        [("events.yaml", cli_serve.Listening("0.0.0.0", 8600))],
    )
    check = shlex.split(health.removeprefix("CMD "))
    compile(check[2].replace("$PORT", "8501"), "check", "exec")
    assert (check[:2], "/healthz" in check[2]) == (["python", "-c"], True)
    known = {"PORT", "XDG_CACHE_HOME", "FORWARDED_ALLOW_IPS", *Settings(Path()).as_environment()}
    assert set(environment) <= known


# GitHub Pages


def test_the_workflow_checks_a_pull_request_and_publishes_what_is_merged(tmp_path, monkeypatch):
    (text,) = [block.text for block in blocks(PUBLISHING, "yaml") if "jobs:" in block.text]
    workflow = yaml.safe_load(text)
    assert workflow[True] == {"pull_request": None, "push": {"branches": ["main"]}}  # `on` is true in YAML 1.1
    check, publish = workflow["jobs"]["check"], workflow["jobs"]["publish"]
    assert "if" not in check
    assert (publish["needs"], publish["if"]) == ("check", "github.event_name == 'push'")
    assert publish["permissions"] == {"contents": "read", "pages": "write", "id-token": "write"}
    (uploaded,) = [it["with"]["path"] for it in publish["steps"] if it.get("uses", "").startswith("actions/upload-")]
    assert publish["steps"][-1]["uses"].startswith("actions/deploy-pages@")

    shutil.copy(ROOT / "events.yaml", tmp_path)
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT)}

    def run(job: dict) -> list[subprocess.CompletedProcess[str]]:
        lines = [it["run"] for it in job["steps"] if "run" in it]
        assert lines[0] == "pip install ."
        return [
            subprocess.run(["bash", "-e", "-c", line], cwd=tmp_path, env=environment, capture_output=True, text=True)
            for line in lines[1:]
        ]

    assert [it.returncode for it in [*run(check), *run(publish)]] == [0] * 3
    assert b"Plotly" in (tmp_path / uploaded / "index.html").read_bytes()
    (tmp_path / "events.yaml").write_text("schema_version: 1\n")
    (failed,) = run(check)
    assert (failed.returncode, failed.stdout.startswith("::error file=events.yaml,line=1,col=1,")) == (1, True)
