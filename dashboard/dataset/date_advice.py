"""What to write instead of a text that is no EDTF date: `c. 2014`, `2014-2015`, `Summer 2014`, `07/01/2016`."""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from dashboard.dataset.calendar_days import MONTHS, days_in_month
from dashboard.dataset.edtf_suggestions import month_number, plain_text, suggestions, without_time
from dashboard.dataset.placeholders import is_placeholder


class Advice(NamedTuple):
    """What to write, in words, and the likeliest date."""

    text: str
    nearest: str | None = None


IsDate = Callable[[str], bool]
"""Whether a text is an EDTF date."""

NO_DATE = "leave the date out if it is not known"

_CURLY_QUOTES = "curly quotes are part of the text; use straight ones"
_ANY_QUOTE = re.compile("[“”„‟‘’‚‛«»\"'`´]")
_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23}
_SEASON = re.compile(
    r"(?:(?:the )?(spring|summer|autumn|fall)(?: of|,)? (\d{4})|(\d{4}),? (spring|summer|autumn|fall))"
)
_WINTER = re.compile(r"(?:the )?winter(?: of|,)? (\d{4})[-/](\d{2}|\d{4})")
_WINTER_OF_A_YEAR = re.compile(r"(?:the )?winter(?: of|,)? (\d{4})|(\d{4}),? winter")
_DECADE = re.compile(r"(?:the )?(\d{3})0'?s")
_PARTS = {"early": 0, "start": 0, "beginning": 0, "mid": 1, "middle": 1, "late": 2, "end": 2}
_PART = re.compile(rf"(?:the |in )?({'|'.join(_PARTS)})(?: of)?[- ](.+)")
_YEAR_OR_MONTH = re.compile(r"\d{4}(-(0[1-9]|1[0-2]))?")
_PART_OF_YEAR = (("01", "04"), ("05", "08"), ("09", "12"))
_PART_OF_MONTH = (("01", "10"), ("11", "20"), ("21", None))  # None for its last day
_QUARTER = re.compile(r"q([1-4])[ /-]?(\d{4})|(\d{4})[ /-]?q([1-4])")

# A word before a date, and how the date is written then.
_ABOUT = r"(?:circa|cca|ca|c|about|around|approximately|approx|roughly|near)\.? ?|[~≈] ?"
_MAYBE = r"(?:perhaps|possibly|probably|maybe|likely|presumably)\.? |\? ?"
_BEFORE = r"(?:before|prior to|pre|earlier than)[- ]|< ?"
_UNTIL = r"(?:by|until|till|up to|no later than|not later than|on or before|at the latest|to) |<= ?"
_AFTER = r"(?:after|later than|post)[- ]|> ?"
_SINCE = r"(?:since|from|as of|starting|beginning) |>= ?"
_ON = r"(?:in|on|during|the|dated) "


def advise(text: str, is_date: IsDate) -> Advice | None:
    """Return what to write instead of a text that is no date, if it can be guessed."""
    day = without_time(text)
    note = "" if day == text else "; keep the time of day in the note"
    for suggested in suggestions(day):
        if is_date(suggested):
            return Advice(
                f"write it as {suggested}" + ("" if text.isascii() else ", in ASCII characters") + note, suggested
            )
    if is_placeholder(text):
        return Advice(NO_DATE)
    straight = _ANY_QUOTE.sub("", text).strip()
    if straight != text and is_date(straight):
        way_out = "inner quotes are part of the text; leave them out" if text.isascii() else _CURLY_QUOTES
        return Advice(f'{way_out}: "{straight}"', straight)
    for closed in (f"{text}]", f"[{text}", f"[{text}]"):
        if is_date(closed):
            return Advice(f"write {closed}", closed)
    plain = " ".join(plain_text(day).split()).casefold().rstrip(".")
    if advice := _with_slashes(plain, is_date) or _winter_of_a_year(plain):
        return advice
    return next((each for each in _readings(plain) if each.nearest and is_date(each.nearest)), None)


def _winter_of_a_year(text: str) -> Advice | None:
    """Ask which winter `winter 2014` is: that which began in the year, or that which ended in it."""
    match = _WINTER_OF_A_YEAR.fullmatch(text)
    if match is None:
        return None
    year = int(match[1] or match[2])
    earlier, later = f"{year - 1:04}-24", f"{year:04}-24"
    winters = f"{year - 1:04}/{year % 100:02} or {year:04}/{(year + 1) % 100:02}"
    return Advice(f"is it the winter of {winters}? Write {earlier} or {later}", later)


def _with_slashes(text: str, is_date: IsDate) -> Advice | None:
    """Ask for the month of `07/01/2016`, where some write the day first and some the month."""
    match = re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})", text)
    if match is None:
        return None
    first, second, year = match.groups()
    if len(year) == 2:
        return Advice("write the year with four digits, as in 2016-08-25")
    readings = [(first, second), (second, first)]
    days = [(f"{year}-{month:0>2}-{day:0>2}", f"{int(day)} {MONTHS[int(month) - 1]}")
            for day, month in readings if 1 <= int(month) <= 12]  # fmt: skip
    days = [it for it in dict.fromkeys(days) if is_date(it[0])]
    if len(days) == 2:
        names, dates = [name for _, name in days], [iso for iso, _ in days]
        return Advice(f"is it {names[0]} or {names[1]}? Write {dates[0]} or {dates[1]}", dates[0])
    return Advice(f"write it as {days[0][0]}", days[0][0]) if days else None


def _readings(text: str) -> Iterator[Advice]:
    """Yield how a text that is plain and in small letters may be meant, the likeliest first."""
    if match := re.fullmatch(rf"(?:{_ON})(.+)", text):
        yield from (Advice(f"write it as {simple}", simple) for simple in _simple(match[1]))
        yield from _readings(match[1])
    yield from (Advice(f"write it as {simple}", simple) for simple in _simple(text))
    if match := re.fullmatch(rf"(?:{_ABOUT})(.+)|(.+?) ?(?:\(?(?:approx|approximately|circa|or so)\.?\)?)", text):
        yield from (Advice(f"write {simple}~", f"{simple}~") for simple in _simple(match[1] or match[2]))
    if match := re.fullmatch(rf"(?:{_MAYBE})(.+)|(.+?) ?\(?\?\)?|(.+?) \(uncertain\)", text):
        yield from (Advice(f"write {simple}?", f"{simple}?") for simple in _simple(match[1] or match[2] or match[3]))
    if match := _PART.fullmatch(text):
        for whole in filter(_YEAR_OR_MONTH.fullmatch, _simple(match[2])):
            first, last = (_PART_OF_YEAR if len(whole) == 4 else _PART_OF_MONTH)[_PARTS[match[1]]]
            span = f"[{whole}-{first}..{whole}-{last or _last_day(whole)}]"
            yield Advice(f"write {whole}, or {span} if the source means about that", whole)
    yield from _one_sided(text)
    yield from _two_sided(text)


def _one_sided(text: str) -> Iterator[Advice]:
    """Yield readings of `before 2014` and the like."""
    if match := re.fullmatch(rf"(?:{_BEFORE})(.+)", text):
        yield from (Advice(f"write [..{day}]", f"[..{day}]") for it in _simple(match[1]) if (day := _neighbour(it, -1)))
    if match := re.fullmatch(rf"(?:{_UNTIL})(.+)|(.+) at the latest|(.+) or (?:before|earlier)", text):
        yield from (
            Advice(f"write [..{day}] if it happened by then, ../{day} if it lasted until then", f"[..{day}]")
            for day in _simple(match[1] or match[2] or match[3])
        )
    if match := re.fullmatch(rf"(?:{_AFTER})(.+)", text):
        yield from (Advice(f"write [{day}..]", f"[{day}..]") for it in _simple(match[1]) if (day := _neighbour(it, 1)))
    if match := re.fullmatch(rf"(?:{_SINCE})(.+)|(.+?)(?: onwards?| or (?:after|later)|\+)", text):
        yield from (
            Advice(f"write [{day}..] if it happened since then, {day}/.. if it has gone on since then", f"[{day}..]")
            for day in _simple(match[1] or match[2])
        )


_BETWEEN, _FROM = (
    re.compile(r"(?:some time )?between (.+?) and (.+)"),
    re.compile(r"from (.+?) (?:to|until|till|-) (.+)"),
)
_OR, _TO = re.compile(r",? or |, | ?\| ?"), re.compile(r" ?(?:-+|/|\.\.+) ?| to | until | and | & ")


def _two_sided(text: str) -> Iterator[Advice]:
    """Yield readings of `2014-2015` and the like."""
    if match := _BETWEEN.fullmatch(text):
        yield from (Advice(f"write [{start}..{end}]", f"[{start}..{end}]") for start, end in _ends(*match.groups()))
    if match := _FROM.fullmatch(text):
        yield from (Advice(f"write {start}/{end}", f"{start}/{end}") for start, end in _ends(*match.groups()))
    for joint in _OR.finditer(text):
        for start, end in _ends(text[: joint.start()].removeprefix("either "), text[joint.end() :]):
            yield Advice(f"write [{start},{end}]", f"[{start},{end}]")
    for joint in _TO.finditer(text):
        for start, end in _ends(text[: joint.start()], text[joint.end() :]):
            one_of, lasted = f"[{start}..{end}]", f"{start}/{end}"
            yield Advice(f"write {one_of} for one of these, {lasted} for all of it", one_of)


def _ends(start: str, end: str) -> Iterator[tuple[str, str]]:
    """Yield both ends as dates; what the start leaves out is that of the end: `12` of `12-15 March 2014`."""
    if re.fullmatch(r"\d{4} \d{2}", f"{start} {end}") and int(end) == (int(start) + 1) % 100:
        end = f"{int(start) + 1}"  # 2014-15
    for last in _simple(end):
        written = [start, f"{start} {' '.join(end.split()[-1:])}", f"{start} {' '.join(end.split()[-2:])}"]
        for first in (day for it in written for day in _simple(it)):
            if first < last:
                yield first, last
    month, rest = re.fullmatch(r"([a-z]+\.?) (\d{1,2})", start), re.fullmatch(r"(\d{1,2}),? (\d{4})", end)
    if month and rest:  # March 12-15, 2014
        yield from _ends(f"{month[2]} {month[1]} {rest[2]}", f"{rest[1]} {month[1]} {rest[2]}")


def _simple(text: str) -> Iterator[str]:
    """Yield the year, month, day or season that a text may mean."""
    text = text.strip(" ,")
    if re.fullmatch(r"\d{4}(-\d\d){0,2}", text):
        yield text
    if match := _SEASON.fullmatch(text):
        yield f"{match[2] or match[3]}-{_SEASONS[match[1] or match[4]]}"
    if (match := _WINTER.fullmatch(text)) and int(match[2][-2:]) == (int(match[1]) + 1) % 100:
        yield f"{match[1]}-24"
    if match := _DECADE.fullmatch(text):
        yield f"{match[1]}X"
    if match := re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)?(?: of)?[ -]([a-z]{3,})\.?,?[ -](\d{4})", text):
        yield f"{match[3]}-{month_number(match[2]):0>2}-{match[1]:0>2}"
    if match := re.fullmatch(r"([a-z]{3,})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})", text):
        yield f"{match[3]}-{month_number(match[1]):0>2}-{match[2]:0>2}"
    if match := re.fullmatch(r"([a-z]{3,})\.?,?(?: of)? (\d{4})|(\d{4}),? ([a-z]{3,})\.?", text):
        yield f"{match[2] or match[3]}-{month_number(match[1] or match[4]):0>2}"
    if match := _QUARTER.fullmatch(text):
        year, quarter = match[2] or match[3], int(match[1] or match[4])
        yield f"[{year}-{3 * quarter - 2:02}..{year}-{3 * quarter:02}]"
    yield from suggestions(text)


def _last_day(month: str) -> int:
    return days_in_month(*(int(part) for part in month.split("-")))


def _neighbour(day: str, step: int) -> str | None:
    """Return the year, month or day before or after one."""
    parts = [int(part) for part in day.split("-")] if re.fullmatch(r"\d{4}(-\d\d){0,2}", day) else []
    try:
        if len(parts) == 3:
            return (date(*parts) + timedelta(step)).isoformat()
        if len(parts) == 2 and 1 <= parts[1] <= 12:
            months = parts[0] * 12 + parts[1] - 1 + step
            return f"{months // 12:04}-{months % 12 + 1:02}"
        return f"{parts[0] + step:04}" if len(parts) == 1 else None
    except (ValueError, OverflowError):
        return None
