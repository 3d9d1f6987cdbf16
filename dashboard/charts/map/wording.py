"""The words of a map's hovers and labels: numbers of events, and how exact a place is."""

from dashboard.charts.map.style import CONTEXT, DESTINATION, REASONS
from dashboard.dataset.country_points import SOMEWHERE
from dashboard.dataset.text import count_with_noun
from dashboard.dataset.vocabulary import PRECISION_LABELS

_WHEREABOUTS_COUNTS = {
    "unknown": "whereabouts of {} unknown",
    "undisclosed": "whereabouts of {} undisclosed",
    "in-transit": "{} in transit",
    "returned": "{} returned",
}


def role_count(role: int, number: int) -> str:
    """Say how many events have a role at a place: `2 defected from here`."""
    if role == CONTEXT:
        return count_with_noun(number, "context event")
    return f"{number:,} arrived here" if role == DESTINATION else f"{number:,} defected from here"


def mark_count(role: int, number: int) -> str:
    """Say the same in a label, beside the name of the place: `2 defections`."""
    return count_with_noun(number, {DESTINATION: "arrival", CONTEXT: "context event"}.get(role, "defection"))


def whereabouts_count(reason: int, number: int) -> str:
    """Say of how many the destination is not known, and why; `reason` is an index into `style.REASONS`."""
    return _WHEREABOUTS_COUNTS[REASONS[reason]].format(f"{number:,}")


def name_and_precision(name: str, precision: str | None) -> tuple[str, str | None]:
    """Return the name of a place, and what is known of it if its point is not exact.

    A kind of division is not said twice: `Jilin Province` is `Jilin`, `province; exact place not known`.
    """
    if precision == SOMEWHERE:
        return name, "coordinates not given"
    label = PRECISION_LABELS.get(precision or "")
    if label is None:
        return name, None
    shorter = name[: -len(label)].rstrip() if name.lower().endswith(f" {label}") else name
    return shorter, f"{label}; exact place not known"
