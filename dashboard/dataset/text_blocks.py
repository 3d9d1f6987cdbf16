"""The blocks of an event file's text: its keys, and the entries of its sections, found by their indentation alone."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from dashboard.dataset.text import shown

_TOP_KEY = re.compile(
    r"[^\W\d][\w.-]*\s*:(?:\s|$)|(?:schema_version|title|description|sources|places|ranks|events)(?:\s*[={[\d]|\s*$)"
)
"""A key of the file, which may lack its colon; not a text that has slipped to the beginning of its line."""

_EVENT = re.compile(r"[-–—]|id\s*:|\w[\w.]*[-\d][\w.-]*:\s*$")
"""What an event begins with; the last is an id that stands as a key."""

_ID = re.compile(r"\s*(?:[-–—]\s*)?id:\s+[\"']?([^\s\"']+)")
_KEY = re.compile(r"(\s*)([\w.-]+|\"[^\"]*\"|'[^']*')\s*:")

_STAND_INS = {
    "title": "title: X",
    "schema_version": "schema_version: 1",
    "sources": "{type: book}",
    "places": "{name: X, country: KP}",
    "ranks": "{label: X}",
}
"""What stands for a key that a file needs, or for an entry of a section, so that its id is still known."""


class Excerpt(NamedTuple):
    """Some lines of a text, after the line that begins their section; counted from 0."""

    header: int | None
    start: int
    end: int


class Section(NamedTuple):
    """A key of the file and the lines that it has; counted from 0."""

    key: str
    start: int
    end: int


def excerpt_around(lines: Sequence[str], number: int) -> Excerpt:
    """Return the entry that a line is in, with the entry before it and the one after it."""
    section = _section(lines, number)
    if section is None or number == section.start:
        return (
            Excerpt(None, max(0, number - 1), min(len(lines), number + 2)) if section else Excerpt(None, 0, len(lines))
        )
    starts = _entries(lines, section)
    before = [start for start in starts if start <= number]
    after = [start for start in starts if start > number]
    start = before[-2] if len(before) > 1 else section.start
    end = after[1] if len(after) > 1 else section.end
    return Excerpt(section.start if start > section.start else None, start, end)


def passed_over(lines: Sequence[str], number: int) -> dict[int, str]:
    """Return lines, by number, that leave out the entry of a line; nothing if there is none to leave out."""
    section = _section(lines, number)
    if section is None:
        return {}
    start, end = _entry(lines, section, number)
    gap = dict.fromkeys(range(start, end), "")
    key = _KEY.match(lines[start])
    if start == section.start:
        gap[start] = _STAND_INS.get(section.key, "") if section.key in ("title", "schema_version") else ""
    elif key and section.key in _STAND_INS:
        gap[start] = f"{key[1]}{key[2]}: {_STAND_INS[section.key]}"
    return gap if any(lines[it] != line for it, line in gap.items()) else {}


def owner_of(lines: Sequence[str], number: int) -> tuple[str, str | None]:
    """Return whose line it is, in words: `event 'x': `; and the id of the event, if it is one."""
    section = _section(lines, number)
    if section is None or number == section.start or section.key not in ("events", "sources", "places", "ranks"):
        return "", None
    start, end = _entry(lines, section, number)
    if section.key != "events":
        key = _KEY.match(lines[start])
        return (f"{section.key[:-1]} {shown(key[2])}: ", None) if key else ("", None)
    id_ = next((found[1] for line in lines[start:end] if (found := _ID.match(line))), None)
    return (f"event {shown(id_)}: ", id_) if id_ else ("", None)


def section_key(lines: Sequence[str], number: int) -> str | None:
    """Return the key of the file that a line is below."""
    section = _section(lines, number)
    return section.key if section and section.start != number else None


def _section(lines: Sequence[str], number: int) -> Section | None:
    start = number
    while start >= 0 and not _TOP_KEY.match(lines[start]):
        start -= 1
    if start < 0:
        return None
    end = number + 1
    while end < len(lines) and not _TOP_KEY.match(lines[end]):
        end += 1
    return Section(re.split(r"[:={[\s]", lines[start], maxsplit=1)[0], start, end)


def _entry(lines: Sequence[str], section: Section, number: int) -> tuple[int, int]:
    """Return the first line of the entry that a line is in, and the line after its last."""
    starts = _entries(lines, section)
    start = max((it for it in starts if it <= number), default=section.start)
    return start, min((it for it in starts if it > number), default=section.end)


def _entries(lines: Sequence[str], section: Section) -> list[int]:
    """Return the lines on which the entries of a section begin."""
    held = [n for n in range(section.start + 1, section.end) if lines[n].strip()[:1] not in ("", "#")]
    if not held or section.key not in ("events", "sources", "places", "ranks"):
        return []
    column = _indent(lines[held[0]])
    if section.key == "events":
        return [n for n in held if _indent(lines[n]) <= column + 1 and _EVENT.match(lines[n].lstrip())]
    return [n for n in held if _indent(lines[n]) <= column]


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
