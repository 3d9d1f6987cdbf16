"""Errors for programs, as RFC 9457 describes them."""

import json
import re
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from types import MappingProxyType
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

ANY_ORIGIN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Link, X-Total-Count",
}
"""The headers that let scripts of any web origin read an answer."""

_LITERAL = "/:@!$&'()*+,;=~"  # what stands for itself in the path of a URI (RFC 3986, 3.3), besides letters and such


def problem_response(
    request: Request, status: int, reasons: Sequence[str], headers: Mapping[str, str] = MappingProxyType({})
) -> Response:
    """Return the answer that says why a request failed, with a sentence for each reason."""
    query = query_as_sent(request)
    body = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": "; ".join(reasons),
        "instance": quote(request.scope["path"], safe=_LITERAL) + (f"?{query}" if query else ""),
        "errors": list(reasons),
    }
    return Response(
        json.dumps(body, ensure_ascii=False),
        status,
        media_type="application/problem+json",
        headers={"Cache-Control": "no-store", **ANY_ORIGIN, **headers},
    )


def query_as_sent(request: Request) -> str:
    """Return the query of a request; what no URI may hold, such as bytes that are not ASCII, is percent-encoded."""
    encoded = quote(request.scope["query_string"], safe=f"{_LITERAL}?%")
    return re.sub("%(?![0-9A-Fa-f]{2})", "%25", encoded)
