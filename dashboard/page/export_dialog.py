"""The export dialog: pictures, a page, data, citations and links, all of what the page shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

import streamlit as st

from dashboard.charts.theme import THEMES
from dashboard.dataset.text import visible
from dashboard.export import citations, provenance
from dashboard.export.picture import (
    CHARTS,
    MAX_TITLE,
    SIZES,
    PictureStyle,
    describe_picture,
    draw_picture,
    picture_name,
)
from dashboard.markup.environment import render
from dashboard.page.browser_url import Reach, reach, url_remarks, view_pairs, view_url
from dashboard.page.components import Picture, draw_picture_component
from dashboard.page.sizes import FRAME_HEIGHT_PX
from dashboard.page.state import close_dialog
from dashboard.selection import Selection, ViewOptions

_REACH_WARNINGS: dict[Reach, str] = {
    "computer": "This address works on this computer only. Publish the page before you share or cite it.",
    "network": "This address works in this network only. Publish the page before you share or cite it.",
}
_DATA_FORMATS = {
    "events.csv": ("CSV", "one row per event, for spreadsheets and pandas"),
    "claims.csv": ("Claims as CSV", "one row per dated claim, conflicting reports included"),
    "events.json": ("JSON", "full records with every dated claim"),
    "events.geojson": ("GeoJSON", "one feature per event, for maps"),
    "events.yaml": ("YAML", "an event file with these events and their sources, places and ranks"),
}
_CITATION_FORMATS = {"txt": "Plain text", "bib": "BibTeX", "json": "CSL-JSON"}


@dataclass(frozen=True)
class Download:
    """A link to a data address, below the page's own."""

    url: str
    label: str
    description: str = ""

    @property
    def file_name(self) -> str:
        """How the reader's file is called: `defections.csv` for `events.csv?post=RU`."""
        return self.url.partition("?")[0].replace("events", "defections").replace("claims", "defections-claims")


@st.dialog("Export", width="large", on_dismiss=close_dialog)
def draw_export_dialog(selection: Selection, options: ViewOptions) -> None:
    """Draw the dialog of a selection."""
    _draw_paragraph("; ".join(provenance.counts_and_filters(selection)), css_class="filters")
    picture_tab, page_tab, data_tab, citation_tab, share_tab = st.tabs(["Picture", "Page", "Data", "Cite", "Share"])
    with picture_tab:
        _draw_picture_tab(selection, options)
    with page_tab:
        _draw_page_tab(selection, options)
    with data_tab:
        _draw_data_tab(selection)
    with citation_tab:
        _draw_citation_tab(selection, options)
    with share_tab:
        _draw_share_tab(selection, options)


def _draw_picture_tab(selection: Selection, options: ViewOptions) -> None:
    """Draw the controls of a picture, and the picture itself, which the browser makes into a file."""
    left, middle, right = st.columns([5, 4, 3])
    chart = left.segmented_control(
        "Chart", list(CHARTS), key="picture-chart", default="both", required=True, format_func=CHARTS.__getitem__
    )
    size_name = middle.selectbox("Size", list(SIZES), key="picture-size", format_func=lambda name: SIZES[name].label)
    theme = right.segmented_control(
        "Background", THEMES, key="picture-theme", default="light", required=True, format_func=str.capitalize
    )
    of_file = visible(selection.dataset.records.title)[:MAX_TITLE]
    typed = st.text_input("Title", of_file, MAX_TITLE, key="picture-title", placeholder=of_file)
    title = None if typed == of_file else typed.strip() or None
    size, name = SIZES[size_name], picture_name(selection, chart, size_name)
    figure = draw_picture(selection, chart, options, PictureStyle(size, theme, title))
    draw_picture_component(
        Picture(figure, size, name, *describe_picture(selection, chart, title)),
        choice=[CHARTS[chart], size.label, theme.capitalize()],
        typed=typed,
    )


def _draw_page_tab(selection: Selection, options: ViewOptions) -> None:
    _draw_paragraph("One file with the linked charts, the cards and the table. It works offline.")
    pairs = view_pairs(selection.filters, options)
    _draw_downloads([Download(_url("events.html", pairs), "HTML")])


def _draw_data_tab(selection: Selection) -> None:
    pairs = selection.filters.pairs()
    for_spreadsheets = [*pairs, ("bom", "1")]
    _draw_downloads(
        [
            Download(_url(address, for_spreadsheets if address.endswith(".csv") else pairs), *words)
            for address, words in _DATA_FORMATS.items()
        ]
    )


def _draw_citation_tab(selection: Selection, options: ViewOptions) -> None:
    max_named = provenance.MAX_NAMED_SOURCES
    text = citations.as_text(selection, view_url(selection.filters, options), max_named)
    st.code(visible(text), language=None, wrap_lines=True)  # as code, no letter of it is read as Markdown
    _warn_of_address(selection, options)
    number = len(selection.source_ids)
    if number > max_named:
        _draw_paragraph(f"The first {max_named} of {number:,} sources; the files list all of them.")
    pairs = view_pairs(selection.filters, options)  # the view is cited by its URL, which says how it looks
    _draw_downloads(
        [Download(_url(f"citations.{ending}", pairs), label) for ending, label in _CITATION_FORMATS.items()]
    )


def _draw_share_tab(selection: Selection, options: ViewOptions) -> None:
    url = view_url(selection.filters, options)
    _draw_paragraph("Link to this view")
    st.code(url, language=None, wrap_lines=True)
    _warn_of_address(selection, options)
    st.html(render("page/embed_hint.html"))
    code = render(
        "page/embed_code.html",
        url=f"{url}{'&' if '?' in url else '?'}embed=true",
        title=selection.dataset.records.title,
        height=FRAME_HEIGHT_PX,
    )
    st.code(code, language=None, wrap_lines=True)


def _warn_of_address(selection: Selection, options: ViewOptions) -> None:
    local = _REACH_WARNINGS.get(reach(st.context.url or ""))
    for warning in [*([local] if local else []), *url_remarks(selection.filters, options)]:
        _draw_paragraph(warning, "notes")


def _url(address: str, pairs: Sequence[tuple[str, str]]) -> str:
    return f"{address}?{urlencode(pairs)}" if pairs else address


def _draw_paragraph(text: str, css_class: str | None = None) -> None:
    st.html(render("page/paragraph.html", text=text, css_class=css_class))


def _draw_downloads(links: list[Download]) -> None:
    st.html(render("page/downloads.html", links=links))
