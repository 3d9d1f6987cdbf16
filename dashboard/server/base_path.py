"""Serve the page below a path of its host."""

from starlette.datastructures import URL
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send


class BasePath:
    """ASGI middleware: take requests below a path for requests to the application.

    It does not matter whether a proxy passes the path on or cuts it off: what comes without it is served too, so that
    `/healthz` answers whoever asks the process itself. Routes find the path in `root_path`, as ASGI has it.
    """

    def __init__(self, app: ASGIApp, path: str) -> None:
        """Serve an application below a path such as `/defections`; an empty one is the root."""
        self._app = app
        self._path = path

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; lead the path itself to the page, whose links are relative to its address."""
        if not self._path or scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
        elif scope["type"] == "http" and scope["path"] == self._path:
            query = URL(scope=scope).query
            # Without scheme and host, of which the proxy may know others.
            answer = RedirectResponse(f"{self._path}/?{query}" if query else f"{self._path}/", 308)
            await answer(scope, receive, send)
        else:
            path = without_base_path(scope["path"], self._path)
            await self._app({**scope, "root_path": self._path, "path": self._path + path}, receive, send)


def without_base_path(path: str, base_path: str) -> str:
    """Return the path of a request as the application has it, whether or not the base path comes first."""
    return path.removeprefix(base_path) if f"{path}/".startswith(f"{base_path}/") else path
