"""Write what is wrong with event files: as lines, as JSON, or as annotations of a GitHub workflow."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from dashboard.dataset import LoadResult
from dashboard.dataset.problems import MAX_PROBLEMS, Problem
from dashboard.dataset.text import count_with_noun, visible


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

    def found(result: LoadResult) -> tuple[Problem, ...]:
        warnings = [replace(it, severity="error") for it in result.warnings] if strict else result.warnings
        return tuple(sorted((*result.problems, *warnings)))

    events = sum(len(result.dataset.records.events) for result in loaded.values() if result.dataset)
    return Report({name: found(result) for name, result in loaded.items()}, events)


def lines(report: Report) -> list[str]:
    """Return a line a problem: `FILE:LINE:COLUMN: message`."""
    return [problem.located(visible(name)) for name, found in report.problems.items() for problem in found]


def summary(report: Report) -> str:
    """Say in a line what was checked and what was found."""
    errors, warnings = (_at_least(report, severity) for severity in ("error", "warning"))
    parts = [errors] if errors else [count_with_noun(report.events, "event")]
    parts += [warnings] if warnings else []
    parts += [] if errors or warnings else ["no problems"]
    return f"{count_with_noun(len(report.problems), 'file')}: {', '.join(parts)}"


def _at_least(report: Report, severity: str) -> str:
    """Return how many problems of a severity there are, or that there may be more; nothing for none."""
    numbers = [sum(problem.severity == severity for problem in found) for found in report.problems.values()]
    said = count_with_noun(sum(numbers), severity) if any(numbers) else ""
    return f"at least {said}" if any(n >= MAX_PROBLEMS for n in numbers) else said


def as_json(report: Report) -> str:
    """Return the report as JSON: each problem whole and in parts, and the numbers of errors and warnings.

    It is ASCII, so that what the parts hold of the file neither drives a terminal nor fails to be printed on one.
    """
    problems = [{"file": name} | _parts(problem) for name, found in report.problems.items() for problem in found]
    body = {
        "files": list(report.problems),
        "events": report.events,
        "errors": report.count("error"),
        "warnings": report.count("warning"),
        "problems": problems,
    }
    return json.dumps(body, indent=1)


def _parts(problem: Problem) -> dict[str, Any]:
    return asdict(problem) | {"allowed": list(problem.allowed)}


def annotations(report: Report) -> list[str]:
    """Return workflow commands of GitHub, which show each problem at its line of the change.

    See <https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands>.
    """
    return [
        f"::{problem.severity} file={_property(name)},line={problem.line},col={problem.column},"
        f"title={_property(problem.event or 'Event file')}::{_escaped(problem.message)}"
        for name, found in report.problems.items()
        for problem in found
    ]


def _escaped(text: str) -> str:
    return visible(text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A"))


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")
