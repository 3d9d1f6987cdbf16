"""The shape of the page's modules: where a session is read, and where HTML is written."""

import ast
import re
from pathlib import Path

import pytest

from dashboard import page

MODULES = sorted(Path(page.__path__[0]).glob("*.py"))


def names_of_attributes(module: Path) -> set[str]:
    return {node.attr for node in ast.walk(ast.parse(module.read_text())) if isinstance(node, ast.Attribute)}


@pytest.mark.parametrize("name", ["session_state", "query_params"])
def test_only_the_state_reads_the_session_and_the_url_and_the_charts_what_they_send(name: str) -> None:
    readers = {module.name for module in MODULES if name in names_of_attributes(module)}
    assert readers == {"session_state": {"state.py", "components.py"}, "query_params": {"browser_url.py"}}[name]


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.name)
def test_no_module_of_the_page_holds_html(module: Path) -> None:
    texts = [node.value for node in ast.walk(ast.parse(module.read_text())) if isinstance(node, ast.Constant)]
    assert [text for text in texts if isinstance(text, str) and re.search(r"</?[a-z]", text)] == []
