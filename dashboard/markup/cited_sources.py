"""Sources as cards cite them: name, link, date and paragraph."""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.dataset import date_words
from dashboard.dataset.paragraphs import merge_citations
from dashboard.dataset.schema import Citation, Context, Defection, EventFile, Source
from dashboard.dataset.text import is_web_address, isolated
from dashboard.markup.event_texts import MAX_LISTED, more_words


@dataclass(frozen=True)
class CitedSource:
    """A source as a card cites it."""

    name: str
    url: str | None  # a link, if it leads to the web
    details: str  # date, paragraph, and an address that is no link
    note: str | None
    language: str | None  # BCP 47


@dataclass(frozen=True)
class Citations:
    """The first sources of a list, and how many more there are, in words."""

    sources: Sequence[CitedSource]
    more: Sequence[str]


def list_citations(records: EventFile, citations: Sequence[Citation], most: int = MAX_LISTED) -> Citations:
    """Return the first of some citations, at most so many, and how many more there are."""
    merged = merge_citations(citations)
    return Citations([_cited_source(records, *cited) for cited in merged[:most]], more_words(merged, most))


def _cited_source(records: EventFile, source_id: str, paragraphs: str | None) -> CitedSource:
    source = records.sources[source_id]
    is_link = bool(source.url and is_web_address(source.url))
    details = (
        date_words.issued_in_words(source.issued) if source.issued else None,
        f"¶ {paragraphs}" if paragraphs else None,
        None if is_link else source.url,
    )
    return CitedSource(
        name=isolated(source.name),
        url=source.url if is_link else None,
        details=", ".join(part for part in details if part),
        note=source.note.rstrip(".") if source.note else None,
        language=source.language,
    )


def list_sources(records: EventFile, citations: Sequence[Citation], most: int) -> Citations:
    """Return the first of the sources that are cited, each once, by name, link and date."""
    ids = list(dict.fromkeys(citation.source for citation in citations))
    return Citations([_source_in_short(records.sources[source]) for source in ids[:most]], more_words(ids, most))


def _source_in_short(source: Source) -> CitedSource:
    is_link = bool(source.url and is_web_address(source.url))
    issued = date_words.issued_in_words(source.issued) if source.issued else ""
    return CitedSource(
        isolated(source.name), source.url if is_link else None, issued, note=None, language=source.language
    )


def cited_languages(records: EventFile, event: Defection | Context) -> tuple[str, ...]:
    """Return the languages of the sources that an event cites, as far as the file names them."""
    cited = (*event.citations, *(citation for claim in event.milestones for citation in claim.citations))
    languages = (records.sources[citation.source].language for citation in cited)
    return tuple(dict.fromkeys(language for language in languages if language))
