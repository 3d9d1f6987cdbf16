"""Write what is wrong with event files: as lines, as JSON, or as annotations of a GitHub workflow."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from dashboard.dataset import LoadResult
from dashboard.dataset.problems import MAX_PROBLEMS, Problem
from dashboard.dataset.text import visible


@dataclass(frozen=True)
class Report:
    """What the event files of a check hold, by name: their problems in the order of each file, and their events."""

    problems: Mapping[str, tuple[Problem, ...]]
    events: int

    def count(self, severity: str) -> int:
        """Return the number of problems of a severity."""
        return sum(problem.severity == severity for found in self.problems.values() for problem in found)


def make_report(loaded: Mapping[str, LoadResult], strict: bool) -> Report:
    """Return the report on files, by name; a `strict` one takes warnings for errors."""

    def found(of: LoadResult) -> tuple[Problem, ...]:
        warnings = [replace(it, severity="error") for it in of.warnings] if strict else of.warnings
        return tuple(sorted((*of.problems, *warnings)))

    events = sum(len(of.dataset.records.events) for of in loaded.values() if of.dataset)
    return Report({name: found(of) for name, of in loaded.items()}, events)


def lines(of: Report) -> list[str]:
    """Return a line a problem: `FILE:LINE:COLUMN: message`."""
    return [problem.located(visible(name)) for name, found in of.problems.items() for problem in found]


def summary(of: Report) -> str:
    """Say in a line what was checked and what was found."""
    errors, warnings = (_at_least(of, severity) for severity in ("error", "warning"))
    parts = [errors] if errors else [counted(of.events, "event")]
    parts += [warnings] if warnings else []
    parts += [] if errors or warnings else ["no problems"]
    return f"{counted(len(of.problems), 'file')}: {', '.join(parts)}"


def _at_least(of: Report, severity: str) -> str:
    """Return how many problems of a severity there are, or that there may be more; nothing for none."""
    numbers = [sum(problem.severity == severity for problem in found) for found in of.problems.values()]
    said = counted(sum(numbers), severity) if any(numbers) else ""
    return f"at least {said}" if any(n >= MAX_PROBLEMS for n in numbers) else said


def counted(n: int, noun: str) -> str:
    """Return a number with its noun."""
    return f"{n:,} {noun}{'' if n == 1 else 's'}"


def as_json(of: Report) -> str:
    """Return the report as JSON: each problem whole and in parts, and the numbers of errors and warnings.

    It is ASCII, so that what the parts hold of the file neither drives a terminal nor fails to be printed on one.
    """
    problems = [{"file": name} | _parts(problem) for name, found in of.problems.items() for problem in found]
    body = {
        "files": list(of.problems),
        "events": of.events,
        "errors": of.count("error"),
        "warnings": of.count("warning"),
        "problems": problems,
    }
    return json.dumps(body, indent=1)


def _parts(problem: Problem) -> dict[str, Any]:
    return asdict(problem) | {"allowed": list(problem.allowed)}


def annotations(of: Report) -> list[str]:
    """Return workflow commands of GitHub, which show each problem at its line of the change.

    See <https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands>.
    """
    return [
        f"::{problem.severity} file={_property(name)},line={problem.line},col={problem.column},"
        f"title={_property(problem.event or 'Event file')}::{_escaped(problem.message)}"
        for name, found in of.problems.items()
        for problem in found
    ]


def _escaped(text: str) -> str:
    return visible(text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A"))


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")
