"""How long the server takes to answer a filter: selection, counts of the options, both figures, a page of the table.

All of it is done anew for every selection, on one core, without the sharing between readers that the page has.
"""

import json
import os
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from dashboard.charts.map.figure import draw_map
from dashboard.charts.timeline.figure import draw_timeline
from dashboard.charts.view import ChartSize, chart_view
from dashboard.dataset import Dataset, load
from dashboard.markup.event_cards import cards
from dashboard.markup.event_table import table
from dashboard.page.script import EVENTS_PER_PAGE
from dashboard.page.sizes import CHART_WIDTH_PX, MAP_HEIGHT_PX, TIMELINE_HEIGHT_PX
from dashboard.selection import Selection, ViewOptions, select
from dashboard.selection.filters import COLOUR_BY
from tests.benchmarks.events import RANKS, written

SELECTIONS = 60


def selections(dataset: Dataset, count: int, seed: int = 7) -> list[Selection]:
    """Return selections at random: none, one or a few filters each, of every kind."""
    chance = random.Random(seed)
    year = chance.randint
    kinds = (
        lambda: [("post", chance.choice(("RU", "CN", "GB", "IT", "CU")))],
        lambda: [("rank", chance.choice(RANKS))],
        lambda: [("status", "confirmed")],
        lambda: [("to", chance.choice(("KR", "unknown")))],
        lambda: [("from", f"{year(1990, 2005)}"), ("until", f"{year(2006, 2025)}-06")],
        lambda: [("box", "20,40,140,70")],
        lambda: [("q", chance.choice(("london", "official 12", "archive rome", "beijing 7", "chol")))],
    )
    chosen = [[pair for kind in chance.sample(kinds, chance.randint(0, 3)) for pair in kind()] for _ in range(count)]
    return [select(dataset, pairs)[0] for pairs in chosen]


def answer(selection: Selection, colour_by: str) -> int:
    """Do what the server does for one click, and return the bytes of both figures as JSON."""
    _ = selection.option_counts, selection.period_counts, selection.counts
    options = ViewOptions(colour_by)
    figures = (
        draw_map(selection, options, ChartSize(CHART_WIDTH_PX, MAP_HEIGHT_PX)),
        draw_timeline(selection, options, ChartSize(CHART_WIDTH_PX, TIMELINE_HEIGHT_PX)),
    )
    rows = selection.rows_in_display_order[:EVENTS_PER_PAGE].tolist()
    cards(selection, rows, chart_view(selection, options, CHART_WIDTH_PX).colours(rows), frozenset())
    table(selection, rows, frozenset())
    return sum(len(figure.to_json().encode()) for figure in figures)


def rows(sizes: tuple[int, ...], folder: Path) -> Iterator[dict[str, object]]:
    """Yield a row for every size."""
    for size in sizes:
        file, _ = written(size, folder)
        command = [sys.executable, "-m", __name__, str(file)]
        environment = {**os.environ, "XDG_CACHE_HOME": str(folder)}
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
        seconds, sent = json.loads(done.stdout)
        yield {
            "n": size,
            "selections": len(seconds),
            "median, ms": f"{1000 * statistics.median(seconds):.0f}",
            "p95, ms": f"{1000 * sorted(seconds)[int(0.95 * len(seconds))]:.0f}",
            "max, ms": f"{1000 * max(seconds):.0f}",
            "figures, kB at most": f"{max(sent) / 1e3:.0f}",
        }


def main() -> None:
    """Answer selections of the file named, on one core, and print seconds and bytes of each as JSON."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    dataset = load(Path(sys.argv[1])).dataset
    assert dataset
    chance = random.Random(7)
    answer(Selection(dataset), "country")  # so that what is made once for all readers is made
    seconds, sent = [], []
    for selection in selections(dataset, SELECTIONS):
        began = time.perf_counter()
        sent.append(answer(selection, chance.choice(list(COLOUR_BY))))
        seconds.append(time.perf_counter() - began)
    print(json.dumps([seconds, sent]))


if __name__ == "__main__":
    main()
