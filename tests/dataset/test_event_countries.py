"""Which events have a country."""

from dashboard.dataset.event_countries import country_search
from tests.builders import HEAD, dataset, event

FRAMES = dataset(
    HEAD
    + "places: {here: {name: Here, country: CN}}\nevents:\n"
    + event("a", "defection", origin="KP", post="{country: RU}", destination="{status: known, country: KR}")
    + event("b", "context", title="B", places="[here]")
    + event("c", "defection", post="{place: here}")
).frames


def test_an_event_has_the_countries_of_origin_post_destination_and_places():
    in_countries = country_search(FRAMES)
    for code in ("KP", "RU", "KR"):
        assert in_countries([code]).tolist() == [True, False, False]
    assert in_countries(["CN"]).tolist() == [False, True, True]
    assert in_countries(["KP", "CN"]).tolist() == [True, True, True]
    assert in_countries(["JP"]).tolist() == in_countries([]).tolist() == [False] * 3
