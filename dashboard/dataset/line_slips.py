"""Slips in a line of YAML that it cannot be read with: tabs, dashes, colons, indentation, and those of its value.

A slip is a guess. `syntax_repair` takes the one whose repair lets the parser get furthest.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from dashboard.dataset.text import code_point, shown
from dashboard.dataset.value_slips import KEYS, slips_of_value

_FIRST_KEYS = {"id": "events", "kind": "milestones", "name": "persons", "source": "citations"}
"""The keys that begin the entries of the lists of records, and the keys of these lists."""

_LEAD = re.compile(r"[^\S\n]*(?:-[ \t]+)*")
_ENTRY = re.compile(r"(?P<key>[\w.-]+|\"[^\"]*\"|'[^']*')\s*:(?:\s+(?P<value>\S.*?))?\s*")
_NO_SPACE_AFTER_DASH = re.compile(r"-(?=[^\W\d_][\w-]*:(?:\s|$)|\{)")
_DASH_OF_TEXT = re.compile(r"[–—−•·*](?=\s+\S)")
_NO_SPACE_AFTER_COLON = re.compile(r"([^\W\d][\w-]*)(：\s*|:(?!//)(?=\S))")
_NO_COLON = re.compile(r"([\w.-]+)( *= *|\s+|$)(?=\S|$)")


@dataclass(frozen=True)
class Slip:
    """What may be wrong with a line, and lines that YAML can read instead."""

    line: int  # from 0
    column: int  # from 1
    message: str
    repaired: dict[int, str]  # by number of the line, from 0
    shift: dict[int, int] = field(default_factory=dict)
    """By how many columns lines move that are as good as read; the other repaired ones are not."""
    leaves_out: bool = False
    """Whether lines are left out, which always helps and so proves nothing."""


def slips(lines: Sequence[str], number: int, above: Sequence[int]) -> Iterator[Slip]:
    """Yield what may be wrong with a line, but for its indentation.

    `above` are the numbers of the lines before it that hold something, the nearest first.
    """
    line = lines[number]
    yield from _start_slips(lines, number, above)
    lead = _LEAD.match(line)[0]  # type: ignore[index]  # it matches anything
    entry = _ENTRY.fullmatch(line, len(lead))
    if entry and entry["value"]:
        start = entry.start("value")
        for slip in slips_of_value(entry["key"].strip("\"'"), entry["value"]):
            yield Slip(number, start + slip.at + 1, slip.message, {number: line[:start] + slip.readable})
    elif entry is None and line[len(lead) :].strip() and not line.startswith("%"):  # which is a directive
        value = line[len(lead) :].rstrip()
        for slip in slips_of_value("", value):
            yield Slip(number, len(lead) + slip.at + 1, slip.message, {number: lead + slip.readable})


def _start_slips(lines: Sequence[str], number: int, above: Sequence[int]) -> Iterator[Slip]:
    """Yield what may be wrong with the space, the dash and the key that a line begins with."""
    line = lines[number]
    text = line.lstrip()
    indent = line[: len(line) - len(text)]
    if odd := re.search("[^ ]", indent):
        what = "a tab" if odd[0] == "\t" else f"the character {code_point(odd[0])}, which only looks like a space"
        message = f"indent with spaces; this line begins with {what}"
        order = 1 if text.startswith("-") else -1  # a key stands below a key, a dash below a dash
        columns = [column for it in above[:3] for column in _columns(lines[it])[::order]]
        columns += [it + 2 for it in columns] + [len(indent.expandtabs(size)) for size in (2, 4, 8)]
        for column in dict.fromkeys(columns):
            shift = {number: column - len(indent)}
            yield Slip(number, odd.start() + 1, message, {number: " " * column + text}, shift)
        return
    if tab := re.match("-[ \t]*\t[ \t]*", text):
        repaired = f"{indent}- {text[tab.end() :]}"
        yield Slip(
            number, len(indent) + tab[0].index("\t") + 1, "write a space after the dash, not a tab", {number: repaired}
        )
    for form, message in (
        (_NO_SPACE_AFTER_DASH, "put a space after the dash: "),
        (_DASH_OF_TEXT, "an entry of a list begins with a hyphen and a space: "),
    ):
        if dash := form.match(text):
            rest = text[dash.end() :].lstrip()
            repaired = f"{indent}- {rest}"
            message += _brief(f"- {rest}")
            yield Slip(number, len(indent) + 1, message, {number: repaired}, {number: len(repaired) - len(line)})
    lead = _LEAD.match(line)[0]  # type: ignore[index]  # it matches anything
    yield from _colon_slips(line, number, lead)


def _colon_slips(line: str, number: int, lead: str) -> Iterator[Slip]:
    rest = line[len(lead) :].rstrip()
    if match := _NO_SPACE_AFTER_COLON.match(rest):
        written = f"{match[1]}: {rest[match.end() :]}"
        if match[1] in KEYS or rest[match.end() :][:1] in ("{", "[", '"', ""):
            column = len(lead) + match.start(2) + 1
            yield Slip(number, column, f"put a space after the colon: {_brief(written)}", {number: lead + written})
    elif (match := _NO_COLON.match(rest)) and not rest[match.end() :].startswith(":"):
        if match[1] not in KEYS and not rest[match.end() :].startswith("{"):
            return
        written = f"{match[1]}: {rest[match.end() :]}".rstrip()
        column = len(lead) + match.start(2) + 1
        yield Slip(
            number, column, f"a colon is missing after {match[1]!r}: {_brief(written)}", {number: lead + written}
        )


def _brief(text: str) -> str:
    return shown(text)[1:-1]


def indentation_slips(lines: Sequence[str], number: int, above: Sequence[int]) -> Iterator[Slip]:
    """Yield places at which a line may belong: as an entry or a key of what stands above it, or as a text."""
    line = lines[number]
    text = line.lstrip()
    indent, is_dash = len(line) - len(text), bool(re.match(r"-\s", text))
    key = _key(text)
    if key in _FIRST_KEYS and not is_dash:
        for column in dict.fromkeys(_dash_column(lines[it]) for it in above):
            if column is not None and column <= indent:
                message = f"a new entry seems to begin here; put '- ' before {key!r}"
                repaired = f"{' ' * column}- {text}"
                yield Slip(number, indent + 1, message, {number: repaired}, {number: len(repaired) - len(line)})
    seen = {indent}
    for it in above:
        column = _dash_column(lines[it]) if is_dash else _columns(lines[it])[-1]
        if column is None or column in seen or (key is None and not is_dash):
            continue
        if is_dash and key != _key(lines[it].lstrip()):
            continue
        seen.add(column)
        message = _misplaced(lines[it], is_dash, indent, column)
        for followers in ((), _children(lines, number, max(indent, column)), _run(lines, number)):
            moved = dict.fromkeys((number, *followers), column - indent)
            repaired_lines = {n: _shifted(lines[n], shift) for n, shift in moved.items()}
            yield Slip(number, indent + 1, message, repaired_lines, moved)
    if is_dash and key in _FIRST_KEYS:
        repaired_lines = dict.fromkeys((number, *_children(lines, number, indent)), "")
        message = f"this list has no key above it, such as {_FIRST_KEYS[key]}:"
        yield Slip(number, indent + 1, message, repaired_lines, leaves_out=True)
    if not is_dash and (key is None or key[0].isupper()):
        yield from _continuations(lines, number, above)


def _key(text: str) -> str | None:
    """Return the key of a line that begins with it or with a dash and it."""
    entry = _ENTRY.match(text.removeprefix("-").lstrip())
    return entry["key"] if entry else None


def _misplaced(other: str, is_dash: bool, indent: int, column: int) -> str:
    if is_dash:
        return (
            f"this '-' stands in column {indent + 1}, that of an entry above it in column {column + 1}; all entries of "
            "one list begin in the same column"
        )
    key = _key(other.lstrip())
    name = repr(key) if key else "the one"
    return (
        f"this line begins in column {indent + 1}, {name} above it in column {column + 1}; all keys of one entry begin "
        "in the same column"
    )


def _continuations(lines: Sequence[str], number: int, above: Sequence[int]) -> Iterator[Slip]:
    """Yield a line as the continuation of a text above it."""
    text = lines[number].lstrip()
    for it in above[:4]:
        entry = _ENTRY.match(lines[it].lstrip().removeprefix("- ").lstrip())
        if entry:
            column = _columns(lines[it])[-1] + 2
            message = (
                f"this line belongs to {entry['key']!r} above; indent it deeper than that, or put ': ' after its key"
            )
            repaired = " " * column + re.sub(r":(?=\s|$)|#", "_", text)
            yield Slip(number, len(lines[number]) - len(text) + 1, message, {number: repaired})
            return


def _columns(line: str) -> list[int]:
    """Return where the dashes of a line stand, and where what follows them does."""
    columns = [at for at, sign in enumerate(_LEAD.match(line)[0]) if sign == "-"]  # type: ignore[index]
    return [*columns, len(_LEAD.match(line)[0])]  # type: ignore[index]


def _dash_column(line: str) -> int | None:
    columns = _columns(line)
    return columns[0] if len(columns) > 1 else None


def _children(lines: Sequence[str], number: int, column: int) -> tuple[int, ...]:
    """Return the lines after one that are indented deeper than a column."""
    return _following(lines, number, column + 1)


def _run(lines: Sequence[str], number: int) -> tuple[int, ...]:
    """Return the lines after one that are indented as it is, or deeper."""
    return _following(lines, number, len(lines[number]) - len(lines[number].lstrip()))


def _following(lines: Sequence[str], number: int, least: int) -> tuple[int, ...]:
    end = number + 1
    while end < len(lines) and (not lines[end].strip() or len(lines[end]) - len(lines[end].lstrip()) >= least):
        end += 1
    return tuple(range(number + 1, end))


def _shifted(line: str, shift: int) -> str:
    if not line.strip():
        return line
    return " " * shift + line if shift > 0 else line[min(-shift, len(line) - len(line.lstrip())) :]
