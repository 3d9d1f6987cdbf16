"""Filters and counts in words."""

from dashboard.dataset import Dataset, date_words, edtf
from dashboard.dataset.countries import country_names
from dashboard.dataset.text import count_with_noun, isolated
from dashboard.dataset.vocabulary import STATUS_LABELS, WHEREABOUTS_LABELS
from dashboard.selection.counts import Counts
from dashboard.selection.filters import LIST_FILTERS, Box, Filters
from dashboard.selection.query import first_day, last_day


def value_label(key: str, value: str, dataset: Dataset) -> str:
    """Return the words for a value of a list filter."""
    match key:
        case "post":
            return country_names()[value]
        case "to":
            return WHEREABOUTS_LABELS.get(value) or country_names()[value]
        case "rank":
            return dataset.records.ranks[value].label
        case "status":
            return STATUS_LABELS[value]
    raise ValueError(f"no list filter: {key}")


def count_phrases(counts: Counts) -> list[str]:
    """Count what is shown and what is not known of it: `2 of 3 defections`, `whereabouts of 1 unknown`, …"""
    has_context_alone = counts.context_in_all and not counts.defections_in_all
    if has_context_alone:
        phrases = [f"{counts.context:,} of {count_with_noun(counts.context_in_all, 'context event')}"]
    else:
        phrases = [f"{counts.defections:,} of {counts.defections_in_all:,} defections"]
    for status, words in (("unknown", "unknown"), ("undisclosed", "undisclosed")):
        if n := counts.whereabouts.get(status):
            phrases.append(f"whereabouts of {n:,} {words}")
    for status, words in (("in-transit", "in transit"), ("returned", "returned")):
        if n := counts.whereabouts.get(status):
            phrases.append(f"{n:,} {words}")
    if counts.no_destination_stated:
        phrases.append(f"destination of {counts.no_destination_stated:,} not stated")
    if counts.context and not has_context_alone:
        phrases.append(count_with_noun(counts.context, "context event"))
    if counts.undated:
        phrases.append(f"{counts.undated:,} without a date")
    if unplaced := unplaced_words(counts.unplaced, counts.unplaced_context):
        phrases.append(f"{unplaced} not on the map")
    return phrases


def unplaced_words(defections: int, context: int) -> str:
    """Count and name events: `2 defections and 1 context event`; empty if there are none."""
    numbers = ((defections, "defection"), (context, "context event"))
    return " and ".join(count_with_noun(number, noun) for number, noun in numbers if number)


def status_phrases(numbers: dict[str, int]) -> list[str]:
    """Say how sure defections are, unless all are confirmed: `1 confirmed, 2 reported`."""
    given = {status: n for status in STATUS_LABELS if (n := numbers.get(status))}
    if given.keys() <= {"confirmed"}:
        return []
    return [", ".join(f"{n:,} {STATUS_LABELS[status].lower()}" for status, n in given.items())]


def nearest_name_sentence(text: str, name: str) -> str:
    """Say that nothing matches a search text, and offer the name that is nearest to it."""
    return f"Nothing matches “{isolated(text)}”. Did you mean {isolated(name)}?"


def filter_words(filters: Filters, dataset: Dataset) -> dict[str, str]:
    """Return each filter that is set, in words, by its query key."""
    return {key: _words_of(key, filters, dataset) for key in filters.active}


def _words_of(key: str, filters: Filters, dataset: Dataset) -> str:
    match key:
        case "from":
            return f"from {_day_words(filters.since, first_day(filters.since))}"
        case "until":
            return f"until {_day_words(filters.until, last_day(filters.until))}"
        case "certain":
            return "uncertain dates excluded"
        case "box":
            return f"area {box_words(filters.box)}" if filters.box else ""
        case "q":
            return f"search “{isolated(filters.q)}”"
        case "context":
            return "without context"
    names = [_name_within_sentence(key, value, dataset) for value in getattr(filters, key)]
    return f"{LIST_FILTERS[key].name} {' or '.join(names)}"


def _day_words(text: str | None, day: object) -> str:
    """Say one end of a range: what is not a simple date with all its digits, as the one day that counts of it."""
    given = edtf.parse(text or "")
    return date_words.in_words(edtf.parse(str(day)) if day and (given.ranges or "X" in given.text) else given)


def _name_within_sentence(key: str, value: str, dataset: Dataset) -> str:
    """Return the words for a value in the middle of a sentence; a rank with those within it, if it has any."""
    label = isolated(value_label(key, value, dataset))
    if key == "rank" and len(dataset.records.rank_and_within(value)) > 1:
        return f"{label} (and ranks within it)"
    return label[:1].lower() + label[1:] if value in WHEREABOUTS_LABELS else label


def box_words(box: Box) -> str:
    """Say a box as exactly as its width needs: `51.2 to 51.8° N, 0.5° W to 0.2° E`."""
    return f"{_degrees(box.south, box.north, 'S', 'N')}, {_degrees(box.west, box.east, 'W', 'E')}"


def _degrees(first: float, last: float, minus: str, plus: str) -> str:
    digits = 0 if abs(last - first) >= 10 else 1 if abs(last - first) >= 1 else 2
    ends = [(f"{abs(value):.{digits}f}", minus if value < 0 else plus) for value in (first, last)]
    (a, side_a), (b, side_b) = ends
    return f"{a} to {b}° {side_b}" if side_a == side_b else f"{a}° {side_a} to {b}° {side_b}"
