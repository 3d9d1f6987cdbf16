"""The parts of the page that run in the browser: a chart, a picture to download, and the line to the server."""

import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import plotly.graph_objects as go
import streamlit as st
from markupsafe import Markup

from dashboard.charts.view import ChartView
from dashboard.dataset.text import visible
from dashboard.export.picture import PictureSize
from dashboard.markup.chart_descriptions import ChartDescription
from dashboard.markup.compact_cards import MAX_CARD_EVENTS, UrlOfCard, compact_card
from dashboard.markup.environment import render
from dashboard.page import state
from dashboard.page.browser_url import is_url_written
from dashboard.plotly_js import plotly_js_url
from dashboard.selection.steps import EventSteps
from dashboard.settings import ASSETS


@st.cache_resource
def _components() -> dict[str, Any]:
    """Register the components of the page with Streamlit, and return them by name."""

    def component(name: str, *scripts: str, html: str | None = None) -> Any:
        js = "".join((ASSETS / script).read_text(encoding="utf-8") for script in scripts)
        return st.components.v2.component(f"defections.{name}", html=html, js=js, isolate_styles=False)

    return {
        "chart": component("chart", "load_plotly.js", "keys.js", "zoom.js", "counts_in_words.js", "chart.js"),
        "compact_card": component("compact_card", "compact_card.js"),
        "opened_cards": component("opened_cards", "keep_focus.js", "filter_sheet.js", "opened_cards.js"),
        "picture": component("picture", "load_plotly.js", "picture.js", html=render("page/picture.html")),
        "live": component("live", "live.js"),
        "announcer": component("announcer", "announcer.js"),
    }


@dataclass(frozen=True)
class Chart:
    """A chart of the page as the browser gets it."""

    figure_json: str
    description: ChartDescription
    marked: frozenset[str]  # ids of the events that stand out
    steps: EventSteps | None  # for those who have no mouse
    points: Sequence[Sequence[float]] | None = None  # of a map: longitude and latitude of marked events
    frame_height: int | None = None  # px, of the frame that embeds the page; nothing can be filtered there
    has_sheet: bool | None = None  # whether the filters are in a sheet; None where it does not matter


def draw_chart(key: str, chart: Chart) -> None:
    """Draw a chart with its heading and description, and record what the reader does on it."""
    with st.container(key=f"{key}-words"):
        st.html(render("page/chart_words.html", chart=key, heading=key.capitalize(), description=chart.description))
    # Streamlit keeps these callbacks for the whole session, so they must not hold the figure.
    marked = chart.marked

    def sent(name: str) -> Any:
        return st.session_state[key].get(name)  # a browser that draws a chart anew takes back what it reported

    _components()["chart"](
        key=key,
        data={
            "kind": key,
            "figure": chart.figure_json,
            "name": visible(chart.description.name),
            "marked": sorted(marked),
            "points": chart.points,
            "steps": asdict(chart.steps) if chart.steps else None,
            "plotly": plotly_js_url(),
            "writesUrl": is_url_written(),
            "narrows": chart.frame_height is None,
            "frame": chart.frame_height,
            **({} if chart.has_sheet is None else {"sheet": chart.has_sheet}),
        },
        on_clicked_change=lambda: state.toggle_mark(sent("clicked"), marked),
        on_stepped_change=lambda: state.mark(sent("stepped")),
        on_narrowed_change=lambda: state.narrow_to(sent("narrowed")),
        on_zoom_change=lambda: state.set_zoom(sent("zoom")),
        on_width_change=lambda: state.set_chart_width(sent("width")),
        on_sheet_change=lambda: state.set_sheet(sent("sheet")),
        on_frame_change=lambda: state.set_frame_height(sent("frame")),
    )


def draw_card_of_marked(view: ChartView, remarks: Sequence[str], url_of_card: UrlOfCard = None) -> None:
    """Show the compact card of the marked events over the charts, until the reader closes it."""
    rows = view.marked_rows.tolist()
    colours = view.colours(rows[:MAX_CARD_EVENTS])
    html = compact_card(view.selection, rows, colours, url_of_card, remarks) if rows else Markup()
    _components()["compact_card"](
        key="compact-card",
        data={"html": html, "ids": sorted(view.marked)},
        on_closed_change=state.unmark,
    )


@dataclass(frozen=True)
class Picture:
    """A picture to download, with what its file says of itself."""

    figure: go.Figure
    size: PictureSize
    file_name: str  # without its ending
    title: str
    description: str


def draw_picture_component(picture: Picture, choice: list[str], typed: str) -> None:
    """Show a picture with download buttons, disabled once the controls show another `choice` or another title."""
    _components()["picture"](
        key="picture",
        data={
            "figure": json.loads(picture.figure.to_json()),
            "scale": picture.size.scale,
            "dpi": picture.size.dpi,
            "name": picture.file_name,
            "choice": choice,
            "typed": typed,
            "title": picture.title,
            "description": picture.description,
            "plotly": plotly_js_url(),
        },
    )


def keep_cards_open() -> None:
    """Keep full cards and the focus as the reader left them when the page draws them anew; listen to their buttons."""
    key = "opened-cards"
    _components()["opened_cards"](
        key=key, on_toggled_change=lambda: state.toggle_event(st.session_state[key]["toggled"])
    )


def draw_live_line(version: str) -> None:
    """Keep a WebSocket to the server open, and rerun the page when the data have a new version."""
    _components()["live"](key="changes", data={"version": version}, on_changed_change=state.note_action)


def announce(sentences: Sequence[str]) -> None:
    """Have screen readers say those of some sentences that the page did not say before."""
    _components()["announcer"](key="announcements", data={"sentences": list(map(visible, sentences))})


def plain_text(value: str) -> str:
    """Return a text that Streamlit shows as it is where it reads a label as Markdown."""
    return re.sub(r"([\\`*_\[\]()!$:<>~#|&])", r"\\\1", visible(value))
