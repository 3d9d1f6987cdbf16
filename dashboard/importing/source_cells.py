"""The sources that a cell names: a title, an address, or both for each."""

import re
from dataclasses import dataclass

from dashboard.dataset.text import is_web_address_without_scheme
from dashboard.dataset.written_dates import Ambiguous, Reading, read_written_date
from dashboard.importing.cells import Cell
from dashboard.importing.problems import ReadingLog
from dashboard.importing.value_lists import known_parts

_ADDRESS = re.compile(r"(?:https?://|(?<![\w/.@])www\.\w)(?:(?![,;|]https?://)\S)+", re.IGNORECASE)
_AROUND_ADDRESS = " \t\n,;:|–—-()[]<>"
_AFTER_ADDRESS = '.,;>"”’»'
_OPENING = {")": "(", "]": "["}
_LOCATOR = re.compile(r"(?:nos?|vols?|pp?|pages?|issue|part|ch|chapter)\b\.? ?\d.*|[\W\d]+", re.IGNORECASE)


@dataclass(frozen=True)
class NamedSource:
    """A source as a cell names it; without both where the cell says that it is not known."""

    title: str = ""
    address: str = ""


def sources_in(cell: Cell, field: str, log: ReadingLog) -> list[NamedSource]:
    """Return the sources in a cell of the field `source` or `url`; `;` or a new line stands between them."""
    found: list[NamedSource] = []
    parts = re.split(r"\n|;\s+|;$" if "/" in cell.text else r"[\n;]", cell.text)
    for part in known_parts([part.strip() for part in parts if part.strip()], cell, field, log):
        addresses = list(map(_trimmed, _ADDRESS.findall(part or "")))
        title = " ".join(_ADDRESS.sub(" ", part or "").split()).strip(_AROUND_ADDRESS if addresses else None)
        if not addresses and _is_bare_address(title, field):
            found.append(NamedSource(address=title))
        elif len(addresses) > 1:
            found += [NamedSource(address=address) for address in addresses]
            found += [NamedSource(title)] if title else []
        elif found and found[-1].title and not found[-1].address and _is_part_of_source(title):
            found[-1] = NamedSource(f"{found[-1].title}; {title}", *addresses)
        else:
            found.append(NamedSource(title, *addresses))
    if len(found) > 1 and not any(each.address for each in found):
        log.add(cell, field, " | ".join(each.title for each in found if each.title))
    return found


def _is_bare_address(text: str, field: str) -> bool:
    """Whether a text is an address without `https://`; outside the field `url`, `report.pdf` is a title."""
    return is_web_address_without_scheme(text) and (field == "url" or "/" in text)


def _trimmed(address: str) -> str:
    """Return an address without what ends the sentence or the parentheses in which it stands."""
    while (last := address[-1]) in _AFTER_ADDRESS or address.count(last) > address.count(_OPENING.get(last, last)):
        address = address[:-1]
    return address


def _is_part_of_source(text: str) -> bool:
    """Whether a text says which part of a source is meant: `3 May 2014`, `p. 4`."""
    return bool(text) and (bool(_LOCATOR.fullmatch(text)) or isinstance(read_written_date(text), Reading | Ambiguous))
