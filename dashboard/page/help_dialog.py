"""The help dialog: the manual's page on reading the page."""

import re
from pathlib import Path

import streamlit as st

from dashboard.page.state import close_dialog

_MANUAL = Path(__file__).parents[1] / "docs" / "reading.md"

_LINK_WITHIN_MANUAL = re.compile(r"!?\[([^]]*)\]\((?!https?://)[^)]*\)")


@st.dialog("Help", width="medium", on_dismiss=close_dialog)
def draw_help_dialog() -> None:
    """Draw the dialog."""
    with st.container(key="help"):
        st.markdown(help_text(_MANUAL.read_text(encoding="utf-8")))


def help_text(manual: str) -> str:
    """Return a page of the manual without its title; links to its other pages, which are not served, become text."""
    return _LINK_WITHIN_MANUAL.sub(r"\1", manual.partition("\n")[2])
