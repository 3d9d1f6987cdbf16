"""Keep what Streamlit and the browser tell each other to what the page needs."""

from pathlib import Path

from google.protobuf.message import DecodeError
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

_NEEDED = {"rerun_script", "stop_script", "app_heartbeat"}
"""What a browser may ask of Streamlit. It would also clear the caches of all readers, tell the state of the folder in
git with the names of its files, and write files into it."""


class Stream:
    """ASGI middleware: drop what a browser need not ask, and tell it the name of the script but not its folder."""

    def __init__(self, app: ASGIApp, script: Path) -> None:
        self._app = app
        self._script = script

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a connection on, and stand between its ends if it is that of the page."""

        async def asked() -> Message:
            while True:
                message = await receive()
                if message["type"] != "websocket.receive" or _is_needed(message.get("bytes") or b""):
                    return message

        async def told(message: Message) -> None:
            if message["type"] == "websocket.send" and message.get("bytes"):
                message = {**message, "bytes": _for_readers(message["bytes"], self._script)}
            await send(message)

        if scope["type"] == "websocket" and scope["path"].endswith("/_stcore/stream"):
            await self._app(scope, asked, told)
        else:
            await self._app(scope, receive, send)


def _is_needed(payload: bytes) -> bool:
    """Return whether a message of the browser is of use; Streamlit itself ends a connection that sends none at all."""
    try:
        return BackMsg.FromString(payload).WhichOneof("type") in (*_NEEDED, None)
    except DecodeError:
        return True


def _for_readers(payload: bytes, script: Path) -> bytes:
    """Return a message to the browser with the name of the script where its path was, and no offer to write files."""
    if str(script).encode() not in payload:
        return payload
    message = ForwardMsg.FromString(payload)
    if message.WhichOneof("type") != "new_session":
        return payload
    message.new_session.main_script_path = script.name
    message.new_session.initialize.recommend_skills_install = False
    return bytes(message.SerializeToString())
