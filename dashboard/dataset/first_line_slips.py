"""Slips in how an entry of a section begins: a dash before an id, an id without its colon, a value beside its keys."""

import re
from collections.abc import Iterator, Sequence

from dashboard.dataset.line_slips import Slip
from dashboard.dataset.text import is_web_address, shown
from dashboard.dataset.text_blocks import section_key
from dashboard.dataset.value_slips import KEYS

_ID = r"(?P<id>[^\W_][\w.-]*)"
_DASHED = re.compile(rf"- +(?P<rest>{_ID}:(?:\s.*|$))")
_BARE = re.compile(rf"{_ID}(?P<colon>:?)\s*(?:#.*)?")
_WITH_VALUE = re.compile(rf"{_ID}:\s+(?P<value>[^\s|>{{\[\"'#&*!].*)")
_FIELD = {"sources": "title", "places": "name", "ranks": "label", "events": "mission"}
"""As what the value may be meant that stands beside an id whose keys follow below."""


def entry_slips(lines: Sequence[str], number: int) -> Iterator[Slip]:
    """Yield what may be wrong with a line as the first one of an entry."""
    text = lines[number].lstrip().rstrip()
    indent = len(lines[number]) - len(lines[number].lstrip())
    if not indent or not text:
        return
    if (dashed := _DASHED.fullmatch(text)) and dashed["id"] not in KEYS:
        yield from _dashed(lines, number, indent, dashed["rest"])
        return
    following = _line_after(lines, number)
    key = re.match(r"(\s*)([\w-]+):(?:\s|$)", following)
    if not key or key[2] not in KEYS or len(key[1]) <= indent:
        return
    if (bare := _BARE.fullmatch(text)) and bare["id"] not in KEYS:
        yield from _bare(lines, number, indent, bare, len(key[1]))
    elif (entry := _WITH_VALUE.fullmatch(text)) and (entry["id"] not in KEYS or entry["id"] in ("post", "destination")):
        yield from _with_value(lines, number, indent, entry)


def _dashed(lines: Sequence[str], number: int, indent: int, rest: str) -> Iterator[Slip]:
    section = section_key(lines, number)
    if section in ("sources", "places", "ranks"):
        message = (
            f"the entries of {section}: begin with an id and have no dash; write {shown(' '.join(rest.split()))[1:-1]}"
        )
        yield Slip(number, indent + 1, message, {number: " " * indent + rest})


def _bare(lines: Sequence[str], number: int, indent: int, bare: re.Match[str], inner: int) -> Iterator[Slip]:
    """Yield an id as the only thing on its line, with the keys of its entry below it in a column."""
    id_ = bare["id"]
    if not bare["colon"]:
        message = f"a colon is missing after {shown(id_)}: {shown(id_)[1:-1]}:"
        yield Slip(number, indent + len(id_) + 1, message, {number: f"{' ' * indent}{id_}:"})
    elif section_key(lines, number) == "events":
        yield Slip(number, indent + 1, f"write - id: {id_}", {number: f"{' ' * (inner - 2)}- id: {id_}"})


def _with_value(lines: Sequence[str], number: int, indent: int, entry: re.Match[str]) -> Iterator[Slip]:
    """Yield an id with a value, though the keys of its entry follow below."""
    value, id_ = entry["value"], entry["id"]
    field = "URL" if is_web_address(value) else _FIELD.get(section_key(lines, number) or "", "")
    keys = {line.split(":")[0].strip() for line in _lines_below(lines, number, indent)}
    message = f"the keys of {shown(id_)} stand below it, so nothing may stand beside it; "
    if field and field not in keys:
        message += f"write {field}: {shown(value)[1:-1]} on a line of its own below"
    else:
        message += f"remove {shown(value)}"
    yield Slip(number, indent + entry.start("value") + 1, message, {number: f"{' ' * indent}{id_}:"})


def _line_after(lines: Sequence[str], number: int) -> str:
    """Return the next line that holds something."""
    return next((line for line in lines[number + 1 : number + 20] if line.strip()[:1] not in ("", "#")), "")


def _lines_below(lines: Sequence[str], number: int, indent: int) -> Iterator[str]:
    """Yield the lines after one that are indented deeper, at most a hundred."""
    for line in lines[number + 1 : number + 100]:
        if line.strip() and len(line) - len(line.lstrip()) <= indent:
            return
        yield line
