"""A second cue for status on the map: where colours stand for it, labels say it in words."""

import pytest

from dashboard.charts.map.figure import draw_map
from dashboard.charts.view import ChartSize
from dashboard.dataset.vocabulary import STATUS_LABELS
from dashboard.selection import ViewOptions
from tests.benchmarks.events import event_file, made_up
from tests.builders import dataset, selection
from tests.charts.map.drawn import labels

SIZE = ChartSize(1070, 372)


def label_texts(events, colour_by: str) -> list[str]:
    return labels(draw_map(events, ViewOptions(colour_by), SIZE))


@pytest.mark.parametrize("status", STATUS_LABELS)
def test_where_colours_stand_for_status_the_label_of_a_post_says_which(status, shipped_file):
    text = shipped_file.read_text(encoding="utf-8")
    assert "status: confirmed" in text
    events = selection(dataset(text.replace("status: confirmed", f"status: {status}")), "post=GB&context=0")
    (london,) = [label for label in label_texts(events, "status") if "London" in label]
    assert STATUS_LABELS[status].lower() in london
    (london,) = [label for label in label_texts(events, "country") if "London" in label]
    assert STATUS_LABELS[status].lower() not in london


def test_a_cluster_says_the_statuses_of_all_its_events():
    labels = label_texts(selection(dataset(event_file(made_up(400)))), "status")
    assert any("\nconfirmed, unconfirmed" in label for label in labels)
