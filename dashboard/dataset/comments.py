"""Texts that a ` #` cuts short: YAML takes what follows it for a comment, which nobody reads.

The rule: behind a free text without quotes, a comment is suspicious if its `#` touches a letter or digit (`#2`), or
stands between single spaces before a number (`# 2`).
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from dashboard.dataset.problems import Problem
from dashboard.dataset.text import shown

FREE_TEXTS = frozenset(
    (
        "title", "description", "container-title", "author", "publisher", "publisher-place", "volume", "issue", "page",
        "note", "name", "label", "paragraph", "rank_as_stated", "position", "organisation", "mission", "section", "by",
        "summary",
    )
)  # fmt: skip
"""The keys whose text may well hold a `#`. Words of a vocabulary, ids, dates and numbers never do."""

NOT_READ = "everything after ' #' is a comment and not read; put the text in quotes"

_REST_OF_LINE = re.compile(r"[^\r\n]{0,200}")

_SUSPICIOUS = re.compile(r"[ \t]+#\w| # \d")


class CutText(NamedTuple):
    """A text without quotes that a comment follows; or no text, only a comment."""

    key: str | None  # None: an entry of a list
    line: int  # of the '#', from 1
    column: int  # of the '#', from 1
    comment: str  # to the end of the line, with the space before it


def comments_of(text: str) -> dict[int, str]:
    """Return each comment that follows something on its line, by where that ends, counted in characters.

    Each is given with the space before it. What stands in quotes or in a text under `|` or `>` only looks like one.
    """
    comments: dict[int, str] = {}
    at = -1
    while (at := text.find("#", at + 1)) >= 0:
        start = at
        while start and text[start - 1] in " \t":
            start -= 1
        if 0 < start < at and text[start - 1] not in "\r\n":
            comments[start] = _REST_OF_LINE.match(text, start)[0]  # type: ignore[index]  # it matches anything
    return comments


def is_suspicious(cut: CutText) -> bool:
    """Whether a comment seems to be part of the text before it."""
    return (cut.key is None or cut.key in FREE_TEXTS) and bool(_SUSPICIOUS.match(cut.comment))


def comment_warnings(cut_texts: Iterable[CutText], event: str | None, first_line: int) -> Iterator[Problem]:
    """Yield the comments that seem to be text; those from `first_line` on are in the event of that id."""
    for cut in filter(is_suspicious, cut_texts):
        id_ = event if cut.line >= first_line else None
        owner = f"event {shown(id_)}: " if id_ else ""
        key = f"{cut.key}: " if cut.key else ""
        found = cut.comment.strip()
        yield Problem(cut.line, cut.column, f"{owner}{key}{NOT_READ}", "warning", event=id_, key=cut.key, found=found)
