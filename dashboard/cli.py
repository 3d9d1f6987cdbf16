"""The command line: it parses and prints, nothing more."""

import argparse
import io
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from dashboard.dataset import MAX_BYTES, load
from dashboard.dataset.jsonschema import event_file_schema
from dashboard.files import FILE_VARIABLE, SIZE_VARIABLE, default_file
from dashboard.live import followed
from dashboard.report import annotations, as_json, lines, report, summary
from dashboard.security import EMBED_VARIABLE, embedders, web_origin

_COMMANDS = ("serve", "check", "schema")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run `defections` and return its exit status: 0, 1 for problems in a file, 2 for wrong use."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    # `defections FILE` and `defections --port 80` serve.
    if not given or given[0] not in (*_COMMANDS, "-h", "--help"):
        given.insert(0, "serve")
    options = _parser().parse_args(given)
    if options.command == "serve" and options.file and _is_mistaken(options.file):
        _parser().error(f"{options.file!r} is neither a command nor a file; commands are {', '.join(_COMMANDS)}")
    try:
        status = {"serve": _serve, "check": _check, "schema": _schema}[options.command](options)
        sys.stdout.flush()
        return status
    except BrokenPipeError:  # whoever read the output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


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
    for command in (serve, check):
        command.add_argument("--max-size", type=_megabytes, default=MAX_BYTES, metavar="MB",
                             help=f"largest event file that is read; default: {MAX_BYTES // 2**20}")  # fmt: skip
    return parser


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
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # as stderr: a file may hold what the terminal cannot show
    of = report({name: load(Path(name), options.max_size) for name in options.files}, options.strict)
    if options.format == "json":
        print(as_json(of))
    elif options.format == "github":
        print(*annotations(of), summary(of), sep="\n")
    else:
        for line in lines(of):
            print(line, file=sys.stderr)
        print(summary(of))
    return 1 if of.count("error") else 0


def _schema(options: argparse.Namespace) -> int:
    print(json.dumps(event_file_schema(), indent=2))
    return 0


def _serve(options: argparse.Namespace) -> int:
    from streamlit.web import cli

    path = Path(options.file or default_file()).absolute()
    os.environ[FILE_VARIABLE] = str(path)
    os.environ[SIZE_VARIABLE] = str(options.max_size)
    for problem in followed(path).state.problems:
        print(problem.located(str(options.file or path)), file=sys.stderr)
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
    except OSError as error:
        print(f"defections: cannot listen on {options.host}, port {options.port}: {error}", file=sys.stderr)
        return 1
    return 0
