"""Run the benchmarks and write one table of each part to a file, in Markdown."""

import argparse
import os
import platform
import sys
import tempfile
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from tests.benchmarks import filtering, page, readers, reading

PARTS = {
    "reading": "Reading an event file, beside a bare load of its YAML",
    "filtering": "The server's part of a filter, on one core",
    "page": "Load and filter in Chromium, beside the bare page and Dash",
    "readers": "Many readers at once",
}
"""The parts of the run, each with a table of its own, and what they are about."""

_ALL = (3, 1_000, 10_000, 100_000)
SIZES = {"reading": _ALL, "filtering": _ALL, "page": _ALL, "readers": (10_000,)}

Rows = Iterable[dict[str, object]]


ROWS: dict[str, Callable[[tuple[int, ...], Path], Rows]] = {
    "reading": reading.rows,
    "filtering": filtering.rows,
    "page": page.rows,
    "readers": readers.rows,
}


def main() -> None:
    """Run the parts asked for."""
    options = _parser().parse_args()
    with tempfile.TemporaryDirectory() as folder:
        texts = [_circumstances()]
        for part in options.parts or PARTS:
            found = []
            for row in ROWS[part](options.sizes or SIZES[part], Path(folder)):
                print(f"{part}:", ", ".join(f"{name} {value}" for name, value in row.items()), flush=True)
                found.append(row)
            texts.append(f"## {PARTS[part]}\n\n{table(found)}")
            # Written after every part: whoever stops the run keeps what was found.
            options.out.write_text("\n".join(texts), encoding="utf-8")
    print(f"written to {options.out}")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description="Time the project and its peers.")
    parser.add_argument("parts", nargs="*", type=_part, metavar="PART", help=f"of {', '.join(PARTS)}; default: all")
    parser.add_argument("--sizes", type=_sizes, metavar="N,…", help="numbers of events; default: up to 100,000")
    parser.add_argument("--out", type=Path, default=Path("benchmarks.md"), metavar="FILE", help="default: %(default)s")
    return parser


def _part(text: str) -> str:
    if text not in PARTS:
        raise argparse.ArgumentTypeError(f"{text!r} is not one of {', '.join(PARTS)}")
    return text


def _sizes(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.replace("_", "").split(","))


def _circumstances() -> str:
    """Return what the numbers depend on, in words."""
    parts = ", ".join(f"{name} {version(name)}" for name in ("streamlit", "plotly", "pandas"))
    load = f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "not known"
    return (
        f"# Benchmarks\n\n{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {os.cpu_count()} cores with a load of {load} before "
        f"the run, Python {platform.python_version()}, {parts}. Times are medians of three after one that does not "
        "count; memory is that of the server's process after them.\n"
    )


def table(rows: Rows) -> str:
    """Return rows as a table in Markdown; a row that lacks a column leaves it empty."""
    rows = list(rows)
    names = list(dict.fromkeys(name for row in rows for name in row))
    lines = [names, ["---"] * len(names), *([str(row.get(name, "")) for name in names] for row in rows)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


if __name__ == "__main__":
    sys.exit(main())
