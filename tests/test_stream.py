"""What passes between Streamlit and the browser, and what does not."""

import asyncio
from pathlib import Path

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from dashboard.stream import Stream

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
