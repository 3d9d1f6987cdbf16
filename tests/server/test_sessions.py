"""Readers' connections and sessions, with sessions of the test's own in the place of Streamlit's."""

import asyncio
import tomllib
from pathlib import Path
from threading import Event

import pytest

from dashboard.server import sessions as sessions_module
from dashboard.server.sessions import SessionGateway
from dashboard.server.streamlit_internals import STREAM_PATH, SessionStart


class Sessions:
    """The sessions of Streamlit, in which any message of bytes begins the one session."""

    def __init__(self) -> None:
        self.active: set[str] = set()
        self.ended: list[str] = []

    def is_needed(self, payload: bytes) -> bool:
        return payload != b"not needed"

    def session_start(self, payload: bytes) -> SessionStart | None:
        return SessionStart("one", payload + b" as the browser may have it")

    def end_session(self, session_id: str) -> None:
        if session_id not in self.active:
            self.ended.append(session_id)


@pytest.fixture
def sessions(monkeypatch):
    monkeypatch.setattr(sessions_module, "SESSION_GRACE_S", 0.05)
    return Sessions()


async def no_message():
    await asyncio.Event().wait()


async def nothing(_):
    pass


async def connect(through: SessionGateway) -> None:
    """Hold a connection until the application ends it."""
    await through({"type": "websocket", "path": STREAM_PATH}, no_message, nothing)


def application(*held: asyncio.Event):
    """Return an application that begins a session, and ends when the next of these events is set."""
    waiting = list(held)

    async def app(scope, receive, send):
        await send({"type": "websocket.send", "bytes": b"start"})
        if waiting:
            await waiting.pop(0).wait()

    return app


# What passes


@pytest.mark.parametrize(("path", "passed"), [(STREAM_PATH, [b"needed"]), ("/changes", [b"not needed", b"needed"])])
def test_on_the_connection_of_the_page_only_what_is_needed_passes(sessions, path, passed):
    waiting = [{"type": "websocket.receive", "bytes": it} for it in (b"not needed", b"needed")]
    waiting.append({"type": "websocket.disconnect", "code": 1000})
    received = []

    async def app(scope, receive, send):
        while not received or received[-1]["type"] != "websocket.disconnect":
            received.append(await receive())

    async def receive():
        return waiting.pop(0)

    asyncio.run(SessionGateway(app, sessions)({"type": "websocket", "path": path}, receive, nothing))
    assert [message["bytes"] for message in received[:-1]] == passed


@pytest.mark.parametrize(
    ("path", "message", "sent"),
    [
        (STREAM_PATH, {"type": "websocket.send", "bytes": b"start"}, b"start as the browser may have it"),
        ("/changes", {"type": "websocket.send", "bytes": b"start"}, b"start"),
        (STREAM_PATH, {"type": "websocket.send", "text": "a"}, None),
        (STREAM_PATH, {"type": "websocket.accept"}, None),
    ],
)
def test_only_the_start_of_a_session_is_changed_on_its_way_to_the_browser(sessions, path, message, sent):
    passed = []

    async def app(scope, receive, send):
        await send(message)

    async def send(it):
        passed.append(it)

    asyncio.run(SessionGateway(app, sessions)({"type": "websocket", "path": path}, no_message, send))
    assert passed == [message | {"bytes": sent} if sent else message]


# Sessions


def test_a_session_whose_browser_is_gone_is_ended_after_a_while(sessions):
    reported, called = [], Event()

    async def run():
        through = SessionGateway(application(), sessions, lambda readers: (reported.append(readers), called.set()))
        await connect(through)
        assert sessions.ended == []
        await asyncio.sleep(0.2)
        assert await asyncio.to_thread(called.wait, 5)

    asyncio.run(run())
    assert sessions.ended == ["one"]
    assert reported == [0]


def test_soon_after_readers_came_their_number_is_reported_once(sessions, monkeypatch):
    monkeypatch.setattr(sessions_module, "ARRIVALS_WINDOW_S", 0.05)
    reported = []

    async def run():
        through = SessionGateway(application(asyncio.Event(), asyncio.Event()), sessions, reported.append)
        readers = [asyncio.create_task(connect(through)) for _ in range(2)]
        await asyncio.sleep(0.2)
        assert reported == [2]
        for reader in readers:
            reader.cancel()
        await asyncio.gather(*readers, return_exceptions=True)

    asyncio.run(run())


def test_a_session_whose_browser_comes_back_goes_on(sessions):
    reported = []

    async def run():
        leave = asyncio.Event()
        through = SessionGateway(application(asyncio.Event(), leave), sessions, reported.append)
        first = asyncio.create_task(connect(through))
        await asyncio.sleep(0)
        first.cancel()
        await asyncio.gather(first, return_exceptions=True)
        second = asyncio.create_task(connect(through))
        await asyncio.sleep(0.2)
        assert (sessions.ended, reported) == ([], [])
        leave.set()
        await second
        await asyncio.sleep(0.2)

    asyncio.run(run())
    assert (sessions.ended, reported) == (["one"], [0])


def test_streamlit_keeps_a_session_longer_than_it_is_wanted():
    config = tomllib.loads((Path(sessions_module.__file__).parents[1] / ".streamlit" / "config.toml").read_text())
    assert config["server"]["disconnectedSessionTTL"] > sessions_module.SESSION_GRACE_S
