"""The notes below dot plots and histograms: what a mark or a column stands for, and what neither shows."""

from collections.abc import Iterator

from dashboard.charts.timeline.binned_events import BinnedEvents, DateCounts
from dashboard.charts.timeline.wording import date_noun


def describe_marks(
    claims: int, events: int, unbounded_events: int, unbounded_claims: int, are_some_open: bool = False
) -> str:
    """Say what a mark is, and how many events and further claims have none because no day bounds their dates.

    Some have a date that is open at both ends; the others have none.
    """
    date = date_noun(are_some_open)
    if claims == 1:
        sentences = ["The mark is a dated claim about one event."]
    elif events == 1:
        sentences = ["Each mark is a dated claim about one event."]
    else:
        sentences = [f"Each mark is a dated claim about one of {events:,} events."]
    if unbounded_events == 1:
        sentences.append(f"1 event has no mark: none of its claims has a {date}.")
    elif unbounded_events:
        sentences.append(f"{unbounded_events:,} events have no mark: none of their claims has a {date}.")
    if unbounded_claims == 1:
        sentences.append(f"1 further claim has no mark, as it has no {date}.")
    elif unbounded_claims:
        sentences.append(f"{unbounded_claims:,} further claims have no mark, as they have no {date}.")
    return " ".join(sentences)


def describe_bars(binned: BinnedEvents, marked: int, pointed: int) -> str:
    """Say what a column counts, how to read its pale part, and what is not shown.

    A triangle points at `pointed` of the `marked` events.
    """
    sentences = [_column_sentence(binned)]
    if binned.dates.later_claims:
        sentences.append("An event counts by its first claim.")
    if binned.has_strip:
        sentences.append("Context has its own strip and scale.")
    sentences += _date_sentences(binned.dates)
    if pointed < marked:
        sentences.append(_marked_sentence(marked, pointed))
    return " ".join(sentences)


def _column_sentence(binned: BinnedEvents) -> str:
    unit = binned.bins.unit
    if binned.is_certain:
        if binned.dates.excludes_doubt:
            return f"Each column counts the events that certainly fall into a {unit}."
        return f"Each column counts the events of a {unit}."
    return f"Each column counts the events of a {unit}: solid those that certainly fall into it, pale those that may."


def _date_sentences(dates: DateCounts) -> Iterator[str]:
    if dates.uncounted == 1:
        yield "1 event is in no column, as uncertain dates are excluded."
    elif dates.uncounted:
        yield f"{dates.uncounted:,} events are in no column, as uncertain dates are excluded."
    yield from _several_columns_sentences(dates)
    if dates.later_claims:
        yield _later_claims_sentence(dates.later_claims, dates.conflicting_claims)


def _several_columns_sentences(dates: DateCounts) -> Iterator[str]:
    """Say why the columns together count more events than there are."""
    if dates.in_several_bins == 1:
        yield "1 event may fall into several columns and is pale in each."
    elif dates.in_several_bins:
        yield f"{dates.in_several_bins:,} events may fall into several columns and are pale in each."
    if dates.undated == 1:
        yield "1 event may fall into any, as its first claim has no date."
    elif dates.undated:
        yield f"{dates.undated:,} events may fall into any, as their first claims have no date."
    certainly = "certainly " if dates.excludes_doubt else ""
    if dates.lasting == 1:
        yield f"1 event lasted and counts in every column that it {certainly}touches."
    elif dates.lasting:
        yield f"{dates.lasting:,} events lasted and count in every column that they {certainly}touch."


def _later_claims_sentence(later: int, conflicting: int) -> str:
    """Say how many claims no column counts, and how many of them are conflicting reports."""
    if later == 1:
        return f"1 further claim{', a conflicting report,' if conflicting else ''} is not shown."
    if not conflicting:
        return f"{later:,} further claims are not shown."
    if conflicting == 1:
        return f"{later:,} further claims are not shown, 1 of them a conflicting report."
    return f"{later:,} further claims are not shown, {conflicting:,} of them conflicting reports."


def _marked_sentence(marked: int, pointed: int) -> str:
    if not pointed:
        return "No triangle points at the marked event." if marked == 1 else "No triangle points at the marked events."
    if pointed == 1:
        return f"A triangle points at 1 of {marked:,} marked events."
    return f"Triangles point at {pointed:,} of {marked:,} marked events."
