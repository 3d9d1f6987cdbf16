"""What has a country but no point is drawn as somewhere in it, and not as a place."""

import json

import pytest

from dashboard.dataset import Dataset
from dashboard.dataset.country_points import points_by_country, somewhere_in
from dashboard.export.tables import as_geojson
from tests.builders import HEAD, dataset, event, selection
from tests.charts.map.drawn import arcs, by_name, drawn, labels, legend, marks
from tests.charts.map.events import PLACES, context, defection, file_of, points
from tests.figures import trace, traces

TO_TURKEY = "{status: known, country: TR}"

# Posts and destinations of which only the country is known.
FOUR = (
    "schema_version: 1\ntitle: T\nsources: {s: {type: book}}\n"
    "places: {sy: {name: Syria, country: SY, precision: country}}\nevents:\n"
    + "".join(event(f"a{n}", "defection", post="{country: SY}", destination=TO_TURKEY) for n in "123")
    + event("a4", "defection", post="{place: sy}", destination=TO_TURKEY)
)
RESTAURANT = "{name: 'Restaurant <i>A & B</i>, 12 Jinjiang Street', country: CN, precision: exact}"
WHOLE_CHINA = "{name: China, country: CN, precision: country}"
SYRIA, TURKEY = (
    "Somewhere in Syria (coordinates not given)",
    "Somewhere in Türkiye (coordinates not given)",
)


def test_events_known_only_to_their_country_have_one_mark_and_one_route() -> None:
    figure = drawn(dataset(FOUR))
    found = by_name(figure)
    assert {name: it["number"] for name, it in found.items()} == {SYRIA: 4, TURKEY: 4}
    assert (found[SYRIA]["lon"], found[SYRIA]["lat"]) == points_by_country()["SY"]
    assert "Somewhere in Syria\n4 defections" in labels(figure)


def test_marks_of_countries_are_crossed_and_the_legend_says_what_that_means() -> None:
    figure = drawn(dataset(FOUR))
    places = trace(figure, "Places")
    assert sorted(places.marker.symbol) == ["circle-cross", "diamond-cross"]
    assert legend(figure)["Somewhere in the country"].symbol == "circle-cross"
    assert "Somewhere in the country" not in legend(drawn(file_of(defection("a", "london", "seoul"))))


def test_a_route_is_dashed_near_an_end_of_which_only_the_country_is_known() -> None:
    to_country = defection("a", "london").replace("status: unknown", "status: known, country: KR")
    lines = [it for it in drawn(file_of(to_country)).data if it.mode == "lines"]
    (solid,), (dashed,) = ([it for it in lines if bool(it.line.dash) is dash] for dash in (False, True))
    assert (solid.lon[0], solid.lat[0]) == (0, 51.5)
    assert (solid.lon[-2], solid.lat[-2]) == (dashed.lon[0], dashed.lat[0])
    assert (dashed.lon[-2], dashed.lat[-2]) == points_by_country()["KR"]
    assert len(solid.lon) > len(dashed.lon)
    assert not [
        it for it in drawn(file_of(defection("a", "london", "seoul"))).data if it.mode == "lines" and it.line.dash
    ]


def test_between_two_countries_both_ends_of_a_route_are_dashed() -> None:
    figure = drawn(dataset(FOUR))
    assert len(arcs(figure)) == 3
    (dashed,) = [it for it in figure.data if it.mode == "lines" and it.line.dash]
    assert list(dashed.lon).count(None) == 2


@pytest.mark.parametrize("precision", ["", "exact", "near", "adm2", "adm1", "country"])
def test_a_place_without_a_point_is_drawn_in_its_country_however_exact_it_is_said_to_be(precision: str) -> None:
    said = f", precision: {precision}" if precision else ""
    of = file_of(defection("a", "aleppo"), context("c", "aleppo"), places={"aleppo": f"{{name: A, country: SY{said}}}"})
    (mark,) = marks(drawn(of))
    assert (mark["lon"], mark["lat"], mark["name"]) == (*points_by_country()["SY"], SYRIA)
    assert (mark["number"], mark["about"]) == (1, 1)
    assert (selection(of).counts.unplaced, selection(of).counts.unplaced_context) == (0, 0)


def test_a_place_without_point_and_country_is_drawn_in_the_country_of_the_post() -> None:
    text = event("a", "defection", post="{place: camp, country: SY}")
    (mark,) = marks(drawn(dataset(f"{HEAD}places: {{camp: {{name: Camp}}}}\nevents:\n{text}")))
    assert mark["name"] == SYRIA


RESTAURANT = "{name: 'Restaurant <i>A & B</i>, 12 Jinjiang Street', country: CN, precision: exact}"


@pytest.mark.parametrize("is_crowded", [False, True])
def test_places_without_a_point_are_named_in_the_hover_of_their_country_as_far_as_they_are_selected(
    is_crowded: bool,
) -> None:
    crowd = points({f"p{n}": (n % 20 / 20, 51 + n // 20 / 20) for n in range(300 * is_crowded)})
    places = crowd | {"r": RESTAURANT, "z": "{name: Zhu, country: CN}", "cn": WHOLE_CHINA}
    of = file_of(*(defection(n, post) for n, post in enumerate([*"zrr", *crowd])), context("c", "cn"), places=places)

    def said(*ids: str) -> list[str]:
        figure = drawn(of, *ids, *(str(n) for n in range(3, 303 * is_crowded)))
        assert bool(traces(figure, "Sums")) is is_crowded
        (hover,) = (mark["hover"] for mark in marks(figure) if "China" in mark["hover"])
        return hover.split("\n")

    head, restaurant = "Somewhere in China (coordinates not given)", "Restaurant <i>A & B</i>, 12 Jinjiang Street"
    assert said("0", "1", "2", "c")[:4] == [head, restaurant, "Zhu", "3 defected from here"]
    assert said("0")[:3] == [head, "Zhu", "1 defected from here"]
    assert said("c")[:2] == [head, "1 context event"]


def test_of_many_places_without_a_point_the_hover_names_some_and_says_how_many_more() -> None:
    places = {f"p{n}": f"{{name: Place {n}, country: CN}}" for n in range(7)}
    (mark,) = marks(drawn(file_of(*(defection(n, f"p{n}") for n in range(7)), places=places)))
    assert mark["hover"].split("\n")[1:7] == [*(f"Place {n}" for n in range(4)), "and 3 more", "7 defected from here"]


@pytest.mark.parametrize("precision", ["region", "international"])
def test_what_may_lie_along_a_border_or_outside_of_its_country_is_not_drawn_in_it_but_counted(precision: str) -> None:
    places = PLACES | {"border": f"{{name: Border, country: CN, precision: {precision}}}"}
    known = file_of(defection("a", "london"), context("t", "border"), places=places)
    assert list(by_name(drawn(known))) == ["London"]
    assert selection(known).counts.unplaced_context == 1


def test_a_place_of_the_precision_country_that_has_a_point_stays_there() -> None:
    places = {"russia": "{name: Russia, country: RU, lat: 60, lon: 100, precision: country}"}
    (mark,) = by_name(drawn(file_of(defection("a", "russia"), places=places))).values()
    assert (mark["lon"], mark["lat"], mark["name"]) == (100, 60, "Russia (country; exact place not known)")


@pytest.mark.parametrize("query", ["box=35,32,43,38", "box=38,35,39,36"])
def test_a_box_goes_by_the_drawn_point(query: str) -> None:
    assert len(selection(dataset(FOUR), query)) == 4
    assert len(selection(dataset(FOUR), "box=0,0,10,10")) == 0


def test_no_point_of_a_country_gets_into_the_data() -> None:
    of: Dataset = dataset(FOUR)
    assert of.frames.events[["latitude", "longitude"]].isna().all(axis=None)
    assert of.frames.locations["latitude"].isna().all()
    assert {it["geometry"] for it in json.loads(as_geojson(selection(of)))["features"]} == {None}


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("SY", "Somewhere in Syria"),
        ("GB", "Somewhere in the United Kingdom"),
        ("CF", "Somewhere in the Central African Republic"),
    ],
)
def test_a_country_is_named_as_a_sentence_would(code: str, words: str) -> None:
    assert somewhere_in(code) == words
