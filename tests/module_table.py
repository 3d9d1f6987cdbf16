"""Write the table of modules in CONTRIBUTING.md: each with the first line of its docstring."""

import ast
from pathlib import Path

ROOT = Path(__file__).parents[1]
DOCUMENT = ROOT / ".github" / "CONTRIBUTING.md"
HEAD = "| module | its one job |\n| --- | --- |\n"


def table() -> str:
    """Return the rows of all modules, packages left out."""
    paths = sorted(path for path in (ROOT / "dashboard").rglob("*.py") if path.name != "__init__.py")
    return "".join(f"| `{path.relative_to(ROOT).as_posix()}` | {_job(path)} |\n" for path in paths)


def _job(path: Path) -> str:
    docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    assert docstring, f"{path} has no docstring"
    return docstring.splitlines()[0].rstrip(".").replace("|", "\\|")


def main() -> None:
    """Put the table in the place of the one that ends the document."""
    text = DOCUMENT.read_text(encoding="utf-8")
    DOCUMENT.write_text(text[: text.index(HEAD)] + HEAD + table(), encoding="utf-8")


if __name__ == "__main__":
    main()
