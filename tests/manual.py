"""README and the manual, taken apart: blocks of code, commands, tables."""

import re
import shlex
from collections.abc import Iterable
from itertools import takewhile
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
MANUAL = sorted((ROOT / "dashboard" / "docs").glob("*.md"))
FOR_PROGRAMMERS = sorted((ROOT / ".github").glob("*.md"))
CONTRIBUTING = ROOT / ".github" / "CONTRIBUTING.md"
ADDRESSES, CURATING, IMPORTING, PUBLISHING, PYTHON, READING, SERVING = (
    ROOT / "dashboard" / "docs" / f"{name}.md"
    for name in ("addresses", "curating", "importing", "publishing", "python", "reading", "serving")
)
PAGES = [README, *MANUAL, *FOR_PROGRAMMERS]


class Block(NamedTuple):
    """A block of code; one without a language is a drawing in letters."""

    page: Path
    language: str
    text: str


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def blocks(pages: Path | Iterable[Path], language: str) -> list[Block]:
    """Return the blocks of a language, in their order."""
    found = []
    for page in [pages] if isinstance(pages, Path) else pages:
        for its_language, text in re.findall(r"^```(\w*)\n(.*?)^```", text_of(page), re.DOTALL | re.MULTILINE):
            found += [Block(page, its_language, text)] if its_language == language else []
    return found


def without_code(text: str) -> str:
    return re.sub(r"^```.*?^```", "", text, flags=re.DOTALL | re.MULTILINE)


def inline_code(pages: Path | Iterable[Path]) -> list[str]:
    """Return what stands in backticks, with spaces for line breaks."""
    pages = [pages] if isinstance(pages, Path) else pages
    return [" ".join(it.split()) for page in pages for it in re.findall(r"`([^`]+)`", without_code(text_of(page)))]


def commands(pages: Path | Iterable[Path]) -> list[str]:
    """Return the commands of shell blocks, those after `&&` one by one, without comments and `> FILE`."""
    lines = [line for block in blocks(pages, "sh") for line in block.text.replace("\\\n", " ").splitlines()]
    parts = [part.strip() for line in lines if not line.startswith("#") for part in line.split("&&")]
    return [" ".join(takewhile(lambda word: word != ">", part.split(" "))) for part in parts if part]


def arguments(command: str) -> list[str]:
    return shlex.split(command, comments=True)[1:]


def rows(page: Path, first_heading: str) -> list[list[str]]:
    """Return the cells of the tables whose first column has this heading."""
    found = re.findall(rf"^\| {first_heading} \|.*\n\|[- |]+\n((?:\|.*\n)+)", text_of(page), re.MULTILINE)
    lines = [line for table in found for line in table.splitlines()]
    return [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines]


def codes(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)
