"""What the server promises whoever asks it: its headers, what it refuses, and that no answer names its folders."""

import asyncio
import base64
import hashlib
import re
import tomllib
from pathlib import Path

import pytest
import streamlit
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from dashboard import app
from dashboard.server.headers import Guard, response_headers

ROOT = Path(__file__).parents[2]
STATIC = Path(streamlit.__file__).parent / "static"
METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
HOST = "127.0.0.1:8501"

CLOSED = [
    "/_stcore/upload_file/session/file",
    "/_stcore/upload_file",
    "/_stcore/metrics",
    "/_stcore/script-health-check",
    "/_stcore/agent/interact",
    "/_stcore/agent/mcp",
    "/_stcore/agent/openapi.json",
    "/_stcore/bidi-components/defections.chart/chart.js",
    "/component/any/index.html",
    "/media/any.png",
    "/auth/login",
    "/auth/logout",
    "/oauth2callback",
]
# With the status that each has.
ADDRESSES = {
    "/": 200,
    "/?post=RU": 200,
    "/index.html": 200,
    "/any/address": 404,
    "/any/address/": 404,
    "/event.csv": 404,
    "/_stcore/stream": 426,
    "/favicon.png": 200,
    f"/static/css/{next((STATIC / 'static' / 'css').glob('index.*.css')).name}": 200,
    f"/static/js/{next((STATIC / 'static' / 'js').glob('index.*.js')).name}": 200,
    f"/static/media/{next((STATIC / 'static' / 'media').glob('*.woff2')).name}": 200,
    "/_stcore/health": 200,
    "/_stcore/host-config": 200,
    "/healthz": 200,
    "/events.csv": 200,
    "/events.json?post=Russia": 400,
    "/events.xml/": 404,
    "/assets/topojson/world_110m.json": 200,
    "/assets/topojson/none.json": 404,
    "/..%2f..%2fetc%2fpasswd": 400,
    "/%00": 400,
    "/C:%5Cevents.yaml": 400,
    "/static/..%2f..%2fpage.py": 400,
    **dict.fromkeys(CLOSED, 404),
}


@pytest.fixture(scope="module")
def client():
    """Return a client of the whole application, Streamlit's own addresses included."""
    with TestClient(app.app, base_url=f"http://{HOST}", follow_redirects=False) as client:
        yield client


@pytest.fixture
def shown(client, shipped_file, monkeypatch):
    monkeypatch.setenv("DEFECTIONS_FILE", str(shipped_file))
    return client


def guarded(*routes) -> Starlette:
    """Return an application of a few routes behind the same middleware."""
    return Starlette(routes=routes, middleware=app.middleware())


def policy_of(response) -> dict[str, list[str]]:
    parts = [part.split() for part in response.headers["content-security-policy"].split(";")]
    return {name: sources for name, *sources in parts}


# Headers


@pytest.mark.parametrize(("address", "status"), ADDRESSES.items())
def test_every_answer_carries_the_headers(shown, address, status):
    response = shown.get(address)
    assert response.status_code == status
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["referrer-policy"] == "no-referrer"
    assert policy_of(response)["default-src"] == ["'none'"]
    assert policy_of(response)["frame-ancestors"] == ["'self'"]


def test_an_address_with_nothing_names_the_option_that_a_proxy_may_need(shown):
    assert "--base-path" in shown.get("/defections/").text


def test_a_websocket_whose_headers_a_proxy_left_out_is_noted_in_the_log(shown, caplog):
    assert "Upgrade and Connection" in shown.get("/_stcore/stream").text
    assert "Upgrade and Connection" in caplog.text


def test_a_static_file_that_the_browser_has_is_not_sent_again(shown):
    script = next(address for address in ADDRESSES if address.endswith(".js"))
    etag = shown.get(script).headers["etag"]
    assert shown.get(script, headers={"If-None-Match": etag}).status_code == 304


def test_a_refused_method_carries_the_headers(shown):
    for method, address in [("POST", "/"), ("DELETE", "/events.csv"), ("PUT", "/_stcore/health")]:
        response = shown.request(method, address)
        assert response.status_code == 405
        assert "content-security-policy" in response.headers


def test_the_policy_admits_nothing_of_another_host_and_no_script_but_the_servers(shown):
    policy = policy_of(shown.get("/"))
    sources = {source for name in policy for source in policy[name]}
    assert {source for source in sources if not re.fullmatch(r"'.+'|data:|blob:", source)} == set()
    scripts = [source for source in policy["script-src"] if not source.startswith("'sha256-")]
    assert scripts == ["'self'", "blob:", "'wasm-unsafe-eval'"]
    assert policy["connect-src"] == ["'self'"]
    assert policy["base-uri"] == policy["form-action"] == ["'none'"]


def test_the_policy_names_exactly_the_inline_scripts_of_the_page():
    page = (
        "<!-- <script>no()</script> --><script>\n let a = '&lt;' </script><script src='a.js'></script>"
        "<p>text</p><SCRIPT type=module>b()</SCRIPT><style>c {}</style>"
    )
    wanted = [base64.b64encode(hashlib.sha256(it).digest()).decode() for it in (b"\n let a = '&lt;' ", b"b()")]
    policy = response_headers(page, [])["Content-Security-Policy"]
    assert re.findall(r"'sha256-([^']+)'", policy) == wanted


def test_a_page_without_inline_scripts_needs_no_exception():
    assert "script-src 'self' blob: 'wasm-unsafe-eval';" in response_headers("<p>", [])["Content-Security-Policy"]


def test_where_the_page_is_not_known_its_inline_scripts_still_run():
    policy = response_headers(None, [])["Content-Security-Policy"]
    assert "script-src 'self' blob: 'wasm-unsafe-eval' 'unsafe-inline';" in policy


def test_streamlits_page_has_an_inline_script_that_is_named(shown):
    assert "<script>" in shown.get("/").text
    assert [source for source in policy_of(shown.get("/"))["script-src"] if source.startswith("'sha256-")]


def test_the_page_names_at_once_what_its_charts_need_later(shown):
    named = re.findall(r"<([^>]+)>; rel=preload; as=(\w+)", shown.get("/?post=RU").headers["link"])
    assert [kind for _, kind in named] == ["script", "fetch"]
    for address, _ in named:
        answer = shown.get(f"/{address}")
        assert answer.status_code == 200
        assert not answer.headers["content-type"].startswith("text/html")
    for address in ("/any/address", "/any/address/", "/healthz", "/static/js/none.js"):
        assert "preload" not in shown.get(address).headers.get("link", "")


def test_what_an_answer_says_itself_of_these_headers_gives_way():
    def lax(request):
        return PlainTextResponse("", headers={"Content-Security-Policy": "default-src *", "Referrer-Policy": "origin"})

    response = TestClient(guarded(Route("/", lax))).get("/")
    assert response.headers.get_list("referrer-policy") == ["no-referrer"]
    assert len(response.headers.get_list("content-security-policy")) == 1
    assert policy_of(response)["default-src"] == ["'none'"]


def test_a_body_is_passed_on_piece_by_piece():
    sent = []

    async def application(scope, receive, send):
        await send({"type": "http.response.start", "status": 200, "headers": []})
        for piece in (b"a", b"b"):
            await send({"type": "http.response.body", "body": piece, "more_body": True})
            assert sent[-1]["body"] == piece

    async def send(message):
        sent.append(message)

    scope = {"type": "http", "path": "/", "headers": []}
    asyncio.run(Guard(application, {})(scope, None, send))
    assert len(sent) == 3


# Embedding


def test_the_environment_names_who_may_embed_the_page(monkeypatch):
    monkeypatch.setenv("DEFECTIONS_EMBED", " https://news.example  http://127.0.0.1:8000 ")
    response = TestClient(guarded()).get("/")
    assert policy_of(response)["frame-ancestors"] == ["'self'", "https://news.example", "http://127.0.0.1:8000"]


def test_a_star_lets_anyone_embed_the_page(monkeypatch):
    monkeypatch.setenv("DEFECTIONS_EMBED", "*")
    assert policy_of(TestClient(guarded()).get("/"))["frame-ancestors"] == ["'self'", "*"]


def test_an_environment_that_names_no_origin_stops_the_server(monkeypatch):
    monkeypatch.setenv("DEFECTIONS_EMBED", "https://news.example;*")
    with pytest.raises(ValueError, match="is not a web origin"), TestClient(guarded()):
        pass


# What is not offered


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("address", CLOSED)
def test_what_the_application_does_not_need_is_not_found(shown, method, address):
    response = shown.request(method, address)
    assert response.status_code == 404
    assert response.text == ("" if method == "HEAD" else "Not Found")


def test_of_all_addresses_that_the_installed_streamlit_has_only_these_are_open(client):
    ours = {route.path for route in app.routes()}
    theirs = {route.path for route in app.app._starlette_app.routes} - ours
    closed = {path for path in theirs if client.get(path, headers={"Host": HOST}).status_code == 404}
    assert theirs - closed == {"", "/_stcore/health", "/_stcore/host-config", "/_stcore/stream"}


def test_an_upload_with_a_valid_token_is_refused_all_the_same(shown):
    token = shown.get("/_stcore/health").cookies["_streamlit_xsrf"]
    files = {"file": ("a.txt", b"a")}
    response = shown.put("/_stcore/upload_file/session/file", files=files, headers={"X-Xsrftoken": token})
    assert response.status_code == 404


def test_it_is_not_found_beneath_a_base_path_either():
    def found(request):
        return PlainTextResponse("found")

    client = TestClient(guarded(Route("/{path:path}", found)))
    assert [address for address in CLOSED if client.get(f"/base{address}").status_code != 404] == []
    assert client.get("/base/_stcore/health").text == "found"
    assert client.get("/base/static/media/font.woff2").text == "found"


def test_below_a_path_that_would_be_closed_at_the_root_the_same_is_open(monkeypatch):
    def answer(request):
        return PlainTextResponse(f"{request.base_url.path} {request.scope['path']}")

    monkeypatch.setenv("DEFECTIONS_BASE_PATH", "/media/kp")
    client = TestClient(guarded(Route("/{path:path}", answer)), follow_redirects=False)
    for asked in ("/media/kp/events.csv", "/events.csv"):  # a proxy may pass the path on or cut it off
        assert client.get(asked).text == "/media/kp/ /media/kp/events.csv"
    assert [it for it in CLOSED if client.get(f"/media/kp{it}").status_code != 404] == []
    assert [it for it in CLOSED if client.get(it).status_code != 404] == []
    response = client.get("/media/kp?post=RU")
    assert (response.status_code, response.headers["location"]) == (308, "/media/kp/?post=RU")
    assert "content-security-policy" in response.headers


def test_protection_against_forged_requests_is_on(shown):
    settings = tomllib.loads((ROOT / "dashboard" / ".streamlit" / "config.toml").read_text())
    assert settings["server"]["enableXsrfProtection"] is True
    assert "SameSite=Lax" in shown.get("/_stcore/health").headers["set-cookie"]


def test_no_page_that_embeds_or_opens_this_one_may_steer_it(shown):
    assert shown.get("/_stcore/host-config").json()["allowedOrigins"] == []


def test_no_answer_but_the_data_admits_scripts_of_another_origin(shown):
    for address in ("/_stcore/health", "/_stcore/host-config", "/healthz", "/"):
        response = shown.get(address, headers={"Origin": "https://evil.example"})
        assert "access-control-allow-origin" not in response.headers


# WebSockets


async def greet(websocket):
    await websocket.accept()
    await websocket.send_text("welcome")
    await websocket.close()


@pytest.mark.parametrize(
    ("host", "origin"),
    [
        (HOST, f"http://{HOST}"),
        ("news.example", "https://news.example"),
        ("[::1]:8501", "http://[::1]:8501"),
        (HOST, None),
    ],
)
def test_a_websocket_of_the_same_origin_is_admitted(host, origin):
    headers = {"Host": host} | ({"Origin": origin} if origin else {})
    client = TestClient(guarded(WebSocketRoute("/changes", greet)))
    with client.websocket_connect("/changes", headers=headers) as socket:
        assert socket.receive_text() == "welcome"


@pytest.mark.parametrize("address", ["/_stcore/stream", "/changes"])
@pytest.mark.parametrize(
    "origin",
    [
        "https://evil.example",
        "http://localhost:8501",
        "http://127.0.0.1:9000",
        "http://127.0.0.1",
        "http://[",
        "null",
        "",
    ],
)
def test_a_websocket_of_another_origin_is_refused_and_nobody_is_asked_about_it(shown, monkeypatch, address, origin):
    def ask(*_):
        raise AssertionError("Streamlit asks a host on the internet")

    monkeypatch.setattr("streamlit.net_util.get_external_ip", ask)
    with (
        pytest.raises(WebSocketDisconnect) as refused,
        shown.websocket_connect(address, headers={"Host": HOST, "Origin": origin}),
    ):
        pass
    assert refused.value.code == 1008


# Errors


@pytest.fixture
def folders(shipped_file) -> list[str]:
    """Return the names of the folders that no answer may give away."""
    return [str(ROOT), str(STATIC.parent), str(Path.home()), str(shipped_file.parent)]


@pytest.mark.parametrize("address", [address for address, status in ADDRESSES.items() if status >= 400])
def test_no_refusal_names_a_folder(shown, folders, address):
    for method in METHODS:
        text = shown.request(method, address).text
        assert [folder for folder in [*folders, "Traceback", ".py"] if folder in text] == []


@pytest.mark.parametrize("address", ["/events.csv", "/events.json", "/events.geojson", "/healthz"])
@pytest.mark.parametrize("content", [None, b"", b"\xff\xfe\x00", b"schema_version: 1\ntitle: [", b"a: &a [*a]\n"])
def test_a_broken_event_file_is_answered_with_its_name_alone(client, folders, tmp_path, monkeypatch, address, content):
    file = tmp_path / "broken.yaml"
    if content is not None:
        file.write_bytes(content)
    monkeypatch.setenv("DEFECTIONS_FILE", str(file))
    response = client.get(address)
    assert response.status_code == 503
    assert ("broken.yaml:" in response.text) == (address != "/healthz")
    assert [folder for folder in [*folders, str(tmp_path), "Traceback"] if folder in response.text] == []


def test_a_failure_is_answered_plainly_with_the_headers_and_left_to_the_log(monkeypatch):
    def fail(request):
        raise OSError(f"cannot read {ROOT}/events.yaml")

    application = guarded(Route("/fail", fail))
    response = TestClient(application, raise_server_exceptions=False).get("/fail")
    assert (response.status_code, response.text) == (500, "Internal Server Error")
    assert response.headers["x-content-type-options"] == "nosniff"
    assert "content-security-policy" in response.headers
    with pytest.raises(OSError, match="cannot read"):
        TestClient(application).get("/fail")


def test_a_failure_amid_an_answer_is_left_to_the_log_alone():
    async def fail(scope, receive, send):
        await send({"type": "http.response.start", "status": 200, "headers": []})
        raise OSError("amid")

    application = Starlette(middleware=[*app.middleware(), Middleware(lambda _: fail)])
    with pytest.raises(OSError, match="amid"):
        TestClient(application).get("/")
