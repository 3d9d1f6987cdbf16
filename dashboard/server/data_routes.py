"""The addresses for programs: the selected events and their citations, the schema of event files, and health.

They answer GET, HEAD and OPTIONS, to scripts of any web origin. Errors are those of RFC 9457, pages are linked as
RFC 8288 has it. The entity tags are weak, for Streamlit compresses the answers after they leave here.
"""

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from http import HTTPStatus
from importlib.metadata import version
from types import MappingProxyType
from urllib.parse import parse_qsl, quote, urlencode

from starlette.endpoints import HTTPEndpoint
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from dashboard.dataset.json_schema import event_file_schema
from dashboard.dataset.text import visible
from dashboard.export import citations, tables
from dashboard.export.html_assets import assets_digest
from dashboard.export.html_page import static_page
from dashboard.export.picture import THEMES
from dashboard.selection import Selection, read_view_options, select
from dashboard.selection.query import query_pairs
from dashboard.settings import event_file
from dashboard.watch import followed

LIMIT, OFFSET = "limit", "offset"
"""The keys by which the events come in pages; the selection knows nothing of them."""

_MOST = 10**9  # of both

_METHODS = "GET, HEAD, OPTIONS"
_SOON = {"Retry-After": "2"}  # s
_OPEN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Link, X-Total-Count",
}
_PREFLIGHT = {
    "Access-Control-Allow-Methods": _METHODS,
    "Access-Control-Allow-Headers": "If-None-Match",
    "Access-Control-Max-Age": "86400",
}

_EVENTS: dict[str, tuple[str, Callable[[Selection], str]]] = {
    "csv": ("text/csv; charset=utf-8", tables.as_csv),
    "json": ("application/json", tables.as_json),
    "geojson": ("application/geo+json", tables.as_geojson),
    "yaml": ("application/yaml", tables.as_yaml),  # RFC 9512
}
_CITATIONS: dict[str, tuple[str, Callable[[Selection, str], str]]] = {
    "txt": ("text/plain; charset=utf-8", citations.as_text),
    "bib": ("application/x-bibtex; charset=utf-8", citations.as_bibtex),
    "json": ("application/vnd.citationstyles.csl+json", citations.as_csl_json),
}


@dataclass(frozen=True)
class Page:
    """The part of the selected events that is asked for: `limit` of them, or all, after the first `offset`."""

    limit: int | None = None
    offset: int = 0

    def of(self, selection: Selection) -> Selection:
        """Return the events of a page."""
        end = None if self.limit is None else self.offset + self.limit
        return selection.only(selection.rows[self.offset : end])

    def pairs(self) -> list[tuple[str, str]]:
        """Return the query of a page as pairs of key and value."""
        limit = [(LIMIT, str(self.limit))] if self.limit is not None else []
        return limit + ([(OFFSET, str(self.offset))] if self.offset else [])

    def others(self, total: int) -> dict[str, "Page"]:
        """Return the pages beside this one, by their relation to it (RFC 8288, and RFC 5005 for the names)."""
        if self.limit is None:
            return {}
        last = max(0, total - 1) // self.limit * self.limit
        end = self.offset + self.limit
        pages = {
            "first": Page(self.limit),
            # Ends where this one begins, so it may be shorter.
            "prev": Page(min(self.limit, self.offset), min(max(0, self.offset - self.limit), last))
            if self.offset
            else None,
            "next": Page(self.limit, end) if end < total else None,
            "last": Page(self.limit, last),
        }
        return {relation: page for relation, page in pages.items() if page}


def page_from_query(query: str) -> tuple[Page, list[tuple[str, str]], list[str]]:
    """Read the page of a URL query: the page, the pairs that are left, and a sentence for each that makes no sense."""
    given: dict[str, int] = {}
    rest: list[tuple[str, str]] = []
    complaints: list[str] = []
    for key, value in parse_qsl(query, keep_blank_values=True):
        least = {LIMIT: 1, OFFSET: 0}.get(key)
        if least is None:
            rest.append((key, value))
        elif not re.fullmatch(r"[0-9]{1,10}", value) or not least <= int(value) <= _MOST:
            complaints.append(f"{key}={value}: should be a whole number from {least:,} to {_MOST:,}")
        elif given.setdefault(key, int(value)) != int(value):
            complaints.append(f"{key}={value}: {key} is given twice; {key}={given[key]} counts")
    return Page(given.get(LIMIT), given.get(OFFSET, 0)), rest, complaints


@dataclass(frozen=True)
class _Answer:
    """What an address has to say: how to write it, and a text that is another one whenever that would differ."""

    media_type: str
    filename: str
    write: Callable[[], str]
    version: str
    headers: dict[str, str] = field(default_factory=dict)
    disposition: str = "inline"


class _Address(HTTPEndpoint):
    """An address that can only be read, by anybody."""

    def get(self, request: Request) -> Response:
        """Answer a GET or HEAD; with 304 where the reader has what there is."""
        answer = self.answer(request)
        if isinstance(answer, Response):
            return answer
        told_apart = f"{_project()} {request.scope['path']} {answer.version}"
        tag = f'W/"{hashlib.sha256(told_apart.encode()).hexdigest()[:32]}"'
        kept = {"ETag": tag, "Cache-Control": "no-cache", **_OPEN, **answer.headers}
        if _is_held(tag, request.headers.getlist("if-none-match")):
            # Streamlit adds this to what it may compress, and a 304 says what the whole answer would.
            return Response(status_code=304, headers=kept | {"Vary": "Accept-Encoding"})
        shown = {"Content-Disposition": f'{answer.disposition}; filename="{answer.filename}"'}
        return Response(answer.write(), media_type=answer.media_type, headers=kept | shown)

    def options(self, request: Request) -> Response:
        """Say what can be asked, to a browser that asks before a script of another origin does."""
        return Response(status_code=204, headers={"Allow": _METHODS, **_OPEN, **_PREFLIGHT})

    async def method_not_allowed(self, request: Request) -> Response:
        """Refuse to be written."""
        response = _problem(request, 405, [f"{request.method} is not offered here, only {_METHODS}"])
        response.headers["Allow"] = _METHODS
        return response

    def answer(self, request: Request) -> _Answer | Response:
        """Return what there is to say, or the problem that keeps it from being said."""
        raise NotImplementedError


class _Events(_Address):
    def answer(self, request: Request) -> _Answer | Response:
        """Return the selected events, or a page of them."""
        page, query, complaints = page_from_query(_query(request))
        asked = _asked(request, query, complaints)
        if isinstance(asked, Response):
            return asked
        total = len(asked)
        kind = _kind(request)
        media_type, write = _EVENTS[kind]
        links = [
            f'<?{urlencode(asked.filters.pairs() + other.pairs())}>; rel="{relation}"'
            for relation, other in page.others(total).items()
        ]
        headers = {"X-Total-Count": str(total)} | ({"Link": ", ".join(links)} if links else {})
        return _Answer(
            media_type,
            f"defections.{kind}",
            lambda: write(page.of(asked)),
            f"{asked.dataset.sha256} {asked.filters.query()} {page}",
            headers,
        )


class _Html(_Address):
    def answer(self, request: Request) -> _Answer | Response:
        """Return the selected events as a document that stands alone, with the looks of the page and a theme."""
        query = query_pairs(_query(request))
        theme = next((value for key, value in query if key == "theme"), THEMES[0])
        complaints = [f"theme={theme}: not one of {', '.join(THEMES)}"] if theme not in THEMES else []
        asked = _asked(request, [(key, value) for key, value in query if key != "theme"], complaints)
        if isinstance(asked, Response):
            return asked
        options = read_view_options(query)
        look = f"{options.colour_by} {theme} {options.true_scale}"
        return _Answer(
            "text/html; charset=utf-8",
            "defections.html",
            lambda: static_page(asked, options, theme),
            f"{asked.dataset.sha256} {assets_digest()} {asked.filters.query()} {look}",
            disposition="attachment",
        )


class _Citations(_Address):
    def answer(self, request: Request) -> _Answer | Response:
        """Return the citations of the selection, at the address of the page that shows it, and of its sources."""
        query = query_pairs(_query(request))
        asked = _asked(request, query, [])
        if isinstance(asked, Response):
            return asked
        kind = _kind(request)
        media_type, write = _CITATIONS[kind]
        pairs = urlencode([*asked.filters.pairs(), *read_view_options(query).pairs()])
        url = f"{request.base_url}{'?' * bool(pairs)}{pairs}"
        return _Answer(media_type, f"citations.{kind}", lambda: write(asked, url), f"{asked.dataset.sha256} {url}")


class _Schema(_Address):
    def answer(self, request: Request) -> _Answer | Response:
        """Return the JSON Schema of event files."""
        return _Answer("application/schema+json", "events.schema.json", _schema, "")


class _Nothing(HTTPEndpoint):
    async def dispatch(self) -> None:
        """Say that this is no address, whatever the method."""
        request = Request(self.scope, self.receive)
        offered = ", ".join(route.path for route in _offered())
        response = _problem(request, 404, [f"there is no {visible(request.scope['path'])}; there are {offered}"])
        await response(self.scope, self.receive, self.send)


class _Health(_Address):
    def get(self, request: Request) -> Response:
        """Answer 200 while there is something to serve, so also while the last good data outlives a wrong file."""
        state = followed(event_file()).state
        body: dict[str, str | int] = {"status": "problems"}
        if state.dataset:
            body = {"status": "stale" if state.since else "ok", "events": len(state.dataset.records.events)}
        if state.reading is not None:
            body = {"status": "reading", "percent": int(100 * state.reading)}
        if state.since:
            errors = [problem for problem in state.problems if problem.severity == "error"]
            body |= {"since": f"{state.since:%Y-%m-%dT%H:%M:%SZ}", "problems": len(errors)}
        status = 200 if state.dataset else 503
        headers = {"Cache-Control": "no-store"} | (_SOON if state.reading is not None else {})
        return Response(json.dumps(body), status, media_type="application/json", headers=headers)

    def options(self, request: Request) -> Response:
        """Say what can be asked; scripts of other origins have no business here."""
        return Response(status_code=204, headers={"Allow": _METHODS})


def _asked(request: Request, query: list[tuple[str, str]], complaints: list[str]) -> Selection | Response:
    """Return the selection; 400 where the query makes no sense, 503 where the file does not."""
    state = followed(event_file()).state
    if state.reading is not None:
        said = f"{event_file().name} is being read, {int(100 * state.reading)} % is done"
        return _problem(request, 503, [said], _SOON)
    if state.dataset is None:
        found = [it.located(event_file().name) for it in state.problems if it.severity == "error"]
        return _problem(request, 503, found)
    selection, ignored = select(state.dataset, query)
    if ignored or complaints:
        return _problem(request, 400, [*ignored, *complaints])
    return selection


def _problem(
    request: Request, status: int, details: list[str], headers: Mapping[str, str] = MappingProxyType({})
) -> Response:
    """Return an error as RFC 9457 describes it."""
    body = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": "; ".join(details),
        "instance": quote(request.scope["path"], safe=_PATH) + (f"?{_query(request)}" if _query(request) else ""),
        "errors": details,
    }
    text = json.dumps(body, ensure_ascii=False)
    headers = {"Cache-Control": "no-store", **_OPEN, **headers}
    return Response(text, status, media_type="application/problem+json", headers=headers)


_PATH = "/:@!$&'()*+,;=~"  # what stands for itself in the path of a URI (RFC 3986, 3.3), besides letters and such


def _query(request: Request) -> str:
    """Return the query as it was sent; what no URI may hold is percent-encoded, such as bytes that are not ASCII."""
    encoded = quote(request.scope["query_string"], safe=f"{_PATH}?%")
    return re.sub("%(?![0-9A-Fa-f]{2})", "%25", encoded)


def _kind(request: Request) -> str:
    """Return the format that is asked for: the end of the path, behind its point."""
    return str(request.scope["path"]).rpartition(".")[2]


def _is_held(tag: str, held: list[str]) -> bool:
    """Return whether `If-None-Match` names an entity tag, compared weakly (RFC 9110, 13.1.2)."""
    named = re.findall(r'(?:W/)?("[^"]*")', ", ".join(held))
    return any(it.strip() == "*" for it in held) or tag.removeprefix("W/") in named


@cache
def _project() -> str:
    return version("defection-timeline")


@cache
def _schema() -> str:
    return json.dumps(event_file_schema(), ensure_ascii=False, indent=2) + "\n"


def routes() -> list[BaseRoute]:
    """Return what answers at each address."""
    return [*_offered(), *(Route(f"/{name}.{{kind}}", _Nothing) for name in ("events", "citations"))]


def _offered() -> list[Route]:
    return [
        *(Route(f"/events.{kind}", _Events) for kind in _EVENTS),
        Route("/events.html", _Html),
        *(Route(f"/citations.{kind}", _Citations) for kind in _CITATIONS),
        Route("/schema.json", _Schema),
        Route("/healthz", _Health),
    ]
