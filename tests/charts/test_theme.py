"""Colours that every reader can see and tell apart, in both themes."""

import re
from collections.abc import Iterator
from itertools import combinations, product
from pathlib import Path
from typing import Any

import plotly.graph_objects as go
import pytest

from dashboard.charts import theme
from dashboard.charts.map.figure import draw_map
from dashboard.charts.timeline.figure import draw_timeline
from dashboard.charts.timeline.style import DAY_MS
from dashboard.charts.view import ChartSize
from dashboard.selection import ViewOptions
from tests.benchmarks.events import event_file, made_up
from tests.builders import dataset, selection
from tests.charts.colour_vision import DEFICIENCIES, ciede2000, contrast, difference_as_seen
from tests.charts.map.events import context, defection, file_of, many_events

GREYS = (theme.OTHER, theme.NOT_KNOWN, theme.SEVERAL, theme.CONTEXT_GREY)
ASSETS = Path(theme.__file__).parents[1] / "assets"


def grounds(name: str) -> list[str]:
    return [theme.colour_in_theme(colour, name) for colour in (theme.PAPER, theme.LAND)]


def over(colour: str, ground: str) -> str:
    """Return what a colour, which may be `rgba(…)`, looks like on a ground."""
    if colour.startswith("#"):
        return colour
    *parts, alpha = (float(part) for part in re.findall(r"[\d.]+", colour))
    under = [int(ground[i : i + 2], 16) for i in (1, 3, 5)]
    mixed = (round(alpha * own + (1 - alpha) * it) for own, it in zip(parts, under, strict=True))
    return "#" + "".join(f"{part:02x}" for part in mixed)


def contrast_on_grounds(colour: str, name: str) -> float:
    """Return the contrast of a colour of a theme on its paper or its land, whichever is less."""
    return min(contrast(over(colour, ground), ground) for ground in grounds(name))


@pytest.mark.parametrize(
    ("first", "second", "difference"),
    [
        ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
        ((50, 3.1571, -77.2803), (50, 0, -82.7485), 2.8615),
        ((50, 2.8361, -74.0200), (50, 0, -82.7485), 3.4412),
        ((50, -1.3802, -84.2814), (50, 0, -82.7485), 1.0000),
        ((50, -1.1848, -84.8006), (50, 0, -82.7485), 1.0000),
        ((50, -0.9009, -85.5211), (50, 0, -82.7485), 1.0000),
        ((50, 0, 0), (50, -1, 2), 2.3669),
        ((50, -1, 2), (50, 0, 0), 2.3669),
        ((50, 2.4900, -0.0010), (50, -2.4900, 0.0009), 7.1792),
        ((50, 2.4900, -0.0010), (50, -2.4900, 0.0010), 7.1792),
        ((50, 2.4900, -0.0010), (50, -2.4900, 0.0011), 7.2195),
        ((50, 2.4900, -0.0010), (50, -2.4900, 0.0012), 7.2195),
        ((50, -0.0010, 2.4900), (50, 0.0009, -2.4900), 4.8045),
        ((50, -0.0010, 2.4900), (50, 0.0010, -2.4900), 4.8045),
        ((50, -0.0010, 2.4900), (50, 0.0011, -2.4900), 4.7461),
        ((50, 2.5, 0), (50, 0, -2.5), 4.3065),
        ((50, 2.5, 0), (73, 25, -18), 27.1492),
        ((50, 2.5, 0), (61, -5, 29), 22.8977),
        ((50, 2.5, 0), (56, -27, -3), 31.9030),
        ((50, 2.5, 0), (58, 24, 15), 19.4535),
        ((50, 2.5, 0), (50, 3.1736, 0.5854), 1.0000),
        ((50, 2.5, 0), (50, 3.2972, 0), 1.0000),
        ((50, 2.5, 0), (50, 1.8634, 0.5757), 1.0000),
        ((50, 2.5, 0), (50, 3.2592, 0.3350), 1.0000),
        ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
        ((63.0109, -31.0961, -5.8663), (62.8187, -29.7946, -4.0864), 1.2630),
        ((61.2901, 3.7196, -5.3901), (61.4292, 2.2480, -4.9620), 1.8731),
        ((35.0831, -44.1164, 3.7933), (35.0232, -40.0716, 1.5901), 1.8645),
        ((22.7233, 20.0904, -46.6940), (23.0331, 14.9730, -42.5619), 2.0373),
        ((36.4612, 47.8580, 18.3852), (36.2715, 50.5065, 21.2231), 1.4146),
        ((90.8027, -2.0831, 1.4410), (91.1528, -1.6435, 0.0447), 1.4441),
        ((90.9257, -0.5406, -0.9208), (88.6381, -0.8985, -0.7239), 1.5381),
        ((6.7747, -0.2908, -2.4247), (5.8714, -0.0985, -2.2286), 0.6377),
        ((2.0776, 0.0795, -1.1350), (0.9033, -0.0636, -0.5514), 0.9082),
    ],
)
def test_the_difference_of_colours_is_that_of_the_published_pairs(first, second, difference):
    assert ciede2000(first, second) == pytest.approx(difference, abs=5e-5)


def test_black_and_white_have_the_contrast_that_wcag_gives():
    assert contrast("#000000", "#ffffff") == contrast("#ffffff", "#000000") == pytest.approx(21)


@pytest.mark.parametrize("name", theme.THEMES)
@pytest.mark.parametrize("deficiency", [None, *DEFICIENCIES])
def test_any_two_of_the_six_colours_can_be_told_apart(name, deficiency):
    colours = [theme.colour_in_theme(colour, name) for colour in theme.CATEGORY_COLOURS]
    assert len(colours) == 6
    for a, b in combinations(colours, 2):
        assert difference_as_seen(a, b, deficiency) >= 12, (a, b)


@pytest.mark.parametrize("name", theme.THEMES)
@pytest.mark.parametrize("deficiency", [None, *DEFICIENCIES])
def test_the_greys_can_be_told_from_the_colours_and_from_each_other(name, deficiency):
    greys = [theme.colour_in_theme(grey, name) for grey in (theme.OTHER, theme.NOT_KNOWN, theme.SEVERAL)]
    colours = [theme.colour_in_theme(colour, name) for colour in theme.CATEGORY_COLOURS]
    for a, b in [*product(greys, colours), *combinations(greys, 2)]:
        assert difference_as_seen(a, b, deficiency) >= 9, (a, b)


@pytest.mark.parametrize("name", theme.THEMES)
def test_colours_and_greys_stand_out_from_paper_and_land(name):
    for colour in (*theme.CATEGORY_COLOURS, *GREYS, *theme.STATUS_COLOURS.values()):
        assert contrast_on_grounds(theme.colour_in_theme(colour, name), name) >= 3, colour


@pytest.mark.parametrize("name", theme.THEMES)
def test_text_can_be_read_on_paper_and_land(name):
    assert contrast_on_grounds(theme.colour_in_theme(theme.INK, name), name) >= 7
    assert contrast_on_grounds(theme.colour_in_theme(theme.MUTED, name), name) >= 4.5


@pytest.mark.parametrize("name", theme.THEMES)
def test_a_pale_tone_is_three_parts_of_the_colour_and_seven_of_the_paper_of_its_theme(name):
    paper = theme.colour_in_theme(theme.PAPER, name)
    for colour in (*theme.CATEGORY_COLOURS, *GREYS, theme.INK):
        full, pale = theme.colour_in_theme(colour, name), theme.colour_in_theme(theme.pale(colour), name)
        for at in (1, 3, 5):
            mixed = 0.3 * int(full[at : at + 2], 16) + 0.7 * int(paper[at : at + 2], 16)
            assert int(pale[at : at + 2], 16) == pytest.approx(mixed, abs=0.51)
        assert 1.15 < contrast(pale, paper) < contrast(full, paper)


def test_a_pale_tone_of_paper_is_paper():
    for name in theme.THEMES:
        assert theme.colour_in_theme(theme.pale(theme.PAPER), name) == theme.colour_in_theme(theme.PAPER, name)


def each(value: Any, n: int) -> Any:
    return value[n] if isinstance(value, list) else value


def faint_bars(figure: go.Figure, name: str) -> Iterator[tuple[str, str]]:
    """Yield the bars that have a contrast of 3:1 on paper neither by their fill nor by their edge.

    The bars of one date lie one upon the other; its ends may fade.
    """
    paper = theme.colour_in_theme(theme.PAPER, name)
    shown = theme.in_theme(figure, name)
    for trace, coloured in zip(figure.data, shown.data, strict=True):
        if trace.type != "bar" or trace.name == "Lanes":  # the ground under a marked lane
            continue
        best: dict[Any, tuple[float, str]] = {}
        marker, number = coloured.marker, len(trace.y)
        fills, edges, widths = (
            [it] * number if it is None or isinstance(it, str | int | float) else list(it)
            for it in (marker.color, marker.line.color, trace.marker.line.width)
        )
        for n, target in enumerate(trace.customdata):
            if trace.name == "Dates" and not widths[n] and trace.x[n] <= DAY_MS:  # its mark covers it
                continue
            seen = [colour for colour in (fills[n], edges[n] if widths[n] else None) if colour]
            contrasts = [(contrast(over(colour, paper), paper), colour) for colour in seen]
            key = str(target), trace.y[n]
            best[key] = max(best.get(key, (0, "")), *contrasts)
        if (trace.opacity or 1) < 1 or marker.opacity is not None:
            yield trace.name, "opacity"
        yield from ((trace.name, colour) for found, colour in best.values() if found < 3)


def faint_marks(figure: go.Figure, name: str) -> Iterator[tuple[str, str]]:
    """Yield what neither by its fill nor by its edge has a contrast of 3:1, and text below 4.5:1."""
    for trace in figure.to_plotly_json()["data"]:
        marker, line, alpha = trace.get("marker", {}), trace.get("line", {}), trace.get("opacity", 1)
        if "color" in line and (alpha < 1 or contrast_on_grounds(line["color"], name) < 3):
            yield trace["name"], line["color"]
        if "text" in trace.get("mode", ""):
            colours = trace["textfont"]["color"]
            for colour in {colours} if isinstance(colours, str) else set(colours):
                if contrast_on_grounds(colour, name) < 4.5:
                    yield trace["name"], colour
        elif "color" in marker and trace["type"] != "bar":
            for n in range(len(trace.get("lon", trace.get("x")))):
                edge = (
                    each(marker.get("line", {}).get("color"), n)
                    if each(marker.get("line", {}).get("width"), n)
                    else None
                )
                seen = [colour for colour in (each(marker["color"], n), edge) if colour]
                opacity = marker.get("opacity", 0.7 if isinstance(marker.get("size"), list) else 1)  # as plotly has it
                if each(opacity, n) < 1 or max(contrast_on_grounds(c, name) for c in seen) < 3:
                    yield trace["name"], str(seen)


FEW = file_of(
    defection("a", "london", "seoul"),
    defection("b", "moscow", "unknown"),
    defection("c", "moscow", "undisclosed", rank="b"),
    defection("d", None, "seoul"),
    context("t", "jilin"),
)
SIZE = ChartSize(1000, 400)


@pytest.mark.parametrize("name", theme.THEMES)
@pytest.mark.parametrize("marked", [(), ("a",)])
@pytest.mark.parametrize("colour_by", ["country", "rank", "status"])
def test_all_marks_lines_and_labels_of_a_map_can_be_seen_dimmed_or_not(name, marked, colour_by):
    figure = draw_map(selection(FEW), ViewOptions(colour_by, marked=marked), SIZE)
    assert list(faint_marks(theme.in_theme(figure, name), name)) == []


@pytest.mark.parametrize("name", theme.THEMES)
def test_all_marks_lines_and_labels_of_a_map_of_clusters_can_be_seen_dimmed_or_not(name):
    events = selection(many_events(1000))
    for marked in ((), ("e0",)):
        figure = draw_map(events, ViewOptions("status", marked=marked), SIZE)
        assert list(faint_marks(theme.in_theme(figure, name), name)) == []


@pytest.mark.parametrize("name", theme.THEMES)
@pytest.mark.parametrize("marked", [(), ("kp-2016-thae-yong-ho",)])
def test_all_marks_and_words_of_a_timeline_can_be_seen_dimmed_or_not(name, marked, shipped_file):
    events = selection(dataset(shipped_file.read_text(encoding="utf-8")))
    figure = draw_timeline(events, ViewOptions(marked=marked), SIZE, with_colour_legend=True)
    assert list(faint_marks(theme.in_theme(figure, name), name)) == []


@pytest.mark.parametrize("name", theme.THEMES)
@pytest.mark.parametrize("marked", [False, True])
@pytest.mark.parametrize(("kind", "number"), [("lanes", 0), ("dots", 250), ("columns", 1500)])
def test_all_bars_of_a_timeline_and_its_legend_can_be_seen_dimmed_or_not(name, marked, kind, number, shipped_file):
    text = event_file(made_up(number)) if number else shipped_file.read_text(encoding="utf-8")
    events = selection(dataset(text))
    options = ViewOptions(marked=tuple(events.dataset.frames.events["id"][:1]) if marked else ())
    figure = draw_timeline(events, options, SIZE, with_colour_legend=True)
    assert {"lanes": "Lanes", "dots": "Dates"}.get(kind, "Certain") in {trace.name for trace in figure.data}
    assert list(faint_bars(figure, name)) == []
    assert list(faint_marks(theme.in_theme(figure, name), name)) == []


@pytest.mark.parametrize("sheet", ["page.css", "standalone.css"])
@pytest.mark.parametrize("name", theme.THEMES)
def test_text_of_the_style_sheets_can_be_read_on_the_papers_that_it_stands_on(sheet, name):
    css = (ASSETS / sheet).read_text(encoding="utf-8")
    papers = ["var(--paper)", "var(--raised-paper)", "var(--sunken-paper)"]
    pairs = set()
    for rule in re.findall(r"\{([^{}]*)\}", css):
        grounds = re.findall(r"(?<![-\w])background: (var\([^)]*\))", rule) or papers
        pairs |= set(product(re.findall(r"(?<![-\w])color: (var\([^)]*\))", rule), grounds))
    assert pairs
    for pair in pairs:
        assert contrast(*(theme.colour_in_theme(colour, name) for colour in pair)) >= 4.5, pair


@pytest.mark.parametrize("sheet", ["page.css", "standalone.css", "print.css"])
def test_the_style_sheets_name_colours_of_the_palette_alone(sheet):
    css = (ASSETS / sheet).read_text(encoding="utf-8")
    own = set(re.findall(r"--([a-z-]+):", css))
    assert set(re.findall(r"var\(--([a-z-]+)\)", css)) <= set(theme.PALETTE) | own
    assert re.findall(r"#[0-9a-f]{3,8}\b", css) == []


def test_the_palette_as_css_has_both_themes_and_a_light_one_for_browsers_that_know_but_one():
    css = theme.palette_css()
    assert css.startswith(":root{--ink:#22262b;--muted:#5b5f66;")
    assert "@supports (color:light-dark(#fff,#000)){:root{--ink:light-dark(#22262b,#eceae4);" in css


def test_a_figure_in_a_theme_has_the_colours_of_its_palette_and_no_names():
    figure = draw_map(selection(FEW), ViewOptions("rank"), SIZE)
    for name in theme.THEMES:
        drawn = theme.in_theme(figure, name).to_json()
        assert "var(--" not in drawn
        assert theme.colour_in_theme(theme.PAPER, name) in drawn


def test_a_halo_is_sharp_shadows_in_the_colour_of_the_paper_or_the_land_in_either_theme():
    halos = {"--paper-halo": theme.PAPER, "--land-halo": theme.LAND}
    figure = go.Figure(go.Scattergeo(textfont={"shadow": [f"var({name})" for name in halos]}))
    for name in theme.THEMES:
        shadows = theme.in_theme(figure, name).data[0].textfont.shadow
        for shadow, ground in zip(shadows, halos.values(), strict=True):
            colours = {part.split()[-1] for part in shadow.split(", ")}
            assert colours == {theme.colour_in_theme(ground, name)}
            assert {len(part.split()) for part in shadow.split(", ")} == {3}  # no blur, which a PDF holds as pixels
    css = theme.palette_css()
    for entry, ground in halos.items():
        assert re.search(rf"{entry}:2px 0px {re.escape(ground)}, ", css)


def test_a_text_that_reads_like_a_colour_of_the_palette_stays_a_text():
    figure = go.Figure(go.Scatter(x=[1], y=[1], text=["var(--ink)"], name="var(--ink)", marker={"color": "var(--ink)"}))
    trace = theme.in_theme(figure, "dark").data[0]
    assert (trace.text, trace.name, trace.marker.color) == (("var(--ink)",), "var(--ink)", "#eceae4")
