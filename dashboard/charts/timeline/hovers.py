"""What hovering over a claim says, in three lengths."""

from dashboard.charts.rich_text import bold, escaped, muted
from dashboard.charts.text_metrics import fits_hover_line, hover_lines
from dashboard.charts.timeline.claims import Claim, EventRow, MilestoneRow
from dashboard.charts.timeline.style import CONFLICTING_REPORT, NO_DATE
from dashboard.dataset import date_words, edtf
from dashboard.dataset.vocabulary import KIND_LABELS, STANCE_LABELS


def long_hover(claim: Claim) -> str:
    """Return event, kind, date (in words, as EDTF, as first and last day), place, author, note and citations."""
    return _hover(claim, note_lines=3, citation_lines=2)


def short_hover(claim: Claim) -> str:
    """Say the same with less of the note and of the paragraphs."""
    return _hover(claim, note_lines=1, citation_lines=1)


def brief_hover(claim: Claim) -> str:
    """Say who, what, when and from which paragraph, in a line each."""
    m = claim.milestone
    words = _capitalised(date_words.text_in_words(m.date))
    title = event_lines(claim.event, 1)
    return "<br>".join([*title, *map(escaped, (" · ".join(_subject(m)), words, hover_lines(m.citations, 1)[0]))])


def event_lines(event: EventRow, limit: int) -> list[str]:
    """Return what an event is called, and its title where that says more, in at most so many lines each."""
    title = hover_lines(event.title, limit) if event.title else []
    return [*map(bold, hover_lines(event.label, limit)), *map(escaped, title)]


def undated_hover(event: EventRow) -> str:
    """Say what and where of an event without a mark, and its date, which is open at both ends if there is one."""
    post = hover_lines(event.post, 1) if event.post else []
    date = hover_lines(_capitalised(date_words.text_in_words(event.date)), 2) if event.date else [NO_DATE]
    return "<br>".join([*event_lines(event, 2), *map(escaped, post), *map(muted, date)])


def _hover(claim: Claim, note_lines: int, citation_lines: int) -> str:
    m = claim.milestone
    date = edtf.parse(m.date)
    words, bounds = date_words.in_words(date), date_words.bounds_in_words(date)
    what, *remarks = _subject(m)
    lines = [
        *event_lines(claim.event, 2),
        escaped(what) + "".join(muted(f" · {remark}") for remark in remarks),
        *_date_lines(_capitalised(words), f"date code {m.date}"),
    ]
    lines += [muted(_capitalised(bounds))] if bounds else []
    lines += [escaped(line) for value in (m.place, m.by) if value for line in hover_lines(value, 1)]
    lines += [escaped(line) for line in hover_lines(m.note, note_lines)] if m.note else []
    return "<br>".join(lines + [muted(line) for line in hover_lines(m.citations, citation_lines)])


def _date_lines(words: str, code: str) -> list[str]:
    """Return a date in words and its code, in one line where both have room."""
    if fits_hover_line(f"{words} · {code}"):
        return [escaped(words) + muted(f" · {code}")]
    return [*map(escaped, hover_lines(words, 2)), *map(muted, hover_lines(_capitalised(code), 1))]


def _subject(milestone: MilestoneRow) -> list[str]:
    """Return what a claim is about, and whether it is a conflicting report."""
    kind = KIND_LABELS[milestone.kind]
    what = f"{kind}: {STANCE_LABELS[milestone.stance]}" if milestone.stance else kind
    return [what, *([CONFLICTING_REPORT.lower()] if milestone.rival else [])]


def _capitalised(words: str) -> str:
    return words[:1].upper() + words[1:]
