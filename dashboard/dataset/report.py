"""Problems of event files as lines, as JSON, or as annotations of a GitHub workflow."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace

from dashboard.dataset.problems import MAX_PROBLEMS, Problem
from dashboard.dataset.result import CheckResult
from dashboard.dataset.text import count_with_noun, visible


@dataclass(frozen=True)
class Report:
    """The problems of several event files."""

    problems: Mapping[str, tuple[Problem, ...]]
    """By the name of the file, in the order of the file."""
    events: int
    """How many events all files without errors hold."""

    def count(self, severity: str) -> int:
        """Return the number of problems of a severity."""
        return sum(problem.severity == severity for problems in self.problems.values() for problem in problems)


def make_report(results: Mapping[str, CheckResult], strict: bool) -> Report:
    """Return the report on files, by name; a `strict` one makes errors of warnings."""
    problems: dict[str, tuple[Problem, ...]] = {}
    for name, result in results.items():
        warnings = [replace(it, severity="error") for it in result.warnings] if strict else result.warnings
        problems[name] = tuple(sorted((*result.problems, *warnings)))
    return Report(problems, sum(result.events for result in results.values()))


def lines(report: Report) -> list[str]:
    """Return a line for each problem: `FILE:LINE:COLUMN: message`."""
    return [problem.located(visible(name)) for name, problems in report.problems.items() for problem in problems]


def summary(report: Report) -> str:
    """Say in a line how many files and events were checked, and how many problems were found."""
    errors, warnings = (_count_in_words(report, severity) for severity in ("error", "warning"))
    parts = [errors] if errors else [count_with_noun(report.events, "event")]
    parts += [warnings] if warnings else []
    parts += [] if errors or warnings else ["no problems"]
    return f"{count_with_noun(len(report.problems), 'file')}: {', '.join(parts)}"


def _count_in_words(report: Report, severity: str) -> str:
    """Return `2 errors`, or `at least 1,000 errors` if more of them may not be listed; empty for none."""
    numbers = [sum(problem.severity == severity for problem in problems) for problems in report.problems.values()]
    words = count_with_noun(sum(numbers), severity) if any(numbers) else ""
    return f"at least {words}" if any(n >= MAX_PROBLEMS for n in numbers) else words


def as_json(report: Report) -> str:
    """Return the report as JSON: each problem as a sentence and in parts, and the numbers of errors and warnings.

    It is ASCII, so that nothing in the file can control a terminal or fail to be printed on one.
    """
    problems = [
        {"file": name} | asdict(problem) | {"allowed": list(problem.allowed)}
        for name, problems in report.problems.items()
        for problem in problems
    ]
    body = {
        "files": list(report.problems),
        "events": report.events,
        "errors": report.count("error"),
        "warnings": report.count("warning"),
        "problems": problems,
    }
    return json.dumps(body, indent=1)


def annotations(report: Report) -> list[str]:
    """Return workflow commands of GitHub, which show each problem at its line of a pull request.

    See <https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands>.
    """
    return [
        f"::{problem.severity} file={_property(name)},line={problem.line},col={problem.column},"
        f"title={_property(problem.event or 'Event file')}::{_escaped(problem.message)}"
        for name, problems in report.problems.items()
        for problem in problems
    ]


def _escaped(text: str) -> str:
    return visible(text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A"))


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")
