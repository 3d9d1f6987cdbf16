"""Cite a view and the sources of its events: as plain text, BibTeX and CSL-JSON.

CSL-JSON is that of the schema `csl-data.json` of the Citation Style Language 1.0.2
(<https://github.com/citation-style-language/schema>). A view is cited as a data set: the title of the file with what is
selected, the day up to which its sources go, and the hash of the file as its version. No day of access is given, so
that a view is cited to the same letters whenever it is.
"""

import hashlib
import json
import re
from collections.abc import Iterable
from typing import Any

from dashboard.dataset import date_words, edtf
from dashboard.dataset.edtf import MONTHS, EdtfDate
from dashboard.dataset.text import visible
from dashboard.export.provenance import newest_source
from dashboard.selection import Selection

Item = dict[str, Any]
"""A reference in the fields of CSL-JSON, but for its dates, which are EDTF texts, and its author, a text."""


def as_csl_json(selection: Selection, url: str | None = None) -> str:
    """Return the citations of a view, at its URL if that is known, and of its sources as CSL-JSON."""
    items = [_csl(item) for item in _references(selection, url)]
    return json.dumps(items, ensure_ascii=False, indent=1) + "\n"


def as_bibtex(selection: Selection, url: str | None = None) -> str:
    """Return the citations of a view and of its sources as BibTeX, in UTF-8."""
    keys = _keys(selection.dataset.records.sources)
    return "\n".join(_entry(item, keys.get(item["id"]) or item["id"]) for item in _references(selection, url))


def as_text(selection: Selection, url: str | None = None, most: int | None = None) -> str:
    """Return the citations of a view and of its sources, or the first of these, as plain text, one a line."""
    view, *sources = (_line(item) for item in _references(selection, url, most))
    return "\n".join([view, *(["", "Sources:", ""] if sources else []), *sources]) + "\n"


def _references(selection: Selection, url: str | None, most: int | None = None) -> list[Item]:
    """Return the view, and then each source that its events cite, in the order of citing; `most` of them if given."""
    sources = selection.dataset.records.sources
    items = [
        _tidied({"id": key, **sources[key].model_dump(by_alias=True, exclude_none=True)})
        for key in selection.source_ids[:most]
    ]
    return [_view(selection, url), *items]


def _tidied(item: Item) -> Item:
    """Return a reference with its DOI alone where that is given as an address or behind `doi:`."""
    return item | {"DOI": _BEFORE_DOI.sub("", item["DOI"])} if "DOI" in item else item


_BEFORE_DOI = re.compile(r"^\s*(?:(?:https?://)?(?:dx\.|www\.)?doi\.org/|doi:\s*)+(?=\S)", re.IGNORECASE)


def _view(selection: Selection, url: str | None) -> Item:
    dataset = selection.dataset
    selected = [selection.count_phrases[0], *selection.filter_words.values()]
    newest = newest_source(dataset)
    key = f"view-{hashlib.sha256(f'{dataset.sha256}?{selection.filters.query()}'.encode()).hexdigest()[:12]}"
    ids = {it.casefold() for it in dataset.records.sources}
    while key in ids:
        key += "-of-file"
    item = {
        "id": key,
        "type": "dataset",
        # Few styles print a note; what is selected belongs to what is cited.
        "title": f"{dataset.records.title} [{'; '.join(selected)}]",
        "issued": newest.text if newest else None,
        "version": f"SHA-256 {dataset.sha256[:12]}",
        "URL": url,
    }
    return {field: value for field, value in item.items() if value}


# CSL-JSON


def _csl(item: Item) -> Item:
    """Return a reference as CSL-JSON: names are literal, for a text does not tell which part is the family's."""
    author = {"author": [{"literal": item["author"]}]} if "author" in item else {}
    return item | author | {field: _csl_date(item[field]) for field in ("issued", "accessed") if field in item}


def _csl_date(text: str) -> Item:
    """Return an EDTF date as CSL-JSON has it; in words where that has no form for it, such as an open end."""
    date = edtf.parse(text)
    circa = {"circa": True} if date.qualifier else {}
    ends = [_parts(end) for end in (date.ranges[0] if date.lasted else (date,))]
    known = [end for end in ends if end]
    if len(known) < len(ends):
        return {"literal": date_words.in_words(date)}
    if not any(_is_season(end) for end in known):
        return {"date-parts": known} | circa
    if date.lasted:  # a range has no seasons
        return {"literal": date_words.in_words(date)}
    ((year, season),) = known
    return {"date-parts": [[year]], "season": season - 20} | circa


def _parts(date: EdtfDate | None) -> list[int] | None:
    """Return year, month or season, and day, as far as a simple date without open digits has them."""
    if not date or date.ranges or "X" in date.text:
        return None
    return [int(part) for part in date.text.rstrip("?~%").split("-")]


def _is_season(parts: list[int]) -> bool:
    return len(parts) == 2 and parts[1] > 12


def _said(text: str) -> str:
    return date_words.in_words(edtf.parse(text))


# Plain text


def _line(item: Item) -> str:
    """Return a reference in one line: author, title, container or publisher, date, version, address."""
    title = item.get("title")
    if title and "container-title" in item:
        title = f"“{title}”"
    numbers = [
        f"{said} {item[key]}" for key, said in (("volume", "vol."), ("issue", "no."), ("page", "p.")) if key in item
    ]
    place = ": ".join(item[key] for key in ("publisher-place", "publisher") if key in item)
    issued = _said(item["issued"]) if "issued" in item else None
    within = ", ".join(part for part in (item.get("container-title"), *numbers, place, issued) if part)
    address = f"https://doi.org/{item['DOI']}" if "DOI" in item else item.get("URL")
    accessed = f"Accessed {_said(item['accessed'])}" if "accessed" in item else None
    author = item.get("author")
    kind = "Data set" if item["type"] == "dataset" else None
    isbn = f"ISBN {item['ISBN']}" if "ISBN" in item else None
    parts = [author, title, kind, within, item.get("version"), isbn, item.get("note"), accessed]
    said = " ".join(part if part.endswith(_ENDS) else f"{part}." for part in parts if part)
    return _one_line(" ".join(part for part in (said, address) if part)) or item["type"]


_ENDS = tuple(end + quote for end in ".?!" for quote in ("", "”"))


def _one_line(text: str) -> str:
    return " ".join(visible(" ".join(text.split())).split())


# BibTeX

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


def _keys(sources: Iterable[str]) -> dict[str, str]:
    """Return the key of every source of a file by its id, so that each has one key in all views.

    BibTeX does not tell `A` from `a`: of such ids the first is its key, the others get a number that makes no id.
    """
    ids = list(sources)
    taken = {it.casefold() for it in ids}
    first: set[str] = set()
    keys = {}
    for it in ids:
        key, number = it, 1
        if it.casefold() in first:
            while key.casefold() in taken:
                number += 1
                key = f"{it}-{number}"
        first.add(it.casefold())
        taken.add(key.casefold())
        keys[it] = key
    return keys


def _entry(item: Item, key: str) -> str:
    """Return a reference as an entry of BibTeX under a key."""
    kind = _ENTRY_TYPES.get(item["type"], "misc")
    fields = {
        "author": _braced(item.get("author")),
        "title": _braced(item.get("title")),
        _CONTAINERS.get(kind, "howpublished"): _latex(item.get("container-title")),
        _PUBLISHERS.get(kind, "publisher"): _latex(item.get("publisher")),
        "address": _latex(item.get("publisher-place")),
        "volume": _latex(item.get("volume")),
        "number": _latex(item.get("issue")),
        "pages": _latex(re.sub(r"(?<=\d)[-–](?=\d)", "--", item["page"]) if "page" in item else None),
        **_bibtex_date(item.get("issued")),
        "version": _latex(item.get("version")),
        "isbn": _latex(item.get("ISBN")),
        "doi": _verbatim(item.get("DOI")),
        "url": _verbatim(item.get("URL")),
        "urldate": _verbatim(item.get("accessed")),
        "language": _latex(item.get("language")),
        "note": _latex(item.get("note")),
    }
    lines = (f"  {name} = {value if name == 'month' else f'{{{value}}}'},\n" for name, value in fields.items() if value)
    return f"@{kind}{{{key},\n{''.join(lines)}}}\n"


def _latex(text: str | None) -> str | None:
    """Return a text as LaTeX prints it."""
    return _SPECIAL.sub(lambda found: _ESCAPES.get(found[0], f"\\{found[0]}"), _one_line(text)) if text else None


def _braced(text: str | None) -> str | None:
    """Return a name or a title that stays as it is: not taken apart at a comma or `and`, no capital made small."""
    return f"{{{_latex(text)}}}" if text else None


def _verbatim(text: str | None) -> str | None:
    """Return an address, which is printed as it is; what would end its field is percent-encoded."""
    return re.sub(r"[\\{}\s]", lambda found: f"%{ord(found[0]):02X}", _one_line(text)) if text else None


def _bibtex_date(text: str | None) -> dict[str, str]:
    """Return a date as year, month and day; as words in the place of the year where it is no such date."""
    if not text:
        return {}
    date = edtf.parse(text)
    parts = _parts(date)
    if not parts or date.qualifier or _is_season(parts):
        return {"year": str(_latex(_said(text)))}
    names = ("year", "month", "day")
    return {
        name: MONTHS[part - 1][:3].lower() if name == "month" else str(part)
        for name, part in zip(names, parts, strict=False)
    }
