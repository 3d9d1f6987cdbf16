"""All that relies on the insides of Streamlit.

Each use checks what it assumes when the server starts. Where that fails, it is off, with one line in the log: a new
release may cost a nicety, never the page. `tests/contracts/test_streamlit.py` holds the installed version to all of it.
"""

import importlib.metadata
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from google.protobuf.message import DecodeError

STREAM_PATH = "/_stcore/stream"
"""The end of the path of the WebSocket between page and browser."""

NEEDED_REQUESTS = frozenset({"rerun_script", "stop_script", "app_heartbeat"})
"""What a browser may ask of Streamlit.

It could also clear the caches of all readers, ask for the git state of the folder with the names of its files, and
write files into it.
"""

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class SessionStart:
    """A message by which Streamlit tells a browser that a run of the script begins."""

    session_id: str
    payload: bytes  # the message as the browser may have it


class StreamlitInternals:
    """What is read from and changed in the messages between Streamlit and the browser, and the end of sessions."""

    def __init__(self, script: Path) -> None:
        """Check what is assumed of the installed Streamlit; `script` is the one that it runs."""
        self._script = script
        self._parse_request: Callable[[bytes], Any] | None = None
        self._parse_message: Callable[[bytes], Any] | None = None
        self._withholds_skills_offer = False
        self._runtime: Any = None
        with _optional("the filter of what browsers may ask"):
            from streamlit.proto.BackMsg_pb2 import BackMsg

            _require({field.name for field in BackMsg.DESCRIPTOR.oneofs_by_name["type"].fields} >= NEEDED_REQUESTS)
            self._parse_request = BackMsg.FromString
        with _optional("the end of sessions that readers have left"):
            from streamlit import runtime

            _require(callable(runtime.exists) and callable(runtime.get_instance))
            _require(callable(runtime.Runtime.is_active_session) and callable(runtime.Runtime.close_session))
            self._runtime = runtime
        with _optional("the hiding of the script's folder, and the end of sessions that readers have left"):
            from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

            new_session = ForwardMsg.DESCRIPTOR.fields_by_name["new_session"].message_type.fields_by_name
            initialize = new_session["initialize"].message_type.fields_by_name
            _require("new_session" in {field.name for field in ForwardMsg.DESCRIPTOR.oneofs_by_name["type"].fields})
            _require("main_script_path" in new_session and "session_id" in initialize)
            self._parse_message = ForwardMsg.FromString
            with _optional("the withholding of an offer to write files"):
                _require("recommend_skills_install" in initialize)
                self._withholds_skills_offer = True

    def is_needed(self, payload: bytes) -> bool:
        """Whether Streamlit is to have a message of the browser.

        It also gets what is no message at all, and closes the connection itself.
        """
        if self._parse_request is None:
            return True
        try:
            return self._parse_request(payload).WhichOneof("type") in (*NEEDED_REQUESTS, None)
        except DecodeError:
            return True

    def session_start(self, payload: bytes) -> SessionStart | None:
        """Read a message to the browser that begins a run of the script; None for any other.

        The browser gets the name of the script without its folder, and no offer to write files.
        """
        if self._parse_message is None or str(self._script).encode() not in payload:  # parsing takes time
            return None
        message = self._parse_message(payload)
        if message.WhichOneof("type") != "new_session":
            return None
        message.new_session.main_script_path = self._script.name
        if self._withholds_skills_offer:
            message.new_session.initialize.recommend_skills_install = False
        return SessionStart(message.new_session.initialize.session_id, bytes(message.SerializeToString()))

    def end_session(self, session_id: str) -> None:
        """End a session, unless another connection has taken it over."""
        if self._runtime is None or not self._runtime.exists():
            return
        running = self._runtime.get_instance()
        if not running.is_active_session(session_id):
            running.close_session(session_id)


def page_html() -> str | None:
    """Return the HTML document of Streamlit's page; None where it is not found."""
    with _optional("the ban of inline scripts but the page's own"):
        import streamlit

        return Path(streamlit.__file__).with_name("static").joinpath("index.html").read_text(encoding="utf-8")
    return None


@contextmanager
def _optional(use: str) -> Iterator[None]:
    """Turn a feature off, with a line in the log, where Streamlit's internals are not as assumed."""
    try:
        yield
    except (ImportError, LookupError, AttributeError, TypeError, ValueError, OSError) as error:
        version = importlib.metadata.version("streamlit")
        _log.warning("Streamlit %s is not as expected (%r): %s is off", version, error, use)


def _require(assumption: bool) -> None:
    if not assumption:
        raise LookupError("a part is missing")
