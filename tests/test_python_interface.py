"""The Python interface: what its functions return, what they raise, and that importing it loads nothing."""

import asyncio
import inspect
import json
import os
import pickle
import pydoc
import re
import subprocess
import sys
import textwrap
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path
from typing import get_args

import plotly.graph_objects as go
import pytest

import dashboard
from dashboard import EventFileError, ExportError, QueryError, draw_map, draw_timeline, load, save, select
from dashboard.charts.theme import THEMES
from dashboard.export import rasterise
from dashboard.export.picture import SIZES
from dashboard.export.write import FORMATS
from dashboard.selection.filters import COLOUR_BY
from tests.benchmarks.events import event_file, made_up

KIM, OFFICIAL = "kp-2015-kim-chol-song", "kp-2016-vladivostok-official"
BROKEN = """schema_version: 1
title: T
events:
  - id: a
    type: defection
    status: reportd
    origin: XX
"""


@pytest.fixture
def russia(shipped):
    return select(shipped, "post=RU&context=0")


# load


@pytest.mark.parametrize("kind", [str, Path])
def test_a_file_loads_by_its_path_as_text_or_path(shipped_file, shipped, kind):
    dataset = load(kind(shipped_file))
    assert dataset.sha256 == shipped.sha256
    assert list(dataset.frames.events["id"]) == list(shipped.frames.events["id"])


def test_a_missing_file_is_an_error_that_names_it(tmp_path):
    with pytest.raises(EventFileError, match=r"missing\.yaml") as raised:
        load(tmp_path / "missing.yaml")
    assert raised.value.path == tmp_path / "missing.yaml"
    (problem,) = raised.value.problems
    assert problem.message in str(raised.value)


def test_a_folder_is_an_error_that_names_it(tmp_path):
    with pytest.raises(EventFileError) as raised:
        load(tmp_path)
    assert len(raised.value.problems) == 1


def test_a_broken_file_is_an_error_that_holds_every_problem(tmp_path):
    path = tmp_path / "broken.yaml"
    path.write_text(BROKEN)
    with pytest.raises(EventFileError) as raised:
        load(path)
    found = {(problem.line, problem.column, problem.nearest) for problem in raised.value.problems}
    assert {(6, 13, "reported")} <= found
    assert any(problem.line == 7 for problem in raised.value.problems)
    lines = str(raised.value).splitlines()
    assert len(lines) == len(raised.value.problems) >= 2
    assert all(line.startswith(f"{path}:") for line in lines)


def test_a_file_larger_than_allowed_is_an_error_that_says_what_allows_more(shipped_file):
    with pytest.raises(EventFileError, match="the file is larger than 100 bytes; max_bytes allows more"):
        load(shipped_file, max_bytes=100)


@pytest.mark.parametrize(
    "error",
    [EventFileError(Path("events.yaml"), []), QueryError(["a", "b"]), ExportError(["a", "b"])],
    ids=lambda error: type(error).__name__,
)
def test_errors_travel_between_processes(error):
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), str(again), vars(again)) == (type(error), str(error), vars(error))


# select


def test_a_selection_has_one_row_for_each_event(russia):
    assert list(russia.events["id"]) == [KIM, OFFICIAL]
    assert russia.count_phrases[0] == "2 of 3 defections"


@pytest.mark.parametrize("query", ["", "?", []])
def test_an_empty_query_selects_everything(shipped, query):
    assert len(select(shipped, query)) == len(shipped.frames.events)


@pytest.mark.parametrize(
    "query", ["?post=RU&context=0", "https://x.example/page?post=RU&context=0", [("post", "RU"), ("context", "0")]]
)
def test_a_query_may_be_that_of_an_address_or_pairs(shipped, russia, query):
    assert list(select(shipped, query).rows) == list(russia.rows)


def test_a_query_that_makes_no_sense_is_an_error_with_a_reason_for_each_part(shipped):
    with pytest.raises(QueryError, match="unknown country “Russia”") as raised:
        select(shipped, "post=Russia&rank=king&until=2016")
    first, second = raised.value.reasons
    assert first == "unknown country “Russia”; did you mean post=RU?"
    assert second.startswith("unknown rank “king” (rank takes")
    assert str(raised.value) == f"{first}; {second}"
    assert isinstance(raised.value, ValueError)


@pytest.mark.parametrize(
    "query", [None, {"post": "RU"}, 7, ["post=RU"], [("post",)], [("context", 0)], [("post", "RU", "GB")]]
)
def test_a_query_that_is_neither_text_nor_pairs_is_an_error_that_shows_both(shipped, query):
    with pytest.raises(TypeError) as raised:
        select(shipped, query)
    shapes = 'neither a text such as "post=RU" nor pairs such as [("post", "RU")]'
    assert str(raised.value) == f"query: {query!r} is {shapes}"


def test_events_are_selected_of_a_dataset_alone(russia):
    with pytest.raises(TypeError, match=r"dataset: a str is not a Dataset; load\(path\) returns one"):
        select("events.yaml")
    with pytest.raises(TypeError, match="a Selection is not a Dataset"):
        select(russia, "rank=secretary")


# draw_map, draw_timeline


@pytest.mark.parametrize("call", [draw_map, draw_timeline, lambda it: save(it, "out")])
def test_a_dataset_in_place_of_a_selection_is_an_error_that_says_how_to_select_all(
    call, shipped, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(TypeError, match=r"selection: a Dataset is not a Selection; pass select\(dataset\) for all"):
        call(shipped)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("draw", [draw_map, draw_timeline])
def test_a_chart_that_is_too_small_is_an_error_that_says_how_small_it_may_be(shipped, draw):
    everything = select(shipped)
    for width in (0, -5, dashboard.MIN_WIDTH - 1, float("nan")):
        with pytest.raises(ValueError, match=f"width: {width} is not a number of pixels from 150"):
            draw(everything, width=width)
    for height in (0, -5, dashboard.MIN_HEIGHT - 1):
        with pytest.raises(ValueError, match=f"height: {height} is not a number of pixels from 50"):
            draw(everything, height=height)


@pytest.mark.parametrize("draw", [draw_map, draw_timeline])
@pytest.mark.parametrize("events", [0, 60, 400])
def test_the_smallest_chart_is_drawn(draw, events, tmp_path):
    (tmp_path / "events.yaml").write_text(event_file(made_up(events)))
    figure = draw(select(load(tmp_path / "events.yaml")), width=dashboard.MIN_WIDTH, height=dashboard.MIN_HEIGHT)
    assert figure.layout.width == dashboard.MIN_WIDTH


@pytest.mark.parametrize("draw", [draw_map, draw_timeline])
def test_a_chart_is_a_figure_of_the_size_and_colours_asked_for(russia, draw):
    figure = draw(russia, colour_by="rank", width=900, height=500)
    assert isinstance(figure, go.Figure)
    assert figure.layout.width == 900
    named = figure.to_json()
    assert "Third secretary" in named
    assert named != draw(russia, colour_by="status", width=900, height=500).to_json()


@pytest.mark.parametrize("draw", [draw_map, draw_timeline])
def test_a_chart_dims_all_but_the_marked_events(russia, draw):
    dimmed = draw(russia, marked=[KIM]).to_json()
    assert dimmed != draw(russia).to_json()
    assert dimmed == draw(russia, marked=KIM).to_json()


def test_a_timeline_draws_empty_periods_if_asked(shipped):
    assert draw_timeline(select(shipped)).layout.xaxis.rangebreaks
    assert not draw_timeline(select(shipped), true_scale=True).layout.xaxis.rangebreaks


@pytest.mark.parametrize("draw", [draw_map, draw_timeline])
def test_a_chart_of_no_event_is_a_figure(shipped, draw):
    assert isinstance(draw(select(shipped, "q=nothing+of+the+kind")), go.Figure)


@pytest.mark.parametrize("call", [draw_map, draw_timeline, lambda *given, **named: save(*given, "out", **named)])
def test_an_option_that_there_is_not_is_an_error_that_says_which_there_are(russia, call, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ValueError, match=r"colour_by: 'colour' is not one of country, rank, status"):
        call(russia, colour_by="colour")
    with pytest.raises(ValueError, match=r"marked: 'nobody' is not the id of an event"):
        call(russia, marked=["nobody"])
    assert list(tmp_path.iterdir()) == []


def test_its_types_name_every_option():
    assert get_args(dashboard.Format) == FORMATS
    assert get_args(dashboard.PictureSize) == tuple(SIZES)
    assert get_args(dashboard.Theme) == THEMES
    assert get_args(dashboard.ColourBy) == tuple(COLOUR_BY)


# save


@pytest.mark.parametrize("kind", [str, Path])
def test_files_are_written_and_their_paths_returned(russia, tmp_path, kind):
    folder = tmp_path / "a" / "b"
    written = save(russia, kind(folder), formats=["json", "csv", "json"])
    assert written == [folder / "defections.json", folder / "defections.csv"]
    assert [event["id"] for event in json.loads(written[0].read_text())["events"]] == [KIM, OFFICIAL]


def test_one_format_may_be_given_alone(russia, tmp_path):
    assert save(russia, tmp_path, "csv") == [tmp_path / "defections.csv"]


def test_no_format_is_an_error_that_says_which_there_are(russia, tmp_path):
    with pytest.raises(ValueError, match="formats: none is given; there are html, png"):
        save(russia, tmp_path / "out", formats=[])
    assert list(tmp_path.iterdir()) == []


def test_formats_may_come_in_a_list_of_texts_for_type_checkers_too():
    assert inspect.signature(save).parameters["formats"].annotation == str | Iterable[str]


def test_web_page_and_table_are_written_if_nothing_else_is_asked_for(russia, tmp_path):
    page, table = save(russia, tmp_path, theme="dark", colour_by="rank", true_scale=True)
    assert (page.name, table.name) == ("defections.html", "defections.csv")
    (plain, _) = save(russia, tmp_path / "plain")
    assert page.read_bytes() != plain.read_bytes()


def test_a_file_that_exists_is_kept_unless_it_is_to_be_overwritten(russia, tmp_path):
    mine = tmp_path / "defections.csv"
    mine.write_text("mine")
    with pytest.raises(ExportError) as raised:
        save(russia, tmp_path, ["csv", "json"])
    assert raised.value.reasons == (f"{mine} already exists; use overwrite=True to replace it",)
    assert [path.name for path in tmp_path.iterdir()] == ["defections.csv"]
    assert mine.read_text() == "mine"
    save(russia, tmp_path, ["csv", "json"], overwrite=True)
    assert mine.read_text().count("\n") == 3


def test_a_folder_that_cannot_be_made_is_an_error(russia, tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(ExportError, match="cannot create") as raised:
        save(russia, tmp_path / "file" / "folder", ["csv"])
    assert len(raised.value.reasons) == 1


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ({"formats": ["xls"]}, "formats: 'xls' is not one of html, png"),
        ({"formats": "xls"}, "formats: 'xls' is not one of html, png"),
        ({"size": "huge"}, "size: 'huge' is not one of article"),
        ({"theme": "blue"}, "theme: 'blue' is not one of light, dark"),
    ],
)
def test_a_format_size_or_theme_that_there_is_not_is_an_error(russia, tmp_path, options, reason):
    with pytest.raises(ValueError, match=reason):
        save(russia, tmp_path, **options)
    assert list(tmp_path.iterdir()) == []


def test_pictures_without_a_browser_are_an_error_that_says_what_to_install(russia, tmp_path, monkeypatch):
    monkeypatch.setenv("BROWSER_PATH", "/nowhere/chromium")
    with pytest.raises(ExportError, match=r"Chromium|kaleido"):
        save(russia, tmp_path, ["png", "csv"])
    assert list(tmp_path.iterdir()) == []


def test_pictures_are_drawn_inside_a_running_event_loop_as_in_a_notebook(russia, tmp_path):
    try:
        rasterise.find_browser()
    except rasterise.ImageError as error:
        if os.environ.get("CI"):
            raise
        pytest.skip(str(error))

    async def cell():
        return save(russia, tmp_path, ["svg"], size="card", marked=[KIM])

    written = asyncio.run(cell())
    assert [path.name for path in written] == [
        f"defections-{name}-card-post-RU-context-0.svg" for name in ("map", "timeline", "both")
    ]
    assert all(path.read_bytes().startswith(b"<svg") for path in written)


# The package


def test_importing_it_loads_nothing_heavy_and_nothing_else_of_the_project():
    code = "import dashboard, sys; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert "dashboard" in loaded
    assert loaded & {"pandas", "numpy", "plotly", "streamlit", "pydantic", "yaml", "click"} == set()
    assert [name for name in loaded if name.startswith("dashboard.")] == []


def test_what_it_offers_is_there_and_typed():
    assert all(hasattr(dashboard, name) for name in dashboard.__all__)
    assert (files(dashboard) / "py.typed").is_file()


def test_the_classes_that_it_hands_out_can_be_imported_for_annotations(shipped, russia):
    code = "from dashboard import Dataset, Selection; print(Dataset.__name__, Selection.__name__)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "Dataset Selection\n"
    assert (dashboard.Dataset, dashboard.Selection) == (type(shipped), type(russia))
    assert {"Dataset", "Selection"} <= set(dir(dashboard))
    assert {"class Dataset", "class Selection"} <= set(
        re.findall(r"class \w+", pydoc.plain(pydoc.render_doc(dashboard)))
    )
    with pytest.raises(AttributeError, match="module 'dashboard' has no attribute 'Selektion'"):
        dashboard.Selektion  # noqa: B018


def test_its_first_example_runs_without_the_extra_for_pictures(shipped_file, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(go.Figure, "show", lambda self: None)
    (tmp_path / "events.yaml").write_bytes(shipped_file.read_bytes())
    lines = [line for line in dashboard.__doc__.splitlines() if line.startswith("    ")]
    exec(textwrap.dedent("\n".join(lines)), {name: getattr(dashboard, name) for name in dashboard.__all__})
    assert {path.suffix for path in (tmp_path / "out").iterdir()} == {".csv", ".html"}
