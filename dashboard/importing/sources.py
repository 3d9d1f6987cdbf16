"""The sources that the cells of a row name, and the citations of them; a row without one cites the table itself."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from typing import Any
from urllib.parse import urlsplit

from dashboard.dataset.text import count_with_noun, shown, web_host
from dashboard.importing.cells import Cell
from dashboard.importing.ids import ID, slug, unused_id
from dashboard.importing.problems import CellError
from dashboard.importing.words import parts_of

_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
_BARE_ADDRESS = re.compile(r"(?:www\.)?[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?:/\S*)?", re.IGNORECASE)
_AROUND_ADDRESS = " \t\n,;:|–—-()[]<>"
_ONE_FOR_ALL = frozenset(("accessed", "language"))

_FIELDS: Mapping[str, str] = {
    "headline of source": "title",
    "outlet": "container-title",
    "author": "author",
    "published": "issued",
    "accessed": "accessed",
    "language": "language",
}
"""The fields of a row that say more about its sources, each with the key that it fills."""

CITED_FIELDS = ("source", "url", *_FIELDS, "paragraph")
"""The fields of a row that make its citations."""
DETAIL_FIELDS = ("author", "published", "accessed", "language", "paragraph")
"""Those that name no source by themselves."""

_ORDER = ("type", "title", "container-title", "author", "issued", "accessed", "URL", "language", "note")


@dataclass
class SourceBook:
    """The sources of a table, each once."""

    table: str
    """The file's name."""
    sheet: str | None
    sources: list[dict[str, str]] = field(default_factory=list)
    uncited_rows: list[int] = field(default_factory=list)
    """The rows that cite the table itself."""
    _by_key: dict[object, list[int]] = field(default_factory=dict)

    def cite(
        self, row: int, cells: Mapping[str, Sequence[Cell]], read_date: Callable[[Cell, str], str | None]
    ) -> list[dict[str, Any]]:
        """Return the citations of a row, whose sources are numbers until they have ids. Raises `CellError`."""
        found = _sources_of(cells, read_date)
        if not found:
            self.uncited_rows.append(row)
            title = f"{self.table}, sheet {self.sheet}" if self.sheet else self.table
            return [{"source": self._index({"type": "dataset", "title": title}), "paragraph": f"row {row}"}]
        paragraphs = [cell.text for cell in cells.get("paragraph", ())][:1]
        return [{"source": self._index(each), **({"paragraph": paragraphs[0]} if paragraphs else {})} for each in found]

    def _index(self, source: dict[str, str]) -> int:
        """Return the number of a source; what two rows say of one address is put together unless it differs."""
        key = source.get("URL") or tuple(source.items())
        for i in self._by_key.get(key, ()):
            known = self.sources[i]
            if all(known.get(name, text) == text for name, text in source.items()):
                self.sources[i] = {**source, **known}
                return i
        self.sources.append(source)
        self._by_key.setdefault(key, []).append(len(self.sources) - 1)
        return len(self.sources) - 1

    def blank(self) -> "SourceBook":
        """Return a book of the same table without sources."""
        return replace(self, sources=[], uncited_rows=[], _by_key={})

    def enter(self, other: "SourceBook") -> list[int]:
        """Enter the sources of another book, and return their numbers here, in the order of their numbers there."""
        self.uncited_rows += other.uncited_rows
        return [self._index(source) for source in other.sources]

    def records(self) -> dict[str, dict[str, str]]:
        """Return the sources by their ids, in the order of their numbers."""
        found: dict[str, dict[str, str]] = {}
        for source in self.sources:
            id_ = unused_id(_ids(source), found)
            found[id_] = {key: source[key] for key in _ORDER if key in source}
        return found


def _ids(source: Mapping[str, str]) -> list[str]:
    """Return what a source may be called, the shortest first: `news.example-2024-05-01`."""
    if source["type"] == "dataset":
        path = PurePath(source["title"].split(", sheet ")[0])
        return [f"{slug(path.stem) or 'table'}{path.suffix.lower()}"]
    address = source.get("URL", "")
    host = web_host(address) or web_host(f"http://{address}") if address else None
    name = (
        host if host and ID.fullmatch(host) else slug(source.get("container-title") or source.get("title") or "")[:40]
    )
    date = source.get("issued") or source.get("accessed") or ""
    parts = [name.strip("-.") or "source", date if re.fullmatch(r"[\d-]+", date) else ""]
    short = "-".join(part for part in parts if part)
    path_ = (
        slug(urlsplit(address).path.rstrip("/").rpartition("/")[2].partition(".")[0])[:40].strip("-") if address else ""
    )
    longer = f"{short}-{path_}" if path_ else short
    return [short if parts[1] or not path_ else longer, longer]


def _sources_of(
    cells: Mapping[str, Sequence[Cell]], read_date: Callable[[Cell, str], str | None]
) -> list[dict[str, str]]:
    in_source, in_url = (
        [part for cell in cells.get(name, ()) for part in _parts(cell.text)] for name in ("source", "url")
    )
    titles = [title for title, address in in_source if not address]
    if titles and len(titles) == sum(not title for title, _ in in_url):
        # A title in one column and its address in the other.
        remaining = iter(titles)
        in_url = [(title or next(remaining), address) for title, address in in_url]
        in_source = [(title, address) for title, address in in_source if address]
    found = [_record(title, address) for title, address in (*in_source, *in_url)]
    about = {name: cells[name][0] for name in _FIELDS if cells.get(name)}
    if not found and any(name in about for name in ("headline of source", "outlet")):
        found = [{"type": "document"}]
    return _with_details(found, about, read_date) if found else []


def _record(title: str, address: str | None) -> dict[str, str]:
    kind = {"type": "webpage" if address else "document"}
    return kind | ({"title": title} if title else {}) | ({"URL": address} if address else {})


def _parts(text: str) -> list[tuple[str, str | None]]:
    """Return the sources in a cell: title and address of each, either of which may be missing."""
    if not _ADDRESS.search(text):
        lines = parts_of(text, "\n")
        return [("", line) if _BARE_ADDRESS.fullmatch(line) else (line, None) for line in lines]
    found: list[tuple[str, str | None]] = []
    for part in re.split(r"\n|;\s+|;$", text):
        addresses = [address.rstrip(".,;)>]") for address in _ADDRESS.findall(part)]
        title = " ".join(_ADDRESS.sub(" ", part).split()).strip(_AROUND_ADDRESS)
        if len(addresses) == 1:
            found.append((title, addresses[0]))
        else:
            found += [("", address) for address in addresses]
            found += [(title, None)] if title else []
    return found


def _with_details(
    sources: list[dict[str, str]], about: Mapping[str, Cell], read_date: Callable[[Cell, str], str | None]
) -> list[dict[str, str]]:
    """Return sources with what other cells of the row say about them."""
    for name, cell in about.items():
        values = [cell.text] if len(sources) == 1 else parts_of(cell.text)
        if len(values) == 1 and name in _ONE_FOR_ALL:
            values *= len(sources)
        if len(values) != len(sources):
            count = count_with_noun(len(sources), "source")
            raise CellError(
                cell, f"{name}: {shown(cell.text)} is one value for {count}; write one for each, with ; between them"
            )
        for source, value in zip(sources, values, strict=True):
            key = _FIELDS[name]
            text: str | None = value
            if key in ("issued", "accessed"):
                text = read_date(replace(cell, text=value), name)
            if text:
                _put(source, key, text)
    return sources


def _put(source: dict[str, str], key: str, text: str) -> None:
    """Put a text into a source; the one that was there is kept, a title as the name of the whole or in the note."""
    before = source.get(key)
    source[key] = text
    if before and before != text:
        other = "container-title" if key == "title" else "note"
        source[other] = f"{source[other]}; {before}" if other in source else before
