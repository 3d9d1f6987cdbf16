"""Panels on the state of the event file: its errors and warnings, and why an earlier version is shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from dashboard.dataset import date_words
from dashboard.dataset.problems import MAX_PROBLEMS, Problem
from dashboard.dataset.text import count_with_noun
from dashboard.markup.environment import render

_MAX_LISTED = 200
"""How many errors, and how many warnings, a page lists."""


@dataclass(frozen=True)
class ProblemList:
    """The first problems of one kind, each on a line as compilers print it, and how many more there are."""

    title: str
    lines: Sequence[str]
    more: int


def problems_panel(file_name: str, problems: Sequence[Problem]) -> Markup:
    """Return the errors and the warnings of an event file as two lists."""
    return render("problems.html", lists=_error_and_warning_lists(file_name, problems))


def outdated_panel(file_name: str, problems: Sequence[Problem], since: datetime) -> Markup:
    """Return the panel above the last good data of a file that has been wrong since a time in UTC."""
    day = date_words.text_in_words(since.date().isoformat())
    errors = sum(problem.severity == "error" for problem in problems)
    at_least = "at least " if errors >= MAX_PROBLEMS else ""
    number = "an error" if errors == 1 else f"{at_least}{errors:,} errors"
    summary = (
        f"{file_name} has had {number} since {since:%H:%M:%S} UTC on {day}. You see the last version without errors."
    )
    return render("outdated.html", summary=summary, lists=_error_and_warning_lists(file_name, problems))


def warnings_panel(file_name: str, warnings: Sequence[Problem]) -> Markup:
    """Return the warnings of a file that can be read, folded away; nothing where there are none."""
    if not warnings:
        return Markup()
    summary = f"{count_with_noun(len(warnings), 'warning')} about {file_name}, for its curator"
    return render("warnings.html", summary=summary, warnings=_problem_list("Warnings", file_name, warnings))


def _error_and_warning_lists(file_name: str, problems: Sequence[Problem]) -> list[ProblemList]:
    errors = [problem for problem in problems if problem.severity == "error"]
    warnings = [problem for problem in problems if problem.severity == "warning"]
    kinds = (("Errors", errors), ("Warnings", warnings))
    return [_problem_list(title, file_name, of_kind) for title, of_kind in kinds if of_kind]


def _problem_list(title: str, file_name: str, problems: Sequence[Problem]) -> ProblemList:
    lines = [problem.located(file_name) for problem in problems[:_MAX_LISTED]]
    return ProblemList(title, lines, len(problems) - len(lines))
