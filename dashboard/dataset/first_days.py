"""Find out whether months were written as days: whether too many dates are the first day of a month."""

import re
from collections.abc import Iterator

from dashboard.dataset.calendar_days import MONTHS
from dashboard.dataset.problems import Position, Problem
from dashboard.dataset.raw_values import date_in, items_in, text_in
from dashboard.dataset.text import shown
from dashboard.dataset.yaml_nodes import Node

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_MIN_DATES = 5
_MIN_RATIO = 3  # times as many as evenly spread days give
_SHARE_OF_FIRST_DAYS = 12 / 365.2425


class FirstDays:
    """The claims of a file that name a day, counted one by one."""

    def __init__(self) -> None:
        self._days = 0
        self._first_days = 0
        self._earliest_in_file: tuple[Position, str, str | None] | None = None  # with its text and the id of its event

    def add_event(self, event: Node) -> None:
        """Count the claims of the event that comes next in the file."""
        for i, milestone in items_in(event.value, "milestones"):
            claimed = date_in(milestone, "date")
            if claimed is None or not _DAY.fullmatch(claimed.text):
                continue
            self._days += 1
            if claimed.text.endswith("-01") and not _is_named(claimed.text, text_in(milestone, "note") or ""):
                self._first_days += 1
                if self._earliest_in_file is None:
                    position = event.position(("milestones", i, "date"))
                    self._earliest_in_file = position, claimed.text, text_in(event.value, "id")

    def warnings(self) -> Iterator[Problem]:
        """Yield one warning, at the first such date, if there are too many to be all days."""
        expected = self._days * _SHARE_OF_FIRST_DAYS
        if self._earliest_in_file is None or self._first_days < max(_MIN_DATES, _MIN_RATIO * expected):
            return
        position, text, event = self._earliest_in_file
        month = text.removesuffix("-01")
        message = (
            f"date: {self._first_days:,} of {self._days:,} days are the first of a month, where chance gives about "
            f"{max(1, round(expected)):,}; were months or years written as days? For {shown(text)} write "
            f"{shown(month)} or {shown(month[:4])}, or name the day in the note if the source does"
        )
        yield Problem(*position, message, "warning", event=event, key="date", found=text, nearest=month)


def _is_named(first_day: str, note: str) -> bool:
    """Whether a note names this day, the first of a month."""
    if not note:
        return False
    year, month, _ = first_day.split("-")
    name = MONTHS[int(month) - 1]
    spelt = rf"({name}|{name[:3]}|{name[:4]})\b"
    named = rf"\b(0?1(st)?|first)( of)?\s{spelt}|\b{spelt}\.?\s0?1(st)?\b|\b{year}-{month}-01\b"
    return bool(re.search(named, note, re.IGNORECASE))
