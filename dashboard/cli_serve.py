"""The command `defections serve`: it checks what is asked, prints the address, and serves until a signal comes."""

import errno
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import NoReturn

import click

from dashboard.cli_options import max_size_option, read_base_path, read_web_origins
from dashboard.cli_output import INTERRUPTED, complain, reading_bar


@dataclass(frozen=True)
class Listening:
    """Where a server listens, and whether it writes a line for each request."""

    host: str
    port: int
    access_log: bool = False


@click.command("serve", short_help="Show the page (the default).")
@click.argument("file", required=False)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port", type=click.IntRange(1, 65535), default=8501, show_default=True, envvar="PORT", show_envvar=True,
    help="Port to listen on.",
)  # fmt: skip
@click.option(
    "--base-path", callback=read_base_path, metavar="/PATH",
    help="Path below which a proxy shows the page, such as /defections.",
)  # fmt: skip
@click.option(
    "--embed",
    multiple=True,
    callback=read_web_origins,
    metavar="ORIGIN",
    help="Site that may show the page in a frame, such as https://news.example, or * for any. Can be repeated.",
)
@click.option("--access-log", is_flag=True, help="Print a line for each request.")
@max_size_option
@click.pass_context
def serve_command(
    context: click.Context, file: str | None, host: str, port: int, base_path: str | None, embed: tuple[str, ...],
    access_log: bool, max_bytes: int | None,
) -> int:  # fmt: skip
    """Show the page of FILE.

    If FILE is left out, it is the file that DEFECTIONS_FILE names, else events.yaml in this folder, else the example
    that comes with the project.
    """
    if file and file.isalpha() and not Path(file).exists():
        group = context.parent and context.parent.command
        commands = ", ".join(group.commands) if isinstance(group, click.Group) else "serve"
        raise click.UsageError(f"{file!r} is neither a command nor a file; the commands are {commands}")
    from dashboard.settings import Settings, SettingsError

    try:
        settings = Settings.from_environment()
    except SettingsError as error:
        return complain(str(error), status=2)
    name = file or str(settings.event_file)
    if not os.path.exists(name):
        return complain(f"{name}: no such file")
    if os.path.isdir(name):
        return complain(f"{name}: a folder, not an event file")
    settings = Settings(
        Path(name).absolute(),
        max_bytes or settings.max_bytes,
        embed or settings.embed_origins,
        settings.base_path if base_path is None else base_path,
    )
    os.environ.update(settings.as_environment())
    with _signals_end_the_process():
        return _serve(name, Listening(host, port, access_log))


def _serve(name: str, at: Listening) -> int:
    """Serve what the environment says; messages call the event file `name`."""
    from dashboard.dataset.text import visible
    from dashboard.server import http_server

    try:
        listener = http_server.listening_socket(at.host, at.port)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            return complain(f"port {at.port} is in use; choose another with --port")
        return complain(f"cannot listen on {at.host}, port {at.port}: {error.strerror or error}")
    from dashboard.app import app  # which reads Streamlit's options: none may be asked for before
    from dashboard.settings import Settings
    from dashboard.watch import FIRST_READING_WAIT_S

    base_path = Settings.from_environment().base_path
    url = http_server.url_of(at.host, at.port) + (f"{base_path}/" if base_path else "")
    # Before anything else is printed.
    print(f"Defections: {visible(name)} at {url} (Ctrl-C to stop)", flush=True)

    reading = Thread(target=_read_first, args=(name,), name="first reading", daemon=True)
    reading.start()
    reading.join(FIRST_READING_WAIT_S)  # after that, the page shows the progress
    http_server.serve(app, listener, at.access_log)
    return 0


def _read_first(name: str) -> None:
    """Read the file that is served, and print what is wrong with it."""
    from dashboard.settings import Settings
    from dashboard.watch import watch

    file = watch(Settings.from_environment().event_file, read_now=False)
    with reading_bar(name) as progress:
        file.read_first(progress)
    for problem in file.state.problems:
        print(problem.located(name), file=sys.stderr)


@contextmanager
def _signals_end_the_process() -> Iterator[None]:
    """End the process after Ctrl-C, and with status 0 after SIGTERM, by which service managers stop a server.

    A thread may be reading the event file then. Where Python ends as usual, it throws such a thread out of the code of
    pydantic, which answers by aborting the process (SIGABRT): so it does not end as usual.
    """
    before = signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        yield
    except KeyboardInterrupt:
        _end_process(complain("interrupted", status=INTERRUPTED))
    except SystemExit:
        _end_process(0)
    finally:
        signal.signal(signal.SIGTERM, before)


def _end_process(status: int) -> NoReturn:
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)
