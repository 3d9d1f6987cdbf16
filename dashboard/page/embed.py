"""The page in a frame of another site: the charts alone, with their sources and a link to the whole page."""

from dataclasses import dataclass
from functools import partial

import streamlit as st
from markupsafe import Markup

from dashboard.charts.text_metrics import wrapped
from dashboard.charts.view import ChartSize, ChartView, chart_view
from dashboard.dataset import Dataset
from dashboard.dataset.text import visible
from dashboard.export import provenance
from dashboard.export.picture import fit_sources
from dashboard.markup.chart_descriptions import describe_map, describe_timeline
from dashboard.markup.environment import render
from dashboard.markup.status_lines import announcements, note
from dashboard.markup.unplaced_events import unplaced_panel
from dashboard.page import sizes
from dashboard.page.browser_url import url_of_card, url_remarks, view_url
from dashboard.page.components import Chart, announce, draw_card_of_marked, draw_chart
from dashboard.page.figures import map_json, timeline_height, timeline_json
from dashboard.page.state import PageState, synchronise
from dashboard.selection import Selection
from dashboard.selection.notes import note_sentences
from dashboard.selection.steps import event_steps

_LINK_TEXT = "Open full version"


@dataclass(frozen=True)
class EmbedTexts:
    """The texts of an embedded page, from top to bottom."""

    title: str
    count: str
    notes: tuple[str, ...]
    sources: str

    def height(self, width: int) -> int:
        """Return how high they are all together where the charts have a width, both in pixels."""
        texts = [
            (self.title, sizes.FRAME_TITLE_PX),
            (self.count, sizes.FRAME_COUNT_PX),
            *((sentence, sizes.FRAME_NOTE_PX) for sentence in self.notes),
            (f"{self.sources} {_LINK_TEXT}", sizes.FRAME_SOURCES_PX),
        ]
        room = sizes.FRAME_TEXT_SHARE * width
        return sum(line_height * len(wrapped(visible(text), room, font)) for text, (font, line_height) in texts)


@dataclass(frozen=True)
class EmbedLayout:
    """The sizes of the charts of an embedded page, which fill what its texts leave of the frame."""

    map_size: ChartSize
    timeline_size: ChartSize


def embed_texts(selection: Selection, ignored: tuple[str, ...], width: int) -> EmbedTexts:
    """Return the texts of an embedded page; of very many sources the first are named."""
    named = fit_sources(
        provenance.source_names(selection),
        sizes.FRAME_TEXT_SHARE * width,
        sizes.FRAME_SOURCES_PX[0],
        sizes.FRAME_SOURCE_LINES,
    )
    return EmbedTexts(
        selection.dataset.records.title,
        "; ".join(provenance.counts_and_filters(selection)),
        tuple(note_sentences(selection, ignored, can_filter=False)),
        " ".join([*named, *provenance.credit_lines(selection, with_basemap=True)]),
    )


def embed_layout(texts: EmbedTexts, timeline_height: int, width: int, frame_height: int) -> EmbedLayout:
    """Share the room that the texts leave in a frame between map and timeline, all in pixels.

    The timeline gets its natural height as far as the map keeps enough. A frame without room for both has to scroll.
    """
    room = frame_height - sizes.FRAME_GAPS_PX - texts.height(width)
    room = max(room, sizes.FRAME_MIN_MAP_PX + sizes.FRAME_MIN_TIMELINE_PX)
    least, greatest = (share * room for share in sizes.FRAME_TIMELINE_SHARE)
    lower = round(min(max(timeline_height, least), greatest, room - sizes.FRAME_MIN_MAP_PX))
    return EmbedLayout(ChartSize(width, room - lower, is_fixed=True), ChartSize(width, lower, is_fixed=True))


def has_room_for_panel(texts: EmbedTexts, width: int, frame_height: int) -> bool:
    """Whether a frame has room for the line below the map beside all else, in pixels."""
    least = sizes.FRAME_MIN_MAP_PX + sizes.FRAME_MIN_TIMELINE_PX + sizes.FRAME_PANEL_PX
    return width >= sizes.NARROW_WIDTH_PX and frame_height - sizes.FRAME_GAPS_PX - texts.height(width) >= least


def draw_embedded_page(dataset: Dataset) -> None:
    """Draw the charts as large as the frame allows."""
    state = synchronise(dataset)
    selection, options, width = Selection(dataset, state.filters), state.options, state.chart_width
    texts = embed_texts(selection, (*state.ignored, *state.invalid), width)
    panel = Markup()
    if has_room_for_panel(texts, width, state.frame_height):
        panel = unplaced_panel(selection, partial(url_of_card, selection.filters, options), in_new_tab=True)
    height = state.frame_height - (sizes.FRAME_PANEL_PX if panel else 0)
    layout = embed_layout(texts, timeline_height(selection, options, width), width, height)
    view = chart_view(selection, options, width)
    remarks = url_remarks(selection.filters, options)
    announce([*announcements(selection, texts.notes, view.marked_rows), *remarks])
    st.html(render("page/embedded_title.html", title=texts.title, count=texts.count))
    for sentence in texts.notes:
        st.html(note(sentence))
    with st.container(key="charts"):
        draw_charts(view, state, layout, panel)
        draw_card_of_marked(view, remarks, partial(url_of_card, selection.filters, options))
    url = view_url(selection.filters, options)
    st.html(render("page/embedded_sources.html", sources=texts.sources, url=url, link_text=_LINK_TEXT))


def draw_charts(view: ChartView, state: PageState, layout: EmbedLayout, panel: Markup) -> None:
    """Draw map and timeline, and between them what is not on the map."""
    selection, marked = view.selection, view.marked
    of_map = map_json(selection, state.options, layout.map_size, state.zoom)
    of_time = timeline_json(selection, state.options, layout.timeline_size)
    steps = event_steps(selection, marked)
    frame = state.frame_height
    draw_chart("map", Chart(of_map, describe_map(selection), marked, steps, view.marked_points, frame_height=frame))
    with st.container(key="unplaced"):  # which keeps the place of the timeline
        if panel:
            st.html(panel)
    draw_chart("timeline", Chart(of_time, describe_timeline(selection), marked, steps, frame_height=frame))
