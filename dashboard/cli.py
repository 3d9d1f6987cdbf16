"""The command line: it parses and prints, nothing more.

Each command imports what it needs itself, so that `--help` does not wait for any of it, nor `check` for the page.
"""

import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from dashboard.cli_import import import_command
from dashboard.cli_options import COLOUR, MAX_SIZE, PICTURE_SIZE, THEME, max_size_option, read_formats, read_title
from dashboard.cli_output import INTERRUPTED, complain, reading_bar
from dashboard.cli_serve import serve_command


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
        return complain("interrupted", status=INTERRUPTED)


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
            return complain("interrupted", status=INTERRUPTED)
        return status


def _print_version(context: click.Context, _parameter: click.Parameter, is_asked: bool) -> None:
    if is_asked:
        from dashboard.dataset.project_version import version_of_project

        print(f"defections {version_of_project()}")
        context.exit()


@click.group(cls=CommandGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version", is_flag=True, expose_value=False, is_eager=True, callback=_print_version,
    help="Show the version and exit.",
)  # fmt: skip
def defections() -> None:
    """Show an event file as a linked map and timeline.

    `serve` can be left out: `defections FILE` and `defections --port 80` serve too.
    """


# serve

defections.add_command(serve_command)


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
        with reading_bar(name) as progress:
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
    with reading_bar(name) as progress:
        loaded = load(Path(name), max_bytes or MAX_BYTES, progress, MAX_SIZE)
    if loaded.dataset is None:
        for line in lines(make_report({name: loaded.check_result}, strict=False)):
            print(line, file=sys.stderr)
        return 1
    selection, ignored = select(loaded.dataset, query)
    if ignored:
        return complain(*(f"--query: {reason}" for reason in ignored), status=2)
    options = read_view_options(query)
    options = replace(options, colour_by=colour or options.colour_by)
    if options.marked and "html" in formats:
        complain("--query: marked events stand out in the pictures, but not in the web page")
    request = ExportRequest(selection, formats, options, size, theme, title)
    is_terminal = sys.stderr.isatty()
    try:
        with click.progressbar(length=len(request.file_names), file=sys.stderr, hidden=not is_terminal) as bar:
            written = export_files(request, folder, force, lambda: bar.update(1))
    except FilesExistError as error:
        return complain(*(f"{reason}; use --force to replace it" for reason in error.args))
    except ExportError as error:
        return complain(*error.args)
    for path in written:
        print(f"{path}: {path.stat().st_size:,} bytes")
    return 0


# import

defections.add_command(import_command)
