"""Keep what Streamlit and the browser tell each other to what the page needs, and for no longer than it does."""

import asyncio
from collections.abc import Callable
from pathlib import Path

from google.protobuf.message import DecodeError
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import runtime
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

AWAY = 45.0
"""Seconds that a session is kept for a browser that lost its connection.

Whoever comes back later begins anew with the filters of the URL. Streamlit would keep it for two minutes, and then
until the next reader leaves, who may be the last. This has to be less than `server.disconnectedSessionTTL`.
"""

_OFTEN = 60.0  # s
_COMING = 3.0  # s, in which readers who come one after the other have their first page

_NEEDED = {"rerun_script", "stop_script", "app_heartbeat"}
"""What a browser may ask of Streamlit. It would also clear the caches of all readers, tell the state of the folder in
git with the names of its files, and write files into it."""


class Stream:
    """ASGI middleware: drop what a browser need not ask, and tell it the name of the script but not its folder.

    When its connection has been gone for a while, its session is ended. After the last of those that left together,
    every minute while readers leave, and soon after readers came, `changed` is called in a thread, with the number of
    the readers that there are.
    """

    def __init__(self, app: ASGIApp, script: Path, changed: Callable[[int], object] = lambda _: None) -> None:
        self._app = app
        self._script = script
        self._changed = changed
        self._coming: asyncio.TimerHandle | None = None
        self._open = 0
        self._leaving: dict[str, asyncio.TimerHandle] = {}
        self._gave_back = float("-inf")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a connection on, and stand between its ends if it is that of the page."""
        session = ""

        async def asked() -> Message:
            while True:
                message = await receive()
                if message["type"] != "websocket.receive" or _is_needed(message.get("bytes") or b""):
                    return message

        async def told(message: Message) -> None:
            nonlocal session
            if message["type"] == "websocket.send" and message.get("bytes"):
                begun = _new_session(message["bytes"], self._script)
                if begun is not None:
                    if not session:
                        self._comes()
                    session = begun.new_session.initialize.session_id
                    self._stays(session)
                    message = {**message, "bytes": _for_readers(begun, self._script)}
            await send(message)

        if scope["type"] == "websocket" and scope["path"].endswith("/_stcore/stream"):
            self._open += 1
            try:
                await self._app(scope, asked, told)
            finally:
                self._open -= 1
                if session:
                    self._leaves(session)
        else:
            await self._app(scope, receive, send)

    def _comes(self) -> None:
        if self._coming is None:
            self._coming = asyncio.get_running_loop().call_later(_COMING, self._have_come)

    def _have_come(self) -> None:
        self._coming = None
        self._tell()

    def _tell(self) -> None:
        asyncio.get_running_loop().run_in_executor(None, self._changed, self._open + len(self._leaving))

    def _stays(self, session: str) -> None:
        if session in self._leaving:
            self._leaving.pop(session).cancel()

    def _leaves(self, session: str) -> None:
        self._stays(session)
        self._leaving[session] = asyncio.get_running_loop().call_later(AWAY, self._end, session)

    def _end(self, session: str) -> None:
        del self._leaving[session]
        if runtime.exists() and not runtime.get_instance().is_active_session(session):
            runtime.get_instance().close_session(session)
        loop = asyncio.get_running_loop()
        if not self._leaving or loop.time() - self._gave_back > _OFTEN:
            self._gave_back = loop.time()
            self._tell()


def _is_needed(payload: bytes) -> bool:
    """Return whether a message of the browser is of use; Streamlit itself ends a connection that sends none at all."""
    try:
        return BackMsg.FromString(payload).WhichOneof("type") in (*_NEEDED, None)
    except DecodeError:
        return True


def _new_session(payload: bytes, script: Path) -> ForwardMsg | None:
    """Return the message to the browser that begins a run of the script, and None for any other message."""
    if str(script).encode() not in payload:
        return None
    message = ForwardMsg.FromString(payload)
    return message if message.WhichOneof("type") == "new_session" else None


def _for_readers(message: ForwardMsg, script: Path) -> bytes:
    """Return the message with the name of the script where its path was, and no offer to write files."""
    message.new_session.main_script_path = script.name
    message.new_session.initialize.recommend_skills_install = False
    return bytes(message.SerializeToString())
