"""Read on behind mistakes of YAML syntax: find each, and make a text of the rest that YAML can read.

Where the parser breaks off, guesses at what is wrong are tried out; the one that lets it get furthest is what is told,
and its repair stays. Where none helps, the whole event, source, place or rank is passed over. So a mistake hides no
other but those within its own line or entry. The text that results is only checked, never shown to anybody.
"""

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain, islice
from types import MappingProxyType

import yaml

from dashboard.dataset.first_line_slips import entry_slips
from dashboard.dataset.line_slips import Slip, indentation_slips, slips
from dashboard.dataset.problems import Problem
from dashboard.dataset.text_blocks import Excerpt, excerpt_around, owner_of, passed_over
from dashboard.dataset.yaml_errors import LINE_BREAK, NON_PRINTABLE, yaml_problem

MAX_FOUND = 100
"""At most so many mistakes of syntax are looked for in a file."""

MAX_CHARACTERS = 2**27
"""So many characters are given to the parser at most: a large file with many mistakes is not read on for ever."""

# Limits that let any file be checked in time.
_MAX_ABOVE = 30  # lines above the place where the parser breaks off, among which the slip is looked for
_MAX_GUESSES = 40  # for a line
_MAX_EXCERPT = 20_000  # characters of the entry and its neighbours

_BEGUN = ("quoted scalar", "flow", "simple key", "block scalar")
"""What the parser was reading when it broke off, if the slip is likely where that began."""


@dataclass(frozen=True)
class Repaired:
    """A text that YAML can read, and what was wrong with the one that it comes from."""

    text: str
    problems: tuple[Problem, ...]
    unread: frozenset[int]
    """Lines, from 1, that do not say what they say in the file."""
    shifts: dict[int, int]
    """By how many columns lines were moved."""

    def in_the_file(self, problems: Iterable[Problem]) -> Iterator[Problem]:
        """Yield the problems of the text at their places in the file, but none of lines that could not be read."""
        for problem in problems:
            if problem.line not in self.unread:
                yield replace(problem, column=max(1, problem.column - self.shifts.get(problem.line, 0)))


@dataclass(frozen=True)
class Break:
    """Where the parser breaks off, in lines counted from 0."""

    line: int
    begun: int
    """The line on which began what it could not read to the end; else the line where it breaks off."""
    error: yaml.YAMLError


def repair(text: str) -> Repaired | None:
    """Return what can be read of a text with mistakes of syntax; nothing if it has none, or not even a key."""
    lines = LINE_BREAK.split(text)
    lengths = [len(line) for line in lines]
    problems: list[Problem] = []
    unread: set[int] = set()
    shifts: dict[int, int] = {}
    rest, characters = Excerpt(None, 0, len(lines)), 0
    while broken := _first_break(lines, rest):
        characters += sum(map(len, lines[rest.start :]))
        excerpt = excerpt_around(lines, broken.begun)
        slip = _control_character(lines, rest.start, broken.error) or _likeliest_slip(lines, broken, excerpt)
        gap = None if slip else passed_over(lines, broken.begun)
        is_too_deep = "maximum nesting depth" in str(broken.error)
        if is_too_deep or len(problems) == MAX_FOUND or characters > MAX_CHARACTERS or (slip is None and not gap):
            return None
        if slip:
            column = min(slip.column - shifts.get(slip.line, 0), lengths[slip.line] + 1)
            owner, event = owner_of(lines, slip.line)
            problems.append(Problem(slip.line + 1, max(1, column), owner + slip.message, event=event))
        else:
            problems.append(replace(yaml_problem(broken.error, text), line=broken.line + 1))
        for number, line in (slip.repaired if slip else gap or {}).items():
            lines[number] = line
        moved = slip.shift if slip else {}
        shifts |= {number: shifts.get(number, 0) + shift for number, shift in moved.items()}
        unread |= (slip.repaired if slip else gap or {}).keys() - moved.keys()
        rest = Excerpt(excerpt.header, excerpt.start, len(lines))  # without the header, the next key would not fit
    if not problems:
        return None
    return Repaired(
        "\n".join(lines),
        tuple(problems),
        frozenset(number + 1 for number in unread),
        {number + 1: shift for number, shift in shifts.items()},
    )


def _control_character(lines: list[str], start: int, error: yaml.YAMLError) -> Slip | None:
    """Return the first character from a line on that YAML may not hold, if it is this that the parser complains of."""
    if isinstance(error, yaml.reader.ReaderError):
        for number, line in enumerate(lines[start:], start):
            if found := NON_PRINTABLE.search(line):
                repaired = f"{line[: found.start()]}_{line[found.end() :]}"
                return Slip(number, found.start() + 1, f"not YAML: {error.reason}", {number: repaired})
    return None


def _likeliest_slip(lines: list[str], broken: Break, excerpt: Excerpt) -> Slip | None:
    """Return the slip whose repair lets the parser get furthest, if it gets any further."""
    if sum(map(len, lines[excerpt.start : excerpt.end])) > _MAX_EXCERPT:
        return None
    now = _first_break(lines, excerpt)
    if now is None:
        return None
    held = [n for n in range(now.line, excerpt.start - 1, -1) if lines[n].strip()[:1] not in ("", "#")]
    guesses = [
        islice(chain(entry_slips(lines, number), slips(lines, number, [n for n in held if n < number])), _MAX_GUESSES)
        for number in dict.fromkeys((now.begun, *held[:_MAX_ABOVE]))
    ]
    # Almost any line can be indented so that the parser gets a little further: the last guess.
    guesses += [
        islice(indentation_slips(lines, number, [n for n in held if n < number]), _MAX_GUESSES)
        for number in dict.fromkeys((now.begun, now.line))
    ]
    last_resort = None
    for of_a_line in guesses:
        best: tuple[float, Slip] | None = None
        for slip in of_a_line:
            if slip.leaves_out:
                last_resort = last_resort or slip
                continue
            after = _first_break(lines, excerpt, slip.repaired)
            reached = math.inf if after is None else after.begun
            if reached > now.begun and (best is None or reached > best[0]):
                best = reached, slip
        if best:
            return best[1]
    return last_resort


def _first_break(
    lines: list[str], excerpt: Excerpt, repaired: Mapping[int, str] = MappingProxyType({})
) -> Break | None:
    """Return where the parser breaks off within some lines of a text, if it does; some may be repaired."""
    numbers = [] if excerpt.header is None else [excerpt.header]
    numbers += range(excerpt.start, excerpt.end)
    text = "\n".join([repaired.get(number, lines[number]) for number in numbers])
    parser = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(text.encode())
    try:
        while parser.check_event():
            parser.get_event()
    except yaml.MarkedYAMLError as error:
        places = [it and numbers[min(it.line, len(numbers) - 1)] for it in (error.context_mark, error.problem_mark)]
        context, line = places[0], places[1] if places[1] is not None else places[0]
        is_begun = context is not None and any(what in (error.context or "") for what in _BEGUN)
        return Break(line or 0, (context if is_begun else line) or 0, error)
    except yaml.YAMLError as error:
        return Break(excerpt.start, excerpt.start, error)
    finally:
        parser.dispose()
    return None
