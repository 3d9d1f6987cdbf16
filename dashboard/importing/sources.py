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
from dashboard.importing.problems import CellError, ReadingLog
from dashboard.importing.source_cells import NamedSource, sources_in
from dashboard.importing.value_lists import one_for_each, parts_of

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
    log: ReadingLog
    sources: list[dict[str, str]] = field(default_factory=list)
    uncited_rows: list[int] = field(default_factory=list)
    """The rows that cite the table itself."""
    _by_key: dict[object, list[int]] = field(default_factory=dict)

    def cite(
        self, row: int, cells: Mapping[str, Sequence[Cell]], read_date: Callable[[Cell, str], str | None]
    ) -> list[dict[str, Any]]:
        """Return the citations of a row, whose sources are numbers until they have ids. Raises `CellError`."""
        found = _sources_of(cells, read_date, self.log)
        if not found:
            self.uncited_rows.append(row)
            title = f"{self.table}, sheet {self.sheet}" if self.sheet else self.table
            return [{"source": self._index({"type": "dataset", "title": title}), "paragraph": f"row {row}"}]
        paragraphs = _one_for_each(cells, "paragraph", len(found), self.log)
        return [
            {"source": self._index(source), **({"paragraph": paragraph} if paragraph else {})}
            for source, paragraph in zip(found, paragraphs, strict=True)
        ]

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
    cells: Mapping[str, Sequence[Cell]], read_date: Callable[[Cell, str], str | None], log: ReadingLog
) -> list[dict[str, str]]:
    in_source, in_url = (
        [each for cell in cells.get(name, ()) for each in sources_in(cell, name, log)] for name in ("source", "url")
    )
    titles = [each.title for each in in_source if not each.address]
    addresses = [each.address for each in in_url if not each.title]
    if titles and addresses:  # a title in one column and its address in the other
        _check_pairs(titles, addresses, cells)
        remaining = iter(titles)
        in_url = [each if each.title else replace(each, title=next(remaining)) for each in in_url]
        in_source = [each for each in in_source if each.address]
    found = [_record(each) for each in (*in_source, *in_url) if each != NamedSource()]
    if not found and any(cells.get(name) for name in ("headline of source", "outlet")):
        found = [{"type": "document"}]
    return _with_details(found, cells, read_date, log) if found else []


def _check_pairs(titles: Sequence[str], addresses: Sequence[str], cells: Mapping[str, Sequence[Cell]]) -> None:
    if len(titles) == len(addresses):
        return
    first, *others = [*cells["source"], *cells["url"]]
    title, address = next(filter(None, titles), ""), next(filter(None, addresses), "")
    address = address if "://" in address else f"https://{address}"
    raise CellError(
        first,
        f"source: {shown(first.text)}: {count_with_noun(len(titles), 'title')} without an address, and "
        f"{count_with_noun(len(addresses), 'address', 'addresses')} without a title; write all in {first.name} with ; "
        f"between them, a title and its address as in {title}: {address}, and leave "
        f"{', '.join(cell.name for cell in others)} blank",
    )


def _record(named: NamedSource) -> dict[str, str]:
    kind = {"type": "webpage" if named.address else "document"}
    return kind | ({"title": named.title} if named.title else {}) | ({"URL": named.address} if named.address else {})


def _one_for_each(cells: Mapping[str, Sequence[Cell]], name: str, sources: int, log: ReadingLog) -> list[str | None]:
    cell = next(iter(cells.get(name, ())), None)
    if cell is None:
        return [None] * sources
    if name in _ONE_FOR_ALL and len(parts_of(cell.text)) == 1:
        return [cell.text] * sources
    return one_for_each(cell, name, (sources, "source"), log)


def _with_details(
    sources: list[dict[str, str]],
    cells: Mapping[str, Sequence[Cell]],
    read_date: Callable[[Cell, str], str | None],
    log: ReadingLog,
) -> list[dict[str, str]]:
    """Return sources with what other cells of the row say about them."""
    for name, key in _FIELDS.items():
        for source, value in zip(sources, _one_for_each(cells, name, len(sources), log), strict=True):
            text = value
            if value and key in ("issued", "accessed"):
                text = read_date(replace(cells[name][0], text=value), name)
            if text:
                _put(source, key, text)
    return [source for source in sources if len(source) > 1]


def _put(source: dict[str, str], key: str, text: str) -> None:
    """Put a text into a source; the one that was there is kept, a title as the name of the whole or in the note."""
    before = source.get(key)
    source[key] = text
    if before and before != text:
        other = "container-title" if key == "title" else "note"
        source[other] = f"{source[other]}; {before}" if other in source else before
