"""Write records as an event file that reads well; read again, it gives the same records.

The layout is that of `events.yaml`: blocks, short records on one line in braces, long texts folded. Dates are quoted,
and so is text that some YAML readers would take for something else (`NO`, `1e3`, `2016`).
"""

import re
import textwrap
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from dashboard.dataset.schema import EventFile
from dashboard.dataset.text import is_printable, visible

_WIDTH = 120  # columns
_EVENT_KEYS = (
    "id", "type", "title", "persons", "places", "origin", "post", "destination", "accompanied_by", "status",
    "credibility", "milestones", "citations", "summary",
)  # fmt: skip
_ONE_LINE = frozenset(("places", "post", "destination", "accompanied_by", "also_known_as", "citations"))
"""Keys of records and lists that are written on one line if they fit."""

_QUOTED = frozenset(("date", "issued", "accessed", "paragraph"))

# Text that every YAML reader takes for text: it begins with a letter and holds no indicator of YAML.
_PLAIN = re.compile(r"[^\W\d_](?:[\w .()/'&+;=?!%–—’“”-]|,(?= )|:(?=[\w/]))*(?<! )")
_PLAIN_IN_BRACES = re.compile(r"[^\W\d_][\w .()/'&+;–—’“”-]*(?<! )")
_KEYWORDS = frozenset(("null", "true", "false", "yes", "no", "on", "off", "y", "n"))


def write(records: EventFile, comment: Iterable[str] = ()) -> str:
    """Return records as the text of an event file, which begins with a comment."""
    plain = records.model_dump(mode="json", by_alias=True, exclude_unset=True, exclude_none=True)
    lines = [f"# {line}" for paragraph in comment for line in _wrapped(_comment_text(paragraph))]
    for key in ("sources", "places", "ranks"):
        if not plain.get(key):
            plain.pop(key, None)
    events = plain.pop("events", None)
    for key, value in plain.items():
        if lines and (isinstance(value, dict) or key == "schema_version"):
            lines.append("")
        lines += _entry(key, value, 0)
    if events is not None:
        lines += ["", "events:" if events else "events: []"]
    for number, event in enumerate(events or ()):
        lines += [""] * bool(number)
        lines += _item({key: event[key] for key in _EVENT_KEYS if key in event}, 2)
    return "\n".join(lines) + "\n"


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, _WIDTH - 2, break_long_words=False, break_on_hyphens=False)


def _comment_text(text: str) -> str:
    """Return a text with spaces for line breaks and all that could end a comment."""
    return "".join(c if c.isprintable() or c in "\u200c\u200d" else " " for c in visible(text))


def _entry(key: str, value: Any, indent: int, one_line: bool = False) -> Iterator[str]:
    """Yield the lines of a key and its value, indented by so many spaces."""
    head = f"{' ' * indent}{_key(key)}:"
    if not isinstance(value, dict | list):
        yield from _scalar_entry(head, key, value, indent)
        return
    of_records = isinstance(value, dict) and any(isinstance(it, dict) for it in value.values())
    if not value or ((one_line or key in _ONE_LINE) and not of_records):
        line = f"{head} {_braced(value)}"
        if not value or len(line) <= _WIDTH:
            yield line
            return
    yield head
    if isinstance(value, list):
        for item in value:
            yield from _item(item, indent + 2, one_line=key in _ONE_LINE)
    else:
        for inner, it in value.items():
            yield from _entry(inner, it, indent + 2, one_line=key in ("places", "ranks"))


def _item(value: Any, indent: int, one_line: bool = False) -> Iterator[str]:
    """Yield the lines of an item of a list, its dash indented by so many spaces."""
    if not isinstance(value, dict):
        yield f"{' ' * indent}- {_scalar(value, _PLAIN)}"
        return
    if one_line and len(line := f"{' ' * indent}- {_braced(value)}") <= _WIDTH:
        yield line
        return
    if "label" in value and "name" not in value:
        value = {"name": None, **value}  # a person who is not identified
    lines = [line for key, it in value.items() for line in _entry(key, it, indent + 2)] or ["{}".rjust(indent + 4)]
    yield f"{' ' * indent}- {lines[0][indent + 2 :]}"
    yield from lines[1:]


def _scalar_entry(head: str, key: str, value: Any, indent: int) -> Iterator[str]:
    line = f"{head} {_scalar(value, _PLAIN, key)}"
    inside = " " * (indent + 2)
    if isinstance(value, str) and "\n" in value and _fits_block(value):
        yield f"{head} |-"
        yield from (inside + part if part else "" for part in value.split("\n"))
    elif isinstance(value, str) and len(line) > _WIDTH and " " in value and "\n" not in value and _fits_block(value):
        yield f"{head} >-"
        width = max(_WIDTH - indent - 2, 40)
        yield from (
            inside + part for part in textwrap.wrap(value, width, break_long_words=False, break_on_hyphens=False)
        )
    else:
        yield line


def _fits_block(text: str) -> bool:
    """Whether a text is the same after it was written as a block and read again."""
    parts = text.split("\n")
    return bool(parts[0] and parts[-1]) and all(
        is_printable(part) and not part.startswith(" ") and not part.endswith(" ") and "  " not in part
        for part in parts
    )


def _braced(value: Any, key: str = "") -> str:
    """Return a value on one line, mappings in braces and lists in brackets."""
    if isinstance(value, dict):
        return f"{{{', '.join(f'{_key(inner)}: {_braced(it, inner)}' for inner, it in value.items())}}}"
    if isinstance(value, list):
        return f"[{', '.join(_braced(it) for it in value)}]"
    return _scalar(value, _PLAIN_IN_BRACES, key)


def _key(text: str) -> str:
    return _scalar(text, _PLAIN_IN_BRACES)


def _scalar(value: Any, plain: re.Pattern[str], key: str = "") -> str:
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case float() | int():
            return format(Decimal(repr(value)), "f").removesuffix(".0")  # `1e-05` would be a text to YAML 1.1
    text = str(value)
    if not is_printable(text):
        return '"' + "".join(map(_escaped, text)) + '"'
    if key not in _QUOTED and plain.fullmatch(text) and text.casefold() not in _KEYWORDS:
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _escaped(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    if is_printable(character):
        return character
    code = ord(character)
    return f"\\x{code:02X}" if code < 0x100 else f"\\u{code:04X}" if code < 0x10000 else f"\\U{code:08X}"


_ESCAPES: Mapping[str, str] = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r", "\0": "\\0"}
