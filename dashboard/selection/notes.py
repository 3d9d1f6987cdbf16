"""Notes on a selection, in sentences: what a filter cannot tell, and why nothing matches."""

from collections.abc import Sequence

from dashboard.selection.filters import LIST_FILTERS
from dashboard.selection.selection import Selection


def note_sentences(selection: Selection, ignored: Sequence[str]) -> list[str]:
    """Say what of the query was ignored, what a filter cannot tell, and which filter emptied the result."""
    sentences = [f"Left out of the query: {part}." for part in ignored]
    for key, n in selection.not_stated.items():
        fact = LIST_FILTERS[key].fact if key in LIST_FILTERS else "point on the map"
        sentences.append(f"{n:,} more might match: the file does not say their {fact}.")
    if selection.filters.active and not selection.counts.defections:
        sentences += _empty_result_sentences(selection)
    return sentences


def _empty_result_sentences(selection: Selection) -> list[str]:
    sentences = []
    if selection.filters.since or selection.filters.until:
        sentences.append("A range of time keeps events by their first claims; rival and later claims do not count.")
    words = selection.filter_words
    if numbers := selection.defections_without_filter:
        without = ", ".join(f"{n:,} without ‘{words[key]}’" for key, n in numbers.items())
        return [*sentences, f"No defection matches these filters. There would be {without}."]
    numbers = selection.defections_after_filter
    left = ", ".join(f"‘{words[key]}’ leaves {f'{n:,}' if n else 'none'}" for key, n in numbers.items())
    return [*sentences, f"No defection matches these filters: {left}."]
