"""Servers in processes of their own: this page and its peers."""

import os
import socket
import subprocess
import sys
import sysconfig
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

PEERS = Path(__file__).parent / "peers"
PATIENCE = 600  # s until a server answers: an event file of 100,000 events takes its time


@dataclass(frozen=True)
class Server:
    """A server that answers, and its process."""

    port: int
    process: psutil.Process

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    def memory(self) -> float:
        """Return how much memory (resident set) the process and those that it started have, in MB of 10^6 bytes."""
        return sum(one.memory_info().rss for one in [self.process, *self.process.children(recursive=True)]) / 1e6


def python_of_dash() -> str | None:
    """Return the Python that has Dash: that of `DASH_PYTHON`, or this one; None where neither has it."""
    python = os.environ.get("DASH_PYTHON", sys.executable)
    has_it = subprocess.run([python, "-c", "import dash, pandas"], capture_output=True, check=False)
    return python if has_it.returncode == 0 else None


@contextmanager
def serving(kind: str, file: Path, flat: Path) -> Iterator[Server]:
    """Serve this page (`page`) with an event file, or a peer (`bare`, `dash`) with the flat list of its events."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    streamlit = ["--server.address=127.0.0.1", "--server.headless=true", "--browser.gatherUsageStats=false"]
    commands: dict[str, list[object]] = {
        "page": [Path(sysconfig.get_path("scripts")) / "defections", "serve", file, "--port", port],
        "bare": [sys.executable, "-m", "streamlit", "run", PEERS / "bare.py", f"--server.port={port}", *streamlit],
        "dash": [python_of_dash(), PEERS / "in_dash.py"],
    }
    started = subprocess.Popen(
        list(map(str, commands[kind])),
        env={**os.environ, "EVENTS": str(flat), "PORT": str(port), "XDG_CACHE_HOME": str(file.parent)},
        cwd=file.parent,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        server = Server(port, psutil.Process(started.pid))
        _wait_for(server, started)
        yield server
    finally:
        started.terminate()
        try:
            started.wait(30)
        except subprocess.TimeoutExpired:
            started.kill()


def _wait_for(server: Server, started: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + PATIENCE
    while started.poll() is None and time.monotonic() < end:
        try:
            with urllib.request.urlopen(server.address, timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"{started.args} does not answer")
