"""What the charts show, in words for readers who do not see them: a name, sentences, and a list of few events."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from dashboard.charts.text_metrics import truncated
from dashboard.dataset import date_words
from dashboard.dataset.countries import country_names
from dashboard.dataset.index import CategoricalColumn
from dashboard.dataset.schema import Context, Defection, EventFile
from dashboard.dataset.text import count_with_noun, isolated
from dashboard.markup.cited_sources import cited_languages
from dashboard.markup.event_texts import (
    conflicts_in_words,
    context_places,
    destination_place,
    event_name,
    first_claim,
    post_place,
)
from dashboard.selection import Selection

MAX_EVENTS = 20
"""How many events a description lists; of more it has counts alone, and cards and table list them."""

_MAX_MONTHS = 36  # of a span; the busiest period of a longer one is a year
_MAX_CHARACTERS = 200  # of the names, and of the places, of an event
_EPOCH = np.datetime64("1970-01-01", "D")


@dataclass(frozen=True)
class EventText:
    """An event of a chart: who, where, when."""

    text: str
    languages: tuple[str, ...]  # of its sources


@dataclass(frozen=True)
class ChartDescription:
    """What a chart shows, in words; `events` are in order of time, none where there are more than `MAX_EVENTS`."""

    name: str
    sentences: tuple[str, ...]
    events: tuple[EventText, ...]


def describe_map(selection: Selection) -> ChartDescription:
    """Describe the map: how much it shows, where most left and went, who, where, when."""
    index = selection.dataset.index
    defections = selection.mask & index.is_defection
    return ChartDescription(
        _name("Map", selection),
        (
            *_count_sentences(selection),
            *_standing_out(index.post_country, defections, "post", "left from"),
            *_standing_out(index.destination_country, defections, "destination", "went to"),
        ),
        _listed_events(selection, index.is_placed),
    )


def describe_timeline(selection: Selection) -> ChartDescription:
    """Describe the timeline beside the map: how much of which time, where most claims lie, events not on the map."""
    index = selection.dataset.index
    is_dated = index.claim_counts.dated > 0
    is_on_map = _is_listed(selection, index.is_placed)
    # Of one column: taking the rows of all is slow for very many events.
    conflicting = selection.dataset.frames.events["conflicting_reports"].to_numpy()[selection.rows]
    span = _span(selection)
    return ChartDescription(
        _name(f"Timeline, {span}" if span else "Timeline", selection),
        (
            *_count_sentences(selection),
            *_busiest_period(selection),
            *_conflict_sentences(int(conflicting.sum()), int((conflicting > 0).sum())),
            *_listed_elsewhere(int((is_dated & is_on_map).sum()), int((is_dated & selection.mask).sum())),
        ),
        _listed_events(selection, is_dated & ~is_on_map),
    )


def _name(chart: str, selection: Selection) -> str:
    if not len(selection):
        return f"{chart} without events"
    return f"{chart}: {'; '.join([selection.count_phrases[0], *selection.filter_words.values()])}"


def _count_sentences(selection: Selection) -> list[str]:
    """Say what is shown, what is not known of it, and how sure it is; the name of the chart says how many it is."""
    if not len(selection):
        return ["No events to show."]
    phrases = [*selection.count_phrases[1:], *selection.status_phrases]
    return [f"{phrase[:1].upper()}{phrase[1:]}." for phrase in phrases]


def _standing_out(countries: CategoricalColumn, defections: np.ndarray, known: str, verb: str) -> list[str]:
    """Say which country has more defections than any other; nothing where none has, or only one."""
    numbers = sorted(((n, code) for code, n in countries.count_by_value(defections).items()), reverse=True)
    if not numbers or numbers[0][0] == 1 or (len(numbers) > 1 and numbers[0][0] == numbers[1][0]):
        return []
    most, code = numbers[0]
    name = country_names()[code]
    if len(numbers) == 1:
        all_of_them = "Both" if most == 2 else f"All {most:,}"
        return [f"{all_of_them} defections whose {known} is known {verb} {name}."]
    return [f"{most:,} of {sum(n for n, _ in numbers):,} defections {verb} {name}, more than any other country."]


def _span(selection: Selection) -> str:
    """Return the months in which the first and the last of the first claims may lie: `July 2015 – August 2016`."""
    index, rows = selection.dataset.index, selection.rows
    days = np.concatenate([index.earliest[rows], index.latest[rows]])
    days = days[~np.isnan(days)]
    if not len(days):
        return ""
    first, last = (_day(days.min()), _day(days.max()))
    return date_words.span_in_words(first.replace(day=1), last, "month", loose=" to ", tight=" to ")


def _day(number: float) -> date:
    day: date = (_EPOCH + np.timedelta64(int(number), "D")).item()
    return day


def _busiest_period(selection: Selection) -> list[str]:
    """Say which month has most of the first claims that certainly lie within a month; of a long span, which year."""
    index, rows = selection.dataset.index, selection.rows
    dated = rows[~(np.isnan(index.earliest[rows]) | np.isnan(index.latest[rows]))]
    first, last = (_EPOCH + days[dated].astype("timedelta64[D]") for days in (index.earliest, index.latest))
    if not len(dated):
        return []
    months = (last.max().astype("datetime64[M]") - first.min().astype("datetime64[M]")).astype(int) + 1
    unit = "M" if months <= _MAX_MONTHS else "Y"
    starts, ends = first.astype(f"datetime64[{unit}]"), last.astype(f"datetime64[{unit}]")
    periods, numbers = np.unique(starts[starts == ends], return_counts=True)
    most = numbers.max(initial=0)
    if most <= 1 or (numbers == most).sum() > 1 or most == len(rows):
        return []
    period = date_words.text_in_words(str(periods[numbers.argmax()]))
    noun = "month" if unit == "M" else "year"
    first_claims = f"The first claims of {most:,} of {len(rows):,} events"
    return [f"{first_claims} lie in {period}, more than in any other {noun}."]


def _conflict_sentences(reports: int, events: int) -> list[str]:
    if not reports:
        return []
    verb = "conflicts" if reports == 1 else "conflict"
    return [f"{count_with_noun(reports, 'report')} {verb} with the first claims of {count_with_noun(events, 'event')}."]


def _listed_elsewhere(number: int, every: int) -> list[str]:
    """Say how many events of the timeline the description of the map lists."""
    if not number:
        return []
    events = f"Its {'event' if every == 1 else 'events'}" if number == every else f"{number:,} of its {every:,} events"
    return [f"{events} {'is' if number == 1 else 'are'} listed with the map."]


def _is_listed(selection: Selection, is_drawn: np.ndarray) -> np.ndarray:
    """Return which events the description of a chart lists of those that it draws: none where they are many."""
    drawn: np.ndarray = selection.mask & is_drawn
    return drawn if drawn.sum() <= MAX_EVENTS else np.zeros_like(drawn)


def _listed_events(selection: Selection, is_drawn: np.ndarray) -> tuple[EventText, ...]:
    """Return the events that a chart draws, in order of time, where they are few."""
    rows = selection.rows_in_display_order
    rows = rows[_is_listed(selection, is_drawn)[rows]]
    index, records = selection.dataset.index, selection.dataset.records
    when = np.where(np.isnan(index.earliest), index.latest, index.earliest)[rows]
    in_time = rows[np.argsort(when, kind="stable")]
    return tuple(_event_text(records, records.events[row]) for row in in_time.tolist())


def _event_text(records: EventFile, event: Defection | Context) -> EventText:
    """Say who, where and when: `Thae Yong-ho: from London, United Kingdom, to Seoul, South Korea. Arrival: …`."""
    conflicts = conflicts_in_words(event)
    parts = [
        f"{_shortened(event_name(event))}: {_shortened(_where(records, event))}",
        first_claim(event),
        *([conflicts] if conflicts else []),
    ]
    return EventText(". ".join(parts), cited_languages(records, event))


def _shortened(text: str) -> str:
    return isolated(truncated(text, _MAX_CHARACTERS))


def _where(records: EventFile, event: Defection | Context) -> str:
    if isinstance(event, Context):
        places = context_places(records, event)
        return f"context in {places}" if places else "context, no place stated"
    destination = event.destination
    whereto = destination_place(records, event)
    if destination.status == "known" and whereto:
        end = f"to {whereto}"
    elif destination.status is None:
        end = "destination not stated"
    else:
        end = f"{whereto[:1].lower()}{whereto[1:]}"
    return f"from {post_place(records, event) or 'a post not stated'}, {end}"
