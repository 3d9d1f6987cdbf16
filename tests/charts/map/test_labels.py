"""Labels: what they say, and that none covers a mark, a route, another label or the edge."""

import math
import random
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

import numpy as np
import plotly.graph_objects as go
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.charts.map.label_placement import Label, LabelObstacles, Priority, place_labels
from dashboard.charts.map.label_texts import Line
from dashboard.charts.map.labels import LabelCandidate, place_map_labels
from dashboard.charts.map.projection import Canvas, ProjectedExtent, Viewport
from dashboard.charts.text_metrics import text_width
from dashboard.charts.theme import INK, LAND_HALO, MUTED, PAPER_HALO
from dashboard.charts.view import ChartSize
from dashboard.dataset import Dataset
from dashboard.selection import ViewOptions
from tests.charts.map.drawn import arcs, drawn, labels, marks, plain, to_pixels
from tests.charts.map.events import PLACES, context, defection, file_of, points
from tests.figures import trace

Rectangle = tuple[float, float, float, float]  # left, top, right, bottom


def rectangle(label: Label, position: str, away: float) -> Rectangle:
    vertical, horizontal = position.split()
    x, y, width, height = label.x, label.y, label.width, label.height
    left = {"left": x - away - width, "center": x - width / 2, "right": x + away}[horizontal]
    top = {"top": y - away - height, "middle": y - height / 2, "bottom": y + away}[vertical]
    return left, top, left + width, top + height


def distance(it: Rectangle, x: float, y: float) -> float:
    return math.hypot(max(it[0] - x, 0, x - it[2]), max(it[1] - y, 0, y - it[3]))


def overlap(a: Rectangle, b: Rectangle) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


# On a map


def label_rectangles(figure: go.Figure) -> list[Rectangle]:
    """Return where plotly draws the labels: off the marker by 1.25 radii and a pixel."""
    shown, at = trace(figure, "Labels"), to_pixels(figure)
    found = []
    for n, markup in enumerate(shown.text):
        lines = plain(markup).split("\n")
        x, y = at(shown.lon[n], shown.lat[n])
        width = max(text_width(line, 13) for line in lines)
        away = 1.25 * shown.marker.size[n] / 2 + 1
        found.append(rectangle(Label(x, y, 0, width, 16 * len(lines)), shown.textposition[n], away))
    return found


def points_on_routes(figure: go.Figure) -> np.ndarray:
    """Return points in pixels, close together, on all routes."""
    at = to_pixels(figure)
    found = [np.empty((0, 2))]
    for path in arcs(figure):
        points = np.array([at(*point) for point in path])
        steps = points[1:] - points[:-1]
        before = np.abs(steps[:, 0]) < figure.layout.width / 2  # not around the back of the map
        found += [points[:-1][before] + t * steps[before] for t in np.linspace(0, 1, 8)]
    return np.concatenate(found)


def assert_labels_are_clear(figure: go.Figure) -> None:
    at, rectangles = to_pixels(figure), label_rectangles(figure)
    height = figure.layout.height - figure.layout.margin.b
    routes = points_on_routes(figure)
    assert rectangles
    for it in rectangles:
        assert it[0] >= 0
        assert it[1] >= 0
        assert it[2] <= figure.layout.width
        assert it[3] <= height
        for mark in marks(figure):
            assert distance(it, *at(mark["lon"], mark["lat"])) >= mark["size"] / 2
        across = np.maximum(np.maximum(it[0] - routes[:, 0], routes[:, 0] - it[2]), 0)
        down = np.maximum(np.maximum(it[1] - routes[:, 1], routes[:, 1] - it[3]), 0)
        assert not len(routes) or np.hypot(across, down).min() > 1
    assert not [pair for pair in combinations(rectangles, 2) if overlap(*pair)]


@pytest.mark.parametrize("size", [(350, 300), (358, 320), (358, 270), (700, 400), (1070, 372), (1160, 560)])
def test_no_label_of_the_shipped_file_covers_a_mark_a_route_or_another_label(
    shipped: Dataset, size: tuple[int, int]
) -> None:
    figure = drawn(shipped, size=ChartSize(*size))
    assert_labels_are_clear(figure)
    named = {label.split("\n")[0] for label in labels(figure)}
    assert {"London", "St. Petersburg", "Vladivostok", "Seoul"} <= named


def test_no_label_of_a_crowded_map_covers_anything() -> None:
    crowd = {
        f"p{n}": f"{{name: Place number {n}, country: DE, lat: {45 + 1.7 * (n % 6)}, lon: {2 + 2.3 * (n // 6)}}}"
        for n in range(36)
    }
    events = [defection(f"e{n}", f"p{n}", "unknown" if n % 3 else "moscow") for n in range(36)]
    figure = drawn(file_of(*events, places=PLACES | crowd), size=ChartSize(1000, 500))
    assert_labels_are_clear(figure)
    assert len(labels(figure)) < 36


def test_a_label_names_the_place_in_bold_and_the_person_and_whereabouts_beneath() -> None:
    figure = drawn(file_of(defection("a", "london", "unknown", name="Thae Yong-ho")))
    (label,) = trace(figure, "Labels").text
    assert label.startswith("<b>London</b><br>")
    assert labels(figure) == ["London\nThae Yong-ho\nwhereabouts unknown"]


def test_a_label_of_several_events_counts_them() -> None:
    assert labels(drawn(file_of(defection("a", "london"), defection("b", "london")))) == ["London\n2 defections"]


def test_labels_of_dimmed_marks_are_in_the_quieter_ink() -> None:
    dataset = file_of(defection("a", "london"), defection("b", "moscow"))
    shown = trace(drawn(dataset, options=ViewOptions(marked=("a",))), "Labels")
    assert dict(zip((ids[0] for ids in shown.customdata), shown.textfont.color, strict=True)) == {
        "a": INK,
        "b": MUTED,
    }


def test_each_label_has_a_halo_in_the_colour_of_what_is_below_it() -> None:
    places = points({"steppe": (100, 60), "ocean": (-40, 30)})
    shown = trace(drawn(file_of(defection("a", "steppe"), defection("b", "ocean"), places=places)), "Labels")
    halos = dict(zip((ids[0] for ids in shown.customdata), shown.textfont.shadow, strict=True))
    assert halos == {"a": LAND_HALO, "b": PAPER_HALO}


# In a viewport


VIEWPORT = Viewport(0, 0, 2.0, Canvas(720, 400, ProjectedExtent(0, 0, 360, 200)))
"""The whole world, 2 px a degree."""


def candidate(lon: float, text: str = "Somewhere", lines: int = 1) -> LabelCandidate:
    return LabelCandidate((lon, 0.0), 5.0, [[Line(text, text)] * lines] if lines else [], False, None)


def shown_labels(candidates: list[LabelCandidate], *paths: np.ndarray) -> dict[float, str]:
    shown = place_map_labels(candidates, paths, VIEWPORT).trace()
    return dict(zip(shown["lon"], shown["textposition"], strict=True))


def test_a_mark_that_wants_no_label_still_keeps_others_off_and_near_their_own() -> None:
    assert shown_labels([candidate(0), candidate(30)]) == {0: "middle left", 30: "middle right"}
    assert shown_labels([candidate(0, lines=0), candidate(-30)]) == {-30: "middle left"}


def test_labels_keep_off_a_path() -> None:
    along = np.array([[lon, 0.0] for lon in range(0, 60, 10)])
    assert shown_labels([candidate(0)], along) == {0: "middle left"}


def test_a_path_around_the_back_of_the_map_is_in_nobodys_way() -> None:
    around = np.array([[170.0, 0.0], [-170.0, 0.0]])
    assert shown_labels([candidate(0)], around) == {0: "middle right"}


# Placement


def place(offered: list[list[Label]], *routes: tuple[float, float, float]) -> list[tuple[int, str] | None]:
    """Place labels beside their marks, on a map of 400 by 300 px with these points along routes."""
    marks = np.array([[label.x, label.y, label.radius] for label, *_ in offered])
    return place_labels(offered, LabelObstacles(400, 300, marks, np.array(routes, dtype=float).reshape(-1, 3)))


def one(x: float, y: float, radius: float = 5, width: float = 60, height: float = 16) -> list[Label]:
    return [Label(x, y, radius, width, height)]


def around_marks(marks: list[Label], routes: Sequence[tuple[float, float, float]]) -> LabelObstacles:
    at = np.array([[it.x, it.y, it.radius] for it in marks])
    return LabelObstacles(400, 300, at, np.array(routes, dtype=float))


def test_a_label_with_room_stands_to_the_right_of_its_mark() -> None:
    assert place([one(100, 100)]) == [(0, "middle right")]


def test_a_label_at_the_right_edge_stands_to_the_left() -> None:
    assert place([one(380, 100)]) == [(0, "middle left")]


def test_a_label_between_two_walls_stands_above_its_mark() -> None:
    assert place([one(100, 100, width=40)], *((x, y, 10) for x in (50, 150) for y in (80, 100, 120))) == [
        (0, "top center")
    ]


def test_a_label_without_room_is_left_out() -> None:
    assert place([one(200, 150)], *((x, y, 20) for x in range(0, 401, 20) for y in range(0, 301, 20))) == [None]


def test_a_label_wider_than_the_map_is_left_out() -> None:
    assert place([one(200, 150, width=500)]) == [None]


def test_where_the_full_label_has_no_room_a_shorter_one_is_taken() -> None:
    assert place([[Label(200, 150, 5, 60, 310), Label(200, 150, 5, 60, 16)]]) == [(1, "middle right")]


def test_who_comes_first_is_served_first_and_the_second_gives_way() -> None:
    # Both would fit on the right, one at a time.
    wanted = [one(100, 100, height=60), one(100, 150, height=60)]
    assert place(wanted) == [(0, "middle right"), (0, "middle left")]
    assert place(wanted[1:]) == [(0, "middle right")]


def test_two_labels_do_not_stand_so_close_that_they_read_as_one_unless_one_of_priority_has_no_other_room() -> None:
    first, second = one(100, 100), one(100, 118)
    assert place([first, second]) == [(0, "middle right"), (0, "middle left")]
    assert place([first, one(100, 122)]) == [(0, "middle right"), (0, "middle right")]
    wall = [(x, y, 10) for x in range(0, 200, 10) for y in (78, 141)] + [(80, 100, 6), (80, 118, 6)]
    assert place([first, second], *wall) == [(0, "middle right"), None]
    wanted = [[replace(it, priority=Priority.HIGH) for it in labels] for labels in (first, second)]
    assert place(wanted, *wall) == [(0, "middle right"), (0, "middle right")]


def test_a_label_stands_nearer_to_its_own_mark_than_to_any_other() -> None:
    neighbours = [one(100, 100, radius=3), one(130, 100, radius=3)]
    assert place(neighbours) == [(0, "middle left"), (0, "middle right")]


def test_a_label_of_a_small_mark_never_stands_against_a_larger_one() -> None:
    # Above the small disc the label would be nearer to the edge of the large one than to that of its own.
    small, large = Label(100, 100, 4, 60, 16), Label(112, 55, 18, 60, 16)
    routes = ((140, 100, 4), (60, 100, 4), (100, 116, 8))
    assert place_labels([[small]], around_marks([small], routes)) == [(0, "top center")]
    found = place_labels([[small]], around_marks([small, large], routes))
    assert found != [(0, "top center")]
    for n, position in filter(None, found):
        assert n == 0
        it = rectangle(small, position, 1.25 * small.radius + 2)
        assert distance(it, small.x, small.y) - small.radius < distance(it, large.x, large.y) - large.radius


def test_a_label_with_a_priority_covers_routes_only_where_it_has_no_other_room() -> None:
    everywhere = [(x, y, 20) for x in range(0, 401, 20) for y in range(0, 301, 20)]
    label = Label(200, 150, 5, 60, 16)
    assert place([[label]], *everywhere) == [None]
    wanted = replace(label, priority=Priority.HIGH)
    assert place([[wanted]], *everywhere) == [(0, "middle right")]
    assert place([[wanted]], (240, 150, 4)) == [(0, "middle left")]


HEMMED_IN = np.array([[200, 150, 5], *((x, y, 12) for x in range(120, 300, 20) for y in (130, 170)), [170, 150, 9],
                      [230, 150, 9]])  # fmt: skip
"""A mark at 200, 150, and no room for a label around it."""


def test_only_a_label_that_must_be_shown_covers_another_mark() -> None:
    around = LabelObstacles(400, 300, HEMMED_IN, np.empty((0, 3)))
    for priority in (Priority.NONE, Priority.HIGH):
        assert place_labels([[Label(200, 150, 5, 60, 16, priority)]], around) == [None]
    (found,) = place_labels([[Label(200, 150, 5, 60, 16, Priority.MUST)]], around)
    # Beside its own mark it covers one mark whole, and parts of those above and below.
    assert found in [(0, "middle right"), (0, "middle left")]


def test_a_spare_label_is_shown_only_where_one_that_must_be_shown_would_cover_a_mark() -> None:
    # Below its mark there is room for a line, not for two; and where nothing is in the way two lines are shown.
    two, line = Label(200, 60, 10, 60, 32, Priority.MUST), Label(200, 60, 10, 90, 16, Priority.MUST, is_spare=True)
    beside = [[x, y, 10] for x in (*range(100, 190, 18), *range(216, 320, 18)) for y in (14, 32, 50)]
    marks = np.array([[200, 60, 10], *beside], dtype=float)
    low = LabelObstacles(400, 96, marks, np.empty((0, 3)))
    assert place_labels([[two, line]], low) == [(1, "bottom center")]
    assert place_labels([[two, line]], LabelObstacles(400, 300, marks, np.empty((0, 3)))) == [(0, "bottom center")]
    assert place_labels([[two, line]], LabelObstacles(400, 96, marks[:1], np.empty((0, 3)))) == [(0, "middle right")]


def test_on_a_low_map_a_spare_label_that_must_be_shown_covers_a_mark_where_the_others_would_leave_the_map() -> None:
    # Two lines leave the map; a line has room inside it, but not beside marks that are as large as its own.
    two, line = Label(50, 15, 5, 30, 32, Priority.MUST), Label(50, 15, 5, 34, 16, Priority.MUST, is_spare=True)
    low = LabelObstacles(100, 30, np.array([[x, 15.0, 5] for x in (50, 10, 25, 75, 90)]), np.empty((0, 3)))
    assert place_labels([[two, line]], low) == [(1, "middle right")]
    assert place_labels([[two]], low) == [None]


def test_names_with_a_priority_have_their_places_before_any_label_grows() -> None:
    # The full label of the first would take the only room of the second, which is at the right edge.
    first = [Label(10, 50, 3, 200, 90), Label(10, 50, 3, 60, 16)]
    second = [Label(390, 50, 3, 250, 16)]
    around = LabelObstacles(400, 100, np.array([[10, 50, 3], [390, 50, 3]]), np.empty((0, 3)))
    assert place_labels([first, second], around) == [(0, "middle right"), None]
    wanted = [[replace(it, priority=Priority.HIGH) for it in labels] for labels in (first, second)]
    assert place_labels(wanted, around) == [(1, "middle right"), (0, "middle left")]


@given(
    crowd=st.lists(st.tuples(st.integers(0, 600), st.integers(0, 400), st.integers(3, 12)), max_size=60),
    x=st.integers(0, 600),
    y=st.integers(0, 400),
)
def test_the_label_of_the_largest_mark_is_shown_however_many_marks_crowd_around_it(
    crowd: list[tuple[int, int, int]], x: int, y: int
) -> None:
    marks = np.array([(x, y, 18), *crowd], dtype=float)
    wanted = [[Label(x, y, 18, 120, 32, Priority.MUST)], *([Label(*it, 60, 16)] for it in crowd)]
    assert place_labels(wanted, LabelObstacles(600, 400, marks, np.empty((0, 3))))[0] is not None


@given(
    anchors=st.lists(
        st.tuples(
            st.integers(0, 600),
            st.integers(0, 400),
            st.integers(3, 18),
            st.integers(10, 150),
            st.sampled_from([16, 32]),
        ),
        min_size=1,
        max_size=12,
    )
)
def test_labels_never_leave_the_map_nor_cover_a_mark_or_each_other(
    anchors: list[tuple[int, int, int, int, int]],
) -> None:
    marks = np.array([[x, y, radius] for x, y, radius, _, _ in anchors], dtype=float)
    wanted = [Label(*anchor) for anchor in anchors]
    placed = place_labels([[it] for it in wanted], LabelObstacles(600, 400, marks, np.empty((0, 3))))
    assert len(placed) == len(anchors)
    shown = [
        rectangle(label, found[1], 1.25 * label.radius + 2)
        for label, found in zip(wanted, placed, strict=True)
        if found
    ]
    assert not [pair for pair in combinations(shown, 2) if overlap(*pair)]
    for it in shown:
        assert 0 <= it[0] < it[2] <= 600
        assert 0 <= it[1] < it[3] <= 400
        assert all(distance(it, x, y) >= radius for x, y, radius, _, _ in anchors)


def test_the_label_of_context_says_how_many_events_it_stands_for() -> None:
    figure = drawn(file_of(context("a", "seoul"), context("b", "seoul"), context("c", "london")))
    assert sorted(labels(figure)) == ["London", "Seoul\n2 context events"]


def test_of_very_many_places_the_largest_has_its_label_and_none_else_says_its_number() -> None:
    # As `largest-unlabelled` of the cases: a town of 320 defections among 81 villages of one each.
    places = points({f"v{n}": (8 + n % 9 * 0.35, 49 + n // 9 * 0.35) for n in range(81)} | {"town": (9.4, 50.4)})
    events = [defection(f"v{n}", f"v{n}") for n in range(81)] + [defection(f"t{n}", "town") for n in range(320)]
    shown = labels(drawn(file_of(*events, places=places)))
    (largest,) = [text for text in shown if text.startswith("TOWN")]
    number = int(largest.split("\n")[1].split()[0])
    assert number >= 320
    assert all(int(text.split("\n")[1].split()[0]) < 320 for text in shown if text != largest and "\n" in text)


def test_in_a_dense_view_the_largest_disc_has_its_label_with_its_number_and_so_has_the_destination() -> None:
    # Fifty places around Beijing and around Shenyang, from which up to 30 defected each, most of them to Seoul.
    draw = random.Random(7)
    at = {
        f"{town}{n}": (lon + draw.uniform(-3, 3), lat + draw.uniform(-3, 3))
        for town, lon, lat in (("b", 116.407, 39.904), ("s", 123.431, 41.805))
        for n in range(50)
    }
    events = [
        defection(f"{key}-{n}", key, "seoul" if n % 5 else "unknown") for key in at for n in range(draw.randint(5, 30))
    ]
    figure = drawn(file_of(*events, places=points(at) | {"seoul": PLACES["seoul"]}))
    largest = max((it for it in marks(figure) if it["role"] == "post"), key=lambda it: it["number"])
    assert largest["number"] > 100
    (text,) = [text for text in labels(figure) if text.endswith(f"\n{largest['number']} defections")]
    assert f"\n{text.partition(chr(10))[0].partition(' + ')[0]} · " in largest["hover"]
    assert any(label.startswith("Seoul\n") for label in labels(figure))


@pytest.mark.parametrize("width", [358, 1070])
@pytest.mark.parametrize("name", ["Sankt-Peterburgskaya oblastnaya " * 3, "W" * 200])
def test_the_largest_mark_has_a_label_however_long_its_name(name: str, width: int) -> None:
    places = {"a": f"{{name: {name}, country: RU, lat: 60, lon: 30}}", "seoul": PLACES["seoul"]}
    figure = drawn(file_of(defection("x", "a", "seoul"), places=places), size=ChartSize(width, 320))
    assert any(label.startswith(name[:10]) for label in labels(figure))
    assert "Seoul" in labels(figure)
    assert_labels_are_clear(figure)
