"""The filters of the page and what it looks like, in step with the URL."""

import math
import re
from collections.abc import Mapping
from typing import Any

import streamlit as st

from dashboard.dataset import Dataset
from dashboard.dataset.text import visible
from dashboard.selection import Box, Filters, Selection, ViewOptions, read_filters, read_view_options
from dashboard.selection.filters import FILTER_KEYS, LIST_KEYS
from dashboard.selection.wording import box_words, value_label

PILLS = 12  # up to so many options are shown at once, one click away; more go into a list that can be searched


def filters(dataset: Dataset) -> tuple[Selection, list[str]]:
    """Draw the filters and return what they select, in step with the URL, and what made no sense in it."""
    state = st.session_state
    given = asked()
    # What the browser may hold to be the URL: what it said last, and what was written since.
    known: list[list[tuple[str, str]]] = state.get("known", [])
    known = known[known.index(given) :] if given in known else known
    lags_behind = given in known and by_hand() != state.get("by_hand")
    url_leads = not known or (given != known[-1] and not lags_behind)  # a first visit, a link, or the back button
    if url_leads:
        read, left_out = read_filters(given, dataset)
        set_widgets(read)
        set_looks(given)
        known, state["left_out"] = [given], left_out
    gone = let_go(dataset)
    chosen, nonsense = read_filters(widget_pairs(), dataset)
    if not url_leads and chosen.pairs() != state["applied"]:
        write_url(chosen.pairs())
        known, state["left_out"] = [*known, chosen.pairs()], gone
    state["applied"], state["known"], state["by_hand"] = chosen.pairs(), known, by_hand()

    selection = Selection(dataset, chosen)
    offered = selection.option_counts
    words = box_words(chosen.box) if chosen.box else ""
    for key, title in (("post", "Posted in"), ("to", "Destination"), ("rank", "Rank"), ("status", "Status")):
        choose(key, title, offered[key], dataset)
    days = selection.period_counts
    for key, title in (("from", "From"), ("until", "Until")):
        st.selectbox(
            title, list(days), key=key, accept_new_options=True, index=None, placeholder="any",
            format_func=lambda text: f"{text} · {days[text]:,}" if text in days else text,
            help="A year, a month or a day, such as 2016, 2016-08 or 2016-08-25",
        )  # fmt: skip
    if chosen.box:  # chosen on the map: here it can be taken away
        st.pills("Area", state["box"], key="box", selection_mode="multi", format_func=lambda _: f"{words} ✕")
    st.toggle(
        "Certain dates only",
        key="certain",
        disabled=not (chosen.since or chosen.until),
        help="Only events whose whole range of dates lies inside; otherwise any that may",
    )
    st.text_input("Search", key="q", placeholder="Name, place, text")
    st.toggle("Show context", key="context")
    return selection, [*state["left_out"], *nonsense]


def asked() -> list[tuple[str, str]]:
    """Return the pairs of the URL's query."""
    return [(key, value) for key in st.query_params for value in st.query_params.get_all(key)]


def let_go(dataset: Dataset) -> list[str]:
    """Let go of chosen ranks that a new version of the file no longer has, and return a sentence for each."""
    state = st.session_state
    kept, left_out = read_filters([("rank", rank) for rank in state["rank"] or ()], dataset)
    if left_out:
        state["rank"] = list(kept.rank)
    return left_out


def write_url(pairs: list[tuple[str, str]]) -> None:
    """Put the pairs of a query into the URL."""
    if pairs:
        st.query_params.from_dict({key: [v for k, v in pairs if k == key] for key, _ in pairs})
    else:
        st.query_params.clear()  # an empty dict would leave the address bar as it was


def view_options() -> ViewOptions:
    """Return how the page looks."""
    state = st.session_state
    return ViewOptions(state["colour"], state["true_scale"], tuple(state["marked"]))


def set_looks(pairs: list[tuple[str, str]]) -> None:
    """Set what the page looks like as far as a link says; the rest stays as it is."""
    state = st.session_state
    usual = ViewOptions()
    before = ViewOptions(
        state.get("colour", usual.colour_by),
        state.get("true_scale", usual.true_scale),
        tuple(state.get("marked", usual.marked)),
    )
    looks = read_view_options(pairs, before)
    state["colour"], state["true_scale"], state["marked"] = looks.colour_by, looks.true_scale, looks.marked


def plain_text(value: str) -> str:
    """Return a text that Streamlit shows as it is: it reads the labels of options as Markdown."""
    return re.sub(r"([\\`*_\[\]()!$:<>~#|&])", r"\\\1", visible(value))


def choose(key: str, title: str, offered: Mapping[str, int], dataset: Dataset) -> None:
    """Draw one list filter, each option with its count."""

    def words(value: str) -> str:
        return f"{value_label(key, value, dataset)} · {offered.get(value, 0):,}"

    state = st.session_state
    few = len(offered) <= PILLS
    if state.get(f"few-{key}", few) != few:
        state[key] = state[key]  # the other kind of widget begins with nothing chosen, unless it is told
    state[f"few-{key}"] = few
    if few:
        st.pills(title, list(offered), key=key, selection_mode="multi", format_func=lambda it: plain_text(words(it)))
    else:
        # Its options, unlike those of the pills, are not read as Markdown.
        st.multiselect(title, list(offered), key=key, format_func=lambda it: visible(words(it)), placeholder="all")


def set_widgets(filters: Filters) -> None:
    """Set the filters to a selection."""
    state = st.session_state
    for key in LIST_KEYS:
        state[key] = list(getattr(filters, key))
    state["from"], state["until"], state["q"] = filters.since, filters.until, filters.q
    state["certain"], state["context"] = filters.certain, filters.context
    state["box"] = [filters.box.query()] if filters.box else []


def narrow(asked: Any) -> None:
    """Set the filters to the stretch of time or the box that a reader chose on a chart."""
    state = st.session_state
    match asked:
        case {"by": "stretch", "to": [str(first), str(last)]}:
            state["from"], state["until"] = first[:_DAY], last[:_DAY]
        case {"by": "box", "to": [*ends]} if len(ends) == 4 and all(map(_is_number, ends)):
            west, south, east, north = ends
            state["box"] = [Box(_turned(west), max(south, -90), _turned(east), min(north, 90)).query()]


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and math.isfinite(value)


_DAY = len("2016-08-25")


def _turned(longitude: float) -> float:
    """Return a longitude between -180 and 180 degrees."""
    return (longitude + 180) % 360 - 180 if abs(longitude) > 180 else longitude


def widget_pairs() -> list[tuple[str, str]]:
    """Return what the filters say, as the pairs of a query."""
    state = st.session_state
    pairs = [(key, value) for key in LIST_KEYS for value in state[key] or ()]
    # Whoever edits an option edits it with its count.
    pairs += [(key, state[key].partition(" · ")[0]) for key in ("from", "until") if state[key]]
    pairs += [("box", box) for box in state.get("box") or ()]
    pairs += [("q", state["q"])] if state["q"] else []
    return pairs + [("certain", "1")] * bool(state["certain"]) + [("context", "0")] * (not state["context"])


def by_hand() -> tuple[Any, ...]:
    """Return all that changes on the page but for the URL: a run in which none of it has changed comes from the URL."""
    state = st.session_state
    rest = ("colour", "true_scale", "marked", "width", "frame", "turned", "updates", "exporting", "zoom")
    return (*(repr(state.get(key)) for key in (*FILTER_KEYS, *rest)),)


def reset() -> None:
    """Take all filters and marks away."""
    set_widgets(Filters())
    st.session_state["marked"] = ()
