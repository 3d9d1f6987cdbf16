"""Write a selection as one HTML file that needs no server and no network: charts, legend, cards and table."""

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from markupsafe import Markup

from dashboard.charts.view import chart_view
from dashboard.export import html_assets
from dashboard.export.html_figures import (
    ALL_EVENTS,
    HEIGHTS,
    DrawnCharts,
    LegendFilter,
    drawn_charts,
    legend_entries,
)
from dashboard.export.provenance import MAX_NAMED_SOURCES, counts_and_filters, credit_lines, source_names, sources_line
from dashboard.markup.chart_descriptions import describe_map, describe_timeline
from dashboard.markup.compact_cards import MAX_CARD_EVENTS, compact_events, compact_frame
from dashboard.markup.environment import render
from dashboard.markup.event_cards import cards
from dashboard.markup.event_table import table
from dashboard.markup.status_lines import count_line
from dashboard.markup.unplaced_events import unplaced_panel
from dashboard.selection import Selection, ViewOptions
from dashboard.selection.filters import COLOUR_BY
from dashboard.selection.notes import note_sentences

MAX_LISTED = 200
"""How many events have a card and a row in the table, unless their texts are long."""

MAX_BYTES = 6_000_000
"""How large a page is at most, unless what is beside cards and table is larger."""


@dataclass(frozen=True)
class CountLine:
    """The line that counts what is shown, of all events or of one entry of the legend."""

    entry: str
    numbers: Markup
    statuses: Sequence[str]
    filters: Sequence[str]  # which entry, and the filters in words


@dataclass(frozen=True)
class ListedEvents:
    """How many of all events, or of one entry of the legend, cards and table hold, and how many only the charts."""

    entry: str
    listed: int
    more: int


@dataclass(frozen=True)
class DataBlock:
    """A value that the script unpacks: compressed JSON with the attributes of its element."""

    attributes: dict[str, object]
    packed: str


@dataclass(frozen=True)
class CardsAndTable:
    """Cards and table of the events that the page lists, and their compact cards for the script."""

    events: Markup
    blocks: Sequence[DataBlock]

    @property
    def size(self) -> int:
        """How many bytes of the page they are."""
        return _size(self.events) + sum(_size(render("data_block.html", block=block)) for block in self.blocks)


def static_page(selection: Selection, options: ViewOptions) -> str:
    """Return an HTML document that loads nothing: plotly.js, the basemap, the font and all figures are in it.

    Cards and table are plain HTML, so that they read without JavaScript; they hold the first events, at most
    `MAX_LISTED`, as far as `MAX_BYTES` reach, and the document says how many more there are.
    """
    options = replace(options, marked=())
    entries = legend_entries(selection, options)
    values = _page_values(selection, entries, options)

    def page(listed: CardsAndTable, number: int) -> Markup:
        unplaced = _unplaced_panels(selection, entries, number)
        return render("static_page.html", **values, listed=listed, unplaced=unplaced)

    def cards_and_table(number: int) -> CardsAndTable:
        return _cards_and_table(selection, entries, options, number)

    most = min(MAX_LISTED, len(selection))
    room = MAX_BYTES - _size(page(CardsAndTable(Markup(), []), most))
    number = _largest_that_fits(room, most, lambda n: cards_and_table(n).size)
    return str(page(cards_and_table(number), number))


def _page_values(selection: Selection, entries: Sequence[LegendFilter], options: ViewOptions) -> dict[str, object]:
    """Return what the template prints beside cards and table."""
    drawn = list(drawn_charts(selection, entries, options))
    scripts = html_assets.scripts()
    return {
        "policy": html_assets.content_policy(scripts),
        "style_sheet": Markup(html_assets.style_sheet()),
        "records": selection.dataset.records,
        "descriptions": {
            chart: [(key, describe(shown)) for key, shown in _states(selection, entries)]
            for chart, describe in (("map", describe_map), ("timeline", describe_timeline))
        },
        "count_lines": _count_lines(selection, entries),
        "notes": note_sentences(selection, [], can_filter=False),
        "legend_title": COLOUR_BY[options.colour_by],
        "legend": [(entry.name, entry.symbol, entry.colour, len(entry.selection)) for entry in entries],
        "sources": [
            (key, sources_line(source_names(shown), MAX_NAMED_SOURCES)) for key, shown in _states(selection, entries)
        ],
        "credits": credit_lines(selection, with_basemap=True),
        "blocks": _data_blocks(selection, entries, drawn),
        "scripts": [Markup(script) for script in scripts],
    }


def _states(selection: Selection, entries: Sequence[LegendFilter]) -> list[tuple[str, Selection]]:
    """Return what the page can show, by the key of its figures: all events, or an entry of the legend alone."""
    return [(ALL_EVENTS, selection), *((str(n), entry.selection) for n, entry in enumerate(entries))]


def _unplaced_panels(selection: Selection, entries: Sequence[LegendFilter], listed: int) -> list[tuple[str, Markup]]:
    """Return the lists of events that are not on the map, with links to the cards of those that have one."""
    ids = selection.dataset.frames.events["id"].iloc[selection.rows_in_display_order[:listed]]
    with_card = frozenset(ids)

    def url_of_card(event_id: str) -> str | None:
        return f"#card-{event_id}" if event_id in with_card else None

    panels = [(key, unplaced_panel(shown, url_of_card)) for key, shown in _states(selection, entries)]
    return [(key, panel) for key, panel in panels if panel]


def _largest_that_fits(room: int, most: int, size: Callable[[int], int]) -> int:
    """Return the largest number up to `most` whose size has room, else 0; of many sizes few are asked for."""
    if size(most) <= room:
        return most
    return max(0, bisect_right(range(most), room, key=size) - 1)


def _size(text: str) -> int:
    return len(text.encode())


def _count_lines(selection: Selection, entries: Sequence[LegendFilter]) -> list[CountLine]:
    filters = counts_and_filters(selection)[1]
    lines = [CountLine(ALL_EVENTS, count_line(selection), selection.status_phrases, [filters])]
    for n, entry in enumerate(entries):
        words = [f"{entry.name} only", *([filters] if selection.filter_words else [])]
        lines.append(CountLine(str(n), count_line(entry.selection), entry.selection.status_phrases, words))
    return lines


def _data_blocks(
    selection: Selection, entries: Sequence[LegendFilter], drawn: Sequence[DrawnCharts]
) -> list[DataBlock]:
    """Return the basemap, the entry of each event that a card, row or mark names, and the charts."""
    dataset = selection.dataset
    listed = dataset.frames.events["id"].iloc[selection.rows_in_display_order[:MAX_LISTED]]
    ids = set(listed).union(*(of.event_ids for of in drawn))
    entry_by_row = {row: str(n) for n, entry in enumerate(entries) for row in entry.selection.rows.tolist()}
    entry_by_event = {key: entry_by_row[dataset.index.row_by_id[key]] for key in sorted(ids)}
    return [
        DataBlock({"id": "basemap"}, html_assets.packed_basemap()),
        DataBlock({"id": "entries"}, html_assets.packed(entry_by_event)),
        *(DataBlock({"data-charts": of.entry, "data-width": of.width}, html_assets.packed(of.charts)) for of in drawn),
    ]


def _cards_and_table(
    selection: Selection, entries: Sequence[LegendFilter], options: ViewOptions, listed: int
) -> CardsAndTable:
    """Return the cards and the table of the first events, with how many more there are, and their compact cards."""
    rows = selection.rows_in_display_order[:listed].tolist()
    colours = chart_view(selection, options, min(HEIGHTS)).colours(rows)
    events = render(
        "static_events.html",
        states=_listed_events(selection, entries, rows),
        cards=cards(selection, rows, colours, frozenset()),
        table=table(selection, rows, frozenset()),
    )
    compact = html_assets.packed(_compact_cards(selection, rows, colours))
    return CardsAndTable(events, [DataBlock({"id": "compact"}, compact)])


def _compact_cards(selection: Selection, rows: Sequence[int], colours: Mapping[int, str]) -> dict[str, object]:
    """Return what the script puts compact cards together from: those of the listed events, and what is around them."""
    events, in_time = selection.dataset.frames.events, selection.rows_in_order_of_time
    reach = f"This file has cards for the first {len(rows):,} events only." if rows else "This file has no cards."
    return {
        "most": MAX_CARD_EVENTS,
        "order": events["id"].iloc[in_time[np.isin(in_time, rows)]].tolist(),
        "frames": {
            "one": compact_frame(number="1"),
            "several": compact_frame(number="#", more="and # more"),
            "unlisted": compact_frame(number="#", more=reach),
        },
        "events": compact_events(selection, rows, colours),
    }


def _listed_events(selection: Selection, entries: Sequence[LegendFilter], rows: Sequence[int]) -> list[ListedEvents]:
    found = []
    for key, shown in _states(selection, entries):
        listed = int(np.isin(shown.rows, rows).sum())
        found.append(ListedEvents(key, listed, len(shown) - listed))
    return found
