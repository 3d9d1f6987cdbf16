"""What PyYAML says of broken YAML, as a problem with a hint for curators."""

import re

import yaml

from dashboard.dataset.problems import Position, Problem

TOO_DEEP = "nested deeper than {} levels"

_LINE_BREAK = re.compile("\r\n|[\r\n\x85\u2028\u2029]")

# Parts of libyaml's messages for frequent slips, and what curators do about them.
_HINTS = {
    "mapping values are not allowed": "a text that holds ': ' is written in quotes; otherwise look for a ':' that "
    "is missing on the line before, or for lines indented differently",
    "found character that cannot start any token": "lines are indented by spaces, not tabs, and a text that begins "
    "with @, ` or % is written in quotes",
    "did not find expected key": "the keys of one mapping stand exactly below one another",
    "did not find expected '-' indicator": "the entries of one list stand exactly below one another, each after '- '",
    "could not find expected ':'": "a key is followed by ': ', and a text of several lines begins with >- or |",
    "found unexpected end of stream": "a quotation mark or bracket is not closed",
    "did not find expected ',' or": "a bracket is not closed, or a comma is missing",
}


def position_at(text: str, index: int) -> Position:
    """Return line and column of a character, by the line breaks of YAML 1.1."""
    *lines, last = _LINE_BREAK.split(text[:index])
    return len(lines) + 1, len(last) + 1


def yaml_problem(error: yaml.YAMLError, text: str, max_depth: int) -> Problem:
    """Return the error that PyYAML raised for a text, as a problem that lies within it."""
    if isinstance(error, yaml.reader.ReaderError):
        # The position that libyaml gives counts bytes.
        found = yaml.reader.Reader.NON_PRINTABLE.search(text)
        return Problem(*position_at(text, found.start() if found else 0), f"not YAML: {error.reason}")
    assert isinstance(error, yaml.MarkedYAMLError)
    mark = error.problem_mark or error.context_mark
    position = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    position = min(position, position_at(text, len(text)))  # libyaml may point past the last line
    message = ", ".join(part for part in (error.context, error.problem) if part)
    if "maximum nesting depth" in message:
        # libyaml has a limit of its own, and reads far ahead of the events that it hands out.
        return Problem(*position, TOO_DEEP.format(max_depth))
    hint = next((f"; {hint}" for part, hint in _HINTS.items() if part in message), "")
    return Problem(*position, f"not YAML: {message}{hint}")
