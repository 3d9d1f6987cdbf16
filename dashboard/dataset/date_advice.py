"""What to write instead of a text that is no EDTF date: `c. 2014`, `2014-2015`, `Summer 2014`, `07/01/2016`."""

import re
from typing import NamedTuple

from dashboard.dataset.edtf_grammar import is_edtf, read
from dashboard.dataset.written_dates import Ambiguous, Reading, Unknown, Unreadable, read_written_date
from dashboard.dataset.written_dates.counted_days import day_of_serial
from dashboard.dataset.written_dates.readings import YEAR_MISSING, YEAR_OF_TWO_DIGITS
from dashboard.dataset.written_dates.spelling import QUOTES, compact, plain_text, without_time


class Advice(NamedTuple):
    """What to write, in words, and the likeliest date."""

    text: str
    nearest: str | None = None


NO_DATE = "leave the date out if it is not known"

_CURLY_QUOTES = "curly quotes are part of the text; use straight ones"
_ANY_QUOTE = re.compile(f"[{QUOTES}]")


def advise(text: str) -> Advice | None:
    """Return what to write instead of a text that is no date, if it can be guessed."""
    straight = _ANY_QUOTE.sub("", text).strip()
    if straight != text.strip() and is_edtf(straight):
        way_out = "inner quotes are part of the text; leave them out" if text.isascii() else _CURLY_QUOTES
        return Advice(f'{way_out}: "{straight}"', straight)
    if day := day_of_serial(text.strip()):
        return Advice(f"a spreadsheet's number? It would be {day}; see what the source says", day)
    match read_written_date(text):
        case Unknown():
            return Advice(NO_DATE)
        case Unreadable(reason):
            example = ", as in 2016-08-25" if reason in (YEAR_MISSING, YEAR_OF_TWO_DIGITS) else ""
            is_known = reason and _reason(text).startswith("expected ")  # or the grammar says more of it
            return Advice(f"{reason}{example}") if is_known else None
        case Ambiguous() as found:
            return _question(found)
        case Reading() as found:
            note = "; keep the time of day in the note" if found.has_time else ""
            return Advice(_words(found, text) + note, found.part_of or found.edtf)


def _question(found: Ambiguous) -> Advice:
    """Ask for the month of `07/01/2016`, where some write the day first and some the month."""
    first, second = (choice.words for choice in found.choices)
    nearest = found.dates[1]  # `2014-24` of `winter 2014`, as EDTF counts winters
    if found.choices[0].order:
        first, second, nearest = first[:-5], second[:-5], found.dates[0]  # without the year, which both days have
    return Advice(f"is it {first} or {second}? Write {found.dates[0]} or {found.dates[1]}", nearest)


def _words(found: Reading, text: str) -> str:
    date, lasted = found.edtf, found.lasted
    if found.part_of:
        return f"write {found.part_of}, or {date} if the source means about that"
    if lasted and date.startswith("[.."):
        return f"write {date} if it happened by then, {lasted} if it lasted until then"
    if lasted and date.endswith("..]"):
        return f"write {date} if it happened since then, {lasted} if it has gone on since then"
    if lasted and re.fullmatch(r"\d{4}-\d\d", text) and int(text[5:]) != (int(text[:4]) + 1) % 100:
        return f"{_reason(text)}; for years, write {date} for one of these, {lasted} for all of it"
    if lasted:
        return f"write {date} for one of these, {lasted} for all of it"
    is_same = is_edtf(compact(plain_text(without_time(text))))
    if is_same and not text.isascii():
        return f"write it as {date}, in ASCII characters"
    return f"write it as {date}" if is_same or (date[-1].isalnum() and "/" not in date) else f"write {date}"


def _reason(text: str) -> str:
    try:
        read(text)
    except ValueError as error:
        return str(error)
    return ""
