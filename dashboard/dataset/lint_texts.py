"""Find texts that hold what nobody can see, or that only say that nothing is known."""

from collections.abc import Iterator
from typing import Any

from dashboard.dataset.comments import FREE_TEXTS
from dashboard.dataset.placeholders import is_placeholder
from dashboard.dataset.problems import Problem
from dashboard.dataset.record_problems import warning_at
from dashboard.dataset.text import INVISIBLE, code_point, shown, without_curly_quotes
from dashboard.dataset.yaml_nodes import Node, Path

_MAY_BE_PLACEHOLDERS = (FREE_TEXTS - {"label"}) | {"also_known_as", "accompanied_by"}
"""What is shown as it stands. A label may well be `Unknown`, and other values are errors if they are no good."""

_INSTEAD = {
    "accompanied_by": "write accompanied_by: [] for alone, and leave it out where it is not stated",
    "title": "leave the key out, or write a headline",
}


def invisible_characters(node: Node, event: str | None) -> Iterator[Problem]:
    """Yield the texts of a file or an event that hold characters which cannot be seen."""
    for value, path, key in _texts(node):
        if found := INVISIBLE.search(value):
            message = f"{shown(key)[1:-1]}: contains the invisible character {code_point(found[0])}"
            yield warning_at(node, path, message, event=event, key=key)


def placeholders(node: Node, event: str | None) -> Iterator[Problem]:
    """Yield the texts of a file or an event that are words for nothing, such as `n/a`."""
    for value, path, key in _texts(node):
        if key in _MAY_BE_PLACEHOLDERS and is_placeholder(value):
            entry = f"{str(path[0])[:-1]} {shown(path[1])}: " if event is None and len(path) == 3 else ""
            message = f"{entry}{key}: {shown(value)} is shown to readers as it stands; {_instead(path)}"
            yield warning_at(node, path, message, event=event, key=key, found=value)


def curly_paragraphs(event: Node, id_: str | None) -> Iterator[Problem]:
    """Yield the paragraphs of an event's citations in curly quotes, which YAML takes for a part of the text."""
    for value, path, key in _texts(event):
        plain = without_curly_quotes(value)
        if key == "paragraph" and plain and plain != value:
            message = f'paragraph: curly quotes are part of the text; write paragraph: "{plain}"'
            yield warning_at(event, path, message, event=id_, key=key, found=value)


def _instead(path: Path) -> str:
    match path:
        case ("persons", _, "name"):
            return "write name: null, and a label such as Unidentified official"
        case ("places", _, "name"):
            return "name the place; where only the country is known, write post: {country: …} and no place"
        case (*_, "accompanied_by", int()):
            return _INSTEAD["accompanied_by"]
        case (*_, "title"):
            return _INSTEAD["title"]
    return "leave the key out"


def _texts(node: Node) -> Iterator[tuple[str, Path, str]]:
    """Yield each text of a file or an event with its path and its key."""
    paths: list[tuple[Any, Path, str]] = [(node.value, (), "events")]
    while paths:
        value, path, key = paths.pop()
        if isinstance(value, str):
            yield value, path, key
        elif isinstance(value, dict):
            paths += [(inner, (*path, name), name) for name, inner in value.items()]
        elif isinstance(value, list):
            paths += [(inner, (*path, i), key) for i, inner in enumerate(value)]
