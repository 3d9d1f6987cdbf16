"""The events that are not, or not whole, on the map, folded away below it: name, date, and what is missing and why."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from markupsafe import Markup

from dashboard.charts.text_metrics import truncated
from dashboard.dataset.schema import Context, Defection, EventFile
from dashboard.dataset.text import isolated
from dashboard.markup.cited_sources import cited_languages
from dashboard.markup.environment import render
from dashboard.markup.event_texts import defection_title, event_name, first_claim
from dashboard.selection import Selection
from dashboard.selection.wording import unplaced_words

MAX_NAMED = 20
"""How many events the list names."""

_MAX_CHARACTERS = 200  # of a name or a title
_NO_COUNTRY = "country that the map does not show"


@dataclass(frozen=True)
class UnplacedEvent:
    """An event that is not on the map."""

    name: str
    title: str | None
    when: str
    reason: str
    url: str | None  # leads to its card
    languages: tuple[str, ...]  # of its sources


def unplaced_panel(selection: Selection, url_of_card: Callable[[str], str | None], in_new_tab: bool = False) -> Markup:
    """Return the list of the selected events that are not on the map, or with one end alone; nothing without any.

    `url_of_card` is asked with the id of an event; the links open `in_new_tab` where the page is in a frame.
    """
    rows, index = selection.rows_in_display_order, selection.dataset.index
    is_half = index.places.misses_end(index.frames.events) & index.is_placed
    rows = np.concatenate([rows[~index.is_placed[rows]], rows[is_half[rows]]])
    if not len(rows):
        return Markup()
    records = selection.dataset.records
    events = [records.events[row] for row in rows[:MAX_NAMED]]
    counts = selection.counts
    return render(
        "unplaced_events.html",
        summary=_summary(counts.unplaced, counts.unplaced_context, int(is_half[rows].sum())),
        events=[
            _unplaced_event(
                records,
                event,
                _reason(records, event, bool(is_half[row]), bool(index.places.post[row] < 0)),
                url_of_card(event.id),
            )
            for row, event in zip(rows, events, strict=False)
        ],
        more=len(rows) - len(events),
        in_new_tab=in_new_tab,
    )


def _summary(defections: int, context: int, half: int) -> str:
    """Count and name what is not on the map: `1 context event not on the map`."""
    parts = [f"{unplaced_words(defections, context)} not on the map"] if defections or context else []
    return "; ".join([*parts, *([f"{half:,} on the map without post or destination"] if half else [])])


def _unplaced_event(records: EventFile, event: Defection | Context, reason: str, url: str | None) -> UnplacedEvent:
    title = defection_title(event)
    return UnplacedEvent(
        name=isolated(truncated(event_name(event), _MAX_CHARACTERS)),
        title=isolated(truncated(title, _MAX_CHARACTERS)) if title else None,
        when=first_claim(event),
        reason=reason,
        url=url,
        languages=cited_languages(records, event),
    )


def _reason(records: EventFile, event: Defection | Context, is_half: bool, misses_post: bool) -> str:
    """Say why the map has no point for an event, or for the end that it misses."""
    if isinstance(event, Context):
        return _no_point(records, event.places) if event.places else "no place stated"
    if is_half:
        end, role = (event.post, "post") if misses_post else (event.destination, "destination")
        return f"{role}: {_no_point(records, [end.place]) if end.place else _NO_COUNTRY}"
    if places := [place for place in (event.post.place, event.destination.place) if place]:
        return _no_point(records, places[:1])
    return _NO_COUNTRY if event.post.country or event.destination.country else "no place stated"


def _no_point(records: EventFile, places: Sequence[str]) -> str:
    """Say of what no coordinates are given; regions are named, as other places are then drawn in their country."""
    noun = "region" if all(records.places[place].precision == "region" for place in places) else "place"
    return f"{noun if len(places) == 1 else f'{noun}s'} without coordinates"
