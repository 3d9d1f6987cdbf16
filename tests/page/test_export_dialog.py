"""What the export dialog hands out."""

import re
from typing import Any

import pytest

from tests.page.reader import EVENTS, Visit, bodies, component, open_export


@pytest.mark.parametrize("chart", ["map", "timeline", "both"])
@pytest.mark.parametrize("query", [{}, {"q": "no such words"}], ids=["filled", "empty"])
def test_a_picture_comes_with_title_filter_and_sources(visit: Visit, chart: str, query: dict[str, Any]) -> None:
    order = component(open_export(visit(query), chart=chart), "picture")
    assert order["name"] == f"defections-{chart}-article{'-q-no-such-words' if query else ''}"
    texts = " ".join(note["text"] for note in order["figure"]["layout"]["annotations"])
    assert "Five who left &amp; one fair" in texts
    assert ("no such words" if query else "All events, no filter") in texts
    assert ("The Herald, 26 August 2016" in texts) == (not query)
    assert "SHA-256" in order["description"]


def test_a_picture_has_the_size_and_the_ground_that_are_chosen(visit: Visit) -> None:
    order = component(open_export(visit(), chart="both", size="slide", theme="dark"), "picture")
    layout = order["figure"]["layout"]
    assert (layout["width"] * order["scale"], layout["height"] * order["scale"]) == (1920, 1080)
    assert layout["template"]["layout"]["paper_bgcolor"] == "#16191d"


def test_a_picture_has_the_title_that_a_reader_gives_it(visit: Visit) -> None:
    app = open_export(visit(), chart="map")
    (field,) = [it for it in app.text_input if it.key == "picture-title"]
    assert field.value == "Five who left & one fair"
    order = component(field.set_value("  Those *who* <b>left</b> ").run(), "picture")
    assert order["title"] == "Those *who* <b>left</b>: map"
    assert order["figure"]["layout"]["annotations"][-3]["text"] == "<b>Those *who* &lt;b&gt;left&lt;/b&gt;</b>"
    (field,) = [it for it in app.text_input if it.key == "picture-title"]
    assert component(field.set_value(" ").run(), "picture")["title"] == "Five who left & one fair: map"


def test_a_very_long_title_of_a_file_can_be_taken_as_it_is(visit: Visit) -> None:
    app = open_export(visit(text=EVENTS.replace("Five who left & one fair", "Very long " * 80)), chart="map")
    assert component(app, "picture")["title"] == f"{('Very long ' * 80).strip()}: map"


def test_of_very_many_sources_the_dialog_names_the_first_and_says_that_the_files_hold_all(visit: Visit) -> None:
    sources = "".join(f"  s{n}: {{type: book, title: Source {n:04}}}\n" for n in range(1200))
    cited = ", ".join(f"{{source: s{n}}}" for n in range(1200))
    head = EVENTS.partition("places:")
    text = f"{head[0].partition('sources:')[0]}sources:\n  s: {{type: book}}\n{sources}{head[1]}{head[2]}"
    app = open_export(visit(text=text.replace("    post: {place: london}", f"    citations: [{cited}]")), chart="map")
    (view,) = [code.value for code in app.code if "Sources:" in code.value]
    assert [line for line in view.splitlines() if "Source " in line] == [f"Source {n:04}." for n in range(60)]
    (said,) = bodies(app, "of 1,201 sources")
    assert "The first 60 of 1,201 sources; the files list all of them." in said
    assert component(app, "picture")["description"].count("Source ") == 60


def test_the_dialog_links_to_the_data_and_the_citations_of_the_selection(visit: Visit) -> None:
    (page, data, cited) = bodies(open_export(visit({"post": "RU", "colour": "rank"})), 'class="downloads"')
    assert re.findall(r'href="([^"]+)"', data) == [
        "events.csv?post=RU&amp;bom=1",
        "claims.csv?post=RU&amp;bom=1",
        *(f"events.{k}?post=RU" for k in ("json", "geojson", "yaml")),
    ]
    # The view that is cited has the looks of the page, as its address has.
    assert re.findall(r'href="([^"]+)"', cited) == [
        f"citations.{k}?post=RU&amp;colour=rank" for k in ("txt", "bib", "json")
    ]
    assert "events.html?post=RU&amp;colour=rank" in page


def test_a_picture_marks_what_the_page_marks(visit: Visit) -> None:
    def faint(query: dict[str, Any]) -> bool:
        order = component(open_export(visit(query), chart="map"), "picture")
        (places,) = (trace for trace in order["figure"]["data"] if trace["name"] == "Places")
        return len(set(places["marker"]["line"]["width"])) > 1

    assert not faint({})
    assert faint({"event": "c"})
