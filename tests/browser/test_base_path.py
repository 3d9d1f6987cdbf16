"""The page below a path of its host, all of it: charts, news, downloads, links and the code for a frame."""

import re
from dataclasses import replace
from html import unescape

from playwright.sync_api import expect

from tests.browser.conftest import EVENTS

# One that is closed at the root.
PATH = "media/news/defections"


def test_below_a_path_everything_works_as_at_the_root(serve, visit, embed, newspaper, browser):
    text = EVENTS.read_text(encoding="utf-8")
    server = serve(text, "--base-path", f"/{PATH}", "--embed", "*")
    here = f"{server.address}{PATH}/"
    dashboard = visit("?post=RU", of=replace(server, address=here.rstrip("/")))
    assert dashboard.page.url == f"{here}?post=RU"
    expect(dashboard.count).to_contain_text("2 of 3 defections")
    assert {request.split("?")[0].rsplit("/", 1)[0] + "/" for request in requests_of(dashboard)} >= {
        here,
        f"{here}assets/",
        f"{here}assets/topojson/",
    }

    assert dashboard.take("Data", "CSV")[0] == "defections.csv"
    assert dashboard.take("Page", "HTML")[1].startswith(b"<!DOCTYPE html>")
    assert f"{here}?post=RU" in dashboard.take("Cite", "Plain text")[1].decode()
    expect(dashboard.exporting("Cite")).to_contain_text(f"{here}?post=RU")
    shared = dashboard.exporting("Share").inner_text()
    assert f"{here}?post=RU\n" in shared
    (src,) = map(unescape, re.findall(r'src="([^"]+)"', shared))
    assert src == f"{here}?post=RU&embed=true"

    title = "A file that was changed"
    changed = re.sub(r"^title: .*$", f"title: {title}", text, flags=re.MULTILINE)
    (server.log.parent / "events.yaml").write_text(changed, encoding="utf-8")
    dashboard.page.keyboard.press("Escape")
    expect(dashboard.title).to_have_text(title)

    paper = browser.new_page()
    paper.goto(newspaper)
    frame = embed(paper, src)
    expect(frame.get_by_role("link", name="Open full version")).to_have_attribute("href", f"{here}?post=RU")
    paper.close()


def requests_of(dashboard) -> list[str]:
    """Return the addresses of all that the page has loaded."""
    return dashboard.page.evaluate("() => performance.getEntries().map(({ name }) => name)")
