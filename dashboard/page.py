"""The Streamlit page: filters → selection → figures → cards and table."""

import json
import re
from collections.abc import Mapping
from typing import Any

import pandas as pd
import plotly
import plotly.graph_objects as go
import streamlit as st

from dashboard import markup
from dashboard.charts.map import world
from dashboard.charts.timeline import timeline
from dashboard.charts.view import COLOUR_BY, View, view
from dashboard.dataset import Dataset
from dashboard.dataset.frames import cited
from dashboard.dataset.texts import visible
from dashboard.export.figures import BASEMAP, DRAWING_WIDTH, PRINT_SCALE, sheet
from dashboard.files import ASSETS, event_file
from dashboard.live import followed
from dashboard.selection import (
    KEYS,
    LISTS,
    Counts,
    Selection,
    counts,
    date_options,
    from_query,
    in_words,
    label,
    mask,
    options,
)

WIDTH = 1070  # px, of the charts in a window of 1400; a browser whose charts have another tells
NARROW = 640
MAP_HEIGHT, TIMELINE_HEIGHT = 372, 392
NARROW_MAP_HEIGHT = 300
SHEET_HEIGHTS = {"map": 560, "timeline": 460}
PAGE_SIZE = 24
PILLS = 8  # up to so many options are shown at once; more go into a list that can be searched
PLOTLY_URL = f"assets/plotly-{plotly.__version__}.min.js"


@st.cache_resource
def components() -> dict[str, Any]:
    """Register the components of the page: a chart, the export buttons, and the line to the server."""

    def script(*names: str) -> str:
        return "".join((ASSETS / name).read_text(encoding="utf-8") for name in names)

    buttons = "".join(
        f"<span>{chart.capitalize()}"
        + "".join(
            f'<button type="button" data-chart="{chart}" data-format="{kind}" aria-label="{chart.capitalize()} as '
            f'{kind.upper()}">{kind.upper()}</button>'
            for kind in ("png", "svg")
        )
        + "</span>"
        for chart in SHEET_HEIGHTS
    )
    link = '<span>Data<a download="defections.csv" aria-label="Data as CSV">CSV</a></span>'
    html = f'<div class="export">{buttons}{link}<output></output></div>'
    return {
        "chart": st.components.v2.component("defections.chart", js=script("plotly.js", "chart.js"),
                                            isolate_styles=False),
        "export": st.components.v2.component("defections.export", html=html, js=script("plotly.js", "export.js"),
                                             isolate_styles=False),
        "live": st.components.v2.component("defections.live", js=script("live.js"), isolate_styles=False),
    }  # fmt: skip


def main() -> None:
    """Draw the page."""
    file = event_file()
    state = followed(file).state
    title = state.dataset.records.title if state.dataset else f"Problems in {file.name}"
    st.set_page_config(page_title=visible(title), page_icon="🗺️", layout="wide", initial_sidebar_state=270)
    st.html(f"<style>{(ASSETS / 'page.css').read_text(encoding='utf-8')}</style>")
    with st.container(key="live"):
        components()["live"](key="changes", data={"version": state.version}, on_changed_change=updated)
        if state.dataset and state.since:  # here, so that nothing below moves to another place and begins anew
            st.html(markup.stale(file.name, state.problems, state.since))
    if state.dataset is None:
        st.html(f'<h1 class="title">{markup.escape(title)}</h1>')
        st.html('<p class="filters">Nothing is shown until the file is mended.</p>')
        st.html(markup.problems(file.name, state.problems))
        return
    show(state.dataset)
    if warnings := markup.doubts(file.name, state.good.warnings if state.good else ()):
        st.html(warnings)


def updated() -> None:
    """Note that the page is drawn anew because there is something else to show."""
    st.session_state["updates"] = st.session_state.get("updates", 0) + 1


def show(dataset: Dataset) -> None:
    """Draw the page of a dataset."""
    state = st.session_state
    width = state.get("width", WIDTH)
    if state.get("marked"):  # as far as a new version of the file still has them
        ids = dataset.frames.events["id"]
        state["marked"] = tuple(ids[ids.isin(state["marked"])])
    head = st.container()
    with st.expander("Filter") if width < NARROW else st.sidebar:
        selection, left_out = filters(dataset)
        colour_by = st.segmented_control(
            "Colour by", list(COLOUR_BY), key="colour", format_func=COLOUR_BY.__getitem__, default="country",
            required=True,
        )  # fmt: skip
        true_scale = st.toggle("True time scale", key="true_scale", help="Draw the quiet stretches of time too")
        st.button(
            "Reset filters",
            key="reset",
            on_click=reset,
            disabled=not (selection.active or left_out or state.get("marked")),
            width="stretch",
        )
    marked = frozenset(state.get("marked", ()))

    kept = mask(selection, dataset)
    shown = view(dataset, kept, colour_by, width, marked)
    numbers = counts(kept, dataset)
    with head:
        orders = state.get("orders", [])
        drawing = view(dataset, kept, colour_by, DRAWING_WIDTH) if orders else shown
        pictures = [picture(order, dataset, selection, drawing, numbers, true_scale) for order in orders]
        header(dataset, selection, markup.count_line(numbers), pictures)
        for note in markup.notes(dataset, selection, left_out, numbers):
            st.html(f'<p class="notes" role="status">{markup.escape(note)}</p>')
    said = "; ".join([*markup.count_phrases(numbers), *in_words(selection, dataset).values()])
    height = NARROW_MAP_HEIGHT if width < NARROW else MAP_HEIGHT
    chart("map", world(shown, dataset.frames.locations, height), f"Map. {said}", shown.marked)
    chart("timeline", timeline(shown, TIMELINE_HEIGHT, true_scale), f"Timeline. {said}", shown.marked)
    cards_and_table(dataset, selection, shown)


def filters(dataset: Dataset) -> tuple[Selection, list[str]]:
    """Draw the filters and return what they select, in step with the URL, and what made no sense in it."""
    state = st.session_state
    asked = [(key, value) for key in st.query_params for value in st.query_params.get_all(key)]
    # What the browser may hold to be the URL: what it said last, and what was written since.
    known: list[list[tuple[str, str]]] = state.get("known", [])
    known = known[known.index(asked) :] if asked in known else known
    lags_behind = asked in known and by_hand() != state.get("by_hand")
    url_leads = not known or (asked != known[-1] and not lags_behind)  # a first visit, a link, or the back button
    if url_leads:
        selection, left_out = from_query(asked, dataset)
        set_widgets(selection)
        known, state["left_out"] = [asked], left_out
    gone = let_go(dataset)
    selection, nonsense = from_query(widget_pairs(), dataset)
    if not url_leads and selection.pairs() != state["applied"]:
        write_url(selection)
        known, state["left_out"] = [*known, selection.pairs()], gone
    state["applied"], state["known"], state["by_hand"] = selection.pairs(), known, by_hand()

    offered = options(selection, dataset)
    for key, title in (("post", "Posted in"), ("to", "Destination"), ("rank", "Rank"), ("status", "Status")):
        choose(key, title, offered[key], dataset)
    days = date_options(selection, dataset)
    for key, title in (("from", "From"), ("until", "Until")):
        st.selectbox(
            title, list(days), key=key, accept_new_options=True, index=None, placeholder="any",
            format_func=lambda text: f"{text} · {days[text]:,}" if text in days else text,
            help="A year, a month or a day, such as 2016, 2016-08 or 2016-08-25",
        )  # fmt: skip
    st.toggle(
        "Certain dates only",
        key="certain",
        disabled=not (selection.since or selection.until),
        help="Only events whose whole range of dates lies inside; otherwise any that may",
    )
    st.text_input("Search", key="q", placeholder="Name, place, text")
    st.toggle("Show context", key="context")
    return selection, [*state["left_out"], *nonsense]


def let_go(dataset: Dataset) -> list[str]:
    """Let go of chosen ranks that a new version of the file no longer has, and return a sentence for each."""
    state = st.session_state
    kept, left_out = from_query([("rank", rank) for rank in state["rank"] or ()], dataset)
    if left_out:
        state["rank"] = list(kept.rank)
    return left_out


def write_url(selection: Selection) -> None:
    """Put a selection into the URL."""
    if selection.active:
        st.query_params.from_dict({key: [v for k, v in selection.pairs() if k == key] for key in selection.active})
    else:
        st.query_params.clear()  # an empty dict would leave the address bar as it was


def plain_text(value: str) -> str:
    """Return a text that Streamlit shows as it is: it reads the labels of options as Markdown."""
    return re.sub(r"([\\`*_\[\]()!$:<>~#|&])", r"\\\1", visible(value))


def choose(key: str, title: str, offered: Mapping[str, int], dataset: Dataset) -> None:
    """Draw one list filter, each option with its count."""

    def words(value: str) -> str:
        return f"{label(key, value, dataset)} · {offered.get(value, 0):,}"

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


def set_widgets(selection: Selection) -> None:
    """Set the filters to a selection."""
    state = st.session_state
    for key in LISTS:
        state[key] = list(getattr(selection, key))
    state["from"], state["until"], state["q"] = selection.since, selection.until, selection.q
    state["certain"], state["context"] = selection.certain, selection.context


def widget_pairs() -> list[tuple[str, str]]:
    """Return what the filters say, as the pairs of a query."""
    state = st.session_state
    pairs = [(key, value) for key in LISTS for value in state[key] or ()]
    # Whoever edits an option edits it with its count.
    pairs += [(key, state[key].partition(" · ")[0]) for key in ("from", "until") if state[key]]
    pairs += [("q", state["q"])] if state["q"] else []
    return pairs + [("certain", "1")] * bool(state["certain"]) + [("context", "0")] * (not state["context"])


def by_hand() -> tuple[Any, ...]:
    """Return all that changes on the page but for the URL: a run in which none of it has changed comes from the URL."""
    state = st.session_state
    rest = ("colour", "true_scale", "marked", "width", "ordered", "orders", "turned", "updates")
    return (*(repr(state.get(key)) for key in (*KEYS, *rest)),)


def reset() -> None:
    """Take all filters and marks away."""
    set_widgets(Selection())
    st.session_state["marked"] = ()


def header(dataset: Dataset, selection: Selection, count_line: str, pictures: list[dict[str, Any]]) -> None:
    """Draw the title, what is shown in numbers and words, and the export buttons."""
    left, right = st.columns([3, 2], vertical_alignment="top", gap="small")
    with left:
        st.html(f'<h1 class="title">{markup.escape(dataset.records.title)}</h1>')
        with st.container(key="count"):
            words = "; ".join(in_words(selection, dataset).values())
            filtered = f' <span class="filters">· {markup.escape(words)}</span>' if words else ""
            st.html(f'<p class="count" role="status">{count_line}{filtered}</p>')
    with right:
        components()["export"](
            key="export",
            data={"csv": f"events.csv?{selection.query()}", "plotly": PLOTLY_URL, "orders": pictures},
            on_wanted_change=want,
            on_done_change=delivered,
        )


def want() -> None:
    """Note that the reader wants a chart as a file; it stays noted until the browser has made it."""
    state = st.session_state
    wanted = state["export"]["wanted"]
    if wanted.get("chart") in SHEET_HEIGHTS and wanted.get("format") in ("png", "svg"):
        state["ordered"] = state.get("ordered", 0) + 1
        state["orders"] = [*state.get("orders", []), {**wanted, "number": state["ordered"]}]


def delivered() -> None:
    """Strike off what the browser has made."""
    state = st.session_state
    done = state["export"]["done"] or ()
    state["orders"] = [order for order in state.get("orders", []) if order["number"] not in done]


def picture(
    order: Mapping[str, Any], dataset: Dataset, selection: Selection, shown: View, numbers: Counts, true_scale: bool
) -> dict[str, Any]:
    """Return an order with the figure that the browser makes into a file."""
    name = order["chart"]
    if name == "map":
        figure = world(shown, dataset.frames.locations, SHEET_HEIGHTS[name])
    else:
        figure = timeline(shown, SHEET_HEIGHTS[name], true_scale)
    words = in_words(selection, dataset).values()
    lines = [
        "; ".join(markup.count_phrases(numbers)),
        f"Filter: {'; '.join(words)}" if words else "All events, no filter",
    ]
    credits = [f"Sources: {'; '.join(cited(dataset.records, shown.events.index))}."] + (
        [BASEMAP] if name == "map" else []
    )
    whole = sheet(figure, dataset.records.title, lines, credits)
    return {**order, "figure": plain(whole), "scale": PRINT_SCALE,
            "name": f"defections-{name}.{order['format']}"}  # fmt: skip


def plain(figure: go.Figure) -> Any:
    """Return a figure as plain JSON values."""
    return json.loads(figure.to_json())


def chart(key: str, figure: go.Figure, alt: str, marked: frozenset[str]) -> None:
    """Draw a chart; a click on it marks events in both charts, a second click lets go."""

    def clicked() -> None:
        ids = set(st.session_state[key]["clicked"] or ())
        st.session_state["marked"] = () if ids == marked else tuple(sorted(ids))

    def resized() -> None:
        width = st.session_state[key]["width"]
        if isinstance(width, int | float):
            st.session_state["width"] = min(max(int(width), 240), 4000)

    components()["chart"](
        key=key,
        data={"kind": key, "figure": plain(figure), "alt": visible(alt), "plotly": PLOTLY_URL},
        on_clicked_change=clicked,
        on_width_change=resized,
    )


def turned() -> None:
    """Note that the reader turned a page."""
    st.session_state["turned"] = st.session_state.get("turned", 0) + 1


def cards_and_table(dataset: Dataset, selection: Selection, shown: View) -> None:
    """Draw the cards and the table of the events shown, a page at a time; what is marked comes first on each."""
    events = shown.events.assign(
        context=shown.events["type"] == "context",
        when=shown.events["date_earliest"].fillna(shown.events["date_latest"]),
    ).sort_values(["context", "when", "id"], na_position="last")
    is_marked = events["id"].isin(shown.marked)
    marked, rest = events[is_marked], events[~is_marked]
    pages = -(-len(rest) // PAGE_SIZE)
    # Another selection is another list, which begins with its first page.
    page = st.pagination(pages, key=f"page-{selection.query()}", on_change=turned) if pages > 1 else 1
    rows = pd.concat([marked, rest.iloc[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]])
    with st.container(key="cards"):
        st.html(markup.cards(dataset, rows.index, dict(zip(rows.index, rows["colour"], strict=True)), shown.marked))
    with st.container(key="table"):
        st.html(markup.table(dataset, rows.index, shown.marked))


if __name__ == "__main__":
    main()
