"""The Streamlit page: filters → selection → figures → cards and table."""

from html import escape

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from dashboard import markup
from dashboard.charts.map import world
from dashboard.charts.timeline import timeline
from dashboard.charts.view import COLOUR_BY, View, in_order, view
from dashboard.components import PLOTLY_URL, components, plain
from dashboard.dataset import Dataset
from dashboard.dataset.frames import cited
from dashboard.dataset.texts import visible
from dashboard.dialog import address, export
from dashboard.export import evidence
from dashboard.files import ASSETS, event_file
from dashboard.filters import asked, filters, reset, set_looks
from dashboard.live import followed
from dashboard.selection import Selection, count_phrases, counts, from_query, in_words, mask

WIDTH = 1070  # px, of the charts in a window of 1400; a browser whose charts have another tells
NARROW = 640
MAP_HEIGHT, TIMELINE_HEIGHT = 372, 392
NARROW_MAP_HEIGHT = 300
PAGE_SIZE = 24
FRAME_HEIGHT = 900  # px, of the frame of another site; a browser whose frame has another tells
AROUND = 150  # px in such a frame for title, counts and sources


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
    if st.context.is_embedded:
        embedded(state.dataset)
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
        st.segmented_control(
            "Colour by", list(COLOUR_BY), key="colour", format_func=COLOUR_BY.__getitem__, required=True
        )
        colour_by = state["colour"]
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
        if header(dataset, selection, markup.count_line(numbers)):
            state["exporting"] = True
        if state.get("exporting"):  # until the reader closes it: a run for another reason keeps it open
            export(dataset, selection, colour_by, true_scale)
        for note in markup.notes(dataset, selection, left_out, numbers):
            st.html(f'<p class="notes" role="status">{markup.escape(note)}</p>')
    said = "; ".join([*count_phrases(numbers), *in_words(selection, dataset).values()])
    height = NARROW_MAP_HEIGHT if width < NARROW else MAP_HEIGHT
    chart("map", world(shown, dataset.frames.locations, height), f"Map. {said}", shown.marked)
    chart("timeline", timeline(shown, TIMELINE_HEIGHT, true_scale), f"Timeline. {said}", shown.marked)
    cards_and_table(dataset, selection, shown)
    credits = markup.escape(" ".join(evidence.credits_of(dataset, kept, basemap=True)))
    st.html(f'<p class="sources">{credits}</p>')


def embedded(dataset: Dataset) -> None:
    """Draw the charts alone, as large as the frame of another site, with their sources and a link to the whole page."""
    state = st.session_state
    selection, _ = from_query(asked(), dataset)
    set_looks(asked())
    width, room = state.get("width", WIDTH), max(400, state.get("frame", FRAME_HEIGHT) - AROUND)
    kept = mask(selection, dataset)
    shown = view(dataset, kept, state["colour"], width, frozenset(state["marked"]))
    said = evidence.statement(dataset, selection)
    st.html(
        f'<div class="embedded"><h1 class="title">{markup.escape(dataset.records.title)}</h1>'
        f'<p class="count">{markup.escape("; ".join(said))}</p></div>'
    )
    drawn = timeline(shown, 1, state["true_scale"]).layout.height
    lower = round(min(max(drawn, 0.4 * room), 0.6 * room))
    chart("map", world(shown, dataset.frames.locations, round(room - lower)), f"Map. {said[0]}", shown.marked)
    chart("timeline", timeline(shown, lower, state["true_scale"], fixed=True), f"Timeline. {said[0]}", shown.marked)
    link = escape(address(selection))
    credits = evidence.credits_of(dataset, kept, basemap=True)
    sources = evidence.sources_line(cited(dataset.records, shown.events.index), 12)
    sources = markup.escape(" ".join([sources, *credits]))
    st.html(f'<p class="sources">{sources} <a href="{link}" target="_blank" rel="noopener">The whole page</a></p>')


def header(dataset: Dataset, selection: Selection, count_line: str) -> bool:
    """Draw the title, what is shown in numbers and words, and the export button; return whether it was pressed."""
    left, right = st.columns([5, 1], vertical_alignment="top", gap="small")
    with left:
        st.html(f'<h1 class="title">{markup.escape(dataset.records.title)}</h1>')
        with st.container(key="count"):
            words = "; ".join(in_words(selection, dataset).values())
            filtered = f' <span class="filters">· {markup.escape(words)}</span>' if words else ""
            st.html(f'<p class="count" role="status">{count_line}{filtered}</p>')
    with right, st.container(key="export", horizontal_alignment="right"):
        return st.button("Export …", key="open-export", help="Pictures, a page, data, citations, links")


def chart(key: str, figure: go.Figure, alt: str, marked: frozenset[str]) -> None:
    """Draw a chart; a click on it marks events in both charts, a second click lets go."""

    def clicked() -> None:
        ids = set(st.session_state[key]["clicked"] or ())
        st.session_state["marked"] = () if ids == marked else tuple(sorted(ids))

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
            "figure": plain(figure),
            "alt": visible(alt),
            "plotly": PLOTLY_URL,
            "frame": st.session_state.get("frame", FRAME_HEIGHT) if st.context.is_embedded else None,
        },
        on_clicked_change=clicked,
        on_width_change=resized,
        on_frame_change=framed,
    )


def turned() -> None:
    """Note that the reader turned a page."""
    st.session_state["turned"] = st.session_state.get("turned", 0) + 1


def cards_and_table(dataset: Dataset, selection: Selection, shown: View) -> None:
    """Draw the cards and the table of the events shown, a page at a time; what is marked comes first on each."""
    events = in_order(shown.events)
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
