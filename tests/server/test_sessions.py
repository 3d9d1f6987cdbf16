"""What passes between Streamlit and the browser, and what does not."""

import asyncio
import tomllib
from pathlib import Path
from threading import Event

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from dashboard.server import sessions as sessions_module
from dashboard.server.sessions import Stream

SCRIPT = Path("/srv/folder/dashboard/page.py")
PAGE = "/_stcore/stream"

NEEDED = {"rerun_script", "stop_script", "app_heartbeat"}
KINDS = [field.name for field in BackMsg.DESCRIPTOR.oneofs_by_name["type"].fields]


def asked(*messages: dict, path: str = PAGE) -> list[dict]:
    """Return what Streamlit hears of what the browser sends."""
    waiting = [*messages, {"type": "websocket.disconnect", "code": 1000}]
    heard = []

    async def application(scope, receive, send):
        while not heard or heard[-1]["type"] != "websocket.disconnect":
            heard.append(await receive())

    async def receive():
        return waiting.pop(0)

    asyncio.run(Stream(application, SCRIPT)({"type": "websocket", "path": path}, receive, None))
    assert heard.pop() == {"type": "websocket.disconnect", "code": 1000}
    return heard


def told(message: dict, path: str = PAGE) -> dict:
    """Return what the browser is sent of what Streamlit says."""
    sent = []

    async def application(scope, receive, send):
        await send(message)

    async def send(message):
        sent.append(message)

    asyncio.run(Stream(application, SCRIPT)({"type": "websocket", "path": path}, None, send))
    (only,) = sent
    return only


def from_browser(kind: str) -> dict:
    message = BackMsg()
    field = BackMsg.DESCRIPTOR.fields_by_name[kind]
    if field.message_type:
        getattr(message, kind).SetInParent()
    else:
        setattr(message, kind, True)
    return {"type": "websocket.receive", "bytes": message.SerializeToString()}


def to_browser(**fields) -> dict:
    return {"type": "websocket.send", "bytes": ForwardMsg(**fields).SerializeToString()}


@pytest.mark.parametrize("kind", KINDS)
def test_streamlit_hears_only_what_the_page_needs(kind):
    message, last = from_browser(kind), from_browser("rerun_script")
    assert asked(message, last) == ([message, last] if kind in NEEDED else [last])


def test_what_would_read_the_folder_write_to_it_or_empty_the_caches_is_among_the_rest():
    assert {"load_git_info", "backend_operation_request", "clear_cache"} <= set(KINDS) - NEEDED
    assert set(KINDS) >= NEEDED


@pytest.mark.parametrize("payload", [b"", b"\xff\xff\xff", b"text"])
def test_what_is_no_message_is_left_to_streamlit_which_ends_the_connection(payload):
    message = {"type": "websocket.receive", "bytes": payload}
    assert asked(message) == [message]


@pytest.mark.parametrize("message", [{"type": "websocket.connect"}, {"type": "websocket.receive", "text": "PING"}])
def test_the_rest_of_the_protocol_passes(message):
    assert asked(message) == [message]


def test_another_websocket_is_left_alone():
    message = from_browser("clear_cache")
    assert asked(message, path="/changes") == [message]
    message = to_browser(new_session={"main_script_path": str(SCRIPT)})
    assert told(message, path="/changes") is message


def test_the_browser_is_told_the_name_of_the_script_without_its_folder():
    session = {"name": "page", "main_script_path": str(SCRIPT), "main_script_hash": "h", "page_script_hash": "h"}
    message = to_browser(hash="a", new_session=session)
    wanted = session | {"main_script_path": "page.py", "initialize": {}}
    assert told(message) == to_browser(hash="a", new_session=wanted)


def test_the_browser_is_not_told_to_offer_what_would_write_files():
    session = {"main_script_path": str(SCRIPT), "initialize": {"recommend_skills_install": True, "is_hello": True}}
    said = ForwardMsg.FromString(told(to_browser(new_session=session))["bytes"])
    assert not said.new_session.initialize.recommend_skills_install
    assert said.new_session.initialize.is_hello


def test_a_path_that_the_event_file_itself_shows_is_left_alone():
    message = to_browser(page_not_found={"page_name": str(SCRIPT)})
    assert told(message) == message


@pytest.mark.parametrize("message", [{"type": "websocket.accept"}, {"type": "websocket.send", "text": "a"}])
def test_the_rest_of_what_streamlit_says_passes(message):
    assert told(message) is message


# Sessions


class Sessions:
    """The sessions of Streamlit, as far as a stream asks for them."""

    def __init__(self) -> None:
        self.active: set[str] = set()
        self.ended: list[str] = []

    def is_active_session(self, session: str) -> bool:
        return session in self.active

    def close_session(self, session: str) -> None:
        self.ended.append(session)


@pytest.fixture
def sessions(monkeypatch):
    monkeypatch.setattr(sessions_module, "AWAY", 0.05)
    sessions = Sessions()
    monkeypatch.setattr(sessions_module.runtime, "exists", lambda: True)
    monkeypatch.setattr(sessions_module.runtime, "get_instance", lambda: sessions)
    return sessions


async def no_message():
    await asyncio.Event().wait()


async def nothing(_):
    pass


async def connect(through: Stream) -> None:
    """Hold a connection until the application ends it."""
    await through({"type": "websocket", "path": PAGE}, no_message, nothing)


def application(*held: asyncio.Event):
    """Return an application that begins a session, and ends when the next of these events is set."""
    waiting = list(held)

    async def app(scope, receive, send):
        session = {"main_script_path": str(SCRIPT), "initialize": {"session_id": "one"}}
        await send(to_browser(new_session=session))
        if waiting:
            await waiting.pop(0).wait()

    return app


def test_a_session_whose_browser_is_gone_is_ended_after_a_while(sessions):
    told_of, called = [], Event()

    async def run():
        through = Stream(application(), SCRIPT, lambda open: (told_of.append(open), called.set()))
        await connect(through)
        assert sessions.ended == []
        await asyncio.sleep(0.2)
        assert await asyncio.to_thread(called.wait, 5)

    asyncio.run(run())
    assert sessions.ended == ["one"]
    assert told_of == [0]


def test_soon_after_readers_came_it_is_told_once_how_many_there_are(sessions, monkeypatch):
    monkeypatch.setattr(sessions_module, "_COMING", 0.05)
    told_of = []

    async def run():
        through = Stream(application(asyncio.Event(), asyncio.Event()), SCRIPT, told_of.append)
        readers = [asyncio.create_task(connect(through)) for _ in range(2)]
        await asyncio.sleep(0.2)
        assert told_of == [2]
        for reader in readers:
            reader.cancel()
        await asyncio.gather(*readers, return_exceptions=True)

    asyncio.run(run())


def test_a_session_whose_browser_comes_back_goes_on(sessions):
    told_of = []

    async def run():
        leave = asyncio.Event()
        through = Stream(application(asyncio.Event(), leave), SCRIPT, told_of.append)
        first = asyncio.create_task(connect(through))
        await asyncio.sleep(0)
        first.cancel()
        await asyncio.gather(first, return_exceptions=True)
        second = asyncio.create_task(connect(through))
        await asyncio.sleep(0.2)
        assert (sessions.ended, told_of) == ([], [])
        leave.set()
        await second
        await asyncio.sleep(0.2)

    asyncio.run(run())
    assert (sessions.ended, told_of) == (["one"], [0])


def test_a_session_that_another_connection_has_taken_over_is_left_alone(sessions):
    sessions.active.add("one")

    async def run():
        await connect(Stream(application(), SCRIPT))
        await asyncio.sleep(0.2)

    asyncio.run(run())
    assert sessions.ended == []


def test_streamlit_keeps_a_session_longer_than_it_is_wanted():
    config = tomllib.loads((Path(sessions_module.__file__).parents[1] / ".streamlit" / "config.toml").read_text())
    assert config["server"]["disconnectedSessionTTL"] > sessions_module.AWAY
