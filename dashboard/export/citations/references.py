"""What the citations of a view cite: the view itself, and each source of its events.

A view is cited as a data set: the title of the file with what is selected, the day up to which its sources go, and the
hash of the file as its version. No day of access is given, so that a view is always cited to the same letters.
"""

import hashlib
import re
from typing import Any

from dashboard.dataset.edtf import EdtfDate
from dashboard.dataset.text import visible
from dashboard.export.provenance import newest_source_date
from dashboard.selection import Selection

Reference = dict[str, Any]
"""A reference in the fields of CSL-JSON, but for its dates, which are EDTF texts, and its author, a text."""

_DOI_PREFIX = re.compile(r"^\s*(?:(?:https?://)?(?:dx\.|www\.)?doi\.org/|doi:\s*)+(?=\S)", re.IGNORECASE)


def cited_references(selection: Selection, url: str | None, max_sources: int | None = None) -> list[Reference]:
    """Return the view, at its URL if that is known, then the sources that its events cite, in the order of citing."""
    sources = selection.dataset.records.sources
    cited = [
        _with_bare_doi({"id": key, **sources[key].model_dump(by_alias=True, exclude_none=True)})
        for key in selection.source_ids[:max_sources]
    ]
    return [_view_reference(selection, url), *cited]


def _with_bare_doi(reference: Reference) -> Reference:
    """Return a reference whose DOI stands alone, where the file gives it as an address or behind `doi:`."""
    return reference | {"DOI": _DOI_PREFIX.sub("", reference["DOI"])} if "DOI" in reference else reference


def _view_reference(selection: Selection, url: str | None) -> Reference:
    dataset = selection.dataset
    newest = newest_source_date(dataset)
    shown = "; ".join([selection.count_phrases[0], *selection.filter_words.values()])
    fields = {
        "id": _view_key(selection),
        "type": "dataset",
        # Few styles print a note; what is selected belongs to what is cited.
        "title": f"{dataset.records.title} [{shown}]",
        "issued": newest.text if newest else None,
        "version": f"SHA-256 {dataset.sha256[:12]}",
        "URL": url,
    }
    return {field: value for field, value in fields.items() if value}


def _view_key(selection: Selection) -> str:
    """Return a key for the file and the filters that no source of the file has."""
    dataset = selection.dataset
    digest = hashlib.sha256(f"{dataset.sha256}?{selection.filters.query()}".encode()).hexdigest()
    key = f"view-{digest[:12]}"
    source_keys = {source.casefold() for source in dataset.records.sources}
    while key in source_keys:
        key += "-of-file"
    return key


# Dates and texts as the formats write them


def date_parts(date: EdtfDate | None) -> list[int] | None:
    """Return year, month or season, and day of a simple date, as far as it has them; None for any other date."""
    if not date or date.ranges or "X" in date.text:
        return None
    return [int(part) for part in date.text.rstrip("?~%").split("-")]


def is_season(parts: list[int]) -> bool:
    """Whether the parts of a date are a year and a season, which EDTF counts from 21."""
    return len(parts) == 2 and parts[1] > 12


def one_line(text: str) -> str:
    """Return a text in one line, with its invisible characters written out."""
    return " ".join(visible(" ".join(text.split())).split())
