"""The Streamlit page: filters → selection → figures → cards and table."""

import json
import math

import numpy as np
import streamlit as st

from dashboard.charts.map.figure import draw_map
from dashboard.charts.map.projection import Zoom
from dashboard.charts.text_metrics import wrapped
from dashboard.charts.timeline.figure import draw_timeline
from dashboard.charts.view import ChartSize, ChartView, chart_view
from dashboard.dataset import Dataset
from dashboard.dataset.text import visible
from dashboard.export import provenance
from dashboard.export.picture import fit_sources, shrink_if_empty
from dashboard.markup import panels
from dashboard.markup.environment import escape
from dashboard.markup.event_cards import cards
from dashboard.markup.event_table import table
from dashboard.markup.status_lines import count_line, note
from dashboard.page.components import components, drawn
from dashboard.page.export_dialog import address, export
from dashboard.page.filter_panel import asked, filters, narrow, reset, set_looks, view_options
from dashboard.plotly_js import plotly_js_url
from dashboard.selection import Selection, select
from dashboard.selection.filters import COLOUR_BY
from dashboard.selection.notes import note_sentences
from dashboard.settings import ASSETS, event_file
from dashboard.watch import followed

WIDTH = 1070  # px, of the charts in a window of 1400; a browser whose charts have another tells
NARROW = 640
MAP_HEIGHT, TIMELINE_HEIGHT = 372, 392
NARROW_MAP_HEIGHT = 320
PAGE_SIZE = 24
FRAME_HEIGHT = 900  # px, of the frame of another site; a browser whose frame has another tells
AROUND = 64  # px in such a frame above, below and between texts and charts
LEAST_MAP, LEAST_TIMELINE = 160, 200  # px, in such a frame; one that has no room for them scrolls
# Letters and lines of such a frame, in pixels; the title's are wider than those by which texts are measured.
TITLE, COUNT, NOTE, SOURCES = (19, 21), (12.75, 21), (13.5, 31), (12, 20)
MOST_LINES = 3  # of sources in such a frame
WHOLE_PAGE = "The whole page"
TOLD = 0.92  # of the width that a browser told; one whose charts are but a little narrower does not tell


def main() -> None:
    """Draw the page."""
    file = event_file()
    state = followed(file).state
    missing = f"Problems in {file.name}" if state.reading is None else f"Reading {file.name}"
    title = state.dataset.records.title if state.dataset else missing
    st.set_page_config(page_title=visible(title), page_icon="🗺️", layout="wide", initial_sidebar_state=270)
    st.html(f"<style>{(ASSETS / 'page.css').read_text(encoding='utf-8')}</style>")
    with st.container(key="live"):
        components()["live"](key="changes", data={"version": state.version}, on_changed_change=updated)
        if state.dataset and state.since:  # here, so that nothing below moves to another place and begins anew
            st.html(panels.outdated_panel(file.name, state.problems, state.since))
    if state.dataset is None:
        st.html(f'<h1 class="title">{escape(title)}</h1>')
        if state.reading is not None:
            st.progress(state.reading, f"{state.reading:.0%} is read. The page appears by itself.")
            return
        st.html('<p class="filters">Nothing is shown until the file is mended.</p>')
        st.html(panels.problems_panel(file.name, state.problems))
        return
    if st.context.is_embedded:
        embedded(state.dataset)
        return
    show(state.dataset)
    if warnings := panels.warnings_panel(file.name, state.good.warnings if state.good else ()):
        st.html(warnings)


def updated() -> None:
    """Note that the page is drawn anew because there is something else to show."""
    st.session_state["updates"] = st.session_state.get("updates", 0) + 1


def show(dataset: Dataset) -> None:
    """Draw the page of a dataset."""
    state = st.session_state
    width = state.get("width", WIDTH)
    if state.get("marked"):  # as far as a new version of the file still has them
        state["marked"] = tuple(key for key in state["marked"] if key in dataset.index.row_by_id)
    head = st.container()
    with st.expander("Filter") if width < NARROW else st.sidebar:
        selection, left_out = filters(dataset)
        st.segmented_control(
            "Colour by", list(COLOUR_BY), key="colour", format_func=COLOUR_BY.__getitem__, required=True
        )
        st.toggle("True time scale", key="true_scale", help="Draw the quiet stretches of time too")
        st.button(
            "Reset filters",
            key="reset",
            on_click=reset,
            disabled=not (selection.filters.active or left_out or state.get("marked")),
            width="stretch",
        )
    options, zoom = view_options(), state.get("zoom")
    shown = chart_view(selection, options, width)
    with head:
        if header(selection):
            state["exporting"] = True
        if state.get("exporting"):  # until the reader closes it: a run for another reason keeps it open
            export(selection, options)
        for sentence in note_sentences(selection, left_out):
            st.html(note(sentence))
    said = "; ".join([*selection.count_phrases, *selection.filter_words.values()])
    height = NARROW_MAP_HEIGHT if width < NARROW else MAP_HEIGHT
    view_key = (dataset.sha256, selection.filters.query(), options.colour_by, width, tuple(sorted(shown.marked)))
    of_map = drawn(
        ("map", *view_key, height, zoom), lambda: draw_map(selection, options, ChartSize(width, height), zoom)
    )
    of_time = drawn(
        ("timeline", *view_key, options.true_scale),
        lambda: draw_timeline(selection, options, ChartSize(width, TIMELINE_HEIGHT)),
    )
    chart("map", of_map, f"Map. {said}", shown.marked)
    chart("timeline", of_time, f"Timeline. {said}", shown.marked)
    cards_and_table(selection, shown)
    credits = escape(" ".join(provenance.credit_lines(selection, with_basemap=True)))
    st.html(f'<p class="sources">{credits}</p>')


def embedded(dataset: Dataset) -> None:
    """Draw the charts alone, as large as the frame of another site, with their sources and a link to the whole page."""
    state = st.session_state
    selection, left_out = select(dataset, asked())
    set_looks(asked())
    options = view_options()
    notes = note_sentences(selection, left_out)
    width, title = state.get("width", WIDTH), dataset.records.title
    said = provenance.statement(selection)
    count = "; ".join(said)
    named = fit_sources(provenance.source_names(selection), TOLD * width, SOURCES[0], MOST_LINES)
    sources = " ".join([*named, *provenance.credit_lines(selection, with_basemap=True)])
    texts = [(title, TITLE), (count, COUNT), *((it, NOTE) for it in notes), (f"{sources} {WHOLE_PAGE}", SOURCES)]
    around = AROUND + sum(line * len(wrapped(visible(it), TOLD * width, size)) for it, (size, line) in texts)
    room = max(LEAST_MAP + LEAST_TIMELINE, state.get("frame", FRAME_HEIGHT) - around)
    shown = chart_view(selection, options, width)
    st.html(f'<div class="embedded"><h1 class="title">{escape(title)}</h1><p class="count">{escape(count)}</p></div>')
    for sentence in notes:
        st.html(note(sentence))
    true_scale, zoom = options.true_scale, state.get("zoom")
    view_key = (dataset.sha256, selection.filters.query(), options.colour_by, width, tuple(sorted(shown.marked)))
    natural = json.loads(
        drawn(("timeline", *view_key, true_scale, 10), lambda: draw_timeline(selection, options, ChartSize(width, 10)))
    )
    lower = round(min(max(natural["layout"]["height"], 0.4 * room), 0.6 * room, room - LEAST_MAP))
    upper = round(room - lower)
    of_map = drawn(
        ("embedded map", *view_key, upper, zoom),
        lambda: shrink_if_empty(draw_map(selection, options, ChartSize(width, upper, is_fixed=True), zoom)),
    )
    of_time = drawn(
        ("embedded timeline", *view_key, true_scale, lower),
        lambda: shrink_if_empty(draw_timeline(selection, options, ChartSize(width, lower, is_fixed=True))),
    )
    chart("map", of_map, f"Map. {said[0]}", shown.marked)
    chart("timeline", of_time, f"Timeline. {said[0]}", shown.marked)
    link = escape(address(selection, options))
    st.html(
        f'<p class="sources">{escape(sources)} <a href="{link}" target="_blank" rel="noopener">{WHOLE_PAGE}</a></p>'
    )


def header(selection: Selection) -> bool:
    """Draw the title, what is shown in numbers and words, and the export button; return whether it was pressed."""
    left, right = st.columns([5, 1], vertical_alignment="top", gap="small")
    with left:
        st.html(f'<h1 class="title">{escape(selection.dataset.records.title)}</h1>')
        with st.container(key="count"):
            words = "; ".join(selection.filter_words.values())
            filtered = f' <span class="filters">· {escape(words)}</span>' if words else ""
            st.html(f'<p class="count" role="status">{count_line(selection)}{filtered}</p>')
    with right, st.container(key="export", horizontal_alignment="right"):
        return st.button("Export …", key="open-export", help="Pictures, a page, data, citations, links")


def chart(key: str, figure: str, alt: str, marked: frozenset[str]) -> None:
    """Draw a chart; a click on it marks events in both charts, a second click lets go."""

    def clicked() -> None:
        ids = set(st.session_state[key]["clicked"] or ())
        st.session_state["marked"] = () if ids == marked else tuple(sorted(ids))

    def narrowed() -> None:
        narrow(st.session_state[key]["narrowed"])

    def zoomed() -> None:
        match st.session_state[key]["zoom"]:
            case [*parts] if len(parts) == 3 and all(isinstance(it, int | float) and math.isfinite(it) for it in parts):
                st.session_state["zoom"] = Zoom(*parts)
            case _:
                st.session_state["zoom"] = None

    def resized() -> None:
        width = st.session_state[key]["width"]
        if isinstance(width, int | float):
            st.session_state["width"] = min(max(int(width), 240), 4000)

    def framed() -> None:
        height = st.session_state[key]["frame"]
        if isinstance(height, int | float):
            st.session_state["frame"] = min(max(int(height), 240), 4000)

    components()["chart"](
        key=key,
        data={
            "kind": key,
            "figure": figure,
            "alt": visible(alt),
            "plotly": plotly_js_url(),
            "narrows": not st.context.is_embedded,
            "frame": st.session_state.get("frame", FRAME_HEIGHT) if st.context.is_embedded else None,
        },
        on_clicked_change=clicked,
        on_narrowed_change=narrowed,
        on_zoom_change=zoomed,
        on_width_change=resized,
        on_frame_change=framed,
    )


def turned() -> None:
    """Note that the reader turned a page."""
    st.session_state["turned"] = st.session_state.get("turned", 0) + 1


def cards_and_table(selection: Selection, shown: ChartView) -> None:
    """Draw the cards and the table of the events shown, a page at a time; what is marked comes first on each.

    Of very many that are marked the first do, the others in their turn.
    """
    dataset, rows = selection.dataset, selection.rows_in_display_order
    marked = [dataset.index.row_by_id[key] for key in shown.marked]
    first = rows[np.isin(rows, marked)][:PAGE_SIZE]
    rest = rows[~np.isin(rows, first)]
    pages = -(-len(rest) // PAGE_SIZE)
    # Another selection is another list, which begins with its first page.
    page = st.pagination(pages, key=f"page-{selection.filters.query()}", on_change=turned) if pages > 1 else 1
    listed = [*first.tolist(), *rest[(page - 1) * PAGE_SIZE : page * PAGE_SIZE].tolist()]
    with st.container(key="cards"):
        st.html(cards(selection, listed, shown.colours(listed), shown.marked))
    with st.container(key="table"):
        st.html(table(selection, listed, shown.marked))
