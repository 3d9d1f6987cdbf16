"""Notes on a selection, in sentences: what a filter cannot tell, and why nothing matches."""

from collections.abc import Sequence

from dashboard.selection.filters import LIST_FILTERS
from dashboard.selection.selection import Selection
from dashboard.selection.wording import nearest_name_sentence


def note_sentences(selection: Selection, ignored: Sequence[str], can_filter: bool = True) -> list[str]:
    """Say what of the query was ignored, what a filter cannot tell, and which filter emptied the result.

    Only readers who `can_filter` are told to remove a filter.
    """
    sentences = [f"Ignored: {part}." for part in ignored]
    if selection.nearest_name:
        sentences.append(nearest_name_sentence(selection.filters.q, selection.nearest_name))
    for key, n in selection.not_stated.items():
        fact = LIST_FILTERS[key].fact if key in LIST_FILTERS else "location"
        sentences.append(
            f"{n:,} more defections may match; the file does not give their {fact}."
            if n > 1
            else f"1 more defection may match; the file does not give its {fact}."
        )
    if selection.filters.active and not selection.counted:
        sentences += _empty_result_notes(selection, can_filter)
    return sentences


def _empty_result_notes(selection: Selection, can_filter: bool) -> list[str]:
    words = selection.filter_words
    if numbers := selection.counted_without_filter:
        advice = "Remove ‘{}’ to see {:,}." if can_filter else "Without ‘{}’ there would be {:,}."
        why = [advice.format(words[key], n) for key, n in numbers.items()]
    else:
        (first, n), *others = selection.counted_after_filter.items()
        why = [f"‘{words[first]}’ leaves {n:,}.", *(f"Adding ‘{words[key]}’ leaves {n:,}." for key, n in others)]
    what = "defection" if selection.counts.defections_in_all else "event"
    notes = [" ".join([f"No {what} matches these filters.", *why])]
    if selection.filters.since or selection.filters.until:
        notes.insert(0, "From and Until look only at the first claim listed for an event, not at its other claims.")
    return notes
