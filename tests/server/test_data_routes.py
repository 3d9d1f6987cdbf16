"""The addresses for programs, asked as programs and browsers ask them."""

import asyncio
import csv
import json
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest
import yaml
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient
from streamlit.web.server.starlette.starlette_gzip_middleware import SelectiveGZipMiddleware
from streamlit.web.server.starlette.starlette_server_config import GZIP_MINIMUM_SIZE

from dashboard import app
from dashboard.dataset.json_schema import event_file_schema
from dashboard.dataset.reader import read_bytes
from dashboard.export import citations, html_assets
from dashboard.selection import select
from dashboard.watch import watch

BROKEN = """\
schema_version: 1
title: T
events:
  - id: a
    type: defection
    status: sure
    titel: x
"""

ADDRESSES = ["/events.csv", "/events.json", "/events.geojson", "/events.yaml"]
CITATIONS = ["/citations.txt", "/citations.bib", "/citations.json"]
DATA = [*ADDRESSES, *CITATIONS, "/schema.json"]


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
    whole = yaml.safe_load(response.text) if address.startswith("/events.yaml") else response.json()
    return [event["id"] for event in whole["events" if "events" in whole else "features"]]


def assert_problem(response, status: int, title: str) -> None:
    """See that an answer is a problem of RFC 9457."""
    assert response.headers["content-type"] == "application/problem+json"
    problem = response.json()
    assert (problem["type"], problem["title"], problem["status"]) == ("about:blank", title, status)
    assert problem["detail"] == "; ".join(problem["errors"])
    assert response.url.raw_path.decode() == problem["instance"]


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
        ("/events.yaml", "application/yaml"),
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
    assert ("김철성" in body.decode()) == (address in ("/events.json", "/events.yaml"))


def test_the_csv_begins_with_its_header(shown):
    assert shown.get("/events.csv").text.startswith("id,type,title,name,rank,rank_as_stated,position,organisation,")


def test_data_can_be_asked_for_without_its_body(shown):
    response = shown.head("/events.csv")
    assert (response.status_code, response.content) == (200, b"")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
@pytest.mark.parametrize("address", [*DATA, "/healthz"])
def test_data_can_only_be_read(shown, method, address):
    response = shown.request(method, address)
    assert response.status_code == 405
    assert response.headers["allow"] == "GET, HEAD, OPTIONS"
    assert_problem(response, 405, "Method Not Allowed")


# Citations and the schema


@pytest.mark.parametrize("query", ["", "post=RU", "q=yong+ho&context=0"])
def test_citations_obey_the_query(shown, shipped, query):
    chosen, _ = select(shipped, query)
    url = "http://testserver/" + f"?{chosen.filters.query()}" * bool(query)
    assert shown.get(f"/citations.txt?{query}").text == citations.as_text(chosen, url)
    assert shown.get(f"/citations.bib?{query}").text == citations.as_bibtex(chosen, url)
    assert shown.get(f"/citations.json?{query}").text == citations.as_csl_json(chosen, url)


def test_citations_name_the_address_of_the_view_as_the_reader_has_it(shipped_file, monkeypatch):
    monkeypatch.setenv("DEFECTIONS_FILE", str(shipped_file))
    application = Starlette(routes=app.routes())
    query = "event=x&scale=true&post=RU&colour=rank&colour=status"
    with TestClient(application, base_url="https://news.example:8443", root_path="/kp") as client:
        response = client.get(f"/kp/citations.json?{query}")
        other = client.get(f"/kp/citations.json?{query}", headers={"Host": "other.example"})
    url = "https://news.example:8443/kp/?post=RU&colour=rank&scale=true&event=x"
    assert response.json()[0]["URL"] == url
    assert other.json()[0]["URL"] == url.replace("news.example:8443", "other.example")
    assert response.headers["etag"] != other.headers["etag"]


def test_citations_say_what_they_are(shown):
    kinds = {address: shown.get(address).headers["content-type"] for address in CITATIONS}
    assert kinds == {
        "/citations.txt": "text/plain; charset=utf-8",
        "/citations.bib": "application/x-bibtex; charset=utf-8",
        "/citations.json": "application/vnd.citationstyles.csl+json",
    }


def test_the_schema_is_that_of_the_command_line(client):
    response = client.get("/schema.json")
    assert response.headers["content-type"] == "application/schema+json"
    assert response.json() == event_file_schema()


def test_the_schema_takes_no_query(client):
    response = client.get("/schema.json?post=RU")
    assert_problem(response, 400, "Bad Request")
    assert response.json()["detail"] == "/schema.json takes no query"


def test_the_yaml_of_a_selection_is_an_event_file(shown):
    response = shown.get("/events.yaml?post=RU&context=0")
    reading = read_bytes(response.content)
    assert (reading.problems, reading.warnings) == ((), ())
    assert response.text.startswith(
        "# Defections of North Korean officials, 2015–2016\n"
        "# 2 of 3 defections; whereabouts of 1 unknown; 1 reported, 1 unconfirmed\n"
        "# Filter: posted in Russia; without context\n"
        "# Newest source: 26 August 2016. Event file: SHA-256 "
    )


# Pages


def test_pages_follow_one_another_by_their_links_to_the_end_and_back(shown):
    url, seen = "/events.csv?context=0&limit=2", []
    while url:
        response = shown.get(url)
        assert response.headers["x-total-count"] == "3"
        seen.append(ids("/events.csv", response))
        url = response.links.get("next", {}).get("url") and response.url.join(response.links["next"]["url"])
    assert seen == [["kp-2016-thae-yong-ho", "kp-2015-kim-chol-song"], ["kp-2016-vladivostok-official"]]
    assert {name: link["url"] for name, link in response.links.items()} == {
        "first": "?context=0&limit=2",
        "prev": "?context=0&limit=2",
        "last": "?context=0&limit=2&offset=2",
    }


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("limit=1", QUERIES[""][:1]),
        ("offset=6", QUERIES[""][6:]),
        ("limit=2&offset=3", QUERIES[""][3:5]),
        ("limit=100", QUERIES[""]),
        ("offset=100&limit=1", []),
    ],
)
@pytest.mark.parametrize("address", ADDRESSES)
def test_limit_and_offset_give_a_part(shown, address, query, expected):
    response = shown.get(f"{address}?{query}")
    assert ids(address, response) == expected
    assert response.headers["x-total-count"] == "7"


def test_a_page_behind_the_end_leads_back(shown):
    links = shown.get("/events.json?limit=3&offset=100").links
    assert {name: link["url"] for name, link in links.items()} == {
        "first": "?limit=3",
        "prev": "?limit=3&offset=6",
        "last": "?limit=3&offset=6",
    }


def test_the_part_before_ends_where_this_one_begins(shown):
    links = shown.get("/events.json?limit=2&offset=1").links
    assert {name: link["url"] for name, link in links.items()} == {
        "first": "?limit=2",
        "prev": "?limit=1",
        "next": "?limit=2&offset=3",
        "last": "?limit=2&offset=6",
    }


def test_what_is_whole_has_no_links(shown):
    assert "link" not in shown.get("/events.json").headers


def test_a_page_of_an_event_file_says_that_it_is_one(shown):
    text = shown.get("/events.yaml?limit=2").text
    assert "# Here 2 of these 7 events\n" in text
    assert "# Here" not in shown.get("/events.yaml").text


@pytest.mark.parametrize("query", ["limit=0", "limit=-1", "limit=x", "limit=", "limit=²", "offset=-1", "offset=1.5",
                                   "limit=99999999999", "limit=1&limit=2"])  # fmt: skip
def test_a_page_that_makes_no_sense_is_refused_with_the_reason(shown, query):
    response = shown.get(f"/events.json?{query}")
    assert response.status_code == 400
    key, _, value = query.split("&")[-1].partition("=")
    assert f"“{value}”" in response.json()["errors"][0]
    assert key in response.json()["errors"][0]


@pytest.mark.parametrize("address", CITATIONS)
def test_citations_have_no_pages(shown, address):
    response = shown.get(f"{address}?limit=1")
    assert response.status_code == 400
    assert "unknown filter “limit”" in response.json()["detail"]


# What a reader holds already


@pytest.mark.parametrize("address", DATA)
def test_what_a_reader_holds_is_not_sent_again(shown, address):
    first = shown.get(address)
    tag = first.headers["etag"]
    assert tag.startswith('W/"')
    assert first.headers["cache-control"] == "no-cache"
    for held in (tag, tag.removeprefix("W/"), f'"other", {tag}', f'W/"a,b" ,{tag}', "*"):
        response = shown.get(address, headers={"If-None-Match": held})
        assert (response.status_code, response.content) == (304, b"")
        assert response.headers["etag"] == tag
        assert response.headers["cache-control"] == "no-cache"
        assert response.headers["vary"] == "Accept-Encoding"
    for held in ('"other"', tag.strip('W/"'), tag[:-2] + '"', '"*"', ""):
        assert shown.get(address, headers={"If-None-Match": held}).content == first.content


def test_every_answer_has_a_tag_of_its_own(shown):
    queries = ["", "post=RU", "post=GB", "limit=1", "limit=2", "limit=2&offset=1", "offset=1"]
    asked = [f"{address}?{query}" for address in ADDRESSES for query in queries]
    tags = [shown.get(url).headers["etag"] for url in [*asked, *CITATIONS, "/schema.json"]]
    assert len(set(tags)) == len(tags)


def test_the_same_question_in_other_words_has_the_same_tag(shown):
    one, other = (shown.get(f"/events.csv?{query}") for query in ("q=a++b&post=RU", "post=RU&post=RU&q=a+b&context=1"))
    assert one.headers["etag"] == other.headers["etag"]
    assert one.content == other.content


def test_of_looks_given_twice_the_first_counts_as_on_the_page(shown):
    one, other = (shown.get(f"/events.html?{it}") for it in ("colour=rank&colour=status", "colour=rank"))
    assert one.headers["etag"] == other.headers["etag"]
    assert one.content == other.content


def test_a_document_with_other_parts_has_another_tag(shown, monkeypatch):
    before = shown.head("/events.html").headers["etag"]
    assert shown.head("/events.html").headers["etag"] == before
    monkeypatch.setattr(html_assets, "plotly_js_source", lambda: b"newer")
    html_assets.assets_digest.cache_clear()
    assert shown.head("/events.html").headers["etag"] != before
    html_assets.assets_digest.cache_clear()


def test_a_changed_file_has_another_tag(client, monkeypatch, tmp_path):
    path = tmp_path / "events.yaml"
    before = show(client, monkeypatch, path, GOOD).get("/events.csv").headers["etag"]
    save(path, GOOD.replace("denied", "reported"))
    assert client.get("/events.csv", headers={"If-None-Match": before}).status_code == 200


def test_another_version_of_the_project_has_another_tag(shown, monkeypatch):
    before = shown.get("/schema.json").headers["etag"]
    monkeypatch.setattr("dashboard.server.data_endpoint.version_of_project", lambda: "0.0.0")
    assert shown.get("/schema.json").headers["etag"] != before


@pytest.mark.parametrize("address", [*DATA, "/healthz", "/events.json?limit=2", "/events.json?post=x"])
def test_head_is_answered_like_get_without_the_body(shown, address):
    get, head = shown.get(address), shown.head(address)
    assert head.content == b""
    assert (head.status_code, head.headers) == (get.status_code, get.headers)


@pytest.fixture
def whole(shipped_file, monkeypatch):
    """Return a client of the routes behind all middleware, Streamlit's compression included."""
    monkeypatch.setenv("DEFECTIONS_FILE", str(shipped_file))
    # Streamlit's own application starts once in a process, and test_security.py starts it.
    compression = Middleware(SelectiveGZipMiddleware, minimum_size=GZIP_MINIMUM_SIZE)
    with TestClient(Starlette(routes=app.routes(), middleware=[*app.middleware(), compression])) as client:
        yield client


@pytest.mark.parametrize("address", [*ADDRESSES, "/citations.json", "/schema.json"])
def test_compression_leaves_the_tag_and_what_a_reader_holds_alone(whole, address):
    plain = whole.get(address, headers={"Accept-Encoding": "identity"})
    packed = whole.get(address, headers={"Accept-Encoding": "gzip"})
    assert "content-encoding" not in plain.headers
    assert packed.headers["content-encoding"] == "gzip"
    assert int(packed.headers["content-length"]) < len(packed.content) == len(plain.content)
    assert packed.headers["etag"] == plain.headers["etag"]
    assert packed.headers["vary"] == plain.headers["vary"] == "Accept-Encoding"
    for encoding in ("identity", "gzip"):
        held = {"If-None-Match": packed.headers["etag"], "Accept-Encoding": encoding}
        assert whole.get(address, headers=held).status_code == 304
    head = whole.head(address, headers={"Accept-Encoding": "gzip"})
    assert head.headers["content-length"] == packed.headers["content-length"]


# Scripts of other origins


@pytest.mark.parametrize("address", [*DATA, "/events.json?post=x", "/events.xml"])
def test_scripts_of_every_origin_may_read_data_and_their_problems(whole, address):
    for response in (whole.get(address), whole.head(address), whole.get(address, headers={"If-None-Match": "*"})):
        assert response.headers["access-control-allow-origin"] == "*"
        assert response.headers["access-control-expose-headers"] == "ETag, Link, X-Total-Count"
        assert "access-control-allow-credentials" not in response.headers
        assert response.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("address", ["/healthz", "/assets/topojson/world_110m.json"])
def test_scripts_of_other_origins_may_read_nothing_else(whole, address):
    response = whole.get(address, headers={"Origin": "https://news.example"})
    assert response.status_code == 200
    assert "access-control-allow-origin" not in response.headers


@pytest.mark.parametrize("address", DATA)
def test_a_browser_that_asks_first_hears_what_a_script_may_ask(whole, address):
    asked = {"Origin": "https://news.example", "Access-Control-Request-Method": "GET"}
    response = whole.options(address, headers=asked)
    assert (response.status_code, response.content) == (204, b"")
    assert response.headers["access-control-allow-origin"] == "*"
    assert response.headers["access-control-allow-methods"] == "GET, HEAD, OPTIONS"
    assert response.headers["access-control-allow-headers"] == "If-None-Match"


@pytest.mark.parametrize(
    "address",
    [
        "/events.xml",
        "/citations.ris",
        "/events.csv.gz",
        "/events.a%20b",
        "/events.%22%3Cb%3E%5E%5C",
        "/events.%3Fpost=RU",
        "/events.%25%23?q=%FF%20%22",
        "/events.%EB%A7%9D%EB%AA%85",
        "/events.%E2%80%AE",
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST", "OPTIONS"])
def test_a_format_that_there_is_not_is_answered_with_those_that_there_are(whole, address, method):
    response = whole.request(method, address)
    assert response.status_code == 404
    assert_problem(response, 404, "Not Found")
    assert "/events.geojson" in response.json()["detail"]


# Errors


@pytest.mark.parametrize("address", ["/events.json", "/events.html", "/citations.txt"])
def test_a_query_of_any_bytes_is_answered(shown, address):
    answered = []

    async def ask():
        async def send(message):
            answered.append(message)

        scope = {
            "type": "http",
            "method": "GET",
            "scheme": "http",
            "server": ("testserver", 80),
            "root_path": "",
            "path": address,
            "query_string": b'x=\xff\xed\xa0\x80 "%zz&post=<',
            "headers": [],
        }
        await shown.app(scope, None, send)

    asyncio.run(ask())
    assert answered[0]["status"] == 400
    instance = json.loads(answered[1]["body"])["instance"]
    assert instance == f"{address}?x=%FF%ED%A0%80%20%22%25zz&post=%3C"


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
    assert problem["title"] == "Bad Request"
    assert len(problem["errors"]) == 3
    assert problem["errors"][0] == "unknown country “Russia”; did you mean post=RU?"
    assert "month 13 does not exist" in problem["errors"][1]
    assert problem["errors"][2] == "unknown colour “red” (colour takes country, rank, status)"
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
        watch(path).poll(seconds)


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


def test_what_is_sent_as_json_is_json(shown):
    def refuse(constant: str):
        raise AssertionError(f"{constant} is not JSON")

    for address in ("/events.json", "/events.geojson", "/healthz", "/events.json?post=x"):
        assert json.loads(shown.get(address).content, parse_constant=refuse)


@pytest.mark.parametrize("address", [*ADDRESSES, *CITATIONS, "/healthz"])
def test_while_the_file_is_first_read_the_addresses_say_how_far_that_is_and_when_to_come_again(
    client, monkeypatch, tmp_path, address
):
    path = tmp_path / "events.yaml"
    one = watch(path, read_now=False)
    response = show(client, monkeypatch, path, GOOD).get(address)
    assert (response.status_code, response.headers["retry-after"]) == (503, "2")
    if address == "/healthz":
        assert response.json() == {"status": "reading", "percent": 0}
    else:
        assert response.headers["content-type"] == "application/problem+json"
        assert response.json()["errors"] == ["events.yaml is being read (0% done)"]
    one.read_first()
    assert client.get(address).status_code == 200


# Claims and spreadsheets


def test_claims_are_those_of_the_selected_events(shown):
    response = shown.get("/claims.csv?post=GB&context=0")
    rows = list(csv.DictReader(StringIO(response.text, newline="")))
    assert [(row["event"], row["kind"], row["conflicts"]) for row in rows] == [
        ("kp-2016-thae-yong-ho", "announcement", "false"),
        ("kp-2016-thae-yong-ho", "announcement", "true"),
    ]
    assert response.headers["content-disposition"] == 'inline; filename="defections-claims.csv"'
    assert response.headers["x-total-count"] == "1"


@pytest.mark.parametrize("name", ["events", "claims"])
def test_a_csv_has_a_byte_order_mark_only_if_asked_for(shown, name):
    plain, marked = shown.get(f"/{name}.csv"), shown.get(f"/{name}.csv?bom=1")
    assert marked.content == b"\xef\xbb\xbf" + plain.content
    assert marked.headers["etag"] != plain.headers["etag"]
    assert "bom=1" in shown.get(f"/{name}.csv?bom=1&limit=1").headers["link"]


def test_only_a_csv_has_a_byte_order_mark(shown):
    assert shown.get("/events.json?bom=1").status_code == 400
