"""The paragraphs of citations: those of one source together, none of them twice."""

import re
from collections.abc import Iterable, Sequence

from dashboard.dataset.schema import Citation

_NUMBERS = re.compile(r"(\d+)(?:\s*[-–]\s*(\d+))?")


def merge_citations(citations: Sequence[Citation]) -> list[tuple[str, str | None]]:
    """Return the sources of citations in the order of citing, each once with all its paragraphs.

    A citation of a whole source stands by itself.
    """
    if len(citations) == 1 and "," not in (citations[0].paragraph or ""):  # most often
        return [(citations[0].source, citations[0].paragraph)]
    paragraphs: dict[tuple[str, bool], list[str]] = {}
    for it in citations:
        paragraphs.setdefault((it.source, bool(it.paragraph)), []).append(it.paragraph or "")
    return [(source, merge_paragraphs(of) if given else None) for (source, given), of in paragraphs.items()]


def merge_paragraphs(texts: Iterable[str]) -> str:
    """Join paragraphs without those that are there already: `3` and `3, 5` to `3, 5`, `1-4` and `3` to `1-4`."""
    different = list(dict.fromkeys(texts))
    parts = list(dict.fromkeys(part.strip() for text in different for part in text.split(",")))
    ranges = [_range(part) for part in parts]
    if None in ranges:  # words, of which nobody can tell where each begins
        return "; ".join(different)
    return ", ".join(part for n, part in enumerate(parts) if not _is_repeated(n, [it for it in ranges if it]))


def _range(part: str) -> tuple[int, int] | None:
    found = _NUMBERS.fullmatch(part)
    return (int(found[1]), int(found[2] or found[1])) if found else None


def _is_repeated(n: int, ranges: Sequence[tuple[int, int]]) -> bool:
    """Whether a range lies within another; of equal ones all but the first do."""
    first, last = ranges[n]
    return any(
        start <= first and last <= end and ((start, end) != (first, last) or other < n)
        for other, (start, end) in enumerate(ranges)
        if other != n
    )
