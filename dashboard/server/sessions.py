"""Filter the messages between Streamlit and browsers, and end sessions that their readers have left."""

import asyncio
from collections.abc import Callable

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.server.streamlit_internals import STREAM_PATH, StreamlitInternals

SESSION_GRACE_S = 45.0
"""How long a session is kept for a browser that lost its connection.

A reader who comes back later starts with the filters of the URL. Streamlit would keep the session for two minutes and
then until the next reader leaves, who may be the last. This has to be less than `server.disconnectedSessionTTL`.
"""

ARRIVALS_WINDOW_S = 3.0
"""How long after a reader came the arrivals are reported: by then those who came together have their first page."""

DEPARTURES_INTERVAL_S = 60.0
"""The least time between two reports of readers who left, while others that left with them still have a session."""


class SessionGateway:
    """ASGI middleware between Streamlit and browsers.

    It drops what a browser need not ask of Streamlit, hides the folder of the script, and ends sessions that their
    readers have left. A while after readers came or left it calls `on_readers_changed`, in a thread, with the number
    of readers that have a session.
    """

    def __init__(
        self, app: ASGIApp, internals: StreamlitInternals, on_readers_changed: Callable[[int], object] = lambda _: None
    ) -> None:
        self._app = app
        self._internals = internals
        self._on_readers_changed = on_readers_changed
        self._connections = 0
        self._grace_timers: dict[str, asyncio.TimerHandle] = {}  # of sessions without a connection, by their id
        self._arrivals_timer: asyncio.TimerHandle | None = None
        self._departures_reported_at = float("-inf")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; stand between both ends if it is the WebSocket of the page."""
        if scope["type"] == "websocket" and scope["path"].endswith(STREAM_PATH):
            await self._pass_between(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _pass_between(self, scope: Scope, receive: Receive, send: Send) -> None:
        session_id = ""

        async def receive_needed() -> Message:
            while True:
                message = await receive()
                if message["type"] != "websocket.receive" or self._internals.is_needed(message.get("bytes") or b""):
                    return message

        async def send_and_note_session(message: Message) -> None:
            nonlocal session_id
            payload = message.get("bytes") if message["type"] == "websocket.send" else None
            start = self._internals.session_start(payload) if payload else None
            if start:
                if not session_id:
                    self._report_arrivals_soon()
                session_id = start.session_id
                self._stop_grace_timer(session_id)
                message = {**message, "bytes": start.payload}
            await send(message)

        self._connections += 1
        try:
            await self._app(scope, receive_needed, send_and_note_session)
        finally:
            self._connections -= 1
            if session_id:
                self._start_grace_timer(session_id)

    def _start_grace_timer(self, session_id: str) -> None:
        self._stop_grace_timer(session_id)
        timer = asyncio.get_running_loop().call_later(SESSION_GRACE_S, self._end_session, session_id)
        self._grace_timers[session_id] = timer

    def _stop_grace_timer(self, session_id: str) -> None:
        if session_id in self._grace_timers:
            self._grace_timers.pop(session_id).cancel()

    def _end_session(self, session_id: str) -> None:
        del self._grace_timers[session_id]
        self._internals.end_session(session_id)
        now = asyncio.get_running_loop().time()
        if not self._grace_timers or now - self._departures_reported_at > DEPARTURES_INTERVAL_S:
            self._departures_reported_at = now
            self._report_readers()

    def _report_arrivals_soon(self) -> None:
        if self._arrivals_timer is None:
            self._arrivals_timer = asyncio.get_running_loop().call_later(ARRIVALS_WINDOW_S, self._report_arrivals)

    def _report_arrivals(self) -> None:
        self._arrivals_timer = None
        self._report_readers()

    def _report_readers(self) -> None:
        readers = self._connections + len(self._grace_timers)
        asyncio.get_running_loop().run_in_executor(None, self._on_readers_changed, readers)
