"""What a reader has chosen on the page, kept in step with the URL.

Page and URL say the same, and either may change first: the reader clicks on a filter, or follows a link and goes back.
Each run of the script begins by asking which of them changed last (`BrowserUrl.changed_last`); the other follows.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any, Literal

import streamlit as st

from dashboard.charts.map.projection import Zoom
from dashboard.dataset import Dataset
from dashboard.page.browser_url import BrowserUrl, QueryPairs, browser_query, is_url_written, view_pairs, write_query
from dashboard.page.sizes import CHART_WIDTH_PX, FRAME_HEIGHT_PX, NARROW_WIDTH_PX, REPORTED_PX
from dashboard.selection import Box, Filters, ViewOptions, read_filters, read_view_options
from dashboard.selection.filters import LIST_KEYS, wrap_longitude

STATE_KEY = "page_state"
"""The key of the page's state in `st.session_state`. All other keys there belong to widgets."""

Dialog = Literal["export", "help"]

_DATE_LENGTH = len("2016-08-25")


@dataclass(frozen=True)
class PageState:
    """Everything that a reader has chosen on the page."""

    filters: Filters = field(default_factory=Filters)
    options: ViewOptions = field(default_factory=ViewOptions)
    zoom: Zoom | None = None  # of the map; None shows all of the selection
    chart_width: int = CHART_WIDTH_PX
    has_sheet: bool = False  # whether the window is so narrow that the filters are in a sheet
    frame_height: int = FRAME_HEIGHT_PX  # of the frame that embeds the page
    dialog: Dialog | None = None  # the one that is open
    in_step: QueryPairs = ()  # what page and URL both say of filters and view options
    ignored: tuple[str, ...] = ()  # a sentence for each part of the URL that makes no sense
    invalid: tuple[str, ...] = ()  # a sentence for each value of a widget that makes no sense
    searchable: frozenset[str] = frozenset()  # keys of the list filters that are drawn as a list to search
    revision: int = 0  # grows by one with everything that the reader does on the page
    url: BrowserUrl = field(default_factory=BrowserUrl)

    @property
    def is_narrow(self) -> bool:
        """Whether the page is as narrow as on a phone."""
        return self.chart_width < NARROW_WIDTH_PX


def current() -> PageState:
    """Return the state as it was left by the last run and by what the reader did since."""
    state: PageState = st.session_state.get(STATE_KEY, PageState())
    return state


def note_action(**changes: Any) -> None:
    """Note that the reader did something on the page, and what that changes apart from the widgets' own values.

    Every widget of the page calls this, or a function that does, when the reader changes it.
    """
    state = current()
    st.session_state[STATE_KEY] = replace(state, revision=state.revision + 1, **changes)


def synchronise(dataset: Dataset) -> PageState:
    """Bring page and URL in step at the beginning of a run, and return what the reader has chosen."""
    state, query = current(), browser_query()
    if state.url.changed_last(query, state.revision):
        state = _follow_url(state, query, dataset)
    else:
        state = _follow_widgets(state, query, dataset)
    pairs = view_pairs(state.filters, state.options)
    state = replace(state, in_step=pairs, url=replace(state.url, revision=state.revision))
    st.session_state[STATE_KEY] = state
    return state


def _follow_url(state: PageState, query: QueryPairs, dataset: Dataset) -> PageState:
    """Set filters and view options to those of the URL."""
    filters, ignored = read_filters(query, dataset)
    options = _without_vanished_marks(read_view_options(query), dataset)
    _set_filter_widgets(filters)
    st.session_state["colour"], st.session_state["true_scale"] = options.colour_by, options.true_scale
    return replace(
        state, filters=filters, options=options, ignored=tuple(ignored), invalid=(), url=BrowserUrl((query,))
    )


def _follow_widgets(state: PageState, query: QueryPairs, dataset: Dataset) -> PageState:
    """Read what the widgets hold, and write it into the URL if it, or what is marked, changed."""
    dropped = _drop_vanished_ranks(dataset)
    filters, invalid = read_filters(_pairs_of_filter_widgets(), dataset)
    options = _without_vanished_marks(_options_of_widgets(state.options), dataset)
    url, ignored = state.url.without_older_than(query), state.ignored
    written = view_pairs(filters, options)
    if written != state.in_step and is_url_written():
        write_query(written)
        url = replace(url, queries=(*url.queries, written))
    if filters != state.filters:
        ignored = tuple(dropped)
    return replace(state, filters=filters, options=options, ignored=ignored, invalid=tuple(invalid), url=url)


def _without_vanished_marks(options: ViewOptions, dataset: Dataset) -> ViewOptions:
    """Return view options that mark only events of the file: a link or an older version may name others."""
    return replace(options, marked=tuple(event for event in options.marked if event in dataset.index.row_by_id))


# The widgets


def _pairs_of_filter_widgets() -> list[tuple[str, str]]:
    """Return what the filters' widgets hold, as the pairs of a query; those that select nothing are not drawn."""
    widgets = st.session_state
    pairs = [(key, value) for key in LIST_KEYS for value in widgets.get(key) or ()]
    # Whoever edits an option edits it with its count.
    pairs += [(key, widgets[key].partition(" · ")[0]) for key in ("from", "until") if widgets.get(key)]
    pairs += [("box", box) for box in widgets.get("box") or ()]
    pairs += [("q", widgets["q"])] if widgets["q"] else []
    pairs += [("certain", "1")] * bool(widgets.get("certain"))
    return pairs + [("context", "0")] * (not widgets.get("context", True))


def _options_of_widgets(options: ViewOptions) -> ViewOptions:
    """Return view options with those that widgets hold, as far as these were drawn before."""
    widgets = st.session_state
    return replace(
        options,
        colour_by=widgets.get("colour", options.colour_by),
        true_scale=widgets.get("true_scale", options.true_scale),
    )


def _set_filter_widgets(filters: Filters) -> None:
    widgets = st.session_state
    for key in LIST_KEYS:
        widgets[key] = list(getattr(filters, key))
    widgets["from"], widgets["until"], widgets["q"] = filters.since, filters.until, filters.q
    widgets["certain"], widgets["context"] = filters.certain, filters.context
    widgets["box"] = [filters.box.query()] if filters.box else []


def _send_dates_again() -> None:
    """Send the browser the values of the date filters once more, which have no default that it could show instead."""
    for key in ("from", "until"):
        if st.session_state.get(key):
            st.session_state[key] = st.session_state[key]


def _drop_vanished_ranks(dataset: Dataset) -> list[str]:
    """Take away chosen ranks that a new version of the file no longer has, with a sentence for each."""
    known, ignored = read_filters([("rank", rank) for rank in st.session_state.get("rank") or ()], dataset)
    if ignored:
        st.session_state["rank"] = list(known.rank)
    return ignored


def set_searchable(keys: frozenset[str]) -> None:
    """Note which list filters are drawn as a list to search, and keep what is chosen where that changes."""
    state = current()
    for key in (keys ^ state.searchable) & st.session_state.keys():
        st.session_state[key] = st.session_state[key]  # the other kind of widget would begin with nothing chosen
    if keys != state.searchable:
        st.session_state[STATE_KEY] = replace(state, searchable=keys)


# What the reader does. The browser sends what it likes: whatever makes no sense changes nothing.


def reset() -> None:
    """Take all filters and marks away."""
    _set_filter_widgets(Filters())
    unmark()


def search_for(text: str) -> None:
    """Set the search text."""
    st.session_state["q"] = text
    note_action()


def toggle_mark(event_ids: Any, marked: frozenset[str]) -> None:
    """Mark the events of a mark that was clicked, or none if they are those that are marked.

    `marked` are those on the chart that was clicked; the reader may have let go of them since.
    """
    ids = _texts(event_ids)
    still_marked = marked.intersection(current().options.marked)
    _set_marked(set() if ids == still_marked else ids)


def mark(event_ids: Any) -> None:
    """Mark the events that the reader has stepped to, and no others."""
    _set_marked(_texts(event_ids))


def toggle_event(event_id: Any) -> None:
    """Mark an event beside those that are marked, or let go of it alone."""
    _set_marked(_texts([event_id]).symmetric_difference(current().options.marked))


def unmark() -> None:
    """Let go of the marked events."""
    _set_marked(())


def _set_marked(event_ids: Iterable[str]) -> None:
    note_action(options=replace(current().options, marked=tuple(sorted(event_ids))))


def _texts(values: Any) -> set[str]:
    return {it for it in values if isinstance(it, str)} if isinstance(values, list) else set()


def narrow_to(area: Any) -> None:
    """Set the filters to the period or the box that was selected on a chart."""
    match area:
        case {"by": "stretch", "to": [str(first), str(last)]}:
            st.session_state["from"], st.session_state["until"] = first[:_DATE_LENGTH], last[:_DATE_LENGTH]
        case {"by": "box", "to": [*ends]} if len(ends) == 4 and all(map(_is_number, ends)):
            west, south, east, north = ends
            box = Box(_within_180(west), max(south, -90), _within_180(east), min(north, 90))
            st.session_state["box"] = [box.query()]
    note_action()


def set_zoom(zoom: Any) -> None:
    """Set which part of the map is looked at: plotly's scale, and longitude and latitude of the centre."""
    match zoom:
        case [*numbers] if len(numbers) == 3 and all(map(_is_number, numbers)):
            note_action(zoom=Zoom(*numbers))
        case _:
            note_action(zoom=None)


def set_chart_width(width: Any) -> None:
    """Set how wide the charts are, as the browser reports it, maybe before it has drawn the filters."""
    if _is_number(width):
        _send_dates_again()
        note_action(chart_width=_believable(width))


def set_sheet(has_sheet: Any) -> None:
    """Set whether the filters are in a sheet, as the browser reports it."""
    if isinstance(has_sheet, bool):
        _send_dates_again()
        note_action(has_sheet=has_sheet)


def set_frame_height(height: Any) -> None:
    """Set how high the frame of an embedded page is, as the browser reports it."""
    if _is_number(height):
        note_action(frame_height=_believable(height))


def open_dialog(dialog: Dialog) -> None:
    """Open a dialog. It stays open over other runs until the reader closes it."""
    note_action(dialog=dialog)


def close_dialog() -> None:
    """Note that the reader closed the dialog."""
    note_action(dialog=None)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and math.isfinite(value)


def _believable(pixels: float) -> int:
    least, greatest = REPORTED_PX
    return min(max(int(pixels), least), greatest)


def _within_180(longitude: float) -> float:
    return wrap_longitude(longitude) if abs(longitude) > 180 else longitude  # 180 itself is the edge of the world
