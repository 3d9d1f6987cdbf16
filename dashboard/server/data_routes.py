"""The addresses for programs: the selected events and their citations, the schema of event files, and health."""

import json
from collections.abc import Callable, Sequence
from functools import cache
from urllib.parse import urlencode

from starlette.endpoints import HTTPEndpoint
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from dashboard.dataset.json_schema import event_file_schema
from dashboard.dataset.text import visible
from dashboard.export import citations, tables
from dashboard.export.html_assets import assets_digest
from dashboard.export.html_page import static_page
from dashboard.selection import Selection, read_view_options, select
from dashboard.selection.query import query_pairs
from dashboard.server.data_endpoint import METHODS, Answer, DataEndpoint
from dashboard.server.paging import link_header, read_page
from dashboard.server.problem_documents import problem_response, query_as_sent
from dashboard.settings import Settings
from dashboard.watch import watch

_RETRY_SOON = {"Retry-After": "2"}  # s

_CSV = "text/csv; charset=utf-8"
_EVENT_FORMATS: dict[str, tuple[str, Callable[[Selection], str]]] = {
    "events.csv": (_CSV, tables.as_csv),
    "events.json": ("application/json", tables.as_json),
    "events.geojson": ("application/geo+json", tables.as_geojson),
    "events.yaml": ("application/yaml", tables.as_yaml),  # RFC 9512
    "claims.csv": (_CSV, tables.claims_as_csv),
}
_CITATION_FORMATS: dict[str, tuple[str, Callable[[Selection, str], str]]] = {
    "txt": ("text/plain; charset=utf-8", citations.as_text),
    "bib": ("application/x-bibtex; charset=utf-8", citations.as_bibtex),
    "json": ("application/vnd.citationstyles.csl+json", citations.as_csl_json),
}


class EventsEndpoint(DataEndpoint):
    """The selected events or their claims, or those of a page of events, in the format that the path names."""

    def answer(self, request: Request) -> Answer | Response:
        """Return the events; `bom=1` puts a byte-order mark before a CSV, as a reader's spreadsheet needs it."""
        page, pairs, complaints = read_page(query_as_sent(request))
        name = str(request.scope["path"]).rpartition("/")[2]
        media_type, write = _EVENT_FORMATS[name]
        bom = tables.BYTE_ORDER_MARK if media_type == _CSV and ("bom", "1") in pairs else ""
        selection = _selection(request, [pair for pair in pairs if not (bom and pair == ("bom", "1"))], complaints)
        if isinstance(selection, Response):
            return selection
        total = len(selection)
        headers = {"X-Total-Count": str(total)}
        if link := link_header(page, total, [*selection.filters.pairs(), *([("bom", "1")] if bom else [])]):
            headers["Link"] = link
        return Answer(
            media_type,
            name.replace("events", "defections").replace("claims", "defections-claims"),
            lambda: bom + write(page.of(selection)),
            f"{selection.dataset.sha256} {selection.filters.query()} {page} {bom}",
            headers,
        )


class HtmlPageEndpoint(DataEndpoint):
    """The selected events as a document that stands alone, with the view options of the page."""

    def answer(self, request: Request) -> Answer | Response:
        """Return the document."""
        pairs = query_pairs(query_as_sent(request))
        selection = _selection(request, pairs)
        if isinstance(selection, Response):
            return selection
        options = read_view_options(pairs)
        look = f"{options.colour_by} {options.true_scale}"
        return Answer(
            "text/html; charset=utf-8",
            "defections.html",
            lambda: static_page(selection, options),
            f"{selection.dataset.sha256} {assets_digest()} {selection.filters.query()} {look}",
            disposition="attachment",
        )


class CitationsEndpoint(DataEndpoint):
    """Citations of the selection, at the address of the page that shows it, and of its sources."""

    def answer(self, request: Request) -> Answer | Response:
        """Return the citations."""
        pairs = query_pairs(query_as_sent(request))
        selection = _selection(request, pairs)
        if isinstance(selection, Response):
            return selection
        form = _format(request)
        media_type, write = _CITATION_FORMATS[form]
        query = urlencode([*selection.filters.pairs(), *read_view_options(pairs).pairs()])
        url = f"{request.base_url}?{query}" if query else str(request.base_url)
        version = f"{selection.dataset.sha256} {url}"
        return Answer(media_type, f"citations.{form}", lambda: write(selection, url), version)


class SchemaEndpoint(DataEndpoint):
    """The JSON Schema of event files."""

    def answer(self, request: Request) -> Answer | Response:
        """Return the schema, which changes with the version of the project alone."""
        if request.url.query:
            return problem_response(request, 400, [f"{request.scope['path']} takes no query"])
        return Answer("application/schema+json", "events.schema.json", _schema, "")


class HealthEndpoint(DataEndpoint):
    """Whether there is something to serve; scripts of other origins have no business here."""

    def get(self, request: Request) -> Response:
        """Answer 200 if there is, which includes the last good data while the file is broken."""
        state = watch(Settings.from_environment().event_file).state
        body: dict[str, str | int] = {"status": "problems"}
        headers = {"Cache-Control": "no-store"}
        if state.dataset:
            body = {"status": "stale" if state.problems_since else "ok", "events": len(state.dataset.records.events)}
        if state.progress is not None:
            body = {"status": "reading", "percent": int(100 * state.progress)}
            headers |= _RETRY_SOON
        if state.problems_since:
            errors = [problem for problem in state.problems if problem.severity == "error"]
            body |= {"since": f"{state.problems_since:%Y-%m-%dT%H:%M:%SZ}", "problems": len(errors)}
        status = 200 if state.dataset else 503
        return Response(json.dumps(body), status, media_type="application/json", headers=headers)

    def options(self, request: Request) -> Response:
        """Name the methods, to pages of the same origin alone."""
        return Response(status_code=204, headers={"Allow": METHODS})


class UnknownFormatEndpoint(HTTPEndpoint):
    """Events, claims or citations in a format that there is not."""

    async def dispatch(self) -> None:
        """Name the addresses that there are, whatever the method."""
        request = Request(self.scope, self.receive)
        offered = ", ".join(f"{request.base_url.path.rstrip('/')}{route.path}" for route in _data_routes())
        reason = f"unknown address {visible(request.scope['path'])}; the addresses are {offered}"
        await problem_response(request, 404, [reason])(self.scope, self.receive, self.send)


def _selection(
    request: Request, pairs: Sequence[tuple[str, str]], complaints: Sequence[str] = ()
) -> Selection | Response:
    """Return the selection of a query; 400 where the query makes no sense, 503 where the file does not."""
    file = Settings.from_environment().event_file
    state = watch(file).state
    if state.progress is not None:
        reason = f"{file.name} is being read ({int(100 * state.progress)}% done)"
        return problem_response(request, 503, [reason], _RETRY_SOON)
    if state.dataset is None:
        errors = [problem.located(file.name) for problem in state.problems if problem.severity == "error"]
        return problem_response(request, 503, errors)
    selection, ignored = select(state.dataset, pairs)
    if ignored or complaints:
        return problem_response(request, 400, [*ignored, *complaints])
    return selection


def _format(request: Request) -> str:
    """Return the format that a path asks for: what follows its last full stop."""
    return str(request.scope["path"]).rpartition(".")[2]


@cache
def _schema() -> str:
    return json.dumps(event_file_schema(), ensure_ascii=False, indent=2) + "\n"


def routes() -> list[BaseRoute]:
    """Return what answers at each address."""
    names = ("events", "claims", "citations")
    return [*_data_routes(), *(Route(f"/{name}.{{form}}", UnknownFormatEndpoint) for name in names)]


def _data_routes() -> list[Route]:
    return [
        *(Route(f"/{name}", EventsEndpoint) for name in _EVENT_FORMATS),
        Route("/events.html", HtmlPageEndpoint),
        *(Route(f"/citations.{form}", CitationsEndpoint) for form in _CITATION_FORMATS),
        Route("/schema.json", SchemaEndpoint),
        Route("/healthz", HealthEndpoint),
    ]
