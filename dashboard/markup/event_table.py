"""The table of events: a row each, with what the cards say in short."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from dashboard.dataset import date_words
from dashboard.dataset.schema import Context, Defection, EventFile
from dashboard.markup.cited_sources import cited_languages
from dashboard.markup.environment import render
from dashboard.markup.event_texts import (
    context_places,
    defection_title,
    destination_place,
    event_name,
    join_first,
    post_place,
)
from dashboard.selection import Selection

_HEADINGS = (
    "Mark",
    "Event",
    "Rank",
    "Post",
    "Destination",
    "Date",
    "Date code",
    "Conflicting reports",
    "Status",
    "Sources",
)


@dataclass(frozen=True)
class TableRow:
    """A row of the table; `cells` are those after the button that marks and the name."""

    event_id: str
    is_marked: bool
    name: str
    title: str | None  # of a defection
    cells: Sequence[str]
    languages: tuple[str, ...]  # of its sources


def table(selection: Selection, rows: Iterable[int], marked: frozenset[str]) -> Markup:
    """Return some of the selected events, by row number, as a table; `marked` holds event ids."""
    records = selection.dataset.records
    listed = [_row(records, records.events[row], marked) for row in rows]
    return render("table.html", headings=_HEADINGS, rows=listed)


def _row(records: EventFile, event: Defection | Context, marked: frozenset[str]) -> TableRow:
    date = event.milestones[0].date if event.milestones else None
    words = date_words.text_in_words(date) if date else "Not stated"
    status = f"{'context, ' if isinstance(event, Context) else ''}{event.status}".capitalize()
    conflicting = event.conflicting_reports
    of_date = (words, date or "", f"{conflicting:,}" if conflicting else "")
    cells = (*_rank_and_places(records, event), *of_date, status, _source_names(records, event))
    return TableRow(
        event.id, event.id in marked, event_name(event), defection_title(event), cells, cited_languages(records, event)
    )


def _rank_and_places(records: EventFile, event: Defection | Context) -> tuple[str, str, str]:
    """Return the cells of rank, post and destination; a context event has its places for a post."""
    if isinstance(event, Context):
        return "", context_places(records, event), ""
    ranks = dict.fromkeys(records.ranks[person.rank].label for person in event.persons if person.rank)
    return join_first(list(ranks), "; "), post_place(records, event), destination_place(records, event)


def _source_names(records: EventFile, event: Defection | Context) -> str:
    cited = (*event.citations, *(citation for milestone in event.milestones for citation in milestone.citations))
    return join_first(list(dict.fromkeys(records.sources[citation.source].name for citation in cited)), "; ")
