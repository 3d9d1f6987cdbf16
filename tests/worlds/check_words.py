"""Words about dates name bounds that exclude no world, and say of each date whether it lasted and what is not known."""

import re
from datetime import date
from typing import Any

from dashboard.charts.theme import CONTEXT_GREY
from dashboard.dataset import date_words, edtf
from dashboard.dataset.calendar_days import MONTHS
from dashboard.markup.event_cards import cards
from dashboard.selection import Selection
from tests.worlds.days import NEVER_BEGUN, NEVER_ENDED, When, when
from tests.worlds.oracle import has_date, keeps

_DAY = re.compile(rf"(\d+)(?: ({'|'.join(MONTHS)}))?(?: (\d+))?$")


def check_words(file: dict[str, Any], query: list[tuple[str, str]], selection: Selection) -> None:
    kept = [event for event in file["events"] if keeps(query, event)]
    for event in kept:
        for claim in event["milestones"]:
            if claim["date"]:
                _check_date(claim["date"])
    text = cards(selection, selection.rows.tolist(), dict.fromkeys(selection.rows.tolist(), CONTEXT_GREY), frozenset())
    assert text.count("Date not stated") == sum(not has_date(event) for event in kept)
    for event in filter(has_date, kept):
        assert f": {date_words.text_in_words(event['milestones'][0]['date'])}" in text


def _check_date(text: str) -> None:
    words, told = date_words.text_in_words(text), when(text)
    is_one_day = told.is_lasting and told.latest_start == told.last == told.first
    assert is_one_day or bool(re.search(r"^lasted|^from .* on$", words)) == told.is_lasting, words
    assert ("not known" in words) == told.is_end_unknown, words
    bounds = date_words.bounds_in_words(edtf.parse(text))
    if bounds is not None:
        assert days_in_words(bounds, told) == (told.first, told.last), (words, bounds)
    if bounds and told.is_lasting and told.first != NEVER_BEGUN and told.last != NEVER_ENDED:
        assert bounds.startswith("at most from "), bounds


def days_in_words(words: str, told: When) -> tuple[int, int]:
    """Read the first and the last day of bounds in words."""
    if words == "any day":
        return NEVER_BEGUN, NEVER_ENDED
    if words.startswith("on or "):
        day = _day(words.removeprefix("on or before ").removeprefix("on or after "), None)
        return (NEVER_BEGUN, day.toordinal()) if "before" in words else (day.toordinal(), NEVER_ENDED)
    joint = " to " if told.is_lasting else " and "
    start, end = words.removeprefix("at most from ").removeprefix("between ").split(joint)
    last = _day(end, None)
    return _day(start, last).toordinal(), last.toordinal()


def _day(words: str, same: date | None) -> date:
    """Read a day; month and year that are left out are those of another."""
    found = _DAY.match(words)
    assert found, words
    day, month, year = found.groups()
    number = MONTHS.index(month) + 1 if month else same.month if same else 0
    return date(int(year) if year else same.year if same else 0, number, int(day))
