"""What a reader takes away by the Export dialog, opened again, and the charts in a frame of another site."""

import csv
import io
import json
import re
import subprocess
import sysconfig
import xml.etree.ElementTree as ET
from pathlib import Path

import bibtexparser
import pytest
from PIL import Image
from playwright.sync_api import expect

from dashboard.dataset import load

EVENTS = Path(__file__).parents[2] / "events.yaml"
TITLE = "Defections of North Korean officials, 2015–2016"
KIM, OFFICIAL = "kp-2015-kim-chol-song", "kp-2016-vladivostok-official"
SVG = "{http://www.w3.org/2000/svg}"
LIGHT, DARK = (0xFB, 0xFA, 0xF7), (0x16, 0x19, 0x1D)
RUSSIA = {LIGHT: (0x98, 0x32, 0x1E), DARK: (0xCE, 0x6E, 0x3E)}  # the colour of what is posted in Russia


# Pictures


def drawn(png, size, ground):
    """Open a PNG, check its size and that it is no empty sheet, and return it."""
    picture = Image.open(io.BytesIO(png))
    assert picture.format == "PNG"
    assert picture.width == size[0]
    assert size[1] in (picture.height, None)
    pixels = picture.convert("RGB")
    assert pixels.getpixel((0, 0)) == ground
    colours = pixels.getcolors(pixels.width * pixels.height)
    assert RUSSIA[ground] in {colour for _, colour in colours}
    for top, bottom in [(0, 0.15), (0.15, 0.5), (0.5, 0.85), (0.85, 1)]:  # headline, both charts, sources
        band = pixels.crop((0, int(top * pixels.height), pixels.width, int(bottom * pixels.height)))
        blank = sum(n for n, colour in band.getcolors(band.width * band.height) if colour == ground)
        assert blank < 0.998 * band.width * band.height
    return picture


def test_a_png_has_the_size_and_the_ground_that_its_use_asks_for(visit):
    dashboard = visit("?post=RU")
    name, png = dashboard.take("Picture", "Download PNG")
    assert name == "defections-both-article-post-RU.png"
    drawn(png, (2400, None), LIGHT)
    for choices, size, ground in [
        (["Print"], (2480, None), LIGHT),
        (["Social card"], (1200, 630), LIGHT),
        (["Slide", "Dark"], (1920, 1080), DARK),
    ]:
        dashboard.pick(*choices)
        picture = drawn(dashboard.take("Picture", "Download PNG")[1], size, ground)
        if choices == ["Print"]:
            assert picture.info["dpi"] == pytest.approx((300, 300), abs=0.1)
        else:
            assert "dpi" not in picture.info


def words(svg):
    """Return the texts of an SVG file, joined by spaces."""
    texts = ET.fromstring(svg).iter(f"{SVG}text")
    return " ".join(" ".join(part.strip() for part in text.itertext()) for text in texts)


def test_an_svg_says_what_it_shows_and_refers_to_nothing_outside(visit):
    dashboard = visit("?post=RU")
    image = dashboard.exporting("Picture").get_by_role("img")
    expect(image).to_be_visible()
    evidence = ["2 of 3 defections; whereabouts of 1 unknown; 4 context events", "1 reported, 1 unconfirmed",
                "Filter: posted in Russia",
                f"SHA-256 {load(EVENTS).dataset.sha256[:12]}."]  # fmt: skip
    for said in [*evidence, "Basemap: United Nations"]:
        expect(image).to_have_attribute("alt", re.compile(re.escape(said)))

    of_map = ["St. Petersburg", "Vladivostok", "Basemap: United Nations", "Places: GeoNames"]
    of_timeline = ["Kim Chol-song", "Unidentified official", "11 months not shown"]
    for choice, chart, there, not_there in [
        ("Map and timeline", "both", of_map + of_timeline, ["Thae", "London"]),
        ("Timeline", "timeline", of_timeline, ["Thae", "Basemap"]),
        ("Map", "map", of_map, ["London", "not shown"]),
    ]:
        if chart != "both":
            dashboard.pick(choice)
        name, svg = dashboard.take("Picture", "Download SVG")
        assert name == f"defections-{chart}-article-post-RU.svg"
        root = ET.fromstring(svg)
        assert root.find(f"{SVG}title").text == f"{TITLE}: {choice.lower()}"
        text = words(svg)
        for part in [TITLE, *evidence, "Sources: The Korea Herald, 26 August 2016", *there]:
            assert part in text
        for part in evidence:
            assert part in root.find(f"{SVG}desc").text
        for part in not_there:
            assert part not in text
        references = re.findall(r'href="([^"]*)"|url\(["\']?([^)"\']*)', svg.decode())
        assert not [to for to in map("".join, references) if not to.startswith(("#", "data:"))]
        assert re.search(r'@font-face\{font-family:"Source Sans"[^}]*url\(data:', svg.decode())


def test_a_picture_obeys_the_colours_the_time_scale_and_the_filters_of_the_page(visit):
    dashboard = visit("?context=0&colour=status&scale=true")
    text = words(dashboard.take("Picture", "Download SVG")[1])
    assert "Filter: without context" in text
    assert "Unconfirmed" in text
    assert "London" in text
    assert "Liaoning" not in text
    assert "not shown" not in text


def choose_size(dashboard, name):
    dashboard.exporting("Picture").get_by_role("combobox").click()
    dashboard.page.get_by_role("option", name=name).click()


def test_after_another_choice_the_old_picture_is_not_handed_out(visit):
    dashboard = visit()
    buttons = [dashboard.exporting("Picture").get_by_role("button", name=f"Download {it}") for it in ("PNG", "SVG")]
    for button in buttons:
        expect(button).to_be_enabled()
    dashboard.page.evaluate("() => { WebSocket.prototype.send = () => {}; }")  # a server that takes its time
    choose_size(dashboard, "Social card")
    for button in buttons:
        expect(button).to_be_disabled()


# Streamlit marks up its controls in another way than the script of the picture expects.
OTHER_CONTROLS = """
const all = Element.prototype.querySelectorAll;
Element.prototype.querySelectorAll = function (of) { return all.call(this, /role=radio/.test(of) ? ".none" : of); };
"""


def test_pictures_are_handed_out_where_the_controls_above_them_cannot_be_read(visit):
    dashboard = visit(script=OTHER_CONTROLS)
    assert dashboard.take("Picture", "Download PNG")[0] == "defections-both-article.png"
    choose_size(dashboard, "Social card")
    dashboard.page.wait_for_function("() => document.querySelector('.picture img').naturalHeight === 630")
    drawn(dashboard.take("Picture", "Download PNG")[1], (1200, 630), LIGHT)


def test_a_png_that_cannot_be_made_is_said(visit):
    dashboard = visit()
    panel = dashboard.exporting("Picture")
    expect(panel.get_by_role("button", name="Download PNG")).to_be_enabled()
    dashboard.page.evaluate("() => { HTMLCanvasElement.prototype.toBlob = () => { throw new Error('too large'); }; }")
    panel.get_by_role("button", name="Download PNG").click()
    expect(panel.locator(".failure")).to_contain_text("could not be made")


def test_a_picture_that_fails_when_another_is_there_says_nothing(visit):
    dashboard = visit()
    panel = dashboard.exporting("Picture")
    expect(panel.get_by_role("button", name="Download SVG")).to_be_enabled()
    dashboard.page.evaluate(
        """() => {
          const make = Plotly.toImage;
          Plotly.toImage = (figure, of) =>
            of.width === 1000 ? new Promise((_, fail) => (window.fail = fail)) : make(figure, of);
        }"""
    )
    choose_size(dashboard, "Print")
    dashboard.page.wait_for_function("() => window.fail")
    dashboard.pick("Social card")
    dashboard.page.evaluate("fail(new Error('late'))")
    expect(panel.get_by_role("button", name="Download SVG")).to_be_enabled()
    expect(panel.locator(".failure")).to_be_empty()


# The page, data, citations


def test_the_page_of_the_dialog_opens_from_disk_with_both_charts(visit, browser, tmp_path):
    dashboard = visit("?post=RU&colour=status")
    name, document = dashboard.take("Page", "HTML")
    assert name == "defections.html"
    assert len(document) < 6_000_000
    file = tmp_path / name
    file.write_bytes(document)
    context = browser.new_context(offline=True)
    page = context.new_page()
    page.goto(file.as_uri())
    expect(page.locator("#map .main-svg").first).to_contain_text("Vladivostok")
    expect(page.locator("#timeline .main-svg").first).to_contain_text("Kim Chol-song")
    expect(page.locator("body")).to_contain_text("Filter: posted in Russia")
    expect(page.locator(".legend button")).to_have_text(["● Reported 1", "● Unconfirmed 1", "■ Context 4"])
    context.close()


def test_data_and_citations_are_those_of_the_filters(visit, tmp_path):
    dashboard = visit("?post=RU&context=0&colour=status")
    name, text = dashboard.take("Data", "CSV")
    assert name == "defections.csv"
    rows = list(csv.DictReader(io.StringIO(text.decode("utf-8-sig"), newline="")))
    assert [row["id"] for row in rows] == [KIM, OFFICIAL]
    assert (rows[0]["date"], rows[0]["date_earliest"], rows[0]["date_latest"]) == (
        "2015-07",
        "2015-07-01",
        "2015-07-31",
    )

    events = json.loads(dashboard.take("Data", "JSON")[1])["events"]
    assert {event["id"] for event in events} == {KIM, OFFICIAL}
    assert all(event["milestones"] for event in events)

    name, text = dashboard.take("Data", "GeoJSON")
    assert name == "defections.geojson"
    assert {feature["id"] for feature in json.loads(text)["features"]} == {KIM, OFFICIAL}

    name, text = dashboard.take("Data", "YAML")
    file = tmp_path / name
    file.write_bytes(text)
    assert {event.id for event in load(file).dataset.records.events} == {KIM, OFFICIAL}
    command = [Path(sysconfig.get_path("scripts")) / "defections", "check", file]
    assert subprocess.run(command, capture_output=True, timeout=60).returncode == 0

    said = dashboard.exporting("Cite").get_by_test_id("stCode").inner_text()
    for part in (TITLE, "posted in Russia", dashboard.page.url, "The Korea Herald", "Hankook Ilbo"):
        assert part in said
    name, text = dashboard.take("Cite", "BibTeX")
    assert name == "citations.bib"
    library = bibtexparser.parse_string(text.decode())
    assert library.failed_blocks == []
    keys = list(library.entries_dict)
    name, text = dashboard.take("Cite", "CSL-JSON")
    assert name == "citations.json"
    assert [item["id"] for item in json.loads(text)] == keys
    assert {"koreaherald-2016-08-26", "hankookilbo-2016-07-08"} < set(keys)
    assert dashboard.take("Cite", "Plain text")[1].decode().split() == said.split()


# Links and frames


def test_the_link_of_the_dialog_opens_the_same_view(visit):
    first = visit("?post=RU")
    first.colour_by("Status")
    first.switch("true_scale")
    first.until(lambda: first.chart("timeline").get_by_text("not shown").count(), 0)
    first.click("map", OFFICIAL, *first.mark("map", "Places", OFFICIAL))
    expect(first.card(OFFICIAL)).to_have_attribute("open", "")
    link = first.exporting("Share").get_by_test_id("stCode").first.inner_text().strip()
    assert link.startswith(first.page.url)  # which says the filters alone
    for tab in ("Share", "Cite"):
        expect(first.exporting(tab)).to_contain_text("This address works on this computer only.")
    second = visit(link.removeprefix(first.address))
    assert second.query == [("post", "RU"), ("colour", "status"), ("scale", "true"), ("event", OFFICIAL)]
    expect(second.count).to_contain_text("posted in Russia")
    expect(second.chart("map").locator(".legendtext", has_text="Unconfirmed")).to_be_visible()
    assert second.chart("timeline").get_by_text("not shown").count() == 0
    expect(second.card(OFFICIAL)).to_have_attribute("open", "")
    assert second.traces("map") == first.traces("map")


# Whatever reaches beyond a box that scrolls, the window included, in pixels.
_BEYOND = """() => [...document.querySelectorAll("html, body, .stApp, .stMain")]
  .map(({ scrollHeight, clientHeight }) => scrollHeight - clientHeight)
  .reduce((most, beyond) => Math.max(most, beyond))"""


def test_a_frame_of_another_site_holds_both_charts_their_sources_and_a_link_without_scrolling(
    browser, serve, newspaper, embed
):
    server = serve(EVENTS.read_text(encoding="utf-8"), "--embed", newspaper)
    context = browser.new_context(viewport={"width": 1100, "height": 800})
    page = context.new_page()
    errors = []
    page.on("console", lambda message: message.type == "error" and errors.append(message.text))
    page.goto(newspaper)
    frame = embed(page, f"{server.address}?post=RU&colour=status&embed=true", 1000, 700)
    expect(frame.get_by_role("heading", level=1)).to_have_text(TITLE)
    expect(frame.locator("p.count")).to_contain_text("Filter: posted in Russia")
    frame.wait_for_function(
        """() => ["map", "timeline"].every((name) => {
          const chart = document.querySelector(`.st-key-${name} .js-plotly-plot`);
          const { bottom, width } = chart?.querySelector(".main-svg")?.getBoundingClientRect() ?? {};
          return bottom <= innerHeight && width > 900 && chart.clientHeight > 150;
        })"""
    )
    expect(frame.locator(".st-key-map .legendtext", has_text="Unconfirmed")).to_be_visible()
    expect(frame.locator(".st-key-timeline")).to_contain_text("Kim Chol-song")
    expect(frame.locator("p.sources")).to_contain_text("Sources: The Korea Herald, 26 August 2016")
    link = frame.get_by_role("link", name="Open full version")
    expect(link).to_have_attribute("href", f"{server.address}?post=RU&colour=status")
    expect(link).to_be_in_viewport(ratio=1)
    assert frame.evaluate(_BEYOND) <= 0
    for gone in (".st-key-post", ".st-key-export", ".st-key-colour", ".st-key-cards"):
        assert frame.locator(gone).count() == 0
    assert errors == []
    context.close()


def test_in_a_frame_marked_events_have_a_compact_card_and_what_is_not_on_the_map_is_listed(
    browser, serve, newspaper, embed
):
    server = serve(EVENTS.read_text(encoding="utf-8"), "--embed", newspaper)
    context = browser.new_context(viewport={"width": 1100, "height": 800})
    page = context.new_page()
    page.goto(newspaper)
    frame = embed(page, f"{server.address}?post=RU&embed=true", 1000, 700)
    chart = frame.locator(".st-key-timeline .js-plotly-plot")
    expect(chart.locator(".main-svg").first).to_be_visible()
    chart.focus()
    page.keyboard.press("End")
    card = frame.get_by_role("region", name="Marked event")
    expect(card).to_contain_text("Seoul reads the series")
    expect(card).to_be_in_viewport(ratio=1)
    with context.expect_page() as opened:
        page.keyboard.press("Enter")
    assert opened.value.url == f"{server.address}?post=RU&event=kr-2016-seoul-reading"
    opened.value.close()
    card.get_by_role("button", name="Close").click()
    expect(card).to_be_hidden()
    summary = frame.get_by_text("1 context event not on the map", exact=True)
    expect(summary).to_be_in_viewport(ratio=1)
    assert frame.evaluate(_BEYOND) <= 0
    summary.click()
    expect(frame.locator(".unplaced li")).to_contain_text("region without coordinates")
    expect(frame.locator(".unplaced a")).to_have_attribute("target", "_blank")
    context.close()


WORDY = json.dumps(  # JSON is YAML
    {
        "schema_version": 1,
        "title": "Defections of officials and of members of their families from missions abroad, 2013–2026",
        "sources": {f"s{i}": {"type": "webpage", "container-title": f"Daily Herald of City {i}"} for i in range(50)},
        "places": {
            "p": {"name": "Moscow", "country": "RU", "lat": 55.7, "lon": 37.6, "geonames": 524901},
            "q": {"name": "Seoul", "country": "KR", "lat": 37.6, "lon": 127},
        },
        "events": [
            {
                "id": f"e{i}", "type": "defection", "persons": [{"name": f"Official {i}"}], "post": {"place": "p"},
                "destination": {"status": "known", "place": "q"}, "status": "reported",
                "citations": [{"source": f"s{n}"} for n in range(i, 50, 5)],
                "milestones": [{"kind": "report", "date": f"2016-08-1{i}", "citations": [{"source": "s1"}]}],
            }
            for i in range(5)
        ],
    }
)  # fmt: skip
# What reaches below the frame, or does not stand as it should, once both charts have the width of the frame.
_FITS = """() => {
  const box = (of) => document.querySelector(of)?.getBoundingClientRect() ?? {};
  const [map, time] = ["map", "timeline"].map((name) => box(`.st-key-${name} .js-plotly-plot .main-svg`));
  const link = box("p.sources a");
  return Math.abs(map.width - innerWidth) < 40 && Math.abs(time.width - innerWidth) < 40
    && map.height >= 160 && time.height >= 160 && time.top >= map.bottom && link.top >= time.bottom
    && link.bottom <= innerHeight && document.querySelector(".stMain").scrollHeight <= innerHeight;
}"""


@pytest.mark.parametrize(
    ("text", "query"),
    [
        (None, "post=RU"),
        (None, "post=RU&rank=king&to=KR"),  # with notes
        (WORDY, ""),
    ],
    ids=["shipped", "notes", "wordy"],
)
def test_a_frame_of_any_usual_size_holds_charts_sources_and_link_without_scrolling(browser, server, serve, text, query):
    server = serve(text) if text else server
    context = browser.new_context(viewport={"width": 390, "height": 700})
    page = context.new_page()
    page.goto(f"{server.address}?{query}&embed=true")
    page.wait_for_function(_FITS)
    for width, height in [(600, 900), (700, 600), (1000, 700)]:
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_function(_FITS)
    context.close()
