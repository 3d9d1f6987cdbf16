"""Servers and commands in processes of their own, started as people start them."""

import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

PATIENCE_S = 60  # a busy machine is slow, not wrong


def script(name: str) -> str:
    """Return the path of an installed command."""
    return str(Path(sys.executable).with_name(name))


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def started(*command: object, **options: Any) -> Iterator[subprocess.Popen[str]]:
    """Start a command that Ctrl-C reaches, and end it after the context.

    Processes in the background of a shell ignore SIGINT, and so would their children.
    """
    with subprocess.Popen(
        list(map(str, command)), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL), **options,
    ) as process:  # fmt: skip
        try:
            yield process
        finally:
            process.kill()


def is_answering(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=10) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def wait_until_answering(port: int, process: subprocess.Popen[str]) -> None:
    """Wait until a server answers; fail with what it printed if it does not."""
    end = time.monotonic() + PATIENCE_S
    while not is_answering(port):
        if process.poll() is not None or time.monotonic() > end:
            process.kill()
            raise AssertionError("".join(process.communicate()))
        time.sleep(0.05)


def ended_by(number: signal.Signals, process: subprocess.Popen[str]) -> tuple[int, str, str]:
    """Send a signal; return the exit status, and what was printed to both streams."""
    process.send_signal(number)
    out, err = process.communicate(timeout=PATIENCE_S)
    return process.returncode, out, err
