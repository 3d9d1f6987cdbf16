"""A file whose every text tries to be markup, code or a request: readers see the texts, and nothing happens."""

import html
import json
import re
import xml.etree.ElementTree as ET
from urllib.parse import urlsplit
from urllib.request import urlopen

from playwright.sync_api import expect

# Whatever runs says so; whatever loads, loads from a host that is not there.
RUN = "window.ran=1"
TITLE = f"<script>{RUN}</script> **bold** $x^2$ :material/home: :red[x] \u202eabc\ufffe\uffff"
SOURCE = f'<img src="http://evil.example/s.png" onerror="{RUN}"> ![i](http://evil.example/i.png) [l](javascript:{RUN})'
PLACE = f'<svg onload="{RUN}"> ![i](http://evil.example/p.png) $y$'
CITY = ":material/face: `code` https://evil.example/auto www.evil.example"
RANK = f"1. **r** <script>{RUN}</script> $z$ :smile: ![i](http://evil.example/r.png)"
NAME = f'<img src="http://evil.example/n.png" onerror="{RUN}"> $a$ \u202eevil'
FORMULA = "=cmd|' /C calc'!A0"
NOTE = f"<script>{RUN}</script> $q$ ![i](http://evil.example/note.png) <iframe src='http://evil.example'></iframe>"
CONTEXT = f"-2+3 <math><mtext></mtext><script>{RUN}</script></math> {{{{7*7}}}} %{{customdata}}"
SUMMARY = f"<style>*{{display:none}}</style> <b onclick='{RUN}'>x</b> [x](javascript:{RUN}) <base href='http://evil.example/'>"
LINKS = [f"javascript:{RUN}", f"data:text/html,<script>{RUN}</script>", f"vbscript:{RUN}", "//evil.example/x"]

FILE = json.dumps(  # JSON is YAML
    {
        "schema_version": 1,
        "title": TITLE,
        "description": SUMMARY,
        "sources": {
            f"s{i}": {"type": "webpage", "container-title": SOURCE, "URL": url, "issued": "2016-08-26", "note": NOTE}
            for i, url in enumerate(LINKS)
        },
        "places": {
            "p1": {"name": PLACE, "country": "RU", "lat": 59.9, "lon": 30.3},
            "p2": {"name": CITY, "country": "KR", "lat": 37.5, "lon": 127},
        },
        "ranks": {"r1": {"label": RANK}},
        "events": [
            {
                "id": "e1",
                "type": "defection",
                "title": TITLE,
                "persons": [
                    {"name": NAME, "rank": "r1", "rank_as_stated": RANK, "position": FORMULA, "organisation": NOTE}
                ],
                "post": {"place": "p1", "mission": NOTE},
                "destination": {"status": "known", "place": "p2"},
                "accompanied_by": [NOTE],
                "status": "confirmed",
                "milestones": [
                    {"kind": "report", "date": "2016-08-25", "by": NOTE, "note": NOTE,
                     "citations": [{"source": f"s{i}", "paragraph": NOTE} for i in range(len(LINKS))]},
                ],
                "summary": SUMMARY,
            },
            {
                "id": "e2",
                "type": "context",
                "title": CONTEXT,
                "places": ["p1", "p2"],
                "status": "reported",
                "milestones": [{"kind": "report", "date": "2016-08-21", "citations": [{"source": "s0"}]}],
            },
        ],
    }
)  # fmt: skip


def visible(text):
    """Return a text as readers see it."""
    return re.sub("[\u202e\ufffe\uffff]", lambda found: f"⟨U+{ord(found[0]):04X}⟩", text)


def one_line(text):
    return " ".join(text.split())


def squeezed(text):
    """Return a visible text without its blanks, at which charts break lines."""
    return "".join(visible(text).split())


def test_texts_that_would_be_code_are_text_wherever_a_reader_sees_them(serve, visit):
    dialogs = []
    dashboard = visit(of=serve(FILE))
    page = dashboard.page
    page.on("dialog", lambda dialog: dialogs.append(dialog.message) or dialog.dismiss())

    expect(dashboard.title).to_have_text(visible(TITLE))
    expect(page).to_have_title(visible(TITLE))
    expect(page.locator(".st-key-rank button")).to_have_text(f"{RANK} · 1")
    page.evaluate("document.querySelectorAll('details.card').forEach((card) => (card.open = true))")
    cards = one_line(page.locator(".st-key-cards").inner_text())
    for text in (NAME, PLACE, CITY, NOTE, SUMMARY, RANK, FORMULA, SOURCE, CONTEXT, *LINKS):
        assert visible(text) in cards, text
    table = one_line(page.locator(".st-key-table").inner_text())
    for text in (NAME, PLACE, CITY, RANK, SOURCE, CONTEXT):
        assert visible(text) in table, text

    on_map = one_line(" ".join(dashboard.chart("map").locator("text").all_text_contents()))
    assert one_line(visible(CITY)) in on_map
    lanes = "".join(dashboard.chart("timeline").locator(".ytick").all_text_contents())
    assert squeezed(NAME) in squeezed(lanes)

    for chart, trace, events, said in (("map", "Places", ["e1", "e2"], NAME), ("timeline", "Milestones", ["e1"], NOTE)):
        dashboard.point_at(chart, "e1", *dashboard.mark(chart, trace, *events))
        expect(dashboard.chart(chart).locator(".hovertext")).to_have_count(1)
        assert squeezed(said) in squeezed(dashboard.chart(chart).locator(".hovertext").text_content())

    # Nothing of the file has become an element, and no link leads anywhere.
    made = "script, img, svg, iframe, style, base, math, a, b[onclick], [onload], [onerror]"
    assert page.locator(".st-key-cards, .st-key-table, .st-key-count").locator(made).count() == 0
    assert page.locator(".js-plotly-plot .textpoint a, .js-plotly-plot .hovertext a").count() == 0
    assert page.evaluate("window.ran") is None
    assert dialogs == []


def test_a_picture_of_such_texts_shows_them_and_runs_nothing(serve, visit):
    dashboard = visit(of=serve(FILE))
    svg = dashboard.take("Picture", "Download SVG")[1].decode()
    words = "".join("".join(text.itertext()) for text in ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}text"))
    for text in (TITLE, NAME, SOURCE):
        assert squeezed(text) in squeezed(words)
    elements = {element.tag.rpartition("}")[2] for element in ET.fromstring(svg).iter()}
    assert not elements & {"script", "a", "image", "iframe", "foreignObject"}
    opened = dashboard.page.context.new_page()
    opened.set_content(svg)
    assert opened.evaluate("window.ran") is None


def test_the_data_addresses_send_the_texts_as_written_and_formulas_defused(serve):
    address = serve(FILE).address
    with urlopen(f"{address}events.json") as answer:
        assert urlsplit(address).scheme == "http"
        assert answer.headers["Content-Type"] == "application/json"
        (first, second) = json.loads(answer.read())["events"]
    assert first["persons"][0]["name"] == NAME
    assert second["title"] == CONTEXT
    with urlopen(f"{address}events.csv") as answer:
        rows = answer.read().decode()
    assert f"'{FORMULA}" in rows
    assert f"'{CONTEXT}" in html.unescape(rows)
