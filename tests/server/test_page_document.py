"""The HTML document of the page, as link previews and readers without JavaScript see it."""

import re
from html.parser import HTMLParser

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from dashboard import app
from dashboard.dataset import Dataset
from dashboard.server.page_document import with_title
from dashboard.server.streamlit_internals import page_html


@pytest.fixture
def client(monkeypatch, shipped_file):
    monkeypatch.setenv("DEFECTIONS_FILE", str(shipped_file))
    with TestClient(Starlette(routes=app.routes())) as client:
        yield client


class _Meta(HTMLParser):
    """Collects what `meta` elements say, by their property."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: dict[str, str] = {}
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "meta" and "property" in given:
            self.found[given["property"] or ""] = given["content"] or ""


@pytest.mark.parametrize("path", ["/", "/index.html", "/?post=RU"])
def test_a_link_preview_has_the_title_and_the_description_of_the_file(client, shipped: Dataset, path):
    answer = client.get(path)
    assert re.findall(r"<title>(.*?)</title>", answer.text) == [shipped.records.title]
    meta = _Meta(answer.text).found
    assert meta["og:title"] == shipped.records.title
    assert meta.get("og:description") == shipped.records.description
    assert answer.headers["cache-control"] == "no-cache"


def test_a_reader_without_javascript_gets_title_and_data(client, shipped: Dataset):
    (noscript,) = re.findall("<noscript>.*?</noscript>", client.get("/").text, re.DOTALL)
    assert shipped.records.title in noscript
    for address in re.findall('href="([^"]+)"', noscript):
        assert client.get(f"/{address}").status_code == 200
    assert "events.csv" in noscript


def test_all_else_of_the_document_is_streamlit_s():
    html = page_html()
    assert html is not None
    document = with_title(html, "TITLE", None)
    rest = re.sub("<title>.*?</title>|<noscript>.*?</noscript>", "", html, flags=re.DOTALL)
    ours = re.sub(
        "<title>.*?</title>\n<meta[^>]*>\n<meta[^>]*>|<noscript>.*?</noscript>", "", document, flags=re.DOTALL
    )
    assert ours.split() == rest.split()


def test_texts_of_a_file_are_text(client):
    document = with_title(page_html() or "", '</title><script>alert("x")</script>\\1', 'a "quoted" <b>')
    assert "<script>alert" not in document
    assert "&lt;script&gt;alert" in document
    assert _Meta(document).found["og:description"] == 'a "quoted" <b>'


def test_a_file_with_problems_is_named(monkeypatch, tmp_path):
    file = tmp_path / "mine.yaml"
    file.write_text("title: [")
    monkeypatch.setenv("DEFECTIONS_FILE", str(file))
    with TestClient(Starlette(routes=app.routes())) as client:
        assert "<title>Problems in mine.yaml</title>" in client.get("/").text
