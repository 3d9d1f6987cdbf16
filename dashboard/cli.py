"""The command line: it parses and prints, nothing more.

Each command imports what it needs itself, so that `--help` does not wait for any of it, nor `check` for the page.
"""

import errno
import json
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from threading import Thread
from typing import Any, NoReturn

import click

from dashboard.cli_import import import_command
from dashboard.cli_options import (
    COLOUR,
    MAX_SIZE,
    PICTURE_SIZE,
    THEME,
    max_size_option,
    read_formats,
    read_title,
    read_web_origins,
)

READING_BAR_AFTER_S = 1.0
"""How long reading a file may take before a bar shows its progress."""

INTERRUPTED = 130
"""The exit status after Ctrl-C."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run `defections` and return its exit status: 0, 1 for problems in a file, 2 for wrong use, 130 for Ctrl-C."""
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="backslashreplace")  # as stderr: names may hold what the terminal cannot show
    given = None if arguments is None else list(arguments)
    try:
        status = defections.main(given, prog_name="defections", standalone_mode=False)
        return int(status or 0)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except click.Abort:
        return _complain("interrupted", status=INTERRUPTED)


def _complain(*reasons: str, status: int = 1) -> int:
    for reason in reasons:
        print(f"defections: {reason}", file=sys.stderr)
    return status


class CommandGroup(click.Group):
    """Commands of which `serve` may go unnamed: `defections FILE` and `defections --port 80` serve."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put `serve` before arguments that do not start with a command."""
        own_options = (name for option in self.get_params(ctx) for name in option.opts)
        if not args or args[0] not in {*self.commands, *own_options}:
            args.insert(0, "serve")
        return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command."""
        try:
            status = super().invoke(ctx)
            sys.stdout.flush()  # here, where click ends quietly if nobody reads the output any more
        except KeyboardInterrupt:  # click would print an empty line first
            return _complain("interrupted", status=INTERRUPTED)
        return status


@click.group(cls=CommandGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="defection-timeline", message="%(prog)s %(version)s")
def defections() -> None:
    """Show an event file as a linked map and timeline.

    `serve` can be left out: `defections FILE` and `defections --port 80` serve too.
    """


# serve


@defections.command(short_help="Show the page (the default).")
@click.argument("file", required=False)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", type=click.IntRange(1, 65535), default=8501, show_default=True, help="Port to listen on.")
@click.option(
    "--embed",
    multiple=True,
    callback=read_web_origins,
    metavar="ORIGIN",
    help="Site that may show the page in a frame, such as https://news.example, or * for any. Can be repeated.",
)
@max_size_option
def serve(file: str | None, host: str, port: int, embed: tuple[str, ...], max_bytes: int | None) -> int:
    """Show the page of FILE.

    If FILE is left out, it is the file that DEFECTIONS_FILE names, else events.yaml in this folder, else the example
    that comes with the project.
    """
    if file and file.isalpha() and not Path(file).exists():
        commands = ", ".join(defections.commands)
        raise click.UsageError(f"{file!r} is neither a command nor a file; the commands are {commands}")
    from dashboard.settings import Settings, SettingsError

    try:
        settings = Settings.from_environment()
    except SettingsError as error:
        return _complain(str(error), status=2)
    name = file or str(settings.event_file)
    if not os.path.exists(name):
        return _complain(f"{name}: no such file")
    if os.path.isdir(name):
        return _complain(f"{name}: a folder, not an event file")
    settings = Settings(Path(name).absolute(), max_bytes or settings.max_bytes, embed or settings.embed_origins)
    os.environ.update(settings.as_environment())
    with _signals_end_the_process():
        return _serve(name, host, port)


def _serve(name: str, host: str, port: int) -> int:
    """Serve what the environment says; messages call the event file `name`."""
    from dashboard.dataset.text import visible
    from dashboard.server import http_server

    try:
        listener = http_server.listening_socket(host, port)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            return _complain(f"port {port} is in use; choose another with --port")
        return _complain(f"cannot listen on {host}, port {port}: {error.strerror or error}")
    from dashboard.app import app  # which reads Streamlit's options: none may be asked for before
    from dashboard.watch import FIRST_READING_WAIT_S

    # Before anything else is printed.
    print(f"Defections: {visible(name)} at {http_server.url_of(host, port)} (Ctrl-C to stop)", flush=True)

    reading = Thread(target=_read_first, args=(name,), name="first reading", daemon=True)
    reading.start()
    reading.join(FIRST_READING_WAIT_S)  # after that, the page shows the progress
    http_server.serve(app, listener)
    return 0


def _read_first(name: str) -> None:
    """Read the file that is served, and print what is wrong with it."""
    from dashboard.settings import Settings
    from dashboard.watch import watch

    file = watch(Settings.from_environment().event_file, read_now=False)
    with _reading_bar(name) as progress:
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
        _end_process(_complain("interrupted", status=INTERRUPTED))
    except SystemExit:
        _end_process(0)
    finally:
        signal.signal(signal.SIGTERM, before)


def _end_process(status: int) -> NoReturn:
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)


# check and schema


@defections.command(short_help="List every problem in event files.")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--strict", is_flag=True, help="Treat warnings as errors.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["plain", "json", "github"]),
    default="plain",
    show_default=True,
    help="Lines, JSON, or annotations for a GitHub workflow.",
)
@max_size_option
def check(files: tuple[str, ...], strict: bool, form: str, max_bytes: int | None) -> int:
    """List every problem in event files, with line and column."""
    from dashboard.dataset import MAX_BYTES
    from dashboard.dataset import check as check_file
    from dashboard.dataset.report import annotations, as_json, lines, make_report, summary

    results = {}
    for name in files:
        with _reading_bar(name) as progress:
            results[name] = check_file(Path(name), max_bytes or MAX_BYTES, progress, MAX_SIZE)
    found = make_report(results, strict)
    if form == "json":
        print(as_json(found))
    elif form == "github":
        for line in [*annotations(found), summary(found)]:
            print(line)
    else:
        for line in [*lines(found), summary(found)]:
            print(line)
    return 1 if found.count("error") else 0


@defections.command(short_help="Print the JSON Schema of event files, for editors.")
def schema() -> None:
    """Print the JSON Schema of event files, so that editors can complete and check them."""
    from dashboard.dataset.json_schema import event_file_schema

    print(json.dumps(event_file_schema(), indent=2))


# export


@defections.command(short_help="Write files: web page, pictures, tables.")
@click.argument("file", required=False)
@click.option(
    "--out", "folder", required=True, type=click.Path(path_type=Path), metavar="DIR",
    help="Folder to write to; created if missing.",
)  # fmt: skip
@click.option(
    "--format", "formats", callback=read_formats, metavar="FORMAT,...",
    help="Any of html, png, svg, pdf, csv, claims, json, geojson, yaml.  "
    "[default: all but png, svg, pdf, which need Chromium]",
)  # fmt: skip
@click.option(
    "--query", default="",
    help="Filters and view options as in the URL of the page, or the whole URL: post=RU&scale=true",
)  # fmt: skip
@click.option("--title", callback=read_title, help="Title of pictures.  [default: that of FILE]")
@click.option("--size", type=PICTURE_SIZE, default="article", show_default=True, help="Size of pictures.")
@click.option(
    "--theme",
    type=THEME,
    default="light",
    show_default=True,
    help="Theme of pictures; web pages follow the reader's.",
)
@click.option(
    "--colour", type=COLOUR,
    help="What colours stand for in pictures and web page.  [default: as in --query, else country]",
)  # fmt: skip
@click.option("--force", is_flag=True, help="Replace existing files.")
@max_size_option
def export(
    file: str | None, folder: Path, formats: list[str], query: str, title: str | None, size: str, theme: str,
    colour: str | None, force: bool, max_bytes: int | None,
) -> int:  # fmt: skip
    """Write the selected events of FILE into a folder: web page, pictures, tables.

    If FILE is left out, it is chosen as for serve.
    """
    from dashboard.dataset import MAX_BYTES, load
    from dashboard.dataset.report import lines, make_report
    from dashboard.export.write import ExportError, ExportRequest, FilesExistError, export_files
    from dashboard.selection import read_view_options, select
    from dashboard.settings import Settings

    name = file or str(Settings.from_environment().event_file)
    with _reading_bar(name) as progress:
        loaded = load(Path(name), max_bytes or MAX_BYTES, progress, MAX_SIZE)
    if loaded.dataset is None:
        for line in lines(make_report({name: loaded.check_result}, strict=False)):
            print(line, file=sys.stderr)
        return 1
    selection, ignored = select(loaded.dataset, query)
    if ignored:
        return _complain(*(f"--query: {reason}" for reason in ignored), status=2)
    options = read_view_options(query)
    options = replace(options, colour_by=colour or options.colour_by)
    if options.marked and "html" in formats:
        _complain("--query: marked events stand out in the pictures, but not in the web page")
    request = ExportRequest(selection, formats, options, size, theme, title)
    is_terminal = sys.stderr.isatty()
    try:
        with click.progressbar(length=len(request.file_names), file=sys.stderr, hidden=not is_terminal) as bar:
            written = export_files(request, folder, force, lambda: bar.update(1))
    except FilesExistError as error:
        return _complain(*(f"{reason}; use --force to replace it" for reason in error.args))
    except ExportError as error:
        return _complain(*error.args)
    for path in written:
        print(f"{path}: {path.stat().st_size:,} bytes")
    return 0


# import

defections.add_command(import_command)


# Reading


@contextmanager
def _reading_bar(name: str) -> Iterator[Callable[[float], None]]:
    """Give a function to call with the share of a file that is read; it draws a bar, if that takes long."""
    from dashboard.dataset.text import visible

    start = time.monotonic()
    bar: Any = None

    def progress(share: float) -> None:
        nonlocal bar
        if bar is None and share < 1 and time.monotonic() - start >= READING_BAR_AFTER_S and sys.stderr.isatty():
            bar = click.progressbar(length=100, label=f"Reading {visible(name)}", file=sys.stderr)
            bar.__enter__()
        if bar is not None:
            bar.update(int(100 * share) - bar.pos)

    try:
        yield progress
    finally:
        if bar is not None:
            bar.__exit__(None, None, None)
