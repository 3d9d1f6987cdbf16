"""Tell open pages when there is something new to show."""

import asyncio
from contextlib import aclosing, suppress

from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from dashboard.settings import Settings
from dashboard.watch import watch


async def _send_revisions(socket: WebSocket) -> None:
    """Send a page the current revision of the event file, and every new one, until the page is gone."""
    await socket.accept()
    sending = asyncio.create_task(_send_each_revision(socket))
    try:
        while (await socket.receive())["type"] != "websocket.disconnect":
            pass  # a page has nothing to say
    finally:
        sending.cancel()


async def _send_each_revision(socket: WebSocket) -> None:
    async with aclosing(watch(Settings.from_environment().event_file).revisions()) as revisions:
        with suppress(WebSocketDisconnect):
            async for revision in revisions:
                await socket.send_text(revision)


def routes() -> list[WebSocketRoute]:
    """Return the WebSocket of changes."""
    return [WebSocketRoute("/changes", _send_revisions)]
