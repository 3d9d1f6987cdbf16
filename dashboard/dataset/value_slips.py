"""Slips in the value that a line of YAML gives to a key: quotes, brackets, and signs that mean something to YAML.

Each comes with a value of the same length that YAML can read, by which the reader goes on and `syntax_repair` proves
that this was the slip.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from dashboard.dataset.comments import NOT_READ
from dashboard.dataset.schema import (
    Citation,
    Context,
    Defection,
    Destination,
    EventFile,
    Milestone,
    Person,
    Place,
    Post,
    Rank,
    Record,
    Source,
)
from dashboard.dataset.text import shown

_RECORDS: tuple[type[Record], ...] = (
    EventFile, Source, Place, Rank, Defection, Context, Person, Post, Destination, Milestone, Citation
)  # fmt: skip
KEYS = frozenset(field.alias or name for record in _RECORDS for name, field in record.model_fields.items())
"""The keys of all records."""

_LISTS, _MAPPINGS = ("persons", "milestones", "citations"), ("post", "destination")
_DATES = ("date", "issued", "accessed")
_CLOSING = {"[": "]", "{": "}"}
_CURLY = "“”„‟‘’‚‛«»"
_BLOCK_TEXT = re.compile(r"[|>][-+1-9]{0,2}\s*(#.*)?")
_ESCAPE = re.compile(r"""\\(?![0abtnvfre "/\\N_LP]|x[\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8}|$)""")
_COLON = re.compile(r":(?=\s|$)")


class ValueSlip(NamedTuple):
    """What is wrong with a value."""

    at: int  # index in the value
    message: str
    readable: str  # in its place


def slips_of_value(key: str, value: str) -> Iterator[ValueSlip]:
    """Yield what may be wrong with a value, which begins and ends with no space."""
    if value[0] in "\"'":
        yield from _quoted_slips(value)
    elif value[0] in "[{":
        yield from _bracket_slips(key, value)
    else:
        yield from _plain_slips(key, value)


def _quoted_slips(value: str) -> Iterator[ValueSlip]:
    mark = value[0]
    end = _end_of_quoted(value, 0)
    if end is None:
        yield ValueSlip(
            0, f"the quotation mark that opens here is not closed; add {mark} at the end of the text", value + mark
        )
        return
    if mark == '"' and (escape := _ESCAPE.search(value[:end])):
        message = (
            f"{shown(escape[0])} in double quotes begins a code that does not exist; put the text in single quotes"
        )
        yield ValueSlip(escape.start(), message.replace("'\\\\'", "a backslash"), value.replace("\\", "/"))
    rest = value[end + 1 :]
    if not rest or re.match(r"\s+#", rest):
        return
    inside = value[1:-1] if value.endswith(mark) else value
    harmless = f"{mark}{inside.replace(mark, '_')}{mark}" if value.endswith(mark) else inside.replace(mark, "_")
    what = "apostrophe" if mark == "'" and re.match(r"\w", rest) else "second quotation mark"
    if mark == "'":
        way_out = "double it ('') or put the whole text in double quotes"
    else:
        way_out = 'put the whole text in single quotes, or write \\" for each inner one'
    yield ValueSlip(end, f"the text ends at this {what}; {way_out}", harmless)


def _end_of_quoted(value: str, start: int) -> int | None:
    """Return where the quotation mark stands that ends a text begun at an index."""
    pattern = r'"(?:[^"\\]|\\.)*"' if value[start] == '"' else r"'(?:[^']|'')*'"
    match = re.compile(pattern).match(value, start)
    return match.end() - 1 if match else None


def _plain_slips(key: str, value: str) -> Iterator[ValueSlip]:
    sign = value[0]
    if key in _LISTS and (dashed := re.fullmatch(r"-\s+\{?(\w+: [^{}]*)\}?", value)):
        yield ValueSlip(0, f"write {key}: [{{{_brief(dashed[1])}}}]", f"[{{{dashed[1]}}}]")
    if record := _without_brace(key, value):
        way_out = f"put {{ }} around the keys and values: {key}: {{{_brief(record)}}}"
        yield ValueSlip(0, way_out, f"{{{record}}}")
    if sign in "@`%*&!,]}#" or (sign in "|>" and not _BLOCK_TEXT.fullmatch(value)) or re.match(r"[-?]\s", value):
        message = f"a text that begins with {sign} needs quotes{_example(key, value)}"
        yield ValueSlip(0, message, f"x{value[1:]}")
    if colon := _COLON.search(value):
        yield ValueSlip(colon.start(), _way_out_of_colon(key, value), _COLON.sub("_", value))
    if comment := re.search(r"\s#", value):
        yield ValueSlip(comment.start() + 1, f"{key}: {NOT_READ}", value.replace("#", "_"))


def _without_brace(key: str, value: str) -> str | None:
    """Return the keys and values of an entry on one line that lacks its opening brace; nothing for another text."""
    record = value.removesuffix("}").rstrip(" ,")
    if not key or key in KEYS - {*_MAPPINGS} or re.search(r"[{}\[\]]", record):
        return None
    is_meant = key not in _MAPPINGS or value.endswith("}")
    return record if is_meant and record.partition(": ")[0] in KEYS else None


def _brief(text: str) -> str:
    return shown(text)[1:-1]


def _way_out_of_colon(key: str, value: str) -> str:
    first = value.partition(":")[0]
    if first in KEYS and key in _LISTS:
        return f"write {key}: [{{{_brief(value)}}}]"
    if first in KEYS and key in _MAPPINGS:
        return f"write {key}: {{{_brief(value)}}}"
    if value[0] in _CURLY:
        return "a text that contains ': ' needs quotes, straight ones; curly quotes are part of the text"
    return f"a text that contains ': ' needs quotes{_example(key, value)}"


def _example(key: str, value: str) -> str:
    """Return a short value as it is written in quotes."""
    mark = "'" if '"' in value else '"'
    return (
        f": {key}: {mark}{value}{mark}" if key and len(value) <= 40 and mark not in value and "\\" not in value else ""
    )


def _bracket_slips(key: str, value: str) -> Iterator[ValueSlip]:
    """Yield what may be wrong with a value that begins with a bracket."""
    if key in _LISTS and (dashed := re.fullmatch(r"\{\s*-\s+\{?(\w+: [^{}]*)\}+", value)):
        yield ValueSlip(0, f"write {key}: [{{{_brief(dashed[1])}}}]", f"[{{{dashed[1]}}}]")
    open_, end, wrong = _brackets(value)
    rest = value[end + 1 :] if end is not None else ""
    if rest and not re.match(r"\s+#", rest):
        if set(rest) <= set("]} "):
            message = f"this {rest.strip()[0]} closes nothing; remove it"
            yield ValueSlip(end + 1 if end is not None else 0, message, value[: end and end + 1])
        elif key in _DATES:
            yield ValueSlip(0, f'put the date in quotes: "{value}"', re.sub(r"[\[\]{}]", "_", value))
        else:
            message = f"a text that begins with {value[0]} needs quotes{_example(key, value)}"
            yield ValueSlip(0, message, re.sub(r"[\[\]{}:,]", "_", value))
    if wrong is not None:
        needed = _CLOSING[value[open_[-1]]]
        yield ValueSlip(
            wrong, f"a {needed} is missing before this {value[wrong]}", value[:wrong] + needed + value[wrong:]
        )
    elif open_:
        comment = re.search(r"\s#", value)
        if comment:
            message = (
                "everything after ' #' is a comment and not read, not even the closing bracket; put the text in quotes"
            )
            yield ValueSlip(comment.start() + 1, message, value.replace("#", "_"))
        closing = "".join(_CLOSING[value[at]] for at in reversed(open_))
        message = f"the {value[open_[0]]} that opens here is not closed; add {closing} at the end of the line"
        yield ValueSlip(open_[0], message, value[: comment.start() if comment else None] + closing)
    yield from _slips_within_brackets(value)


def _brackets(value: str) -> tuple[list[int], int | None, int | None]:
    """Return where the brackets stand that are open, the one that closes the first, and one that closes wrongly."""
    open_: list[int] = []
    at = 0
    while at < len(value):
        sign = value[at]
        if sign in "\"'" and value[:at].rstrip()[-1:] in (":", ",", "[", "{"):
            at = _end_of_quoted(value, at) or at
        elif sign in "[{":
            open_.append(at)
        elif sign in "]}" and open_:
            if sign != _CLOSING[value[open_[-1]]]:
                return open_, None, at
            open_.pop()
            if not open_:
                return open_, at, None
        elif sign == "#" and value[at - 1].isspace():
            break
        at += 1
    return open_, None, None


def _slips_within_brackets(value: str) -> Iterator[ValueSlip]:
    for opening in re.finditer(r"(?<=[:,\[{] )[\"']|(?<=[\[{])[\"']", value):
        mark, start = opening[0], opening.start()
        end = re.compile(r"\s*(?:,|[\]}]|$)").search(value, start + 1)
        if end and value.count(mark, start) == 1:
            message = f"the quotation mark that opens here is not closed; add {mark} at the end of the text"
            yield ValueSlip(start, message, f"{value[: end.start()]}{mark}{value[end.start() :]}")
    for match in re.finditer(r"(?<=[^\s,\[{:])( +)([\w-]+):(?=\s)", value):
        if match[2] in KEYS:
            harmless = f"{value[: match.start()]},{value[match.start() :]}"
            yield ValueSlip(match.start(2), f"a comma is missing before {match[2]!r}", harmless)
    for text in re.finditer(r"(?<=:) [^,\[\]{}\"']*?(:)(?=\s)", value):
        at = text.start(1)
        yield ValueSlip(at, "a text that contains ': ' needs quotes", f"{value[:at]}_{value[at + 1 :]}")
    for mark in "\"'":
        inner = re.search(rf"(?<=[:\[{{,] ){mark}([^{mark},\]}}]*)({mark})([^,\]}}]*){mark}(?=\s*[,\]}}])", value)
        if inner:
            harmless = value[: inner.start(2)] + inner[0][inner.start(2) - inner.start() : -1].replace(mark, "_")
            other = "single" if mark == '"' else "double"
            message = f"the text ends at this second quotation mark; put the whole text in {other} quotes"
            yield ValueSlip(inner.start(2), message, harmless + value[inner.end() - 1 :])
    for special in re.finditer(r"(?<=: )[@`%*&!|>]", value):
        harmless = f"{value[: special.start()]}x{value[special.end() :]}"
        yield ValueSlip(special.start(), f"a text that begins with {special[0]} needs quotes", harmless)
