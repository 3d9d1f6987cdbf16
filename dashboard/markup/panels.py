"""Cards, table, count line and problems as HTML. Every text of the event file is escaped."""

import html
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from dashboard.charts.theme import OTHER
from dashboard.dataset import date_words, edtf
from dashboard.dataset.countries import country_names
from dashboard.dataset.labels import event_label, person_label
from dashboard.dataset.problems import MAX_PROBLEMS, Problem
from dashboard.dataset.schema import Citation, Context, Defection, EventFile, Milestone, Person
from dashboard.dataset.text import is_web_address, visible
from dashboard.dataset.vocabulary import CREDIBILITY_LABELS, KIND_LABELS, STANCE_LABELS, WHEREABOUTS_LABELS
from dashboard.selection import Selection

_MOST_PROBLEMS = 200
"""How many problems of a kind a page lists."""

_MOST_LISTED = 50
"""How many persons, places, claims or sources a card or a row lists."""


def escape(text: str) -> str:
    """Return a text as HTML that shows it as it is, with its invisible characters made visible."""
    return html.escape(visible(text))


def count_line(selection: Selection) -> str:
    """Say what is shown and what is not known of it: `2 of 3 defections; whereabouts of 1 unknown; …`."""
    return "; ".join(map(strong_numbers, selection.count_phrases))


def strong_numbers(phrase: str) -> str:
    """Return a phrase as HTML with its numbers in bold."""
    words = (f"<b>{word}</b>" if word.replace(",", "").isdecimal() else escape(word) for word in phrase.split(" "))
    return " ".join(words)


def notes(selection: Selection, ignored: Sequence[str]) -> list[str]:
    """Say what of the query was ignored, what a filter cannot tell, and which filter emptied the result."""
    lines = [f"Left out of the query: {part}." for part in ignored]
    for key, n in selection.not_stated.items():
        what = {"to": "country of destination", "post": "country of posting", "box": "point on the map"}.get(key, key)
        lines.append(f"{n:,} more might match: the file does not say their {what}.")
    filters = selection.filters
    if selection.counts.defections or not filters.active:
        return lines
    if filters.since or filters.until:
        lines.append("A range of time keeps events by their first claims; rival and later claims do not count.")
    words = selection.filter_words
    if fewer := selection.defections_without_filter:
        without = ", ".join(f"{n:,} without ‘{words[key]}’" for key, n in fewer.items())
        return [*lines, f"No defection matches these filters. There would be {without}."]
    after = selection.defections_after_filter
    left = ", ".join(f"‘{words[key]}’ leaves {n or 'none'}" for key, n in after.items())
    return [*lines, f"No defection matches these filters: {left}."]


def problems(file: str, found: Sequence[Problem]) -> str:
    """Return the errors and the warnings of an event file as two lists, in the form that compilers use."""
    kinds = ("error", "Errors"), ("warning", "Warnings")
    lists = [(title, [it for it in found if it.severity == severity]) for severity, title in kinds]
    return "".join(f"<h4>{title}</h4>{_problem_list(file, of)}" for title, of in lists if of)


def _problem_list(file: str, found: Sequence[Problem]) -> str:
    rows = "".join(f"<li><code>{escape(problem.located(file))}</code></li>" for problem in found[:_MOST_PROBLEMS])
    more = len(found) - _MOST_PROBLEMS
    rest = f"<p>and {more:,} more, which <code>defections check</code> lists</p>" if more > 0 else ""
    return f'<ol class="problems">{rows}</ol>{rest}'


def stale(file: str, found: Sequence[Problem], since: datetime) -> str:
    """Return the panel above the last good data of a file that has been wrong since a time in UTC."""
    day = date_words.in_words(edtf.parse(since.date().isoformat()))
    errors = sum(problem.severity == "error" for problem in found)
    at_least = "at least " if errors >= MAX_PROBLEMS else ""
    number = "an error" if errors == 1 else f"{at_least}{errors:,} errors"
    said = f"{file} has {number} since {since:%H:%M:%S} UTC on {day}; the page shows the version before."
    return (
        f'<section class="stale" role="alert"><details open><summary>{escape(said)}</summary>'
        f'<div class="scrolled" tabindex="0">{problems(file, found)}</div></details></section>'
    )


def doubts(file: str, found: Sequence[Problem]) -> str:
    """Return the warnings of a file that can be read, folded away; nothing where there are none."""
    if not found:
        return ""
    said = f"{len(found):,} warning{'s' * (len(found) > 1)} on {file}, for its curator"
    return (
        f'<details class="doubts"><summary>{escape(said)}</summary><div class="scrolled" tabindex="0">'
        f"{_problem_list(file, found)}</div></details>"
    )


def _listed(parts: Sequence[str], joint: str) -> str:
    """Return the first of several texts in one line, and how many more there are."""
    return joint.join([*parts[:_MOST_LISTED], *_more(parts)])


def _more(parts: Sequence[object]) -> list[str]:
    """Say how many more there are than are listed, if there are more."""
    more = len(parts) - _MOST_LISTED
    return [f"and {more:,} more"] if more > 0 else []


def _name(event: Defection | Context) -> str:
    """Return what an event is called, by its first persons if it has very many."""
    if isinstance(event, Context) or not (more := _more(event.persons)):
        return event_label(event)
    return ", ".join([*map(person_label, event.persons[:_MOST_LISTED]), *more])


def cards(selection: Selection, rows: Iterable[int], colours: Mapping[int, str], marked: frozenset[str]) -> str:
    """Return the cards of some of the selected events, by row number; those that are marked come first and are open."""
    records = selection.dataset.records
    events = [(row, records.events[row]) for row in rows]
    events.sort(key=lambda pair: pair[1].id not in marked)
    listed = "".join(_card(records, event, colours[row], event.id in marked) for row, event in events)
    return f'<div class="cards">{listed}</div>'


def _card(records: EventFile, event: Defection | Context, colour: str, is_open: bool) -> str:
    context = isinstance(event, Context)
    head = (
        f'<span class="who">{escape(_name(event))}</span>'
        f'<span class="status">{"Context · " if context else ""}{escape(event.status.capitalize())}</span>'
        f'<span class="where">{escape(_way(records, event))}</span>'
        f'<span class="when">{escape(_when(event))}</span>'
    )
    body = f"<p class='summary'>{escape(event.summary)}</p>" if event.summary else ""
    body += _facts(records, event) + _claims(records, event)
    kind = "context" if context else "defection"
    mark = " marked" if is_open else ""
    colour = OTHER if context else colour
    return (
        f'<details class="card {kind}{mark}" id="card-{escape(event.id)}" style="border-top-color:{colour}"'
        f'{" open" if is_open else ""}><summary>{head}</summary><div class="body">{body}</div></details>'
    )


def _place(records: EventFile, place: str | None, country: str | None) -> str:
    at = records.places[place] if place else None
    code = (at and at.country) or country
    return ", ".join(part for part in (at and at.name, code and country_names()[code]) if part)


def _destination(records: EventFile, event: Defection) -> str:
    """Return the destination, or why there is none."""
    to = event.destination
    return _place(records, to.place, to.country) if to.status == "known" else WHEREABOUTS_LABELS[to.status]


def _way(records: EventFile, event: Defection | Context) -> str:
    if isinstance(event, Context):
        return _listed([records.places[p].name for p in event.places], ", ")
    post = _place(records, event.post.place, event.post.country) or "Post not known"
    to = _destination(records, event)
    return f"{post} → {to if event.destination.status == 'known' else to[:1].lower() + to[1:]}"


def _when(event: Defection | Context) -> str:
    if not event.milestones or not event.milestones[0].date:
        return "Date not known"
    first = event.milestones[0]
    return f"{KIND_LABELS[first.kind]}: {date_words.in_words(edtf.parse(event.milestones[0].date))}"


def _facts(records: EventFile, event: Defection | Context) -> str:
    rows: list[tuple[str, str]] = []
    if isinstance(event, Defection):
        for person in event.persons[:_MOST_LISTED]:
            rows += _person_rows(records, person, alone=len(event.persons) == 1)
        rows += [("Person", said) for said in _more(event.persons)]
        post = ", ".join(part for part in (event.post.mission, event.post.section) if part)
        at = _place(records, event.post.place, event.post.country)
        rows.append(("Post", ", ".join(part for part in (post, at) if part) or "Not known"))
        rows.append(("Destination", _destination(records, event)))
        if event.accompanied_by is not None:
            rows.append(("Accompanied by", _listed(event.accompanied_by, ", ") or "Nobody"))
    elif event.places:
        rows.append(("Places", _listed([_place(records, p, None) for p in event.places], "; ")))
    if event.credibility:
        rows.append(("Credibility", f"{event.credibility} of 6: {CREDIBILITY_LABELS[event.credibility]}"))
    facts = "".join(f"<dt>{escape(term)}</dt><dd>{escape(said)}</dd>" for term, said in rows)
    if event.citations:
        facts += f"<dt>Sources</dt><dd>{_citations(records, event.citations)}</dd>"
    return f"<dl>{facts}</dl>"


def _person_rows(records: EventFile, person: Person, alone: bool) -> list[tuple[str, str]]:
    rows = [] if alone else [("Person", person_label(person))]
    if person.also_known_as:
        rows.append(("Also known as", _listed(person.also_known_as, ", ")))
    if person.rank or person.rank_as_stated:
        stated = f"“{person.rank_as_stated}”" if person.rank_as_stated else "not stated"
        ordered = f", here ranked as: {_ordered(records, person.rank)}" if person.rank else ""
        rows.append(("Rank", stated + ordered))
    rows += [("Position", person.position)] if person.position else []
    return rows + ([("Organisation", person.organisation)] if person.organisation else [])


def _ordered(records: EventFile, rank: str) -> str:
    """Return a rank as ordered: its label, and its place in the order of precedence."""
    ranks = list(records.ranks)
    return f"{records.ranks[rank].label} ({ranks.index(rank) + 1} of {len(ranks)} in precedence)"


def _claims(records: EventFile, event: Defection | Context) -> str:
    """Return the dated claims; those of rivals stand side by side with the claims that they disagree with."""
    own = [m for m in event.milestones if not m.rival]
    rivals = [m for m in event.milestones if m.rival]
    column = '<div class="claims"><h4>{}</h4><ul>{}</ul></div>'
    columns = [("Dated claims", own), ("Rival claims", rivals)]
    return '<div class="columns">{}</div>'.format(
        "".join(column.format(title, _claim_list(records, claims)) for title, claims in columns if claims)
    )


def _claim_list(records: EventFile, claims: Sequence[Milestone]) -> str:
    listed = "".join(_claim(records, claim) for claim in claims[:_MOST_LISTED])
    return listed + "".join(f"<li>{said}, which the data as JSON hold</li>" for said in _more(claims))


def _claim(records: EventFile, milestone: Milestone) -> str:
    stance = f": {STANCE_LABELS[milestone.stance]}" if milestone.stance else ""
    said = escape(KIND_LABELS[milestone.kind] + stance)
    if milestone.date:
        date = edtf.parse(milestone.date)
        words, bounds = date_words.in_words(date), date_words.bounds_in_words(date)
        within = "" if words == bounds else f" · bounds {bounds}"
        when = f"<b>{escape(words)}</b> <code>{escape(milestone.date)}</code>{escape(within)}"
    else:
        when = "<b>date not known</b>"
    where = milestone.place and _place(records, milestone.place, None)
    detail = [where, milestone.by and f"by {milestone.by}"]
    more = f'<div class="detail">{escape("; ".join(part for part in detail if part))}</div>' if any(detail) else ""
    more += f'<div class="note">{escape(milestone.note)}</div>' if milestone.note else ""
    cite = f'<div class="cite">{_citations(records, milestone.citations)}</div>'
    return f'<li class="{"rival" if milestone.rival else "own"}">{said}, {when}{more}{cite}</li>'


def _citations(records: EventFile, citations: Sequence[Citation]) -> str:
    listed = [_citation(records, citation) for citation in citations[:_MOST_LISTED]]
    return "; ".join([*listed, *_more(citations)])


def _citation(records: EventFile, citation: Citation) -> str:
    source = records.sources[citation.source]
    name, address = escape(source.name), source.url
    if address and is_web_address(address):
        name = f'<a href="{html.escape(address)}" target="_blank" rel="noopener noreferrer">{name}</a>'
        address = None
    issued = date_words.in_words(edtf.parse(source.issued)) if source.issued else None
    paragraph = citation.paragraph and f"¶ {citation.paragraph}"
    rest = ", ".join(escape(part) for part in (issued, paragraph, address) if part)
    note = f" ({escape(source.note.rstrip('.'))})" if source.note else ""
    return ", ".join(part for part in (name, rest) if part) + note


def table(selection: Selection, rows: Iterable[int], marked: frozenset[str]) -> str:
    """Return some of the selected events, by row number, as an HTML table."""
    records = selection.dataset.records
    heads = ("Event", "Rank", "Post", "Destination", "Date", "As written", "Status", "Sources")
    body = "".join(_table_row(records, records.events[row], marked) for row in rows)
    return (
        '<div class="table"><table><caption>The events shown</caption><thead><tr>'
        + "".join(f'<th scope="col">{head}</th>' for head in heads)
        + f"</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _table_row(records: EventFile, event: Defection | Context, marked: frozenset[str]) -> str:
    first = event.milestones[0] if event.milestones else None
    date = first and first.date
    cited = [*event.citations, *(c for m in event.milestones for c in m.citations)]
    sources = _listed(list(dict.fromkeys(records.sources[c.source].name for c in cited)), "; ")
    if isinstance(event, Context):
        cells = ["", _way(records, event), ""]
    else:
        ranks = _listed(list(dict.fromkeys(records.ranks[p.rank].label for p in event.persons if p.rank)), "; ")
        cells = [ranks, _place(records, event.post.place, event.post.country), _destination(records, event)]
    when = date_words.in_words(edtf.parse(date)) if date else "Not known"
    status = f"{'Context, ' if isinstance(event, Context) else ''}{event.status}".capitalize()
    cells += [when, date or "", status, sources]
    mark = ' class="marked"' if event.id in marked else ""
    return (
        f'<tr{mark}><th scope="row">{escape(_name(event))}</th>'
        + "".join(f"<td>{escape(cell)}</td>" for cell in cells)
        + "</tr>"
    )
