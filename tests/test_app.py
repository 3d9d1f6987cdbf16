"""The data addresses and static files of the application, asked as a browser asks them."""

import csv
import gzip
import json
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import plotly
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from dashboard import app, live
from dashboard.live import followed

BROKEN = """\
schema_version: 1
title: T
events:
  - id: a
    type: defection
    status: sure
    titel: x
"""

PLOTLY = f"/assets/plotly-{plotly.__version__}.min.js"
ADDRESSES = ["/events.csv", "/events.json", "/events.geojson"]


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


def ids(address: str, response) -> list[str]:
    if address.startswith("/events.csv"):
        return [row["id"] for row in csv.DictReader(StringIO(response.text, newline=""))]
    whole = response.json()
    return [event["id"] for event in whole["events" if "events" in whole else "features"]]


QUERIES = {
    "": [
        "kp-2016-thae-yong-ho",
        "kp-2015-kim-chol-song",
        "kp-2016-vladivostok-official",
        "cn-2016-trade-inspection",
        "cn-2016-trade-missions-frozen",
        "cn-2016-yanji-trade-fair",
        "kr-2016-seoul-reading",
    ],
    "context=0": ["kp-2016-thae-yong-ho", "kp-2015-kim-chol-song", "kp-2016-vladivostok-official"],
    "post=RU&context=0": ["kp-2015-kim-chol-song", "kp-2016-vladivostok-official"],
    "post=RU&post=GB&to=KR&context=0": ["kp-2016-thae-yong-ho", "kp-2015-kim-chol-song"],
    "rank=secretary&to=unknown&context=0": ["kp-2016-vladivostok-official"],
    "status=unconfirmed": ["kp-2016-vladivostok-official", "cn-2016-trade-inspection"],
    "until=2015": ["kp-2015-kim-chol-song"],
    "from=2016-08-18&until=2016-08-18&certain=1": [],
    "q=%EA%B9%80%EC%B2%A0%EC%82%BC": ["kp-2015-kim-chol-song"],
    "q=yong+ho": ["kp-2016-thae-yong-ho", "cn-2016-yanji-trade-fair"],
}


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("query", QUERIES)
def test_every_data_address_obeys_the_query(shown, address, query):
    response = shown.get(f"{address}?{query}")
    assert response.status_code == 200
    assert ids(address, response) == QUERIES[query]


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("/events.csv", "text/csv; charset=utf-8"),
        ("/events.json", "application/json"),
        ("/events.geojson", "application/geo+json"),
    ],
)
def test_every_data_address_says_what_it_sends(shown, address, kind):
    headers = shown.get(address).headers
    assert headers["content-type"] == kind
    assert headers["content-disposition"] == f'inline; filename="defections{address.removeprefix("/events")}"'


@pytest.mark.parametrize("address", ADDRESSES)
def test_texts_are_sent_as_utf_8(shown, address):
    body = shown.get(address).content
    assert "2015-07" in body.decode()
    assert ("김철성" in body.decode()) == (address == "/events.json")


def test_the_csv_begins_with_its_header(shown):
    assert shown.get("/events.csv").text.startswith("id,type,title,name,rank,rank_as_stated,position,organisation,")


def test_data_can_be_asked_for_without_its_body(shown):
    response = shown.head("/events.csv")
    assert (response.status_code, response.content) == (200, b"")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
@pytest.mark.parametrize("address", [*ADDRESSES, "/healthz"])
def test_data_can_only_be_read(shown, method, address):
    assert shown.request(method, address).status_code == 405


# Errors


def assert_no_path(body: str, *paths: Path) -> None:
    for path in (Path(app.__file__).parents[1], Path.home(), *paths):
        assert str(path) not in body
    assert "Traceback" not in body


@pytest.mark.parametrize("address", ADDRESSES)
def test_nonsense_is_refused_with_every_reason(shown, address, root):
    response = shown.get(f"{address}?post=Russia&from=2016-13&colour=red&q=kim")
    assert response.status_code == 400
    assert response.headers["content-type"] == "application/problem+json"
    problem = response.json()
    assert problem["status"] == 400
    assert problem["title"] == "The query makes no sense"
    assert len(problem["errors"]) == 3
    assert problem["errors"][0] == "post=Russia: not an ISO 3166-1 alpha-2 country code"
    assert "month 13 does not exist" in problem["errors"][1]
    assert problem["errors"][2] == "colour=red: there is no filter 'colour'"
    assert problem["detail"] == "; ".join(problem["errors"])
    assert_no_path(response.text)


@pytest.mark.parametrize("query", ["until=2015&from=2016", "certain=maybe", "%00=%00", "post=%FF", "q=a&%ED%A0%80=1"])
def test_nonsense_of_every_kind_is_refused(shown, query):
    response = shown.get(f"/events.json?{query}")
    assert response.status_code == 400
    assert response.json()["errors"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_broken_file_is_answered_with_its_problems(client, monkeypatch, tmp_path, address):
    response = show(client, monkeypatch, tmp_path / "mine.yaml", BROKEN).get(address)
    assert response.status_code == 503
    assert response.headers["content-type"] == "application/problem+json"
    problem = response.json()
    assert problem["status"] == 503
    assert [error.split(" ")[0] for error in problem["errors"]] == ["mine.yaml:6:13:", "mine.yaml:7:5:"]
    assert "did you mean 'title'?" in problem["errors"][1]
    assert_no_path(response.text, tmp_path)


@pytest.mark.parametrize("address", [*ADDRESSES, "/healthz"])
def test_a_missing_file_or_a_folder_is_answered_without_its_path(client, monkeypatch, tmp_path, address):
    for path in (tmp_path / "none.yaml", tmp_path):
        monkeypatch.setenv("DEFECTIONS_FILE", str(path))
        response = client.get(address)
        assert response.status_code == 503
        assert_no_path(response.text, tmp_path)


GOOD = BROKEN.replace("sure", "denied").replace("titel", "title")


def save(path: Path, text: str) -> None:
    """Save an event file and let the application notice, which takes it a second otherwise."""
    path.write_text(text)
    for seconds in (1, 10):
        followed(path).look(seconds)


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_file_mended_is_sent(client, monkeypatch, tmp_path, address):
    path = tmp_path / "events.yaml"
    assert show(client, monkeypatch, path, BROKEN).get(address).status_code == 503
    save(path, GOOD)
    assert ids(address, client.get(address)) == ["a"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_file_broken_again_is_sent_as_it_was_before(client, monkeypatch, tmp_path, address):
    path = tmp_path / "events.yaml"
    before = show(client, monkeypatch, path, GOOD).get(address)
    assert ids(address, before) == ["a"]
    save(path, BROKEN)
    after = client.get(address)
    assert (after.status_code, after.content) == (200, before.content)


# Health


def test_a_good_file_is_healthy(shown):
    response = shown.get("/healthz")
    assert response.status_code == 200
    assert response.headers["content-type"] == "application/json"
    assert response.json() == {"status": "ok", "events": 7}


def test_a_broken_file_is_not_healthy(client, monkeypatch, tmp_path):
    response = show(client, monkeypatch, tmp_path / "events.yaml", BROKEN).get("/healthz")
    assert response.status_code == 503
    assert response.json()["status"] == "problems"
    assert response.json()["problems"] == 2
    assert_no_path(response.text, tmp_path)


def test_a_file_broken_again_is_stale_and_healthy_until_it_is_mended(client, monkeypatch, tmp_path):
    path = tmp_path / "events.yaml"
    show(client, monkeypatch, path, GOOD).get("/healthz")
    began = datetime.now(UTC).replace(microsecond=0)
    save(path, BROKEN)
    response = client.get("/healthz")
    assert response.status_code == 200
    since = response.json().pop("since")
    assert since.endswith("Z")
    assert began <= datetime.fromisoformat(since) <= datetime.now(UTC)
    assert response.json() == {"status": "stale", "events": 1, "since": since, "problems": 2}
    save(path, GOOD)
    assert client.get("/healthz").json() == {"status": "ok", "events": 1}


def test_a_file_without_events_is_healthy(client, monkeypatch, tmp_path):
    response = show(client, monkeypatch, tmp_path / "events.yaml", "schema_version: 1\ntitle: T\n").get("/healthz")
    assert (response.status_code, response.json()) == (200, {"status": "ok", "events": 0})


# Changes


@pytest.fixture
def following(monkeypatch, tmp_path):
    """Return a client of the whole application, which follows a good file in hundredths of the usual times."""
    for name in ("LOOK", "SETTLE", "PATIENCE"):
        monkeypatch.setattr(live, name, getattr(live, name) / 100)
    (tmp_path / "events.yaml").write_text(GOOD)
    monkeypatch.setenv("DEFECTIONS_FILE", str(tmp_path / "events.yaml"))
    with TestClient(Starlette(routes=app.routes(), lifespan=app.following)) as client:
        yield client


def test_every_page_is_told_the_version_and_each_new_one(following, tmp_path):
    path = tmp_path / "events.yaml"
    with following.websocket_connect("/changes") as one, following.websocket_connect("/changes") as other:
        first = one.receive_text()
        assert first == other.receive_text() == followed(path).state.version
        path.write_text(BROKEN)
        assert first != one.receive_text() == other.receive_text()
        path.write_text(GOOD)
        assert first == one.receive_text() == other.receive_text()


def test_a_page_that_is_gone_is_forgotten(following, tmp_path):
    with following.websocket_connect("/changes") as one:
        with following.websocket_connect("/changes") as other:
            other.send_text("a page has nothing to say, and may say it")
            other.send_bytes(b"in any form")
            other.receive_text()
        one.receive_text()
        (tmp_path / "events.yaml").write_text(BROKEN)
        assert one.receive_text() == followed(tmp_path / "events.yaml").state.version


def test_the_default_file_away_for_a_moment_does_not_make_way_for_the_shipped_one(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DEFECTIONS_FILE", "")
    (tmp_path / "events.yaml").write_text(GOOD)
    with TestClient(Starlette(routes=app.routes(), lifespan=app.following)) as client:
        (tmp_path / "events.yaml").unlink()
        assert client.get("/healthz").json() == {"status": "ok", "events": 1}


def hear(client, **headers: str) -> str:
    with client.websocket_connect("/changes", headers=headers) as socket:
        return socket.receive_text()


def test_a_page_of_this_host_may_listen_and_so_may_what_is_no_browser(following):
    assert (
        hear(following) == hear(following, origin="http://testserver") == hear(following, origin="https://testserver")
    )


# Static files


@pytest.fixture(scope="module")
def plotly_js() -> bytes:
    return (Path(plotly.__file__).parent / "package_data" / "plotly.min.js").read_bytes()


def raw(client, headers: dict[str, str]):
    """Return the answer for plotly.js with its body as it was sent."""
    with client.stream("GET", PLOTLY, headers=headers) as response:
        return response, b"".join(response.iter_raw())


def test_plotly_is_sent_compressed_to_those_who_take_it(client, plotly_js):
    response, body = raw(client, {"Accept-Encoding": "br, gzip"})
    assert response.status_code == 200
    assert response.headers["content-encoding"] == "gzip"
    assert response.headers["vary"] == "Accept-Encoding"
    assert response.headers["content-type"] == "text/javascript; charset=utf-8"
    assert len(body) < len(plotly_js) / 2
    assert gzip.decompress(body) == plotly_js


@pytest.mark.parametrize("accepted", ["identity", "br", "gzip;q=0"])
def test_plotly_is_sent_plain_to_those_who_take_no_gzip(client, plotly_js, accepted):
    response, body = raw(client, {"Accept-Encoding": accepted})
    assert response.status_code == 200
    assert "content-encoding" not in response.headers
    assert body == plotly_js


def test_plotly_may_be_kept_for_ever_because_its_address_names_its_version(client):
    for accepted in ("gzip", "identity"):
        response, _ = raw(client, {"Accept-Encoding": accepted})
        assert response.headers["cache-control"] == "public, max-age=31536000, immutable"
        assert response.headers["content-type"] == "text/javascript; charset=utf-8"


def test_the_basemap_is_served(client):
    response = client.get("/assets/topojson/world_110m.json")
    assert response.status_code == 200
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
        "/events.xml",
        "/assets/plotly-0.0.0.min.js",
    ],
)
def test_nothing_else_is_served(shown, address):
    response = shown.get(address)
    assert response.status_code == 404
    assert_no_path(response.text)


def test_what_is_sent_as_json_is_json(shown):
    def refuse(constant: str):
        raise AssertionError(f"{constant} is not JSON")

    for address in ("/events.json", "/events.geojson", "/healthz", "/events.json?post=x"):
        assert json.loads(shown.get(address).content, parse_constant=refuse)
