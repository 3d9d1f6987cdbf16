"""The bare page: the least Streamlit page with the same map, timeline and one filter, and nothing else of ours."""

import json
import os
from pathlib import Path

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

st.set_page_config(layout="wide")


@st.cache_data
def load(path: str) -> pd.DataFrame:
    return pd.DataFrame(json.loads(Path(path).read_text(encoding="utf-8")))


events = load(os.environ["EVENTS"])
chosen = st.sidebar.multiselect("Country", sorted(events["country"].unique()), key="country")
kept = events[events["country"].isin(chosen)] if chosen else events
st.write(f"{len(kept)} of {len(events)} events")
places = go.Figure(go.Scattergeo(lon=kept["longitude"], lat=kept["latitude"], mode="markers", text=kept["name"]))
places.update_geos(visible=False)
st.plotly_chart(places, key="map")
times = go.Figure(go.Scatter(x=kept["date"], y=kept["rank"], mode="markers", text=kept["name"]))
st.plotly_chart(times, key="timeline")
