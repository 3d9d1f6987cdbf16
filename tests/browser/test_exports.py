"""What a reader takes away from the page: pictures of the charts, made in the browser, and the rows as CSV."""

import csv
import io
import xml.etree.ElementTree as ET
from pathlib import Path

from PIL import Image

from dashboard.export.figures import PRINT_SCALE, SHEET_WIDTH

HEADER = (
    "id,type,title,name,rank,rank_as_stated,position,organisation,origin,post_country,post_place,post_mission,"
    "destination_status,destination_country,destination_place,accompanied_by,status,credibility,date_kind,date,"
    "date_earliest,date_latest,date_precision,latitude,longitude,place_precision,citations"
)
RUSSIA = ["kp-2015-kim-chol-song", "kp-2016-vladivostok-official"]
CONTEXT = ["cn-2016-trade-inspection", "cn-2016-trade-missions-frozen", "cn-2016-yanji-trade-fair",
           "kr-2016-seoul-reading"]  # fmt: skip
SVG = "{http://www.w3.org/2000/svg}"


def take(dashboard, name):
    """Click on what is called `name` and return the name and the bytes of the file that arrives."""
    with dashboard.page.expect_download() as expected:
        dashboard.page.locator(".st-key-export").get_by_label(name).click()
    download = expected.value
    return download.suggested_filename, Path(download.path()).read_bytes()


def words(svg):
    """Return the texts of an SVG file, joined by spaces."""
    texts = ET.fromstring(svg).iter(f"{SVG}text")
    return " ".join(" ".join(part.strip() for part in text.itertext()) for text in texts)


def test_each_chart_is_taken_away_as_a_picture_fit_for_print_that_says_what_it_shows(visit):
    dashboard = visit("?post=RU")
    said = {
        "map": ["St. Petersburg", "Vladivostok", "Seoul", "Basemap: United Nations"],
        "timeline": ["Kim Chol-song", "Unidentified official", "11 months left out", "The Korea Times: July 2016"],
    }
    for chart, of_chart in said.items():
        name, svg = take(dashboard, f"{chart.capitalize()} as SVG")
        assert name == f"defections-{chart}.svg"
        root = ET.fromstring(svg)
        assert root.tag == f"{SVG}svg"
        width, height = float(root.get("width")), float(root.get("height"))
        assert width == SHEET_WIDTH
        text = words(svg)
        for part in (
            "Defections of North Korean officials, 2015–2016",
            "Filter: posted in Russia",
            "2 of 3 defections; whereabouts of 1 unknown; 4 context events",
            "Sources: The Korea Herald, 26 August 2016",
            *of_chart,
        ):
            assert part in text
        assert "London" not in svg.decode()
        assert "Thae" not in text
        assert not [url for url in outside(root) if not url.startswith(("#", "data:"))]

        name, png = take(dashboard, f"{chart.capitalize()} as PNG")
        assert name == f"defections-{chart}.png"
        picture = Image.open(io.BytesIO(png))
        assert picture.format == "PNG"
        assert picture.size == (SHEET_WIDTH * PRINT_SCALE, height * PRINT_SCALE)
        assert_drawn(picture.convert("RGB"))


def outside(root):
    """Return every address that an SVG file refers to."""
    return [value for element in root.iter() for key, value in element.attrib.items() if key.endswith("href")]


def assert_drawn(picture):
    """Check that a picture is no empty sheet: each quarter, and so title, drawing and foot, has something on it."""
    width, height = picture.size
    paper = picture.getpixel((0, 0))
    for top, bottom in [(0, 0.15), (0.15, 0.5), (0.5, 0.85), (0.85, 1)]:
        band = picture.crop((0, int(top * height), width, int(bottom * height)))
        colours = band.getcolors(width * height)
        blank = sum(n for n, colour in colours if colour == paper)
        assert blank < 0.998 * band.width * band.height
    assert {(0xD5, 0x5E, 0x00)} <= {colour for _, colour in picture.getcolors(width * height)}  # that of Russia


def test_a_picture_obeys_the_colours_the_time_scale_and_the_filter_of_the_page(visit):
    dashboard = visit()
    dashboard.colour_by("Status")
    dashboard.until(lambda: "Unconfirmed" in dashboard.chart("map").locator(".legendtext").all_text_contents(), True)
    dashboard.switch("true_scale")
    dashboard.until(lambda: dashboard.chart("timeline").get_by_text("left out").count(), 0)
    _, svg = take(dashboard, "Timeline as SVG")
    assert "left out" not in words(svg)
    assert "All events, no filter" in words(svg)
    assert "3 of 3 defections" in words(svg)
    _, svg = take(dashboard, "Map as SVG")
    assert "Unconfirmed" in words(svg)
    assert "London" in words(svg)
    dashboard.switch("context")
    dashboard.until(lambda: dashboard.query, [("context", "0")])
    _, svg = take(dashboard, "Map as SVG")
    assert "Filter: without context" in words(svg)
    assert "Liaoning" not in words(svg)


def test_the_csv_holds_exactly_the_rows_that_the_filters_keep(visit):
    dashboard = visit("?post=RU")
    name, text = take(dashboard, "Data as CSV")
    assert name == "defections.csv"
    rows = list(csv.DictReader(io.StringIO(text.decode("utf-8"), newline="")))
    assert text.decode("utf-8").splitlines()[0] == HEADER
    assert [row["id"] for row in rows] == RUSSIA + CONTEXT
    dashboard.switch("context")
    dashboard.until(lambda: len(dashboard.table()), 2)
    _, text = take(dashboard, "Data as CSV")
    rows = list(csv.DictReader(io.StringIO(text.decode("utf-8"), newline="")))
    assert [row["id"] for row in rows] == RUSSIA
    assert rows[0]["date"] == "2015-07"
    assert (rows[0]["date_earliest"], rows[0]["date_latest"]) == ("2015-07-01", "2015-07-31")
    assert rows[1]["destination_country"] == ""
