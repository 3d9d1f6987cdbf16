"""Find dated claims that cannot all be right: later than their source, or at odds with one another."""

from collections.abc import Iterator

from dashboard.dataset import edtf
from dashboard.dataset.edtf_date import EdtfDate
from dashboard.dataset.problems import Problem
from dashboard.dataset.raw_values import Values, date_in, items_in, text_in
from dashboard.dataset.record_problems import warning_at
from dashboard.dataset.text import shown
from dashboard.dataset.yaml_nodes import Node

_ONCE = ("departure", "arrival", "announcement")
"""What happens once in a defection. Several media report it, and several authorities respond, on days of their own."""


def claim_warnings(event: Node, issued: dict[str, edtf.EdtfDate]) -> Iterator[Problem]:
    """Yield claims later than the source that makes them, and a rival that comes first."""
    id_ = text_in(event.value, "id")
    for nth, (i, milestone) in enumerate(items_in(event.value, "milestones")):
        if nth == 0 and text_in(milestone, "rival") == "true":
            message = "rival: the first claim dates the event, so it conflicts with none before it; put another first"
            yield warning_at(event, ("milestones", i, "rival"), message, event=id_, key="rival", found="true")
        claimed = date_in(milestone, "date")
        if claimed is None:
            continue
        parts = {"event": id_, "key": "date", "found": claimed.text}
        path = ("milestones", i, "date")
        for _, citation in items_in(milestone, "citations"):
            source = text_in(citation, "source")
            date = issued.get(source or "")
            if date and date.latest and claimed.earliest and claimed.earliest > date.latest:
                message = (
                    f"date: {shown(claimed.text)} is later than the source of this claim, {shown(source)}, "
                    f"issued {date.text}"
                )
                yield warning_at(event, path, message, **parts)


def second_dates(event: Node) -> Iterator[Problem]:
    """Yield claims of a defection that exclude the first of their kind by their date, and are not marked as rivals."""
    milestones = items_in(event.value, "milestones")
    if len(milestones) < 2:
        return
    first: dict[str, tuple[Values, EdtfDate]] = {}
    for i, milestone in milestones:
        kind, date = text_in(milestone, "kind"), date_in(milestone, "date")
        if kind not in _ONCE or date is None or text_in(milestone, "rival") not in (None, "false"):
            continue
        before, its_date = first.setdefault(kind, (milestone, date))
        if _exclude_each_other(its_date, date) and not _are_elsewhere(before, milestone):
            message = (
                f"date: the first {kind} is dated {shown(its_date.text)}, this one {shown(date.text)}; mark it as "
                "conflicting with rival: true, or give one date"
            )
            id_ = text_in(event.value, "id")
            yield warning_at(event, ("milestones", i, "date"), message, event=id_, key="date", found=date.text)


def _exclude_each_other(one: EdtfDate, other: EdtfDate) -> bool:
    return any(a.latest and b.earliest and a.latest < b.earliest for a, b in ((one, other), (other, one)))


def _are_elsewhere(one: Values, other: Values) -> bool:
    """Whether two claims name different places, such as two stops on the way."""
    places = text_in(one, "place"), text_in(other, "place")
    return None not in places and places[0] != places[1]
