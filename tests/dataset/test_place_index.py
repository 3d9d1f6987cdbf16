"""The places of a file by number: small locations frames, numbers by hand."""

import numpy as np
import pandas as pd

from dashboard.dataset.place_index import PlaceIndex, build_place_index

PLACES = {
    "london": ("London", 51.5, -0.1, "exact"),
    "seoul": ("Seoul", 37.6, 127.0, None),
    "rome": ("Rome", 42, 12, "near"),
}
DTYPES = {"event": "int64", "precision": "str"}


def index_of(*rows: tuple[int, str, str], events: int) -> PlaceIndex:
    """Index locations, each given as the row number of its event, its role and its place."""
    columns = ["event", "role", "place", "name", "latitude", "longitude", "precision"]
    located = pd.DataFrame([(*row, *PLACES[row[2]]) for row in rows], columns=columns).astype(DTYPES)
    return build_place_index(located, events)


def test_places_are_numbered_as_they_first_come():
    index = index_of((0, "post", "seoul"), (1, "post", "london"), (1, "destination", "seoul"), events=2)
    assert (index.keys, index.names) == (("seoul", "london"), ("Seoul", "London"))
    assert index.precisions == (None, "exact")
    assert index.longitude.tolist() == [127.0, -0.1]
    assert index.latitude.tolist() == [37.6, 51.5]


def test_each_event_has_the_numbers_of_its_post_and_destination_or_none():
    index = index_of((0, "post", "seoul"), (2, "destination", "london"), events=3)
    assert index.post.tolist() == [0, -1, -1]
    assert index.destination.tolist() == [-1, -1, 1]


def test_a_context_event_may_have_several_places():
    index = index_of((1, "context", "seoul"), (1, "context", "rome"), (3, "context", "seoul"), events=4)
    assert index.context_event.tolist() == [1, 1, 3]
    assert index.context_place.tolist() == [0, 1, 0]


def test_the_points_of_events_are_those_of_post_context_and_destination():
    index = index_of(
        (0, "post", "london"), (0, "destination", "seoul"), (1, "post", "rome"), (3, "context", "rome"), events=4
    )  # fmt: skip
    assert index.points_of(np.array([0, 3])) == [[-0.1, 51.5], [12.0, 42.0], [127.0, 37.6]]
    assert index.points_of(np.array([2])) == []


def test_events_with_the_same_post_and_destination_share_a_route():
    index = index_of(
        (0, "post", "london"), (0, "destination", "seoul"),
        (1, "post", "rome"), (1, "destination", "seoul"),
        (2, "post", "london"),
        (3, "post", "london"), (3, "destination", "seoul"),
        events=4,
    )  # fmt: skip
    assert [(index.keys[post], index.keys[end]) for post, end in index.routes] == [
        ("london", "seoul"),
        ("rome", "seoul"),
    ]
    assert index.route.tolist() == [0, 1, -1, 0]


def test_without_places_there_is_nothing():
    index = index_of(events=2)
    assert index.keys == ()
    assert index.routes.shape == (0, 2)
    assert index.route.tolist() == index.post.tolist() == [-1, -1]
    assert np.array_equal(index.context_event, [])
