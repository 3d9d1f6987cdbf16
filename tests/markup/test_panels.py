"""Panels: errors and warnings in lists, and why an earlier version is shown."""

from datetime import UTC, datetime

from dashboard.dataset.problems import MAX_PROBLEMS, Problem
from dashboard.markup.panels import outdated_panel, problems_panel, warnings_panel
from tests.markup.parsed_html import Page


def test_problems_are_listed_at_their_line_and_column():
    page = Page(problems_panel("events.yaml", [Problem(3, 1, "is missing"), Problem(41, 13, "'x' is not a rank")]))
    assert page.lines == ["Errors", "events.yaml:3:1: is missing", "events.yaml:41:13: 'x' is not a rank"]
    assert [tag for tag, _ in page.elements].count("li") == 2


def test_warnings_are_listed_apart_from_errors():
    warning = Problem(2, 3, "is never cited", "warning")
    page = Page(problems_panel("events.yaml", [warning, Problem(41, 13, "'x' is not a rank")]))
    errors, warnings = page.lines[:2], page.lines[2:]
    assert errors == ["Errors", "events.yaml:41:13: 'x' is not a rank"]
    assert warnings == ["Warnings", "events.yaml:2:3: warning: is never cited"]


def test_the_warnings_of_a_file_in_order_are_folded_away_and_counted():
    warning = Problem(2, 3, "is never cited", "warning")
    page = Page(warnings_panel("events.yaml", [warning]))
    assert page.lines == ["1 warning about events.yaml, for its curator", "events.yaml:2:3: warning: is never cited"]
    assert "open" not in page.elements[0][1]
    assert warnings_panel("events.yaml", []) == ""


def test_a_list_of_very_many_problems_says_how_many_more_there_are():
    page = Page(problems_panel("events.yaml", [Problem(n, 1, "x") for n in range(1, 1001)]))
    assert [tag for tag, _ in page.elements].count("li") == 200
    assert " ".join(page.lines).endswith("and 800 more; run defections check to list them")


def test_the_panel_above_the_last_good_data_counts_the_problems_and_says_since_when():
    since = datetime(2026, 11, 3, 4, 5, 6, tzinfo=UTC)
    one = Page(outdated_panel("events.yaml", [Problem(3, 1, "is missing")], since))
    said = (
        "events.yaml has had an error since 04:05:06 UTC on 3 November 2026. You see the last version without errors."
    )
    assert one.lines == [said, "Errors", "events.yaml:3:1: is missing"]
    assert one.elements[0][1]["role"] == "alert"
    many = Page(outdated_panel("events.yaml", [Problem(n, 1, "x") for n in range(234)], since))
    assert many.lines[0].startswith("events.yaml has had 234 errors since ")
    most = Page(outdated_panel("events.yaml", [Problem(n, 1, "x") for n in range(MAX_PROBLEMS)], since))
    assert most.lines[0].startswith("events.yaml has had at least 1,000 errors since ")
