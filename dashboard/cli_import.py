"""The command `defections import`: it parses and prints, nothing more."""

import os
from datetime import date
from pathlib import Path

import click

from dashboard.cli_output import complain


class ImportCommand(click.Command):
    """The command; its help ends with what a column may hold."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the names of the fields, which are loaded for the help alone."""
        from dashboard.importing.fields import HEADINGS

        with formatter.section("Fields"):
            formatter.write_text(", ".join(HEADINGS))


@click.command("import", cls=ImportCommand, short_help="Make an event file of a spreadsheet.")
@click.argument("table", required=False, type=click.Path(path_type=Path), metavar="TABLE")
@click.option("--out", type=click.Path(path_type=Path), metavar="FILE", help="Event file to write.")
@click.option(
    "--columns", default="", metavar="HEADING=FIELD,...",
    help='What columns hold whose headings are not understood: "Posting=post,Fled in=left". Fields are below.',
)  # fmt: skip
@click.option("--sheet", metavar="NAME", help="Sheet to read.  [default: the first that is not blank]")
@click.option("--title", help="Title of the event file.  [default: the name of the table]")
@click.option("--day-first", "order", flag_value="day-first", help="12/03/2014 is 12 March.")
@click.option("--month-first", "order", flag_value="month-first", help="12/03/2014 is 3 December.")
@click.option("--skip-bad", is_flag=True, help="Leave out rows with problems.")
@click.option("--force", is_flag=True, help="Replace an existing file; ids, title and order of ranks are kept.")
@click.option("--template", is_flag=True, help="Print a table to begin with, as CSV, and end.")
def import_command(
    table: Path | None, out: Path | None, columns: str, sheet: str | None, title: str | None, order: str | None,
    skip_bad: bool, force: bool, template: bool,
) -> int:  # fmt: skip
    """Make an event file of TABLE: CSV, TSV, XLSX or ODS.

    Columns are known by their headings, in any order. A report says what was assumed, how values were read, and what is
    wrong, cell by cell. Nothing is guessed, and nothing that a cell holds is dropped.
    """
    if template:
        from dashboard.importing.template import template_csv

        print(template_csv(), end="")
        return 0
    if table is None or out is None:
        raise click.UsageError("name a TABLE, and with --out the event file to write")
    from dashboard.dataset.written_dates import Order
    from dashboard.importing.headings import ColumnsError, read_columns_option
    from dashboard.importing.importer import import_table
    from dashboard.importing.options import ImportOptions, check_options
    from dashboard.importing.previous import ReplaceError, read_previous
    from dashboard.importing.report import lines, summary
    from dashboard.importing.tables import TableError, read_table

    if out.exists() and not force:
        return complain(f"{out} exists; use --force to replace it")
    orders: dict[str | None, Order] = {"day-first": "day-first", "month-first": "month-first"}
    try:
        options = ImportOptions(title, read_columns_option(columns), orders.get(order), skip_bad, sheet)
        check_options(out, options)
        result = import_table(read_table(table, sheet), options, read_previous(out), date.today())
    except ColumnsError as error:
        return complain(f"--columns: {error}", status=2)
    except ReplaceError as error:
        return complain(str(error))
    except TableError as error:
        return complain(f"{table}: {error}")
    if result.text is not None:
        try:
            _replace(out, result.text)
        except OSError as error:
            return complain(f"{out}: cannot be written: {error.strerror or error}")
    for line in lines(result.report, str(out)):
        print(line)
    print()
    print(summary(result.report, str(out), result.text is not None))
    return 0 if result.text is not None else 1


def _replace(path: Path, text: str) -> None:
    """Write a file as a whole: nobody who reads it meanwhile sees half of it."""
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        unfinished.write_text(text, encoding="utf-8", newline="\n")
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
