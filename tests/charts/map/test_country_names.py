from itertools import combinations

import numpy as np
import plotly.graph_objects as go
import pytest

from dashboard.charts.map.basemap import FINE, Medium, country_raster
from dashboard.charts.map.country_names import FROM_SCALE, OPEN_SEA, country_name_traces
from dashboard.charts.map.figure import draw_map
from dashboard.charts.map.label_texts import Line
from dashboard.charts.map.labels import LabelCandidate, MapLabels, place_map_labels
from dashboard.charts.map.projection import Canvas, ProjectedExtent, Viewport, Zoom, miller
from dashboard.charts.text_metrics import text_width
from dashboard.charts.theme import MUTED
from dashboard.charts.view import ChartSize
from dashboard.selection import ViewOptions
from tests.builders import selection
from tests.charts.map.events import defection, file_of
from tests.figures import traces

CANVAS = Canvas(1000, 400, ProjectedExtent(0, 0, 200, 80))
EUROPE, RUSSIA, OCEAN = (15.0, 50.0, 20.0), (65.0, 60.0, 180.0), (-35.0, 35.0, 180.0)


def viewport(longitude: float, latitude: float, scale: float) -> Viewport:
    return Viewport(longitude, float(miller(latitude)), scale, CANVAS)


def candidate(lon: float, lat: float, text: str = "", radius: float = 6) -> LabelCandidate:
    return LabelCandidate((lon, lat), radius, [[Line(text, text)]] if text else [], False, None)


def labels_in(shown: Viewport, *candidates: LabelCandidate, paths: tuple[np.ndarray, ...] = ()) -> MapLabels:
    return place_map_labels(candidates, paths, shown)


def names_in(shown: Viewport, *candidates: LabelCandidate, paths: tuple[np.ndarray, ...] = ()) -> list[str]:
    found = country_name_traces(labels_in(shown, *candidates), paths, shown, FINE)
    return found[0]["text"] if found else []


def boxes(shown: Viewport, trace: dict[str, list]) -> list[tuple[float, float, float, float]]:
    """Return left, top, right and bottom of each name, in pixels."""
    at = shown.pixels(np.array(trace["lon"]), np.array(trace["lat"]))
    widths = [text_width(text, trace["textfont"]["size"]) for text in trace["text"]]
    return [(x - w / 2, y - 7, x + w / 2, y + 7) for (x, y), w in zip(at.tolist(), widths, strict=True)]


def test_countries_are_named_in_the_quieter_ink_and_smaller_than_labels():
    shown = viewport(*EUROPE)
    (trace,) = country_name_traces(labels_in(shown), [], shown, FINE)
    assert {"Germany", "Poland", "France", "Czechia", "Austria"} <= set(trace["text"])
    assert trace["textfont"] == {"size": 12, "color": MUTED}


def test_names_can_neither_be_clicked_nor_pointed_at():
    shown = viewport(*EUROPE)
    (trace,) = country_name_traces(labels_in(shown), [], shown, FINE)
    assert (trace["mode"], trace["hoverinfo"], trace["showlegend"]) == ("text", "skip", False)
    assert "customdata" not in trace


def test_a_small_map_of_the_world_has_no_names():
    assert names_in(viewport(15, 50, FROM_SCALE - 0.1)) == []
    assert names_in(viewport(15, 50, FROM_SCALE)) != []


def test_a_name_stands_on_its_own_land_and_water_and_within_the_map():
    for shown in (viewport(*EUROPE), viewport(105, 15, 30), viewport(-75, 0, 12)):
        (trace,) = country_name_traces(labels_in(shown), [], shown, FINE)
        raster = country_raster(shown, 2, FINE)
        assert len(trace["text"]) > 5
        for left, top, right, bottom in boxes(shown, trace):
            assert 0 <= left < right <= 1000
            assert 0 <= top < bottom <= 400
            cells = raster.outline[int(top + 4) // 2 : int(bottom - 4) // 2, int(left + 4) // 2 : int(right - 4) // 2]
            assert len(set(cells[cells >= 0].tolist())) == 1


def test_names_cover_no_mark_no_label_no_route_and_no_other_name():
    shown = viewport(*EUROPE)
    cities = [candidate(lon, lat, "A city") for lon in range(-4, 34, 4) for lat in range(44, 56, 4)]
    path = np.array([[-5.0, 51.5], [35.0, 51.5]])
    labels = labels_in(shown, *cities, paths=(path,))
    (trace,) = country_name_traces(labels, [path], shown, FINE)
    assert len(trace["text"]) > 5
    found = boxes(shown, trace)
    for a, b in [*combinations(found, 2), *((a, b) for a in found for b in labels.rectangles)]:
        assert a[2] < b[0] + 0.1 or b[2] < a[0] + 0.1 or a[3] < b[1] + 0.1 or b[3] < a[1] + 0.1
    for x, y, radius in (*labels.around.marks, *labels.around.routes):
        for left, top, right, bottom in found:
            assert np.hypot(max(left - x, x - right, 0), max(top - y, y - bottom, 0)) > radius - 3


@pytest.mark.parametrize(("width", "buttons"), [(1000, (964, 0, 1000, 124)), (358, (234, 0, 358, 36))])
def test_names_keep_off_the_buttons_of_a_wide_and_of_a_narrow_map(width, buttons):
    left, top, right, bottom = buttons
    for longitude, latitude in ((30, 50), (20, 40), (45, 45), (10, 55)):
        canvas = Canvas(width, 320, ProjectedExtent(0, 0, 200, 80))
        shown = Viewport(longitude, float(miller(latitude)), 12, canvas)
        (trace,) = country_name_traces(labels_in(shown), [], shown, FINE)
        for a, b, c, d in boxes(shown, trace):
            assert c <= left or a >= right or d <= top or b >= bottom


def test_names_keep_off_routes_even_where_labels_may_cover_them():
    shown = viewport(*EUROPE)
    path = np.array([[-5.0, 52.0], [35.0, 52.0]])
    for labels in (labels_in(shown), labels_in(shown, paths=(path,))):
        (trace,) = country_name_traces(labels, [path], shown, FINE)
        y = shown.pixels(np.array([0.0]), np.array([52.0]))[0, 1]
        assert all(bottom < y - 2 or top > y + 2 for _, top, _, bottom in boxes(shown, trace))
        assert "Germany" in trace["text"]


def test_a_country_that_a_label_names_is_not_named_again():
    plain = names_in(viewport(*EUROPE))
    labelled = names_in(viewport(*EUROPE), candidate(10, 50, "Somewhere in Germany"))
    assert "Germany" in plain
    assert "Germany" not in labelled
    assert "Poland" in labelled


def test_a_country_is_named_by_its_whole_name_alone():
    assert "Oman" in names_in(viewport(57, 21, 30), candidate(60, 25, "Romania"))


def test_deep_in_a_country_its_name_is_in_view_though_its_label_point_is_not():
    assert names_in(viewport(*RUSSIA)) == ["Russia"]


def test_where_nothing_else_is_in_view_the_map_says_that_it_is_the_sea():
    assert names_in(viewport(*OCEAN)) == [OPEN_SEA]
    assert names_in(viewport(*OCEAN), candidate(-35, 35)) == []
    assert names_in(viewport(*OCEAN), candidate(20, 35)) == [OPEN_SEA]


@pytest.mark.parametrize("longitude", range(-180, 180, 30))
@pytest.mark.parametrize("latitude", [-60, -35, -10, 15, 40, 65])
def test_the_largest_zoom_never_shows_a_blank_rectangle(longitude, latitude):
    shown = viewport(longitude, latitude, 180)
    outlines = set(country_raster(shown, 5, FINE).outline.ravel().tolist())
    assert names_in(shown) or len(outlines) > 1


def names_of(figure: go.Figure) -> list[str]:
    return [name for trace in traces(figure, "Country names") for name in trace.text]


@pytest.mark.parametrize("medium", Medium)
def test_names_are_on_the_page_in_pictures_and_in_files(medium):
    events = selection(file_of(defection("a", "london", "seoul")), "box=-3,50,3,53")
    figure = draw_map(events, ViewOptions(), ChartSize(1000, 400), medium=medium)
    assert {"United Kingdom", "France"} <= set(names_of(figure))


def test_a_zoom_brings_names_and_the_whole_world_has_none():
    events = selection(file_of(defection("a", "london", "seoul"), defection("b", "moscow", "jilin")))
    assert names_of(draw_map(events, ViewOptions(), ChartSize(500, 300))) == []
    assert "Kazakhstan" in names_of(draw_map(events, ViewOptions(), ChartSize(500, 300), Zoom(6, 66, 48)))
