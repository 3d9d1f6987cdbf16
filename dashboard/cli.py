"""The command line: it parses and prints, nothing more."""

import argparse
import io
import json
import os
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from threading import Thread
from typing import Any

from dashboard.dataset import MAX_BYTES, LoadResult, load
from dashboard.dataset.json_schema import event_file_schema
from dashboard.dataset.report import annotations, as_json, lines, report, summary
from dashboard.dataset.text import visible
from dashboard.export import rasterise
from dashboard.export.picture import SIZES, THEMES
from dashboard.export.write import FORMATS, WITHOUT_BROWSER, ExportError, ExportRequest, export_files
from dashboard.selection import read_view_options, select
from dashboard.selection.filters import COLOUR_BY
from dashboard.server.headers import EMBED_VARIABLE, embedders, web_origin
from dashboard.settings import FILE_VARIABLE, SIZE_VARIABLE, default_file
from dashboard.watch import AT_ONCE, followed

_COMMANDS = ("serve", "check", "export", "schema")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run `defections` and return its exit status: 0, 1 for problems in a file, 2 for wrong use, 130 for Ctrl-C."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # as stderr: names may hold what the terminal cannot show
    given = list(sys.argv[1:] if arguments is None else arguments)
    # `defections FILE` and `defections --port 80` serve.
    if not given or given[0] not in (*_COMMANDS, "-h", "--help"):
        given.insert(0, "serve")
    options = _parser().parse_args(given)
    if options.command == "serve" and options.file and _is_mistaken(options.file):
        _parser().error(f"{options.file!r} is neither a command nor a file; commands are {', '.join(_COMMANDS)}")
    try:
        status = {"serve": _serve, "check": _check, "export": _export, "schema": _schema}[options.command](options)
        sys.stdout.flush()
        return status
    except BrokenPipeError:  # whoever read the output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        return _complain("interrupted", status=130)


def _is_mistaken(name: str) -> bool:
    """Return whether a name looks like a command, and there is no such file."""
    return name.isalpha() and not Path(name).exists()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="defections", description="An event file as a linked map and timeline.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    serve = commands.add_parser("serve", help="show the page (the default)")
    serve.add_argument("file", nargs="?", metavar="FILE", help="event file; default: events.yaml, else the one shipped")
    serve.add_argument("--host", default="127.0.0.1", help="address to listen on; default: %(default)s")
    serve.add_argument("--port", type=_port, default=8501, help="port to listen on; default: %(default)s")
    serve.add_argument(
        "--embed",
        action="append",
        type=_web_origin,
        metavar="ORIGIN",
        help="web origin whose pages may embed the page, such as https://news.example, or * for any; may be repeated",
    )
    check = commands.add_parser("check", help="list every problem of an event file")
    check.add_argument("files", nargs="+", metavar="FILE", help="event file")
    commands.add_parser("schema", help="print the JSON Schema of event files, for editors")
    check.add_argument("--strict", action="store_true", help="take warnings for errors")
    check.add_argument("--format", choices=("plain", "json", "github"), default="plain",
                       help="lines, JSON, or annotations of a GitHub workflow; default: %(default)s")  # fmt: skip
    _add_export(commands.add_parser("export", help="write files: web page, pictures, tables"))
    for command in (serve, check, commands.choices["export"]):
        command.add_argument("--max-size", type=_megabytes, default=MAX_BYTES, metavar="MB",
                             help=f"largest event file that is read; default: {MAX_BYTES // 2**20}")  # fmt: skip
    return parser


def _add_export(export: argparse.ArgumentParser) -> None:
    needy = ", ".join(rasterise.FORMATS)
    export.add_argument("file", nargs="?", metavar="FILE", help="event file; default: as for serve")
    export.add_argument("--out", required=True, type=Path, metavar="DIR", help="folder to write to; made if missing")
    export.add_argument("--format", type=_formats, default=WITHOUT_BROWSER, metavar="FORMAT,…",
                        help=f"of {', '.join(FORMATS)}; default: all but {needy}, which need Chromium")  # fmt: skip
    export.add_argument(
        "--query",
        default="",
        help="filters and looks, as in the address of the page, or the whole address: post=RU&scale=true",
    )
    export.add_argument("--size", choices=SIZES, default="article", help="of pictures; default: %(default)s")
    export.add_argument("--theme", choices=THEMES, default="light",
                        help="of pictures and web page; default: %(default)s")  # fmt: skip
    export.add_argument(
        "--colour",
        choices=COLOUR_BY,
        help="what it stands for in pictures and web page; default: that of --query, else country",
    )
    export.add_argument("--force", action="store_true", help="replace files that are there already")


def _formats(text: str) -> list[str]:
    names = list(dict.fromkeys(name.strip() for name in text.lower().split(",")))
    if unknown := [name for name in names if name not in FORMATS]:
        raise argparse.ArgumentTypeError(f"{unknown[0]!r} is not one of {', '.join(FORMATS)}")
    return names


def _port(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port: a number from 1 to 65535")
    return int(text)


def _megabytes(text: str) -> int:
    """Return a size in MB (2^20 bytes) as bytes."""
    if not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError(f"{text!r} is not a size: a whole number of MB")
    return int(text) * 2**20


def _web_origin(text: str) -> str:
    try:
        return web_origin(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def _check(options: argparse.Namespace) -> int:
    of = report({name: _loaded(name, options.max_size) for name in options.files}, options.strict)
    if options.format == "json":
        print(as_json(of))
    elif options.format == "github":
        print(*annotations(of), summary(of), sep="\n")
    else:
        for line in lines(of):
            print(line, file=sys.stderr)
        print(summary(of))
    return 1 if of.count("error") else 0


def _export(options: argparse.Namespace) -> int:
    import click

    name = str(options.file or default_file())
    loaded = _loaded(name, options.max_size)
    if loaded.dataset is None:
        for line in lines(report({name: loaded}, strict=False)):
            print(line, file=sys.stderr)
        return 1
    selection, ignored = select(loaded.dataset, options.query)
    if ignored:
        return _complain(*(f"--query: {reason}" for reason in ignored), status=2)
    looks = read_view_options(options.query)
    looks = replace(looks, colour_by=options.colour or looks.colour_by)
    request = ExportRequest(selection, options.format, looks, options.size, options.theme)
    if looks.marked and "html" in options.format:
        _complain("--query: event marks what it names in pictures, but not in the web page")
    quiet = not sys.stderr.isatty()
    try:
        with click.progressbar(length=len(request.file_names), file=sys.stderr, hidden=quiet) as bar:
            written = export_files(request, options.out, options.force, lambda: bar.update(1))
    except ExportError as error:
        return _complain(*error.args)
    for path in written:
        print(f"{path}: {path.stat().st_size:,} bytes")
    return 0


class _Bar:
    """A bar on the terminal that says how far a file is read; nothing for what takes less than a second."""

    def __init__(self, name: str) -> None:
        self._name, self._began = visible(name), time.monotonic()
        self._bar: Any = None

    def __call__(self, share: float) -> None:
        import click

        if self._bar is None and share < 1 and time.monotonic() - self._began >= _NOT_LONG and sys.stderr.isatty():
            self._bar = click.progressbar(length=100, label=f"Reading {self._name}", file=sys.stderr)
            self._bar.__enter__()
        if self._bar is not None:
            self._bar.update(int(100 * share) - self._bar.pos)

    def end(self) -> None:
        """End the line of the bar."""
        if self._bar is not None:
            self._bar.__exit__(None, None, None)


_NOT_LONG = 1.0  # s


def _loaded(name: str, max_bytes: int) -> LoadResult:
    bar = _Bar(name)
    try:
        return load(Path(name), max_bytes, bar)
    finally:
        bar.end()


def _complain(*reasons: str, status: int = 1) -> int:
    for reason in reasons:
        print(f"defections: {reason}", file=sys.stderr)
    return status


def _schema(options: argparse.Namespace) -> int:
    print(json.dumps(event_file_schema(), indent=2))
    return 0


def _begin(path: Path, name: str) -> None:
    """Read the file that is served, and say what is wrong with it."""
    one, bar = followed(path, at_once=False), _Bar(name)
    try:
        one.begin(bar)
    finally:
        bar.end()
    for problem in one.state.problems:
        print(problem.located(name), file=sys.stderr)


def _serve(options: argparse.Namespace) -> int:
    from click import Abort
    from streamlit.web import cli

    path = Path(options.file or default_file()).absolute()
    os.environ[FILE_VARIABLE] = str(path)
    os.environ[SIZE_VARIABLE] = str(options.max_size)
    reading = Thread(target=_begin, args=(path, str(options.file or path)), name="first reading", daemon=True)
    reading.start()
    reading.join(AT_ONCE)  # else the page says how far it is
    if options.embed:
        os.environ[EMBED_VARIABLE] = " ".join(options.embed)
    try:
        embedders()
    except ValueError as error:
        print(f"defections: {EMBED_VARIABLE}: {error}", file=sys.stderr)
        return 2
    settings = ["--server.address", options.host, "--server.port", str(options.port)]
    try:
        cli.main(["run", str(Path(__file__).with_name("app.py")), *settings], standalone_mode=False)
    except Abort as ending:  # what click makes of Ctrl-C
        raise KeyboardInterrupt from ending
    except OSError as error:
        print(f"defections: cannot listen on {options.host}, port {options.port}: {error}", file=sys.stderr)
        return 1
    return 0
