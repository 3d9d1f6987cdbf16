"""What the labels of a map say: the lines of each mark's label, from the fullest label to the shortest."""

from typing import NamedTuple

import numpy as np

from dashboard.charts.map.hovers import MAX_NAME
from dashboard.charts.map.marks import Marks
from dashboard.charts.map.style import CONTEXT, POST, REASONS
from dashboard.charts.map.wording import mark_count
from dashboard.charts.rich_text import bold, escaped, muted
from dashboard.charts.text_metrics import fitted, truncated
from dashboard.charts.view import ChartView
from dashboard.dataset.text import count_with_noun
from dashboard.dataset.vocabulary import WHEREABOUTS_LABELS

TEXT_SIZE, CONTEXT_TEXT_SIZE = 13, 12  # px
_SHORT_WIDTH = 0.4  # of the map's width, of a name that has to have room
_MAX_CLUSTER_NAME = 60  # characters
_ROOM_FOR_DIGITS = "  "  # digits are wider than letters


class Line(NamedTuple):
    """A line of a label."""

    plain: str  # as wide as what is shown
    markup: str


LabelVariants = list[list[Line]]
"""The labels that a mark may have, from the fullest to the shortest."""


def status_words(view: ChartView, marks: Marks) -> list[str]:
    """Return in words the statuses that the colours of each post stand for, empty where colours stand for others."""
    if view.colour_by != "status":
        return [""] * len(marks)
    names = np.array([category.name.lower() for category in view.categories])
    has_status = (marks.totals.by_category > 0) & (marks.totals.role == POST)[:, None]
    return [", ".join(names[of_mark]) for of_mark in has_status]


def place_label_variants(marks: Marks, departed: list[list[str]], statuses: list[str]) -> list[LabelVariants]:
    """Return the labels of places: name, who left, status, and whereabouts if not known; then with less of it.

    For each mark `departed` holds the labels of those who left, and `statuses` theirs in words, if colours stand for
    them.
    """
    return [_place_label_variants(marks, n, *texts) for n, texts in enumerate(zip(departed, statuses, strict=True))]


def _place_label_variants(marks: Marks, n: int, departed: list[str], statuses: str) -> LabelVariants:
    name = truncated(_name(marks, n), MAX_NAME)
    if marks.totals.role[n] == CONTEXT:
        return _context_variants(marks, n, name, name)
    lines = [Line(name, bold(name))]
    if len(departed) > 1:
        words = mark_count(POST, len(departed))
        lines.append(Line(words, escaped(words)))
    elif departed:
        who = truncated(departed[0], MAX_NAME)
        lines.append(Line(who, escaped(who)))
    if departed:
        under = [*([statuses] if statuses else []), *(_whereabouts(marks, n) if len(departed) == 1 else [])]
        lines += [Line(words, muted(words)) for words in under]
    return [lines[:length] for length in range(len(lines), 0, -1)]


def _whereabouts(marks: Marks, n: int) -> list[str]:
    numbers = marks.totals.by_reason[n]
    return [WHEREABOUTS_LABELS[reason].lower() for reason, number in zip(REASONS, numbers, strict=True) if number]


def cluster_label_variants(marks: Marks, events: list[list[str]], statuses: list[str]) -> list[LabelVariants]:
    """Return the labels of clusters: the largest place, how many more, how many events, status; then with less of it.

    For each mark `events` holds the labels of its events, if they are few, and `statuses` theirs in words, if colours
    stand for them.
    """
    return [_cluster_label_variants(marks, n, *texts) for n, texts in enumerate(zip(events, statuses, strict=True))]


def _cluster_label_variants(marks: Marks, n: int, labels: list[str], statuses: str) -> LabelVariants:
    name, others = truncated(_name(marks, n), _MAX_CLUSTER_NAME), int(marks.sites.place_count[n]) - 1
    more = f" + {count_with_noun(others, 'place')}" if others else ""
    plain = name + more + _ROOM_FOR_DIGITS
    role, number = int(marks.totals.role[n]), int(marks.totals.count[n])
    if role == CONTEXT:
        return _context_variants(marks, n, plain, name + more)
    head = Line(plain, bold(name) + (muted(more) if more else ""))
    is_named = number == 1 and len(labels) == 1
    words = truncated(labels[0], _MAX_CLUSTER_NAME) if is_named else mark_count(role, number)
    full = [[head, Line(words, escaped(words)), Line(statuses, muted(statuses))]] if statuses else []
    return [*full, [head, Line(words, escaped(words))], [head]]


def with_short_name(variants: LabelVariants, marks: Marks, n: int, width: float) -> LabelVariants:
    """Return the labels of a place on a map of some width in pixels, the last its name alone, cut where it is long."""
    name = _short_name(marks, n, width)
    return variants if [name] == variants[-1] else [*variants, [name]]


def with_number(variants: LabelVariants, marks: Marks, n: int, width: float) -> LabelVariants:
    """Return those labels of a cluster that say how many events it has: the fullest, and two with a short name.

    The last is a single line, for where a map is low.
    """
    number = variants[-2][1]  # below the name
    name = _short_name(marks, n, width)
    line = Line(f"{name.plain}{_ROOM_FOR_DIGITS} {number.plain}", f"{name.markup} {number.markup}")
    return [*variants[:-1], [name, number], [line]]


def _short_name(marks: Marks, n: int, width: float) -> Line:
    name = fitted(_name(marks, n), _SHORT_WIDTH * width, TEXT_SIZE)
    return Line(name, bold(name))


def _context_variants(marks: Marks, n: int, plain: str, text: str) -> LabelVariants:
    """Return the labels of a mark of context: with the number of its events, if these are several, then without."""
    head, number = _context_line(plain, text), int(marks.totals.context[n])
    if number == 1:
        return [[head]]
    words = mark_count(CONTEXT, number)
    return [[head, _context_line(words + _ROOM_FOR_DIGITS, words)], [head]]


def _context_line(plain: str, text: str) -> Line:
    return Line(plain, f'<span style="font-size:{CONTEXT_TEXT_SIZE}px">{muted(text)}</span>')


def _name(marks: Marks, n: int) -> str:
    return marks.sites.places.names[int(marks.sites.place[n])]
