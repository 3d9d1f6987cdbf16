"""The news and the static files of the application, asked as a browser asks them."""

import gc
import gzip
import threading
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from dashboard import app
from dashboard import watch as watch_module
from dashboard.plotly_js import plotly_js_source, plotly_js_url
from dashboard.watch import watch

APP = app.__file__

BROKEN = """\
schema_version: 1
title: T
events:
  - id: a
    type: defection
    status: sure
    titel: x
"""

GOOD = BROKEN.replace("sure", "denied").replace("titel", "title")


@pytest.fixture
def client():
    with TestClient(Starlette(routes=app.routes())) as client:
        yield client


@pytest.fixture
def shown(client, shipped_file, monkeypatch):
    """Return a client of the application that shows the shipped file."""
    monkeypatch.setenv("DEFECTIONS_FILE", str(shipped_file))
    return client


def show(client, monkeypatch, path: Path, text: str):
    """Return a client of the application that shows an event file of this text."""
    path.write_text(text)
    monkeypatch.setenv("DEFECTIONS_FILE", str(path))
    return client


def assert_no_path(body: str, *paths: Path) -> None:
    for path in (Path(app.__file__).parents[1], Path.home(), *paths):
        assert str(path) not in body
    assert "Traceback" not in body


# Changes


@pytest.fixture
def watching(monkeypatch, tmp_path):
    """Return a client of the whole application, which watches a good file in hundredths of the usual times."""
    for name in ("POLL_INTERVAL_S", "SETTLE_S", "PROBLEM_GRACE_S"):
        monkeypatch.setattr(watch_module, name, getattr(watch_module, name) / 100)
    (tmp_path / "events.yaml").write_text(GOOD)
    monkeypatch.setenv("DEFECTIONS_FILE", str(tmp_path / "events.yaml"))
    with TestClient(Starlette(routes=app.routes(), lifespan=app.lifespan)) as client:
        yield client


def test_every_page_is_told_the_version_and_each_new_one(watching, tmp_path):
    path = tmp_path / "events.yaml"
    with watching.websocket_connect("/changes") as one, watching.websocket_connect("/changes") as other:
        first = one.receive_text()
        assert first == other.receive_text() == watch(path).state.revision
        path.write_text(BROKEN)
        assert first != one.receive_text() == other.receive_text()
        path.write_text(GOOD)
        assert first == one.receive_text() == other.receive_text()


def test_a_page_that_is_gone_is_forgotten(watching, tmp_path):
    with watching.websocket_connect("/changes") as one:
        with watching.websocket_connect("/changes") as other:
            other.send_text("a page has nothing to say, and may say it")
            other.send_bytes(b"in any form")
            other.receive_text()
        one.receive_text()
        (tmp_path / "events.yaml").write_text(BROKEN)
        assert one.receive_text() == watch(tmp_path / "events.yaml").state.revision


def test_the_default_file_away_for_a_moment_does_not_make_way_for_the_shipped_one(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DEFECTIONS_FILE", "")
    (tmp_path / "events.yaml").write_text(GOOD)
    with TestClient(Starlette(routes=app.routes(), lifespan=app.lifespan)) as client:
        (tmp_path / "events.yaml").unlink()
        assert client.get("/healthz").json() == {"status": "ok", "events": 1}


def test_what_is_in_memory_is_passed_over_by_collections_and_each_new_version_is_too(monkeypatch, watching, tmp_path):
    frozen = threading.Semaphore(0)
    monkeypatch.setattr(app, "collect_and_freeze", frozen.release)
    (tmp_path / "events.yaml").write_text(GOOD.replace("title: T", "title: U"))
    assert frozen.acquire(timeout=10)
    assert gc.get_freeze_count() > 100_000


def test_the_drawings_are_kept_until_the_last_reader_is_gone(monkeypatch):
    cleared = []
    monkeypatch.setattr(app.st.cache_data, "clear", lambda: cleared.append(True))
    app.readers_changed(1)
    assert not cleared
    app.readers_changed(0)
    assert cleared


def hear(client, **headers: str) -> str:
    with client.websocket_connect("/changes", headers=headers) as socket:
        return socket.receive_text()


def test_a_page_of_this_host_may_listen_and_so_may_what_is_no_browser(watching):
    assert hear(watching) == hear(watching, origin="http://testserver") == hear(watching, origin="https://testserver")


# Static files


def raw(client, headers: dict[str, str]):
    """Return the answer for plotly.js with its body as it was sent."""
    with client.stream("GET", f"/{plotly_js_url()}", headers=headers) as response:
        return response, b"".join(response.iter_raw())


def test_plotly_is_sent_compressed_to_those_who_take_it(client):
    response, body = raw(client, {"Accept-Encoding": "br, gzip"})
    assert response.status_code == 200
    assert response.headers["content-encoding"] == "gzip"
    assert response.headers["vary"] == "Accept-Encoding"
    assert response.headers["content-type"] == "text/javascript; charset=utf-8"
    assert len(body) < 500_000
    assert gzip.decompress(body) == plotly_js_source()


@pytest.mark.parametrize("accepted", ["identity", "br", "gzip;q=0"])
def test_plotly_is_sent_plain_to_those_who_take_no_gzip(client, accepted):
    response, body = raw(client, {"Accept-Encoding": accepted})
    assert response.status_code == 200
    assert "content-encoding" not in response.headers
    assert body == plotly_js_source()


def test_plotly_may_be_kept_for_ever_because_its_address_names_its_version(client):
    for accepted in ("gzip", "identity"):
        response, _ = raw(client, {"Accept-Encoding": accepted})
        assert response.headers["cache-control"] == "public, max-age=31536000, immutable"
        assert response.headers["content-type"] == "text/javascript; charset=utf-8"


def test_the_page_names_plotly_at_its_address_so_that_it_is_loaded_beside_the_page_itself():
    guard, *_ = app.middleware()
    page = Starlette(routes=[Route("/", lambda _: PlainTextResponse("the page"))], middleware=[guard])
    assert f"<{plotly_js_url()}>; rel=preload; as=script" in TestClient(page).get("/").headers["link"]


@pytest.mark.parametrize("resolution", [110, 50])
def test_the_basemap_is_served_compressed(client, resolution):
    response = client.get(f"/assets/topojson/world_{resolution}m.json")
    assert response.status_code == 200
    assert response.headers["etag"]
    assert response.headers["content-type"] == "application/json"
    assert response.json()["type"] == "Topology"
    assert {"land", "countries"} <= set(response.json()["objects"])


@pytest.mark.parametrize(
    "address",
    [
        "/assets/topojson/none.json",
        "/assets/topojson/",
        "/assets/topojson/%2e%2e/page.css",
        "/assets/topojson/..%2f..%2fapp.py",
        "/assets/plotly-0.0.0.min.js",
        "/assets/plotly-.min.js",
        "/assets/plotly/plotly.min.js",
    ],
)
def test_nothing_else_is_served(shown, address):
    response = shown.get(address)
    assert response.status_code == 404
    assert_no_path(response.text)
