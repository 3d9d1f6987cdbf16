"""Citations as BibTeX, in UTF-8."""

import re
from collections.abc import Iterable

from dashboard.dataset import date_words, edtf
from dashboard.dataset.calendar_days import MONTHS
from dashboard.export.citations.references import (
    Reference,
    cited_references,
    date_parts,
    is_season,
    one_line,
)
from dashboard.selection import Selection

_ENTRY_TYPES = {
    "article": "article", "article-journal": "article", "article-magazine": "article", "article-newspaper": "article",
    "review": "article", "review-book": "article", "book": "book", "classic": "book", "pamphlet": "booklet",
    "chapter": "incollection", "entry": "incollection", "entry-dictionary": "incollection",
    "entry-encyclopedia": "incollection", "manuscript": "unpublished", "paper-conference": "inproceedings",
    "report": "techreport", "thesis": "phdthesis",
}  # fmt: skip
_CONTAINERS = {"article": "journal", "incollection": "booktitle", "inproceedings": "booktitle"}
_PUBLISHERS = {"techreport": "institution", "phdthesis": "school"}
_SPECIAL = re.compile(r"[\\{}$&#_%~^]")
_ESCAPES = {
    # A brace counts for BibTeX even behind a backslash, so these have names.
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip


def as_bibtex(selection: Selection, url: str | None = None) -> str:
    """Return the citations of a view, at its URL if that is known, and of its sources as BibTeX."""
    keys = _keys(selection.dataset.records.sources)
    return "\n".join(
        _entry(reference, keys.get(reference["id"]) or reference["id"])
        for reference in cited_references(selection, url)
    )


def _keys(source_ids: Iterable[str]) -> dict[str, str]:
    """Return the key of every source of a file by its id, so that each has the same key in all views.

    BibTeX does not tell `A` from `a`: of such ids the first is its own key, the others get a number that no id has.
    """
    ids = list(source_ids)
    taken = {source_id.casefold() for source_id in ids}
    seen: set[str] = set()
    keys = {}
    for source_id in ids:
        key, number = source_id, 1
        if source_id.casefold() in seen:
            while key.casefold() in taken:
                number += 1
                key = f"{source_id}-{number}"
        seen.add(source_id.casefold())
        taken.add(key.casefold())
        keys[source_id] = key
    return keys


def _entry(reference: Reference, key: str) -> str:
    """Return a reference as an entry of BibTeX under a key."""
    kind = _ENTRY_TYPES.get(reference["type"], "misc")
    fields = {
        "author": _braced(reference.get("author")),
        "title": _braced(reference.get("title")),
        _CONTAINERS.get(kind, "howpublished"): _latex(reference.get("container-title")),
        _PUBLISHERS.get(kind, "publisher"): _latex(reference.get("publisher")),
        "address": _latex(reference.get("publisher-place")),
        "volume": _latex(reference.get("volume")),
        "number": _latex(reference.get("issue")),
        "pages": _latex(re.sub(r"(?<=\d)[-–](?=\d)", "--", reference["page"]) if "page" in reference else None),
        **_bibtex_date(reference.get("issued")),
        "version": _latex(reference.get("version")),
        "isbn": _latex(reference.get("ISBN")),
        "doi": _verbatim(reference.get("DOI")),
        "url": _verbatim(reference.get("URL")),
        "urldate": _verbatim(reference.get("accessed")),
        "language": _latex(reference.get("language")),
        "note": _latex(reference.get("note")),
    }
    lines = (f"  {name} = {value if name == 'month' else f'{{{value}}}'},\n" for name, value in fields.items() if value)
    return f"@{kind}{{{key},\n{''.join(lines)}}}\n"


def _latex(text: str | None) -> str | None:
    """Return a text as LaTeX prints it."""
    return _SPECIAL.sub(lambda match: _ESCAPES.get(match[0], f"\\{match[0]}"), one_line(text)) if text else None


def _braced(text: str | None) -> str | None:
    """Return a name or a title that stays as it is: not taken apart at a comma or `and`, no capital made small."""
    return f"{{{_latex(text)}}}" if text else None


def _verbatim(text: str | None) -> str | None:
    """Return an address, which is printed as it is; what would end its field is percent-encoded."""
    return re.sub(r"[\\{}\s]", lambda match: f"%{ord(match[0]):02X}", one_line(text)) if text else None


def _bibtex_date(text: str | None) -> dict[str, str]:
    """Return a date as year, month and day; as words in the place of the year where it is no such date."""
    if not text:
        return {}
    date = edtf.parse(text)
    parts = date_parts(date)
    if not parts or date.qualifier or is_season(parts):
        return {"year": str(_latex(date_words.issued_in_words(text)))}
    names = ("year", "month", "day")
    return {
        name: MONTHS[part - 1][:3].lower() if name == "month" else str(part)
        for name, part in zip(names, parts, strict=False)
    }
