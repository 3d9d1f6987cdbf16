"""The same map, timeline and one filter in Dash."""

import json
import os
from pathlib import Path

import pandas as pd
import plotly.graph_objects as go
from dash import Dash, Input, Output, dcc, html

events = pd.DataFrame(json.loads(Path(os.environ["EVENTS"]).read_text(encoding="utf-8")))
app = Dash(__name__)
app.layout = html.Div(
    [
        dcc.Dropdown(sorted(events["country"].unique()), multi=True, id="country"),
        html.P(id="count"),
        dcc.Graph(id="map"),
        dcc.Graph(id="timeline"),
    ]
)


@app.callback(
    Output("map", "figure"), Output("timeline", "figure"), Output("count", "children"), Input("country", "value")
)
def draw(chosen: list[str] | None) -> tuple[go.Figure, go.Figure, str]:
    kept = events[events["country"].isin(chosen)] if chosen else events
    places = go.Figure(go.Scattergeo(lon=kept["longitude"], lat=kept["latitude"], mode="markers", text=kept["name"]))
    places.update_geos(visible=False)
    times = go.Figure(go.Scatter(x=kept["date"], y=kept["rank"], mode="markers", text=kept["name"]))
    return places, times, f"{len(kept)} of {len(events)} events"


app.run(port=int(os.environ["PORT"]), debug=False)
