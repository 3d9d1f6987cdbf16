"""The command line: it parses and prints, nothing more."""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from dashboard.dataset import load
from dashboard.files import FILE_VARIABLE, default_file
from dashboard.live import followed

_COMMANDS = ("serve", "check")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run `defections` and return its exit status: 0, 1 for problems in a file, 2 for wrong use."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    # `defections FILE` and `defections --port 80` serve.
    if not given or given[0] not in (*_COMMANDS, "-h", "--help"):
        given.insert(0, "serve")
    options = _parser().parse_args(given)
    if options.command == "serve" and options.file and _is_mistaken(options.file):
        _parser().error(f"{options.file!r} is neither a command nor a file; commands are {', '.join(_COMMANDS)}")
    return _serve(options) if options.command == "serve" else _check(options)


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
    check = commands.add_parser("check", help="list every problem of an event file")
    check.add_argument("files", nargs="+", metavar="FILE", help="event file")
    return parser


def _port(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port: a number from 1 to 65535")
    return int(text)


def _check(options: argparse.Namespace) -> int:
    found = 0
    events = 0
    for name in options.files:
        loaded = load(Path(name))
        found += len(loaded.problems)
        events += len(loaded.dataset.records.events) if loaded.dataset else 0
        for problem in loaded.problems:
            print(problem.located(name), file=sys.stderr)
    files, read, wrong = _counted(len(options.files), "file"), _counted(events, "event"), _counted(found, "problem")
    print(f"{files}: {wrong}" if found else f"{files}: {read}, no problems")
    return 1 if found else 0


def _counted(n: int, noun: str) -> str:
    return f"{n:,} {noun}{'' if n == 1 else 's'}"


def _serve(options: argparse.Namespace) -> int:
    from streamlit.web import cli

    path = Path(options.file or default_file()).absolute()
    for problem in followed(path).state.problems:
        print(problem.located(str(options.file or path)), file=sys.stderr)
    os.environ[FILE_VARIABLE] = str(path)
    settings = ["--server.address", options.host, "--server.port", str(options.port)]
    try:
        cli.main(["run", str(Path(__file__).with_name("app.py")), *settings], standalone_mode=False)
    except OSError as error:
        print(f"defections: cannot listen on {options.host}, port {options.port}: {error}", file=sys.stderr)
        return 1
    return 0
