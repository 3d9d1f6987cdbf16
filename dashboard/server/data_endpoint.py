"""An address that programs read: GET with an entity tag, HEAD, OPTIONS, from scripts of any web origin."""

import hashlib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from starlette.endpoints import HTTPEndpoint
from starlette.requests import Request
from starlette.responses import Response

from dashboard.dataset.project_version import version_of_project
from dashboard.server.problem_documents import ANY_ORIGIN, problem_response

METHODS = "GET, HEAD, OPTIONS"

_PREFLIGHT = {
    "Access-Control-Allow-Methods": METHODS,
    "Access-Control-Allow-Headers": "If-None-Match",
    "Access-Control-Max-Age": "86400",  # s
}


@dataclass(frozen=True)
class Answer:
    """An answer that is written only if the client does not have this version yet."""

    media_type: str
    filename: str
    write: Callable[[], str]
    version: str  # differs whenever the content differs; the project version is added
    headers: dict[str, str] = field(default_factory=dict)
    disposition: str = "inline"


class DataEndpoint(HTTPEndpoint):
    """An address that can only be read, by anybody; a class for each says what it answers."""

    def answer(self, request: Request) -> Answer | Response:
        """Return what there is to say, or the problem that keeps it from being said."""
        raise NotImplementedError

    def get(self, request: Request) -> Response:
        """Answer GET and HEAD; with 304 if the reader has what there is."""
        answer = self.answer(request)
        if isinstance(answer, Response):
            return answer
        tag = _entity_tag(f"{version_of_project()} {request.scope['path']} {answer.version}")
        headers = {"ETag": tag, "Cache-Control": "no-cache", **ANY_ORIGIN, **answer.headers}
        if _names_tag(request.headers.getlist("if-none-match"), tag):
            # Streamlit adds Vary to what it may compress, and a 304 has the headers of the whole answer.
            return Response(status_code=304, headers=headers | {"Vary": "Accept-Encoding"})
        headers["Content-Disposition"] = f'{answer.disposition}; filename="{answer.filename}"'
        return Response(answer.write(), media_type=answer.media_type, headers=headers)

    def options(self, request: Request) -> Response:
        """Tell a browser what a script of another origin may ask."""
        return Response(status_code=204, headers={"Allow": METHODS, **ANY_ORIGIN, **_PREFLIGHT})

    async def method_not_allowed(self, request: Request) -> Response:
        """Refuse all other methods."""
        reason = f"{request.method} is not offered here, only {METHODS}"
        return problem_response(request, 405, [reason], {"Allow": METHODS})


def _entity_tag(text: str) -> str:
    """Return a weak entity tag: Streamlit compresses answers after they have left here."""
    return f'W/"{hashlib.sha256(text.encode()).hexdigest()[:32]}"'


def _names_tag(if_none_match: Iterable[str], tag: str) -> bool:
    """Whether the headers `If-None-Match` name an entity tag, compared weakly (RFC 9110, 13.1.2)."""
    values = list(if_none_match)
    named = re.findall(r'(?:W/)?("[^"]*")', ", ".join(values))
    return any(value.strip() == "*" for value in values) or tag.removeprefix("W/") in named
