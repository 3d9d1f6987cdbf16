"""The Export dialog: pictures, a page, data, citations and links, all of what the page shows."""

from collections.abc import Iterable
from urllib.parse import urlencode, urlsplit

import streamlit as st

from dashboard.dataset.text import visible
from dashboard.export import citations, provenance
from dashboard.export.picture import CHARTS, SIZES, THEMES, draw_picture
from dashboard.markup.environment import escape
from dashboard.page.components import components, plain
from dashboard.plotly_js import plotly_js_url
from dashboard.selection import Selection, ViewOptions

_DATA = {
    "csv": ("CSV", "one row an event, for spreadsheets and pandas"),
    "json": ("JSON", "whole records with every dated claim"),
    "geojson": ("GeoJSON", "a feature an event, for maps"),
    "yaml": ("YAML", "an event file of these events, with what they refer to"),
}
_FRAME_HEIGHT = 900  # px


def _closed() -> None:
    st.session_state["exporting"] = False


@st.dialog("Export", width="large", on_dismiss=_closed)
def export(selection: Selection, options: ViewOptions) -> None:
    """Draw the dialog of a selection."""
    st.html(f'<p class="filters">{escape("; ".join(provenance.statement(selection)))}</p>')
    of_picture, of_page, of_data, of_citations, of_links = st.tabs(["Picture", "Page", "Data", "Cite", "Share"])
    with of_picture:
        _picture(selection, options)
    with of_page:
        st.html("<p>Both charts, linked, with cards and table: one file, which needs no server and no network.</p>")
        st.html(
            _links(
                _link(
                    "events.html",
                    [*selection.filters.pairs(), *options.pairs(), ("theme", theme)],
                    f"HTML, {theme}",
                    "",
                )
                for theme in THEMES
            )
        )
    with of_data:
        st.html(
            _links(
                _link(f"events.{kind}", selection.filters.pairs(), name, said) for kind, (name, said) in _DATA.items()
            )
        )
    with of_citations:
        # As code it is text: no letter of it is read as Markdown.
        most = provenance.MAX_NAMED_SOURCES
        said = citations.as_text(selection, address(selection, options), most)
        st.code(visible(said), language=None, wrap_lines=True)
        number = len(selection.source_ids)
        if number > most:
            st.html(f"<p>These are the first {most} of {number:,} sources; the files hold all of them.</p>")
        st.html(
            _links(
                # The looks too, for it is this view that is cited, by its address.
                _link(f"citations.{kind}", [*selection.filters.pairs(), *options.pairs()], name, "")
                for kind, name in {"txt": "Plain text", "bib": "BibTeX", "json": "CSL-JSON"}.items()
            )
        )
    with of_links:
        link = address(selection, options)
        st.html("<p>This view</p>")
        st.code(link, language=None, wrap_lines=True)
        st.html("<p>To embed it; the server has to allow your site by <code>--embed</code></p>")
        source = escape(f"{link}{'&' if '?' in link else '?'}embed=true")
        title = escape(visible(selection.dataset.records.title))
        frame = (
            f'<iframe src="{source}" title="{title}" width="100%" height="{_FRAME_HEIGHT}" style="border:0"></iframe>'
        )
        st.code(frame, language=None, wrap_lines=True)


def _picture(selection: Selection, options: ViewOptions) -> None:
    """Draw the choice of a picture, and the picture itself, which the browser makes into a file."""
    left, middle, right = st.columns([5, 4, 3])
    chart = left.segmented_control(
        "Chart", list(CHARTS), key="picture-chart", default="both", required=True, format_func=CHARTS.__getitem__
    )
    size = SIZES[middle.selectbox("Size", list(SIZES), key="picture-size", format_func=lambda name: SIZES[name].label)]
    theme = right.segmented_control(
        "Ground", THEMES, key="picture-theme", default="light", required=True, format_func=str.capitalize
    )
    figure = draw_picture(selection, chart, options, size, theme)
    title, description = provenance.title_and_description(selection, CHARTS[chart], with_basemap=chart != "timeline")
    components()["picture"](
        key="picture",
        data={
            "figure": plain(figure),
            "scale": size.scale,
            "dpi": size.dpi,
            "name": f"defections-{chart}",
            "choice": [CHARTS[chart], size.label, theme.capitalize()],  # in the words of the controls above
            "title": title,
            "description": description,
            "plotly": plotly_js_url(),
        },
    )


def address(selection: Selection, options: ViewOptions) -> str:
    """Return the address of this very view, as the browser has it."""
    base = urlsplit(st.context.url or "")
    query = urlencode([*selection.filters.pairs(), *options.pairs()])
    return base._replace(path=base.path or "/", query=query, fragment="").geturl()


def _link(path: str, pairs: list[tuple[str, str]], name: str, said: str) -> str:
    query = f"?{urlencode(pairs)}" if pairs else ""
    file = path if path.startswith("citations") else path.replace("events", "defections")
    more = f" {escape(said)}" if said else ""
    return f'<li><a href="{escape(path + query)}" download="{file}">{escape(name)}</a>{more}</li>'


def _links(items: Iterable[str]) -> str:
    return f'<ul class="downloads">{"".join(items)}</ul>'
