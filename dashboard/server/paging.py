"""Events in pages: `limit` and `offset` in a URL query, and the links from one page to the others."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from dashboard.selection import Selection
from dashboard.selection.query import given_twice, unknown_value

LIMIT, OFFSET = "limit", "offset"

MAX_NUMBER = 10**9
"""The largest limit, and the largest offset."""

_LEAST = {LIMIT: 1, OFFSET: 0}


@dataclass(frozen=True)
class Page:
    """A part of the selected events: the first `limit` of them, or all, after `offset` others."""

    limit: int | None = None
    offset: int = 0

    def of(self, selection: Selection) -> Selection:
        """Return the events of a selection that are on this page."""
        end = None if self.limit is None else self.offset + self.limit
        return selection.only(selection.rows[self.offset : end])

    def pairs(self) -> list[tuple[str, str]]:
        """Return the query of this page as pairs of key and value."""
        limit = [(LIMIT, str(self.limit))] if self.limit is not None else []
        return limit + ([(OFFSET, str(self.offset))] if self.offset else [])

    def related(self, total: int) -> dict[str, "Page"]:
        """Return the other pages of so many events by their relation to this one, named as in RFC 5005."""
        if self.limit is None:
            return {}
        last_offset = max(0, total - 1) // self.limit * self.limit
        pages = {"first": Page(self.limit)}
        if self.offset:  # the page before ends where this one starts, so it may be shorter
            before = min(max(0, self.offset - self.limit), last_offset)
            pages["prev"] = Page(min(self.limit, self.offset), before)
        if self.offset + self.limit < total:
            pages["next"] = Page(self.limit, self.offset + self.limit)
        return pages | {"last": Page(self.limit, last_offset)}


def read_page(query: str) -> tuple[Page, list[tuple[str, str]], list[str]]:
    """Read the page of a URL query.

    Returns the page, the pairs of the query that are about something else, and a sentence for each number that makes
    no sense.
    """
    given: dict[str, int] = {}
    others: list[tuple[str, str]] = []
    complaints: list[str] = []
    for key, value in parse_qsl(query, keep_blank_values=True):
        if key not in _LEAST:
            others.append((key, value))
        elif not re.fullmatch(r"[0-9]{1,10}", value) or not _LEAST[key] <= int(value) <= MAX_NUMBER:
            numbers = f"whole numbers from {_LEAST[key]:,} to {MAX_NUMBER:,}"
            complaints.append(unknown_value("number", key, value, numbers))
        elif given.setdefault(key, int(value)) != int(value):
            complaints.append(given_twice(key, value, given[key]))
    return Page(given.get(LIMIT), given.get(OFFSET, 0)), others, complaints


def link_header(page: Page, total: int, filters: Sequence[tuple[str, str]]) -> str:
    """Return the header `Link` (RFC 8288) from a page to the others under the same filters; empty if there are none."""
    return ", ".join(
        f'<?{urlencode([*filters, *other.pairs()])}>; rel="{relation}"'
        for relation, other in page.related(total).items()
    )
