"""Ids and labels of the events at each mark, as many as there is room to send, and names of places without a point."""

import numpy as np

from dashboard.charts.map.sites import Sites
from dashboard.charts.text_metrics import truncated
from dashboard.charts.view import ChartView
from dashboard.dataset.labels import title_beside

MAX_IDS = 50  # of a mark or route between clusters; those of more events hold none
_MAX_IDS_IN_ALL = 1_200
ID_ROOM, LABEL_ROOM = 24_000, 8_000  # characters in all: of the ids of marks, and of the labels of their events
MAX_LABELS = 3  # of events, that the hover of a mark between clusters lists
_MAX_CHARACTERS = 120  # of a text; no id is longer
_QUOTES = 3  # characters that JSON needs for a text beside its own


def nested_texts(view: ChartView, column: str, positions: list[list[int]]) -> list[list[str]]:
    """Return the texts of a column of the events frame for lists of positions in the view."""
    rows = view.rows[[position for some in positions for position in some]]
    texts = iter(view.dataset.frames.events[column].iloc[rows].tolist())
    return [[str(next(texts)) for _ in some] for some in positions]


def nested_titles(view: ChartView, positions: list[list[int]]) -> list[list[str | None]]:
    """Return the titles of events as far as their labels do not say them, for lists of positions in the view."""
    rows = view.rows[[position for some in positions for position in some]]
    events = view.dataset.frames.events.iloc[rows]
    said = zip(events["label"].tolist(), events["title"].tolist(), strict=True)
    titles = iter([title_beside(label, title if isinstance(title, str) else None) for label, title in said])
    return [[next(titles) for _ in some] for some in positions]


def names_without_point(view: ChartView, sites: Sites) -> list[list[str]]:
    """Return for each mark that is somewhere in a country the places that it stands for, those of most events first."""
    named = view.dataset.index.names_within_countries
    mark = np.where(named.is_destination, sites.of_destination[named.place], sites.of_origin[named.place])
    events = named.counts(view.selection.mask)
    found: list[dict[str, None]] = [{} for _ in range(len(sites))]
    for n in np.argsort(-events, kind="stable").tolist():
        if events[n] and mark[n] >= 0 and sites.place_count[mark[n]] == 1:
            found[mark[n]][named.names[n]] = None  # as post and as destination once
    return [list(names) for names in found]


def have_room_for_ids(numbers: np.ndarray) -> np.ndarray:
    """Return which marks have room for the ids of their events: few of them, the smallest marks first."""
    order = np.argsort(numbers, kind="stable")
    is_few = np.zeros(len(numbers), dtype=bool)
    is_few[order[np.cumsum(numbers[order]) <= _MAX_IDS_IN_ALL]] = True
    return np.asarray(is_few & (numbers <= MAX_IDS))


def texts_within(texts: list[list[str]], limit: int, room: int) -> list[list[str]]:
    """Return lists of texts of which each has at most `limit` and all have room; empty ones for the rest.

    The shortest lists come first; `room` is in characters.
    """
    found: list[list[str]] = [[] for _ in texts]
    for n in sorted((n for n, some in enumerate(texts) if 0 < len(some) <= limit), key=lambda n: len(texts[n])):
        cut = [truncated(text, _MAX_CHARACTERS) for text in texts[n]]
        room -= sum(len(text) + _QUOTES for text in cut)
        if room <= 0:
            break
        found[n] = cut
    return found
