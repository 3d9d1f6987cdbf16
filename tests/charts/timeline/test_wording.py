"""What a timeline says in words."""

import pytest

from dashboard.charts.timeline.wording import (
    context_in_words,
    count_in_words,
    defections_in_words,
    duration_in_words,
    height_titles,
)


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (1, "1 day"),
        (9, "9 days"),
        (61, "61 days"),
        (62, "2 months"),
        (327, "11 months"),
        (365, "12 months"),
        (699, "23 months"),
        (730, "2 years"),
        (761, "2 years 1 month"),
        (4_235, "11 years 7 months"),
        (3_653, "10 years"),
        (365_250, "1,000 years"),
    ],
)
def test_a_length_of_time_is_said_in_the_units_that_fit(days: float, words: str) -> None:
    assert duration_in_words(days) == words


def test_counts_are_whole_numbers_or_bounds() -> None:
    assert count_in_words(1234, 1234) == "1,234"
    assert count_in_words(3, 7) == "3 to 7"
    assert count_in_words(0, 1) == "0 to 1"


def test_defections_of_a_category_are_said_with_all_where_there_are_more() -> None:
    assert defections_in_words((1, 1), (1, 1)) == "1 defection"
    assert defections_in_words((0, 1), (0, 1)) == "0 to 1 defection"
    assert defections_in_words((0, 2), (0, 2)) == "0 to 2 defections"
    assert defections_in_words((3, 7), (10, 15)) == "3 to 7 of 10 to 15 defections"


def test_context_is_said_as_events() -> None:
    assert context_in_words(1, 1) == "1 event"
    assert context_in_words(0, 2) == "0 to 2 events"


def test_the_height_of_packed_marks_is_said_with_the_days_that_a_mark_takes() -> None:
    assert height_titles(213)[0] == "Dated claims within 7 months"
    assert height_titles(0.2)[0] == "Claims on about one day"
