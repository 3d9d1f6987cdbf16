"""What is wrong with broken YAML, in the words of curators instead of those of PyYAML."""

import re

import yaml

from dashboard.dataset.problems import Position, Problem

MAX_DEPTH = 40
"""How many mappings and lists may lie within one another."""

TOO_DEEP = f"nested deeper than {MAX_DEPTH} levels"

NON_PRINTABLE = yaml.reader.Reader.NON_PRINTABLE
"""A character that YAML may not hold."""

LINE_BREAK = re.compile("\r\n|[\r\n\x85\u2028\u2029]")

# Parts of libyaml's messages for frequent slips, and what curators do about them.
_HINTS = {
    "mapping values are not allowed": "put a text that contains ': ' in quotes; otherwise look for a missing ':' "
    "on the line before, or for lines indented differently",
    "found character that cannot start any token": "indent lines with spaces, not tabs, and put a text that begins "
    "with @, ` or % in quotes",
    "did not find expected key": "indent all keys of one entry alike",
    "did not find expected '-' indicator": "indent all entries of one list alike, each with '- ' before it",
    "could not find expected ':'": "write ': ' after a key, and begin a text of several lines with >- or |",
    "found unexpected end of stream": "a quotation mark or bracket is not closed",
    "did not find expected ',' or": "a bracket is not closed, or a comma is missing",
}
_ANY_HINT = "look for a missing quotation mark, bracket, colon or dash, here or on the lines before"


def position_at(text: str, index: int) -> Position:
    """Return line and column of a character, by the line breaks of YAML 1.1."""
    *lines, last = LINE_BREAK.split(text[:index])
    return len(lines) + 1, len(last) + 1


def yaml_problem(error: yaml.YAMLError, text: str) -> Problem:
    """Return the error that PyYAML raised for a text, as a problem that lies within it."""
    if isinstance(error, yaml.reader.ReaderError):
        # The position that libyaml gives counts bytes.
        found = NON_PRINTABLE.search(text)
        return Problem(*position_at(text, found.start() if found else 0), f"not YAML: {error.reason}")
    assert isinstance(error, yaml.MarkedYAMLError)
    mark = error.problem_mark or error.context_mark
    position = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    position = min(position, position_at(text, len(text)))  # libyaml may point past the last line
    message = ", ".join(part for part in (error.context, error.problem) if part)
    if "maximum nesting depth" in message:
        # libyaml has a limit of its own, and reads far ahead of the events that it hands out.
        return Problem(*position, TOO_DEEP)
    hint = next((hint for part, hint in _HINTS.items() if part in message), _ANY_HINT)
    return Problem(*position, f"not YAML: {hint}")
