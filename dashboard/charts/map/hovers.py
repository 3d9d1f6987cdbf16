"""What is said of a mark when a reader points at it: of a place with its events, or of a cluster in numbers."""

from dataclasses import dataclass

from plotly.io.json import to_json_plotly

from dashboard.charts.map.event_texts import names_without_point, nested_texts, nested_titles
from dashboard.charts.map.marks import Marks, ranked_categories
from dashboard.charts.map.sites import Members, Sites, by_mark
from dashboard.charts.map.style import CONTEXT, POST, REASONS
from dashboard.charts.map.totals import reason_codes
from dashboard.charts.map.wording import name_and_precision, role_count, whereabouts_count
from dashboard.charts.rich_text import bold, escaped, muted
from dashboard.charts.text_metrics import fits_hover_line, hover_lines, truncated
from dashboard.charts.view import ChartView
from dashboard.dataset.vocabulary import WHEREABOUTS_LABELS

MAX_NAME = 700  # characters; more have no room on any map
_MAX_LISTED = 8  # events of a role
_MAX_WITHOUT_POINT = 4  # places
_NAME_LENGTHS = (120, 36, 18, 9)  # characters of a name, tried in this order until all hovers have room
_HOVER_ROOM = 75_000  # characters of JSON, of all hovers
_MAX_NAME_IN_ROW = 36  # characters of names that stand in a row
_REASON_WORDS = tuple(WHEREABOUTS_LABELS[reason].lower() for reason in REASONS)


def event_hovers(view: ChartView, sites: Sites, members: Members) -> list[str]:
    """Return for each mark its place and the events there, role by role, at most a few of each."""
    reasons = reason_codes(view)
    lines = [_place_lines(sites, n, MAX_NAME, names) for n, names in enumerate(names_without_point(view, sites))]
    for role, pairs in enumerate(members.by_role):
        positions = by_mark(pairs, len(sites))
        listed = [some[:_MAX_LISTED] for some in positions]
        titles = nested_titles(view, listed)
        for n, labels in enumerate(nested_texts(view, "label", listed)):
            if labels:
                lines[n].append(muted(role_count(role, len(positions[n]))))
            for position, label, title in zip(listed[n], labels, titles[n], strict=True):
                whereabouts = reasons[position] if role == POST else 0
                ending = muted(f" · {_REASON_WORDS[whereabouts - 1]}") if whereabouts else ""
                lines[n].append(_lines(truncated(label, MAX_NAME), 2) + ending)
                lines[n] += [muted(line) for line in hover_lines(title, 1)] if title else []
            if more := len(positions[n]) - len(labels):
                lines[n].append(muted(f"and {more:,} more"))
    return ["<br>".join(some) for some in lines]


@dataclass(frozen=True)
class HoverNames:
    """The names that hovers of clusters hold."""

    categories: list[str]
    places: list[list[tuple[str, int]]]  # of each mark: its largest places with their events, if it has several
    without_point: list[list[str]]  # of each mark that is somewhere in a country: the places that it stands for
    events: list[list[tuple[str, str | None]]]  # of each mark: labels and titles of its events, if they are few


def cluster_hovers(marks: Marks, names: HoverNames) -> list[str]:
    """Return for each mark its places and numbers, with as many characters of each name as there is room for."""
    for length in _NAME_LENGTHS:
        hovers = [_cluster_hover(marks, n, names, length) for n in range(len(marks))]
        if len(to_json_plotly(hovers)) <= _HOVER_ROOM:
            break
    return hovers


def _cluster_hover(marks: Marks, n: int, names: HoverNames, length: int) -> str:
    place_count = int(marks.sites.place_count[n])
    several = [bold(f"{place_count:,} places")]
    lines = several if place_count > 1 else _place_lines(marks.sites, n, length, names.without_point[n])
    lines.append("<br>".join(escaped(line) for line in _number_lines(marks, n, names.categories, length)))
    for name, title in names.events[n]:
        lines.append(_lines(truncated(name, length), 1))
        lines += [muted(hover_lines(truncated(title, length), 1)[0])] if title else []
    if places := names.places[n]:
        rows = [f"{truncated(name, min(_MAX_NAME_IN_ROW, length))} · {number:,}" for name, number in places]
        rows += [f"and {place_count - len(places):,} more"] if place_count > len(places) else []
        lines.append(muted("\n".join(rows)).replace("\n", "<br>"))
    return "<br>".join(lines)


def _number_lines(marks: Marks, n: int, categories: list[str], length: int) -> list[str]:
    """Return the numbers of a mark in words: those of its role, of categories, of unknown destinations, of context."""
    role, totals = int(marks.totals.role[n]), marks.totals
    lines = [role_count(role, int(totals.count[n]))] if role != CONTEXT else []
    ranked = ranked_categories(totals.by_category[n])
    if role == POST and len(ranked) > 1:
        names = [truncated(name, min(_MAX_NAME_IN_ROW, length)) for name in categories] + ["others"]  # the REST is last
        parts = [f"{number:,} {names[category]}" for category, number in ranked]
        lines += hover_lines(" · ".join(parts), 3)
    lines += [whereabouts_count(reason, number) for reason, number in enumerate(totals.by_reason[n].tolist()) if number]
    return lines + ([role_count(CONTEXT, int(totals.context[n]))] if totals.context[n] else [])


def _place_lines(sites: Sites, n: int, length: int, without_point: list[str]) -> list[str]:
    """Return the name of a mark's place and its precision; of one somewhere in a country, the first names there too."""
    named = [muted(hover_lines(truncated(name, length), 1)[0]) for name in without_point[:_MAX_WITHOUT_POINT]]
    more = len(without_point) - len(named)
    return [_place_line(sites, n, length), *named, *([muted(f"and {more:,} more")] if more else [])]


def _place_line(sites: Sites, n: int, length: int) -> str:
    """Return the name of a mark's place, with its precision if it is not exact."""
    place, places = sites.place[n], sites.places
    name, precision = name_and_precision(places.names[place], places.precisions[place])
    bold_name = "<br>".join(bold(line) for line in hover_lines(truncated(name, length), 2))
    if not precision:
        return bold_name
    remark = f"({precision})"
    gap = " " if fits_hover_line(f"{name} {remark}") else "<br>"
    return bold_name + gap + muted(remark)


def _lines(text: str, limit: int) -> str:
    return "<br>".join(escaped(line) for line in hover_lines(text, limit))
