"""The WebSocket by which Streamlit and a browser talk."""

from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect
from websockets.typing import Origin, Subprotocol


def first_session(address: str, session_id: str = "", **options: Any) -> ForwardMsg:
    """Return the message by which a server begins the session of a browser, or takes up that of an earlier connection.

    The address is that of the page, such as `http://127.0.0.1:8501/`; options are those of `websockets`.
    """
    protocols = ["streamlit", "PLACEHOLDER_AUTH_TOKEN", *([session_id] if session_id else [])]
    scheme, _, rest = address.partition("://")
    with connect(
        f"ws://{rest}_stcore/stream",
        origin=Origin(f"{scheme}://{rest.partition('/')[0]}"),
        subprotocols=[Subprotocol(name) for name in protocols],
        **options,
    ) as stream:
        asked = BackMsg()
        asked.rerun_script.SetInParent()
        stream.send(asked.SerializeToString())
        message = ForwardMsg()
        while message.WhichOneof("type") != "new_session":
            message.ParseFromString(stream.recv(timeout=60, decode=False))
        return message
