"""The Streamlit script of the page: load → filters → selection → figures → cards and table."""

from functools import partial

import numpy as np
import streamlit as st

from dashboard.charts.theme import palette_css
from dashboard.charts.view import ChartSize, ChartView, chart_view
from dashboard.dataset import Dataset
from dashboard.dataset.text import visible
from dashboard.export import provenance
from dashboard.markup.chart_descriptions import describe_map, describe_timeline
from dashboard.markup.environment import render
from dashboard.markup.event_cards import cards
from dashboard.markup.event_table import table
from dashboard.markup.panels import outdated_panel, problems_panel, warnings_panel
from dashboard.markup.status_lines import announcements, note
from dashboard.markup.unplaced_events import unplaced_panel
from dashboard.page import sizes
from dashboard.page.browser_url import url_of_card, url_remarks
from dashboard.page.components import (
    Chart,
    announce,
    draw_card_of_marked,
    draw_chart,
    draw_live_line,
    keep_cards_open,
    plain_text,
)
from dashboard.page.embed import draw_embedded_page
from dashboard.page.export_dialog import draw_export_dialog
from dashboard.page.figures import map_json, timeline_json
from dashboard.page.filter_panel import draw_filter_panel
from dashboard.page.help_dialog import draw_help_dialog
from dashboard.page.state import PageState, note_action, open_dialog, search_for, synchronise
from dashboard.selection import Selection
from dashboard.selection.notes import note_sentences
from dashboard.selection.steps import event_steps
from dashboard.settings import ASSETS, Settings
from dashboard.watch import FileState, watch

EVENTS_PER_PAGE = 24


def main() -> None:
    """Draw the page of the newest good version of the event file, or say why there is none."""
    file = Settings.from_environment().event_file
    watched = watch(file).state
    dataset = watched.dataset
    st.set_page_config(
        page_title=visible(watched.title(file.name)),
        page_icon="🗺️",
        layout="wide",
        initial_sidebar_state=sizes.SIDEBAR_WIDTH_PX,
    )
    st.html(render("page/palette.html", css=palette_css()))
    st.html(ASSETS / "page.css")
    st.html(ASSETS / "print.css")
    with st.container(key="live"):
        draw_live_line(watched.revision)
        if dataset and watched.problems_since:  # here, so that nothing below moves to another place and begins anew
            st.html(outdated_panel(file.name, watched.problems, watched.problems_since))
    if dataset is None:
        draw_page_without_data(file.name, watched)
    elif st.context.is_embedded:
        draw_embedded_page(dataset)
    else:
        draw_page(dataset)
        if warnings := warnings_panel(file.name, watched.last_good.warnings if watched.last_good else ()):
            st.html(warnings)


def draw_page_without_data(file_name: str, watched: FileState) -> None:
    """Say how far the first reading of a file is, or what is wrong with the file."""
    st.html(render("page/title.html", title=watched.title(file_name)))
    if watched.progress is not None:
        st.progress(watched.progress, f"{watched.progress:.0%} read. The page will appear by itself.")
        return
    st.html(render("page/paragraph.html", text="Fix the file to see the page.", css_class="filters"))
    st.html(problems_panel(file_name, watched.problems))


def draw_page(dataset: Dataset) -> None:
    """Draw the page of a dataset."""
    state = synchronise(dataset)
    selection = Selection(dataset, state.filters)
    view = chart_view(selection, state.options, state.chart_width)
    notes = note_sentences(selection, [*state.ignored, *state.invalid])
    remarks = url_remarks(state.filters, state.options)
    announce([*announcements(selection, notes, view.marked_rows), *remarks])
    with st.container():  # which keeps the place of what follows, however many notes there are
        draw_header(selection)
        for sentence in notes:
            st.html(note(sentence))
        if name := selection.nearest_name:
            st.button(f"Search for {plain_text(name)}", key="nearest-name", on_click=search_for, args=(name,))
    with st.expander("Filter") if state.has_sheet else st.sidebar:
        draw_filter_panel(selection, state)
    if state.dialog == "export":
        draw_export_dialog(selection, state.options)
    if state.dialog == "help":
        draw_help_dialog()
    with st.container(key="charts"):
        draw_charts(view, state)
        draw_card_of_marked(view, remarks)
    if description := dataset.records.description:
        st.html(render("page/paragraph.html", text=description, css_class="about"))
    draw_cards_and_table(view)
    credits = " ".join(provenance.credit_lines(selection, with_basemap=True))
    st.html(render("page/paragraph.html", text=credits, css_class="sources"))


def draw_header(selection: Selection) -> None:
    """Draw the title, what is shown in numbers and words, and the buttons that open dialogs."""
    left, right = st.columns([4, 1], vertical_alignment="top", gap="small")
    with left:
        st.html(render("page/title.html", title=selection.dataset.records.title))
        with st.container(key="count"):
            words = list(selection.filter_words.values())
            st.html(
                render("page/count.html", phrases=selection.count_phrases, filter_words=words, hint=len(selection) > 0)
            )
    with right, st.container(key="export", horizontal=True, horizontal_alignment="right", gap="small"):
        st.button("Help", key="open-help", help="How to read this page", on_click=open_dialog, args=("help",))
        st.button(
            "Export …",
            key="open-export",
            help="Save pictures, a web page, data or citations, or copy a link",
            on_click=open_dialog,
            args=("export",),
        )


def draw_charts(view: ChartView, state: PageState) -> None:
    """Draw map and timeline."""
    selection, width = view.selection, state.chart_width
    map_size = ChartSize(width, sizes.NARROW_MAP_HEIGHT_PX if state.is_narrow else sizes.MAP_HEIGHT_PX)
    of_map = map_json(selection, state.options, map_size, state.zoom)
    of_time = timeline_json(selection, state.options, ChartSize(width, sizes.TIMELINE_HEIGHT_PX))
    marked, points, steps = view.marked, view.marked_points, event_steps(selection, view.marked)
    draw_chart("map", Chart(of_map, describe_map(selection), marked, steps, points, has_sheet=state.has_sheet))
    with st.container(key="unplaced"):  # which keeps the place of the timeline
        if panel := unplaced_panel(selection, partial(url_of_card, state.filters, state.options)):
            st.html(panel)
    draw_chart("timeline", Chart(of_time, describe_timeline(selection), marked, steps))


def draw_cards_and_table(view: ChartView) -> None:
    """Draw a page of cards and table rows; marked events come first on every page.

    At most `EVENTS_PER_PAGE` marked events are repeated this way; the others keep their place.
    """
    selection = view.selection
    rows = selection.rows_in_display_order
    first = view.marked_rows[:EVENTS_PER_PAGE]
    rest = rows[~np.isin(rows, first)]
    pages = -(-len(rest) // EVENTS_PER_PAGE)
    # Another selection is another list, which begins with its first page.
    key = f"page-{selection.filters.query()}"
    page = st.pagination(pages, key=key, on_change=note_action) if pages > 1 else 1
    of_page = rest[(page - 1) * EVENTS_PER_PAGE : page * EVENTS_PER_PAGE]
    listed = [*first.tolist(), *of_page.tolist()]
    keep_cards_open()
    with st.container(key="cards"):
        st.html(render("page/events.html", cards=cards(selection, listed, view.colours(listed), view.marked)))
    with st.container(key="table"):
        st.html(table(selection, listed, view.marked))
