"""What the project assumes of the insides of Streamlit, held against the installed version."""

import re
import sys
import types
from pathlib import Path

import pytest
import streamlit
from streamlit.proto import BackMsg_pb2, ForwardMsg_pb2
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from dashboard.export import font
from dashboard.server import page_document
from dashboard.server.headers import response_headers
from dashboard.server.streamlit_internals import NEEDED_REQUESTS, StreamlitInternals, page_html

SCRIPT = Path("/srv/folder/dashboard/page.py")
REQUESTS = [field.name for field in BackMsg.DESCRIPTOR.oneofs_by_name["type"].fields]


@pytest.fixture
def internals(caplog) -> StreamlitInternals:
    """Return what is used of the installed version, all of which is as expected."""
    internals = StreamlitInternals(SCRIPT)
    assert caplog.messages == []
    return internals


# What a browser may ask


def request(kind: str) -> bytes:
    """Return a message of a browser of this kind."""
    message = BackMsg()
    field = BackMsg.DESCRIPTOR.fields_by_name[kind]
    if field.message_type:
        getattr(message, kind).SetInParent()
    else:
        setattr(message, kind, True)
    return message.SerializeToString()


@pytest.mark.parametrize("kind", REQUESTS)
def test_streamlit_gets_only_what_the_page_needs(internals, kind):
    assert internals.is_needed(request(kind)) == (kind in NEEDED_REQUESTS)


def test_what_would_read_the_folder_write_to_it_or_empty_the_caches_is_among_the_rest():
    assert {"load_git_info", "backend_operation_request", "clear_cache"} <= set(REQUESTS) - NEEDED_REQUESTS
    assert set(REQUESTS) >= NEEDED_REQUESTS


@pytest.mark.parametrize("payload", [b"", b"\xff\xff\xff", b"text"])
def test_what_is_no_message_is_left_to_streamlit_which_ends_the_connection(internals, payload):
    assert internals.is_needed(payload)


# What the browser is told


def message(**fields) -> bytes:
    return ForwardMsg(**fields).SerializeToString()


def test_the_browser_is_told_the_name_of_the_script_without_its_folder(internals):
    session = {"name": "page", "main_script_path": str(SCRIPT), "main_script_hash": "h", "page_script_hash": "h"}
    wanted = session | {"main_script_path": "page.py", "initialize": {"session_id": "one"}}
    start = internals.session_start(message(hash="a", new_session=session | {"initialize": {"session_id": "one"}}))
    assert start.session_id == "one"
    assert start.payload == message(hash="a", new_session=wanted)


def test_the_browser_is_not_told_to_offer_what_would_write_files(internals):
    session = {"main_script_path": str(SCRIPT), "initialize": {"recommend_skills_install": True, "is_hello": True}}
    told = ForwardMsg.FromString(internals.session_start(message(new_session=session)).payload)
    assert not told.new_session.initialize.recommend_skills_install
    assert told.new_session.initialize.is_hello


def test_a_path_that_the_event_file_itself_shows_is_left_alone(internals):
    assert internals.session_start(message(page_not_found={"page_name": str(SCRIPT)})) is None


# The document, and its font


def test_the_document_of_the_page_is_found_and_its_inline_scripts_are_named(caplog):
    html = page_html()
    assert caplog.messages == []
    assert '<div id="root">' in html
    assert len(page_document.TITLE.findall(html)) == len(page_document.NOSCRIPT.findall(html)) == 1
    inline = re.findall(r"<script>", html)
    assert inline
    assert response_headers(html, [])["Content-Security-Policy"].count("'sha256-") == len(inline)


def test_the_font_of_the_page_is_found(caplog):
    font.font_face.cache_clear()
    assert re.match(r'@font-face\{font-family:"Source Sans";.*url\(data:font/woff2;base64,d09GMg', font.font_face())
    assert caplog.messages == []


# Where an assumption fails


def without(kind, field: str):
    """Return a message type whose descriptor lacks a field at any depth, as that of another version may."""

    def descriptor(of, depth: int):
        fields = [it for it in of.fields if it.name != field]
        nested = {it.name: depth and it.message_type and descriptor(it.message_type, depth - 1) for it in fields}
        return types.SimpleNamespace(
            fields_by_name={name: types.SimpleNamespace(message_type=it) for name, it in nested.items()},
            oneofs_by_name={
                it.name: types.SimpleNamespace(fields=[part for part in it.fields if part.name != field])
                for it in of.oneofs
            },
        )

    return types.SimpleNamespace(DESCRIPTOR=descriptor(kind.DESCRIPTOR, 2), FromString=kind.FromString)


ALL_NEEDED = dict.fromkeys(REQUESTS, True)


@pytest.mark.parametrize("field", sorted(NEEDED_REQUESTS))
def test_a_request_that_has_another_name_switches_the_filter_off(monkeypatch, caplog, field):
    monkeypatch.setattr(BackMsg_pb2, "BackMsg", without(BackMsg, field))
    internals = StreamlitInternals(SCRIPT)
    assert {kind: internals.is_needed(request(kind)) for kind in REQUESTS} == ALL_NEEDED
    (line,) = caplog.messages
    assert line.endswith("the filter of what browsers may ask is off")


@pytest.mark.parametrize("field", ["new_session", "initialize", "main_script_path", "session_id"])
def test_a_session_start_that_is_another_passes_as_it_is(monkeypatch, caplog, field):
    monkeypatch.setattr(ForwardMsg_pb2, "ForwardMsg", without(ForwardMsg, field))
    internals = StreamlitInternals(SCRIPT)
    assert internals.session_start(message(new_session={"main_script_path": str(SCRIPT)})) is None
    (line,) = caplog.messages
    assert "the hiding of the script's folder" in line


def test_without_the_offer_to_write_files_the_rest_goes_on(monkeypatch, caplog):
    monkeypatch.setattr(ForwardMsg_pb2, "ForwardMsg", without(ForwardMsg, "recommend_skills_install"))
    start = StreamlitInternals(SCRIPT).session_start(message(new_session={"main_script_path": str(SCRIPT)}))
    assert ForwardMsg.FromString(start.payload).new_session.main_script_path == "page.py"
    (line,) = caplog.messages
    assert line.endswith("the withholding of an offer to write files is off")


@pytest.mark.parametrize("module", ["BackMsg_pb2", "ForwardMsg_pb2"])
def test_messages_of_another_module_are_done_without(monkeypatch, caplog, module):
    monkeypatch.setitem(sys.modules, f"streamlit.proto.{module}", None)
    internals = StreamlitInternals(SCRIPT)
    assert internals.is_needed(request("rerun_script"))
    assert len(caplog.messages) == 1


@pytest.mark.parametrize("name", ["is_active_session", "close_session"])
def test_a_runtime_that_ends_no_sessions_leaves_them_to_streamlit(monkeypatch, caplog, name):
    monkeypatch.delattr(streamlit.runtime.Runtime, name)
    StreamlitInternals(SCRIPT).end_session("one")
    (line,) = caplog.messages
    assert line.endswith("the end of sessions that readers have left is off")


def test_a_document_at_another_place_allows_its_inline_scripts(monkeypatch, caplog, tmp_path):
    monkeypatch.setattr(streamlit, "__file__", str(tmp_path / "__init__.py"))
    assert page_html() is None
    (line,) = caplog.messages
    assert line.endswith("the ban of inline scripts but the page's own is off")


def test_a_font_of_another_name_is_done_without(monkeypatch, caplog):
    monkeypatch.setattr(font, "_FILE", "static/no-such-font*.woff2")
    font.font_face.cache_clear()
    assert font.font_face() == ""
    assert caplog.messages == ["Streamlit has no font static/no-such-font*.woff2: files are written without it"]
    font.font_face.cache_clear()
