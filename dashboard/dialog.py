"""The Export dialog: pictures, a page, data, citations and links, all of what the page shows."""

from urllib.parse import urlencode

import streamlit as st

from dashboard import markup
from dashboard.components import PLOTLY_URL, components, plain
from dashboard.dataset import Dataset
from dashboard.export import evidence
from dashboard.export.figures import CHARTS, SIZES, THEMES, picture
from dashboard.selection import Selection, mask

_DATA = {
    "csv": "one row an event, for spreadsheets and pandas",
    "json": "whole records with every dated claim",
    "geojson": "a feature an event, for maps",
    "yaml": "an event file of its own, which <code>defections check</code> accepts",
}
_CITATIONS = {"txt": "Plain text", "bib": "BibTeX", "json": "CSL-JSON"}


@st.dialog("Export", width="large")
def export(dataset: Dataset, selection: Selection, colour_by: str, true_scale: bool) -> None:
    """Draw the dialog of a selection."""
    said = "; ".join(evidence.statement(dataset, selection))
    st.html(f'<p class="filters">{markup.escape(said)}</p>')
    query = urlencode(selection.pairs())
    kinds = ("Picture", "Page", "Data", "Cite", "Share")
    with_picture, with_page, with_data, with_citations, with_links = st.tabs(kinds)
    with with_picture:
        _picture(dataset, selection, colour_by, true_scale)
    with with_page:
        _page(colour_by, true_scale, query)
    with with_data:
        st.html(_links((f"events.{kind}", query, kind.upper() if kind != "geojson" else "GeoJSON", words)
                       for kind, words in _DATA.items()))  # fmt: skip
    with with_citations:
        _citations(dataset, selection, query)
    with with_links:
        _share(selection)


def _picture(dataset: Dataset, selection: Selection, colour_by: str, true_scale: bool) -> None:
    left, middle, right = st.columns(3)
    chart = left.segmented_control(
        "Chart", list(CHARTS), key="picture-chart", default="both", required=True, format_func=CHARTS.__getitem__
    )
    size = middle.selectbox("Size", list(SIZES), key="picture-size", format_func=lambda name: SIZES[name].label)
    theme = right.segmented_control(
        "Ground", list(THEMES), key="picture-theme", default="light", required=True, format_func=str.capitalize
    )
    figure = picture(dataset, selection, chart, colour_by, SIZES[size], theme, true_scale)
    components()["picture"](
        key="picture",
        data={
            "figure": plain(figure),
            "scale": SIZES[size].scale,
            "dpi": SIZES[size].dpi,
            "name": f"defections-{chart}",
            "title": f"{dataset.records.title}: {CHARTS[chart]}",
            "words": [*evidence.statement(dataset, selection),
                      *evidence.credits_of(dataset, mask(selection, dataset), basemap=chart != "timeline")],
            "plotly": PLOTLY_URL,
        },
    )  # fmt: skip
