"""The filters and view options of the page, drawn as widgets. Their values are read by `state.py`.

Each widget is drawn with its value as its default too: a browser that loads slowly may first draw a widget in a later
run than the one that set its value.
"""

from collections.abc import Mapping, Sequence

import streamlit as st

from dashboard.dataset.text import isolated, visible
from dashboard.page.components import plain_text
from dashboard.page.state import PageState, note_action, reset, set_searchable
from dashboard.selection import Selection
from dashboard.selection.filters import COLOUR_BY, LIST_FILTERS, LIST_KEYS
from dashboard.selection.wording import box_words, value_label

MAX_PILLS = 12
"""Up to so many options of a filter are all shown, one click away; more go into a list to search."""


def draw_filter_panel(selection: Selection, state: PageState) -> None:
    """Draw the filters that made a selection, the view options, and the button that resets them."""
    _draw_list_filters(selection)
    _draw_date_filters(selection)
    _draw_other_filters(selection)
    st.segmented_control(
        "Colour by",
        list(COLOUR_BY),
        default=state.options.colour_by,
        key="colour",
        format_func=COLOUR_BY.__getitem__,
        required=True,
        on_change=note_action,
    )
    st.toggle(
        "Show empty periods",
        state.options.true_scale,
        key="true_scale",
        help="Draw long periods without events instead of skipping them",
        on_change=note_action,
    )
    # Never disabled, so that it keeps the focus.
    st.button("Reset filters", key="reset", on_click=reset, width="stretch")


def _draw_list_filters(selection: Selection) -> None:
    """Draw the filters of which several values may be chosen, each option with its count, if they have any."""
    counts = {key: selection.option_counts[key] for key in LIST_KEYS if selection.option_counts[key]}
    searchable = frozenset(key for key in counts if len(counts[key]) > MAX_PILLS)
    set_searchable(searchable)
    for key in counts:
        words = {value: isolated(value_label(key, value, selection.dataset)) for value in counts[key]}
        labels = {value: f"{words[value]} · {n:,}" for value, n in counts[key].items()}
        draw = _draw_searchable_list if key in searchable else _draw_pills
        draw(key, LIST_FILTERS[key].title, labels, getattr(selection.filters, key))


def _draw_pills(key: str, title: str, labels: Mapping[str, str], chosen: Sequence[str]) -> None:
    st.pills(
        title,
        list(labels),
        default=chosen,
        key=key,
        selection_mode="multi",
        format_func=lambda value: plain_text(labels.get(value, value)),
        on_change=note_action,
    )


def _draw_searchable_list(key: str, title: str, labels: Mapping[str, str], chosen: Sequence[str]) -> None:
    st.multiselect(
        title,
        list(labels),
        default=chosen,
        key=key,
        format_func=lambda value: visible(labels.get(value, value)),  # unlike pills, it reads no Markdown
        placeholder="all",
        on_change=note_action,
    )


def _draw_date_filters(selection: Selection) -> None:
    counts, filters = selection.period_counts, selection.filters
    if not (counts or filters.since or filters.until):
        return
    for key, title in (("from", "From"), ("until", "Until")):
        st.selectbox(
            title,
            list(counts),
            key=key,
            accept_new_options=True,
            index=None,  # with another default the reader could not empty it; see `set_chart_width`
            placeholder="any",
            format_func=lambda text: f"{text} · {counts[text]:,}" if text in counts else text,
            help="A year, a month or a day, such as 2016, 2016-08 or 2016-08-25",
            on_change=note_action,
        )
    st.toggle(
        "Exclude uncertain dates",
        filters.certain,
        key="certain",
        disabled=not (filters.since or filters.until),
        help="Needs From or Until. Keeps an event only if every possible date of its first claim lies in that period. "
        "It does not say whether the event is confirmed",
        on_change=note_action,
    )


def _draw_other_filters(selection: Selection) -> None:
    filters = selection.filters
    if box := filters.box:  # selected on the map: here it can be taken away
        words = box_words(box)
        st.pills(
            "Area",
            [box.query()],
            default=[box.query()],
            key="box",
            selection_mode="multi",
            format_func=lambda _: f"{words} ✕",
            on_change=note_action,
        )
    st.text_input("Search", filters.q, key="q", placeholder="Name, place, text", on_change=note_action)
    counts = selection.counts
    if (counts.context_in_all and counts.defections_in_all) or not filters.context:
        st.toggle("Show context", filters.context, key="context", on_change=note_action)
