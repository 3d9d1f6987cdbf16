"""No timeline is more than a browser takes, whatever is in the file."""

import json
import re
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest

from dashboard.charts.timeline.figure_parts import MAX_FIGURE_BYTES, fits_browser
from dashboard.dataset import Dataset
from tests.builders import dataset
from tests.charts.timeline.events import HEAD, claim, context, dated, defection, draw, file_of, kind, random_defections


def test_what_goes_to_the_browser_is_measured_with_labels_and_all() -> None:
    assert fits_browser({"data": [], "layout": {"yaxis": {"ticktext": ["<b>"]}}})
    assert not fits_browser({"data": [], "layout": {"yaxis": {"ticktext": ["x" * MAX_FIGURE_BYTES]}}})
    assert not fits_browser({"data": [{"text": ["x" * MAX_FIGURE_BYTES]}], "layout": {}})


def repeated(dataset: Dataset, times: int) -> Dataset:
    """Return a dataset with its events several times over, their ids apart; its records are those of the first."""
    old = dataset.frames
    count = len(old.events)
    frames = {}
    for name in ("events", "milestones", "locations", "persons", "cited", "search"):
        frame = getattr(old, name)
        grown = pd.concat([frame] * times, ignore_index=True)
        if "event" in grown:
            grown["event"] += np.repeat(np.arange(times), len(frame)) * count
        frames[name] = grown
    frames["events"]["id"] = [f"e{n}" for n in range(count * times)]
    return Dataset(dataset.records, replace(old, **frames), dataset.sha256)


@pytest.mark.parametrize(("count", "times"), [(3, 1), (100, 1), (600, 1), (800, 1), (1000, 1), (1000, 100)])
@pytest.mark.parametrize("width", [360, 1070, 2400])
def test_what_goes_to_the_browser_is_bounded(count: int, times: int, width: int) -> None:
    few = dataset(file_of(*random_defections(count)))
    figure = draw(repeated(few, times) if times > 1 else few, width)
    assert len(figure.to_json()) <= 230_000
    assert sum(len(t.x) for t in figure.data) <= 3000
    assert figure.layout.height <= 1700


@pytest.mark.parametrize(
    ("letter", "length"),
    [("w", 44), ("<", 44), ("w", 1000), ("\u97d3", 1000), ("\u200b", 1000), ("\U0001f600", 9900)],
)
def test_bars_are_bounded_whatever_their_categories_and_marked_events_are_called(letter: str, length: int) -> None:
    name = json.dumps("a" + letter * length, ensure_ascii=letter == "\u200b")
    days = [str(date(2016, 1, 1) + timedelta(days=n)) for n in range(170)]

    def ranked(rank: int, n: int, day: str) -> str:
        written = f"name: {name if rank == 0 and n < 20 else 'Kim'}, rank: r{rank}"
        return re.sub(r'"name": [^}]+', lambda _: written, defection(f"e{rank}-{n}", claim(day)))

    # As many bars as there may be, each of all categories and of fractions of events.
    dates = [*days, f"{days[0]}/{days[-1]}"]
    events = [ranked(rank, n, date) for rank in range(7) for n, date in enumerate(dates)]
    ranks = "ranks:\n" + "".join(f"  r{rank}: {{label: {name}}}\n" for rank in range(7))
    whole = dataset(HEAD.replace("events:", f"{ranks}events:") + "".join([*events, *dated(days, context)]))
    marked = [f"e0-{n}" for n in range(20)]
    figure = draw(whole, 1200, colour_by="rank", marked=marked, legend=True)
    assert kind(figure) == "histogram"
    assert sum(len(t.x) for t in figure.data if t.type == "bar") == 8 * 170
    assert len(figure.to_json()) <= MAX_FIGURE_BYTES


def test_long_notes_are_shortened_before_lanes_are_given_up() -> None:
    long = ", note: " + json.dumps("A note that goes on and on, as notes do. " * 20)
    events = [defection(f"e{n}", claim(f"20{n // 4:02}~").replace("}]}", "}]" + long + "}")) for n in range(50)]
    figure = draw(file_of(*events))
    assert kind(figure) == "lanes"
    assert len(figure.to_json()) <= 230_000
